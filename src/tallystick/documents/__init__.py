"""Documents in: any file a council sends becomes one `Document`, and a known form in it becomes plans, measures or recommendations.

    document = documents.read("tracker.pdf")
    result = documents.recognise(document)
    print(json.dumps(documents.as_json(result)))

A file is opened by what its bytes say it is. What cannot be read raises `Unreadable`, with one line that says why and the remedy.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tallystick.documents import guards
from tallystick.documents.model import Block, BlockKind, Document, Place, Unreadable
from tallystick.documents.output import as_json
from tallystick.documents.readers import decoding, delimited, sniffing, text

if TYPE_CHECKING:
    from tallystick.documents.challenges import PeerChallenge
    from tallystick.documents.doubts import Doubt
    from tallystick.documents.measures import MeasureTable
    from tallystick.documents.registers import Register
    from tallystick.documents.trackers import ActionTracker

__all__ = [
    "Block",
    "BlockKind",
    "Document",
    "Place",
    "Unknown",
    "Unreadable",
    "as_json",
    "read",
    "read_bytes",
    "recognise",
    "recognise_all",
]

TABLE_NAMES = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A document of no form that is known; nothing is guessed from it."""

    blocks: int
    doubts: tuple[Doubt, ...] = ()
    kind: str = "unknown"


def read(path: str | Path, limits: guards.Limits = guards.LIMITS) -> Document:
    """The document in a file."""
    path = Path(path)
    try:
        if path.is_file():
            guards.check_size(path.stat().st_size, limits)
        with path.open("rb") as file:
            data = file.read(limits.size + 1)  # a pipe or a device does not say how much is to come
    except FileNotFoundError:
        raise Unreadable("There is no file of that name. Check the name and the folder.") from None
    except IsADirectoryError:
        raise Unreadable("That is a folder. Name the file in it that should be read.") from None
    except OSError as error:
        raise Unreadable(f"The file cannot be opened: {(error.strerror or 'unknown error').lower()}.") from None
    return read_bytes(data, path.name, limits)


def read_bytes(data: bytes, name: str = "", limits: guards.Limits = guards.LIMITS) -> Document:
    """The document in the bytes of a file. The name only helps to tell a table of one column from a list."""
    form = sniffing.sniff(data, limits)
    if form is sniffing.Form.PLAIN:
        return plain(data, name, limits)
    from tallystick.documents import sandbox

    return sandbox.read(data, form, limits)


def plain(data: bytes, name: str, limits: guards.Limits) -> Document:
    """Text or a table, whichever the words are."""
    words, encoding = decoding.decode(data)
    delimiter = delimited.delimiter_of(words)
    if delimiter is None and name.lower().endswith(TABLE_NAMES):
        delimiter = ","
    if delimiter is None:
        return text.read(words, encoding, limits)
    return delimited.read(words, delimiter, encoding, limits)


def recognise(document: Document) -> ActionTracker | PeerChallenge | MeasureTable | Register | Unknown:
    """The form that the document has, or the first of several."""
    return recognise_all(document)[0]


def recognise_all(document: Document) -> tuple[ActionTracker | PeerChallenge | MeasureTable | Register | Unknown, ...]:
    """Every form in the document: a report of a quarter tells of priorities and has tables of measures between.

    Registers are tried first: only their exact columns pass for one, and nothing else is looked for beside them.
    """
    from tallystick.documents import challenges, measures, registers, trackers, worktables

    if own := registers.recognise(document):
        return own
    found = (
        trackers.recognise(document) or challenges.recognise(document),
        measures.recognise(document),
        *worktables.recognise(document),
    )
    return tuple(filter(None, found)) or (Unknown(blocks=len(document.blocks)),)

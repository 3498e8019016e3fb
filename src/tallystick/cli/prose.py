"""The text of a file for checking, with the place in the file of every part of it.

A text file and a web page are checked as one text. What the readers of documents give in blocks is joined: paragraphs by an empty line,
the rows of a table by lines, its cells by tabs. Offsets of findings count in this text.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tallystick import documents
from tallystick.cli import web_text
from tallystick.documents import Block, Document, Place, Unreadable, guards
from tallystick.documents.readers import decoding, sniffing

WEB_NAMES = (".html", ".htm", ".xhtml")
WEB_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<table")


@dataclass(frozen=True, slots=True)
class Prose:
    """A text; `starts` are the offsets at which its parts begin and `places` where these stand in the file."""

    text: str
    starts: tuple[int, ...]
    places: tuple[Place, ...]

    def place(self, offset: int) -> Place:
        """Where in the file a character of the text stands."""
        found = bisect_right(self.starts, offset) - 1
        return self.places[max(found, 0)] if self.places else Place()


def read(file: str) -> Prose:
    """The prose of a file. Raises `Unreadable`, with one line, where it has none."""
    path = Path(file)
    data = _bytes(path)
    if is_web_page(data, path.name):
        guards.check_size(len(data))
        text = web_text.text_of(decoding.decode(data)[0])
        return _in_lines(text, named=False)
    if sniffing.sniff(data) is sniffing.Form.PLAIN:
        return _in_lines(decoding.decode(data)[0], named=True)
    return of_document(documents.read_bytes(data, path.name))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(guards.LIMITS.size + 1)
    except FileNotFoundError:
        raise Unreadable("There is no file of that name. Check the name and the folder.") from None
    except IsADirectoryError:
        raise Unreadable("That is a folder. Name the file in it that should be checked.") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "its name cannot be used"
        raise Unreadable(f"The file cannot be opened: {why.lower()}.") from None


def is_web_page(data: bytes, name: str) -> bool:
    """Whether a file is HTML, by how it begins or by its name."""
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    named = name.casefold().endswith(WEB_NAMES) and not start.startswith((b"pk", b"%pdf"))
    return named or start.startswith(WEB_STARTS) or (start.startswith(b"<?xml") and b"<html" in start)


def _in_lines(text: str, *, named: bool) -> Prose:
    """A text whose places are its lines; those of a web page are not lines of the file, and so have no number."""
    if not text.strip():
        raise Unreadable("The file holds no words. Check that it was saved, and choose it again.")
    starts = [0, *(place + 1 for place in _line_ends(text))]
    if not named:
        return Prose(text, (0,), (Place(),))
    return Prose(text, tuple(starts), tuple(Place(line=number) for number in range(1, len(starts) + 1)))


def _line_ends(text: str) -> Iterator[int]:
    place = text.find("\n")
    while place >= 0:
        yield place
        place = text.find("\n", place + 1)


def of_document(document: Document) -> Prose:
    """The blocks of a document joined into one text."""
    parts: list[str] = []
    starts, places, length = [], [], 0
    for block in document.blocks:
        for text, place in _parts(block):
            starts.append(length)
            places.append(place)
            parts.append(text)
            length += len(text)
    text = "".join(parts)
    if not text.strip():
        raise Unreadable("The file holds no words. If it is a scan, have its text recognised first.")
    return Prose(text, tuple(starts), tuple(places))


def _parts(block: Block) -> Iterator[tuple[str, Place]]:
    if not block.rows:
        yield f"{block.text}\n\n", block.place
        return
    for number, row in enumerate(block.rows):
        last = "\n\n" if number == len(block.rows) - 1 else "\n"
        yield "\t".join(" ".join(cell.split()) for cell in row) + last, block.place_of(number)

"""A file as bytes becomes a reading: what was recognised in it, and the digest by which it is known. Nothing is stored here.

Reading comes before any transaction: a hostile file may take its time limit to be refused, and the database must not wait for it.
"""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from tallystick import documents
from tallystick.documents import guards, leftover
from tallystick.documents.model import Document

LIMITS = guards.LIMITS
PASSAGES = 200  # left over, that are kept to be shown
BEGINNING = 12  # blocks that are shown of a document that was not recognised


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that could be read, whether or not its form is known.

    `others` are further forms in the same file; `left_over` are the passages that none of them holds.
    """

    name: str
    data: bytes
    sha256: str
    document: Document
    result: Any
    others: tuple[Any, ...] = ()
    left_over: tuple[leftover.Passage, ...] = ()


def read(data: bytes, name: str) -> Reading:
    """Read a file. Raises `Unreadable` with one clear line for what cannot be read."""
    guards.check_size(len(data), LIMITS)
    document = documents.read_bytes(data, name)
    result, *others = results = documents.recognise_all(document)
    digest = hashlib.sha256(data).hexdigest()
    return Reading(name[-255:], data, digest, document, result, tuple(others), leftover.of(document, results))


def each(reading: Reading) -> tuple[Reading, ...]:
    """The reading by itself for each form, so that each is proposed by itself; what is left over is told with the first."""
    first = replace(reading, others=())
    return (first, *(replace(first, result=other, left_over=()) for other in reading.others))


def outline(reading: Reading) -> dict[str, Any]:
    """What the file is made of, and the beginning of one that was not recognised."""
    document = reading.document
    found: dict[str, Any] = {
        "format": document.format,
        "pages": document.pages,
        "blocks": len(document.blocks),
        "tables": len(document.tables),
    }
    if reading.result.kind == "unknown":
        texts = (block.text or " | ".join(block.rows[0] if block.rows else ()) for block in document.blocks)
        found["beginning"] = [text[:300] for text in texts if text.strip()][:BEGINNING]
    if reading.left_over:
        found["left_over"] = [[str(one.place), one.words] for one in reading.left_over[:PASSAGES]]
        found["left_over_in_all"] = len(reading.left_over)
    if reading.result.kind == "register":
        found["records"] = reading.result.records
        found["own"] = reading.result.own
    return found


def title(reading: Reading) -> str:
    """What the document calls itself."""
    return str(getattr(reading.result, "title", "") or getattr(reading.result, "type", ""))[:300]

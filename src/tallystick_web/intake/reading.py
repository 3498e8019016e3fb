"""A file as bytes becomes a reading: what was recognised in it, and the digest by which it is known. Nothing is stored here.

Reading comes before any transaction: a hostile file may take its time limit to be refused, and the database must not wait for it.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from tallystick import documents
from tallystick.documents import guards
from tallystick.documents.model import Document

LIMITS = guards.LIMITS
BEGINNING = 12  # blocks that are shown of a document that was not recognised


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that could be read, whether or not its form is known."""

    name: str
    data: bytes
    sha256: str
    document: Document
    result: Any


def read(data: bytes, name: str) -> Reading:
    """Read a file. Raises `Unreadable` with one clear line for what cannot be read."""
    guards.check_size(len(data), LIMITS)
    document = documents.read_bytes(data, name)
    result = documents.recognise(document)
    return Reading(name[-255:], data, hashlib.sha256(data).hexdigest(), document, result)


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
    if reading.result.kind == "register":
        found["records"] = reading.result.records
    return found


def title(reading: Reading) -> str:
    """What the document calls itself."""
    return str(getattr(reading.result, "title", "") or getattr(reading.result, "type", ""))[:300]

"""Files brought as evidence are hostile until they have been read: the same guards, limits and sandbox as for documents.

What cannot be read as a document is refused, so that nobody downloads from here what no one has looked into.
"""

from dataclasses import dataclass

from tallystick import documents
from tallystick.documents import guards
from tallystick.documents.model import Unreadable

__all__ = ["NewFile", "Unreadable", "checked"]


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that `checked` has let through."""

    name: str
    data: bytes


def checked(name: str, data: bytes) -> bytes:
    """The bytes of a file that was read whole as a PDF, Word, Excel, CSV or text. Raises `Unreadable` with one clear line."""
    guards.check_size(len(data), guards.LIMITS)
    documents.read_bytes(data, name)
    return data

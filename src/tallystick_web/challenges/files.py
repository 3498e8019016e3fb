"""Files brought as evidence are hostile until they have been looked into: the same guards, limits and sandbox as for documents.

What is neither a document that can be read nor a photograph is refused, so that nobody downloads from here what no one has looked into.
"""

from dataclasses import dataclass

from tallystick import documents
from tallystick.documents import guards
from tallystick.documents.model import Unreadable
from tallystick_web.challenges import pictures

__all__ = ["NewFile", "Unreadable", "checked"]


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that `checked` has let through."""

    name: str
    data: bytes


def checked(name: str, data: bytes) -> bytes:
    """The bytes to keep: of a PDF, Word, Excel, CSV or text as they are, once it was read whole; of a PNG or JPEG without what it says
    of place and camera. Raises `Unreadable` with one clear line."""
    guards.check_size(len(data), guards.LIMITS)
    if clean := pictures.cleaner(data):
        return clean(data)
    documents.read_bytes(data, name)
    return data

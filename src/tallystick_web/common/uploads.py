"""The limits on what is sent: of a visitor nothing large is read at all, of anybody else no more is kept than the largest file that is read.

Both hold for a request, however many files it brings, and on every page: forms are read before a view sees them.
"""

from typing import Final

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from tallystick.documents import guards

MOST: Final = guards.LIMITS.size
MOST_OF_A_VISITOR: Final = guards.MEGABYTE  # more than any text that somebody typed before their session ended


class Quota(FileUploadHandler):
    """Stops keeping the files of a request as soon as they are larger together than any file that is read, so that nobody fills the disk.

    First among the upload handlers of the settings; `too_large` then says whether it stopped.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.left = MOST

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.left -= len(raw_data)
        if self.left < 0:
            self.request.too_large = True  # type: ignore[union-attr]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def too_large(request: HttpRequest) -> bool:
    """Whether an upload was stopped because of its size."""
    return bool(getattr(request, "too_large", False))


def too_large_for_a_visitor(request: HttpRequest) -> bool:
    """Whether more was sent than is read of somebody who is not signed in. A body that does not say its length is taken as empty."""
    length = request.headers.get("Content-Length", "")
    return length.isdecimal() and int(length) > MOST_OF_A_VISITOR

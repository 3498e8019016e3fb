"""The limit on a file that is being uploaded, kept while it comes in and not afterwards."""

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest


class Quota(FileUploadHandler):
    """Stops keeping a file as soon as it is larger than any that is read, so that nobody fills the disk.

    Put it first among a request's upload handlers before anything reads the request; `too_large` then says whether it stopped.
    """

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self.most = most

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > self.most:
            self.request.too_large = True  # type: ignore[union-attr]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def too_large(request: HttpRequest) -> bool:
    """Whether an upload was stopped because of its size."""
    return bool(getattr(request, "too_large", False))

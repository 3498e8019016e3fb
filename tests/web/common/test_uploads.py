"""How much is read of whom: nothing large of a visitor, on any page; of anybody else no more than one largest file a request."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.http.multipartparser import MultiPartParser
from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.common import uploads
from tallystick_web.councils.models import Council

LARGE = b"a" * (uploads.MOST_OF_A_VISITOR + 1)
PAGES = ["/accounts/login/", "/leeds/documents/", "/leeds/collect/", "/leeds/published/", "/"]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The bytes of each piece of a file that was put on the disk."""
    found: list[int] = []
    write = TemporaryUploadedFile.__init__

    def noted(self: TemporaryUploadedFile, *given: Any) -> None:
        write(self, *given)
        put = self.file.write
        self.file.write = lambda piece: (found.append(len(piece)), put(piece))[1]

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", noted)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_nothing_large_is_read_of_a_visitor(page: str, leeds: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MultiPartParser, "parse", lambda _: pytest.fail("the body was read"))
    answer = Client().post(page, {"file": SimpleUploadedFile("a.csv", LARGE)})
    assert answer.status_code == 413 and "What you sent was not read" in answer.content.decode()
    assert answer.headers["Content-Security-Policy"]


def test_nothing_is_read_of_somebody_who_may_not_open_the_page(
    leeds: Council, charlie: User, signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MultiPartParser, "parse", lambda _: pytest.fail("the body was read"))
    sent = {"file": SimpleUploadedFile("a.csv", LARGE)}
    assert signed_in(charlie).post("/leeds/documents/", sent).status_code == 403


@pytest.mark.parametrize("page", ["/leeds/documents/", "/leeds/collect/"])
def test_no_more_is_kept_of_several_files_than_of_one(
    page: str,
    alice: User,
    signed_in: Callable[[User], Client],
    kept: list[int],
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    monkeypatch.setattr(uploads, "MOST", 300_000)
    signed_in(alice).post(page, {f"file{n}": SimpleUploadedFile(f"{n}.csv", b"a" * 200_000) for n in range(5)})
    assert 0 < sum(kept) <= 300_000


def test_the_largest_file_that_is_read_still_comes_in(alice: User, signed_in: Callable[[User], Client]) -> None:
    answer = signed_in(alice).post("/leeds/documents/", {"file": SimpleUploadedFile("a.csv", LARGE * 3)})
    assert "The file is larger than" not in answer.content.decode()

"""Files that are broken, mistaken or meant to hurt, sent through the browser: one line beside the field, and nothing written."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tallystick_web.common import uploads
from tallystick_web.councils.models import Council
from tallystick_web.intake import reading

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CONTENT = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>'
)
BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p>'
    "</w:body></w:document>"
)
LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + BODY.format("&b;")
THIEF = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + BODY.format("&a;")


def archive(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def word(document: str) -> bytes:
    return archive({"[Content_Types].xml": CONTENT, "word/document.xml": document})


def patched(data: bytes, offset: int, form: str, number: int) -> bytes:
    """The directory entry of the first member with one field changed."""
    entry = data.index(b"PK\x01\x02") + offset
    return data[:entry] + struct.pack(form, number) + data[entry + struct.calcsize(form) :]


def encrypted_pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Encrypt 5 0 R/Size 2>>\nstartxref\n0\n%%EOF"


def old_office(stream: str) -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + stream.encode("utf-16-le") + bytes(200)


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an empty file": ("tracker.txt", lambda: b""),
    "a file of blanks": ("tracker.txt", lambda: b"  \n\n \t \n"),
    "a picture": ("tracker.docx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500)),
    "a photograph": ("tracker.pdf", lambda: b"\xff\xd8\xff\xe0" + bytes(500)),
    "a programme": ("values.csv", lambda: b"\x7fELF" + bytes(600)),
    "a Windows programme": ("values.xlsx", lambda: b"MZ\x90\x00" + bytes(600)),
    "noise": ("values.csv", lambda: bytes((number * 197 + 13) % 256 for number in range(4000))),
    "a page of the web": ("values.csv", lambda: b"<!DOCTYPE html><html><body><table></table></body></html>"),
    "an archive of documents": ("papers.zip", lambda: archive({"tracker.txt": "ENV-1 Clean streets"})),
    "a compressed file": ("values.csv.gz", lambda: b"\x1f\x8b\x08" + bytes(200)),
    "an old Word file": ("tracker.doc", lambda: old_office("WordDocument")),
    "an old Excel file": ("values.xls", lambda: old_office("Workbook")),
    "a workbook with a password": ("values.xlsx", lambda: old_office("EncryptedPackage")),
    "a PDF with a password": ("tracker.pdf", encrypted_pdf),
    "a PDF cut short": ("tracker.pdf", lambda: b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"),
    "a PDF of nothing": ("tracker.pdf", lambda: b"%PDF-1.4\n"),
    "a Word file cut short": ("tracker.docx", lambda: word(BODY.format("ENV-1"))[:-60]),
    "a Word file damaged inside": ("tracker.docx", lambda: word("<w:document><w:body>")),
    "a Word file with a bomb of entities": ("tracker.docx", lambda: word(LAUGHS)),
    "a Word file that asks for another file": ("tracker.docx", lambda: word(THIEF)),
    "a bomb": ("tracker.docx", lambda: word(BODY.format("0" * 30_000_000))),
    "a bomb that lies about its size": ("tracker.docx", lambda: patched(word(BODY.format("x")), 24, "<I", 2**32 - 2)),
    "a locked member": ("tracker.docx", lambda: patched(word(BODY.format("x")), 8, "<H", 1)),
    "thousands of members": ("values.xlsx", lambda: archive({f"xl/{n}.xml": "" for n in range(6_000)}, zipfile.ZIP_STORED)),
    "a workbook without sheets": ("values.xlsx", lambda: archive({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>"})),
    "two encodings in one file": ("values.csv", lambda: "Measure,Value\nLitter £,1\n".encode() + "Café,2\n".encode("cp1252") * 3),
    "nulls": ("values.csv", lambda: b"Measure,Period,Value\n" + b"\x00" * 300),
}  # fmt: skip


def everything() -> dict[str, int]:
    models = [model for model in apps.get_models() if model.__module__.startswith("tallystick_web.")]
    return {model._meta.label: model.objects.count() for model in models}


def errors(page: str) -> list[str]:
    found = re.findall(r'id="id_file_error"><span[^>]*>Error:</span>([^<]+)<', page)
    return [text.strip() for text in found]


@pytest.mark.parametrize(("name", "make"), HOSTILE.values(), ids=list(HOSTILE))
def test_a_file_that_cannot_be_read_gets_one_line_and_nothing_is_written(
    leeds: Council, alice: Any, signed_in: Callable[[Any], Client], settings: Any, name: str, make: Callable[[], bytes]
) -> None:
    browser = signed_in(alice)
    before = everything()
    answer = browser.post("/leeds/documents/", {"file": SimpleUploadedFile(name, make())})
    assert answer.status_code == 422
    told = errors(answer.content.decode())
    assert len(told) == 1
    assert told[0].endswith((".", "?"))
    assert "\n" not in told[0]
    assert "There is a problem" in answer.content.decode()
    assert everything() == before
    assert not settings.MEDIA_ROOT.exists() or not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_a_file_larger_than_any_that_is_read_is_not_even_kept(
    leeds: Council, alice: Any, signed_in: Callable[[Any], Client], monkeypatch: Any
) -> None:
    monkeypatch.setattr(uploads, "MOST", 200_000)
    monkeypatch.setattr(reading, "read", lambda *_: pytest.fail("the file was read"))
    before = everything()
    answer = signed_in(alice).post("/leeds/documents/", {"file": SimpleUploadedFile("big.csv", b"a" * 300_000)})
    assert answer.status_code == 422
    assert "The file is larger than" in answer.content.decode()
    assert everything() == before


def test_no_file_at_all_is_asked_for(leeds: Council, alice: Any, signed_in: Callable[[Any], Client]) -> None:
    answer = signed_in(alice).post("/leeds/documents/", {})
    assert errors(answer.content.decode()) == ["Choose the file that you want to bring in"]


def test_an_upload_from_another_site_is_refused(leeds: Council, alice: Any) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    before = everything()
    answer = browser.post(
        "/leeds/documents/", {"file": SimpleUploadedFile("values.csv", b"Ref,Period,Value\nA,2009/10,1\n")}
    )
    assert answer.status_code == 403
    assert everything() == before


WRONG = {
    "references twice": "City Plan\n\nEnvironment\nENV-1 Clean streets\nDone well.\nENV-1 Dirty streets\nDone badly.\nENV-2 Trees\nPlanted.\n",
    "impossible dates": "Reference,Title,Period,Value\nA1,Trees,31 February 2009,4\nA1,Trees,Q7 2009/10,5\n",
    "formulas": "Reference,Title,Period,Value\nA1,=cmd|'/c calc'!A0,Q1 2009/10,=1+1\n",
    "a name of ten thousand letters": f"Reference,Title,Period,Value\n{'A' * 10_000},{'B' * 10_000},Q1 2009/10,4\n",
    "numbers beyond any table": f"Reference,Title,Period,Value\nA1,Trees,Q1 2009/10,{'9' * 15}\n",
    "script": "Reference,Title,Period,Value\nA1,<script>alert(1)</script>,Q1 2009/10,4\n",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=list(WRONG))
def test_a_file_with_wrong_things_in_it_is_shown_and_accepting_it_breaks_nothing(
    leeds: Council, alice: Any, signed_in: Callable[[Any], Client], text: str
) -> None:
    name = "tracker.txt" if text.startswith("City") else "values.csv"
    browser = signed_in(alice)
    answer = browser.post("/leeds/documents/", {"file": SimpleUploadedFile(name, text.encode())}, follow=True)
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content
    number = answer.redirect_chain[-1][0].split("/")[3]
    for _ in range(2):
        answer = browser.post(f"/leeds/documents/{number}/decide/", {"decision": "accept-certain"}, follow=True)
        assert answer.status_code == 200

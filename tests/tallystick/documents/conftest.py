"""Makes files of every form for the tests, so that none need be kept in the repository."""

import functools
import io
import zipfile
from collections.abc import Callable
from types import SimpleNamespace

import docx
import openpyxl
import pypdf
import pytest
import typst


def make_docx(fill: Callable[..., object] | str = "Progress is steady.") -> bytes:
    """A Word file: of one paragraph, or as a function fills the document."""
    document = docx.Document()
    if callable(fill):
        fill(document)
    else:
        document.add_paragraph(fill)
    return saved(document)


def make_xlsx(
    fill: Callable[..., object] | None = None,
    rows: tuple[tuple[object, ...], ...] = (("Measure", "Q1"), ("Burglaries", 12)),
) -> bytes:
    """An Excel file: of some rows, or as a function fills the workbook."""
    workbook = openpyxl.Workbook()
    if fill:
        fill(workbook)
    else:
        for row in rows:
            workbook.active.append(row)
    return saved(workbook)


def saved(thing: object) -> bytes:
    stream = io.BytesIO()
    thing.save(stream)
    return stream.getvalue()


@functools.cache
def make_pdf(source: str = "= Tracker\nProgress is steady.") -> bytes:
    """A PDF from Typst's markup."""
    return bytes(typst.compile(source.encode()))


def make_protected_pdf() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf()))
    writer.encrypt("secret", algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def zip_of(members: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_part(data: bytes, name: str, content: bytes | str) -> bytes:
    """An Office file with one of its parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    return zip_of({**members, name: content})


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """The makers by their short names."""
    return SimpleNamespace(
        docx=make_docx,
        xlsx=make_xlsx,
        pdf=make_pdf,
        protected_pdf=make_protected_pdf,
        zip=zip_of,
        with_part=with_part,
        part=part,
    )

"""What a file is, by its bytes: names lie, and a workbook called .csv is still a workbook.

Whatever Tallystick does not read is named here with its remedy, since "unsupported file" sends an officer to the help desk and
"save it as .docx" does not.
"""

from enum import StrEnum

from tallystick.documents import guards
from tallystick.documents.model import Unreadable


class Form(StrEnum):
    """The forms that have a reader; plain covers text and CSV, which only their words tell apart."""

    PLAIN = "plain"
    PDF = "pdf"
    WORD = "docx"
    EXCEL = "xlsx"


PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
    b"RIFF",
    b"\x00\x00\x00\x1cftyp",
    b"\x00\x00\x00 ftyp",
)
ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (b"\x7fELF", b"MZ\x90", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"SQLite format 3\x00")
WEB_PAGES = (b"<!doctype html", b"<html", b"<?xml", b"<svg", b"<table", b"<head", b"<body", b"<meta")
ARCHIVE = "The file is an archive. Unpack it and choose the document inside."


def sniff(data: bytes, limits: guards.Limits = guards.LIMITS) -> Form:
    """The form of a file. Raises Unreadable, with the remedy, for a form that is not read."""
    guards.check_size(len(data), limits)
    if data.startswith(b"PK"):
        return zipped(data, limits)
    if b"%PDF-" in data[:1024]:
        return Form.PDF
    if reason := refusal(data):
        raise Unreadable(reason)
    return Form.PLAIN


def zipped(data: bytes, limits: guards.Limits) -> Form:
    """Which of the formats that are zips inside."""
    names = set(guards.zip_members(data, limits))
    if "xl/workbook.bin" in names:
        raise Unreadable("The file is a binary Excel workbook (.xlsb). Open it in Excel and save it as .xlsx.")
    if "xl/workbook.xml" in names:
        return Form.EXCEL
    if "word/document.xml" in names or "word/document2.xml" in names:
        return Form.WORD
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable("The file is a PowerPoint presentation. Save it as PDF and choose that.")
    if "mimetype" in names and "content.xml" in names:
        raise Unreadable("The file is in an OpenDocument format. Open it and save it as .docx or .xlsx.")
    raise Unreadable(ARCHIVE)


def refusal(data: bytes) -> str | None:
    """Why a file that is neither zip nor PDF is not read, or None."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    if data.startswith(OLD_OFFICE):
        return old_office(data)
    if data.startswith(PICTURES) and b"\x00" in data[:64]:
        return "The file is a picture. Choose the document that it shows, or a PDF with text in it."
    if data.startswith(ARCHIVES):
        return ARCHIVE
    if data.startswith(PROGRAMS):
        return "The file is a program or a database, not a document. Choose a text, CSV, PDF, Word or Excel file."
    if start.startswith(b"{\\rtf"):
        return "The file is in Rich Text Format. Open it in Word and save it as .docx."
    if start.startswith(WEB_PAGES):
        return "The file is a web page or XML, not a document. Open it and save it as .docx, .xlsx or PDF."
    return None


def old_office(data: bytes) -> str:
    """The container of Office before 2007, which also holds what Office encrypts."""
    if wide("EncryptedPackage") in data:
        return guards.PROTECTED
    if wide("WordDocument") in data:
        return "The file is in the old Word format (.doc). Open it in Word and save it as .docx."
    if wide("Workbook") in data or wide("Book") in data:
        return "The file is in the old Excel format (.xls). Open it in Excel and save it as .xlsx."
    return "The file is in an old Office format. Open it in the program that made it and save it as .docx or .xlsx."


def wide(name: str) -> bytes:
    """A name as the container's directory writes it."""
    return name.encode("utf-16-le")

"""Files that are broken, mistaken or meant to hurt: each is refused in one clear line, or read without harm."""

import struct
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from growth import assert_time_grows_with_size, seconds
from tallystick import documents
from tallystick.documents import guards
from tallystick.documents.guards import Limits

Make = SimpleNamespace
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p>'
    "</w:body></w:document>"
)
THIEF = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]><sst>&file;</sst>'


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def scrambled(data: bytes) -> bytes:
    """Damaged in the middle, its end whole."""
    middle = len(data) // 3
    return data[:middle] + bytes(255 - byte for byte in data[middle : middle + 400]) + data[middle + 400 :]


def old_office(stream: str) -> bytes:
    return OLD_OFFICE + stream.encode("utf-16-le") + bytes(200)


def lying_zip(data: bytes) -> bytes:
    """A directory that declares four gigabytes for its first member."""
    entry = data.index(b"PK\x01\x02")
    return data[: entry + 24] + struct.pack("<I", 2**32 - 2) + data[entry + 28 :]


def locked_zip(data: bytes) -> bytes:
    """A directory that calls its first member encrypted."""
    entry = data.index(b"PK\x01\x02")
    return data[: entry + 8] + struct.pack("<H", 1) + data[entry + 10 :]


def nested_tables(document: object, depth: int = 12) -> None:
    holder = document.add_table(2, 2).cell(0, 0)
    for _ in range(depth):
        holder = holder.add_table(2, 2).cell(0, 0)
    holder.text = "deep"


def far_corner(workbook: object) -> None:
    workbook.active["A1"] = "here"
    workbook.active["XFD1048576"] = "there"


def all_hidden(workbook: object) -> None:
    workbook.active.sheet_view.tabSelected = False
    secret = workbook.create_sheet("Workings")
    secret.append(["Salary", 1])
    secret.sheet_state = "hidden"


REFUSED: list[tuple[Any, ...]] = [
    ("an empty file", lambda make: b"", "The file is empty."),
    ("a file of blank lines", lambda make: b" \n\n\t\n", "The file holds no words."),
    (
        "a file over the limit of size",
        lambda make: b"x" * 2_000_001,
        "The file is 2 MB; the most that is read is 1 MB.",
        Limits(size=2**20),
    ),
    ("a Word file cut short", lambda make: half(make.docx()), "The file is cut short"),
    ("an Excel file cut short", lambda make: half(make.xlsx()), "The file is cut short"),
    ("a PDF cut short", lambda make: half(make.pdf()), "The PDF is cut short"),
    ("a Word file damaged within", lambda make: scrambled(make.docx()), "The file is damaged"),
    (
        "a Word file with broken XML",
        lambda make: make.with_part(make.docx(), "word/document.xml", "<w:p>"),
        "The file is damaged",
    ),
    (
        "an Excel file with broken XML",
        lambda make: make.with_part(make.xlsx(), "xl/workbook.xml", "<a"),
        "The file is damaged",
    ),
    ("rubbish in the clothes of a PDF", lambda make: b"%PDF-1.7\nrubbish\n%%EOF", "The file is damaged"),
    ("rubbish in the clothes of a zip", lambda make: b"PK\x03\x04" + b"rubbish" * 99, "The file is cut short"),
    ("a PDF with a password", lambda make: make.protected_pdf(), "The file is protected with a password."),
    (
        "an Office file with a password",
        lambda make: old_office("EncryptedPackage"),
        "The file is protected with a password.",
    ),
    ("a zip with a password", lambda make: locked_zip(make.docx()), "The file is protected with a password."),
    ("an old Word file", lambda make: old_office("WordDocument"), "The file is in the old Word format (.doc)."),
    ("an old Excel file", lambda make: old_office("Workbook"), "The file is in the old Excel format (.xls)."),
    ("another old Office file", lambda make: old_office("PowerPoint Document"), "The file is in an old Office format."),
    ("a picture", lambda make: b"\x89PNG\r\n\x1a\n" + bytes(40), "The file is a picture."),
    ("a web page saved as a workbook", lambda make: b"<html><table><tr><td>1</table>", "The file is a web page or XML"),
    ("Rich Text Format", lambda make: b"{\\rtf1\\ansi hello}", "The file is in Rich Text Format."),
    (
        "an OpenDocument sheet",
        lambda make: make.zip({"mimetype": "application/vnd", "content.xml": "<a/>"}),
        "The file is in an OpenDocument format.",
    ),
    (
        "a presentation",
        lambda make: make.zip({"ppt/presentation.xml": "<a/>"}),
        "The file is a PowerPoint presentation.",
    ),
    (
        "a binary workbook",
        lambda make: make.zip({"xl/workbook.bin": b"\x00"}),
        "The file is a binary Excel workbook (.xlsb).",
    ),
    ("an archive of documents", lambda make: make.zip({"tracker.docx": make.docx()}), "The file is an archive."),
    (
        "zips in a zip",
        lambda make: make.zip({"a.zip": make.zip({"b.zip": make.zip({"c": "0"})})}),
        "The file is an archive.",
    ),
    ("a compressed file", lambda make: b"\x1f\x8b\x08" + bytes(30), "The file is an archive."),
    (
        "a zip bomb",
        lambda make: make.with_part(make.docx(), "word/document.xml", bytes(40_000_000)),
        "The file would unpack to far more",
    ),
    (
        "a bomb of many small members",
        lambda make: make.zip({f"word/{n}.xml": "" for n in range(5_001)}),
        "The file would unpack to far more",
    ),
    ("a directory that declares gigabytes", lambda make: lying_zip(make.xlsx()), "The file would unpack to far more"),
    (
        "XML entities that multiply",
        lambda make: make.with_part(make.docx(), "word/document.xml", LAUGHS),
        "The file declares XML entities",
    ),
    (
        "XML entities in UTF-16",
        lambda make: make.with_part(make.docx(), "word/document.xml", LAUGHS.encode("utf-16")),
        "The file declares XML entities",
    ),
    (
        "an XML entity that asks for a file",
        lambda make: make.with_part(make.xlsx(), "xl/sharedStrings.xml", THIEF),
        "The file declares XML entities",
    ),
    ("bytes named as text", lambda make: bytes(range(256)) * 20, "The file is not text, whatever its name says"),
    (
        "control characters named as text",
        lambda make: b"\x01\x02\x03\x04abc" * 50,
        "The file is not text, whatever its name says",
    ),
    ("a program", lambda make: b"\x7fELF" + bytes(60), "The file is a program or a database"),
    ("text cut within a character", lambda make: "Café – £5".encode()[:-3] + "£".encode()[:1], "The file is cut short"),
    ("text of two encodings", lambda make: "naïve\n".encode() * 3 + b"caf\xe9 au lait\n", "Line 4 mixes two encodings"),
    (
        "a PDF of too many pages",
        lambda make: make.pdf("a #pagebreak() b #pagebreak() c"),
        "The PDF has 3 pages; the most",
        Limits(pages=2),
    ),
    ("a PDF without text", lambda make: make.pdf("#rect(width: 3cm, fill: red)"), "The PDF has no text in it"),
    ("too many cells in a workbook", lambda make: make.xlsx(), "The tables have more than 3 cells.", Limits(cells=3)),
    ("too many cells in a CSV", lambda make: b"a,b\n1,2\n3,4\n", "The tables have more than 3 cells.", Limits(cells=3)),
    (
        "too many cells in a Word file",
        lambda make: make.docx(lambda d: d.add_table(3, 3)),
        "The tables have more than 3 cells.",
        Limits(cells=3),
    ),
    (
        "tables within tables within tables",
        lambda make: make.docx(nested_tables),
        "Tables or text boxes are nested more than 8 deep.",
    ),
    (
        "a cell of a million letters",
        lambda make: b'a,b\n1,"' + b"x" * 1_100_000 + b'"\n2,3\n',
        "Row 2 cannot be read as CSV",
    ),
    ("a Word file without words", lambda make: make.docx(""), "The document holds no words."),
    ("a workbook with words on hidden sheets only", lambda make: make.xlsx(all_hidden), "The workbook has no words"),
    ("a sheet used from corner to corner", lambda make: make.xlsx(far_corner), "The file needs more than"),
    (
        "a file that takes too long",
        lambda make: make.pdf(),
        "The file took longer than 0 seconds to read",
        Limits(seconds=0),
    ),
]


@pytest.mark.parametrize(
    ("build", "line", "limits"), [pytest.param(*(*case, Limits())[1:4], id=case[0]) for case in REFUSED]
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line_that_says_why_and_how_to_mend_it(
    make: Make, build: Callable[[Make], bytes], line: str, limits: Limits
) -> None:
    with pytest.raises(documents.Unreadable) as refusal:
        documents.read_bytes(build(make), "tracker.txt", limits)
    said = str(refusal.value)
    assert said.startswith(line)
    assert "\n" not in said
    assert said.endswith(".")
    assert len(said) < 250


def with_macros(data: bytes, make: Make, folder: str) -> bytes:
    return make.with_part(data, f"{folder}/vbaProject.bin", b"Sub AutoOpen()")


def formulas(workbook: object) -> None:
    workbook.active.append(["Total", "=SUM(1,2)", '=cmd|"/c calc"!A1'])


def errors(workbook: object) -> None:
    workbook.active.append(["Rate", "#DIV/0!"])


READ: list[tuple[str, Callable[[Make], bytes], list[tuple[str, ...]]]] = [
    ("formulas are not calculated", lambda make: make.xlsx(formulas), [("Total",)]),
    ("formulas in a CSV are words", lambda make: b"a,b\n=1+1,@cmd\n", [("a", "b"), ("=1+1", "@cmd")]),
    ("errors stay errors", lambda make: make.xlsx(errors), [("Rate", "#DIV/0!")]),
    (
        "macros of a workbook are not run",
        lambda make: with_macros(make.xlsx(), make, "xl"),
        [("Measure", "Q1"), ("Burglaries", "12")],
    ),
    (
        "impossible dates stay as typed",
        lambda make: b"date,value\n31/02/2009,1\n00/13/2009,2\n",
        [("date", "value"), ("31/02/2009", "1"), ("00/13/2009", "2")],
    ),
    (
        "uneven rows are filled up",
        lambda make: b"a,b,c\n1,2,3\n1\n1,2,3,4\n1,2,3\n",
        [("a", "b", "c", ""), ("1", "2", "3", ""), ("1", "", "", ""), ("1", "2", "3", "4"), ("1", "2", "3", "")],
    ),
    (
        "a quotation mark that never closes",
        lambda make: b'a,b\n1,2\n3,"4\n5,6\n',
        [("a", "b"), ("1", "2"), ("3", "4\n5,6")],
    ),
    ("a workbook named as text", lambda make: make.xlsx(), [("Measure", "Q1"), ("Burglaries", "12")]),
]


@pytest.mark.parametrize(("build", "rows"), [pytest.param(*case[1:], id=case[0]) for case in READ])
def test_an_odd_table_is_read_as_it_stands(
    make: Make, build: Callable[[Make], bytes], rows: list[tuple[str, ...]]
) -> None:
    (table,) = documents.read_bytes(build(make), "table.txt").tables
    assert list(table.rows) == rows


def test_macros_and_formulas_without_results_are_mentioned(make: Make) -> None:
    notes = documents.read_bytes(with_macros(make.xlsx(formulas), make, "xl")).notes
    assert "The file holds macros; they were not run or read." in notes
    assert any("2 formulas have no stored result" in note for note in notes)


def test_macros_of_a_word_file_are_not_run(make: Make) -> None:
    document = documents.read_bytes(with_macros(make.docx(), make, "word"))
    assert [block.text for block in document.blocks] == ["Progress is steady."]
    assert document.notes == ("The file holds macros; they were not run or read.",)


def test_a_thousand_columns_are_read(make: Make) -> None:
    rows = [tuple(f"c{number}" for number in range(1_000)), tuple(range(1_000))]
    (table,) = documents.read_bytes(make.xlsx(rows=tuple(rows))).tables
    assert table.rows[0][999] == "c999"
    assert table.rows[1][999] == "999"
    assert table.place_of(1, 999).cell == "ALL2"


def test_an_archive_inside_a_word_file_is_not_opened(make: Make) -> None:
    inner = make.zip({"word/document.xml": "<bomb/>"})
    document = documents.read_bytes(make.with_part(make.docx(), "word/embeddings/inner.zip", inner))
    assert [block.text for block in document.blocks] == ["Progress is steady."]


def test_characters_that_hide_or_command_are_taken_out() -> None:
    document = documents.read_bytes("Rating:\x1b[2J gr\u00adeen\u202egreen\u202c \u200bok\xa0now".encode())
    assert document.blocks[0].text == "Rating:[2J greengreen ok now"


@pytest.mark.parametrize("piece", ["**", "**a ", "x", ",", '"', "#", " "])
def test_no_text_makes_reading_slow(piece: str) -> None:
    assert_time_grows_with_size(
        lambda size: lambda: documents.read_bytes((piece * (size // len(piece)) + "x\nend").encode()), 50_000
    )


@pytest.mark.parametrize(
    "text",
    [
        "ENV-1a " * 50_000,
        "ENV-1a Title goes here\n" * 10_000,
        "TR-1a " + "a " * 200_000,
        "Key recommendations\n" + "1. **x** y\n" * 10_000,
        "measure,period,value\nA,Q1 2009/10," + "1" * 100_000 + "\nB," + "Q1 " * 20_000 + ",£" + " " * 50_000 + "x\n",
        "rating of amber " * 20_000,
    ],
    ids=["references", "lines of references", "a title", "recommendations", "cells", "ratings"],
)
def test_no_text_makes_recognising_slow(text: str) -> None:
    document = documents.read_bytes(text.encode())
    assert seconds(lambda: documents.recognise(document)) < 3


def test_a_reference_that_comes_twice_is_marked_for_a_person() -> None:
    text = "Plan\n\nTR-1a Buses\n\nLate.\n\nTR-1b Trains\n\nOn time.\n\nTR-1a Buses\n\nEarly.\n"
    result = documents.recognise(documents.read_bytes(text.encode()))
    assert any("more than once" in doubt.why and doubt.place.line == 11 for doubt in result.doubts)


def test_impossible_dates_make_no_periods_but_doubts() -> None:
    table = documents.recognise(documents.read_bytes(b"measure,period,value\nCrime,31/02/2009,1\nCrime,Q5 2009/10,2\n"))
    assert [row["period"] for row in documents.as_json(table)["rows"]] == [None, None]
    assert [doubt.words for doubt in table.doubts] == ["31/02/2009", "Q5 2009/10"]


def test_the_directory_of_a_bomb_is_judged_in_a_moment(make: Make) -> None:
    bomb = make.with_part(make.docx(), "word/document.xml", bytes(40_000_000))

    def judge() -> None:
        with pytest.raises(documents.Unreadable):
            guards.zip_members(bomb)

    assert seconds(judge) < 0.05


def test_a_reader_that_dies_says_that_the_file_is_damaged(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    from tallystick.documents import sandbox

    monkeypatch.setattr(sandbox, "__name__", "tallystick.documents.missing")
    with pytest.raises(documents.Unreadable, match="damaged"):
        documents.read_bytes(make.docx())


def test_a_reader_is_given_no_secrets(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess

    from tallystick.documents import sandbox

    seen = {}
    run = subprocess.run
    monkeypatch.setenv("TALLYSTICK_SECRET_KEY", "hush")
    monkeypatch.setattr(
        sandbox.subprocess, "run", lambda *args, **kwargs: seen.update(kwargs["env"]) or run(*args, **kwargs)
    )
    documents.read_bytes(make.docx())
    assert "TALLYSTICK_SECRET_KEY" not in seen


@pytest.mark.parametrize(
    "answer",
    [b"", b"null", b"[]", b'{"document": 1}', b'{"document": {"format": "pdf", "blocks": [{"kind": "script"}]}}'],
)
def test_what_a_reader_says_is_checked(answer: bytes) -> None:
    from tallystick.documents import sandbox

    with pytest.raises(documents.Unreadable, match="damaged"):
        sandbox.unpacked(answer)

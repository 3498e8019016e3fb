"""Text and CSV: what the words say, where they stand, and which of the two a file is."""

import itertools
from pathlib import Path

import pytest

from tallystick import documents
from tallystick.documents import BlockKind, Place
from tallystick.documents.guards import Limits


def blocks(text: str | bytes) -> list[tuple[str, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    return [(block.kind.value, block.text) for block in documents.read_bytes(data).blocks]


def table(text: str | bytes, name: str = "") -> list[tuple[str, ...]]:
    data = text if isinstance(text, bytes) else text.encode()
    (found,) = documents.read_bytes(data, name).tables
    return list(found.rows)


def test_a_line_of_text_is_a_block_and_keeps_its_number() -> None:
    document = documents.read_bytes(b"Transport\n\n  Roads are better.\r\nBuses are not.\n")
    assert [(str(block.place), block.text) for block in document.blocks] == [
        ("line 1", "Transport"),
        ("line 3", "Roads are better."),
        ("line 4", "Buses are not."),
    ]
    assert (document.format, document.encoding) == ("text", "utf-8")


def test_marks_that_a_person_typed_make_headings_and_lists() -> None:
    text = "## Key points ##\n- First\n  - Within\n* Second\n• Third\n2. Publish the plan\n1999 was better\n-5 degrees\n4.1 Place"
    assert blocks(text) == [
        ("heading", "Key points"),
        ("list_item", "First"),
        ("list_item", "Within"),
        ("list_item", "Second"),
        ("list_item", "Third"),
        ("list_item", "2. Publish the plan"),
        ("paragraph", "1999 was better"),
        ("paragraph", "-5 degrees"),
        ("paragraph", "4.1 Place"),
    ]
    assert [block.level for block in documents.read_bytes(text.encode()).blocks[:3]] == [2, 1, 2]


def test_no_structure_is_invented_in_plain_text() -> None:
    assert {kind for kind, _ in blocks("LEEDS PLAN\nTransport\nENV-1a Improve the streets\nAmber")} == {"paragraph"}


def test_bold_words_are_spans_and_their_stars_are_gone() -> None:
    (block,) = documents.read_bytes(b"1. **Agree the plan.** Then **act**, 2 ** 3 is **8").blocks
    assert block.text == "1. Agree the plan. Then act, 2 ** 3 is **8"
    assert [block.text[start:end] for start, end in block.strong] == ["Agree the plan.", "act"]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("cp1252", b""),
        ("utf-16", b""),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32", b""),
    ],
)
def test_the_encodings_of_councils_give_the_same_words(encoding: str, mark: bytes) -> None:
    text = "Measure;Value\nCafé – “open”;£5\nStreets;£7\n"
    rows = [("Measure", "Value"), ("Café – “open”", "£5"), ("Streets", "£7")]
    assert table(mark + text.encode(encoding)) == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_even_rows(delimiter: str) -> None:
    rows = [("Measure", "Q1", "Q2"), ("Burglaries", "12", "9"), ("Waste; kg, per head | year", "1.5", "1.4")]
    lines = [delimiter.join(f'"{cell}"' if not cell.isalnum() else cell for cell in row) for row in rows]
    assert table("\n".join(lines)) == rows


def test_decimal_commas_do_not_make_columns() -> None:
    assert table("Name;Value\nA;1,5\nB;2,25\n") == [("Name", "Value"), ("A", "1,5"), ("B", "2,25")]


def test_lines_above_the_header_are_kept_as_paragraphs() -> None:
    document = documents.read_bytes(
        b"Leeds City Council,,,\nQuarter 2, 2009/10,,\n\nMeasure,Period,Value,Note\nA,Q1,1,x\nB,Q1,,y\n,,,\n"
    )
    assert [(block.text, str(block.place)) for block in document.blocks[:2]] == [
        ("Leeds City Council", "line 1"),
        ("Quarter 2, 2009/10", "line 2"),
    ]
    found = document.blocks[2]
    assert found.rows == (("Measure", "Period", "Value", "Note"), ("A", "Q1", "1", "x"), ("B", "Q1", "", "y"))
    assert str(found.place_of(2, 3)) == "cell D6"


def test_a_break_of_line_within_quotation_marks_stays_in_its_cell() -> None:
    assert table('a,b\n"one\r\ntwo",2\n3,4\n') == [("a", "b"), ("one\ntwo", "2"), ("3", "4")]


def test_the_delimiter_that_excel_states_is_obeyed() -> None:
    assert table("sep=;\r\na,b;c\r\n1,2;3\r\n") == [("a,b", "c"), ("1,2", "3")]


def test_a_single_column_is_a_table_only_where_the_name_says_so() -> None:
    assert table("Measure\nBurglaries\n", "list.csv") == [("Measure",), ("Burglaries",)]
    assert blocks("Measure\nBurglaries\n") == [("paragraph", "Measure"), ("paragraph", "Burglaries")]


@pytest.mark.parametrize(
    "text",
    [
        "In short, roads are better, though buses, trams and trains are not.\nWe will act, as promised, in May, 2010.\n",
        "Dear Alice,\nthank you, and best wishes,\nBob\n",
        "First we plan, then we act.\nThen we look, and we learn.\nAt last we rest, or begin again.\n",
    ],
)
def test_sentences_with_commas_are_no_table(text: str) -> None:
    assert {kind for kind, _ in blocks(text)} == {"paragraph"}


def test_the_real_documents_are_text_of_one_paragraph_a_line(seeds: Path) -> None:
    counts = {}
    for path in sorted(seeds.glob("*.txt")):
        document = documents.read(path)
        assert document.format == "text"
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(document.blocks) == sum(1 for line in lines if line.strip())
        for block in document.blocks:
            assert block.text[-8:].strip("* ") in lines[(block.place.line or 0) - 1]
        counts[path.name[:3]] = sum(block.kind is BlockKind.LIST_ITEM for block in document.blocks)
    assert counts == {"000": 41, "001": 7}


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(documents.Unreadable, match="no file of that name"):
        documents.read(tmp_path / "tracker.txt")
    with pytest.raises(documents.Unreadable, match="a folder"):
        documents.read(tmp_path)


def test_a_file_that_never_ends_is_refused() -> None:
    with pytest.raises(documents.Unreadable, match="the most that is read is 1 MB"):
        documents.read("/dev/zero", Limits(size=2**20))


def test_a_document_of_no_known_form_is_unknown() -> None:
    result = documents.recognise(documents.read_bytes(b"Dear Alice\nSee you on Monday.\nBob"))
    assert documents.as_json(result) == {"kind": "unknown", "blocks": 3, "doubts": []}


def test_places_say_where_in_the_words_of_the_program_that_shows_the_file() -> None:
    assert str(Place(page=3, line=2)) == "page 3, line 2"
    assert str(Place(sheet="Data", cell="B2")) == "sheet Data, cell B2"
    assert str(Place(table=1, cell="A1")) == "table 1, cell A1"
    assert str(Place()) == "the document"


def test_rows_of_a_table_are_of_one_length() -> None:
    rows = table("a,b,c\n1\n1,2\n1,2,3\n1,2,3,\n4,5,6\n")
    assert all(len(one) == len(other) for one, other in itertools.pairwise(rows))


def test_the_upper_of_two_header_rows_stays_in_the_table() -> None:
    text = "Figures\n,,2008/09,,2009/10,\nRef,Measure,Q1,Q2,Q1,Q2\nA1,Streets,1,2,3,4\nA2,Parks,1,2,3,4\n"
    document = documents.read_bytes(text.encode())
    assert [block.text for block in document.blocks[:-1]] == ["Figures"]
    assert document.tables[0].rows[0] == ("", "", "2008/09", "", "2009/10", "")

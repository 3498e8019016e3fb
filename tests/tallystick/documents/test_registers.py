"""Tallystick's own tables, read back by the exact names of their columns."""

import pytest

from tallystick.documents import registers
from tallystick.documents.model import Block, BlockKind, Document, Place

PRIORITIES = (
    "plan",
    "theme",
    "reference",
    "title",
    "accountable officer",
    "accountable director",
    "service",
    "measures",
)
PRIORITY = ("Strategic Plan", "Environment", "ENV-2a", "Cut litter", "Alice", "Bob", "Streets", "NI 195; NI 196")


def document(*tables: tuple[tuple[str, ...], ...]) -> Document:
    blocks = (Block(BlockKind.TABLE, "", Place(sheet=f"Sheet {n}"), rows=rows) for n, rows in enumerate(tables, 1))
    return Document("xlsx", tuple(blocks))


def test_a_priority_comes_back_cell_by_cell_with_its_place() -> None:
    (found,) = registers.recognise(document((PRIORITIES, PRIORITY)))
    assert (found.kind, found.records, found.doubts) == ("register", "priorities", ())
    (row,) = found.rows
    assert row.cells == dict(zip(PRIORITIES, PRIORITY, strict=True))
    assert str(row.place) == "sheet Sheet 1, cell A2"


@pytest.mark.parametrize("kind", registers.REGISTERS)
def test_every_kind_is_known_by_its_columns_in_any_order(kind: str) -> None:
    names = registers.REGISTERS[kind].names
    for header in (names, tuple(reversed(names)), tuple(name.title() for name in names)):
        (found,) = registers.recognise(document((header, tuple(f"{name} of it" for name in header))))
        assert found.records == kind
        assert found.doubts == ()
        assert set(found.rows[0].cells) == set(names)


def test_a_header_may_stand_below_a_title_and_again_on_the_next_page() -> None:
    blank = ("",) * len(PRIORITIES)
    title = ("Our priorities", *blank[1:])
    (found,) = registers.recognise(document((title, blank, PRIORITIES, PRIORITY, PRIORITIES, blank, PRIORITY)))
    assert [row.place.cell for row in found.rows] == ["A4", "A7"]


def test_a_column_that_is_not_ours_is_left_out_with_a_doubt() -> None:
    (found,) = registers.recognise(document(((*PRIORITIES, "shoe size"), (*PRIORITY, "9"))))
    assert "shoe size" not in found.rows[0].cells
    (doubt,) = found.doubts
    assert (doubt.words, str(doubt.place)) == ("shoe size", "sheet Sheet 1, cell I1")


def test_a_column_that_stands_twice_is_read_once_with_a_doubt() -> None:
    (found,) = registers.recognise(document((("title", *PRIORITIES), ("first", *PRIORITY))))
    assert found.rows[0].cells["title"] == "first"
    assert [doubt.words for doubt in found.doubts] == ["title"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("'=SUM(A1)", "=SUM(A1)"), ("'+44", "+44"), ("'-5", "-5"), ("'@here", "@here"), ("'tis", "'tis"), ("=x", "=x")],
)
def test_the_apostrophe_of_an_export_is_undone(written: str, meant: str) -> None:
    (found,) = registers.recognise(document((PRIORITIES, (*PRIORITY[:3], written, *PRIORITY[4:]))))
    assert found.rows[0].cells["title"] == meant


def test_each_kind_in_one_workbook_is_a_register_of_its_own() -> None:
    targets = registers.REGISTERS["targets"].names
    tables = ((PRIORITIES, PRIORITY), (targets, ("x",) * len(targets)), (PRIORITIES, PRIORITY))
    first, second = registers.recognise(document(*tables))
    assert [(one.records, len(one.rows), one.doubts) for one in (first, second)] == [
        ("priorities", 2, ()),
        ("targets", 1, ()),
    ]


@pytest.mark.parametrize(
    "header",
    [
        ("reference", "title", "unit", "polarity", "period", "value"),
        ("measure", "title", "area", "period", "value", "missing", "vintage"),
        ("plan", "theme", "title"),
        ("", "", ""),
    ],
)
def test_a_council_s_own_table_is_not_taken_for_ours(header: tuple[str, ...]) -> None:
    assert registers.recognise(document((header, ("x",) * len(header)))) == ()


def test_a_document_without_tables_is_no_register() -> None:
    assert registers.recognise(document()) == ()


@pytest.mark.parametrize(
    ("cell", "text"),
    [("'=1+1", "=1+1"), ("''=1+1", "'=1+1"), ("'tis", "'tis"), ("-5", "-5"), ("'@all", "@all"), ("", "")],
)
def test_one_apostrophe_against_formulas_is_taken_away(cell: str, text: str) -> None:
    assert registers.plain(cell) == text

"""Rows with more cells than their heading: a comma without quotation marks never puts a wrong figure into the record."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick import documents
from tallystick.documents.measures import MeasureTable
from tallystick.documents.registers import Register
from tallystick.documents.trackers import ActionTracker

HEADING = "Reference,Measure,2024/25 Q1,2024/25 Q2"
PLAIN = "A8,Bins,10,12\nA9,Trees,11,13"


def read(*rows: str, heading: str = HEADING, name: str = "figures.csv") -> MeasureTable:
    found = documents.recognise(documents.read_bytes("\n".join([heading, *rows, PLAIN]).encode(), name))
    assert isinstance(found, MeasureTable)
    return found


def values(found: MeasureTable, reference: str = "A1") -> list[Decimal | None]:
    return [row.value for row in found.rows if row.reference == reference]


def doubted(found: MeasureTable) -> set[str | None]:
    return {doubt.place.cell for doubt in found.doubts}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("A1,Homes,1,234,1,300", [1234, 1300]),
        ("A1,Homes,1,234,567,8", [1234567, 8]),
        ("A1,Homes,9,£1,234.50", [9, Decimal("1234.5")]),
        ("A1,Homes,(1,234),5", [-1234, 5]),
        ("A1,Homes,1,234 [p],5", [1234, 5]),
    ],
)
def test_a_number_parted_in_one_way_only_is_put_together_and_asked_about(row: str, expected: list[Decimal]) -> None:
    found = read(row)
    assert values(found) == expected
    assert doubted(found) == {"C2", "D2"}
    assert "this row has" in found.doubts[0].why and "quotation marks" in found.doubts[0].why


@pytest.mark.parametrize(
    "row",
    [
        "A1,Homes,1,234,567",  # 1,234 and 567, or 1 and 234,567
        "A1,Homes,12,345,",  # 12 and 345 with a comma too many, or 12,345 and nothing
        "A1,Homes, affordable,10,12",
        "A1,Homes, affordable,1,234",
        "A1,Homes,12,5,13",
        "1,100,Homes,10,12",
        "A1,Homes" + ",123" * 40,
    ],
)
def test_a_row_that_could_be_several_things_is_left_out_and_named(row: str) -> None:
    found = read(row)
    assert {one.reference for one in found.rows} == {"A8", "A9"}
    [doubt] = found.doubts
    assert doubt.place.cell == "A2"
    assert doubt.words.replace(" ", "") == row.replace(" ", "")[: len(doubt.words.replace(" ", ""))]
    assert f"{row.count(',') + 1} cells and the heading 4" in doubt.why and "quotation marks" in doubt.why


def test_a_target_of_a_row_put_together_is_asked_about_too() -> None:
    found = read("A1,Homes,2024/25 Q1,900,1,200", heading="Reference,Measure,Period,Value,Target")
    assert [(row.value, row.target) for row in found.rows if row.reference == "A1"] == [(900, 1200)]
    assert sum("target" in doubt.why for doubt in found.doubts if doubt.place.cell == "D2") == 1


def test_commas_at_the_end_of_a_row_and_quoted_numbers_are_no_matter() -> None:
    found = read('A1,Homes,"1,234",5,', "A2,Roads,7,8,,")
    assert (values(found), values(found, "A2")) == ([1234, 5], [7, 8])
    assert not found.doubts


def test_a_heading_in_two_rows_is_as_wide_as_the_wider() -> None:
    found = read("A1,Homes,10,12", heading=",,2024/25\nReference,Measure,Q1,Q2")
    assert values(found) == [10, 12]
    assert not found.doubts


def test_rows_parted_by_semicolons_are_never_put_together() -> None:
    data = "Reference;Measure;Q1 2024/25;Q2 2024/25\nA1;Homes;1;234;5\nA2;Roads;1;2\nA3;Trees;1;2"
    found = documents.recognise(documents.read_bytes(data.encode(), "figures.csv"))
    assert isinstance(found, MeasureTable)
    assert {row.reference for row in found.rows} == {"A2", "A3"}


def test_a_register_and_a_tracker_leave_such_a_row_out_with_a_word() -> None:
    register = "plan,theme,reference,title,accountable officer\nP,T,R1,Homes,a@b.c\nP,T,R2,Homes, new,a@b.c\n"
    found = documents.recognise(documents.read_bytes(register.encode(), "priorities.csv"))
    assert isinstance(found, Register)
    assert [row.cells["reference"] for row in found.rows] == ["R1"]
    assert "6 cells and the heading 5" in found.doubts[0].why
    tracker = "Ref,Priority,Progress,RAG\nR1,Homes,All is well.,Green\nR2,Roads,Fewer holes, more dust.,Red\n"
    told = documents.recognise(documents.read_bytes(tracker.encode(), "tracker.csv"))
    assert isinstance(told, ActionTracker)
    assert [one.references for one in told.assessments] == [("R1",)]
    assert any("5 cells and the heading 4" in doubt.why for doubt in told.doubts)


def test_a_file_of_rows_that_are_much_too_long_is_read_in_good_time() -> None:
    long = ["A1,Homes" + ",1,234,567,890" * 20] * 300
    assert {one.reference for one in read(*[PLAIN] * 300, *long).rows} == {"A8", "A9"}


@given(st.lists(st.lists(st.integers(0, 3_000_000), min_size=2, max_size=2), min_size=1, max_size=6))
def test_no_wrong_figure_is_taken_for_certain_however_thousands_are_parted(figures: list[list[int]]) -> None:
    rows = [f"A{number},Measure {number},{first:,},{second:,}" for number, (first, second) in enumerate(figures, 10)]
    found = read(*rows)
    unsure = doubted(found)
    meant = {(f"A{number}", q): pair[q - 1] for number, pair in enumerate(figures, 10) for q in (1, 2)}
    for row in found.rows:
        if row.place.cell not in unsure and int(row.reference[1:]) >= 10:
            assert row.value == meant[row.reference, int(str(row.period)[1])]

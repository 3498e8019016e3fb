"""Tables as councils keep them, in which a figure could be taken for another: it is read right, or a person is asked at the very cell."""

from decimal import Decimal

import pytest

from tallystick import documents
from tallystick.documents.measures import MeasureTable


def read(text: str) -> MeasureTable:
    found = documents.recognise(documents.read_bytes(text.encode(), "figures.csv"))
    assert isinstance(found, MeasureTable)
    return found


def values(found: MeasureTable) -> list[tuple[str, str, str]]:
    return [(row.reference, str(row.period), f"{row.value}") for row in found.rows if row.value is not None]


def asked(found: MeasureTable) -> dict[str | None, str]:
    return {doubt.place.cell: doubt.why for doubt in found.doubts}


def test_a_second_header_below_gives_its_own_periods() -> None:
    found = read(
        "Ref,Indicator,Q1 2024/25,Q2 2024/25\nK1,Homes,12,13\nRef,Indicator,Q3 2024/25,Q4 2024/25\nK1,Homes,14,15\n"
    )
    assert [(period, value) for _, period, value in values(found)] == [
        ("Q1 2024/25", "12"), ("Q2 2024/25", "13"), ("Q3 2024/25", "14"), ("Q4 2024/25", "15"),
    ]  # fmt: skip
    assert not found.doubts
    assert [row.place.cell for row in found.rows] == ["C2", "D2", "C4", "D4"]


def test_the_same_header_under_a_title_of_another_year_is_of_that_year() -> None:
    header = "Ref,Indicator,Q1,Q2"
    found = read(
        f"Performance 2023/24,,,\n{header}\nK1,Homes,1,2\n,,,\nPerformance 2024/25,,,\n{header}\nK1,Homes,3,4\n"
        f"{header}\nK2,Calls,5,6\n,,2025/26,\n{header}\nK2,Calls,7,8\n"
    )
    assert values(found) == [
        ("K1", "Q1 2023/24", "1"), ("K1", "Q2 2023/24", "2"), ("K1", "Q1 2024/25", "3"), ("K1", "Q2 2024/25", "4"),
        ("K2", "Q1 2024/25", "5"), ("K2", "Q2 2024/25", "6"), ("K2", "Q1 2025/26", "7"), ("K2", "Q2 2025/26", "8"),
    ]  # fmt: skip
    assert not found.doubts


@pytest.mark.parametrize(
    "text",
    [
        'Ref,Indicator,Q1 2024/25,Q2 2024/25\nK1,Homes,1.234,9\nK2,Rate,"45,5",7\n',
        "Ref;Indicator;Q1 2024/25;Q2 2024/25\nK1;Homes;1.234;9\nK2;Rate;4;7\n",
    ],
    ids=["beside a comma for a point", "parted by semicolons"],
)
def test_a_point_that_may_part_thousands_is_asked_about(text: str) -> None:
    found = read(text)
    assert ("K1", "Q1 2024/25", "1.234") in values(found)
    assert "between thousands" in asked(found)["C2"]
    assert "D2" not in asked(found)


def test_three_places_are_no_matter_where_points_are_points() -> None:
    assert not read('Ref,Indicator,Q1 2024/25,Q2 2024/25\nK1,Homes,1.234,"1,200"\nK2,Rate,45.5,7\n').doubts


@pytest.mark.parametrize(
    ("unit", "cell", "value", "doubtful"),
    [
        ("£m", "£1.2m", "1.2", True),
        ("£000s", "1234k", "1234", True),
        ("£ million", "£1.2m", "1.2", True),
        ("£m", "£900k", "0.9", True),
        ("£bn", "£900m", "0.9", True),
        ("£m", "1.2", "1.2", False),
        ("£", "£1.2m", "1200000", False),
    ],
)
def test_a_shortened_figure_in_a_shortened_unit_is_read_in_the_unit_and_asked_about(
    unit: str, cell: str, value: str, doubtful: bool
) -> None:
    found = read(f"Ref,Indicator,Unit,Period,Value,Target\nK1,Spend,{unit},Q1 2024/25,{cell},{cell}\n")
    assert {row.value for row in found.rows if row.value is not None} == {Decimal(value)}
    assert [("so is the unit" in doubt.why, "target" in doubt.why) for doubt in found.doubts] == [
        (True, False), (True, True),
    ] * doubtful  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("Missing", "suppressed", "says that it is suppressed"),
        ("Markers", "hm", "no marker that is known"),
        ("Vintage", "rough", "no state of data that is known"),
        ("Illustrative", "perhaps", "illustrative"),
    ],
)
def test_what_a_row_says_of_its_value_and_cannot_be_read_is_asked_at_the_value(
    column: str, cell: str, said: str
) -> None:
    found = read(f"Ref,Indicator,Period,{column},Value\nK1,Homes,Q1 2024/25,{cell},12\nK2,Calls,Q1 2024/25,,13\n")
    [doubt] = found.doubts
    assert (doubt.place.cell, doubt.words) == ("E2", cell)
    assert said in doubt.why


def test_a_row_that_names_no_measure_keeps_its_own_area_and_is_asked_about() -> None:
    found = read("Measure,Area,Period,Value\nCrime,Harehills,2024,12\n,Armley,2024,10\n,,2023,9\n")
    assert [(row.title, row.area) for row in found.rows] == [
        ("Crime", "Harehills"),
        ("Crime", "Armley"),
        ("Crime", "Harehills"),
    ]
    assert set(asked(found)) == {"D3", "D4"}


def test_of_two_columns_of_one_name_the_one_that_is_read_is_asked_about() -> None:
    found = read("Ref,Indicator,Period,Actual,Actual,Target\nK1,Homes,Q1 2024/25,12,13,14\n")
    assert values(found) == [("K1", "Q1 2024/25", "12")]
    assert "two columns are called" in asked(found)["D2"]


def test_of_two_rows_that_differ_both_are_asked_about() -> None:
    found = read("Ref,Indicator,Period,Value\nK1,Homes,Q1 2024/25,12\nK1,Homes,Q1 2024/25,13\nK2,Calls,Q1 2024/25,5\n")
    assert set(asked(found)) == {"D2", "D3"}


def test_a_percentage_that_its_parts_do_not_make_is_asked_about() -> None:
    heading = "Ref,Indicator,Unit,Period,Numerator,Denominator,Value\n"
    found = read(
        heading
        + "K1,Calls,%,Q1 2024/25,62,100,0.62\nK2,Bins,%,Q1 2024/25,1,3,33\nK3,Homes,per 1000,Q1 2024/25,1,3,333\n"
    )
    assert set(asked(found)) == {"G2"}
    assert any("62 of 100 is 62.0%" in doubt.why for doubt in found.doubts)


def test_a_mark_at_a_target_is_asked_about_at_the_target() -> None:
    found = read("Ref,Indicator,Period,Target,Value\nK1,Homes,Q1 2024/25,20*,12\n")
    [doubt] = found.doubts
    assert (doubt.place.cell, doubt.words, doubt.why.startswith("the target: ")) == ("E2", "20*", True)


def test_april_to_june_beside_april_to_may_may_be_a_year_to_date() -> None:
    found = read("Ref,Indicator,Apr 2024,Apr-May 2024,Apr-Jun 2024,Apr-Jul 2024\nK1,Homes,1,2,3,4\n")
    assert set(asked(found)) == {"E2"}
    assert not read("Ref,Indicator,Q1 2024/25,Apr-Sep 2024\nK1,Homes,1,2\n").doubts


def test_a_letter_that_may_be_a_note_and_not_a_billion_is_asked_about() -> None:
    found = read("Ref,Indicator,Q1 2024/25,Q2 2024/25\nK1,Homes,13b,£13b\n")
    assert set(asked(found)) == {"C2"}

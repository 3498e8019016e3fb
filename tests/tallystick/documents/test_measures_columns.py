"""The columns of a table of measures: by which names they are known, and which column counts."""

from decimal import Decimal
from pathlib import Path

import pytest

from tallystick import periods
from tallystick.documents.measures import Comparator, names
from tallystick.documents.measures.names import Role
from tallystick.status import Polarity

from .sheets import recognise, whys


@pytest.mark.parametrize(
    ("header", "reference", "title"),
    [
        ("Ref,Measure", "NI 117", "NEET"),
        ("Measure,Title", "NI 117", "NEET"),
        ("PI,Description", "NI 117", "NEET"),
        ("Indicator number,Indicator", "NI 117", "NEET"),
        ("Code,Name", "NI 117", "NEET"),
    ],
)
def test_a_measure_is_known_by_the_names_that_officers_use(header: str, reference: str, title: str) -> None:
    found = recognise(f"{header},Period,Actual\nNI 117,NEET,Q2 2009/10,10.3")
    assert (found.rows[0].reference, found.rows[0].title) == (reference, title)


@pytest.mark.parametrize(
    ("cell", "reference", "title"),
    [
        ("NI 117", "NI 117", ""),
        ("NI 117 – Young people who are NEET", "NI 117", "Young people who are NEET"),
        ("NI 117: NEET", "NI 117", "NEET"),
        ("NI 117 NEET", "NI 117", "NEET"),
        ("TP-2a", "TP-2a", ""),
        ("Visits to museums", "", "Visits to museums"),
        ("16 to 18 year olds", "", "16 to 18 year olds"),
    ],
)
def test_one_column_for_reference_and_title_is_told_apart(cell: str, reference: str, title: str) -> None:
    found = recognise(f"Indicator,Period,Value\n{cell},Q2 2009/10,10.3")
    assert (found.rows[0].reference, found.rows[0].title) == (reference, title)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.LEFT_ALONE, Role.PERIOD_LENGTH)])
def test_no_name_of_a_column_has_two_meanings(role: Role) -> None:
    for name in names.NAMES[role]:
        assert names.BY_NAME[name] is role
        assert names.plain(name) == name


@pytest.mark.parametrize("role", Role)
def test_the_guide_for_officers_lists_every_name(role: Role) -> None:
    guide = Path(__file__).parents[3] / "docs" / "guide" / "spreadsheets.md"
    assert ", ".join(names.NAMES[role]) in guide.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("Polarity", "Higher is better", Polarity.HIGHER_IS_BETTER),
        ("Polarity", "lower_is_better", Polarity.LOWER_IS_BETTER),
        ("Good performance is", "Low", Polarity.LOWER_IS_BETTER),
        ("Good performance is", "↑", Polarity.HIGHER_IS_BETTER),
        ("Bigger is better", "Yes", Polarity.HIGHER_IS_BETTER),
        ("Bigger is better", "No", Polarity.LOWER_IS_BETTER),
        ("Lower is better", "Y", Polarity.LOWER_IS_BETTER),
        ("Polarity", "range", Polarity.NEAR_IS_BEST),
        ("Polarity", "none", Polarity.NONE),
        ("Polarity", "", None),
        *(("polarity", polarity.value, polarity) for polarity in Polarity),
    ],
)
def test_polarity_is_read_in_the_words_of_officers(header: str, cell: str, expected: Polarity | None) -> None:
    found = recognise(f"Ref,Title,{header},Period,Value\nA1,Alpha,{cell},Q1 2009/10,1")
    assert found.rows[0].polarity is expected
    assert found.doubts == ()


def test_a_unit_in_the_header_is_that_of_the_values() -> None:
    found = recognise("""
        Ref,Title,Period,Value (%)
        A1,Alpha,Q1 2009/10,12.3
    """)
    assert (found.rows[0].value, found.rows[0].unit) == (Decimal("12.3"), "%")


def test_an_unknown_column_is_left_out_with_a_doubt_that_names_it() -> None:
    found = recognise("Ref,Title,Period,Value,Moon phase\nA1,Alpha,Q1 2009/10,1,full")
    assert [(doubt.place.cell, doubt.words) for doubt in found.doubts] == [("E1", "Moon phase")]


def test_an_owner_and_a_service_are_read_as_written_and_the_nearer_column_counts() -> None:
    found = recognise("""
        Ref,Title,Directorate,Service,Lead officer,Owner,Q1 2009/10
        NI 117,NEET,Children,Youth work, Ann O'Neil ,ann@leeds.example,10.3
        NI 118,Calls,Resources,,Bob,,4
    """)
    assert [(row.owner, row.service) for row in found.rows] == [("ann@leeds.example", "Youth work"), ("", "")]
    assert found.doubts == ()


@pytest.mark.parametrize("name", ["Responsible officer", "Lead Officer", "KPI owner", "Manager"])
def test_whoever_leads_is_the_owner_where_no_column_says_owner(name: str) -> None:
    found = recognise(f"""
        Ref,Title,Department,{name},Q1 2009/10
        NI 117,NEET,Children,Ann,10.3
    """)
    assert [(row.owner, row.service) for row in found.rows] == [("Ann", "Children")]


def test_a_title_over_a_header_is_no_part_of_its_names() -> None:
    found = recognise("""
        Indicators of the council,,,,
        Code,Indicator,2008/09,Scotland 2008/09,Oddity
        A1,Alpha,1,2,3
    """)
    assert found.rows[0].comparators == (Comparator("Scotland", Decimal(2), periods.financial_year(2008)),)
    assert [doubt.words for doubt in found.doubts] == ["Oddity"]


def test_of_two_columns_that_name_the_measure_the_first_is_its_reference() -> None:
    found = recognise("""
        PI,Indicator,Good is,Q1 2009/10
        A1,Alpha,High,1
    """)
    assert [(row.reference, row.title) for row in found.rows] == [("A1", "Alpha")]


def test_the_only_unknown_column_of_words_beside_references_holds_the_names() -> None:
    found = recognise("""
        PI,What we look at,Oddity,Q1 2009/10
        A1,Alpha of the city,7,1
        A2,Beta of the city,8,2
    """)
    assert [(row.reference, row.title) for row in found.rows] == [
        ("A1", "Alpha of the city"),
        ("A2", "Beta of the city"),
    ]
    assert whys(found)[1] == ("B1", "no column of this name is known: its cells were read as the names of the measures")
    assert len(found.doubts) == 2


def test_two_unknown_columns_of_words_are_left_out() -> None:
    found = recognise("""
        PI,What we look at,Who looks at it,Q1 2009/10
        A1,Alpha of the city,Alice of Leeds,1
        A2,Beta of the city,Bob of Leeds,2
    """)
    assert [row.title for row in found.rows] == ["", ""]

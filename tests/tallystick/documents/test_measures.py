"""Tables of measures as councils keep them: what is read, and what is left for a person to look at."""

import csv
import io
import textwrap
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick import periods, series
from tallystick.documents import measures
from tallystick.documents.measures import Comparator, MeasureRow, MeasureTable, names
from tallystick.documents.measures.names import Role
from tallystick.documents.model import Block, BlockKind, Document, Place
from tallystick.periods import Frequency
from tallystick.series import Marker, Missing, Vintage
from tallystick.status import Polarity

Q1, Q2, Q3 = (periods.quarter(2009, number) for number in (1, 2, 3))
YEAR = periods.financial_year(2009)


def sheet(text: str, name: str = "Sheet1") -> Block:
    rows = list(csv.reader(io.StringIO(textwrap.dedent(text).strip("\n"))))
    width = max(len(row) for row in rows)
    padded = tuple(tuple(cell.strip() for cell in row + [""] * (width - len(row))) for row in rows)
    return Block(BlockKind.TABLE, "", Place(sheet=name), rows=padded)


def recognise(*texts: str) -> MeasureTable:
    blocks = tuple(sheet(text, f"Sheet{number}") for number, text in enumerate(texts, 1))
    found = measures.recognise(Document("xlsx", blocks))
    assert found is not None
    return found


def values(found: MeasureTable) -> list[tuple[str, str, str]]:
    return [
        (row.reference or row.title, str(row.period), f"{row.value}") for row in found.rows if row.value is not None
    ]


def targets(found: MeasureTable) -> list[tuple[str, str, str, str]]:
    return [
        (row.reference or row.title, str(row.period), f"{row.target}", row.target_name)
        for row in found.rows
        if row.target is not None
    ]


def whys(found: MeasureTable) -> list[tuple[str, str]]:
    return [(doubt.place.cell or "", doubt.why) for doubt in found.doubts]


def test_the_long_form_is_read_in_full() -> None:
    found = recognise("""
        Ref,Title,Area,Unit,Polarity,Frequency,Period,Value,Numerator,Denominator,Status of data,Vintage,Markers,Target,Source,Notes
        NI 117,NEET,Leeds,%,Low,Quarterly,Q2 2009/10,10.3%,"2,472",24000,,provisional,[p],9.6%,Connexions,not yet final
    """)
    (row,) = found.rows
    assert row == MeasureRow(
        reference="NI 117",
        title="NEET",
        area="Leeds",
        period=Q2,
        value=Decimal("10.3"),
        missing=None,
        numerator=Decimal(2472),
        denominator=Decimal(24000),
        vintage=Vintage.PROVISIONAL,
        markers=(Marker.PROVISIONAL,),
        target=Decimal("9.6"),
        target_name="",
        baseline=None,
        baseline_period=None,
        unit="%",
        polarity=Polarity.LOWER_IS_BETTER,
        frequency=Frequency.QUARTER,
        comparators=(),
        source="Connexions",
        note="not yet final",
        illustrative=False,
        place=Place(sheet="Sheet1", cell="H2"),
    )


def test_the_wide_form_gives_a_row_for_each_period_and_for_each_target() -> None:
    found = recognise("""
        PI,Description,Good performance is,Unit,Baseline 2007/08,Q1 2009/10,Q2 2009/10,Q3 2009/10,Target 2009/10,RAG
        NI 117,NEET,Low,%,11.2%,10.1%,10.3% [p],,9.6%,Amber
        NI 112,Conceptions,Low,per 1000,50.9,48.1,n/a,tbc,41.7,Red
    """)
    assert values(found) == [
        ("NI 117", "Q1 2009/10", "10.1"),
        ("NI 117", "Q2 2009/10", "10.3"),
        ("NI 112", "Q1 2009/10", "48.1"),
    ]
    assert targets(found) == [("NI 117", "2009/10", "9.6", ""), ("NI 112", "2009/10", "41.7", "")]
    assert [(row.period, row.missing) for row in found.rows if row.missing] == [
        (Q2, Missing.NOT_APPLICABLE),
        (Q3, Missing.NOT_DUE),
    ]
    assert {(row.baseline, row.baseline_period) for row in found.rows} == {
        (Decimal("11.2"), periods.financial_year(2007)),
        (Decimal("50.9"), periods.financial_year(2007)),
    }
    assert found.rows[1].markers == (Marker.PROVISIONAL,)
    assert found.rows[1].vintage is Vintage.PROVISIONAL
    assert found.doubts == ()


def test_a_blank_cell_of_a_wide_table_is_no_observation() -> None:
    found = recognise("""
        Ref,Title,Q1 2009/10,Q2 2009/10
        A1,Alpha,,2
        A2,Beta,,
    """)
    assert values(found) == [("A1", "Q2 2009/10", "2")]
    assert [(row.reference, row.period, row.value, row.missing) for row in found.rows[1:]] == [("A2", None, None, None)]


def test_an_unreadable_cell_is_a_doubt_and_the_rest_of_its_row_is_kept() -> None:
    found = recognise("""
        Ref,Title,Unit,Polarity,Q1 2009/10,Q2 2009/10,Target 2009/10
        A1,Alpha,%,sideways,oops,10,12
    """)
    assert values(found) == [("A1", "Q2 2009/10", "10")]
    assert targets(found) == [("A1", "2009/10", "12", "")]
    assert [(cell, why.split('"')[1]) for cell, why in whys(found)] == [("D2", "sideways"), ("E2", "oops")]
    assert all("write" in why for _, why in whys(found))


def test_an_unreadable_cell_of_a_long_table_keeps_its_row() -> None:
    found = recognise("""
        Measure,Period,Value,Numerator,Denominator
        NI 117,Q2 2009/10,#DIV/0!,12,0
        NI 117,Q2 2009,10,12,120
    """)
    assert [(row.period, row.value, row.numerator) for row in found.rows] == [
        (Q2, None, Decimal(12)),
        (None, Decimal(10), Decimal(12)),
    ]
    assert [cell for cell, _ in whys(found)] == ["C2", "B3"]


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


def test_a_header_is_found_below_a_preamble_and_skipped_where_it_is_repeated() -> None:
    found = recognise("""
        Performance of the council
        Produced by the performance team,,,
        ,,,
        Ref,Title,Period,Value
        A1,Alpha,Q1 2009/10,1
        ,,,
        Environment,,,
        Ref,Title,Period,Value
        A2,Beta,Q1 2009/10,2
        Source: our own records,,,
    """)
    assert values(found) == [("A1", "Q1 2009/10", "1"), ("A2", "Q1 2009/10", "2")]
    assert found.doubts == ()


@pytest.mark.parametrize(
    "text",
    [
        """
        ,,2008/09,,2009/10,
        Ref,Title,Actual,Target,Actual,Target
        A1,Alpha,5,6,7,8
        """,
        """
        Ref,Title,2008/09,,2009/10,
        ,,Actual,Target,Actual,Target
        A1,Alpha,5,6,7,8
        """,
        """
        Ref,Title,Actual,Actual,Target,Target
        Ref,Title,2008/09,2009/10,2008/09,2009/10
        A1,Alpha,5,7,6,8
        """,
    ],
)
def test_a_header_in_two_rows_is_read_together(text: str) -> None:
    found = recognise(text)
    assert sorted(values(found)) == [("A1", "2008/09", "5"), ("A1", "2009/10", "7")]
    assert sorted(targets(found)) == [("A1", "2008/09", "6", ""), ("A1", "2009/10", "8", "")]


def test_quarters_without_a_year_belong_to_the_year_above_them_or_in_the_title() -> None:
    in_the_header = recognise("""
        Ref,Title,2009/10,,
        ,,Q1,Q2,Q3
        A1,Alpha,1,2,3
    """)
    in_the_title = recognise("""
        Performance report 2009/10
        Ref,Title,Q1,Q2,Q3
        A1,Alpha,1,2,3
    """)
    expected = [("A1", "Q1 2009/10", "1"), ("A1", "Q2 2009/10", "2"), ("A1", "Q3 2009/10", "3")]
    assert values(in_the_header) == values(in_the_title) == expected


def test_quarters_without_any_year_are_not_guessed() -> None:
    found = recognise("""
        Ref,Title,Unit,Polarity,Q1,Q2
        A1,Alpha,%,Low,1,2
    """)
    assert values(found) == []
    assert [cell for cell, _ in whys(found)] == ["E1", "F1"]


def test_a_value_without_a_period_takes_the_one_that_the_title_states_and_says_so() -> None:
    found = recognise("""
        Performance report for Quarter 2 2009/10
        Ref,Title,Actual,Target,Year end target,Outturn 2008/09
        NI 195,Litter,12%,10%,9%,14%
    """)
    assert values(found) == [("NI 195", "Q2 2009/10", "12"), ("NI 195", "2008/09", "14")]
    assert targets(found) == [("NI 195", "Q2 2009/10", "10", ""), ("NI 195", "2009/10", "9", "")]
    assert [cell for cell, _ in whys(found)] == ["C2", "D2"]
    assert all("the title states" in why for _, why in whys(found))


def test_a_target_that_could_be_of_several_periods_is_of_none_and_a_doubt() -> None:
    found = recognise("""
        Ref,Title,Q1 2009/10,Q2 2009/10,Target
        A1,Alpha,1,2,3
    """)
    assert targets(found) == [("A1", "None", "3", "")]
    assert whys(found) == [
        ("E1", "could be of any of several periods: name the period in the header, as in Target 2009/10")
    ]


def test_a_year_end_target_beside_quarters_is_that_of_their_year() -> None:
    found = recognise("""
        Ref,Title,Q1 2009/10,Q2 2009/10,Year end target
        A1,Alpha,1,2,3
    """)
    assert targets(found) == [("A1", "2009/10", "3", "")]


def test_several_targets_keep_their_names() -> None:
    found = recognise("""
        Ref,Title,Outturn 2009/10,LAA target 2009/10,Policing Plan target 2009/10
        NI 16,Crime,"19,800","19,000","20,500"
    """)
    assert targets(found) == [("NI 16", "2009/10", "19000", "LAA"), ("NI 16", "2009/10", "20500", "Policing Plan")]
    assert values(found) == [("NI 16", "2009/10", "19800")]


@pytest.mark.parametrize("name", ["Target met?", "Progress against target", "Variance from target", "Status v target"])
def test_what_speaks_about_a_target_is_not_one(name: str) -> None:
    found = recognise(f"Ref,Title,Q1 2009/10,{name}\nA1,Alpha,1,3")
    assert targets(found) == []


def test_a_target_in_every_row_of_a_long_table_is_told_once() -> None:
    found = recognise("""
        Ref,Title,Period,Value,Target 2009/10
        A1,Alpha,Q1 2009/10,1,5
        A1,Alpha,Q2 2009/10,2,5
        A1,Alpha,Q3 2009/10,3,6
    """)
    assert targets(found) == [("A1", "2009/10", "5", ""), ("A1", "2009/10", "6", "")]
    assert [cell for cell, why in whys(found) if "keep one" in why] == ["E4"]


@pytest.mark.parametrize("cell", ["≤ 9.6%", "<9.6%", "at most 9.6%", "9.6%"])
def test_a_target_may_be_written_as_a_limit(cell: str) -> None:
    found = recognise(f"Ref,Title,Period,Value,Target\nA1,Alpha,Q1 2009/10,10%,{cell}")
    assert targets(found) == [("A1", "Q1 2009/10", "9.6", "")]


def test_a_reason_or_a_marker_is_of_the_row_s_period_and_not_of_the_year_s_target() -> None:
    found = recognise("""
        Ref,Period,Value,Missing,Markers,Target 2009/10
        A1,Q1 2009/10,,not due,[p],5
    """)
    assert [(str(row.period), row.missing, row.markers) for row in found.rows] == [
        ("Q1 2009/10", Missing.NOT_DUE, (Marker.PROVISIONAL,)),
        ("2009/10", None, ()),
    ]


def test_comparators_keep_their_names_and_periods() -> None:
    found = recognise("""
        Ref,Title,Period,Value,England,Core cities average 2008/09,Nearest neighbours
        A1,Alpha,2009/10,10,11,12,n/a
    """)
    assert found.rows[0].comparators == (
        Comparator("England", Decimal(11)),
        Comparator("Core cities average", Decimal(12), periods.financial_year(2008)),
    )


def test_a_region_s_name_is_not_its_figure() -> None:
    found = recognise("""
        Ref,Title,Region,Period,Value
        A1,Alpha,Outer London,2009/10,10
    """)
    assert found.rows[0].comparators == ()
    assert found.doubts == ()


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


def test_percentages_that_may_be_shares_of_one_are_kept_and_each_is_asked_about() -> None:
    found = recognise("""
        Ref,Title,Unit,Q1 2009/10,Q2 2009/10
        A1,Alpha,%,0.123,0.2
        A2,Beta,%,0.4,1.2
        A3,Gamma,%,0.4%,0.3%
        A4,Delta,days,0.4,0.3
        A5,Epsilon,%,0.62,1
        A6,% of streets,,0.4,
        A7,Percentage points gained,,0.4,0.3
        """)
    assert ("A1", "Q1 2009/10", "0.123") in values(found)
    assert [cell for cell, _ in whys(found)] == ["D2", "E2", "D6", "E6", "D7"]
    assert [why.split("if ")[1] for _, why in whys(found)[:4:3]] == [
        "0.123 stands for 12.3%, write it so. Kept as it stands",
        "1 stands for 100%, write it so. Kept as it stands",
    ]


def test_a_target_that_is_a_share_beside_values_that_are_not_is_asked_about() -> None:
    found = recognise("""
        Ref,Title,Unit,Period,Value,Target
        A1,Alpha,%,Q1 2009/10,62,0.95
        A2,Beta,%,Q1 2009/10,0.62,0.95
        A3,Gamma,%,Q1 2009/10,2,0.5
        A4,Delta,%,Q1 2009/10,62,0.5%
        """)
    assert [(cell, "target" in why) for cell, why in whys(found)] == [("E2", True), ("E3", False), ("E3", True)]


def test_a_cell_in_another_unit_than_its_measure_is_a_doubt() -> None:
    found = recognise("""
        Ref,Title,Unit,Period,Value
        A1,Alpha,days,Q1 2009/10,12%
    """)
    assert [cell for cell, _ in whys(found)] == ["E2"]


def test_months_and_years_written_alike_are_settled_by_their_column() -> None:
    months = recognise("Measure,Period,Value\nVisits,2009-09,1\nVisits,2009-10,2")
    years = recognise("Measure,Period,Value\nVisits,2008-09,1\nVisits,2009-10,2")
    assert [str(row.period) for row in months.rows] == ["September 2009", "October 2009"]
    assert [str(row.period) for row in years.rows] == ["2008/09", "2009/10"]


def test_short_years_in_a_header_are_settled_by_the_others() -> None:
    several = recognise("Measure,08/09,09/10\nVisits,1,2")
    beside_quarters = recognise("Measure,Q1 09/10,Target 09/10\nVisits,1,2")
    assert [str(row.period) for row in several.rows] == ["2008/09", "2009/10"]
    assert targets(beside_quarters) == [("Visits", "2009/10", "2", "")]


def test_a_date_is_read_by_the_frequency_of_its_row() -> None:
    found = recognise("""
        Measure,Frequency,Period,Value
        Visits,Monthly,2009-09-01,1
        Crimes,Quarterly,30/09/2009,2
        Survey,wave,30 September 2009,3
        Rate,academic_year,2008/09,4
        Sum,year_to_date,April to June 2009,5
        Other,,2009-09-01,6
    """)
    assert [row.period for row in found.rows] == [
        periods.month(2009, 9),
        Q2,
        periods.wave(date(2009, 9, 30)),
        periods.academic_year(2008),
        periods.year_to_date(2009, 6),
        None,
    ]
    assert [cell for cell, _ in whys(found)] == ["C7"]


def test_a_header_that_excel_made_a_date_is_read_as_its_month_and_said_so() -> None:
    found = recognise("Measure,2009-09-01,2009-10-01\nVisits,1,2")
    assert [str(row.period) for row in found.rows] == ["September 2009", "October 2009"]
    assert [cell for cell, _ in whys(found)] == ["B1", "C1"]


def test_merged_cells_leave_a_measure_s_name_to_the_row_above_with_a_doubt() -> None:
    found = recognise("""
        Ref,Title,Period,Value
        A1,Alpha,Q1 2009/10,1
        ,,Q2 2009/10,2
    """)
    assert values(found) == [("A1", "Q1 2009/10", "1"), ("A1", "Q2 2009/10", "2")]
    assert [cell for cell, _ in whys(found)] == ["D3"]


def test_figures_without_a_measure_are_left_out_with_a_doubt() -> None:
    found = recognise("""
        Ref,Title,Q1 2009/10,Q2 2009/10
        A1,Alpha,1,2
        ,,3,4
    """)
    assert len(found.rows) == 2
    assert [cell for cell, _ in whys(found)] == ["A3"]


def test_the_same_row_twice_is_one_and_two_values_for_one_thing_are_a_doubt() -> None:
    found = recognise("""
        Ref,Area,Period,Value,Vintage
        A1,Leeds,Q1 2009/10,1,provisional
        A1,Leeds,Q1 2009/10,1,provisional
        A1,Leeds,Q1 2009/10,2,provisional
        A1,Leeds,Q1 2009/10,3,revised
        A1,Harborough,Q1 2009/10,4,provisional
    """)
    assert [row.value for row in found.rows] == [Decimal(number) for number in (1, 2, 3, 4)]
    assert [cell for cell, why in whys(found) if "keep one of them" in why] == ["D4", "D2"]


@pytest.mark.parametrize("order", [("late", "5"), ("5", "late"), ("not due", "5")])
def test_a_figure_that_came_late_stands_alone_with_no_doubt(order: tuple[str, str]) -> None:
    lines = "".join(f"\n        A1,Q1 2009/10,{one},provisional" for one in order)
    found = recognise(f"\n        Ref,Period,Value,Vintage{lines}\n    ")
    assert [row.value for row in found.rows] == [Decimal(5)]
    assert not whys(found)


def test_several_sheets_are_one_table_and_other_sheets_are_left() -> None:
    found = recognise(
        "Ref,Title,Period,Value\nA1,Alpha,Q1 2009/10,1",
        "About this workbook\nMade in the autumn",
        "Ref,Title,Period,Value\nA2,Beta,Q1 2009/10,2",
    )
    assert [(row.reference, row.place.sheet) for row in found.rows] == [("A1", "Sheet1"), ("A2", "Sheet3")]


def test_an_unknown_column_is_left_out_with_a_doubt_that_names_it() -> None:
    found = recognise("Ref,Title,Period,Value,Moon phase\nA1,Alpha,Q1 2009/10,1,full")
    assert [(doubt.place.cell, doubt.words) for doubt in found.doubts] == [("E1", "Moon phase")]


def test_definitions_alone_are_a_table_of_measures_without_observations() -> None:
    found = recognise("Ref,Title,Unit,Polarity,Frequency,Baseline\nA1,Alpha,%,Low,Quarterly,12%")
    (row,) = found.rows
    assert (row.period, row.value, row.missing, row.baseline) == (None, None, None, Decimal(12))


def test_a_rough_figure_says_so_in_its_note() -> None:
    found = recognise('Measure,Period,Value,Notes\nVisits,Q1 2009/10,"c. 1,200",by hand')
    assert found.rows[0].value == Decimal(1200)
    assert found.rows[0].note == "by hand (given as “c. 1,200”)"


def test_open_data_with_dates_and_durations_is_read() -> None:
    found = recognise("""
        dataset,area_code,area_name,geography,indicator,period_start,period_length,value,unit
        claimant-count,E08000035,Leeds,Council,Claimant count,2009-01-01,P1Y,4.9,%
    """)
    (row,) = found.rows
    assert (row.area, row.title, row.period, row.value) == (
        "E08000035",
        "Claimant count",
        periods.calendar_year(2009),
        Decimal("4.9"),
    )
    assert found.doubts == ()


EXPORTED = (
    *("measure", "title", "area", "frequency", "period", "value", "missing", "numerator", "denominator", "vintage"),
    *("markers", "source", "note", "illustrative"),
)
OBSERVATION = MeasureRow(
    *("NI 117", "NEET", "E08000035", Q2, Decimal("10.30"), None, Decimal(2472), Decimal(24000), Vintage.REVISED),
    *((Marker.REVISED, Marker.LOW_RELIABILITY), None, "", None, None, "", None, Frequency.QUARTER, ()),
    *("Connexions", "=checked twice", True, Place(sheet="Sheet1", cell="F2")),
)


@pytest.mark.parametrize(
    "observation",
    [
        OBSERVATION,
        replace(OBSERVATION, value=None, missing=Missing.NOT_DUE, markers=()),
        replace(OBSERVATION, value=Decimal("-0.001"), note="", vintage=Vintage.VALIDATED, illustrative=False),
        *(
            replace(OBSERVATION, period=period, frequency=period.frequency)
            for period in (
                periods.month(2009, 10),
                periods.half_year(2009, 1),
                periods.year_to_date(2009, 6),
                YEAR,
                periods.academic_year(2008),
                periods.calendar_year(2007),
                periods.rolling_year(2010, 3),
                periods.wave(date(2009, 9, 30)),
            )
        ),
    ],
)
def test_an_exported_observation_comes_back_unchanged(observation: MeasureRow) -> None:
    note = f"'{observation.note}" if observation.note.startswith("=") else observation.note
    cells = [
        *(observation.reference, observation.title, observation.area, observation.frequency, observation.period),
        *(observation.value, observation.missing, observation.numerator, observation.denominator, observation.vintage),
        *(series.print_markers(observation.markers), observation.source, note),
        "yes" if observation.illustrative else "no",
    ]
    texts = tuple("" if cell is None else str(cell) for cell in cells)
    block = Block(BlockKind.TABLE, "", Place(sheet="Sheet1"), rows=(EXPORTED, texts))
    found = measures.recognise(Document("xlsx", (block,)))
    assert found is not None
    assert found.doubts == ()
    assert found.rows == (observation,)


@pytest.mark.parametrize(
    "text",
    [
        "Name,Phone,Value\nBob,1234,12",
        "Plan,Theme,Reference,Title\nA,B,C-1,D",
        "measure,name,period,value,upper value,tolerance,tolerance kind\nNI 117,LAA,2009/10,9.6,,1,absolute",
        "Reference,Action,Owner,By when\nA1,Sweep,Alice,Q1 2009/10",
        "Just one cell",
    ],
)
def test_other_tables_are_not_tables_of_measures(text: str) -> None:
    assert measures.recognise(Document("csv", (sheet(text),))) is None


CELLS = st.one_of(
    st.sampled_from(
        ["", "Ref", "Title", "Period", "Value", "Target", "Unit", "Q1 2009/10", "2009/10", "12%", "n/a", "oops"]
    ),
    st.text(max_size=12),
)


@given(st.integers(1, 6).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=8)))
def test_any_table_is_read_or_left(rows: list[tuple[str, ...]]) -> None:
    block = Block(BlockKind.TABLE, "", Place(sheet="Sheet1"), rows=tuple(rows))
    found = measures.recognise(Document("xlsx", (block,)))
    assert found is None or all(row.value is None or row.missing is None for row in found.rows)


def test_a_hundred_thousand_rows_are_read() -> None:
    quarters = [periods.quarter(2000, 1).step(count) for count in range(50)]
    rows = tuple(
        (f"M{number}", f"Measure {number}", str(quarter), f"{number + count / 1000}", "%")
        for number in range(2000)
        for count, quarter in enumerate(quarters)
    )
    block = Block(BlockKind.TABLE, "", Place(), rows=(("Ref", "Title", "Period", "Value", "Unit"), *rows))
    found = measures.recognise(Document("csv", (block,)))
    assert found is not None
    assert len(found.rows) == 100_000


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


def test_quarters_below_a_year_are_of_that_year_whatever_the_title_says() -> None:
    found = recognise("""
        Indicators at Q2 2009/10,,,,,,
        Ref,Title,2008/09,2008/09,2009/10,2009/10,Q2 target
        ,,Q1,Q2,Q1,Q2,
        A1,Alpha,1,2,3,4,5
    """)
    assert values(found) == [
        ("A1", "Q1 2008/09", "1"),
        ("A1", "Q2 2008/09", "2"),
        ("A1", "Q1 2009/10", "3"),
        ("A1", "Q2 2009/10", "4"),
    ]
    assert targets(found) == [("A1", "Q2 2009/10", "5", "")]
    assert found.doubts == ()


def test_notes_below_a_table_are_no_measures() -> None:
    found = recognise("""
        Ref,Title,Q1 2009/10
        A1,Alpha,1
        A2,Beta,
        ,,
        Notes:,,
        1,A1 is not yet final.,
        2,A2 is of next year.,
    """)
    assert [row.title for row in found.rows] == ["Alpha", "Beta"]


def test_measures_go_on_below_notes() -> None:
    found = recognise("""
        Ref,Title,Q1 2009/10
        A1,Alpha,1
        Note,,
        1,A1 is not yet final.,
        A2,Beta,2
        A3,Gamma,
    """)
    assert [row.title for row in found.rows] == ["Alpha", "Beta", "Gamma"]


def test_a_title_over_a_header_is_no_part_of_its_names() -> None:
    found = recognise("""
        Indicators of the council,,,,
        Code,Indicator,2008/09,Scotland 2008/09,Oddity
        A1,Alpha,1,2,3
    """)
    assert found.rows[0].comparators == (Comparator("Scotland", Decimal(2), periods.financial_year(2008)),)
    assert [doubt.words for doubt in found.doubts] == ["Oddity"]


def test_a_quarter_in_the_name_of_a_target_is_of_the_year_of_the_columns_beside_it() -> None:
    found = recognise("""
        Ref,Title,Q1 2009/10,Q2 2009/10,Q2 target
        A1,Alpha,1,2,3
    """)
    assert targets(found) == [("A1", "Q2 2009/10", "3", "")]


def test_a_target_beside_several_periods_is_of_the_one_in_the_title_and_doubtful() -> None:
    found = recognise("""
        Performance at Q2 2009/10,,,,
        Ref,Title,Q2 2008/09,Q2 2009/10,Target
        A1,Alpha,1,2,3
    """)
    assert targets(found) == [("A1", "Q2 2009/10", "3", "")]
    assert whys(found) == [
        ("E2", "taken as of Q2 2009/10, which the title states: name the period in the header to be sure")
    ]


def test_a_day_under_quarter_ending_is_the_end_of_a_quarter() -> None:
    found = recognise("""
        Ref,Title,Quarter ending,Value
        A1,Alpha,30/06/2009,1
        A1,Alpha,30/09/2009,2
    """)
    assert values(found) == [("A1", "Q1 2009/10", "1"), ("A1", "Q2 2009/10", "2")]


def test_the_lines_of_a_cell_of_a_pdf_are_one_text() -> None:
    block = Block(
        BlockKind.TABLE,
        "",
        Place(page=1, table=1),
        rows=(("Ref", "Measure", "Q1 2009/10", "Comment"), ("A1", "Days to\nre-let", "1", "A slow\nstart.")),
    )
    found = measures.recognise(Document("pdf", (block,)))
    assert found is not None
    assert [(row.title, row.note) for row in found.rows] == [("Days to re-let", "A slow start.")]


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


def test_a_profile_is_a_target_and_the_years_end_is_that_of_the_quarters() -> None:
    found = recognise("""
        Ref,Title,2007/08 outturn,2008/09 outturn,Q1 2009/10,Q1 profile,Year end target
        A1,Alpha,1,2,3,4,5
    """)
    assert targets(found) == [("A1", "Q1 2009/10", "4", ""), ("A1", "2009/10", "5", "")]
    assert found.doubts == ()


def test_a_value_to_date_beside_a_period_is_doubtful() -> None:
    found = recognise("""
        KPI ID,KPI title,Reporting date,Actual (YTD),Profiled target,Polarity (H/L)
        A1,Alpha,Jun 2009,4,5,L
    """)
    assert values(found) == [("A1", "June 2009", "4")]
    assert found.rows[0].polarity is Polarity.LOWER_IS_BETTER
    assert [(cell, why.split(",")[0]) for cell, why in whys(found)] == [("D2", "this column is of the year to date")]


def test_a_value_of_the_period_counts_before_one_to_date() -> None:
    found = recognise("""
        Ref,Title,Period,YTD,Actual
        A1,Alpha,June 2009,9,4
    """)
    assert values(found) == [("A1", "June 2009", "4")]
    assert whys(found) == [("D1", "the year to date beside a value of the period: this one was left out")]


def test_a_report_names_its_year_once_and_has_several_tables() -> None:
    heading = Block(BlockKind.HEADING, "Performance in Quarter 1 2009/10", Place(paragraph=1), level=1)
    text = [Block(BlockKind.PARAGRAPH, f"Outcome {number}", Place(paragraph=number)) for number in (2, 3)]
    tables = [
        Block(
            BlockKind.TABLE,
            "",
            Place(table=number),
            rows=(("Ref", "Measure", "Q1 actual"), (f"A{number}", "Alpha", "4")),
        )
        for number in (1, 2)
    ]
    found = measures.recognise(Document("docx", (heading, text[0], tables[0], text[1], tables[1])))
    assert found is not None
    assert values(found) == [("A1", "Q1 2009/10", "4"), ("A2", "Q1 2009/10", "4")]

"""The periods of a table of measures: read from columns, headers and titles, and never guessed."""

from datetime import date

from tallystick import periods
from tallystick.documents import measures
from tallystick.documents.model import Block, BlockKind, Document, Place
from tallystick.status import Polarity

from .sheets import Q2, recognise, targets, values, whys


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


def test_a_day_under_quarter_ending_is_the_end_of_a_quarter() -> None:
    found = recognise("""
        Ref,Title,Quarter ending,Value
        A1,Alpha,30/06/2009,1
        A1,Alpha,30/09/2009,2
    """)
    assert values(found) == [("A1", "Q1 2009/10", "1"), ("A1", "Q2 2009/10", "2")]


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

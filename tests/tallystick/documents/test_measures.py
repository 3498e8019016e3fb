"""Tables of measures as councils keep them: what is read, and what is left for a person to look at."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick import periods, series
from tallystick.documents import measures
from tallystick.documents.measures import MeasureRow
from tallystick.documents.model import Block, BlockKind, Document, Place
from tallystick.periods import Frequency
from tallystick.series import Marker, Missing, Vintage
from tallystick.status import Polarity

from .sheets import Q2, Q3, YEAR, recognise, sheet, targets, values, whys


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


def test_a_cell_in_another_unit_than_its_measure_is_a_doubt() -> None:
    found = recognise("""
        Ref,Title,Unit,Period,Value
        A1,Alpha,days,Q1 2009/10,12%
    """)
    assert [cell for cell, _ in whys(found)] == ["E2"]


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

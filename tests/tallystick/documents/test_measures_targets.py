"""Targets and comparators in a table of measures: whose they are, and of which period."""

from decimal import Decimal

import pytest

from tallystick import periods
from tallystick.documents.measures import Comparator
from tallystick.series import Marker, Missing

from .sheets import recognise, targets, values, whys


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


def test_a_target_that_is_a_share_beside_values_that_are_not_is_asked_about() -> None:
    found = recognise("""
        Ref,Title,Unit,Period,Value,Target
        A1,Alpha,%,Q1 2009/10,62,0.95
        A2,Beta,%,Q1 2009/10,0.62,0.95
        A3,Gamma,%,Q1 2009/10,2,0.5
        A4,Delta,%,Q1 2009/10,62,0.5%
        """)
    assert [(cell, "target" in why) for cell, why in whys(found)] == [("E2", True), ("E3", False), ("E3", True)]


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


def test_a_profile_is_a_target_and_the_years_end_is_that_of_the_quarters() -> None:
    found = recognise("""
        Ref,Title,2007/08 outturn,2008/09 outturn,Q1 2009/10,Q1 profile,Year end target
        A1,Alpha,1,2,3,4,5
    """)
    assert targets(found) == [("A1", "Q1 2009/10", "4", ""), ("A1", "2009/10", "5", "")]
    assert found.doubts == ()

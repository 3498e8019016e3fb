"""Series: ordered observations, what is absent among them, and their sums over longer periods."""

import math
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick import periods, series
from tallystick.periods import Frequency, Period
from tallystick.series import Kind, Marker, Missing, Observation, Recorded, RollUp, Series, SeriesError, Vintage

Q1, Q2, Q3, Q4 = (periods.quarter(2009, number) for number in (1, 2, 3, 4))


def counted(period: Period, value: int) -> Observation:
    return Observation(period, Decimal(value))


def test_observations_stand_in_order_of_time_however_they_were_given() -> None:
    given_ones = [counted(Q1, 1), counted(Q2, 2), counted(Q3, 3)]
    for order in permutations(given_ones):
        assert Series(order).observations == tuple(given_ones)


def test_two_observations_of_one_period_are_refused() -> None:
    with pytest.raises(SeriesError, match="two observations of Q1 2009/10"):
        Series([counted(Q1, 1), counted(Q1, 2)])


def test_quarters_and_months_do_not_stand_in_one_series() -> None:
    with pytest.raises(SeriesError, match="differ in frequency"):
        Series([counted(Q1, 1), counted(periods.month(2009, 9), 2)])


def test_a_value_that_is_absent_says_why() -> None:
    with pytest.raises(SeriesError, match="say why"):
        Observation(Q1)
    with pytest.raises(SeriesError, match="not due"):
        Observation(Q1, Decimal(1), missing=Missing.NOT_DUE)
    with pytest.raises(SeriesError, match="give a number"):
        Observation(Q1, Decimal("NaN"))
    assert Observation(Q1, missing=Missing.LATE).value is None


def test_the_latest_is_the_newest_with_a_value() -> None:
    found = Series([counted(Q1, 1), counted(Q2, 2), Observation(Q3, missing=Missing.NOT_DUE)])
    assert found.latest == counted(Q2, 2)
    assert Series([Observation(Q3, missing=Missing.NOT_DUE)]).latest is None
    assert Series().latest is None


def test_zero_is_a_value_and_not_a_gap() -> None:
    found = Series([counted(Q1, 5), counted(Q2, 0)])
    assert found.latest == counted(Q2, 0)
    assert len(found.known) == 2


def test_a_quarter_is_compared_with_the_same_quarter_of_the_year_before() -> None:
    found = Series([counted(Q2.year_before(), 7), counted(Q1, 1), counted(Q2, 2)])
    assert found.year_before(Q2) == counted(periods.quarter(2008, 2), 7)
    assert found.year_before(Q1) is None


def test_the_observation_before_skips_what_has_no_value() -> None:
    found = Series([counted(Q1, 1), Observation(Q2, missing=Missing.LATE), counted(Q3, 3)])
    assert found.before(Q3) == counted(Q1, 1)
    assert found.before(Q1) is None


def test_a_series_is_cut_at_a_period_which_stays() -> None:
    found = Series([counted(Q1, 1), counted(Q2, 2), counted(Q3, 3)])
    assert found.until(Q2).periods == (Q1, Q2)
    assert found.since(Q2).periods == (Q2, Q3)


def test_gaps_are_the_periods_without_any_observation() -> None:
    found = Series([counted(Q1, 1), Observation(Q2, missing=Missing.LATE), counted(Q4, 4)])
    assert found.gaps() == (Q3,)
    assert Series([counted(Q1, 1)]).gaps() == ()
    assert Series().gaps() == ()


def test_rolling_years_drawn_each_quarter_lack_no_months_between() -> None:
    drawn = [counted(periods.rolling_year(2009, month), month) for month in (3, 6, 12)]
    assert Series(drawn).gaps() == (periods.rolling_year(2009, 9),)


def test_waves_have_no_gaps() -> None:
    days = [periods.containing(day, Frequency.WAVE) for day in (Q1.start, Q3.start)]
    assert Series(counted(day, 1) for day in days).gaps() == ()


def test_counts_of_months_sum_to_a_quarter() -> None:
    months = Series(counted(periods.month(2009, number), number) for number in (7, 8, 9))
    assert series.roll_up(months, Frequency.QUARTER, RollUp.SUM).observations == (counted(Q2, 24),)


def test_a_rate_is_rolled_up_from_its_numerators_and_denominators() -> None:
    parts = [
        Observation(Q1, Decimal(50), Decimal(1), Decimal(2)),
        Observation(Q2, Decimal(10), Decimal(1), Decimal(10)),
    ]
    (half,) = series.roll_up(Series(parts), Frequency.HALF_YEAR, RollUp.RATIO, per=Decimal(100))
    assert (half.numerator, half.denominator) == (Decimal(2), Decimal(12))
    assert half.value is not None
    assert round(half.value, 4) == Decimal("16.6667")  # the mean of the two rates would be 30


def test_a_rate_without_its_parts_is_not_averaged() -> None:
    with pytest.raises(SeriesError, match="never from rates"):
        series.roll_up(Series([counted(Q1, 1), counted(Q2, 2)]), Frequency.HALF_YEAR, RollUp.RATIO)


def test_a_stock_takes_the_last() -> None:
    months = Series(counted(periods.month(2009, number), number) for number in (7, 8, 9))
    assert series.roll_up(months, Frequency.QUARTER, RollUp.LAST).observations == (counted(Q2, 9),)


def test_a_quarter_of_two_months_has_no_sum() -> None:
    months = Series(counted(periods.month(2009, number), number) for number in (7, 8))
    assert series.roll_up(months, Frequency.QUARTER, RollUp.SUM).observations == (
        Observation(Q2, missing=Missing.NOT_COLLECTED),
    )


def test_a_sum_with_a_missing_part_says_why() -> None:
    parts = [counted(Q1, 1), Observation(Q2, missing=Missing.SUPPRESSED)]
    (half,) = series.roll_up(Series(parts), Frequency.HALF_YEAR, RollUp.SUM)
    assert (half.value, half.missing) == (None, Missing.SUPPRESSED)


def test_a_sum_is_no_more_final_than_its_least_final_part() -> None:
    parts = [
        Observation(Q1, Decimal(1), vintage=Vintage.CORRECTED, markers=(Marker.REVISED,)),
        Observation(Q2, Decimal(2), vintage=Vintage.PROVISIONAL, markers=(Marker.PROVISIONAL,)),
    ]
    (half,) = series.roll_up(Series(parts), Frequency.HALF_YEAR, RollUp.SUM)
    assert half.vintage is Vintage.PROVISIONAL
    assert half.markers == (Marker.REVISED, Marker.PROVISIONAL)


def test_academic_years_do_not_roll_up_into_financial_ones() -> None:
    with pytest.raises(SeriesError, match="does not lie within one financial year"):
        series.roll_up(Series([counted(periods.academic_year(2008), 1)]), Frequency.FINANCIAL_YEAR, RollUp.SUM)


@pytest.mark.parametrize("text", ["[p][r]", "p, r", "[P] [R]", "p r", "[p][r][p]", "(p)(r)"])
def test_markers_are_read_as_people_write_them(text: str) -> None:
    assert series.parse_markers(text) == (Marker.PROVISIONAL, Marker.REVISED)


def test_a_marker_without_meaning_is_refused() -> None:
    with pytest.raises(SeriesError, match=r"\[q\]"):
        series.parse_markers("[q]")


def test_every_marker_has_a_meaning() -> None:
    assert all(marker.meaning for marker in Marker)


@given(st.lists(st.sampled_from(Marker), unique=True))
def test_markers_are_read_back_as_printed(markers: list[Marker]) -> None:
    assert series.parse_markers(series.print_markers(markers)) == tuple(markers)


# Kinds


def test_each_kind_of_value_is_rolled_up_in_its_own_way() -> None:
    assert [series.how_of(kind) for kind in (Kind.COUNT, Kind.RATE, Kind.STOCK)] == [
        RollUp.SUM,
        RollUp.RATIO,
        RollUp.LAST,
    ]
    with pytest.raises(SeriesError, match="averages are never averaged"):
        series.roll_up(Series([counted(Q1, 1), counted(Q2, 2)]), Frequency.HALF_YEAR, Kind.AVERAGE)


def test_a_stock_needs_only_its_last_part() -> None:
    months = Series([Observation(periods.month(2009, 7), missing=Missing.LATE), counted(periods.month(2009, 9), 9)])
    assert series.roll_up(months, Frequency.QUARTER, Kind.STOCK).observations == (counted(Q2, 9),)
    (unfinished,) = series.roll_up(Series([counted(periods.month(2009, 8), 8)]), Frequency.QUARTER, Kind.STOCK)
    assert unfinished.missing is Missing.NOT_COLLECTED


def test_periods_that_share_months_are_not_added() -> None:
    kept = Series(counted(periods.year_to_date(2009, month), month) for month in (4, 5, 6))
    with pytest.raises(SeriesError, match="take them apart first"):
        series.roll_up(kept, Frequency.QUARTER, Kind.COUNT)
    (quarter,) = series.roll_up(kept, Frequency.QUARTER, Kind.STOCK)
    assert quarter.value == 6


def test_a_successor_council_is_the_sum_of_its_predecessors() -> None:
    north = Series([Observation(Q1, Decimal(50), Decimal(5), Decimal(10)), counted(Q2, 1)])
    south = Series([Observation(Q1, Decimal(10), Decimal(9), Decimal(90))])
    first, second = series.combined([north, south], Kind.RATE, per=Decimal(100))
    assert [first.value, first.numerator, first.denominator] == [14, 14, 100]
    assert (second.value, second.missing) == (None, Missing.NOT_COLLECTED)
    assert series.combined([north, south], Kind.COUNT).observations[0].value == 60


# Running totals and back

COUNTS = st.lists(st.integers(0, 100), min_size=1, max_size=30)


@given(COUNTS)
def test_years_to_date_taken_apart_are_the_months_they_were_made_of(values: list[int]) -> None:
    first = periods.month(2009, 4)
    months = Series(counted(first.step(place), value) for place, value in enumerate(values))
    assert series.taken_apart(series.to_date(months), Frequency.MONTH) == months


def test_a_running_total_starts_again_in_april() -> None:
    months = Series(counted(periods.month(2010, month), 10) for month in (1, 2, 3, 4, 5))
    found = series.to_date(months)
    assert [seen.value for seen in found] == [None, None, None, 10, 20]
    assert found.observations[-1].period == periods.year_to_date(2010, 5)


def test_a_total_that_was_never_told_leaves_its_months_unknown() -> None:
    kept = Series(counted(periods.year_to_date(2009, month), total) for month, total in ((4, 10), (6, 35), (7, 40)))
    assert [seen.value for seen in series.taken_apart(kept, Frequency.MONTH)] == [10, None, 5]


def test_a_rate_to_date_is_taken_apart_by_what_its_parts_grew_by() -> None:
    kept = Series(
        [
            Observation(periods.year_to_date(2009, 6), Decimal(50), Decimal(5), Decimal(10)),
            Observation(periods.year_to_date(2009, 9), Decimal(20), Decimal(8), Decimal(40)),
        ]
    )
    _, second = series.taken_apart(kept, Frequency.QUARTER, per=Decimal(100))
    assert second.period == Q2
    assert [second.value, second.denominator] == [10, 30]


def test_only_years_to_date_are_taken_apart() -> None:
    with pytest.raises(SeriesError, match="is no year to date"):
        series.taken_apart(Series([counted(Q1, 1)]), Frequency.MONTH)


def test_a_rolling_year_adds_the_twelve_months_behind_it() -> None:
    first = periods.month(2008, 10)
    months = Series(counted(first.step(place), place) for place in range(14))
    found = series.rolling(months)
    assert found.periods == (
        periods.rolling_year(2009, 9),
        periods.rolling_year(2009, 10),
        periods.rolling_year(2009, 11),
    )
    assert [seen.value for seen in found] == [66, 78, 90]


# Side by side


def test_series_are_laid_side_by_side_over_all_their_periods_or_the_common_ones() -> None:
    one, other = Series([counted(Q1, 1), counted(Q2, 2)]), Series([counted(Q2, 20), counted(Q3, 30)])
    every = series.align(one, other)
    assert every.periods == (Q1, Q2, Q3)
    assert every.values()[0][:2] == (1, 2)
    assert math.isnan(every.values()[0][2])
    assert series.align(one, other, common=True).values() == ((2,), (20,))


def test_quarters_and_months_are_not_laid_side_by_side() -> None:
    with pytest.raises(SeriesError, match="roll them up to one frequency first"):
        series.align(Series([counted(Q1, 1)]), Series([counted(periods.month(2009, 4), 1)]))


def test_gaps_are_told_and_not_filled() -> None:
    told = series.with_gaps_told(Series([counted(Q1, 1), counted(Q3, 3)]))
    assert told.at(Q2) == Observation(Q2, missing=Missing.NOT_COLLECTED)
    assert told.gaps() == ()


def test_the_run_at_the_end_has_no_gap() -> None:
    found = Series([counted(Q1, 1), Observation(Q2, missing=Missing.LATE), counted(Q3, 3), counted(Q4, 4)])
    assert series.regular(found).periods == (Q3, Q4)
    assert series.regular(Series([counted(Q1, 1), counted(Q3, 3)])).periods == (Q3,)
    assert series.regular(Series([counted(Q1, 1)])).periods == (Q1,)


def test_a_series_is_laid_over_exactly_the_periods_asked_for() -> None:
    found = series.over(Series([counted(Q2, 2)]), Q1, Q3, Missing.NOT_DUE)
    assert [seen.missing for seen in found] == [Missing.NOT_DUE, None, Missing.NOT_DUE]


def test_a_single_rolling_year_is_taken_for_a_yearly_one() -> None:
    assert Series([counted(periods.rolling_year(2009, 9), 1)]).stride == 12
    assert Series(counted(periods.rolling_year(2009, month), 1) for month in (3, 6, 12)).stride == 3


# Vintages


def told(period: Period, value: str, day: date, number: int = 0, withdrawn: date | None = None) -> Recorded:
    return Recorded(Observation(period, Decimal(value), vintage=Vintage.REVISED), day, number, withdrawn)


HISTORY = (
    told(Q1, "10.0", date(2009, 7, 1)),
    told(Q1, "10.4", date(2009, 8, 1), withdrawn=date(2009, 8, 3)),
    told(Q1, "10.2", date(2009, 8, 3)),
    told(Q2, "11.0", date(2009, 10, 1)),
    told(Q2, "10.5", date(2009, 10, 1), number=1),
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2009, 6, 30), []),
        (date(2009, 7, 31), ["10.0"]),
        (date(2009, 8, 2), ["10.4"]),
        (date(2009, 8, 3), ["10.2"]),
        (date(2009, 12, 1), ["10.2", "10.5"]),
    ],
)
def test_what_was_known_on_a_day_can_be_told(day: date, expected: list[str]) -> None:
    assert [str(seen.value) for seen in series.as_known(HISTORY, day)] == expected


def test_first_figures_are_compared_with_what_became_of_them() -> None:
    first, second = series.revisions(reversed(HISTORY))
    assert (first.change, second.change) == (Decimal("0.2"), Decimal("-0.5"))
    found = series.reliability([first, second])
    assert found is not None
    assert (found.periods, found.changed, found.usual, found.largest) == (2, 2, Decimal("0.35"), Decimal("0.5"))
    assert found.drift == Decimal("-0.15")
    assert series.reliability_sentence(found, "points") == (
        "Of 2 first figures 2 were changed later, usually by 0.35 points and at most by 0.5 points."
    )


def test_figures_that_were_never_changed_are_said_to_be_so() -> None:
    found = series.reliability(series.revisions(HISTORY[:1]))
    assert series.reliability_sentence(found) == "None of 1 first figures was changed later."
    assert series.reliability([]) is None

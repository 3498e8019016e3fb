"""Series: ordered observations, what is absent among them, and their sums over longer periods."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick import periods, series
from tallystick.periods import Frequency, Period
from tallystick.series import Marker, Missing, Observation, RollUp, Series, SeriesError, Vintage

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

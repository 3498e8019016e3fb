"""Forecasts: the year's figure, stated results for hard series, the choice of the method, symmetry, words and batches."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick import forecast, periods
from tallystick.forecast import (
    Cannot,
    ForecastError,
    Interval,
    Makeup,
    Method,
    Outturn,
    Past,
    Spread,
    spread,
)
from tallystick.periods import Frequency
from tallystick.series import Missing, Observation, Series
from tallystick.status import Polarity, Status, Target

from .months import monthly, season_of_months

HIGHER, LOWER = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER


def year_to_date(months: Series) -> Series:
    """The same figures as officers keep them cumulatively."""
    found, total = [], Decimal(0)
    for seen in months:
        total = (Decimal(0) if seen.period.start.month == 4 else total) + (seen.value or 0)
        found.append(Observation(periods.year_to_date(seen.period.end.year, seen.period.end.month), total))
    return Series(found)


# The year's figure


def test_a_total_is_what_is_counted_and_what_is_expected_of_the_rest() -> None:
    found = forecast.outturn(monthly(season_of_months(3.5)))
    assert found.year == periods.financial_year(2009)
    assert found.left == 6
    assert found.so_far == sum(season_of_months(3.5)[-6:])
    assert found.method in (Method.SEASONAL_NAIVE, Method.SEASONAL_SMOOTHING)
    assert found.expected == pytest.approx(1200, rel=0.03)
    assert found.fan[-1].expected == pytest.approx(found.expected)
    assert found.fan[-1].period == periods.month(2010, 3)


def test_years_to_date_give_the_outturn_of_their_months() -> None:
    months = monthly(season_of_months(3.5))
    discrete, cumulative = forecast.outturn(months), forecast.outturn(year_to_date(months))
    assert cumulative.expected == pytest.approx(discrete.expected)
    assert cumulative.likely == discrete.likely
    assert cumulative.fan[0].period == periods.year_to_date(2009, 10)


def test_a_cumulative_quarter_that_was_never_told_changes_nothing_that_is_counted() -> None:
    kept = year_to_date(monthly(season_of_months(3.5)))
    told = Series(seen for seen in kept if seen.period.end.month != 8)
    found, whole = forecast.outturn(told), forecast.outturn(kept)
    assert found.so_far == whole.so_far
    assert found.filled == 8  # August and September of four years: only their sum is known
    assert found.expected == pytest.approx(whole.expected, rel=0.02)


def test_quarterly_figures_kept_cumulatively_are_taken_apart_when_told_so() -> None:
    first = periods.quarter(2006, 1)
    values = [10, 20, 31, 40, 10, 21, 30, 40, 11, 20, 30, 40, 10, 20]
    found = forecast.outturn(
        Series(Observation(first.step(place), Decimal(value)) for place, value in enumerate(values)),
        makeup=Makeup.CUMULATIVE,
    )
    assert found.so_far == 20
    assert found.expected == pytest.approx(40, abs=1.5)


def test_a_stock_ends_the_year_where_its_last_period_does() -> None:
    found = forecast.outturn(monthly(season_of_months(3.5)), makeup=Makeup.LAST)
    assert found.so_far is None
    assert found.expected == pytest.approx(85, abs=8)  # March, not the sum of a year
    assert len(found.fan) == 6


def test_a_rate_of_the_year_weighs_its_periods_by_their_denominators() -> None:
    quarters = [periods.quarter(2006, 1).step(place) for place in range(14)]
    bases = [100, 300] * 7
    seen = [
        Observation(quarter, Decimal(50 + place % 2), Decimal(50 + place % 2) * base / 100, Decimal(base))
        for place, (quarter, base) in enumerate(zip(quarters, bases, strict=True))
    ]
    found = forecast.outturn(Series(seen), makeup=Makeup.RATE)
    assert found.so_far == pytest.approx(50.75)
    assert found.expected == pytest.approx(50.75, abs=0.3)
    assert found.fan[-1].expected == pytest.approx(found.expected)


def test_a_rate_without_numerators_is_not_averaged() -> None:
    found = forecast.outturn(monthly(season_of_months(3.5)), makeup=Makeup.RATE)
    assert (found.expected, found.cannot) == (None, Cannot.NO_PARTS)


def test_yearly_figures_are_forecast_one_year_on() -> None:
    years = Series(Observation(periods.academic_year(2000 + place), Decimal(40 + 2 * place)) for place in range(10))
    found = forecast.outturn(years)
    assert (found.year, found.left, found.method) == (periods.academic_year(2010), 1, Method.DRIFT)
    assert found.expected == pytest.approx(60)


def test_a_rolling_year_ends_with_the_year_and_has_no_season() -> None:
    values = season_of_months(4.5)
    rolling = Series(
        Observation(periods.rolling_year(2007, 3).step(place), Decimal(str(sum(values[place : place + 12]))))
        for place in range(43)
    )
    found = forecast.outturn(rolling)
    assert (found.year, found.left) == (periods.financial_year(2010), 6)
    assert Method.SEASONAL_NAIVE not in [trial.method for trial in found.trials]


def test_a_total_first_told_within_the_year_is_counted_all_the_same() -> None:
    kept = [Observation(periods.year_to_date(2009, 9), Decimal(60))]
    kept += [
        Observation(periods.year_to_date(2009, 9).step(place), Decimal(60 + 10 * place + place % 2))
        for place in range(1, 6)
    ]
    found = forecast.outturn(Series(kept))
    assert (found.cannot, found.so_far) == (Cannot.TOO_SHORT, None)  # of the six, the first is the sum of six months
    more = [*kept, Observation(periods.year_to_date(2010, 3), Decimal(121))]
    assert forecast.outturn(Series(more)).expected == 121
    later = [*more, Observation(periods.year_to_date(2010, 4), Decimal(11))]
    assert forecast.outturn(Series(later)).expected == pytest.approx(120, abs=10)


def test_a_rate_to_date_whose_denominator_stood_still_is_a_rate_all_the_same() -> None:
    first = periods.year_to_date(2008, 6)
    parts = [(5, 50), (11, 100), (15, 150), (21, 200), (5, 50), (10, 100), (10, 100)]
    seen = [
        Observation(first.step(3 * place), Decimal(100 * upper) / lower, Decimal(upper), Decimal(lower))
        for place, (upper, lower) in enumerate(parts)
    ]
    found = forecast.outturn(Series(seen), makeup=Makeup.RATE)
    assert found.so_far == pytest.approx(10)
    assert found.expected == pytest.approx(10.2, abs=0.5)


def test_one_figure_is_enough_for_a_year_that_is_complete() -> None:
    (year,) = [Observation(periods.financial_year(2008), Decimal(7))]
    assert forecast.outturn(Series([year]), year=periods.financial_year(2008)).method is Method.KNOWN


def test_a_complete_year_is_known_and_not_forecast() -> None:
    months = monthly(season_of_months(3.5))
    found = forecast.outturn(months, year=periods.financial_year(2008))
    assert found.method is Method.KNOWN
    assert found.expected == sum(season_of_months(3.5)[24:36])
    assert found.wide == Interval(found.expected, found.expected)


def test_a_later_year_is_less_sure_than_this_one() -> None:
    months = monthly(season_of_months(3.5))
    this, following = (forecast.outturn(months, year=periods.financial_year(year)) for year in (2009, 2010))
    assert width(following) > width(this)
    assert following.so_far == 0


def width(found: Outturn) -> float:
    assert found.likely is not None
    return found.likely.high - found.likely.low


# Hard series have stated results


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], Cannot.TOO_SHORT),
        ([5.0], Cannot.TOO_SHORT),
        ([5.0, 6, 7, 6, 5], Cannot.TOO_SHORT),
        ([5.0, *[None] * 9, 6, 7, 8, 7, 9], Cannot.TOO_GAPPY),
    ],
)
def test_too_little_to_go_by_gives_a_reason_and_no_number(values: list[float | None], reason: Cannot) -> None:
    found = forecast.outturn(monthly(values))
    assert (found.cannot, found.expected, found.likely, found.spread) == (reason, None, None, None)
    assert reason.words in forecast.sentence(found)


def test_surveys_come_at_no_fixed_interval() -> None:
    waves = Series(Observation(periods.wave(periods.month(2000 + year, 5).start), Decimal(year)) for year in range(8))
    assert forecast.outturn(waves).cannot is Cannot.UNEVEN


def test_a_series_that_begins_within_the_year_has_no_total() -> None:
    found = forecast.outturn(monthly([5.0, 6, 7, 6, 5, 7, 8], periods.month(2009, 6)))
    assert found.cannot is Cannot.BEGINS_LATE


def test_a_year_too_far_ahead_is_refused() -> None:
    assert forecast.outturn(monthly(season_of_months(2)), year=periods.financial_year(2015)).cannot is Cannot.TOO_FAR


def test_a_year_that_the_periods_cannot_make_up_is_an_error_with_a_remedy() -> None:
    quarters = Series(Observation(periods.quarter(2006, 1).step(place), Decimal(place)) for place in range(12))
    with pytest.raises(ForecastError, match="give a year that ends with one of the series’ periods"):
        forecast.outturn(quarters, year=periods.academic_year(2009))
    with pytest.raises(ForecastError, match="give a financial, academic or calendar year"):
        forecast.outturn(quarters, year=periods.quarter(2009, 1))


@pytest.mark.parametrize("value", [0.0, 7.0, -3.0])
def test_a_series_that_never_changed_has_an_outturn_and_no_false_certainty(value: float) -> None:
    found = forecast.outturn(monthly([value] * 18))
    assert (found.expected, found.likely, found.cannot) == (12 * value, None, Cannot.NEVER_CHANGED)
    assert forecast.chance(found, Target(Decimal(5)), LOWER) is None
    assert "cannot be told" in forecast.sentence(found)


def test_a_method_that_never_missed_gives_no_false_certainty() -> None:
    found = forecast.ahead([float(2 * place) for place in range(10)], left=2)
    assert found.expected == pytest.approx(22)
    assert (found.likely, found.cannot) == (None, Cannot.NEVER_MISSED)
    assert forecast.sentence(found) == (
        "The outturn is expected to be 22; how sure that is cannot be told: the method has met every figure exactly so far."
    )


def test_a_change_long_ago_leaves_the_naive_method_without_a_rival() -> None:
    found = forecast.ahead([1.0, *[5.0] * 9], left=2)
    assert (found.expected, found.method) == (5, Method.NAIVE)
    assert found.likely is not None
    assert found.trials[0].score is None


def test_negative_figures_are_figures() -> None:
    values = season_of_months(3.5)
    found, mirrored = (forecast.ahead([sign * value for value in values], left=6, season=12) for sign in (1, -1))
    assert mirrored.expected == pytest.approx(-(found.expected or 0))


def test_gaps_are_filled_by_the_season_and_counted_as_unknown() -> None:
    values: list[float | None] = list(season_of_months(3.5))
    values[20] = values[38] = None
    found, whole = forecast.outturn(monthly(values)), forecast.outturn(monthly(season_of_months(3.5)))
    assert found.filled == 2
    assert found.expected == pytest.approx(whole.expected, rel=0.03)
    assert width(found) > 0


def test_figures_missing_at_the_end_are_forecast_too() -> None:
    values = season_of_months(3.5)
    late = forecast.outturn(monthly([*values[:-2], None, None]))
    assert (late.left, late.fan[0].period) == (8, periods.month(2009, 8))


def test_infinite_figures_are_refused_by_place() -> None:
    with pytest.raises(ForecastError, match="figure 2 is infinite"):
        forecast.ahead([1.0, float("inf"), 2, 3, 4, 5, 6], left=1)


def test_counts_never_fall_below_nought_nor_below_what_is_counted() -> None:
    found = forecast.outturn(monthly([0.0, 3, 0, 0, 1, 0, 0, 4, 0, 0, 0, 1, 0, 0, 2]), least=0)
    assert found.wide is not None
    assert found.wide.low == found.so_far == 2
    assert forecast.chance(found, Target(Decimal(1)), LOWER) == 0


def test_decades_of_months_are_answered_and_only_the_last_forty_years_count() -> None:
    long = season_of_months(60)
    found, cut = (forecast.ahead(values, left=6, season=12) for values in (long, long[-480:]))
    assert found == cut


# Which method, and how well it did


@pytest.mark.parametrize(
    ("make", "among"),
    [
        (lambda random: np.cumsum(random.normal(size=60)), {Method.NAIVE}),
        (lambda random: random.normal(size=60), {Method.AVERAGE}),
        (
            lambda random: np.arange(60) + random.normal(0, 0.2, 60),
            {Method.DRIFT, Method.SEASONAL_DRIFT, Method.DAMPED_TREND},
        ),
        (
            lambda random: np.tile([1.0, 5, 2, 9], 15) + random.normal(0, 0.3, 60),
            {Method.SEASONAL_NAIVE, Method.SEASONAL_SMOOTHING},
        ),
    ],
)
def test_each_kind_of_series_mostly_gets_the_method_made_for_it(
    make: Callable[[np.random.Generator], Any], among: set[Method]
) -> None:
    chosen = [forecast.ahead(make(np.random.default_rng(seed)), left=2, season=4).method for seed in range(20)]
    assert sum(method in among for method in chosen) >= 16


def test_the_naive_method_is_the_yardstick() -> None:
    found = forecast.outturn(monthly(season_of_months(3.5)))
    trials = {trial.method: trial.score for trial in found.trials}
    assert trials[Method.NAIVE] == 1
    assert found.method is not None
    assert (trials[found.method] or 1) < 1


def test_the_record_tells_how_past_forecasts_fared() -> None:
    found = forecast.outturn(monthly(season_of_months(8.5)))
    assert found.record is not None
    assert 0.7 < found.record.within_likely < 0.95
    assert found.record.within_wide > 0.9
    assert found.record.scaled_error is not None
    assert found.record.scaled_error < 1


def test_past_years_show_what_would_have_been_forecast_and_what_came() -> None:
    values = season_of_months(6.5)
    found = forecast.outturn(monthly(values))
    assert [past.year for past in found.pasts] == [periods.financial_year(year) for year in range(2011, 2006, -1)][
        : len(found.pasts)
    ]
    assert len(found.pasts) >= 3
    assert found.pasts[0].actual == sum(values[60:72])
    assert forecast.outturn(monthly(values[:66])).expected == pytest.approx(found.pasts[0].expected, rel=0.02)


def test_forecasts_that_were_really_made_are_scored() -> None:
    made = [
        Past(None, 10, Interval(8, 12), Interval(6, 14), 11),
        Past(None, 10, Interval(8, 12), Interval(6, 14), 13),
    ]
    found = forecast.record(made, [10, 12, 10, 12])
    assert found is not None
    assert (found.forecasts, found.within_likely, found.within_wide, found.scaled_error) == (2, 0.5, 1, 1)
    assert forecast.record([]) is None


def test_a_history_that_never_changed_gives_no_scaled_error() -> None:
    assert forecast.scaled_error([1.0], [2.0], [5.0, 5.0]) is None
    with pytest.raises(ForecastError, match="as many"):
        forecast.scaled_error([1.0], [], [5.0, 5.0])


# Properties

FIGURES = st.lists(st.integers(-500, 500), min_size=6, max_size=40).filter(lambda found: len(set(found)) > 1)


@settings(max_examples=40)
@given(FIGURES, st.integers(1, 5), st.sampled_from([0.5, 2.0, 1024.0]), st.integers(-1000, 1000))
def test_scale_and_shift_of_the_figures_are_those_of_the_forecast(
    values: list[int], left: int, scale: float, shift: int
) -> None:
    found = forecast.ahead(np.array(values, dtype=float), left=left, season=4)
    moved = forecast.ahead(np.array(values, dtype=float) * scale + shift, left=left, season=4)
    if moved.method is found.method and found.expected is not None:
        assert moved.expected == pytest.approx(found.expected * scale + shift, abs=1e-3 * scale * (1 + abs(shift)))


@settings(max_examples=60)
@given(FIGURES, st.integers(1, 12), st.booleans())
def test_limits_lie_in_order_around_what_is_expected(values: list[int], left: int, adds_up: bool) -> None:
    found = forecast.ahead(
        np.array(values, dtype=float), left=left, season=4, adds_up=adds_up, begun=2 if adds_up else 0
    )
    assert found.expected is not None
    assert found.likely is not None
    assert found.wide is not None
    limits = [found.wide.low, found.likely.low, found.expected, found.likely.high, found.wide.high]
    assert limits == sorted(limits)


@settings(max_examples=40)
@given(FIGURES, st.integers(-600, 600))
def test_chances_mirror_with_polarity(values: list[int], aim: int) -> None:
    found = forecast.ahead(np.array(values, dtype=float), left=3)
    mirrored = forecast.ahead(-np.array(values, dtype=float), left=3)
    one = forecast.chance(found, Target(Decimal(aim)), HIGHER)
    other = forecast.chance(mirrored, Target(Decimal(-aim)), LOWER)
    assert one == pytest.approx(other, abs=1e-9)


# Targets and words


def outturn_of(middle: float, scale: float, freedom: float = 1e9) -> Outturn:
    spread_ = Spread(middle, scale, freedom)
    return Outturn(
        periods.financial_year(2009),
        middle,
        spread.interval(spread_, 0.8),
        spread.interval(spread_, 0.95),
        spread_,
        left=2,
        method=Method.NAIVE,
    )


@pytest.mark.parametrize(
    ("target", "polarity", "expected"),
    [
        (Target(Decimal(100)), HIGHER, 0.5),
        (Target(Decimal(110)), LOWER, 0.841345),
        (Target(Decimal(110)), HIGHER, 0.158655),
        (Target(Decimal(90), upper=Decimal(110)), Polarity.NEAR_IS_BEST, 0.682689),
        (Target(Decimal(90)), Polarity.NONE, None),
        (Target(Decimal(90)), Polarity.NEAR_IS_BEST, None),
    ],
)
def test_the_chance_of_meeting_a_target_is_the_normal_one_when_much_is_known(
    target: Target, polarity: Polarity, expected: float | None
) -> None:
    assert forecast.chance(outturn_of(100, 10), target, polarity) == pytest.approx(expected, abs=1e-5)


def test_a_known_year_has_met_its_target_or_not() -> None:
    found = forecast.outturn(monthly(season_of_months(3)), year=periods.financial_year(2008))
    assert found.expected is not None
    exactly = Target(Decimal(str(found.expected)))
    assert (forecast.chance(found, exactly, LOWER), forecast.chance(found, exactly, HIGHER)) == (1, 1)


def test_the_status_at_year_end_is_that_of_the_expected_outturn() -> None:
    assert forecast.status_at_year_end(outturn_of(0.1 + 0.2, 1), Target(Decimal("0.3")), LOWER) is Status.ON_TRACK
    assert forecast.status_at_year_end(outturn_of(9, 1), Target(Decimal(10)), HIGHER) is Status.OFF_TRACK
    assert (
        forecast.status_at_year_end(Outturn(None, cannot=Cannot.TOO_SHORT), Target(Decimal(1)), HIGHER)
        is Status.NO_DATA
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            forecast.sentence(outturn_of(19_432.4, 410), target=Target(Decimal(19_000)), polarity=LOWER),
            "The outturn of 2009/10 is expected to be 19,432, with a chance of 80% between 18,907 and 19,958;"
            " the chance of meeting the target of 19,000 is 15%.",
        ),
        (
            forecast.sentence(outturn_of(9.64, 0.5), unit="%"),
            "The outturn of 2009/10 is expected to be 9.6%, with a chance of 80% between 9.0% and 10.3%.",
        ),
        (
            forecast.sentence(Outturn(periods.financial_year(2009), cannot=Cannot.TOO_SHORT)),
            "No outturn of 2009/10 can be forecast: fewer than 6 figures are known.",
        ),
        (forecast.percent(0.001), "less than 1%"),
        (forecast.percent(0.999), "more than 99%"),
        (forecast.percent(1.0), "100%"),
    ],
)
def test_a_forecast_is_said_in_words_that_a_councillor_can_use(said: str, expected: str) -> None:
    assert said == expected


def test_the_method_and_its_record_are_explained() -> None:
    found = forecast.outturn(monthly(season_of_months(3.5)))
    assert found.method is not None
    assert found.method.explained in forecast.method_sentence(found)
    assert "points of the series’ own past" in forecast.method_sentence(found)
    assert "the 80% interval held" in forecast.record_sentence(found.record)
    assert "too few" in forecast.record_sentence(None)


# Half-years. Australian beer production in megalitres, as printed (Hyndman and Athanasopoulos, 3rd edition, 5.8), from April to March.

BEER = ((880, 929), (853, 948), (833, 895), (805, 909), (830, 896), (804, 927), (800, 903))


def halves(years: Sequence[Sequence[int]], then: int) -> Series:
    first = periods.half_year(2009 - len(years), 1)
    values = [value for year in years for value in year] + [then]
    return Series(Observation(first.step(place), Decimal(value)) for place, value in enumerate(values))


def test_a_year_of_counts_by_half_year_is_the_sum_of_its_halves() -> None:
    found = forecast.outturn(halves(BEER, 817), makeup=Makeup.TOTAL, least=0)
    assert found.so_far == 817 and found.likely is not None
    assert found.expected == pytest.approx(817 + 903, abs=20)  # by hand: the second half as a year before
    assert found.likely.low <= 817 + 902 <= found.likely.high  # what came: 398 + 419 + 488 + 414
    whole = forecast.outturn(halves(BEER, 817), year=periods.financial_year(2008), makeup=Makeup.TOTAL)
    assert whole.expected == 390 + 410 + 488 + 415 and whole.method is Method.KNOWN


def test_a_mean_of_the_year_is_its_total_over_the_number_of_its_periods() -> None:
    total = forecast.outturn(halves(BEER, 817), makeup=Makeup.TOTAL)
    mean = forecast.outturn(halves(BEER, 817), makeup=Makeup.MEAN)
    assert mean.so_far == 817 and mean.expected and mean.likely and total.expected and total.likely
    assert mean.expected == pytest.approx(total.expected / 2)
    assert mean.likely.low == pytest.approx(total.likely.low / 2)
    whole = forecast.outturn(halves(BEER, 817), year=periods.financial_year(2008), makeup=Makeup.MEAN)
    assert whole.expected == pytest.approx(1703 / 2) and whole.method is Method.KNOWN


@pytest.mark.parametrize(
    ("frequency", "ways"),
    [
        (Frequency.HALF_YEAR, set(Makeup)),
        (Frequency.YEAR_TO_DATE, {Makeup.CUMULATIVE, Makeup.RATE}),
        (Frequency.ROLLING_YEAR, {Makeup.LAST}),
        (Frequency.ACADEMIC_YEAR, {Makeup.LAST}),
    ],
)
def test_what_overlaps_or_is_a_year_already_cannot_be_added_up(frequency: Frequency, ways: set[Makeup]) -> None:
    assert set(forecast.possible(frequency)) == ways


def test_a_finished_year_with_a_late_quarter_says_so_and_gives_no_interval_between_a_figure_and_itself() -> None:
    quarters = [periods.quarter(2007, 1).step(place) for place in range(8)]
    counts = [8670, 8672, 8669, 8671, 8670, 8668, 8670, 8671]
    seen = [
        Observation(one, Decimal(count) / 100, Decimal(count), Decimal(10_000))
        for one, count in zip(quarters, counts, strict=True)
    ]
    late = [*seen[:5], Observation(quarters[5], None, missing=Missing.LATE), *seen[6:]]
    found = forecast.outturn(Series(late), makeup=Makeup.RATE)
    assert forecast.sentence(found, unit="%", decimals=1) == (
        "The outturn of 2008/09 is expected to be 86.7%, once the figures of it that are late have come, "
        "with a chance of 80% or more that it rounds to that."
    )

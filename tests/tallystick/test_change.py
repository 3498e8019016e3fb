"""A change is called one only when it is one, and the season is not mistaken for a success."""

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick import change
from tallystick.change import Agreement, Evidence, Kind, Significance, Terms, charted
from tallystick.periods import Period, financial_year, month, quarter, rolling_year, wave, year_to_date
from tallystick.series import Marker, Missing, Observation, RollUp, Series, Vintage
from tallystick.status import Direction, Polarity, Target

HIGHER, LOWER = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER
PER_CENT = Terms(unit="%")


def observed(
    period: Period, value: object, numerator: int | None = None, denominator: int | None = None
) -> Observation:
    """An observation of a value and of what it is made of."""
    parts = [None if part is None else Decimal(part) for part in (numerator, denominator)]
    return Observation(period, value=Decimal(str(value)), numerator=parts[0], denominator=parts[1])


def run_of(first: Period, values: list[Any]) -> Series:
    """A series of values in periods that follow each other; None was not collected."""
    return Series(
        Observation(first.step(place), missing=Missing.NOT_COLLECTED)
        if value is None
        else observed(first.step(place), value)
        for place, value in enumerate(values)
    )


def shares(first: Period, numerators: list[int], base: int = 1000) -> Series:
    """A series of percentages with what they are made of."""
    return Series(
        observed(first.step(place), 100 * number / base, number, base) for place, number in enumerate(numerators)
    )


def made(compared: change.Change | change.NotCompared) -> change.Change:
    """The change, of which the test is sure that it was made."""
    assert isinstance(compared, change.Change), compared
    return compared


def why_not(compared: change.Change | change.NotCompared) -> str:
    """Why a comparison was not made, of which the test is sure."""
    assert isinstance(compared, change.NotCompared), compared
    return compared.why


class TestSize:
    def test_absolute_per_cent_and_points_are_kept_apart(self) -> None:
        found = made(change.summary(shares(quarter(2009, 1), [400, 300]), HIGHER, terms=PER_CENT).previous)
        assert (found.absolute, found.per_cent, found.points) == (-10.0, -25.0, -10.0)

    def test_a_measure_that_is_no_percentage_has_no_points(self) -> None:
        found = made(change.summary(run_of(quarter(2009, 1), [400, 300]), HIGHER).previous)
        assert (found.absolute, found.per_cent, found.points) == (-100.0, -25.0, None)

    @pytest.mark.parametrize("base", [0, -5])
    def test_there_is_no_per_cent_of_nought_or_less(self, base: int) -> None:
        found = made(change.summary(run_of(quarter(2009, 1), [base, 3]), HIGHER).previous)
        assert (found.absolute, found.per_cent) == (3.0 - base, None)

    def test_differences_are_exact_as_written(self) -> None:
        assert made(change.summary(run_of(quarter(2009, 1), ["10.3", "9.6"]), LOWER).previous).absolute == -0.7


class TestSignificance:
    def test_a_fall_within_the_interval_is_not_a_real_change(self) -> None:
        series = Series(
            Observation(wave(date(year, 6, 1)), value=Decimal(value), denominator=Decimal(1100))
            for year, value in ((2005, "60.0"), (2007, "67.8"), (2009, "65.4"))
        )
        found = change.summary(series, HIGHER, terms=PER_CENT)
        assert made(found.previous).significance is Significance.NOT_SIGNIFICANT
        assert made(found.previous).evidence is Evidence.INTERVAL
        assert made(found.previous).direction is Direction.STEADY
        assert found.before_that is not None
        assert found.before_that.significance is Significance.REAL
        assert change.sentence(found) == (
            "1 June 2009: down 2.4 points (not significant) on the previous wave after a rise of 7.8 points."
        )

    def test_the_same_fall_on_a_larger_base_is_real(self) -> None:
        found = made(
            change.summary(shares(quarter(2009, 1), [67_800, 65_400], 100_000), HIGHER, terms=PER_CENT).previous
        )
        assert found.significance is Significance.REAL
        assert found.interval is not None
        assert found.interval[0] < -2.4 < found.interval[1] < 0

    def test_a_design_effect_widens_the_interval(self) -> None:
        series = Series(
            Observation(wave(date(year, 6, 1)), value=Decimal(value), denominator=Decimal(1100))
            for year, value in ((2007, "60.0"), (2009, "65.0"))
        )
        plain = made(change.summary(series, HIGHER, terms=PER_CENT).previous)
        designed = made(change.summary(series, HIGHER, terms=Terms(unit="%", design_effect=2.0)).previous)
        assert plain.significance is Significance.REAL
        assert designed.significance is Significance.NOT_SIGNIFICANT

    def test_a_survey_of_too_few_is_not_judged(self) -> None:
        series = Series(
            Observation(wave(date(year, 6, 1)), value=Decimal(value), denominator=Decimal(12))
            for year, value in ((2007, "20.0"), (2009, "90.0"))
        )
        found = made(change.summary(series, HIGHER, terms=PER_CENT).previous)
        assert found.significance is Significance.CANNOT_TELL
        assert "base" in found.why

    def test_rates_are_told_from_proportions_by_what_they_are_stated_in(self) -> None:
        series = Series(
            observed(quarter(2009, place + 1), value, events, 50_000)
            for place, (value, events) in enumerate([("2.4", 120), ("2.5", 125)])
        )
        found = made(change.summary(series, LOWER, terms=Terms(unit="per 1,000")).previous)
        assert (found.evidence, found.significance) == (Evidence.INTERVAL, Significance.NOT_SIGNIFICANT)

    def test_parts_that_do_not_make_the_value_are_not_used(self) -> None:
        series = Series([observed(quarter(2009, 1), 7, 120, 500), observed(quarter(2009, 2), 9, 125, 500)])
        assert made(change.summary(series, LOWER).previous).significance is Significance.CANNOT_TELL

    def test_counts_of_events_are_compared_as_counts_when_they_are_said_to_be(self) -> None:
        series = run_of(quarter(2009, 1), [100, 200])
        assert made(change.summary(series, LOWER).previous).significance is Significance.CANNOT_TELL
        found = made(change.summary(series, LOWER, terms=Terms(kind=Kind.COUNT)).previous)
        assert found.significance is Significance.REAL

    def test_with_twelve_values_the_control_chart_tells(self) -> None:
        usual = [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50]
        small = made(change.summary(run_of(month(2008, 4), [*usual, 52]), HIGHER).previous)
        large = made(change.summary(run_of(month(2008, 4), [*usual, 70]), HIGHER).previous)
        assert (small.evidence, small.significance) == (Evidence.CONTROL_CHART, Significance.NOT_SIGNIFICANT)
        assert (large.evidence, large.significance) == (Evidence.CONTROL_CHART, Significance.REAL)

    def test_with_eleven_values_it_cannot_be_told_and_why_is_said(self) -> None:
        found = made(
            change.summary(run_of(month(2008, 4), [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 70]), HIGHER).previous
        )
        assert (found.evidence, found.significance) == (Evidence.NONE, Significance.CANNOT_TELL)
        assert "fewer than 12" in found.why
        assert "no numerator" in found.why

    def test_across_a_change_of_definition_nothing_is_told(self) -> None:
        observations = list(shares(quarter(2009, 1), [400, 300]))
        broken = Observation(
            quarter(2009, 2),
            value=Decimal(30),
            numerator=Decimal(300),
            denominator=Decimal(1000),
            markers=(Marker.BREAK,),
        )
        found = made(change.summary(Series([observations[0], broken]), HIGHER, terms=PER_CENT).previous)
        assert found.significance is Significance.CANNOT_TELL
        assert "definition changed in Q2 2009/10" in found.why

    def test_years_that_overlap_are_not_independent(self) -> None:
        series = Series(observed(rolling_year(2009, number), 10 * number, 100 * number, 1000) for number in (7, 8))
        found = made(change.summary(series, HIGHER, terms=PER_CENT).previous)
        assert found.significance is Significance.CANNOT_TELL
        assert "share" in found.why

    def test_in_a_series_without_change_the_interval_is_wrong_about_one_time_in_twenty(self) -> None:
        random = np.random.default_rng(20091)
        base = random.integers(100, 300, 20_000)
        first, second = random.binomial(base, 0.3), random.binomial(base, 0.3)
        found = change.interval_changes((first, base), (second, base))
        assert 0.04 < (found.significance == 1).mean() < 0.06


class TestDirection:
    @pytest.mark.parametrize(
        ("polarity", "expected"),
        [(HIGHER, Direction.WORSENING), (LOWER, Direction.IMPROVING), (Polarity.NONE, Direction.NOT_KNOWN)],
    )
    def test_a_real_fall_is_read_by_polarity(self, polarity: Polarity, expected: Direction) -> None:
        assert change.summary(shares(quarter(2009, 1), [600, 300]), polarity, terms=PER_CENT).direction is expected

    def test_nearer_to_the_range_is_an_improvement_where_near_is_best(self) -> None:
        series = shares(quarter(2009, 1), [900, 700])
        aimed = Terms(unit="%", target=Target(Decimal(40), upper=Decimal(60)))
        assert change.summary(series, Polarity.NEAR_IS_BEST, terms=aimed).direction is Direction.IMPROVING
        assert change.summary(series, Polarity.NEAR_IS_BEST, terms=PER_CENT).direction is Direction.NOT_KNOWN

    def test_where_nothing_can_be_told_the_band_of_no_change_decides(self) -> None:
        series = run_of(quarter(2009, 1), ["10.0", "10.4"])
        assert change.summary(series, HIGHER).direction is Direction.IMPROVING
        assert change.summary(series, HIGHER, terms=Terms(no_change=0.5)).direction is Direction.STEADY

    @settings(max_examples=40)
    @given(st.lists(st.integers(1, 99), min_size=2, max_size=16))
    def test_the_other_polarity_gives_the_opposite_direction(self, values: list[int]) -> None:
        series = run_of(quarter(2003, 1), values)
        opposite = {Direction.IMPROVING: Direction.WORSENING, Direction.WORSENING: Direction.IMPROVING}
        up, down = change.summary(series, HIGHER), change.summary(series, LOWER)
        assert down.direction is opposite.get(up.direction, up.direction)


class TestComparisons:
    def test_a_quarter_stands_beside_the_last_one_and_the_same_one_last_year(self) -> None:
        found = change.summary(run_of(quarter(2008, 2), [10, 11, 12, 13, 14]), HIGHER)
        assert made(found.previous).earlier.last == quarter(2009, 1)
        assert made(found.like_period).earlier.last == quarter(2008, 2)

    def test_the_previous_value_is_not_called_the_previous_period_across_a_gap(self) -> None:
        series = Series([observed(quarter(2008, 4), 10), observed(quarter(2009, 2), 12)])
        assert "not the period before" in why_not(change.summary(series, HIGHER).previous)

    def test_counts_add_to_the_year_to_date_and_to_the_rolling_year(self) -> None:
        series = run_of(quarter(2007, 4), [10, 20, 30, 40, 50, 60, 70, 80])
        found = change.summary(series, HIGHER, on=quarter(2009, 3), terms=Terms(roll_up=RollUp.SUM))
        assert (made(found.year_to_date).earlier.value, made(found.year_to_date).later.value) == (90, 210)
        assert (made(found.rolling_year).earlier.value, made(found.rolling_year).later.value) == (100, 260)
        assert made(found.year_to_date).later.name == "Q1 2009/10 to Q3 2009/10"

    def test_rates_are_divided_anew_from_the_sums_of_their_parts(self) -> None:
        parts = [(1, 10), (90, 100), (2, 10), (50, 100)]
        periods = [quarter(2008, 1), quarter(2008, 2), quarter(2009, 1), quarter(2009, 2)]
        series = Series(
            observed(period, 100 * top / bottom, top, bottom)
            for period, (top, bottom) in zip(periods, parts, strict=True)
        )
        found = made(change.summary(series, HIGHER, terms=PER_CENT).year_to_date)
        assert found.earlier.value == pytest.approx(100 * 91 / 110)
        assert found.later.value == pytest.approx(100 * 52 / 110)
        assert found.evidence is Evidence.INTERVAL

    @pytest.mark.parametrize(
        ("terms", "words"),
        [(Terms(), "not known"), (Terms(roll_up=RollUp.LAST), "stock"), (Terms(roll_up=RollUp.RATIO), "missing")],
    )
    def test_what_does_not_add_up_has_no_year_to_date(self, terms: Terms, words: str) -> None:
        series = run_of(quarter(2008, 1), [10, 20, 30, 40, 50, 60])
        assert words in why_not(change.summary(series, HIGHER, terms=terms).year_to_date)

    def test_a_gap_in_the_year_leaves_no_year_to_date(self) -> None:
        series = run_of(quarter(2008, 1), [10, None, 30, 40, 50, 60])
        assert "not every" in why_not(change.summary(series, HIGHER, terms=Terms(roll_up=RollUp.SUM)).year_to_date)

    def test_the_first_quarter_is_no_year_to_date(self) -> None:
        series = run_of(quarter(2008, 1), [10, 20, 30, 40, 50])
        assert "first period" in why_not(change.summary(series, HIGHER, terms=Terms(roll_up=RollUp.SUM)).year_to_date)

    def test_yearly_figures_are_compared_once(self) -> None:
        found = change.summary(run_of(financial_year(2007), [10, 11, 12]), HIGHER)
        assert made(found.previous).absolute == 1
        assert "previous one" in why_not(found.like_period)

    def test_a_year_to_date_is_compared_with_the_same_part_of_last_year_only(self) -> None:
        series = Series(
            observed(year_to_date(year, number), number * year / 1000) for year in (2008, 2009) for number in (5, 6)
        )
        found = change.summary(series, HIGHER)
        assert "builds on" in why_not(found.previous)
        assert made(found.like_period).earlier.last == year_to_date(2008, 6)

    def test_later_values_are_not_looked_at(self) -> None:
        series = run_of(month(2007, 4), [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 53, 90, 95])
        early = change.summary(series.until(month(2008, 3)), HIGHER)
        assert change.summary(series, HIGHER, on=month(2008, 3)) == early

    def test_a_provisional_figure_makes_a_provisional_change(self) -> None:
        series = Series(
            [
                observed(quarter(2009, 1), 10),
                Observation(quarter(2009, 2), value=Decimal(12), vintage=Vintage.PROVISIONAL),
            ]
        )
        assert made(change.summary(series, HIGHER).previous).provisional

    def test_a_series_without_values_is_refused(self) -> None:
        with pytest.raises(change.ChangeError, match="no value"):
            change.summary(run_of(quarter(2009, 1), [None]), HIGHER)

    def test_a_period_without_a_value_is_refused_and_why_is_said(self) -> None:
        with pytest.raises(change.ChangeError, match="not collected"):
            change.between(run_of(quarter(2009, 1), [10, None]), quarter(2009, 1), quarter(2009, 2), HIGHER)

    def test_the_earlier_period_comes_first(self) -> None:
        with pytest.raises(change.ChangeError, match="earlier period first"):
            change.between(run_of(quarter(2009, 1), [10, 11]), quarter(2009, 2), quarter(2009, 1), HIGHER)

    def test_any_two_periods_can_be_compared(self) -> None:
        found = change.between(
            shares(quarter(2008, 1), [300, 310, 320, 500]), quarter(2008, 1), quarter(2008, 4), HIGHER, terms=PER_CENT
        )
        assert (found.absolute, found.significance, found.direction) == (20.0, Significance.REAL, Direction.IMPROVING)


class TestTheSeason:
    def test_down_on_the_quarter_and_up_on_the_year_is_said_to_be_the_season_perhaps(self) -> None:
        series = Series(
            [
                observed(quarter(2008, 2), "63.0", 63_000, 100_000),
                observed(quarter(2009, 1), "72.6", 72_600, 100_000),
                observed(quarter(2009, 2), "64.0", 64_000, 100_000),
            ]
        )
        found = change.summary(series, HIGHER, terms=PER_CENT)
        assert found.agreement is Agreement.CONFLICT
        assert found.direction is Direction.IMPROVING
        assert change.sentence(found) == (
            "Q2 2009/10: down 8.6 points on the previous quarter, up 1 point on the same quarter last year: "
            "the season may explain the fall."
        )

    def test_the_usual_fall_of_the_season_is_no_real_change(self) -> None:
        random = np.random.default_rng(20092)
        shares_of_year = (1.3, 0.9, 0.7, 1.1)
        values = [round(1000 * shares_of_year[place % 4] * float(random.normal(1, 0.01))) for place in range(18)]
        found = change.summary(run_of(quarter(2005, 1), values), LOWER)
        assert found.seasonal
        assert made(found.previous).absolute < -300
        assert made(found.previous).significance is Significance.NOT_SIGNIFICANT

    def test_where_no_season_is_seen_none_is_blamed(self) -> None:
        random = np.random.default_rng(20093)
        values = [round(1000 * float(random.normal(1, 0.02))) for _ in range(17)]
        values[12:] = [1000, 1300, 1250, 1260, 1100]
        found = change.summary(run_of(quarter(2005, 1), values), LOWER)
        assert found.agreement is Agreement.CONFLICT
        assert found.seasonal is False
        assert "no season is seen" in change.sentence(found)

    def test_agreement_is_said_too(self) -> None:
        found = change.summary(shares(quarter(2008, 2), [300, 310, 320, 400, 500]), HIGHER, terms=PER_CENT)
        assert found.agreement is Agreement.AGREE
        assert change.sentence(found).endswith("both comparisons point the same way.")


class TestBatches:
    def test_a_table_says_of_each_series_what_its_own_summary_says(self) -> None:
        random = np.random.default_rng(20094)
        table = np.round(random.normal(50, 3, (40, 16)))
        table[::4, -1] += 30
        many = change.charted_changes(table, lag=1, improvement=LOWER)
        for row, significance, direction, absolute in zip(
            table, many.significance.tolist(), many.direction.tolist(), many.absolute.tolist(), strict=True
        ):
            one = made(change.summary(run_of(financial_year(1990), [int(value) for value in row]), LOWER).previous)
            assert change.SIGNIFICANCES[significance] is one.significance
            assert change.DIRECTIONS[direction] is one.direction
            assert absolute == one.absolute

    def test_a_bad_series_is_reported_and_the_others_are_computed(self) -> None:
        found = change.charted_changes([[1.0, 2.0] * 8, [np.inf, 2.0] * 8])
        assert [bad.index for bad in found.bad] == [1]
        assert change.SIGNIFICANCES[int(found.significance[1])] is Significance.CANNOT_TELL
        impossible = change.interval_changes(([1, 20], [10, 10]), ([2, 3], [10, 10]))
        assert [bad.index for bad in impossible.bad] == [1]
        assert change.DIRECTIONS[int(impossible.direction[1])] is Direction.NOT_KNOWN

    def test_a_lag_beyond_the_table_is_refused(self) -> None:
        with pytest.raises(change.ChangeError, match="lag"):
            change.charted_changes([[1.0, 2.0]], lag=2)


def test_a_change_across_nought_has_no_per_cent() -> None:
    figures = [12.0, 10.0, 99.0, -293.0]
    observations = [Observation(quarter(2009, 1).step(at), Decimal(str(value))) for at, value in enumerate(figures)]
    found = change.summary(Series(observations), Polarity.LOWER_IS_BETTER).previous
    assert isinstance(found, change.Change) and found.absolute == -392 and found.per_cent is None


@pytest.mark.parametrize(
    ("size", "words"), [(1571.4, "1,570"), (15_700.0, "15,700"), (123.4, "123"), (15.71, "15.7"), (0.01571, "0.0157")]
)
def test_how_much_values_usually_differ_is_never_a_power_of_ten(size: float, words: str) -> None:
    assert charted._by_step(0.0, size).why == f"values usually differ by up to {words}"

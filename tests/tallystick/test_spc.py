"""Control charts agree with the package that councils and the NHS already use, and say so when they cannot tell."""

import json
import re
import tracemalloc
from datetime import date
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick import spc
from tallystick.periods import quarter, year_to_date
from tallystick.series import Missing, Observation, Series
from tallystick.status import Polarity

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parents[3] / "shared" / "examples"
DIRECTIONS = {
    "increase": Polarity.HIGHER_IS_BETTER,
    "decrease": Polarity.LOWER_IS_BETTER,
    "neutral": Polarity.NONE,
}
SIGNALS = {
    "Above UCL": spc.Signal.ABOVE_LIMIT,
    "Below LCL": spc.Signal.BELOW_LIMIT,
    "7 Point Trend (Increasing)": spc.Signal.RISING,
    "7 Point Trend (Decreasing)": spc.Signal.FALLING,
    "2 in 3 Above CL": spc.Signal.NEAR_UPPER_LIMIT,
    "2 in 3 Below CL": spc.Signal.NEAR_LOWER_LIMIT,
    "7 Points Above CL": spc.Signal.ABOVE_MEAN,
    "7 Points Below CL": spc.Signal.BELOW_MEAN,
    "Common Cause": None,
}
VARIATIONS = {
    "common_cause": spc.Variation.COMMON_CAUSE,
    "special_cause_improvement": spc.Variation.IMPROVEMENT,
    "special_cause_concern": spc.Variation.CONCERN,
    "special_cause_neutral_high": spc.Variation.NEUTRAL_HIGH,
    "special_cause_neutral_low": spc.Variation.NEUTRAL_LOW,
}
ASSURANCES = {
    "consistent_pass": spc.Assurance.PASS,
    "consistent_fail": spc.Assurance.FAIL,
    "inconsistent": spc.Assurance.HIT_OR_MISS,
    None: None,
}


def cases() -> list[Any]:
    """Ours, and those beside the project where they are: each with the name of its file."""
    files = sorted(GOLDEN.glob("NHSRplotthedots-*.json")) + sorted(EXAMPLES.glob("spc_*.json"))
    return [
        pytest.param(case, id=f"{file.stem}-{case['id']}")
        for file in files
        for case in json.loads(file.read_text(encoding="utf-8"))["cases"]
    ]


@pytest.mark.parametrize("as_package", [False, True])
@pytest.mark.parametrize("case", cases())
def test_a_chart_agrees_with_the_package_on_every_figure_and_flag(case: dict[str, Any], as_package: bool) -> None:
    options, expected = case["options"], case["expected"]
    chart = spc.chart(
        case["values"],
        labels=[date.fromisoformat(day) for day in case["dates"]],
        improvement=DIRECTIONS[options["improvement_direction"]],
        target=options["target"],
        rebase=[date.fromisoformat(day) for day in options["rebase"] or []],
        fix_after=options["fix_after_n_points"],
        screen=options["screen_outliers"],
        as_package=as_package,
    )
    points = chart.points
    for name, line in (("mean", "mean"), ("lpl", "lower"), ("upl", "upper")):
        found = [getattr(point, line) for point in points]
        assert found == pytest.approx(expected[name], rel=0, abs=1e-9), name
    assert [str(point.label) for point in points] == expected["order_dates"]
    assert [point.value for point in points] == expected["y"]
    assert [point.phase for point in points] == expected["rebase_group"]
    assert [point.outside for point in points] == expected["outside_limits"]
    assert [point.side for point in points] == expected["relative_to_mean"]
    assert [point.near for point in points] == expected["close_to_limits"]
    assert [point.signal for point in points] == [SIGNALS[name] for name in expected["special_cause_type"]]
    assert [point.signal is not None for point in points] == expected["special_cause_flag"]
    assert [point.variation for point in points] == [VARIATIONS[name] for name in expected["point_type"]]
    assert [chart.phases[point.phase].short for point in points] == expected["short_group_warning"]
    assert bool(chart.warnings) == bool(expected["warnings"])
    assert chart.variation is VARIATIONS[expected["variation_icon"]]
    assert chart.assurance is ASSURANCES[expected["assurance_icon"]]


STEADY = [52.0, 48, 51, 50, 53, 49, 47, 52, 50, 51, 48, 50, 53, 47, 52, 49, 51, 50, 48, 52, 49, 51, 50, 47]
numbers = st.one_of(
    st.none(),
    st.integers(-20, 20).map(float),
    st.floats(-1e6, 1e6, allow_nan=False, allow_infinity=False).map(lambda number: round(number, 3)),
)
series_of_numbers = st.lists(numbers, min_size=1, max_size=40)


def signals(chart: spc.Chart) -> list[spc.Signal | None]:
    return [point.signal for point in chart.points]


def quarters(values: list[float | None], first: int = 2004) -> Series:
    """A series of quarters from Q1 of that financial year, in which None was not collected."""
    return Series(
        Observation(
            quarter(first, 1).step(place),
            value=None if value is None else Decimal(str(value)),
            missing=Missing.NOT_COLLECTED if value is None else None,
        )
        for place, value in enumerate(values)
    )


class TestWhatTheRulesSay:
    def test_seven_in_a_row_above_the_mean_are_a_signal_and_six_are_not(self) -> None:
        seven = [12.0, 10] * 8 + [11.5, 11.4, 11.6, 11.5, 11.4, 11.6, 11.5] + [10.0]
        six = [*seven[:16], *seven[17:23], 10.0, 11.0]
        assert signals(spc.chart(seven))[16:23] == [spc.Signal.ABOVE_MEAN] * 7
        assert spc.Signal.ABOVE_MEAN not in signals(spc.chart(six))

    def test_a_tie_ends_a_trend(self) -> None:
        rising = [5.0, 4, 5, 1, 2, 3, 4, 5, 6, 7, 4, 5, 4, 5, 4]
        tied = [5.0, 4, 5, 1, 2, 3, 4, 4, 5, 6, 4, 5, 4, 5, 4]
        assert signals(spc.chart(rising)).count(spc.Signal.RISING) == 7
        assert spc.Signal.RISING not in signals(spc.chart(tied))

    def test_a_rise_that_is_interrupted_by_a_tie_is_never_called_a_fall(self) -> None:
        values = [1.0, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13]
        ours, theirs = spc.chart(values), spc.chart(values, as_package=True)
        assert not any(signal is spc.Signal.FALLING for signal in signals(ours))
        assert spc.Signal.FALLING in signals(theirs)

    def test_a_turning_point_belongs_to_the_trend_that_it_begins(self) -> None:
        values = [1.0, 9] * 6 + [2, 3, 4, 5, 6, 7, 8, 7, 6, 5, 4, 3, 2]
        assert signals(spc.chart(values))[18] is spc.Signal.FALLING
        assert signals(spc.chart(values)) == signals(spc.chart(values, as_package=True))

    def test_a_point_beyond_a_limit_is_that_before_anything_else(self) -> None:
        values = [10.0, 11] * 7 + [11, 12, 13, 14, 15, 16, 30]
        assert signals(spc.chart(values))[-1] is spc.Signal.ABOVE_LIMIT

    def test_signals_do_not_reach_over_the_beginning_of_a_phase(self) -> None:
        values = [1.0, 2, 3, 4, 5, 6, 7, 8]
        assert spc.Signal.RISING not in signals(spc.chart(values, rebase=[4]))

    def test_a_missing_value_breaks_a_trend_and_stops_nothing(self) -> None:
        values = [*([1.0, 9] * 6), 2, 3, 4, None, 5, 6, 7, 8]
        assert signals(spc.chart(values)) == [None] * 20

    def test_a_rebase_label_that_is_not_in_the_data_is_ignored(self) -> None:
        assert spc.chart(STEADY, rebase=[100]) == spc.chart(STEADY)

    def test_limits_may_not_be_fixed_after_fewer_than_twelve_points(self) -> None:
        with pytest.raises(spc.SpcError, match="12 or more"):
            spc.chart(STEADY, fix_after=11)


class TestWhatCannotBeTold:
    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ([], spc.CannotTell.NO_VALUES),
            ([None, None], spc.CannotTell.NO_VALUES),
            ([3.0], spc.CannotTell.ONE_VALUE),
            ([3.0, None, 4.0, None, 5.0], spc.CannotTell.NO_NEIGHBOURS),
            ([5.0] * 20, spc.CannotTell.NO_VARIATION),
        ],
    )
    def test_without_limits_neither_variation_nor_assurance_is_claimed(
        self, values: list[float | None], reason: spc.CannotTell
    ) -> None:
        chart = spc.chart(values, target=4)
        assert (chart.cannot_tell, chart.variation, chart.assurance) == (reason, None, None)
        assert reason.words in spc.sentence(chart)

    def test_the_package_claims_them_all_the_same(self) -> None:
        chart = spc.chart([5.0] * 20, target=4, as_package=True)
        assert (chart.variation, chart.assurance) == (spc.Variation.COMMON_CAUSE, spc.Assurance.HIT_OR_MISS)

    def test_a_constant_series_that_is_not_screened_has_limits_without_width(self) -> None:
        chart = spc.chart([0.1] * 24, screen=False, target=0.05)
        assert {(point.lower, point.mean, point.upper, point.outside) for point in chart.points} == {
            (0.1, 0.1, 0.1, False)
        }
        assert chart.assurance is spc.Assurance.PASS

    def test_the_variation_is_that_of_the_latest_known_value(self) -> None:
        values = [*STEADY, 70.0, None]
        assert spc.chart(values).variation is spc.Variation.IMPROVEMENT
        assert spc.chart(values, as_package=True).variation is spc.Variation.COMMON_CAUSE

    @pytest.mark.parametrize("value", [float("inf"), -float("inf"), 1e200])
    def test_a_value_that_cannot_be_used_is_refused_by_name(self, value: float) -> None:
        with pytest.raises(spc.SpcError, match=f"{value}".replace("+", r"\+")):
            spc.chart([1.0, value, 2.0])

    def test_words_among_the_values_are_refused(self) -> None:
        with pytest.raises(spc.SpcError, match="no number"):
            spc.chart([1.0, "many"])  # type: ignore[list-item]

    def test_two_values_for_one_date_are_refused(self) -> None:
        with pytest.raises(spc.SpcError, match="2009-04-01"):
            spc.chart([1.0, 2.0], labels=[date(2009, 4, 1), date(2009, 4, 1)])

    def test_labels_are_put_in_order(self) -> None:
        days = [date(2009, month, 1) for month in range(1, 13)]
        backwards = spc.chart(STEADY[11::-1], labels=days[::-1])
        assert backwards == spc.chart(STEADY[:12], labels=days)

    def test_values_of_the_year_to_date_are_not_charted(self) -> None:
        series = Series(Observation(year_to_date(2009, month), value=Decimal(month)) for month in (4, 5, 6))
        with pytest.raises(spc.SpcError, match="build on each other"):
            spc.chart(series)


class TestSeriesOfPeriods:
    def test_a_period_without_an_observation_is_a_gap_and_not_a_neighbour(self) -> None:
        known = [observation for observation in quarters(list(STEADY)) if observation.period != quarter(2005, 2)]
        chart = spc.chart(Series(known))
        assert len(chart.points) == len(STEADY)
        assert chart.points[5].value is None
        assert chart.phases[0].moving_range == pytest.approx(
            spc.chart([*STEADY[:5], None, *STEADY[6:]]).phases[0].moving_range
        )

    def test_a_phase_begins_with_a_period_or_with_its_first_day(self) -> None:
        series, period = quarters(list(STEADY)), quarter(2007, 1)
        assert spc.chart(series, rebase=[period]) == spc.chart(series, rebase=[period.start])
        assert [phase.begins for phase in spc.chart(series, rebase=[period]).phases] == [quarter(2004, 1), period]


class TestProperties:
    @settings(max_examples=60)
    @given(series_of_numbers, st.integers(1, 12), st.booleans())
    def test_one_series_and_a_batch_agree(self, values: list[float | None], split: int, screen: bool) -> None:
        one = spc.chart(values, rebase=[split], target=3.5, screen=screen)
        table = np.array([[np.nan if value is None else value for value in values]] * 3)
        many = spc.charts(table, rebase=[split], target=3.5, screen=screen)
        assert [spc.SIGNALS[code] for code in many.signal[1].tolist()] == signals(one)
        assert many.variations() == [one.variation] * 3
        assert many.assurances() == [one.assurance] * 3
        assert many.reasons() == [one.cannot_tell] * 3
        assert many.short.tolist() == [one.short] * 3
        assert [None if np.isnan(mean) else mean for mean in many.lines().mean[2]] == [
            point.mean for point in one.points
        ]

    @settings(max_examples=60)
    @given(st.lists(series_of_numbers, min_size=1, max_size=6), st.randoms(use_true_random=False))
    def test_a_ragged_table_in_any_order_is_its_series_one_by_one(
        self, several: list[list[float | None]], random: Any
    ) -> None:
        rows = [(number, place, value) for number, one in enumerate(several) for place, value in enumerate(one)]
        random.shuffle(rows)
        ids, places, values = zip(*rows, strict=True)
        many = spc.ragged(ids, places, [np.nan if value is None else value for value in values])
        expected = [signal for one in several for signal in signals(spc.chart(one))]
        assert [spc.SIGNALS[code] for code in many.signal.tolist()] == expected
        assert many.variations() == [spc.chart(one).variation for one in several]
        if many.rows is not None:
            assert [rows[row][:2] for row in many.rows.tolist()] == sorted(row[:2] for row in rows)

    @settings(max_examples=60)
    @given(st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=40), st.sampled_from([0.5, 2.0, 8.0]))
    def test_a_change_of_unit_changes_no_flag(self, values: list[float], scale: float) -> None:
        first, second = spc.chart(values), spc.chart([scale * value for value in values])
        assert signals(first) == signals(second)
        for one, other in zip(first.phases, second.phases, strict=True):
            if one.upper is not None:
                assert other.upper == pytest.approx(scale * one.upper)

    @settings(max_examples=60)
    @given(st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=40))
    def test_upside_down_and_with_the_other_polarity_the_chart_says_the_same(self, values: list[float]) -> None:
        up = spc.chart(values, improvement=Polarity.HIGHER_IS_BETTER, target=3.0)
        down = spc.chart([-value for value in values], improvement=Polarity.LOWER_IS_BETTER, target=-3.0)
        assert [point.variation for point in up.points] == [point.variation for point in down.points]
        assert up.assurance is down.assurance

    @settings(max_examples=60)
    @given(series_of_numbers)
    def test_limits_are_in_order_and_nothing_is_silently_not_a_number(self, values: list[float | None]) -> None:
        for point in spc.chart(values).points:
            lines = [point.lower, point.near_lower, point.mean, point.near_upper, point.upper]
            assert all(line is None or isfinite(line) for line in lines)
            if point.lower is not None:
                assert lines == sorted(lines, key=lambda line: line or 0.0)

    def test_a_series_without_change_seldom_has_a_point_beyond_its_limits(self) -> None:
        steady = np.random.default_rng(20091).normal(50, 5, (4000, 24))
        beyond = np.abs(spc.charts(steady).signal) == 1
        assert 0.002 < beyond.mean() < 0.009


class TestBatches:
    def test_a_bad_series_is_reported_and_the_others_are_computed(self) -> None:
        table = np.array([STEADY] * 3)
        table[1, 4] = np.inf
        charts = spc.charts(table)
        assert [bad.index for bad in charts.bad] == [1]
        assert "inf" in charts.bad[0].error
        assert charts.variations() == [spc.Variation.COMMON_CAUSE, None, spc.Variation.COMMON_CAUSE]
        assert charts.reasons()[1] is spc.CannotTell.BAD_VALUES

    def test_the_callers_table_is_not_changed(self) -> None:
        table = np.array([STEADY] * 2)
        table[1, 4] = np.inf
        spc.charts(table)
        assert np.isinf(table[1, 4])

    def test_a_repeated_place_in_a_ragged_table_is_a_bad_series(self) -> None:
        charts = spc.ragged([7, 7, 7, 9, 9, 9], [1, 1, 2, 1, 2, 3], [1, 2, 3, 4, 6, 5])
        assert [(bad.index, "same place" in bad.error) for bad in charts.bad] == [(0, True)]
        assert charts.reasons()[1] is None

    def test_each_series_may_have_a_direction_a_target_and_phases_of_its_own(self) -> None:
        table = np.array([[*STEADY, 70.0]] * 3)
        rebase = np.zeros(table.shape, dtype=bool)
        rebase[2, 12] = True
        charts = spc.charts(table, improvement=np.array([1, -1, 0]), target=[40.0, np.nan, 40.0], rebase=rebase)
        assert charts.variations() == [
            spc.Variation.IMPROVEMENT,
            spc.Variation.CONCERN,
            spc.Variation.NEUTRAL_HIGH,
        ]
        assert charts.assurances() == [spc.chart([*STEADY, 70.0], target=40.0).assurance, None, None]
        assert charts.starts.tolist() == [0, 25, 50, 62]

    @pytest.mark.parametrize("shape", [(0, 24), (5, 0), (0, 0)])
    def test_an_empty_table_has_empty_answers(self, shape: tuple[int, int]) -> None:
        charts = spc.charts(np.empty(shape), target=1.0)
        assert len(charts) == shape[0]
        assert charts.variations() == [None] * shape[0]

    def test_series_are_the_same_wherever_they_fall_among_many(self) -> None:
        table = np.random.default_rng(20092).normal(50, 5, (5000, 24))
        whole, part = spc.charts(table), spc.charts(table[2000:2010])
        assert np.array_equal(whole.signal[2000:2010], part.signal)
        assert np.array_equal(whole.limits.mean[2000:2010], part.limits.mean)

    def test_shapes_that_do_not_fit_are_refused(self) -> None:
        with pytest.raises(spc.SpcError, match="two dimensions"):
            spc.charts(STEADY)
        with pytest.raises(spc.SpcError, match="targets"):
            spc.charts([STEADY], target=[1.0, 2.0])
        with pytest.raises(spc.SpcError, match="columns differ"):
            spc.ragged([1, 1], [1], [1.0, 2.0])

    def test_many_series_need_less_than_ten_times_the_memory_of_their_input(self) -> None:
        table = np.random.default_rng(20093).normal(50, 5, (20_000, 24))
        tracemalloc.start()
        try:
            spc.charts(table)
            assert tracemalloc.get_traced_memory()[1] < 10 * table.nbytes
        finally:
            tracemalloc.stop()


class TestVaryingDenominators:
    def test_with_equal_denominators_the_limits_are_those_of_the_plain_chart(self) -> None:
        counts, base = [int(value) for value in STEADY], 200
        fractions = spc.proportion_chart(counts, [base] * len(counts))
        plain = spc.chart([100 * count / base for count in counts])
        width = (plain.phases[0].upper or 0) - (plain.phases[0].mean or 0)
        found = (fractions.phases[0].upper or 0) - (fractions.phases[0].mean or 0)
        assert found == pytest.approx(width * 3 / 1.128 / 2.66)

    def test_a_smaller_month_has_wider_limits(self) -> None:
        chart = spc.rate_chart(STEADY, [1000.0] * 23 + [250.0], per=1000)
        widths = [(point.upper or 0) - (point.mean or 0) for point in chart.points]
        assert widths[-1] == pytest.approx(2 * widths[0])

    def test_the_mean_is_the_sum_of_numerators_over_that_of_denominators(self) -> None:
        chart = spc.proportion_chart([1, 30, 5, 8], [10, 100, 20, 30])
        assert chart.points[0].mean == pytest.approx(100 * 44 / 160)

    def test_large_denominators_alone_make_no_signals(self) -> None:
        random = np.random.default_rng(20094)
        base = random.integers(80_000, 120_000, (500, 24)).astype(float)
        underlying = random.normal(0.3, 0.02, (500, 24))
        charts = spc.proportion_charts(np.floor(base * underlying), base)
        assert (np.abs(charts.signal) == 1).mean() < 0.01

    def test_limits_do_not_leave_what_is_possible(self) -> None:
        chart = spc.proportion_chart([0, 10] * 5, [10] * 10)
        assert min(point.lower or 0 for point in chart.points) == 0
        assert max(point.upper or 0 for point in chart.points) == 100

    @pytest.mark.parametrize(
        ("numerator", "denominator", "words"),
        [(-1, 10, "below nought"), (11, 10, "above its denominator"), (0, 0, "not above nought")],
    )
    def test_impossible_fractions_are_refused_by_name(self, numerator: int, denominator: int, words: str) -> None:
        with pytest.raises(spc.SpcError, match=words):
            spc.proportion_chart([1, 2, numerator], [10, 10, denominator])

    def test_in_a_batch_the_impossible_series_is_reported(self) -> None:
        charts = spc.rate_charts([[1, 2, 3], [1, -2, 3]], [[10, 10, 10], [10, 10, 10]])
        assert [bad.index for bad in charts.bad] == [1]
        assert charts.reasons()[0] is None

    def test_no_events_at_all_tell_nothing(self) -> None:
        assert spc.rate_chart([0] * 15, [100] * 15).cannot_tell is spc.CannotTell.NO_VARIATION


class TestWhereAPhaseMayBegin:
    def test_a_clear_step_is_suggested_and_not_applied(self) -> None:
        values = [*STEADY[:12], *(value + 15 for value in STEADY[12:])]
        found = spc.suggested_phase(values)
        assert found is not None
        assert (found.label, found.known_before, found.known_after) == (12, 12, 12)
        assert "settled higher" in found.sentence
        assert len(spc.chart(values).phases) == 1

    def test_once_the_phase_is_begun_nothing_more_is_suggested(self) -> None:
        values = [*STEADY[:12], *(value + 15 for value in STEADY[12:])]
        assert spc.suggested_phase(values, rebase=[12]) is None

    @pytest.mark.parametrize("values", [[], [1.0], [5.0] * 30, STEADY, [float(value) for value in range(60)]])
    def test_nothing_is_suggested_for_series_without_a_step(self, values: list[float]) -> None:
        assert spc.suggested_phase(values) is None

    def test_chance_alone_seldom_suggests_one(self) -> None:
        steady = np.random.default_rng(20095).normal(50, 5, (4000, 36))
        assert (spc.suggested_phases(steady) >= 0).mean() < 0.01

    def test_a_step_of_three_deviations_is_nearly_always_found_where_it_is(self) -> None:
        table = np.random.default_rng(20096).normal(50, 5, (2000, 36))
        table[:, 20:] += 15
        assert (np.abs(spc.suggested_phases(table) - 20) <= 1).mean() > 0.9


class TestSeasons:
    SHARES = (1.3, 0.9, 0.7, 1.1)

    def yearly(self, years: int, noise: float = 0.01) -> list[float]:
        random = np.random.default_rng(20097)
        return [round(100 * share * float(random.normal(1, noise)), 4) for _ in range(years) for share in self.SHARES]

    def test_with_three_years_the_season_is_taken_out(self) -> None:
        found = spc.seasonal_chart(quarters(list(self.yearly(4))))
        assert found.method is spc.SeasonalMethod.RATIO
        assert found.factors == pytest.approx(self.SHARES, abs=0.03)
        assert sum(found.factors) == pytest.approx(4)
        assert found.chart.phases[0].mean == pytest.approx(100, abs=1)

    def test_a_value_that_is_only_unusual_for_its_season_is_seen(self) -> None:
        values = self.yearly(5)
        values[-2] = 100.0  # usual for the year, much for a third quarter
        assert spc.chart(values).points[-2].signal is None
        assert spc.seasonal_chart(values, cycle=4).chart.points[-2].signal is spc.Signal.ABOVE_LIMIT

    def test_with_fewer_years_like_is_compared_with_like(self) -> None:
        values = self.yearly(2)
        found = spc.seasonal_chart(values, cycle=4)
        assert found.method is spc.SeasonalMethod.LIKE_PERIOD
        assert [point.value for point in found.chart.points] == pytest.approx(
            [later - earlier for earlier, later in zip(values[:4], values[4:], strict=True)]
        )

    def test_values_of_nought_have_no_ratio(self) -> None:
        assert spc.seasonal_chart([0.0, 2, 1, 3] * 5, cycle=4).method is spc.SeasonalMethod.LIKE_PERIOD

    def test_a_season_is_seen_where_there_is_one_and_seldom_where_there_is_none(self) -> None:
        random = np.random.default_rng(20098)
        plain = random.normal(100, 3, (2000, 48))
        seasonal = plain * (1 + 0.06 * np.sin(np.arange(48) * np.pi / 6))
        assert spc.seasonal(seasonal, 12).mean() > 0.95
        assert spc.seasonal(plain, 12).mean() < 0.05

    def test_a_cycle_is_asked_for_where_it_cannot_be_told(self) -> None:
        with pytest.raises(spc.SpcError, match="give the number of points"):
            spc.seasonal_chart(STEADY)


class TestSentences:
    def test_usual_variation_is_called_no_sign_of_a_change(self) -> None:
        chart = spc.chart(STEADY, labels=[quarter(2004, 1).step(place) for place in range(24)], target=51)
        assert spc.sentence(chart, unit="%") == (
            "The value for Q4 2009/10, 47%, is within the usual range of 42% to 58%: no sign of a change; the target of 51% "
            "lies within the usual range, so it will be met in some periods and not in others."
        )

    def test_a_fall_of_what_should_fall_is_an_improvement_and_says_by_which_sign(self) -> None:
        chart = spc.chart([*STEADY, 20.0], improvement=Polarity.LOWER_IS_BETTER)
        assert spc.sentence(chart).startswith("The latest value, 20, is an improvement: it lies below the usual range")

    def test_rounding_never_makes_a_value_beyond_a_limit_look_like_the_limit(self) -> None:
        upper = spc.chart(STEADY, fix_after=24).phases[0].upper or 0
        words = spc.sentence(spc.chart([*STEADY, upper + 0.001], fix_after=24))
        value, limit = re.findall(r"value, ([\d.]+),.* to ([\d.]+)", words)[0]
        assert value != limit

    def test_few_values_are_said_to_be_few(self) -> None:
        assert "rests on 5 values and is provisional" in spc.sentence(spc.chart(STEADY[:5]))

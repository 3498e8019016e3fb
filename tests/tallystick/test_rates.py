"""Rates and their intervals: agreement with published figures and other programs, properties, and bad input by name."""

import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick import rates
from tallystick.rates import Method

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parent.parent.parent.parent / "shared" / "examples"
METHODS = {"Wilson": Method.WILSON, "Byars": Method.BYARS, "Exact": Method.EXACT}
LEVELS = st.sampled_from([0.8, 0.95, 0.998])
WHOLE = st.integers(1, 5000)


def golden(name: str) -> list[dict[str, Any]]:
    """The project's own golden cases and, where they are on this machine, all those they were chosen from."""
    files = [GOLDEN / f"PHEindicatormethods-{name}.json", EXAMPLES / f"{name}_examples.json"]
    return [case for file in files if file.exists() for case in json.loads(file.read_text())["cases"]]


def published(name: str) -> Any:
    return json.loads((GOLDEN / "published-rates.json").read_text())[name]


def agrees(found: rates.Interval, expected: dict[str, Any]) -> None:
    for name in ("value", "lower", "upper"):
        if name in expected:
            assert getattr(found, name) == pytest.approx(expected[name], rel=1e-9, abs=1e-12), name


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int]:
    base = draw(WHOLE)
    return draw(st.integers(0, base)), base


# Agreement with PHEindicatormethods


@pytest.mark.parametrize("case", golden("rates"), ids=lambda case: case["id"])
def test_proportions_and_rates_agree_with_phe_indicator_methods(case: dict[str, Any]) -> None:
    make = rates.proportion if case["kind"] == "proportion" else rates.rate
    figures = case["numerator"], case["denominator"], case["confidence"], case["multiplier"]
    if "error" in case["expected"]:
        with pytest.raises(rates.NoDenominator):
            make(*figures)
        return
    found = make(*figures)
    agrees(found, case["expected"])
    assert found.method is METHODS[case["expected"]["method"]]


@pytest.mark.parametrize("case", golden("byars"), ids=lambda case: f"{case['x']}-{case['confidence']}")
def test_byars_limits_agree_with_phe_indicator_methods(case: dict[str, Any]) -> None:
    agrees(rates.count(case["x"], case["confidence"], exact_below=0), case["expected"])


@pytest.mark.parametrize("case", golden("mean"), ids=lambda case: case["id"])
def test_means_agree_with_phe_indicator_methods(case: dict[str, Any]) -> None:
    found = rates.mean(case["values"], case["confidence"])
    agrees(found, case["expected"])
    assert found.denominator == case["expected"]["value_count"]


@pytest.mark.parametrize("case", golden("dsr"), ids=lambda case: case["id"])
def test_directly_standardised_rates_agree_with_phe_indicator_methods(case: dict[str, Any]) -> None:
    found = rates.standardised_rate(
        case["count"], case["population"], case["stdpop"], case["confidence"], case["multiplier"]
    )
    agrees(found, case["expected"])
    assert (found.numerator, found.denominator) == (case["expected"]["total_count"], case["expected"]["total_pop"])


@pytest.mark.parametrize("case", golden("isr"), ids=lambda case: case["id"])
def test_indirectly_standardised_ratios_and_rates_agree_with_phe_indicator_methods(case: dict[str, Any]) -> None:
    figures = case["count"], case["population"], case["ref_count"], case["ref_population"], case["confidence"]
    for make, expected in (
        (rates.indirectly_standardised_ratio, case["expected_ratio"]),
        (rates.indirectly_standardised_rate, case["expected_rate"]),
    ):
        found = make(*figures)
        agrees(found, expected)
        assert found.method is METHODS[expected["method"]]
        assert found.denominator == pytest.approx(expected["expected"], rel=1e-9)


# Agreement with what was published and with SciPy


@pytest.mark.parametrize("case", published("proportions")["cases"], ids=str)
def test_wilsons_limits_are_those_newcombe_printed(case: dict[str, Any]) -> None:
    found = rates.proportion(case["numerator"], case["denominator"])
    assert (round(found.lower, 4), round(found.upper, 4)) == (case["lower"], case["upper"])


@pytest.mark.parametrize("case", published("proportion_differences")["cases"], ids=str)
def test_differences_of_proportions_are_those_newcombe_printed(case: dict[str, Any]) -> None:
    found = rates.proportion_difference(*case["first"], *case["second"])
    assert (round(found.lower, 4), round(found.upper, 4)) == (case["lower"], case["upper"])
    assert found.method is Method.NEWCOMBE


@pytest.mark.parametrize("case", published("rate_ratios")["cases"], ids=str)
def test_a_ratio_of_two_rates_is_what_stata_prints(case: dict[str, Any]) -> None:
    found = rates.rate_ratio(*case["first"], *case["second"])
    assert (round(found.value, 6), round(found.lower, 6), round(found.upper, 4)) == (
        case["value"],
        case["lower"],
        case["upper"],
    )


@pytest.mark.parametrize("case", published("exact_counts")["cases"], ids=str)
def test_exact_limits_of_a_count_are_those_of_the_tables(case: dict[str, Any]) -> None:
    found = rates.count(case["events"])
    assert found.lower == pytest.approx(case["lower"], abs=0.006)
    assert found.upper == pytest.approx(case["upper"], abs=0.006)


def test_a_standardised_rate_is_that_of_the_textbook() -> None:
    case = published("standardised")
    found = rates.standardised_rate(case["events"], case["populations"], case["standard"])
    assert round(found.value, 5) == case["value"]


@pytest.mark.parametrize("level", [0.8, 0.95, 0.998])
@pytest.mark.parametrize(("part", "whole"), [(0, 7), (3, 40), (612, 1400), (9, 9)])
def test_wilsons_limits_agree_with_scipy(part: int, whole: int, level: float) -> None:
    from scipy.stats import binomtest

    expected = binomtest(part, whole).proportion_ci(level, method="wilson")
    found = rates.proportion(part, whole, level)
    assert (found.lower, found.upper) == pytest.approx((expected.low, expected.high), abs=1e-12)


@pytest.mark.parametrize("events", [0, 1, 4.5, 9])
def test_exact_limits_leave_the_stated_chance_on_either_side(events: float) -> None:
    from scipy.stats import gamma

    found = rates.count(events, 0.95)
    assert gamma.cdf(found.upper, events + 1) == pytest.approx(0.975, abs=1e-12)
    assert events == 0 or gamma.cdf(found.lower, events) == pytest.approx(0.025, abs=1e-12)


def test_the_ratio_of_two_rates_agrees_with_clopper_and_pearson_of_scipy() -> None:
    from scipy.stats import binomtest

    share = binomtest(12, 12 + 30).proportion_ci(0.95, method="exact")
    found = rates.rate_ratio(12, 400, 30, 500)
    expected = [share.low / (1 - share.low) * 500 / 400, share.high / (1 - share.high) * 500 / 400]
    assert [found.lower, found.upper] == pytest.approx(expected, rel=1e-9)


def test_means_agree_with_scipy() -> None:
    from scipy.stats import ttest_1samp

    values = [3.1, 4.7, 2.2, 9.0, 5.5]
    expected = ttest_1samp(values, 0).confidence_interval(0.9)
    found = rates.mean(values, 0.9)
    assert (found.lower, found.upper) == pytest.approx((expected.low, expected.high), rel=1e-12)


# Properties


@settings(max_examples=60)
@given(shares(), LEVELS)
def test_a_share_lies_between_its_limits_and_they_on_the_scale(share: tuple[int, int], level: float) -> None:
    found = rates.proportion(*share, level)
    assert 0 <= found.lower <= found.value <= found.upper <= 1
    assert found.lower < found.upper


@settings(max_examples=60)
@given(shares(), LEVELS)
def test_the_share_without_is_the_mirror_of_the_share_with(share: tuple[int, int], level: float) -> None:
    part, whole = share
    found, mirror = rates.proportion(part, whole, level), rates.proportion(whole - part, whole, level)
    assert (found.lower, found.upper) == pytest.approx((1 - mirror.upper, 1 - mirror.lower), abs=1e-12)


@settings(max_examples=60)
@given(st.integers(0, 10**6), WHOLE, LEVELS)
def test_more_confidence_gives_a_wider_interval_about_the_same_rate(events: int, base: int, level: float) -> None:
    narrow, wide = rates.at_confidences((level, (1 + level) / 2), rates.rate, events, base, multiplier=1000)
    assert wide.lower <= narrow.lower <= narrow.value == wide.value <= narrow.upper < wide.upper


@settings(max_examples=60)
@given(st.integers(0, 5000), WHOLE, st.sampled_from([100, 1000, 100_000]))
def test_a_multiplier_scales_value_and_limits_alike(events: int, base: int, multiplier: int) -> None:
    plain, scaled = rates.rate(events, base), rates.rate(events, base, multiplier=multiplier)
    assert [scaled.value, scaled.lower, scaled.upper] == pytest.approx(
        [plain.value * multiplier, plain.lower * multiplier, plain.upper * multiplier]
    )


@settings(max_examples=60)
@given(shares(), shares(), LEVELS)
def test_a_difference_the_other_way_round_is_its_mirror(
    first: tuple[int, int], second: tuple[int, int], level: float
) -> None:
    one, other = (
        rates.proportion_difference(*first, *second, level),
        rates.proportion_difference(*second, *first, level),
    )
    assert [one.value, one.lower, one.upper] == pytest.approx([-other.value, -other.upper, -other.lower], abs=1e-12)
    assert -1 <= one.lower <= one.value <= one.upper <= 1


@settings(max_examples=60)
@given(st.integers(1, 900), WHOLE, st.integers(1, 900), WHOLE)
def test_a_ratio_the_other_way_round_is_its_inverse(a: int, base_a: int, b: int, base_b: int) -> None:
    for make in (rates.rate_ratio, _proportion_ratio):
        one, other = make(a, base_a, b, base_b), make(b, base_b, a, base_a)
        assert one.lower <= one.value <= one.upper
        assert [one.value, one.lower, one.upper] == pytest.approx([1 / other.value, 1 / other.upper, 1 / other.lower])


def _proportion_ratio(a: int, base_a: int, b: int, base_b: int) -> rates.Interval:
    return rates.proportion_ratio(a, a + base_a, b, b + base_b)


@settings(max_examples=40)
@given(st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=20), st.floats(-1e4, 1e4), st.floats(0.01, 100))
def test_a_mean_moves_and_stretches_with_its_values(values: list[float], shift: float, scale: float) -> None:
    plain, moved = rates.mean(values), rates.mean([value * scale + shift for value in values])
    expected = [part * scale + shift for part in (plain.value, plain.lower, plain.upper)]
    assert [moved.value, moved.lower, moved.upper] == pytest.approx(expected, rel=1e-6, abs=1e-4)


def test_a_standard_of_the_same_ages_gives_the_crude_rate() -> None:
    people = [1000, 3000, 500]
    found = rates.standardised_rate([10, 45, 30], people, people, multiplier=1000)
    crude = rates.rate(85, 4500, multiplier=1000)
    assert [found.value, found.lower, found.upper] == pytest.approx([crude.value, crude.lower, crude.upper])


def test_an_area_that_is_the_reference_has_a_ratio_of_one() -> None:
    events, people = [10, 45, 30], [1000, 3000, 500]
    assert rates.indirectly_standardised_ratio(events, people, events, people).value == pytest.approx(1)
    found = rates.indirectly_standardised_rate(events, people, events, people, multiplier=1000)
    assert found.value == pytest.approx(85 / 4500 * 1000)


def covered(found: rates.Intervals, truth: float) -> float:
    return float(np.mean((found.lower <= truth) & (truth <= found.upper)))


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    random = np.random.default_rng(20091)
    part, other = random.binomial(800, 0.3, 20_000), random.binomial(1200, 0.2, 20_000)
    assert covered(rates.proportions(part, 800), 0.3) == pytest.approx(0.95, abs=0.012)
    assert covered(rates.proportion_differences(part, 800, other, 1200), 0.1) == pytest.approx(0.95, abs=0.012)
    assert covered(rates.proportion_ratios(part, 800, other, 1200), 1.5) == pytest.approx(0.95, abs=0.012)
    assert 0.949 < covered(rates.rates(random.poisson(6, 20_000), 1), 6) < 0.99
    assert 0.949 < covered(rates.rates(random.poisson(60, 20_000), 1), 60) < 0.97
    events, more = random.poisson(30, 20_000), random.poisson(45, 20_000)
    assert 0.949 < covered(rates.rate_differences(events, 10, more, 10), -1.5) < 0.98
    assert 0.949 < covered(rates.rate_ratios(events, 10, more, 10), 30 / 45) < 0.98
    assert covered(rates.means(random.normal(5, 2, (20_000, 8))), 5) == pytest.approx(0.95, abs=0.008)
    bands = random.poisson([4, 9, 30], (20_000, 3))
    found = rates.standardised_rates(bands, np.full((20_000, 3), 1000), [5, 3, 2], multiplier=1000)
    assert covered(found, 0.5 * 4 + 0.3 * 9 + 0.2 * 30) == pytest.approx(0.95, abs=0.015)


# Batches


def test_a_batch_gives_what_single_figures_give() -> None:
    events, bases = [0, 3, 9, 10, 250], [40, 50, 60, 70, 8000]
    many = rates.rates(events, bases, 0.998, 1000)
    assert list(many) == [rates.rate(a, b, 0.998, 1000) for a, b in zip(events, bases, strict=True)]
    assert [one.method for one in many if isinstance(one, rates.Interval)] == [Method.EXACT] * 3 + [Method.BYARS] * 2


def test_bad_figures_of_a_batch_are_named_by_index_and_the_others_computed() -> None:
    many = rates.proportions([5, -1, 3, math.nan, 9, None], [10, 10, 0, 10, 8, 10])
    assert [(refusal.index, type(refusal.error)) for refusal in many.refused] == [
        (1, rates.NegativeCount),
        (2, rates.NoDenominator),
        (3, rates.NotANumber),
        (4, rates.AboveDenominator),
        (5, rates.NotANumber),
    ]
    assert many.at(0) == rates.proportion(5, 10)
    assert np.isnan(many.value[1:]).all() and np.isnan(many.lower[1:]).all() and np.isnan(many.upper[1:]).all()
    with pytest.raises(rates.NoDenominator, match="denominator is 0: give one above 0"):
        many.at(2)
    with pytest.raises(rates.NotANumber):
        many.at(-1)


def test_bad_areas_of_a_standardised_batch_are_named_with_their_band() -> None:
    people = np.full((4, 2), 1000.0)
    people[1, 1] = 0
    events = np.array([[20, 30], [20, 30], [4, 5], [20, math.nan]])
    many = rates.standardised_rates(events, people, [1, 1])
    assert [refusal.index for refusal in many.refused] == [1, 2, 3]
    assert "nobody lives in band 1" in str(many.refused[0].error)
    assert isinstance(many.refused[1].error, rates.TooFewEvents)
    assert many.at(0).value == pytest.approx(2500)


def test_a_difference_with_a_refused_figure_is_refused_with_its_reason() -> None:
    many = rates.proportion_differences([5, 5], [10, 0], [5, 5], [10, 10])
    assert [refusal.index for refusal in many.refused] == [1]
    assert many.at(0).value == 0


def test_an_empty_batch_is_an_empty_result() -> None:
    assert len(rates.rates([], [])) == 0
    assert len(rates.means([])) == 0


def test_what_a_batch_was_made_of_does_not_change_when_its_list_does() -> None:
    events = np.array([1.0, 2.0])
    many = rates.rates(events, 10)
    events[0] = 99
    assert many.at(0).numerator == 1


def test_decimals_are_numbers() -> None:
    assert rates.proportion(Decimal(9), Decimal(10)) == rates.proportion(9, 10)  # type: ignore[arg-type]


# Bad input


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (lambda: rates.proportion(1, 0), rates.NoDenominator, "the denominator is 0"),
        (lambda: rates.proportion(-1, 9), rates.NegativeCount, "-1, below nought"),
        (lambda: rates.proportion(10, 9), rates.AboveDenominator, "numerator 10 is above the denominator 9"),
        (lambda: rates.proportion(math.inf, 9), rates.NotANumber, "infinite"),
        (lambda: rates.rate(math.nan, 9), rates.NotANumber, "missing"),
        (lambda: rates.rate(1, -3), rates.NoDenominator, "-3"),
        (lambda: rates.rate(1e300, 1e-300), rates.NotANumber, "too large"),
        (lambda: rates.proportion(1, 9, 1.0), rates.ConfidenceError, "0.95 or 95"),
        (lambda: rates.proportion(1, 9, 0), rates.ConfidenceError, "0.95 or 95"),
        (lambda: rates.proportion(1, 9, math.nan), rates.ConfidenceError, "nan"),
        (lambda: rates.proportion(1, 9, multiplier=0), rates.MultiplierError, "per 0"),
        (lambda: rates.proportions(["one"], [9]), rates.NotANumber, "no number"),
        (lambda: rates.proportions([1, 2], [9, 9, 9]), rates.DifferentShapes, "2 numerators, 3 denominators"),
        (lambda: rates.mean([4]), rates.TooFewValues, "two or more"),
        (lambda: rates.mean([4, math.nan, 5]), rates.NotANumber, "missing"),
        (lambda: rates.standardised_rate([4, 5], [10, 10], [1, 1]), rates.TooFewEvents, "9 events"),
        (lambda: rates.standardised_rate([40, 5], [100, 100], [1, 1, 1]), rates.DifferentShapes, "bands"),
        (lambda: rates.standardised_rate([40, 5], [100, 100], [0, 0]), rates.NoDenominator, "standard"),
        (
            lambda: rates.indirectly_standardised_ratio([4], [10], [1], [0]),
            rates.NoDenominator,
            "band 0 of the reference",
        ),
        (lambda: rates.indirectly_standardised_ratio([4], [10], [0], [10]), rates.NoDenominator, "no events at all"),
        (lambda: rates.rate_ratio(4, 10, 0, 10), rates.NoRatio, "no events"),
        (lambda: rates.proportion_ratio(4, 10, 0, 10), rates.NoRatio, "by difference"),
        (
            lambda: rates.difference(rates.rate(4, 10), rates.rate(4, 10, 0.9)),
            rates.NotComparable,
            "confidence levels",
        ),
        (
            lambda: rates.difference(rates.rate(4, 10), rates.rate(4, 10, multiplier=100)),
            rates.NotComparable,
            "per 1, the other per 100",
        ),
        (lambda: rates.quotient(rates.mean([-5, 5]), rates.mean([1, 2])), rates.NoRatio, "by their difference"),
        (lambda: rates.survey(50, 25, multiplier=100), rates.BaseTooSmall, "25 is under 30"),
        (lambda: rates.survey(50, 400), rates.AboveDenominator, "100 for per cent"),
    ],
)
def test_bad_figures_are_refused_by_name_with_a_remedy(make: Any, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        make()


ODD = [math.nan, math.inf, -1, 0, 1e308, 1e-320, 0.5, 9.5, 10, 1e6]


@pytest.mark.parametrize("make", [rates.proportions, rates.rates, rates.surveys])
def test_no_figure_however_odd_gives_a_silent_number_or_a_warning(make: Any) -> None:
    a, b = np.array([(one, other) for one in ODD for other in ODD]).T
    sound(make(a, b))


@pytest.mark.parametrize(
    "make", [rates.proportion_differences, rates.proportion_ratios, rates.rate_differences, rates.rate_ratios]
)
def test_no_pair_however_odd_gives_a_silent_number_or_a_warning(make: Any) -> None:
    pairs = [(a, b, c, d) for a in ODD for b in ODD for c in ODD for d in ODD]
    sound(make(*np.array(pairs).T))


def sound(found: rates.Intervals) -> None:
    """Every entry is either refused and blank, or a number between its limits."""
    refused = np.zeros(len(found), dtype=bool)
    refused[[refusal.index for refusal in found.refused]] = True
    assert 0 < refused.sum() < len(found)
    assert np.isnan(found.value[refused]).all()
    kept = found.value[~refused]
    room = 1e-9 * np.abs(kept)
    assert np.isfinite(kept).all() and np.isfinite(found.lower[~refused]).all()
    assert np.isfinite(found.upper[~refused]).all()
    assert (found.lower[~refused] - room <= kept).all() and (kept <= found.upper[~refused] + room).all()


# Surveys


def test_a_survey_without_a_design_is_a_proportion() -> None:
    survey, share = rates.survey(60, 500, multiplier=100), rates.proportion(300, 500, multiplier=100)
    assert (survey.value, survey.lower, survey.upper) == pytest.approx((share.value, share.lower, share.upper))


def test_a_design_effect_counts_for_as_much_as_the_smaller_effective_base() -> None:
    by_effect = rates.survey(0.6, 1000, design_effect=1.6)
    by_base = rates.survey(0.6, 1000, effective_base=625)
    assert by_effect == by_base
    assert by_effect.width > rates.survey(0.6, 1000).width
    with pytest.raises(rates.RateError, match="give one of them"):
        rates.survey(0.6, 1000, design_effect=1.6, effective_base=625)


def test_too_small_an_effective_base_is_refused_though_the_base_is_large_enough() -> None:
    with pytest.raises(rates.BaseTooSmall):
        rates.survey(0.6, 50, design_effect=2)
    assert rates.survey(0.6, 50, design_effect=2, least_base=20).denominator == 25


def test_equal_weights_make_the_effective_base_the_base() -> None:
    assert rates.effective_base([2, 2, 2, 2]) == 4
    assert rates.effective_base([1, 1, 1, 5]) == pytest.approx(64 / 28)


def test_two_waves_of_a_survey_are_compared_like_two_proportions() -> None:
    now, before = rates.survey(77.4, 1012, multiplier=100), rates.survey(79.8, 1004, multiplier=100)
    change = rates.difference(now, before)
    assert change.value == pytest.approx(-2.4)
    assert 0 in change, "a fall of 2.4 points on a thousand people is not beyond chance"


# In words


def test_an_interval_in_words() -> None:
    assert rates.sentence(rates.proportion(9, 10, multiplier=100)) == (
        "90.0%, and likely between 59.6% and 98.2% (95% confidence)"
    )
    assert rates.sentence(rates.rate(12, 5, 0.9, multiplier=1000), decimals=0) == (
        "2,400 per 1,000, and likely between 1,385 per 1,000 and 3,888 per 1,000 (90% confidence)"
    )

"""One area beside others: agreement with other programs, symmetry under polarity, ties, gaps, funnels, and bad input by name."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick import comparison, rates
from tallystick.comparison import Kind, Side, Standing, Trend
from tallystick.status import Polarity

GOLDEN = Path(__file__).parent / "golden" / "PHEindicatormethods-quantile.json"
EXAMPLES = Path(__file__).parent.parent.parent.parent / "shared" / "examples" / "quantile_examples.json"
HIGHER, LOWER, NEAR, NONE = (
    Polarity.HIGHER_IS_BETTER,
    Polarity.LOWER_IS_BETTER,
    Polarity.NEAR_IS_BEST,
    Polarity.NONE,
)
CITIES = {
    "Leeds": 48.1,
    "Bristol": 50.2,
    "Manchester": 44.0,
    "Sheffield": 46.0,
    "Newcastle": 46.0,
    "Nottingham": 41.3,
    "Liverpool": 43.9,
    "Birmingham": 52.0,
    "Cardiff": None,
}
LISTS = st.lists(st.integers(-20, 20).map(float), min_size=1, max_size=30)


def cases() -> list[dict[str, Any]]:
    return [case for file in (GOLDEN, EXAMPLES) if file.exists() for case in json.loads(file.read_text())["cases"]]


# Ranks and quarters


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_quantiles_agree_with_phe_indicator_methods(case: dict[str, Any]) -> None:
    polarity = HIGHER if case["invert"] else LOWER
    found = comparison.quantiles(np.array(case["values"]), case["nquantiles"], polarity)
    assert found.tolist() == [quantile or 0 for quantile in case["expected"]]


def test_the_best_is_first_by_what_is_better_and_the_areas_without_a_value_do_not_count() -> None:
    assert comparison.place(CITIES, "Leeds", HIGHER).rank == 3
    assert comparison.place(CITIES, "Leeds", LOWER).rank == 6
    assert comparison.place(CITIES, "Leeds", NEAR, target=48).rank == 1
    assert comparison.place(CITIES, "Leeds", HIGHER).of == 8


def test_areas_of_one_value_share_a_rank_and_the_next_is_left_free() -> None:
    sheffield, newcastle = (comparison.place(CITIES, city, HIGHER) for city in ("Sheffield", "Newcastle"))
    assert sheffield == newcastle
    assert (sheffield.rank, sheffield.tied) == (4, 1)
    assert comparison.place(CITIES, "Manchester", HIGHER).rank == 6


def test_no_quarter_is_given_among_few_areas_or_among_equals() -> None:
    few = comparison.place({"Leeds": 1, "Bristol": 2, "Cardiff": 3, "Derby": None}, "Leeds", HIGHER)
    assert (few.rank, few.quarter, few.no_quarter) == (3, None, "3 areas are too few for quarters: 8 are needed")
    equal = comparison.place({str(area): 5.0 for area in range(12)}, "4", HIGHER)
    assert (equal.quarter, equal.no_quarter) == (None, "every area has the same value")
    assert comparison.place(CITIES, "Birmingham", HIGHER).quarter == 1
    assert comparison.place(CITIES, "Birmingham", LOWER).quarter == 4


@settings(max_examples=60)
@given(LISTS, st.floats(0.1, 10), st.floats(-50, 50))
def test_ranks_do_not_depend_on_the_unit(values: list[float], scale: float, shift: float) -> None:
    plain = comparison.places(np.array([values]), HIGHER)
    moved = comparison.places(np.round(np.array([values]) * scale + shift, 9), HIGHER)
    assert plain.rank.tolist() == moved.rank.tolist()
    assert plain.quarter.tolist() == moved.quarter.tolist()


@settings(max_examples=60)
@given(LISTS)
def test_the_rank_by_the_other_polarity_is_counted_from_the_other_end(values: list[float]) -> None:
    areas = {str(index): value for index, value in enumerate(values)}
    for area in areas:
        high, low = comparison.place(areas, area, HIGHER), comparison.place(areas, area, LOWER)
        assert (high.rank, high.from_end) == (low.from_end, low.rank)
        assert sum(value > areas[area] for value in values) == high.rank - 1


@settings(max_examples=40)
@given(LISTS)
def test_quarters_are_about_equal_and_never_split_a_tie(values: list[float]) -> None:
    found = comparison.quantiles(np.array(values), 4, HIGHER)
    assert all(
        found[one] == found[other]
        for one in range(len(values))
        for other in range(len(values))
        if values[one] == values[other]
    )
    if len(set(values)) == len(values) >= 4:
        sizes = [int((found == quarter).sum()) for quarter in (1, 2, 3, 4)]
        assert max(sizes) - min(sizes) <= 1


def test_many_measures_are_ranked_as_one_by_one() -> None:
    random = np.random.default_rng(7)
    table = random.integers(0, 12, (30, 20)).astype(float)
    table[random.random(table.shape) < 0.2] = np.nan
    found = comparison.places(table, LOWER)
    for row in range(30):
        areas = {str(area): None if math.isnan(value) else value for area, value in enumerate(table[row])}
        for area, value in areas.items():
            if value is not None:
                alone = comparison.place(areas, area, LOWER)
                assert found.rank[row, int(area)] == alone.rank
                assert found.tied[row, int(area)] == alone.tied
                assert (found.quarter[row, int(area)] or None) == alone.quarter
    assert (found.rank[np.isnan(table)] == 0).all()


# Gaps


@pytest.mark.parametrize(
    ("own", "theirs", "polarity", "side"),
    [
        (50, 48, HIGHER, Side.AHEAD),
        (50, 48, LOWER, Side.BEHIND),
        (50, 48, NONE, Side.HIGHER),
        (46, 48, NONE, Side.LOWER),
        (50, 48, NEAR, Side.AHEAD),
        (53, 48, NEAR, Side.BEHIND),
        (48, 48, LOWER, Side.LEVEL),
    ],
)
def test_which_side_a_gap_is_follows_the_polarity(own: float, theirs: float, polarity: Polarity, side: Side) -> None:
    assert comparison.gap(own, theirs, polarity, target=50).side is side


@pytest.mark.parametrize(
    ("earlier", "later", "trend"),
    [
        ((50, 52.1), (51, 52.4), Trend.NARROWED),
        ((50, 52.1), (50, 53), Trend.WIDENED),
        ((50.3, 52.4), (51.4, 53.5), Trend.UNCHANGED),
        ((50, 52), (53, 52), Trend.CROSSED),
        ((50, 52), (52, 52), Trend.NARROWED),
        ((52, 52), (50, 52), Trend.WIDENED),
    ],
)
@pytest.mark.parametrize("polarity", [HIGHER, LOWER])
def test_a_gap_narrows_whichever_way_is_better(
    earlier: tuple[float, float], later: tuple[float, float], trend: Trend, polarity: Polarity
) -> None:
    found = comparison.narrowing(comparison.gap(*earlier, polarity), comparison.gap(*later, polarity))
    assert found.trend is trend
    assert found.beyond_chance is None, "without numerators nothing can be said of chance"


def test_whether_a_gap_narrowed_beyond_chance_needs_intervals() -> None:
    def gap_of(own: int, theirs: int) -> comparison.Gap:
        return comparison.gap(rates.proportion(own, 1000), rates.proportion(theirs, 100_000), HIGHER)

    assert comparison.narrowing(gap_of(400, 52_000), gap_of(510, 52_000)).beyond_chance is True
    slight = comparison.narrowing(gap_of(500, 52_000), gap_of(508, 52_000))
    assert slight.beyond_chance is False
    assert comparison.narrowing_sentence(slight, "England", unit="", decimals=3) == (
        "the gap to England narrowed from 0.020 to 0.012, which may be chance"
    )


def test_a_small_movement_may_be_called_unchanged() -> None:
    earlier, later = comparison.gap(50, 52.1, HIGHER), comparison.gap(50, 52.3, HIGHER)
    assert comparison.narrowing(earlier, later, unchanged_within=0.5).trend is Trend.UNCHANGED


# Better, similar, worse


@pytest.mark.parametrize(
    ("comparator", "polarity", "expected"),
    [
        (0.2, HIGHER, Standing.BETTER),
        (0.2, LOWER, Standing.WORSE),
        (0.2, NONE, Standing.HIGHER),
        (0.31, HIGHER, Standing.SIMILAR),
        (0.5, HIGHER, Standing.WORSE),
        (0.5, LOWER, Standing.BETTER),
        (0.5, NEAR, Standing.LOWER),
        (math.nan, HIGHER, Standing.CANNOT_TELL),
    ],
)
def test_better_or_worse_only_when_the_interval_leaves_the_comparator_out(
    comparator: float, polarity: Polarity, expected: Standing
) -> None:
    own = rates.proportion(300, 1000)
    assert comparison.against(own, comparator, polarity) is expected
    assert comparison.standings(rates.proportions([300], [1000]), comparator, polarity) == (expected,)


def test_two_intervals_that_overlap_may_still_differ() -> None:
    one, other = rates.proportion(300, 1000), rates.proportion(345, 1000)
    assert one.upper > other.lower
    assert comparison.against(one, other, HIGHER) is Standing.WORSE


def test_what_was_refused_cannot_be_told_and_the_others_can() -> None:
    own = rates.proportions([300, 3, 300], [1000, 0, 1000])
    assert comparison.standings(own, 0.2, HIGHER) == (Standing.BETTER, Standing.CANNOT_TELL, Standing.BETTER)
    beside = rates.proportions([500, 500, 300], [1000, 1000, 1000])
    assert comparison.standings(own, beside, HIGHER) == (Standing.WORSE, Standing.CANNOT_TELL, Standing.SIMILAR)


# Funnels


def test_an_area_is_outside_the_funnel_exactly_if_its_interval_leaves_the_common_value_out() -> None:
    random = np.random.default_rng(11)
    bases = random.integers(20, 3000, 400)
    parts, events = random.binomial(bases, random.beta(30, 70, 400)), random.poisson(bases * 0.02)
    shares = comparison.funnel(parts, bases, Kind.PROPORTION, confidences=[0.95])
    frequencies = comparison.funnel(events, bases, Kind.RATE, confidences=[0.95])
    exact = rates.rates(events, bases, exact_below=math.inf)
    for found, own in ((shares, rates.proportions(parts, bases)), (frequencies, exact)):
        sign = {Standing.HIGHER: 1, Standing.LOWER: -1, Standing.SIMILAR: 0}
        expected = [sign[each] for each in comparison.standings(own, found.common, NONE)]
        assert found.outside.tolist() == expected
        assert {-1, 0, 1} & set(expected)


def test_a_funnel_of_proportions_has_the_limits_of_the_normal_approximation() -> None:
    found = comparison.funnel([30, 300], [100, 1000], Kind.PROPORTION, multiplier=100)
    assert found.common == pytest.approx(30)
    assert [level.confidence for level in found.levels] == [0.95, 0.998]
    reach = 1.959963984540054 * math.sqrt(0.3 * 0.7 / 100) * 100
    assert found.levels[0].upper[0] == pytest.approx(30 + reach, rel=1e-12)
    assert found.levels[1].upper[0] - 30 == pytest.approx(reach * 3.090232306167813 / 1.959963984540054)


@settings(max_examples=40)
@given(st.floats(0.001, 0.999), st.integers(1, 10**6), st.sampled_from(list(Kind)))
def test_limits_are_in_order_and_close_in_on_larger_areas(common: float, base: int, kind: Kind) -> None:
    bases = np.array([base, base * 4.0])
    inner = comparison.funnel_limits(common, bases, kind, 0.95)
    outer = comparison.funnel_limits(common, bases, kind, 0.998)
    assert (outer[0] <= inner[0]).all() and (inner[0] <= common).all()
    assert (common <= inner[1]).all() and (inner[1] <= outer[1]).all()
    assert inner[1][0] >= inner[1][1] and inner[0][0] <= inner[0][1]


def test_about_one_area_in_twenty_is_outside_by_chance_and_far_fewer_beyond_the_outer_limit() -> None:
    random = np.random.default_rng(5)
    bases = random.integers(200, 5000, 20_000)
    found = comparison.funnel(random.binomial(bases, 0.4), bases, Kind.PROPORTION)
    assert np.mean(found.outside != 0) == pytest.approx(0.05, abs=0.006)
    assert np.mean(np.abs(found.outside) == 2) == pytest.approx(0.002, abs=0.0015)
    assert found.dispersion < 1


@pytest.mark.parametrize("kind", list(Kind))
def test_areas_that_differ_beyond_chance_are_said_to_and_the_funnel_can_allow_for_it(kind: Kind) -> None:
    random = np.random.default_rng(6)
    bases = random.integers(2000, 9000, 300)
    parts = random.binomial(bases, random.beta(20, 80, 300))
    strict = comparison.funnel(parts, bases, kind)
    wide = comparison.funnel(parts, bases, kind, widen=True)
    assert strict.dispersion == wide.dispersion > 10
    assert (strict.outside != 0).mean() > 0.5 > 0.2 > (wide.outside != 0).mean()


def test_bad_areas_of_a_funnel_are_named_and_the_others_placed() -> None:
    found = comparison.funnel([30, 5, 300], [100, 0, 1000], Kind.PROPORTION)
    assert [refusal.index for refusal in found.refused] == [1]
    assert found.common == pytest.approx(0.3)
    assert found.outside.tolist() == [0, 0, 0]
    assert math.isnan(found.values[1]) and math.isnan(found.levels[0].lower[1])


def test_a_place_in_the_funnel_in_words() -> None:
    assert comparison.funnel_standing(0, 2, HIGHER) == "within what chance explains"
    assert comparison.funnel_standing(2, 2, LOWER) == "worse than chance explains (beyond the outer limit)"
    assert comparison.funnel_standing(-1, 2, NONE) == "lower than chance explains (beyond the inner limit)"


# Neighbours


AREAS = ["Leeds", "Sheffield", "Harborough", "Melton"]
TRAITS = [[1500.0, 30.0, 0.9], [1450.0, 31.0, 1.0], [160.0, 42.0, 0.2], [110.0, 44.0, 0.3]]


def test_the_nearest_neighbours_are_those_most_alike() -> None:
    found = comparison.nearest("Harborough", AREAS, TRAITS)
    assert [neighbour.area for neighbour in found] == ["Melton", "Leeds", "Sheffield"]
    assert found[0].relative < 0.5 < found[-1].relative == 1
    assert comparison.nearest("Harborough", AREAS, TRAITS, count=1) == found[:1]


def test_distances_agree_with_scipy() -> None:
    from scipy.spatial.distance import cdist

    table = np.array(TRAITS)
    expected = cdist(table, table, "seuclidean", V=table.var(axis=0))
    assert comparison.distances(TRAITS) == pytest.approx(expected, abs=1e-9)
    nearest = {one.area: one.distance for one in comparison.nearest("Leeds", AREAS, TRAITS)}
    assert [nearest[area] for area in AREAS[1:]] == pytest.approx(expected[0, 1:], rel=1e-12)


@settings(max_examples=30)
@given(st.lists(st.floats(0.01, 1000), min_size=3, max_size=3), st.lists(st.floats(-99, 99), min_size=3, max_size=3))
def test_neighbours_do_not_depend_on_the_units_of_the_characteristics(scale: list[float], shift: list[float]) -> None:
    moved = np.array(TRAITS) * scale + shift
    assert comparison.distances(moved) == pytest.approx(comparison.distances(TRAITS), abs=1e-4)


def test_a_weight_of_nought_leaves_a_characteristic_out_and_two_count_twice() -> None:
    table = np.array(TRAITS)
    assert comparison.distances(table, weights=[1, 1, 0]) == pytest.approx(comparison.distances(table[:, :2]), abs=1e-9)
    doubled = np.column_stack([table, table[:, 0]])
    assert comparison.distances(table, weights=[2, 1, 1]) == pytest.approx(comparison.distances(doubled), abs=1e-7)


# Sentences


@pytest.mark.parametrize(
    ("city", "polarity", "expected"),
    [
        ("Nottingham", NEAR, "farthest of eight core cities from the target"),
        ("Leeds", HIGHER, "third highest of eight core cities"),
        ("Birmingham", HIGHER, "highest of eight core cities"),
        ("Birmingham", LOWER, "highest of eight core cities (lower is better)"),
        ("Nottingham", LOWER, "lowest of eight core cities (lower is better)"),
        ("Sheffield", HIGHER, "joint fourth highest of eight core cities"),
        ("Liverpool", NONE, "second lowest of eight core cities"),
        ("Leeds", NEAR, "nearest of eight core cities to the target"),
    ],
)
def test_a_place_in_words(city: str, polarity: Polarity, expected: str) -> None:
    place = comparison.place(CITIES, city, polarity, target=48)
    assert comparison.place_sentence(place, "core cities", polarity) == expected


def test_equals_are_not_ranked_in_words() -> None:
    place = comparison.place({"Leeds": 4, "Bristol": 4, "Derby": 4}, "Leeds", HIGHER)
    assert comparison.place_sentence(place, "core cities", HIGHER) == "level with every other of three core cities"
    assert comparison.quarter_sentence(place, HIGHER).startswith("no quarter is given: 3 areas are too few")


def test_the_quarter_in_words() -> None:
    assert (
        comparison.quarter_sentence(comparison.place(CITIES, "Birmingham", LOWER), LOWER)
        == "in the worst quarter of eight"
    )
    assert (
        comparison.quarter_sentence(comparison.place(CITIES, "Birmingham", NONE), NONE)
        == "in the highest quarter of eight"
    )


def narrowing(earlier: tuple[float, float], later: tuple[float, float]) -> str:
    found = comparison.narrowing(comparison.gap(*earlier, HIGHER), comparison.gap(*later, HIGHER))
    return comparison.narrowing_sentence(found, "England")


def test_gaps_in_words() -> None:
    assert comparison.gap_sentence(comparison.gap(50, 51.4, HIGHER), "England") == "1.4 points behind England"
    assert comparison.gap_sentence(comparison.gap(50, 51.4, NONE), "England") == "1.4 points below England"
    assert comparison.gap_sentence(comparison.gap(50, 50, LOWER), "England") == "level with England"
    assert narrowing((50, 52.1), (51, 52.4)) == "the gap to England narrowed from 2.1 to 1.4 points"
    assert narrowing((50, 52.1), (50, 52.1)) == "the gap to England stayed at 2.1 points"
    assert narrowing((50, 52.1), (53, 52.1)) == "from 2.1 points behind England to 0.9 points ahead of it"
    assert narrowing((50, 52.11), (50, 52.14)) == "the gap to England widened from 2.11 to 2.14 points"


def test_the_whole_sentence() -> None:
    place = comparison.place(CITIES, "Leeds", HIGHER)
    assert comparison.sentence(place, "core cities", HIGHER, narrowing((50, 52.1), (51, 52.4))) == (
        "third highest of eight core cities; the gap to England narrowed from 2.1 to 1.4 points"
    )


def test_standings_in_words() -> None:
    assert comparison.standing_sentence(Standing.SIMILAR, "England") == "similar to England"
    assert comparison.standing_sentence(Standing.WORSE, "England") == "worse than England"
    assert "cannot be told" in comparison.standing_sentence(Standing.CANNOT_TELL, "England")


# Bad input


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (lambda: comparison.place(CITIES, "York", HIGHER), comparison.UnknownArea, "York is not among the 9"),
        (lambda: comparison.place(CITIES, "Cardiff", HIGHER), comparison.NoValue, "Cardiff has no value"),
        (lambda: comparison.place(CITIES, "Leeds", NEAR), comparison.NoTarget, "target is needed"),
        (lambda: comparison.place({"Leeds": math.inf}, "Leeds", HIGHER), comparison.ComparisonError, "infinite"),
        (lambda: comparison.quantiles(np.array([1.0]), 1, HIGHER), comparison.ComparisonError, "two or more"),
        (lambda: comparison.gap(math.nan, 1, HIGHER), comparison.ComparisonError, "missing or infinite"),
        (lambda: comparison.gap(2, 1, NEAR), comparison.NoTarget, "target is needed"),
        (lambda: comparison.funnel([1], [0], Kind.RATE), comparison.NothingToCompare, "no funnel"),
        (lambda: comparison.funnel([0, 0], [9, 9], Kind.RATE), comparison.ComparisonError, "leaves nothing to chance"),
        (lambda: comparison.nearest("York", AREAS, TRAITS), comparison.UnknownArea, "York"),
        (lambda: comparison.nearest("Leeds", AREAS[:3], TRAITS), comparison.ComparisonError, "3 areas and 4 rows"),
        (lambda: comparison.distances([[1, 2], [1, 3]]), comparison.NothingToCompare, "0 is the same everywhere"),
        (lambda: comparison.distances([[1, math.nan], [2, 3]]), comparison.NothingToCompare, "1 of area 0 is missing"),
        (lambda: comparison.distances(TRAITS, weights=[1, -1, 1]), comparison.ComparisonError, "weights of 0 or more"),
        (
            lambda: comparison.standings(rates.proportions([1, 2], 9), [0.1], HIGHER),
            comparison.ComparisonError,
            "2 figures and 1 comparators",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused_by_name_with_a_remedy(make: Any, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        make()

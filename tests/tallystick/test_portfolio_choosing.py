"""Choosing in a portfolio: rankings tried on a grid, sets tried one by one."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick import portfolio
from tallystick.portfolio import (
    BestSet,
    Candidate,
    Criterion,
    Goal,
    Limits,
    NoSetFits,
    PortfolioError,
)

CRITERIA = (Criterion("benefit", 60, low=0, high=10), Criterion("risk", 40, higher_is_better=False, low=0, high=10))


SCORES: dict[str, dict[str, float]] = {
    "Depot": {"benefit": 8, "risk": 6},  # 0.48 + 0.16
    "Fleet": {"benefit": 5, "risk": 1},  # 0.30 + 0.36
    "Roads": {"benefit": 3, "risk": 9},  # 0.18 + 0.04
}


def test_a_ranking_is_the_weighted_sum_worked_by_hand() -> None:
    found = portfolio.ranking(CRITERIA, SCORES)
    assert [(place.key, place.rank, round(place.score, 9)) for place in found] == [
        ("Fleet", 1, 0.66),
        ("Depot", 2, 0.64),
        ("Roads", 3, 0.22),
    ]
    assert found[0].parts == pytest.approx({"benefit": 0.30, "risk": 0.36})


def test_without_a_scale_the_lowest_and_highest_score_are_its_ends() -> None:
    found = portfolio.ranking([Criterion("benefit", 1), Criterion("cost", 1, higher_is_better=False)], {
        "A": {"benefit": 2, "cost": 100}, "B": {"benefit": 4, "cost": 300}, "C": {"benefit": 3, "cost": 100},
    })  # fmt: skip
    assert {place.key: place.score for place in found} == pytest.approx({"A": 0.5, "B": 0.5, "C": 0.75})
    assert [(place.key, place.rank) for place in found] == [("C", 1), ("A", 2), ("B", 2)]


@pytest.mark.parametrize(
    ("criteria", "scores", "message"),
    [
        (CRITERIA, {"Depot": {"benefit": 8}}, "Depot has no score for risk"),
        (CRITERIA, {"Depot": {"benefit": 8, "risk": float("nan")}}, "Depot has no score for risk"),
        (CRITERIA, {"Depot": {"benefit": 11, "risk": 1}}, "outside its scale of 0 to 10"),
        ((Criterion("benefit", 0),), {"Depot": {"benefit": 8}}, "one of them above"),
        ((Criterion("benefit", -1),), {"Depot": {"benefit": 8}}, "0 or more"),
        ((), {"Depot": {}}, "a criterion and a project"),
        (CRITERIA, {}, "a criterion and a project"),
    ],
)
def test_a_missing_or_impossible_score_is_refused(
    criteria: tuple[Criterion, ...], scores: dict[str, dict[str, float]], message: str
) -> None:
    with pytest.raises(PortfolioError, match=message):
        portfolio.ranking(criteria, scores)


def test_the_smallest_change_that_puts_another_first_is_worked_by_hand() -> None:
    # Depot 0.8 w + 0.4 (1 - w), Fleet 0.5 w + 0.9 (1 - w): equal at w = 0.625
    found = portfolio.sensitivity(CRITERIA, SCORES, seed=1)
    benefit, risk = found.turns
    assert (benefit.nearest, benefit.then, benefit.low, benefit.high) == (
        pytest.approx(0.625),
        "Depot",
        0.0,
        pytest.approx(0.625),
    )
    assert (risk.nearest, risk.then) == (pytest.approx(0.375), "Depot")
    assert found.smallest is not None
    assert found.smallest.change == pytest.approx(0.025)
    assert [spread.key for spread in found.spreads] == ["Fleet", "Depot", "Roads"]
    assert [spread.one_weight for spread in found.spreads] == [(1, 2), (1, 2), (3, 3)]
    assert found.spreads[0].first + found.spreads[1].first == pytest.approx(1)
    assert 0.5 < found.spreads[0].first < 0.75
    assert found.ahead[0, 1] == pytest.approx(found.spreads[0].first)
    assert found.ahead[1, 2] == 1


def test_where_one_project_is_best_by_every_criterion_no_weight_changes_that() -> None:
    found = portfolio.sensitivity(CRITERIA, {"A": {"benefit": 9, "risk": 1}, "B": {"benefit": 5, "risk": 5}}, seed=1)
    assert found.smallest is None
    assert found.spreads[0].drawn == (1, 1)


def test_a_seed_gives_the_same_draws_again_and_another_gives_others() -> None:
    first, again, other = (portfolio.sensitivity(CRITERIA, SCORES, seed=seed) for seed in (7, 7, 8))
    assert first.spreads == again.spreads
    assert first.spreads[0].first != other.spreads[0].first


def test_a_single_criterion_ranks_without_any_sensitivity() -> None:
    found = portfolio.sensitivity([Criterion("benefit", 1)], {"A": {"benefit": 1}, "B": {"benefit": 2}}, seed=1)
    assert found.smallest is None
    assert [spread.key for spread in found.spreads] == ["B", "A"]


TABLES = st.lists(st.lists(st.integers(0, 10), min_size=3, max_size=3), min_size=2, max_size=6)


WEIGHTS = st.lists(st.integers(1, 9), min_size=3, max_size=3)


def on_grid(table: list[list[int]], weights: list[int], k: int, share: float) -> np.ndarray:  # type: ignore[type-arg]
    """The totals where criterion k has that share, straight from the definition."""
    rest = sum(weight for at, weight in enumerate(weights) if at != k)
    shares = [share if at == k else (1 - share) * weight / rest for at, weight in enumerate(weights)]
    return np.array(table) / 10 @ np.array(shares)


@settings(max_examples=60)
@given(TABLES, WEIGHTS)
def test_turning_points_and_reach_agree_with_trying_weights_on_a_grid(
    table: list[list[int]], weights: list[int]
) -> None:
    criteria = [Criterion(str(k), weight, low=0, high=10) for k, weight in enumerate(weights)]
    scores = {f"P{at}": {str(k): float(n) for k, n in enumerate(row)} for at, row in enumerate(table)}
    found = portfolio.sensitivity(criteria, scores, seed=1, within=0.2, draws=50)
    leader = int(portfolio.ranking(criteria, scores)[0].key[1:])
    reach = {spread.key: spread.one_weight for spread in found.spreads}
    for k, turn in enumerate(found.turns):
        for share in np.linspace(0.0005, 0.9995, 180):
            totals = on_grid(table, weights, k, float(share))
            if turn.low + 1e-6 < share < turn.high - 1e-6:
                assert totals[leader] >= totals.max() - 1e-9
            if not turn.low - 1e-6 <= share <= turn.high + 1e-6:
                assert totals[leader] < totals.max() + 1e-12
            if abs(share - turn.weight) <= 0.2:
                for at, total in enumerate(totals):
                    best, worst = reach[f"P{at}"]
                    assert best <= 1 + int((totals > total + 1e-9).sum()) <= worst


# The best set


def knapsack(weights: list[int], values: list[int], room: int) -> BestSet:
    every = [
        Candidate(str(at), cost=weight, value=value)
        for at, (weight, value) in enumerate(zip(weights, values, strict=True))
    ]
    return portfolio.best_set(every, Limits(money=room))


def test_the_worked_example_of_martello_and_toth() -> None:
    """Knapsack Problems (1990), example 2.1 of the 0-1 problem: items 1 and 4, value 107."""
    found = knapsack([31, 10, 20, 19, 4, 3, 6], [70, 20, 39, 37, 7, 5, 10], 50)
    assert (found.chosen, found.value, found.cost) == (("0", "3"), 107, 50)
    assert found.proved
    assert (found.bound, found.gap) == (pytest.approx(107), 0)
    assert found.sentence == "2 projects with a value of 107 and a cost of 50: no other set is better."


def test_the_instance_of_24_items_of_kreher_and_stinson() -> None:
    """Combinatorial Algorithms (1999), problem 8 of J. Burkardt's collection KNAPSACK_01: optimum 13,549,094."""
    weights = [
        382745, 799601, 909247, 729069, 467902, 44328, 34610, 698150, 823460, 903959, 853665, 551830,
        610856, 670702, 488960, 951111, 323046, 446298, 931161, 31385, 496951, 264724, 224916, 169684,
    ]  # fmt: skip
    values = [
        825594, 1677009, 1676628, 1523970, 943972, 97426, 69666, 1296457, 1679693, 1902996, 1844992, 1049289,
        1252836, 1319836, 953277, 2067538, 675367, 853655, 1826027, 65731, 901489, 577243, 466257, 369261,
    ]  # fmt: skip
    found = knapsack(weights, values, 6404180)
    assert (found.value, found.cost) == (13549094, 6402560)
    assert found.proved


NUMBERS = st.integers(0, 20)


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Candidate], Limits]:
    count = draw(st.integers(1, 7))
    keys = [f"P{n}" for n in range(count)]
    every = [
        Candidate(
            key, cost=draw(NUMBERS), value=draw(NUMBERS), effort={"Q1": draw(NUMBERS), "Q2": draw(NUMBERS)},
            needs=tuple(draw(st.lists(st.sampled_from(keys), max_size=1))), must=draw(st.integers(0, 9)) == 0,
        )
        for key in keys
    ]  # fmt: skip
    limits = Limits(
        money=draw(st.none() | st.integers(0, 80)),
        effort=draw(st.fixed_dictionaries({}, optional={"Q1": st.integers(0, 60), "Q2": st.integers(0, 60)})),
        least_value=draw(st.none() | st.integers(0, 60)),
        excludes=tuple(draw(st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), max_size=2))),
    )
    return every, limits


def fits(chosen: tuple[Candidate, ...], every: list[Candidate], limits: Limits) -> bool:
    keys = {each.key for each in chosen}
    return (
        (limits.money is None or sum(each.cost for each in chosen) <= limits.money)
        and all(sum(each.effort.get(name, 0) for each in chosen) <= most for name, most in limits.effort.items())
        and (limits.least_value is None or sum(each.value for each in chosen) >= limits.least_value)
        and all(each in chosen for each in every if each.must)
        and all(need in keys for each in chosen for need in each.needs)
        and all(len(keys & set(group)) <= 1 for group in limits.excludes)
    )


def tried(every: list[Candidate], limits: Limits) -> list[tuple[float, float]]:
    """Value and cost of every set that fits, by trying them all."""
    sets = (chosen for size in range(len(every) + 1) for chosen in combinations(every, size))
    return [
        (sum(each.value for each in chosen), sum(each.cost for each in chosen))
        for chosen in sets
        if fits(chosen, every, limits)
    ]


@settings(max_examples=150)
@given(problems(), st.sampled_from(Goal))
def test_the_best_set_is_the_best_of_all_sets_tried_one_by_one(
    problem: tuple[list[Candidate], Limits], goal: Goal
) -> None:
    every, limits = problem
    known = tried(every, limits)
    if not known:
        with pytest.raises(NoSetFits):
            portfolio.best_set(every, limits, goal)
        return
    found = portfolio.best_set(every, limits, goal)
    best = (
        max(known, key=lambda pair: (pair[0], -pair[1]))
        if goal is Goal.HIGHEST_VALUE
        else min(known, key=lambda pair: (pair[1], -pair[0]))
    )
    assert (found.value, found.cost) == best, "and of equally good ones the cheaper, or the more valuable"
    assert fits(tuple(each for each in every if each.key in found.chosen), every, limits)
    assert found.proved


def fractions() -> list[Candidate]:
    return [Candidate(f"P{n}", cost=0.1 + n / 7, value=0.003 + n * n / 9e4) for n in range(12)]


def test_fractions_are_chosen_as_exactly_as_whole_numbers() -> None:
    every = fractions()
    found = portfolio.best_set(every, Limits(money=4.2))
    assert found.value == pytest.approx(max(value for value, _ in tried(every, Limits(money=4.2))), rel=1e-12)


def obstacles(every: list[Candidate], limits: Limits) -> NoSetFits:
    with pytest.raises(NoSetFits) as caught:
        portfolio.best_set(every, limits)
    return caught.value


def test_a_limit_that_cannot_be_met_is_named_with_what_it_would_have_to_be() -> None:
    every = [
        Candidate("Depot", 8000, effort={"Q1": 30}, must=True),
        Candidate("Fleet", 4000, effort={"Q1": 5}, must=True),
    ]
    error = obstacles(every, Limits(money=10000, effort={"Q1": 40}))
    assert str(error) == (
        "no set keeps to all limits; any one of these would have to change: money: 12,000 would be needed, 10,000 is the limit; "
        "Depot must be in; Fleet must be in"
    )
    assert error.alone


def test_a_value_that_cannot_be_reached_says_what_can() -> None:
    error = obstacles([Candidate("Depot", value=5), Candidate("Fleet", value=4)], Limits(least_value=12))
    assert str(error).endswith("value: 9 can be reached, 12 is the limit")


def test_two_limits_that_stand_in_the_way_together_are_both_named() -> None:
    every = [Candidate("Depot", 8000, 10, {"Q1": 30, "Q2": 50})]
    error = obstacles(every, Limits(effort={"Q1": 20, "Q2": 40}, least_value=10, money=7000))
    assert error.alone, "asking for less value would be enough"
    error = obstacles(
        [Candidate("Depot", 8000, must=True), Candidate("Fleet", 1, must=True, needs=("Depot",))],
        Limits(money=1, excludes=(("Depot", "Fleet"),)),
    )
    assert not error.alone
    assert {one.limit for one in error.obstacles} <= {
        "money",
        "only one of Depot, Fleet",
        "Depot must be in",
        "Fleet must be in",
        "Fleet needs Depot",
    }
    assert "would have to change together" in str(error)


@pytest.mark.parametrize(
    ("every", "limits", "message"),
    [
        ([Candidate("A", needs=("B",))], Limits(), "project B is needed or excluded"),
        ([Candidate("A")], Limits(excludes=(("A", "B"),)), "project B is needed or excluded"),
        ([Candidate("A"), Candidate("A")], Limits(), "twice"),
        ([Candidate("A", cost=float("nan"))], Limits(), "no number"),
    ],
)
def test_candidates_that_do_not_fit_together_are_refused(every: list[Candidate], limits: Limits, message: str) -> None:
    with pytest.raises(PortfolioError, match=message):
        portfolio.best_set(every, limits)


def test_of_no_candidates_the_best_set_is_empty() -> None:
    assert portfolio.best_set([], Limits(money=10)).chosen == ()
    with pytest.raises(NoSetFits):
        portfolio.best_set([], Limits(least_value=1))


def hard(seed: int) -> tuple[list[Candidate], Limits]:
    random = np.random.Generator(np.random.PCG64DXSM(seed))
    effort: list[Mapping[str, float]] = [{f"Q{q}": float(random.integers(10, 99)) for q in range(6)} for _ in range(80)]
    every = [
        Candidate(f"P{n}", value=float(sum(each.values()) + random.integers(0, 60)), effort=each)
        for n, each in enumerate(effort)
    ]
    return every, Limits(effort={f"Q{q}": 0.5 * sum(each[f"Q{q}"] for each in effort) for q in range(6)})


def test_a_search_that_runs_out_of_time_says_how_far_it_may_be_from_the_best() -> None:
    every, limits = hard(3)
    found = portfolio.best_set(every, limits, seconds=1)
    assert not found.proved
    assert found.bound >= found.value
    assert found.gap == pytest.approx((found.bound - found.value) / found.value, abs=1e-3)
    assert found.sentence.endswith("% at most.")

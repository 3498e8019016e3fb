"""A portfolio: load counted day by day another way, changes worked by hand, rankings tried on a grid, sets tried one by one."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick import deadlines, periods, portfolio
from tallystick.portfolio import (
    Assignment,
    BestSet,
    Candidate,
    Capacity,
    Criterion,
    Delay,
    Goal,
    Limits,
    Merge,
    NoSetFits,
    Portfolio,
    PortfolioError,
    Project,
    Spell,
    Stop,
)

EASTER_MONDAY = date(2026, 4, 6)
DEPOT = Project("Depot", date(2026, 4, 8), date(2026, 6, 30), Decimal(84000), Decimal(200000))
FLEET = Project("Fleet", date(2026, 5, 4), date(2026, 9, 27), Decimal(50000), Decimal(90000), needs=("Depot",))


def one(*assignments: Assignment, capacities: tuple[Capacity, ...] = ()) -> Portfolio:
    return Portfolio((DEPOT, FLEET), assignments, capacities)


def hours(found: portfolio.Load, who: str) -> list[float]:
    return [round(float(number), 6) for number in found.row(who)[0]]


def capacity(found: portfolio.Load, who: str) -> list[float]:
    return [round(float(number), 6) for number in found.row(who)[1]]


# Load


def test_hours_of_a_week_are_spread_over_its_working_days() -> None:
    work = Assignment("Alice", "Depot", 14, date(2026, 4, 8), date(2026, 4, 14))  # Wednesday to Tuesday
    found = portfolio.load(one(work), date(2026, 4, 9), weeks=3)
    assert found.labels == ("6 Apr 2026", "13 Apr 2026", "20 Apr 2026")
    assert hours(found, "Alice") == [8.4, 5.6, 0]


def test_a_bank_holiday_carries_neither_load_nor_capacity_and_leave_takes_capacity_alone() -> None:
    work = Assignment("Alice", "Depot", 35, EASTER_MONDAY, date(2026, 4, 19))
    away = Capacity("Alice", 35, leave=((date(2026, 4, 13), date(2026, 4, 14)), (date(2026, 4, 14), date(2026, 4, 15))))
    found = portfolio.load(one(work, capacities=(away,)), EASTER_MONDAY, weeks=2)
    assert hours(found, "Alice") == [28, 35]
    assert capacity(found, "Alice") == [28, 14], "three days of leave, the one in both spans counted once"
    assert portfolio.spells(found) == (
        Spell("Alice", date(2026, 4, 13), "13 Apr 2026", "13 Apr 2026", 1, pytest.approx(21), pytest.approx(21)),
    )


def test_a_profile_shapes_the_work_over_its_time() -> None:
    work = Assignment("Alice", "Depot", 10, date(2026, 6, 1), date(2026, 6, 21), profile=(0.5, 1, 2))
    assert hours(portfolio.load(one(work), date(2026, 6, 1), weeks=4), "Alice") == [5, 10, 20, 0]


def test_hours_that_change_are_two_capacities_one_after_another() -> None:
    full = Capacity("Alice", 37, last=date(2026, 6, 9))
    part = Capacity("Alice", 20, first=date(2026, 6, 10))
    found = portfolio.load(one(capacities=(full, part)), date(2026, 6, 1), weeks=3)
    assert capacity(found, "Alice") == [37, 14.8 + 12, 20]


def test_somebody_without_a_capacity_is_named_and_not_called_over_committed() -> None:
    found = portfolio.load(one(Assignment("Bob", "Depot", 60, date(2026, 6, 1), date(2026, 6, 7))), date(2026, 6, 1), 1)
    assert found.unknown == ("Bob",)
    assert portfolio.spells(found) == ()


def test_services_add_up_their_people() -> None:
    people = (Capacity("Alice", 30, "Housing"), Capacity("Bob", 30, "Housing"), Capacity("Dana", 10, "Legal"))
    work = [
        Assignment(who, "Depot", 25, date(2026, 6, 1), date(2026, 6, 7)) for who in ("Alice", "Bob", "Dana", "Charlie")
    ]
    found = portfolio.by_service(portfolio.load(one(*work, capacities=people), date(2026, 6, 1), 1), people)
    assert found.rows == ("Housing", "Legal")
    assert (hours(found, "Housing"), capacity(found, "Housing")) == ([50], [60])
    assert [spell.who for spell in portfolio.spells(found)] == ["Legal"]


def test_weeks_over_in_a_row_are_one_spell_and_the_worst_comes_first() -> None:
    people = (Capacity("Alice", 20), Capacity("Bob", 20))
    work = (
        Assignment("Alice", "Depot", 22, date(2026, 6, 1), date(2026, 6, 14)),
        Assignment("Alice", "Fleet", 22, date(2026, 6, 29), date(2026, 7, 5)),
        Assignment("Bob", "Depot", 30, date(2026, 6, 1), date(2026, 7, 12)),
    )
    found = portfolio.spells(portfolio.load(one(*work, capacities=people), date(2026, 6, 1), weeks=6))
    assert [(spell.who, spell.label, spell.last_label, spell.spans, round(spell.total, 6)) for spell in found] == [
        ("Bob", "1 Jun 2026", "6 Jul 2026", 6, 60),
        ("Alice", "1 Jun 2026", "8 Jun 2026", 2, 4),
        ("Alice", "29 Jun 2026", "29 Jun 2026", 1, 2),
    ]


def test_a_quarter_counts_its_own_days_of_a_week_that_straddles_it() -> None:
    work = Assignment("Alice", "Depot", 10, date(2026, 6, 29), date(2026, 7, 5))  # Monday and Tuesday, then Q2
    found = portfolio.load_by_quarter(one(work), periods.quarter(2026, 1), 2)
    assert (found.labels, hours(found, "Alice")) == (("Q1 2026/27", "Q2 2026/27"), [4, 6])


DAYS = st.dates(date(2025, 11, 1), date(2026, 6, 30))
SPANS = st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair)))
HOURS = st.integers(0, 40)
PROFILES = st.lists(st.integers(0, 3), max_size=3).map(tuple)
WORK = st.builds(
    lambda who, span, much, profile: Assignment(who, "Depot", much, *span, profile=profile),
    st.sampled_from(["Alice", "Bob"]), SPANS, HOURS, PROFILES,
)  # fmt: skip
TIME = st.builds(lambda much, leave: Capacity("Alice", much, leave=tuple(leave)), HOURS, st.lists(SPANS, max_size=3))


@settings(max_examples=40)
@given(st.lists(WORK, min_size=1, max_size=5), TIME)
def test_load_is_what_counting_day_by_day_gives(work: list[Assignment], time: Capacity) -> None:
    first = date(2025, 12, 1)
    found = portfolio.load(one(*work, capacities=(time,)), first, weeks=12)
    for week, monday in enumerate(found.starts):
        load, can = 0.0, 0.0
        for day in (monday + timedelta(days=n) for n in range(7)):
            if not deadlines.is_working_day(day):
                continue
            away = any(begin <= day <= end for begin, end in time.leave)
            can += 0 if away else time.hours_a_week / 5
            load += sum(by_day(each, day) for each in work if each.person == "Alice")
        assert found.row("Alice")[0][week] == pytest.approx(load)
        assert found.row("Alice")[1][week] == pytest.approx(can)


def by_day(each: Assignment, day: date) -> float:
    if not each.first <= day <= each.last:
        return 0.0
    whole, count = (each.last - each.first).days + 1, len(each.profile)
    passed = (day - each.first).days
    part = next((n for n in range(count) if round(whole * n / count) <= passed < round(whole * (n + 1) / count)), None)
    return each.hours_a_week / 5 * (1 if part is None else each.profile[part])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Project("Depot", date(2026, 2, 1), date(2026, 1, 1)), "project Depot ends before it begins"),
        (lambda: Assignment("Alice", "Depot", -1, EASTER_MONDAY, EASTER_MONDAY), "below 0"),
        (lambda: Assignment("Alice", "Depot", float("nan"), EASTER_MONDAY, EASTER_MONDAY), "below 0"),
        (lambda: Capacity("Alice", -1), "below 0"),
        (lambda: Capacity("Alice", 37, leave=((date(2026, 2, 1), date(2026, 1, 1)),)), "Alice's leave ends before"),
        (lambda: Portfolio((DEPOT, DEPOT)), "Depot is there twice"),
        (lambda: portfolio.load(one(), EASTER_MONDAY, 0), "1 or more"),
        (lambda: portfolio.load_by_quarter(one(), periods.month(2026, 4)), "is no quarter"),
        (lambda: portfolio.load(one(), EASTER_MONDAY, 1).row("Zoe"), "Zoe carries nothing"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(make, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PortfolioError, match=message):
        make()


def test_days_a_week_become_hours() -> None:
    assert portfolio.hours_from_days(2) == pytest.approx(14.8)
    assert portfolio.hours_from_days(2, hours_a_day=7) == 14


# What if


BOTH = one(
    Assignment("Alice", "Depot", 20, DEPOT.first, DEPOT.last),
    Assignment("Alice", "Fleet", 20, FLEET.first, FLEET.last),
    Assignment("Bob", "Fleet", 30, FLEET.first, FLEET.last),
    capacities=(Capacity("Alice", 30, "Housing"), Capacity("Bob", 20, "Legal")),
)


def test_a_project_that_is_not_done_takes_its_work_with_it_and_leaves_who_needs_it_hanging() -> None:
    after = portfolio.what_if(BOTH, [Stop("Depot")])
    assert [project.key for project in after.projects] == ["Fleet"]
    assert {work.project for work in after.assignments} == {"Fleet"}
    assert portfolio.missing_needs(after) == (("Fleet", "Depot"),)
    assert portfolio.what_if(BOTH, [Stop("Depot", on=date(2026, 4, 1))]) == after, "before it has begun"


def test_a_project_stopped_half_way_has_cost_half_and_brings_nothing() -> None:
    after = portfolio.what_if(BOTH, [Stop("Depot", on=date(2026, 5, 20))])  # 42 of its 84 days
    depot = after.project("Depot")
    assert (depot.last, depot.cost, depot.benefit) == (date(2026, 5, 19), Decimal(42000), Decimal(0))
    assert after.assignments[0].last == date(2026, 5, 19)
    assert after.assignments[1:] == BOTH.assignments[1:]
    assert portfolio.what_if(BOTH, [Stop("Depot", on=date(2027, 1, 1))]) == BOTH, "it had ended by then"


def test_what_was_done_before_a_stop_stays_what_it_was_under_a_profile() -> None:
    work = Assignment("Alice", "Depot", 10, DEPOT.first, DEPOT.last, profile=(3, 1, 2))
    stopped = portfolio.what_if(one(work), [Stop("Depot", on=date(2026, 5, 25))])
    before, after = (portfolio.load(it, EASTER_MONDAY, weeks=12) for it in (one(work), stopped))
    assert hours(after, "Alice")[:7] == hours(before, "Alice")[:7]
    assert sum(hours(after, "Alice")[7:]) == 0


def test_a_delay_moves_a_project_and_all_work_on_it() -> None:
    after = portfolio.what_if(BOTH, [Delay("Fleet", 6)])
    assert (after.project("Fleet").first, after.project("Fleet").last) == (date(2026, 6, 15), date(2026, 11, 8))
    assert [work.first for work in after.assignments] == [DEPOT.first, date(2026, 6, 15), date(2026, 6, 15)]
    assert portfolio.what_if(after, [Delay("Fleet", -6)]) == BOTH


def test_a_merger_saves_its_share_and_inherits_who_needs_whom() -> None:
    roads = Project("Roads", FLEET.first, FLEET.last, needs=("Fleet",))
    start = Portfolio((*BOTH.projects, roads), BOTH.assignments, BOTH.capacities)
    after = portfolio.what_if(start, [Merge(("Depot", "Fleet"), "Depot", saving=0.25, name="Depot and fleet")])
    whole = after.project("Depot")
    assert (whole.first, whole.last, whole.name) == (DEPOT.first, FLEET.last, "Depot and fleet")
    assert (whole.cost, whole.benefit, whole.needs) == (Decimal(100500), Decimal(290000), ())
    assert [(work.project, work.hours_a_week) for work in after.assignments] == [
        ("Depot", 15),
        ("Depot", 15),
        ("Depot", 22.5),
    ]
    assert after.project("Roads").needs == ("Depot",)
    assert portfolio.missing_needs(after) == ()


def test_two_portfolios_are_compared_in_peaks_people_cost_and_benefit() -> None:
    found = portfolio.compare(BOTH, portfolio.what_if(BOTH, [Delay("Fleet", 9)]), date(2026, 6, 1), weeks=26)
    assert (found.before.peak, found.before.peak_week) == (70, date(2026, 6, 1))
    assert found.after.peak == 50
    assert (found.relieved, found.newly_over) == (("Alice",), ())
    assert (found.before.people_over, found.after.people_over) == (2, 1)
    assert found.before.services_over == 2
    assert found.sentence == (
        "2 projects as before; the busiest week has 50 hours instead of 70; 1 person is over-committed instead of 2; "
        "cost unchanged; benefit unchanged."
    )
    fewer = portfolio.compare(BOTH, portfolio.what_if(BOTH, [Stop("Fleet")]), date(2026, 6, 1), weeks=26)
    assert fewer.sentence.endswith("cost down £50,000; benefit down £90,000.")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Stop("Zoo"), "no project Zoo"),
        (Delay("Zoo", 1), "no project Zoo"),
        (Merge(("Depot", "Zoo"), "Depot"), "no project Zoo"),
        (Merge(("Depot",), "Depot"), "two projects or more"),
        (Merge(("Depot", "Depot"), "Depot"), "two projects or more"),
        (Merge(("Depot", "Fleet"), "Both", saving=1.5), "no share"),
    ],
)
def test_a_change_to_what_is_not_there_is_refused(change: portfolio.Change, message: str) -> None:
    with pytest.raises(PortfolioError, match=message):
        portfolio.what_if(BOTH, [change])


def test_a_merger_does_not_swallow_a_third_project() -> None:
    start = Portfolio((*BOTH.projects, Project("Roads", FLEET.first, FLEET.last)))
    with pytest.raises(PortfolioError, match="Roads is there already"):
        portfolio.what_if(start, [Merge(("Depot", "Fleet"), "Roads")])


def test_changes_are_said_in_words() -> None:
    said = [
        Stop("Depot"),
        Stop("Depot", date(2026, 4, 1)),
        Delay("Depot", 1),
        Delay("Depot", -6),
        Merge(("A", "B", "C"), "A"),
    ]
    assert [portfolio.change_words(change) for change in said] == [
        "Do not do Depot",
        "Stop Depot from 1 April 2026",
        "Delay Depot by 1 week",
        "Bring Depot forward by 6 weeks",
        "Merge A, B and C into A",
    ]


# Ranking


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

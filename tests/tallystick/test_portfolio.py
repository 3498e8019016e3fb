"""A portfolio: load counted day by day another way, changes worked by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick import deadlines, periods, portfolio
from tallystick.portfolio import (
    Assignment,
    Capacity,
    Delay,
    Merge,
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

"""The ladder of reminders: polite, never twice, and the head of a service only after the person had time to act."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick import deadlines
from tallystick.deadlines import LADDER, next_rung, reached

DUE = date(2009, 10, 14)  # a Wednesday
DAYS = st.dates(date(1995, 1, 1), date(2035, 12, 31))


def climb(due: date, days: list[date]) -> list[tuple[str, date]]:
    """What somebody is told who never answers, when the reminders run on these days."""
    told: dict[str, date] = {}
    for day in days:
        if rung := next_rung(due, day, told):
            told[rung.key] = day
    return list(told.items())


def from_to(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        ("2009-10-06", None),
        ("2009-10-07", "before"),  # five working days before
        ("2009-10-13", "before"),
        ("2009-10-14", "on_the_day"),
        ("2009-10-18", "on_the_day"),
        ("2009-10-19", "after"),  # three working days after, over a weekend
        ("2009-10-27", "after"),
        ("2009-10-28", "head"),
        ("2010-10-28", "head"),
    ],
)
def test_the_rungs_are_five_before_the_day_three_after_and_ten_after(today: str, rung: str | None) -> None:
    found = reached(DUE, date.fromisoformat(today))
    assert (found and found.key) == rung


def test_bank_holidays_are_not_counted() -> None:
    assert reached(date(2009, 12, 24), date(2009, 12, 29)).key == "on_the_day"  # type: ignore[union-attr]
    assert LADDER[2].day(date(2009, 12, 24)) == date(2009, 12, 31)


def test_who_never_answers_is_told_four_times_on_working_days() -> None:
    assert climb(DUE, from_to(date(2009, 9, 1), date(2010, 3, 1))) == [
        ("before", date(2009, 10, 7)),
        ("on_the_day", DUE),
        ("after", date(2009, 10, 19)),
        ("head", date(2009, 10, 28)),
    ]


def test_what_is_long_overdue_when_reminders_begin_is_first_told_to_the_person_and_later_to_the_head() -> None:
    begins = date(2010, 1, 11)
    assert climb(DUE, from_to(begins, date(2010, 3, 1))) == [("after", begins), ("head", date(2010, 1, 20))]


def test_a_day_on_which_nobody_ran_the_reminders_is_made_up_by_one_message() -> None:
    assert climb(DUE, [date(2009, 10, 7), date(2009, 10, 16)]) == [
        ("before", date(2009, 10, 7)),
        ("on_the_day", date(2009, 10, 16)),
    ]


@given(due=DAYS, ran=st.lists(st.integers(-30, 90), min_size=1, max_size=60))
def test_however_often_the_reminders_run_rungs_are_climbed_once_upwards_and_the_head_comes_last(
    due: date, ran: list[int]
) -> None:
    days = sorted(due + timedelta(days=step) for step in ran)
    keys = [rung.key for rung in LADDER]
    told = climb(due, days)
    order = [keys.index(key) for key, _ in told]
    assert order == sorted(set(order))
    for key, day in told:
        assert day >= LADDER[keys.index(key)].day(due)
    if "head" in dict(told):
        waited = deadlines.working_days_between(dict(told)["after"], dict(told)["head"])
        assert waited >= 7


@given(due=DAYS, today=DAYS)
def test_a_rung_is_reached_exactly_when_its_day_has_come_and_days_rise_with_the_rungs(due: date, today: date) -> None:
    days = [rung.day(due) for rung in LADDER]
    assert days == sorted(set(days)) and all(deadlines.is_working_day(day) for day in days)
    found = reached(due, today)
    assert sum(day <= today for day in days) == (LADDER.index(found) + 1 if found else 0)

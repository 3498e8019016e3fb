"""Slipping is worked out from dates. The days were counted by hand on a calendar of 2026."""

from datetime import date

import pytest

from tallystick_web.delivery import timing
from tallystick_web.delivery.timing import Standing, Step, Timing

START, DUE = date(2026, 7, 1), date(2026, 9, 30)


def stands(on: date, state: str = "in_progress", steps: tuple[Step, ...] = (), **changes: date | None) -> Standing:
    dates = {"start": START, "due": DUE, "done_on": None} | changes
    return timing.standing(state=state, steps=steps, on=on, **dates)  # type: ignore[arg-type]


def test_an_open_action_is_on_time_until_its_due_date_has_passed() -> None:
    assert stands(date(2026, 9, 30)).timing is Timing.ON_TIME
    assert stands(date(2026, 10, 1)).words == "overdue by 1 day"


def test_a_milestone_that_has_passed_makes_the_action_slip_by_the_days_since() -> None:
    late = stands(date(2026, 8, 13), steps=(Step("Rota agreed", date(2026, 8, 1)),))
    assert (late.words, late.because) == ("slipping by 12 days", "the milestone “Rota agreed” was not reached")


def test_a_milestone_that_was_reached_late_does_not_make_it_slip_any_longer() -> None:
    reached = (Step("Rota agreed", date(2026, 8, 1), date(2026, 8, 20)),)
    assert stands(date(2026, 8, 21), steps=reached).timing is Timing.ON_TIME


def test_the_worst_of_several_slips_counts() -> None:
    steps = (Step("One", date(2026, 8, 1)), Step("Two", date(2026, 8, 10)), Step("After all", date(2026, 12, 31)))
    assert stands(date(2026, 8, 13), steps=steps).days == 92


def test_an_action_that_should_have_started_slips_but_one_in_progress_does_not() -> None:
    assert stands(date(2026, 7, 8), state="agreed").words == "slipping by 7 days"
    assert stands(date(2026, 7, 8)).timing is Timing.ON_TIME


def test_an_overdue_action_is_overdue_whatever_its_milestones_say() -> None:
    assert stands(date(2026, 10, 10), steps=(Step("One", date(2026, 1, 1)),)).words == "overdue by 10 days"


@pytest.mark.parametrize(
    ("done", "words"),
    [(date(2026, 9, 30), "done"), (date(2026, 10, 2), "done late by 2 days"), (date(2026, 8, 1), "done")],
)
def test_what_is_done_is_done_late_or_in_time(done: date, words: str) -> None:
    assert stands(date(2027, 1, 1), state="done", done_on=done).words == words


def test_a_stopped_action_is_never_late() -> None:
    assert stands(date(2027, 1, 1), state="stopped").timing is Timing.STOPPED


def test_an_action_without_any_date_is_said_to_have_none() -> None:
    assert stands(date(2027, 1, 1), start=None, due=None).timing is Timing.UNDATED


def test_moves_count_how_often_and_how_far_dates_moved_later() -> None:
    moved = timing.moves([10, 30, -5, 20])
    assert (moved.count, moved.later, moved.typical, moved.furthest, moved.total) == (4, 3, 20, 30, 60)
    assert timing.moves([]) == timing.Moves(0, 0, None, None, 0)

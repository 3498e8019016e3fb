"""What a change of many answers at once would do to each, before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallystick_web.challenges import workflows
from tallystick_web.challenges.models import Thread
from tallystick_web.challenges.rules import answers
from tallystick_web.challenges.rules.answers import Person
from tallystick_web.common import words, workflow
from tallystick_web.common.bulk import Planned, planned


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What is to be changed; what is empty stays as it is."""

    officer: int | None = None
    officer_name: str = ""
    portfolio_holder: str = ""
    review_date: date | None = None
    verb: str = ""
    reason: str = ""

    @property
    def names_people(self) -> bool:
        return bool(self.officer or self.portfolio_holder or self.review_date)


def bulk_plan(threads: Sequence[Thread], change: BulkChange, by: Any) -> list[Planned]:
    """What would happen to each; what the person is, is read once."""
    known = answers.person(threads[0].council, by) if threads and by is not None else None
    return [_planned(thread, change, by, known) for thread in threads]


def _planned(thread: Thread, change: BulkChange, by: Any, known: Person | None) -> Planned:
    return planned(thread, _changes(thread, change), _why_not(thread, change, by, known))


def _changes(thread: Thread, change: BulkChange) -> list[tuple[str, str, str]]:
    """What is changed: its name, what it is now, what it would be."""
    held = thread.response
    found = []
    if change.officer:
        found.append(("Accountable officer", str(held.officer or "nobody") if held else "nobody", change.officer_name))
    if change.portfolio_holder:
        found.append(("Portfolio holder", held.portfolio_holder if held else "", change.portfolio_holder))
    if change.review_date:
        now = words.day(held.review_date) if held and held.review_date else "no date"
        found.append(("To be looked at again", now, words.day(change.review_date)))
    if change.verb and workflow.find(workflows.ANSWER, change.verb, thread.state):
        target = workflow.target(workflows.ANSWER, change.verb, thread.state)
        found.append(("State", thread.words, str(Thread.State(target).label)))
    return found


def _why_not(thread: Thread, change: BulkChange, by: Any, known: Person | None) -> str | None:
    people = answers.who(thread, by, known=known)
    if change.names_people and people is not None and not people & workflows.CARRY:
        return f"Only {workflow.people(workflows.CARRY)} can do this."
    if change.verb:
        return answers.why_not_step(thread, change.verb, by, reason=change.reason, known=known)
    return None

"""The things of a day's work as values: what, for which round, by when, how long it usually takes, and where it is done."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tallystick import deadlines
from tallystick.deadlines import DeadlineError, DueState, Standing
from tallystick_web.common import days, words
from tallystick_web.councils.models import Council, Role
from tallystick_web.measures.reading import sentences


class Kind(StrEnum):
    """What sort of work an item is; the order is that in which items of one day stand."""

    CORRECTION = "correction"
    VALUE = "value"
    QUESTION = "question"
    ASSESSMENT = "assessment"
    AGREEMENT = "agreement"
    PROGRESS = "progress"
    MILESTONE = "milestone"
    ACTION = "action"
    RISK = "risk"
    GATE = "gate"
    BENEFIT = "benefit"
    PLAN = "plan"
    RECOMMENDATION = "recommendation"
    CLOSING = "closing"
    CLOCK = "clock"
    ORPHANS = "orphans"
    TARGETS = "targets"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class Worker:
    """Whose work is asked for: the person, the ids of those whose work they may do that day, and their roles."""

    person: Any
    council: Council
    on: date
    mine: frozenset[int]
    roles: frozenset[Role]

    @property
    def in_the_team(self) -> bool:
        """Whether the person is of the performance team."""
        return Role.PERFORMANCE_TEAM in self.roles

    def stands_for(self, others: list[Any]) -> str:
        """The name of the person stood in for; nothing where the work is the person's own."""
        ids = {one.pk for one in others if one is not None}
        if self.person.pk in ids:
            return ""
        return next((str(one) for one in others if one is not None and one.pk in self.mine), "")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. `minutes` is how long it usually takes, where that is known; `for_whom` the person stood in for.

    `about` is the page of the measure or priority that it concerns, which everybody in the council may read; `service` the id of the unit
    it belongs to. `uncounted`: its day is so far off that no working days can be counted to it; the words say what to mend. `sequence` stands for the words
    where their alphabet is no order, as with months.
    """

    kind: Kind
    words: str
    url: str
    round: str = ""
    due_on: date | None = None
    standing: Standing | None = None
    minutes: int | None = None
    for_whom: str = ""
    about: str = ""
    service: int | None = None
    uncounted: bool = False
    sequence: str = ""

    @property
    def order(self) -> tuple[date, int, str]:
        """By date, those without one last; of one day, by kind; of one kind by their sequence, or else by their words."""
        return (self.due_on or date.max, list(Kind).index(self.kind), self.sequence or self.words)

    @property
    def is_overdue(self) -> bool:
        return self.standing is not None and self.standing.state is DueState.OVERDUE

    @property
    def late(self) -> str:
        """How late it is, in words."""
        return sentences.overdue(self.standing) if self.standing and self.is_overdue else ""


def by_day(item: Item, due: date, on: date, opens: date) -> Item:
    """An item with the day by which it is to be done. A day out of reach is for whoever does it to correct, and holds up nothing else."""
    try:
        deadlines.reached(due, on)
        return replace(item, due_on=due, standing=deadlines.standing(due, on, opens=opens))
    except DeadlineError:
        told = f"{item.words}: correct its day, {words.day(due)}, to one from {days.FIRST.year} to {days.LAST.year}"
        return replace(item, words=told, uncounted=True)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that others have to do first."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Finished:
    """Something the person did."""

    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next, and when; whether it is `asked` for already, or will be once a round asks."""

    words: str
    on: date
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """A person's work as on a day. What is due by the end of the week, and what has no date, is this week's."""

    items: tuple[Item, ...]
    week_ends: date
    waiting: tuple[Waiting, ...] = ()
    finished: tuple[Finished, ...] = ()
    next: Next | None = None

    @property
    def this_week(self) -> tuple[Item, ...]:
        return tuple(one for one in self.items if one.due_on is None or one.due_on <= self.week_ends)

    @property
    def later(self) -> tuple[Item, ...]:
        return tuple(one for one in self.items if one.due_on is not None and one.due_on > self.week_ends)

    @property
    def overdue(self) -> int:
        return sum(one.is_overdue for one in self.items)

    @property
    def minutes(self) -> int:
        """How long this week's things usually take, of those of which it is known."""
        return sum(one.minutes or 0 for one in self.this_week)

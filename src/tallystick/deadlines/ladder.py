"""When somebody is reminded of what they owe, and when somebody else is told: a ladder that is climbed one rung at a time.

Each rung is reached so many working days before or after the due date. A rung missed, because nobody ran the reminders that day, is not made
up once the next is reached: one message says how things stand. The last rung, which tells the head of a service, waits until the person
was reminded and had as long to act as the ladder gives, however late the thing already is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tallystick.deadlines.working_days import HERE, Region, add_working_days, working_days_between


@dataclass(frozen=True, slots=True)
class Rung:
    """A reminder `working_days` after the due date, before it where negative; `to_head` where it goes to the service head too."""

    key: str
    working_days: int
    to_head: bool = False

    def day(self, due: date, region: Region = HERE) -> date:
        """The first day on which it may be given: always a working day."""
        return add_working_days(due, self.working_days, region)


LADDER: Final = (
    Rung("before", -5),
    Rung("on_the_day", 0),
    Rung("after", 3),
    Rung("head", 10, to_head=True),
)


def reached(due: date, today: date, ladder: Sequence[Rung] = LADDER, region: Region = HERE) -> Rung | None:
    """The highest rung whose day has come; None before the first."""
    return next((rung for rung in reversed(ladder) if rung.day(due, region) <= today), None)


def next_rung(
    due: date, today: date, told: Mapping[str, date], ladder: Sequence[Rung] = LADDER, region: Region = HERE
) -> Rung | None:
    """Which reminder to give today to whom it concerns; None where there is none to give.

    `told` holds the day on which each rung was given, by its key. Nobody is told the same twice, nor a lower rung after a higher one.
    """
    top = reached(due, today, ladder, region)
    if top is None or _told_any(ladder[ladder.index(top) :], told):
        return None
    own = [rung for rung in ladder[: ladder.index(top)] if not rung.to_head]
    if not top.to_head or not own:
        return top
    last = own[-1]
    if last.key not in told:
        return last
    waited = working_days_between(told[last.key], today, region)
    return top if waited >= top.working_days - last.working_days else None


def _told_any(rungs: Iterable[Rung], told: Mapping[str, date]) -> bool:
    return any(rung.key in told for rung in rungs)

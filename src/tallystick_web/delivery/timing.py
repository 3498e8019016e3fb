"""Is it on time? Worked out on a given day from dates alone, never declared. Values in, values out.

An open action is overdue when its due date has passed. It slips when a milestone's date has passed and nobody has marked it
reached, when it should have started and has not, or when a milestone is dated after the action is due; by as many days as the
worst of these.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median


class Timing(StrEnum):
    """How an action stands to its dates, the worrying first."""

    OVERDUE = "overdue"
    SLIPPING = "slipping"
    ON_TIME = "on_time"
    UNDATED = "undated"
    DONE_LATE = "done_late"
    DONE = "done"
    STOPPED = "stopped"

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def is_late(self) -> bool:
        """Whether it wants somebody's attention now."""
        return self in (Timing.OVERDUE, Timing.SLIPPING)


_WORDS = {
    Timing.OVERDUE: "overdue", Timing.SLIPPING: "slipping", Timing.ON_TIME: "on time", Timing.UNDATED: "no date",
    Timing.DONE_LATE: "done late", Timing.DONE: "done", Timing.STOPPED: "stopped",
}  # fmt: skip

_TONES = {
    Timing.OVERDUE: "off_track", Timing.SLIPPING: "within_tolerance", Timing.ON_TIME: "on_track", Timing.UNDATED: "no_data",
    Timing.DONE_LATE: "on_track", Timing.DONE: "on_track", Timing.STOPPED: "no_data",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone's dates."""

    title: str
    due: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action stands on a day: late by so many days, and because of what."""

    timing: Timing
    days: int = 0
    because: str = ""

    @property
    def tone(self) -> str:
        """The shape and colour it is shown with."""
        return _TONES[self.timing]

    @property
    def words(self) -> str:
        """`slipping by 12 days`."""
        if not self.days:
            return self.timing.words
        return f"{self.timing.words} by {self.days:,} {'day' if self.days == 1 else 'days'}"


def standing(
    *, state: str, start: date | None, due: date | None, done_on: date | None, steps: Sequence[Step], on: date
) -> Standing:
    """How an action stands on a day."""
    if state == "stopped":
        return Standing(Timing.STOPPED)
    if done_on is not None:
        late = (done_on - due).days if due else 0
        return Standing(Timing.DONE_LATE, late) if late > 0 else Standing(Timing.DONE)
    if due is not None and on > due:
        return Standing(Timing.OVERDUE, (on - due).days, "its due date has passed")
    slips = list(_slips(state, start, due, steps, on))
    if slips:
        days, because = max(slips, key=lambda one: one[0])
        return Standing(Timing.SLIPPING, days, because)
    return Standing(Timing.ON_TIME if due or steps else Timing.UNDATED)


def _slips(
    state: str, start: date | None, due: date | None, steps: Iterable[Step], on: date
) -> Iterable[tuple[int, str]]:
    if start is not None and on > start and state in ("proposed", "agreed"):
        yield (on - start).days, "it should have started"
    for step in steps:
        if step.done_on is None and on > step.due:
            yield (on - step.due).days, f"the milestone “{step.title}” was not reached"
        elif step.done_on is None and due is not None and step.due > due:
            yield (step.due - due).days, f"the milestone “{step.title}” is dated after the action is due"


@dataclass(frozen=True, slots=True)
class Moves:
    """How often and how far dates were moved; where none was moved later there is no median and no most."""

    count: int
    later: int
    typical: float | None
    furthest: int | None
    total: int


def moves(days: Sequence[int]) -> Moves:
    """Of the days by which each date was moved, later being more: how many, how many later, and the median, most and sum of those."""
    later = [one for one in days if one > 0]
    return Moves(len(days), len(later), median(later) if later else None, max(later, default=None), sum(later))

"""What was known when: the vintages of values, and how far first figures were usually put right.

Values are never overwritten, so that "what did members see on that day" and "what do we know now" can both be answered. How much a first
figure tends to move afterwards says how much weight a new one bears.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from tallystick.periods import Period
from tallystick.series.observations import Observation
from tallystick.series.ordered import Series


@dataclass(frozen=True, slots=True)
class Recorded:
    """An observation as it was written down on a day; `number` tells those of one day apart. A withdrawn one counts for nothing."""

    observation: Observation
    on: date
    number: int = 0
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One period's first value and its present one, with the days on which they were written down."""

    period: Period
    first: Decimal
    last: Decimal
    first_on: date
    last_on: date

    @property
    def change(self) -> Decimal:
        """In the measure's unit."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Reliability:
    """How first figures fared: of so many periods, how many were changed, by how much usually and on average, and the largest change.

    `usual` is the median size of a change, nought counted; `drift` the mean change with its sign: first figures that are mostly
    raised later have a drift above nought.
    """

    periods: int
    changed: int
    usual: Decimal
    drift: Decimal
    largest: Decimal


def as_known(recorded: Iterable[Recorded], on: date) -> Series:
    """The series as it stood at the end of that day: the newest value of each period that was written down and not withdrawn by then."""
    newest: dict[Period, Recorded] = {}
    for one in recorded:
        if one.on > on or (one.withdrawn_on is not None and one.withdrawn_on <= on):
            continue
        held = newest.get(one.observation.period)
        if held is None or (one.on, one.number) >= (held.on, held.number):
            newest[one.observation.period] = one
    return Series(one.observation for one in newest.values())


def revisions(recorded: Iterable[Recorded]) -> tuple[Revision, ...]:
    """Of every period with a value still standing, its first value and its present one, in order of time."""
    history: dict[Period, list[Recorded]] = {}
    for one in recorded:
        if one.observation.value is not None:
            history.setdefault(one.observation.period, []).append(one)
    found = []
    for period, versions in sorted(history.items()):
        versions.sort(key=lambda one: (one.on, one.number))
        standing = [one for one in versions if one.withdrawn_on is None]
        if standing:
            first, last = versions[0], standing[-1]
            found.append(Revision(period, _value(first), _value(last), first.on, last.on))
    return tuple(found)


def _value(recorded: Recorded) -> Decimal:
    return recorded.observation.value or Decimal(0)


def reliability(found: Iterable[Revision]) -> Reliability | None:
    """How far first figures were usually put right. None when there is none."""
    changes = [revision.change for revision in found]
    if not changes:
        return None
    sizes = [abs(change) for change in changes]
    mean = sum(changes, Decimal(0)) / len(changes)
    return Reliability(len(changes), sum(change != 0 for change in changes), median(sizes), mean, max(sizes))


def reliability_sentence(found: Reliability | None, unit: str = "") -> str:
    """In words: `Of 12 first figures 5 were changed later, usually by 0.2 points and at most by 0.6 points.`"""
    if found is None:
        return "No first figure has been written down yet."
    if not found.changed:
        return f"None of {found.periods} first figures was changed later."
    name = f" {unit}" if unit else ""
    usual, largest = (f"{number.normalize():f}{name}" for number in (found.usual, found.largest))
    changed = f"{found.changed} {'was' if found.changed == 1 else 'were'} changed later"
    return f"Of {found.periods} first figures {changed}, usually by {usual} and at most by {largest}."

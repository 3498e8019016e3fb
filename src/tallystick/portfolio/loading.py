"""Who carries how much, by week or quarter, and who carries more than they can.

Hours a week are spread over its five days; days on which nobody works (bank holidays) carry neither load nor capacity, leave takes
capacity alone: the work waits. Everything is counted in one pass over arrays: a running count of working days gives those of any
span by a subtraction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tallystick import deadlines
from tallystick.deadlines import Region
from tallystick.periods import Frequency, Period
from tallystick.portfolio.model import Assignment, Capacity, Portfolio, PortfolioError, merged, turns

Hours = NDArray[np.float64]
HERE = Region.ENGLAND_AND_WALES
DAYS_A_WEEK = 5
SLACK = 1e-9  # below which a difference is rounding


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """Hours of each row (people, or services) in each span of time, and the hours they have.

    `hours` and `capacity` are arrays of rows by spans; capacity is not a number for somebody of whom none is known, and nobody can say
    then whether it is too much. `starts` are the first days of the spans, `labels` their names.
    """

    rows: tuple[str, ...]
    starts: tuple[date, ...]
    labels: tuple[str, ...]
    hours: Hours
    capacity: Hours

    @property
    def over(self) -> Hours:
        """By how many hours each is over; 0 where they are not, or where their capacity is not known."""
        excess = np.nan_to_num(self.hours - self.capacity, nan=0.0)
        return np.where(excess > SLACK, excess, 0.0)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The rows that have load but no capacity on record."""
        without = np.isnan(self.capacity).any(axis=1) & (self.hours.sum(axis=1) > 0)
        return tuple(self.rows[at] for at in np.flatnonzero(without))

    def row(self, name: str) -> tuple[Hours, Hours]:
        """The hours and the capacity of one row."""
        if name not in self.rows:
            raise PortfolioError(f"{name} carries nothing here: give one of the rows")
        at = self.rows.index(name)
        return self.hours[at], self.capacity[at]


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of spans in a row in which somebody is over: at most by `most` hours in one of them, by `total` in all."""

    who: str
    first: date
    label: str
    last_label: str
    spans: int
    most: float
    total: float


def load(portfolio: Portfolio, first: date, weeks: int = 104, region: Region = HERE) -> Load:
    """The load of every person by week, from the week of `first` on. Weeks begin on Mondays and are named by that day."""
    monday = first - timedelta(days=first.weekday())
    starts = [monday + timedelta(weeks=n) for n in range(_some(weeks) + 1)]
    return _loaded(portfolio, starts, [f"{day.day} {day:%b %Y}" for day in starts[:-1]], region)


def load_by_quarter(portfolio: Portfolio, first: Period, quarters: int = 8, region: Region = HERE) -> Load:
    """The load of every person by quarter of the financial year, counted by the day: weeks that straddle two are split."""
    if first.frequency is not Frequency.QUARTER:
        raise PortfolioError(f"{first} is no quarter: give the first quarter to count")
    spans = [first.step(n) for n in range(_some(quarters) + 1)]
    return _loaded(portfolio, [span.start for span in spans], [str(span) for span in spans[:-1]], region)


def by_service(found: Load, capacities: Sequence[Capacity]) -> Load:
    """The same load by service: that of each person counts for the service of their first capacity, unknown ones for none."""
    of: dict[str, str] = {}
    for capacity in capacities:
        of.setdefault(capacity.person, capacity.service)
    names = tuple(dict.fromkeys(service for service in of.values() if service))
    place = {name: at for at, name in enumerate(names)}
    rows = [at for at, person in enumerate(found.rows) if of.get(person)]
    into = [place[of[found.rows[at]]] for at in rows]
    hours, time = np.zeros((len(names), len(found.starts))), np.zeros((len(names), len(found.starts)))
    np.add.at(hours, into, found.hours[rows])
    np.add.at(time, into, np.nan_to_num(found.capacity)[rows])
    return Load(names, found.starts, found.labels, hours, time)


def spells(found: Load) -> tuple[Spell, ...]:
    """Who is over, from when to when and by how much: the worst first."""
    over = found.over
    marks = np.zeros((over.shape[0], over.shape[1] + 2), dtype=np.int8)
    marks[:, 1:-1] = over > 0
    steps = np.diff(marks, axis=1)
    rows, begins = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]
    every = [
        Spell(
            found.rows[row], found.starts[begin], found.labels[begin], found.labels[end - 1], int(end - begin),
            float(over[row, begin:end].max()), float(over[row, begin:end].sum()),
        )
        for row, begin, end in zip(rows, begins, ends, strict=True)
    ]  # fmt: skip
    return tuple(sorted(every, key=lambda one: (-one.total, one.who, one.first)))


def _loaded(portfolio: Portfolio, edges: Sequence[date], labels: Sequence[str], region: Region) -> Load:
    people = tuple(
        dict.fromkeys([*(c.person for c in portfolio.capacities), *(a.person for a in portfolio.assignments)])
    )
    place = {person: at for at, person in enumerate(people)}
    worked = _Worked(edges, region)
    shape = (len(people), len(edges) - 1)
    hours, capacity = np.zeros(shape), np.zeros(shape)
    parts = [part for one in portfolio.assignments for part in _parts(one, place[one.person])]
    np.add.at(hours, [part[0] for part in parts], worked.hours(parts))
    time = [part for one in portfolio.capacities for part in _time(one, place[one.person], edges)]
    np.add.at(capacity, [part[0] for part in time], worked.hours(time))
    known = {one.person for one in portfolio.capacities}
    capacity[[at for at, person in enumerate(people) if person not in known]] = np.nan
    return Load(people, tuple(edges[:-1]), tuple(labels), hours, np.where(np.abs(capacity) < SLACK, 0.0, capacity))


Part = tuple[int, date, date, float]  # row, first day, day after the last, hours a week


def _parts(one: Assignment, row: int) -> list[Part]:
    begins = turns(one)
    return [
        (row, begins[n], begins[n + 1], one.hours_a_week * factor) for n, factor in enumerate(one.profile or (1.0,))
    ]


def _time(one: Capacity, row: int, edges: Sequence[date]) -> list[Part]:
    first, stop = one.first or edges[0], one.last + timedelta(days=1) if one.last else edges[-1]
    away = [
        (row, max(first, begin), min(stop, end + timedelta(days=1)), -one.hours_a_week)
        for begin, end in merged(one.leave)
    ]
    return [(row, first, stop, one.hours_a_week), *away]


class _Worked:
    """How many working days lie before each day of the time looked at."""

    def __init__(self, edges: Sequence[date], region: Region) -> None:
        self.first, length = edges[0], (edges[-1] - edges[0]).days
        days = [deadlines.is_working_day(edges[0] + timedelta(days=n), region) for n in range(length)]
        self.before = np.concatenate([[0], np.cumsum(days)])
        self.edges = np.array([(edge - edges[0]).days for edge in edges])

    def hours(self, parts: Sequence[Part]) -> Hours:
        """The hours of each part in each span."""
        if not parts:
            return np.zeros((0, len(self.edges) - 1))
        begin = self._offsets(part[1] for part in parts)
        end = self._offsets(part[2] for part in parts)
        low = np.maximum(begin, self.edges[:-1])
        high = np.maximum(low, np.minimum(end, self.edges[1:]))
        last = len(self.before) - 1
        days = self.before[np.clip(high, 0, last)] - self.before[np.clip(low, 0, last)]
        a_week = np.array([part[3] for part in parts])[:, None]
        return np.asarray(days * a_week / DAYS_A_WEEK)

    def _offsets(self, days: Iterable[date]) -> NDArray[np.int64]:
        return np.array([(day - self.first).days for day in days])[:, None]


def _some(count: int) -> int:
    if count < 1:
        raise PortfolioError(f"{count} spans of time are none: give 1 or more")
    return count

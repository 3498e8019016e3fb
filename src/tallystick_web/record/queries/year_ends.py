"""How each finished year ended for each measure that had a target of it, and what was forecast of it in each quarter.

A forecast of a quarter is made again from the figures as they were known two months after its end; of figures that were all brought in
later, the first that was written down stands for what was known.

Forecasts take a while: what was found of a measure and year is kept in the cache until its figures or targets change, a visit makes so many
at most, and the command `refresh` makes all. A figure of a year that is not over changes nothing here; of one that is over, its own measure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache as cache_in_process
from hashlib import sha256
from typing import Any, Final, NamedTuple

from django.core.cache import cache
from django.db.models import Count, Max, QuerySet

from tallystick import periods
from tallystick.periods import Period
from tallystick.series import Vintage
from tallystick.status import Status
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure, Observation, Target, Withdrawal
from tallystick_web.measures.reading import outlook, readings
from tallystick_web.measures.reading.readings import Value
from tallystick_web.measures.reading.values import COLUMNS as VALUE_COLUMNS
from tallystick_web.record.queries import challenge

QUARTERS: Final = (1, 2, 3)
KNOWN_AFTER: Final = timedelta(days=61)
A_FEW: Final = 200  # figures that are looked at by themselves; of more the whole is looked at anew
A_VISIT: Final = 20  # measures and years whose forecasts are made in a visit
FINAL: Final = frozenset({Vintage.VALIDATED, Vintage.REVISED, Vintage.CORRECTED})


@dataclass(frozen=True, slots=True)
class Ended:
    """How a year ended for a measure, and what was forecast of it in each quarter."""

    outturn: Status | None = None
    forecast: Mapping[int, Status | None] = field(default_factory=dict)


Recorded = tuple[Value, datetime]
Held = dict[Period, list[Recorded]]


Which = tuple[int, int]
"""A measure's id, and the calendar year in which the year ended."""
Result = tuple[str | None, tuple[str | None, ...]]
"""The outturn and the forecast of each quarter, as plain words: four thousand of them are read at every visit."""


class Stamp(NamedTuple):
    """What all of it rests on: the figures of finished years, and the events that may touch a target or a definition."""

    years: tuple[date, ...] = ()
    newest: int | None = None
    number: int = 0
    withdrawn: int = 0
    events: Any = None


NONE: Final = Stamp()


@dataclass(frozen=True, slots=True)
class Kept:
    """What was worked out. `wanted` are all measures and years with a target; `rests_on` says of each measure what it was made from."""

    stamp: Stamp = NONE
    wanted: tuple[Which, ...] = ()
    rests_on: Mapping[int, str] = field(default_factory=dict)
    known: Mapping[Which, Result] = field(default_factory=dict)


def ended_years(council: Council, years: Sequence[Period], some: int) -> tuple[dict[tuple[int, Period], Ended], int]:
    """How each year ended for each measure that had a target of it, as far as worked out, and how many are not.

    Four queries; seven more after a change that may touch it, or while something waits.
    """
    key, stamp = challenge.key("years", council), _stamp(council, years)
    before: Kept = cache.get(key, Kept())
    kept = before if before.stamp == stamp else _looked_at(council, years, before, stamp)
    new = [which for which in kept.wanted if which not in kept.known][:some]
    if new:
        kept = replace(kept, known={**kept.known, **_results(new, years)})
    if kept is not before:
        cache.set(key, kept, None)
    ended = {year.end.year: year for year in years}
    found = {(id, ended[year]): _as_ended(result) for (id, year), result in kept.known.items()}
    return found, len(kept.wanted) - len(kept.known)


def _figures(council: Council, years: Sequence[Period]) -> QuerySet[Observation]:
    """The figures of finished years, in no order."""
    return Observation.objects.filter(measure__council=council, end__lte=_end(years)).order_by()


def _end(years: Sequence[Period]) -> date:
    return years[-1].end if years else date.min


def _stamp(council: Council, years: Sequence[Period]) -> Stamp:
    """Three queries."""
    figures = _figures(council, years).aggregate(newest=Max("id"), number=Count("id"))
    withdrawn = Withdrawal.objects.filter(observation__measure__council=council).count()
    events = challenge.stamp(council, "observations.recorded")
    return Stamp(tuple(year.end for year in years), figures["newest"], figures["number"], withdrawn, events)


def _looked_at(council: Council, years: Sequence[Period], before: Kept, stamp: Stamp) -> Kept:
    """What is still so of what was kept, and what is wanted now. Four queries at most."""
    given = _given_since(council, years, before.stamp, stamp)
    if given is not None:
        some = {one.pk: one for one in Measure.objects.filter(council=council, pk__in=given)}
        rests_on = {**before.rests_on, **_rests_on(council, some, measures.targets(some.values()), years)}
        known = {which: result for which, result in before.known.items() if which[0] not in given}
        return Kept(stamp, before.wanted, rests_on, known)
    every = {one.pk: one for one in Measure.objects.filter(council=council)}
    targets = measures.targets(every.values())
    wanted = tuple(
        (id, year.end.year) for id in every for year in years if any(aim.end == year.end for aim in targets.get(id, ()))
    )
    rests_on = _rests_on(council, {id: every[id] for id, _ in wanted}, targets, years)
    same = {id for id, one in rests_on.items() if before.rests_on.get(id) == one}
    known = {which: before.known[which] for which in wanted if which in before.known and which[0] in same}
    return Kept(stamp, wanted, rests_on, known)


def _given_since(council: Council, years: Sequence[Period], was: Stamp, now: Stamp) -> frozenset[int] | None:
    """The measures of which figures were added, where nothing else changed; None where something did. One query.

    A figure that was committed late has a smaller number than one that is there already: then the sum is wrong, and all is looked at.
    """
    if was.newest is None or was._replace(newest=now.newest, number=now.number) != now:
        return None
    added = list(_figures(council, years).filter(pk__gt=was.newest).values_list("measure", flat=True)[: A_FEW + 1])
    return frozenset(added) if len(added) == now.number - was.number <= A_FEW else None


def _rests_on(
    council: Council, some: Mapping[int, Measure], targets: Mapping[int, list[Target]], years: Sequence[Period]
) -> dict[int, str]:
    made = challenge.made_of(council, some, targets, until=_end(years))
    return {id: sha256(repr(one).encode()).hexdigest()[:16] for id, one in made.items()}


def _results(new: Sequence[Which], years: Sequence[Period]) -> dict[Which, Result]:
    """Work out some measures and years. Three queries."""
    ended, every = {year.end.year: year for year in years}, Measure.objects.in_bulk({id for id, _ in new})
    targets, held = measures.targets(every.values()), _observed(set(every))
    found = {}
    for id, year in new:
        one = _one(every[id], held.get(id, {}), targets.get(id, []), ended[year])
        forecasts = tuple(_said(one.forecast.get(quarter)) for quarter in QUARTERS)
        found[id, year] = (_said(one.outturn), forecasts)
    return found


def _said(status: Status | None) -> str | None:
    return str(status.value) if status else None


@cache_in_process
def _as_ended(result: Result) -> Ended:
    """Kept, because few different results serve all measures."""
    outturn, forecasts = result
    told = {quarter: Status(one) for quarter, one in zip(QUARTERS, forecasts, strict=True) if one}
    return Ended(Status(outturn) if outturn else None, told)


def _observed(ids: set[int]) -> dict[int, Held]:
    """For each measure's id and period of the council's own area, every vintage with the moment at which it was recorded. One query."""
    rows = Observation.objects.filter(measure__in=ids, area__kind=Area.Kind.OWN, withdrawal__isnull=True)
    found: dict[int, Held] = {}
    for *columns, at in rows.order_by("id").values_list(*VALUE_COLUMNS, "recorded_at"):
        value = Value(*columns[1:])
        found.setdefault(columns[0], {}).setdefault(value.period, []).append((value, at))
    return found


def _one(measure: Measure, held: Held, targets: Sequence[Target], year: Period) -> Ended:
    final = [
        rows[-1][0]
        for period, every in held.items()
        if period.end <= year.end and (rows := [row for row in every if row[0].vintage in FINAL])
    ]
    outturn, whole = _status(measure, final, targets, year)
    if not whole or outturn is None:
        return Ended()
    forecasts = {}
    for quarter in QUARTERS:
        end = periods.quarter(year.start.year, quarter).end
        known = [_known(every, end + KNOWN_AFTER) for period, every in held.items() if period.end <= end]
        forecasts[quarter] = _status(measure, known, targets, year)[0]
    return Ended(outturn, forecasts)


def _known(rows: Sequence[Recorded], by: date) -> Value:
    """The newest vintage recorded by a day; of those all recorded later, the first."""
    in_time = [value for value, at in rows if at.date() <= by]
    return in_time[-1] if in_time else rows[0][0]


def _status(
    measure: Measure, values: Sequence[Value], targets: Sequence[Target], year: Period
) -> tuple[Status | None, bool]:
    series = readings.series_of(readings.principal(values, measure.frequency))
    return outlook.year_end(series, measure, targets, year) if series.latest else (None, False)

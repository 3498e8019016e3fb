"""What was judged and forecast during past years beside what the years brought, by quarter and directorate.

A year counts once it is over. A priority's year was met when more than half of its measures with a target of that year met it, at the
last figure that is not provisional. A forecast of a quarter is made again from the figures as they were known two months after its end;
of figures that were all brought in later, the first that was written down stands for what was known.

Forecasts take a while: what was found of a measure and year is kept in the cache until its figures or targets change, a visit makes so many
at most, and the command `refresh` makes all. A figure of a year that is not over changes nothing here: while a round comes in, what is
kept stands.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache as cache_in_process
from hashlib import sha256
from typing import Any, Final

from django.core.cache import cache
from django.db.models import Count, Max

from tallystick import periods
from tallystick.charts import Area as ChartArea
from tallystick.charts import ComparisonChart
from tallystick.judgement import Rating, truth
from tallystick.judgement.truth import Case, Leaning, Tally
from tallystick.periods import Frequency, Period
from tallystick.rates import Interval
from tallystick.series import Vintage
from tallystick.status import Status
from tallystick_web.common.exports import Table
from tallystick_web.councils.models import Area, Council, Unit
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure, Observation, Target, Withdrawal
from tallystick_web.measures.reading import outlook, readings
from tallystick_web.measures.reading.readings import Value
from tallystick_web.measures.reading.values import COLUMNS as VALUE_COLUMNS
from tallystick_web.plans.models import Evidence, Priority
from tallystick_web.record.queries import challenge
from tallystick_web.reviews import queries as reviews
from tallystick_web.reviews.models import Coverage, Round

QUARTERS: Final = (1, 2, 3)
KNOWN_AFTER: Final = timedelta(days=61)
A_VISIT: Final = 20  # measures and years whose forecasts are made in a visit
FINAL: Final = frozenset({Vintage.VALIDATED, Vintage.REVISED, Vintage.CORRECTED})
NOBODYS: Final = "No directorate"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a year ended for a measure, and what was forecast of it in each quarter."""

    outturn: Status | None = None
    forecast: Mapping[int, Status | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A quarter of a directorate, or of the whole council where `group` is empty."""

    quarter: int
    group: str
    tally: Tally

    @property
    def few(self) -> bool:
        return self.tally.true_share is None

    @property
    def share(self) -> str:
        return _percent(self.tally.true_share)

    @property
    def optimism(self) -> str:
        return _points(self.tally.optimism)

    @property
    def leaning(self) -> str:
        return str(self.tally.leaning)


@dataclass(frozen=True, slots=True)
class Truth:
    """Ratings and forecasts beside outturns. `waiting` measures and years have not been worked out yet."""

    years: list[Period]
    ratings: list[Row]
    forecasts: list[Row]
    waiting: int
    made_up: bool

    @property
    def whole(self) -> list[Row]:
        """The ratings of the whole council, a row a quarter."""
        return [row for row in self.ratings if not row.group]

    @property
    def heading(self) -> str:
        told = [row for row in self.whole if not row.few]
        if not told:
            return "There are too few judgements of finished years to tell how often they came true"
        last = told[-1]
        return f"{last.tally.true} of {last.tally.statements} greens and reds of quarter {last.quarter} came true at the year’s end"

    @property
    def leaning(self) -> list[Row]:
        """Where optimism or pessimism is more than chance."""
        return [row for row in self.ratings if row.tally.leaning in (Leaning.OPTIMISTIC, Leaning.PESSIMISTIC)]

    @property
    def chart(self) -> ComparisonChart | None:
        """The share that came true, with its interval, of ratings and of forecasts by quarter."""
        rows = [
            _area(f"{name}, quarter {row.quarter}", row.tally.true_share)
            for name, found in (("Ratings", self.ratings), ("Forecasts", self.forecasts))
            for row in found
            if not row.group and row.tally.true_share
        ]
        return ComparisonChart("How often greens and reds came true", rows, unit="%") if rows else None


def _area(name: str, share: Interval | None) -> ChartArea:
    value, low, high = (share.value, share.lower, share.upper) if share else (0.0, 0.0, 0.0)
    return ChartArea(name, round(value * 100, 1), round(low * 100, 1), round(high * 100, 1))


def _percent(found: Interval | None) -> str:
    if found is None:
        return ""
    value, low, high = (round(one * 100) for one in (found.value, found.lower, found.upper))
    return f"{value}% ({low}% to {high}%)"


def _points(found: Interval | None) -> str:
    if found is None:
        return ""
    value, low, high = (_signed(round(one * 100)) for one in (found.value, found.lower, found.upper))
    return f"{value} points ({low} to {high})"


def _signed(number: int) -> str:
    return f"{number:+d}".replace("-", "−") if number else "0"


def judged(council: Council, on: date, some: int = A_VISIT) -> Truth:
    """What ratings and forecasts of finished years came to. The number of queries does not grow with priorities and measures."""
    rounds = [one for one in reviews.rounds(council) if one.frequency == Frequency.QUARTER]
    years = sorted({_year(one) for one in rounds if _year(one).end < on}, key=lambda one: one.end)
    ended, waiting = _ended(council, years, some)
    groups = _directorates(council)
    services = dict(Measure.objects.filter(council=council).order_by().values_list("pk", "service_id"))
    forecasts = [
        Case(quarter, groups.get(services.get(id) or 0, NOBODYS), said, result.outturn is Status.ON_TRACK)
        for (id, _), result in ended.items()
        if result.outturn
        for quarter, expected in result.forecast.items()
        if expected and (said := truth.of_status(expected))
    ]
    ratings, made_up = _rated(council, rounds, years, ended, groups)
    return Truth(years, _rows(ratings), _rows(forecasts), waiting, made_up)


def _rows(cases: Sequence[Case]) -> list[Row]:
    return [Row(quarter, group, tally) for (quarter, group), tally in truth.by_group(cases).items()]


def _year(round: Round) -> Period:
    return periods.containing(round.end, Frequency.FINANCIAL_YEAR)


def _quarter(round: Round) -> int:
    """1 for April to June."""
    return (round.start.month - 4) % 12 // 3 + 1


def _directorates(council: Council) -> dict[int, str]:
    """The directorate of each unit: the top of its branch. One query."""
    units = {one.pk: one for one in Unit.objects.filter(council=council)}

    def top(unit: Unit) -> Unit:
        above = units.get(unit.parent_id or 0)
        return top(above) if above else unit

    return {id: top(unit).name for id, unit in units.items()}


def _rated(
    council: Council,
    rounds: Sequence[Round],
    years: Sequence[Period],
    ended: Mapping[tuple[int, Period], Ended],
    groups: Mapping[int, str],
) -> tuple[list[Case], bool]:
    """A case for every rating of a quarter of a finished year whose outcome is known. Three queries."""
    counted = {
        one.pk: (_quarter(one), _year(one)) for one in rounds if _year(one) in years and _quarter(one) in QUARTERS
    }
    linked: dict[int, list[int]] = {}
    for priority, measure in Evidence.objects.filter(priority__council=council).values_list(
        "priority_id", "measure_id"
    ):
        linked.setdefault(priority, []).append(measure)
    services = dict(Priority.objects.filter(council=council).values_list("pk", "service_id"))
    rows = Coverage.objects.filter(round__in=counted).exclude(assessment__rating="").order_by()
    cases, made_up = [], False
    for round, priority, rating, illustrative in rows.values_list(
        "round_id", "priority_id", "assessment__rating", "assessment__illustrative"
    ):
        quarter, year = counted[round]
        results = (ended.get((measure, year), Ended()).outturn for measure in linked.get(priority, []))
        met = truth.outcome(results)
        if met is not None:
            group = groups.get(services.get(priority) or 0, NOBODYS)
            cases.append(Case(quarter, group, truth.of_rating(Rating(rating)), met))
            made_up = made_up or illustrative
    return cases, made_up


Recorded = tuple[Value, datetime]
Held = dict[Period, list[Recorded]]


Which = tuple[int, int]
"""A measure's id, and the calendar year in which the year ended."""
Result = tuple[str | None, tuple[str | None, ...]]
"""The outturn and the forecast of each quarter, as plain words: four thousand of them are read at every visit."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was worked out. `wanted` are all measures and years with a target; `rests_on` says of each measure what it was made from."""

    stamp: Any = None
    wanted: tuple[Which, ...] = ()
    rests_on: Mapping[int, str] = field(default_factory=dict)
    known: Mapping[Which, Result] = field(default_factory=dict)


def _ended(council: Council, years: Sequence[Period], some: int) -> tuple[dict[tuple[int, Period], Ended], int]:
    """How each year ended for each measure that had a target of it, as far as worked out, and how many are not.

    Four queries; six more after a change that may touch it, or while something waits.
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


def _stamp(council: Council, years: Sequence[Period]) -> Any:
    """What all of it rests on: the figures of finished years, and the events that may touch a target or a definition. Three queries."""
    over = Observation.objects.filter(
        measure__council=council, end__lte=years[-1].end if years else date.min
    ).order_by()
    figures = over.aggregate(newest=Max("id"), number=Count("id"))
    withdrawn = Withdrawal.objects.filter(observation__measure__council=council).count()
    events = challenge.stamp(council, "observations.recorded")
    return ([year.end for year in years], figures["newest"], figures["number"], withdrawn, events)


def _looked_at(council: Council, years: Sequence[Period], before: Kept, stamp: Any) -> Kept:
    """What is still so of what was kept, and what is wanted now. Three queries."""
    every = {one.pk: one for one in Measure.objects.filter(council=council)}
    targets = measures.targets(every.values())
    wanted = tuple(
        (id, year.end.year) for id in every for year in years if any(aim.end == year.end for aim in targets.get(id, ()))
    )
    some = {id: every[id] for id, _ in wanted}
    made = challenge.made_of(council, some, targets, until=years[-1].end if years else None)
    rests_on = {id: sha256(repr(one).encode()).hexdigest()[:16] for id, one in made.items()}
    same = {id for id, one in rests_on.items() if before.rests_on.get(id) == one}
    known = {which: before.known[which] for which in wanted if which in before.known and which[0] in same}
    return Kept(stamp, wanted, rests_on, known)


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


COLUMNS: Final = (
    "What", "Quarter", "Directorate", "Greens", "Greens met", "Reds", "Reds missed", "Amber", "Share that came true, %", "From", "To",
    "Optimism, points", "Optimism from", "Optimism to", "Leaning",
)  # fmt: skip


def file(found: Truth) -> Table:
    """The same as a table; every figure to a tenth of a per cent."""
    named = (("Ratings", found.ratings), ("Forecasts", found.forecasts))
    return Table("judgement", COLUMNS, (_cells(name, row) for name, rows in named for row in rows))


def _cells(name: str, row: Row) -> Sequence[str | int | None]:
    one = row.tally
    return (
        name, row.quarter, row.group or "All", one.greens, one.greens_met, one.reds, one.reds_missed, one.unsure,
        *_tenths(one.true_share), *_tenths(one.optimism), str(one.leaning).replace("_", " "),
    )  # fmt: skip


def _tenths(found: Interval | None) -> Iterator[str]:
    limits = (None, None, None) if found is None else (found.value, found.lower, found.upper)
    return ("" if one is None else f"{one * 100:.1f}" for one in limits)


def refreshed(slugs: Iterable[str], on: date) -> Iterator[str]:
    """Work out every finished year of councils; a line for each. Of all councils where none is named."""
    wanted = list(slugs)
    for council in Council.objects.filter(slug__in=wanted) if wanted else Council.objects.all():
        found = judged(council, on, sys.maxsize)
        yield f"{council}: {len(found.years)} finished years set beside what was judged and forecast of them"

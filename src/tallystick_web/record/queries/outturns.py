"""What was judged and forecast during past years beside what the years brought, by quarter and directorate.

A year counts once it is over. A priority's year was met when more than half of its measures with a target of that year met it, at the
last figure that is not provisional. How each year ended for each measure is told by `year_ends`.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tallystick import periods
from tallystick.charts import Area as ChartArea
from tallystick.charts import ComparisonChart
from tallystick.judgement import Rating, truth
from tallystick.judgement.truth import Case, Leaning, Tally
from tallystick.periods import Frequency, Period
from tallystick.rates import Interval
from tallystick.status import Status
from tallystick_web.common.exports import Table
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Unit
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Evidence, Priority
from tallystick_web.record.queries.year_ends import A_VISIT, QUARTERS, Ended, ended_years
from tallystick_web.reviews import queries as reviews
from tallystick_web.reviews.models import Coverage, Round

NOBODYS: Final = "No directorate"


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

    @property
    def lean(self) -> str:
        """Which of the two failed more often, and by how much, in a clause that leaves no sign to be read the wrong way round."""
        found = self.tally.optimism
        if found is None:
            return ""
        if found.value > 0:
            return f"Greens failed more often than reds came good, by {_more(found.value, found.lower, found.upper)}"
        return f"Reds came good more often than greens failed, by {_more(-found.value, -found.upper, -found.lower)}"


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


def _more(value: float, low: float, high: float) -> str:
    """A difference that is more than nought: `40 points (12 to 63)`."""
    return f"{round(value * 100)} points ({round(low * 100)} to {round(high * 100)})"


def _signed(number: int) -> str:
    return f"{number:+d}".replace("-", "−") if number else "0"


def judged(council: Council, on: date, some: int = A_VISIT) -> Truth:
    """What ratings and forecasts of finished years came to. The number of queries does not grow with priorities and measures."""
    rounds = [one for one in reviews.rounds(council) if one.frequency == Frequency.QUARTER]
    years = sorted({_year(one) for one in rounds if _year(one).end < on}, key=lambda one: one.end)
    ended, waiting = ended_years(council, years, some)
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
    for council in councils.councils(slugs):
        found = judged(council, on, sys.maxsize)
        yield f"{council}: {len(found.years)} finished years set beside what was judged and forecast of them"

"""The chart of a measure and the table beneath it, from the same values, so that the two cannot differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tallystick.charts import Line, SeriesChart, YearEndChart
from tallystick.periods import Period
from tallystick.series import Missing, Observation, Series
from tallystick_web.common import words
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Target
from tallystick_web.measures.reading.readings import KINDS, Reading, Value

MOST_PERIODS = 60
MOST_COMPARATORS = 4
Areas = dict[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a further line."""

    value: Decimal | None = None
    illustrative: bool = False


EMPTY = Cell()
Found = dict[Period, Cell]


@dataclass(frozen=True, slots=True)
class Row:
    """A period in the table: the council's own value, then the value of each further line of the chart."""

    period: Period
    own: Value | None
    others: list[Cell]

    @property
    def anchor(self) -> str:
        return self.period.slug


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with the rows of its table, newest first, and the names of the lines beyond the council's own."""

    chart: SeriesChart
    rows: list[Row]
    names: list[str]

    @property
    def made_up(self) -> bool:
        """Whether a value that is drawn was generated."""
        own = any(row.own.illustrative for row in self.rows if row.own)
        return own or any(cell.illustrative for row in self.rows for cell in row.others)

    @property
    def marks(self) -> list[str]:
        """Every mark that the table shows, for the notes beneath it."""
        return [mark for row in self.rows if row.own for mark in row.own.marks]


def picture(reading: Reading, values: Iterable[Value], areas: Areas, targets: Sequence[Target]) -> Picture:
    """The series of a measure with its targets and up to four comparators, over the last sixty periods."""
    compared = _comparators(values, reading, areas)
    periods = _periods(reading, compared)
    aims = _targets(reading, periods, targets)
    own = {one.period: one for one in reading.values}
    rows = [
        Row(period, own.get(period), [found.get(period, EMPTY) for found in (*aims.values(), *compared.values())])
        for period in periods
    ]
    places = reading.measure.decimals
    chart = SeriesChart(
        title=_title(reading),
        periods=[str(period) for period in periods],
        line=_own_line(rows, areas, places),
        targets=[_line(name, periods, found, places) for name, found in aims.items()],
        comparators=[_line(name, periods, found, places) for name, found in compared.items()],
        unit=reading.measure.unit if reading.measure.unit in ("%", "£") else "",
    )
    return Picture(chart, rows[::-1], [*aims, *compared])


def _title(reading: Reading) -> str:
    unit = reading.measure.unit
    return f"{reading.measure.title} ({unit})" if unit else reading.measure.title


def _own_line(rows: Sequence[Row], areas: Areas, places: int | None) -> Line:
    name = next((name for name, kind in areas.values() if kind == "own"), "This council")
    points = [_drawn(row.own.value if row.own else None, places) for row in rows]
    return Line(name, points, [row.own.vintage if row.own else None for row in rows])


def _line(name: str, periods: Sequence[Period], found: Found, places: int | None) -> Line:
    return Line(name, [_drawn(found.get(period, EMPTY).value, places) for period in periods])


def _drawn(value: Decimal | None, places: int | None) -> Decimal | None:
    """A value as the chart names it: in the places of the measure, as the table does."""
    return None if value is None else words.rounded(value, places)


def in_places(chart: YearEndChart, places: int | None) -> YearEndChart:
    """The same chart with the figures of both years in the places of the measure: running totals and rates have many."""
    places = chart.places if places is None else places
    earlier = replace(chart.earlier, points=_in_places(chart.earlier, places)) if chart.earlier else None
    return replace(chart, line=replace(chart.line, points=_in_places(chart.line, places)), earlier=earlier)


def _in_places(line: Line, places: int) -> list[Decimal | None]:
    return [None if point is None else words.rounded(point, places) for point in line.points]


def _comparators(values: Iterable[Value], reading: Reading, areas: Areas) -> dict[str, Found]:
    """The series of other areas of the same frequency, nation first; parts of our own area are no comparators."""
    frequency = reading.values[-1].frequency if reading.values else reading.measure.frequency
    found: dict[tuple[int, str], Found] = {}
    for one in values:
        name, kind = areas[one.area_id]
        if kind not in ("own", "locality") and one.frequency == frequency and one.value is not None:
            found.setdefault((KINDS.index(kind), name), {})[one.period] = Cell(one.value, one.illustrative)
    return {name: found[kind, name] for kind, name in sorted(found)[:MOST_COMPARATORS]}


def _periods(reading: Reading, compared: dict[str, Found]) -> list[Period]:
    """The periods of the chart, those without any value among them: quarters a year apart must not be drawn as neighbours."""
    periods = {one.period for one in reading.values}
    for found in compared.values():
        periods |= set(found)
    placed = Series(Observation(period, missing=Missing.NOT_COLLECTED) for period in periods)
    return sorted([*periods, *placed.gaps()])[-MOST_PERIODS:]


def _targets(reading: Reading, periods: Sequence[Period], targets: Sequence[Target]) -> dict[str, Found]:
    """Each target by its name, where it applies to a period that is drawn."""
    found: dict[str, Found] = {}
    latest = reading.latest.value if reading.latest else None
    for period in periods:
        for target in measures.target_for(reading.measure, period, targets, latest):
            found.setdefault(target.name, {})[period] = Cell(target.value, target.illustrative)
    return found

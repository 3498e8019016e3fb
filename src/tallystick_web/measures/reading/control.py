"""The control chart of a measure: which values are usual and which are not, or why that cannot be told.

A series with a season is charted without it, since a winter value beyond the limits of a year is no news; one that was defined anew gets
limits of its own from there on. With twelve values the chart is what the page opens with; with fewer it can be asked for, and says that
its limits are provisional.
"""

from dataclasses import dataclass, replace

from tallystick import charts, spc
from tallystick.charts import SpcChart, SpcRow
from tallystick.series import Marker
from tallystick.spc import Chart, Point, SpcError
from tallystick.status import Polarity
from tallystick_web.measures.models import Measure
from tallystick_web.measures.reading import readings
from tallystick_web.measures.reading.readings import Reading

ENOUGH = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table beneath: as the library gives it, with where the history speaks of its period."""

    cells: SpcRow
    anchor: str
    missing: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Control:
    """The chart with its sentence and table, newest first. Where there is none, `sentence` says why."""

    shown: SpcChart | None
    sentence: str
    rows: tuple[Row, ...] = ()
    season: str = ""
    enough: bool = False

    @property
    def places(self) -> int:
        """The decimals in which limits are shown, and values beside them."""
        return self.shown.places if self.shown else 2

    @property
    def made_up(self) -> bool:
        """Whether the chart rests on a value that was generated."""
        return any(row.illustrative for row in self.rows)


def control(reading: Reading) -> Control:
    """The control chart of the council's own series."""
    measure, series = reading.measure, reading.series
    season = ""
    try:
        if reading.changes and reading.changes.seasonal:
            found = spc.seasonal_chart(series, improvement=Polarity(measure.polarity))
            chart, season = found.chart, found.method.words
        else:
            chart = _chart(reading)
    except SpcError as error:
        return Control(None, f"There is no control chart: {error}.")
    sentence = spc.sentence(chart, unit=measure.unit, decimals=measure.decimals)
    if season:
        sentence = f"{season[:1].upper()}{season[1:]}: {sentence[:1].lower()}{sentence[1:]}"
    if chart.cannot_tell or chart.latest is None:
        return Control(None, sentence)
    enough = sum(point.value is not None for point in chart.points) >= ENOUGH
    shown = _shown(measure, chart, reading, season)
    return Control(shown, sentence, _rows(shown, reading), season, enough)


def _chart(reading: Reading) -> Chart:
    aim = next((readings.usable(one.target) for one in reading.standings), None)
    polarity = Polarity(reading.measure.polarity)
    target = aim.value if aim and polarity in (Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER) else None
    breaks = [one.period for one in reading.series if Marker.BREAK in one.markers]
    return spc.chart(reading.series, improvement=polarity, target=target, rebase=breaks)


def _shown(measure: Measure, chart: Chart, reading: Reading, season: str) -> SpcChart:
    places = charts.SpcChart("", chart).places if measure.decimals is None else measure.decimals
    chart = replace(chart, points=tuple(_rounded(point, places) for point in chart.points)) if season else chart
    found: dict[object, str] = {one.period: one.vintage for one in reading.values}
    return SpcChart(
        title=f"{measure.title}{f' ({measure.unit})' if measure.unit else ''}{f', {season}' if season else ''}",
        chart=chart, label="Latest, adjusted" if season else "Latest",
        unit=measure.unit if measure.unit in ("%", "£") else "",
        target_name=next((one.target.name for one in reading.standings), "Target"),
        vintages=[found.get(point.label) for point in chart.points],
    )  # fmt: skip


def _rounded(point: Point, places: int) -> Point:
    """An adjusted value in as many places as the limits: it is computed, and more would look like knowledge."""
    return replace(point, value=None if point.value is None else round(point.value, places))


def _rows(shown: SpcChart, reading: Reading) -> tuple[Row, ...]:
    values = {str(one.period): one for one in reading.values}
    found = []
    for cells in charts.spc_rows(shown):
        value = values.get(cells.period)
        anchor, missing = (value.anchor, value.missing) if value else ("", "")
        found.append(Row(cells, anchor, missing, bool(value and value.illustrative)))
    return tuple(reversed(found))

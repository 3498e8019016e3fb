"""Which chart a measure gets, and the chart itself from the answers about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tallystick import change, charts, spc
from tallystick.charts import Line, SeriesChart, SpcChart
from tallystick.cli.answers import Answers
from tallystick.cli.gathering import Measure
from tallystick.cli.words import decimals_of, seasonal_of, year_end_sentence
from tallystick.periods import Period
from tallystick.series import Series

# Limits of fewer points say little: the trend is drawn then.
LEAST_FOR_LIMITS = 12


class NotDrawn(ValueError):
    """A chart that was asked for and cannot be drawn; the message says why."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The chart, what kind it is in words, and the sentence that it shows."""

    svg: str
    kind: str
    words: str = ""


def kind_of(found: Answers) -> str:
    """A control chart from twelve values on, without the season where there is one; else the trend."""
    if found.chart is None or found.chart.cannot_tell or len(found.measure.series.known) < LEAST_FOR_LIMITS:
        return "trend"
    return "seasonal" if seasonal_of(found) else "spc"


def drawn(found: Answers, kind: str) -> Drawn:
    """The chart of that kind. Raises `NotDrawn`."""
    draw = {"spc": _control, "seasonal": _seasonal, "trend": _trend, "year-end": _year_end}[kind]
    bare = draw(found)
    about = f"{title(found.measure)}, {found.measure.area}" if found.measure.area else title(found.measure)
    heading = f"{about}, {bare.kind.removeprefix('control chart ')}" if kind == "seasonal" else about
    return replace(bare, svg=charts.headed(bare.svg, heading, bare.words))


def file_names(output: Path, names: Sequence[str]) -> list[Path]:
    """The file asked for; of several, one each with the measure's name in it, and a number where two are called the same."""
    if len(names) == 1:
        return [output]
    found: list[Path] = []
    for name in names:
        plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:60] or "measure"
        wanted = output.with_name(f"{output.stem}-{plain}{output.suffix}")
        same = sum(re.fullmatch(rf"{re.escape(wanted.stem)}(-\d+)?", one.stem) is not None for one in found)
        found.append(wanted.with_stem(f"{wanted.stem}-{same + 1}") if same else wanted)
    return found


def _control(found: Answers) -> Drawn:
    if found.chart is None:
        raise NotDrawn("; ".join(found.why_not) or "there is no value yet.")
    said = spc.sentence(found.chart, unit=found.unit)
    name = found.standings[0].aim.name if found.standings else ""
    shown = SpcChart(
        title(found.measure), found.chart, found.measure.area or "Latest", found.unit if len(found.unit) < 2 else "",
        name or "Target", "", _vintages(found.measure.series),
    )  # fmt: skip
    return Drawn(charts.spc_chart(shown), "control chart", said)


def _vintages(series: Series) -> list[str | None]:
    """Those of the points of a control chart, in which a gap is a point too."""
    points = sorted({*series.periods, *series.gaps()})
    return [one.vintage.value if (one := series.at(period)) else None for period in points]


def _seasonal(found: Answers) -> Drawn:
    try:
        seasonal = spc.seasonal_chart(found.measure.series, improvement=found.polarity)
    except spc.SpcError as error:
        raise NotDrawn(f"{error}.") from None
    words = seasonal.method.words
    said = spc.sentence(seasonal.chart, unit=found.unit, decimals=decimals_of(found.measure.series))
    shown = SpcChart(
        f"{title(found.measure)}, {words}",
        seasonal.chart,
        found.measure.area or "Latest",
        found.unit if len(found.unit) < 2 else "",
    )
    return Drawn(charts.spc_chart(shown), f"control chart {words}", said)


def _trend(found: Answers) -> Drawn:
    series = found.measure.series
    periods = sorted({*series.periods, *series.gaps()})
    known = [series.at(period) for period in periods]
    line = Line(
        found.measure.area or "Latest",
        [one.value if one else None for one in known],
        [one.vintage.value if one else None for one in known],
    )
    targets = [
        Line(each.aim.name or "Target", _target_at(found.measure, periods, each.aim.name)) for each in found.standings
    ]
    compared = [
        Line(name, [one.value if (one := theirs.at(period)) else None for period in periods])
        for name, theirs in found.measure.comparators
    ]
    unit = found.unit if len(found.unit) < 2 else ""
    chart = SeriesChart(title(found.measure), [str(period) for period in periods], line, targets, compared, unit)
    return Drawn(charts.series_chart(chart), "trend", change.sentence(found.changes) if found.changes else "")


def _target_at(measure: Measure, periods: Sequence[Period], name: str) -> list[charts.Number | None]:
    """The target of each period, as far as the table gives one."""
    given = [one for one in measure.targets if one.name == name]
    return [
        next((one.value for one in given if one.period == period), None)
        or next((one.value for one in given if one.period is None or one.period.contains(period)), None)
        for period in periods
    ]


def _year_end(found: Answers) -> Drawn:
    end = found.year_end
    if end is None or end.outturn.expected is None:
        reason = (
            end.outturn.cannot.words
            if end and end.outturn.cannot
            else "; ".join(found.why_not) or "there is no value yet"
        )
        raise NotDrawn(f"no year’s end can be forecast: {reason.rstrip('.')}.")
    target = end.aim.target if end.aim else None
    chart = charts.year_end_of(
        found.measure.series, end.outturn, end.makeup, title=title(found.measure), label=found.measure.area or "So far",
        unit=found.unit if len(found.unit) < 2 else "", target=target.value if target else None,
        target_name=(end.aim.name if end.aim else "") or "Target",
    )  # fmt: skip
    if chart is None:
        raise NotDrawn("no year’s end can be drawn.")
    return Drawn(charts.year_end_chart(chart), "year’s end", year_end_sentence(end, found))


def title(measure: Measure) -> str:
    """The measure with its unit, which the axis cannot hold where it is long."""
    name = measure.title or measure.reference
    return f"{name} ({measure.stated_in})" if measure.stated_in else name

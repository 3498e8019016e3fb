"""The large chart of a series: its line and vintages, targets, comparators, usual range, each named where it ends."""

from collections.abc import Iterator, Sequence
from typing import Final

from tallystick.charts import axes, canvas, values
from tallystick.charts.values import Line, SeriesChart

_DASHES: Final = ("2 3", "9 3 2 3", "5 2", "1 4", "12 4")
_MOST_POINTS_MARKED: Final = 40
_VINTAGES: Final = ("validated", "provisional", "estimated", "revised", "corrected")


def series_chart(chart: SeriesChart, width: int = 760, height: int = 360) -> str:
    """The large chart of a series: about a millisecond, a few kilobytes."""
    shown = list(_shown(chart))
    if not shown:
        return axes.blank(chart.title, width)
    marks = canvas.ticks(*axes.ends(shown, chart.from_zero))
    frame = _frame(chart, marks, width, height)
    target = f'stroke="{canvas.TARGET}" stroke-width="1.6" stroke-dasharray="7 4"'
    parts = [
        canvas.opening("chart", chart.title, chart.description or _description(chart), width, height),
        canvas.band(chart.band, frame, "usual range"),
        *axes.value_axis(marks, frame, chart.unit),
        *axes.period_axis(chart.periods, frame),
        *(canvas.path(line, frame, _comparator(n)) for n, line in enumerate(chart.comparators)),
        *(canvas.path(line, frame, target) for line in chart.targets),
        canvas.path(chart.line, frame, f'stroke="{canvas.INK}" stroke-width="2.6" stroke-linejoin="round"'),
        _leader(chart, frame) if values.last(chart.line) is not None else "",
        *_points(chart, frame),
        *axes.end_labels(_line_ends(chart, frame), frame),
        *_vintage_key(chart, frame, height),
    ]
    return "".join(parts) + "</svg>"


def _shown(chart: SeriesChart) -> Iterator[float]:
    """Everything that must fit on the axis; nothing at all where the series and its lines are empty."""
    known = list(values.numbers(value for line in chart.lines for value in line.points))
    yield from known
    if known and chart.band:
        yield from values.numbers(chart.band)


def _frame(chart: SeriesChart, marks: Sequence[float], width: int, height: int) -> canvas.Frame:
    right = 20 + canvas.BOLD * canvas.CHARACTER * max(
        (len(_end_words(line, chart.unit)) for line in chart.lines), default=0
    )
    below = 62 if _vintages(chart) else 36
    return canvas.Frame(
        axes.margin(marks, chart.unit), 14, width - right, height - below, marks[0], marks[-1], len(chart.periods)
    )


def _comparator(number: int) -> str:
    return f'stroke="{canvas.SOFT}" stroke-width="1.4" stroke-dasharray="{_DASHES[number % len(_DASHES)]}"'


def _points(chart: SeriesChart, frame: canvas.Frame) -> Iterator[str]:
    """Vintage by shape, on every point of a short series; of a long one on the last and on those not final."""
    every = frame.count <= _MOST_POINTS_MARKED
    runs = [pair for run in canvas.runs(chart.line.points[: frame.count]) for pair in run]
    for at, value in runs:
        vintage = chart.line.vintage(at)
        if every or vintage != "validated" or at == runs[-1][0]:
            shown = canvas.figure(chart.line.points[at] or 0, chart.unit)
            note = f"{chart.periods[at]}: {shown}" + (f" ({vintage})" if vintage != "validated" else "")
            yield axes.vintage_shape(vintage, frame.x(at), frame.y(value), note)


def _vintages(chart: SeriesChart) -> list[str]:
    """The vintages that need a key: none where every figure is final."""
    known = [pair for run in canvas.runs(chart.line.points) for pair in run]
    found = {chart.line.vintage(at) for at, _ in known}
    return [] if found <= {"validated"} else [vintage for vintage in _VINTAGES if vintage in found]


def _vintage_key(chart: SeriesChart, frame: canvas.Frame, height: int) -> Iterator[str]:
    x, y = frame.left + 5, height - 12.0
    for vintage in _vintages(chart):
        yield axes.vintage_shape(vintage, x, y) + canvas.text(x + 10, y + 4.5, vintage)
        x += 34 + canvas.CHARACTER * len(vintage)


def _end_words(line: Line, unit: str) -> str:
    last = values.last(line)
    return f"{axes.short(line.label)} {canvas.figure(last, unit)}".strip() if last is not None else ""


def _line_ends(chart: SeriesChart, frame: canvas.Frame) -> Iterator[tuple[float, str, str]]:
    for line in chart.lines:
        last = values.number(values.last(line))
        if last is not None:
            colour = canvas.INK if line is chart.line else canvas.TARGET if line in chart.targets else canvas.SOFT
            yield frame.y(last), _end_words(line, chart.unit), colour


def _leader(chart: SeriesChart, frame: canvas.Frame) -> str:
    """A series that stops early is led over to its name, too faintly to be read as figures."""
    *_, (at, value) = (pair for run in canvas.runs(chart.line.points) for pair in run)
    y = f"{frame.y(value):.1f}"
    leader = f'<path d="M{frame.x(at):.1f} {y}H{frame.right + 6:.1f}" stroke="{canvas.SOFT}" stroke-dasharray="1 5"/>'
    return leader if at < frame.count - 1 else ""


def _description(chart: SeriesChart) -> str:
    """The chart in a sentence, for who does not see it."""
    known = [(value, chart.periods[at]) for run in canvas.runs(chart.line.points) for at, value in run]
    if not known:
        return "The series has no figures yet."
    (start, first), (end, latest), low, high = known[0], known[-1], min(known), max(known)
    others = (*chart.targets, *chart.comparators)
    said = [
        f"{chart.line.label}: from {_said(start, chart)} in {first} to {_said(end, chart)} in {latest}.",
        f"Lowest {_said(low[0], chart)} ({low[1]}), highest {_said(high[0], chart)} ({high[1]}).",
        *(f"{_end_words(line, chart.unit)}." for line in others if values.last(line) is not None),
    ]
    return " ".join(said)


def _said(value: float, chart: SeriesChart) -> str:
    return canvas.figure(value, chart.unit)

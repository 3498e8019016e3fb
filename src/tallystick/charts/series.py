"""The large chart of a series: its line and vintages, targets, comparators, usual range, each named where it ends."""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from tallystick.charts import canvas, values
from tallystick.charts.values import Line, SeriesChart

_DASHES: Final = ("2 3", "9 3 2 3", "5 2", "1 4", "12 4")
_MOST_POINTS_MARKED: Final = 40
_LONGEST_LABEL: Final = 30
_VINTAGES: Final = ("validated", "provisional", "estimated", "revised", "corrected")


def series_chart(chart: SeriesChart, width: int = 760, height: int = 360) -> str:
    """The large chart of a series: about a millisecond, a few kilobytes."""
    shown = list(_shown(chart))
    if not shown:
        return _blank(chart, width)
    marks = canvas.ticks(*_ends(shown, chart.from_zero))
    frame = _frame(chart, marks, width, height)
    target = f'stroke="{canvas.TARGET}" stroke-width="1.6" stroke-dasharray="7 4"'
    parts = [
        canvas.opening("chart", chart.title, chart.description or _description(chart), width, height),
        canvas.band(chart.band, frame, "usual range"),
        *_value_axis(marks, frame, chart.unit),
        *_period_axis(chart.periods, frame),
        *(canvas.path(line, frame, _comparator(n)) for n, line in enumerate(chart.comparators)),
        *(canvas.path(line, frame, target) for line in chart.targets),
        canvas.path(chart.line, frame, f'stroke="{canvas.INK}" stroke-width="2.6" stroke-linejoin="round"'),
        _leader(chart, frame) if values.last(chart.line) is not None else "",
        *_points(chart, frame),
        *_end_labels(chart, frame),
        *_vintage_key(chart, frame, height),
    ]
    return "".join(parts) + "</svg>"


def _blank(chart: SeriesChart, width: int) -> str:
    """A chart of nothing says so, rather than showing an empty frame that could be read as zero."""
    message = canvas.text(width / 2, 45, "No figures to show yet", canvas.SOFT, "middle", 15)
    return canvas.opening("chart", chart.title, "No figures to show yet.", width, 80) + message + "</svg>"


def _shown(chart: SeriesChart) -> Iterator[float]:
    """Everything that must fit on the axis; nothing at all where the series and its lines are empty."""
    known = [number for line in chart.lines for value in line.points if (number := values.number(value)) is not None]
    yield from known
    if known and chart.band:
        yield from (number for value in chart.band if (number := values.number(value)) is not None)


def _ends(shown: Sequence[float], from_zero: bool) -> tuple[float, float]:
    """The axis begins at zero where asked or where the values come near it; else the shape of the line matters more."""
    low, high = min(shown), max(shown)
    if from_zero or (0 < low < 0.35 * high):
        low = min(low, 0.0)
    if from_zero or (0 > high > 0.35 * low):
        high = max(high, 0.0)
    return low, high


def _frame(chart: SeriesChart, marks: Sequence[float], width: int, height: int) -> canvas.Frame:
    left = 14 + canvas.CHARACTER * max(len(label) for label in _tick_labels(marks, chart.unit))
    right = 20 + canvas.CHARACTER * max((len(_end_words(line, chart.unit)) for line in chart.lines), default=0)
    below = 62 if _vintages(chart) else 36
    return canvas.Frame(left, 14, width - right, height - below, marks[0], marks[-1], len(chart.periods))


def _tick_labels(marks: Sequence[float], unit: str) -> list[str]:
    """Millions and thousands of millions shortened, decimals only as many as the step needs."""
    largest = max(abs(mark) for mark in marks)
    divisor, suffix = next((d, s) for d, s in ((1e9, "bn"), (1e6, "m"), (1.0, "")) if largest >= 10 * d or d == 1)
    step = Decimal(f"{(marks[1] - marks[0]) / divisor:.6g}").normalize()
    places = max(0, -int(step.as_tuple().exponent))
    return [canvas.with_unit(f"{abs(mark) / divisor:,.{places}f}{suffix}", mark < 0, unit) for mark in marks]


def _value_axis(marks: Sequence[float], frame: canvas.Frame, unit: str) -> Iterator[str]:
    for mark, label in zip(marks, _tick_labels(marks, unit), strict=True):
        y = frame.y(mark)
        colour = canvas.SOFT if mark == 0 else canvas.RULE
        yield f'<path d="M{frame.left:.1f} {y:.1f}H{frame.right:.1f}" stroke="{colour}"/>'
        yield canvas.text(frame.left - 8, y + 4.5, label, canvas.SOFT, "end")


def _period_axis(periods: Sequence[str], frame: canvas.Frame) -> Iterator[str]:
    """Every period has a tick; labels are thinned from the last one back, which always keeps its own."""
    every = max(1, math.ceil((canvas.CHARACTER * max(map(len, periods), default=1) + 10) / max(1.0, frame.spacing)))
    for at, period in enumerate(periods):
        x, labelled = frame.x(at), (len(periods) - 1 - at) % every == 0
        yield f'<path d="M{x:.1f} {frame.bottom:.1f}v{7 if labelled else 4}" stroke="{canvas.SOFT}"/>'
        if labelled:
            yield canvas.text(x, frame.bottom + 22, period, canvas.SOFT, "middle")


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
            yield _vintage_shape(vintage, frame.x(at), frame.y(value), note)


def _vintage_shape(vintage: str, x: float, y: float, note: str = "") -> str:
    fill = "#ffffff" if vintage in ("provisional", "estimated") else canvas.INK
    look = f'fill="{fill}" stroke="{canvas.INK}" stroke-width="1.8"'
    title = f"<title>{canvas.escape(note)}</title>" if note else ""
    if vintage in ("estimated", "revised"):
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" {look}>{title}</rect>'
    if vintage == "corrected":
        return f'<path d="M{x:.1f} {y - 5.5:.1f}l5.5 5.5-5.5 5.5-5.5-5.5z" {look}>{title}</path>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" {look}>{title}</circle>'


def _vintages(chart: SeriesChart) -> list[str]:
    """The vintages that need a key: none where every figure is final."""
    known = [pair for run in canvas.runs(chart.line.points) for pair in run]
    found = {chart.line.vintage(at) for at, _ in known}
    return [] if found <= {"validated"} else [vintage for vintage in _VINTAGES if vintage in found]


def _vintage_key(chart: SeriesChart, frame: canvas.Frame, height: int) -> Iterator[str]:
    x, y = frame.left + 5, height - 12.0
    for vintage in _vintages(chart):
        yield _vintage_shape(vintage, x, y) + canvas.text(x + 10, y + 4.5, vintage)
        x += 34 + canvas.CHARACTER * len(vintage)


def _end_words(line: Line, unit: str) -> str:
    last = values.last(line)
    name = line.label if len(line.label) <= _LONGEST_LABEL else line.label[: _LONGEST_LABEL - 1] + "…"
    return f"{name} {canvas.figure(last, unit)}".strip() if last is not None else ""


def _end_labels(chart: SeriesChart, frame: canvas.Frame) -> Iterator[str]:
    """Each line named at its end, moved apart where two would touch."""
    ends = sorted(_line_ends(chart, frame))
    for y, (_, words, colour) in zip(_apart([end[0] for end in ends], 16, frame.bottom), ends, strict=True):
        weight = ' font-weight="bold"' if colour == canvas.INK else ""
        yield canvas.text(frame.right + 10, y + 4.5, words, colour).replace("<text ", f"<text{weight} ", 1)


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


def _apart(wanted: Sequence[float], least: float, floor: float) -> list[float]:
    """Positions in order, at least `least` apart, pushed down first and back up from the floor where they run over."""
    placed: list[float] = []
    for y in wanted:
        placed.append(max(y, placed[-1] + least) if placed else y)
    for at in range(len(placed) - 1, -1, -1):
        limit = floor if at == len(placed) - 1 else placed[at + 1] - least
        placed[at] = min(placed[at], limit)
    return placed


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

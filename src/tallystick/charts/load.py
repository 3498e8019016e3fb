"""Load against capacity: a bar a week, and the line of what there is.

What goes beyond capacity is a block of its own on the bar, set apart, with a triangle over it: told by shape before colour.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tallystick.charts import axes, canvas, values
from tallystick.charts.values import Number

BAR: Final = "#6f8f97"
OVER: Final = canvas.TARGET


@dataclass(frozen=True, slots=True)
class LoadChart:
    """Hours (or another unit) of each span of time, and the capacity of each; None where it is not known."""

    title: str
    labels: Sequence[str]
    hours: Sequence[Number]
    capacity: Sequence[Number | None]
    unit: str = "hours"
    description: str = ""

    def __post_init__(self) -> None:
        if not len(self.labels) == len(self.hours) == len(self.capacity):
            raise ValueError("hours and capacity need a number for each label")

    def over(self, at: int) -> float:
        """By how much a span is over; 0 where it is not, or where the capacity is not known."""
        hours, room = values.number(self.hours[at]), values.number(self.capacity[at])
        return 0.0 if hours is None or room is None or room != room else max(0.0, round(hours - room, 6))


def load_chart(chart: LoadChart, width: int = 760, height: int = 300) -> str:
    """From nought, since bars show sizes."""
    known = list(values.numbers((*chart.hours, *chart.capacity)))
    if not chart.labels or not known:
        return axes.blank(chart.title, width)
    marks = canvas.ticks(*axes.ends([*known, 1.0] if max(known) < 0.1 else known, from_zero=True))
    room = axes.margin(marks, "") + 4
    slot = (width - room - 118) / len(chart.labels)
    frame = canvas.Frame(
        room + slot / 2, 24, width - 118 - slot / 2, height - 58, marks[0], marks[-1], len(chart.labels)
    )
    wide = canvas.Frame(room, 24, width - 118.0, height - 58, marks[0], marks[-1], len(chart.labels))
    parts = [
        canvas.opening("chart", chart.title, chart.description or _described(chart), width, height),
        *axes.value_axis(marks, wide, ""),
        canvas.text(4, 14, chart.unit, canvas.SOFT, size=12),
        *axes.period_axis(chart.labels, frame),
        *(part for at in range(len(chart.labels)) for part in _bar(chart, at, frame, slot)),
        *_capacity(chart, frame, slot),
        *_key(chart, room, height - 8.0),
    ]
    return "".join(parts) + "</svg>"


def load_rows(chart: LoadChart) -> list[tuple[str, Number, Number | None, float]]:
    """The chart as a table: span, hours, capacity, by how much over."""
    return [(label, chart.hours[at], chart.capacity[at], chart.over(at)) for at, label in enumerate(chart.labels)]


def _bar(chart: LoadChart, at: int, frame: canvas.Frame, slot: float) -> Iterator[str]:
    hours, over = values.number(chart.hours[at]), chart.over(at)
    if not hours or hours != hours:
        return
    broad = max(1.0, min(slot * 0.72, 40))
    left, foot = frame.x(at) - broad / 2, frame.y(hours - over)
    note = canvas.note(f"{chart.labels[at]}: {_words(chart, at)}")
    if hours > over:
        yield f'<rect x="{left:.1f}" y="{foot:.1f}" width="{broad:.1f}" height="{frame.y(0) - foot:.1f}" fill="{BAR}">{note}</rect>'
    if over:
        top, gap = frame.y(hours), 2.0
        tall = max(1.0, foot - top - gap)
        yield f'<rect x="{left:.1f}" y="{foot - gap - tall:.1f}" width="{broad:.1f}" height="{tall:.1f}" fill="{OVER}">{note}</rect>'
        yield _triangle(frame.x(at), foot - gap - tall - 3, min(broad, 9.0))


def _triangle(x: float, y: float, broad: float) -> str:
    return f'<path d="M{x - broad / 2:.1f} {y:.1f}h{broad:.1f}l{-broad / 2:.1f} {-broad * 0.85:.1f}z" fill="{OVER}"/>'


def _capacity(chart: LoadChart, frame: canvas.Frame, slot: float) -> Iterator[str]:
    """A step for each span, with gaps where nobody knows; named at its end."""
    steps, last = [], None
    for run in canvas.runs([None if room is None or room != room else room for room in chart.capacity]):
        first = run[0][0]
        steps.append(f"M{frame.x(first) - slot / 2:.1f} {frame.y(run[0][1]):.1f}")
        steps += [f"V{frame.y(room):.1f}H{frame.x(at) + slot / 2:.1f}" for at, room in run]
        last = run[-1][1]
    if last is not None:
        yield f'<path d="{"".join(steps)}" fill="none" stroke="{canvas.INK}" stroke-width="2"/>'
        edge = canvas.Frame(
            frame.left, frame.top, frame.right + slot / 2, frame.bottom, frame.low, frame.high, frame.count
        )
        yield from axes.end_labels([(frame.y(last), f"Capacity {_figure(last)}", canvas.INK)], edge)


def _key(chart: LoadChart, x: float, y: float) -> Iterator[str]:
    if any(chart.over(at) for at in range(len(chart.labels))):
        yield f'<rect x="{x:.1f}" y="{y - 9:.1f}" width="9" height="9" fill="{OVER}"/>'
        yield _triangle(x + 4.5, y - 12, 9) + canvas.text(x + 18, y, "beyond capacity")


def _figure(value: Number) -> str:
    return canvas.figure(round(float(value), 1), "")


def _words(chart: LoadChart, at: int) -> str:
    said, room = f"{_figure(chart.hours[at])} {chart.unit}", chart.capacity[at]
    if room is None or room != room:
        return said
    beyond = f", {_figure(chart.over(at))} too many" if chart.over(at) else ""
    return f"{said} of {_figure(room)}{beyond}"


def _described(chart: LoadChart) -> str:
    over = [at for at in range(len(chart.labels)) if chart.over(at)]
    peak = max(range(len(chart.labels)), key=lambda at: values.number(chart.hours[at]) or 0.0)
    said = [f"From {chart.labels[0]} to {chart.labels[-1]}; most in {chart.labels[peak]}: {_words(chart, peak)}."]
    said.append(
        f"Beyond capacity in {len(over)} of {len(chart.labels)}{': ' if over else ''}{'; '.join(chart.labels[at] for at in over[:8])}{' …' if len(over) > 8 else ''}."
    )
    return " ".join(said)

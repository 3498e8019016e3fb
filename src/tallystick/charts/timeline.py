"""A timeline of clocks: each on its own line from the day it counts from to the day it ends.

Met is a disc, met late a triangle, due a ring, missed a diamond, a hollow one where only no day was entered; what was done has a stroke where it was due. The words stand over each line, so
that long names have room and nothing has to be looked up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from tallystick.charts import axes, canvas, days
from tallystick.charts.days import Calendar
from tallystick.periods.period import written

if TYPE_CHECKING:
    from tallystick.deadlines import Reading

ROW: Final = 46
TALL_ROW: Final = 64  # where a name and its words need a line each
HALO: Final = (
    '<text stroke="#ffffff" stroke-width="4" paint-order="stroke" '  # keeps words legible over the line of today
)
GOOD: Final = "#00663a"
LATE: Final = "#9a4a00"


@dataclass(frozen=True, slots=True)
class ClockMark:
    """One clock: when it ends, when it was met, how it stands in a word (`met`, `met_late`, `missed`, `no_day`, `due`, `not_needed`) and in words."""

    name: str
    due: date
    state: str
    words: str
    done: date | None = None
    earliest: date | None = None


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """Clocks in the order in which they are to be read, and the day from which they count."""

    title: str
    marks: Sequence[ClockMark]
    counted_from: date
    counted_from_name: str = ""
    today: date | None = None
    description: str = ""


def timeline_of(readings: "Sequence[Reading]", title: str, today: date | None = None) -> TimelineChart | None:
    """The timeline of what `deadlines.clocks` read; None of no clock."""
    if not readings:
        return None
    marks = [
        ClockMark(
            one.clock.name,
            one.due,
            one.state.value,
            f"{one.clock.word.words} {written(one.due)}, {one.words}",
            one.done,
            one.earliest,
        )
        for one in readings
    ]
    first = readings[0]
    return TimelineChart(title, marks, first.counted_from, first.anchor.words, today)


def timeline_chart(chart: TimelineChart, width: int = 760) -> str:
    """As tall as there are clocks."""
    if not chart.marks:
        return axes.blank(chart.title, width)
    every = [chart.counted_from, *(day for mark in chart.marks for day in (mark.due, mark.done) if day is not None)]
    scale = Calendar(min(every), max(every), 16, width - 24.0)
    row = ROW if all(_beside(mark) < scale.right - scale.left for mark in chart.marks) else TALL_ROW
    top, bottom = 36.0, 40.0 + row * len(chart.marks)
    start = "Counted from " + ", ".join(filter(None, (chart.counted_from_name, written(chart.counted_from))))
    parts = [
        canvas.opening("chart", chart.title, chart.description or _described(chart, start), width, bottom + 80),
        *days.axis(scale, top, bottom),
        days.today_line(scale, chart.today, top - 6, bottom),
        *(part for at, mark in enumerate(chart.marks) for part in _row(mark, chart, top + row * at, scale, row)),
        canvas.text(scale.left, bottom + 44, start),
        *_key(chart.marks, scale.left + 6, bottom + 68),
    ]
    return "".join(parts) + "</svg>"


def _beside(mark: ClockMark) -> float:
    """The room that a name and its words take side by side."""
    return canvas.CHARACTER * (canvas.BOLD * len(mark.name) + len(mark.words) + 3)


def clock_shape(state: str, x: float, y: float, note: str = "") -> str:
    """Met ●, met late ▲, due ○, missed ◆, no day entered ◇, not needed a short stroke."""
    title = canvas.note(note)
    if state in ("missed", "no_day"):
        colour, fill = (canvas.TARGET, canvas.TARGET) if state == "missed" else (canvas.INK, "#ffffff")
        return f'<path d="{days.DIAMOND}" transform="translate({x:.1f} {y:.1f})" fill="{fill}" stroke="{colour}">{title}</path>'
    if state == "not_needed":
        return f'<path d="M{x - 5:.1f} {y:.1f}h10" stroke="{canvas.SOFT}" stroke-width="3">{title}</path>'
    if state == "met_late":
        return f'<path d="M0-6.6 6.4 5H-6.4z" transform="translate({x:.1f} {y:.1f})" fill="{LATE}" stroke="{LATE}">{title}</path>'
    colour = GOOD if state == "met" else canvas.INK
    fill = "#ffffff" if state == "due" else colour
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.6" fill="{fill}" stroke="{colour}" stroke-width="2">{title}</circle>'
    )


def _row(mark: ClockMark, chart: TimelineChart, top: float, scale: Calendar, row: int) -> Iterator[str]:
    y, start = top + row - 12, chart.counted_from
    name = canvas.text(scale.left, top + 20, mark.name, canvas.INK)
    yield name.replace("<text ", f'{HALO}font-weight="bold" ', 1)
    place = (scale.right, top + 20, "end") if row == ROW else (scale.left, top + 38, "start")
    yield canvas.text(place[0], place[1], mark.words, canvas.SOFT, place[2]).replace("<text ", HALO, 1)
    ends = sorted((scale.noon(start), scale.noon(mark.due)))
    yield f'<path d="M{ends[0]:.1f} {y:.1f}H{ends[1]:.1f}" stroke="{canvas.SOFT}" stroke-width="1.4"/>'
    if mark.earliest is not None:
        window = f"M{scale.noon(mark.earliest):.1f} {y:.1f}H{scale.noon(mark.due):.1f}"
        yield f'<path d="{window}" stroke="{canvas.SOFT}" stroke-width="5"/>'
    if mark.done is None or mark.state not in ("met", "met_late"):
        yield clock_shape(mark.state, scale.noon(mark.due), y, f"{mark.name}: {mark.words}")
        return
    yield f'<path d="M{scale.noon(mark.due):.1f} {y - 7:.1f}v14" stroke="{canvas.INK}" stroke-width="2"/>'
    yield clock_shape(mark.state, scale.noon(mark.done), y, f"{mark.name}: {mark.words}")


def _key(marks: Sequence[ClockMark], x: float, y: float) -> Iterator[str]:
    there = {mark.state for mark in marks}
    for state in (state for state in ("met", "met_late", "due", "missed", "no_day", "not_needed") if state in there):
        words = "no day entered" if state == "no_day" else state.replace("_", " ")
        yield clock_shape(state, x, y - 4.5) + canvas.text(x + 13, y, words)
        x += 40 + canvas.CHARACTER * len(words)


def _described(chart: TimelineChart, start: str) -> str:
    said = "; ".join(f"{mark.name}: {mark.words}" for mark in chart.marks)
    return f"{start}. {said}."

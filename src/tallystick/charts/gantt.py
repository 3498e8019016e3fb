"""A Gantt chart: when each action or project runs, its milestones, and what runs beyond its plan.

The part of a bar that runs beyond the date first planned is hollow, a milestone is a diamond (full once met, hollow while due, crossed
when missed), and where only the start or only the end is known a dashed line runs on to the edge: a photocopy loses nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low
from typing import Final

from tallystick.charts import axes, canvas, days
from tallystick.charts.days import Calendar
from tallystick.periods.period import written

MOST_ROWS: Final = 60
ROW: Final = 28
A_QUARTER: Final = timedelta(days=91)
FIFTEEN_YEARS: Final = timedelta(days=15 * 365)
BAR: Final = "#33606b"
DASHED: Final = f'stroke="{BAR}" stroke-width="2.4" stroke-dasharray="2 5"'
STATES: Final = {"met": "met", "due": "due", "missed": "missed"}


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day by which something is to be reached. `state` is `met`, `due` or `missed`."""

    name: str
    day: date
    state: str = "due"


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One bar: from one day to another, both included. `planned` is the last day first planned, where it has moved since."""

    name: str
    first: date | None
    last: date | None
    planned: date | None = None
    milestones: Sequence[Milestone] = ()

    @property
    def slips(self) -> bool:
        """Whether it runs beyond its plan."""
        return self.planned is not None and self.last is not None and self.last > self.planned

    @property
    def is_open(self) -> bool:
        """Whether only one of its ends is known."""
        return (self.first is None) is not (self.last is None)


@dataclass(frozen=True, slots=True)
class GanttChart:
    """Rows in the order in which they are to be read. Beyond sixty the rest is left to the table."""

    title: str
    rows: Sequence[GanttRow]
    today: date | None = None
    description: str = ""


def gantt_chart(chart: GanttChart, width: int = 760) -> str:
    """As tall as there are rows."""
    rows = chart.rows[:MOST_ROWS]
    every = [day for row in rows for day in _days(row)]
    if not every:
        return axes.blank(chart.title, width)
    left = 22 + canvas.CHARACTER * max(len(axes.short(row.name)) for row in rows)
    now = (
        [chart.today] if chart.today and any(row.is_open for row in rows) else []
    )  # what has no start is seen from today
    scale = Calendar(*_near([*every, *now]), left, width - 34.0)
    beyond = sum(not scale.first <= day <= scale.last for day in every)
    top, bottom = 30.0, 34.0 + ROW * len(rows)
    notes = [
        f"{len(chart.rows) - len(rows)} more in the table" if len(chart.rows) > len(rows) else "",
        f"{_dates(beyond)} before {written(scale.first)} or after {written(scale.last)} at the edge: see the table"
        if beyond
        else "",
    ]
    notes = [note for note in notes if note]
    parts = [
        canvas.opening(
            "chart", chart.title, chart.description or _described(chart), width, bottom + 58 + 20 * len(notes)
        ),
        *days.axis(scale, top, bottom),
        *(part for at, row in enumerate(rows) for part in _row(row, top + ROW * (at + 0.6), scale)),
        days.today_line(scale, chart.today, top - 6, bottom),
        *_key(rows, bottom + 46),
        *(canvas.text(8, bottom + 68 + 20 * at, note, canvas.SOFT) for at, note in enumerate(notes)),
    ]
    return "".join(parts) + "</svg>"


def milestone_shape(one: Milestone, x: float, y: float, titled: bool = True) -> str:
    """A diamond: full once met, hollow while due, and crossed by a stroke when missed."""
    title = canvas.note(f"{one.name}: {written(one.day)}, {one.state}") if titled else ""
    colour = canvas.TARGET if one.state == "missed" else canvas.INK
    fill = "#ffffff" if one.state == "due" else colour
    stroke = f'<path d="M-10 0H10" stroke="{colour}" stroke-width="2.2"/>' if one.state == "missed" else ""
    return (
        f'<g transform="translate({x:.1f} {y:.1f})">{title}<path d="{days.DIAMOND}" fill="{fill}" stroke="{colour}" '
        f'stroke-width="1.8"/>{stroke}</g>'
    )


def _near(every: Sequence[date]) -> tuple[date, date]:
    """From which day to which is drawn: all, but for the few days so far off that nothing else could be told apart.

    Those are further from the middle one than six times the usual distance, and than fifteen years. At least three months are shown then.
    """
    middle = median_low(every)
    reach = max(6 * median_low([abs(day - middle) for day in every]), FIFTEEN_YEARS)
    shown = [day for day in every if abs(day - middle) <= reach]
    first, last = min(shown), max(shown)
    return (
        min(first, last - A_QUARTER) if min(every) < first else first,
        max(last, first + A_QUARTER) if max(every) > last else last,
    )


def _dates(number: int) -> str:
    return f"{number} date{' stands' if number == 1 else 's stand'}"


def _days(row: GanttRow) -> list[date]:
    ends = (row.first, row.last, row.planned)
    return [day for day in (*ends, *(one.day for one in row.milestones)) if day is not None]


def _row(row: GanttRow, y: float, scale: Calendar) -> Iterator[str]:
    yield canvas.text(scale.left - 12, y + 4.5, axes.short(row.name), canvas.INK, "end")
    if row.is_open:
        yield from _open(row, y, scale)
    elif row.first is None or row.last is None:
        if not row.milestones:
            yield canvas.text(scale.left + 6, y + 4.5, "no dates yet", canvas.SOFT, size=12)
    elif row.first <= row.last:
        yield from _bar(row, row.first, row.last, y, scale)
    for one in sorted(row.milestones, key=lambda one: one.day):
        yield milestone_shape(one, scale.noon(one.day), y)


def _bar(row: GanttRow, first: date, last: date, y: float, scale: Calendar) -> Iterator[str]:
    """Full as far as the plan, hollow beyond, with a stroke where the plan ended."""
    note = f"{row.name}: {_span(first, last)}"
    if not row.slips or row.planned is None:
        yield _part(scale.x(first), scale.x(last, True), y, BAR, note)
        return
    turn = scale.x(max(row.planned, first), row.planned >= first)
    if row.planned >= first:
        yield _part(scale.x(first), turn, y, BAR, note)
    yield _part(turn, scale.x(last, True), y, "#ffffff", f"{note}, planned to {written(row.planned)}")
    end = scale.x(row.planned, True)
    yield f'<path d="M{end:.1f} {y - 9:.1f}V{y + 9:.1f}" stroke="{canvas.INK}" stroke-width="2.4"/>'


def _open(row: GanttRow, y: float, scale: Calendar) -> Iterator[str]:
    """Dashed from one edge to the end that is known, which is a stroke; hollow beyond the plan."""
    left = scale.x(row.first) if row.first else scale.left
    right = scale.x(row.last, True) if row.last else scale.right
    turn = scale.x(row.planned, True) if row.planned and row.slips else right
    note = f"{row.name}: {written(row.first) if row.first else 'no start'} to {written(row.last) if row.last else 'no end'}"
    yield f'<path d="M{left:.1f} {y:.1f}H{turn:.1f}" {DASHED}>{canvas.note(note)}</path>'
    if row.planned and row.slips:
        yield _part(turn, right, y, "#ffffff", f"{note}, planned to {written(row.planned)}")
    end = right if row.last else left
    yield f'<path d="M{end:.1f} {y - 7:.1f}V{y + 7:.1f}" stroke="{BAR}" stroke-width="4"/>'


def _part(left: float, right: float, y: float, fill: str, note: str) -> str:
    size = f'width="{max(right - left, 2):.1f}" height="10"'
    look = f'fill="{fill}" stroke="{BAR}" stroke-width="1.6"'
    return f'<rect x="{left:.1f}" y="{y - 5:.1f}" {size} {look}>{canvas.note(note)}</rect>'


def _key(rows: Sequence[GanttRow], y: float) -> Iterator[str]:
    """What the shapes mean, of those that are there."""
    x = 14.0
    if any(row.slips for row in rows):
        yield f'<rect x="{x:.1f}" y="{y - 10:.1f}" width="22" height="10" fill="#ffffff" stroke="{BAR}" stroke-width="1.6"/>'
        yield canvas.text(x + 30, y, "beyond the plan")
        x += 170
    if any(row.is_open for row in rows):
        yield f'<path d="M{x:.1f} {y - 5:.1f}h22" {DASHED}/>'
        yield canvas.text(x + 30, y, "no start or no end")
        x += 170
    there = {one.state for row in rows for one in row.milestones}
    for state in (state for state in STATES if state in there):
        yield milestone_shape(Milestone(state, date.min, state), x + 8, y - 4.5, titled=False)
        yield canvas.text(x + 24, y, f"milestone {state}")
        x += 170


def _span(first: date, last: date) -> str:
    return f"{written(first)} to {written(last)}"


def _described(chart: GanttChart) -> str:
    """How many run, how many beyond their plan and by how much, which milestones were missed."""
    slipping = [row for row in chart.rows if row.slips]
    missed = [one for row in chart.rows for one in row.milestones if one.state == "missed"]
    every = [day for row in chart.rows for day in _days(row)]
    said = [f"{len(chart.rows)} row{'' if len(chart.rows) == 1 else 's'} from {_span(min(every), max(every))}."]
    said.append(f"{len(slipping) or 'None'} beyond the plan{_names([row.name for row in slipping])}.")
    if some := [row.name for row in chart.rows if row.is_open]:
        said.append(f"{len(some)} without a start or an end{_names(some)}.")
    if any(row.milestones for row in chart.rows):
        said.append(f"Milestones missed: {len(missed) or 'none'}{_names([one.name for one in missed])}.")
    return " ".join(said)


def _names(names: Sequence[str]) -> str:
    return f" ({', '.join(names[:6])}{', …' if len(names) > 6 else ''})" if names else ""

"""The year-end chart: the year so far, and a fan of what is still to come until its end.

Two bands, darker where the outturn is likelier, each named with its chance and its ends, and outlined so that a photocopy keeps them
apart. Last year's course beside it tells the season from a change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from tallystick.charts import axes, canvas, values
from tallystick.charts.values import Line, Number
from tallystick.periods import Frequency, Period
from tallystick.series import Observation, Series

if TYPE_CHECKING:
    from tallystick.forecast import Interval, Makeup, Outturn, Step

LIKELY: Final = "#b3c6cb"
WIDE: Final = canvas.BAND


@dataclass(frozen=True, slots=True)
class YearEndChart:
    """What a year-end chart shows: the figures known, the steps ahead, and optionally the year before and the target.

    `line` has a value for each of `periods`; `steps` follow them. `earlier` may run on to the end of the steps.
    """

    title: str
    periods: Sequence[str]
    line: Line
    steps: "Sequence[Step]"
    earlier: Line | None = None
    target: Number | None = None
    target_name: str = "Target"
    unit: str = ""
    description: str = ""

    @property
    def labels(self) -> list[str]:
        """The periods known and those ahead."""
        return [*self.periods, *(str(step.period or f"+{at}") for at, step in enumerate(self.steps, 1))]

    @property
    def places(self) -> int:
        """The decimals in which what is expected is shown: two figures of the width of the likely range."""
        end = self.steps[-1].likely if self.steps else None
        return canvas.places(end.high - end.low) if end else 2


@dataclass(frozen=True, slots=True)
class YearEndRow:
    """A row of the table beneath: the figure, or what is expected with its two intervals."""

    period: str
    value: Number | None
    expected: float | None = None
    likely: "Interval | None" = None
    wide: "Interval | None" = None
    earlier: Number | None = None


def year_end_of(
    series: Series, outturn: "Outturn", makeup: "Makeup", *, title: str, label: str = "So far", unit: str = "",
    target: Number | None = None, target_name: str = "Target", description: str = "",
) -> YearEndChart | None:  # fmt: skip
    """The chart of a series and its forecast; None where no outturn can be told.

    Where the year adds up, the figures are those of the year so far, running; else the year's own figures as they are.
    """
    if outturn.year is None or outturn.expected is None:
        return None
    now = _of_year(series, outturn.year)
    before = _of_year(series, outturn.year.year_before())
    course = _course(now, makeup, outturn)
    then = _course(before, makeup, None)[: len(course) + len(outturn.fan)]
    earlier = Line(str(outturn.year.year_before()), then) if any(one is not None for one in then) else None
    vintages = [one.vintage.value for one in now]
    return YearEndChart(
        title, [str(one.period) for one in now], Line(label, course, vintages), outturn.fan, earlier, target, target_name,
        unit, description,
    )  # fmt: skip


def _of_year(series: Series, year: Period) -> list[Observation]:
    """The observations that end within the year, as far as the last known one; of whole years, the six up to it."""
    if any(one.period.days >= year.days - 1 and one.period.frequency is not Frequency.YEAR_TO_DATE for one in series):
        return list(series.until(year).known)[-6:]
    within = [one for one in series if year.start <= one.period.end <= year.end]
    last = max((at for at, one in enumerate(within) if one.value is not None), default=-1)
    return within[: last + 1]


def _course(found: Sequence[Observation], makeup: "Makeup", outturn: "Outturn | None") -> list[Decimal | None]:
    """The figures, or the totals or rates of the year as far as each period; none after a gap, save the last, which is known."""
    if makeup.value not in ("total", "mean", "rate"):
        return [one.value for one in found]
    course = _totals([one.value for one in found])
    if makeup.value == "mean":
        course = [None if total is None else total / number for number, total in enumerate(course, 1)]
    if makeup.value == "rate":
        upper, lower = _totals([one.numerator for one in found]), _totals([one.denominator for one in found])
        per = _per(found)
        pairs = zip(upper, lower, strict=True)
        course = [None if top is None or not base else top / base * per for top, base in pairs]
    if outturn is not None and course and course[-1] is None and outturn.so_far is not None:
        course[-1] = Decimal(repr(outturn.so_far))
    return course


def _totals(parts: Sequence[Decimal | None]) -> list[Decimal | None]:
    """Running totals as far as no part is missing."""
    running: list[Decimal | None] = []
    for part in parts:
        before = running[-1] if running else Decimal(0)
        running.append(None if part is None or before is None else before + part)
    return running


def _per(found: Sequence[Observation]) -> Decimal:
    """What the rates are stated in (100 for per cent), told from one of them: the nearest power of ten."""
    for one in found:
        if (
            one.value
            and one.numerator
            and one.denominator
            and (ratio := one.value * one.denominator / one.numerator) > 0
        ):
            return Decimal(1).scaleb(round(ratio.log10()))
    return Decimal(1)


def year_end_rows(chart: YearEndChart) -> list[YearEndRow]:
    """The chart as a table."""
    known = [
        YearEndRow(period, chart.line.value(at), earlier=_earlier(chart, at)) for at, period in enumerate(chart.periods)
    ]
    ahead = [
        YearEndRow(chart.labels[at], None, step.expected, step.likely, step.wide, _earlier(chart, at))
        for at, step in enumerate(chart.steps, len(chart.periods))
    ]
    return known + ahead


def _earlier(chart: YearEndChart, at: int) -> Number | None:
    return chart.earlier.value(at) if chart.earlier else None


def year_end_chart(chart: YearEndChart, width: int = 760, height: int = 360) -> str:
    """The year-end chart as SVG text."""
    shown = list(_shown(chart))
    if not shown:
        return axes.blank(chart.title, width)
    marks = canvas.ticks(*axes.ends(shown, False))
    frame = _frame(chart, marks, width, height)
    parts = [
        canvas.opening("chart", chart.title, chart.description or _description(chart), width, height),
        *_fan(chart, frame),
        *axes.value_axis(marks, frame, chart.unit),
        *axes.period_axis(chart.labels, frame),
        canvas.path(chart.earlier, frame, f'stroke="{canvas.SOFT}" stroke-width="1.4" stroke-dasharray="2 3"')
        if chart.earlier
        else "",
        axes.target_line(chart.target, frame),
        _expected(chart, frame),
        canvas.path(chart.line, frame, f'stroke="{canvas.INK}" stroke-width="2.6" stroke-linejoin="round"'),
        *_points(chart, frame),
        *axes.end_labels(_ends(chart, frame), frame),
        *_key(chart, frame, height),
    ]
    return "".join(parts) + "</svg>"


def _shown(chart: YearEndChart) -> Iterator[float]:
    points: list[Number | None] = [*chart.line.points, *(step.expected for step in chart.steps), chart.target]
    points += chart.earlier.points if chart.earlier else ()
    points += [
        end for step in chart.steps for band in (step.likely, step.wide) if band for end in (band.low, band.high)
    ]
    if list(values.numbers(chart.line.points)) or chart.steps:
        yield from values.numbers(points)


def _frame(chart: YearEndChart, marks: Sequence[float], width: int, height: int) -> canvas.Frame:
    names = [words for _, words, _ in _ends(chart, canvas.Frame(0, 0, 1, 1, 0, 1, 1))]
    right = 20 + canvas.BOLD * canvas.CHARACTER * max(map(len, names), default=0)
    return canvas.Frame(
        axes.margin(marks, chart.unit), 14, width - right, height - 62, marks[0], marks[-1], len(chart.labels)
    )


def _apex(chart: YearEndChart) -> tuple[int, float] | None:
    """The last known figure, from which the fan opens."""
    known = [pair for run in canvas.runs(chart.line.points) for pair in run]
    return known[-1] if known else None


def _fan(chart: YearEndChart, frame: canvas.Frame) -> Iterator[str]:
    for colour, dash, bands in (
        (WIDE, "2 3", [step.wide for step in chart.steps]),
        (LIKELY, "5 3", [step.likely for step in chart.steps]),
    ):
        apex = _apex(chart)
        ends = [(at, band.low, band.high) for at, band in enumerate(bands, len(chart.periods)) if band]
        if apex and ends:
            ends.insert(0, (apex[0], apex[1], apex[1]))
        if ends:
            upper = [f"{frame.x(at):.1f} {frame.y(high):.1f}" for at, _, high in ends]
            lower = [f"{frame.x(at):.1f} {frame.y(low):.1f}" for at, low, _ in reversed(ends)]
            look = f'fill="{colour}" stroke="{canvas.SOFT}" stroke-width="0.8" stroke-dasharray="{dash}"'
            yield f'<path d="M{"L".join([*upper, *lower])}z" {look}/>'


def _expected(chart: YearEndChart, frame: canvas.Frame) -> str:
    points: list[Number | None] = [None] * len(chart.periods)
    apex = _apex(chart)
    if apex:
        points[apex[0]] = apex[1]
        points[apex[0] + 1 :] = []
    gap = len(chart.periods) - len(points)
    line = Line("", [*points, *[None] * gap, *(step.expected for step in chart.steps)])
    return canvas.path(line, frame, f'stroke="{canvas.INK}" stroke-width="1.8" stroke-dasharray="4 3"')


def _points(chart: YearEndChart, frame: canvas.Frame) -> Iterator[str]:
    for at, value in (pair for run in canvas.runs(chart.line.points) for pair in run):
        note = f"{chart.periods[at]}: {canvas.figure(chart.line.points[at] or 0, chart.unit)}"
        yield axes.vintage_shape(chart.line.vintage(at), frame.x(at), frame.y(value), note)
    if chart.steps:
        end = chart.steps[-1].expected
        x, y = frame.x(len(chart.labels) - 1), frame.y(end)
        note = canvas.note(f"{chart.labels[-1]}: expected {_rounded(chart, end)}")
        yield f'<path d="M{x - 5:.1f} {y:.1f}h10M{x:.1f} {y - 5:.1f}v10" stroke="{canvas.INK}" stroke-width="2.2">{note}</path>'


def _rounded(chart: YearEndChart, value: float) -> str:
    return canvas.figure(round(value, chart.places), chart.unit)


def _ends(chart: YearEndChart, frame: canvas.Frame) -> list[tuple[float, str, str]]:
    """The names at the right: what is expected, the ends of the likely range, the target, the year before."""
    found: list[tuple[float | None, str, str]] = []
    if chart.steps:
        end = chart.steps[-1]
        found.append((end.expected, f"Expected {_rounded(chart, end.expected)}", canvas.INK))
        if end.likely:
            found += [(at, f"80%: {_rounded(chart, at)}", canvas.SOFT) for at in (end.likely.low, end.likely.high)]
    else:
        last = values.last(chart.line)
        found.append(
            (values.number(last), f"{axes.short(chart.line.label)} {canvas.figure(last or 0, chart.unit)}", canvas.INK)
        )
    if chart.target is not None:
        words = f"{axes.short(chart.target_name)} {canvas.figure(chart.target, chart.unit)}"
        found.append((values.number(chart.target), words, canvas.TARGET))
    last = values.last(chart.earlier) if chart.earlier else None
    if chart.earlier and last is not None:
        found.append(
            (values.number(last), f"{axes.short(chart.earlier.label)} {canvas.figure(last, chart.unit)}", canvas.SOFT)
        )
    return [(frame.y(value), words, colour) for value, words, colour in found if value is not None]


def _key(chart: YearEndChart, frame: canvas.Frame, height: int) -> Iterator[str]:
    if not chart.steps or not chart.steps[-1].likely:
        return
    x, y = frame.left, height - 18.0
    for colour, dash, words in ((LIKELY, "5 3", "with a chance of 80%"), (WIDE, "2 3", "with a chance of 95%")):
        look = f'fill="{colour}" stroke="{canvas.SOFT}" stroke-width="0.8" stroke-dasharray="{dash}"'
        yield f'<rect x="{x:.1f}" y="{y:.1f}" width="22" height="12" {look}/>{canvas.text(x + 28, y + 10.5, words)}'
        x += 190


def _description(chart: YearEndChart) -> str:
    last = _apex(chart)
    said = []
    if last:
        figure = canvas.figure(chart.line.points[last[0]] or 0, chart.unit)
        said.append(f"{chart.line.label}: {figure} in {chart.periods[last[0]]}.")
    if chart.steps:
        end = chart.steps[-1]
        said.append(f"Expected at {chart.labels[-1]}: {_rounded(chart, end.expected)}.")
        for chance, band in (("80%", end.likely), ("95%", end.wide)):
            if band:
                said.append(
                    f"With a chance of {chance} between {_rounded(chart, band.low)} and {_rounded(chart, band.high)}."
                )
    if chart.target is not None:
        said.append(f"{chart.target_name} {canvas.figure(chart.target, chart.unit)}.")
    return " ".join(said)

"""The control chart: values with their usual range, special causes by shape as well as colour, phases with limits of their own.

Nothing is worked out here: `tallystick.spc` says what is special. What a point means is in its shape, so that the chart says the same on
a photocopy: a square is an improvement, a diamond a concern, a triangle unusual where neither direction is better.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from tallystick.charts import axes, canvas, values
from tallystick.charts.values import Line
from tallystick.periods.period import written

if TYPE_CHECKING:
    from tallystick import spc

_MOST_POINTS_MARKED: Final = 60
NOT_FINAL: Final = ("provisional", "estimated")
IMPROVEMENT, CONCERN, HIGH, LOW = "improvement", "concern", "neutral_high", "neutral_low"
COLOURS: Final = {IMPROVEMENT: "#00558c", CONCERN: "#a8480a", HIGH: "#5b3a8c", LOW: "#5b3a8c"}
WORDS: Final = {
    "": "usual variation",
    IMPROVEMENT: "improvement",
    CONCERN: "concern",
    HIGH: "unusually high",
    LOW: "unusually low",
}
_OUTLINES: Final = {
    IMPROVEMENT: "M-4.5-4.5h9v9h-9z",
    CONCERN: "M0-6.2 6.2 0 0 6.2-6.2 0z",
    HIGH: "M0-6 5.6 4.2H-5.6z",
    LOW: "M0 6 5.6-4.2H-5.6z",
}
Corners = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class SpcChart:
    """What a control chart shows, and the table beneath it too. `vintages` are those of the points, in their order."""

    title: str
    chart: "spc.Chart"
    label: str = "Latest"
    unit: str = ""
    target_name: str = "Target"
    description: str = ""
    vintages: Sequence[str | None] = ()

    @property
    def periods(self) -> list[str]:
        """The labels of the points as people write them."""
        return [_named(point.label) for point in self.chart.points]

    @property
    def line(self) -> Line:
        """The values as a line."""
        return Line(self.label, [point.value for point in self.chart.points], self.vintages)

    @property
    def places(self) -> int:
        """The decimals of limits: two figures of the usual range's width, and more where a limit would look like what it is not."""
        held = next((point for point in reversed(self.chart.points) if point.lower is not None), None)
        if held is None or held.lower is None or held.upper is None:
            return 2
        places, latest = canvas.places(held.upper - held.lower), self.chart.latest
        told_apart = [one for one in (latest.value if latest else None, self.chart.target) if one is not None]
        pairs = [(one, limit) for one in told_apart for limit in (held.lower, held.upper) if one != limit]
        while places < 6 and any(round(one, places) == round(limit, places) for one, limit in pairs):
            places += 1
        return places


@dataclass(frozen=True, slots=True)
class SpcRow:
    """A row of the table beneath a control chart: limits are blank where there are none, `says` is what the chart says of the value."""

    period: str
    vintage: str
    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    says: str


def spc_rows(shown: SpcChart) -> list[SpcRow]:
    """The chart as a table. Limits are unrounded."""
    points = zip(shown.chart.points, shown.periods, strict=True)
    return [
        SpcRow(period, shown.line.vintage(at), point.value, point.mean, point.lower, point.upper, _says(point))
        for at, (point, period) in enumerate(points)
    ]


def spc_chart(shown: SpcChart, width: int = 760, height: int = 360) -> str:
    """The control chart as SVG text."""
    known = list(_on_axis(shown.chart))
    if not known:
        return axes.blank(shown.title, width)
    marks = canvas.ticks(*axes.ends(known, False))
    frame = _frame(shown, marks, width, height)
    parts = [
        canvas.opening("chart", shown.title, shown.description or _description(shown), width, height),
        *(part for phase in _phases(shown.chart) for part in _usual_range(phase, shown.chart, frame)),
        *axes.value_axis(marks, frame, shown.unit),
        *axes.period_axis(shown.periods, frame),
        *_limits(shown.chart, frame),
        *_breaks(shown, frame),
        axes.target_line(shown.chart.target, frame),
        canvas.path(shown.line, frame, f'stroke="{canvas.INK}" stroke-width="1.6" stroke-linejoin="round"'),
        *_points(shown, frame),
        *axes.end_labels(_ends(shown, frame), frame),
        *_key(shown, frame, height),
    ]
    return "".join(parts) + "</svg>"


def _named(label: object) -> str:
    return written(label) if isinstance(label, date) else str(label)


def _says(point: "spc.Point") -> str:
    if point.value is None:
        return "no value"
    if point.signal is None:
        return WORDS[""] if point.lower is not None else "no limits"
    return f"{WORDS[point.variation.value]}: {point.signal.words}"


def _on_axis(chart: "spc.Chart") -> Iterator[float]:
    """Everything that must fit; nothing where there is no value at all."""
    known = list(values.numbers(point.value for point in chart.points))
    yield from known
    if known:
        bounds = [bound for point in chart.points for bound in (point.lower, point.upper)]
        yield from values.numbers((*bounds, chart.target))


def _frame(shown: SpcChart, marks: Sequence[float], width: int, height: int) -> canvas.Frame:
    names = [words for _, words, _ in _ends(shown, canvas.Frame(0, 0, 1, 1, 0, 1, 1))]
    right = 20 + canvas.BOLD * canvas.CHARACTER * max(map(len, names))
    top = 30 if len(shown.chart.phases) > 1 else 14
    return canvas.Frame(
        axes.margin(marks, shown.unit), top, width - right, height - 62, marks[0], marks[-1], len(shown.chart.points)
    )


def _phases(chart: "spc.Chart") -> Iterator[list[tuple[int, "spc.Point"]]]:
    """Each phase's points that have limits, with their places."""
    for _, run in groupby(enumerate(chart.points), key=lambda pair: pair[1].phase):
        limited = [pair for pair in run if pair[1].lower is not None and pair[1].upper is not None]
        if limited:
            yield limited


def _steps(heights: Sequence[tuple[int, float | None]], frame: canvas.Frame) -> Corners:
    """The corners of a line that keeps a height around each place: two for a phase whose limits do not move."""
    corners: Corners = []
    for at, value in heights:
        y = frame.y(value or 0.0)
        left, right = (max(frame.left, min(frame.right, frame.x(at) + side * frame.spacing / 2)) for side in (-1, 1))
        if corners and corners[-1][1] == y:
            corners[-1] = (right, y)
        else:
            corners += [(left, y), (right, y)]
    return corners


def _drawn(corners: Corners) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners)


def _usual_range(phase: list[tuple[int, "spc.Point"]], chart: "spc.Chart", frame: canvas.Frame) -> Iterator[str]:
    top = _steps([(at, point.upper) for at, point in phase], frame)
    bottom = _steps([(at, point.lower) for at, point in phase], frame)
    yield f'<path d="{_drawn([*top, *reversed(bottom)])}z" fill="{canvas.BAND}"/>'


def _limits(chart: "spc.Chart", frame: canvas.Frame) -> Iterator[str]:
    """Limits dashed, dotted where they are still provisional; the mean between them."""
    for phase in _phases(chart):
        dash = "1 4" if chart.phases[phase[0][1].phase].short else "6 4"
        for heights, look in (
            ([(at, point.upper) for at, point in phase], f'stroke-width="1.3" stroke-dasharray="{dash}"'),
            ([(at, point.mean) for at, point in phase], 'stroke-width="1.2"'),
            ([(at, point.lower) for at, point in phase], f'stroke-width="1.3" stroke-dasharray="{dash}"'),
        ):
            yield f'<path d="{_drawn(_steps(heights, frame))}" fill="none" stroke="{canvas.SOFT}" {look}/>'


def _breaks(shown: SpcChart, frame: canvas.Frame) -> Iterator[str]:
    """Where a phase begins: a line down, and the period where there is room for it."""
    begins = [at for at, (before, point) in enumerate(pairwise(shown.chart.points), 1) if before.phase != point.phase]
    for at, next_one in zip(begins, [*begins, None][1:], strict=True):
        x = frame.x(at) - frame.spacing / 2
        room = (frame.right if next_one is None else frame.x(next_one)) - x
        yield f'<path d="M{x:.1f} {frame.top - 14:.1f}V{frame.bottom:.1f}" stroke="{canvas.INK}" stroke-dasharray="2 2"/>'
        words = f"new limits from {shown.periods[at]}"
        for said in (words, shown.periods[at]):
            if room > canvas.CHARACTER * len(said):
                yield canvas.text(x + 5, frame.top - 4, said, canvas.SOFT, size=12)
                break


def _points(shown: SpcChart, frame: canvas.Frame) -> Iterator[str]:
    """Special causes always; the others while there is room to tell them apart."""
    known = [at for at, point in enumerate(shown.chart.points) if values.number(point.value) is not None]
    for at in known:
        point, vintage = shown.chart.points[at], shown.line.vintage(at)
        if point.signal or vintage in NOT_FINAL or len(known) <= _MOST_POINTS_MARKED or at == known[-1]:
            kind = point.variation.value if point.signal else ""
            figure = _figure(shown, point.value)
            final = "" if vintage == "validated" else f" ({vintage})"
            note = f"{shown.periods[at]}: {figure}{final}, {_says(point)}"
            yield _shape(kind, frame.x(at), frame.y(point.value or 0.0), vintage not in NOT_FINAL, note)


def _shape(kind: str, x: float, y: float, final: bool = True, note: str = "") -> str:
    colour = COLOURS.get(kind, canvas.INK)
    look = f'fill="{colour if final else "#ffffff"}" stroke="{colour}" stroke-width="1.6"'
    title = canvas.note(note)
    if kind in _OUTLINES:
        return f'<path d="{_OUTLINES[kind]}" transform="translate({x:.1f} {y:.1f})" {look}>{title}</path>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" {look}>{title}</circle>'


def _ends(shown: SpcChart, frame: canvas.Frame) -> list[tuple[float, str, str]]:
    """The names at the right: the latest value, the limits that now hold, the target."""
    chart, latest = shown.chart, shown.chart.latest
    held = next((point for point in reversed(chart.points) if point.lower is not None), None)
    found: list[tuple[float | None, str, str]] = []
    if latest is not None and latest.value is not None:
        name = f"{axes.short(shown.label)} {_figure(shown, latest.value)}"
        found.append((latest.value, name, canvas.INK))
    if held is not None:
        bounds = ((held.upper, "Upper limit"), (held.mean, "Mean"), (held.lower, "Lower limit"))
        found += [(value, f"{name} {_rounded(shown, value)}", canvas.SOFT) for value, name in bounds]
    if values.number(chart.target) is not None:
        found.append(
            (
                chart.target,
                f"{axes.short(shown.target_name)} {canvas.figure(chart.target or 0.0, shown.unit)}",
                canvas.TARGET,
            )
        )
    return [(frame.y(value), words, colour) for value, words, colour in found if value is not None]


def _figure(shown: SpcChart, value: float | None) -> str:
    """A value as it was recorded; one that was divided, in two decimals more than the limits."""
    return canvas.figure(round(value or 0.0, shown.places + 2), shown.unit)


def _rounded(shown: SpcChart, value: float | None) -> str:
    return canvas.figure(round(value or 0.0, shown.places), shown.unit)


def _key(shown: SpcChart, frame: canvas.Frame, height: int) -> Iterator[str]:
    """What the shapes mean that are there, whether limits are provisional, and why there are none."""
    points = [(at, point) for at, point in enumerate(shown.chart.points) if values.number(point.value) is not None]
    kinds = {point.variation.value if point.signal else "" for _, point in points}
    entries = [(_shape(kind, 0, 0), words) for kind, words in WORDS.items() if kind in kinds and kinds != {""}]
    if any(shown.line.vintage(at) in NOT_FINAL for at, _ in points):
        entries.append((_shape("", 0, 0, final=False), "hollow: may still change"))
    if any(phase.short and phase.lower is not None for phase in shown.chart.phases):
        dots = f'<path d="M-7 0H7" stroke="{canvas.SOFT}" stroke-width="1.6" stroke-dasharray="1 4"/>'
        entries.append((dots, "limits provisional"))
    if shown.chart.cannot_tell:
        entries.append(("", f"No limits: {shown.chart.cannot_tell.words}"))
    x, y = frame.left + 7, height - 12.0
    for shape, words in entries:
        drawn = f'<g transform="translate({x:.1f} {y:.1f})">{shape}</g>' if shape else ""
        yield drawn + canvas.text(x + (11 if shape else -7), y + 4.5, words)
        x += 32 + canvas.CHARACTER * len(words)


def _description(shown: SpcChart) -> str:
    """The chart in words for who does not see it."""
    known = [
        (point, period)
        for point, period in zip(shown.chart.points, shown.periods, strict=True)
        if point.value is not None
    ]
    (first, start), (last, end) = known[0], known[-1]
    figures = [_figure(shown, point.value) for point in (first, last)]
    said = [f"{shown.label}: from {figures[0]} in {start} to {figures[1]} in {end}."]
    if last.lower is not None:
        said.append(
            f"Usual range {_rounded(shown, last.lower)} to {_rounded(shown, last.upper)}, mean {_rounded(shown, last.mean)}."
        )
    elif shown.chart.cannot_tell:
        said.append(f"No limits: {shown.chart.cannot_tell.words}.")
    if shown.chart.target is not None:
        said.append(f"{shown.target_name} {canvas.figure(shown.chart.target, shown.unit)}.")
    special = [f"{period} {_says(point)}" for point, period in known if point.signal]
    if last.lower is not None:
        more = f", and {len(special) - 6} more" if len(special) > 6 else ""
        said.append(f"Special causes: {'; '.join(special[-6:])}{more}." if special else "No special causes.")
    return " ".join(said)

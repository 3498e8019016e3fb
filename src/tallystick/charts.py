"""Charts as accessible SVG text: a series over time, a sparkline, the ratings of the last periods, a bar of ratings.

Plain text built from plain values, so that one chart serves the page, the PDF and the command line. Nothing depends on a
stylesheet (presentation attributes only; style attributes are forbidden by the security policy of the pages), and nothing
on colour: lines differ by width and dash and carry their name at their end, points show their vintage by shape, a missing
value is a gap and never a zero. The choices and their reasons: docs/methods/charts.md.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

Number = Decimal | float | int

INK: Final = "#10181b"
SOFT: Final = "#4a5a60"
RULE: Final = "#d5dcde"
BAND: Final = "#dfe8ea"
TARGET: Final = "#b3201c"
MINUS: Final = "\N{MINUS SIGN}"
RATING_WORDS: Final[dict[str, str]] = {
    "green": "green",
    "amber_green": "amber-green",
    "amber": "amber",
    "amber_red": "amber-red",
    "red": "red",
    "": "not judged",
}
RATING_COLOURS: Final[dict[str, str]] = {
    "green": "#00663a",
    "amber_green": "#5c6200",
    "amber": "#9a4a00",
    "amber_red": "#a8330b",
    "red": "#b3201c",
    "": "#4a5a60",
}
SOLID: Final = 'fill="currentColor" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"'
HOLLOW: Final = 'fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"'
_TRIANGLE: Final = "M8 2 14.8 13.8H1.2z"
# Drawn in a square of 16 by 16; told apart by outline alone.
RATING_SHAPES: Final[dict[str, str]] = {
    "green": f'<circle cx="8" cy="8" r="6" {SOLID}/>',
    "amber_green": f'<circle cx="8" cy="8" r="6" {HOLLOW}/><path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor"/>',
    "amber": f'<path d="{_TRIANGLE}" {SOLID}/>',
    "amber_red": f'<path d="{_TRIANGLE}" {HOLLOW}/><path d="M8 2v11.8H1.2z" fill="currentColor"/>',
    "red": f'<path d="M8 1.2 14.8 8 8 14.8 1.2 8z" {SOLID}/>',
    "": f'<circle cx="8" cy="8" r="5.2" {HOLLOW}/>',
}
_DASHES: Final = ("2 3", "9 3 2 3", "5 2", "1 4", "12 4")
_MOST_POINTS_MARKED: Final = 40
_CHARACTER: Final = 7.0  # an average character of 13 px sans-serif text, generously
_LONGEST_LABEL: Final = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: a value or None for every period, and optionally the vintage of each."""

    label: str
    points: Sequence[Number | None]
    vintages: Sequence[str | None] = ()

    def value(self, at: int) -> Number | None:
        """The value of a period; a line may be shorter than the chart."""
        return self.points[at] if at < len(self.points) else None

    def vintage(self, at: int) -> str:
        """The vintage of a point; a point without one is taken as validated."""
        return (self.vintages[at] if at < len(self.vintages) else None) or "validated"


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """What a chart of a series shows, and the table beneath it too. `band` is the usual range (low, high)."""

    title: str
    periods: Sequence[str]
    line: Line
    targets: Sequence[Line] = ()
    comparators: Sequence[Line] = ()
    unit: str = ""
    description: str = ""
    band: tuple[Number, Number] | None = None
    from_zero: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """The series itself first, then its targets, then its comparators."""
        return (self.line, *self.targets, *self.comparators)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where values and periods fall on the canvas."""

    left: float
    top: float
    right: float
    bottom: float
    low: float
    high: float
    count: int

    @property
    def spacing(self) -> float:
        return (self.right - self.left) / max(1, self.count - 1)

    def x(self, at: int) -> float:
        return (self.left + self.right) / 2 if self.count < 2 else self.left + self.spacing * at

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)


def rows(chart: SeriesChart) -> list[tuple[str, str, list[Number | None]]]:
    """The chart as a table: period, vintage of the series' own value, and the value of every line."""
    return [
        (period, chart.line.vintage(at), [line.value(at) for line in chart.lines])
        for at, period in enumerate(chart.periods)
    ]


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers (1, 2, 2.5 or 5 times a power of ten) from at or below `low` to at or above `high`."""
    if not math.isfinite(high - low):
        raise ValueError("an axis needs finite ends")
    if high <= low:
        pad = abs(low) * 0.1 or 1.0
        low, high = low - pad, high + pad
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [float(f"{n * step:.12g}") for n in range(first, last + 1)]


def series_chart(chart: SeriesChart, width: int = 760, height: int = 360) -> str:
    """The large chart of a series: about a millisecond, a few kilobytes."""
    values = list(_values(chart))
    if not values:
        return _blank(chart, width)
    marks = ticks(*_ends(values, chart.from_zero))
    frame = _frame(chart, marks, width, height)
    target = f'stroke="{TARGET}" stroke-width="1.6" stroke-dasharray="7 4"'
    parts = [
        _opening("chart", chart.title, chart.description or _description(chart), width, height),
        _band(chart.band, frame, "usual range"),
        *_value_axis(marks, frame, chart.unit),
        *_period_axis(chart.periods, frame),
        *(_path(line, frame, _comparator(n)) for n, line in enumerate(chart.comparators)),
        *(_path(line, frame, target) for line in chart.targets),
        _path(chart.line, frame, f'stroke="{INK}" stroke-width="2.6" stroke-linejoin="round"'),
        *_points(chart, frame),
        *_end_labels(chart, frame),
        *_vintage_key(chart, frame, height),
    ]
    return "".join(parts) + "</svg>"


def sparkline(
    points: Sequence[Number | None],
    target: Number | None = None,
    band: tuple[Number, Number] | None = None,
    text: str = "",
    width: int = 120,
    height: int = 28,
) -> str:
    """The last twelve periods as a small line, its last point marked. `text` replaces the generated alternative."""
    shown = [_float(value) for value in points[-12:]]
    known = [value for value in shown if value is not None]
    alternative = text or _sparkline_words(points[-12:], target)
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" class="sparkline" {size} role="img" aria-label={quoteattr(alternative)}>'
    if not known:
        return f'{opening}<path d="M4 {height / 2:g}H{width - 4}" stroke="{RULE}" stroke-dasharray="2 4"/></svg>'
    extra = [_float(value) for value in (target, *(band or ()))]
    span = known + [value for value in extra if value is not None]
    low, high = min(span), max(span)
    frame = _Frame(4, 4, width - 5, height - 4, low, high, 12) if high > low else _level(low, width, height)
    offset = 12 - len(shown)
    line = Line("", [None] * offset + shown)
    last = max(at for at, value in enumerate(line.points) if value is not None)
    target_y = "" if extra[0] is None else f"{frame.y(extra[0]):.1f}"
    drawn = [
        _band(band, frame),
        f'<path d="M4 {target_y}H{width - 5}" stroke="{TARGET}" stroke-dasharray="3 3"/>' if target_y else "",
        _path(line, frame, f'stroke="{INK}" stroke-width="1.6" stroke-linejoin="round"', dot=1.4),
        f'<circle cx="{frame.x(last):.1f}" cy="{frame.y(known[-1]):.1f}" r="3" fill="{INK}"/>',
    ]
    return opening + "".join(drawn) + "</svg>"


def rating_strip(ratings: Sequence[tuple[str, str | None]], cell: int = 40) -> str:
    """The ratings of the last periods in a row, each with its period beneath: pairs of label and rating."""
    words = ", ".join(f"{label} {RATING_WORDS[name or '']}" for label, name in ratings)
    parts = [_opening("rating-strip", words or "No ratings yet", "", cell * max(1, len(ratings)), 40)]
    for at, (label, name) in enumerate(ratings):
        left = at * cell
        parts.append(
            f'<g color="{RATING_COLOURS[name or ""]}"><g transform="translate({left + cell / 2 - 8:g} 2)">'
            f"{RATING_SHAPES[name or '']}</g>{_text(left + cell / 2, 34, label, 'currentColor', 'middle', 12)}</g>"
        )
    return "".join(parts) + "</svg>"


def rating_bar(counts: Mapping[str | None, int], width: int = 720, height: int = 36) -> str:
    """One bar of ratings for a printed page: the shape and the count in each part, so that no colour is needed."""
    present = [(name, number) for name in RATING_WORDS if (number := _count(counts, name))]
    total = sum(number for _, number in present)
    words = ", ".join(f"{number} {RATING_WORDS[name]}" for name, number in present)
    parts = [_opening("rating-bar", words or "Nothing judged yet", "", width, height)]
    left = 0.0
    for name, number in present:
        part = width * number / total
        ground, ink = (RATING_COLOURS[name], "#ffffff") if name else ("#ffffff", RATING_COLOURS[""])
        parts.append(
            f'<rect x="{left + 1:.1f}" y="1" width="{max(1.0, part - 2):.1f}" height="{height - 2}" fill="{ground}" '
            f'stroke="{RATING_COLOURS[name]}" stroke-width="2"/>'
        )
        if part >= 44:
            shape = (
                f'<g color="{ink}" transform="translate({left + 8:.1f} {height / 2 - 8:g})">{RATING_SHAPES[name]}</g>'
            )
            parts.append(shape + _text(left + 28, height / 2 + 5, f"{number:,}", ink, "start", 15))
        left += part
    return "".join(parts) + "</svg>"


def _count(counts: Mapping[str | None, int], name: str) -> int:
    return counts.get(name, 0) + (counts.get(None, 0) if not name else 0)


def _opening(css: str, title: str, description: str, width: float, height: float) -> str:
    about = f"<desc>{escape(description)}</desc>" if description else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" font-family="sans-serif"><title>{escape(title)}</title>{about}'
    )


def _text(x: float, y: float, words: str, colour: str = SOFT, anchor: str = "start", size: int = 13) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" fill="{colour}" font-size="{size}"'
    return f'<text {place} text-anchor="{anchor}">{escape(words)}</text>'


def _blank(chart: SeriesChart, width: int) -> str:
    """A chart of nothing says so, rather than showing an empty frame that could be read as zero."""
    message = _text(width / 2, 45, "No figures to show yet", SOFT, "middle", 15)
    return _opening("chart", chart.title, "No figures to show yet.", width, 80) + message + "</svg>"


def _values(chart: SeriesChart) -> Iterator[float]:
    """Everything that must fit on the axis; nothing at all where the series and its lines are empty."""
    known = [number for line in chart.lines for value in line.points if (number := _float(value)) is not None]
    yield from known
    if known and chart.band:
        yield from (number for value in chart.band if (number := _float(value)) is not None)


def _ends(values: Sequence[float], from_zero: bool) -> tuple[float, float]:
    """The axis begins at zero where asked or where the values come near it; else the shape of the line matters more."""
    low, high = min(values), max(values)
    if from_zero or (0 < low < 0.35 * high):
        low = min(low, 0.0)
    if from_zero or (0 > high > 0.35 * low):
        high = max(high, 0.0)
    return low, high


def _frame(chart: SeriesChart, marks: Sequence[float], width: int, height: int) -> _Frame:
    left = 14 + _CHARACTER * max(len(label) for label in _tick_labels(marks, chart.unit))
    right = 20 + _CHARACTER * max((len(_end_words(line, chart.unit)) for line in chart.lines), default=0)
    below = 62 if _vintages(chart) else 36
    return _Frame(left, 14, width - right, height - below, marks[0], marks[-1], len(chart.periods))


def _level(value: float, width: int, height: int) -> _Frame:
    """A constant series runs along the middle."""
    return _Frame(4, 4, width - 5, height - 4, value - 1 - abs(value), value + 1 + abs(value), 12)


def _band(band: tuple[Number, Number] | None, frame: _Frame, words: str = "") -> str:
    ends = [_float(value) for value in band or ()]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return ""
    top, bottom = sorted((frame.y(ends[0]), frame.y(ends[1])))
    size = f'width="{frame.right - frame.left:.1f}" height="{bottom - top:.1f}"'
    label = _text(frame.right - 6, top + 15, words, SOFT, "end", 12) if words and bottom - top > 22 else ""
    return f'<rect x="{frame.left:.1f}" y="{top:.1f}" {size} fill="{BAND}"/>{label}'


def _tick_labels(marks: Sequence[float], unit: str) -> list[str]:
    """Millions and thousands of millions shortened, decimals only as many as the step needs."""
    largest = max(abs(mark) for mark in marks)
    divisor, suffix = next((d, s) for d, s in ((1e9, "bn"), (1e6, "m"), (1.0, "")) if largest >= 10 * d or d == 1)
    step = Decimal(f"{(marks[1] - marks[0]) / divisor:.6g}").normalize()
    places = max(0, -int(step.as_tuple().exponent))
    return [_with_unit(f"{abs(mark) / divisor:,.{places}f}{suffix}", mark < 0, unit) for mark in marks]


def _with_unit(digits: str, negative: bool, unit: str) -> str:
    """Units that are one sign go with the number; longer ones belong in the title."""
    before = unit[0] if unit[:1] in ("£", "€", "$") else ""
    after = unit[1:] if before else unit if unit == "%" else ""
    return f"{MINUS if negative else ''}{before}{digits}{after}"


def _figure(value: Number, unit: str) -> str:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    digits = f"{abs(exact):,f}"
    return _with_unit(digits.rstrip("0").rstrip(".") if "." in digits else digits, exact < 0, unit)


def _value_axis(marks: Sequence[float], frame: _Frame, unit: str) -> Iterator[str]:
    for mark, label in zip(marks, _tick_labels(marks, unit), strict=True):
        y = frame.y(mark)
        colour = SOFT if mark == 0 else RULE
        yield f'<path d="M{frame.left:.1f} {y:.1f}H{frame.right:.1f}" stroke="{colour}"/>'
        yield _text(frame.left - 8, y + 4.5, label, SOFT, "end")


def _period_axis(periods: Sequence[str], frame: _Frame) -> Iterator[str]:
    """Every period has a tick; labels are thinned from the last one back, which always keeps its own."""
    every = max(1, math.ceil((_CHARACTER * max(map(len, periods), default=1) + 10) / max(1.0, frame.spacing)))
    for at, period in enumerate(periods):
        x, labelled = frame.x(at), (len(periods) - 1 - at) % every == 0
        yield f'<path d="M{x:.1f} {frame.bottom:.1f}v{7 if labelled else 4}" stroke="{SOFT}"/>'
        if labelled:
            yield _text(x, frame.bottom + 22, period, SOFT, "middle")


def _comparator(number: int) -> str:
    return f'stroke="{SOFT}" stroke-width="1.4" stroke-dasharray="{_DASHES[number % len(_DASHES)]}"'


def _path(line: Line, frame: _Frame, attributes: str, dot: float = 2.2) -> str:
    """The line with a gap where a value is missing; a value alone between gaps is drawn as a short stroke."""
    steps = []
    for run in _runs(line.points[: frame.count]):
        steps.append("M" + "L".join(f"{frame.x(at):.1f} {frame.y(value):.1f}" for at, value in run))
        if len(run) == 1:
            steps.append(f"m{-dot:g} 0h{2 * dot:g}")
    return f'<path d="{"".join(steps)}" fill="none" {attributes}/>' if steps else ""


def _runs(points: Sequence[Number | None]) -> Iterator[list[tuple[int, float]]]:
    numbered = [(at, _float(value)) for at, value in enumerate(points)]
    for known, run in groupby(numbered, key=lambda pair: pair[1] is not None):
        if known:
            yield [(at, value) for at, value in run if value is not None]


def _points(chart: SeriesChart, frame: _Frame) -> Iterator[str]:
    """Vintage by shape, on every point of a short series; of a long one on the last and on those not final."""
    every = frame.count <= _MOST_POINTS_MARKED
    runs = [pair for run in _runs(chart.line.points[: frame.count]) for pair in run]
    for at, value in runs:
        vintage = chart.line.vintage(at)
        if every or vintage != "validated" or at == runs[-1][0]:
            shown = _figure(chart.line.points[at] or 0, chart.unit)
            note = f"{chart.periods[at]}: {shown}" + (f" ({vintage})" if vintage != "validated" else "")
            yield _vintage_shape(vintage, frame.x(at), frame.y(value), note)


def _vintage_shape(vintage: str, x: float, y: float, note: str = "") -> str:
    fill = "#ffffff" if vintage in ("provisional", "estimated") else INK
    look = f'fill="{fill}" stroke="{INK}" stroke-width="1.8"'
    title = f"<title>{escape(note)}</title>" if note else ""
    if vintage in ("estimated", "revised"):
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" {look}>{title}</rect>'
    if vintage == "corrected":
        return f'<path d="M{x:.1f} {y - 5.5:.1f}l5.5 5.5-5.5 5.5-5.5-5.5z" {look}>{title}</path>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" {look}>{title}</circle>'


def _vintages(chart: SeriesChart) -> list[str]:
    """The vintages that need a key: none where every figure is final."""
    found = {chart.line.vintage(at) for at, value in enumerate(chart.line.points) if value is not None}
    return (
        [v for v in ("validated", "provisional", "estimated", "revised", "corrected") if v in found]
        if found != {"validated"}
        else []
    )


def _vintage_key(chart: SeriesChart, frame: _Frame, height: int) -> Iterator[str]:
    x, y = frame.left + 5, height - 12.0
    for vintage in _vintages(chart):
        yield _vintage_shape(vintage, x, y) + _text(x + 10, y + 4.5, vintage)
        x += 34 + _CHARACTER * len(vintage)


def _last(line: Line) -> Number | None:
    return next((value for value in reversed(line.points) if _float(value) is not None), None)


def _end_words(line: Line, unit: str) -> str:
    last = _last(line)
    name = line.label if len(line.label) <= _LONGEST_LABEL else line.label[: _LONGEST_LABEL - 1] + "…"
    return f"{name} {_figure(last, unit)}".strip() if last is not None else ""


def _end_labels(chart: SeriesChart, frame: _Frame) -> Iterator[str]:
    """Each line named at its end, moved apart where two would touch."""
    placed: list[tuple[float, str, str]] = []
    for line in chart.lines:
        last = _float(_last(line))
        if last is not None:
            colour = INK if line is chart.line else TARGET if line in chart.targets else SOFT
            placed.append((frame.y(last), _end_words(line, chart.unit), colour))
    for y, (_, words, colour) in zip(
        _apart([p[0] for p in sorted(placed)], 16, frame.bottom), sorted(placed), strict=True
    ):
        weight = ' font-weight="bold"' if colour == INK else ""
        yield _text(frame.right + 10, y + 4.5, words, colour).replace("<text ", f"<text{weight} ", 1)


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
    known = [
        (period, value) for period, value in zip(chart.periods, chart.line.points, strict=False) if value is not None
    ]
    if not known:
        return "The series has no figures yet."
    (first, start), (last, end) = known[0], known[-1]
    low, high = min(known, key=lambda pair: pair[1]), max(known, key=lambda pair: pair[1])
    said = [
        f"{chart.line.label}: from {_figure(start, chart.unit)} in {first} to {_figure(end, chart.unit)} in {last}.",
        f"Lowest {_figure(low[1], chart.unit)} ({low[0]}), highest {_figure(high[1], chart.unit)} ({high[0]}).",
        *(
            f"{_end_words(line, chart.unit)}."
            for line in (*chart.targets, *chart.comparators)
            if _last(line) is not None
        ),
    ]
    return " ".join(said)


def _sparkline_words(points: Iterable[Number | None], target: Number | None) -> str:
    known = [value for value in points if _float(value) is not None and value is not None]
    if not known:
        return "No figures yet"
    said = f"From {_figure(known[0], '')} to {_figure(known[-1], '')} over {len(known)} periods"
    return said + (f"; target {_figure(target, '')}" if target is not None else "")


def _float(value: Number | None) -> float | None:
    """Drawing runs on floats; what is no number, or none that an axis can hold, is drawn as missing."""
    if value is None:
        return None
    number = float(value)
    return number if abs(number) < 1e200 else None

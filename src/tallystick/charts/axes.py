"""What charts over time share: the axes, names at the ends of lines, shapes of points, the chart of nothing."""

import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from tallystick.charts import canvas, values
from tallystick.charts.values import Number

LONGEST_LABEL: Final = 30


def ends(shown: Sequence[float], from_zero: bool) -> tuple[float, float]:
    """The axis begins at zero where asked or where the values come near it; else the shape of the line matters more."""
    low, high = min(shown), max(shown)
    if from_zero or (0 < low < 0.35 * high):
        low = min(low, 0.0)
    if from_zero or (0 > high > 0.35 * low):
        high = max(high, 0.0)
    return low, high


def tick_labels(marks: Sequence[float], unit: str) -> list[str]:
    """Millions and thousands of millions shortened where three decimals tell them apart; decimals only as many as the step needs."""
    largest, step = max(abs(mark) for mark in marks), Decimal(f"{marks[1] - marks[0]:.2g}")
    divisor, suffix = next(
        (d, s) for d, s in ((10**9, "bn"), (10**6, "m"), (1, "")) if d == 1 or (largest >= 10 * d and step >= d // 1000)
    )
    places = max(0, -int((step / divisor).normalize().as_tuple().exponent))
    return [canvas.with_unit(f"{abs(mark) / divisor:,.{places}f}{suffix}", mark < 0, unit) for mark in marks]


def margin(marks: Sequence[float], unit: str) -> float:
    """The room that the labels of the value axis take at the left."""
    return 14 + canvas.CHARACTER * max(len(label) for label in tick_labels(marks, unit))


def value_axis(marks: Sequence[float], frame: canvas.Frame, unit: str) -> Iterator[str]:
    """Round numbers with a line across at each."""
    for mark, label in zip(marks, tick_labels(marks, unit), strict=True):
        y = frame.y(mark)
        colour = canvas.SOFT if mark == 0 else canvas.RULE
        yield f'<path d="M{frame.left:.1f} {y:.1f}H{frame.right:.1f}" stroke="{colour}"/>'
        yield canvas.text(frame.left - 8, y + 4.5, label, canvas.SOFT, "end")


def period_axis(periods: Sequence[str], frame: canvas.Frame) -> Iterator[str]:
    """Every period has a tick; labels are thinned from the last one back, which always keeps its own."""
    every = max(1, math.ceil((canvas.CHARACTER * max(map(len, periods), default=1) + 10) / max(1.0, frame.spacing)))
    for at, period in enumerate(periods):
        x, labelled = frame.x(at), (len(periods) - 1 - at) % every == 0
        yield f'<path d="M{x:.1f} {frame.bottom:.1f}v{7 if labelled else 4}" stroke="{canvas.SOFT}"/>'
        if labelled:
            x = max(x, canvas.CHARACTER * len(period) / 2)  # the first stays on the canvas
            yield canvas.text(x, frame.bottom + 22, period, canvas.SOFT, "middle")


def apart(wanted: Sequence[float], least: float, floor: float) -> list[float]:
    """Positions in order, at least `least` apart, pushed down first and back up from the floor where they run over."""
    placed: list[float] = []
    for y in wanted:
        placed.append(max(y, placed[-1] + least) if placed else y)
    for at in range(len(placed) - 1, -1, -1):
        limit = floor if at == len(placed) - 1 else placed[at + 1] - least
        placed[at] = min(placed[at], limit)
    return placed


def end_labels(ends: Iterable[tuple[float, str, str]], frame: canvas.Frame) -> Iterator[str]:
    """Each line named at its end (height, words, colour), moved apart where two would touch. What is in ink is in bold."""
    ordered = sorted(ends)
    for y, (_, words, colour) in zip(apart([end[0] for end in ordered], 16, frame.bottom), ordered, strict=True):
        yield canvas.text(frame.right + 10, y + 4.5, words, colour, bold=colour == canvas.INK)


def target_line(target: Number | None, frame: canvas.Frame) -> str:
    """One target for every period, dashed."""
    height = values.number(target)
    if height is None:
        return ""
    line = f'd="M{frame.left:.1f} {frame.y(height):.1f}H{frame.right:.1f}"'
    return f'<path {line} stroke="{canvas.TARGET}" stroke-width="1.6" stroke-dasharray="9 3"/>'


def short(label: str) -> str:
    """A name that leaves room for the lines."""
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"


def vintage_shape(vintage: str, x: float, y: float, note: str = "") -> str:
    """A point: hollow while it may change, square where it is estimated or revised, a diamond where corrected."""
    fill = "#ffffff" if vintage in ("provisional", "estimated") else canvas.INK
    look = f'fill="{fill}" stroke="{canvas.INK}" stroke-width="1.8"'
    title = canvas.note(note)
    if vintage in ("estimated", "revised"):
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" {look}>{title}</rect>'
    if vintage == "corrected":
        return f'<path d="M{x:.1f} {y - 5.5:.1f}l5.5 5.5-5.5 5.5-5.5-5.5z" {look}>{title}</path>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" {look}>{title}</circle>'


def blank(title: str, width: int) -> str:
    """A chart of nothing says so, rather than showing an empty frame that could be read as zero."""
    message = canvas.text(width / 2, 45, "No figures to show yet", canvas.SOFT, "middle", 15)
    return canvas.opening("chart", title, "No figures to show yet.", width, 80) + message + "</svg>"

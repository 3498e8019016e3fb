"""Areas beside each other: a row each with its interval, or each in a funnel by its size.

Our own area is thick and in bold; what lies beyond chance has a shape of its own. Bars would have to begin at nought and hide the
intervals: these are points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tallystick.charts import axes, canvas, values
from tallystick.charts.values import Number

if TYPE_CHECKING:
    from tallystick.comparison.funnel import Funnel, Kind

BETTER: Final = "#00558c"
WORSE: Final = "#a8480a"
OTHER: Final = "#5b3a8c"
SHAPES: Final = {
    "better": ("M-4.5-4.5h9v9h-9z", BETTER),
    "worse": ("M0-6.2 6.2 0 0 6.2-6.2 0z", WORSE),
    "higher": ("M0-6 5.6 4.2H-5.6z", OTHER),
    "lower": ("M0 6 5.6-4.2H-5.6z", OTHER),
}


@dataclass(frozen=True, slots=True)
class Area:
    """An area with its value, the limits of its interval where they are known, and how it stands in one word.

    `standing` is `better`, `similar`, `worse`, `higher`, `lower` or blank; `base` is the area's size, which a funnel needs.
    """

    name: str
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    standing: str = ""
    own: bool = False
    base: float | None = None


@dataclass(frozen=True, slots=True)
class ComparisonChart:
    """Areas in the order in which they are to be read, and one value that all are set beside."""

    title: str
    areas: Sequence[Area]
    reference: Number | None = None
    reference_name: str = ""
    unit: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class FunnelCurve:
    """The limits at one level of confidence along the sizes of areas."""

    confidence: float
    bases: Sequence[float]
    lower: Sequence[float]
    upper: Sequence[float]


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """Areas by size, the common value, and the limits that chance alone would keep them within."""

    title: str
    areas: Sequence[Area]
    common: float
    curves: Sequence[FunnelCurve]
    unit: str = ""
    base_name: str = "Number of cases"
    description: str = ""


def comparison_chart(chart: ComparisonChart, width: int = 760) -> str:
    """A row for each area, as tall as there are areas."""
    ends = list(values.numbers(part for area in chart.areas for part in (area.value, area.low, area.high)))
    if not ends:
        return axes.blank(chart.title, width)
    reference = values.number(chart.reference)
    marks = canvas.ticks(*axes.ends([*ends, *([] if reference is None else [reference])], False))
    height = 24 * len(chart.areas) + 62
    left = 16 + canvas.CHARACTER * max(len(axes.short(area.name)) for area in chart.areas)
    right = 18 + canvas.CHARACTER * max(len(_figure(area, chart.unit)) for area in chart.areas)
    frame = canvas.Frame(left, 12, width - right, height - 50, marks[0], marks[-1], len(chart.areas))
    parts = [
        canvas.opening("chart", chart.title, chart.description or _described(chart), width, height),
        *_across(marks, frame, chart.unit),
        *_reference(chart, reference, frame),
        *(part for at, area in enumerate(chart.areas) for part in _row(area, at, frame, chart.unit)),
        *_key({area.standing for area in chart.areas}, left, height - 8.0),
    ]
    return "".join(parts) + "</svg>"


def _along(frame: canvas.Frame, value: float) -> float:
    return frame.left + (frame.right - frame.left) * (value - frame.low) / (frame.high - frame.low)


def _across(marks: Sequence[float], frame: canvas.Frame, unit: str) -> Iterator[str]:
    for mark, label in zip(marks, axes.tick_labels(marks, unit), strict=True):
        x = _along(frame, mark)
        yield f'<path d="M{x:.1f} {frame.top:.1f}V{frame.bottom:.1f}" stroke="{canvas.SOFT if mark == 0 else canvas.RULE}"/>'
        yield canvas.text(x, frame.bottom + 16, label, canvas.SOFT, "middle", 12)


def _reference(chart: ComparisonChart, reference: float | None, frame: canvas.Frame) -> Iterator[str]:
    if reference is not None:
        x = _along(frame, reference)
        yield f'<path d="M{x:.1f} {frame.top:.1f}V{frame.bottom:.1f}" stroke="{canvas.INK}" stroke-width="1.4" stroke-dasharray="7 4"/>'
        words = f"{axes.short(chart.reference_name)} {canvas.figure(chart.reference or 0, chart.unit)}".strip()
        side, at = ("end", x - 5) if x > (frame.left + frame.right) / 2 else ("start", x + 5)
        yield canvas.text(at, frame.bottom + 30, words, canvas.INK, side, 12)


def _row(area: Area, at: int, frame: canvas.Frame, unit: str) -> Iterator[str]:
    y = frame.top + 12 + 24 * at
    colour = canvas.INK if area.own else canvas.SOFT
    yield canvas.text(frame.left - 10, y + 4.5, axes.short(area.name), colour, "end", bold=area.own)
    value, low, high = (values.number(part) for part in (area.value, area.low, area.high))
    if low is not None and high is not None:
        ends = f"M{_along(frame, low):.1f} {y:.1f}H{_along(frame, high):.1f}"
        yield f'<path d="{ends}" stroke="{canvas.INK}" stroke-width="{2.4 if area.own else 1.2}"/>'
    if value is not None:
        yield _shape(area, _along(frame, value), y, f"{area.name}: {_figure(area, unit)}")
    yield canvas.text(frame.right + 12, y + 4.5, _figure(area, unit), colour, bold=area.own)


def _figure(area: Area, unit: str) -> str:
    return "no value" if values.number(area.value) is None else canvas.figure(area.value or 0, unit)


def _shape(area: Area, x: float, y: float, note: str) -> str:
    outline, colour = SHAPES.get(area.standing, ("", canvas.INK))
    title = canvas.note(f"{note}, {area.standing}" if note and area.standing else note)
    look = f'fill="{colour}" stroke="{canvas.INK if area.own else colour}" stroke-width="{2.2 if area.own else 1}"'
    if outline:
        return f'<path d="{outline}" transform="translate({x:.1f} {y:.1f})" {look}>{title}</path>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{5 if area.own else 3.6}" {look}>{title}</circle>'


def _key(standings: set[str], x: float, y: float) -> Iterator[str]:
    """The shapes that are there, where any says that an area is out of the ordinary."""
    if standings & set(SHAPES):
        for standing in ("better", "similar", "worse", "higher", "lower"):
            if standing in standings:
                yield _shape(Area("", None, standing=standing), x + 6, y - 4, "") + canvas.text(x + 18, y, standing)
                x += 42 + canvas.CHARACTER * len(standing)


def _described(chart: ComparisonChart) -> str:
    """Every area with its figure: a picture of names must not say more than its words."""
    said = [
        f"{area.name} {_figure(area, chart.unit)}{f' ({area.standing})' if area.standing else ''}"
        for area in chart.areas
    ]
    beside = (
        ""
        if chart.reference is None
        else f" Beside {chart.reference_name} {canvas.figure(chart.reference, chart.unit)}."
    )
    return f"{'; '.join(said)}.{beside}"


def funnel_of(
    found: "Funnel", kind: "Kind", names: Sequence[str], denominators: Sequence[float | None], *, own: str = "", title: str = "",
    unit: str = "", standings: Sequence[str] = (), base_name: str = "Number of cases",
) -> FunnelChart:  # fmt: skip
    """The chart of `comparison.funnel(…)`, with curves drawn through sixty sizes. Widened limits are drawn as they were computed."""
    import numpy as np

    from tallystick.comparison.funnel import funnel_limits

    sizes = [float(size) for size in denominators if size and float(size) > 0]
    bases = np.geomspace(min(sizes) * 0.9, max(sizes) * 1.1, 60)
    stretch = float(np.sqrt(max(found.dispersion, 1.0))) if found.widened else 1.0
    curves = []
    for level in found.levels:
        below, above = funnel_limits(found.common / found.multiplier, bases, kind, level.confidence, stretch=stretch)
        curves.append(
            FunnelCurve(
                level.confidence,
                bases.tolist(),
                (below * found.multiplier).tolist(),
                (above * found.multiplier).tolist(),
            )
        )
    known = [None if value != value else value for value in found.values.tolist()]
    marks = list(standings) or [
        "similar" if not out else "higher" if out > 0 else "lower" for out in found.outside.tolist()
    ]
    areas = [
        Area(name, value, standing=mark if value is not None else "", own=name == own, base=size and float(size))
        for name, value, mark, size in zip(names, known, marks, denominators, strict=True)
    ]
    return FunnelChart(title, areas, found.common, curves, unit, base_name)


def funnel_chart(chart: FunnelChart, width: int = 760, height: int = 400) -> str:
    """The funnel: size to the right, value upwards, limits that narrow as areas grow."""
    placed = [
        (area, area.base, number)
        for area in chart.areas
        if area.base is not None and (number := values.number(area.value)) is not None
    ]
    if not placed:
        return axes.blank(chart.title, width)
    bounds = values.numbers(one for curve in chart.curves for row in (curve.lower, curve.upper) for one in row)
    marks = canvas.ticks(*axes.ends([*bounds, chart.common, *(number for *_, number in placed)], False))
    sizes = canvas.ticks(0, max([*(base for _, base, _ in placed), *(curve.bases[-1] for curve in chart.curves)]))
    left = axes.margin(marks, chart.unit)
    frame = canvas.Frame(left, 14, width - 130, height - 70, marks[0], marks[-1], 2)
    parts = [
        canvas.opening("chart", chart.title, chart.description or _funnel_described(chart), width, height),
        *axes.value_axis(marks, frame, chart.unit),
        *_size_axis(sizes, frame, chart.base_name),
        *_curves(chart, frame, sizes[-1]),
        *_funnel_points(chart, placed, frame, sizes[-1]),
        *axes.end_labels(_funnel_ends(chart, frame), frame),
        *_key({area.standing for area in chart.areas}, left, height - 8.0),
    ]
    return "".join(parts) + "</svg>"


def _size_axis(sizes: Sequence[float], frame: canvas.Frame, name: str) -> Iterator[str]:
    for size, label in zip(sizes, axes.tick_labels(sizes, ""), strict=True):
        x = _sized(frame, size, sizes[-1])
        yield f'<path d="M{x:.1f} {frame.bottom:.1f}v5" stroke="{canvas.SOFT}"/>{canvas.text(x, frame.bottom + 19, label, canvas.SOFT, "middle", 12)}'
    yield canvas.text((frame.left + frame.right) / 2, frame.bottom + 36, name, canvas.SOFT, "middle", 12)


def _sized(frame: canvas.Frame, size: float, most: float) -> float:
    return frame.left + (frame.right - frame.left) * size / most


def _curves(chart: FunnelChart, frame: canvas.Frame, most: float) -> Iterator[str]:
    y = frame.y(chart.common)
    yield f'<path d="M{frame.left:.1f} {y:.1f}H{frame.right:.1f}" stroke="{canvas.INK}" stroke-width="1.2"/>'
    for at, curve in enumerate(chart.curves):
        for row in (curve.lower, curve.upper):
            corners = [
                f"{_sized(frame, base, most):.1f} {frame.y(one):.1f}"
                for base, one in zip(curve.bases, row, strict=True)
            ]
            dash = ("6 3", "2 3", "1 5")[min(at, 2)]
            yield f'<path d="M{"L".join(corners)}" fill="none" stroke="{canvas.SOFT}" stroke-width="1.4" stroke-dasharray="{dash}"/>'


def _funnel_points(
    chart: FunnelChart, placed: Sequence[tuple[Area, float, float]], frame: canvas.Frame, most: float
) -> Iterator[str]:
    """Our own area last, over the others, and named."""
    for area, base, value in sorted(placed, key=lambda one: one[0].own):
        x, y = _sized(frame, base, most), frame.y(value)
        yield _shape(
            area, x, y, f"{area.name}: {canvas.figure(_short_figure(value), chart.unit)} of {canvas.figure(base, '')}"
        )
        if area.own:
            yield canvas.text(x, y - 11, area.name, canvas.INK, "middle", bold=True)


def _short_figure(value: float) -> float:
    return float(f"{value:.4g}")


def _funnel_ends(chart: FunnelChart, frame: canvas.Frame) -> list[tuple[float, str, str]]:
    found = [(frame.y(chart.common), f"All {canvas.figure(_short_figure(chart.common), chart.unit)}", canvas.SOFT)]
    found += [(frame.y(curve.upper[-1]), f"{curve.confidence * 100:g}%", canvas.SOFT) for curve in chart.curves]
    return found


def _funnel_described(chart: FunnelChart) -> str:
    known = [area for area in chart.areas if values.number(area.value) is not None]
    out = [area for area in known if area.standing in SHAPES]
    said = [f"{len(known)} areas about a common value of {canvas.figure(_short_figure(chart.common), chart.unit)}."]
    said.append(f"{len(known) - len(out)} of them vary no more than chance explains.")
    said += [
        f"{area.name}: {canvas.figure(_short_figure(values.number(area.value) or 0.0), chart.unit)}, {area.standing}."
        for area in out[:8]
    ]
    return " ".join(said)

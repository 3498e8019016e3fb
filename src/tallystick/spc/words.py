"""What a chart says, in one sentence that a councillor can use."""

from datetime import date
from decimal import Decimal
from math import floor, log10

from tallystick.periods.period import written
from tallystick.spc.single import Chart, Point
from tallystick.spc.vocabulary import Assurance, Signal, Variation
from tallystick.status import shown

MOST_DECIMALS = 6
# Limits of fewer values than this are said to be provisional even where the phase has more points, most of them missing.
FULL_BASE = 12

CALLED = {
    Variation.IMPROVEMENT: "is an improvement",
    Variation.CONCERN: "is a cause for concern",
    Variation.NEUTRAL_HIGH: "is unusually high",
    Variation.NEUTRAL_LOW: "is unusually low",
}
SHOWN_BY = {
    Signal.ABOVE_LIMIT: "it lies above the usual range of {range}",
    Signal.BELOW_LIMIT: "it lies below the usual range of {range}",
    Signal.RISING: "it is one of seven or more in a row that rise",
    Signal.FALLING: "it is one of seven or more in a row that fall",
    Signal.NEAR_UPPER_LIMIT: "two of three in a row lie close to the upper end of the usual range of {range}",
    Signal.NEAR_LOWER_LIMIT: "two of three in a row lie close to the lower end of the usual range of {range}",
    Signal.ABOVE_MEAN: "it is one of seven or more in a row above the mean of {mean}",
    Signal.BELOW_MEAN: "it is one of seven or more in a row below the mean of {mean}",
}
PROSPECT = {
    Assurance.PASS: "if nothing changes, the target of {target} will be met",
    Assurance.FAIL: "unless something changes, the target of {target} will not be met",
    Assurance.HIT_OR_MISS: "the target of {target} lies within the usual range, so it will be met in some periods and not in others",
}


def sentence(chart: Chart, *, unit: str = "", decimals: int | None = None) -> str:
    """The chart in one sentence: the latest value, whether it shows a change and by which sign, the target, and how firm that is.

    Without `decimals` figures are rounded to what tells the value from the limits.
    """
    if chart.cannot_tell:
        return f"It cannot be told whether the latest value is unusual, because {chart.cannot_tell.words}."
    point = chart.latest
    if point is None or point.lower is None:
        return "It cannot be told whether the latest value is unusual, because it has no limits."
    figures = _figures(chart, point, unit, _decimals(chart, point) if decimals is None else decimals)
    parts = [_latest(point, figures)]
    if chart.assurance:
        parts.append(PROSPECT[chart.assurance].format(**figures))
    phase = chart.phases[-1]
    if phase.short or phase.known < FULL_BASE:
        parts.append(f"the range rests on {phase.known} values and is provisional")
    return "; ".join(parts) + "."


def _latest(point: Point, figures: dict[str, str]) -> str:
    label = written(point.label) if isinstance(point.label, date) else point.label
    name = "The latest value" if isinstance(label, int) else f"The value for {label}"
    if point.signal is None:
        return f"{name}, {figures['value']}, is within the usual range of {figures['range']}: no sign of a change"
    return f"{name}, {figures['value']}, {CALLED[point.variation]}: {SHOWN_BY[point.signal].format(**figures)}"


def _figures(chart: Chart, point: Point, unit: str, decimals: int) -> dict[str, str]:
    def figure(number: float | None) -> str:
        return "" if number is None else shown(Decimal(repr(number)), unit, decimals)

    return {
        "value": figure(point.value),
        "mean": figure(point.mean),
        "range": f"{figure(point.lower)} to {figure(point.upper)}",
        "target": figure(chart.target),
    }


def _decimals(chart: Chart, point: Point) -> int:
    """Enough to show two figures of the range's width, and for the value and the target not to look like a limit that they are not."""
    value, lower, upper = point.value or 0.0, point.lower or 0.0, point.upper or 0.0
    width = upper - lower
    decimals = 1 - floor(log10(width)) if width > 0 else _places(value)
    decimals = min(max(decimals, min(_places(value), 2), 0), MOST_DECIMALS)
    told_apart = [value] if chart.target is None else [value, chart.target]
    while decimals < MOST_DECIMALS and any(
        number != limit and round(number, decimals) == round(limit, decimals)
        for number in told_apart
        for limit in (lower, upper)
    ):
        decimals += 1
    return decimals


def _places(value: float) -> int:
    """How many decimals a number is written with."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

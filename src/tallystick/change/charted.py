"""Significance from the control chart: is the change more than the series usually varies by?

Used where nothing is known of what the figures are made of. Twelve values at least: with fewer, the usual variation is itself a guess.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from tallystick import spc
from tallystick.change.model import Figure
from tallystick.periods import Frequency, Period
from tallystick.series import Marker, Series
from tallystick.status import Polarity

LEAST_VALUES = 12
# The upper limit of moving ranges: a step between two values beyond it is no usual one.
TO_STEP_LIMIT = 3.267
CYCLES = {Frequency.MONTH: 12, Frequency.QUARTER: 4, Frequency.HALF_YEAR: 2}
TREND = (spc.Signal.RISING, spc.Signal.FALLING)
DOWNWARDS = (spc.Signal.BELOW_LIMIT, spc.Signal.FALLING, spc.Signal.NEAR_LOWER_LIMIT, spc.Signal.BELOW_MEAN)


@dataclass(frozen=True, slots=True)
class Background:
    """What a series tells of its usual variation: its chart, or why there is none, and whether the season was taken out."""

    chart: spc.Chart | None
    why: str
    seasonal: bool | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a change is more than usual; None where it cannot be told. `why` in words either way."""

    real: bool | None
    why: str


def background(series: Series, polarity: Polarity) -> Background:
    """The chart of a series, with its season taken out where it has one, and new phases where its definition changed."""
    try:
        names, numbers = spc.points_of(series)
    except spc.SpcError as error:
        return Background(None, str(error), None)
    if np.sum(~np.isnan(numbers)) < LEAST_VALUES:
        return Background(None, f"there are fewer than {LEAST_VALUES} values", None)
    cycle = CYCLES.get(series.frequency) if series.frequency else None
    seasonal = is_seasonal(numbers, cycle)
    if seasonal and cycle:
        numbers = spc.deseasonalised(numbers[None, :], cycle)[0]
    chart = spc.chart(numbers.tolist(), labels=names, improvement=polarity, rebase=breaks(series))
    if chart.cannot_tell:
        return Background(None, chart.cannot_tell.words, seasonal)
    if chart.phases[-1].known < LEAST_VALUES:
        return Background(None, f"there are fewer than {LEAST_VALUES} values since the definition changed", seasonal)
    return Background(chart, "", seasonal)


def is_seasonal(numbers: spc.Floats, cycle: int | None) -> bool | None:
    """Whether the values have a season; None where they are too few, or not above nought, to tell."""
    if cycle is None or np.isnan(spc.seasonal_factors(numbers[None, :], cycle)).any():
        return None
    return bool(spc.seasonal(numbers[None, :], cycle)[0])


def breaks(series: Series) -> tuple[Period, ...]:
    """The periods from which a series is defined anew."""
    return tuple(observation.period for observation in series if Marker.BREAK in observation.markers)


def verdict(found: Background, earlier: Figure, later: Figure) -> Verdict:
    """Whether later is unusually far from earlier.

    Single values: further apart than the upper limit of steps, or the later one is a special cause that way and the earlier one not,
    or both are in one trend. Sums of so many values: further apart than that limit times the root of their number.
    """
    chart = found.chart
    if chart is None:
        return Verdict(None, found.why)
    limit = TO_STEP_LIMIT * (chart.phases[-1].moving_range or 0.0) * sqrt(later.points)
    if later.points > 1:
        return _by_step(later.value - earlier.value, limit)
    points = {point.label: point for point in chart.points}
    before, after = points.get(earlier.last), points.get(later.last)
    if before is None or after is None or before.value is None or after.value is None:
        return Verdict(None, "one of the two figures is not on the chart")
    step = after.value - before.value
    if after.signal and _same_way(after.signal, step) and (after.signal is not before.signal or after.signal in TREND):
        return Verdict(True, f"the later value is a special cause: {after.signal.words}")
    return _by_step(step, limit)


def _by_step(step: float, limit: float) -> Verdict:
    if abs(step) > limit:
        return Verdict(True, f"it is more than values usually differ by (up to {_rounded(limit)})")
    return Verdict(False, f"values usually differ by up to {_rounded(limit)}")


def _rounded(size: float) -> str:
    """To three figures, and never as a power of ten: 1,570, 15.7, 0.0157."""
    return f"{float(f'{size:.3g}'):,.0f}" if size >= 100 else f"{size:.3g}"


def _same_way(signal: spc.Signal, step: float) -> bool:
    return step < 0 if signal in DOWNWARDS else step > 0

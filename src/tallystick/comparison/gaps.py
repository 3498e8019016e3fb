"""The gap to a comparator, and whether it narrows.

A gap is own minus theirs in the measure's own unit: for percentages, points. Whether it narrowed beyond chance is told only where
both figures of both periods have intervals; otherwise that stays unsaid.
"""

from dataclasses import dataclass

from tallystick import rates
from tallystick.comparison.model import ComparisonError, NoTarget, Side, Trend
from tallystick.rates import Interval
from tallystick.status import Polarity


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a figure is from its comparator: own − theirs, which side that is, and the interval where it is known."""

    amount: float
    side: Side
    interval: Interval | None = None

    @property
    def size(self) -> float:
        """The gap without its direction."""
        return abs(self.amount)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Two gaps of one pair at an earlier and a later time. `beyond_chance` is None where that cannot be told."""

    earlier: Gap
    later: Gap
    trend: Trend
    beyond_chance: bool | None = None


def gap(own: float | Interval, theirs: float | Interval, polarity: Polarity, *, target: float | None = None) -> Gap:
    """The gap between two figures; with its interval where both are intervals.

    Where near is best, ahead is nearer to the target.
    """
    one, other = _value(own), _value(theirs)
    interval = rates.difference(own, theirs) if isinstance(own, Interval) and isinstance(theirs, Interval) else None
    return Gap(one - other, _side(one, other, polarity, target), interval)


def narrowing(earlier: Gap, later: Gap, *, unchanged_within: float = 0.0) -> Narrowing:
    """Whether a gap narrowed, widened, stayed (within `unchanged_within`), or was crossed from one side to the other."""
    if unchanged_within < 0:
        raise ComparisonError(f"a band of {unchanged_within:g} is below nought: give 0 or more")
    beyond = None
    if earlier.interval is not None and later.interval is not None:
        beyond = 0 not in rates.difference(later.interval, earlier.interval)
    return Narrowing(earlier, later, _trend(earlier, later, unchanged_within), beyond)


def _trend(earlier: Gap, later: Gap, unchanged_within: float) -> Trend:
    if earlier.amount * later.amount < 0 and earlier.side is not later.side:
        return Trend.CROSSED
    change = later.size - earlier.size
    # A gap of 2.1 that stays 2.1 is computed from four figures, and differs in the sixteenth digit.
    if abs(change) <= unchanged_within + 1e-12 * max(later.size, earlier.size):
        return Trend.UNCHANGED
    return Trend.NARROWED if change < 0 else Trend.WIDENED


def _side(own: float, theirs: float, polarity: Polarity, target: float | None) -> Side:
    if polarity is Polarity.NEAR_IS_BEST:
        if target is None:
            raise NoTarget("where near is best a target is needed: give the value that is aimed at")
        own, theirs = -abs(own - target), -abs(theirs - target)
    if own == theirs:
        return Side.LEVEL
    if polarity is Polarity.NONE:
        return Side.HIGHER if own > theirs else Side.LOWER
    return Side.AHEAD if (own > theirs) is not (polarity is Polarity.LOWER_IS_BETTER) else Side.BEHIND


def _value(figure: float | Interval) -> float:
    value = figure.value if isinstance(figure, Interval) else float(figure)
    if not abs(value) < float("inf"):
        raise ComparisonError("a figure is missing or infinite: give a number")
    return value

"""Better, similar or worse than a comparator when chance is allowed for.

Beside a fixed value (a target, a national figure of millions) a figure is different if its interval leaves that value out. Beside
another figure that is itself subject to chance, it is different if the interval of their difference leaves out nought: two intervals
that overlap may still differ.
"""

from collections.abc import Sequence

import numpy as np

from tallystick import rates
from tallystick.comparison.model import ComparisonError, Floats, Standing
from tallystick.rates import Interval, Intervals
from tallystick.status import Polarity

HIGHER_AND_LOWER = {
    Polarity.HIGHER_IS_BETTER: (Standing.BETTER, Standing.WORSE),
    Polarity.LOWER_IS_BETTER: (Standing.WORSE, Standing.BETTER),
    Polarity.NEAR_IS_BEST: (Standing.HIGHER, Standing.LOWER),
    Polarity.NONE: (Standing.HIGHER, Standing.LOWER),
}


def against(own: Interval, comparator: float | Interval, polarity: Polarity) -> Standing:
    """A figure beside a fixed value or beside another figure with its own interval.

    Where near is best or no direction is, the answer is higher or lower, since neither is better for it.
    """
    if isinstance(comparator, Interval):
        own, comparator = rates.difference(own, comparator), 0.0
    if not abs(comparator) < float("inf"):
        return Standing.CANNOT_TELL
    higher, lower = HIGHER_AND_LOWER[polarity]
    if own.lower > comparator:
        return higher
    return lower if own.upper < comparator else Standing.SIMILAR


def standings(
    own: Intervals, comparators: float | Sequence[float] | Floats | Intervals, polarity: Polarity
) -> tuple[Standing, ...]:
    """Every figure of a batch beside a fixed value, beside a value of its own, or beside another figure with its interval.

    What was refused, and what has no comparator, cannot be told.
    """
    if isinstance(comparators, Intervals):
        own, comparators = rates.differences(own, comparators), 0.0
    beside = np.asarray(comparators, dtype=float)
    if beside.ndim and beside.shape != own.value.shape:
        raise ComparisonError(
            f"there are {len(own)} figures and {beside.size} comparators: give one for each, or one for all"
        )
    known = np.isfinite(own.value) & np.isfinite(beside)
    code = np.select([~known, own.lower > beside, own.upper < beside], [0, 1, 2], 3)
    names = (Standing.CANNOT_TELL, *HIGHER_AND_LOWER[polarity], Standing.SIMILAR)
    return tuple(names[index] for index in code.tolist())

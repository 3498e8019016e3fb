"""Where a new phase might begin: a suggestion, which somebody who knows what happened accepts or not.

Limits that no longer fit hide the next change, but moving them for the looks of it hides this one; so nothing is moved here. A phase is
suggested where one step explains the values better than a slope does, and the values are at rest on both sides of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tallystick.series import Series
from tallystick.spc import limits as limits_of
from tallystick.spc.labels import Label, Number, points_of, starts_of
from tallystick.spc.vocabulary import Floats, Places, SpcError

# As many values on each side as make a run.
LEAST_SIDE = 7
# How many standard errors the step must be: found by simulation to suggest a phase in under 1 in 100 series without any change.
LEAST_STEP = 4.0
# How much more the values may vary around their two means than neighbours do; a wandering series varies far more.
MOST_UNREST = 2.0
# How much more than a straight line the step must explain.
BETTER_THAN_SLOPE = 1.1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The point with which a new phase might begin, and the means before and after it."""

    label: Label
    place: int
    mean_before: float
    mean_after: float
    known_before: int
    known_after: int

    @property
    def sentence(self) -> str:
        """The suggestion in words."""
        higher = "higher" if self.mean_after > self.mean_before else "lower"
        return (
            f"From {self.label} on, values have settled {higher} (a mean of {self.mean_after:,.4g} over {self.known_after} values, "
            f"after {self.mean_before:,.4g} over {self.known_before}): if something is known to have changed then, begin a new phase."
        )


def suggested_phase(
    values: Series | Sequence[Number], *, labels: Sequence[Label] | None = None, rebase: Iterable[Label] = ()
) -> Suggestion | None:
    """Where within the last phase a new one might begin; None where nothing speaks for it."""
    names, numbers = points_of(values, labels)
    starts = starts_of(names, rebase)
    if not len(starts):
        return None
    first = int(starts[-1])
    place = int(suggested_phases(numbers[None, first:])[0])
    if place < 0:
        return None
    before, after = numbers[first : first + place], numbers[first + place :]
    return Suggestion(
        label=names[first + place],
        place=first + place,
        mean_before=float(np.nanmean(before)),
        mean_after=float(np.nanmean(after)),
        known_before=int(np.sum(~np.isnan(before))),
        known_after=int(np.sum(~np.isnan(after))),
    )


def suggested_phases(values: npt.ArrayLike) -> Places:
    """For each series of a table (series, periods), the number of the period in which a new phase might begin; -1 for none.

    In passes over the whole table: the time is linear in its size.
    """
    table = np.ascontiguousarray(values, dtype=np.float64)
    if table.ndim != 2:
        raise SpcError(f"a table has two dimensions and this has {table.ndim}: give (series, periods)")
    number = len(table)
    if not table.size:
        return np.full(number, -1, dtype=np.intp)
    step, total, slope = _explained(table)
    best = np.argmax(step, axis=1)
    gain = step[np.arange(number), best]
    known = np.sum(~np.isnan(table), axis=1)
    variance = _variance_of_neighbours(table)
    unrest = limits_of.divided(total - gain, (known - 2).astype(np.float64))
    clear = gain >= LEAST_STEP**2 * variance
    at_rest = unrest <= MOST_UNREST * variance
    return np.where((gain > 0) & clear & at_rest & (gain >= BETTER_THAN_SLOPE * slope), best, -1)


def _explained(table: Floats) -> tuple[Floats, Floats, Floats]:
    """What a step before each period explains of the squares about the mean, those squares, and what a straight line explains."""
    known = ~np.isnan(table)
    number = known.sum(axis=1, keepdims=True)
    mean = limits_of.divided(np.where(known, table, 0.0).sum(axis=1, keepdims=True), number)
    apart = np.where(known, table - mean, 0.0)
    before = np.cumsum(known, axis=1) - known
    after = number - before
    behind = np.cumsum(apart, axis=1) - apart
    step = limits_of.divided(behind**2 * number, (before * after).astype(np.float64))
    step[(before < LEAST_SIDE) | (after < LEAST_SIDE) | ~known] = 0.0
    times = np.where(known, np.arange(table.shape[1], dtype=np.float64), np.nan)
    middle = limits_of.divided(np.where(known, times, 0.0).sum(axis=1, keepdims=True), number)
    early = np.where(known, times - middle, 0.0)
    slope = limits_of.divided((early * apart).sum(axis=1) ** 2, (early**2).sum(axis=1))
    return step, (apart**2).sum(axis=1), np.nan_to_num(slope)


def _variance_of_neighbours(table: Floats) -> Floats:
    """The variance that neighbours show, without the few distances that a step or an outlier makes."""
    number, periods = table.shape
    starts = np.arange(number, dtype=np.intp) * periods
    lengths = np.full(number, periods, dtype=np.intp)
    flat = table.reshape(-1)
    ranges, _ = limits_of.mean_moving_ranges(flat, ~np.isnan(flat), starts, lengths, screen=True)
    return (ranges / limits_of.RANGE_TO_DEVIATION) ** 2

"""Mean and limits of many phases at once, laid end to end in one flat array.

Every form of input (one series, a table, ragged rows, series with phases of their own) is the same thing here: points in a row, and
the places where phases begin. Nothing depends on neighbours in another phase, so one pass over the row serves them all.
"""

from dataclasses import dataclass

import numpy as np

from tallystick.spc.vocabulary import Flags, Floats, Places

# Three standard deviations are 3 / 1.128 = 2.66 mean moving ranges; the outer third of that band begins at two thirds of it.
TO_LIMIT = 2.66
TO_NEAR_LIMIT = 2 * (TO_LIMIT / 3)
# The upper limit of the moving ranges themselves: one beyond it belongs to a special cause, not to the usual variation.
SCREENED_FROM = 3.267
# A standard deviation is the mean moving range of neighbours divided by this.
RANGE_TO_DEVIATION = 1.128


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The mean and limits that hold at each point, NaN where there are none."""

    mean: Floats
    lower: Floats
    upper: Floats
    near_lower: Floats
    near_upper: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Of each phase: its mean and mean moving range (NaN where there is none), and how many values and moving ranges it has.

    `neighbours` counts the moving ranges before any is screened out.
    """

    mean: Floats
    moving_range: Floats
    known: Places
    neighbours: Places

    def lines(self, lengths: Places, spread: Floats | None = None) -> Lines:
        """The mean and limits at each point of phases of these lengths.

        Where each point has a spread of its own, moving ranges are measured in it, and a limit is three standard deviations of it.
        """
        if spread is None:
            reach, near = TO_LIMIT * self.moving_range, TO_NEAR_LIMIT * self.moving_range
            bounds = (self.mean, self.mean - reach, self.mean + reach, self.mean - near, self.mean + near)
            return Lines(*(np.repeat(bound, lengths) for bound in bounds))
        mean, deviation = (
            np.repeat(self.mean, lengths),
            np.repeat(self.moving_range / RANGE_TO_DEVIATION, lengths) * spread,
        )
        return Lines(mean, mean - 3 * deviation, mean + 3 * deviation, mean - 2 * deviation, mean + 2 * deviation)

    def part(self, phases: Places) -> "Limits":
        """Those of some of the phases."""
        return Limits(self.mean[phases], self.moving_range[phases], self.known[phases], self.neighbours[phases])


def of_phases(
    values: Floats, starts: Places, lengths: Places, *, fix_after: int | None = None, screen: bool = True
) -> Limits:
    """The mean and mean moving range of each phase, by its first `fix_after` points where that is given.

    `values` are all points in a row, NaN for a missing one; `starts` the places where phases begin, `lengths` how many points each
    has (at least one).
    """
    counted = counted_points(values, starts, lengths, fix_after)
    known = np.add.reduceat(counted, starts, dtype=np.intp)
    mean = means(values, counted, starts, lengths)
    moving_range, neighbours = mean_moving_ranges(values, counted, starts, lengths, screen=screen)
    return Limits(mean, moving_range, known, neighbours)


def counted_points(values: Floats, starts: Places, lengths: Places, fix_after: int | None) -> Flags:
    """The points that limits are made from: the known ones, and of each phase only the first so many."""
    counted = ~np.isnan(values)
    if fix_after is not None:
        counted &= np.arange(len(values)) - np.repeat(starts, lengths) < fix_after
    return counted


def means(values: Floats, counted: Flags, starts: Places, lengths: Places) -> Floats:
    """The mean of the counted values of each phase.

    A second pass takes away the rounding of the first, because whether a point lies exactly on the mean decides flags.
    """
    complete = bool(counted.all())
    held = values if complete else np.where(counted, values, 0.0)
    number = lengths if complete else np.add.reduceat(counted, starts, dtype=np.intp)
    first = divided(np.add.reduceat(held, starts), number)
    rest = held - np.repeat(first, lengths)
    if not complete:
        rest[~counted] = 0.0
    return first + divided(np.add.reduceat(rest, starts), number)


def mean_moving_ranges(
    values: Floats, counted: Flags, starts: Places, lengths: Places, *, screen: bool
) -> tuple[Floats, Places]:
    """The mean distance between neighbours in each phase, and how many there are.

    Screened, those of 3.267 times the mean and more are left out, once. A phase of which nothing is left (a constant one when
    screened) has none: NaN.
    """
    ranges = np.zeros_like(values)
    np.abs(np.subtract(values[1:], values[:-1], out=ranges[1:]), out=ranges[1:])
    usable = counted.copy()
    usable[1:] &= counted[:-1]
    usable[starts] = False
    ranges[~usable] = 0.0
    neighbours = np.add.reduceat(usable, starts, dtype=np.intp)
    average = divided(np.add.reduceat(ranges, starts), neighbours)
    if not screen:
        return average, neighbours
    usable &= ranges < np.repeat(SCREENED_FROM * average, lengths)
    ranges *= usable
    left = np.add.reduceat(usable, starts, dtype=np.intp)
    return divided(np.add.reduceat(ranges, starts), left), neighbours


def divided(total: Floats, number: Places | Floats) -> Floats:
    """The quotient, NaN where nothing is divided by nothing."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(total / number, dtype=np.float64)

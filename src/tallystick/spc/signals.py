"""The four rules of a special cause, each over all points at once.

A point in a rule's window counts as part of the signal, not only the one that completes it: a chart colours all seven of a run.
Windows never reach over the beginning of a phase, and a missing value breaks a run, a trend and a group of three.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from tallystick.spc.limits import Lines
from tallystick.spc.vocabulary import BEYOND_LIMIT, RUN, TREND, TWO_OF_THREE, Codes, Flags, Floats

IN_A_ROW = 7


def find(values: Floats, begins: Flags, lines: Lines, *, as_package: bool = False) -> Codes:
    """The code of each point's signal, 0 where there is none (see `vocabulary.SIGNALS`).

    `begins` marks the first point of each phase. `as_package` gives a point of a trend the direction of the step that follows it
    where the next point is in a trend too, even if that is another trend.
    """
    side = sides(values, lines.mean)
    same_side = _follows(side, begins)
    outside = is_outside(values, lines)
    near = is_near(values, lines, outside)
    codes = np.where(_part_of_run(same_side), RUN * side, np.int8(0))
    np.copyto(codes, TWO_OF_THREE * side, where=_part_of_two_in_three(near, same_side))
    trend = trends(values, begins, as_package=as_package)
    np.copyto(codes, TREND * trend, where=trend != 0)
    np.copyto(codes, BEYOND_LIMIT * np.where(side > 0, np.int8(1), np.int8(-1)), where=outside)
    return codes


def sides(values: Floats, mean: Floats) -> Codes:
    """1 above the mean, -1 below it, 0 on it or missing."""
    return (values > mean).view(np.int8) - (values < mean).view(np.int8)


def is_outside(values: Floats, lines: Lines) -> Flags:
    """Whether a point lies beyond a limit; one on the limit does not."""
    return (values > lines.upper) | (values < lines.lower)


def is_near(values: Floats, lines: Lines, outside: Flags) -> Flags:
    """Whether a point lies in the outer third on either side, but not beyond the limit."""
    return ~outside & ((values < lines.near_lower) | (values > lines.near_upper))


def trends(values: Floats, begins: Flags, *, as_package: bool = False) -> Codes:
    """1 for the points of a rise of seven or more in a row, -1 for those of a fall. A tie ends a trend.

    A turning point that ends one trend and begins the next belongs to the next.
    """
    rises, falls = np.zeros_like(begins), np.zeros_like(begins)
    np.greater(values[1:], values[:-1], out=rises[1:])
    np.less(values[1:], values[:-1], out=falls[1:])
    rises &= ~begins
    falls &= ~begins
    rising = _any_ahead(_all_behind(rises, IN_A_ROW - 1), IN_A_ROW)
    falling = _any_ahead(_all_behind(falls, IN_A_ROW - 1), IN_A_ROW)
    if not (rising.any() or falling.any()):
        return np.zeros(len(values), dtype=np.int8)
    step = rises.view(np.int8) - falls.view(np.int8)
    if as_package:
        return _by_next_step(rising | falling, step, begins)
    turning = rising & falling
    return np.where(turning, _next(step), rising.view(np.int8) - falling.view(np.int8))


def _by_next_step(trending: Flags, step: Codes, begins: Flags) -> Codes:
    """The package's reading: the step to the next point where that is in a trend too; without a rise it is a fall."""
    continues = trending & _next(trending & ~begins)
    direction = np.where(continues, _next(step), step)
    return np.where(trending, np.where(direction == 1, np.int8(1), np.int8(-1)), np.int8(0))


def _part_of_run(same_side: Flags) -> Flags:
    return _any_ahead(_all_behind(same_side, IN_A_ROW - 1), IN_A_ROW)


def _part_of_two_in_three(near: Flags, same_side: Flags) -> Flags:
    """Of three in a row on one side of the mean, at least two near a limit: those two or three."""
    before, second = _previous(near), _previous(_previous(near))
    most = (near & before) | (near & second) | (before & second)
    complete = most & _all_behind(same_side, 2)
    return near & _any_ahead(complete, 3)


def _follows(side: Codes, begins: Flags) -> Flags:
    """Whether a point lies on the same side of the mean as the one before it in its phase."""
    same = np.zeros_like(begins)
    np.equal(side[1:], side[:-1], out=same[1:])
    same &= side != 0
    same &= ~begins
    return same


def _previous(flags: Flags) -> Flags:
    moved = np.zeros_like(flags)
    moved[1:] = flags[:-1]
    return moved


def _next(row: npt.NDArray[Any]) -> npt.NDArray[Any]:
    moved = np.zeros_like(row)
    moved[:-1] = row[1:]
    return moved


def _all_behind(flags: Flags, length: int) -> Flags:
    """Whether a point and those before it, `length` together, all hold: by doubling, so in few passes whatever the length."""
    held, span = flags.copy(), 1
    while span < length:
        step = min(span, length - span)
        held[step:] &= held[:-step].copy()
        held[:step] = False
        span += step
    return held


def _any_ahead(flags: Flags, length: int) -> Flags:
    """Whether any of a point and those after it, `length` together, holds."""
    held, span = flags.copy(), 1
    while span < length:
        step = min(span, length - span)
        held[:-step] |= held[step:].copy()
        span += step
    return held

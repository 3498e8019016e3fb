"""Limits and signals of a row of phases, block by block.

A block is small enough for the processor's own memory and ends where a phase ends, so that a hundred thousand series cost little more
memory than their input, and time in proportion to their points.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tallystick.spc import laney, signals
from tallystick.spc import limits as limits_of
from tallystick.spc.limits import Limits
from tallystick.spc.vocabulary import Codes, Floats, Places, SpcError

# Points in a block: eight bytes each, a handful of copies, about a megabyte.
BLOCK = 1 << 15
LEAST_TO_FIX = 12


@dataclass(frozen=True, slots=True)
class Options:
    """How limits and signals are worked out.

    `fix_after` keeps each phase's limits at those of its first so many points, 12 at least; `screen` leaves moving ranges that are
    beyond their own limit out once; `as_package` undoes every deviation from NHSRplotthedots (see docs/methods/spc.md).
    """

    fix_after: int | None = None
    screen: bool = True
    as_package: bool = False

    def __post_init__(self) -> None:
        if self.fix_after is not None and self.fix_after < LEAST_TO_FIX:
            raise SpcError(
                f"limits fixed after {self.fix_after} points would rest on too few: "
                f"give {LEAST_TO_FIX} or more, or none for limits that move with the data"
            )


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """Points of one or many series end to end: where each series begins, and where each of their phases does.

    `series` has one entry more than there are series, the last being the number of points; every phase has a point. Values that are
    fractions with denominators of their own bring those.
    """

    values: Floats
    series: Places
    starts: Places
    fractions: laney.Fractions | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The limits of each phase, the code of each point's signal, and each point's own spread where it has one."""

    limits: Limits
    signal: Codes
    spread: Floats | None


def worked_out(row: Row, options: Options) -> Found:
    """The limits and signals of a row."""
    number = len(row.starts)
    limits = Limits(np.empty(number), np.empty(number), np.empty(number, np.intp), np.empty(number, np.intp))
    signal = np.empty(len(row.values), dtype=np.int8)
    spread = None if row.fractions is None else np.empty(len(row.values))
    for phases, points in blocks(row):
        starts = row.starts[phases] - points.start
        found = _block(row, points, starts, options)
        limits.mean[phases], limits.moving_range[phases] = found.limits.mean, found.limits.moving_range
        limits.known[phases], limits.neighbours[phases] = found.limits.known, found.limits.neighbours
        signal[points] = found.signal
        if spread is not None and found.spread is not None:
            spread[points] = found.spread
    return Found(limits, signal, spread)


def blocks(row: Row) -> Iterator[tuple[slice, slice]]:
    """Which phases, and so which points, make a block: whole phases of about `BLOCK` points, or one longer phase."""
    number, first = len(row.starts), 0
    while first < number:
        last = int(np.searchsorted(row.starts, row.starts[first] + BLOCK, side="right"))
        if last < number:
            last = max(last - 1, first + 1)
        end = int(row.starts[last]) if last < number else len(row.values)
        yield slice(first, last), slice(int(row.starts[first]), end)
        first = last


def _block(row: Row, points: slice, starts: Places, options: Options) -> Found:
    values, spread = row.values[points], None
    lengths = np.diff(starts, append=len(values))
    if row.fractions is None:
        limits = limits_of.of_phases(values, starts, lengths, fix_after=options.fix_after, screen=options.screen)
    else:
        fractions = row.fractions.part(points)
        limits, spread = laney.of_phases(fractions, starts, lengths, fix_after=options.fix_after, screen=options.screen)
    begins = np.zeros(len(values), dtype=np.bool_)
    begins[starts] = True
    lines = limits.lines(lengths, spread)
    return Found(limits, signals.find(values, begins, lines, as_package=options.as_package), spread)

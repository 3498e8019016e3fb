"""Limits and signals of a row of phases, block by block.

A block is small enough for the processor's own memory and ends where a phase ends, so that a hundred thousand series cost little more
memory than their input, and time in proportion to their points.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tallystick.spc import limits as limits_of
from tallystick.spc import signals
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

    `series` has one entry more than there are series, the last being the number of points; every phase has a point.
    """

    values: Floats
    series: Places
    starts: Places


def worked_out(row: Row, options: Options) -> tuple[Limits, Codes]:
    """The limits of each phase and the code of each point's signal."""
    number = len(row.starts)
    limits = Limits(np.empty(number), np.empty(number), np.empty(number, np.intp), np.empty(number, np.intp))
    codes = np.empty(len(row.values), dtype=np.int8)
    for phases, points in blocks(row):
        starts = row.starts[phases] - points.start
        values = row.values[points]
        lengths = np.diff(starts, append=len(values))
        found = limits_of.of_phases(values, starts, lengths, fix_after=options.fix_after, screen=options.screen)
        limits.mean[phases], limits.moving_range[phases] = found.mean, found.moving_range
        limits.known[phases], limits.neighbours[phases] = found.known, found.neighbours
        codes[points] = _signals(values, starts, lengths, found, options)
    return limits, codes


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


def _signals(values: Floats, starts: Places, lengths: Places, found: Limits, options: Options) -> Codes:
    bounds = (found.mean, found.lower, found.upper, found.near_lower, found.near_upper)
    lines = signals.Lines(*(np.repeat(bound, lengths) for bound in bounds))
    begins = np.zeros(len(values), dtype=np.bool_)
    begins[starts] = True
    return signals.find(values, begins, lines, as_package=options.as_package)

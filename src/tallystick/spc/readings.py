"""What signals and limits mean for whole series: variation, assurance, or why neither can be told."""

import numpy as np

from tallystick.spc.limits import Limits, Lines
from tallystick.spc.vocabulary import CODE_OF_REASON, NOT_KNOWN, CannotTell, Codes, Flags, Floats, Places


def variation_codes(signal: Codes, direction: Codes | int) -> Codes:
    """Signals by which way is better: 1 improvement, -1 concern; 2 high and -2 low where neither direction is better."""
    towards = np.sign(signal)
    return np.where(np.equal(direction, 0), 2 * towards, towards * direction).astype(np.int8)


def assurance_codes(lines: Lines, target: Floats, direction: Codes, known: Flags) -> Codes:
    """1 where the target lies beyond both limits on the worse side, so that it will be met; -1 on the better side; else 0.

    A target on a limit is hit or miss. Without a target, a direction or limits that are known it cannot be told.
    """
    beyond = (target < lines.lower).view(np.int8) - (target > lines.upper).view(np.int8)
    told = ~np.isnan(target) & (direction != 0) & known
    return np.where(told, beyond * direction, np.int8(NOT_KNOWN)).astype(np.int8)


def reason_codes(limits: Limits) -> Codes:
    """Why phases have no limits; 0 for those that have."""
    known, neighbours = limits.known, limits.neighbours
    reasons = np.full(len(known), CODE_OF_REASON[CannotTell.NO_VARIATION], dtype=np.int8)
    reasons[neighbours == 0] = CODE_OF_REASON[CannotTell.NO_NEIGHBOURS]
    reasons[known == 1] = CODE_OF_REASON[CannotTell.ONE_VALUE]
    reasons[known == 0] = CODE_OF_REASON[CannotTell.NO_VALUES]
    reasons[~np.isnan(limits.moving_range)] = 0
    return reasons


def latest_known(values: Floats, series: Places) -> Places:
    """The place of the latest value of each series that is not missing; of its last point where all are."""
    latest = series[1:] - 1
    pending = np.flatnonzero(latest >= series[:-1])
    while len(pending := pending[np.isnan(values[latest[pending]])]):
        latest[pending] -= 1
        pending = pending[latest[pending] >= series[pending]]
    return np.where(latest < series[:-1], series[1:] - 1, latest)

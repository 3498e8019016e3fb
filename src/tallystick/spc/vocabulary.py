"""The words of a control chart, and the small numbers that stand for them in batches.

A batch keeps one byte a point instead of a word a point, so every word has a code. In the codes of signals the sign is the
direction and the size the order of precedence, so that a batch can be asked for "anything upwards" without a table.
"""

from enum import StrEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int8]
Places = npt.NDArray[np.intp]


class SpcError(ValueError):
    """Values or options that no control chart can be made of; the message names the value and the remedy."""


class Signal(StrEnum):
    """Why a point is a special cause. A point has one: the first that applies, in this order."""

    ABOVE_LIMIT = "above_limit"
    BELOW_LIMIT = "below_limit"
    RISING = "rising"
    FALLING = "falling"
    NEAR_UPPER_LIMIT = "near_upper_limit"
    NEAR_LOWER_LIMIT = "near_lower_limit"
    ABOVE_MEAN = "above_mean"
    BELOW_MEAN = "below_mean"

    @property
    def words(self) -> str:
        """As a person reads it: `seven or more in a row above the mean`."""
        return SIGNAL_WORDS[self]


SIGNAL_WORDS = {
    Signal.ABOVE_LIMIT: "above the upper limit",
    Signal.BELOW_LIMIT: "below the lower limit",
    Signal.RISING: "one of seven or more in a row that rise",
    Signal.FALLING: "one of seven or more in a row that fall",
    Signal.NEAR_UPPER_LIMIT: "one of two in three close to the upper limit",
    Signal.NEAR_LOWER_LIMIT: "one of two in three close to the lower limit",
    Signal.ABOVE_MEAN: "one of seven or more in a row above the mean",
    Signal.BELOW_MEAN: "one of seven or more in a row below the mean",
}


class Variation(StrEnum):
    """What the chart says of a point, and of a series by its latest point."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """Whether the process, left as it is, will meet its target."""

    PASS = "pass"  # noqa: S105 - the word of the field, no password
    FAIL = "fail"
    HIT_OR_MISS = "hit_or_miss"


class CannotTell(StrEnum):
    """Why there are no limits, and so nothing that can be told of variation or assurance."""

    NO_VALUES = "no_values"
    ONE_VALUE = "one_value"
    NO_NEIGHBOURS = "no_neighbours"
    NO_VARIATION = "no_variation"
    BAD_VALUES = "bad_values"

    @property
    def words(self) -> str:
        """As a person reads it: `all values are the same`."""
        return CANNOT_TELL_WORDS[self]


CANNOT_TELL_WORDS = {
    CannotTell.NO_VALUES: "there are no values",
    CannotTell.ONE_VALUE: "there is only one value",
    CannotTell.NO_NEIGHBOURS: "no two periods that follow each other both have a value",
    CannotTell.NO_VARIATION: "all values are the same",
    CannotTell.BAD_VALUES: "its values cannot be used",
}

BEYOND_LIMIT, TREND, TWO_OF_THREE, RUN = 1, 2, 3, 4
SIGNALS: dict[int, Signal | None] = {
    0: None,
    BEYOND_LIMIT: Signal.ABOVE_LIMIT,
    -BEYOND_LIMIT: Signal.BELOW_LIMIT,
    TREND: Signal.RISING,
    -TREND: Signal.FALLING,
    TWO_OF_THREE: Signal.NEAR_UPPER_LIMIT,
    -TWO_OF_THREE: Signal.NEAR_LOWER_LIMIT,
    RUN: Signal.ABOVE_MEAN,
    -RUN: Signal.BELOW_MEAN,
}

NOT_KNOWN = 9
VARIATIONS: dict[int, Variation | None] = {
    0: Variation.COMMON_CAUSE,
    1: Variation.IMPROVEMENT,
    -1: Variation.CONCERN,
    2: Variation.NEUTRAL_HIGH,
    -2: Variation.NEUTRAL_LOW,
    NOT_KNOWN: None,
}
ASSURANCES: dict[int, Assurance | None] = {
    0: Assurance.HIT_OR_MISS,
    1: Assurance.PASS,
    -1: Assurance.FAIL,
    NOT_KNOWN: None,
}
REASONS: dict[int, CannotTell | None] = {0: None, **dict(enumerate(CannotTell, start=1))}
CODE_OF_REASON = {reason: code for code, reason in REASONS.items() if reason}

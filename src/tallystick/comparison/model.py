"""The words in which one area is set beside others, and the errors of a comparison that cannot be made."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


class ComparisonError(ValueError):
    """A comparison that cannot be made; the message says why and what to give instead."""


class UnknownArea(ComparisonError):
    """An area that is not among those compared."""


class NoValue(ComparisonError):
    """An area without a value has no place among the others."""


class NoTarget(ComparisonError):
    """Where near is best, nothing is near without a target."""


class NothingToCompare(ComparisonError):
    """Characteristics that are missing or the same everywhere, or too few areas."""


class Side(StrEnum):
    """Where a figure lies beside its comparator, in the words of the measure's polarity."""

    AHEAD = "ahead"
    BEHIND = "behind"
    HIGHER = "higher"
    LOWER = "lower"
    LEVEL = "level"

    @property
    def words(self) -> str:
        """As a person reads it: `ahead of`."""
        return {"ahead": "ahead of", "behind": "behind", "higher": "above", "lower": "below"}.get(self, "level with")


class Trend(StrEnum):
    """What a gap did between two periods. Crossed: the one that was ahead is now behind."""

    NARROWED = "narrowed"
    WIDENED = "widened"
    UNCHANGED = "unchanged"
    CROSSED = "crossed"


class Standing(StrEnum):
    """A figure beside its comparator when chance is allowed for. Higher and lower where no direction is better."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    CANNOT_TELL = "cannot_tell"

    @property
    def words(self) -> str:
        """As a person reads it: `cannot tell`."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Place:
    """An area's place among those that have a value; 1 is the best, or the highest where no direction is better.

    `tied` others share the rank. `quarter` is 1 for the best quarter of the areas, or None with the reason in `no_quarter`.
    """

    rank: int
    of: int
    tied: int
    quarter: int | None
    no_quarter: str = ""

    @property
    def from_end(self) -> int:
        """The rank counted from the other end."""
        return self.of - self.rank - self.tied + 1

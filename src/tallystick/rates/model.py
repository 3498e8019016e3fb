"""A value with its limits, one or many, and the reasons why a figure was refused."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = Any  # whatever NumPy makes floats of: a list, a tuple, an array, Decimals, None for missing


class RateError(ValueError):
    """A figure that no rate can be made of; the message names it and says what to give instead."""


class NotANumber(RateError):
    """A value that is missing, infinite or text where a number is needed."""


class NegativeCount(RateError):
    """Fewer than none."""


class NoDenominator(RateError):
    """A denominator of 0 or below: nothing to take a share of."""


class AboveDenominator(RateError):
    """A part that is larger than its whole."""


class ConfidenceError(RateError):
    """A confidence level that is none."""


class MultiplierError(RateError):
    """A rate is stated per so many; that many is above 0."""


class DifferentShapes(RateError):
    """Lists that belong together and differ in length."""


class TooFewEvents(RateError):
    """So few events that a standardised rate would mislead."""


class TooFewValues(RateError):
    """A mean of one value has no spread, hence no interval."""


class BaseTooSmall(RateError):
    """A survey of so few that its result should not be shown."""


class NoRatio(RateError):
    """The second of two has no events: nothing can be said to be so many times it."""


class NotComparable(RateError):
    """Two figures stated differently: another confidence level or another multiplier."""


class Method(StrEnum):
    """How the limits were computed, by the name under which it is published."""

    WILSON = "Wilson"
    EXACT = "exact Poisson"
    BYARS = "Byar's"
    STUDENT = "Student's t"
    DOBSON = "Dobson with Byar's"
    NEWCOMBE = "Newcombe's hybrid score"
    MOVER = "square-and-add (MOVER)"
    MOVER_RATIO = "square-and-add for ratios (MOVER-R)"
    CONDITIONAL = "exact conditional binomial"
    WILSON_EFFECTIVE = "Wilson on the effective base"


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and its limits at a confidence level, all in the unit of the multiplier (100 for per cent).

    `numerator` and `denominator` are what it was made of: events and base; observed and expected for indirect standardisation; for a
    survey the effective base; for a mean the number of values is the denominator. A difference or a ratio of two has neither.
    """

    value: float
    lower: float
    upper: float
    confidence: float
    method: Method
    multiplier: float = 1.0
    numerator: float | None = None
    denominator: float | None = None

    def __contains__(self, value: float) -> bool:
        return self.lower <= value <= self.upper

    @property
    def width(self) -> float:
        """From the lower to the upper limit."""
        return self.upper - self.lower


@dataclass(frozen=True, slots=True)
class Refusal:
    """One entry of a batch that could not be computed, by its index."""

    index: int
    error: RateError


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """Many intervals as arrays of one length. An entry that was refused is NaN in them and has its reason in `refused`.

    `exact` marks the entries whose limits come from the exact Poisson method, being below ten events.
    """

    value: Floats
    lower: Floats
    upper: Floats
    confidence: float
    method: Method
    multiplier: float
    numerator: Floats | None
    denominator: Floats | None
    exact: Flags
    refused: tuple[Refusal, ...] = ()

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[Interval | Refusal]:
        reasons = {refusal.index: refusal for refusal in self.refused}
        return (reasons.get(index) or self._made(index) for index in range(len(self)))

    def at(self, index: int) -> Interval:
        """One of them. Raises the `RateError` with which it was refused."""
        index = range(len(self))[index]
        place = bisect_left(self.refused, index, key=lambda refusal: refusal.index)
        if place < len(self.refused) and self.refused[place].index == index:
            raise self.refused[place].error
        return self._made(index)

    def _made(self, index: int) -> Interval:
        return Interval(
            value=float(self.value[index]),
            lower=float(self.lower[index]),
            upper=float(self.upper[index]),
            confidence=self.confidence,
            method=Method.EXACT if self.exact[index] else self.method,
            multiplier=self.multiplier,
            numerator=None if self.numerator is None else float(self.numerator[index]),
            denominator=None if self.denominator is None else float(self.denominator[index]),
        )

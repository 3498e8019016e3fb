"""A target with its tolerance, and the status of a value beside it.

Values are compared as they were recorded, unrounded, and every limit belongs to the better side: a value equal to its target is on
track, and one at the very edge of the tolerance is within it.
"""

from dataclasses import dataclass
from decimal import Decimal

from tallystick.series import Missing
from tallystick.status.vocabulary import Polarity, Status


class TargetError(ValueError):
    """A target that cannot be used; the message says why and what to give instead."""


class PercentOfZero(TargetError):
    """A tolerance in per cent of a target of nought: any share of nought is nought, so it would allow nothing."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target with its tolerance, absolute or in per cent of the target's size.

    Where near is best, `value` to `upper` is the range that is aimed at; without `upper` it is `value` itself.
    """

    value: Decimal
    tolerance: Decimal = Decimal(0)
    tolerance_is_percent: bool = False
    upper: Decimal | None = None

    def __post_init__(self) -> None:
        if self.tolerance < 0:
            raise TargetError(
                f"the tolerance {self.tolerance} is below nought: give how far from the target is still tolerable"
            )
        if self.upper is not None and self.upper < self.value:
            raise TargetError(
                f"the range ends at {self.upper}, below its beginning {self.value}: give the lower end first"
            )
        if self.tolerance_is_percent and self.tolerance and 0 in (self.value, self.upper):
            raise PercentOfZero(
                f"{self.tolerance}% of a target of 0 is nothing: give the tolerance in the measure’s own unit"
            )

    @property
    def least(self) -> Decimal:
        """The lowest value that is within the tolerance below the target."""
        return self.value - self._room(self.value)

    @property
    def most(self) -> Decimal:
        """The highest value that is within the tolerance above the target, or above its range."""
        top = self.value if self.upper is None else self.upper
        return top + self._room(top)

    def _room(self, limit: Decimal) -> Decimal:
        return abs(limit) * self.tolerance / 100 if self.tolerance_is_percent else self.tolerance


def against(value: Decimal | None, target: Target, polarity: Polarity, missing: Missing | None = None) -> Status | None:
    """The status of an unrounded value against its target; None where no direction is better, since that is never coloured.

    On track includes the target itself and, where near is best, both ends of the range; within tolerance includes its edge.
    `missing` says why there is no value: one that is not due is not the same as no data.
    """
    if polarity is Polarity.NONE:
        return None
    if value is None:
        return Status.NOT_DUE if missing is Missing.NOT_DUE else Status.NO_DATA
    if _meets(value, target, polarity):
        return Status.ON_TRACK
    return Status.WITHIN_TOLERANCE if _tolerated(value, target, polarity) else Status.OFF_TRACK


def _meets(value: Decimal, target: Target, polarity: Polarity) -> bool:
    if polarity is Polarity.HIGHER_IS_BETTER:
        return value >= target.value
    if polarity is Polarity.LOWER_IS_BETTER:
        return value <= target.value
    return target.value <= value <= (target.value if target.upper is None else target.upper)


def _tolerated(value: Decimal, target: Target, polarity: Polarity) -> bool:
    if polarity is Polarity.HIGHER_IS_BETTER:
        return value >= target.least
    if polarity is Polarity.LOWER_IS_BETTER:
        return value <= target.value + (target.value - target.least)
    return target.least <= value <= target.most

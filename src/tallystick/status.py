"""What arithmetic says of a value beside its target. Never a judgement: that is given by people and stands beside it.

Values are compared as they were recorded, unrounded, and every limit belongs to the better side: a value equal to its target is on
track, and one at the very edge of the tolerance is within it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from tallystick.periods import Period
from tallystick.series import Missing


class Polarity(StrEnum):
    """Which way is better. A measure with none is never coloured."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    NEAR_IS_BEST = "near_is_best"
    NONE = "none"

    @property
    def words(self) -> str:
        """As a person reads it: `lower is better`."""
        return "neither direction is better" if self is Polarity.NONE else self.value.replace("_", " ")


class Status(StrEnum):
    """Missing data is its own status: never on track and never off track."""

    ON_TRACK = "on_track"
    WITHIN_TOLERANCE = "within_tolerance"
    OFF_TRACK = "off_track"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"

    @property
    def words(self) -> str:
        """As a person reads it: `on track`."""
        return self.value.replace("_", " ")


class Direction(StrEnum):
    """Direction of travel, by what is better rather than by what is higher."""

    IMPROVING = "improving"
    STEADY = "steady"
    WORSENING = "worsening"
    NOT_KNOWN = "not_known"

    @property
    def words(self) -> str:
        """As a person reads it: `not known`."""
        return self.value.replace("_", " ")


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
                f"{self.tolerance}% of a target of 0 is nothing: give the tolerance in the measure's own unit"
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


class Due(StrEnum):
    """Whether a value may be asked for yet."""

    NOT_DUE = "not_due"
    DUE = "due"
    LATE = "late"

    @property
    def words(self) -> str:
        """As a person reads it: `not due`."""
        return self.value.replace("_", " ")


def due_date(period: Period, lag_days: int) -> date:
    """The day on which the value of a period can be had: so many days after the period's last."""
    if lag_days < 0:
        raise ValueError(f"a lag of {lag_days} days comes before the period's end: give 0 or more")
    return period.end + timedelta(days=lag_days)


def due(period: Period, lag_days: int, on: date, grace_days: int = 0) -> Due:
    """Whether the value of a period is due on a day: from its due date for the days of grace, then late."""
    day = due_date(period, lag_days)
    if on < day:
        return Due.NOT_DUE
    return Due.DUE if on <= day + timedelta(days=grace_days) else Due.LATE


def sentence(
    value: Decimal | None,
    target: Target,
    polarity: Polarity,
    *,
    unit: str = "",
    decimals: int | None = None,
    target_name: str = "",
    missing: Missing | None = None,
) -> str:
    """The status in words: `10.3% against a target of 9.6%: off track (lower is better)`.

    Rounding is for show only. Where it would make a value that misses its target look equal to it, both are shown in full.
    """
    if decimals is not None and value is not None and _hides(value, target, decimals):
        decimals = None
    name = f"the {target_name} target" if target_name else "a target"
    aim = shown(target.value, unit, decimals)
    if polarity is Polarity.NEAR_IS_BEST and target.upper is not None:
        aim = f"{aim} to {shown(target.upper, unit, decimals)}"
    status = against(value, target, polarity, missing)
    if value is None:
        return f"{'Not due yet' if missing is Missing.NOT_DUE else 'No data'} against {name} of {aim}"
    judged = f"{status.words} ({polarity.words})" if status else f"not coloured ({polarity.words})"
    return f"{shown(value, unit, decimals)} against {name} of {aim}: {judged}"


def _hides(value: Decimal, target: Target, decimals: int) -> bool:
    limits = [limit for limit in (target.value, target.upper) if limit is not None]
    return any(value != limit and round(value, decimals) == round(limit, decimals) for limit in limits)


def shown(value: Decimal, unit: str = "", decimals: int | None = None) -> str:
    """A number with its unit as people write it: `£1,234`, `9.6%`, `48.1 per 1,000`."""
    number = f"{abs(value):,f}" if decimals is None else f"{abs(round(value, decimals)):,f}"
    sign = "−" if value < 0 and number.strip("0.,") else ""
    if unit.startswith("£"):
        return f"{sign}£{number}{unit[1:]}"
    return f"{sign}{number}{unit}" if unit in ("", "%") else f"{sign}{number} {unit}"

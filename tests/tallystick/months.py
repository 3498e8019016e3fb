"""Series of months, for what is forecast of them."""

from collections.abc import Sequence
from decimal import Decimal

from tallystick import periods
from tallystick.periods import Period
from tallystick.series import Missing, Observation, Series

APRIL_2006 = periods.month(2006, 4)


def monthly(values: Sequence[float | None], first: Period = APRIL_2006) -> Series:
    return Series(
        Observation(
            first.step(place),
            None if value is None else Decimal(str(value)),
            missing=None if value is not None else Missing.LATE,
        )
        for place, value in enumerate(values)
    )

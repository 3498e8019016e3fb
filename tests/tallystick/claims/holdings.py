"""Values as measures hold them, for the tests of what is held against them."""

from datetime import date
from decimal import Decimal

from tallystick import periods
from tallystick.claims.against import HeldValue
from tallystick.periods import Period
from tallystick.series import Observation, Vintage

ROUND = periods.quarter(2009, 2)


def value(
    period: Period, figure: float, vintage: Vintage = Vintage.VALIDATED, recorded: date | None = None
) -> HeldValue:
    return HeldValue(Observation(period, Decimal(str(figure)), vintage=vintage), recorded)


def quarterly(first: int, *figures: float) -> tuple[HeldValue, ...]:
    return tuple(value(periods.quarter(first, 1).step(place), figure) for place, figure in enumerate(figures))

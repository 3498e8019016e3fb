"""Series of months, for what is forecast of them."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from tallystick import periods
from tallystick.periods import Period
from tallystick.series import Missing, Observation, Series

APRIL_2006 = periods.month(2006, 4)


def season_of_months(years: float, seed: int = 1) -> list[float]:
    """Counts with a season, whole numbers."""
    random = np.random.default_rng(seed)
    places = np.arange(int(12 * years))
    return [float(round(value)) for value in 100 + 30 * np.sin(places * np.pi / 6) + random.normal(0, 4, len(places))]


def monthly(values: Sequence[float | None], first: Period = APRIL_2006) -> Series:
    return Series(
        Observation(
            first.step(place),
            None if value is None else Decimal(str(value)),
            missing=None if value is not None else Missing.LATE,
        )
        for place, value in enumerate(values)
    )

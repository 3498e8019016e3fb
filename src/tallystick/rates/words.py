"""A figure with its limits in one sentence for people who do not compute."""

from decimal import Decimal

from tallystick.rates.model import Interval
from tallystick.status import shown


def sentence(interval: Interval, *, unit: str | None = None, decimals: int = 1) -> str:
    """`90.0%, and likely between 59.6% and 98.2% (95% confidence)`; the unit follows from the multiplier unless it is given."""
    unit = _unit(interval.multiplier) if unit is None else unit
    value, lower, upper = (
        shown(Decimal(repr(number)), unit, decimals) for number in (interval.value, interval.lower, interval.upper)
    )
    level = f"{interval.confidence * 100:.4g}% confidence"
    return f"{value}, and likely between {lower} and {upper} ({level})"


def _unit(multiplier: float) -> str:
    if multiplier == 100:
        return "%"
    return "" if multiplier == 1 else f"per {multiplier:,.0f}"

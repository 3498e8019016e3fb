"""A status in words, and numbers as people write them."""

from decimal import Decimal
from typing import Final

from tallystick.series import Missing
from tallystick.status.targets import Target, against
from tallystick.status.vocabulary import Polarity

COUNTED: Final = ("number", "numbers", "no", "no.", "count", "#")  # units that say only that something is counted

MOST_DECIMALS: Final = 4


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
    told = value
    if decimals is not None and value is not None and _hides(value, target, decimals):
        decimals = None
    elif decimals is None and told is not None and readable(told) not in (target.value, target.upper):
        told = readable(told)
    name = f"the {target_name} target" if target_name else "a target"
    aim = shown(target.value, unit, decimals)
    if polarity is Polarity.NEAR_IS_BEST and target.upper is not None:
        aim = f"{aim} to {shown(target.upper, unit, decimals)}"
    status = against(value, target, polarity, missing)
    if told is None:
        return f"{'Not due yet' if missing is Missing.NOT_DUE else 'No data'} against {name} of {aim}"
    judged = f"{status.words} ({polarity.words})" if status else f"not coloured ({polarity.words})"
    return f"{shown(told, unit, decimals)} against {name} of {aim}: {judged}"


def _hides(value: Decimal, target: Target, decimals: int) -> bool:
    limits = [limit for limit in (target.value, target.upper) if limit is not None]
    return any(value != limit and round(value, decimals) == round(limit, decimals) for limit in limits)


def readable(value: Decimal) -> Decimal:
    """A number with more decimals than people write, as a division leaves them, in three figures or one decimal; another as it is."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -MOST_DECIMALS:
        return value
    return round(value, max(1, 2 - value.adjusted())).normalize()


def shown(value: Decimal, unit: str = "", decimals: int | None = None) -> str:
    """A number with its unit as people write it: `£1,234`, `9.6%`, `48.1 per 1,000`."""
    number = f"{abs(value):,f}" if decimals is None else f"{abs(round(value, decimals)):,f}"
    sign = "−" if value < 0 and number.strip("0.,") else ""
    if unit.startswith("£"):
        return f"{sign}£{number}{unit[1:]}"
    if unit.strip().casefold() in COUNTED:
        unit = ""
    return f"{sign}{number}{unit}" if unit in ("", "%") else f"{sign}{number} {unit}"

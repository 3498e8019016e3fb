"""A figure in a text beside a figure held: the same, as far as the digits of both can tell, or not."""

from decimal import Decimal
from fractions import Fraction

from tallystick import status
from tallystick.claims import digits
from tallystick.claims.against.model import HeldMeasure, HeldValue, value_of
from tallystick.claims.model import Number, Slip, Sort
from tallystick.periods import Period, PeriodError
from tallystick.periods.period import written
from tallystick.status import shown

SCALES = {
    "k": 1_000,
    "000": 1_000,
    "000s": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "bn": 10**9,
    "billion": 10**9,
}
COUNTED = ("", *status.COUNTED)
PER_CENT = ("%", "per cent", "percent", "percentage")


def scale_of(unit: str) -> int:
    """What a figure of the measure is multiplied by: a million for `£m`."""
    name = unit.casefold().lstrip("£").replace(",", "").strip()
    return SCALES.get(name, 1)


def is_of_unit(number: Number, measure: HeldMeasure) -> bool:
    """Whether the number can be one of the measure's by its unit."""
    unit = measure.unit.casefold().strip()
    if unit in PER_CENT:
        return number.sort is Sort.PERCENTAGE
    if unit.startswith("£"):
        return number.sort is Sort.MONEY
    if number.sort in (Sort.PERCENTAGE, Sort.MONEY):
        return False
    if number.sort is Sort.RATE and "per" in unit.split():
        stated = "".join(letter for letter in unit.partition("per")[2] if letter.isdigit())
        return not stated or number.per is None or Decimal(stated) == number.per
    return number.sort in (Sort.COUNT, Sort.RATE)


def is_same(number: Number, value: Decimal, unit: str) -> bool:
    """Whether the figure as written may stand for the figure held, rounded as its digits imply."""
    scale = scale_of(unit)
    held = Fraction(value) * scale
    if number.span.low <= held <= number.span.high:
        return True
    if unit.casefold().strip() in COUNTED and scale == 1 and value == value.to_integral_value():
        return False
    exponent = value.as_tuple().exponent
    half = Fraction(scale) * Fraction(10) ** (exponent if isinstance(exponent, int) else 0) / 2
    return held - half < number.span.low <= held + half or held - half <= number.span.high < held + half


def unit_of(measure: HeldMeasure) -> str:
    """The unit as it is shown after a figure: nothing for a number of things."""
    unit = measure.unit.strip()
    return "%" if unit.casefold() in PER_CENT else "" if unit.casefold() in COUNTED else unit


def figure(measure: HeldMeasure, value: Decimal) -> str:
    """A figure of the measure as people write it."""
    plain = value.normalize() if value == value.to_integral_value() else value
    return shown(plain, unit_of(measure))


def dated(measure: HeldMeasure, held: HeldValue) -> str:
    """A figure held with how final it is and when it was written down: `47.9% (validated, recorded 5 May 2009)`."""
    recorded = f", recorded {written(held.recorded)}" if held.recorded else ""
    return f"{figure(measure, value_of(held))} ({held.vintage.value}{recorded})"


def slip_of(number: Number, measure: HeldMeasure, period: Period) -> tuple[Slip | None, str]:
    """The likely reason of a wrong figure, with words that say so: last year's figure, or digits swapped."""
    current, value = measure.current, value_of(measure.current[period])
    try:
        before = period.year_before()
    except PeriodError:
        before = None
    if before in current and is_same(number, value_of(current[before]), measure.unit):
        return Slip.LAST_YEARS_FIGURE, f"; {number.text} is the figure for {before}"
    if digits.is_swapped(*(digits.only(each.partition(" ")[0]) for each in (figure(measure, value), number.text))):
        return Slip.DIGITS_SWAPPED, "; two digits are swapped"
    return None, ""


# So many digits a figure needs before one that is nearly it is a slip of the pen and no other figure.
TELLING_DIGITS = 3
# So many times greater or smaller may be a wrong figure of the same thing.
FARTHEST = Fraction(5, 2)


def is_slip(number: Number, measure: HeldMeasure, period: Period) -> bool:
    """Whether a wrong figure is what a slip makes of the one held: that of another period, two digits swapped, one digit another, a nought too many."""
    step = abs(number.span.high - number.span.low) or Fraction(1)  # one of the last digit given
    value = Fraction(value_of(measure.current[period])) * scale_of(measure.unit)
    held, stated = (str(round(one / step)) for one in (value, Fraction(number.value)))
    if len(stated) < TELLING_DIGITS:
        return False
    tens = held.rstrip("0") == stated.rstrip("0")
    return tens or digits.is_mistyped(held, stated) or digits.is_swapped(held, stated) or was_ever(number, measure)


def is_near(number: Number, measure: HeldMeasure, period: Period) -> bool:
    """Whether a figure is of the same order as the one held; one that is not is a figure of something else."""
    value = Fraction(value_of(measure.current[period])) * scale_of(measure.unit)
    return FARTHEST * min(value, Fraction(number.value)) >= max(value, Fraction(number.value))


def was_ever(number: Number, measure: HeldMeasure) -> bool:
    """Whether the measure had this figure in any period."""
    return any(is_same(number, value_of(one), measure.unit) for one in measure.current.values())

"""What a figure may stand for, from its digits and from the words before it.

Decimals and scaled figures ("£14m", "48.1") stand for half a unit of their last digit on either side. A whole count is
taken as exact, unless it ends in two or more zeros and is a thousand or more: then it may have been rounded to them,
though never by more than a hundredth.
"""

from fractions import Fraction
from functools import lru_cache

from tallystick.claims.model import Closeness, Interval
from tallystick.claims.vocabulary import Approximation, as_decimal

FINE, FINE_ROOM = 3, Fraction(1, 4)
KEPT = 4096  # the same figures come again and again in a report
MOST = Fraction(1, 100)


@lru_cache(maxsize=KEPT)
def value_of(digits: str, scale: int) -> Fraction:
    """What digits as written say, with their scale."""
    return Fraction(digits) * scale


@lru_cache(maxsize=KEPT)
def of_digits(digits: str, scale: int, whole_is_exact: bool) -> Interval:
    """The interval that digits as written imply, after their scale is applied."""
    value = value_of(digits, scale)
    decimals = len(digits.partition(".")[2])
    if decimals or scale > 1 or not whole_is_exact:
        return around(value, Fraction(scale, 2 * 10**decimals))
    return around(value, _of_zeros(digits, value))


def _of_zeros(digits: str, value: Fraction) -> Fraction:
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros < 2 or value < 1000:
        return Fraction(0)
    return min(Fraction(10**zeros, 2), value * MOST)


def around(value: Fraction, half: Fraction) -> Interval:
    """The interval of a half-width about a value."""
    return Interval(value - half, value + half) if half else Interval(value, value)


def is_fine(value: Fraction) -> bool:
    """Is a figure told to three digits or more, so that "about" it means nearly it: 3,150, but not 3,100?"""
    digits = as_decimal(value).normalize().as_tuple().digits
    return len(digits) >= FINE


def widened(span: Interval, approximation: Approximation, fine: bool = False) -> Interval:
    """A span as "about", "nearly" or "more than" leave it; about a `fine` figure there is a quarter of the room."""
    room = FINE_ROOM if fine and approximation.closeness is Closeness.ABOUT else 1
    low, high = (
        span.low - abs(span.low) * approximation.below * room,
        span.high + abs(span.high) * approximation.above * room,
    )
    if approximation.below == 0:
        low = (span.low + span.high) / 2
    if approximation.above == 0:
        high = (span.low + span.high) / 2
    return Interval(low, high)


def of_share(value: Fraction, tolerance: Fraction, approximation: Approximation | None) -> Interval:
    """The interval of a fraction in words, in percentage points."""
    if approximation is None:
        return around(value, tolerance)
    if approximation.closeness is Closeness.MORE_THAN:
        return Interval(value, Fraction(100))
    if approximation.closeness is Closeness.LESS_THAN:
        return Interval(Fraction(0), value)
    wide = tolerance * 2
    return Interval(value - (wide if approximation.below else 0), value + (wide if approximation.above else 0))


FEW, HALF = 4, Fraction(1, 2)


def room_of(per: Fraction) -> Fraction:
    """By how much what one is one of may be off: "one in eight" may be one in 8.5, "one in three" one in 2.6, but two in five are not that."""
    return HALF if per > FEW else Fraction(2, 5)

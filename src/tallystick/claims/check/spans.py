"""Exact interval arithmetic on what figures may stand for, and the verdict that follows for one figure.

`consistent`: the figures as written give the stated one, or the words ("about", "nearly") leave room for it. `rounding`: some
value that the figures may stand for gives it, or it is out by no more than cutting off digits, or rounding to tens, does.
`inconsistent`: nothing that the figures allow gives it.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

from tallystick.claims.model import Closeness, Interval, Number, Sort, Verdict

HUGE, HALF, THOUSAND = Fraction(10**30), Fraction(1, 2), Fraction(1000)


def of(number: Number) -> Interval:
    """What a stated figure allows; "more than" has no upper end, "less than" no lower."""
    if number.closeness is Closeness.MORE_THAN:
        return Interval(number.span.low, HUGE)
    if number.closeness is Closeness.LESS_THAN:
        return Interval(-HUGE, number.span.high)
    return number.span


def together(numbers: Sequence[Number]) -> list[Interval]:
    """The spans of figures used together: counts are all given to the last digit to which one of them is."""
    counts = [number for number in numbers if _is_plain_count(number)]
    if all(number.span.is_exact for number in counts):
        return [number.span for number in numbers]
    known = [number for number in counts if not number.span.is_exact or number.value % 10]
    finest = min(((number.span.high - number.span.low) / 2 for number in known), default=None)
    return [
        number.span if finest is None or not _is_plain_count(number) else _within(number, finest) for number in numbers
    ]


def _is_plain_count(number: Number) -> bool:
    whole = number.value == number.value.to_integral()
    return number.sort is Sort.COUNT and number.closeness is Closeness.AS_GIVEN and whole and "." not in number.text


def _within(number: Number, half: Fraction) -> Interval:
    value = number.exact
    half = min(half, (number.span.high - number.span.low) / 2)
    return Interval(value - half, value + half)


def ratio(top: Interval, bottom: Interval) -> Interval | None:
    """One interval divided by another that is above nought."""
    if bottom.low.numerator <= 0:
        return None
    if top.low.numerator >= 0:
        return Interval(top.low / bottom.high, top.high / bottom.low)
    ends = [end / base for end in (top.low, top.high) for base in (bottom.low, bottom.high)]
    return Interval(min(ends), max(ends))


def scaled(span: Interval, by: int, less: int = 0) -> Interval:
    """An interval times a whole number, less another."""
    return Interval(span.low * by - less, span.high * by - less)


def total(values: Iterable[Fraction]) -> Fraction:
    """The sum of exact values, over one denominator."""
    added = list(values)
    below = lcm(*[value.denominator for value in added])
    return Fraction(sum(value.numerator * (below // value.denominator) for value in added), below)


def added(spans: Sequence[Interval]) -> Interval:
    """The sum of intervals."""
    low = total(span.low for span in spans)
    return Interval(low, low if all(span.is_exact for span in spans) else total(span.high for span in spans))


def taken(first: Interval, second: Interval) -> Interval:
    """The first less the second."""
    return Interval(first.low - second.high, first.high - second.low)


def size(span: Interval) -> Interval:
    """The interval of absolute values."""
    if span.low.numerator >= 0:
        return span
    if span.high.numerator <= 0:
        return Interval(-span.high, -span.low)
    return Interval(Fraction(0), max(-span.low, span.high))


def meet(first: Interval, second: Interval) -> bool:
    """Have two intervals any value in common?"""
    return first.low <= second.high and second.low <= first.high


def cross(first: Interval, second: Interval) -> bool:
    """Have they more in common than one end? Of 2% and 3% each is known to be the one or the other."""
    return first.low < second.high and second.low < first.high


def holds(stated: Number, value: Fraction) -> bool:
    """Does a value without sign lie within what the stated figure allows?"""
    said = size(of(stated))
    return said.low <= value <= said.high


def verdict(stated: Number, value: Fraction, span: Interval, loose: bool = False) -> Verdict:
    """What the stated figure is beside the one recomputed, both without sign; `loose` when words make the inputs so."""
    said, size_of = size(of(stated)), abs(stated.exact)
    if holds(stated, value) or (loose and meet(said, span)):
        return Verdict.CONSISTENT
    if meet(said, span):
        return Verdict.ROUNDING
    unit = stated.span.high - stated.span.low
    if stated.closeness is Closeness.AS_GIVEN and _rounded_otherwise(stated, value, size_of, unit):
        return Verdict.ROUNDING
    return Verdict.INCONSISTENT


def _told_in_thousands(stated: Number, value: Fraction, said: Fraction) -> bool:
    """Is it a count of whole thousands, the nearest to what is no such count?"""
    if stated.sort is not Sort.COUNT or said.denominator != 1 or said % THOUSAND or not said:
        return False
    return value % THOUSAND != 0 and abs(value - said) <= THOUSAND / 2


def _rounded_otherwise(stated: Number, value: Fraction, said: Fraction, unit: Fraction) -> bool:
    if (
        not unit
        and said.denominator == 1 != value.denominator
        and "." not in stated.text
        and said - HALF <= value < said + 1
    ):
        return True  # "£87 more" for £87.74
    if _told_in_thousands(stated, value, said):
        return True  # "15,000 more" for 15,339
    if stated.per is None and said <= value < said + unit and any(letter.isdigit() for letter in stated.text):
        return True  # but "one in three" and "a fifth" are no figures that are cut off
    tens = stated.sort is Sort.PERCENTAGE and said % 10 == 0 and "." not in stated.text
    return tens and said != 0 and abs(value - said) <= 1

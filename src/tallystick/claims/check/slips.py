"""How a wrong figure probably came about.

A slip is named only when it explains the figure exactly: the wrong base gives the stated per cent to its last digit, the
swapped digits give the right one. Everything else stays unexplained.
"""

from collections.abc import Iterator
from fractions import Fraction

from tallystick.claims import digits
from tallystick.claims.check import showing, spans
from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.model import Interval, Number, Slip, Sort


def of_share(stated: Number, part: Number, whole: Number, around: Surroundings) -> tuple[Slip, str] | None:
    """A per cent that is not part of whole: another base, swapped digits, or last year's."""
    for other in _bases(stated, float(part.value) * 100, around):
        usable = other.sort is whole.sort and other.value not in {whole.value, part.value}
        if usable and _gives(stated, part.exact / other.exact * 100):
            words = f"it is right for {showing.as_written(part)} of {showing.as_written(other)}"
            return Slip.WRONG_BASE, words
    return of_digits(stated, part.exact / whole.exact * 100) or last_years(stated, around)


def _bases(stated: Number, top: float, around: Surroundings) -> Iterator[Number]:
    """The figures near by of which the top is about the stated per cent."""
    room = float(stated.span.high - stated.span.low) + 1e-6
    wanted = abs(float(stated.value))
    for other in around.near(stated):
        bottom = float(other.value)
        if bottom > 0 and abs(abs(top) / bottom - wanted) <= room:
            yield other


def of_change(stated: Number, old: Number, new: Number, around: Surroundings) -> tuple[Slip, str] | None:
    """A per cent change that does not follow: worked from the later figure, points, swapped digits, last year's."""
    first, second = old.exact, new.exact
    if old.sort is Sort.PERCENTAGE and _gives(stated, second - first):
        return Slip.POINTS_FOR_PER_CENT, f"the difference is {showing.between(abs(second - first), new, old)}"
    if second and _gives(stated, (second - first) / second * 100):
        return Slip.INVERTED_CHANGE, "it was worked out on the later figure"
    for other in _bases(stated, float(second - first) * 100, around):
        usable = other.sort is old.sort and other.value not in {old.value, new.value}
        if usable and old.sort is not Sort.PERCENTAGE and _gives(stated, (second - first) / other.exact * 100):
            return Slip.WRONG_BASE, f"it is right on a base of {showing.as_written(other)}"
    change = (second - first) / first * 100 if first else second - first
    return of_digits(stated, change) or last_years(stated, around)


def of_points(stated: Number, old: Number, new: Number, around: Surroundings) -> tuple[Slip, str] | None:
    """Points that are the per cent change, or swapped, or last year's."""
    first, second = old.exact, new.exact
    if old.sort is Sort.PERCENTAGE and first and _gives(stated, (second - first) / first * 100):
        return Slip.POINTS_FOR_PER_CENT, "it is the change in per cent"
    return of_digits(stated, second - first) or last_years(stated, around)


def of_digits(stated: Number, value: Fraction) -> tuple[Slip, str] | None:
    """Two neighbouring digits the wrong way round."""
    scale = showing.scale_of(stated)[0] if stated.sort is Sort.MONEY else 1
    right, said = (
        digits.only(showing.plain(abs(each) / scale, showing.decimals(stated))) for each in (value, stated.exact)
    )
    return (Slip.DIGITS_SWAPPED, "two digits are the wrong way round") if digits.is_swapped(right, said) else None


def last_years(stated: Number, around: Surroundings) -> tuple[Slip, str] | None:
    """The figure that the text gives for an earlier time."""
    for other in around.near(stated):
        if other.sort is stated.sort and other.value == stated.value:
            words = around.text[max(0, other.start - 60) : other.end + 60].lower()
            if any(phrase in words for phrase in around.words.earlier):
                return Slip.LAST_YEARS_FIGURE, "it is the figure given for an earlier time"
    return None


def _gives(stated: Number, value: Fraction) -> bool:
    return spans.meet(spans.size(stated.span), spans.size(Interval(value, value)))

"""Figures as officers write them, in the manner of the figure that they stand beside."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from tallystick.claims.model import Number, Sort

SCALES = (
    ("b", Fraction(10**9), "bn"),
    ("m", Fraction(10**6), "m"),
    ("k", Fraction(10**3), "k"),
    ("th", Fraction(10**3), "k"),
    ("p", Fraction(1, 100), "p"),
)
PLAIN = (Fraction(1), "")
MOST_DECIMALS = 4
KEPT = 4096  # the same figure is shown in many workings


def decimals(number: Number) -> int:
    """How many digits stand after the point where the number is written."""
    return _decimals(number.text)


@lru_cache(maxsize=KEPT)
def _decimals(text: str) -> int:
    digits = text.replace(",", "").partition(".")[2]
    count = 0
    for digit in digits:
        if not digit.isdigit():
            break
        count += 1
    return min(count, MOST_DECIMALS)


def plain(value: Fraction, places: int) -> str:
    """To so many places, halves away from nought, with thousands parted by commas."""
    shifted = abs(value.numerator) * 10**places
    whole = (2 * shifted + value.denominator) // (2 * value.denominator)
    sign = "-" if value < 0 and whole else ""
    if not places:
        return f"{sign}{whole:,}"
    units, rest = divmod(whole, 10**places)
    return f"{sign}{units:,}.{rest:0{places}d}"


def like(value: Fraction, stated: Number, more: int = 0) -> str:
    """A value in the unit and to the places of a stated figure, and `more` places beyond."""
    return _shown(value, stated.text, stated.sort, more)


def _shown(value: Fraction, text: str, sort: Sort, more: int = 0) -> str:
    places = _decimals(text) + more
    if sort is Sort.MONEY:
        return _money(value, text, more)
    if sort is Sort.PERCENTAGE:
        return f"{plain(value, places)}%"
    if sort is Sort.POINTS:
        percent = "%" in text or "cent" in text or "pp" in text
        return _in_points(plain(value, places), "percentage point" if percent else "point")
    return plain(value, 0 if _scale_of(text)[0] > 1 else places)  # "1.32m visits" are 1,320,000


def between(value: Fraction, *numbers: Number) -> str:
    """How far two figures are apart, in the manner of the one with more decimals: between two shares in percentage points."""
    finer = max(numbers, key=decimals)
    shown = like(value, finer)
    return _in_points(shown[:-1], "percentage point") if shown[-1:] == "%" else shown + unit_of(*numbers)


def _in_points(shown: str, unit: str) -> str:
    return f"{shown} {unit}" if shown == "1" else f"{shown} {unit}s"


def apart(value: Fraction, stated: Number) -> str:
    """A computed value beside the stated one, to as many places as it takes to see them differ."""
    wanted = as_written(stated)
    for more in range(3):
        shown = like(value, stated, more)
        vague = more == 0 and (stated.sort is Sort.PERCENTAGE or 0 < abs(value) < 1) and decimals(stated) == 0
        if shown != wanted and not vague:
            return shown
    return shown


SEVERAL = re.compile(r"\d [a-z]+ (?:and )?\d")


def _is_several(number: Number) -> bool:
    """ "2 minutes 40 seconds": a length of time in two units."""
    return number.sort is Sort.COUNT and " " in number.text and SEVERAL.search(number.text) is not None


def as_written(stated: Number) -> str:
    """The figure itself without the words around it: 59.4%, £1.2m, 632; but 2 minutes 40 seconds as it stands."""
    return stated.text if _is_several(stated) else _written(stated.value, stated.text, stated.sort)


def in_words(stated: Number) -> str:
    """The figure with its words, as it stands within a sentence."""
    words = stated.text.strip()
    return words[:1].lower() + words[1:]


def unit_of(*numbers: Number) -> str:
    """The unit in which figures told in two are set against each other, with a space before it: 40 seconds. Empty where none is."""
    return next((f" {number.text.rpartition(' ')[2]}" for number in numbers if _is_several(number)), "")


@lru_cache(maxsize=KEPT)
def _written(value: Decimal, text: str, sort: Sort) -> str:
    return _shown(Fraction(value), text, sort)


def _money(value: Fraction, text: str, more: int) -> str:
    sign, size = ("-" if value < 0 else ""), abs(value)
    currency = next((sign for sign in text if sign in "£€$"), "£")
    scale, suffix = _scale_of(text)
    if scale < 1:
        return f"{sign}{plain(size / scale, _decimals(text) + more)}{suffix}"
    if scale == 1:
        places = _decimals(text) + (2 if more and not _decimals(text) else 0)
        return f"{sign}{currency}{plain(size, places)}"
    return f"{sign}{currency}{plain(size / scale, _decimals(text) + more)}{suffix}"


def scale_of(stated: Number) -> tuple[Fraction, str]:
    """By how much the letters or words after a sum of money multiply it, and how to write that: a hundredth for pence."""
    return _scale_of(stated.text)


@lru_cache(maxsize=KEPT)
def _scale_of(text: str) -> tuple[Fraction, str]:
    words = text.lower().rstrip(".) ").lstrip("abcdefghijklmnopqrstuvwxyz ~+-−(")
    last = words.lstrip("£€$0123456789.,-– ")
    known = SCALES if words[:1].isdigit() else SCALES[:-1]  # "£1.20p" is in pounds
    return next(((scale, suffix) for name, scale, suffix in known if last.startswith(name)), PLAIN)

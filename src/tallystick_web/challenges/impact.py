"""Whether what was expected came about: a measure's movement between two periods, and whether it is more than chance.

Delivered and helped are two facts. This module knows only the second: it compares the value of the period that an expectation counts
from with that of the period by which the measure should have moved, with the tests of `tallystick.change` (intervals where numerators
and denominators are known, else the control chart).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tallystick import change
from tallystick.change import Change, ChangeError, Significance
from tallystick.series import Series
from tallystick.status import Polarity
from tallystick_web.challenges.models import Expectation
from tallystick_web.common import words


class Verdict(StrEnum):
    """What arithmetic says of an expectation."""

    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    AS_EXPECTED = "as_expected"
    LESS = "less"
    CHANCE = "chance"
    WRONG_WAY = "wrong_way"
    CANNOT_TELL = "cannot_tell"

    @property
    def words(self) -> str:
        """As it stands beside a measure."""
        return _WORDS[self]

    @property
    def helped(self) -> bool | None:
        """Whether the measure moved as it was meant to: yes, no, or not to be said."""
        if self in (Verdict.NOT_DUE, Verdict.NO_DATA, Verdict.CANNOT_TELL):
            return None
        return self is Verdict.AS_EXPECTED


_WORDS = {
    Verdict.NOT_DUE: "not due yet",
    Verdict.NO_DATA: "no value to compare",
    Verdict.AS_EXPECTED: "moved as expected",
    Verdict.LESS: "moved less than expected",
    Verdict.CHANCE: "no more than chance",
    Verdict.WRONG_WAY: "moved the other way",
    Verdict.CANNOT_TELL: "moved as expected, but it cannot be told from chance",
}


@dataclass(frozen=True, slots=True)
class Check:
    """An expectation on a day: what was expected, what arithmetic says of it, and both in a sentence."""

    expectation: Expectation
    verdict: Verdict
    expected: str
    found: str
    illustrative: bool = False

    @property
    def sentence(self) -> str:
        """What was expected and what came: two facts with a full stop between them."""
        return f"{self.expected} {self.found}"


def check(expectation: Expectation, series: Series, on: date, illustrative: bool = False) -> Check:
    """An expectation beside the values of its measure that are known for periods ended by a day."""
    verdict, found = _found(expectation, series, on)
    return Check(expectation, verdict, _expected(expectation), found, illustrative)


def _expected(one: Expectation) -> str:
    move = {"up": "to rise", "down": "to fall"}[one.way]
    amount = f" by at least {_size(one, one.amount)}" if one.amount is not None else ""
    return f"{one.measure.title} was expected {move}{amount} between {one.base} and {one.period}."


def _found(one: Expectation, series: Series, on: date) -> tuple[Verdict, str]:
    if on <= one.end:
        return Verdict.NOT_DUE, f"The value of {one.period} is not due yet."
    for period in (one.base, one.period):
        seen = series.at(period)
        if seen is None or seen.value is None:
            return Verdict.NO_DATA, f"No value for {period} was on the record on {words.day(on)}, so it cannot be said."
    terms = change.Terms(unit="%" if one.measure.unit in ("%", "percentage points", "points") else one.measure.unit)
    try:
        moved = change.between(series, one.base, one.period, Polarity(one.measure.polarity), terms=terms)
    except ChangeError as error:
        return Verdict.NO_DATA, f"It cannot be compared: {error}."
    verdict = _verdict(one, moved)
    return verdict, _told(one, moved, verdict)


def _verdict(one: Expectation, moved: Change) -> Verdict:
    wanted = 1 if one.way == Expectation.Way.UP else -1
    if moved.sign == -wanted and moved.significance is not Significance.NOT_SIGNIFICANT:
        return Verdict.WRONG_WAY
    if moved.sign != wanted or moved.significance is Significance.NOT_SIGNIFICANT:
        return Verdict.CHANCE
    if one.amount is not None and Decimal(repr(abs(moved.absolute))) < one.amount:
        return Verdict.LESS
    return Verdict.AS_EXPECTED if moved.significance is Significance.REAL else Verdict.CANNOT_TELL


def _told(one: Expectation, moved: Change, verdict: Verdict) -> str:
    """What came: from what to what, and what that means."""
    verb = {1: "rose", 0: "stayed", -1: "fell"}[moved.sign]
    before, after = (_value(one, figure.value) for figure in (moved.earlier, moved.later))
    course = f"It {verb} at {after}" if moved.sign == 0 else f"It {verb} from {before} to {after}"
    meaning = {
        Verdict.AS_EXPECTED: "more than chance, and as much as was expected",
        Verdict.LESS: "the right way, but less than was expected",
        Verdict.CHANCE: "no more than chance makes",
        Verdict.WRONG_WAY: "the other way",
        Verdict.CANNOT_TELL: f"as was expected, though whether it is more than chance cannot be told: {moved.why}",
    }[verdict]
    return f"{course}: {meaning}{', on a provisional value' if moved.provisional else ''}."


def _value(one: Expectation, value: float) -> str:
    return words.figure(value, one.measure.unit, one.measure.decimals)


def _size(one: Expectation, amount: Decimal) -> str:
    """A difference of per cents is one of points."""
    if one.measure.unit == "%":
        return words.figure(amount, "points")
    unit = one.measure.unit
    return words.figure(amount, unit.removesuffix("s") if amount == 1 and unit.isalpha() else unit)

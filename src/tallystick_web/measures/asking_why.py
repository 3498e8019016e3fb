"""What about a value makes one ask for a word beside it, and why. Values in, reasons out; nothing is ever refused for it.

A note is asked for only where a reader would ask the same question later: the figure cannot be, is out of the ordinary, was given quite
otherwise before, contradicts what is being written about it, or rests on too little. Every reason says what it was held against.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from tallystick import claims, spc
from tallystick.claims import against
from tallystick.claims.model import Kind, Verdict
from tallystick.periods import Frequency, Period
from tallystick.series import Marker, Observation, Series
from tallystick.spc import SpcError
from tallystick.status import Polarity
from tallystick_web.common import words

ENOUGH: Final = 12
"""Values before this one from which limits are believed."""
A_LEAP: Final = Decimal("0.5")
"""Where there are no limits yet: a change by more than half of the last value is asked about."""
RATE: Final = re.compile(r"%|\bper\b|\baverage\b|\bmean\b|\bpoints?\b", re.IGNORECASE)
"""Units of what does not add up over a year."""
MUCH_REVISED: Final = Decimal("0.05")
"""A figure given again for the same period, more than a twentieth away from the earlier one, is asked about."""


class Why(StrEnum):
    """What is out of the ordinary about a value."""

    RANGE = "range"
    LIMITS = "limits"
    LEAP = "leap"
    FALLS_BACK = "falls_back"
    NARRATIVE = "narrative"
    REVISED = "revised"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a note is asked for, in a sentence."""

    why: Why
    words: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a value is held against: the measure, its values until now, what is being written, and how much of it is not known.

    `series` may hold an earlier figure of the same period. `narratives` are the texts of the round that rest on the measure.
    """

    reference: str
    title: str
    period: Period
    series: Series
    unit: str = ""
    decimals: int | None = None
    polarity: Polarity = Polarity.NONE
    seasonal: bool = False
    narratives: tuple[str, ...] = ()
    not_known: Decimal | None = None
    not_known_limit: Decimal | None = None

    @property
    def before(self) -> list[Observation]:
        """The known values of earlier periods, in order."""
        return [one for one in self.series.known if one.period < self.period]

    @property
    def earlier(self) -> Decimal | None:
        """The figure that is held for the same period."""
        held = self.series.at(self.period)
        return held.value if held else None

    def shown(self, value: Decimal | float) -> str:
        return words.figure(value, self.unit, self.decimals if self.decimals is not None else _places(value))


def _places(value: Decimal | float) -> int | None:
    return None if isinstance(value, Decimal) else 2


def reasons(value: Decimal, known: Known, *, breaks: bool = False) -> tuple[Reason, ...]:
    """Every reason to ask about a value. With a break in the series (`breaks`) it is compared with none before it."""
    found = []
    for why, check in CHECKS:
        if breaks and why in (Why.LIMITS, Why.LEAP, Why.FALLS_BACK):
            continue
        if told := check(value, known):
            found.append(Reason(why, told))
    return tuple(found)


def out_of_range(value: Decimal, known: Known) -> str:
    """A percentage above 100 or a figure below nought, where the measure never had one."""
    held = [one.value for one in known.before if one.value is not None]
    if known.unit == "%" and value > 100 and not any(one > 100 for one in held):
        return f"{known.shown(value)} is more than 100%, which this measure never was."
    if value < 0 and not any(one < 0 for one in held):
        return f"{known.shown(value)} is below nought, which this measure never was."
    return ""


def beyond_limits(value: Decimal, known: Known) -> str:
    """Outside the limits of the usual variation, which the earlier values alone make."""
    if len(known.before) < ENOUGH:
        return ""
    try:
        point = _point(value, known)
    except SpcError:
        return ""
    if point is None or not point.outside or point.lower is None or point.upper is None:
        return ""
    season = ", its season taken out," if known.seasonal else ""
    usual = f"between {known.shown(point.lower)} and {known.shown(point.upper)}"
    return f"{known.shown(value)}{season} is beyond the usual variation: values are usually {usual}."


def _point(value: Decimal, known: Known) -> spc.Point | None:
    series = Series([*(one for one in known.series if one.period < known.period), Observation(known.period, value)])
    if known.seasonal:
        return spc.seasonal_chart(series, improvement=known.polarity).chart.latest
    rebase = [one.period for one in series if Marker.BREAK in one.markers]
    fixed = None if rebase else len(series.periods) + len(series.gaps()) - 1
    return spc.chart(series, improvement=known.polarity, rebase=rebase, fix_after=fixed).latest


def leaps(value: Decimal, known: Known) -> str:
    """Where there are no limits: far from the last one, and from the like period's where that is known.

    A year to date grows and begins anew, so it is held against last year's alone.
    """
    has_limits = len(known.before) >= ENOUGH and not known.period.frequency.overlaps
    like = next((one for one in known.before if _is_year_before(one.period, known.period)), None)
    last = like if _is_to_date(known) or not known.before else known.before[-1]
    if has_limits or last is None or not _far(value, last) or (like is not None and not _far(value, like)):
        return ""
    assert last.value is not None  # noqa: S101 - only known values are before
    way = "more" if value > last.value else "less"
    return f"{known.shown(value)} is more than half {way} than {known.shown(last.value)} in {last.period.within}."


def _far(value: Decimal, other: Observation) -> bool:
    held = other.value or Decimal(0)
    return held != 0 and abs(value - held) > A_LEAP * abs(held)


def _is_year_before(one: Period, period: Period) -> bool:
    is_part = period.frequency is Frequency.YEAR_TO_DATE or period.frequency.per_year not in (None, 1)
    return is_part and one == period.year_before()


def _is_to_date(known: Known) -> bool:
    return known.period.frequency is Frequency.YEAR_TO_DATE


def falls_back(value: Decimal, known: Known) -> str:
    """A count so far this year that is less than it was already, where it never was: as if the last months alone had been given."""
    if not _is_to_date(known) or RATE.search(known.unit):
        return ""
    so_far = [one for one in known.before if one.period.start == known.period.start]
    ever = any(
        _fell(later.value, one.value) for one, later in pairwise(known.before) if one.period.start == later.period.start
    )
    if not so_far or ever or not _fell(value, so_far[-1].value):
        return ""
    held = f"{known.shown(so_far[-1].value or 0)} in {so_far[-1].period}"
    return f"{known.shown(value)} is less than {held}, and a year to date adds up: give all since {known.period.start:%B}, not the last months alone."


def _fell(value: Decimal | None, before: Decimal | None) -> bool:
    return value is not None and before is not None and value < before


def against_the_narrative(value: Decimal, known: Known) -> str:
    """The other way than a narrative of the round says that the measure went."""
    if not known.narratives:
        return ""
    values = [*(one for one in known.series if one.period < known.period), Observation(known.period, value)]
    measure = against.HeldMeasure(
        known.reference, known.title, tuple(against.HeldValue(one) for one in values if one.value is not None),
        unit=known.unit, polarity=known.polarity,
    )  # fmt: skip
    for text in known.narratives:
        for one in against.hold(text, claims.examine(text).numbers, [measure], on=known.period):
            if one.kind is Kind.FROM_TO_DIRECTION and one.verdict is Verdict.DIFFERS:
                return f"The narrative of this round says “{_around(text, one.start, one.end)}”. {one.working}"
    return ""


def _around(text: str, start: int, end: int) -> str:
    """The sentence in which something stands, without its markup, at a length that can be read."""
    begins = max(text.rfind(mark, 0, start) for mark in (". ", "! ", "? ", "\n")) + 1
    ends = min((at for at in (text.find(mark, end) for mark in (".", "!", "?", "\n")) if at >= 0), default=len(text))
    sentence = " ".join(text[begins:ends].replace("*", "").split())
    return sentence if len(sentence) <= 160 else f"{sentence[:159]}…"


def much_revised(value: Decimal, known: Known) -> str:
    """Far from the figure that was given for the same period before."""
    earlier = known.earlier
    if earlier is None or value == earlier:
        return ""
    if earlier and abs(value - earlier) <= MUCH_REVISED * abs(earlier):
        return ""
    return f"{known.shown(earlier)} was given for {known.period} before."


def much_not_known(value: Decimal, known: Known) -> str:
    """More cases are not known than the measure allows."""
    if known.not_known is None or known.not_known_limit is None or known.not_known <= known.not_known_limit:
        return ""
    rate, limit = words.figure(known.not_known, "%"), words.figure(known.not_known_limit, "%")
    return f"{rate} of the cases are not known, more than the {limit} up to which the figure is relied on."


Check = Callable[[Decimal, Known], str]
CHECKS: Final[tuple[tuple[Why, Check], ...]] = (
    (Why.RANGE, out_of_range),
    (Why.LIMITS, beyond_limits),
    (Why.LEAP, leaps),
    (Why.FALLS_BACK, falls_back),
    (Why.NARRATIVE, against_the_narrative),
    (Why.REVISED, much_revised),
    (Why.NOT_KNOWN, much_not_known),
)

"""What came of checking one relation, and the common case: one figure recomputed beside the one stated."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from tallystick.claims.check import showing, spans
from tallystick.claims.model import Closeness, Interval, Number, Relation, Slip, Sort, Verdict

OK, BAD, CUT = Verdict.CONSISTENT, Verdict.INCONSISTENT, Verdict.ROUNDING
ORDER = {OK: 0, CUT: 1, BAD: 2, Verdict.CANNOT_BE_REPRODUCED: 3}
Hint = tuple[Slip, str] | None


class Outcome(NamedTuple):
    """What came of one relation. `times` is how many times the figure stated the one recomputed is, where it was compared."""

    verdict: Verdict
    recomputed: str
    working: str
    slip: Slip | None = None
    stated: str = ""
    times: float = 1.0


# Of a reading that is only probable and does not hold nothing is said, so nothing is worked out.
DROPPED = Outcome(BAD, "", "")


def figure(number: Number) -> str:
    return showing.as_written(number)


def told(relation: Relation, value: Fraction, span: Interval, sum_of: str, hint: Callable[[], Hint]) -> Outcome:
    """The common case: one figure recomputed, beside the one stated."""
    stated = relation.stated
    loose = any(map(_is_loose, relation.inputs))
    verdict = spans.verdict(stated, abs(value), spans.size(span), loose)
    if verdict is BAD and not relation.firm:
        return DROPPED
    unit = showing.unit_of(*relation.inputs) if stated.sort is Sort.COUNT else ""
    words = showing.in_words(stated)
    said = figure(stated).lstrip("-") if any(letter.isdigit() for letter in words) else words
    shown = (showing.apart(abs(value), stated) if verdict is not OK else showing.like(abs(value), stated)) + unit
    if verdict is OK:
        near = showing.like(abs(value), stated, 1) if stated.sort is Sort.PERCENTAGE else shown
        if loose and not spans.holds(stated, abs(value)):
            rough = " and ".join(showing.in_words(each) for each in relation.inputs if _is_loose(each))
            return Outcome(
                OK, shown, f"{sum_of} is {near}; {rough} leave{'' if ' and ' in rough else 's'} room for {said}."
            )
        return Outcome(OK, shown, f"{sum_of} is {near}, which agrees with {words}.")
    if verdict is CUT:
        return Outcome(CUT, shown, f"{sum_of} is {shown}; {_how(stated, abs(value), spans.size(span))}.")
    slip = hint()
    reason = f"; {slip[1]}" if slip else ""
    times = float(abs(value)) / max(abs(float(stated.value)), 1e-9)
    return Outcome(BAD, shown, f"{sum_of} is {shown}, not {said}{reason}.", slip[0] if slip else None, "", times)


def _is_loose(number: Number) -> bool:
    return number.closeness is not Closeness.AS_GIVEN


def _how(stated: Number, value: Fraction, span: Interval) -> str:
    """In which way a figure that is a little out may have been rounded."""
    said = figure(stated).lstrip("-")
    if spans.meet(spans.size(stated.span), span):
        return f"{said} is within what the rounding of these figures allows"
    return f"{said} is that figure {'cut off, not rounded' if value > abs(stated.exact) else 'rounded up'}"


def is_hopeless(relation: Relation, top: Interval, bottom: Interval, less: int = 0) -> bool:
    """Is a share or a change that is only probable so far off that it need not be worked out? Floats, with room to spare."""
    stated = relation.stated
    if relation.firm or stated.closeness is not Closeness.AS_GIVEN or bottom.low.numerator <= 0:
        return False
    ends = sorted((float(top.low) / float(bottom.high) * 100 - less, float(top.high) / float(bottom.low) * 100 - less))
    low, high = (0.0, max(-ends[0], ends[1])) if ends[0] < 0 < ends[1] else sorted(map(abs, ends))
    said, unit = abs(float(stated.value)), float(stated.span.high - stated.span.low)
    return said + 2 * unit + 1.1 < low or said - 2 * unit - 1.1 > high


def best(tried: list[Outcome | None]) -> Outcome | None:
    good = [outcome for outcome in tried if outcome is not None]
    return min(good, key=lambda outcome: ORDER[outcome.verdict], default=None)

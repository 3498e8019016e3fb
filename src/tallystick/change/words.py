"""Changes in words that a councillor can use: what moved, against what, whether it is real, and whether the comparisons agree."""

from decimal import Decimal

from tallystick.change.model import Agreement, Change, Changes, Significance, Terms
from tallystick.periods import Frequency
from tallystick.status import readable, shown

# Frequencies that a season can be seen in.
SEASONAL = {Frequency.MONTH: "month", Frequency.QUARTER: "quarter", Frequency.HALF_YEAR: "half year"}
NAMES = {
    **SEASONAL,
    Frequency.FINANCIAL_YEAR: "year",
    Frequency.ACADEMIC_YEAR: "academic year",
    Frequency.CALENDAR_YEAR: "year",
    Frequency.ROLLING_YEAR: "year",
    Frequency.YEAR_TO_DATE: "period",
    Frequency.WAVE: "wave",
}


def sentence(changes: Changes, *, decimals: int | None = None) -> str:
    """The changes on the previous and on the like period in one sentence, with what their agreement or conflict means."""
    name = NAMES[changes.period.frequency]
    parts = []
    if isinstance(changes.previous, Change):
        before = f" after {_movement(changes.before_that, changes.terms, decimals)}" if _turned(changes) else ""
        parts.append(f"{moved(changes.previous, changes.terms, decimals)} on the previous {name}{before}")
    if isinstance(changes.like_period, Change):
        parts.append(f"{moved(changes.like_period, changes.terms, decimals)} on the same {name} last year")
    if not parts:
        return f"{changes.period} cannot be compared with the {name} before or a year ago."
    meaning = _meaning(changes)
    return f"{changes.period}: {', '.join(parts)}{': ' + meaning if meaning else ''}."


def moved(change: Change, terms: Terms, decimals: int | None = None) -> str:
    """One change in words: `down 2.4 points (not significant)`."""
    if change.sign == 0:
        return "no change"
    way = "up" if change.sign > 0 else "down"
    told = {
        Significance.REAL: "",
        Significance.NOT_SIGNIFICANT: " (not significant)",
        Significance.CANNOT_TELL: " (whether this is significant cannot be told)",
    }
    return f"{way} {_size(change, terms, decimals)}{told[change.significance]}"


def explained(change: Change) -> str:
    """What the significance rests on, as a sentence."""
    kind = "A real change" if change.significance is Significance.REAL else "Not a significant change"
    if change.significance is Significance.CANNOT_TELL:
        kind = "Whether the change is significant cannot be told"
    return f"{kind}: {change.why}."


def _size(change: Change, terms: Terms, decimals: int | None) -> str:
    if change.points is not None:
        points = _number(abs(change.points), decimals)
        return f"{points} {'point' if points == '1' else 'points'}"
    absolute = _number(abs(change.absolute), decimals, terms.unit)
    return absolute if change.per_cent is None else f"{absolute} ({_number(abs(change.per_cent), 1)}%)"


def _number(value: float, decimals: int | None, unit: str = "") -> str:
    exact = _decimal(value)
    return shown(readable(exact) if decimals is None else exact, unit, decimals)


def _decimal(value: float) -> Decimal:
    return Decimal(repr(round(value, 10))).normalize()


def _movement(change: Change | None, terms: Terms, decimals: int | None) -> str:
    if change is None:
        return ""
    return f"a {'rise' if change.sign > 0 else 'fall'} of {_size(change, terms, decimals)}"


def _turned(changes: Changes) -> bool:
    """Whether the change before was real and went the other way, so that the latest may only undo a part of it."""
    previous, before = changes.previous, changes.before_that
    turned = isinstance(previous, Change) and before is not None and previous.sign * before.sign < 0
    return turned and before is not None and before.significance is Significance.REAL


def _meaning(changes: Changes) -> str:
    previous, like = changes.previous, changes.like_period
    if not isinstance(previous, Change) or not isinstance(like, Change):
        return ""
    if Significance.REAL not in (previous.significance, like.significance):
        both_told = Significance.CANNOT_TELL not in (previous.significance, like.significance)
        if both_told:
            return "neither is a real change"
    if changes.agreement is Agreement.CONFLICT and changes.period.frequency in SEASONAL:
        turn = "rise" if previous.sign > 0 else "fall"
        if changes.seasonal is False:
            return f"the two disagree, and no season is seen in the series that would explain the {turn}"
        return f"the season {'may explain' if changes.seasonal is None else 'probably explains'} the {turn}"
    if changes.agreement is Agreement.AGREE and previous.sign:
        return "both comparisons point the same way"
    return ""

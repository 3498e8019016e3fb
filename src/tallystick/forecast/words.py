"""A forecast in sentences that a councillor can use, and its chance of meeting a target."""

from decimal import Decimal
from math import floor, log10

from tallystick import status
from tallystick.forecast.model import Method, Outturn, Record
from tallystick.forecast.spread import below
from tallystick.status import Polarity, Status, Target

DIGITS = 12  # of a float that are figures; the rest is how it is stored
REACHED = {
    Status.ON_TRACK: "met", Status.WITHIN_TOLERANCE: "missed, within its tolerance", Status.OFF_TRACK: "missed",
}  # fmt: skip


def chance(outturn: Outturn, target: Target, polarity: Polarity) -> float | None:
    """The chance, 0 to 1, that the year ends at the target or better.

    None where it cannot be told, where no direction is better, and where near is best but no range is given: nothing is met to the dot.
    """
    spread = outturn.spread
    if spread is None or polarity is Polarity.NONE:
        return None
    low = float(target.value)
    high = float(target.value if target.upper is None else target.upper)
    if polarity is Polarity.LOWER_IS_BETTER:
        return below(spread, low)
    if polarity is Polarity.NEAR_IS_BEST and low == high:
        return None
    under = below(spread, float(_just_under(low)))
    return 1 - under if polarity is Polarity.HIGHER_IS_BETTER else max(below(spread, high) - under, 0.0)


def _just_under(limit: float) -> float:
    return limit - abs(limit) * 1e-12 - 1e-300


def status_at_year_end(outturn: Outturn, target: Target, polarity: Polarity) -> Status | None:
    """The status that the expected outturn would have. It stands beside the status now, never in its place."""
    expected = None if outturn.expected is None else Decimal(f"{outturn.expected:.{DIGITS}g}")
    return status.against(expected, target, polarity)


def sentence(
    outturn: Outturn,
    *,
    unit: str = "",
    decimals: int | None = None,
    target: Target | None = None,
    polarity: Polarity = Polarity.NONE,
) -> str:
    """The outturn in one sentence, with the chance of meeting the target where one is given."""
    year = f" of {outturn.year}" if outturn.year else ""
    if outturn.expected is None:
        reason = outturn.cannot.words if outturn.cannot else "nothing is known"
        return f"No outturn{year} can be forecast: {reason}."
    places = _places(outturn) if decimals is None else decimals
    expected = _shown(outturn.expected, unit, places)
    if outturn.method is Method.KNOWN:
        return f"The outturn{year} is {expected}: the year is complete{_came_to(outturn, unit, target, polarity)}."
    late = "" if outturn.left else ", once the figures of it that are late have come"
    said = f"The outturn{year} is expected to be {expected}{late}"
    if outturn.likely is None:
        return f"{said}; how sure that is cannot be told{f': {outturn.cannot.words}' if outturn.cannot else ''}."
    low, high = (_shown(end, unit, places) for end in (outturn.likely.low, outturn.likely.high))
    said = f"{said}, with a chance of 80% {f'between {low} and {high}' if low != high else 'or more that it rounds to that'}"
    odds = chance(outturn, target, polarity) if target else None
    if target is None or odds is None:
        return f"{said}."
    return f"{said}; the chance of meeting the target of {_aim(target, unit, polarity)} is {percent(odds)}."


def _came_to(outturn: Outturn, unit: str, target: Target | None, polarity: Polarity) -> str:
    """What a complete year came to against its target; nothing where that cannot be told."""
    found = status_at_year_end(outturn, target, polarity) if target else None
    if target is None or found not in REACHED:
        return ""
    return f", and the target of {_aim(target, unit, polarity)} was {REACHED[found]}"


def _aim(target: Target, unit: str, polarity: Polarity) -> str:
    aim = status.shown(target.value, unit)
    if target.upper is None or polarity is not Polarity.NEAR_IS_BEST:
        return aim
    return f"{aim} to {status.shown(target.upper, unit)}"


def percent(share: float) -> str:
    """A chance as people say it: never 0% nor 100% of what is only unlikely or likely."""
    if 0 < share < 0.01:
        return "less than 1%"
    return "more than 99%" if 0.99 < share < 1 else f"{share:.0%}"


def method_sentence(outturn: Outturn) -> str:
    """Which method, what it does, and why it was taken."""
    if outturn.method is None or outturn.method is Method.KNOWN:
        return ""
    said = f"Method: {outturn.method.words}, by which {outturn.method.explained}"
    trial = next((one for one in outturn.trials if one.method is outturn.method), None)
    if trial is None or trial.score is None:
        return f"{said}."
    tried = f"tried from {trial.starts} points of the series’ own past"
    if trial.method is Method.NAIVE:
        return f"{said}; of {len(outturn.trials)} methods {tried}, none was better by enough to be taken instead."
    return f"{said}; {tried}, its error was {trial.score:.0%} of that of staying at the last figure."


def record_sentence(record: Record | None) -> str:
    """How past forecasts fared."""
    if record is None:
        return "There are too few figures to say how past forecasts would have fared."
    held = f"held {record.within_likely:.0%} of the outcomes, and the 95% interval {record.within_wide:.0%}"
    return f"In {record.forecasts:,} forecasts of the past the 80% interval {held}."


def _places(outturn: Outturn) -> int:
    """As many decimals as the width of the interval bears."""
    width = outturn.likely.high - outturn.likely.low if outturn.likely else abs(outturn.expected or 0.0)
    return min(max(1 - floor(log10(width)), 0), 6) if width > 0 else 0


def _shown(value: float, unit: str, places: int) -> str:
    return status.shown(Decimal(repr(round(value, places))), unit, places)

"""The definition of a measure as facts in words: what it is, where it comes from, what it costs and who uses it."""

from typing import Final

from tallystick.forecast import Makeup
from tallystick.periods import Frequency
from tallystick.status import Polarity
from tallystick_web.common import words
from tallystick_web.measures.models import Measure

Facts = list[tuple[str, str]]

A_YEAR: Final[dict[str, int]] = {
    Frequency.MONTH: 12, Frequency.QUARTER: 4, Frequency.HALF_YEAR: 2, Frequency.FINANCIAL_YEAR: 1,
    Frequency.ACADEMIC_YEAR: 1, Frequency.CALENDAR_YEAR: 1,
}  # fmt: skip


def facts(measure: Measure) -> Facts:
    """What it is and where it comes from; what nobody has stated is left out."""
    owner, service = measure.owner, measure.service
    stated = [
        ("Also called", "; ".join(measure.synonyms)),
        ("Owner", str(owner) if owner else "not named"),
        ("Service", str(service) if service else ""),
        ("Which way is better", words.POLARITIES[Polarity(measure.polarity)]),
        ("Unit", measure.unit),
        ("How often", measure.how_often),
        ("Numerator", measure.numerator),
        ("Denominator", measure.denominator),
        ("A year’s figure", Makeup(measure.year_is).words.capitalize() if measure.year_is else ""),
        ("Source", measure.source),
        ("Known after", words.count(measure.lag_days, "day") if measure.lag_days else ""),
        ("Baseline", baseline(measure)),
        ("Not-known rate", not_known(measure)),
    ]
    return [(name, text) for name, text in stated if text]


def not_known(measure: Measure) -> str:
    """Which measure says how many cases are not known, and up to which rate the figure is relied on."""
    rate = str(measure.not_known) if measure.not_known else ""
    if measure.not_known_limit is None:
        return rate
    limit = f"relied on up to {words.figure(measure.not_known_limit, '%')} not known"
    return f"{rate}; {limit}" if rate else limit.capitalize()


def baseline(measure: Measure) -> str:
    """Where it started: `12.5% in 2007/08`."""
    if measure.baseline_value is None:
        return ""
    when = f" in {measure.baseline_period}" if measure.baseline_period else ""
    return words.figure(measure.baseline_value, measure.unit, measure.decimals) + when


def burden(measure: Measure) -> Facts:
    """What it costs to collect and who uses it: no data is asked for that nobody uses, so both are said, or that neither is known."""
    return [("To collect", cost(measure)), ("Used by", measure.use or "Nobody has said who uses it.")]


def cost(measure: Measure) -> str:
    """Minutes each time, and the hours that this makes in a year."""
    minutes = measure.collection_minutes
    if minutes is None:
        return "Nobody has said how long it takes."
    each = f"{words.count(minutes, 'minute')} each time"
    times = A_YEAR.get(measure.frequency)
    if not times or not minutes:
        return f"{each}."
    hours = minutes * times / 60
    return f"{each}, about {words.count(round(hours), 'hour') if hours >= 1 else words.count(minutes * times, 'minute')} a year."

"""Rates made comparable between populations of different age: directly and indirectly standardised.

Directly: what the rate would be if the area had the standard's ages. Indirectly: how many events were observed to how many the area
would have had at the reference's rates. Tables are areas by bands of age; the standard and the reference are one row for all.
"""

import numpy as np

from tallystick.rates import assembled, checks, limits
from tallystick.rates.limits import EXACT_BELOW
from tallystick.rates.model import (
    DifferentShapes,
    Flags,
    Floats,
    Interval,
    Intervals,
    Method,
    NegativeCount,
    NoDenominator,
    NotANumber,
    Numbers,
    RateError,
    TooFewEvents,
)

LEAST_EVENTS = 10


def standardised_rate(
    events: Numbers, populations: Numbers, standard: Numbers, confidence: float = 0.95, multiplier: float = 100_000
) -> Interval:
    """One area's directly standardised rate, from the events and people in each band and the standard's people."""
    rows = checks.floats(events, "events"), checks.floats(populations, "populations")
    return standardised_rates(rows[0][None, ...], rows[1][None, ...], standard, confidence, multiplier).at(0)


def standardised_rates(
    events: Numbers, populations: Numbers, standard: Numbers, confidence: float = 0.95, multiplier: float = 100_000
) -> Intervals:
    """Directly standardised rates with Dobson's limits (1991) on Byar's; refused under ten events.

    Events and populations are areas by bands, the standard one row of bands.
    """
    counts, people, weights = _bands(events, populations, standard)
    confidence, multiplier = checks.level(confidence), checks.per(multiplier)
    if not (np.isfinite(weights).all() and (weights >= 0).all() and weights.sum() > 0):
        raise NoDenominator("the standard population holds a band that is missing or below 0, or nobody at all")
    with np.errstate(all="ignore"):
        total, everyone = counts.sum(axis=1), people.sum(axis=1)
        share = weights / weights.sum() / people
        value = (share * counts).sum(axis=1)
        variance = (share * share * counts).sum(axis=1)
        few = (total < LEAST_EVENTS, lambda index: _too_few(float(total[index])))
        refused = checks.refusals([*_table_checks(counts, people), few])
        below, above = limits.byars(np.where(total >= 0, total, 0.0), confidence)
        stretch = np.sqrt(variance / total)
        both = value + stretch * (below - total), value + stretch * (above - total)
    return assembled.intervals(
        value,
        both,
        confidence=confidence,
        method=Method.DOBSON,
        multiplier=multiplier,
        numerator=total,
        denominator=everyone,
        refused=refused,
    )


def indirectly_standardised_ratio(
    events: Numbers,
    populations: Numbers,
    reference_events: Numbers,
    reference_populations: Numbers,
    confidence: float = 0.95,
    multiplier: float = 1,
) -> Interval:
    """One area's observed to its expected events, from its bands and the reference's."""
    rows = checks.floats(events, "events"), checks.floats(populations, "populations")
    many = indirectly_standardised_ratios
    return many(
        rows[0][None, ...], rows[1][None, ...], reference_events, reference_populations, confidence, multiplier
    ).at(0)


def indirectly_standardised_ratios(
    events: Numbers,
    populations: Numbers,
    reference_events: Numbers,
    reference_populations: Numbers,
    confidence: float = 0.95,
    multiplier: float = 1,
) -> Intervals:
    """Observed to expected events of each area: 1 is as many as at the reference's rates (with multiplier 100: 100).

    The events of an area may be given band by band, or as one total, since only their sum counts.
    """
    return _indirect(
        events, populations, reference_events, reference_populations, confidence, multiplier, as_rate=False
    )


def indirectly_standardised_rate(
    events: Numbers,
    populations: Numbers,
    reference_events: Numbers,
    reference_populations: Numbers,
    confidence: float = 0.95,
    multiplier: float = 100_000,
) -> Interval:
    """One area's ratio of observed to expected events, times the reference's overall rate."""
    rows = checks.floats(events, "events"), checks.floats(populations, "populations")
    many = indirectly_standardised_rates
    return many(
        rows[0][None, ...], rows[1][None, ...], reference_events, reference_populations, confidence, multiplier
    ).at(0)


def indirectly_standardised_rates(
    events: Numbers,
    populations: Numbers,
    reference_events: Numbers,
    reference_populations: Numbers,
    confidence: float = 0.95,
    multiplier: float = 100_000,
) -> Intervals:
    """Each area's ratio of observed to expected events, times the reference's overall rate."""
    return _indirect(events, populations, reference_events, reference_populations, confidence, multiplier, as_rate=True)


def _indirect(
    events: Numbers,
    populations: Numbers,
    reference_events: Numbers,
    reference_populations: Numbers,
    confidence: float,
    multiplier: float,
    *,
    as_rate: bool,
) -> Intervals:
    people = checks.floats(populations, "populations", 2)
    counts = checks.floats(events, "events", 2 if np.ndim(events) == 2 else 1)
    totals = counts.reshape(len(people), -1) if counts.size % max(len(people), 1) == 0 else counts
    reference, overall = _reference(reference_events, reference_populations)
    if people.ndim != 2 or people.shape[1] != len(reference) or len(totals) != len(people):
        raise DifferentShapes("give the same bands for every area and the reference, and the events of every area")
    confidence, scale = checks.level(confidence), checks.per(multiplier) * (overall if as_rate else 1.0)
    with np.errstate(all="ignore"):
        observed, expected = totals.sum(axis=1), people @ reference
    refused = checks.refusals(
        [*_table_checks(totals, people, empty_bands=True), checks.above_nought(expected, "number expected")]
    )
    sound = np.where(np.isfinite(observed) & (observed >= 0), observed, 0.0)
    with np.errstate(all="ignore"):
        below, above = limits.poisson(sound, confidence)
        value, both = observed / expected * scale, (below / expected * scale, above / expected * scale)
    found = assembled.intervals(
        value,
        both,
        confidence=confidence,
        method=Method.BYARS,
        numerator=observed,
        denominator=expected,
        exact=sound < EXACT_BELOW,
        refused=refused,
    )
    return assembled.stated_per(found, float(multiplier))


def _reference(events: Numbers, populations: Numbers) -> tuple[Floats, float]:
    counts, people = checks.together(reference_events=events, reference_populations=populations)
    for refusal in checks.refusals(checks.fraction(counts, people)):
        raise type(refusal.error)(f"band {refusal.index} of the reference: {refusal.error}")
    if not counts.sum():
        raise NoDenominator("the reference has no events at all: nothing is expected of any area")
    return counts / people, float(counts.sum() / people.sum())


def _bands(events: Numbers, populations: Numbers, standard: Numbers) -> tuple[Floats, Floats, Floats]:
    counts, people = checks.floats(events, "events", 2), checks.floats(populations, "populations", 2)
    weights = checks.floats(standard, "standard")
    if counts.ndim != 2 or counts.shape != people.shape or weights.shape != counts.shape[1:]:
        raise DifferentShapes(
            f"events are {counts.shape}, populations {people.shape}, the standard {weights.shape}: "
            "give areas by bands for both, and the same bands for the standard"
        )
    return counts, people, weights


def _table_checks(counts: Floats, people: Floats, *, empty_bands: bool = False) -> list[checks.Check]:
    short = (people < 0) if empty_bands else (people <= 0)
    return [
        _any_band(
            ~np.isfinite(counts), NotANumber, "events are missing or infinite in band {}: give 0 where there were none"
        ),
        _any_band(~np.isfinite(people), NotANumber, "the population of band {} is missing or infinite: give a number"),
        _any_band(counts < 0, NegativeCount, "events are below nought in band {}: give 0 or more"),
        _any_band(short, NoDenominator, "nobody lives in band {}: join it to the band beside it, in the standard too"),
    ]


def _any_band(mask: Flags, kind: type[RateError], words: str) -> checks.Check:
    return np.any(mask, axis=1), lambda index: kind(words.format(int(np.argmax(mask[index]))))


def _too_few(events: float) -> RateError:
    return TooFewEvents(
        f"{events:g} events are too few to standardise: join areas or years until there are {LEAST_EVENTS}"
    )

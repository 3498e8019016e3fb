"""Two figures beside each other: their difference and their ratio, with an interval. A first and a second, as in first − second.

`difference` and `quotient` take any two intervals, so that what is true of two proportions (Newcombe's method) is the same for two
rates, two means and two surveys; the named functions beside them take the figures themselves.
"""

from typing import NamedTuple

import numpy as np

from tallystick.rates import assembled, checks, limits, simple
from tallystick.rates.model import (
    Interval,
    Intervals,
    Method,
    NoRatio,
    NotComparable,
    Numbers,
    Refusal,
)


class _Pair(NamedTuple):
    refused: tuple[Refusal, ...]
    confidence: float
    multiplier: float


def difference(first: Interval, second: Interval) -> Interval:
    """First − second, of any two intervals of one confidence level and one multiplier (Zou and Donner 2008)."""
    return differences(_many(first), _many(second)).at(0)


def differences(first: Intervals, second: Intervals) -> Intervals:
    """First − second, entry by entry, by adding the squares of the distances to the limits; Newcombe's for two Wilson intervals."""
    refused, confidence, multiplier = _pair(first, second)
    value = first.value - second.value
    both = limits.square_and_add(first.value, (first.lower, first.upper), second.value, (second.lower, second.upper))
    newcombe = first.method is second.method is Method.WILSON
    method = Method.NEWCOMBE if newcombe else Method.MOVER
    found = assembled.intervals(value, both, confidence=confidence, method=method, refused=refused)
    return assembled.stated_per(found, multiplier)


def quotient(first: Interval, second: Interval) -> Interval:
    """First / second, of any two intervals above nought of one confidence level and one multiplier (Donner and Zou 2012)."""
    return quotients(_many(first), _many(second)).at(0)


def quotients(first: Intervals, second: Intervals) -> Intervals:
    """First / second, entry by entry. An entry of which a limit is below nought, or the second is nought, is refused."""
    refused, confidence, _ = _pair(first, second)
    below = (first.lower < 0) | (second.lower < 0)
    nought = (second.value <= 0) | (second.lower <= 0)
    refused = _joined(
        refused,
        checks.refusals(
            [
                (below, lambda index: NoRatio("a limit lies below nought: compare the two by their difference")),
                (nought, lambda index: NoRatio("the second is not surely above nought: compare them by difference")),
            ]
        ),
    )
    with np.errstate(all="ignore"):
        value = first.value / second.value
        both = limits.square_and_add_ratio(
            first.value, (first.lower, first.upper), second.value, (second.lower, second.upper)
        )
    return assembled.intervals(value, both, confidence=confidence, method=Method.MOVER_RATIO, refused=refused)


def proportion_difference(
    first_numerator: float,
    first_denominator: float,
    second_numerator: float,
    second_denominator: float,
    confidence: float = 0.95,
    multiplier: float = 1,
) -> Interval:
    """The difference of two independent proportions with Newcombe's hybrid score interval (1998, method 10)."""
    return difference(
        simple.proportion(first_numerator, first_denominator, confidence, multiplier),
        simple.proportion(second_numerator, second_denominator, confidence, multiplier),
    )


def proportion_differences(
    first_numerators: Numbers,
    first_denominators: Numbers,
    second_numerators: Numbers,
    second_denominators: Numbers,
    confidence: float = 0.95,
    multiplier: float = 1,
) -> Intervals:
    """Differences of pairs of proportions, entry by entry."""
    return differences(
        simple.proportions(first_numerators, first_denominators, confidence, multiplier),
        simple.proportions(second_numerators, second_denominators, confidence, multiplier),
    )


def proportion_ratio(
    first_numerator: float,
    first_denominator: float,
    second_numerator: float,
    second_denominator: float,
    confidence: float = 0.95,
) -> Interval:
    """The ratio of two independent proportions, from their Wilson intervals (Donner and Zou 2012)."""
    return quotient(
        simple.proportion(first_numerator, first_denominator, confidence),
        simple.proportion(second_numerator, second_denominator, confidence),
    )


def proportion_ratios(
    first_numerators: Numbers,
    first_denominators: Numbers,
    second_numerators: Numbers,
    second_denominators: Numbers,
    confidence: float = 0.95,
) -> Intervals:
    """Ratios of pairs of proportions, entry by entry."""
    return quotients(
        simple.proportions(first_numerators, first_denominators, confidence),
        simple.proportions(second_numerators, second_denominators, confidence),
    )


def rate_difference(
    first_events: float,
    first_base: float,
    second_events: float,
    second_base: float,
    confidence: float = 0.95,
    multiplier: float = 1,
) -> Interval:
    """The difference of two rates, from the Poisson limits of each (Zou and Donner 2008)."""
    return difference(
        simple.rate(first_events, first_base, confidence, multiplier),
        simple.rate(second_events, second_base, confidence, multiplier),
    )


def rate_differences(
    first_events: Numbers,
    first_bases: Numbers,
    second_events: Numbers,
    second_bases: Numbers,
    confidence: float = 0.95,
    multiplier: float = 1,
) -> Intervals:
    """Differences of pairs of rates, entry by entry."""
    return differences(
        simple.rates(first_events, first_bases, confidence, multiplier),
        simple.rates(second_events, second_bases, confidence, multiplier),
    )


def rate_ratio(
    first_events: float, first_base: float, second_events: float, second_base: float, confidence: float = 0.95
) -> Interval:
    """The ratio of two rates with its exact limits, given the events of both together (Breslow and Day 1987)."""
    return rate_ratios([first_events], [first_base], [second_events], [second_base], confidence).at(0)


def rate_ratios(
    first_events: Numbers,
    first_bases: Numbers,
    second_events: Numbers,
    second_bases: Numbers,
    confidence: float = 0.95,
) -> Intervals:
    """Ratios of pairs of rates, entry by entry; with bases of 1, of pairs of counts."""
    confidence = checks.level(confidence)
    a, base_a, b, base_b = checks.together(
        first_events=first_events, first_bases=first_bases, second_events=second_events, second_bases=second_bases
    )
    none = (b == 0, lambda index: NoRatio("the second has no events: compare the two rates by their difference"))
    refused = checks.refusals([*checks.fraction(a, base_a), *checks.fraction(b, base_b), none])
    sound = np.isfinite(a) & np.isfinite(b) & (a >= 0) & (b > 0)
    with np.errstate(all="ignore"):
        scale = base_b / base_a
        below, above = limits.conditional(np.where(sound, a, 1.0), np.where(sound, b, 1.0), confidence)
        value, both = a / b * scale, (below * scale, above * scale)
    return assembled.intervals(value, both, confidence=confidence, method=Method.CONDITIONAL, refused=refused)


def mean_difference(first: Numbers, second: Numbers, confidence: float = 0.95) -> Interval:
    """The difference of the means of two lists of values, from the t limits of each (Zou and Donner 2008)."""
    return difference(simple.mean(first, confidence), simple.mean(second, confidence))


def _many(one: Interval) -> Intervals:
    value, lower, upper = np.array([[one.value], [one.lower], [one.upper]])
    none = np.zeros(1, dtype=bool)
    return Intervals(value, lower, upper, one.confidence, one.method, one.multiplier, None, None, none)


def _pair(first: Intervals, second: Intervals) -> _Pair:
    if len(first) != len(second):
        raise NotComparable(f"{len(first)} figures cannot be set beside {len(second)}: give pairs")
    if first.confidence != second.confidence:
        told = f"{first.confidence:.4g} and {second.confidence:.4g}"
        raise NotComparable(f"their confidence levels are {told}: compute both at one level")
    if first.multiplier != second.multiplier:
        raise NotComparable(f"one is per {first.multiplier:g}, the other per {second.multiplier:g}: state both alike")
    return _Pair(_joined(first.refused, second.refused), first.confidence, first.multiplier)


def _joined(first: tuple[Refusal, ...], second: tuple[Refusal, ...]) -> tuple[Refusal, ...]:
    found = {refusal.index: refusal for refusal in (*second, *first)}
    return tuple(found[index] for index in sorted(found))

"""Intervals of single figures: proportions, rates, counts, ratios and means."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tallystick.rates import assembled, checks, limits
from tallystick.rates.limits import EXACT_BELOW
from tallystick.rates.model import (
    DifferentShapes,
    Floats,
    Interval,
    Intervals,
    Method,
    NotANumber,
    Numbers,
    TooFewValues,
)


def proportion(numerator: float, denominator: float, confidence: float = 0.95, multiplier: float = 1) -> Interval:
    """A share with Wilson's score interval. Raises a `RateError` for figures that make none."""
    return proportions([numerator], [denominator], confidence, multiplier).at(0)


def proportions(
    numerators: Numbers, denominators: Numbers, confidence: float = 0.95, multiplier: float = 1
) -> Intervals:
    """Shares with Wilson's score intervals (Wilson 1927), for lists of one length or one denominator for all."""
    parts, whole = checks.together(numerators=numerators, denominators=denominators)
    confidence, multiplier = checks.level(confidence), checks.per(multiplier)
    refused = checks.refusals([*checks.fraction(parts, whole), checks.within(parts, whole)])
    with np.errstate(all="ignore"):
        share = parts / whole
        both = limits.wilson(share, whole, confidence)
    return assembled.intervals(
        share,
        both,
        confidence=confidence,
        method=Method.WILSON,
        multiplier=multiplier,
        numerator=parts,
        denominator=whole,
        refused=refused,
    )


def rate(
    events: float,
    base: float,
    confidence: float = 0.95,
    multiplier: float = 1,
    *,
    exact_below: float = EXACT_BELOW,
) -> Interval:
    """Events per base (per 1,000 with that multiplier); exact limits under ten events, Byar's from ten."""
    return rates([events], [base], confidence, multiplier, exact_below=exact_below).at(0)


def rates(
    events: Numbers,
    bases: Numbers,
    confidence: float = 0.95,
    multiplier: float = 1,
    *,
    exact_below: float = EXACT_BELOW,
) -> Intervals:
    """Rates with the Poisson limits of their events: exact under `exact_below` (0: never), Byar's from there on.

    The base is taken as known. Events may be more than the base, as visits are more than people.
    """
    parts, whole = checks.together(events=events, bases=bases)
    confidence, multiplier = checks.level(confidence), checks.per(multiplier)
    refused = checks.refusals(checks.fraction(parts, whole))
    sound = parts if not refused else np.where(np.isfinite(parts) & (parts >= 0), parts, 0.0)
    with np.errstate(all="ignore"):
        below, above = limits.poisson(sound, confidence, exact_below)
        value, both = parts / whole, (below / whole, above / whole)
    return assembled.intervals(
        value,
        both,
        confidence=confidence,
        method=Method.BYARS,
        multiplier=multiplier,
        numerator=parts,
        denominator=whole,
        exact=sound < exact_below,
        refused=refused,
    )


def count(events: float, confidence: float = 0.95, *, exact_below: float = EXACT_BELOW) -> Interval:
    """A count of events with the Poisson limits of its own chance."""
    return rate(events, 1, confidence, exact_below=exact_below)


def counts(events: Numbers, confidence: float = 0.95, *, exact_below: float = EXACT_BELOW) -> Intervals:
    """Counts of events with their Poisson limits."""
    return rates(events, 1, confidence, exact_below=exact_below)


def ratio(observed: float, expected: float, confidence: float = 0.95, multiplier: float = 1) -> Interval:
    """What was observed to what was expected; only the observed events are subject to chance.

    Where both are counts of events, each with its own chance, `rate_ratio(a, 1, b, 1)` is right.
    """
    return rate(observed, expected, confidence, multiplier)


def ratios(observed: Numbers, expected: Numbers, confidence: float = 0.95, multiplier: float = 1) -> Intervals:
    """Ratios of observed to expected events, with the limits of the observed."""
    return rates(observed, expected, confidence, multiplier)


def mean(values: Numbers, confidence: float = 0.95) -> Interval:
    """The mean of at least two values with Student's t limits."""
    return means([checks.floats(values, "values")], confidence).at(0)


def means(rows: Numbers, confidence: float = 0.95) -> Intervals:
    """The mean of each row, which may differ in length; or of each row of a table, in which NaN is a value that is missing."""
    confidence = checks.level(confidence)
    try:
        table: Floats = np.array(rows, dtype=np.float64) if isinstance(rows, np.ndarray) else _padded(rows)
    except (TypeError, ValueError) as reason:
        raise NotANumber(f"values hold something that is no number ({reason}): give numbers only") from None
    if table.ndim != 2:
        raise DifferentShapes("give one row of values for each mean")
    ragged = not isinstance(rows, np.ndarray)
    known = np.isfinite(table)
    size = known.sum(axis=1).astype(float)
    given = np.array([np.size(row) for row in rows], dtype=float) if ragged else (~np.isnan(table)).sum(axis=1)
    refused = checks.refusals(
        [
            (given > size, lambda index: NotANumber(f"a value of row {index} is missing or infinite: give numbers")),
            (
                size < 2,
                lambda index: TooFewValues(f"a mean of {size[index]:.0f} values has no limits: give two or more"),
            ),
        ]
    )
    with np.errstate(all="ignore"):
        value = np.where(known, table, 0.0).sum(axis=1) / size
        spread = np.where(known, table - value[:, None], 0.0)
        error = np.sqrt((spread**2).sum(axis=1) / (size - 1) / size)
        reach = limits.student(np.maximum(size - 1, 1), confidence) * error
        both = value - reach, value + reach
    return assembled.intervals(
        value,
        both,
        confidence=confidence,
        method=Method.STUDENT,
        denominator=size,
        refused=refused,
    )


def _padded(rows: Sequence[Numbers]) -> Floats:
    sizes = [np.size(row) for row in rows]
    table = np.full((len(rows), max(sizes, default=0)), np.nan)
    for index, row in enumerate(rows):
        table[index, : sizes[index]] = np.ravel(np.array(row, dtype=np.float64))
    return table


def at_confidences(
    confidences: Sequence[float], make: Callable[..., Interval], *figures: Any, **named: Any
) -> tuple[Interval, ...]:
    """The same figure at several levels: `at_confidences((0.95, 0.998), rates.rate, 12, 5, multiplier=1000)`."""
    return tuple(make(*figures, confidence=confidence, **named) for confidence in confidences)

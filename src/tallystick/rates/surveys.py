"""What a survey found, with the chance of its sample: a weighted or clustered sample says less than as many people asked at random.

The result comes in the unit of the multiplier: 77.4 of a base of 1,012 with multiplier 100 is 77.4%.
"""

import numpy as np

from tallystick.rates import assembled, checks, limits
from tallystick.rates.checks import Check
from tallystick.rates.model import (
    AboveDenominator,
    BaseTooSmall,
    DifferentShapes,
    Floats,
    Interval,
    Intervals,
    Method,
    NotANumber,
    Numbers,
    RateError,
)

LEAST_BASE = 30


class DesignError(RateError):
    """A design effect of 0 or below, or an effective base above the base."""


def survey(
    value: float,
    base: float,
    *,
    design_effect: float | None = None,
    effective_base: float | None = None,
    confidence: float = 0.95,
    multiplier: float = 1,
    least_base: float = LEAST_BASE,
) -> Interval:
    """A survey's share with Wilson's limits on its effective base. Raises `BaseTooSmall` where that is under `least_base`.

    The effective base is given, or is the base over the design effect, or is the base itself: a simple random sample.
    """
    return surveys(
        [value],
        [base],
        design_effects=None if design_effect is None else [design_effect],
        effective_bases=None if effective_base is None else [effective_base],
        confidence=confidence,
        multiplier=multiplier,
        least_base=least_base,
    ).at(0)


def surveys(
    values: Numbers,
    bases: Numbers,
    *,
    design_effects: Numbers | None = None,
    effective_bases: Numbers | None = None,
    confidence: float = 0.95,
    multiplier: float = 1,
    least_base: float = LEAST_BASE,
) -> Intervals:
    """Surveys' shares with Wilson's limits on the effective bases; those of too small a base are refused."""
    if design_effects is not None and effective_bases is not None:
        raise DesignError("a design effect and an effective base are given: give one of them")
    confidence, multiplier = checks.level(confidence), checks.per(multiplier)
    effects = 1.0 if design_effects is None else design_effects
    share, base, effect, effective = checks.together(
        values=values,
        bases=bases,
        design_effects=effects,
        effective_bases=bases if effective_bases is None else effective_bases,
    )
    with np.errstate(all="ignore"):
        share, effective = share / multiplier, effective / effect
    refused = checks.refusals(_checks(share, base, effect, effective, multiplier, least_base))
    with np.errstate(all="ignore"):
        both, agreeing = limits.wilson(share, effective, confidence), share * effective
    return assembled.intervals(
        share,
        both,
        confidence=confidence,
        method=Method.WILSON_EFFECTIVE,
        multiplier=multiplier,
        numerator=agreeing,
        denominator=effective,
        refused=refused,
    )


def _checks(
    share: Floats, base: Floats, effect: Floats, effective: Floats, multiplier: float, least_base: float
) -> list[Check]:
    above = f"is above {multiplier:g}: give the multiplier the result is stated in (100 for per cent)"
    return [
        checks.finite(share, "result"),
        checks.finite(base, "base"),
        (
            ~(np.isfinite(effect) & (effect > 0)),
            lambda index: DesignError(
                f"a design effect of {effect[index]:g} is none: it is above 0, and 1 for a simple random sample"
            ),
        ),
        checks.finite(effective, "effective base"),
        checks.not_negative(share, "result"),
        checks.above_nought(base, "base"),
        checks.above_nought(effective, "effective base"),
        (share > 1, lambda index: AboveDenominator(f"the result {share[index] * multiplier:g} {above}")),
        (
            effective < least_base,
            lambda index: BaseTooSmall(
                f"the effective base {effective[index]:,.4g} is under {least_base:g}: such a result is not shown"
            ),
        ),
    ]


def effective_base(weights: Numbers) -> float:
    """How many people asked at random would say as much as these, by their weights: (Σw)² / Σw² (Kish 1965)."""
    found = checks.floats(weights, "weights")
    if found.ndim != 1 or not len(found):
        raise DifferentShapes("give the weight of each person asked, one after another")
    for refusal in checks.refusals([checks.finite(found, "weight"), checks.not_negative(found, "weight")]):
        raise refusal.error
    if not found.any():
        raise NotANumber("every weight is 0: nobody counts")
    return float(found.sum() ** 2 / (found @ found))

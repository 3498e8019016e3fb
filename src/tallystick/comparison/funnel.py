"""Funnel limits: how far from the common value an area of each size may lie by chance alone.

A league table makes small areas first and last, since small areas vary most; a funnel shows which of them are out of the ordinary
(Spiegelhalter 2005). An area lies outside exactly if its own interval leaves the common value out: the limits of proportions are
those of Wilson's interval turned round, those of rates of the exact Poisson interval turned round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tallystick.comparison.model import ComparisonError, Floats, NothingToCompare, Whole
from tallystick.rates import checks, limits
from tallystick.rates.model import Numbers, Refusal
from tallystick.status import Polarity

# Beyond so many events the normal limits are the same to the eye, and the exact ones strain the arithmetic.
EXACT_UP_TO = 1e9


class Kind(StrEnum):
    """What is compared: shares of a base, or events per base, which may exceed it."""

    PROPORTION = "proportion"
    RATE = "rate"


@dataclass(frozen=True, slots=True, eq=False)
class FunnelLimits:
    """The limits at one confidence level, one pair for each base."""

    confidence: float
    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Funnel:
    """Areas in a funnel. `outside` is, for each, how many of the levels it lies beyond: above is positive, below negative.

    `dispersion` is how much the areas vary, with the tenth at each end drawn in: about two thirds by chance alone, and above 1 where
    they differ beyond it, so that lying outside is nothing out of the ordinary. `widened` says that the limits allow for that.
    """

    common: float
    values: Floats
    levels: tuple[FunnelLimits, ...]
    outside: Whole
    dispersion: float
    widened: bool
    multiplier: float
    refused: tuple[Refusal, ...] = ()


@np.errstate(all="ignore")
def funnel(
    numerators: Numbers,
    denominators: Numbers,
    kind: Kind,
    *,
    common: float | None = None,
    confidences: Sequence[float] = (0.95, 0.998),
    multiplier: float = 1,
    widen: bool = False,
) -> Funnel:
    """Each area beside the common value (the sum of numerators over that of denominators, unless it is given).

    `common` is in the unit of the multiplier. `widen` allows for the variation between areas beyond chance.
    """
    parts, whole = checks.together(numerators=numerators, denominators=denominators)
    multiplier = checks.per(multiplier)
    wrong = [checks.within(parts, whole)] if kind is Kind.PROPORTION else []
    refused = checks.refusals([*checks.fraction(parts, whole), *wrong])
    sound = np.ones(len(parts), dtype=bool)
    sound[[refusal.index for refusal in refused]] = False
    centre = _common(parts[sound], whole[sound], kind, None if common is None else common / multiplier)
    values = np.divide(parts, whole, out=np.full(len(parts), np.nan), where=sound)
    spread = _dispersion(values[sound], whole[sound], centre, kind)
    stretch = float(np.sqrt(max(spread, 1.0))) if widen else 1.0
    bases = np.where(sound, whole, 1.0)
    levels, outside = [], np.zeros(len(parts), dtype=np.int64)
    for confidence in sorted(checks.level(each) for each in confidences):
        below, above = funnel_limits(centre, bases, kind, confidence, stretch=stretch)
        outside += (values > above).astype(np.int64) - (values < below)
        blank = np.where(sound, multiplier, np.nan)
        levels.append(FunnelLimits(confidence, below * blank, above * blank))
    return Funnel(centre * multiplier, values * multiplier, tuple(levels), outside, spread, widen, multiplier, refused)


def funnel_limits(
    common: float, bases: Floats, kind: Kind, confidence: float, *, stretch: float = 1.0
) -> tuple[Floats, Floats]:
    """The limits for areas of these bases about a common value; for drawing, any bases will do.

    `stretch` widens them by a factor, for areas that differ beyond chance; those of rates are then the normal ones.
    """
    z = limits.deviate(confidence) * stretch
    if kind is Kind.PROPORTION:
        reach = z * np.sqrt(common * (1 - common) / bases)
        return np.maximum(common - reach, 0), np.minimum(common + reach, 1)
    expected = np.asarray(common * bases, dtype=float)
    below, above = expected - z * np.sqrt(expected), expected + z * np.sqrt(expected)
    exact = (expected < EXACT_UP_TO) & (stretch == 1)
    if exact.any():
        below[exact], above[exact] = _exact(expected[exact], confidence)
    return np.maximum(below, 0) / bases, above / bases


def _exact(expected: Floats, confidence: float) -> tuple[Floats, Floats]:
    """The counts whose exact upper and whose exact lower Poisson limit are what is expected."""
    from scipy import special

    tail = (1 - confidence) / 2
    return special.chdtriv(1 - tail, 2 * expected) / 2 - 1, special.chdtriv(tail, 2 * expected) / 2


def standing(outside: int, levels: int, polarity: Polarity) -> str:
    """An area's position in words: `better than chance explains (beyond the outer limit)`."""
    if outside == 0:
        return "within what chance explains"
    higher, lower = {
        Polarity.HIGHER_IS_BETTER: ("better", "worse"),
        Polarity.LOWER_IS_BETTER: ("worse", "better"),
    }.get(polarity, ("higher", "lower"))
    limit = "the outer limit" if abs(outside) == levels > 1 else "the inner limit" if levels > 1 else "the limit"
    return f"{higher if outside > 0 else lower} than chance explains (beyond {limit})"


def _common(parts: Floats, whole: Floats, kind: Kind, given: float | None) -> float:
    if not len(parts):
        raise NothingToCompare("no area has a numerator and a denominator: there is no funnel")
    found = float(parts.sum() / whole.sum()) if given is None else given
    if not 0 < found < (1 if kind is Kind.PROPORTION else float("inf")):
        raise ComparisonError(f"a common value of {found:g} leaves nothing to chance: there is no funnel")
    return found


def _dispersion(values: Floats, bases: Floats, common: float, kind: Kind) -> float:
    """The mean square of the standardised distances, the tenth at each end drawn in (Spiegelhalter 2005)."""
    variance = common * (1 - common) if kind is Kind.PROPORTION else common
    scores = (values - common) * np.sqrt(bases / variance)
    low, high = np.quantile(scores, [0.1, 0.9])
    return float(np.mean(np.clip(scores, low, high) ** 2))

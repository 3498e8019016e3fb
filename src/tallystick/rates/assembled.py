"""From limits to a result: scaled, with the refused entries blank and named."""

from dataclasses import replace

import numpy as np

from tallystick.rates import checks
from tallystick.rates.limits import Limits
from tallystick.rates.model import Flags, Floats, Intervals, Method, NotANumber, Refusal


def intervals(
    value: Floats,
    limits: Limits,
    *,
    confidence: float,
    method: Method,
    multiplier: float = 1.0,
    numerator: Floats | None = None,
    denominator: Floats | None = None,
    exact: Flags | None = None,
    refused: tuple[Refusal, ...] = (),
) -> Intervals:
    """Scale the value and its limits, blank what was refused, and refuse what grew too large to be a number."""
    with np.errstate(all="ignore"):
        scaled = np.stack([value, *limits]) * multiplier
    refused = _with_spilled(refused, np.any(~np.isfinite(scaled), axis=0))
    if refused:
        scaled[:, [refusal.index for refusal in refused]] = np.nan
    exact = np.zeros(len(value), dtype=bool) if exact is None else exact
    return Intervals(
        scaled[0], scaled[1], scaled[2], confidence, method, multiplier, numerator, denominator, exact, refused
    )


def _with_spilled(refused: tuple[Refusal, ...], spilled: Flags) -> tuple[Refusal, ...]:
    spilled[[refusal.index for refusal in refused]] = False
    if not spilled.any():
        return refused
    more = checks.refusals(
        [(spilled, lambda index: NotANumber("a limit is too large for a number: check the figures"))]
    )
    return tuple(sorted([*refused, *more], key=lambda refusal: refusal.index))


def stated_per(found: Intervals, multiplier: float) -> Intervals:
    """The same intervals, which are already scaled, with what they are stated per."""
    return replace(found, multiplier=multiplier)

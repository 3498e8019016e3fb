"""From limits to a result: scaled, with the refused entries blank and named."""

from dataclasses import replace

import numpy as np

from tallystick.rates import checks
from tallystick.rates.limits import Limits
from tallystick.rates.model import Flags, Floats, Intervals, Method, NotANumber, RateError, Refusal


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
        scaled = [np.asarray(part * multiplier) for part in (value, *limits)]
    spilled = ~(np.isfinite(scaled[0]) & np.isfinite(scaled[1]) & np.isfinite(scaled[2]))
    refused = _with_spilled(refused, spilled)
    if refused:
        where = [refusal.index for refusal in refused]
        for part in scaled:
            part[where] = np.nan
    exact = np.zeros(len(scaled[0]), dtype=bool) if exact is None else exact
    return Intervals(*scaled, confidence, method, multiplier, numerator, denominator, exact, refused)


def _with_spilled(refused: tuple[Refusal, ...], spilled: Flags) -> tuple[Refusal, ...]:
    known = {refusal.index for refusal in refused}
    if spilled.sum() <= len(known) and all(spilled[index] for index in known):
        return refused

    def error(index: int) -> RateError:
        return NotANumber("its value or a limit is too large for a number: check the figures")

    more = [refusal for refusal in checks.refusals([(spilled, error)]) if refusal.index not in known]
    return tuple(sorted([*refused, *more], key=lambda refusal: refusal.index))


def stated_per(found: Intervals, multiplier: float) -> Intervals:
    """The same intervals, which are already scaled, with what they are stated per."""
    return replace(found, multiplier=multiplier)

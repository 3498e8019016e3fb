"""The limits themselves, on counts and shares: Wilson's, Byar's, the exact Poisson limits and Student's.

Everything is an array. SciPy is loaded where a quantile needs it, since the command line must start at once.
"""

from functools import cache
from statistics import NormalDist

import numpy as np

from tallystick.rates.model import Floats

EXACT_BELOW = 10  # events under which Byar's approximation gives way to the exact limits, as PHEindicatormethods has it

Limits = tuple[Floats, Floats]


@cache
def deviate(confidence: float) -> float:
    """The standard normal deviate of a two-sided level: 1.96 for 0.95."""
    return -NormalDist().inv_cdf((1 - confidence) / 2)


def wilson(share: Floats, base: Floats, confidence: float) -> Limits:
    """Wilson's score limits of a share of a base (Wilson 1927; Newcombe 1998, method 3)."""
    z = deviate(confidence)
    middle = 2 * base * share + z * z
    spread = z * np.sqrt(z * z + 4 * base * share * (1 - share))
    below, above = (middle - spread) / (2 * (base + z * z)), (middle + spread) / (2 * (base + z * z))
    # The limit at the end of the scale is that end itself; only rounding says otherwise.
    return np.where(share <= 0, 0.0, np.minimum(below, share)), np.where(share >= 1, 1.0, np.maximum(above, share))


def poisson(events: Floats, confidence: float, exact_below: float = EXACT_BELOW) -> Limits:
    """Limits of a count: Byar's from `exact_below` events, the exact ones under it."""
    below, above = byars(events, confidence)
    few = events < exact_below
    if few.any():
        below[few], above[few] = exact(events[few], confidence)
    return below, above


def byars(events: Floats, confidence: float) -> Limits:
    """Byar's approximation (Breslow and Day 1987, p. 69). A lower limit under none is none."""
    z = deviate(confidence)
    some, more = np.maximum(events, np.finfo(float).tiny), events + 1
    below = some * np.maximum(1 - 1 / (9 * some) - z / (3 * np.sqrt(some)), 0) ** 3
    return np.where(events > 0, below, 0.0), more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3


def exact(events: Floats, confidence: float) -> Limits:
    """The exact Poisson limits from the chi-squared distribution (Garwood 1936).

    Whole counts come from a table, since ten values serve any number of areas; parts of events are computed one by one.
    """
    whole = np.mod(events, 1) == 0
    if not whole.all() or (events >= EXACT_BELOW).any():
        return _exact(events, confidence)
    below, above = _table(confidence)
    index = events.astype(np.intp)
    return below[index], above[index]


@cache
def _table(confidence: float) -> Limits:
    return _exact(np.arange(EXACT_BELOW, dtype=float), confidence)


def _exact(events: Floats, confidence: float) -> Limits:
    from scipy import special

    tail = (1 - confidence) / 2
    some = np.maximum(events, np.finfo(float).tiny)
    below = np.where(events > 0, special.gammaincinv(some, tail), 0.0)
    return below, np.asarray(special.gammainccinv(events + 1, tail))


def student(freedom: Floats, confidence: float) -> Floats:
    """The two-sided quantile of Student's t."""
    from scipy import special

    return -np.asarray(special.stdtrit(freedom, (1 - confidence) / 2))


def square_and_add(a: Floats, a_limits: Limits, b: Floats, b_limits: Limits) -> Limits:
    """Limits of a − b from the limits of each (Newcombe 1998, method 10; Zou and Donner 2008)."""
    down = np.hypot(a - a_limits[0], b_limits[1] - b)
    up = np.hypot(a_limits[1] - a, b - b_limits[0])
    return a - b - down, a - b + up


def square_and_add_ratio(a: Floats, a_limits: Limits, b: Floats, b_limits: Limits) -> Limits:
    """Limits of a / b from the limits of each (Donner and Zou 2012), for values of at least 0 and b above it.

    The lower limit is written with the root below the line, so that it holds too where the upper limit of b is twice b.
    """
    lower_a, upper_a = a_limits[0] * (2 * a - a_limits[0]), a_limits[1] * (2 * a - a_limits[1])
    lower_b, upper_b = b_limits[0] * (2 * b - b_limits[0]), b_limits[1] * (2 * b - b_limits[1])
    down, up = np.maximum((a * b) ** 2 - lower_a * upper_b, 0), np.maximum((a * b) ** 2 - upper_a * lower_b, 0)
    return np.where(a > 0, lower_a / (a * b + np.sqrt(down)), 0.0), (a * b + np.sqrt(up)) / lower_b


def conditional(a: Floats, b: Floats, confidence: float) -> Limits:
    """Exact limits of the ratio of two Poisson counts, given their total (Breslow and Day 1987); b above 0."""
    from scipy import special

    tail = (1 - confidence) / 2
    some = np.maximum(a, np.finfo(float).tiny)
    below = np.where(a > 0, np.asarray(special.betaincinv(some, b + 1, tail)), 0.0)
    rest = np.asarray(special.betaincinv(b, a + 1, tail))  # one minus the upper share: no digits are lost near one
    # Next to the smallest numbers there are, a limit would round past the ratio itself.
    return np.minimum(below / (1 - below), a / b), np.maximum((1 - rest) / rest, a / b)

"""How wide: the variance of an outturn from the method's own surprises, and the intervals and chances that follow.

A forecast path is a sum of surprises yet to come, each carried on by the method's impulse, and of what was estimated. The variance of
any weighted sum of it is therefore exact given the method (Hyndman and others 2008, chapter 6; Hyndman and Athanasopoulos, 5.5), and
Student's t makes good for the few figures that the size of a surprise is told from.
"""

import numpy as np
from numpy.typing import ArrayLike

from tallystick.forecast.methods import Floats, Run
from tallystick.forecast.model import Interval, Spread
from tallystick.forecast.path import Path

LIKELY, WIDE = 0.80, 0.95
TRUSTED = 2


def factor(run: Run, weights: Floats, row: int, guessed: float = 0.0) -> float:
    """The variance of the weighted sum of the path, in units of one surprise's, as seen from a starting point."""
    reaches = np.convolve(weights[::-1], run.impulse)[: len(weights)]
    owed = run.doubt[row] @ (run.reach @ weights) ** 2
    return float(reaches @ reaches + owed) + guessed


def surprises(run: Run, path: Path) -> tuple[Floats, Floats]:
    """From the figures before every starting point: the size of one surprise, and how many it was told from, (n + 1,) each.

    A surprise of the past holds what was then unknown of the estimates as well, which is taken off: for the average this gives the
    usual standard deviation exactly.
    """
    errors = path.values - run.ahead[:-1, 0]
    inflated = 1 + run.doubt[:-1] @ (run.reach[:, 0] ** 2)
    squares = np.where(path.seen, errors**2 / inflated, np.nan)
    times = np.concatenate([[0], np.cumsum(~np.isnan(squares))])
    sums = np.concatenate([[0.0], np.cumsum(np.nan_to_num(squares))])
    return np.sqrt(sums / np.maximum(times, 1)), times.astype(float)


def factors(run: Run, adds_up: bool) -> Floats:
    """The same for every starting point and every distance, of the running total or of each period by itself: (n + 1, H)."""
    horizon = len(run.impulse)
    weights = np.tri(horizon) if adds_up else np.eye(horizon)
    now = len(run.doubt) - 1
    fixed = np.array([factor(run, row, now) for row in weights])
    owed = run.doubt @ (run.reach @ weights.T) ** 2
    return np.asarray(fixed + owed - owed[now])


def widening(run: Run, missed: Floats, size: float, adds_up: bool) -> float:
    """By how much past forecasts missed more than the method's own theory allows, as a factor of at least 1.

    Surprises that follow one another tell that the method is not the whole truth, and show only in errors several periods ahead. What
    is found is trusted the more, the more separate stretches of that length it was found in.
    """
    horizon = missed.shape[1]
    if horizon == 1 or not size:
        return 1.0
    far = slice(horizon // 2, horizon)
    squares = (missed[:, far] / size) ** 2 / factors(run, adds_up)[:, far]
    known = ~np.isnan(squares)
    if not known.any():
        return 1.0
    stretches = known.any(axis=1).sum() / horizon
    excess = max(float(squares[known].mean()) - 1, 0.0)
    return float(np.sqrt(1 + excess * stretches / (stretches + TRUSTED)))


def interval(spread: Spread, share: float) -> Interval:
    """The middle `share` of the distribution."""
    half = spread.scale * float(quantile(0.5 + share / 2, spread.freedom)) if spread.scale else 0.0
    return Interval(kept(spread.middle - half, spread), kept(spread.middle + half, spread))


def kept(value: float, spread: Spread) -> float:
    """The value, or the limit that it passes."""
    value = value if spread.least is None else max(value, spread.least)
    return float(value if spread.most is None else min(value, spread.most))


def quantile(share: float, freedom: ArrayLike) -> Floats:
    """Of Student's t."""
    from scipy.special import stdtrit

    return np.asarray(stdtrit(freedom, share), dtype=float)


def below(spread: Spread, limit: float) -> float:
    """The chance of an outturn of at most `limit`."""
    from scipy.special import stdtr

    if spread.least is not None and limit < spread.least:
        return 0.0
    if spread.most is not None and limit >= spread.most:
        return 1.0
    if not spread.scale:
        return float(spread.middle <= limit)
    return float(stdtr(spread.freedom, (limit - spread.middle) / spread.scale))

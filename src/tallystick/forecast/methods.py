"""The simple methods, each run from every starting point of a series at once.

A run holds what would have been forecast at every point of the past and, in its last row, what is forecast now. Everything else
(which method is best, how wide the interval must be, how past forecasts fared) is read off it, so that the forecast that is given and the
ones it is judged by are made in the same way.

The error of a forecast is written in the innovations form: a surprise moves the figure `i` periods later by `impulse[i]` of its
size. What is estimated (an average, a drift) adds `doubt` times the square of its effect on the path (`reach`).
Hyndman and Athanasopoulos, *Forecasting: principles and practice*, 3rd edition, 5.2 and 5.5.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tallystick.forecast.model import Method

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Run:
    """One method on one series of n figures, up to H periods ahead.

    `ahead` (n + 1, H): row o holds what follows the first o figures, NaN where there were too few.
    `impulse` (H,): the part of a surprise that is still there i periods later; impulse[0] is 1.
    `doubt` (n + 1, K), `reach` (K, H): the variance of what was estimated, in units of the surprises', and how the path depends on it.
    """

    method: Method
    ahead: Floats
    impulse: Floats
    doubt: Floats
    reach: Floats


def naive(values: Floats, horizon: int, season: int) -> Run:
    """The last figure."""
    count = len(values)
    ahead = np.full((count + 1, horizon), np.nan)
    ahead[1:] = values[:, None]
    return Run(Method.NAIVE, ahead, np.ones(horizon), np.zeros((count + 1, 0)), np.zeros((0, horizon)))


def average(values: Floats, horizon: int, season: int) -> Run:
    """The mean of all figures, whose own variance is one n-th of theirs."""
    count = len(values)
    known = np.arange(1, count + 1)
    ahead = np.full((count + 1, horizon), np.nan)
    ahead[1:] = (np.cumsum(values) / known)[:, None]
    impulse = np.zeros(horizon)
    impulse[0] = 1
    return Run(Method.AVERAGE, ahead, impulse, _shares(count, 0), np.ones((1, horizon)))


def drift(values: Floats, horizon: int, season: int) -> Run:
    """The last figure, and the mean change between the first and the last added for every period."""
    count = len(values)
    steps = np.arange(1, horizon + 1)
    ahead = np.full((count + 1, horizon), np.nan)
    slopes = (values[1:] - values[0]) / np.arange(1, count)
    ahead[2:] = values[1:, None] + slopes[:, None] * steps
    return Run(Method.DRIFT, ahead, np.ones(horizon), _shares(count, 1), steps[None, :].astype(float))


def seasonal_naive(values: Floats, horizon: int, season: int) -> Run:
    """The figure of the like period a year before."""
    count = len(values)
    ahead = _last_year(values, horizon, season)
    return Run(Method.SEASONAL_NAIVE, ahead, _yearly(horizon, season), np.zeros((count + 1, 0)), np.zeros((0, horizon)))


def seasonal_drift(values: Floats, horizon: int, season: int) -> Run:
    """The figure of the like period a year before, and the mean change over a year added for every year."""
    count = len(values)
    years = np.asarray(np.arange(horizon) // season + 1, dtype=float)
    ahead = _last_year(values, horizon, season)
    changes = np.full(count + 1, np.nan)
    if count > season:
        differences = values[season:] - values[:-season]
        changes[season + 1 :] = np.cumsum(differences) / np.arange(1, len(differences) + 1)
    ahead = ahead + changes[:, None] * years
    return Run(Method.SEASONAL_DRIFT, ahead, _yearly(horizon, season), _shares(count, season), years[None, :])


def _last_year(values: Floats, horizon: int, season: int) -> Floats:
    count = len(values)
    ahead = np.full((count + 1, horizon), np.nan)
    like = np.arange(count + 1)[:, None] + np.arange(horizon) % season - season
    rows = np.arange(count + 1) >= season
    ahead[rows] = values[like[rows]]
    return ahead


def _yearly(horizon: int, season: int) -> Floats:
    return np.asarray(np.arange(horizon) % season == 0, dtype=float)


def _shares(count: int, spent: int) -> Floats:
    """One over the number of figures, or of differences, that an estimate rests on, for every starting point."""
    known = np.arange(count + 1) - spent
    return (1.0 / np.maximum(known, 1))[:, None]


Simple = Callable[[Floats, int, int], Run]
PLAIN: tuple[Simple, ...] = (naive, average, drift)
SEASONAL: tuple[Simple, ...] = (seasonal_naive, seasonal_drift)

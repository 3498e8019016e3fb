"""A series of figures and what is asked of it: how many periods ahead, and how the figures ahead make the year's.

This is the form that all methods work on. The outturn is `so_far` plus the sum of the figures ahead, each with its weight, so that a
total, a year-end position and a rate (with the denominators of last year as weights) are one and the same question.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tallystick.forecast.methods import Floats
from tallystick.forecast.model import FEWEST, FURTHEST, Cannot, ForecastError

# Forty years of months: older figures say nothing of this year's end, and a series that never ends must not cost for ever.
LONGEST = 480


@dataclass(frozen=True, slots=True)
class Path:
    """n figures in order with their gaps filled, `seen` where they were known, and the weights of the H that follow.

    `adds_up`: the year is made of its periods, so that what is ahead is judged by its running total; otherwise each by itself.
    `share`: the weight of the figures in `so_far`; `guessed`: the sum of the squares of those of them that were filled.
    `averaged`: all weights together are 1, as they are for a rate and for a mean.
    """

    values: Floats
    seen: NDArray[np.bool_]
    season: int
    weights: Floats
    so_far: float = 0.0
    adds_up: bool = False
    share: float = 0.0
    guessed: float = 0.0
    averaged: bool = False

    @property
    def year_so_far(self) -> float | None:
        """What is known of a year that adds up: its total, or its rate, so far."""
        if not self.adds_up or (self.averaged and not self.share):
            return None
        return self.so_far / self.share if self.averaged else self.so_far

    @property
    def horizon(self) -> int:
        """How many periods are ahead."""
        return len(self.weights)


def clean(values: Floats, season: int, counted: NDArray[np.bool_] | None = None) -> tuple[Floats, NDArray[np.bool_]]:
    """The figures from the first known to the last, with the gaps between them filled, and which of them were known.

    A gap is filled by a straight line between its neighbours; where there are two full years, between what remains of the neighbours
    when the usual figure of their season is taken off. `counted` says which of the figures may be judged by, where not all may.
    """
    found = np.asarray(values, dtype=float)
    if found.ndim != 1:
        raise ForecastError("give the figures of one series in one row")
    if np.isinf(found).any():
        raise ForecastError(
            f"figure {int(np.argmax(np.isinf(found))) + 1} is infinite: give a number, or NaN where none is known"
        )
    known = np.flatnonzero(~np.isnan(found))
    if not len(known):
        return found[:0], np.zeros(0, dtype=bool)
    kept = slice(max(known[0], known[-1] + 1 - LONGEST), known[-1] + 1)
    found = found[kept]
    present = ~np.isnan(found)
    filled = found if present.all() else _filled(found, present, season)
    return filled, present if counted is None else present & counted[kept]


def _filled(values: Floats, seen: NDArray[np.bool_], season: int) -> Floats:
    usual = _usual(values, seen, season)
    places = np.arange(len(values))
    level = np.interp(places, places[seen], (values - usual)[seen])
    return np.where(seen, values, level + usual)


def _usual(values: Floats, seen: NDArray[np.bool_], season: int) -> Floats:
    if season == 1 or len(values) < 2 * season:
        return np.zeros(len(values))
    turn = np.arange(len(values)) % season
    times = np.bincount(turn, seen, season)
    if (times == 0).any():
        return np.zeros(len(values))
    return (np.bincount(turn, np.where(seen, values, 0.0), season) / times)[turn]


def why_not(values: Floats, seen: NDArray[np.bool_], left: int) -> Cannot | None:
    """Why nothing can be forecast from these figures."""
    if seen.sum() < FEWEST:
        return Cannot.TOO_SHORT
    if seen.sum() * 2 < len(values):
        return Cannot.TOO_GAPPY
    return Cannot.TOO_FAR if left > FURTHEST else None

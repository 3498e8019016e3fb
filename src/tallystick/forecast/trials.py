"""The back-test: every method is tried on the series itself, from every starting point of its past, and the best is taken.

Errors are measured as the question is asked: of the running total where the year adds up, of each period where it does not; over all
periods ahead that matter now. A method's score is its mean error as a share of the naive method's from the same starts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tallystick.forecast import methods, smoothing
from tallystick.forecast.methods import Floats, Run
from tallystick.forecast.model import Method, Trial
from tallystick.forecast.path import Path

EARLIEST = 3
FEWEST_STARTS = 3
FEWEST_FOR_A_TREND = 8
LEAST_GAIN = 0.05
CAUTION = 0.5
ORDER = tuple(Method)


@dataclass(frozen=True, slots=True)
class Tried:
    """A run with its errors: `missed` (n + 1, H) as the question is asked, NaN where nothing is known to compare with; its trial."""

    run: Run
    missed: Floats
    trial: Trial


def runs(path: Path) -> list[Run]:
    """Every method that the series is long enough for."""
    values, season, horizon = path.values, path.season, path.horizon
    found = [make(values, horizon, season) for make in methods.PLAIN]
    plain, damped = smoothing.plain(values, path.seen, horizon)
    found += [plain, damped] if len(values) >= FEWEST_FOR_A_TREND else [plain]
    if season > 1 and len(values) >= season + FEWEST_STARTS:
        found += [make(values, horizon, season) for make in methods.SEASONAL]
    if season > 1 and len(values) >= 2 * season + FEWEST_STARTS:
        found.append(smoothing.seasonal(values, path.seen, horizon, season))
    return found


def choose(path: Path) -> tuple[Tried, tuple[Tried, ...]]:
    """The method to use, and all that were tried, the simplest first."""
    actual = ahead_of(path)
    found = runs(path)
    yardstick = missed(found[0], actual, path.adds_up)
    tried = [_tried(run, missed(run, actual, path.adds_up), yardstick) for run in found]
    tried.sort(key=lambda one: ORDER.index(one.run.method))
    able = [one for one in tried if one.trial.starts >= FEWEST_STARTS and one.trial.score is not None] or tried[:1]
    best = min(_score(one) for one in able)
    chosen = next((one for one in able if _score(one) <= best * (1 + margin(one.trial.starts))), able[0])
    return chosen, tuple(tried)


def _score(one: Tried) -> float:
    return np.inf if one.trial.score is None else one.trial.score


def margin(starts: int) -> float:
    """By how much a method must beat a simpler one: more where there were few trials, since luck is large in few."""
    return max(LEAST_GAIN, CAUTION / float(np.sqrt(max(starts, 1))))


def ahead_of(path: Path) -> Floats:
    """What came after every starting point, (n + 1, H); NaN beyond the end and where the figure was filled."""
    known = np.concatenate([np.where(path.seen, path.values, np.nan), np.full(path.horizon, np.nan)])
    return np.lib.stride_tricks.sliding_window_view(known, path.horizon)[: len(path.values) + 1]


def missed(run: Run, actual: Floats, adds_up: bool) -> Floats:
    """What came less what was forecast."""
    errors = actual - run.ahead
    errors[:EARLIEST] = np.nan
    return np.cumsum(errors, axis=1) if adds_up else errors


def _tried(run: Run, errors: Floats, yardstick: Floats) -> Tried:
    both = ~np.isnan(errors) & ~np.isnan(yardstick)
    starts = int(both.any(axis=1).sum())
    naive = _mean_size(yardstick, both)
    score = _mean_size(errors, both) / naive if naive > 0 else None
    return Tried(run, errors, Trial(run.method, score, starts))


def _mean_size(errors: Floats, where: NDArray[np.bool_]) -> float:
    return float(np.abs(errors[where]).mean()) if where.any() else 0.0

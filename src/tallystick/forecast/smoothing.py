"""Exponential smoothing, over a grid of its parameters at once and with the parameters chosen afresh at every starting point.

The models are the additive ones of the innovations state space: (A,N,N), (A,Ad,N), (A,N,A) and (A,Ad,A) in Hyndman, Koehler, Ord and
Snyder, *Forecasting with exponential smoothing* (2008). A fit of these by likelihood takes a tenth of a second to two seconds a series;
the sum of squares is flat about its best, so that a grid loses next to nothing, costs a few milliseconds, is the same on every machine,
and gives an honest record: at every point of the past the parameters are those that had done best until then.

The first figures are not "initial states" to be estimated. The gain begins as that of a plain average and falls to its constant,
α / (1 − (1 − α)ᵗ), so that little data is averaged and much is discounted.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tallystick.forecast.methods import Floats, Run
from tallystick.forecast.model import Method

LEVEL = np.linspace(0, 1, 21)
FEW_LEVELS = np.array([0.02, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9])
TRENDS = np.array([0.05, 0.15, 0.3])
DAMPING = np.array([0.8, 0.92, 0.98])
PATTERNS = np.array([0.0, 0.1, 0.3, 0.6])


@dataclass(frozen=True, slots=True)
class Grid:
    """The parameters tried, one place each: of the level, of the trend (a share of the level's), its damping, of the season."""

    level: Floats
    trend: Floats
    damping: Floats
    pattern: Floats

    @property
    def size(self) -> int:
        """How many combinations."""
        return len(self.level)


def grid(*axes: Floats) -> Grid:
    """Every combination of the axes (level, trend, damping, pattern)."""
    level, trend, damping, pattern = (axis.ravel() for axis in np.meshgrid(*axes, indexing="ij"))
    return Grid(level, trend, damping, pattern)


def both(one: Grid, other: Grid) -> Grid:
    """The places of one grid and then those of the other."""
    return Grid(*(np.concatenate([getattr(one, name), getattr(other, name)]) for name in Grid.__slots__))


NOTHING = np.array([0.0])
ONE = np.array([1.0])
SIMPLE = grid(LEVEL, NOTHING, ONE, NOTHING)
DAMPED = grid(FEW_LEVELS, TRENDS, DAMPING, NOTHING)


UNSEASONAL = both(SIMPLE, DAMPED)
PATTERNED = both(
    grid(FEW_LEVELS, NOTHING, ONE, PATTERNS),
    grid(FEW_LEVELS, np.array([0.1]), np.array([0.92]), PATTERNS),
)


@dataclass(frozen=True, slots=True)
class States:
    """Level, trend and season after every figure, and the error before it, for every place of the grid: (n + 1, G) each.

    `season` holds at row t what was learnt of the season of figure t − 1; `start` is how many figures were used to begin with.
    """

    level: Floats
    trend: Floats
    season: Floats
    error: Floats
    start: int

    def part(self, places: slice) -> "States":
        """Of some places of the grid only."""
        return replace(self, **{name: getattr(self, name)[:, places] for name in ("level", "trend", "season", "error")})


def plain(values: Floats, seen: NDArray[np.bool_], horizon: int) -> tuple[Run, Run]:
    """Simple exponential smoothing, and smoothing with a trend that fades: run in one go, since the steps cost more than the places."""
    states = smooth(values, 1, UNSEASONAL)
    cuts = ((Method.SMOOTHING, slice(0, SIMPLE.size), SIMPLE), (Method.DAMPED_TREND, slice(SIMPLE.size, None), DAMPED))
    first, second = (_run(method, states.part(cut), seen, horizon, 1, tried) for method, cut, tried in cuts)
    return first, second


def seasonal(values: Floats, seen: NDArray[np.bool_], horizon: int, season: int) -> Run:
    """Level, season and, where it helped, a trend that fades. Needs two full years to begin with."""
    return _run(Method.SEASONAL_SMOOTHING, smooth(values, season, PATTERNED), seen, horizon, season, PATTERNED)


def smooth(values: Floats, season: int, tried: Grid) -> States:
    """Run the recursions over the figures, all places of the grid side by side."""
    count, size = len(values), tried.size
    start, level, trend, pattern = _beginnings(values, season, size)
    levels, trends, errors = (np.full((count + 1, size), np.nan) for _ in range(3))
    seasons = np.zeros((count + 1, size))
    seasons[1 : start + 1] = pattern
    levels[start], trends[start] = level, trend
    level_gains, pattern_gains = _all_gains(tried, count, season)
    for time in range(start, count):
        at = time + 1
        fading = tried.damping * trend
        steady = level + fading
        pattern_now = seasons[at - season] if season > 1 else 0.0
        error = values[time] - steady - pattern_now
        learnt = level_gains[at] * error
        level = steady + learnt
        trend = fading + tried.trend * learnt
        if season > 1:
            seasons[at] = pattern_now + pattern_gains[time // season] * (error - learnt)
        levels[at], trends[at], errors[at] = level, trend, error
    return States(levels, trends, seasons, errors, start)


def _all_gains(tried: Grid, count: int, season: int) -> tuple[Floats, Floats]:
    """Of the level after every figure, (n + 1, G), and of the pattern in every year."""
    times = np.maximum(np.arange(count + 1), 1)[:, None]
    years = np.arange(1, count // season + 2 if season > 1 else 2)[:, None]
    return gains(tried.level, times), gains(tried.pattern, years)


def gains(parameter: Floats, times: int | NDArray[np.int_]) -> Floats:
    """The weight of the newest of so many figures in their discounted average: one over their number where nothing is discounted."""
    with np.errstate(invalid="ignore"):
        weight = parameter / (1 - (1 - parameter) ** times)
    return np.asarray(np.where(parameter == 0, 1 / np.asarray(times), weight))


def _beginnings(values: Floats, season: int, size: int) -> tuple[int, Floats, Floats, Floats]:
    """The first figure and no trend; of seasonal models the level, slope and pattern of the first two years."""
    if season == 1:
        return 1, np.full(size, values[0]), np.zeros(size), np.zeros((1, size))
    first, second = values[:season], values[season : 2 * season]
    slope = (second.mean() - first.mean()) / season
    middle = (2 * season - 1) / 2
    flat = values[: 2 * season] - slope * (np.arange(2 * season) - middle)
    pattern = (flat[:season] + flat[season:]) / 2 - flat.mean()
    level = flat.mean() + slope * middle
    return 2 * season, np.full(size, level), np.zeros(size), np.tile(pattern, 2)[:, None].repeat(size, axis=1)


def _run(method: Method, states: States, seen: NDArray[np.bool_], horizon: int, season: int, tried: Grid) -> Run:
    count = len(seen)
    best = _best_so_far(states, seen)
    rows = np.arange(states.start, count + 1)
    chosen = best[rows]
    ahead = np.full((count + 1, horizon), np.nan)
    faded = _faded(tried.damping, horizon)
    path = states.level[rows, chosen][:, None] + states.trend[rows, chosen][:, None] * faded[chosen]
    if season > 1:
        like = rows[:, None] + np.arange(horizon) % season - season + 1
        path = path + states.season[like, chosen[:, None]]
    ahead[rows] = path
    last = int(best[count])
    impulse = impulse_of(tried, last, horizon, season)
    doubt, reach = _doubt(tried, last, count, horizon, season)
    return Run(method, ahead, impulse, doubt, reach)


def _best_so_far(states: States, seen: NDArray[np.bool_]) -> NDArray[np.intp]:
    """For every starting point the place with the least squared error over the figures before it."""
    squares = np.nan_to_num(states.error) ** 2
    squares[1:][~seen] = 0
    return np.asarray(np.argmin(np.cumsum(squares, axis=0), axis=1))


def _faded(damping: Floats, horizon: int) -> Floats:
    """φ + φ² + … + φʰ, (G, H)."""
    return np.cumsum(damping[:, None] ** np.arange(1, horizon + 1), axis=1)


def impulse_of(tried: Grid, place: int, horizon: int, season: int) -> Floats:
    """What is left of a surprise, period by period, with the parameters in that place of the grid."""
    level, trend = tried.level[place], tried.level[place] * tried.trend[place]
    impulse = np.ones(horizon)
    impulse[1:] = level + trend * _faded(tried.damping, horizon)[place, : horizon - 1]
    if season > 1:
        later = np.arange(1, horizon) % season == 0
        impulse[1:] += later * (1 - level) * tried.pattern[place]
    return impulse


def _doubt(tried: Grid, place: int, count: int, horizon: int, season: int) -> tuple[Floats, Floats]:
    """What is still owed to the beginning: the gain above its constant, of the level and of each season."""
    times = np.maximum(np.arange(count + 1), 1)
    level = gains(tried.level[place], times) - tried.level[place]
    reach = np.ones((1, horizon))
    if season == 1:
        return level[:, None], reach
    pattern = gains(tried.pattern[place], np.maximum(times // season, 1)) - tried.pattern[place]
    wheel = np.asarray(np.arange(horizon) % season == np.arange(min(season, horizon))[:, None], dtype=float)
    return np.column_stack([level, np.repeat(pattern[:, None], len(wheel), axis=1)]), np.vstack([reach, wheel])

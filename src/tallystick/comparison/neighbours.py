"""Which areas are most like an area, by characteristics such as density, age and deprivation.

Every characteristic is standardised to mean 0 and standard deviation 1 over the areas given, and the distance is Euclidean, as in the
published nearest-neighbour models. Which characteristics count, and how much, is the caller's to say: a published list of neighbours
is better than one's own, and can be used instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tallystick.comparison.model import ComparisonError, Floats, NothingToCompare, UnknownArea
from tallystick.rates.model import Numbers


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An area, its distance in standard deviations, and the same from 0 (itself) to 1 (the least alike of all)."""

    area: str
    distance: float
    relative: float


def nearest(
    area: str,
    areas: Sequence[str],
    characteristics: Numbers,
    *,
    weights: Numbers | None = None,
    count: int = 15,
) -> tuple[Neighbour, ...]:
    """The areas most like one, nearest first; equally near ones in the order given. Characteristics are areas by characteristics."""
    table = standardised(characteristics, weights)
    if len(areas) != len(table):
        raise ComparisonError(
            f"there are {len(areas)} areas and {len(table)} rows of characteristics: give one row each"
        )
    if len(set(areas)) != len(areas):
        raise ComparisonError("an area is named twice: give each once")
    if area not in areas:
        raise UnknownArea(f"{area} is not among the {len(areas)} areas compared")
    own = list(areas).index(area)
    away = np.sqrt(((table - table[own]) ** 2).sum(axis=1))
    farthest = float(away.max()) or 1.0
    order = [index for index in np.argsort(away, kind="stable").tolist() if index != own][: max(count, 0)]
    return tuple(Neighbour(areas[index], float(away[index]), float(away[index]) / farthest) for index in order)


def distances(characteristics: Numbers, *, weights: Numbers | None = None) -> Floats:
    """The distance of every area from every other: a square with noughts on its diagonal."""
    table = standardised(characteristics, weights)
    square = (table**2).sum(axis=1)
    found = np.sqrt(np.maximum(square[:, None] + square[None, :] - 2 * table @ table.T, 0))
    np.fill_diagonal(found, 0)
    return np.asarray(found)


def standardised(characteristics: Numbers, weights: Numbers | None = None) -> Floats:
    """The characteristics with mean 0 and standard deviation 1 (of the areas themselves), times the root of their weights."""
    try:
        table = np.array(characteristics, dtype=float)
    except (TypeError, ValueError) as reason:
        raise ComparisonError(f"a characteristic is no number ({reason}): give numbers only") from None
    if table.ndim != 2 or len(table) < 2 or not table.shape[1]:
        raise NothingToCompare("give two areas or more, a row each, with the same characteristics")
    for row, column in np.argwhere(~np.isfinite(table)).tolist():
        raise NothingToCompare(
            f"characteristic {column} of area {row} is missing: give it, or leave out the one or the other"
        )
    same = np.flatnonzero(np.ptp(table, axis=0) == 0)
    if len(same):
        raise NothingToCompare(f"characteristic {same[0]} is the same everywhere: leave it out")
    with np.errstate(all="ignore"):
        found = (table - table.mean(axis=0)) / table.std(axis=0) * np.sqrt(_weights(weights, table.shape[1]))
    if not np.isfinite(found).all():
        raise NothingToCompare("a characteristic is too large or too small for a number: give it in another unit")
    return np.asarray(found)


def _weights(weights: Numbers | None, count: int) -> Floats:
    found = np.ones(count) if weights is None else np.array(weights, dtype=float)
    if found.shape != (count,) or not (np.isfinite(found).all() and (found >= 0).all() and found.any()):
        raise ComparisonError(f"give {count} weights of 0 or more, not all of them 0")
    return found

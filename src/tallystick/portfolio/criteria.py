"""Projects in order by stated criteria and weights, and how far that order hangs on the weights.

A weighted sum of scores, each brought to 0 to 1 by its criterion's scale. A ranking is an argument, not a measurement: so with it comes
what would have to be thought differently for another project to come first, exactly for one weight at a time, and by drawing
weights at random (from a given seed) for all at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tallystick.portfolio.model import PortfolioError

Scores = NDArray[np.float64]
TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that projects are judged by. Without a scale (`low` to `high`) the lowest and highest score given are its ends."""

    key: str
    weight: float
    name: str = ""
    higher_is_better: bool = True
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A project in the ranking: its score from 0 to 1 and what each criterion adds to it. Equal scores share a rank."""

    key: str
    rank: int
    score: float
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Turn:
    """How far one weight can move before another project comes first, the others keeping their proportions.

    `weight` is the share now; first place holds from `low` to `high`. `nearest` is the share at which it goes, to `then`; None where no weight
    of this criterion changes it.
    """

    criterion: str
    weight: float
    low: float
    high: float
    nearest: float | None
    then: str

    @property
    def change(self) -> float | None:
        """The smallest change of the share that changes first place."""
        return None if self.nearest is None else abs(self.nearest - self.weight)


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a project can come. `one_weight` are its best and worst rank while any one weight moves within the given range, exactly;
    the rest comes from drawn weights: best, worst, the ranks between which nine in ten fall, and how often it comes first.
    """

    key: str
    rank: int
    one_weight: tuple[int, int]
    drawn: tuple[int, int]
    nine_in_ten: tuple[int, int]
    first: float


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity:
    """How far a ranking hangs on its weights. `ahead[i, j]` is how often project i comes before j (in the order of `spreads`)."""

    turns: tuple[Turn, ...]
    spreads: tuple[Spread, ...]
    ahead: Scores
    draws: int

    @property
    def smallest(self) -> Turn | None:
        """The weight whose smallest change puts another project first; None where no single weight can."""
        found = [turn for turn in self.turns if turn.change is not None]
        return min(found, key=lambda turn: (turn.change or 0.0, turn.criterion), default=None)


def ranking(criteria: Sequence[Criterion], scores: Mapping[str, Mapping[str, float]]) -> tuple[Place, ...]:
    """Projects by their weighted sum, the best first; equal ones by key. `scores` holds for each project one of every criterion.

    Raises `PortfolioError` for a missing score: it is not nought, and leaving it out would change the weights.
    """
    keys, scaled, weights = _scaled(criteria, scores)
    parts = scaled * weights
    total = parts.sum(axis=1)
    ranks = _ranks(total[None, :])[0]
    places = [
        Place(key, int(ranks[at]), float(total[at]), {one.key: float(parts[at, k]) for k, one in enumerate(criteria)})
        for at, key in enumerate(keys)
    ]
    return tuple(sorted(places, key=lambda place: (place.rank, place.key)))


def sensitivity(
    criteria: Sequence[Criterion],
    scores: Mapping[str, Mapping[str, float]],
    seed: int,
    within: float = 0.1,
    draws: int = 2000,
    concentration: float = 50.0,
) -> Sensitivity:
    """How the ranking answers to its weights.

    `within` is how far one share moves either way for `one_weight` (0.1: ten points in the hundred). Drawn weights follow a Dirichlet
    distribution about the stated shares; the greater `concentration`, the closer (50: a share of 0.25 varies by about 0.06).
    """
    keys, scaled, weights = _scaled(criteria, scores)
    places = {place.key: place.rank for place in ranking(criteria, scores)}
    turns = tuple(_turn(one.key, k, keys, scaled, weights) for k, one in enumerate(criteria))
    reach = _reach(scaled, weights, within)
    generator = np.random.Generator(np.random.PCG64DXSM(seed))
    drawn = generator.dirichlet(np.maximum(weights, 1e-6) * concentration, size=draws)
    totals = drawn @ scaled.T
    ranks = _ranks(totals)
    low, high = np.quantile(ranks, (0.05, 0.95), axis=0, method="inverted_cdf")
    order = sorted(range(len(keys)), key=lambda at: (places[keys[at]], keys[at]))
    spreads = tuple(
        Spread(
            keys[at],
            places[keys[at]],
            (int(reach[0][at]), int(reach[1][at])),
            (int(ranks[:, at].min()), int(ranks[:, at].max())),
            (int(low[at]), int(high[at])),
            float((ranks[:, at] == 1).mean()),
        )
        for at in order
    )
    return Sensitivity(turns, spreads, _ahead(totals[:, order]), draws)


def _scaled(
    criteria: Sequence[Criterion], scores: Mapping[str, Mapping[str, float]]
) -> tuple[list[str], Scores, Scores]:
    """Scores from 0 (worst) to 1 (best), projects by criteria, and the weights as shares of 1."""
    if not criteria or not scores:
        raise PortfolioError("a ranking needs a criterion and a project at least")
    weights = np.array([one.weight for one in criteria], dtype=float)
    if not (np.isfinite(weights).all() and (weights >= 0).all() and weights.sum() > 0):
        raise PortfolioError("weights must be 0 or more, and one of them above: mend the weights")
    for key, row in scores.items():
        for one in criteria:
            if not np.isfinite(row.get(one.key, np.nan)):
                raise PortfolioError(
                    f"{key} has no score for {one.name or one.key}: give one, or leave it out of the ranking"
                )
    raw = np.array([[row[one.key] for one in criteria] for row in scores.values()], dtype=float)
    columns = [_column(one, raw[:, k]) for k, one in enumerate(criteria)]
    return list(scores), np.column_stack(columns), weights / weights.sum()


def _column(one: Criterion, raw: Scores) -> Scores:
    low = float(raw.min()) if one.low is None else one.low
    high = float(raw.max()) if one.high is None else one.high
    if raw.min() < low or raw.max() > high:
        raise PortfolioError(
            f"a score for {one.name or one.key} lies outside its scale of {low:g} to {high:g}: mend it"
        )
    if high == low:
        return np.full(raw.shape, 0.5)  # all alike: the criterion says nothing
    share = (raw - low) / (high - low)
    return share if one.higher_is_better else 1.0 - share


def _ranks(totals: Scores) -> NDArray[np.int64]:
    """For each row of totals the rank of every project: one more than are clearly better."""
    ordered = -np.sort(-totals, axis=1)
    return (
        np.stack([np.searchsorted(-row, -(line + TIE), side="left") for row, line in zip(ordered, totals, strict=True)])
        + 1
    )


def _line(k: int, scaled: Scores, weights: Scores) -> tuple[Scores, Scores]:
    """Every total as a straight line in the share of criterion k: at 0, and its slope. The others keep their proportions."""
    rest = np.delete(weights, k)
    others = np.delete(scaled, k, axis=1)
    share = rest / rest.sum() if rest.sum() > 0 else np.full(len(rest), 1 / max(1, len(rest)))
    at_zero = others @ share if len(rest) else scaled[:, k]
    return at_zero, scaled[:, k] - at_zero


def _turn(criterion: str, k: int, keys: list[str], scaled: Scores, weights: Scores) -> Turn:
    """From the one that comes first (of equal ones the first by key) the crossings with all the others."""
    now, (level, slope) = float(weights[k]), _line(k, scaled, weights)
    totals = level + slope * now
    leader = min(np.flatnonzero(totals >= totals.max() - TIE), key=lambda at: keys[at])
    gap, closing = totals[leader] - totals, slope - slope[leader]
    with np.errstate(divide="ignore", invalid="ignore"):
        at = now + np.where(np.abs(closing) > TIE, np.maximum(gap, 0.0) / closing, np.inf)
    up = [(at[j], keys[j]) for j in range(len(keys)) if j != leader and closing[j] > TIE and at[j] < 1]
    down = [(at[j], keys[j]) for j in range(len(keys)) if j != leader and closing[j] < -TIE and at[j] > 0]
    high = min(up, default=(np.inf, ""))
    low = max(down, key=lambda pair: (pair[0], pair[1]), default=(-np.inf, ""))
    nearest = min((high, low), key=lambda pair: abs(pair[0] - now))
    found = np.isfinite(nearest[0])
    return Turn(
        criterion, now, float(max(low[0], 0.0)), float(min(high[0], 1.0)),
        float(nearest[0]) if found else None, nearest[1] if found else "",
    )  # fmt: skip


def _reach(scaled: Scores, weights: Scores, within: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The best and worst rank of each project while one weight moves: exact, since ranks change only where lines cross.

    Those clearly before a project at the lower end are counted; from there on each crossing lets one join them or leave them. Where
    several cross at once those that leave go first, as at that very point none of them is clearly before it.
    """
    count = len(scaled)
    best, worst = np.full(count, count), np.ones(count, dtype=int)
    for k, now in enumerate(weights):
        level, slope = _line(k, scaled, weights)
        low, high = max(0.0, now - within), min(1.0, now + within)
        gap, closing = level - level[:, None] - TIE, slope - slope[:, None]
        joins, leaves = closing > TIE, closing < -TIE
        at = np.full(gap.shape, np.inf)
        np.divide(-gap, closing, out=at, where=joins | leaves)
        before = np.where(joins, at < low, np.where(leaves, at > low, gap > 0)).sum(axis=1)
        steps = (joins & (at >= low) & (at < high)).astype(int) - (leaves & (at > low) & (at <= high))
        order = np.lexsort((joins, at), axis=1)
        along = before[:, None] + np.cumsum(np.take_along_axis(steps, order, axis=1), axis=1)
        best = np.minimum(best, np.minimum(before, along.min(axis=1)) + 1)
        worst = np.maximum(worst, np.maximum(before, along.max(axis=1)) + 1)
    return best, worst


def _ahead(totals: Scores) -> Scores:
    """How often each comes before each other; a tie counts for neither."""
    return np.stack([(totals[:, [at]] > totals + TIE).mean(axis=0) for at in range(totals.shape[1])])

"""Where an area stands among others: its rank and its quarter, best first.

Areas without a value are left out of the base, never ranked last. Areas of one value share the better rank, and the next rank is
left free, as in sport. Quarters are those of PHEindicatormethods, by rank.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tallystick.comparison.model import ComparisonError, Floats, NoTarget, NoValue, Place, UnknownArea, Whole
from tallystick.status import Polarity

LEAST_FOR_QUARTERS = 8  # two areas in each quarter: with fewer, a quarter is a name for a rank


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Ranks of many measures at once: rows of areas. A rank and a quarter of 0 is none: no value, or too few areas."""

    rank: Whole
    tied: Whole
    quarter: Whole
    of: Whole


def place(
    values: Mapping[str, float | None],
    area: str,
    polarity: Polarity,
    *,
    target: float | None = None,
    least: int = LEAST_FOR_QUARTERS,
) -> Place:
    """An area's rank and quarter among the areas of a mapping, in which None is an area without a value.

    Where near is best the target is needed. Raises `UnknownArea` or `NoValue` for an area that has no place.
    """
    if area not in values:
        raise UnknownArea(f"{area} is not among the {len(values)} areas compared")
    row = np.array([np.nan if value is None else float(value) for value in values.values()])
    index = list(values).index(area)
    if np.isinf(row).any():
        raise ComparisonError("a value is infinite: give a number, or None where there is none")
    if np.isnan(row[index]):
        raise NoValue(f"{area} has no value: it has no place among the others")
    found = places(row[None, :], polarity, target=target, least=least)
    rank, tied, quarter = (int(part[0, index]) for part in (found.rank, found.tied, found.quarter))
    of = int(found.of[0])
    return Place(rank, of, tied, quarter or None, "" if quarter else _why_no_quarter(of, tied, least))


def places(
    values: Floats, polarity: Polarity, *, target: float | None = None, least: int = LEAST_FOR_QUARTERS
) -> Places:
    """Ranks and quarters of every area in every row; NaN is an area without a value."""
    rows = worst_last(values, polarity, target)
    rank, tied = _ranks(rows)
    of = (rank > 0).sum(axis=1)
    quarter = _shares(rank, of, 4)
    quarter[(of < max(least, 4)) | (tied.max(axis=1, initial=0) + 1 == of)] = 0
    return Places(rank, tied, quarter, of)


def quantiles(values: Floats, count: int, polarity: Polarity, *, target: float | None = None) -> Whole:
    """The quantile of every value, 1 for the best; 0 for no value and for every one where there are fewer areas than quantiles."""
    if count < 2:
        raise ComparisonError(f"{count} quantiles divide nothing: give two or more")
    rank, _ = _ranks(worst_last(np.atleast_2d(values), polarity, target))
    of = (rank > 0).sum(axis=1)
    found = _shares(rank, of, count)
    found[of < count] = 0
    return found.reshape(np.shape(values))


def worst_last(values: Floats, polarity: Polarity, target: float | None = None) -> Floats:
    """The values turned so that the best is the least: for ranking from small to large."""
    rows = np.array(values, dtype=float)
    rows[np.isinf(rows)] = np.nan
    if polarity is Polarity.NEAR_IS_BEST:
        if target is None:
            raise NoTarget("where near is best a target is needed: give the value that is aimed at")
        return np.asarray(np.abs(rows - target))
    return rows if polarity is Polarity.LOWER_IS_BETTER else -rows


def _ranks(rows: Floats) -> tuple[Whole, Whole]:
    """The rank of each entry, from the least, and how many others share it; 0 for NaN. Two sorts, whatever the ties."""
    order = np.argsort(rows, axis=1, kind="stable")
    ordered = np.take_along_axis(rows, order, axis=1)
    column = np.broadcast_to(np.arange(rows.shape[1]), rows.shape)
    begins = np.ones(rows.shape, dtype=bool)
    begins[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    first = np.maximum.accumulate(np.where(begins, column, 0), axis=1)
    ends = np.ones(rows.shape, dtype=bool)
    ends[:, :-1] = begins[:, 1:]
    last = np.minimum.accumulate(np.where(ends, column, rows.shape[1])[:, ::-1], axis=1)[:, ::-1]
    rank, tied = np.empty(rows.shape, dtype=np.int64), np.empty(rows.shape, dtype=np.int64)
    np.put_along_axis(rank, order, first + 1, axis=1)
    np.put_along_axis(tied, order, last - first, axis=1)
    known = ~np.isnan(rows)
    return np.where(known, rank, 0), np.where(known, tied, 0)


def _shares(rank: Whole, of: Whole, count: int) -> Whole:
    return np.where(rank > 0, (rank - 1) * count // np.maximum(of, 1)[:, None] + 1, 0)


def _why_no_quarter(of: int, tied: int, least: int) -> str:
    if of < max(least, 4):
        return f"{of} areas are too few for quarters: {max(least, 4)} are needed"
    return "every area has the same value" if tied + 1 == of else "no quarter"

"""What people hand over, made into arrays: directions, targets, phases, and which series cannot be used."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tallystick.spc.vocabulary import Codes, Floats, Places, SpcError
from tallystick.status import Polarity

# Which way is better, as a sign. Where near is best, or nothing is, neither direction is.
DIRECTIONS = {Polarity.HIGHER_IS_BETTER: 1, Polarity.LOWER_IS_BETTER: -1, Polarity.NEAR_IS_BEST: 0, Polarity.NONE: 0}
# Sums and squares of larger values would leave the range of floating-point numbers.
LARGEST = 1e150

Improvement = Polarity | Sequence[Polarity] | npt.NDArray[np.integer]


def directions(improvement: Improvement, number: int) -> Codes:
    """The direction of improvement of each series: 1, -1, or 0 where neither is better."""
    if isinstance(improvement, Polarity):
        return np.full(number, DIRECTIONS[improvement], dtype=np.int8)
    if isinstance(improvement, np.ndarray):
        given = improvement.astype(np.int8)
    else:
        given = np.array([DIRECTIONS[polarity] for polarity in improvement], dtype=np.int8)
    if given.shape != (number,) or np.any(np.abs(given) > 1):
        raise SpcError(f"{given.size} directions of improvement for {number} series: give 1, -1 or 0 for each")
    return given


def targets(target: npt.ArrayLike | None, number: int) -> Floats:
    """The target of each series, NaN for none."""
    given = np.asarray(np.nan if target is None else target, dtype=np.float64)
    if np.isinf(given).any():
        raise SpcError("a target is infinite: give a number, or none")
    if given.ndim and given.shape != (number,):
        raise SpcError(f"{given.size} targets for {number} series: give one for all or one for each")
    return np.array(np.broadcast_to(given, (number,)))


def beginnings(rebase: npt.ArrayLike, number: int, periods: int) -> Places:
    """The places where phases begin in a table: each series' first period, and those of `rebase`.

    `rebase` holds numbers of periods, of which those beyond the table are ignored, or is a table of true and false.
    """
    given = np.asarray(rebase)
    begins = np.zeros((number, periods), dtype=np.bool_)
    begins[:, :1] = True
    if given.dtype == np.bool_:
        if given.shape != begins.shape:
            raise SpcError(f"rebase is shaped {given.shape} and the table {begins.shape}: give them one shape")
        begins |= given
    elif given.size:
        begins[:, given[(given >= 0) & (given < periods)].astype(np.intp)] = True
    return np.flatnonzero(begins)


def unusable(values: Floats, series: Places) -> dict[int, str]:
    """What is wrong with each series of a flat row that holds an infinite or an enormous value, by the number of the series."""
    if max(np.fmax.reduce(values, initial=0.0), -np.fmin.reduce(values, initial=0.0)) <= LARGEST:
        return {}
    places = np.flatnonzero(np.abs(values) > LARGEST)
    numbers, first = np.unique(np.searchsorted(series, places, side="right") - 1, return_index=True)
    return {int(number): why_unusable(float(values[places[at]])) for number, at in zip(numbers, first, strict=True)}


def why_unusable(value: float) -> str:
    """What is wrong with one value, and what to do."""
    kind = "is not finite" if np.isinf(value) else "is too large to compute with"
    return f"the value {value} {kind}: correct it, or leave it out as missing"


def emptied(values: Floats, series: Places, bad: dict[int, str]) -> Floats:
    """A copy of a flat row in which the bad series have no values."""
    copy = values.copy()
    for number in bad:
        copy[series[number] : series[number + 1]] = np.nan
    return copy

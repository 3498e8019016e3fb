"""Many forecasts at once, on as many processes as are given. A series that cannot be asked is reported, and the others are answered.

The methods of a single series already run all their parameters and starting points side by side; what is left to gain across series is
cores. Processes are started fresh, so that the answers are those of a single one, in the order asked.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tallystick.forecast.methods import Floats
from tallystick.forecast.model import Failed, ForecastError, Makeup, Outturn
from tallystick.forecast.outturn import ahead, outturn
from tallystick.periods import Period
from tallystick.series import Series

T = TypeVar("T")
CHUNK = 64
FEW = 16 * CHUNK  # below this, starting processes costs more than they save


@dataclass(frozen=True, slots=True)
class Ask:
    """A series and what is asked of it, as `outturn` takes it."""

    series: Series
    year: Period | None = None
    makeup: Makeup | None = None
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Strip:
    """Figures in a row and what is asked of them, as `ahead` takes it; or why they are no row."""

    values: Floats
    left: int
    begun: int
    why: str = ""


def outturns(many: Iterable[Series | Ask], *, workers: int = 1) -> tuple[Outturn | Failed, ...]:
    """The outturn of every series, in their order."""
    asks = [one if isinstance(one, Ask) else Ask(one) for one in many]
    return _each(_answer, asks, workers)


def aheads(
    ids: ArrayLike,
    order: ArrayLike,
    values: ArrayLike,
    *,
    until: int,
    begins: int | None = None,
    season: int = 1,
    least: float | None = None,
    most: float | None = None,
    workers: int = 1,
) -> tuple[NDArray[np.generic], tuple[Outturn | Failed, ...]]:
    """The same for a long table: which series, which period (a whole number, neighbours differ by one), which figure.

    `until` is the number of the year's last period. With `begins`, that of its first, the outturn is the total of the year; without,
    it is the figure of its last period. Gives the ids in order, and an outturn or a failure for each.
    """
    names, rows = np.unique(np.asarray(ids), return_inverse=True)
    times, figures = np.asarray(order), np.asarray(values, dtype=float)
    if not len(rows) == len(times) == len(figures):
        raise ForecastError(f"{len(rows)} ids, {len(times)} periods and {len(figures)} figures: give as many of each")
    sort = np.lexsort((times, rows))
    cuts = np.flatnonzero(np.diff(rows[sort])) + 1
    strips = [
        _strip(found, told, until, begins)
        for found, told in zip(np.split(times[sort], cuts), np.split(figures[sort], cuts), strict=True)
        if len(found)
    ]
    settings = {"season": season, "adds_up": begins is not None, "least": least, "most": most}
    return names, _each(partial(_strip_answer, settings=settings), strips, workers)


def _strip(times: NDArray[np.generic], figures: Floats, until: int, begins: int | None) -> Strip:
    numbers = times.astype(np.int64)
    known = numbers <= until
    numbers, figures = numbers[known], figures[known]
    nothing = Strip(np.zeros(0), 0, 0)
    if not len(numbers):
        return nothing
    twice = np.flatnonzero(np.diff(numbers) == 0)
    if len(twice):
        return Strip(nothing.values, 0, 0, f"there are two figures of period {numbers[twice[0]]}: give one")
    row = np.full(numbers[-1] - numbers[0] + 1, np.nan)
    row[numbers - numbers[0]] = figures
    begun = 0 if begins is None else int(numbers[-1]) - begins + 1
    return Strip(row, until - int(numbers[-1]), begun)


def _answer(ask: Ask) -> Outturn:
    return outturn(ask.series, year=ask.year, makeup=ask.makeup, least=ask.least, most=ask.most)


def _strip_answer(strip: Strip, settings: dict[str, float | bool | None]) -> Outturn:
    if strip.why:
        raise ForecastError(strip.why)
    return ahead(strip.values, left=strip.left, begun=strip.begun, **settings)  # type: ignore[arg-type]


def _each(answer: Callable[[T], Outturn], asks: Sequence[T], workers: int) -> tuple[Outturn | Failed, ...]:
    numbered = list(enumerate(asks))
    one = partial(_one, answer)
    if workers <= 1 or len(numbered) < FEW:
        return tuple(map(one, numbered))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return tuple(pool.map(one, numbered, chunksize=CHUNK))


def _one(answer: Callable[[T], Outturn], numbered: tuple[int, T]) -> Outturn | Failed:
    index, ask = numbered
    try:
        return answer(ask)
    except ValueError as error:
        return Failed(index, str(error))

"""Series with seasons: like is compared with like.

A winter value beyond the limits of a year is not news. With three full cycles each season's usual share of the year is known, and taken
out before the chart is drawn; with fewer, each value is set against the like period a cycle before, and the differences are charted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from tallystick.periods import Frequency
from tallystick.series import Series
from tallystick.spc import limits as limits_of
from tallystick.spc.labels import Label, Number, points_of
from tallystick.spc.single import Chart, chart
from tallystick.spc.vocabulary import Flags, Floats, SpcError
from tallystick.status import Polarity

LEAST_CYCLES = 3
CYCLES = {Frequency.MONTH: 12, Frequency.QUARTER: 4, Frequency.HALF_YEAR: 2}
# How improbable the differences between seasons must be by chance before a series is called seasonal.
SEASONAL_FROM = 0.01


class SeasonalMethod(StrEnum):
    """How the season was dealt with."""

    RATIO = "ratio"
    LIKE_PERIOD = "like_period"

    @property
    def words(self) -> str:
        """As a person reads it."""
        if self is SeasonalMethod.RATIO:
            return "with each season’s usual share of the year taken out"
        return "as differences from the like period a year before"


@dataclass(frozen=True, slots=True)
class SeasonalChart:
    """The chart of a series without its season: of adjusted values, or of differences from like periods.

    `factors` are the shares of the seasons, beginning with that of the first point and averaging 1; none for differences.
    """

    chart: Chart
    method: SeasonalMethod
    factors: tuple[float, ...] = ()


def seasonal_chart(
    values: Series | Sequence[Number],
    *,
    cycle: int | None = None,
    labels: Sequence[Label] | None = None,
    improvement: Polarity = Polarity.HIGHER_IS_BETTER,
    screen: bool = True,
) -> SeasonalChart:
    """The chart of a series with a season of `cycle` points (for a `Series` of months, quarters or half years, a year of them).

    The ratio to a centred average is used where three full cycles of values above nought are there, else differences from the like
    period. There is no assurance: a target is for values, not for what is left of them. Raises `SpcError` without a cycle.
    """
    cycle = cycle or _cycle_of(values)
    names, numbers = points_of(values, labels)
    factors = seasonal_factors(numbers[None, :], cycle)[0]
    if np.isnan(factors).any():
        changes = numbers[cycle:] - numbers[:-cycle]
        drawn = chart(changes.tolist(), labels=names[cycle:], improvement=improvement, screen=screen)
        return SeasonalChart(drawn, SeasonalMethod.LIKE_PERIOD)
    adjusted = numbers / factors[np.arange(len(numbers)) % cycle]
    drawn = chart(adjusted.tolist(), labels=names, improvement=improvement, screen=screen)
    return SeasonalChart(drawn, SeasonalMethod.RATIO, tuple(factors.tolist()))


def deseasonalised(values: npt.ArrayLike, cycle: int) -> Floats:
    """A table (series, periods) with each season's usual share taken out; NaN throughout for a series of which it is not known."""
    table = _table(values, cycle)
    factors = seasonal_factors(table, cycle)
    return np.asarray(table / factors[:, np.arange(table.shape[1]) % cycle])


def seasonal_factors(values: npt.ArrayLike, cycle: int) -> Floats:
    """The share of each season, (series, cycle), as the mean ratio of its values to their centred average; the shares average 1.

    NaN for a series without three full cycles, with a season that has no ratio, or with a value that is not above nought.
    """
    table = _table(values, cycle)
    seasons = np.arange(table.shape[1]) % cycle
    ratios = _ratios(table, cycle)
    total, number = np.zeros((len(table), cycle)), np.zeros((len(table), cycle))
    for season in range(cycle):
        of_season = ratios[:, seasons == season]
        total[:, season] = np.nansum(of_season, axis=1)
        number[:, season] = np.sum(~np.isnan(of_season), axis=1)
    means = limits_of.divided(total, number)
    factors = limits_of.divided(means * cycle, means.sum(axis=1, keepdims=True))
    factors[~_can_adjust(table, cycle)] = np.nan
    return factors


def seasonal(values: npt.ArrayLike, cycle: int) -> Flags:
    """Whether each series of a table is seasonal: whether its seasons differ more than chance would have it, by analysis of variance.

    The ratios to the centred average are compared between seasons; False where they cannot be had.
    """
    from scipy import special

    table = _table(values, cycle)
    ratios = _ratios(table, cycle)
    seasons = np.arange(table.shape[1]) % cycle
    number = np.sum(~np.isnan(ratios), axis=1)
    overall = limits_of.divided(np.nansum(ratios, axis=1), number)
    between, within = np.zeros(len(table)), np.zeros(len(table))
    for season in range(cycle):
        of_season = ratios[:, seasons == season]
        count = np.sum(~np.isnan(of_season), axis=1)
        mean = limits_of.divided(np.nansum(of_season, axis=1), count)
        between += np.nan_to_num(count * (mean - overall) ** 2)
        within += np.nansum((of_season - mean[:, None]) ** 2, axis=1)
    freedom = number - cycle
    testable = (freedom > 0) & _can_adjust(table, cycle) & (within > 0)
    found = within <= 1e-12 * between
    ratio = limits_of.divided(between / max(cycle - 1, 1) * freedom, within)
    found[testable] |= special.fdtrc(cycle - 1, freedom[testable], ratio[testable]) < SEASONAL_FROM
    return np.asarray(found & _can_adjust(table, cycle) & (between > 0))


def _can_adjust(table: Floats, cycle: int) -> Flags:
    enough = np.sum(~np.isnan(table), axis=1) >= LEAST_CYCLES * cycle
    return np.asarray(enough & ~np.any(table <= 0, axis=1))


def _ratios(table: Floats, cycle: int) -> Floats:
    """Each value over the average of the cycle around it, the two ends of an even cycle counting half; NaN where that is not known."""
    ratios = np.full_like(table, np.nan)
    half = cycle // 2
    middle = table.shape[1] - 2 * half
    if middle <= 0:
        return ratios
    average = np.zeros((len(table), middle))
    for shift in range(2 * half + 1):
        weight = 0.5 if cycle % 2 == 0 and shift in (0, 2 * half) else 1.0
        average += weight / cycle * table[:, shift : shift + middle]
    ratios[:, half : half + middle] = limits_of.divided(table[:, half : half + middle], average)
    return ratios


def _cycle_of(values: Series | Sequence[Number]) -> int:
    if isinstance(values, Series) and values.frequency in CYCLES:
        return CYCLES[values.frequency]
    raise SpcError(
        "how long a cycle is cannot be told: give the number of points in one, 12 for months, 4 for quarters"
    )


def _table(values: npt.ArrayLike, cycle: int) -> Floats:
    table = np.ascontiguousarray(values, dtype=np.float64)
    if table.ndim != 2:
        raise SpcError(f"a table has two dimensions and this has {table.ndim}: give (series, periods)")
    if cycle < 2:
        raise SpcError(f"a cycle of {cycle} has no seasons: give 2 or more")
    return table

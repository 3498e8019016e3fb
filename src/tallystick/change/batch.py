"""Changes of many series at once: the last period of a table against one so many periods before it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tallystick import rates, spc
from tallystick.change.charted import LEAST_VALUES, TO_STEP_LIMIT
from tallystick.change.model import ChangeError, Evidence, Kind, Significance
from tallystick.status import Direction, Polarity

REAL, NOT_SIGNIFICANT, NOT_KNOWN = 1, 0, 9
SIGNIFICANCES = {
    REAL: Significance.REAL,
    NOT_SIGNIFICANT: Significance.NOT_SIGNIFICANT,
    NOT_KNOWN: Significance.CANNOT_TELL,
}
DIRECTIONS = {
    1: Direction.IMPROVING,
    0: Direction.STEADY,
    -1: Direction.WORSENING,
    NOT_KNOWN: Direction.NOT_KNOWN,
}
Codes = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The change of each series, as arrays with one entry a series.

    `absolute` and `per_cent` are NaN where a value is missing, the latter also where the earlier value is not above nought or the later below it.
    `significance` and `direction` are codes of `SIGNIFICANCES` and `DIRECTIONS`. `bad` names the series that could not be used.
    """

    absolute: spc.Floats
    per_cent: spc.Floats
    significance: Codes
    direction: Codes
    evidence: Evidence
    bad: tuple[spc.BadSeries, ...] = ()


def charted_changes(
    values: npt.ArrayLike, *, lag: int = 1, improvement: Polarity | npt.NDArray[np.integer] = Polarity.HIGHER_IS_BETTER
) -> Table:
    """Changes over `lag` periods in a table (series, periods), their significance from each series' control chart.

    1 is the previous period, 4 or 12 the like period. A change is real where it is more than the upper limit of steps, or the last
    value is a special cause that way and the earlier one is not the same, or both are in one trend. Under 12 values: cannot tell.
    """
    charts = spc.charts(values, improvement=improvement)
    table = charts.values
    if lag < 1 or lag >= table.shape[1]:
        raise ChangeError(f"a lag of {lag} does not fit {table.shape[1]} periods: give 1 to {table.shape[1] - 1}")
    later, earlier = table[:, -1], table[:, -1 - lag]
    absolute = later - earlier
    now, then = charts.signal[:, -1], charts.signal[:, -1 - lag]
    special = (np.sign(now) == np.sign(absolute)) & (now != 0) & ((now != then) | (np.abs(now) == spc.TREND))
    real = special | (np.abs(absolute) > TO_STEP_LIMIT * charts.limits.moving_range)
    told = (charts.cannot_tell == 0) & (charts.limits.known >= LEAST_VALUES) & ~np.isnan(absolute)
    significance = np.where(told, real, NOT_KNOWN).astype(np.int8)
    return _table(earlier, absolute, significance, improvement, Evidence.CONTROL_CHART, charts.bad)


def interval_changes(
    earlier: tuple[npt.ArrayLike, npt.ArrayLike],
    later: tuple[npt.ArrayLike, npt.ArrayLike],
    *,
    kind: Kind = Kind.PROPORTION,
    per: float = 100.0,
    confidence: float = 0.95,
    improvement: Polarity | npt.NDArray[np.integer] = Polarity.HIGHER_IS_BETTER,
) -> Table:
    """Changes from two pairs of numerators and denominators, real where the interval of the difference leaves out nought."""
    if kind not in (Kind.PROPORTION, Kind.RATE):
        raise ChangeError(f"a {kind} has no numerator and denominator: give proportions or rates")
    make = rates.proportion_differences if kind is Kind.PROPORTION else rates.rate_differences
    found = make(*later, *earlier, confidence, per)
    bad = tuple(spc.BadSeries(refusal.index, str(refusal.error)) for refusal in found.refused)
    known = ~np.isnan(found.value)
    significance = np.where(known, (found.lower > 0) | (found.upper < 0), NOT_KNOWN).astype(np.int8)
    with np.errstate(invalid="ignore", divide="ignore"):
        before = per * np.asarray(earlier[0], dtype=np.float64) / np.asarray(earlier[1], dtype=np.float64)
    return _table(before, found.value, significance, improvement, Evidence.INTERVAL, bad)


def _table(
    earlier: spc.Floats,
    absolute: spc.Floats,
    significance: Codes,
    improvement: Polarity | npt.NDArray[np.integer],
    evidence: Evidence,
    bad: tuple[spc.BadSeries, ...],
) -> Table:
    per_cent = np.full(len(absolute), np.nan)
    np.divide(100 * absolute, earlier, out=per_cent, where=(earlier > 0) & (earlier + absolute >= 0))
    way = spc.directions(improvement, len(absolute))
    gain = np.sign(np.nan_to_num(absolute)).astype(np.int8) * way
    gain[significance == NOT_SIGNIFICANT] = 0
    gain[np.isnan(absolute) | (way == 0)] = NOT_KNOWN
    return Table(absolute, per_cent, significance, gain, evidence, bad)

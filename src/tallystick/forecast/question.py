"""From a series of observations and a year to figures in a row: which periods are ahead, and what they count towards the year.

Every period is placed by the month it ends with, so that years to date and rolling years, which may be drawn each month or each
quarter, need nothing of their own.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from math import gcd

import numpy as np
from numpy.typing import NDArray

from tallystick import periods
from tallystick.forecast.methods import Floats
from tallystick.forecast.model import FURTHEST, Cannot, ForecastError, Makeup
from tallystick.forecast.path import Path, clean, why_not
from tallystick.periods import Frequency, Period
from tallystick.series import Series

YEARS = (Frequency.FINANCIAL_YEAR, Frequency.ACADEMIC_YEAR, Frequency.CALENDAR_YEAR)
AVERAGED = (Makeup.RATE, Makeup.MEAN)
MONTHS_APART = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF_YEAR: 6} | dict.fromkeys(YEARS, 12)


@dataclass(frozen=True, slots=True)
class Question:
    """The path, the periods ahead, and what is known already or cannot be told.

    `left` is how many periods of the series have yet to come before the year ends; `known` is the year's figure when none has.
    """

    year: Period | None
    path: Path
    ahead: tuple[Period, ...] = ()
    left: int = 0
    known: float | None = None
    cannot: Cannot | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Figures in a row, those among them that were counted and not inferred, and what each weighs: the denominators of rates, 1 in a mean."""

    values: Floats
    counted: NDArray[np.bool_]
    bases: Floats | None = None


NO_PATH = Path(np.zeros(0), np.zeros(0, dtype=bool), 1, np.zeros(0))


def default_year(series: Series) -> Period | None:
    """The financial year of the latest known figure; of figures that are years, the next."""
    latest = series.latest
    if latest is None or latest.period.frequency is Frequency.WAVE:
        return None
    if latest.period.frequency in YEARS:
        return latest.period.step()
    return periods.containing(latest.period.end, Frequency.FINANCIAL_YEAR)


def default_makeup(series: Series) -> Makeup:
    """Years to date are cumulative; rolling years and yearly figures stand for themselves; others are taken to add up."""
    if series.frequency is Frequency.YEAR_TO_DATE:
        return Makeup.CUMULATIVE
    return Makeup.LAST if series.frequency in (*YEARS, Frequency.ROLLING_YEAR) else Makeup.TOTAL


# A target of more than this share of a year's worth of values is one for their total.
AS_LARGE_AS_A_YEAR = 0.6


def possible(frequency: Frequency | None) -> tuple[Makeup, ...]:
    """How periods of this frequency can make up a year. What overlaps cannot be added up, and a year is its own figure."""
    if frequency in MONTHS_APART and frequency not in YEARS:
        return tuple(Makeup)
    return (Makeup.CUMULATIVE, Makeup.RATE) if frequency is Frequency.YEAR_TO_DATE else (Makeup.LAST,)


def is_of_a_year(target: float, size: float, frequency: Frequency | None) -> bool:
    """Is a target so large beside what a period usually comes to that it is meant for all periods of a year together?"""
    in_a_year = (frequency.per_year if frequency else None) or 1
    return in_a_year > 1 and size > 0 and target > AS_LARGE_AS_A_YEAR * in_a_year * size


def ask(series: Series, year: Period | None, makeup: Makeup | None) -> Question:
    """The question in figures. Raises `ForecastError` for a year that the periods cannot make up."""
    if series.frequency is Frequency.WAVE:
        return Question(year, NO_PATH, cannot=Cannot.UNEVEN)
    year = year or default_year(series)
    if year is None:
        return Question(None, NO_PATH, cannot=Cannot.TOO_SHORT)
    if year.frequency not in YEARS:
        raise ForecastError(f"{year} is {year.frequency.one}: give a financial, academic or calendar year")
    known = Series(seen for seen in series.known if seen.period.end <= year.end)
    if not known:
        return Question(year, NO_PATH, cannot=Cannot.TOO_SHORT)
    return _asked(known, year, makeup or default_makeup(series), spacing(series))


def _asked(series: Series, year: Period, makeup: Makeup, months: int) -> Question:
    last = series.observations[-1].period
    left, rest = divmod(_month(year) - _month(last), months)
    if rest:
        raise ForecastError(f"{last} is no part of {year}: give a year that ends with one of the series’ periods")
    row = _row(series, year, makeup, months)
    season = 1 if series.frequency in (*YEARS, Frequency.ROLLING_YEAR) else 12 // months
    if row is None:
        return Question(year, NO_PATH, left=left, cannot=Cannot.NO_PARTS)
    values, seen = clean(row.values, season, row.counted)
    begun = 12 // months - left
    if makeup is Makeup.CUMULATIVE:
        begun = min(begun, len(values))
    path = Path(values, seen, season, np.zeros(max(left, 1)))
    whole = makeup is Makeup.LAST or begun <= len(values)
    path = weighted(path, makeup, left, begun, row.bases) if whole else path
    if makeup is Makeup.CUMULATIVE and begun > 0:
        path = replace(path, so_far=_number(series.observations[-1].value), guessed=0.0)
    sure = whole and left == 0 and not path.guessed
    cannot = None if sure else why_not(values, seen, left) or (None if whole else Cannot.BEGINS_LATE)
    if cannot:
        return Question(year, NO_PATH, left=left, cannot=cannot)
    return Question(year, path, _periods_ahead(last, left, months), left, path.so_far if sure else None)


def weighted(path: Path, makeup: Makeup, left: int, begun: int, bases: Floats | None = None) -> Path:
    """The path with what is counted already and the weight of each figure ahead.

    `begun`: how many of the figures belong to the year; below nought, how many periods are ahead before it begins.
    """
    if makeup is Makeup.LAST:
        end = np.arange(path.horizon) == left - 1
        return replace(path, weights=end * 1.0, so_far=0.0 if left else float(path.values[-1]))
    weights = np.where((np.arange(path.horizon) >= -begun) & (np.arange(path.horizon) < left), 1.0, 0.0)
    share = np.ones(max(begun, 0))
    if bases is not None:
        share, weights = _shares(share, weights, *_bases(bases, path))
    start = len(path.values) - len(share)
    so_far, guessed = float(path.values[start:] @ share), float((share**2)[~path.seen[start:]].sum())
    counted = replace(path, weights=weights, so_far=so_far, share=float(share.sum()), guessed=guessed)
    return replace(counted, adds_up=True, averaged=makeup in AVERAGED)


def _shares(share: Floats, weights: Floats, filled: Floats, to_come: Floats) -> tuple[Floats, Floats]:
    """Each period's part of the year's denominator; alike where none of them has any."""
    parts = filled[len(filled) - len(share) :], weights * to_come
    if not parts[0].sum() + parts[1].sum():
        parts = share, weights
    total = parts[0].sum() + parts[1].sum()
    return parts[0] / total, parts[1] / total


def _bases(bases: Floats, path: Path) -> tuple[Floats, Floats]:
    """The denominators of the figures, gaps filled, and those ahead: last year's of the like period, or the latest."""
    filled = clean(bases, path.season)[0][-len(path.values) :]
    if len(filled) < path.season:
        return filled, np.full(path.horizon, filled[-1])
    return filled, filled[len(filled) + np.arange(path.horizon) % path.season - path.season]


def spacing(series: Series) -> int:
    """How many months lie between one period and the next: of years to date and rolling years, the widest that meets them all."""
    if series.frequency in MONTHS_APART:
        return MONTHS_APART[series.frequency]
    ends = [_month(period) for period in series.periods]
    return gcd(*(later - earlier for earlier, later in pairwise(ends)), 12)


def _month(period: Period) -> int:
    return period.end.year * 12 + period.end.month - 1


def _periods_ahead(last: Period, left: int, months: int) -> tuple[Period, ...]:
    stride = months if last.frequency in (Frequency.YEAR_TO_DATE, Frequency.ROLLING_YEAR) else 1
    return tuple(last.step(stride * (place + 1)) for place in range(min(left, FURTHEST)))


def _row(series: Series, year: Period, makeup: Makeup, months: int) -> Row | None:
    """One figure a period from the first known to the latest, NaN where none is known; None for rates without their parts."""
    values = _laid_out(series, months, [_number(seen.value) for seen in series])
    if makeup is Makeup.CUMULATIVE:
        return _apart(values, _turns(series, year, months, len(values)))
    if makeup is not Makeup.RATE:
        weight_alike = np.ones(len(values)) if makeup is Makeup.MEAN else None
        return Row(values, ~np.isnan(values), weight_alike)
    upper, lower = (_laid_out(series, months, [_number(getattr(seen, part)) for seen in series]) for part in PARTS)
    counted = ~np.isnan(values)
    if np.isnan(upper[counted]).any() or not (lower[counted] > 0).all():
        return None
    per = _per(values[counted], upper[counted] / lower[counted])
    if series.frequency is Frequency.YEAR_TO_DATE:
        turns = _turns(series, year, months, len(values))
        apart = _apart(upper, turns)
        upper, lower, counted = apart.values, _apart(lower, turns).values, apart.counted
    return Row(_divided(upper, lower) * per, counted & (lower > 0), np.maximum(lower, 0.0))


def _divided(upper: Floats, lower: Floats) -> Floats:
    """Rates, NaN where the denominator is nought; the last stands as the one before, since nothing hangs on it."""
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = np.where(lower > 0, upper / lower, np.nan)
    known = np.flatnonzero(~np.isnan(rates))
    if len(known):
        rates[known[-1] + 1 :] = rates[known[-1]]
    return rates


PARTS = ("numerator", "denominator")


def _per(values: Floats, rates: Floats) -> float:
    """What the rate is stated in (1, 100, 1,000, 100,000), told from the values and their parts."""
    told = (rates != 0) & (values != 0)
    if not told.any():
        return 1.0
    return float(10.0 ** round(float(np.log10(np.median(np.abs(values[told] / rates[told]))))))


def _number(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)


def _laid_out(series: Series, months: int, numbers: list[float]) -> Floats:
    ends = [_month(period) for period in series.periods]
    row = np.full((ends[-1] - ends[0]) // months + 1, np.nan)
    row[(np.array(ends) - ends[0]) // months] = numbers
    return row


def _turns(series: Series, year: Period, months: int, count: int) -> NDArray[np.int_]:
    """The place of every figure in its year: 0 for the first period. Years to date always begin in April."""
    begins = 4 if series.frequency is Frequency.YEAR_TO_DATE else year.start.month
    place = (_month(series.observations[0].period) - (begins - 1)) % 12 // months
    return (place + np.arange(count)) % (12 // months)


def _apart(totals: Floats, turns: NDArray[np.int_]) -> Row:
    """What each period adds to the year so far.

    What was added since the last known total is shared out among the periods in between: that is inferred, and not counted.
    """
    parts, counted = np.full(len(totals), np.nan), np.zeros(len(totals), dtype=bool)
    for place in np.flatnonzero(~np.isnan(totals)).tolist():
        since = int(turns[place]) + 1  # how many periods of this year the total covers
        back = next((gap for gap in range(1, since) if gap <= place and not np.isnan(totals[place - gap])), since)
        before = 0.0 if back == since else totals[place - back]
        first = max(place - back + 1, 0)
        parts[first : place + 1] = (totals[place] - before) / back
        counted[place] = back == 1
    return Row(parts, counted)

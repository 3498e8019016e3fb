"""The year-end outturn of one series: asked, tried, answered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from tallystick.forecast import question, scores, trials
from tallystick.forecast.methods import Floats
from tallystick.forecast.model import Cannot, Interval, Makeup, Method, Outturn, Past, Spread, Step
from tallystick.forecast.path import Path, clean, why_not
from tallystick.forecast.question import Question
from tallystick.forecast.spread import LIKELY, WIDE, factor, interval, kept, surprises, widening
from tallystick.forecast.trials import Tried
from tallystick.periods import Period
from tallystick.series import Series

MOST_PASTS = 5
UNMOVED = 1e-12  # what floats may differ by though the figures do not, as a share of their size


@dataclass(frozen=True, slots=True)
class Limits:
    """What a single period's figure cannot pass."""

    least: float | None = None
    most: float | None = None

    def about(self, middle: float, scale: float, freedom: float, so_far: float, weight: float) -> Spread:
        """A distribution kept within what these limits mean for a sum of so much weight on top of what is counted."""
        low, high = (None if limit is None else so_far + limit * weight for limit in (self.least, self.most))
        return Spread(middle, scale, freedom, low, high)


@dataclass(frozen=True, slots=True)
class Known:
    """What answers are read off: the question, the method chosen, the size of its surprises and how many told it."""

    asked: Question
    chosen: Tried
    size: Floats
    times: Floats
    limits: Limits

    def spread(self, weights: Floats, row: int, so_far: float, guessed: float = 0.0) -> Spread:
        """The distribution of what is counted and the weighted path ahead, as seen from a starting point."""
        middle = so_far + float(self.chosen.run.ahead[row] @ weights)
        scale = float(self.size[row]) * float(np.sqrt(factor(self.chosen.run, weights, row, guessed)))
        freedom = max(float(self.times[row]), 1.0)
        return self.limits.about(middle, scale, freedom, so_far, float(weights.sum()))


def outturn(
    series: Series,
    *,
    year: Period | None = None,
    makeup: Makeup | None = None,
    least: float | None = None,
    most: float | None = None,
) -> Outturn:
    """The outturn of the year, by the method that did best on the series itself.

    `year`: a financial, academic or calendar year; by default the financial year of the latest known figure, of yearly figures the next.
    `makeup`: how the year comes of its periods; by default cumulative for years to date, the last for rolling years and yearly figures,
    else the total. `least` and `most`: what a single period's figure cannot pass (0 for counts, 0 and 100 for per cent).
    Raises `ForecastError` for a year that the periods cannot make up; whatever else stands in the way is in `cannot`.
    """
    return _answer(question.ask(series, year, makeup), Limits(least, most))


def ahead(
    values: Iterable[float] | Floats,
    *,
    left: int,
    season: int = 1,
    adds_up: bool = False,
    begun: int = 0,
    least: float | None = None,
    most: float | None = None,
) -> Outturn:
    """The same for figures in a row (NaN where none is known), `left` periods after the last of the row, `season` periods to a year.

    With `adds_up` the outturn is the total of the last `begun` figures of the row and of those ahead; without, the last of those ahead.
    """
    row = np.asarray(values if isinstance(values, np.ndarray) else list(values), dtype=float)
    found, seen = clean(row, season)
    behind = len(row) - 1 - int(np.flatnonzero(~np.isnan(row))[-1]) if len(found) else 0
    left, begun = left + behind, begun - behind
    whole = len(found) > 0 and (not adds_up or begun <= len(found))
    path = Path(found, seen, season, np.zeros(max(left, 1)))
    path = question.weighted(path, Makeup.TOTAL if adds_up else Makeup.LAST, left, begun) if whole else path
    sure = whole and left == 0 and not path.guessed
    cannot = None if sure else why_not(found, seen, left) or (None if whole else Cannot.BEGINS_LATE)
    known = path.so_far if sure else None
    return _answer(Question(None, path, left=left, known=known, cannot=cannot), Limits(least, most))


def _answer(asked: Question, limits: Limits) -> Outturn:
    if asked.cannot:
        return Outturn(asked.year, left=asked.left, cannot=asked.cannot)
    if asked.known is not None:
        sure, spread = Interval(asked.known, asked.known), Spread(asked.known, 0.0, 1.0)
        return Outturn(asked.year, asked.known, sure, sure, spread, asked.known, 0, Method.KNOWN)
    path = asked.path
    counted = path.values[path.seen]
    if np.ptp(counted) <= UNMOVED * np.abs(counted).max():
        return _unmoved(asked)
    chosen, tried = trials.choose(path)
    size, times = surprises(chosen.run, path)
    size = size * widening(chosen.run, chosen.missed, float(size[-1]), path.adds_up)
    found = _told(Known(asked, chosen, size, times, limits), tried)
    exact = size[-1] <= UNMOVED * np.abs(counted).max()
    return _without_intervals(found, Cannot.NEVER_MISSED) if exact else found


def _without_intervals(found: Outturn, why: Cannot) -> Outturn:
    """What is expected, and no false certainty."""
    fan = tuple(replace(step, likely=None, wide=None) for step in found.fan)
    return replace(found, likely=None, wide=None, spread=None, fan=fan, record=None, pasts=(), cannot=why)


def _unmoved(asked: Question) -> Outturn:
    """A series that has never changed goes on as it is, and nothing says how far it may move."""
    path, last = asked.path, float(asked.path.values[-1])
    totals = path.so_far + last * np.cumsum(path.weights) if path.adds_up else np.full(path.horizon, last)
    return Outturn(
        asked.year,
        path.so_far + last * float(path.weights.sum()),
        so_far=path.year_so_far,
        left=asked.left,
        method=Method.NAIVE,
        fan=tuple(Step(period, float(total), None, None) for period, total in _named(asked, totals)),
        cannot=Cannot.NEVER_CHANGED,
        filled=int((~path.seen).sum()),
    )


def _named(asked: Question, totals: Floats) -> Iterable[tuple[Period | None, float]]:
    names: tuple[Period | None, ...] = asked.ahead or (None,) * asked.left
    return zip(names, totals[: asked.left].tolist(), strict=True)


def _told(known: Known, tried: tuple[Tried, ...]) -> Outturn:
    asked, path = known.asked, known.asked.path
    spread = known.spread(path.weights, len(path.values), path.so_far, path.guessed)
    return Outturn(
        asked.year,
        kept(spread.middle, spread),
        interval(spread, LIKELY),
        interval(spread, WIDE),
        spread,
        path.year_so_far,
        asked.left,
        known.chosen.run.method,
        tuple(one.trial for one in tried),
        scores.back_record(path, known.chosen, known.size, known.times),
        _pasts(known),
        _fan(known),
        filled=int((~path.seen).sum()),
    )


def _fan(known: Known) -> tuple[Step, ...]:
    """Every period until the year's end: its own figure, or the year so far at its end."""
    path, now, steps = known.asked.path, len(known.asked.path.values), []
    each = np.tri(path.horizon) * path.weights if path.adds_up else np.eye(path.horizon)
    for place, (period, _) in enumerate(_named(known.asked, path.weights)):
        weights, whole = each[place], 1.0
        if path.averaged:
            whole = path.share + float(weights.sum())
        if not whole:  # the year has not begun: there is no rate so far but the period's own
            weights, whole = np.eye(path.horizon)[place], 1.0
        spread = known.spread(weights / whole, now, path.so_far / whole, path.guessed / whole**2)
        steps.append(Step(period, kept(spread.middle, spread), interval(spread, LIKELY), interval(spread, WIDE)))
    return tuple(steps)


def _pasts(known: Known) -> tuple[Past, ...]:
    """What would have been forecast at this point of earlier years, newest first, and what came."""
    path, found = known.asked.path, []
    begun = max(path.season - known.asked.left, 0) if path.adds_up else 0
    for back in range(1, MOST_PASTS + 1):
        row = len(path.values) - back * path.season
        span = slice(row - begun, row + path.horizon)
        if row < max(trials.EARLIEST + 1, begun) or known.times[row] < 2:
            break
        if span.stop <= len(path.values) and path.seen[span].all() and not np.isnan(known.chosen.run.ahead[row]).any():
            found.append(_past(known, back, row, begun))
    return tuple(found)


def _past(known: Known, back: int, row: int, begun: int) -> Past:
    path, year = known.asked.path, known.asked.year
    counted = path.values[row - begun : row] * (path.share / begun if begun else 0.0)
    so_far = float(counted.sum())
    spread = known.spread(path.weights, row, so_far)
    came = so_far + float(path.values[row : row + path.horizon] @ path.weights)
    for _ in range(back):
        year = year.year_before() if year else None
    return Past(year, kept(spread.middle, spread), interval(spread, LIKELY), interval(spread, WIDE), came)

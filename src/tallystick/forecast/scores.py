"""How forecasts fared: the share of intervals that held what came, and the error in the measure of the naive method's.

The scaled error is that of Hyndman and Koehler, "Another look at measures of forecast accuracy", International Journal of Forecasting 22
(2006): the mean absolute error over the mean absolute change from one period to the next in the figures that the forecasts were made
from. Below 1, they were nearer than the last figure would have been one period ahead.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from tallystick.forecast.methods import Floats
from tallystick.forecast.model import ForecastError, Past, Record
from tallystick.forecast.path import Path
from tallystick.forecast.spread import LIKELY, WIDE, factors, quantile
from tallystick.forecast.trials import EARLIEST, Tried


def scaled_error(
    actual: Sequence[float], forecast: Sequence[float], history: Sequence[float], season: int = 1
) -> float | None:
    """The mean absolute error over that of the naive method (of the seasonal one with `season` above 1) within the history.

    None where the history never changed, since nothing can be measured by nought.
    """
    if len(actual) != len(forecast) or not len(actual):
        raise ForecastError(f"{len(actual)} figures and {len(forecast)} forecasts: give as many of one as of the other")
    past = np.asarray(history, dtype=float)
    if len(past) <= season:
        raise ForecastError(f"a history of {len(past)} figures has no change over {season}: give a longer one")
    unit = float(np.nanmean(np.abs(past[season:] - past[:-season])))
    error = float(np.mean(np.abs(np.asarray(actual, dtype=float) - np.asarray(forecast, dtype=float))))
    return error / unit if unit else None


def record(pasts: Iterable[Past], history: Sequence[float] = (), season: int = 1) -> Record | None:
    """How forecasts that were really made fared: of stored ones beside what came. None when there is none to tell of."""
    kept = list(pasts)
    if not kept:
        return None
    actual = [past.actual for past in kept]
    expected = [past.expected for past in kept]
    return Record(
        len(kept),
        sum(past.likely.low <= past.actual <= past.likely.high for past in kept) / len(kept),
        sum(past.wide.low <= past.actual <= past.wide.high for past in kept) / len(kept),
        scaled_error(actual, expected, history, season) if len(history) > season else None,
    )


def back_record(path: Path, chosen: Tried, size: Floats, times: Floats) -> Record | None:
    """How the chosen method would have fared from every starting point of the series, at every distance that matters now."""
    rows = np.arange(len(path.values) + 1)
    ready = (rows >= EARLIEST) & (times >= 2)
    scale = size[:, None] * np.sqrt(factors(chosen.run, path.adds_up))
    with np.errstate(invalid="ignore", divide="ignore"):
        missed = np.where(ready[:, None] & (scale > 0), np.abs(chosen.missed) / scale, np.nan)
    known = ~np.isnan(missed)
    if not known.any():
        return None
    held = [
        float((missed <= quantile(0.5 + share / 2, np.maximum(times, 1))[:, None])[known].mean())
        for share in (LIKELY, WIDE)
    ]
    return Record(int(known.sum()), held[0], held[1], _scaled(path, chosen, known))


def _scaled(path: Path, chosen: Tried, known: np.ndarray) -> float | None:
    """Of single periods, never of totals, so that the yardstick means the same for every measure."""
    errors = np.diff(chosen.missed, axis=1, prepend=0.0) if path.adds_up else chosen.missed
    changes = np.abs(np.diff(np.where(path.seen, path.values, np.nan)))
    unit = float(np.nanmean(changes)) if (~np.isnan(changes)).any() else 0.0
    return float(np.abs(errors[known]).mean()) / unit if unit else None

"""What the statistics of measures cost: a series, a rate and a forecast, and how that grows from 1,000 to 1,000,000 points.

    python benchmarks/measures.py

Prints a line for each figure with its limit, then the cost of a point as the work grows, and ends with status 1 where a limit is missed
or the cost of a point grows with the work. Everything is made from a fixed seed. Times are the best of a few runs, since another process
on the machine can only make them longer; memory is the peak of NumPy's own allocations over the size of the input.
"""

import gc
import os
import statistics
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from tallystick import forecast, rates, spc
from tallystick.forecast import smoothing

RANDOM = np.random.default_rng(2009)
SIZES = (1_000, 10_000, 100_000, 1_000_000)
POINTS = 24
GROWTH = 1.5  # by how much a point may cost more at any size than at the smallest, before it is called more than linear


def main() -> int:
    figures = [control_charts(), memory(), proportions(), standardised(), *forecasts(), batch()]
    print()
    growth = [
        grows("SPC with all signals", charts, SIZES),
        grows("rates with intervals", shares, SIZES),
        grows("forecasts of 60 months", forecast_of_many, SIZES),
        grows("one long forecast", forecast_of_one, SIZES),
    ]
    print()
    smoothing_beside_a_fit()
    return int(not all(figures + growth))


def report(what: str, found: float, limit: float, unit: str = "s") -> bool:
    """One line; whether it is within its limit."""
    within = found <= limit
    print(f"{'ok  ' if within else 'SLOW'} {what}: {found:.4g} {unit} (limit {limit:g} {unit})")
    return within


def best(do: Callable[[], Any], times: int = 5) -> float:
    """Seconds of the quickest run."""
    seconds = []
    for _ in range(times):
        gc.collect()
        started = time.perf_counter()
        do()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def table(points: int, each: int = POINTS) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Series of so many points each: counts about a hundred, with a season of twelve."""
    series = max(points // each, 1)
    season = 10 * np.sin(np.arange(each) * np.pi / 6)
    return np.asarray(RANDOM.poisson(100, (series, each)) + season)


def control_charts() -> bool:
    values = table(100_000 * POINTS)
    seconds = best(lambda: spc.charts(values))
    print(f"     that is {seconds / 100_000 * 1e6:.2f} µs a series")
    return report("SPC with all signals, 100,000 series of 24 points", seconds, 0.3)


def memory() -> bool:
    values = table(100_000 * POINTS)
    spc.charts(values[:10])
    tracemalloc.start()
    charts_ = spc.charts(values)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del charts_
    return report("SPC, memory over its input", peak / values.nbytes, 10, "times")


def proportions() -> bool:
    whole = RANDOM.integers(50, 5_000, 100_000).astype(float)
    part = np.floor(whole * RANDOM.random(100_000))
    return report("100,000 rates with intervals", best(lambda: rates.rates(part, whole, multiplier=1_000)), 0.05)


def standardised() -> bool:
    people = RANDOM.integers(500, 5_000, (5_000, 19)).astype(float)
    events, standard = RANDOM.poisson(people * 0.01).astype(float), np.arange(19, 0, -1) * 1_000.0
    seconds = best(lambda: rates.standardised_rates(events, people, standard))
    return report("5,000 standardised rates of 19 age bands", seconds, 0.03)


def forecasts() -> list[bool]:
    """The median of sixty series of each length."""
    found = []
    for name, length, season in (
        ("six quarters", 6, 4),
        ("six years of quarters", 24, 4),
        ("five years of months", 60, 12),
        ("forty years of months", 480, 12),
    ):
        rows = table(60 * length, length)
        forecast.ahead(rows[0], left=season // 2, season=season)
        seconds = statistics.median(best(lambda row=row, season=season: one(row, season), 1) for row in rows)  # type: ignore[misc]
        found.append(report(f"a forecast, {name}, the median", seconds * 1_000, 20, "ms"))
    return found


def one(row: Any, season: int) -> None:
    forecast.ahead(row, left=season // 2, season=season, adds_up=True, begun=season // 2)


def batch() -> bool:
    """Three thousand series of 60 months on one process and on two, starting the processes included."""
    alone, together = (best(lambda workers=workers: many(3_000, workers), 1) for workers in (1, 2))  # type: ignore[misc]
    print(
        f"     3,000 forecasts: {alone:.1f} s on one process, {together:.1f} s on two ({alone / together:.2f} times as fast)"
    )
    print(f"     on {os.cpu_count()} cores; load over the last five minutes {os.getloadavg()[1]:.1f}")
    return report("a forecast of a batch on two processes", together / 3_000 * 1_000, 20, "ms")


def many(series: int, workers: int) -> None:
    rows = table(series * 60, 60)
    ids, order = np.repeat(np.arange(series), 60), np.tile(np.arange(60), series)
    forecast.aheads(ids, order, rows.ravel(), until=65, begins=54, season=12, workers=workers)


def charts(points: int) -> Callable[[], Any]:
    values = table(points)
    return lambda: spc.charts(values)


def shares(points: int) -> Callable[[], Any]:
    whole = RANDOM.integers(50, 5_000, points).astype(float)
    part = np.floor(whole * RANDOM.random(points))
    return lambda: rates.proportions(part, whole)


def forecast_of_many(points: int) -> Callable[[], Any]:
    return lambda: many(points // 60, 1)


def forecast_of_one(points: int) -> Callable[[], Any]:
    values = table(points, points)[0]
    return lambda: one(values, 12)


def grows(what: str, make: Callable[[int], Callable[[], Any]], sizes: tuple[int, ...]) -> bool:
    """The cost of a point at each size; whether it stays as it is or falls."""
    make(sizes[0])()
    costs = [best(make(size), 3 if size < 1_000_000 else 1) / size for size in sizes]
    within = all(cost <= costs[0] * GROWTH for cost in costs)
    told = ", ".join(f"{size:,}: {cost * 1e6:.3g} µs" for size, cost in zip(sizes, costs, strict=True))
    print(f"{'ok  ' if within else 'MORE THAN LINEAR'} {what}, a point of {told}")
    return within


def smoothing_beside_a_fit() -> None:
    """The mean error and the cost of smoothing by the grid beside those of a fit by likelihood, on the data sets of statsmodels.

    From eight starts each, half a year ahead (two years, for yearly figures). Says so where statsmodels is not installed.
    """
    try:
        from statsmodels import datasets
    except ImportError:
        print("skip  statsmodels is not installed: no fit to compare with")
        return
    warnings.simplefilter("ignore")
    macro = datasets.macrodata.load_pandas().data
    sets = {
        "Nile, years": (datasets.nile.load_pandas().data["volume"], 1),
        "sunspots, years": (datasets.sunspots.load_pandas().data["SUNACTIVITY"][-120:], 1),
        "carbon dioxide, months": (
            datasets.co2.load_pandas().data["co2"].resample("ME").mean().interpolate()[-120:],
            12,
        ),
        "sea temperature, months": (datasets.elnino.load_pandas().data.set_index("YEAR").stack()[-120:], 12),
        "unemployment, quarters": (macro["unemp"][-100:], 4),
        "inflation, quarters": (macro["infl"][-100:], 4),
    }
    for name, (values, season) in sets.items():
        beside(name, np.asarray(values, dtype=float), season)


def beside(name: str, values: Any, season: int) -> None:
    horizon, errors, seconds = max(season // 2, 2), [], []
    for start in range(len(values) - horizon - 7, len(values) - horizon + 1):
        times = [time.perf_counter()]
        forecasts = []
        for method in (by_grid, by_likelihood):
            forecasts.append(method(values[:start], season, horizon))
            times.append(time.perf_counter())
        errors.append([float(np.abs(values[start : start + horizon] - one).mean()) for one in forecasts])
        seconds.append(np.diff(times))
    error, cost = np.mean(errors, axis=0), np.median(seconds, axis=0) * 1_000
    told = f"error {error[0] / error[1]:.2f} of a fit's, {cost[0]:.1f} ms against {cost[1]:.1f} ms"
    print(f"     smoothing, {name}: {told}")


def by_grid(values: Any, season: int, horizon: int) -> Any:
    seen = np.ones(len(values), dtype=bool)
    run = smoothing.seasonal(values, seen, horizon, season) if season > 1 else smoothing.plain(values, seen, horizon)[0]
    return run.ahead[-1]


def by_likelihood(values: Any, season: int, horizon: int) -> Any:
    import pandas
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    kind = {"seasonal": "add", "seasonal_periods": season} if season > 1 else {}
    return ETSModel(pandas.Series(values), error="add", **kind).fit(disp=False).forecast(horizon).to_numpy()


if __name__ == "__main__":
    sys.exit(main())

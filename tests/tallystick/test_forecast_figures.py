"""Forecasts against figures computed elsewhere, and their intervals against what comes: simulated, and in real councils."""

import csv
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tallystick import forecast
from tallystick.forecast import Spread, smoothing, spread
from tallystick.forecast import methods as simple
from tallystick.forecast.path import Path as Figures

GOLDEN = Path(__file__).parent / "golden"
PUBLISHED = json.loads((GOLDEN / "published-forecasts.json").read_text())
STATSMODELS = json.loads((GOLDEN / "statsmodels-smoothing.json").read_text())
BEER = PUBLISHED["accuracy"]["training"]
RUNS: dict[str, Callable[..., simple.Run]] = {
    "naive": simple.naive,
    "average": simple.average,
    "drift": simple.drift,
    "seasonal_naive": simple.seasonal_naive,
}


# Agreement with figures computed elsewhere


@pytest.mark.parametrize("name", PUBLISHED["accuracy"]["methods"])
def test_the_simple_methods_are_as_accurate_as_published(name: str) -> None:
    told = PUBLISHED["accuracy"]
    ahead = RUNS[name](np.array(BEER, dtype=float), 10, 4).ahead[-1]
    errors = np.array(told["test"]) - ahead
    expected = told["methods"][name]
    assert float(np.sqrt((errors**2).mean())) == pytest.approx(expected["RMSE"], abs=0.005)
    assert float(np.abs(errors).mean()) == pytest.approx(expected["MAE"], abs=0.005)
    assert forecast.scaled_error(told["test"], ahead.tolist(), BEER, 4) == pytest.approx(expected["MASE"], abs=0.005)


@pytest.mark.parametrize("name", PUBLISHED["standard_deviations"]["values"])
def test_the_simple_methods_widen_with_distance_as_published(name: str) -> None:
    told = PUBLISHED["standard_deviations"]
    values = np.random.default_rng(2).normal(size=told["figures"])
    for distance, expected in told["values"][name].items():
        run = RUNS[name](values, int(distance), told["season"])
        weights = np.eye(1, int(distance), int(distance) - 1)[0]
        assert spread.factor(run, weights, len(values)) ** 0.5 == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("case", STATSMODELS["variances"], ids=lambda case: str(case["id"]))
def test_smoothing_widens_with_distance_as_statsmodels_has_it(case: dict[str, Any]) -> None:
    axes = ([case[name]] for name in ("level", "trend", "damping", "pattern"))
    tried = smoothing.grid(*(np.array(axis) for axis in axes))
    horizon = len(case["ratio"])
    impulse = smoothing.impulse_of(tried, 0, horizon, case["season"])
    assert np.cumsum(impulse**2).tolist() == pytest.approx(case["ratio"], rel=1e-9)


@pytest.mark.parametrize("case", STATSMODELS["discounted_averages"], ids=lambda case: str(case["level"]))
def test_smoothing_begins_as_a_discounted_average_as_pandas_has_it(case: dict[str, Any]) -> None:
    tried = smoothing.grid(*(np.array([number]) for number in (case["level"], 0.0, 1.0, 0.0)))
    states = smoothing.smooth(np.array(case["values"]), 1, tried)
    assert states.level[1:, 0].tolist() == pytest.approx(case["averages"], rel=1e-12)


def test_the_grid_loses_little_against_a_fit_by_likelihood() -> None:
    told, test = STATSMODELS["fit_seasonal"], np.array(PUBLISHED["accuracy"]["test"])
    run = smoothing.seasonal(np.array(BEER, dtype=float), np.ones(len(BEER), dtype=bool), 10, 4)
    assert run.ahead[-1].tolist() == pytest.approx(told["forecast"], rel=0.02)
    assert float(np.sqrt(((test - run.ahead[-1]) ** 2).mean())) < 1.1 * told["test_rmse"]


def test_without_discount_smoothing_is_the_average_and_with_all_of_it_the_last_figure() -> None:
    values = np.random.default_rng(3).normal(size=15)
    states = smoothing.smooth(
        values, 1, smoothing.grid(np.array([0.0, 1.0]), *(np.array([n]) for n in (0.0, 1.0, 0.0)))
    )
    assert states.level[1:, 0].tolist() == pytest.approx((np.cumsum(values) / np.arange(1, 16)).tolist())
    assert states.level[1:, 1].tolist() == pytest.approx(values.tolist())


def test_the_interval_of_an_average_is_that_of_the_textbook() -> None:
    """Mean and standard deviation of 8 figures, Student's t with 7 degrees of freedom (2.3646), one period ahead."""
    values = np.array([51.0, 48, 53, 50, 49, 52, 47, 50])
    run = simple.average(values, 1, 1)
    size, times = spread.surprises(run, Figures(values, np.ones(8, dtype=bool), 1, np.ones(1)))
    assert (size[-1], times[-1]) == (pytest.approx(values.std(ddof=1)), 7)
    wide = spread.interval(Spread(50.0, float(size[-1]) * spread.factor(run, np.ones(1), 8) ** 0.5, 7.0), 0.95)
    assert wide.high == pytest.approx(50 + 2.3646 * 2.0 * (1 + 1 / 8) ** 0.5, abs=1e-3)


# Coverage


def covered(
    make: Callable[[np.random.Generator, int], Any], count: int, left: int, adds_up: bool
) -> tuple[float, float]:
    held = []
    for seed in range(200):
        values = np.asarray(make(np.random.default_rng(seed), count + left), dtype=float)
        found = forecast.ahead(values[:count], left=left, season=4, adds_up=adds_up)
        came = values[count:].sum() if adds_up else values[-1]
        assert found.likely is not None
        assert found.wide is not None
        held.append((found.likely.low <= came <= found.likely.high, found.wide.low <= came <= found.wide.high))
    likely, wide = np.array(held).mean(axis=0)
    return float(likely), float(wide)


@pytest.mark.parametrize("adds_up", [False, True])
@pytest.mark.parametrize(
    "make",
    [
        lambda random, count: random.normal(100, 5, count),
        lambda random, count: 100 + np.cumsum(random.normal(size=count)),
        lambda random, count: random.poisson(20, count),
        lambda random, count: np.resize(random.normal(0, 5, 4), count) + random.normal(size=count),
    ],
    ids=["noise", "wandering", "counts", "season"],
)
def test_intervals_hold_about_as_often_as_they_say(make: Callable[..., Any], adds_up: bool) -> None:
    likely, wide = covered(make, 32, 3, adds_up)
    assert 0.72 <= likely <= 0.90
    assert wide >= 0.90


@pytest.mark.parametrize(
    "make",
    [
        lambda random, count: random.normal(100, 5, count),
        lambda random, count: 100 + np.cumsum(random.normal(size=count)),
    ],
    ids=["noise", "wandering"],
)
def test_six_figures_give_intervals_that_are_wide_enough_to_be_of_use(make: Callable[..., Any]) -> None:
    likely, wide = covered(make, 6, 2, False)
    assert likely >= 0.66
    assert wide >= 0.84


DATA = Path(__file__).parent.parent.parent.parent / "shared" / "data"
YEARLY = (
    ("ons_els_annual_indicators.csv", ("dataset", "area_code"), "period_start"),
    ("ons_els_annual_indicators_2.csv", ("dataset", "area_code"), "period_start"),
    ("dfe_lait_children_indicators.csv", ("measure_code", "gss_code"), "period"),
)


def series_of_councils(every: int) -> list[list[float]]:
    """Each so-manieth yearly series of real councils with eight figures or more, NaN where a year is missing."""
    found: dict[tuple[str, ...], dict[int, float]] = defaultdict(dict)
    for name, keys, period in YEARLY:
        with (DATA / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["value"]:
                    found[tuple(row[key] for key in keys)][int(row[period][:4])] = float(row["value"])
    chosen = [years for years in found.values() if len(years) >= 8][::every]
    return [[years.get(year, float("nan")) for year in range(min(years), max(years) + 1)] for years in chosen]


@pytest.mark.skipif(not DATA.is_dir(), reason="the real figures of councils are not on this machine")
def test_intervals_hold_what_came_in_real_councils() -> None:
    held = []
    for values in series_of_councils(every=4):
        found = forecast.ahead(values[:-1], left=1)
        if found.likely and found.wide:
            held.append(
                (found.likely.low <= values[-1] <= found.likely.high, found.wide.low <= values[-1] <= found.wide.high)
            )
    likely, wide = np.array(held).mean(axis=0)
    assert len(held) > 1_000
    assert 0.76 <= likely <= 0.88
    assert 0.92 <= wide <= 0.98

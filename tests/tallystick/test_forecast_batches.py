"""Many forecasts at once, and any series at all: an outturn or a reason, never a traceback nor a number that is none."""

import math
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick import forecast, periods
from tallystick.forecast import Failed, Makeup, Outturn, batch
from tallystick.periods import Period
from tallystick.series import Observation, Series

from .months import monthly, season_of_months


def test_a_batch_reports_the_bad_series_and_answers_the_others() -> None:
    good, other = monthly(season_of_months(3.5)), monthly(season_of_months(3.5, seed=2))
    impossible = forecast.Ask(good, year=periods.quarter(2009, 1))
    found = forecast.outturns([good, impossible, other])
    assert found[0] == forecast.outturn(good)
    assert found[1] == Failed(1, "Q1 2009/10 is a quarter: give a financial, academic or calendar year")
    assert found[2] == forecast.outturn(other)


def test_a_long_table_gives_what_its_series_give() -> None:
    rows = [season_of_months(3.5, seed) for seed in (1, 2)]
    table = [(name, place, value) for name, row in zip("ba", rows, strict=True) for place, value in enumerate(row)]
    ids, order, values = zip(*reversed(table), strict=True)
    names, found = forecast.aheads(ids, order, values, until=47, begins=36, season=12, least=0)
    assert names.tolist() == ["a", "b"]
    assert found[1] == forecast.ahead(rows[0], left=6, season=12, adds_up=True, begun=6, least=0)


def test_a_long_table_reports_a_period_told_twice() -> None:
    ids, order = ["a"] * 8 + ["b"] * 8, [*range(7), 6, *range(8)]
    _, found = forecast.aheads(ids, order, [float(number) for number in range(16)], until=9)
    assert found[0] == Failed(0, "there are two figures of period 6: give one")
    assert isinstance(found[1], Outturn)


def test_several_processes_give_the_same_answers_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "FEW", 1)
    random = np.random.default_rng(4)
    ids, order = np.repeat(np.arange(140), 9), np.tile(np.arange(9), 140)
    values = random.normal(size=140 * 9)
    alone = forecast.aheads(ids, order, values, until=10)
    together = forecast.aheads(ids, order, values, until=10, workers=2)
    assert alone[1] == together[1]


FIRSTS = st.sampled_from(
    [
        *(periods.month(2006, 4), periods.quarter(2006, 2), periods.half_year(2006, 1), periods.year_to_date(2006, 9)),
        *(periods.financial_year(1990), periods.academic_year(1990), periods.calendar_year(1990)),
        periods.rolling_year(2006, 7),
    ]
)
CELLS = st.one_of(st.none(), st.integers(-20, 20), st.just(0))


def numbers(found: Any) -> list[float]:
    """Every number anywhere within a result."""
    if is_dataclass(found):
        return [number for field in fields(found) for number in numbers(getattr(found, field.name))]
    if isinstance(found, tuple):
        return [number for one in found for number in numbers(one)]
    return [found] if isinstance(found, float) else []


@settings(max_examples=150)
@given(FIRSTS, st.lists(CELLS, max_size=45), st.sampled_from([None, *Makeup]), st.integers(0, 2), st.booleans())
def test_any_series_gives_an_outturn_or_a_reason(
    first: Period, cells: list[int | None], makeup: Makeup | None, later: int, parted: bool
) -> None:
    seen = [
        Observation(first.step(place), Decimal(cell), Decimal(cell) if parted else None, Decimal(1) if parted else None)
        for place, cell in enumerate(cells)
        if cell is not None
    ]
    series = Series(seen)
    year = periods.containing(series.periods[-1].end, periods.Frequency.FINANCIAL_YEAR).like(later) if seen else None
    try:
        found = forecast.outturn(series, year=year, makeup=makeup)
    except forecast.ForecastError as error:
        assert "give a year that ends with" in str(error)
        return
    assert all(math.isfinite(number) for number in numbers(found))
    assert found.expected is not None or found.cannot is not None
    assert forecast.sentence(found).endswith(".")

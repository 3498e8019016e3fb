"""Made-up history is the same at every load, and keeps out of the way of what is stated."""

from decimal import Decimal
from typing import Any

from tallystick import periods
from tallystick.periods import Frequency
from tallystick.series import Missing, Vintage
from tallystick_web.demo import history

PATH = {"Q1 2007/08": 10, "Q4 2007/08": 40}


def drawn(taken: set[periods.Period] | None = None, **described: Any) -> list[history.Point]:
    return history.points("a measure", Frequency.QUARTER, 1, {"path": PATH, **described}, taken or set())


def test_it_is_the_same_each_time() -> None:
    assert drawn(wobble=3) == drawn(wobble=3)


def test_without_a_wobble_it_follows_its_path() -> None:
    assert [point.value for point in drawn()] == [Decimal(10), Decimal(20), Decimal(30), Decimal(40)]


def test_a_period_that_somebody_states_is_left_out_and_the_others_stay_as_they_were() -> None:
    stated = periods.quarter(2007, 2)
    assert drawn({stated}, wobble=3) == [point for point in drawn(wobble=3) if point.period != stated]


def test_the_season_comes_round_each_year() -> None:
    assert [point.value for point in drawn(season=[1, 0, 0, -1])] == [11, 20, 30, 39]


def test_a_missing_value_says_why() -> None:
    point = drawn(missing={"Q2 2007/08": "late"})[1]
    assert (point.value, point.missing) == (None, Missing.LATE)


def test_the_newest_are_provisional_and_those_before_them_were_revised() -> None:
    found = [(str(point.period), point.vintage) for point in drawn(provisional=1, revised=1)]
    assert found[-3:] == [
        ("Q3 2007/08", Vintage.PROVISIONAL), ("Q3 2007/08", Vintage.REVISED), ("Q4 2007/08", Vintage.PROVISIONAL),
    ]  # fmt: skip


def test_a_share_is_made_of_whole_numbers() -> None:
    for point in drawn(denominator=37, wobble=2):
        assert point.numerator is not None and point.numerator == point.numerator.to_integral_value()
        assert point.value == round(point.numerator * 100 / Decimal(37), 3)


def test_values_stay_within_their_limits() -> None:
    assert all(12 <= point.value <= 30 for point in drawn(least=12, most=30, wobble=20) if point.value is not None)

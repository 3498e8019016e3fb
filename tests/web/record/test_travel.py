"""Which way a measure goes is said by what is better, and not at all where it cannot be told."""

from decimal import Decimal

import pytest

from tallystick.status import Direction, Polarity
from tallystick_web.record import travel

TEN, NINE = Decimal(10), Decimal(9)


@pytest.mark.parametrize(
    ("polarity", "now", "before", "expected"),
    [
        (Polarity.HIGHER_IS_BETTER, TEN, NINE, Direction.IMPROVING),
        (Polarity.HIGHER_IS_BETTER, NINE, TEN, Direction.WORSENING),
        (Polarity.LOWER_IS_BETTER, NINE, TEN, Direction.IMPROVING),
        (Polarity.LOWER_IS_BETTER, TEN, NINE, Direction.WORSENING),
        (Polarity.LOWER_IS_BETTER, TEN, TEN, Direction.STEADY),
        (Polarity.LOWER_IS_BETTER, Decimal("9.99999999"), TEN, Direction.IMPROVING),
    ],
)
def test_fewer_crimes_are_better_and_more_recycling_is(
    polarity: Polarity, now: Decimal, before: Decimal, expected: Direction
) -> None:
    assert travel.between(now, before, polarity).direction is expected


def test_near_is_best_goes_by_the_distance_from_the_range() -> None:
    aim = (Decimal(98), Decimal(102))
    near = Polarity.NEAR_IS_BEST
    assert travel.between(Decimal(105), Decimal(110), near, aim=aim).direction is Direction.IMPROVING
    assert travel.between(Decimal(90), Decimal(110), near, aim=aim).direction is Direction.STEADY
    assert travel.between(Decimal(101), Decimal(99), near, aim=aim).direction is Direction.STEADY
    assert travel.between(Decimal(90), Decimal(100), near, aim=aim).direction is Direction.WORSENING


@pytest.mark.parametrize(
    "found",
    [
        travel.between(TEN, NINE, Polarity.NONE),
        travel.between(TEN, None, Polarity.LOWER_IS_BETTER),
        travel.between(None, NINE, Polarity.LOWER_IS_BETTER),
        travel.between(TEN, NINE, Polarity.NEAR_IS_BEST),
        travel.between(TEN, NINE, Polarity.LOWER_IS_BETTER, broken=True),
    ],
)
def test_what_cannot_be_told_says_why(found: travel.Travel) -> None:
    assert found.direction is Direction.NOT_KNOWN
    assert found.reason.endswith(".")


def test_a_theme_goes_the_way_that_more_of_its_priorities_went() -> None:
    up, down, level, unknown = Direction.IMPROVING, Direction.WORSENING, Direction.STEADY, Direction.NOT_KNOWN
    assert travel.overall([up, down, down, unknown]) is down
    assert travel.overall([up, down]) is level
    assert travel.overall([level, up]) is up
    assert travel.overall([unknown]) is unknown
    assert travel.overall([]) is unknown

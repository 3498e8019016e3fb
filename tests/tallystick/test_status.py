"""Status against target: unrounded, inclusive at every limit, and never a colour where no direction is better."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick import periods, status
from tallystick.series import Missing
from tallystick.status import Due, PercentOfZero, Polarity, Status, Target, TargetError

HIGHER, LOWER, NEAR = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER, Polarity.NEAR_IS_BEST
NUMBERS = st.decimals(-1000, 1000, allow_nan=False, places=3)
TOLERANCES = st.decimals(0, 100, allow_nan=False, places=2)


def target(value: str, tolerance: str = "0", upper: str | None = None, percent: bool = False) -> Target:
    return Target(Decimal(value), Decimal(tolerance), percent, Decimal(upper) if upper else None)


@pytest.mark.parametrize(
    ("value", "aim", "polarity", "expected"),
    [
        ("80", target("80"), HIGHER, Status.ON_TRACK),
        ("79.999", target("80"), HIGHER, Status.OFF_TRACK),
        ("79.999", target("80", "2"), HIGHER, Status.WITHIN_TOLERANCE),
        ("78", target("80", "2"), HIGHER, Status.WITHIN_TOLERANCE),
        ("77.999", target("80", "2"), HIGHER, Status.OFF_TRACK),
        ("9.6", target("9.6"), LOWER, Status.ON_TRACK),
        ("9.6004", target("9.6"), LOWER, Status.OFF_TRACK),
        ("10.3", target("9.6", "0.7"), LOWER, Status.WITHIN_TOLERANCE),
        ("10.31", target("9.6", "0.7"), LOWER, Status.OFF_TRACK),
        ("72", target("80", "10", percent=True), HIGHER, Status.WITHIN_TOLERANCE),
        ("71.9", target("80", "10", percent=True), HIGHER, Status.OFF_TRACK),
        ("88", target("80", "10", percent=True), LOWER, Status.WITHIN_TOLERANCE),
        ("-11", target("-10", "10", percent=True), HIGHER, Status.WITHIN_TOLERANCE),
        ("-9", target("-10", "10", percent=True), LOWER, Status.WITHIN_TOLERANCE),
        ("0", target("0"), LOWER, Status.ON_TRACK),
        ("1", target("0", "1"), LOWER, Status.WITHIN_TOLERANCE),
        ("95", target("95", upper="105"), NEAR, Status.ON_TRACK),
        ("105", target("95", upper="105"), NEAR, Status.ON_TRACK),
        ("105.1", target("95", upper="105"), NEAR, Status.OFF_TRACK),
        ("107", target("95", "2", upper="105"), NEAR, Status.WITHIN_TOLERANCE),
        ("93", target("95", "2", upper="105"), NEAR, Status.WITHIN_TOLERANCE),
        ("92.9", target("95", "2", upper="105"), NEAR, Status.OFF_TRACK),
        ("115.5", target("95", "10", upper="105", percent=True), NEAR, Status.WITHIN_TOLERANCE),
        ("100", target("100"), NEAR, Status.ON_TRACK),
        ("101", target("100", "1"), NEAR, Status.WITHIN_TOLERANCE),
    ],
)
def test_a_value_is_compared_unrounded_and_limits_belong_to_the_better_side(
    value: str, aim: Target, polarity: Polarity, expected: Status
) -> None:
    assert status.against(Decimal(value), aim, polarity) is expected


@given(NUMBERS, NUMBERS, TOLERANCES)
def test_higher_and_lower_are_mirror_images(value: Decimal, aim: Decimal, tolerance: Decimal) -> None:
    mirrored = status.against(-value, Target(-aim, tolerance), LOWER)
    assert status.against(value, Target(aim, tolerance), HIGHER) is mirrored


@given(NUMBERS, NUMBERS, TOLERANCES)
def test_more_tolerance_never_makes_a_status_worse(value: Decimal, aim: Decimal, tolerance: Decimal) -> None:
    order = [Status.ON_TRACK, Status.WITHIN_TOLERANCE, Status.OFF_TRACK]
    for polarity in (HIGHER, LOWER, NEAR):
        strict = status.against(value, Target(aim), polarity)
        lenient = status.against(value, Target(aim, tolerance), polarity)
        assert strict is not None
        assert lenient is not None
        assert order.index(lenient) <= order.index(strict)


@given(st.one_of(st.none(), NUMBERS), NUMBERS)
def test_a_measure_without_a_better_direction_is_never_coloured(value: Decimal | None, aim: Decimal) -> None:
    assert status.against(value, Target(aim), Polarity.NONE) is None


@pytest.mark.parametrize("polarity", [HIGHER, LOWER, NEAR])
def test_missing_is_neither_on_track_nor_off_track(polarity: Polarity) -> None:
    assert status.against(None, target("0"), polarity) is Status.NO_DATA
    assert status.against(None, target("0"), polarity, Missing.LATE) is Status.NO_DATA
    assert status.against(None, target("0"), polarity, Missing.NOT_DUE) is Status.NOT_DUE


def test_a_percentage_of_a_target_of_nought_is_refused() -> None:
    with pytest.raises(PercentOfZero, match="own unit"):
        target("0", "5", percent=True)
    with pytest.raises(PercentOfZero):
        target("-5", "5", upper="0", percent=True)
    assert target("0", "5").most == 5


def test_an_impossible_target_is_refused() -> None:
    with pytest.raises(TargetError, match="below nought"):
        target("5", "-1")
    with pytest.raises(TargetError, match="lower end first"):
        target("105", upper="95")


@pytest.mark.parametrize(
    ("day", "grace", "expected"),
    [
        (date(2009, 11, 13), 0, Due.NOT_DUE),
        (date(2009, 11, 14), 0, Due.DUE),
        (date(2009, 11, 15), 0, Due.LATE),
        (date(2009, 11, 21), 7, Due.DUE),
        (date(2009, 11, 22), 7, Due.LATE),
    ],
)
def test_a_value_is_due_so_many_days_after_its_period(day: date, grace: int, expected: Due) -> None:
    assert status.due(periods.quarter(2009, 2), 45, day, grace) is expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            status.sentence(Decimal("10.3"), target("9.6"), LOWER, unit="%"),
            "10.3% against a target of 9.6%: off track (lower is better)",
        ),
        (
            status.sentence(Decimal("24282"), target("25000"), LOWER, target_name="partnership"),
            "24,282 against the partnership target of 25,000: on track (lower is better)",
        ),
        (
            status.sentence(Decimal("1200"), target("1250", "100"), HIGHER, unit="£"),
            "£1,200 against a target of £1,250: within tolerance (higher is better)",
        ),
        (
            status.sentence(Decimal("48.1"), target("41.7"), LOWER, unit="per 1,000"),
            "48.1 per 1,000 against a target of 41.7 per 1,000: off track (lower is better)",
        ),
        (
            status.sentence(Decimal("103"), target("95", upper="105"), NEAR),
            "103 against a target of 95 to 105: on track (near is best)",
        ),
        (
            status.sentence(Decimal("7"), target("5"), Polarity.NONE),
            "7 against a target of 5: not coloured (neither direction is better)",
        ),
        (status.sentence(None, target("9.6"), LOWER, unit="%"), "No data against a target of 9.6%"),
        (
            status.sentence(None, target("9.6"), LOWER, unit="%", missing=Missing.NOT_DUE),
            "Not due yet against a target of 9.6%",
        ),
        (
            status.sentence(Decimal("9.64"), target("9.1"), LOWER, unit="%", decimals=1),
            "9.6% against a target of 9.1%: off track (lower is better)",
        ),
        (
            status.sentence(Decimal("-1.5"), target("0"), HIGHER, unit="%", decimals=1),
            "−1.5% against a target of 0.0%: off track (higher is better)",
        ),
    ],
)
def test_a_status_is_said_in_words_that_a_councillor_can_use(written: str, expected: str) -> None:
    assert written == expected


def test_rounding_never_makes_a_missed_target_look_met() -> None:
    said = status.sentence(Decimal("9.6004"), target("9.6"), LOWER, unit="%", decimals=1)
    assert said == "9.6004% against a target of 9.6%: off track (lower is better)"

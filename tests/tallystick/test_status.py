"""Status against target: unrounded, inclusive at every limit, and never a colour where no direction is better."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick import periods, status
from tallystick.periods import Period
from tallystick.series import Missing, Observation, Series
from tallystick.status import (
    Aim,
    Due,
    Growth,
    PercentOfZero,
    Polarity,
    Progress,
    Reported,
    Status,
    Target,
    TargetError,
    Trajectory,
)

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


# Not due, due, late and missing

Q1, Q2, Q3, Q4 = (periods.quarter(2009, number) for number in (1, 2, 3, 4))


def seen(period: Period, value: str | int) -> Observation:
    return Observation(period, Decimal(value))


@pytest.mark.parametrize(
    ("observation", "day", "expected", "days_late"),
    [
        (seen(Q2, 5), date(2010, 3, 1), Reported.KNOWN, 0),
        (None, date(2009, 11, 13), Reported.NOT_DUE, 0),
        (None, date(2009, 11, 14), Reported.DUE, 0),
        (None, date(2009, 11, 26), Reported.LATE, 12),
        (Observation(Q2, missing=Missing.NOT_DUE), date(2009, 11, 26), Reported.LATE, 12),
        (Observation(Q2, missing=Missing.LATE), date(2009, 11, 1), Reported.NOT_DUE, 0),
        (Observation(Q2, missing=Missing.NOT_COLLECTED), date(2009, 11, 1), Reported.MISSING, 0),
        (Observation(Q2, missing=Missing.SUPPRESSED), date(2010, 11, 1), Reported.MISSING, 0),
    ],
)
def test_not_due_late_and_missing_are_told_apart_by_the_day_and_the_reason(
    observation: Observation | None, day: date, expected: Reported, days_late: int
) -> None:
    found = status.reported(Q2, observation, 45, day)
    assert (found.reported, found.days_late) == (expected, days_late)


def test_what_is_outstanding_follows_from_frequency_and_lag() -> None:
    series = Series([seen(Q1, 1), Observation(Q3, missing=Missing.SUPPRESSED)])
    found = status.outstanding(series, 45, date(2010, 5, 20))
    assert [(one.period, one.reported) for one in found] == [
        (Q2, Reported.LATE),
        (Q3, Reported.MISSING),
        (Q4, Reported.LATE),
        (Q1.year_after(), Reported.NOT_DUE),
    ]
    assert status.outstanding(Series(), 45, date(2010, 5, 20)) == ()


def test_rolling_years_kept_each_quarter_are_due_each_quarter() -> None:
    series = Series(seen(periods.rolling_year(2009, month), month) for month in (3, 6))
    found = status.outstanding(series, 30, date(2009, 10, 15))
    assert [one.period for one in found] == [periods.rolling_year(2009, 9), periods.rolling_year(2009, 12)]


def test_of_surveys_only_those_on_record_are_outstanding() -> None:
    waves = Series([Observation(periods.wave(date(2009, 9, 1)), missing=Missing.LATE)])
    assert [one.reported for one in status.outstanding(waves, 30, date(2012, 1, 1))] == [Reported.LATE]


@pytest.mark.parametrize(
    ("observation", "day", "expected"),
    [
        (None, date(2009, 11, 26), "The figure of Q2 2009/10 is 12 days late: it was due on 14 November 2009."),
        (None, date(2009, 11, 1), "The figure of Q2 2009/10 is due on 14 November 2009."),
        (None, date(2009, 11, 14), "The figure of Q2 2009/10 is due: it can be had since 14 November 2009."),
        (
            Observation(Q2, missing=Missing.SUPPRESSED),
            date(2009, 11, 26),
            "The figure of Q2 2009/10 is suppressed: it will not come.",
        ),
        (seen(Q2, 1), date(2009, 11, 26), "The figure of Q2 2009/10 is known."),
    ],
)
def test_what_is_outstanding_is_said_in_words(observation: Observation | None, day: date, expected: str) -> None:
    assert status.due_sentence(status.reported(Q2, observation, 45, day)) == expected


# Trajectories


def test_a_straight_line_rises_by_the_same_each_quarter() -> None:
    line = status.straight_line(Q4.year_before(), Decimal(40), Q4, Decimal(60))
    assert [line.at(period) for period in (Q4.year_before(), Q1, Q2, Q3, Q4)] == [40, 45, 50, 55, 60]
    assert line.at(periods.month(2009, 5)) == pytest.approx(Decimal(40) + Decimal(20) * 2 / 12)


def test_a_trajectory_says_nothing_beyond_its_ends() -> None:
    line = status.straight_line(Q1, Decimal(1), Q3, Decimal(3))
    assert line.at(Q1.year_before()) is None
    assert line.at(Q4) is None


def test_a_total_follows_the_shape_of_last_year() -> None:
    last = Series(
        seen(quarter.year_before(), value) for quarter, value in zip((Q1, Q2, Q3, Q4), (10, 20, 30, 40), strict=True)
    )
    line = status.shaped(last, periods.financial_year(2009), Decimal(200))
    assert [line.at(period) for period in (Q1, Q2, Q3, Q4)] == [20, 60, 120, 200]


def test_a_level_follows_the_shape_of_last_year() -> None:
    last = Series(
        seen(quarter.year_before(), value) for quarter, value in zip((Q1, Q2, Q3, Q4), (90, 110, 120, 100), strict=True)
    )
    line = status.shaped(last, periods.financial_year(2009), Decimal(50), adds_up=False)
    assert [line.at(period) for period in (Q1, Q2, Q3, Q4)] == [45, 55, 60, 50]


@pytest.mark.parametrize(
    ("values", "why"),
    [((1, 2, 3), "no figure at its end"), ((0, 0, 0, 0), "ended at 0"), ((None, 2, 3, 4), "lacks a figure")],
)
def test_a_year_without_a_whole_shape_is_not_followed(values: tuple[int | None, ...], why: str) -> None:
    kept = zip((Q1, Q2, Q3, Q4), values, strict=False)
    last = Series(seen(quarter.year_before(), value) for quarter, value in kept if value is not None)
    with pytest.raises(TargetError, match=why):
        status.shaped(last, periods.financial_year(2009), Decimal(10))


def test_points_that_people_agreed_are_met_exactly_and_joined_by_lines() -> None:
    line = status.given({Q4: Decimal(100), Q1: Decimal(10), Q2: Decimal(20)})
    assert [line.at(period) for period in (Q1, Q2, Q3, Q4)] == [10, 20, 60, 100]
    with pytest.raises(TargetError, match="needs a point"):
        status.given({})
    with pytest.raises(TargetError, match="give the points in order of time"):
        Trajectory(((Q2, Decimal(1)), (Q1, Decimal(2))))
    with pytest.raises(TargetError, match="give a later period"):
        status.straight_line(Q2, Decimal(1), Q1, Decimal(2))


def test_a_milestone_keeps_the_tolerance_and_the_width_of_the_range() -> None:
    line = status.straight_line(Q4.year_before(), Decimal(40), Q4, Decimal(60))
    held = line.milestone(Q2, target("60", "5", upper="70"))
    assert held == target("50", "5", upper="60")
    assert line.milestone(Q4.year_after(), target("60")) is None


# Several targets, now and at the year's end


def test_one_target_may_be_missed_and_another_met() -> None:
    aims = (Aim("partnership", target("9.1")), Aim("council", target("10.5")))
    found = status.standings(Decimal("10.3"), Q2, aims, LOWER)
    assert [one.now for one in found] == [Status.OFF_TRACK, Status.ON_TRACK]
    assert [one.at_year_end for one in found] == [None, None]


def test_now_and_the_year_end_are_kept_apart() -> None:
    line = status.straight_line(Q4.year_before(), Decimal(0), Q4, Decimal(1000))
    (found,) = status.standings(
        Decimal(412), Q2, [Aim("council", target("1000"), line)], HIGHER, expected=Decimal(1010)
    )
    assert (found.now, found.at_year_end) == (Status.OFF_TRACK, Status.ON_TRACK)
    assert found.held_against == target("500")
    assert status.standing_sentence(found, Decimal(412), expected=Decimal(1010)) == (
        "412 against 500 due by now on the way to the council target of 1,000: off track;"
        " 1,010 expected at the year’s end: on track."
    )


def test_a_trajectory_that_says_nothing_of_the_period_gives_no_status() -> None:
    line = status.straight_line(Q1, Decimal(0), Q2, Decimal(10))
    (found,) = status.standings(Decimal(5), Q4, [Aim("", target("10"), line)], HIGHER)
    assert (found.now, found.held_against) == (None, None)


def test_a_value_that_is_not_due_has_that_status_against_every_target() -> None:
    aims = (Aim("partnership", target("9")), Aim("council", target("10")))
    found = status.standings(None, Q2, aims, LOWER, missing=Missing.NOT_DUE, expected=Decimal(8))
    assert {one.now for one in found} == {Status.NOT_DUE}
    assert {one.at_year_end for one in found} == {Status.ON_TRACK}
    assert status.standing_sentence(found[0], None) == "No figure against the partnership target of 9: not due."


# Progress over years

OPEN_SDG = json.loads((Path(__file__).parent / "golden" / "opensdg-progress.json").read_text())["cases"]
NAMES = {
    "target_achieved": Progress.TARGET_MET,
    "substantial_progress": Progress.IN_REACH,
    "moderate_progress": Progress.TOO_SLOW,
    "limited_progress": Progress.LIMITED,
    "deterioration": Progress.WORSE,
}


def year(number: int) -> Period:
    return periods.calendar_year(number)


@pytest.mark.parametrize("case", OPEN_SDG, ids=lambda case: f"{case['base']}-{case['value']}-{case['status']}")
def test_progress_agrees_with_open_sdg(case: dict[str, Any]) -> None:
    first, last = seen(year(case["base_year"]), str(case["base"])), seen(year(case["year"]), str(case["value"]))
    polarity, nought = (HIGHER if case["direction"] == 1 else LOWER), Decimal("0.001")
    if case["kind"] == "target":
        aim, by = Decimal(str(case["target"])), year(case["target_year"])
        found = status.progress(first, last, aim, by, polarity, instead_of_nought=nought)
        assert found.ratio == pytest.approx(case["ratio"], rel=1e-9)
    else:
        limit = None if case["limit"] is None else Decimal(str(case["limit"]))
        found = status.without_target(first, last, polarity, limit=limit)
        assert found.seen == pytest.approx(case["ratio"], rel=1e-9)
    assert found.progress is NAMES[case["status"]]


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        ("0.95", Progress.IN_REACH),
        ("0.9499", Progress.TOO_SLOW),
        ("0.6", Progress.TOO_SLOW),
        ("0.5999", Progress.LIMITED),
        ("0", Progress.LIMITED),
        ("-0.0001", Progress.WORSE),
    ],
)
def test_the_better_side_holds_each_threshold(ratio: str, expected: Progress) -> None:
    """From 0 to 10 in ten years, so that growth is linear and the figure after five years is half of the ratio."""
    found = status.progress(
        seen(year(2010), 0), seen(year(2015), str(5 * Decimal(ratio))), Decimal(10), year(2020), HIGHER
    )
    assert (found.progress, found.growth) == (expected, Growth.LINEAR)


@pytest.mark.parametrize(
    ("base", "value", "aim", "expected"),
    [
        ("0", "4", "10", Progress.TOO_SLOW),
        ("-5", "2", "5", Progress.IN_REACH),
        ("10", "5", "0", Progress.IN_REACH),
    ],
)
def test_growth_through_nought_is_measured_by_the_yearly_change(
    base: str, value: str, aim: str, expected: Progress
) -> None:
    polarity = HIGHER if Decimal(aim) > Decimal(base) else LOWER
    found = status.progress(seen(year(2010), base), seen(year(2015), value), Decimal(aim), year(2020), polarity)
    assert (found.growth, found.progress) == (Growth.LINEAR, expected)


def test_where_near_is_best_the_distance_from_the_target_counts() -> None:
    first, by = seen(year(2010), 80), year(2020)
    nearer, farther = (status.progress(first, seen(year(2015), value), Decimal(100), by, NEAR) for value in (110, 125))
    assert nearer.progress is Progress.IN_REACH
    assert nearer.ratio == pytest.approx(1.0)
    assert farther.progress is Progress.WORSE


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 500), st.sampled_from([2, 16]))
def test_progress_does_not_depend_on_the_unit(base: int, value: int, aim: int, unit: int) -> None:
    by = year(2020)
    plain = status.progress(seen(year(2010), base), seen(year(2015), value), Decimal(aim), by, HIGHER)
    scaled = status.progress(
        seen(year(2010), base * unit), seen(year(2015), value * unit), Decimal(aim * unit), by, HIGHER
    )
    assert plain.ratio == pytest.approx(scaled.ratio)


def test_a_target_that_was_met_at_the_start_is_kept_or_lost() -> None:
    first, by = seen(year(2010), 80), year(2020)
    kept, lost = (status.progress(first, seen(year(2015), value), Decimal(80), by, HIGHER) for value in (82, 79))
    assert (kept.progress, lost.progress) == (Progress.TARGET_MET, Progress.WORSE)


def test_progress_that_cannot_be_told_says_why() -> None:
    first, by = seen(year(2010), 80), year(2020)
    assert "no figure after" in status.progress(first, first, Decimal(90), by, HIGHER).why
    assert "neither direction" in status.progress(first, seen(year(2012), 1), Decimal(90), by, Polarity.NONE).why
    absent = Observation(year(2012), missing=Missing.LATE)
    assert status.progress(first, absent, Decimal(90), by, HIGHER).progress is Progress.NOT_KNOWN
    assert status.without_target(seen(year(2010), 0), seen(year(2012), 1), HIGHER).progress is Progress.NOT_KNOWN
    with pytest.raises(TargetError, match="give a later period"):
        status.progress(first, seen(year(2012), 1), Decimal(90), year(2009), HIGHER)


def test_progress_is_said_in_words() -> None:
    first, by = seen(year(2010), 0), year(2020)
    said = [
        status.progress_sentence(status.progress(first, seen(year(2015), value), Decimal(10), by, HIGHER))
        for value in ("3.5", "-1", "10")
    ]
    assert said == [
        "In the right direction, but too slow to reach the target in time: 70% of the pace that is needed.",
        "Further from the target than at the start.",
        "The target is met.",
    ]


@pytest.mark.parametrize("unit", ["number", "No."])
def test_a_unit_that_says_only_that_something_is_counted_is_not_read_out(unit: str) -> None:
    assert status.shown(Decimal(1234), unit) == "1,234"


def test_what_a_division_leaves_is_told_in_as_many_figures_as_people_write() -> None:
    told = status.sentence(Decimal("69.31034483"), Target(Decimal(75)), Polarity.HIGHER_IS_BETTER, unit="%")
    assert told == "69.3% against a target of 75%: off track (higher is better)"


def test_but_in_full_where_it_would_look_like_a_target_met() -> None:
    told = status.sentence(Decimal("74.96551724"), Target(Decimal(75)), Polarity.HIGHER_IS_BETTER, unit="%")
    assert told == "74.96551724% against a target of 75%: off track (higher is better)"

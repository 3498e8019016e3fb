"""What a response expects of its measures: set down, checked when its time comes, and told of any day from what was known on it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from tallystick import periods
from tallystick.series import Vintage
from tallystick.status import Polarity
from tallystick_web.accounts.models import User
from tallystick_web.challenges import actions, impact, queries
from tallystick_web.challenges.models import Expectation, Thread
from tallystick_web.challenges.queries import statement
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure

from .conftest import words

SignedIn = Callable[[User], Client]
HOME = "/leeds/challenges/peers-2018/"
POINT = f"{HOME}points/recommendation-1/"
TODAY = timezone.localdate


@pytest.mark.parametrize(
    ("way", "amount", "values", "verdict"),
    [
        ("up", "5", [50, 51, 49, 50, 51, 49, 50, 51, 80], impact.Verdict.AS_EXPECTED),
        ("up", "40", [50, 51, 49, 50, 51, 49, 50, 51, 80], impact.Verdict.LESS),
        ("down", None, [50, 51, 49, 50, 51, 49, 50, 51, 80], impact.Verdict.WRONG_WAY),
        ("up", None, [50, 51, 49, 50, 51, 49, 50, 51, 50.5], impact.Verdict.CHANCE),
        ("up", "5", [50, 51, 49, 50, 51, 49, 50, 51], impact.Verdict.NO_DATA),
        ("up", "5", [60, 80, 80, 80, 80, 80, 80, 80, 90], impact.Verdict.CANNOT_TELL),
    ],
)  # fmt: skip
def test_what_was_expected_is_checked_when_its_time_comes(
    way: str,
    amount: str | None,
    values: list[float],
    verdict: impact.Verdict,
    answered: Thread,
    leeds: Council,
    alice: User,
) -> None:
    before = [] if verdict is impact.Verdict.CANNOT_TELL else [50, 51, 49, 50, 49, 51, 50, 50]
    check = checked(answered, leeds, alice, way, amount, values, on=date(2020, 7, 1), before=before)
    assert check.verdict is verdict, check.sentence


def checked(
    thread: Thread,
    leeds: Council,
    alice: User,
    way: str,
    amount: str | None,
    values: list[float],
    on: date,
    before: list[float] | None = None,
) -> impact.Check:
    measure = measures.keep_measure(
        council=leeds, reference="TR-1", title="Councillors at training", unit="%", polarity=Polarity.HIGHER_IS_BETTER,
        frequency=periods.Frequency.QUARTER, by=alice,
    )  # fmt: skip
    area = Area.objects.get(council=leeds, kind=Area.Kind.OWN)
    every = periods.between(periods.quarter(2018, 1), periods.quarter(2020, 1))
    earlier = periods.between(periods.quarter(2016, 1), periods.quarter(2017, 4))
    with mock.patch("django.utils.timezone.now", return_value=datetime(2020, 6, 30, tzinfo=UTC)):
        measures.record_observations(
            council=leeds, by=alice,
            observations=[
                measures.NewObservation(measure, area, period, Vintage.VALIDATED, Decimal(str(value)))
                for period, value in [*zip(earlier, before or [], strict=False), *zip(every, values, strict=False)]
            ],
        )  # fmt: skip
    actions.expect(
        thread=thread, measure=measure, way=Expectation.Way(way), amount=Decimal(amount) if amount else None,
        period=every[-1], base=every[0], by=alice, on=date(2018, 6, 2),
    )  # fmt: skip
    point = queries.points(leeds).get(list="recommendation")
    return statement.entries([point], on)[0].checks[0]


def test_impact_on_a_past_day_is_told_from_the_values_known_on_it(
    answered: Thread, leeds: Council, alice: User
) -> None:
    flat = [50, 51, 49, 50, 51, 49, 50, 51, 80]
    checked(answered, leeds, alice, "up", "5", flat, on=date(2020, 7, 1), before=[50, 51, 49, 50, 49, 51, 50, 50])
    measure = Measure.objects.get()
    area, last = Area.objects.get(council=leeds, kind=Area.Kind.OWN), periods.quarter(2020, 1)
    corrected = measures.NewObservation(measure, area, last, Vintage.CORRECTED, Decimal("50.5"), note="Counted twice.")
    measures.record_observations(council=leeds, by=alice, observations=[corrected])
    point = queries.points(leeds).get(list="recommendation")

    def told(on: date) -> impact.Check:
        return statement.entries([point], on)[0].checks[0]

    assert told(date(2020, 7, 1)).verdict is impact.Verdict.AS_EXPECTED, "as it stood then"
    assert told(timezone.localdate()).verdict is impact.Verdict.CHANCE, "as it is known today"


def test_a_value_recorded_after_the_day_was_not_known_on_it(answered: Thread, leeds: Council, alice: User) -> None:
    measure = measures.keep_measure(
        council=leeds, reference="TR-1", title="Training", unit="%", polarity=Polarity.HIGHER_IS_BETTER,
        frequency=periods.Frequency.QUARTER, by=alice,
    )  # fmt: skip
    area, base, end = (
        Area.objects.get(council=leeds, kind=Area.Kind.OWN),
        periods.quarter(2018, 1),
        periods.quarter(2018, 4),
    )
    values = [measures.NewObservation(measure, area, one, Vintage.VALIDATED, Decimal(50)) for one in (base, end)]
    measures.record_observations(council=leeds, by=alice, observations=values)
    actions.expect(
        thread=answered, measure=measure, way=Expectation.Way.UP, amount=None, period=end, base=base, by=alice, on=date(2018, 6, 2)
    )  # fmt: skip
    point = queries.points(leeds).get(list="recommendation")
    check = statement.entries([point], date(2020, 1, 1))[0].checks[0]
    assert check.verdict is impact.Verdict.NO_DATA
    assert check.found == "No value for Q1 2018/19 was on the record on 1 January 2020, so it cannot be said."


def test_before_its_time_an_expectation_says_when_it_is_due(answered: Thread, leeds: Council, alice: User) -> None:
    check = checked(answered, leeds, alice, "up", "5", [50] * 9, on=date(2020, 6, 30))
    assert check.verdict is impact.Verdict.NOT_DUE
    assert check.sentence == (
        "Councillors at training was expected to rise by at least 5\N{NO-BREAK SPACE}points between Q1 2018/19 and Q1 2020/21. "
        "The value of Q1 2020/21 is not due yet."
    )


def test_an_expectation_is_set_down_on_the_page_and_dropped_with_a_reason(
    answered: Thread, measure: Any, erin: User, signed_in: SignedIn
) -> None:
    browser = signed_in(erin)
    given = {"measure": measure.pk, "way": "down", "amount": "2", "period": "Q4 2009/10", "base": "Q2 2009/10"}
    answer = browser.post(f"{POINT}expect/", {**given, "period": "Q1 2009/10"})
    assert "Name a later period" in words(answer)
    assert browser.post(f"{POINT}expect/", given).status_code == 302
    assert "was expected to fall by at least 2" in words(browser.get(POINT))
    expectation = Expectation.objects.get()
    browser.post(f"/leeds/challenges/expectations/{expectation.pk}/drop/", {"reason": "Another measure fits better."})
    assert "was expected to fall" not in words(browser.get(POINT))


def test_nothing_is_expected_after_it_is_known(
    delivered: Thread, measure: Any, erin: User, signed_in: SignedIn
) -> None:
    assert "before the outcome is known" in words(signed_in(erin).get(f"{POINT}expect/"))

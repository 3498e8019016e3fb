"""Actions of delivery serve an answer: planned from its page, seen there with whether they slip, told in the statement."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.challenges import actions, queries
from tallystick_web.challenges.models import Expectation, Thread
from tallystick_web.challenges.queries import statement
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.models import Action
from tallystick_web.measures.models import Measure

SignedIn = Callable[[User], Client]
POINT = "/leeds/challenges/peers-2018/points/recommendation-1/"


def test_an_action_is_planned_for_a_recommendation_and_moves_its_measures(
    answered: Thread, measure: Measure, erin: User, signed_in: SignedIn
) -> None:
    from tallystick import periods

    actions.expect(
        thread=answered, measure=measure, way=Expectation.Way.DOWN, amount=None, period=periods.quarter(2010, 2),
        base=periods.quarter(2009, 2), by=erin, on=date(2018, 6, 2),
    )  # fmt: skip
    browser = signed_in(erin)
    answer = browser.post(f"{POINT}actions/", {"title": ""})
    assert "Choose an action that exists" in answer.content.decode()
    due = timezone.localdate() - timedelta(days=12)
    assert browser.post(f"{POINT}actions/", {"title": "One template", "owner": erin.pk, "due": due}).status_code == 302
    action = Action.objects.get()
    assert (action.purpose, list(action.measures.all())) == ("A report is written once.", [measure])
    page = browser.get(POINT).content.decode()
    assert "One template" in page and "Overdue by 12 days" in page


def test_an_action_that_exists_serves_several_answers_and_stops_serving_one(
    answered: Thread, leeds: Council, erin: User, alice: User, signed_in: SignedIn
) -> None:
    action = work.keep_action(council=leeds, reference="A-7", title="Train people", by=alice)
    browser = signed_in(erin)
    browser.post(f"{POINT}actions/", {"action": action.pk})
    browser.post(f"{POINT}actions/", {"action": action.pk})
    assert [point.name for point in queries.served_by(leeds)[action.pk]] == ["recommendation 1"]
    serving = answered.serving.get()
    browser.post(f"/leeds/challenges/serving/{serving.pk}/end/")
    assert queries.served_by(leeds) == {}
    assert Action.objects.count() == 1


def test_the_statement_of_a_day_tells_the_actions_as_they_stood_then(
    answered: Thread, leeds: Council, alice: User
) -> None:
    action = work.keep_action(
        council=leeds, reference="A-7", title="One template", state="done", done_on=date(2018, 12, 3), due=date(2018, 11, 30),
        by=alice,
    )  # fmt: skip
    actions.serve(thread=answered, action=action, by=alice, on=date(2018, 8, 1))
    told = {}
    for on in (date(2018, 7, 1), date(2018, 12, 4)):
        point = queries.points(leeds).get(list="recommendation")
        told[on] = statement.entries([point], on)[0].actions
    assert told == {date(2018, 7, 1): (), date(2018, 12, 4): ("A-7 One template: done on 3 December 2018",)}


def test_an_action_of_another_council_serves_nothing(answered: Thread, harborough: Council, alice: User) -> None:
    import pytest

    from tallystick_web.councils.rules import Refused

    theirs = work.keep_action(council=harborough, reference="A-1", title="Theirs", by=None)
    with pytest.raises(Refused, match="another council"):
        actions.serve(thread=answered, action=theirs, by=alice)


def test_a_deputy_answers_for_the_officer_who_is_away(
    answered: Thread, erin: User, alice: User, leeds: Council
) -> None:
    from tallystick_web.councils.models import Role

    from ..conftest import person

    fred = person("Fred", leeds, Role.CONTRIBUTOR)
    today: Any = timezone.localdate()
    councils.name_deputy(council=leeds, person=erin, deputy=fred, start=today, end=today + timedelta(days=3), by=alice)
    actions.step(thread=answered, verb="begin", by=fred)
    assert answered.state == "in_delivery"

"""What was said and when cannot be changed, and any day can be told again."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.challenges import actions, queries
from tallystick_web.challenges.models import Challenge, Placement, Point, Response, StateChange, Thread
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import Refused

from .conftest import prove


@pytest.mark.parametrize(
    ("model", "field", "value"),
    [
        (Point, "text", "Later."),
        (Point, "title", "Write more"),
        (StateChange, "on", date(2017, 1, 1)),
        (StateChange, "reason", "Another."),
        (Response, "answer", "declined"),
        (Placement, "on", date(2017, 1, 1)),
    ],
)
def test_the_database_refuses_to_change_what_was_said_and_when(
    model: Any, field: str, value: object, delivered: Thread
) -> None:
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        model.objects.update(**{field: value})


def stood(point: Point, on: date) -> str:
    found = queries.standing(queries.points(point.council).get(pk=point.pk), on)
    return found.words if found else "unknown"


def test_any_day_can_be_told_again(delivered: Thread, challenge: Challenge) -> None:
    point = challenge.points.get(list="recommendation")
    told = {on: stood(point, on) for on in (date(2018, 3, 15), date(2018, 3, 16), date(2018, 6, 1), date(2018, 7, 2))}
    assert list(told.values()) == ["unknown", "Received", "Responded", "In delivery"]
    assert stood(point, date(2019, 2, 1)) == "Delivered"


def test_an_answer_of_a_day_is_the_version_that_stood_then(answered: Thread, challenge: Challenge, alice: User) -> None:
    actions.respond(thread=answered, different="No report is written twice.", by=alice, on=date(2018, 9, 1))
    point = queries.points(challenge.council).get(list="recommendation")
    then, now = queries.standing(point, date(2018, 8, 31)), queries.standing(point, date(2018, 9, 1))
    assert then and then.response and then.response.different == "A report is written once."
    assert now and now.response and now.response.different == "No report is written twice."
    assert now.response.portfolio_holder == "Finance", "what a new version does not name stays"


def test_history_is_added_to_and_not_dated_ahead(answered: Thread, alice: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    for on, why in [(date(2018, 5, 31), "already says"), (tomorrow, "not come yet")]:
        with pytest.raises(Refused, match=why):
            actions.step(thread=answered, verb="begin", by=alice, on=on)


def test_evidence_counts_from_the_day_it_was_kept_until_it_is_withdrawn(
    answered: Thread, challenge: Challenge, alice: User
) -> None:
    evidence = prove(answered, alice)
    point = queries.points(challenge.council).get(list="recommendation")
    counts = [
        len(found.evidence) for on in (date(2018, 6, 4), date(2018, 6, 5)) if (found := queries.standing(point, on))
    ]
    assert counts == [0, 1]
    actions.withdraw_evidence(evidence=evidence, reason="The wrong minute.", by=alice)
    point = queries.points(challenge.council).get(list="recommendation")
    today = queries.standing(point, timezone.localdate())
    assert today and not today.evidence


def test_points_that_ask_for_the_same_are_answered_once_from_the_day_they_were_linked(
    answered: Thread, challenge: Challenge, alice: User
) -> None:
    other = actions.keep_challenge(
        council=challenge.council, reference="audit-2019", title="Audit", last_day=date(2019, 1, 5), by=alice
    )
    asked = actions.keep_point(
        challenge=other, list=Point.List.RECOMMENDATION, number=1, theme="", title="Fewer stages", text="", by=alice
    )
    actions.link(thread=answered, points=[asked], reason="Both ask for fewer stages.", by=alice, on=date(2019, 2, 1))
    assert stood(asked, date(2019, 1, 31)) == "Received"
    assert stood(asked, date(2019, 2, 1)) == "Responded"
    point = queries.points(challenge.council).get(challenge__reference="peers-2018", list="recommendation")
    then, since = queries.standing(point, date(2019, 1, 31)), queries.standing(point, date(2019, 2, 1))
    assert then and since
    assert (then.together, since.together) == ((), (asked,))
    actions.unlink(point=asked, reason="The audit asks for more.", by=alice, on=date(2019, 3, 1))
    assert stood(asked, date(2019, 3, 1)) == "Received"
    again = queries.standing(queries.points(challenge.council).get(pk=point.pk), date(2019, 3, 1))
    assert again and again.together == ()


def test_a_point_of_another_council_is_not_linked(answered: Thread, harborough: Council, alice: User) -> None:
    theirs = actions.keep_challenge(council=harborough, reference="theirs", title="Theirs", by=None)
    asked = actions.keep_point(
        challenge=theirs, list=Point.List.RECOMMENDATION, number=1, theme="", title="Theirs", text="", by=None
    )
    with pytest.raises(Refused, match="another council"):
        actions.link(thread=answered, points=[asked], reason="Alike.", by=alice)


def test_points_held_before_there_were_answers_get_their_thread(leeds: Council, alice: User) -> None:
    from importlib import import_module

    old = Challenge.objects.create(council=leeds, reference="old", title="Old", last_day=date(2017, 5, 4))
    kept = [
        Point.objects.create(challenge=old, list=kind, number=1, title="As it was")
        for kind in (Point.List.RECOMMENDATION, Point.List.QUICK_WIN, Point.List.SIGNPOSTING)
    ]
    migration = import_module("tallystick_web.challenges.migrations.0003_threads_of_held_points")
    migration.thread(apps, None)
    for point in kept:
        point.refresh_from_db()
    assert [bool(point.thread) for point in kept] == [True, True, False]
    assert stood(kept[0], date(2017, 5, 4)) == "Received"

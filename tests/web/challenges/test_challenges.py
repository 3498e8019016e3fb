"""What a challenge said is kept in its own words, each list apart."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.challenges import actions, queries
from tallystick_web.challenges.models import Challenge, Point, Thread
from tallystick_web.councils.rules import Refused


def test_recommendations_come_first_and_lists_stay_apart(challenge: Challenge) -> None:
    found = queries.lists(challenge)
    assert [(one.name, [point.title for point in one.points]) for one in found] == [
        ("Key recommendations", ["Simplify reports"]),
        ("Quick wins", ["Proof-reader"]),
        ("Notable practice", ["Tags on bins"]),
    ]


def test_the_words_of_a_challenge_cannot_be_edited(challenge: Challenge, alice: User) -> None:
    with pytest.raises(Refused, match="cannot be edited"):
        actions.keep_point(
            challenge=challenge,
            list=Point.List.QUICK_WIN,
            number=1,
            theme="",
            title="Proof-reader",
            text="Later.",
            by=alice,
        )
    assert challenge.points.get(list="quick_win").text == "Soon."


def test_keeping_the_same_again_is_silent(challenge: Challenge, alice: User) -> None:
    events = Event.objects.count()
    actions.keep_challenge(council=challenge.council, reference="peers-2018", title="Peer challenge 2018", by=alice)
    actions.keep_point(
        challenge=challenge, list=Point.List.QUICK_WIN, number=1, theme="", title="Proof-reader", text="Soon.", by=alice
    )
    assert Event.objects.count() == events


def test_dana_reads_the_challenge_and_charlie_does_not(
    challenge: Challenge, dana: User, charlie: User, signed_in: Callable[[User], Client]
) -> None:
    words = signed_in(dana).get("/leeds/challenges/peers-2018/").content.decode()
    assert "Simplify reports" in words and "around 80 people" in words and "Is it known?" in words
    assert "{" not in words.split("<main")[1]
    assert "Peer challenge 2018" in signed_in(dana).get("/leeds/challenges/").content.decode()
    assert signed_in(charlie).get("/harborough/challenges/peers-2018/").status_code == 404


def test_the_heading_of_a_challenge_says_how_far_its_answers_are(
    challenge: Challenge, thread: Thread, erin: User, alice: User, dana: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(dana)

    def heading() -> str:
        page = client.get("/leeds/challenges/peers-2018/").content.decode()
        assert "<b>Peer challenge 2018</b>" in page and "<title>Peer challenge 2018 " in page
        return page.split('<h1 class="govuk-heading-xl">')[1].split("</h1>")[0]

    def respond(review: date | None) -> None:
        actions.respond(
            thread=thread, answer="accepted", officer=erin, different="Written once.", review_date=review, by=alice,
            on=date(2018, 6, 1),
        )  # fmt: skip

    assert heading() == "None of 2 points is answered yet"
    respond(None)
    assert heading() == "1 of 2 points is answered and not begun; 1 is not answered yet"
    respond(date(2018, 9, 1))
    actions.step(thread=thread, verb="begin", by=erin, on=date(2018, 7, 1))
    assert heading() == "1 of 2 points is in delivery; 1 is not answered yet; 1 is overdue"
    actions.step(thread=thread, verb="deliver", reason="One template.", by=erin, on=date(2018, 8, 1))
    assert heading().startswith("1 of 2 points is delivered and not closed yet; 1 is not")
    Thread.objects.update(state=Thread.State.IMPACT_EVIDENCED)
    assert heading() == "2 of 2 points are done with"
    challenge.points.update(thread=None)
    assert heading() == "It left nothing to answer"


def test_a_council_without_challenges_tells_who_may_how_to_bring_one_in(
    alice: User, dana: User, signed_in: Callable[[User], Client]
) -> None:
    assert "Bring in a document" in signed_in(alice).get("/leeds/challenges/").content.decode()
    seen = signed_in(dana).get("/leeds/challenges/").content.decode()
    assert "No challenge is held yet" in seen
    assert "Bring in a document" not in seen

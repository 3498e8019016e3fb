"""A peer challenge of Leeds with a recommendation and a quick win; Erin answers for them, Bob is the second person."""

from datetime import date
from typing import Any

import pytest

from tallystick_web.accounts.models import User
from tallystick_web.challenges import actions
from tallystick_web.challenges.models import Challenge, Evidence, Point, Thread
from tallystick_web.councils.models import Council, Role

from ..conftest import person


@pytest.fixture
def challenge(leeds: Council, alice: User) -> Challenge:
    kept = actions.keep_challenge(
        council=leeds, reference="peers-2018", title="Peer challenge 2018", body="Local Government Association",
        first_day=date(2018, 3, 14), last_day=date(2018, 3, 16),
        evidence={"people": {"value": 80, "words": "around 80 people"}},
        scope=[{"title": "Place", "text": "Is it known?"}], by=alice,
    )  # fmt: skip
    for kind, title in [
        (Point.List.QUICK_WIN, "Proof-reader"),
        (Point.List.RECOMMENDATION, "Simplify reports"),
        (Point.List.NOTABLE_PRACTICE, "Tags on bins"),
    ]:
        actions.keep_point(challenge=kept, list=kind, number=1, theme="", title=title, text="Soon.", by=alice)
    return kept


@pytest.fixture
def erin(leeds: Council) -> User:
    """The accountable officer."""
    return person("Erin", leeds, Role.ACCOUNTABLE_OFFICER)


@pytest.fixture
def thread(challenge: Challenge) -> Thread:
    """The answer to the recommendation, which nobody has given yet."""
    return Thread.objects.get(points__challenge=challenge, points__list=Point.List.RECOMMENDATION)


@pytest.fixture
def answered(thread: Thread, erin: User, alice: User) -> Thread:
    """Accepted, with Erin accountable."""
    actions.respond(
        thread=thread, answer="accepted", officer=erin, different="A report is written once.",
        portfolio_holder="Finance", by=alice, on=date(2018, 6, 1),
    )  # fmt: skip
    return thread


@pytest.fixture
def delivered(answered: Thread, erin: User) -> Thread:
    actions.step(thread=answered, verb="begin", by=erin, on=date(2018, 7, 1))
    actions.step(thread=answered, verb="deliver", reason="One template is in use.", by=erin, on=date(2019, 1, 10))
    return answered


def words(answer: Any) -> str:
    """What stands on a page."""
    return str(answer.content.decode().split("<main")[1])


def prove(
    thread: Thread, by: User, *, confidential: bool = False, words: str = "The Executive took it up."
) -> Evidence:
    """A decision as evidence."""
    return actions.add_evidence(
        thread=thread, kind=Evidence.Kind.DECISION, decision="Executive, 4 June 2018, minute 12", words=words,
        on=date(2018, 6, 4), kept_on=date(2018, 6, 5), confidential=confidential, vouched_by=by, by=by,
    )  # fmt: skip

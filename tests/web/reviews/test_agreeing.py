"""The director's page: the worrying first, several at once, deputies in their days, and no query more for more of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tallystick import periods
from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Membership, Role
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions
from tallystick_web.reviews.models import Assessment, Round, State
from web.conftest import person

Browser = Callable[[User], Client]
PAGE = "/leeds/reviews/agreeing/"


class Written:
    """Assessments that are submitted to a director, as many as a test needs."""

    def __init__(self, round: Round, like: Priority, team: User, director: User) -> None:
        self.round, self.like, self.team, self.director = round, like, team, director
        self.author = person("Ivan", round.council, Role.ACCOUNTABLE_OFFICER)

    def __call__(
        self, reference: str, rating: Rating = Rating.AMBER, text: str = "Trees grew.", suggested: str = ""
    ) -> Assessment:
        priority = plans.keep_priority(
            council=self.round.council, reference=reference, theme=self.like.theme, title=f"Trees {reference}",
            accountable_officer=self.author, accountable_director=self.director, by=self.team,
        )  # fmt: skip
        kept = actions.keep_assessment(
            round=self.round,
            priorities=[priority],
            narrative=text,
            rating=rating,
            reason="As seen.",
            grades=[],
            by=self.team,
        )
        actions.submit(assessment=kept, by=self.author)
        Assessment.objects.filter(pk=kept.pk).update(suggested=suggested)
        return Assessment.objects.get(pk=kept.pk)


@pytest.fixture
def written(round: Round, priority: Priority, alice: User, bob: User) -> Written:
    return Written(round, priority, alice, bob)


def said(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_what_is_judged_greener_than_the_evidence_comes_first(written: Written, bob: User, signed_in: Browser) -> None:
    written("T-1", Rating.AMBER, suggested="amber")
    written("T-2", Rating.RED, suggested="amber")
    written("T-3", Rating.GREEN, suggested="red")
    page = said(signed_in(bob))
    assert "3 assessments wait for you, 1 judged greener than the evidence" in page
    assert page.index("Trees T-3") < page.index("Trees T-2") < page.index("Trees T-1")
    assert "Judged more strictly than the evidence" in page


def test_what_changed_since_last_round_is_counted_and_marked(
    written: Written, alice: User, bob: User, signed_in: Browser
) -> None:
    now = written("T-1", Rating.AMBER, text="Trees grew by 12%.")
    earlier = actions.open_round(council=now.council, period=periods.quarter(2009, 1), by=alice)
    actions.keep_assessment(
        round=earlier, priorities=[one.priority for one in now.coverage.all()], narrative="Trees grew by 9%.", rating=Rating.GREEN,
        reason="", grades=[], by=alice,
    )  # fmt: skip
    page = said(signed_in(bob))
    assert "1 word put in, 1 taken out" in page and 'class="put-in"' in page and "worsening" in page


def test_a_text_that_was_only_copied_says_so(written: Written, alice: User, bob: User, signed_in: Browser) -> None:
    now = written("T-1")
    earlier = actions.open_round(council=now.council, period=periods.quarter(2009, 1), by=alice)
    actions.keep_assessment(
        round=earlier, priorities=[one.priority for one in now.coverage.all()], narrative=now.narrative, rating=None, reason="",
        grades=[], by=alice,
    )  # fmt: skip
    assert "The text is word for word that of last round" in said(signed_in(bob))


def test_several_are_agreed_and_those_that_cannot_be_are_named(written: Written, bob: User, signed_in: Browser) -> None:
    first, second, third = (written(f"T-{number}") for number in (1, 2, 3))
    actions.challenge(assessment=second, question="Why?", by=bob)
    client = signed_in(bob)
    chosen = [first.pk, second.pk, third.pk, "x", 10**12]
    page = client.post(PAGE, {"chosen": chosen}, follow=True).content.decode()
    assert "You agreed 2 assessments: T-1, T-3" in page
    assert "T-2: 1 question is not answered yet" in page
    assert [one.state for one in Assessment.objects.order_by("pk")] == [State.AGREED, State.CHALLENGED, State.AGREED]


def test_choosing_none_says_what_to_do(written: Written, bob: User, signed_in: Browser) -> None:
    written("T-1")
    assert "Choose the assessments that you agree" in signed_in(bob).post(PAGE, follow=True).content.decode()


def test_a_deputy_sees_and_agrees_in_their_days_only(written: Written, bob: User, signed_in: Browser) -> None:
    kept = written("T-1")
    grace, today = person("Grace", kept.council, Role.CONTRIBUTOR), timezone.localdate()
    client = signed_in(grace)
    councils.name_deputy(
        council=kept.council, person=bob, deputy=grace, start=today - timedelta(9), end=today - timedelta(1), by=bob
    )
    assert "Nothing waits for you to agree" in said(client)
    client.post(PAGE, {"chosen": [kept.pk]})
    assert Assessment.objects.get(pk=kept.pk).state == State.SUBMITTED
    councils.name_deputy(council=kept.council, person=bob, deputy=grace, start=today, end=today, by=bob)
    assert "you stand in for Bob" in said(client)
    client.post(PAGE, {"chosen": [kept.pk]})
    agreed = Assessment.objects.get(pk=kept.pk)
    assert (agreed.agreed_by, agreed.agreed_for) == (grace, bob)


def test_what_a_director_judged_is_for_somebody_else(written: Written, bob: User, signed_in: Browser) -> None:
    kept = written("T-1")
    Assessment.objects.filter(pk=kept.pk).update(rated_by=bob)
    page = said(signed_in(bob))
    assert "1 assessment for somebody else to agree" in page and "Another director has to agree it" in page
    assert f'id="choose-{kept.pk}"' not in page


def test_each_director_sees_their_own(written: Written, alice: User, signed_in: Browser) -> None:
    kept = written("T-1")
    frank = person("Frank", kept.council, Role.DIRECTOR)
    assert "Nothing waits for you to agree" in said(signed_in(frank))
    assert "Nothing waits for you to agree" in said(signed_in(alice))


def test_once_the_round_is_closed_nothing_waits(written: Written, alice: User, bob: User, signed_in: Browser) -> None:
    kept = written("T-1")
    actions.close_round(round=kept.round, carrying="Late.", by=alice)
    assert "Nothing waits for you to agree" in said(signed_in(bob))


def test_a_leaver_and_another_council_see_nothing(
    written: Written, bob: User, charlie: User, signed_in: Browser
) -> None:
    kept = written("T-1")
    assert signed_in(charlie).get(PAGE).status_code == 403
    assert "Trees" not in signed_in(charlie).get("/harborough/reviews/agreeing/").content.decode()
    signed_in(charlie).post("/harborough/reviews/agreeing/", {"chosen": [kept.pk]})
    Membership.objects.filter(person=bob).delete()
    assert signed_in(bob).get(PAGE).status_code == 403
    assert Assessment.objects.get(pk=kept.pk).state == State.SUBMITTED


def test_the_queries_do_not_grow_with_sixty_assessments(
    written: Written, alice: User, bob: User, signed_in: Browser
) -> None:
    client: Any = signed_in(bob)
    actions.open_round(council=written.round.council, period=periods.quarter(2009, 1), by=alice)
    written("T-0")
    said(client)
    with CaptureQueriesContext(connection) as few:
        said(client)
    for number in range(1, 60):
        written(f"T-{number}", text=f"Trees grew by {number}%.")
    with CaptureQueriesContext(connection) as many:
        said(client)
    assert len(many) == len(few) <= 20

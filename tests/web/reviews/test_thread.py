"""Asking and answering beside the text, the steps, the versions: who sees what, and that nothing is lost on the way."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Membership, Role
from tallystick_web.reviews import actions
from tallystick_web.reviews.models import Assessment, Draft, Question, State
from web.conftest import person

Browser = Callable[[User], Client]


def page(assessment: Assessment, rest: str = "") -> str:
    return f"/leeds/reviews/assessments/{assessment.pk}/{rest}"


def now(assessment: Assessment) -> Assessment:
    return Assessment.objects.get(pk=assessment.pk)


def sent(assessment: Assessment) -> dict[str, Any]:
    """The form of the editor, to be saved and submitted."""
    return {
        "narrative": "New words.", "rating": "amber", "rating_reason": "Because.", "departure": "other", "judge_after": "", "also": "",
        "version": now(assessment).version, "then": "submit",
        "covers": [one.pk for one in assessment.priorities.all()],
    }  # fmt: skip


def said(client: Client, assessment: Assessment, rest: str = "read/") -> str:
    return client.get(page(assessment, rest)).content.decode()


def test_a_director_asks_and_the_author_answers_beside_the_text(
    submitted: Assessment, erin: User, bob: User, signed_in: Browser
) -> None:
    signed_in(bob).post(page(submitted, "ask/"), {"question": "Why amber?", "quote": "Litter fell"})
    assert now(submitted).state == State.CHALLENGED
    editor = signed_in(erin).get(page(submitted)).content.decode()
    assert "Why amber?" in editor and "Litter fell" in editor
    question = Question.objects.get()
    signed_in(erin).post(
        page(submitted, f"questions/{question.pk}/answer/"), {f"answer-{question.pk}": "Because of Q3."}
    )
    assert "Because of Q3." in said(signed_in(bob), submitted)


def test_a_question_without_words_is_sent_back(submitted: Assessment, bob: User, signed_in: Browser) -> None:
    told = signed_in(bob).post(page(submitted, "ask/"), {"question": "", "quote": "Litter"}).content.decode()
    assert "Enter your question" in told and "Litter" in told and now(submitted).state == State.SUBMITTED


def test_what_else_was_typed_when_a_question_is_answered_is_kept_as_a_draft(
    submitted: Assessment, erin: User, bob: User, signed_in: Browser
) -> None:
    asked = actions.challenge(assessment=submitted, question="Why?", by=bob)
    typed = {"narrative": "Half a sentence", "version": str(submitted.version), f"answer-{asked.pk}": ""}
    client, address = signed_in(erin), page(submitted, f"questions/{asked.pk}/answer/")
    assert "Enter your answer to: Why?" in client.post(address, typed, follow=True).content.decode()
    client.post(address, {**typed, f"answer-{asked.pk}": "So."})
    assert Draft.objects.get().fields["narrative"] == "Half a sentence"
    assert Question.objects.get().answer == "So."


def test_an_answer_that_stands_beside_the_text_is_kept_when_the_text_is_saved_and_submitted(
    submitted: Assessment, erin: User, bob: User, signed_in: Browser
) -> None:
    asked = actions.challenge(assessment=submitted, question="Why?", by=bob)
    client = signed_in(erin)
    told = client.post(page(submitted), sent(submitted), follow=True).content.decode()
    assert "not submitted. 1 question is not answered yet." in told
    assert (
        now(submitted).state == State.CHALLENGED
    )  # else it would wait for the director, who cannot agree it, and for nobody else
    client.post(page(submitted), sent(submitted) | {f"answer-{asked.pk}": "So."})
    assert (Question.objects.get().answer, now(submitted).state) == ("So.", State.SUBMITTED)


def test_the_buttons_are_those_of_the_table_for_this_person(
    submitted: Assessment, erin: User, alice: User, bob: User, signed_in: Browser
) -> None:
    author, team, director = (said(signed_in(one), submitted) for one in (erin, alice, bob))
    assert (
        "Take back to go on writing" in author
        and "Open again" not in author
        and "Agree the rating</button>" not in author
    )
    assert "Take back to go on writing" in team and "Open again …" in team
    assert "Agree the rating</button>" in director and "Take back" not in director


def test_an_author_takes_back_and_the_team_opens_again_with_a_reason(
    submitted: Assessment, erin: User, alice: User, signed_in: Browser
) -> None:
    signed_in(erin).post(page(submitted, "steps/withdraw/"))
    assert now(submitted).state == State.DRAFTING
    signed_in(erin).post(page(submitted, "steps/submit/"))
    client = signed_in(alice)
    assert "Say why: one sentence is enough" in client.post(page(submitted, "steps/reopen/")).content.decode()
    client.post(page(submitted, "steps/reopen/"), {"reason": "A figure was corrected."})
    assert now(submitted).state == State.DRAFTING


def test_a_step_that_is_refused_says_why_and_changes_nothing(
    submitted: Assessment, erin: User, signed_in: Browser
) -> None:
    answer = signed_in(erin).post(page(submitted, "steps/reopen/"), {"reason": "I want to."}, follow=True)
    assert "Only the performance team can do this" in answer.content.decode()
    assert now(submitted).state == State.SUBMITTED
    assert signed_in(erin).post(page(submitted, "steps/lock/")).status_code == 404


def test_a_deputy_agrees_in_their_days_only(submitted: Assessment, bob: User, signed_in: Browser) -> None:
    grace, today = person("Grace", submitted.council, Role.ACCOUNTABLE_OFFICER), timezone.localdate()
    councils.name_deputy(
        council=submitted.council,
        person=bob,
        deputy=grace,
        start=today - timedelta(9),
        end=today - timedelta(2),
        by=bob,
    )
    client = signed_in(grace)
    assert "cannot be agreed by you" in said(client, submitted, "agree/")
    assert client.post(page(submitted, "agree/")).status_code == 403
    councils.name_deputy(council=submitted.council, person=bob, deputy=grace, start=today, end=today, by=bob)
    assert client.post(page(submitted, "agree/")).status_code == 302
    assert "agreed by Grace for Bob" in said(client, submitted)


def test_a_leaver_can_open_nothing(submitted: Assessment, erin: User, signed_in: Browser) -> None:
    client = signed_in(erin)
    Membership.objects.filter(person=erin).delete()
    for rest in ("", "read/", "agree/", "versions/"):
        assert client.get(page(submitted, rest)).status_code == 403
    assert client.post(page(submitted, "draft/"), {"narrative": "x"}).status_code == 403


@pytest.mark.parametrize(
    "rest", ["ask/", "steps/withdraw/", "agree/", "draft/", "draft/discard/", "questions/1/answer/"]
)
def test_a_councillor_and_an_auditor_write_nothing(
    rest: str, submitted: Assessment, dana: User, signed_in: Browser
) -> None:
    assert signed_in(dana).post(page(submitted, rest), {"question": "Why?"}).status_code == 403
    auditor = person("Hugh", submitted.council, Role.AUDITOR)
    assert signed_in(auditor).post(page(submitted, rest), {"question": "Why?"}).status_code == 403


def test_an_auditor_reads_every_version_and_a_councillor_what_came_of_it(
    submitted: Assessment, dana: User, signed_in: Browser
) -> None:
    auditor = signed_in(person("Hugh", submitted.council, Role.AUDITOR))
    assert auditor.get(page(submitted, "versions/")).status_code == 200
    assert signed_in(dana).get(page(submitted, "versions/")).status_code == 403


def test_any_version_and_the_difference_between_any_two(
    assessment: Assessment, alice: User, signed_in: Browser
) -> None:
    actions.judge(
        assessment=assessment, narrative="Litter fell to **9%** of streets.", rating=Rating.RED, reason="Worse.",
        version=assessment.version, by=alice,
    )  # fmt: skip
    client = signed_in(alice)
    assert "3 versions" in said(client, assessment, "versions/")
    told = said(client, assessment, "versions/?from=3&to=2")
    assert "From version" in told and 'class="taken-out"' in told and "11.75" in told and "became" in told
    assert "11.75%" in said(client, assessment, "versions/2/")
    for wrong in ("versions/0/", "versions/9/"):
        assert client.get(page(assessment, wrong)).status_code == 404
    for asked in ("from=1", "from=1&to=99", "from=x&to=2"):
        assert client.get(page(assessment, f"versions/?{asked}")).status_code == 200


def test_what_changed_since_last_round_is_marked(
    submitted: Assessment, bob: User, alice: User, signed_in: Browser
) -> None:
    from tallystick import periods

    earlier = actions.open_round(council=submitted.council, period=periods.quarter(2009, 1), by=alice)
    actions.keep_assessment(
        round=earlier, priorities=[one.priority for one in submitted.coverage.all()],
        narrative="Litter fell to **12.5%** of streets.", rating=Rating.GREEN, reason="", grades=[], by=alice,
    )  # fmt: skip
    told = said(signed_in(bob), submitted)
    assert '<span class="govuk-visually-hidden">[taken out: </span>12.5<' in told


def test_texts_are_escaped_wherever_they_stand(
    assessment: Assessment, erin: User, bob: User, alice: User, signed_in: Browser
) -> None:
    bad = "<script>alert(1)</script>"
    for text in (bad, f"{bad} more"):
        current = now(assessment)
        actions.judge(
            assessment=current, narrative=text, rating=Rating.RED, reason=bad, version=current.version, by=alice
        )
    actions.submit(assessment=now(assessment), by=erin)
    asked = actions.challenge(assessment=now(assessment), question=bad, quote=bad, by=bob)
    actions.answer(question=asked, words=bad, by=erin)
    pages: list[Any] = [
        said(signed_in(alice), assessment, one)
        for one in ("", "read/", "versions/", "versions/3/", "versions/?from=2&to=3")
    ]
    assert [one for one in pages if "<script>alert" in one] == []

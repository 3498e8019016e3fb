"""Every step of an assessment by everybody in every state: what the table allows is done, all else is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.common import workflow
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Role
from tallystick_web.councils.rules import Refused
from tallystick_web.reviews import actions, rules, workflows
from tallystick_web.reviews.models import Assessment, State, Version
from web.conftest import person

STEPS: dict[str, Callable[[Assessment, Any], object]] = {
    "submit": lambda one, by: actions.submit(assessment=one, by=by),
    "withdraw": lambda one, by: actions.withdraw(assessment=one, by=by),
    "challenge": lambda one, by: actions.challenge(assessment=one, question="Why so?", by=by),
    "agree": lambda one, by: actions.agree(assessment=one, by=by),
    "reopen": lambda one, by: actions.reopen(assessment=one, reason="A slip.", by=by),
}
OF_THE_ROUND = {"lock", "unlock"}


@pytest.fixture
def people(erin: User, alice: User, bob: User, dana: User, charlie: User, assessment: Assessment) -> dict[str, User]:
    return {
        "author": erin, "director": bob, "performance team": alice, "councillor": dana, "another council": charlie,
        "another director": person("Frank", assessment.council, Role.DIRECTOR),
        "another officer": person("Grace", assessment.council, Role.ACCOUNTABLE_OFFICER),
    }  # fmt: skip


MAY = {
    "submit": {"author", "performance team"}, "withdraw": {"author", "performance team"},
    "challenge": {"director", "performance team"}, "agree": {"director"}, "reopen": {"performance team"},
}  # fmt: skip


def test_the_steps_that_are_tried_are_those_of_the_table() -> None:
    assert {one.verb for one in workflows.ASSESSMENT.transitions} == {*STEPS, *OF_THE_ROUND}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", STEPS)
def test_a_step_is_taken_by_whom_and_where_the_table_says(
    verb: str, state: State, assessment: Assessment, people: dict[str, User]
) -> None:
    found = workflow.find(workflows.ASSESSMENT, verb, state)
    for name, somebody in people.items():
        Assessment.objects.filter(pk=assessment.pk).update(state=state, rated_by=None, submitted_by=None)
        assessment.questions.all().delete()
        current = Assessment.objects.get(pk=assessment.pk)
        if found and name in MAY[verb]:
            STEPS[verb](current, somebody)
            assert Assessment.objects.get(pk=assessment.pk).state == found.target
            last = Version.objects.filter(assessment=assessment).last()
            assert last and (last.verb, last.state, last.by) == (verb, found.target, somebody)
        else:
            with pytest.raises(Refused):
                STEPS[verb](current, somebody)
            assert Assessment.objects.get(pk=assessment.pk).state == state


def test_a_deputy_agrees_for_the_director_in_their_days_and_it_shows(
    assessment: Assessment, people: dict[str, User], bob: User, erin: User
) -> None:
    actions.submit(assessment=assessment, by=erin)
    stand_in, today = people["another officer"], timezone.localdate()
    early = councils.name_deputy(
        council=assessment.council,
        person=bob,
        deputy=stand_in,
        start=today - timedelta(9),
        end=today - timedelta(1),
        by=bob,
    )
    with pytest.raises(Refused):
        actions.agree(assessment=assessment, by=stand_in)
    assert early.ended_on is None
    councils.name_deputy(council=assessment.council, person=bob, deputy=stand_in, start=today, end=today, by=bob)
    actions.agree(assessment=assessment, by=stand_in)
    agreed = Assessment.objects.get(pk=assessment.pk)
    assert (agreed.agreed_by, agreed.agreed_for) == (stand_in, bob)


def test_nobody_agrees_through_a_deputy_what_they_wrote_themselves(
    assessment: Assessment, bob: User, erin: User
) -> None:
    today = timezone.localdate()
    councils.name_deputy(council=assessment.council, person=bob, deputy=erin, start=today, end=today, by=bob)
    actions.submit(assessment=assessment, by=erin)
    with pytest.raises(Refused, match="yourself"):
        actions.agree(assessment=assessment, by=erin)


def test_what_is_not_judged_is_submitted_only_with_the_day_from_which_it_can_be(
    assessment: Assessment, alice: User
) -> None:
    blank = actions.judge(
        assessment=assessment,
        narrative="No new data until spring 2010.",
        rating=None,
        reason="",
        version=assessment.version,
        by=alice,
    )
    assert (
        rules.why_not_submit(blank, alice) == "Give a rating, or say that it cannot be judged yet and from when it can."
    )
    told = actions.judge(
        assessment=blank, narrative=blank.narrative, rating=None, reason="The results are not out.", version=blank.version,
        judge_after=timezone.localdate(), by=alice,
    )  # fmt: skip
    assert rules.why_not_submit(told, alice) is None


def test_a_question_is_answered_once_and_before_it_is_agreed(assessment: Assessment, erin: User, bob: User) -> None:
    actions.submit(assessment=assessment, by=erin)
    asked = actions.challenge(assessment=assessment, question="Why amber?", quote="Litter fell", by=bob)
    with pytest.raises(Refused, match="1 question is not answered yet"):
        actions.agree(assessment=assessment, by=bob)
    actions.answer(question=asked, words="Because of Q3.", by=erin)
    with pytest.raises(Refused, match="answered already"):
        actions.answer(question=asked, words="Another.", by=erin)
    actions.agree(assessment=assessment, by=bob)


def test_a_draft_is_kept_for_each_person_and_done_with_once_saved(
    assessment: Assessment, alice: User, erin: User
) -> None:
    version = assessment.version
    actions.keep_draft(assessment=assessment, fields={"narrative": "Half a sen"}, version=version, by=alice)
    actions.keep_draft(assessment=assessment, fields={"narrative": "Half a sentence"}, version=version, by=alice)
    actions.keep_draft(assessment=assessment, fields={"narrative": "Mine"}, version=version, by=erin)
    actions.judge(assessment=assessment, narrative="Done.", rating=None, reason="", version=version, by=alice)
    assert [one.fields["narrative"] for one in assessment.drafts.all()] == ["Mine"]


@pytest.mark.parametrize("later", ["", "A word of somebody else's. "])
def test_a_director_does_not_agree_what_they_wrote_where_another_rated_it(
    later: str, assessment: Assessment, alice: User, bob: User, erin: User
) -> None:
    """Bob, who is also of the performance team, writes; Erin rates and submits; neither agrees it, but Bob's deputy may."""
    councils.give_role(council=assessment.council, person=bob, role=Role.PERFORMANCE_TEAM, by=alice)

    def judged(narrative: str, rating: Rating, by: User) -> Assessment:
        held = Assessment.objects.get(pk=assessment.pk)
        return actions.judge(
            assessment=held, narrative=narrative, rating=rating, reason="Because.", version=held.version, by=by
        )

    judged("Bob's words.", Rating.AMBER, bob)
    current = judged(f"{later}Bob's words.", Rating.RED, erin)
    actions.submit(assessment=current, by=erin)
    current.refresh_from_db()
    with pytest.raises(Refused, match="You wrote some of this text yourself"):
        actions.agree(assessment=current, by=bob)
    today = timezone.localdate()
    frank = person("Frank", assessment.council, Role.DIRECTOR)
    councils.name_deputy(council=assessment.council, person=bob, deputy=frank, start=today, end=today, by=bob)
    actions.agree(assessment=current, by=frank)


def test_saving_somebody_elses_words_unchanged_writes_nothing(assessment: Assessment, alice: User, bob: User) -> None:
    """Bob only looked, and pressed save: the words are Alice's, and the rating too."""
    councils.give_role(council=assessment.council, person=bob, role=Role.PERFORMANCE_TEAM, by=alice)
    actions.judge(
        assessment=assessment, narrative=assessment.narrative, rating=Rating.AMBER, reason=assessment.rating_reason,
        version=assessment.version, by=bob,
    )  # fmt: skip
    current = Assessment.objects.get(pk=assessment.pk)
    actions.submit(assessment=current, by=alice)
    actions.agree(assessment=Assessment.objects.get(pk=assessment.pk), by=bob)

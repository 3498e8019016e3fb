"""Whose judgement it is: what a person writes and rates is no longer the document's, and no longer made up."""

from collections.abc import Callable

from django.test import Client

from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.reviews import actions
from tallystick_web.reviews.models import Assessment


def test_a_judgement_in_a_persons_words_is_theirs(assessment: Assessment, alice: User) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(
        rating="amber", rated_by=None, source="The tracker of Q2", illustrative=True
    )
    held = Assessment.objects.get(pk=assessment.pk)
    judged = actions.judge(
        assessment=held,
        narrative="Sweeping is late.",
        rating=Rating.AMBER,
        reason="Late.",
        version=held.version,
        by=alice,
    )
    assert (judged.source, judged.illustrative, judged.rated_by) == ("", False, alice)
    assert Event.objects.filter(verb="assessment.judged").latest("id").detail["source"] == ["The tracker of Q2", ""]


def test_saving_what_was_there_leaves_it_the_documents(assessment: Assessment, alice: User) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(rated_by=None, source="The tracker of Q2")
    held = Assessment.objects.get(pk=assessment.pk)
    rating = Rating(held.rating) if held.rating else None
    judged = actions.judge(
        assessment=held,
        narrative=held.narrative,
        rating=rating,
        reason=held.rating_reason,
        version=held.version,
        by=alice,
    )
    assert (judged.source, judged.rated_by) == ("The tracker of Q2", None)


def test_a_councillor_finds_no_question_that_officers_ask_each_other(
    assessment: Assessment, alice: User, bob: User, dana: User, signed_in: Callable[[User], Client]
) -> None:
    from django.utils import timezone

    actions.submit(assessment=assessment, by=alice)
    actions.challenge(assessment=assessment, question="Is the zeppelin contract at risk?", by=bob)
    today = timezone.localdate().isoformat()
    reference = assessment.coverage.get().priority.reference
    for person, seen in ((dana, False), (bob, True)):
        client = signed_in(person)
        found = client.get("/leeds/search/", {"q": "zeppelin contract"}).content.decode()
        then = client.get(f"/leeds/priorities/{reference}/", {"as_at": today, "detail": "1"}).content.decode()
        assert ("at risk" in found, "at risk" in then) == (seen, seen), person

"""Two people at once: more time and another author are given to the assessment as it is, not as the page showed it."""

from datetime import date, timedelta

import pytest

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Role
from tallystick_web.councils.rules import Refused
from tallystick_web.reviews import actions
from tallystick_web.reviews.models import Assessment

from ..conftest import person

UNTIL = date(2099, 6, 1)


def test_more_time_that_somebody_else_gave_meanwhile_is_not_taken_back(assessment: Assessment, alice: User) -> None:
    stale = Assessment.objects.get(pk=assessment.pk)
    actions.extend(assessment=assessment, until=UNTIL, reason="Figures are late.", by=alice)
    with pytest.raises(Refused, match="Enter a later day"):
        actions.extend(assessment=stale, until=UNTIL - timedelta(days=7), reason="A week.", by=alice)
    assert Assessment.objects.get().due_on == UNTIL


def test_an_assessment_that_was_agreed_meanwhile_is_given_to_nobody_and_no_more_time(
    assessment: Assessment, alice: User, bob: User
) -> None:
    stale = Assessment.objects.get(pk=assessment.pk)
    Assessment.objects.filter(pk=assessment.pk).update(state="agreed")
    with pytest.raises(Refused, match="agreed"):
        actions.reassign(assessment=stale, author=bob, by=alice)
    with pytest.raises(Refused, match="agreed"):
        actions.extend(assessment=stale, until=UNTIL, reason="Figures are late.", by=alice)


def test_the_log_names_the_author_there_was_and_not_the_one_on_an_old_page(assessment: Assessment, alice: User) -> None:
    erin, frank = (person(name, assessment.council, Role.CONTRIBUTOR) for name in ("Erin", "Frank"))
    stale = Assessment.objects.get(pk=assessment.pk)
    actions.reassign(assessment=assessment, author=erin, by=alice)
    actions.reassign(assessment=stale, author=frank, by=alice)
    newest = Event.objects.filter(verb="assessment.reassigned").latest("id")
    assert (newest.detail["was"], newest.detail["author"]) == ("Erin", "Frank")

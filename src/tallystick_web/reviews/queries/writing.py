"""Reading what is being written: drafts, questions and answers, every version of an assessment."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, OuterRef, Subquery

from tallystick_web.councils.models import Council
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models import Assessment, Draft, Question, Version

AT_WORK: Final = timedelta(minutes=15)


def draft_of(assessment: Assessment, person: Any) -> Draft | None:
    """What somebody has typed and not saved."""
    return Draft.objects.filter(assessment=assessment, person=person).first()


def others_at_work(assessment: Assessment, person: Any, now: datetime) -> list[Draft]:
    """The drafts that other people have kept in the last quarter of an hour: they are writing at the same time."""
    found = Draft.objects.filter(assessment=assessment, saved_at__gte=now - AT_WORK).exclude(person=person)
    return list(found.select_related("person").order_by("-saved_at"))


def questions(assessment: Assessment) -> list[Question]:
    """The thread beside the text, the oldest first."""
    return list(assessment.questions.select_related("asked_by", "answered_by", "assessment__round"))


def question_at(assessment: Assessment, key: int) -> Question | None:
    """One question of an assessment."""
    found = Question.objects.filter(assessment=assessment, pk=key)
    return found.select_related("assessment__round__council", "assessment__council").first()


def versions(assessment: Assessment) -> list[Version]:
    """Every step and save of an assessment, the oldest first. Their places in this list never change: rows are only added."""
    return list(assessment.versions.select_related("by", "rated_by", "agreed_by", "agreed_for"))


def written_by(person: Any, assessments: Iterable[Assessment]) -> set[int]:
    """The ids of those assessments in whose narrative a person has changed words, in whichever version. One query.

    What was written over since counts too: nobody can tell whose sentence it is once two people have worked on it.
    """
    before = Version.objects.filter(assessment=OuterRef("assessment"), pk__lt=OuterRef("pk")).order_by("-pk")
    saved = Version.objects.filter(assessment__in=[one.pk for one in assessments], verb="judged", by=person)
    changed = saved.annotate(before=Subquery(before.values("narrative")[:1])).exclude(narrative=F("before"))
    return set(changed.order_by().values_list("assessment_id", flat=True))


def priorities_named(council: Council, references: Iterable[str]) -> list[Priority]:
    """The priorities of some references, as people typed them."""
    wanted = {one.casefold() for one in references}
    return [one for one in Priority.objects.filter(council=council) if one.reference.casefold() in wanted]

"""Rounds and assessments as they stood at the end of a day.

Told from the versions of assessments, which are only added, from the log, and from the times of questions. Which priorities a narrative
covers and what other bodies said keep no history: they are as they are today, and the pages say so.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Max, Q, QuerySet
from django.db.models.functions import Left

from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import ends
from tallystick_web.councils.models import Council
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import queries as today
from tallystick_web.reviews.models import Assessment, Carried, Coverage, Question, Round, Version

SAID = (
    "state",
    "narrative",
    "rating",
    "rating_reason",
    "departure",
    "judge_after",
    "suggested",
    "rated_by",
    "agreed_by",
    "agreed_for",
)
STATES = {"round.opened": Round.State.OPEN, "round.reopened": Round.State.OPEN, "round.closed": Round.State.CLOSED}  # fmt: skip
OPENING = 400  # characters of a narrative, for lists


def rounds(council: Council, found: Sequence[Round], on: date) -> list[Round]:
    """Of a council's rounds those that had been opened, each in the state in which it was. One query."""
    events = Event.objects.filter(council=council.slug, target_kind="round", verb__in=STATES, at__lt=ends(on)).order_by(
        "id"
    )
    states = {target: STATES[verb] for target, verb in events.values_list("target_id", "verb")}
    then = []
    for one in found:
        if one.pk in states:
            one.state = states[one.pk]
            then.append(one)
    return then


def round_then(round: Round, on: date) -> Round | None:
    """A round with the state and the days that it had; None where it had not been opened. Two queries."""
    found = rounds(round.council, [round], on)
    if not found:
        return None
    moved = Event.objects.filter(
        council=round.council.slug, verb="round.timetable_set", target_id=round.pk, at__gte=ends(on)
    ).order_by("id")
    if detail := moved.values_list("detail", flat=True).first():
        for name, day in detail["was"].items():
            setattr(round, name, None if day == "None" else date.fromisoformat(day))
    return round


def said_of(priority: Priority, on: date) -> dict[int, Assessment]:
    """What had been said of a priority, by the round's id. Two queries."""
    coverage = list(Coverage.objects.filter(priority=priority).select_related("assessment").order_by())
    versions: dict[int, list[Version]] = {}
    for version in _versions([one.assessment_id for one in coverage], on):
        versions.setdefault(version.assessment_id, []).append(version)
    return {
        one.round_id: _then(one.assessment, versions[one.assessment_id])
        for one in coverage
        if one.assessment_id in versions
    }


def assessment_then(assessment: Assessment, on: date) -> Assessment | None:
    """One assessment as it stood, with who had submitted it; None where it had not been begun. One query."""
    versions = list(_versions([assessment.pk], on))
    if not versions:
        return None
    then = _then(assessment, versions)
    sent = next((one for one in reversed(versions) if one.verb in ("submit", "withdraw", "reopen")), None)
    then.submitted_by, then.submitted_at = (sent.by, sent.at) if sent and sent.verb == "submit" else (None, None)
    return then


def last_assessment(assessment: Assessment, on: date) -> Assessment | None:
    """What had been said of the first of the same priorities in the round before. Four queries."""
    held = rounds(assessment.council, today.rounds(assessment.council), on)
    earlier, first = today.before(held, assessment.round), next(iter(assessment.coverage.all()), None)
    return said_of(first.priority, on).get(earlier.pk) if earlier and first else None


def _versions(assessments: Iterable[int], on: date) -> QuerySet[Version]:
    found = Version.objects.filter(assessment__in=list(assessments), at__lt=ends(on))
    return found.select_related("by", "rated_by", "agreed_by", "agreed_for").order_by("id")


def _then(assessment: Assessment, versions: Sequence[Version]) -> Assessment:
    """The assessment as its last version says, with the days on which that rating was first given and that agreement made."""
    then = as_of(assessment, versions[-1])
    then.rated_at = since(versions, "rating") if then.rated_at else None
    then.agreed_at = since(versions, "agreed_by_id") if then.agreed_at else None
    return then


def as_of(assessment: Assessment, version: Version) -> Assessment:
    """The assessment as one version says, rated and agreed when that was kept."""
    then = copy(assessment)
    for name in SAID:
        setattr(then, name, getattr(version, name))
    then.version = version.number
    then.rated_at = version.at if version.rating and version.rated_by else None
    then.agreed_at = version.at if version.agreed_by else None
    return then


def since(versions: Sequence[Any], name: str) -> datetime:
    """From when on a field has had the value that it has in the last version."""
    value: object = getattr(versions[-1], name)
    since: datetime = versions[-1].at
    for version in reversed(versions):
        if getattr(version, name) != value:
            break
        since = version.at
    return since


@dataclass(frozen=True, slots=True)
class Told:
    """The newest version of an assessment up to a day, with the first words of its narrative."""

    rating: str
    reason: str
    narrated: bool
    opening: str
    rated_by: str
    agreed_by: str
    agreed_for: str


NARRATED = ExpressionWrapper(~Q(narrative=""), output_field=BooleanField())


def told(rounds: Iterable[Round], on: date) -> dict[int, Told]:
    """For each assessment's id, what the last version of it up to a day says. One query, however many."""
    held = Version.objects.filter(assessment__round__in=list(rounds), at__lt=ends(on))
    newest = held.order_by().values("assessment").annotate(newest=Max("id")).values("newest")
    columns = (
        "assessment_id", "rating", "rating_reason", "narrated", "opening", "rated_by__name", "agreed_by__name",
        "agreed_for__name",
    )  # fmt: skip
    rows = (
        Version.objects.filter(pk__in=newest)
        .annotate(narrated=NARRATED, opening=Left("narrative", OPENING))
        .order_by()
        .values_list(*columns)
    )
    return {
        id: Told(rating, reason, narrated, opening, *[name or "" for name in people])
        for id, rating, reason, narrated, opening, *people in rows
    }


def questions(assessment: Assessment, on: date) -> list[Question]:
    """What had been asked, with the answers that had been given."""
    found = Question.objects.filter(assessment=assessment.pk, asked_at__lt=ends(on))
    return [as_asked(one, on) for one in found.select_related("asked_by", "answered_by")]


def as_asked(question: Question, on: date) -> Question:
    """A question with its answer, if that had been given."""
    if question.answered_at and question.answered_at >= ends(on):
        question.answer, question.answered_by, question.answered_at = "", None, None
    return question


def carried(round: Round, on: date | None = None) -> dict[int, str]:
    """Why priorities are carried as missing, by the priority's id; up to a day, as the log has it. One query."""
    if on is None:
        return dict(Carried.objects.filter(round=round).values_list("priority_id", "reason"))
    events = Event.objects.filter(
        council=round.council.slug, verb__in=("priority.carried_as_missing", "priority.carried_no_more"), at__lt=ends(on),
        detail__round=str(round),
    ).order_by("id")  # fmt: skip
    last = dict(events.values_list("target_id", "detail"))  # taking it back gives no reason
    return {id: str(detail["reason"]) for id, detail in last.items() if id is not None and "reason" in detail}

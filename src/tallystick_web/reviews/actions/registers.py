"""What every save of an assessment writes beside it: the version, what stood open in it, what it promises. No step of its own."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from tallystick_web.audit import actions as audit
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import checking
from tallystick_web.reviews.models import Assessment, Carried, OpenContradiction, Promise, Round, Version

KEPT = (
    "state", "narrative", "rating", "rating_reason", "departure", "judge_after", "suggested", "rated_by_id", "agreed_by_id",
    "agreed_for_id",
)  # fmt: skip


def _held_row(assessment: Assessment) -> Assessment:
    """The row as it is now, held until the transaction ends, so that of two steps at the same moment one is refused.

    Its round is read when it is asked for, after the wait: it may have been closed meanwhile. Nothing else is held: the council's row
    would let all its people wait for one another.
    """
    return Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)


def _version(assessment: Assessment, verb: str, by: Any, reason: str = "") -> Version:
    """The assessment as it is after a step."""
    kept = {name: getattr(assessment, name) for name in KEPT}
    return Version(
        assessment=assessment, number=assessment.version, verb=verb, at=timezone.now(), by=by, reason=reason, **kept
    )


def _hold_round(round: Round) -> None:
    """Bring a round up to date and hold it: nothing is begun in it, and nobody else closes it, until the transaction ends."""
    round.refresh_from_db(fields=["state"], from_queryset=Round.objects.select_for_update(no_key=True))


def _keep_version(assessment: Assessment, verb: str, by: Any, reason: str = "") -> None:
    _version(assessment, verb, by, reason).save()


def _keep_versions(assessments: Sequence[Assessment], verb: str, by: Any, reason: str = "") -> None:
    Version.objects.bulk_create([_version(one, verb, by, reason) for one in assessments], batch_size=500)


def _record_open(
    assessment: Assessment, claims: Sequence[checking.Claim], occasion: OpenContradiction.Occasion, by: Any
) -> int:
    """Write down what was open at this version of a narrative; how many."""
    now = timezone.now()
    OpenContradiction.objects.bulk_create(
        OpenContradiction(
            assessment=assessment,
            version=assessment.version,
            occasion=occasion,
            by=by,
            at=now,
            start=one.finding.start,
            end=one.finding.end,
            text=one.finding.text,
            kind=one.finding.kind,
            verdict=one.finding.verdict,
            stated=one.finding.stated[:200],
            recomputed=one.finding.recomputed[:200],
            working=one.finding.working,
        )
        for one in claims
    )
    return len(claims)


def _keep_promises(assessment: Assessment) -> int:
    """Bring the register up to what the narrative says now: new words are added, words no longer there are dropped, none is lost.

    How many were added.
    """
    said = {one.text: one for one in checking.examined(assessment.narrative, assessment.round.period).promises}
    held = {one.words: one for one in Promise.objects.filter(assessment=assessment)}
    for words, promise in held.items():
        if promise.dropped == (words in said):
            promise.dropped = words not in said
            promise.save(update_fields=["dropped"])
    added = Promise.objects.bulk_create(
        Promise(
            council_id=assessment.council_id,
            assessment=assessment,
            words=words,
            what=one.what,
            who=one.who[:300],
            when=one.when[:300],
            due_frequency=one.due.frequency if one.due else "",
            due_start=one.due.start if one.due else None,
            due_end=one.due.end if one.due else None,
        )
        for words, one in said.items()
        if words not in held
    )
    return len(added)


def _end_carrying(round: Round, priorities: Sequence[Priority], by: Any) -> None:
    """What is agreed is not missing any more."""
    for one in Carried.objects.filter(round=round, priority__in=priorities).select_related("priority"):
        audit.record(by=by, verb="priority.carried_no_more", target=one.priority, round=str(round))
        one.delete()

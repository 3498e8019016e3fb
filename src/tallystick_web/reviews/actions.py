"""Writing rounds and assessments, what was decided about their claims, and what they promise.

A narrative with contradictions is saved, agreed and closed like any other: that they were open is written down beside it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.judgement import Rating
from tallystick.periods import Period
from tallystick_web.audit import actions as audit
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import refuse_if
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import checking, queries, rules
from tallystick_web.reviews.models import (
    Assessment,
    ClaimDecision,
    Coverage,
    ExternalGrade,
    OpenContradiction,
    Promise,
    Round,
)

Grade = tuple[str, str, str]


class Stale(Exception):
    """The text was changed by somebody else since the form was made. Carries the assessment as it is now."""

    def __init__(self, current: Assessment) -> None:
        super().__init__("Somebody else has changed this assessment since you opened it. Nothing of yours was lost.")
        self.current = current


@transaction.atomic
def open_round(*, council: Council, period: Period, by: Any, illustrative: bool = False) -> Round:
    """Open the round of a period; one that exists is returned unchanged."""
    refuse_if(rules.why_not_run_rounds(council, by))
    round, opened = Round.objects.get_or_create(
        council=council, frequency=period.frequency, end=period.end,
        defaults={"start": period.start, "illustrative": illustrative},
    )  # fmt: skip
    if opened:
        audit.record(by=by, verb="round.opened", target=round)
    return round


@transaction.atomic
def close_round(*, round: Round, by: Any) -> None:
    """Close a round: its assessments can no longer be changed."""
    refuse_if(rules.why_not_run_rounds(round.council, by))
    round.state = Round.State.CLOSED
    round.save(update_fields=["state"])
    open_claims = [_record_open(one.assessment, one.open, OpenContradiction.Occasion.CLOSED, by)
                   for one in queries.checked_round(round)]  # fmt: skip
    audit.record(by=by, verb="round.closed", target=round, open_contradictions=sum(open_claims))


@transaction.atomic
def reopen_round(*, round: Round, reason: str, by: Any) -> None:
    """Open a closed round again, with a reason that the log keeps."""
    refuse_if(rules.why_not_run_rounds(round.council, by))
    refuse_if(None if reason.strip() else "Say why the round is opened again.")
    round.state = Round.State.OPEN
    round.save(update_fields=["state"])
    audit.record(by=by, verb="round.reopened", target=round, reason=reason)


@transaction.atomic
def keep_assessment(
    *,
    round: Round,
    priorities: Sequence[Priority],
    narrative: str,
    rating: Rating | None,
    reason: str,
    grades: Iterable[Grade],
    by: Any,
    source: str = "",
    illustrative: bool = False,
) -> Assessment:
    """Keep the assessment of one or several priorities in a round, as a document states it; the same again writes nothing.

    `grades` are (value, by, words) of other bodies. The priorities must be those of the assessment that is already held, or
    have none yet.
    """
    refuse_if(rules.why_not_write(round, by))
    assessment = _held(round, priorities)
    fields = {
        "narrative": narrative, "rating": rating or "", "rating_reason": reason,
        "source": source, "illustrative": illustrative,
    }  # fmt: skip
    same_grades = assessment is not None and {
        (g.value, g.by, g.words) for g in assessment.external_grades.all()
    } == set(grades)
    if assessment and same_grades and all(getattr(assessment, name) == value for name, value in fields.items()):
        return assessment
    new = assessment is None
    assessment = assessment or Assessment(council=round.council, round=round)
    _write(assessment, rated_by=None, **fields)
    if new:
        Coverage.objects.bulk_create(
            Coverage(assessment=assessment, priority=priority, round=round) for priority in priorities
        )
    assessment.external_grades.all().delete()
    ExternalGrade.objects.bulk_create(
        ExternalGrade(assessment=assessment, value=value, by=body, words=words) for value, body, words in grades
    )
    _keep_promises(assessment)
    audit.record(
        by=by, verb="assessment.added" if new else "assessment.changed", target=assessment, rating=str(rating or "")
    )
    return assessment


def _held(round: Round, priorities: Sequence[Priority]) -> Assessment | None:
    """The assessment that covers exactly these priorities; refused when they are divided otherwise."""
    ids = {priority.pk for priority in priorities}
    held = set(Coverage.objects.filter(round=round, priority__in=ids).values_list("assessment_id", flat=True))
    if not held:
        return None
    covered = set(Coverage.objects.filter(assessment__in=held).values_list("priority_id", flat=True))
    references = ", ".join(priority.reference for priority in priorities)
    refuse_if(
        f"{references} are already assessed in {round} in another grouping. Change the assessment on its page instead."
        if len(held) > 1 or covered != ids
        else None
    )
    return Assessment.objects.get(pk=held.pop())


@transaction.atomic
def judge(
    *, assessment: Assessment, narrative: str, rating: Rating | None, reason: str, version: int, by: Any
) -> Assessment:
    """Write the narrative and give the rating, from a form made at `version`. A change undoes an earlier agreement."""
    refuse_if(rules.why_not_write(assessment.round, by))
    current = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if current.version != version:
        raise Stale(current)
    was = current.rating
    _write(current, rated_by=by, narrative=narrative, rating=rating or "", rating_reason=reason)
    _keep_promises(current)
    contradictions = _record_open(current, queries.checked(current).open, OpenContradiction.Occasion.SAVED, by)
    audit.record(
        by=by, verb="assessment.judged", target=current,
        rating=[was, str(rating or "")], open_contradictions=contradictions,
    )  # fmt: skip
    return current


def _write(assessment: Assessment, *, rated_by: Any, **fields: Any) -> None:
    """Set the fields and count the version. A new rating has a new giver: nobody, where a document states it."""
    if fields["rating"] != assessment.rating:
        assessment.rated_by = rated_by if fields["rating"] else None
        assessment.rated_at = timezone.now() if fields["rating"] else None
    assessment.agreed_by, assessment.agreed_at = None, None
    for name, value in fields.items():
        setattr(assessment, name, value)
    assessment.version += 1 if assessment.pk else 0
    assessment.full_clean()
    assessment.save()


@transaction.atomic
def agree(*, assessment: Assessment, by: Any) -> None:
    """Agree the rating as the accountable director."""
    refuse_if(rules.why_not_agree(assessment, by))
    assessment.agreed_by, assessment.agreed_at = by, timezone.now()
    assessment.save(update_fields=["agreed_by", "agreed_at"])
    open_claims = queries.checked(assessment).open
    contradictions = _record_open(assessment, open_claims, OpenContradiction.Occasion.AGREED, by)
    audit.record(by=by, verb="assessment.agreed", target=assessment, open_contradictions=contradictions)


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


def _keep_promises(assessment: Assessment) -> None:
    """Bring the register up to what the narrative says now: new words are added, words no longer there are dropped, none is lost."""
    said = {one.text: one for one in checking.examined(assessment.narrative, assessment.round.period).promises}
    held = {one.words: one for one in Promise.objects.filter(assessment=assessment)}
    for words, promise in held.items():
        if promise.dropped == (words in said):
            promise.dropped = words not in said
            promise.save(update_fields=["dropped"])
    Promise.objects.bulk_create(
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


@transaction.atomic
def decide(
    *,
    assessment: Assessment,
    claim: checking.Claim,
    choice: ClaimDecision.Choice,
    by: Any,
    reason: str = "",
    measure: Measure | None = None,
) -> ClaimDecision:
    """Keep what a person decided about a claim: seen, set aside with a reason, or linked to a measure. A later one replaces it."""
    refuse_if(rules.why_not_decide(assessment, choice, reason, measure, by))
    decision, _ = ClaimDecision.objects.update_or_create(
        assessment=assessment, key=claim.key,
        defaults={
            "choice": choice, "text": claim.finding.text, "reason": reason.strip(), "measure": measure,
            "by": by, "at": timezone.now(),
        },
    )  # fmt: skip
    audit.record(
        by=by, verb=f"claim.{choice}", target=decision, assessment=assessment.pk, working=claim.finding.working,
        reason=decision.reason, measure=measure.reference if measure else "",
    )  # fmt: skip
    return decision


@transaction.atomic
def take_back(*, decision: ClaimDecision, by: Any) -> None:
    """Take a decision about a claim back: the claim is open again."""
    refuse_if(rules.why_not_write(decision.assessment.round, by))
    audit.record(by=by, verb="claim.taken_back", target=decision, assessment=decision.assessment_id)
    decision.delete()


@transaction.atomic
def keep_promise(*, promise: Promise, words: str, by: Any, kept_in: Assessment | None = None) -> None:
    """Say that a promise was kept, with the words that kept it and the assessment in which they stand."""
    refuse_if(rules.why_not_keep_promise(promise, words, by))
    promise.kept_words, promise.kept_in = words.strip(), kept_in
    promise.kept_by, promise.kept_at = by, timezone.now()
    promise.save(update_fields=["kept_words", "kept_in", "kept_by", "kept_at"])
    audit.record(by=by, verb="promise.kept", target=promise, words=promise.kept_words)


@transaction.atomic
def reopen_promise(*, promise: Promise, by: Any) -> None:
    """Take back that a promise was kept. The log holds the words that were given."""
    refuse_if(rules.why_not_reopen_promise(promise, by))
    audit.record(by=by, verb="promise.reopened", target=promise, words=promise.kept_words)
    promise.kept_words, promise.kept_in, promise.kept_by, promise.kept_at = "", None, None, None
    promise.save(update_fields=["kept_words", "kept_in", "kept_by", "kept_at"])

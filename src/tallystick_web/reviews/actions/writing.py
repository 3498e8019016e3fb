"""Writing assessments: what a document states, what an author writes and judges, and what is typed and not saved yet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.audit import actions as audit
from tallystick_web.common.timing import Taken
from tallystick_web.councils.rules import refuse_if
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import queries, rules, suggesting
from tallystick_web.reviews.actions.registers import _held_row, _hold_round, _keep_promises, _keep_version, _record_open
from tallystick_web.reviews.models import (
    Assessment,
    Coverage,
    Departure,
    Draft,
    ExternalGrade,
    OpenContradiction,
    Round,
)

Grade = tuple[str, str, str]


class Stale(Exception):
    """The text was changed by somebody else since the form was made. Carries the assessment as it is now."""

    def __init__(self, current: Assessment) -> None:
        super().__init__("Somebody else has changed this assessment since you opened it. Nothing of yours was lost.")
        self.current = current


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
    _hold(priorities)
    assessment = _held(round, priorities)
    refuse_if(rules.why_not_begin(round, by) if assessment is None else None)
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
    refuse_if(rules.why_not_write(assessment, by) if assessment else None)
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
    _keep_version(assessment, "added" if new else "changed", by)
    audit.record(
        by=by, verb="assessment.added" if new else "assessment.changed", target=assessment, rating=str(rating or "")
    )
    return assessment


@transaction.atomic
def begin(*, round: Round, priority: Priority, by: Any) -> Assessment:
    """The assessment of a priority in a round, begun where there is none. What somebody else has begun is left as it is."""
    _hold([priority])
    if held := queries.assessments_by_priority(round).get(priority.pk):
        return held
    _hold_round(round)
    refuse_if(rules.why_not_begin(round, by))
    begun = Assessment(council=round.council, round=round)
    begun.save()
    Coverage.objects.bulk_create([Coverage(assessment=begun, priority=priority, round=round)])
    _keep_version(begun, "added", by)
    audit.record(by=by, verb="assessment.added", target=begun, rating="")
    return begun


def _hold(priorities: Sequence[Priority]) -> None:
    """Hold the rows of priorities until the transaction ends: whoever begins the same assessment at the same moment waits."""
    ids = [priority.pk for priority in priorities]
    list(Priority.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))


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
    *,
    assessment: Assessment,
    narrative: str,
    rating: Rating | None,
    reason: str,
    version: int,
    by: Any,
    departure: Departure | None = None,
    judge_after: date | None = None,
    partial: Mapping[int, str] | None = None,
    priorities: Sequence[Priority] | None = None,
    taken: Taken | None = None,
    weighed: suggesting.Weighed | None = None,
) -> Assessment:
    """Write the narrative and give the rating, from a form made at `version`; what the evidence suggests is kept with it.

    `judge_after` is the day from which it can be judged, where it cannot be yet. `partial` says for a priority's id which part of it
    the narrative does not speak of, `priorities` which it covers from now on; `departure` is kept only where the rating is another than
    suggested. The draft of whoever saves is done with.
    `taken` is what writing it cost that person; `weighed` what the evidence suggests, worked out before the row is held and kept if
    nothing that it rests on has changed.
    """
    current = _held_row(assessment)
    refuse_if(rules.why_not_write(current, by))
    if current.version != version:
        raise Stale(current)
    if priorities is not None and {one.pk for one in priorities} != {one.priority_id for one in current.coverage.all()}:
        cover(assessment=current, priorities=priorities, by=by)
    was = current.rating
    source = current.source
    if narrative != current.narrative:  # a person's own words from now on; the log keeps where those before came from
        current.source, current.illustrative = "", False
    if rating and current.rated_by is None and (narrative, reason) != (current.narrative, current.rating_reason):
        current.rated_by, current.rated_at = by, timezone.now()
    suggestion = suggesting.still(current, weighed)
    departs = rating and suggestion.rating and rating != suggestion.rating
    _write(
        current, rated_by=by, narrative=narrative, rating=rating or "", rating_reason=reason, departure=departure if departs and departure else "",
        judge_after=None if rating else judge_after, suggested=suggestion.rating or "",
        suggested_reasons=suggesting.as_kept(suggestion), suggested_by=suggestion.version,
    )  # fmt: skip
    _set_partial(current, partial)
    _keep_promises(current)
    _keep_version(current, "judged", by)
    audit.spent(by=by, taken=taken, records={"": current})
    Draft.objects.filter(assessment=current, person_id=getattr(by, "pk", None)).delete()
    contradictions = _record_open(current, queries.checked(current).open, OpenContradiction.Occasion.SAVED, by)
    audit.record(
        by=by, verb="assessment.judged", target=current,
        rating=[was, str(rating or "")], suggested=current.suggested, open_contradictions=contradictions,
        **({"source": [source, ""]} if source != current.source else {}),
    )  # fmt: skip
    return current


def _set_partial(assessment: Assessment, partial: Mapping[int, str] | None) -> None:
    """`None` leaves what was said of partial coverage as it is."""
    if partial is None:
        return
    for coverage in Coverage.objects.filter(assessment=assessment):
        words = partial.get(coverage.priority_id, "").strip()
        if words != coverage.partial:
            coverage.partial = words
            coverage.save(update_fields=["partial"])


def _write(assessment: Assessment, *, rated_by: Any, **fields: Any) -> None:
    """Set the fields and count the version. A new rating has a new giver: nobody, where a document states it."""
    if fields["rating"] != assessment.rating:
        assessment.rated_by = rated_by if fields["rating"] else None
        assessment.rated_at = timezone.now() if fields["rating"] else None
    for name, value in fields.items():
        setattr(assessment, name, value)
    assessment.version += 1 if assessment.pk else 0
    assessment.full_clean()
    assessment.save()


@transaction.atomic
def cover(*, assessment: Assessment, priorities: Sequence[Priority], by: Any) -> None:
    """Say which priorities one narrative speaks of. One that another assessment of the round covers is refused."""
    refuse_if(rules.why_not_cover(assessment, priorities, by))
    held = {one.priority_id: one for one in assessment.coverage.all()}
    wanted = {priority.pk for priority in priorities}
    Coverage.objects.filter(assessment=assessment).exclude(priority__in=wanted).delete()
    Coverage.objects.bulk_create(
        Coverage(assessment=assessment, priority=priority, round=assessment.round)
        for priority in priorities
        if priority.pk not in held
    )
    audit.record(by=by, verb="assessment.covers", target=assessment, priorities=[one.reference for one in priorities])


@transaction.atomic
def keep_draft(*, assessment: Assessment, fields: Mapping[str, str], version: int, by: User) -> Draft | None:
    """Keep what somebody has typed and not saved. The log says once that a draft was begun. Without fields nothing is left to keep."""
    refuse_if(rules.why_not_write(assessment, by))
    if not fields:
        Draft.objects.filter(assessment=assessment, person=by).delete()
        return None
    draft, begun = Draft.objects.update_or_create(
        assessment=assessment, person=by,
        defaults={"fields": dict(fields), "version": version, "saved_at": timezone.now()},
    )  # fmt: skip
    if begun:
        audit.record(by=by, verb="draft.begun", target=assessment)
    return draft


@transaction.atomic
def discard_draft(*, draft: Draft, by: User) -> None:
    """Throw away one's own draft; the log keeps the words, so that nothing is lost even so."""
    refuse_if(rules.why_not_discard(draft, by))
    audit.record(by=by, verb="draft.discarded", target=draft.assessment, fields=draft.fields)
    draft.delete()

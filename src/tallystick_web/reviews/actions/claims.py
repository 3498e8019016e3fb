"""Writing what was decided about claims, what stood open, and what was promised.

A narrative with contradictions is saved, agreed and closed like any other: that they were open is written down beside it.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick_web.audit import actions as audit
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import refuse_if
from tallystick_web.measures.models import Measure
from tallystick_web.reviews import checking, rules
from tallystick_web.reviews.actions.registers import _keep_promises
from tallystick_web.reviews.models import Assessment, ClaimDecision, Promise


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
        by=by, verb=f"claim.{choice}", target=decision, assessment=assessment.pk, key=claim.key, working=claim.finding.working,
        reason=decision.reason, measure=measure.reference if measure else "",
    )  # fmt: skip
    return decision


@transaction.atomic
def take_back(*, decision: ClaimDecision, by: Any) -> None:
    """Take a decision about a claim back: the claim is open again."""
    refuse_if(rules.why_not_begin(decision.assessment.round, by))
    audit.record(by=by, verb="claim.taken_back", target=decision, assessment=decision.assessment_id, key=decision.key)
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


@transaction.atomic
def read_promises(*, council: Council, by: Any) -> int:
    """Read what every narrative of a council promises into its register; how many promises were not in it yet.

    For narratives that were kept before the register was. Doing it again changes nothing, and then the log says nothing either.
    """
    councils.hold(council)
    found = 0
    for assessment in (
        Assessment.objects.filter(council=council).select_related("round").select_for_update(of=("self",))
    ):
        found += _keep_promises(assessment)
    if found:
        audit.record(by=by, verb="promises.read", target=council, promises=found)
    return found

"""Deciding what becomes of a measure that costs time."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick_web.audit import actions as audit
from tallystick_web.councils.rules import refuse_if
from tallystick_web.measures import queries, rules
from tallystick_web.measures.actions.collecting import retire
from tallystick_web.measures.actions.keeping import keep_measure
from tallystick_web.measures.models import BurdenDecision, Measure


@transaction.atomic
def decide_burden(
    *, measure: Measure, choice: str, reason: str, by: Any, frequency: str = "", look_again_on: date | None = None
) -> BurdenDecision:
    """Keep a measure, ask for it less often, have it automated, or retire it; what was decided and why is kept."""
    queries.renew([measure])
    refuse_if(rules.why_not_decide_burden(measure, choice, reason, frequency, look_again_on, by))
    decision = BurdenDecision(
        measure=measure, choice=choice, reason=reason.strip(), was_frequency=measure.frequency,
        look_again_on=look_again_on if choice in rules.STAYS else None, by=by, at=timezone.now(),
    )  # fmt: skip
    decision.full_clean()
    decision.save()
    if choice == BurdenDecision.Choice.RETIRE:
        retire(measure=measure, reason=decision.reason, by=by)
    elif choice == BurdenDecision.Choice.LESS_OFTEN:
        keep_measure(council=measure.council, reference=measure.reference, frequency=frequency, by=by)
    audit.record(
        by=by, verb="measure.burden_decided", target=measure, decision=decision.get_choice_display(),
        reason=decision.reason, look_again_on=str(decision.look_again_on or ""),
    )  # fmt: skip
    return decision

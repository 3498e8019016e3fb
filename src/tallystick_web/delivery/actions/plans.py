"""Writing service plans: drafting, proposing, asking, answering, agreeing."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick_web.audit import actions as audit
from tallystick_web.common import workflow
from tallystick_web.councils.models import Unit
from tallystick_web.councils.rules import refuse_if, why_not_give
from tallystick_web.delivery.actions.rows import Stale, _changed, _hold, _keep
from tallystick_web.delivery.models import PlanEntry, PlanQuestion, ServicePlan
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.rules import plans as rules
from tallystick_web.delivery.workflows import SERVICE_PLAN


@transaction.atomic
def keep_service_plan(*, unit: Unit, year: int, by: Any, version: int | None = None, **fields: Any) -> ServicePlan:
    """Begin the plan of a unit for a year, or change the named fields of the one there is; the same again writes nothing.

    Whoever heads the unit answers for its plan, unless somebody else is named.
    """
    refuse_if(common.why_not_keep(unit.council, by))
    refuse_if(common.why_not_own(unit.council, fields.get("owner")))
    plan = ServicePlan.objects.select_for_update(no_key=True).filter(unit=unit, year=year).first()
    refuse_if(why_not_give(unit) if plan is None else None)
    plan = plan or ServicePlan(council=unit.council, unit=unit, year=year, owner=_head(unit))
    if not plan._state.adding and _changed(plan, fields):
        if version is not None and version != plan.version:
            raise Stale(plan)
        refuse_if(rules.why_not_change(plan, by))
    elif fields.get("state", ServicePlan.State.DRAFTING) != ServicePlan.State.DRAFTING:
        refuse_if(common.why_not_bring_in(unit.council, by))
    verb, changed = _keep(plan, fields)
    if verb:
        audit.record(by=by, verb=f"service_plan.{verb}", target=plan, changed=changed)
    return plan


def _head(unit: Unit) -> Any:
    """Who heads a unit, where they are there to work."""
    return None if common.why_not_own(unit.council, unit.head) else unit.head


@transaction.atomic
def keep_entry(*, plan: ServicePlan, words: str, by: Any, **fields: Any) -> PlanEntry:
    """Add something the team takes on, or change what belongs to the entry of these words; the same again writes nothing."""
    _hold(plan)
    refuse_if(common.why_not_refer(plan.council, *fields.values()))
    entry = PlanEntry.objects.filter(plan=plan, words=words.strip()).first() or PlanEntry(
        plan=plan, words=words.strip()
    )
    if entry._state.adding or _changed(entry, fields):
        refuse_if(rules.why_not_change(plan, by))
    verb, changed = _keep(entry, fields)
    if verb:
        audit.record(by=by, verb=f"plan_entry.{verb}", target=entry, plan=str(plan), changed=changed)
    return entry


@transaction.atomic
def remove_entry(*, entry: PlanEntry, by: Any) -> None:
    """Take something out of a plan that is being drafted. The log keeps that it was there."""
    plan = entry.plan
    _hold(plan)
    _hold(entry)
    refuse_if(rules.why_not_change(plan, by))
    audit.record(by=by, verb="plan_entry.removed", target=entry, plan=str(plan))
    entry.delete()


@transaction.atomic
def ask(*, plan: ServicePlan, text: str, by: Any) -> PlanQuestion:
    """Ask about a plan."""
    refuse_if(rules.why_not_ask(plan, text, by))
    question = PlanQuestion.objects.create(plan=plan, text=text.strip(), asked_by=by)
    audit.record(by=by, verb="service_plan.asked", target=plan, text=question.text)
    return question


@transaction.atomic
def answer(*, question: PlanQuestion, text: str, by: Any) -> PlanQuestion:
    """Answer a question about a plan."""
    _hold(question)
    refuse_if(rules.why_not_answer(question, text, by))
    question.answer, question.answered_by, question.answered_at = text.strip(), by, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record(
        by=by, verb="service_plan.answered", target=question.plan, question=question.text, answer=question.answer
    )
    return question


@transaction.atomic
def take_step(*, plan: ServicePlan, verb: str, by: Any, on: date, reason: str = "") -> ServicePlan:
    """Take a plan to another state, on a day."""
    current = ServicePlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    refuse_if(rules.why_not_step(current, verb, by, reason))
    current.state = workflow.target(SERVICE_PLAN, verb, current.state)
    if current.state == ServicePlan.State.PROPOSED:
        current.proposed_by = by
    current.agreed_on = on if current.state == ServicePlan.State.AGREED else None
    current.version += 1
    current.save(update_fields=["state", "proposed_by", "agreed_on", "version"])
    audit.record(by=by, verb=f"service_plan.{verb}", target=current, reason=reason.strip(), on=on.isoformat())
    return current

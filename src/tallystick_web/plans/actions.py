"""Writing plans, themes, priorities and the measures that speak of them. Keeping what is already so writes nothing."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from tallystick_web.audit import actions as audit
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import refuse_if, why_not_give
from tallystick_web.measures.models import Measure
from tallystick_web.plans import rules
from tallystick_web.plans.models import Evidence, Plan, Priority, Theme


@transaction.atomic
def keep_plan(*, council: Council, reference: str, by: Any, **fields: Any) -> Plan:
    """Add a plan, or change the named fields of the one with this reference."""
    refuse_if(rules.why_not_keep(council, by))
    plan = Plan.objects.filter(council=council, reference=reference).first()
    plan = plan or Plan(council=council, reference=reference)
    refuse_if(rules.why_not_run(fields.get("begins", plan.begins), fields.get("ends", plan.ends)))
    if done := _changes(plan, fields):
        audit.record(by=by, verb=f"plan.{done[0]}", target=plan, **done[1])
    return plan


@transaction.atomic
def keep_theme(*, plan: Plan, title: str, by: Any, **fields: Any) -> Theme:
    """Add a theme to a plan, or change the named fields of the one with this title."""
    refuse_if(rules.why_not_keep(plan.council, by))
    theme = Theme.objects.filter(plan=plan, title=title).first() or Theme(plan=plan, title=title)
    if done := _changes(theme, fields):
        audit.record(by=by, verb=f"theme.{done[0]}", target=theme, **done[1])
    return theme


@transaction.atomic
def keep_priority(*, council: Council, reference: str, by: Any, **fields: Any) -> Priority:
    """Add a priority, or change the named fields of the one with this reference."""
    refuse_if(rules.why_not_keep(council, by))
    theme = fields.get("theme")
    refuse_if("The theme belongs to another council." if theme and theme.plan.council_id != council.pk else None)
    priority = Priority.objects.filter(council=council, reference=reference).first()
    priority = priority or Priority(council=council, reference=reference)
    refuse_if(why_not_give(fields.get("service"), priority.service_id))
    refuse_if(rules.why_not_end(fields.get("ends", priority.ends), fields.get("ends_reason", priority.ends_reason)))
    if done := _changes(priority, fields):
        audit.record(by=by, verb=f"priority.{done[0]}", target=priority, **done[1])
    return priority


@transaction.atomic
def set_evidence(*, priority: Priority, measures: Sequence[Measure], by: Any) -> None:
    """Say which measures speak of a priority, in this order."""
    refuse_if(rules.why_not_keep(priority.council, by))
    wanted = [measure.pk for measure in measures]
    if wanted == list(priority.evidence.order_by("order").values_list("measure_id", flat=True)):
        return
    priority.evidence.all().delete()
    Evidence.objects.bulk_create(
        Evidence(priority=priority, measure=measure, order=order) for order, measure in enumerate(measures)
    )
    references = [measure.reference for measure in measures]
    audit.record(by=by, verb="priority.evidence_set", target=priority, measures=references)


def _changes(record: Plan | Theme | Priority, fields: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Save a record if it is new or a field differs; what was done, if anything, with what each field was before and is now."""
    before = {name: getattr(record, name) for name in fields} if record.pk else {}
    if record.pk and before == fields:
        return None
    for name, value in fields.items():
        setattr(record, name, value)
    record.full_clean()
    changed = {name: [_said(was), _said(fields[name])] for name, was in before.items() if was != fields[name]}
    verb = "changed" if record.pk else "added"
    record.save()
    return verb, {"changed": changed} if before else {}


def _said(value: Any) -> str:
    return "" if value is None else str(value)

"""Changing several actions, milestones, risks or projects at once: all or none, each with its own event."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from django.db import transaction

from tallystick_web.audit import actions as audit
from tallystick_web.councils import queries as councils
from tallystick_web.delivery.actions import projects, risks, work
from tallystick_web.delivery.models import Action, Milestone, Project, Risk
from tallystick_web.delivery.rules.bulk import BulkChange


@transaction.atomic
def change(*, records: Iterable[Action | Milestone | Risk | Project], change: BulkChange, today: date, by: Any) -> int:
    """Change several records of one kind in the same way; how many. What a change leaves empty stays as it is."""
    chosen = list(records)
    for council in {record.council for record in chosen}:
        councils.hold(council)
    for record in chosen:
        CHANGES[type(record)](record, change, today, by)
        audit.record(by=by, verb=f"{record._meta.model_name}.changed_with_others", target=record)
    return len(chosen)


def _action(action: Action, change: BulkChange, today: date, by: Any) -> None:
    if change.owner is not None:
        work.keep_action(council=action.council, reference=action.reference, owner=change.owner, by=by)
        action.refresh_from_db()
    if change.due is not None:
        work.redate_action(action=action, now=change.due, reason=change.reason, by=by)
    if change.verb:
        work.take_step(action=action, verb=change.verb, on=today, reason=change.reason, by=by)


def _milestone(milestone: Milestone, change: BulkChange, today: date, by: Any) -> None:
    if change.due is not None:
        work.redate_milestone(milestone=milestone, now=change.due, reason=change.reason, by=by)
    if change.on is not None:
        work.reach_milestone(milestone=milestone, on=change.on, today=today, by=by)


def _risk(risk: Risk, change: BulkChange, today: date, by: Any) -> None:
    if given := _given(owner=change.owner, review_due=change.due):
        risks.keep_risk(council=risk.council, reference=risk.reference, by=by, **given)
    if change.verb:
        risks.take_step(risk=risk, verb=change.verb, reason=change.reason, by=by)


def _project(project: Project, change: BulkChange, today: date, by: Any) -> None:
    if given := _given(manager=change.owner, due=change.due):
        projects.keep_project(
            council=project.council, reference=project.reference, reason=change.reason, by=by, **given
        )
    if change.verb:
        projects.take_step(project=project, verb=change.verb, on=today, reason=change.reason, by=by)


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


CHANGES: Final[dict[type[Any], Callable[..., None]]] = {
    Action: _action, Milestone: _milestone, Risk: _risk, Project: _project,
}  # fmt: skip

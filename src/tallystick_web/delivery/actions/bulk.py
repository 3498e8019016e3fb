"""Changing several actions, milestones or risks at once: all or none, each with its own event."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from tallystick_web.audit import actions as audit
from tallystick_web.delivery.actions import risks as risking
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.models import Action, Milestone, Risk
from tallystick_web.delivery.rules.bulk import BulkChange


@transaction.atomic
def change_actions(*, actions: Iterable[Action], change: BulkChange, today: date, by: Any) -> int:
    """Give several actions another owner, state or due date; how many."""
    count = 0
    for count, action in enumerate(actions, start=1):  # noqa: B007 - counted
        if change.owner is not None:
            work.keep_action(council=action.council, reference=action.reference, owner=change.owner, by=by)
            action.refresh_from_db()
        if change.due is not None:
            work.redate_action(action=action, now=change.due, reason=change.reason, by=by)
        if change.verb:
            work.take_step(action=action, verb=change.verb, on=today, reason=change.reason, by=by)
        audit.record(by=by, verb="action.changed_with_others", target=action)
    return count


@transaction.atomic
def change_milestones(*, milestones: Iterable[Milestone], change: BulkChange, today: date, by: Any) -> int:
    """Move the dates of several milestones, or mark them as reached; how many."""
    count = 0
    for count, milestone in enumerate(milestones, start=1):  # noqa: B007 - counted
        if change.due is not None:
            work.redate_milestone(milestone=milestone, now=change.due, reason=change.reason, by=by)
        if change.on is not None:
            work.reach_milestone(milestone=milestone, on=change.on, today=today, by=by)
        audit.record(by=by, verb="milestone.changed_with_others", target=milestone)
    return count


@transaction.atomic
def change_risks(*, risks: Iterable[Risk], change: BulkChange, today: date, by: Any) -> int:
    """Give several risks another owner, state or day of review; how many."""
    count = 0
    for count, risk in enumerate(risks, start=1):  # noqa: B007 - counted
        fields = {"owner": change.owner, "review_due": change.due}
        given: dict[str, Any] = {name: value for name, value in fields.items() if value is not None}
        if given:
            risking.keep_risk(council=risk.council, reference=risk.reference, by=by, **given)
        if change.verb:
            risking.take_step(risk=risk, verb=change.verb, reason=change.reason, by=by)
        audit.record(by=by, verb="risk.changed_with_others", target=risk)
    return count

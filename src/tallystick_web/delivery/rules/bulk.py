"""What a change of several actions, milestones, risks or projects at once would do to each, before it is done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tallystick_web.accounts.models import User
from tallystick_web.common import words, workflow
from tallystick_web.common.bulk import Change, Planned, planned
from tallystick_web.common.workflow import Workflow
from tallystick_web.delivery.models import Action, Milestone, Project, Risk
from tallystick_web.delivery.rules import projects, risks, work
from tallystick_web.delivery.workflows import ACTION, PROJECT, RISK


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What is to be changed; what is empty stays as it is.

    `owner` is also the manager of a project, `due` its end and when a risk is looked at next; `on` is when a milestone was reached.
    """

    owner: User | None = None
    due: date | None = None
    on: date | None = None
    verb: str = ""
    reason: str = ""


def plan_action(action: Action, change: BulkChange, today: date, by: Any) -> Planned:
    """What would become of an action."""
    changes = [
        *_person("owner", action.owner, change),
        *_day("due", action.due, change.due),
        *_state(ACTION, action, change.verb),
    ]
    return planned(action, changes, _why_not_action(action, change, by))


def _why_not_action(action: Action, change: BulkChange, by: Any) -> str | None:
    refused = work.why_not_change(action, by) if change.owner or change.due else None
    if change.due and change.due != action.due:
        refused = refused or work.why_not_redate(action, change.due, change.reason, by)
    return refused or (work.why_not_step(action, change.verb, by, change.reason) if change.verb else None)


def plan_milestone(milestone: Milestone, change: BulkChange, today: date, by: Any) -> Planned:
    """What would become of a milestone."""
    changes = [*_day("by", milestone.due, change.due), *_day("reached on", milestone.done_on, change.on)]
    return planned(milestone, changes, _why_not_milestone(milestone, change, today, by))


def _why_not_milestone(milestone: Milestone, change: BulkChange, today: date, by: Any) -> str | None:
    moves = change.due is not None and change.due != milestone.due
    refused = work.why_not_redate_milestone(milestone, change.reason, by) if moves else None
    return refused or (work.why_not_reach(milestone, change.on, today, by) if change.on else None)


def plan_risk(risk: Risk, change: BulkChange, today: date, by: Any) -> Planned:
    """What would become of a risk."""
    changes = [
        *_person("owner", risk.owner, change),
        *_day("look again by", risk.review_due, change.due),
        *_state(RISK, risk, change.verb),
    ]
    refused = risks.why_not_change(risk, by) if change.owner or change.due else None
    if change.verb:
        refused = refused or risks.why_not_step(risk, change.verb, by, change.reason)
    return planned(risk, changes, refused)


def plan_project(project: Project, change: BulkChange, today: date, by: Any) -> Planned:
    """What would become of a project."""
    changes = [
        *_person("manager", project.manager, change),
        *_day("end", project.due, change.due),
        *_state(PROJECT, project, change.verb),
    ]
    refused = projects.why_not_change(project, by) if change.owner or change.due else None
    if change.due and project.due and change.due != project.due:
        refused = refused or projects.why_not_redate(project, change.due, change.reason, by)
    if change.due and project.start and change.due < project.start:
        refused = refused or f"The project starts on {words.day(project.start)}: it cannot end before that."
    if change.verb:
        refused = refused or projects.why_not_step(project, change.verb, by, change.reason)
    return planned(project, changes, refused)


def _person(name: str, now: User | None, change: BulkChange) -> list[Change]:
    return [(name, str(now or "nobody"), str(change.owner))] if change.owner else []


def _day(name: str, now: date | None, then: date | None) -> list[Change]:
    return [(name, words.day(now) or "no date", words.day(then))] if then else []


def _state(flow: Workflow, record: Action | Risk | Project, verb: str) -> list[Change]:
    if not verb or workflow.find(flow, verb, record.state) is None:
        return []
    return [("state", flow.words(record.state), flow.words(workflow.target(flow, verb, record.state)))]

"""Projects of a proposal. An end moves for a reason, and a state by the step that leads there, in a file as on the page."""

from collections.abc import Iterator
from typing import Final

from django.utils import timezone

from tallystick_web.delivery.actions import projects
from tallystick_web.delivery.models import Project
from tallystick_web.delivery.queries import projects as queries
from tallystick_web.delivery.rules import projects as rules
from tallystick_web.delivery.workflows import PROJECT as FLOW
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.records import fields
from tallystick_web.intake.records.desk import Desk, Kind, Payload, Standing, found, named, why_not_closed

FIELDS: Final = (
    "title", "purpose", "programme", "sponsor", "manager", "service", "start", "due", "cost", "spent", "forecast_cost", "effort",
    "priorities", "illustrative",
)  # fmt: skip
COMPARED: Final = (*FIELDS, "state", "closed_on")
SEVERAL: Final = "Several projects have this title. Write the reference of the one that is meant."
BEGUN: Final = "A new project begins as an idea: its gates lead on from there. Write idea, or leave the cell empty."


def project_of(payload: Payload, desk: Desk) -> Project | None:
    """The project that a row means."""
    return named(desk.held.projects, desk.held.projects_by_title, payload["reference"], payload["title"])


def standing(payload: Payload, desk: Desk) -> Standing:
    project = project_of(payload, desk)
    return fields.standing(payload, project, COMPARED, desk, _why_not(payload, project, desk))


def _why_not(payload: Payload, project: Project | None, desk: Desk) -> Iterator[str]:
    unread = list(fields.problems(payload, desk))
    yield from fields.why_not_theirs(project, "project", desk, ("manager", "sponsor"))
    yield from filter(None, [why_not_closed(payload, project, desk)])
    yield from unread
    if not payload["title"]:
        yield "A project needs a title. Write what will be made."
    if not payload["reference"] and len(desk.held.projects_by_title.get(same(payload["title"]), [])) > 1:
        yield SEVERAL
    was = project.state if project else Project.State.IDEA.value
    will = payload.get("state") or was
    if project is None and will in FLOW.states and will != was:
        yield BEGUN
        return
    wrong = fields.why_no_state(FLOW, was, will, fields.reason(payload))
    if wrong:
        yield wrong
    elif not unread and project:
        yield from _why_not_change(payload, project, will, desk)


def _why_not_change(payload: Payload, project: Project, will: str, desk: Desk) -> Iterator[str]:
    """What the rules of delivery will say, but for who it is: that is asked when somebody accepts."""
    step = fields.step_to(FLOW, project.state, will) if will != project.state else None
    if "closed_on" in payload and fields.day("closed_on", payload, desk) != project.closed_on:
        yield "“closed on” is told by the step that closes a project. Leave the cell as it was."
    if project.state in rules.CLOSED:
        yield from () if step else fields.with_remedy(rules.why_not_change(project, None))
        return
    due = fields.day("due", payload, desk) if "due" in payload else project.due
    if project.due is not None and due != project.due:
        yield from fields.with_remedy(rules.why_not_redate(project, due, fields.reason(payload), None))
    if step:
        yield from fields.with_remedy(rules.why_not_step(project, step.verb, None))


def write(payload: Payload, desk: Desk) -> None:
    held, council = project_of(payload, desk), desk.held.council
    fields.refuse_first(_why_not(payload, held, desk))
    given = fields.those(FIELDS, payload, desk)
    if held is None:
        reference = payload["reference"] or queries.next_reference(council)
        kept = projects.keep_project(council=council, reference=reference, by=desk.by, **given)
    else:
        closed = held.state in rules.CLOSED
        current = _take(held, payload, desk) if closed else held
        kept = projects.keep_project(
            council=council, reference=current.reference, by=desk.by, reason=fields.reason(payload), **given
        )
        kept = kept if closed else _take(kept, payload, desk)
    desk.held.projects[same(kept.reference)] = found(
        queries.project_at(council, kept.reference), "The project is gone."
    )
    desk.held.__dict__.pop("projects_by_title", None)


def _take(project: Project, payload: Payload, desk: Desk) -> Project:
    will = payload.get("state") or project.state
    if will == project.state:
        return project
    step = found(fields.step_to(FLOW, project.state, will), "No step leads there.")
    return projects.take_step(
        project=project, verb=step.verb, by=desk.by, on=timezone.localdate(), reason=fields.reason(payload)
    )


PROJECT = Kind(standing, lambda payload: [], lambda key, desk: None, write)

"""Who may do what to a project, its case and its gates."""

from datetime import date
from typing import Any

from tallystick_web.common import words, workflow
from tallystick_web.common.workflow import Who
from tallystick_web.delivery.models import Approval, Project
from tallystick_web.delivery.queries import projects
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.workflows import APPROVAL, ASKER, PROJECT

CLOSED = (Project.State.CLOSED, Project.State.STOPPED)


def who(project: Project, by: Any) -> Who:
    """What a person is to a project."""
    return common.who(project.council, by, sponsor=project.sponsor_id, manager=project.manager_id)


def why_not_change(project: Project, by: Any) -> str | None:
    """A live project is changed by its manager and sponsor, the performance team and those accountable."""
    if project.state in CLOSED:
        return f"This project is {PROJECT.words(project.state)}. Reopen it first."
    return _why_not_one_of(project, by)


def why_not_redate(project: Project, now: date | None, reason: str, by: Any) -> str | None:
    """An end moves for a reason, and no project ends before it starts."""
    if refused := why_not_change(project, by):
        return refused
    if now is None:
        return "A project that was given an end keeps one."
    if project.start is not None and now < project.start:
        return f"The project starts on {words.day(project.start)}: it cannot end before that."
    return None if reason.strip() else "Say why the end moves. The old date and the reason stay on the record."


def why_not_realise(project: Project, as_at: date, today: date, said: str, by: Any) -> str | None:
    """What a benefit has brought is counted up to a day that has come, and says how it is known."""
    if as_at > today:
        return f"{words.day(as_at)} has not come yet. Give today or an earlier day."
    return why_not_follow(project, by) or (None if said.strip() else "Say how it is known.")


def why_not_follow(project: Project, by: Any) -> str | None:
    """Benefits, savings and reports are kept up after a project closes too."""
    return _why_not_one_of(project, by)


def _why_not_one_of(project: Project, by: Any) -> str | None:
    found, may = who(project, by), {"manager", "sponsor", *common.KEEPERS}
    return None if found is None or found & may else f"Only {workflow.people(may)} can do this."


def why_not_step(project: Project, verb: str, by: Any, reason: str | None = None) -> str | None:
    """The table says who takes which step; a gate before the step has to be passed, which then takes it."""
    if refused := workflow.why_not(PROJECT, verb, state=project.state, who=who(project, by), reason=reason):
        return refused
    if project.size is None and verb == "approve":
        return "Give the project a cost and an effort first: its size says which gates it has to pass."
    closed = next((one for one in projects.gates(project) if one.gate.before == verb and not one.passed), None)
    return f"The gate “{closed.gate.words}” stands before this step. Ask to pass it." if closed else None


def why_not_ask(project: Project, gate: str, by: Any) -> str | None:
    """A gate is asked for when it is the project's next step and what it needs is there."""
    stands = next((one for one in projects.gates(project) if one.gate.name == gate), None)
    if stands is None:
        return "A project of this size does not have this gate. Give it a cost and an effort first."
    if stands.passed or stands.asked:
        return (
            "This gate is passed already." if stands.passed else "Somebody has asked already, and waits for the answer."
        )
    if workflow.find(PROJECT, stands.gate.before, project.state) is None:
        return f"The project stands at “{PROJECT.words(project.state)}”: this gate is not its next step."
    if stands.missing:
        return f"Before anybody can ask, the project needs {workflow.joined(stands.missing)}."
    return _why_not_one_of(project, by)


def why_not_have_passed(project: Project, gate: str, asked_by: Any, decided_by: Any) -> str | None:
    """A gate that was passed elsewhere is one of the project's, behind it, and was decided by another person than whoever asked."""
    stands = next((one for one in projects.gates(project) if one.gate.name == gate), None)
    if stands is None:
        return "A project of this size does not have this gate. Give it a cost and an effort first."
    if workflow.find(PROJECT, stands.gate.before, project.state) is not None:
        return f"The project is {PROJECT.words(project.state)}: this gate is its next step, and has to be asked for."
    return "Nobody approves what they asked for themselves." if asked_by == decided_by else None


def why_not_decide(approval: Approval, verb: str, by: Any, reason: str | None = None) -> str | None:
    """Another person than whoever asked decides, while what was asked for is still the project's next step."""
    found = common.who(approval.council, by)
    found = found if found is None else found | common.asked(ASKER, approval.asked_by_id, by)
    if refused := workflow.why_not(APPROVAL, verb, state=approval.state, who=found, reason=reason):
        return refused
    stands = next((one for one in projects.gates(approval.project) if one.gate.name == approval.gate), None)
    if verb == "approve" and (
        stands is None or workflow.find(PROJECT, stands.gate.before, approval.project.state) is None
    ):
        return "The project has changed since this was asked: the gate is no longer its next step. Send it back."
    return None


def why_not_depend(project: Project, on: Project) -> str | None:
    """No project waits for itself, near or far."""
    if project.pk == on.pk:
        return f"{on} cannot wait for itself. Choose another project."
    if project.pk in projects.leads_to(project.council, on.pk):
        return f"{on} waits for {project} already, so they would wait for each other for ever."
    return None

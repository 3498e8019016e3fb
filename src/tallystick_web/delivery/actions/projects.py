"""Writing programmes, projects, their case, their gates and their money."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick_web.audit import actions as audit
from tallystick_web.common import workflow
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import refuse_if
from tallystick_web.delivery.actions.rows import _check, _differs, _keep, _set_links
from tallystick_web.delivery.models import (
    Approval,
    Benefit,
    Dependency,
    HighlightReport,
    Option,
    Programme,
    Project,
    ProjectNote,
    ProjectRedating,
    RealisedMoney,
    Risk,
    SavingsClause,
)
from tallystick_web.delivery.queries import highlights, projects
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.rules import projects as rules
from tallystick_web.delivery.workflows import APPROVAL, MANAGER, PROJECT, SPONSOR
from tallystick_web.plans.models import Priority


@transaction.atomic
def keep_programme(*, council: Council, reference: str, by: Any, **fields: Any) -> Programme:
    """Add a programme, or change the named fields of the one with this reference; the same again writes nothing."""
    refuse_if(common.why_not_keep(council, by))
    refuse_if(common.why_not_own(council, fields.get("sponsor")))
    programme = Programme.objects.filter(council=council, reference=reference).first()
    verb, changed = _keep(programme or Programme(council=council, reference=reference), fields)
    programme = Programme.objects.get(council=council, reference=reference)
    if verb:
        audit.record(by=by, verb=f"programme.{verb}", target=programme, changed=changed)
    return programme


@transaction.atomic
def keep_project(
    *,
    council: Council,
    reference: str,
    by: Any,
    priorities: Sequence[Priority] | None = None,
    risks: Sequence[Risk] | None = None,
    reason: str = "",
    version: int | None = None,
    **fields: Any,
) -> Project:
    """Add a project, or change the named fields of the one with this reference; the same again writes nothing.

    Moving an end that was given before needs a `reason`. `version` is that of the form the change comes from.
    """
    refuse_if(common.why_not_keep(council, by))
    project = Project.objects.select_for_update(no_key=True).filter(council=council, reference=reference).first()
    project = project or Project(council=council, reference=reference)
    links = {"priorities": priorities, "risks": risks}
    _refuse_change(project, fields, links, reason, version, by)
    was = project.due
    verb, changed = _keep(project, fields)
    linked = _set_links(project, links)
    if was and project.due and was != project.due:
        ProjectRedating.objects.create(project=project, was=was, now=project.due, reason=reason.strip(), by=by)
    if verb or linked:
        audit.record(by=by, verb=f"project.{verb or 'changed'}", target=project, changed={**changed, **linked})
    return project


def _refuse_change(
    project: Project, fields: dict[str, Any], links: dict[str, Any], reason: str, version: int | None, by: Any
) -> None:
    if not _differs(project, fields, links, version, by, begins=Project.State.IDEA):
        return
    refuse_if(rules.why_not_change(project, by))
    refuse_if(
        "The state of a project moves by a step." if fields.get("state", project.state) != project.state else None
    )
    due = fields.get("due", project.due)
    if project.due is not None and due != project.due:
        refuse_if(rules.why_not_redate(project, due, reason, by))


@transaction.atomic
def keep_option(*, project: Project, title: str, by: Any, **fields: Any) -> Option:
    """Add an option to a case, or change the one with this title. Choosing one takes the choice from another."""
    refuse_if(rules.why_not_change(project, by))
    if fields.get("chosen"):
        Option.objects.filter(project=project, chosen=True).exclude(title=title).update(chosen=False)
    option = Option.objects.filter(project=project, title=title).first() or Option(project=project, title=title)
    verb, changed = _keep(option, fields)
    if verb:
        audit.record(by=by, verb=f"option.{verb}", target=option, project=project.reference, changed=changed)
    return option


@transaction.atomic
def keep_benefit(*, project: Project, title: str, by: Any, day: date | None = None, **fields: Any) -> Benefit:
    """Add a benefit to a case, or change the one with this title. `day` is when it is to be seen."""
    refuse_if(rules.why_not_follow(project, by))
    refuse_if(common.why_not_refer(project.council, fields.get("measure")))
    benefit = Benefit.objects.filter(project=project, title=title).first() or Benefit(project=project, title=title)
    verb, changed = _keep(benefit, {**fields, "by": day})
    if verb:
        audit.record(by=by, verb=f"benefit.{verb}", target=benefit, project=project.reference, changed=changed)
    return benefit


@transaction.atomic
def record_realised(
    *, benefit: Benefit, amount: Decimal, as_at: date, words: str, today: date, by: Any
) -> RealisedMoney:
    """Say what a benefit had brought by a day, in all and in money, and how that is known. What was said before stays."""
    refuse_if(rules.why_not_realise(benefit.project, as_at, today, words, by))
    realised = RealisedMoney(benefit=benefit, amount=amount, as_at=as_at, words=words.strip(), by=by)
    _check(realised)
    realised.save()
    audit.record(
        by=by, verb="benefit.realised", target=benefit, project=benefit.project.reference, amount=str(amount),
        as_at=as_at.isoformat(),
    )  # fmt: skip
    return realised


@transaction.atomic
def keep_dependency(*, project: Project, on: Project, why: str, by: Any) -> Dependency:
    """Say that a project waits for another, or say otherwise why."""
    refuse_if(rules.why_not_change(project, by))
    refuse_if(common.why_not_refer(project.council, on))
    refuse_if(rules.why_not_depend(project, on))
    dependency = Dependency.objects.filter(project=project, on=on).first() or Dependency(project=project, on=on)
    verb, changed = _keep(dependency, {"why": why})
    if verb:
        audit.record(by=by, verb=f"dependency.{verb}", target=dependency, changed=changed)
    return dependency


@transaction.atomic
def keep_savings(*, project: Project, partner: str, by: Any, **fields: Any) -> SavingsClause:
    """Add savings at risk with a partner, or say how they stand now; the log keeps what was said before."""
    refuse_if(rules.why_not_follow(project, by))
    clause = SavingsClause.objects.filter(project=project, partner=partner).first()
    clause = clause or SavingsClause(project=project, partner=partner)
    verb, changed = _keep(clause, fields)
    if verb:
        audit.record(by=by, verb=f"savings.{verb}", target=clause, project=project.reference, changed=changed)
    return clause


@transaction.atomic
def remove_part(*, part: projects.Part, by: Any) -> None:
    """Take a part of a case away. The log keeps that it was there."""
    refuse_if(rules.why_not_change(part.project, by))
    audit.record(by=by, verb=f"{part._meta.model_name}.removed", target=part, project=part.project.reference)
    part.delete()


@transaction.atomic
def take_step(*, project: Project, verb: str, by: Any, on: date, reason: str = "") -> Project:
    """Take a project to another state, on a day."""
    current = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    refuse_if(rules.why_not_step(current, verb, by, reason))
    step = workflow.find(PROJECT, verb, current.state)
    current.state = workflow.target(PROJECT, verb, current.state)
    current.closed_on = on if current.state == Project.State.CLOSED else None
    current.version += 1
    current.save(update_fields=["state", "closed_on", "version"])
    theirs = step is None or bool(step.by & {MANAGER, SPONSOR})
    _note(current, by, theirs=theirs, text=reason.strip(), step=step.button if step else verb)
    audit.record(by=by, verb=f"project.{verb}", target=current, reason=reason.strip(), on=on.isoformat())
    return current


def _note(project: Project, by: Any, *, theirs: bool = True, **said: Any) -> ProjectNote:
    """Write down what was said or done. A deputy does what is the manager's or sponsor's to do in their place."""
    whose = common.stood_in_for(project.council, by, project.manager_id, project.sponsor_id) if theirs else None
    return ProjectNote.objects.create(project=project, by=by, for_whom=whose, **said)


@transaction.atomic
def ask_gate(*, project: Project, gate: str, by: Any) -> Approval:
    """Ask to pass a gate."""
    refuse_if(rules.why_not_ask(project, gate, by))
    approval = Approval.objects.create(project=project, gate=gate, asked_by=by)
    _note(project, by, step=f"Asked to pass “{approval.words}”")
    audit.record(by=by, verb="gate.asked", target=project, gate=gate)
    return approval


@transaction.atomic
def keep_approval(*, project: Project, gate: str, asked_by: Any, decided_by: Any, at: datetime, by: Any) -> Approval:
    """Bring in that a gate was passed before the project was kept here; the same again writes nothing."""
    refuse_if(common.why_not_bring_in(project.council, by))
    refuse_if(rules.why_not_have_passed(project, gate, asked_by, decided_by))
    held = project.approvals.filter(gate=gate, state=Approval.State.APPROVED).first()
    if held is not None:
        return held
    approval = Approval.objects.create(
        project=project, gate=gate, state=Approval.State.APPROVED, asked_by=asked_by, asked_at=at, decided_by=decided_by,
        decided_at=at,
    )  # fmt: skip
    audit.record(by=by, verb="gate.brought_in", target=project, gate=gate, at=at.isoformat())
    return approval


@transaction.atomic
def decide_gate(*, approval: Approval, verb: str, by: Any, on: date, reason: str = "") -> Approval:
    """Let a project pass a gate, which takes the step behind it, or send it back with a reason."""
    approval = (
        Approval.objects.select_for_update(of=("self",), no_key=True)
        .select_related("project__council")
        .get(pk=approval.pk)
    )
    refuse_if(rules.why_not_decide(approval, verb, by, reason))
    approval.state = workflow.target(APPROVAL, verb, approval.state)
    approval.decided_by, approval.decided_at, approval.reason = by, timezone.now(), reason.strip()
    approval.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    project, said = approval.project, "passed" if approval.state == Approval.State.APPROVED else "sent back"
    _note(project, by, theirs=False, step=f"Gate “{approval.words}” {said}", text=approval.reason)
    audit.record(by=by, verb=f"gate.{approval.state}", target=project, gate=approval.gate, reason=approval.reason)
    if approval.state == Approval.State.APPROVED:
        stands = next(one for one in projects.gates(project) if one.gate.name == approval.gate)
        take_step(project=project, verb=stands.gate.before, by=by, on=on, reason="")
    return approval


@transaction.atomic
def report_progress(
    *, project: Project, text: str, by: Any, spent: Decimal | None = None, forecast_cost: Decimal | None = None
) -> ProjectNote:
    """Say how a project comes along, and what it has spent and will cost in the end, where that is known."""
    refuse_if(rules.why_not_change(project, by))
    refuse_if(None if text.strip() or spent is not None else "Say how the project comes along.")
    known = {name: value for name, value in (("spent", spent), ("forecast_cost", forecast_cost)) if value is not None}
    _, changed = _keep(project, known)
    note = _note(project, by, text=text.strip(), spent=spent, forecast_cost=forecast_cost)
    audit.record(by=by, verb="project.progress_reported", target=project, text=note.text, changed=changed)
    return note


@transaction.atomic
def keep_highlight_report(*, project: Project, on: date, words: str, by: Any) -> HighlightReport:
    """Keep what is known of a project on a day as a report that does not change any more."""
    refuse_if(rules.why_not_follow(project, by))
    content = highlights.highlights(project, on).as_json()
    report = HighlightReport.objects.create(project=project, on=on, words=words.strip(), content=content, by=by)
    audit.record(by=by, verb="project.highlights_reported", target=project, on=on.isoformat())
    return report

"""Writing who works how much on what, proposals, criteria and scores."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from tallystick_web.accounts.models import User
from tallystick_web.audit import actions as audit
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import refuse_if, why_not_give
from tallystick_web.delivery.actions.rows import _check, _keep
from tallystick_web.delivery.models import (
    Assignment,
    Capacity,
    Criterion,
    PortfolioProposal,
    Project,
    ProjectScore,
    ProposedChange,
)
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.rules import load as rules
from tallystick_web.delivery.rules import projects as project_rules


@transaction.atomic
def keep_assignment(
    *, project: Project, person: User, hours: Decimal, first: date, last: date, by: Any, role: str = ""
) -> Assignment:
    """Say that somebody works on a project in a role, or how much and when; the same again writes nothing."""
    refuse_if(project_rules.why_not_change(project, by))
    refuse_if(common.why_not_own(project.council, person))
    key = {"project": project, "person": person, "role": role.strip()}
    assignment = Assignment.objects.filter(**key).first() or Assignment(**key)
    verb, changed = _keep(assignment, {"hours": hours, "first": first, "last": last})
    if verb:
        audit.record(by=by, verb=f"assignment.{verb}", target=assignment, project=project.reference, changed=changed)
    return assignment


@transaction.atomic
def set_capacity(*, council: Council, person: User, by: Any, **fields: Any) -> Capacity:
    """Say how many hours a week somebody has for projects, and in which service; the same again writes nothing."""
    refuse_if(rules.why_not_set_capacity(council, by))
    refuse_if(common.why_not_own(council, person))
    refuse_if(common.why_not_refer(council, fields.get("service")))
    capacity = Capacity.objects.filter(council=council, person=person).first() or Capacity(
        council=council, person=person
    )
    refuse_if(why_not_give(fields.get("service"), capacity.service_id))
    verb, changed = _keep(capacity, fields)
    if verb:
        audit.record(by=by, verb=f"capacity.{verb}", target=capacity, changed=changed)
    return capacity


@transaction.atomic
def keep_proposal(
    *,
    council: Council,
    title: str,
    said: str,
    by: Any,
    stop: Sequence[Project] = (),
    delay: Sequence[Project] = (),
    weeks: int = 0,
    merge: Sequence[Project] = (),
    saving: Decimal = Decimal(0),
) -> PortfolioProposal:
    """Keep what was tried under a name. Nothing happens to the projects; a name that is taken is written over."""
    refuse_if(rules.why_not_propose(council, by))
    refuse_if(common.why_not_refer(council, list(stop), list(delay), list(merge)))
    proposal = PortfolioProposal.objects.filter(council=council, title=title.strip()).first() or PortfolioProposal(
        council=council, title=title.strip()
    )
    proposal.saving, proposal.said, proposal.by = saving, said, by
    _check(proposal)
    proposal.save()
    proposal.changes.all().delete()
    kinds = ((ProposedChange.Kind.STOP, stop), (ProposedChange.Kind.DELAY, delay), (ProposedChange.Kind.MERGE, merge))
    ProposedChange.objects.bulk_create(
        ProposedChange(
            proposal=proposal, project=one, kind=kind, weeks=weeks if kind == ProposedChange.Kind.DELAY else None
        )
        for kind, chosen in kinds
        for one in chosen
    )
    audit.record(by=by, verb="proposal.kept", target=proposal, said=said)
    return proposal


@transaction.atomic
def drop_proposal(*, proposal: PortfolioProposal, by: Any) -> None:
    """Take a proposal away."""
    refuse_if(rules.why_not_propose(proposal.council, by))
    audit.record(by=by, verb="proposal.dropped", target=proposal, said=proposal.said)
    proposal.delete()


@transaction.atomic
def keep_criterion(*, council: Council, title: str, by: Any, **fields: Any) -> Criterion:
    """Say what projects are judged by and how much it weighs; the same again writes nothing. A weight of 0 leaves it aside."""
    refuse_if(rules.why_not_weigh(council, by))
    criterion = Criterion.objects.filter(council=council, title=title.strip()).first() or Criterion(
        council=council, title=title.strip()
    )
    verb, changed = _keep(criterion, fields)
    if verb:
        audit.record(by=by, verb=f"criterion.{verb}", target=criterion, changed=changed)
    return criterion


@transaction.atomic
def score_project(*, project: Project, scores: Mapping[Criterion, int], by: Any) -> None:
    """Say how a project does by some criteria; the same again writes nothing."""
    refuse_if(rules.why_not_score(project.council, by))
    refuse_if(common.why_not_refer(project.council, list(scores)))
    changed = {}
    for criterion, value in scores.items():
        key = {"project": project, "criterion": criterion}
        score = ProjectScore.objects.filter(**key).first() or ProjectScore(**key)
        if _keep(score, {"value": value})[0]:
            changed[criterion.title] = value
    if changed:
        audit.record(by=by, verb="project.scored", target=project, changed=changed)

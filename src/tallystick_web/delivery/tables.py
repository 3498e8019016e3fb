"""The lists of delivery as tables to take away. The columns are those that bring the rows back in."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import prefetch_related_objects

from tallystick_web.common.exports import Table
from tallystick_web.delivery.models import Dependency, Milestone, Option, Programme
from tallystick_web.delivery.queries.benefits import Standing as BenefitStanding
from tallystick_web.delivery.queries.plans import Line as PlanLine
from tallystick_web.delivery.queries.portfolio import LoadPage
from tallystick_web.delivery.queries.portfolio import Row as LoadRow
from tallystick_web.delivery.queries.projects import Line as ProjectLine
from tallystick_web.delivery.queries.risks import Line as RiskLine
from tallystick_web.delivery.queries.work import Line, ServiceMoves

AND: Final = "; "
REASON: Final = "reason for change"  # empty here, for whoever moves a date, scores a risk anew or takes a step


def day(value: date | None) -> str:
    """A date as files hold it."""
    return value.isoformat() if value else ""


def yes(value: bool) -> str:
    """A mark as files hold it."""
    return "yes" if value else ""


def listed(records: Iterable[Any]) -> str:
    """References in one cell."""
    return AND.join(one.reference for one in records)


def actions(lines: Iterable[Line]) -> Table:
    """Actions, a row each."""
    columns = (
        "reference", "title", "purpose", "owner", "service", "project", "start", "due", "done on", "state", "note", "priorities",
        "measures", "timing", "days", "dates moved", "illustrative", REASON,
    )  # fmt: skip
    rows = (
        (
            one.action.reference, one.action.title, one.action.purpose,
            one.action.owner.email if one.action.owner else "", str(one.action.service or ""),
            one.action.project.reference if one.action.project else "",
            day(one.action.start), day(one.action.due), day(one.action.done_on), one.action.state, one.action.note,
            listed(one.action.priorities.all()), listed(one.action.measures.all()),
            one.standing.timing.value, one.standing.days, one.moved, yes(one.action.illustrative), "",
        )
        for one in lines
    )  # fmt: skip
    return Table("actions", columns, rows)


def benefits(found: Iterable[BenefitStanding]) -> Table:
    """Benefits, a row each."""
    columns = (
        "project", "benefit", "measure", "baseline", "expected", "now", "period", "so far", "planned money", "to be seen by",
        "realised money", "realised as at", "how it is known",
    )  # fmt: skip
    return Table("benefits", columns, (_benefit(one) for one in found))


def _benefit(one: BenefitStanding) -> tuple[Any, ...]:
    benefit, money = one.benefit, one.money
    said = (money.amount, day(money.as_at), money.words) if money else (None, "", "")
    measure = benefit.measure.reference if benefit.measure else ""
    return (
        benefit.project.reference, benefit.title, measure, benefit.baseline, benefit.expected, one.now, one.period, one.words,
        benefit.planned, day(benefit.by), *said,
    )  # fmt: skip


def options(found: Iterable[Option]) -> Table:
    """The options of projects' cases, a row each."""
    columns = ("project", "option", "cost", "for", "against", "chosen")
    rows = ((one.project.reference, one.title, one.cost, one.benefits, one.drawbacks, yes(one.chosen)) for one in found)
    return Table("options", columns, rows)


def dependencies(found: Iterable[Dependency]) -> Table:
    """Which project waits for which, a row each, with the days on which both are to end."""
    rows = ((one.project.reference, day(one.project.due), one.on.reference, day(one.on.due), one.why) for one in found)
    return Table("dependencies", ("project", "due", "waits for", "that is due", "why"), rows)


def programmes(found: Iterable[Programme]) -> Table:
    """Programmes, a row each, with the projects that are part of them."""
    columns = ("reference", "title", "purpose", "sponsor", "projects", "illustrative")
    rows = (
        (
            one.reference, one.title, one.purpose, one.sponsor.email if one.sponsor else "", listed(one.projects.all()),
            yes(one.illustrative),
        )
        for one in found
    )  # fmt: skip
    return Table("programmes", columns, rows)


def service_plans(lines: Iterable[PlanLine], year: str) -> Table:
    """The services of a year, a row each, with what their plans say, lack and take on."""
    columns = (
        "year", "service", "kind", "plan", "because", "words", "takes on", "owner", "agreed on", "questions open", "illustrative",
    )  # fmt: skip
    kept = list(lines)
    prefetch_related_objects([one.plan for one in kept if one.plan], "entries")
    return Table("service plans", columns, ((year, *_service_plan(one)) for one in kept))


def _service_plan(one: PlanLine) -> tuple[Any, ...]:
    plan, unit = one.plan, (one.unit.name, str(one.unit.get_kind_display()), one.lack.words, one.because)
    if plan is None:
        return (*unit, "", "", "", "", None, "")
    takes_on = AND.join(entry.words for entry in plan.entries.all())
    owner = plan.owner.email if plan.owner else ""
    return (*unit, plan.words, takes_on, owner, day(plan.agreed_on), one.open_questions, yes(plan.illustrative))


def load(found: LoadPage, of: str) -> Table:
    """Hours of work and hours there are, a row each person or service; of each span both, and by how much it is over in all."""
    spans = [column for label in found.labels for column in (f"{label}: hours", f"{label}: hours there are")]
    return Table("load", (of, "hours over in all", *spans), (_load(one) for one in found.rows))


def _load(one: LoadRow) -> tuple[Any, ...]:
    hours = (Decimal(str(number)) for cell in one.cells for number in cell[:2])
    return (one.name, Decimal(str(one.over)), *hours)


def moves(found: Iterable[ServiceMoves]) -> Table:
    """How often and how far the dates of each service move, a row each."""
    columns = (
        "service", "actions", "projects", "with moved dates", "moves", "to a later date", "median days later", "most days later",
    )  # fmt: skip
    rows = (
        (
            one.service, one.actions, one.projects, one.moved, one.moves.count, one.moves.later,
            None if one.moves.typical is None else Decimal(str(one.moves.typical)), one.moves.furthest,
        )
        for one in found
    )  # fmt: skip
    return Table("dates", columns, rows)


def milestones(steps: Iterable[Milestone]) -> Table:
    """Milestones, a row each."""
    rows = ((one.action.reference, one.title, day(one.due), day(one.done_on), "") for one in steps)
    return Table("milestones", ("action", "title", "due", "done on", REASON), rows)


def risks(lines: Iterable[RiskLine]) -> Table:
    """Risks, a row each."""
    columns = (
        "reference", "title", "cause", "event", "effect", "category", "likelihood", "impact", "controls",
        "likelihood after", "impact after", "score after", "above appetite", "escalated to", "owner", "service",
        "review due", "state", "priorities", "measures", "actions", "illustrative", REASON,
    )  # fmt: skip
    kept = list(lines)
    prefetch_related_objects([one.risk for one in kept], "measures", "actions")
    rows = (
        (
            one.risk.reference, one.risk.title, one.risk.cause, one.risk.event, one.risk.effect, str(one.risk.category or ""),
            one.risk.likelihood, one.risk.impact, one.risk.controls, one.risk.likelihood_after, one.risk.impact_after,
            one.standing.after.value, one.standing.above, one.standing.escalated_to,
            one.risk.owner.email if one.risk.owner else "", str(one.risk.service or ""), day(one.risk.review_due),
            one.risk.state, listed(one.risk.priorities.all()), listed(one.risk.measures.all()),
            listed(one.risk.actions.all()), yes(one.risk.illustrative), "",
        )
        for one in kept
    )  # fmt: skip
    return Table("risks", columns, rows)


def projects(lines: Iterable[ProjectLine]) -> Table:
    """Projects, a row each."""
    columns = (
        "reference", "title", "purpose", "programme", "sponsor", "manager", "service", "start", "due", "closed on", "state",
        "size", "cost", "spent", "forecast cost", "effort", "priorities", "timing", "days", "illustrative", REASON,
    )  # fmt: skip
    kept = list(lines)
    prefetch_related_objects([one.project for one in kept], "priorities")
    rows = (
        (
            one.project.reference, one.project.title, one.project.purpose,
            one.project.programme.reference if one.project.programme else "",
            one.project.sponsor.email if one.project.sponsor else "", one.project.manager.email if one.project.manager else "",
            str(one.project.service or ""), day(one.project.start), day(one.project.due), day(one.project.closed_on),
            one.project.state, one.project.size.name if one.project.size else "", one.project.cost, one.project.spent,
            one.project.forecast_cost, one.project.effort, listed(one.project.priorities.all()),
            one.standing.timing.value, one.standing.days, yes(one.project.illustrative), "",
        )
        for one in kept
    )  # fmt: skip
    return Table("projects", columns, rows)

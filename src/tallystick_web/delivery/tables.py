"""The lists of delivery as tables to take away. The columns are those that bring the rows back in."""

from collections.abc import Iterable
from datetime import date

from tallystick_web.common.exports import Table
from tallystick_web.delivery.models import Milestone
from tallystick_web.delivery.queries.projects import Line as ProjectLine
from tallystick_web.delivery.queries.risks import Line as RiskLine
from tallystick_web.delivery.queries.work import Line


def day(value: date | None) -> str:
    """A date as files hold it."""
    return value.isoformat() if value else ""


def yes(value: bool) -> str:
    """A mark as files hold it."""
    return "yes" if value else ""


def actions(lines: Iterable[Line]) -> Table:
    """Actions, a row each."""
    columns = (
        "reference", "title", "purpose", "owner", "service", "start", "due", "done_on", "state", "note", "priorities",
        "timing", "days", "dates_moved", "illustrative",
    )  # fmt: skip
    rows = (
        (
            one.action.reference, one.action.title, one.action.purpose,
            one.action.owner.email if one.action.owner else "", str(one.action.service or ""),
            day(one.action.start), day(one.action.due), day(one.action.done_on), one.action.state, one.action.note,
            ", ".join(priority.reference for priority in one.priorities),
            one.standing.timing.value, one.standing.days, one.moved, yes(one.action.illustrative),
        )
        for one in lines
    )  # fmt: skip
    return Table("actions", columns, rows)


def milestones(steps: Iterable[Milestone]) -> Table:
    """Milestones, a row each."""
    rows = ((one.action.reference, one.title, day(one.due), day(one.done_on)) for one in steps)
    return Table("milestones", ("action", "title", "due", "done_on"), rows)


def risks(lines: Iterable[RiskLine]) -> Table:
    """Risks, a row each."""
    columns = (
        "reference", "title", "cause", "event", "effect", "category", "likelihood", "impact", "controls",
        "likelihood_after", "impact_after", "score_after", "above_appetite", "escalated_to", "owner", "service",
        "review_due", "state", "priorities", "illustrative",
    )  # fmt: skip
    rows = (
        (
            one.risk.reference, one.risk.title, one.risk.cause, one.risk.event, one.risk.effect, str(one.risk.category or ""),
            one.risk.likelihood, one.risk.impact, one.risk.controls, one.risk.likelihood_after, one.risk.impact_after,
            one.standing.after.value, one.standing.above, one.standing.escalated_to,
            one.risk.owner.email if one.risk.owner else "", str(one.risk.service or ""), day(one.risk.review_due),
            one.risk.state, ", ".join(priority.reference for priority in one.risk.priorities.all()), yes(one.risk.illustrative),
        )
        for one in lines
    )  # fmt: skip
    return Table("risks", columns, rows)


def projects(lines: Iterable[ProjectLine]) -> Table:
    """Projects, a row each."""
    columns = (
        "reference", "title", "purpose", "programme", "sponsor", "manager", "service", "start", "due", "closed_on", "state",
        "size", "cost", "spent", "forecast_cost", "effort", "timing", "days", "illustrative",
    )  # fmt: skip
    rows = (
        (
            one.project.reference, one.project.title, one.project.purpose,
            one.project.programme.reference if one.project.programme else "",
            one.project.sponsor.email if one.project.sponsor else "", one.project.manager.email if one.project.manager else "",
            str(one.project.service or ""), day(one.project.start), day(one.project.due), day(one.project.closed_on),
            one.project.state, one.project.size.name if one.project.size else "", one.project.cost, one.project.spent,
            one.project.forecast_cost, one.project.effort, one.standing.timing.value, one.standing.days,
            yes(one.project.illustrative),
        )
        for one in lines
    )  # fmt: skip
    return Table("projects", columns, rows)

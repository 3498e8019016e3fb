"""The lists of delivery as tables to take away. The columns are those that bring the rows back in."""

from collections.abc import Iterable
from datetime import date

from tallystick_web.common.exports import Table
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
            ", ".join(priority.reference for priority in one.action.priorities.all()),
            one.standing.timing.value, one.standing.days, one.moved, yes(one.action.illustrative),
        )
        for one in lines
    )  # fmt: skip
    return Table("actions", columns, rows)


def milestones(lines: Iterable[Line]) -> Table:
    """The milestones of some actions, a row each."""
    rows = (
        (one.action.reference, step.title, day(step.due), day(step.done_on))
        for one in lines
        for step in one.action.milestones.all()
    )
    return Table("milestones", ("action", "title", "due", "done_on"), rows)

"""Who may bring files in, open a proposal and decide on it, and if not why not.

What may be written in the end is said by the app that owns the record: these rules are the gate in front of it.
"""

from typing import Any

from django.utils import timezone

from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import why_not_with
from tallystick_web.intake.models import Item, Kind, Proposal, State
from tallystick_web.measures import rules as measures
from tallystick_web.measures.models import Measure

BRINGERS = measures.RECORDERS
OF_CONTRIBUTORS = (Kind.MEASURE_TABLE, Kind.UNKNOWN)
OF_OWNERS = ("projects", "benefits", "actions", "milestones", "risks")  # of our own tables


def why_not_bring_in(council: Council, by: Any) -> str | None:
    """Files are brought in by whoever may own measures."""
    return why_not_with(BRINGERS, council=council, by=by)


def why_not_bring_in_kind(council: Council, result: Any, by: Any) -> str | None:
    """Owners bring in tables of their measures, and their own actions and risks; the performance team everything."""
    refused, kind = why_not_bring_in(council, by), result.kind
    owned = kind in OF_CONTRIBUTORS or (kind == Kind.REGISTER and result.records in OF_OWNERS)
    if refused or owned or why_not_with([Role.PERFORMANCE_TEAM], council=council, by=by) is None:
        return refused
    form = f"table of {result.records}" if kind == Kind.REGISTER else str(Kind(kind).label).lower()
    return (
        f"This file is read as: {form}. Owners bring in tables of their measures, and their own actions, "
        "milestones, risks, projects and benefits; give this one to the performance team."
    )


def whose(council: Council, by: Any) -> frozenset[int] | None:
    """The ids of those whose actions, risks and projects somebody may change by a file, deputies included; None: everybody's."""
    if by is None or Role.PERFORMANCE_TEAM in councils.roles(person=by, council=council):
        return None
    return councils.stands_for(person=by, council=council, on=timezone.localdate())


def why_not_open(proposal: Proposal, by: Any) -> str | None:
    """A proposal is opened by the performance team and by the person who brought it in."""
    refused = why_not_bring_in(proposal.council, by)
    if refused or by is None or proposal.by_id == by.pk:
        return refused
    if Role.PERFORMANCE_TEAM in councils.roles(person=by, council=proposal.council):
        return None
    return "Somebody else brought this file in. The performance team can decide on it."


def why_not_decide(item: Item, by: Any) -> str | None:
    """Only what waits can be decided."""
    refused = why_not_open(item.proposal, by)
    if refused or item.state == State.WAITING:
        return refused
    who = f" by {item.decided_by}" if item.decided_by else ""
    return f"{item} is no longer waiting: {item.get_state_display().lower()}{who}."


def why_not_reconsider(item: Item, by: Any) -> str | None:
    """What was refused can be taken up again; what was accepted is changed on its own page."""
    refused = why_not_open(item.proposal, by)
    if refused or item.state == State.REFUSED:
        return refused
    return f"{item} was not refused, so there is nothing to take back."


def why_not_record(council: Council, measure: Measure, by: Any) -> str | None:
    """A contributor's table may hold measures of others: those values wait for the performance team."""
    return measures.why_not_record(council, [measure], by)

"""The headings of pages: how what they are about stands, in one short sentence. No query beyond what the pages read themselves."""

from collections.abc import Sequence
from datetime import date

from tallystick_web.common import words
from tallystick_web.delivery.models import Action, Programme, Risk, RiskAppetite, ServicePlan
from tallystick_web.delivery.queries import projects, risks, work
from tallystick_web.delivery.queries.plans import unanswered
from tallystick_web.delivery.timing import Standing, Timing

PLAN = {
    ServicePlan.State.DRAFTING: "is being drafted",
    ServicePlan.State.PROPOSED: "is proposed, and not challenged yet",
    ServicePlan.State.CHALLENGED: "is challenged, and not agreed yet",
    ServicePlan.State.AGREED: "is agreed",
}


def of_action(line: work.Line) -> str:
    """`A-001 is slipping by 12 days`."""
    action = line.action
    return f"{action.reference} {_stands(line.standing, action.due, action.done_on, 'done', 'be done')}"


def of_project(line: projects.Line) -> str:
    """`P-001 is on time, to end by 31 March 2027`."""
    project = line.project
    return f"{project.reference} {_stands(line.standing, project.due, project.closed_on, 'closed', 'end')}"


def _stands(standing: Standing, due: date | None, ended_on: date | None, ended: str, end: str) -> str:
    if standing.timing is Timing.STOPPED:
        return "was stopped"
    if standing.timing in (Timing.DONE, Timing.DONE_LATE):
        late = f", {words.count(standing.days, 'day')} late" if standing.days else ""
        return f"was {ended} on {words.day(ended_on)}{late}"
    if standing.timing is Timing.UNDATED:
        return f"has no date by which it is to {end}"
    return f"is {standing.words}{f', to {end} by {words.day(due)}' if due and not standing.timing.is_late else ''}"


def of_risk(line: risks.Line) -> str:
    """`R-001 is 4 above appetite, and accepted`."""
    risk, standing = line.risk, line.standing
    if risk.state == Risk.State.CLOSED:
        return f"{risk.reference} is closed"
    if risk.category is None:
        return f"{risk.reference} scores {standing.after.value}, and has no appetite to be held against"
    accepted = ", and accepted" if risk.state == Risk.State.ACCEPTED else ""
    return f"{risk.reference} is {f'{standing.above} above' if standing.above else 'within'} appetite{accepted}"


def of_plan(plan: ServicePlan) -> str:
    """`The plan is challenged, and not agreed yet; 1 of 2 questions is not answered`."""
    said = f"The plan {PLAN[ServicePlan.State(plan.state)]}"
    stopped = [
        one.action.reference for one in plan.entries.all() if one.action and one.action.state == Action.State.STOPPED
    ]
    if plan.state == ServicePlan.State.AGREED and stopped:
        return f"{said}, and out of date: {', '.join(stopped)} in it {'was' if len(stopped) == 1 else 'were'} stopped"
    left, asked = len(unanswered(plan)), words.count(len(plan.questions.all()), "question")
    return f"{said}; {left} of {asked} {words.are(left)} not answered" if left else said


def of_programmes(found: Sequence[tuple[Programme, Sequence[projects.Line]]]) -> str:
    """`2 of 5 projects in 3 programmes are slipping or overdue`."""
    if not found:
        return "No programme is held yet"
    lines = [line for _, held in found for line in held]
    if not lines:
        return f"{words.count(len(found), 'programme holds', 'programmes hold')} no project yet"
    late = sum(line.standing.timing.is_late for line in lines)
    of = f"of {words.count(len(lines), 'project')} in {words.count(len(found), 'programme')}"
    return f"{late} {of} {words.are(late)} slipping or overdue" if late else f"None {of} is slipping"


def of_appetites(found: Sequence[RiskAppetite]) -> str:
    """`The council is content with a score of up to 6 in some categories, and of up to 12 in others`."""
    if not found:
        return "The council has not said yet how much risk it is content with"
    limits = sorted({one.limit for one in found})
    least = f"The council is content with a score of up to {limits[0]}"
    if len(limits) > 1:
        return f"{least} in some categories, and of up to {limits[-1]} in others"
    return f"{least} in {f'each of {len(found)} categories' if len(found) > 1 else 'the one category that there is'}"


def of_moves(rows: Sequence[work.ServiceMoves]) -> str:
    """`The dates of 7 of 40 actions and projects have moved; 9 of 11 moves were to a later day`."""
    total, moved = sum(row.actions + row.projects for row in rows), sum(row.moved for row in rows)
    held = words.count(total, "action or project", "actions and projects")
    if not moved:
        return f"No date of {held} has moved" if total else "There are no actions and no projects yet"
    moves, later = sum(row.moves.count for row in rows), sum(row.moves.later for row in rows)
    told = f"{later} of {words.count(moves, 'move')} {'was' if later == 1 else 'were'} to a later day"
    return f"The dates of {moved} of {held} have moved; {told}"

"""Reading actions: with how they stand on a day, and who has what to do."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council
from tallystick_web.delivery import timing
from tallystick_web.delivery.models import Action, Milestone, ProgressNote, Project, ProjectRedating, Redating
from tallystick_web.delivery.queries.references import next_free
from tallystick_web.delivery.timing import Moves, Standing, Step, Timing
from tallystick_web.measures.models import Measure
from tallystick_web.plans import queries as plans
from tallystick_web.plans.models import Priority, lasts

OPEN = (Action.State.PROPOSED, Action.State.AGREED, Action.State.IN_PROGRESS)
SERVED = Priority.objects.select_related("theme__plan").only("reference", "title", "ends", "theme__plan__ends")


@dataclass(frozen=True, slots=True)
class Line:
    """An action with how it stands on a day."""

    action: Action
    standing: Standing
    moved: int = 0

    @property
    def next_milestone(self) -> Milestone | None:
        """The next step that is not reached. No query where the milestones are at hand."""
        return next((one for one in self.action.milestones.all() if one.done_on is None), None)


def actions(council: Council) -> QuerySet[Action]:
    """The council's actions with all that a page about one shows. Four queries."""
    return (
        Action.objects.filter(council=council)
        .select_related("owner", "service", "council", "project")
        .prefetch_related("milestones", Prefetch("priorities", SERVED), "redatings")
    )


def standing(action: Action, on: date) -> Standing:
    """How an action stands on a day. No query where its milestones are at hand."""
    steps = [Step(one.title, one.due, one.done_on) for one in action.milestones.all()]
    return timing.standing(
        state=action.state, start=action.start, due=action.due, done_on=action.done_on, steps=steps, on=on
    )


def line(action: Action, on: date) -> Line:
    """An action with how it stands."""
    return Line(action, standing(action, on), len(action.redatings.all()))


TIMINGS = {one: place for place, one in enumerate(Timing)}


def late_first(found: Iterable[Line]) -> list[Line]:
    """The late first, then by due date."""
    return sorted(found, key=lambda one: (TIMINGS[one.standing.timing], -one.standing.days, one.action.due or date.max))


def unowned(council: Council) -> QuerySet[Action]:
    """The open actions that nobody is to do: without an owner, or owned by somebody who has left."""
    return Action.objects.filter(councils.nobodys(council), council=council, state__in=OPEN)


def outliving(council: Council, on: date) -> QuerySet[Action]:
    """The open actions that have outlived all that they serve: by a day each of their priorities has ended, or its plan has."""
    serves = Action.priorities.through.objects.filter(action=OuterRef("pk"))
    running = serves.filter(priority__in=plans.lasting(council, on).order_by())
    return Action.objects.filter(Exists(serves), ~Exists(running), council=council, state__in=OPEN)


def outlived(action: Action, on: date) -> list[Priority]:
    """The priorities that have ended, of an action that is open and serves no other. No query where they are at hand."""
    served = list(action.priorities.all())
    ended = action.state in OPEN and not any(lasts(one.last_day, on) for one in served)
    return served if ended else []


def action_at(council: Council, reference: str) -> Action | None:
    """The action that an address names."""
    return actions(council).prefetch_related("measures").filter(reference=reference).first()


def chosen(council: Council, references: Iterable[str]) -> list[Action]:
    """Some actions of the council, by reference."""
    return list(actions(council).filter(reference__in=list(references)))


def milestone_at(council: Council, key: int) -> Milestone | None:
    """A milestone of one of the council's actions."""
    return Milestone.objects.filter(action__council=council, pk=key).select_related("action__council").first()


def milestones(council: Council) -> QuerySet[Milestone]:
    """The milestones of all the council's actions, by action. One query."""
    return (
        Milestone.objects.filter(action__council=council)
        .select_related("action")
        .order_by("action__reference", "due", "id")
    )


def history(action: Action) -> list[tuple[str, ProgressNote | Redating]]:
    """What was said and which dates were moved, the newest first. Two queries."""
    notes = [("note", one) for one in action.progress.select_related("by", "for_whom")]
    moved = [("move", one) for one in action.redatings.select_related("by", "milestone")]
    return sorted([*notes, *moved], key=lambda pair: pair[1].at, reverse=True)


def next_reference(council: Council) -> str:
    """The next free reference of an action."""
    return next_free(Action, council, "A")


@dataclass(frozen=True, slots=True)
class ServiceMoves:
    """How often and how far the dates of a service's actions and projects were moved. `moved` counts those with moved dates."""

    service: str
    actions: int
    projects: int
    moved: int
    moves: Moves
    made_up: bool = False


MOVES: dict[str, Callable[[ServiceMoves], Any]] = {
    "service": lambda one: one.service.casefold(), "actions": lambda one: one.actions, "projects": lambda one: one.projects,
    "moved": lambda one: one.moved, "moves": lambda one: one.moves.count, "later": lambda one: one.moves.later,
    "typical": lambda one: one.moves.typical or 0, "furthest": lambda one: one.moves.furthest or 0,
}  # fmt: skip


def moves_by_service(council: Council) -> list[ServiceMoves]:
    """Each service's re-datings of actions, milestones and projects, those that moved most first. Four queries."""
    of_each = {
        of: list(of.objects.filter(council=council).values_list("service__name", "illustrative"))
        for of in (Action, Project)
    }
    actions, projects = (Counter(name for name, _ in rows) for rows in of_each.values())
    made_up = {name for rows in of_each.values() for name, illustrative in rows if illustrative}
    of_actions = Redating.objects.filter(action__council=council)
    of_projects = ProjectRedating.objects.filter(project__council=council)
    days: dict[str | None, list[int]] = {}
    moved: dict[str | None, set[tuple[str, int]]] = {}
    for kind, found in (("action", of_actions), ("project", of_projects)):
        for service, key, was, now in found.values_list(f"{kind}__service__name", f"{kind}_id", "was", "now"):
            days.setdefault(service, []).append((now - was).days if was else 0)
            moved.setdefault(service, set()).add((kind, key))
    rows = [
        ServiceMoves(
            name or "No service", actions[name], projects[name], len(moved.get(name, ())), timing.moves(days.get(name, [])),
            name in made_up,
        )
        for name in {**actions, **projects}
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.moves.later, -row.moves.total, row.service))


def priorities_by_reference(council: Council, references: Iterable[str]) -> dict[str, Priority]:
    """Some of the council's priorities, under the references as they were typed."""
    wanted = list(references)
    return {one.reference: one for one in Priority.objects.filter(council=council, reference__in=wanted)}


def measures_by_reference(council: Council, references: Iterable[str]) -> dict[str, Measure]:
    """Some of the council's measures, under the references as they were typed."""
    wanted = list(references)
    return {one.reference: one for one in Measure.objects.filter(council=council, reference__in=wanted)}

"""Reading actions: with how they stand on a day, and who has what to do."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council
from tallystick_web.delivery import timing
from tallystick_web.delivery.models import Action, Milestone, ProgressNote, Redating
from tallystick_web.delivery.queries.people import next_free
from tallystick_web.delivery.timing import Moves, Standing, Step, Timing
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority

OPEN = (Action.State.PROPOSED, Action.State.AGREED, Action.State.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Line:
    """An action with how it stands on a day. `served` holds its priorities where a list has read them for all its lines at once."""

    action: Action
    standing: Standing
    moved: int = 0
    served: tuple[Priority, ...] | None = None

    @property
    def priorities(self) -> tuple[Priority, ...]:
        return self.served if self.served is not None else tuple(self.action.priorities.all())

    @property
    def next_milestone(self) -> Milestone | None:
        """The next step that is not reached. No query where the milestones are at hand."""
        return next((one for one in self.action.milestones.all() if one.done_on is None), None)


def actions(council: Council) -> QuerySet[Action]:
    """The council's actions with all that a page about one shows. Four queries."""
    return (
        Action.objects.filter(council=council)
        .select_related("owner", "service", "council", "project")
        .prefetch_related("milestones", Prefetch("priorities", Priority.objects.only("reference", "title", "theme_id")), "redatings")
    )  # fmt: skip


def standing(action: Action, on: date, steps: Sequence[Step] | None = None) -> Standing:
    """How an action stands on a day. No query where its milestones are at hand, or given as steps."""
    given = [Step(one.title, one.due, one.done_on) for one in action.milestones.all()] if steps is None else steps
    return timing.standing(
        state=action.state, start=action.start, due=action.due, done_on=action.done_on, steps=given, on=on
    )


def line(action: Action, on: date) -> Line:
    """An action with how it stands."""
    return Line(action, standing(action, on), len(action.redatings.all()))


def lines(council: Council, on: date) -> list[Line]:
    """Every action of the council with how it stands. Seven queries of plain rows: it serves thousands of actions.

    Owners and services are shared between the actions, and only milestones that can matter are read: those not reached.
    """
    steps: dict[int, list[Step]] = {}
    open_steps = Milestone.objects.filter(action__council=council, done_on=None, action__state__in=OPEN)
    for key, title, due in open_steps.values_list("action_id", "title", "due"):
        steps.setdefault(key, []).append(Step(title, due))
    moved = dict(Redating.objects.filter(action__council=council).values_list("action_id").annotate(count=Count("id")))
    served = _served(council)
    found = Action.objects.filter(council=council).prefetch_related("owner", "service")
    return [
        Line(one, standing(one, on, steps.get(one.pk, ())), moved.get(one.pk, 0), tuple(served.get(one.pk, ())))
        for one in found
    ]


def _served(council: Council) -> dict[int, list[Priority]]:
    """For each action's id the priorities it serves, in the order of the plans. Two queries."""
    pairs = Action.priorities.through.objects.filter(action__council=council).values_list("action_id", "priority_id")
    priorities = {one.pk: one for one in Priority.objects.filter(council=council)}
    place = {key: at for at, key in enumerate(priorities)}
    found: dict[int, list[Priority]] = {}
    for action, priority in sorted(pairs, key=lambda pair: place[pair[1]]):
        found.setdefault(action, []).append(priorities[priority])
    return found


FAR = date.max
TIMINGS = {one: place for place, one in enumerate(Timing)}
STATES: dict[str, int] = {one.value: place for place, one in enumerate(Action.State)}
SORTS: dict[str, Callable[[Line], Any]] = {
    "reference": lambda one: one.action.reference,
    "title": lambda one: one.action.title.lower(),
    "owner": lambda one: (one.action.owner is None, str(one.action.owner or "").lower()),
    "service": lambda one: (one.action.service is None, str(one.action.service or "").lower()),
    "due": lambda one: one.action.due or FAR,
    "state": lambda one: STATES[one.action.state],
    "timing": lambda one: (TIMINGS[one.standing.timing], -one.standing.days),
}


def narrowed(found: Iterable[Line], wanted: dict[str, str], sort: str = "") -> list[Line]:
    """The lines that the filters let through, in the order asked for: the late first, unless another is."""
    kept = [one for one in found if _matches(one, wanted)]
    key = SORTS.get(sort.removeprefix("-"), SORTS["timing"])
    return sorted(sorted(kept, key=SORTS["due"]), key=key, reverse=sort.startswith("-"))


CHECKS: dict[str, Callable[[Line, str], bool]] = {
    "q": lambda one, value: value.lower() in f"{one.action.reference} {one.action.title}".lower(),
    "owner": lambda one, value: str(one.action.owner_id) == value,
    "service": lambda one, value: str(one.action.service_id) == value,
    "priority": lambda one, value: any(priority.reference == value for priority in one.priorities),
    "state": lambda one, value: one.action.state == value,
    "timing": lambda one, value: one.standing.timing == value or (value == "late" and one.standing.timing.is_late),
}


def _matches(one: Line, wanted: dict[str, str]) -> bool:
    return all(CHECKS[name](one, value) for name, value in wanted.items() if value and name in CHECKS)


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
    notes = [("note", one) for one in action.progress.select_related("by")]
    moved = [("move", one) for one in action.redatings.select_related("by", "milestone")]
    return sorted([*notes, *moved], key=lambda pair: pair[1].at, reverse=True)


def actions_for_priorities(council: Council, on: date | None = None) -> dict[int, list[Line]]:
    """For each priority's id the actions that serve it, with how they stand on a day (today), the late first."""
    found: dict[int, list[Line]] = {}
    for one in narrowed(lines(council, on or timezone.localdate()), {}):
        for priority in one.priorities:
            found.setdefault(priority.pk, []).append(one)
    return found


def actions_for_measures(council: Council, on: date | None = None) -> dict[int, list[Line]]:
    """For each measure's id the actions that are to move it, the late first."""
    found: dict[int, list[Line]] = {}
    day = on or timezone.localdate()
    for one in narrowed([line(action, day) for action in actions(council).prefetch_related("measures")], {}):
        for measure in one.action.measures.all():
            found.setdefault(measure.pk, []).append(one)
    return found


def overdue(council: Council, on: date) -> list[Line]:
    """The open actions whose due date has passed, the longest overdue first."""
    late = actions(council).filter(state__in=OPEN, due__lt=on)
    return sorted((line(action, on) for action in late), key=lambda one: -one.standing.days)


def mine(person: User, council: Council, on: date | None = None) -> list[Line]:
    """The open actions that a person owns, the late first."""
    day = on or timezone.localdate()
    return narrowed([line(action, day) for action in actions(council).filter(owner=person, state__in=OPEN)], {})


def next_reference(council: Council) -> str:
    """The next free reference of an action."""
    return next_free(Action, council, "A")


@dataclass(frozen=True, slots=True)
class ServiceMoves:
    """How often and how far the dates of a service's actions were moved."""

    service: str
    actions: int
    moved: int
    moves: Moves


def moves_by_service(council: Council) -> list[ServiceMoves]:
    """Each service's re-datings, those that moved most first. Two queries."""
    days: dict[str, list[int]] = {}
    actions_moved: dict[str, set[int]] = {}
    held: dict[str, int] = {}
    for name in Action.objects.filter(council=council).values_list("service__name", flat=True):
        held[name or ""] = held.get(name or "", 0) + 1
    for one in Redating.objects.filter(action__council=council).select_related("action__service"):
        service = str(one.action.service or "")
        days.setdefault(service, []).append(one.days)
        actions_moved.setdefault(service, set()).add(one.action_id)
    rows = [
        ServiceMoves(name or "No service", count, len(actions_moved.get(name, ())), timing.moves(days.get(name, [])))
        for name, count in held.items()
    ]
    return sorted(rows, key=lambda row: (-row.moves.later, -row.moves.total, row.service))


def priorities_by_reference(council: Council, references: Iterable[str]) -> dict[str, Priority]:
    """Some of the council's priorities, under the references as they were typed."""
    wanted = list(references)
    return {one.reference: one for one in Priority.objects.filter(council=council, reference__in=wanted)}


def measures_by_reference(council: Council, references: Iterable[str]) -> dict[str, Measure]:
    """Some of the council's measures, under the references as they were typed."""
    wanted = list(references)
    return {one.reference: one for one in Measure.objects.filter(council=council, reference__in=wanted)}


def serving(council: Council) -> QuerySet[Priority]:
    """The priorities that any action serves, for a filter."""
    return Priority.objects.filter(Q(council=council) & Q(actions__isnull=False)).distinct()

"""Reading projects and programmes: how they stand, what their gates need."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from tallystick_web.common import lists, workflow
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council
from tallystick_web.delivery import sizing, timing
from tallystick_web.delivery.models import (
    Action,
    Approval,
    Assignment,
    Benefit,
    Dependency,
    Milestone,
    Option,
    Programme,
    Project,
    ProjectNote,
    Risk,
    SavingsClause,
)
from tallystick_web.delivery.queries.references import next_free
from tallystick_web.delivery.sizing import Gate
from tallystick_web.delivery.timing import Standing, Step
from tallystick_web.delivery.workflows import PROJECT

NOBODY = "nobody"
LIVE = (Project.State.IDEA, Project.State.CASE, Project.State.APPROVED, Project.State.IN_DELIVERY)
FINISHED = (Action.State.DONE, Action.State.STOPPED)
REOPENED = "Reopen"  # as the table of steps calls it, and so the notes
STATES: dict[str, str] = {
    Project.State.IDEA: "idea", Project.State.CASE: "idea", Project.State.APPROVED: "agreed",
    Project.State.IN_DELIVERY: "in_progress", Project.State.CLOSED: "done", Project.State.STOPPED: "stopped",
}  # fmt: skip
TIMINGS = {one: place for place, one in enumerate(timing.Timing)}
PLACES: dict[str, int] = {one.value: place for place, one in enumerate(Project.State)}
Part = Option | Benefit | Dependency | SavingsClause | Assignment
PARTS: dict[str, type[Part]] = {
    "option": Option, "benefit": Benefit, "dependency": Dependency, "savings": SavingsClause, "assignment": Assignment,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A project with how it stands on a day."""

    project: Project
    standing: Standing

    @property
    def over(self) -> Decimal:
        """How much more than its cost it is expected to take; nothing where it is not more."""
        cost, expected = self.project.cost, self.project.forecast_cost
        return max(expected - cost, Decimal(0)) if cost is not None and expected is not None else Decimal(0)


def projects(council: Council) -> QuerySet[Project]:
    """The council's projects with their actions and milestones. Three queries."""
    return (
        Project.objects.filter(council=council)
        .select_related("programme", "sponsor", "manager", "service", "council")
        .prefetch_related(
            Prefetch("actions", Action.objects.exclude(state=Action.State.STOPPED).prefetch_related("milestones"))
        )
    )


def unmanaged(council: Council) -> QuerySet[Project]:
    """The live projects that nobody manages, and those whose manager or sponsor has left. An idea may wait for its first sponsor."""
    left = councils.nobodys(council, "manager") | (councils.nobodys(council, "sponsor") & ~Q(sponsor=None))
    return Project.objects.filter(left, council=council, state__in=LIVE)


def standing(project: Project, on: date, given: Sequence[Step] | None = None) -> Standing:
    """How a project stands on a day, by its own end, its actions and their milestones. No query where they are at hand, or given."""
    steps = given
    if steps is None:
        open_actions = [action for action in project.actions.all() if action.state not in FINISHED]
        steps = [
            Step(f"{action.reference}: {one.title}", one.due, one.done_on)
            for action in open_actions
            for one in action.milestones.all()
        ] + [Step(action.reference, action.due) for action in open_actions if action.due]
    state = STATES[project.state]
    return timing.standing(
        state=state, start=project.start, due=project.due, done_on=project.closed_on, steps=steps, on=on
    )


def line(project: Project, on: date) -> Line:
    """A project with how it stands."""
    return Line(project, standing(project, on))


def lines(council: Council, on: date) -> list[Line]:
    """Every project of the council with how it stands. Three queries; of actions and milestones only those that make one late."""
    steps: dict[int | None, list[Step]] = {}
    late = Q(due__lt=on) | Q(due__gt=F("project__due"))
    dated = Action.objects.filter(late, project__council=council).exclude(state__in=FINISHED)
    for key, reference, due in dated.values_list("project_id", "reference", "due"):
        steps.setdefault(key, []).append(Step(reference, due or date.max))
    late = Q(due__lt=on) | Q(due__gt=F("action__project__due"))
    left = Milestone.objects.filter(late, action__project__council=council, done_on=None)
    left = left.exclude(action__state__in=FINISHED)
    for key, reference, title, due in left.values_list("action__project_id", "action__reference", "title", "due"):
        steps.setdefault(key, []).append(Step(f"{reference}: {title}", due))
    found = Project.objects.filter(council=council).select_related("programme", "sponsor", "manager", "service")
    return [Line(one, standing(one, on, steps.get(one.pk, ()))) for one in found]


def chosen(council: Council, references: Iterable[str]) -> list[Project]:
    """Some projects of the council, by reference."""
    return list(projects(council).filter(reference__in=list(references)))


SORTS: dict[str, Callable[[Line], Any]] = {
    "reference": lambda one: one.project.reference,
    "timing": lambda one: (TIMINGS[one.standing.timing], -one.standing.days),
    "due": lambda one: one.project.due or date.max,
    "state": lambda one: PLACES[one.project.state],
    "cost": lambda one: -(one.project.cost or Decimal(-1)),
    "manager": lambda one: (one.project.manager is None, str(one.project.manager or "").lower()),
}
CHECKS: dict[str, Callable[[Line, str], bool]] = {
    "q": lambda one, value: value.lower() in f"{one.project.reference} {one.project.title}".lower(),
    "programme": lambda one, value: str(one.project.programme_id) == value,
    "service": lambda one, value: str(one.project.service_id) == value,
    "manager": lambda one, value: str(one.project.manager_id) == value,
    "state": lambda one, value: one.project.state == value,
    "timing": lambda one, value: one.standing.timing == value or (value == "late" and one.standing.timing.is_late),
    "size": lambda one, value: one.project.size is not None and one.project.size.name == value,
}


def narrowed(council: Council, found: Iterable[Line], wanted: dict[str, str], sort: str = "") -> list[Line]:
    """The lines that the filters let through: the late first, unless another order is asked for. One query where those of nobody are wanted."""
    checks = dict(CHECKS)
    if wanted.get("manager") == NOBODY:
        left = set(unmanaged(council).values_list("pk", flat=True))
        checks["manager"] = lambda one, _: one.project.pk in left
    kept = lists.kept(found, checks, wanted)
    return lists.ordered(sorted(kept, key=SORTS["reference"]), SORTS, sort, otherwise="timing")


def project_at(council: Council, reference: str) -> Project | None:
    """The project that an address names, with the parts of its case."""
    parts = (
        "options",
        "actions__redatings",
        "benefits__measure",
        "benefits__realised",
        "redatings__by",
        "waits_for__on",
        "savings_clauses",
        "assignments__person",
        "risks__category",
        "priorities",
        "approvals__asked_by",
        "approvals__decided_by",
    )
    return projects(council).prefetch_related(*parts).filter(reference=reference).first()


def every_option(council: Council) -> QuerySet[Option]:
    """The options of every project, the chosen one of each first."""
    found = Option.objects.filter(project__council=council).select_related("project")
    return found.order_by("project__reference", "-chosen", "id")


def every_dependency(council: Council) -> QuerySet[Dependency]:
    """What every project waits for."""
    found = Dependency.objects.filter(project__council=council).select_related("project", "on")
    return found.order_by("project__reference", "id")


def programmes(council: Council) -> QuerySet[Programme]:
    """The council's programmes."""
    return Programme.objects.filter(council=council).select_related("sponsor")


def part_at(project: Project, kind: str, key: int) -> Part | None:
    """One part of a project's case."""
    model: Any = PARTS.get(kind)
    return model.objects.filter(project=project, pk=key).first() if model else None


def approval_at(council: Council, key: int) -> Approval | None:
    """A request to pass a gate of one of the council's projects."""
    return (
        Approval.objects.filter(project__council=council, pk=key).select_related("project__council", "asked_by").first()
    )


def waiting(council: Council) -> QuerySet[Approval]:
    """The requests to pass a gate that nobody has answered, the oldest first."""
    asked = Approval.objects.filter(project__council=council, state=Approval.State.ASKED)
    return asked.select_related("project", "asked_by").order_by("id")


def sent_back(council: Council) -> list[Approval]:
    """The requests that were sent back and are the project's next step still: not asked for again, the oldest first. One query."""
    later = Approval.objects.filter(project=OuterRef("project"), gate=OuterRef("gate"), pk__gt=OuterRef("pk"))
    reopened = ProjectNote.objects.filter(project=OuterRef("project"), step=REOPENED, at__gt=OuterRef("decided_at"))
    rows = Approval.objects.filter(
        ~Exists(later), ~Exists(reopened), project__council=council, state=Approval.State.REFUSED
    )
    return [one for one in rows.select_related("project", "asked_by").order_by("id") if _is_next(one)]


def _is_next(request: Approval) -> bool:
    size, state = request.project.size, request.project.state
    gates = size.gates if size else ()
    return any(one.name == request.gate and workflow.find(PROJECT, one.before, state) for one in gates)


def held(project: Project) -> frozenset[str]:
    """Which of the things that gates need a project has."""
    options, actions = list(project.options.all()), list(project.actions.all())
    facts = {
        "sponsor": project.sponsor_id is not None,
        "manager": project.manager_id is not None,
        "purpose": bool(project.purpose.strip()),
        "dates": project.start is not None and project.due is not None,
        "options": len(options) >= 2,
        "chosen": any(one.chosen for one in options),
        "measured": any(
            (one.measure_id and one.expected is not None) or one.planned is not None for one in project.benefits.all()
        ),
        "actions": bool(actions),
        "risks": bool(project.risks.all()),
        "finished": all(one.state in FINISHED for one in actions),
    }
    return frozenset(name for name, is_there in facts.items() if is_there)


@dataclass(frozen=True, slots=True)
class GateStanding:
    """A gate of a project: passed, asked for, or what it still needs."""

    gate: Gate
    passed: Approval | None
    asked: Approval | None
    missing: tuple[str, ...]


def gates(project: Project) -> list[GateStanding]:
    """The gates that a project of this size has to pass. A reopened project passes anew what it passed before that."""
    if project.size is None:
        return []
    requests = list(project.approvals.all())
    since = _reopened_at(project)
    valid = [one for one in requests if since is None or one.asked_at > since]
    has = held(project)
    return [
        GateStanding(
            gate,
            next((one for one in valid if one.gate == gate.name and one.state == Approval.State.APPROVED), None),
            next((one for one in valid if one.gate == gate.name and one.state == Approval.State.ASKED), None),
            tuple(sizing.missing(gate, has)),
        )
        for gate in project.size.gates
    ]


def _reopened_at(project: Project) -> Any:
    return project.notes.filter(step=REOPENED).values_list("at", flat=True).first()


def late_dependencies(project: Project) -> list[Dependency]:
    """What a project waits for that is to end after it should itself."""
    return [
        one for one in project.waits_for.all()
        if one.on.state in LIVE and one.on.due is not None and project.due is not None and one.on.due > project.due
    ]  # fmt: skip


def leads_to(council: Council, begin: int) -> set[int]:
    """The ids of all projects that one waits for, near and far. One query."""
    pairs: dict[int, list[int]] = {}
    for project, on in Dependency.objects.filter(project__council=council).values_list("project_id", "on_id"):
        pairs.setdefault(project, []).append(on)
    reached, left = set(), [begin]
    while left:
        for one in pairs.get(left.pop(), []):
            if one not in reached:
                reached.add(one)
                left.append(one)
    return reached


def notes(project: Project) -> QuerySet[ProjectNote]:
    """What was said of a project, the newest first."""
    return project.notes.select_related("by", "for_whom")


def projects_by_reference(council: Council, references: Iterable[str]) -> dict[str, Project]:
    """Some of the council's projects, under the references as they were typed."""
    wanted = list(references)
    return {one.reference: one for one in Project.objects.filter(council=council, reference__in=wanted)}


def risks_by_reference(council: Council, references: Iterable[str]) -> dict[str, Risk]:
    """Some of the council's risks, under the references as they were typed."""
    wanted = list(references)
    return {one.reference: one for one in Risk.objects.filter(council=council, reference__in=wanted)}


def next_reference(council: Council) -> str:
    """The next free reference of a project."""
    return next_free(Project, council, "P")


def next_programme_reference(council: Council) -> str:
    """The next free reference of a programme."""
    return next_free(Programme, council, "PG")

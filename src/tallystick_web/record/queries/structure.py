"""The council's structure: its directorates and services as a tree, who heads each, and what hangs on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db.models import Count
from django.utils import timezone

from tallystick_web.common import exports, words
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Unit
from tallystick_web.delivery.models import Action, Project, Risk, ServicePlan
from tallystick_web.delivery.queries import projects, risks, work
from tallystick_web.delivery.queries.plans import year_of
from tallystick_web.measures import queries as measures
from tallystick_web.plans import queries as plans

DEEPEST: Final = 4
"""How far the page sets units in; what stands deeper is set in as far."""


@dataclass(frozen=True, slots=True)
class Held:
    """What of one kind hangs on a unit: how much, how it is said, and the list that shows it."""

    number: int
    one: str
    many: str
    url: str
    by_name: bool = False

    @property
    def words(self) -> str:
        return words.count(self.number, self.one, self.many)


@dataclass(frozen=True, slots=True)
class Line:
    """A unit at its depth in the tree, with what hangs on it. `before` is the nearest unit with a head who holds a role with work."""

    unit: Unit
    depth: int
    held: tuple[Held, ...]
    before: Unit | None
    plan: str

    @property
    def headed(self) -> bool:
        return self.before == self.unit

    @property
    def head_left(self) -> bool:
        """Whether it has a head who holds no role with work any more."""
        return self.unit.head is not None and not self.headed

    @property
    def hangs(self) -> list[Held]:
        return [one for one in self.held if one.number]


def _counted(rows: Any) -> dict[int, int]:
    return dict(rows.order_by().values_list("service").annotate(Count("pk")))


def _kinds(council: Council) -> list[tuple[dict[int, int], Held]]:
    """How much is open by the id of its unit, kind by kind. Five queries."""
    of: dict[str, Any] = {"council": council, "service__isnull": False}
    return [
        (_counted(measures.in_use(council).filter(**of)), Held(0, "measure", "measures", "record:measures", True)),
        (_counted(plans.lasting(council, timezone.localdate()).filter(**of)), Held(0, "priority", "priorities", "record:home", True)),
        (_counted(Action.objects.filter(state__in=work.OPEN, **of)), Held(0, "open action", "open actions", "delivery:actions")),
        (_counted(Risk.objects.filter(state__in=risks.LIVE, **of)), Held(0, "live risk", "live risks", "delivery:risks")),
        (_counted(Project.objects.filter(state__in=projects.LIVE, **of)), Held(0, "live project", "live projects", "delivery:projects")),
    ]  # fmt: skip


def hanging(unit: Unit) -> list[str]:
    """What open hangs on a unit now, in words."""
    kinds = [replace(kind, number=of.get(unit.pk, 0)) for of, kind in _kinds(unit.council)]
    return [one.words for one in kinds if one.number]


def structure(council: Council, on: date) -> list[Line]:
    """Every unit where it stands in the tree, by name on each level, the closed ones too. Eight queries, however many there are."""
    units, kinds = list(councils.units(council)), _kinds(council)
    workers = set(councils.workers(council).values_list("pk", flat=True))
    by_key = {unit.pk: unit for unit in units}
    year = ServicePlan.objects.filter(council=council, year=year_of(on))
    states = {plan.unit_id: str(plan.get_state_display()).lower() for plan in year}
    return [
        Line(
            unit, depth, tuple(replace(kind, number=of.get(unit.pk, 0)) for of, kind in kinds),
            councils.headed_above(by_key, unit.pk, workers), states.get(unit.pk, ""),
        )
        for unit, depth in _branches(units, None, 0)
    ]  # fmt: skip


def _branches(units: list[Unit], parent: int | None, depth: int) -> Iterator[tuple[Unit, int]]:
    for unit in units:
        if unit.parent_id == parent:
            yield unit, min(depth, DEEPEST)
            yield from _branches(units, unit.pk, depth + 1)


def table(found: Iterable[Line]) -> exports.Table:
    """The tree as a file: each unit under what it stands beneath, with how much of each kind hangs on it."""
    lines = list(found)
    kinds = [one.many for one in lines[0].held] if lines else []
    columns = ("name", "kind", "beneath", "head", *kinds, "plan of this year", "closed on")
    return exports.Table("units", columns, (_row(line) for line in lines))


def _row(line: Line) -> tuple[exports.Cell, ...]:
    unit, head = line.unit, line.unit.head
    return (
        unit.name, str(unit.get_kind_display()), str(unit.parent or ""), head.email if head else "",
        *(one.number for one in line.held), line.plan, unit.closed_on.isoformat() if unit.closed_on else "",
    )  # fmt: skip

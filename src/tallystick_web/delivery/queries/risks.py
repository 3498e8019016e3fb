"""Reading risks: with how they stand on a day, by priority, and as a heat map."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tallystick_web.accounts.models import User
from tallystick_web.common import lists
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import OFFICERS, Council, Role, Unit
from tallystick_web.delivery import risking
from tallystick_web.delivery.models import Action, Risk, RiskAppetite, RiskReview
from tallystick_web.delivery.queries.references import next_free
from tallystick_web.delivery.risking import Score, Standing

LIVE = (Risk.State.OPEN, Risk.State.ACCEPTED)
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Line:
    """A risk with how it stands on a day."""

    risk: Risk
    standing: Standing
    unowned: bool = False


def risks(council: Council) -> QuerySet[Risk]:
    """The council's risks with all that a register shows. Two queries."""
    return (
        Risk.objects.filter(council=council)
        .select_related("owner", "service", "category", "council")
        .prefetch_related("priorities")
    )


def unowned(council: Council) -> QuerySet[Risk]:
    """The live risks that nobody is to look at again: without an owner, or owned by somebody who has left."""
    return Risk.objects.filter(councils.nobodys(council), council=council, state__in=LIVE)


def line(risk: Risk, on: date, unowned: bool = False) -> Line:
    """A risk with how it stands on a day."""
    return Line(
        risk,
        risking.standing(
            before=Score(risk.likelihood, risk.impact), after=Score(risk.likelihood_after, risk.impact_after),
            appetite=risk.category.limit if risk.category else None, review_due=risk.review_due,
            open=risk.state in LIVE, on=on,
        ),
        unowned,
    )  # fmt: skip


def lines(council: Council, on: date) -> list[Line]:
    """Every risk of the council with how it stands, and whether it is live and nobody's."""
    nobodys = set(unowned(council).values_list("pk", flat=True))
    return [line(risk, on, risk.pk in nobodys) for risk in risks(council)]


@dataclass(frozen=True, slots=True)
class Ladder:
    """Before whom risks above appetite are laid: the units with their heads, and the ids of those who work and of the directors among them."""

    units: dict[int, Unit]
    workers: frozenset[int]
    directors: tuple[User, ...]

    def of(self, line: Line) -> "Told":
        """To whom a risk goes that stands above appetite."""
        if line.standing.escalated_to != "head of service":
            return Told(directors=self.directors, lacks="" if self.directors else "director")
        unit = councils.headed_above(self.units, line.risk.service_id, self.workers)
        return Told(unit=unit, lacks="" if unit else "head" if line.risk.service_id else "service")


@dataclass(frozen=True, slots=True)
class Told:
    """Before whom a risk is laid: the head of a unit, or the directors. `lacks` names what keeps it from anybody: service, head or director."""

    unit: Unit | None = None
    directors: tuple[User, ...] = ()
    lacks: str = ""


def ladder(council: Council) -> Ladder:
    """Who stands above whom in a council. Two queries."""
    held = [(person, {one.role for one in roles}) for person, roles in councils.people(council) if person.is_active]
    return Ladder(
        {one.pk: one for one in councils.units(council)},
        frozenset(person.pk for person, roles in held if roles & OFFICERS),
        tuple(person for person, roles in held if Role.DIRECTOR in roles),
    )


SORTS: dict[str, Callable[[Line], Any]] = {
    "reference": lambda one: one.risk.reference,
    "before": lambda one: -one.standing.before.value,
    "after": lambda one: -one.standing.after.value,
    "above": lambda one: (one.risk.state not in LIVE, -one.standing.above, -one.standing.after.value),
    "owner": lambda one: (one.risk.owner is None, str(one.risk.owner or "").lower()),
    "category": lambda one: str(one.risk.category or "~"),
    "review": lambda one: one.risk.review_due or date.max,
}
CHECKS: dict[str, Callable[[Line, str], bool]] = {
    "q": lambda one, value: value.lower() in f"{one.risk.reference} {one.risk.title} {one.risk.event}".lower(),
    "owner": lambda one, value: one.unowned if value == NOBODY else str(one.risk.owner_id) == value,
    "service": lambda one, value: str(one.risk.service_id) == value,
    "category": lambda one, value: str(one.risk.category_id) == value,
    "priority": lambda one, value: any(priority.reference == value for priority in one.risk.priorities.all()),
    "state": lambda one, value: one.risk.state == value,
    "show": lambda one, value: {"above": one.standing.above > 0, "review": one.standing.review_late > 0}.get(
        value, True
    ),
    "cell": lambda one, value: f"{one.standing.after.likelihood}x{one.standing.after.impact}" == value,
}


def narrowed(found: Iterable[Line], wanted: dict[str, str], sort: str = "") -> list[Line]:
    """The lines that the filters let through: those furthest above appetite first, unless another order is asked for."""
    kept = lists.kept(found, CHECKS, wanted)
    return lists.ordered(sorted(kept, key=SORTS["reference"]), SORTS, sort, otherwise="above")


def risk_at(council: Council, reference: str) -> Risk | None:
    """The risk that an address names."""
    return (
        risks(council)
        .prefetch_related("measures", "actions__milestones", "actions__redatings")
        .filter(reference=reference)
        .first()
    )


def chosen(council: Council, references: Iterable[str]) -> list[Risk]:
    """Some risks of the council, by reference."""
    return list(risks(council).filter(reference__in=list(references)))


def reviews(risk: Risk) -> QuerySet[RiskReview]:
    """Every score a risk ever had, the newest first."""
    return risk.reviews.select_related("by", "for_whom")


def appetites(council: Council) -> QuerySet[RiskAppetite]:
    """The council's categories of risk with its appetite for each."""
    return RiskAppetite.objects.filter(council=council)


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the heat map."""

    score: Score
    lines: tuple[Line, ...]

    @property
    def address(self) -> str:
        return f"{self.score.likelihood}x{self.score.impact}"


def heat_map(found: Iterable[Line]) -> list[list[Cell]]:
    """The live risks after controls, the most likely row first, impact growing to the right."""
    live = [one for one in found if one.risk.state in LIVE]
    return [
        [
            Cell(score, tuple(one for one in live if one.standing.after == score))
            for score in (Score(likelihood, impact) for impact in risking.SCALE)
        ]
        for likelihood in reversed(risking.SCALE)
    ]


def actions_by_reference(council: Council, references: Iterable[str]) -> dict[str, Action]:
    """Some of the council's actions, under the references as they were typed."""
    wanted = list(references)
    return {one.reference: one for one in Action.objects.filter(council=council, reference__in=wanted)}


def next_reference(council: Council) -> str:
    """The next free reference of a risk."""
    return next_free(Risk, council, "R")

"""Reading service plans: which are there for a year, which are missing, unchallenged or out of date."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from tallystick_web.common import lists
from tallystick_web.councils.models import Council, Unit
from tallystick_web.delivery.models import Action, PlanEntry, PlanQuestion, ServicePlan


class Lack(StrEnum):
    """What a unit's planning lacks, the worst first."""

    MISSING = "missing"
    OUT_OF_DATE = "out_of_date"
    UNCHALLENGED = "unchallenged"
    NOT_AGREED = "not_agreed"
    NOTHING = "nothing"

    @property
    def words(self) -> str:
        return {"nothing": "agreed", "not_agreed": "challenged, not agreed yet"}.get(
            self.value, self.value.replace("_", " ")
        )

    @property
    def tone(self) -> str:
        """The shape and colour it is shown with."""
        tones = {Lack.NOTHING: "on_track", Lack.NOT_AGREED: "within_tolerance", Lack.UNCHALLENGED: "within_tolerance"}
        return tones.get(self, "off_track")


LACKS = {one: place for place, one in enumerate(Lack)}


def year_of(on: date) -> int:
    """The year in which the financial year of a day begins."""
    return on.year - (on.month < 4)


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with its plan for a year, and what that lacks."""

    unit: Unit
    plan: ServicePlan | None
    lack: Lack
    because: str = ""
    open_questions: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """The plan of a unit for a year that is not agreed yet, or not even begun. `due` is the day before its year, where it follows another plan."""

    unit: Unit
    year: int
    plan: ServicePlan | None
    due: date | None

    def __str__(self) -> str:
        return f"{self.unit} for {ServicePlan(year=self.year).period}"


def wanted(council: Council, on: date) -> list[Wanted]:
    """The plans that open units are to make: those begun for this year or later and not agreed, and those that follow the plan of the year before.

    What follows is asked for from January, so that it is agreed when its year begins. Two queries.
    """
    this = year_of(on)
    held = {(one.unit_id, one.year): one for one in plans(council).filter(year__gte=this - 1, unit__closed_on=None)}
    follows = {
        (unit, year + 1): one.unit
        for (unit, year), one in held.items()
        if year + 1 == this or (year == this and on.month <= 3)
    }
    begun = {key: one.unit for key, one in held.items() if key[1] >= this and one.state != ServicePlan.State.AGREED}
    missing = {key: unit for key, unit in follows.items() if key not in held}
    return [
        Wanted(unit, key[1], held.get(key), date(key[1], 3, 31) if key in follows else None)
        for key, unit in sorted({**missing, **begun}.items(), key=lambda pair: (pair[0][1], pair[1].name))
    ]


def plans(council: Council) -> QuerySet[ServicePlan]:
    """The council's service plans with their units and questions. Two queries."""
    found = ServicePlan.objects.filter(council=council).select_related("unit", "owner", "council")
    return found.prefetch_related("questions")


def lines(council: Council, year: int) -> list[Line]:
    """Every unit that is open or has a plan for a year, and how that stands, the worst first. Four queries."""
    held: dict[int, list[ServicePlan]] = {}
    for plan in plans(council).filter(year__lte=year):
        held.setdefault(plan.unit_id, []).append(plan)
    stopped = _stopped(council, year)
    units = Unit.objects.filter(Q(closed_on=None) | Q(service_plans__year=year), council=council).distinct()
    found = [_line(unit, held.get(unit.pk, []), year, stopped) for unit in units]
    return sorted(found, key=lambda one: (LACKS[one.lack], one.unit.name))


CHECKS: dict[str, Callable[[Line, str], bool]] = {
    "q": lambda one, value: value.casefold() in one.unit.name.casefold(),
    "lack": lambda one, value: one.lack == value,
}
ORDERS: dict[str, Callable[[Line], Any]] = {
    "service": lambda one: one.unit.name.casefold(),
    "plan": lambda one: LACKS[one.lack],
    "owner": lambda one: str((one.plan and one.plan.owner) or "\U0010ffff").casefold(),
    "questions": lambda one: one.open_questions,
}


def narrowed(found: Iterable[Line], wanted: Mapping[str, str], sort: str = "") -> list[Line]:
    """The lines that the filters leave: the worst first, unless another order is asked for."""
    return lists.ordered(lists.kept(found, CHECKS, wanted), ORDERS, sort)


def _stopped(council: Council, year: int) -> dict[int, list[str]]:
    """For each plan's id the references of actions in it that were stopped."""
    rows = PlanEntry.objects.filter(plan__council=council, plan__year=year, action__state=Action.State.STOPPED)
    found: dict[int, list[str]] = {}
    for plan, reference in rows.values_list("plan_id", "action__reference"):
        found.setdefault(plan, []).append(reference)
    return found


def _line(unit: Unit, held: list[ServicePlan], year: int, stopped: dict[int, list[str]]) -> Line:
    plan = next((one for one in held if one.year == year), None)
    if plan is None:
        newest = max(held, key=lambda one: one.year, default=None)
        return (
            Line(unit, None, Lack.OUT_OF_DATE, f"the newest is for {newest.period}")
            if newest
            else Line(unit, None, Lack.MISSING)
        )
    left = sum(not one.answer for one in plan.questions.all())
    if plan.state == ServicePlan.State.AGREED:
        gone = stopped.get(plan.pk, [])
        return (
            Line(unit, plan, Lack.OUT_OF_DATE, f"{', '.join(gone)} in it was stopped")
            if gone
            else Line(unit, plan, Lack.NOTHING)
        )
    lack = Lack.NOT_AGREED if plan.state == ServicePlan.State.CHALLENGED else Lack.UNCHALLENGED
    return Line(unit, plan, lack, str(plan.get_state_display()).lower(), left)


def plan_at(council: Council, key: int) -> ServicePlan | None:
    """One service plan with its entries and questions."""
    found = plans(council).filter(pk=key)
    return found.prefetch_related(
        "entries__priority", "entries__measure", "entries__action", "questions__asked_by", "questions__answered_by"
    ).first()


def entry_at(council: Council, key: int) -> PlanEntry | None:
    """One entry of a plan."""
    return PlanEntry.objects.filter(plan__council=council, pk=key).select_related("plan__council", "plan__unit").first()


def question_at(council: Council, key: int) -> PlanQuestion | None:
    """One question about a plan."""
    return (
        PlanQuestion.objects.filter(plan__council=council, pk=key).select_related("plan__council", "plan__unit").first()
    )


def unanswered(plan: ServicePlan) -> list[PlanQuestion]:
    """The questions about a plan that nobody has answered."""
    return [one for one in plan.questions.all() if not one.answer]


def years(council: Council, current: int) -> Iterable[int]:
    """The years that have plans, and the current and the next, the newest first."""
    held = ServicePlan.objects.filter(council=council).values_list("year", flat=True)
    return sorted({*held, current, current + 1}, reverse=True)

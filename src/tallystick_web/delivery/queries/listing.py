"""The list of a council's actions: how each stands, narrowed and put in order.

It reads plain rows. Thousands of whole records take longer than the page may, and a page shows fifty of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from tallystick_web.common import lists
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action, Milestone, Redating
from tallystick_web.delivery.queries import work
from tallystick_web.delivery.queries.work import OPEN, Line, actions
from tallystick_web.delivery.timing import Standing, Step, Timing, standing
from tallystick_web.plans.models import Priority

FIELDS = ("pk", "reference", "title", "owner_id", "service_id", "state", "start", "due", "done_on", "illustrative")
NOBODY = "nobody"
ENDED = "ended"
NAMES = ("owner__name", "owner__email", "service__name")


@dataclass(frozen=True, slots=True)
class Row:
    """What the list shows of an action. `priorities` are the reference and the title of each that it serves."""

    pk: int
    reference: str
    title: str
    owner_id: int | None
    service_id: int | None
    state: str
    start: date | None
    due: date | None
    done_on: date | None
    illustrative: bool
    owner: str
    service: str
    standing: Standing
    moved: int
    priorities: tuple[tuple[str, str], ...]
    unowned: bool
    outlived: bool

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def state_words(self) -> str:
        return str(Action.State(self.state).label)


def rows(council: Council, on: date) -> list[Row]:
    """Every action of the council with how it stands, whether it is open and nobody's, and whether it has outlived what it serves. Seven queries."""
    unowned = set(work.unowned(council).values_list("pk", flat=True))
    outlived = set(work.outliving(council, on).values_list("pk", flat=True))
    steps = _steps(council, on)
    moved = dict(Redating.objects.filter(action__council=council).values_list("action_id").annotate(count=Count("id")))
    served = _served(council)
    found = []
    for row in Action.objects.filter(council=council).values(*FIELDS, *NAMES):
        key = row["pk"]
        found.append(
            Row(
                **{name: row[name] for name in FIELDS}, owner=row["owner__name"] or row["owner__email"] or "",
                service=row["service__name"] or "", moved=moved.get(key, 0), priorities=served.get(key, ()),
                unowned=key in unowned, outlived=key in outlived,
                standing=standing(
                    state=row["state"], start=row["start"], due=row["due"], done_on=row["done_on"], steps=steps.get(key, ()), on=on
                ),
            )
        )  # fmt: skip
    return found


def _steps(council: Council, on: date) -> dict[int, list[Step]]:
    """For each action's id its milestones that are not reached and can make it late: passed, or dated after it is due. One query."""
    late = Q(due__lt=on) | Q(due__gt=F("action__due"))
    left = Milestone.objects.filter(late, action__council=council, done_on=None, action__state__in=OPEN)
    steps: dict[int, list[Step]] = {}
    for key, title, due in left.values_list("action_id", "title", "due"):
        steps.setdefault(key, []).append(Step(title, due))
    return steps


def _served(council: Council) -> dict[int, tuple[tuple[str, str], ...]]:
    """For each action's id the priorities it serves, in the order of the plans. Two queries."""
    pairs = Action.priorities.through.objects.filter(action__council=council).values_list("action_id", "priority_id")
    named = {
        key: (reference, title)
        for key, reference, title in Priority.objects.filter(council=council).values_list("pk", "reference", "title")
    }
    place = {key: at for at, key in enumerate(named)}
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for action, priority in sorted(pairs, key=lambda pair: place[pair[1]]):
        found[action] = (*found.get(action, ()), named[priority])
    return found


TIMINGS = {one: place for place, one in enumerate(Timing)}
STATES: dict[str, int] = {one.value: place for place, one in enumerate(Action.State)}
SORTS: dict[str, Callable[[Row], Any]] = {
    "reference": lambda one: one.reference,
    "title": lambda one: one.title.lower(),
    "owner": lambda one: (not one.owner, one.owner.lower()),
    "service": lambda one: (not one.service, one.service.lower()),
    "due": lambda one: one.due or date.max,
    "state": lambda one: STATES[one.state],
    "timing": lambda one: (TIMINGS[one.standing.timing], -one.standing.days),
}
CHECKS: dict[str, Callable[[Row, str], bool]] = {
    "q": lambda one, value: value.lower() in str(one).lower(),
    "owner": lambda one, value: one.unowned if value == NOBODY else str(one.owner_id) == value,
    "service": lambda one, value: str(one.service_id) == value,
    "priority": lambda one, value: (
        one.outlived if value == ENDED else any(reference == value for reference, _ in one.priorities)
    ),
    "state": lambda one, value: one.state == value,
    "timing": lambda one, value: one.standing.timing == value or (value == "late" and one.standing.timing.is_late),
}


def narrowed(found: Iterable[Row], wanted: dict[str, str], sort: str = "") -> list[Row]:
    """The rows that the filters let through, in the order asked for: the late first, unless another is."""
    kept = lists.kept(found, CHECKS, wanted)
    return lists.ordered(sorted(kept, key=SORTS["due"]), SORTS, sort, otherwise="timing")


def whole(council: Council, found: Sequence[Row]) -> list[Line]:
    """The same actions with all that is held of them, for a file. Six queries."""
    held = {one.pk: one for one in actions(council).prefetch_related("measures")}
    return [Line(held[one.pk], one.standing, one.moved) for one in found]

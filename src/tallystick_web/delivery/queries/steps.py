"""The milestones of all actions as a list: how each stands, narrowed, ordered and counted by the database, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, QuerySet, When

from tallystick_web.common import keys
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action, Milestone


@dataclass(frozen=True, slots=True)
class Row:
    """What the list shows of a milestone. `late` is by how many days it has passed without being reached."""

    pk: int
    title: str
    due: date
    done_on: date | None
    reference: str
    action: str
    owner_id: int | None
    owner: str
    service_id: int | None
    service: str
    illustrative: bool
    late: int

    @property
    def words(self) -> str:
        """`late by 12 days`."""
        if self.done_on:
            return "reached"
        return f"late by {self.late:,} {'day' if self.late == 1 else 'days'}" if self.late else "to come"

    @property
    def tone(self) -> str:
        """The shape and colour it is shown with."""
        return "on_track" if self.done_on else "late" if self.late else "not_due"


FIELDS = {
    "pk": "pk", "title": "title", "due": "due", "done_on": "done_on", "reference": "action__reference", "action": "action__title",
    "owner_id": "action__owner_id", "service_id": "action__service_id",
    "illustrative": "action__illustrative",
}  # fmt: skip
NAMES = ("action__owner__name", "action__owner__email", "action__service__name")


SORTS: dict[str, tuple[str, ...]] = {
    "due": ("reached", "due"),
    "title": ("title",),
    "action": ("action__reference", "due"),
    "owner": ("action__owner__name", "due"),
    "service": ("action__service__name", "due"),
}


def narrowed(council: Council, on: date, wanted: dict[str, str], sort: str = "") -> QuerySet[Milestone]:
    """The milestones that the filters let through: those not reached first, by date, unless another order is asked for."""
    found = _of(council).annotate(reached=Case(When(done_on=None, then=0), default=1))
    if words := wanted.get("q"):
        found = found.filter(
            Q(title__icontains=words) | Q(action__title__icontains=words) | Q(action__reference__icontains=words)
        )
    for name in ("owner", "service"):
        if (named := keys.key(wanted.get(name, ""))) is not None:
            found = found.filter(**{f"action__{name}": named})
    shown = {"late": Q(done_on=None, due__lt=on), "open": Q(done_on=None), "reached": Q(done_on__isnull=False)}
    order = SORTS.get(sort.removeprefix("-"), SORTS["due"])
    ordered = found.filter(shown.get(wanted.get("show", ""), Q())).order_by(*order, "pk")
    return ordered.reverse() if sort.startswith("-") else ordered


def rows(found: QuerySet[Milestone], on: date) -> list[Row]:
    """Milestones with how they stand on a day. One query."""
    return [
        Row(
            **{name: one[column] for name, column in FIELDS.items()}, owner=one[NAMES[0]] or one[NAMES[1]] or "",
            service=one[NAMES[2]] or "", late=max(0, (on - one["due"]).days) if one["done_on"] is None else 0,
        )
        for one in found.values(*FIELDS.values(), *NAMES)
    ]  # fmt: skip


def counts(council: Council, on: date) -> tuple[int, int]:
    """How many milestones there are, and how many of them are late. One query."""
    told = _of(council).aggregate(total=Count("pk"), late=Count("pk", filter=Q(done_on=None, due__lt=on)))
    return told["total"], told["late"]


def offered(council: Council) -> dict[str, list[tuple[int, str]]]:
    """The owners and services whose actions have milestones. Two queries."""
    found = Action.objects.filter(council=council, milestones__isnull=False).exclude(state=Action.State.STOPPED)
    found = found.order_by()  # the order of actions would make each name a row for every action
    owners = found.exclude(owner=None).values_list("owner_id", "owner__name", "owner__email").distinct()
    services = found.exclude(service=None).values_list("service_id", "service__name").distinct()
    return {
        "owner": sorted(((key, name or email) for key, name, email in owners), key=lambda pair: pair[1]),
        "service": sorted(services, key=lambda pair: pair[1]),
    }


def _of(council: Council) -> QuerySet[Milestone]:
    """The milestones of the actions that were not stopped."""
    return Milestone.objects.filter(action__council=council).exclude(action__state=Action.State.STOPPED)


def chosen(council: Council, named: Iterable[str]) -> list[Milestone]:
    """Some milestones of the council's actions, by their keys as an address holds them."""
    found = Milestone.objects.filter(action__council=council, pk__in=keys.keys(named))
    return list(found.select_related("action__council", "action__owner").prefetch_related("action__milestones"))

"""The milestones of all actions as a list: how each stands, narrowed and put in order. Plain rows, as the list of actions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

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


def rows(council: Council, on: date) -> list[Row]:
    """Every milestone of the council's actions that were not stopped, with how it stands on a day. One query."""
    found = Milestone.objects.filter(action__council=council).exclude(action__state=Action.State.STOPPED)
    return [
        Row(
            **{name: one[column] for name, column in FIELDS.items()}, owner=one[NAMES[0]] or one[NAMES[1]] or "",
            service=one[NAMES[2]] or "", late=max(0, (on - one["due"]).days) if one["done_on"] is None else 0,
        )
        for one in found.values(*FIELDS.values(), *NAMES)
    ]  # fmt: skip


SORTS: dict[str, Callable[[Row], Any]] = {
    "due": lambda one: (one.done_on is not None, one.due),
    "title": lambda one: one.title.lower(),
    "action": lambda one: one.reference,
    "owner": lambda one: (not one.owner, one.owner.lower()),
    "service": lambda one: (not one.service, one.service.lower()),
}
SHOWN: dict[str, Callable[[Row], bool]] = {
    "late": lambda one: one.late > 0,
    "open": lambda one: one.done_on is None,
    "reached": lambda one: one.done_on is not None,
}
CHECKS: dict[str, Callable[[Row, str], bool]] = {
    "q": lambda one, value: value.lower() in f"{one.title} {one.reference} {one.action}".lower(),
    "owner": lambda one, value: str(one.owner_id) == value,
    "service": lambda one, value: str(one.service_id) == value,
    "show": lambda one, value: SHOWN[value](one) if value in SHOWN else True,
}


def narrowed(found: Iterable[Row], wanted: dict[str, str], sort: str = "") -> list[Row]:
    """The rows that the filters let through: those not reached first, by date, unless another order is asked for."""
    asked = [(CHECKS[name], value) for name, value in wanted.items() if value and name in CHECKS]
    kept = [one for one in found if all(check(one, value) for check, value in asked)]
    key = SORTS.get(sort.removeprefix("-"), SORTS["due"])
    return sorted(sorted(kept, key=SORTS["due"]), key=key, reverse=sort.startswith("-"))


def chosen(council: Council, keys: Iterable[str]) -> list[Milestone]:
    """Some milestones of the council's actions, by their keys as an address holds them."""
    found = Milestone.objects.filter(action__council=council, pk__in=[int(key) for key in keys if key.isdecimal()])
    return list(found.select_related("action__council", "action__owner").prefetch_related("action__milestones"))

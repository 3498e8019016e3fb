"""Names in an item that nobody and no service of the council has, and the other items that wait with the same: answered once, put right in all.

A plan names its owners by their posts, and every action of one post would be put right by itself.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from tallystick_web.intake.models import Item, State
from tallystick_web.intake.queries.held import Held, same

PEOPLE = ("owner", "sponsor", "manager", "officer", "head")


def others(item: Item) -> dict[str, int]:
    """How many other items wait with the same name that is not known, by the field in which it stands."""
    strange = list(unknown(item.payload, Held(item.council)))
    counts = {name: waiting(item, name, item.payload[name]).count() for name in strange}
    return {name: count for name, count in counts.items() if count}


def unknown(payload: dict[str, Any], held: Held) -> Iterable[str]:
    """The fields that name a person or a service whom the council does not have."""
    for name in PEOPLE:
        if payload.get(name) and same(payload[name]) not in held.people:
            yield name
    if payload.get("service") and same(payload["service"]) not in held.units:
        yield "service"


def waiting(item: Item, name: str, text: str) -> QuerySet[Item]:
    """The other items of the same kind that wait with this very text in a field."""
    rows = Item.objects.filter(proposal=item.proposal_id, record=item.record, state=State.WAITING)
    return rows.filter(**{f"payload__{name}": text}).exclude(pk=item.pk).select_related("proposal__council")

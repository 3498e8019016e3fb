"""Which priorities a council had at the end of a day, and which measures spoke of them: as the log has it."""

from datetime import date

from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import ends
from tallystick_web.councils.models import Council
from tallystick_web.measures.models import Measure


def added_since(council: Council, on: date) -> frozenset[int]:
    """The ids of the priorities that were added after the day. One query."""
    added = Event.objects.filter(council=council.slug, verb="priority.added", at__gte=ends(on)).order_by()
    return frozenset(id for id in added.values_list("target_id", flat=True) if id is not None)


def measures_of_priorities(council: Council, on: date) -> dict[int, list[Measure]]:
    """For each priority's id, the measures that spoke of it, in their order; every choice is written down whole. Two queries."""
    said = Event.objects.filter(council=council.slug, verb="priority.evidence_set", at__lt=ends(on)).order_by("id")
    chosen: dict[int | None, list[str]] = {
        id: detail["measures"] for id, detail in said.values_list("target_id", "detail")
    }
    held = {one.reference: one for one in Measure.objects.filter(council=council).select_related("owner", "service")}
    return {id: [held[one] for one in some if one in held] for id, some in chosen.items() if id is not None}

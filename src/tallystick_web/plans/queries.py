"""Reading plans, themes and priorities."""

from django.db.models import Q, QuerySet

from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Council
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Plan, Priority


def plans(council: Council) -> QuerySet[Plan]:
    """The council's plans in their order."""
    return Plan.objects.filter(council=council)


def priorities(council: Council) -> QuerySet[Priority]:
    """The council's priorities in the order of its plans, with theme, plan, people and service. One query."""
    return Priority.objects.filter(council=council).select_related(
        "theme__plan", "accountable_officer", "accountable_director", "service"
    )


def priority_seen(priority: Priority) -> int:
    """The number of the newest event about a priority: a form made from an older one is stale."""
    verbs = ("priority.added", "priority.changed", "priority.evidence_set")
    found = Event.objects.filter(
        council=priority.council.slug, target_kind="priority", target_id=priority.pk, verb__in=verbs
    )
    return found.order_by("-id").values_list("id", flat=True).first() or 0


def evidence_ids(priority: Priority) -> list[int]:
    """The measures that speak of a priority, in their order."""
    return list(priority.evidence.order_by("order").values_list("measure_id", flat=True))


def can_speak_of(priority: Priority) -> QuerySet[Measure]:
    """The measures that can be chosen for a priority: all in use, and those it has."""
    held = Q(evidence__priority=priority)
    return Measure.objects.filter(Q(retired_on=None) | held, council=priority.council).distinct().order_by("reference")


def matching(measures: QuerySet[Measure], text: str) -> QuerySet[Measure]:
    """Those of some measures of which every word of a text is in the reference, the title, another name or the service."""
    for word in text.split():
        said = Q(reference__icontains=word) | Q(title__icontains=word) | Q(other_names__icontains=word)
        measures = measures.filter(said | Q(service__name__icontains=word))
    return measures

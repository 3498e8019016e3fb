"""Reading plans, themes and priorities."""

from datetime import date

from django.db.models import Q, QuerySet

from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Council
from tallystick_web.measures.models import Measure
from tallystick_web.plans import as_at
from tallystick_web.plans.models import Plan, Priority


def plans(council: Council) -> QuerySet[Plan]:
    """The council's plans in their order."""
    return Plan.objects.filter(council=council)


def plan_at(council: Council, reference: str) -> Plan | None:
    """The plan of a reference."""
    return plans(council).filter(reference=reference).select_related("council").first()


def running(council: Council, first: date, last: date, on: date | None = None) -> Q:
    """What holds of the priorities that run on any day from one to another, by the days that they and their plans have, or had at the end of a day.

    A query, or three of a day.
    """
    of_plans = Q(theme__plan__in={one.pk for one in with_days(council, on) if one.runs_in(first, last)})
    lasts = Q(ends=None) | Q(ends__gte=first)
    if on and (had := as_at.ends_of_priorities(council, on)):
        lasted = [id for id, day in had.items() if day is None or day >= first]
        lasts = (lasts & ~Q(pk__in=list(had))) | Q(pk__in=lasted)
    return of_plans & lasts


def with_days(council: Council, on: date | None = None) -> list[Plan]:
    """The council's plans with the days on which they run, or ran as told at the end of a day. A query or two."""
    every = list(plans(council))
    return as_at.with_days_of(council, every, on) if on else every


def priorities(council: Council) -> QuerySet[Priority]:
    """The council's priorities in the order of its plans, with theme, plan, people and service. One query."""
    return Priority.objects.filter(council=council).select_related(
        "theme__plan", "accountable_officer", "accountable_director", "service"
    )


def lasting(council: Council, on: date) -> QuerySet[Priority]:
    """The priorities that have not ended by a day, nor has their plan."""
    return Priority.objects.filter(council=council).exclude(theme__plan__ends__lt=on).exclude(ends__lt=on)


def priority_seen(priority: Priority) -> int:
    """The number of the newest event about a priority: a form made from an older one is stale."""
    return _seen(priority, "priority.added", "priority.changed", "priority.evidence_set")


def plan_seen(plan: Plan) -> int:
    """The same of a plan."""
    return _seen(plan, "plan.added", "plan.changed")


def _seen(record: Priority | Plan, *verbs: str) -> int:
    kind, _, _ = verbs[0].partition(".")
    found = Event.objects.filter(council=record.council.slug, target_kind=kind, target_id=record.pk, verb__in=verbs)
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

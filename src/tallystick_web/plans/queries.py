"""Reading plans, themes and priorities."""

from django.db.models import QuerySet

from tallystick_web.councils.models import Council
from tallystick_web.plans.models import Plan, Priority


def plans(council: Council) -> QuerySet[Plan]:
    """The council's plans in their order."""
    return Plan.objects.filter(council=council)


def priorities(council: Council) -> QuerySet[Priority]:
    """The council's priorities in the order of its plans, with theme, plan, people and service. One query."""
    return Priority.objects.filter(council=council).select_related(
        "theme__plan", "accountable_officer", "accountable_director", "service"
    )

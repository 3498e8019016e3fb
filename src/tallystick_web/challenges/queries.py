"""Reading challenges and their lists."""

from django.db.models import QuerySet

from tallystick_web.challenges.models import Challenge
from tallystick_web.councils.models import Council


def challenges(council: Council) -> QuerySet[Challenge]:
    """The council's challenges with their points, newest first. Two queries."""
    return Challenge.objects.filter(council=council).select_related("council").prefetch_related("points")

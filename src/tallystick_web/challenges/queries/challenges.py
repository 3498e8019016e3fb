"""Reading challenges and their lists."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tallystick_web.challenges.models import Challenge, Point
from tallystick_web.councils.models import Council


def challenges(council: Council) -> QuerySet[Challenge]:
    """The council's challenges with their points, newest first. Two queries."""
    return Challenge.objects.filter(council=council).select_related("council").prefetch_related("points")


def challenge_at(council: Council, reference: str) -> Challenge | None:
    """The challenge that an address names."""
    return challenges(council).filter(reference=reference).first()


@dataclass(frozen=True, slots=True)
class PointList:
    """One of a challenge's lists, under its name."""

    kind: str
    name: str
    points: tuple[Point, ...]


def lists(challenge: Challenge) -> list[PointList]:
    """The lists of a challenge that hold something, recommendations first. No query beyond the prefetched."""
    points = sorted(challenge.points.all(), key=lambda point: point.number)
    found = ((kind, tuple(point for point in points if point.list == kind)) for kind in Point.List)
    return [PointList(kind.value, str(kind.label), chosen) for kind, chosen in found if chosen]

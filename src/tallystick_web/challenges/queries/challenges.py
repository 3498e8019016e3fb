"""Reading challenges and their lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from tallystick_web.challenges import themes
from tallystick_web.challenges.models import Challenge, Met, Point
from tallystick_web.councils.models import Council


def challenges(council: Council) -> QuerySet[Challenge]:
    """The council's challenges with their points and how each is answered, newest first. Two queries."""
    points = Point.objects.select_related("thread__response")
    found = Challenge.objects.filter(council=council).select_related("council")
    return found.prefetch_related(Prefetch("points", points))


def challenge_at(council: Council, reference: str) -> Challenge | None:
    """The challenge that an address names."""
    return challenges(council).filter(reference=reference).first()


def met(challenge: Challenge, *, confidential: bool = False) -> list[Met]:
    """Whom the team met; who asked to stay unnamed is read only where that may be seen."""
    rows = challenge.met.all()
    return list(rows if confidential else rows.filter(confidential=False))


@dataclass(frozen=True, slots=True)
class Summary:
    """A challenge in a list: how many points it left to answer, how many wait, and how many are done with."""

    challenge: Challenge
    asked: int
    waiting: int
    ended: int


def summaries(council: Council) -> list[Summary]:
    """The council's challenges with how far the answers are. Two queries."""
    return [_summary(one) for one in challenges(council)]


def _summary(challenge: Challenge) -> Summary:
    threads = [one.thread for one in challenge.points.all() if one.thread]
    waiting = sum(one.state == one.State.RECEIVED for one in threads)
    return Summary(challenge, len(threads), waiting, sum(one.ended for one in threads))


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


def findings_by_today(challenge: Challenge) -> list[tuple[str, Sequence[Point]]]:
    """The findings under the themes of today that their own speak to; what speaks to none comes last, under no name."""
    findings = [one for one in challenge.points.all() if one.list == Point.List.FINDING]
    found = [(theme, [one for one in findings if theme in themes.of_today(one.theme)]) for theme in themes.today()]
    rest = [one for one in findings if not themes.of_today(one.theme)]
    return [*found, *([("", rest)] if rest else [])]


def finding_at(challenge: Challenge, number: int) -> Point | None:
    """One finding of a challenge."""
    points = (one for one in challenge.points.all() if one.list == Point.List.FINDING)
    return next((one for one in points if one.number == number), None)

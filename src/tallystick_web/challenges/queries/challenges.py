"""Reading challenges and their lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from tallystick_web.challenges import themes
from tallystick_web.challenges.models import Challenge, Met, Point, Thread
from tallystick_web.common import words
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


def headline(challenge: Challenge, on: date) -> str:
    """How far it is: `14 of 22 points are in delivery; 2 are not answered yet; 3 are overdue`. No query beyond the prefetched.

    Overdue is what was to be looked at again by a day that has passed, as in My work.
    """
    answers = [one.thread for one in challenge.points.all() if one.thread]
    if not answers:
        return "It left nothing to answer"
    waiting = [one for one in answers if one.state in (Thread.State.RECEIVED, Thread.State.REOPENED)]
    late = sum(not one.ended and _review(one) < on for one in answers)
    said = [_furthest(answers) if len(waiting) < len(answers) else f"None of {_points(answers)} is answered yet"]
    if 0 < len(waiting) < len(answers):
        said.append(f"{len(waiting)} {words.are(len(waiting))} not answered yet")
    return "; ".join([*said, *([f"{late} {words.are(late)} overdue"] if late else [])])


def _furthest(answers: list[Thread]) -> str:
    """How many are in delivery; where none is, how many are in the stage that follows it, or comes before it."""
    stages = {
        "in delivery": sum(one.state == Thread.State.IN_DELIVERY for one in answers),
        "delivered and not closed yet": sum(
            one.state in (Thread.State.DELIVERED, Thread.State.NOT_EVIDENCED) for one in answers
        ),
        "answered and not begun": sum(one.state == Thread.State.RESPONDED and not one.ended for one in answers),
        "done with": sum(one.ended for one in answers),
    }
    what, number = next((what, number) for what, number in stages.items() if number)
    return f"{number} of {_points(answers)} {words.are(number)} {what}"


def _review(answer: Thread) -> date:
    return (answer.response and answer.response.review_date) or date.max


def _points(answers: list[Thread]) -> str:
    return words.count(len(answers), "point")


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

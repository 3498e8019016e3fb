"""Reading rounds and their assessments: who answers for them, how ratings moved, what is not settled."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from tallystick.judgement import Rating
from tallystick.periods import Period
from tallystick.status import Direction
from tallystick_web.accounts.models import User
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council
from tallystick_web.plans import queries as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models import Assessment, Carried, Coverage, Question, Round, State
from tallystick_web.reviews.timetable import Timetable

YEAR: Final = timedelta(days=365)


def rounds(council: Council) -> list[Round]:
    """The council's rounds, newest first."""
    return list(Round.objects.filter(council=council).select_related("council"))


def to_open(council: Council, on: date) -> Period | None:
    """The period after the newest round, where that is closed and the period has ended, a year ago at most. One query."""
    newest = next(iter(rounds(council)), None)
    if newest is None or newest.state != Round.State.CLOSED or not newest.period.frequency.per_year:
        return None
    following = newest.period.step()
    return following if on - YEAR < following.end < on else None


def runs_on(round: Round, days: Timetable) -> bool:
    """Whether a round is open with those days: who asks for it has what they asked for, though somebody else pressed first."""
    collect_by = round.collection.deadline if round.collection else None
    held = (collect_by, round.submit_by, round.meeting_on, round.agree_by)
    return round.state == Round.State.OPEN and held == (days.collect_by, days.submit_by, days.meeting_on, days.agree_by)


def closed_rounds(council: Council, collections: Iterable[int]) -> dict[int, Round]:
    """For the ids of those collections whose round is closed, that round. One query."""
    found = Round.objects.filter(council=council, state=Round.State.CLOSED, collection__in=list(collections))
    return {one.collection_id: one for one in found if one.collection_id is not None}


def round_at(rounds: list[Round], slug: str) -> Round | None:
    """The round that an address names, of a council's rounds."""
    return next((round for round in rounds if round.slug == slug), None)


def before(rounds: list[Round], round: Round) -> Round | None:
    """The round of the same frequency that came before one, if the council held it."""
    earlier = [other for other in rounds if other.frequency == round.frequency and other.end < round.end]
    return max(earlier, key=lambda other: other.end, default=None)


def assessments(round: Round) -> QuerySet[Assessment]:
    """The assessments of a round with people, priorities and external grades. Three queries, however many."""
    return (
        Assessment.objects.filter(round=round)
        .select_related("rated_by", "agreed_by", "agreed_for", "round", "council")
        .prefetch_related("external_grades", "coverage__priority__theme__plan")
    )


def assessments_by_priority(round: Round | None) -> dict[int, Assessment]:
    """For each priority's id, its assessment in a round, without narratives' relations. One query."""
    if round is None:
        return {}
    coverage = Coverage.objects.filter(round=round).select_related("assessment").order_by()
    return {one.priority_id: one.assessment for one in coverage}


def ratings_by_priority(rounds: list[Round]) -> dict[int, dict[int, str]]:
    """For each round's id, the rating of each priority's id ("" when not judged). One query, no narratives loaded."""
    found: dict[int, dict[int, str]] = {round.pk: {} for round in rounds}
    rows = Coverage.objects.filter(round__in=rounds).order_by()
    for round_id, priority_id, rating in rows.values_list("round_id", "priority_id", "assessment__rating"):
        found[round_id][priority_id] = rating
    return found


@dataclass(frozen=True, slots=True)
class Movement:
    """How a priority's rating moved from one round to the next."""

    now: str
    was: str
    direction: Direction


def movement(now: str, was: str) -> Movement:
    """Compare two ratings ("" is not judged): where one is not judged the direction is not known."""
    if not now or not was:
        return Movement(now, was, Direction.NOT_KNOWN)
    step = Rating(now).rank - Rating(was).rank
    return Movement(now, was, Direction.WORSENING if step > 0 else Direction.IMPROVING if step else Direction.STEADY)


def assessment_at(council: Council, key: int) -> Assessment | None:
    """One assessment of a council with its priorities and grades."""
    found = Assessment.objects.filter(council=council, pk=key).select_related(
        "rated_by", "agreed_by", "agreed_for", "round", "council"
    )
    return found.prefetch_related("external_grades", "coverage__priority__theme__plan").first()


def last_assessment(assessment: Assessment) -> Assessment | None:
    """What was said of the first of the same priorities in the round before."""
    earlier = before(rounds(assessment.council), assessment.round)
    first = next((coverage.priority_id for coverage in assessment.coverage.all()), None)
    said = Coverage.objects.filter(round=earlier, priority=first).select_related("assessment").order_by().first()
    return said.assessment if said else None


def asked_about(round: Round, on: date | None = None) -> QuerySet[Priority]:
    """The priorities that a round asks about: those that run in its period, with their plans, and whatever else was assessed in it.

    `on` goes by the days that they had at the end of a day.
    """
    running = plans.running(round.council, round.start, round.end, on)
    said = Coverage.objects.filter(round=round).values("priority")
    return Priority.objects.filter(running | Q(pk__in=said), council=round.council_id)


def unassessed(round: Round) -> QuerySet[Priority]:
    """The priorities that nobody has judged in a round, in the order of the plans."""
    judged = Coverage.objects.filter(round=round).exclude(assessment__rating="").values("priority")
    return asked_about(round).exclude(pk__in=judged).select_related("theme__plan")


def priority_at(council: Council, reference: str) -> Priority | None:
    """The priority that an address names."""
    return Priority.objects.filter(council=council, reference=reference).first()


@dataclass(frozen=True, slots=True)
class Accountable:
    """The ids of the people of an assessment: its author (chosen for this round, else the accountable officers) and its directors."""

    authors: frozenset[int]
    directors: frozenset[int]


def accountable(assessment: Assessment) -> Accountable:
    """Whose assessment it is to write and to agree. One query."""
    rows = Coverage.objects.filter(assessment=assessment).values_list(
        "priority__accountable_officer", "priority__accountable_director"
    )
    officers, directors = {row[0] for row in rows} - {None}, {row[1] for row in rows} - {None}
    return Accountable(frozenset({assessment.author_id} if assessment.author_id else officers), frozenset(directors))


def director_stood_in_for(assessment: Assessment, by: Any) -> User | None:
    """The accountable director in whose place a deputy acts; nobody where a director acts for themselves."""
    whose = accountable(assessment).directors
    return councils.stood_in_for(person=by, council=assessment.council, whose=whose, on=timezone.localdate())


def unanswered(assessment: Assessment) -> int:
    """How many questions wait for an answer."""
    return assessment.questions.filter(answered_at=None).count()


def questions_open(assessments: Iterable[Assessment]) -> dict[int, int]:
    """For the ids of those of some assessments that have questions without an answer, how many. One query."""
    ids = [one.pk for one in assessments]
    rows = Question.objects.filter(assessment__in=ids, answered_at=None).order_by()
    return dict(Counter(rows.values_list("assessment_id", flat=True)))


def covered(assessments: Iterable[Assessment]) -> dict[int, list[Priority]]:
    """For each assessment's id, the priorities that it speaks of, in the order of the plans. One query.

    To read them through each assessment would make a list of records and a query's machinery for every one.
    """
    ids = [one.pk for one in assessments]
    rows = Priority.objects.filter(coverage__assessment__in=ids).annotate(said_by=F("coverage__assessment"))
    found: dict[int, list[Priority]] = {}
    for one in rows.order_by("theme__plan__order", "theme__order", "order", "coverage__id"):
        found.setdefault(one.said_by, []).append(one)
    return found


def covered_elsewhere(assessment: Assessment, priorities: Iterable[Priority]) -> list[str]:
    """The references of those priorities that another assessment of the same round covers."""
    found = Coverage.objects.filter(round=assessment.round_id, priority__in=list(priorities)).exclude(
        assessment=assessment
    )
    return list(found.values_list("priority__reference", flat=True))


def not_settled(round: Round) -> list[Priority]:
    """The priorities with which a round cannot be closed yet: neither agreed nor carried as missing. Two queries."""
    agreed = Coverage.objects.filter(round=round, assessment__state__in=[State.AGREED, State.LOCKED]).values("priority")
    carried = Carried.objects.filter(round=round).values("priority")
    return list(asked_about(round).exclude(pk__in=agreed).exclude(pk__in=carried))

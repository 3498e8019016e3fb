"""Rounds with their assessments: what a council's document says of one, and made-up ones before it."""

from collections.abc import Sequence
from random import Random

from django.utils import timezone

from tallystick import deadlines, periods
from tallystick.judgement import Rating
from tallystick.periods import Frequency
from tallystick_web.accounts.models import User
from tallystick_web.demo.data import Table
from tallystick_web.demo.history import SEED
from tallystick_web.demo.people import Cast
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions, timetable
from tallystick_web.reviews.models import Assessment, Departure, Promise, Round

THREE = (Rating.GREEN, Rating.AMBER, Rating.RED)


def keep_stated(cast: Cast, priorities: dict[str, Priority], described: Table) -> Round:
    """The round that the council's document is about. It stays open, so that it can be worked on.

    Its deadlines are counted from today, as if the quarter had just ended: nobody learns anything from work that is years overdue.
    """
    made_up = described.get("illustrative", False)
    period = periods.parse(described["period"], Frequency.QUARTER)
    round = actions.open_round(
        council=cast.council, period=period, by=cast.officer, illustrative=made_up, days=_days(),
        known_by=timetable.usual(period).collect_by,
    )  # fmt: skip
    for one in described["assessments"]:
        _keep_assessment(cast, priorities, round, described["source"], one)
    return round


def _days() -> timetable.Timetable:
    collect_by, submit_by, meeting_on, agree_by = (
        deadlines.add_working_days(timezone.localdate(), count) for count in (3, 8, 11, 15)
    )
    return timetable.Timetable(collect_by, submit_by, meeting_on, agree_by)


def _keep_assessment(cast: Cast, priorities: dict[str, Priority], round: Round, source: str, one: Table) -> None:
    """A rating that the document states has no giver here; a made-up one is given, and mostly agreed, by invented people."""
    judge = cast.people.get(one.get("judged_by", ""))
    stated = None if judge or "rating" not in one else Rating(one["rating"])
    assessment = actions.keep_assessment(
        round=round, priorities=[priorities[reference] for reference in one["references"]],
        narrative=one["narrative"].strip(), rating=stated, reason=one.get("reason", "") if stated else "",
        grades=[(grade["value"], grade["by"], grade["words"]) for grade in one.get("grades", [])],
        source=source, illustrative=one.get("illustrative", False), by=cast.officer,
    )  # fmt: skip
    if judge:
        director = cast.people.get(one.get("agreed_by", ""))
        _judge(assessment, Rating(one["rating"]), one["reason"], judge, director)
    if one.get("submitted"):
        actions.submit(assessment=assessment, by=judge)
    if "question" in one:
        actions.challenge(assessment=assessment, question=one["question"], by=cast.people[one["asked_by"]])


def _judge(assessment: Assessment, rating: Rating, reason: str, judge: User, director: User | None) -> None:
    judged = actions.judge(
        assessment=assessment, narrative=assessment.narrative, rating=rating, reason=reason,
        version=assessment.version, by=judge, departure=Departure.OTHER,
    )  # fmt: skip
    if director and director != judge:
        actions.submit(assessment=judged, by=None)
        actions.agree(assessment=judged, by=director)


def keep_made_up(
    cast: Cast, priorities: dict[str, Priority], described: Table, groups: Sequence[Sequence[str]]
) -> None:
    """Earlier rounds, closed, every priority rated: each group of priorities wanders between the ratings."""
    chance = Random(f"{SEED} {cast.council.slug} rounds")  # noqa: S311 - for show, not for secrets
    ratings = {tuple(group): chance.choice(THREE) for group in groups}
    promised: dict[tuple[str, str], str] = {
        (one["period"], one["reference"]): one["sentence"] for one in described.get("promises", [])
    }
    for text in described["periods"]:
        period = periods.parse(text, Frequency.QUARTER)
        round = actions.open_round(
            council=cast.council, period=period, by=cast.officer, illustrative=True, asking=False
        )
        for group, rating in ratings.items():
            ratings[group] = _next(chance, rating)
            sentences = [described["sentences"][ratings[group]], *(promised.get((text, one), "") for one in group)]
            narrative = " ".join(filter(None, sentences))
            _keep_made_up(cast, [priorities[one] for one in group], round, ratings[group], described, narrative)
        actions.close_round(
            round=round, by=cast.officer, carrying="Illustrative: not agreed before the round was closed."
        )


def _next(chance: Random, rating: Rating) -> Rating:
    """Mostly the same again, at times one step better or worse."""
    step = chance.choices((0, -1, 1), weights=(60, 22, 18))[0]
    return THREE[min(max(THREE.index(rating) + step, 0), 2)]


def _keep_made_up(
    cast: Cast, group: list[Priority], round: Round, rating: Rating, described: Table, narrative: str
) -> None:
    assessment = actions.keep_assessment(
        round=round, priorities=group, narrative=narrative, rating=None, reason="", grades=[],
        illustrative=True, by=cast.officer,
    )  # fmt: skip
    officer, director = group[0].accountable_officer, group[0].accountable_director
    if officer:
        _judge(assessment, rating, described["reasons"][rating], officer, director)


def keep_promises(cast: Cast, priorities: dict[str, Priority], described: Table, kept_in: Round) -> None:
    """What narratives of the made-up rounds promised and the round of the council's document keeps."""
    for one in described.get("promises", []):
        if "kept_words" in one:
            priority, said_for = priorities[one["reference"]], periods.parse(one["period"], Frequency.QUARTER)
            promise = Promise.objects.get(assessment__priorities=priority, assessment__round__end=said_for.end)
            answer = Assessment.objects.get(round=kept_in, priorities=priority)
            actions.keep_promise(
                promise=promise, words=one["kept_words"], kept_in=answer, by=cast.people[one["kept_by"]]
            )

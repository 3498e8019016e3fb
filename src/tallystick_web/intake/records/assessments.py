"""Assessments of a proposal.

A document that states no rating leaves a rating that people gave in the pages as it is: silence is not a judgement. The same holds
for the reason.
"""

from django.utils import timezone

from tallystick.judgement import Rating
from tallystick_web.councils.rules import Refused
from tallystick_web.intake.models import Record
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.records.desk import (
    Desk,
    Identity,
    Kind,
    Payload,
    Standing,
    as_read,
    compared,
    doubtful,
    found,
    period,
)
from tallystick_web.intake.records.plans import find_priority
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions, timetable
from tallystick_web.reviews.models import Assessment

NO_PERIOD = "The document does not say which period it reports. Choose the period."


def priorities(payload: Payload, desk: Desk) -> list[Priority]:
    """The priorities that an assessment covers; refused when one is not held."""
    return [
        found(find_priority(reference, desk), f"The priority {reference} is not held yet.")
        for reference in payload["references"]
    ]


def held_assessment(payload: Payload, desk: Desk) -> tuple[Assessment | None, str]:
    """The assessment of exactly these priorities, or why there cannot be one."""
    round = desk.held.rounds.get(period(payload))
    if round is None:
        return None, ""
    found_priorities = (find_priority(reference, desk) for reference in payload["references"])
    wanted = {priority.pk for priority in found_priorities if priority}
    for assessment in desk.held.assessments(round):
        covered = {coverage.priority_id for coverage in assessment.coverage.all()}
        if covered == wanted:
            return assessment, ""
        if covered & wanted:
            return None, f"In {round} {assessment.references} are already assessed together, in another grouping."
    return None, ""


def fields_of(assessment: Assessment, payload: Payload) -> Payload:
    """What is held, as far as the document speaks of it."""
    grades = [[one.value, one.by, one.words] for one in assessment.external_grades.all()]
    held: Payload = {
        "narrative": as_read(assessment.narrative, payload["narrative"]),
        "grades": payload["grades"] if sorted(grades) == sorted(payload["grades"]) else grades,
    }
    if payload["rating"]:
        held["rating"] = assessment.rating
    if payload["reason"]:
        held["reason"] = as_read(assessment.rating_reason, payload["reason"])
    return held


def standing(payload: Payload, desk: Desk) -> Standing:
    if not payload["period"]:
        return doubtful(NO_PERIOD)
    try:
        assessment, clash = held_assessment(payload, desk)
    except Refused as refusal:
        return doubtful(str(refusal))
    if clash:
        return doubtful(clash)
    return compared(payload, fields_of(assessment, payload) if assessment else None)


def write(payload: Payload, desk: Desk) -> None:
    found(payload["period"] or None, NO_PERIOD)
    covered = priorities(payload, desk)
    round = desk.held.rounds.get(period(payload))
    if round is None:
        when = period(payload)
        past = timetable.usual(when).submit_by < timezone.localdate()
        opening = actions.open_past_round if past else actions.open_round
        round = opening(council=desk.held.council, period=when, by=desk.by)
        desk.held.rounds[round.period] = round
    held, _ = held_assessment(payload, desk)
    rating = payload["rating"] or (held.rating if held else "")
    actions.keep_assessment(
        round=round, priorities=covered, narrative=payload["narrative"],
        rating=Rating(rating) if rating else None,
        reason=payload["reason"] or (held.rating_reason if held else ""),
        grades=[(value, by, words) for value, by, words in payload["grades"]],
        by=desk.by, source=desk.source,
    )  # fmt: skip
    desk.held.forget_assessments(round)


def needs(payload: Payload) -> list[Identity]:
    return [(Record.PRIORITY, reference) for reference in payload["references"]]


def key(when: str, references: list[str]) -> str:
    """How an assessment is known: the period and the references it covers."""
    return " · ".join(filter(None, [when, ", ".join(sorted(references, key=same))]))[:400]


ASSESSMENT = Kind(standing, needs, lambda key, desk: None, write)

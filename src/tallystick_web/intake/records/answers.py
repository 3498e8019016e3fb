"""Answers to the points of challenges, from our own table. A state moves by a step and is not taken from a file, nor are the words."""

from typing import Any

from tallystick_web.challenges import actions
from tallystick_web.challenges.models import Point, Response
from tallystick_web.intake.models import Change
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.records.desk import (
    Desk,
    Kind,
    Payload,
    Standing,
    compared,
    day_of,
    doubtful,
    found,
    why_no_day,
    words,
)

TEXTS = ("answer", "reason", "interpretation", "different", "beneficiaries", "portfolio_holder")
FIELDS = (*TEXTS, "officer", "review_date")
OTHER_WORDS = "The file has other words than the challenge. Its words cannot be edited, and were left as they are."


def point_of(payload: Payload, desk: Desk) -> Point | None:
    number = payload["number"]
    return desk.held.points.get((payload["challenge"], payload["list"], number)) if isinstance(number, int) else None


def held_as(response: Response | None) -> Payload:
    """An answer as payloads hold it; all blank where there is none."""
    if response is None:
        return dict.fromkeys(FIELDS, "")
    texts: Payload = {name: getattr(response, name) for name in TEXTS}
    day = response.review_date
    return texts | {
        "officer": response.officer.email if response.officer else "", "review_date": day.isoformat() if day else "",
    }  # fmt: skip


def standing(payload: Payload, desk: Desk) -> Standing:
    point = point_of(payload, desk)
    if point is None or point.thread is None:
        return doubtful(
            f"There is no {payload['list'].replace('_', ' ')} {payload['number']} of {payload['challenge']} to answer."
        )
    told = compared(payload, held_as(point.thread.response))
    if payload.get("officer") and same(payload["officer"]) not in desk.held.people:
        return doubtful(f"Nobody of the council is known as {payload['officer']}. Add the person, or type another.")
    if why_not := why_no_day(payload, ("review_date",)):
        return doubtful(why_not)
    if told.change is Change.CHANGED and any(
        name in payload and payload[name] != getattr(point, name) for name in ("title", "text")
    ):
        return Standing(told.change, told.held, OTHER_WORDS)
    return told


def write(payload: Payload, desk: Desk) -> None:
    point = found(point_of(payload, desk), "The point itself is not held.")
    thread = found(point.thread, "The point is kept for the record and is not answered.")
    fields: dict[str, Any] = {name: payload[name] for name in TEXTS if name in payload}
    if "officer" in payload:
        fields["officer"] = desk.held.people.get(same(payload["officer"])) if payload["officer"] else None
    if "review_date" in payload:
        fields["review_date"] = day_of(payload["review_date"], words("review_date"))
    actions.respond(thread=thread, by=desk.by, **fields)


RESPONSE = Kind(standing, lambda payload: [], lambda key, desk: None, write)

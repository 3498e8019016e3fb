"""Challenges and their points. The words of a point cannot be edited once held: a council answers a challenge, it does not rewrite it."""

from datetime import date
from typing import Any

from tallystick_web.challenges import actions
from tallystick_web.challenges.models import Challenge, Point
from tallystick_web.intake.models import Change, Record
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

DAYS = ("first_day", "last_day")
FIELDS = ("title", "kind", "body", *DAYS, "follow_up", "next_challenge", "team", "evidence", "scope")


def find_challenge(key: str, desk: Desk) -> Challenge | None:
    payload = desk.others.get((Record.CHALLENGE, key))
    return desk.held.challenges.get(payload["reference"] if payload else key)


def stated(challenge: Challenge, name: str) -> Any:
    value = getattr(challenge, name)
    return value.isoformat() if isinstance(value, date) else "" if value is None else value


def challenge_standing(payload: Payload, desk: Desk) -> Standing:
    challenge = desk.held.challenges.get(payload["reference"])
    if why_not := why_no_day(payload, DAYS):
        return doubtful(why_not)
    return compared(
        payload, {name: stated(challenge, name) for name in FIELDS if name in payload} if challenge else None
    )


def write_challenge(payload: Payload, desk: Desk) -> None:
    fields = {name: payload[name] for name in FIELDS if name in payload}
    for name in DAYS:
        if name in fields:
            fields[name] = day_of(fields[name], words(name))
    challenge = actions.keep_challenge(
        council=desk.held.council, reference=payload["reference"], by=desk.by, source=desk.source, **fields
    )
    desk.held.challenges[challenge.reference] = challenge


def point_standing(payload: Payload, desk: Desk) -> Standing:
    challenge = find_challenge(payload["challenge"], desk)
    point = desk.held.points.get((challenge.reference, payload["list"], payload["number"])) if challenge else None
    held = {"theme": point.theme, "title": point.title, "text": point.text} if point else None
    standing = compared(payload, held)
    if standing.change is Change.CHANGED:
        why = "It is held with other words, and the words of a challenge cannot be edited. Refuse this item."
        return Standing(standing.change, standing.held, why)
    return standing


def write_point(payload: Payload, desk: Desk) -> None:
    challenge = found(find_challenge(payload["challenge"], desk), "The challenge itself is not held yet.")
    point = actions.keep_point(
        challenge=challenge, list=Point.List(payload["list"]), number=payload["number"], theme=payload["theme"],
        title=payload["title"], text=payload["text"], place=payload.get("place", ""), by=desk.by,
    )  # fmt: skip
    desk.held.points[challenge.reference, point.list, point.number] = point


CHALLENGE = Kind(challenge_standing, lambda payload: [], find_challenge, write_challenge)
POINT = Kind(
    point_standing, lambda payload: [(Record.CHALLENGE, payload["challenge"])], lambda key, desk: None, write_point
)

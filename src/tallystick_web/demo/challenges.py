"""A peer challenge with its lists, each kept apart."""

from typing import Any

from tallystick_web.challenges import actions
from tallystick_web.challenges.models import Challenge, Point
from tallystick_web.demo.data import Table
from tallystick_web.demo.people import Cast

FIELDS = (
    *("title", "follow_up", "next_challenge", "team", "evidence", "scope", "source", "body", "illustrative"),
    *("first_day", "last_day", "progress_review", "next_done"),
)
LISTS = {
    "recommendations": Point.List.RECOMMENDATION,
    "quick_wins": Point.List.QUICK_WIN,
    "suggestions": Point.List.SUGGESTION,
    "notable_practice": Point.List.NOTABLE_PRACTICE,
    "signposting": Point.List.SIGNPOSTING,
    "findings": Point.List.FINDING,
}


def keep(cast: Cast, described: list[Table]) -> list[Challenge]:
    """Keep a council's challenges and every item of their lists, numbered in the order of the file."""
    return [_keep_one(cast, one) for one in described]


def _keep_one(cast: Cast, one: Table) -> Challenge:
    fields: dict[str, Any] = {name: one[name] for name in FIELDS}
    challenge = actions.keep_challenge(council=cast.council, reference=one["reference"], by=cast.officer, **fields)
    met = [(each["name"], each["role"], each.get("confidential", False)) for each in one["met"]]
    actions.set_met(challenge=challenge, met=met, by=cast.officer)
    for name, kind in LISTS.items():
        for number, point in enumerate(one[name], start=1):
            actions.keep_point(
                challenge=challenge, list=kind, number=number, theme=point.get("theme", ""),
                title=point.get("title", ""), text=point.get("text", ""), by=cast.officer,
            )  # fmt: skip
    return challenge

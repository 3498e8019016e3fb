"""Keeping a challenge and its points as they were said."""

from typing import Any

from django.db import transaction

from tallystick_web.audit import actions as audit
from tallystick_web.challenges import rules
from tallystick_web.challenges.models import Challenge, Point
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import refuse_if


@transaction.atomic
def keep_challenge(*, council: Council, reference: str, by: Any, **fields: Any) -> Challenge:
    """Add a challenge, or change the named fields of the one with this reference."""
    refuse_if(rules.why_not_keep(council, by))
    challenge = Challenge.objects.filter(council=council, reference=reference).first()
    challenge = challenge or Challenge(council=council, reference=reference)
    if challenge.pk and all(getattr(challenge, name) == value for name, value in fields.items()):
        return challenge
    verb = "challenge.changed" if challenge.pk else "challenge.added"
    for name, value in fields.items():
        setattr(challenge, name, value)
    challenge.full_clean()
    challenge.save()
    audit.record(by=by, verb=verb, target=challenge)
    return challenge


@transaction.atomic
def keep_point(
    *, challenge: Challenge, list: Point.List, number: int, theme: str, title: str, text: str, by: Any
) -> Point:
    """Add one item of one list; the same words again change nothing, and other words are refused."""
    refuse_if(rules.why_not_keep(challenge.council, by))
    held = Point.objects.filter(challenge=challenge, list=list, number=number).first()
    refuse_if(rules.why_not_reword(held, (theme, title, text)))
    if held:
        return held
    point = Point(challenge=challenge, list=list, number=number, theme=theme, title=title, text=text)
    point.full_clean()
    point.save()
    audit.record(by=by, verb="challenge.point_added", target=point)
    return point

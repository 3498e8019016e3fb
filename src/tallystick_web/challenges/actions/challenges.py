"""Keeping a challenge and its points as they were said."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick_web.audit import actions as audit
from tallystick_web.challenges import rules
from tallystick_web.challenges.models import ANSWERABLE, Challenge, Met, Placement, Point, StateChange, Thread
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
def set_met(*, challenge: Challenge, met: Sequence[tuple[str, str, bool]], by: Any) -> None:
    """Say whom the team met: name, role, and whether that is confidential. The log keeps how many, not who."""
    refuse_if(rules.why_not_keep(challenge.council, by))
    wanted = list(dict.fromkeys((name.strip(), role.strip(), hidden) for name, role, hidden in met if name.strip()))
    if wanted == list(challenge.met.values_list("name", "role", "confidential")):
        return
    challenge.met.all().delete()
    Met.objects.bulk_create(
        Met(challenge=challenge, name=name, role=role, confidential=hidden) for name, role, hidden in wanted
    )
    audit.record(by=by, verb="challenge.met_set", target=challenge, number=len(wanted))


@transaction.atomic
def keep_point(
    *,
    challenge: Challenge,
    list: Point.List,
    number: int,
    theme: str,
    title: str,
    text: str,
    by: Any,
    place: str = "",
    on: date | None = None,
) -> Point:
    """Add one item of one list; the same words again change nothing, and other words are refused.

    What the council has to answer begins a thread, received `on` a day: the last on site unless another is named.
    """
    refuse_if(rules.why_not_keep(challenge.council, by))
    held = Point.objects.filter(challenge=challenge, list=list, number=number).first()
    refuse_if(rules.why_not_reword(held, (theme, title, text)))
    if held:
        return held
    point = Point(
        challenge=challenge, list=list, number=number, theme=theme, title=title, text=text, place=place[:200]
    )  # fmt: skip
    point.full_clean()
    if list in ANSWERABLE:
        point.thread = Thread.objects.create(council=challenge.council)
    point.save()
    if point.thread:
        _receive(point, point.thread, on or challenge.last_day or timezone.localdate(), by)
    audit.record(by=by, verb="challenge.point_added", target=point)
    return point


def _receive(point: Point, thread: Thread, on: date, by: Any) -> None:
    now = timezone.now()
    Placement.objects.create(point=point, thread=thread, on=on, by=by, at=now)
    StateChange.objects.create(thread=thread, verb="receive", state=Thread.State.RECEIVED, on=on, by=by, at=now)


@transaction.atomic
def read_finding(*, point: Point, nature: str, by: Any) -> None:
    """Say how the council reads a finding: a strength, a concern, or neither. Its words stay as they are."""
    refuse_if(rules.why_not_keep(point.council, by))
    if point.nature == nature:
        return
    point.nature = nature
    point.full_clean()
    point.save(update_fields=["nature"])
    audit.record(by=by, verb="challenge.finding_read", target=point, nature=nature)

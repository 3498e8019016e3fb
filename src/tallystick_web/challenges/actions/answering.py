"""Answering points, taking steps, and answering several points together."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick_web.audit import actions as audit
from tallystick_web.challenges import rules, workflows
from tallystick_web.challenges.models import Placement, Point, Response, StateChange, Thread
from tallystick_web.common import workflow
from tallystick_web.councils.rules import refuse_if

FIELDS = (
    "answer", "reason", "interpretation", "officer", "portfolio_holder", "different", "beneficiaries", "review_date",
)  # fmt: skip


class Stale(Exception):
    """The answer was changed by somebody else since the form was made. Carries the newest one and its version."""

    def __init__(self, current: Response, version: int) -> None:
        super().__init__("Somebody else has changed this answer since you opened it. Nothing of yours was lost.")
        self.current, self.version = current, version


@transaction.atomic
def respond(
    *,
    thread: Thread,
    by: Any,
    on: date | None = None,
    version: int | None = None,
    illustrative: bool = False,
    **fields: Any,
) -> Response:
    """Keep a new version of an answer: the named fields changed, the others as they were. The first answer is the step `respond`."""
    held = Thread.objects.select_for_update(of=("self",)).select_related("response", "council").get(pk=thread.pk)
    if version is not None and version != held.version and held.response:
        raise Stale(held.response, held.version)
    before = {name: getattr(held.response, name) for name in FIELDS} if held.response else {}
    content: dict[str, Any] = {**before, **fields}
    day = on or timezone.localdate()
    refuse_if(rules.why_not_date(held, day))
    refuse_if(rules.why_not_respond(
        held, by, content.get("answer", ""), content.get("reason", ""), content.get("different", ""), content.get("officer")
    ))  # fmt: skip
    if held.response and content == before:
        return held.response
    response = Response(thread=held, on=day, by=by, at=timezone.now(), **content)
    response.full_clean()
    response.save()
    _answered(held, thread, response, illustrative, day, by)
    audit.record(by=by, verb="answer.responded", target=response, point=str(held), answer=response.answer)
    return response


def _answered(held: Thread, given: Thread, response: Response, illustrative: bool, day: date, by: Any) -> None:
    """The answer is the current one; where it is the first, the state follows. The caller's row is kept up to date."""
    first = bool(response.answer) and held.state in (Thread.State.RECEIVED, Thread.State.REOPENED)
    held.response, held.version, held.illustrative = response, held.version + 1, held.illustrative or illustrative
    held.save(update_fields=["response", "version", "illustrative"])
    if first:
        _move(held, "respond", day, response.get_answer_display(), by)
    for name in ("response", "version", "illustrative", "state"):
        setattr(given, name, getattr(held, name))


def _move(thread: Thread, verb: str, on: date, reason: str, by: Any, second: Any = None) -> None:
    """Write a step that the rules have let through."""
    thread.state = workflow.target(workflows.of(verb), verb, thread.state)
    thread.save(update_fields=["state"])
    StateChange.objects.create(
        thread=thread, verb=verb, state=thread.state, on=on, reason=reason, by=by, second=second, at=timezone.now()
    )  # fmt: skip


@transaction.atomic
def step(*, thread: Thread, verb: str, by: Any, reason: str = "", on: date | None = None) -> None:
    """Take a step that needs no second person. An answer that is not given yet is given with `respond`."""
    held = Thread.objects.select_for_update(of=("self",)).select_related("response", "council").get(pk=thread.pk)
    refuse_if(rules.why_not_step(held, verb, by, reason=reason))
    refuse_if("It is closed by two people: propose it." if verb in workflows.CLOSING_STEPS else None)
    refuse_if("A response says what the council answers: write it first." if verb == "respond" else None)
    day = on or timezone.localdate()
    refuse_if(rules.why_not_date(held, day))
    _move(held, verb, day, reason.strip(), by)
    thread.state = held.state
    audit.record(by=by, verb=f"answer.{verb}", target=held, reason=reason.strip(), on=day.isoformat())


@transaction.atomic
def link(*, thread: Thread, points: Sequence[Point], reason: str, by: Any, on: date | None = None) -> None:
    """From a day on, answer these points in this thread too. Each is still reported to the body that made it."""
    refuse_if(rules.why_not_link(thread.council, by))
    refuse_if(None if reason.strip() else "Say why they are answered together: what they have in common.")
    day = on or timezone.localdate()
    moved = [point for point in points if point.thread_id != thread.pk]
    for point in moved:
        refuse_if(_why_not_move(point, thread, day))
        Placement.objects.create(point=point, thread=thread, on=day, reason=reason.strip(), by=by, at=timezone.now())
        point.thread = thread
        point.save(update_fields=["thread"])
    audit.record(
        by=by, verb="answer.linked", target=thread, points=[str(point) for point in moved], reason=reason.strip()
    )  # fmt: skip


def _why_not_move(point: Point, thread: Thread, day: date) -> str | None:
    if point.council.pk != thread.council_id:
        return "The point belongs to another council."
    if point.thread is None:
        return f"{point} is kept for the record and is not answered."
    return rules.why_not_date(point.thread, day)


@transaction.atomic
def unlink(*, point: Point, reason: str, by: Any, on: date | None = None) -> Thread:
    """From a day on, answer a point by itself again: a new thread, received on that day."""
    refuse_if(rules.why_not_link(point.council, by))
    refuse_if(None if reason.strip() else "Say why it is answered by itself again.")
    day = on or timezone.localdate()
    refuse_if(rules.why_not_date(point.thread, day) if point.thread else f"{point} is not answered.")
    thread = Thread.objects.create(council=point.council)
    Placement.objects.create(point=point, thread=thread, on=day, reason=reason.strip(), by=by, at=timezone.now())
    StateChange.objects.create(
        thread=thread, verb="receive", state=Thread.State.RECEIVED, on=day, by=by, at=timezone.now()
    )  # fmt: skip
    point.thread = thread
    point.save(update_fields=["thread"])
    audit.record(by=by, verb="answer.unlinked", target=point, reason=reason.strip())
    return thread

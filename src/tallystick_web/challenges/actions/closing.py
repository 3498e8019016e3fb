"""Closing: one person proposes, with evidence on the record; another agrees, and only then the step is taken."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick_web.audit import actions as audit
from tallystick_web.challenges import rules, workflows
from tallystick_web.challenges.actions.answering import FIELDS, _move
from tallystick_web.challenges.models import Closing, Response, Thread
from tallystick_web.common import workflow
from tallystick_web.councils.rules import refuse_if


@transaction.atomic
def propose_closing(*, thread: Thread, verb: str, words: str, by: Any, review_date: date | None = None) -> Closing:
    """Propose that the impact is evidenced, or that it is business as usual from now on."""
    held = Thread.objects.select_for_update(of=("self",)).select_related("response", "council").get(pk=thread.pk)
    refuse_if(rules.why_not_close(held, verb, by, text=words, review_date=review_date))
    closing = Closing.objects.create(
        thread=held, verb=verb, words=words.strip(), review_date=review_date, proposed_by=by, proposed_at=timezone.now()
    )  # fmt: skip
    audit.record(by=by, verb="closing.proposed", target=closing, step=verb, words=words.strip())
    return closing


@transaction.atomic
def decide(*, closing: Closing, verb: str, by: Any, answer: str = "", on: date | None = None) -> None:
    """Agree to a closing, send it back, or take it back. Agreed, the answer takes the step in both names."""
    closing = Closing.objects.select_for_update(of=("self",)).select_related("thread__council").get(pk=closing.pk)
    refuse_if(rules.why_not_decide(closing, verb, by, answer=answer))
    closing.state = workflow.target(workflows.CLOSING, verb, closing.state)
    closing.decided_by, closing.decided_at, closing.answer = by, timezone.now(), answer.strip()
    closing.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    if verb == "agree":
        _close(closing, on or timezone.localdate(), by)
    audit.record(by=by, verb=f"closing.{verb}", target=closing, step=closing.verb, answer=answer.strip())


def _close(closing: Closing, day: date, by: Any) -> None:
    thread = Thread.objects.select_for_update(of=("self",)).select_related("response").get(pk=closing.thread_id)
    refuse_if(rules.why_not_date(thread, day))
    if closing.review_date:
        _set_review(thread, closing, day, by)
    _move(thread, closing.verb, day, closing.words, closing.proposed_by, second=by)


def _set_review(thread: Thread, closing: Closing, day: date, by: Any) -> None:
    """The date of review is part of the answer, so it comes as a new version of it."""
    before = thread.response
    content = {name: getattr(before, name) for name in FIELDS if before} | {"review_date": closing.review_date}
    thread.response = Response.objects.create(thread=thread, on=day, by=by, at=timezone.now(), **content)
    thread.version += 1
    thread.save(update_fields=["response", "version"])

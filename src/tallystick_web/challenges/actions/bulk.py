"""Changing many answers at once: those that may be changed are, the others stay as they are."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from tallystick_web.audit import actions as audit
from tallystick_web.challenges import rules
from tallystick_web.challenges.actions.answering import respond, step
from tallystick_web.challenges.models import Thread
from tallystick_web.challenges.rules import BulkChange
from tallystick_web.common.bulk import willing


@transaction.atomic
def change_many(*, threads: Sequence[Thread], change: BulkChange, officer: Any, by: Any) -> int:
    """Change what the plan lets through; how many were changed. Each keeps its own event beside that of the whole."""
    planned = willing(rules.bulk_plan(threads, change, by))
    named = {"officer": officer, "portfolio_holder": change.portfolio_holder, "review_date": change.review_date}
    fields = {name: value for name, value in named.items() if value}
    for one in planned:
        if fields:
            respond(thread=one, by=by, **fields)
        if change.verb:
            step(thread=one, verb=change.verb, reason=change.reason, by=by)
    for one in planned[:1]:
        audit.record(by=by, verb="answers.changed", target=one, number=len(planned), step=change.verb)
    return len(planned)

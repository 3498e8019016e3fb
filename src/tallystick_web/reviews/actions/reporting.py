"""Saying how an action comes along: for the round that is open, or between rounds."""

from typing import Any

from django.db import transaction

from tallystick_web.audit import actions as audit
from tallystick_web.councils.rules import refuse_if
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.models import Action, ProgressNote
from tallystick_web.reviews import rules
from tallystick_web.reviews.models import Reported, Round
from tallystick_web.reviews.queries import reporting


@transaction.atomic
def report(*, action: Action, text: str, by: Any, round: Round | None = None) -> ProgressNote:
    """Say how an action comes along. While a round is open the words are said for it: for the newest, unless another is named."""
    round = round or reporting.current(action.council)
    note = work.note_progress(action=action, text=text, by=by)
    if round is not None:
        refuse_if(rules.why_not_report(round, action))
        Reported.objects.create(round=round, note=note)
        audit.record(by=by, verb="action.reported_in_round", target=action, round=str(round))
    return note

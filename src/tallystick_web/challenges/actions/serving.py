"""Which actions of delivery serve an answer. The actions themselves are kept by delivery."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick_web.audit import actions as audit
from tallystick_web.challenges import rules
from tallystick_web.challenges.models import Serving, Thread
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import refuse_if
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.models import Action
from tallystick_web.measures.models import Measure


@transaction.atomic
def serve(*, thread: Thread, action: Action, by: Any, on: date | None = None) -> Serving:
    """Say that an action serves an answer, from a day on. One that does already stays as it is."""
    refuse_if(rules.why_not_serve(thread, by))
    refuse_if("The action belongs to another council." if action.council_id != thread.council_id else None)
    held = Serving.objects.filter(thread=thread, action=action, ended_on=None).first()
    if held:
        return held
    serving = Serving.objects.create(
        thread=thread, action=action, on=on or timezone.localdate(), by=by, at=timezone.now()
    )  # fmt: skip
    audit.record(by=by, verb="answer.action_added", target=thread, action=str(action))
    return serving


@transaction.atomic
def plan_action(
    *, thread: Thread, council: Council, reference: str, by: Any, on: date | None = None, **fields: Any
) -> Action:
    """Add an action to delivery for an answer; it is to move the measures that the answer expects to move."""
    refuse_if(rules.why_not_serve(thread, by))
    expected = thread.expectations.filter(dropped_on=None).values_list("measure", flat=True)
    measures = list(Measure.objects.filter(pk__in=expected))
    action = work.keep_action(council=council, reference=reference, by=by, measures=measures, **fields)
    serve(thread=thread, action=action, by=by, on=on)
    audit.record(by=by, verb="answer.action_planned", target=thread, action=str(action))
    return action


@transaction.atomic
def stop_serving(*, serving: Serving, by: Any) -> None:
    """An action serves an answer no longer. The action itself stays as it is."""
    refuse_if(rules.why_not_serve(serving.thread, by))
    refuse_if("It serves it no longer already." if serving.ended_on else None)
    serving.ended_on = timezone.localdate()
    serving.save(update_fields=["ended_on"])
    audit.record(by=by, verb="answer.action_taken_away", target=serving.thread, action=str(serving.action))

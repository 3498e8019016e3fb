"""Writing actions, milestones, progress and the moves of dates."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from tallystick_web.audit import actions as audit
from tallystick_web.common import workflow
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import refuse_if
from tallystick_web.delivery.actions.rows import _check, _differs, _hold, _keep, _set_links
from tallystick_web.delivery.models import Action, Milestone, ProgressNote, Redating
from tallystick_web.delivery.rules import common
from tallystick_web.delivery.rules import work as rules
from tallystick_web.delivery.workflows import ACTION, OWNER
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority


@transaction.atomic
def keep_action(
    *,
    council: Council,
    reference: str,
    by: Any,
    priorities: Sequence[Priority] | None = None,
    measures: Sequence[Measure] | None = None,
    reason: str = "",
    version: int | None = None,
    **fields: Any,
) -> Action:
    """Add an action, or change the named fields of the one with this reference; the same again writes nothing.

    Moving a due date that was given before needs a `reason`. `version` is that of the form the change comes from. A state may be
    given to a new action only: later it moves by `take_step`.
    """
    refuse_if(common.why_not_keep(council, by))
    action = Action.objects.select_for_update(no_key=True).filter(council=council, reference=reference).first()
    new = action is None
    action = action or Action(council=council, reference=reference)
    links = {"priorities": priorities, "measures": measures}
    _refuse_change(action, fields, links, reason, version, by)
    was = action.due
    verb, changed = _keep(action, fields)
    linked = _set_links(action, links)
    if not new and action.due and was and was != action.due:
        _move(action, None, was, action.due, reason, by)
    if verb or linked:
        audit.record(by=by, verb=f"action.{verb or 'changed'}", target=action, changed={**changed, **linked})
    return action


def _refuse_change(
    action: Action, fields: dict[str, Any], links: dict[str, Any], reason: str, version: int | None, by: Any
) -> None:
    if not _differs(action, fields, links, version, by, begins=Action.State.PROPOSED):
        return
    refuse_if(rules.why_not_change(action, by))
    refuse_if("The state of an action moves by a step." if fields.get("state", action.state) != action.state else None)
    due = fields.get("due", action.due)
    if action.due is not None and due != action.due:
        refuse_if(rules.why_not_redate(action, due, reason, by))


def _hold_step(milestone: Milestone) -> None:
    """Hold a milestone and the action it belongs to, whose state decides what may be done."""
    action = milestone.action
    _hold(action)
    _hold(milestone)
    milestone.action = action


def _move(action: Action, milestone: Milestone | None, was: date | None, now: date, reason: str, by: Any) -> None:
    Redating.objects.create(action=action, milestone=milestone, was=was, now=now, reason=reason.strip(), by=by)


@transaction.atomic
def take_step(*, action: Action, verb: str, by: Any, on: date, reason: str = "") -> Action:
    """Take an action to another state, on a day. What was said stays with it."""
    current = Action.objects.select_for_update(no_key=True).get(pk=action.pk)
    refuse_if(rules.why_not_step(current, verb, by, reason))
    step = workflow.find(ACTION, verb, current.state)
    current.state = workflow.target(ACTION, verb, current.state)
    current.done_on = on if current.state == Action.State.DONE else None
    current.version += 1
    current.save(update_fields=["state", "done_on", "version"])
    theirs = step is None or OWNER in step.by
    _say(current, reason, step.button if step else verb, by, theirs=theirs)
    audit.record(by=by, verb=f"action.{verb}", target=current, reason=reason.strip(), on=on.isoformat())
    return current


@transaction.atomic
def note_progress(*, action: Action, text: str, by: Any) -> ProgressNote:
    """Say how an action comes along, at any time. The newest words are shown as its note."""
    _hold(action)
    refuse_if(rules.why_not_change(action, by))
    refuse_if(None if text.strip() else "Say how the action comes along.")
    note = _say(action, text, "", by)
    action.note = note.text
    action.save(update_fields=["note"])
    audit.record(by=by, verb="action.progress_noted", target=action, text=note.text, for_whom=str(note.for_whom or ""))
    return note


def _say(action: Action, text: str, step: str, by: Any, *, theirs: bool = True) -> ProgressNote:
    """Write down what was said or done. A deputy does what is the owner's to do in the owner's place."""
    whose = common.stood_in_for(action.council, by, action.owner_id) if theirs else None
    return ProgressNote.objects.create(
        action=action, text=text.strip(), step=step, state=action.state, by=by, for_whom=whose
    )


@transaction.atomic
def redate_action(*, action: Action, now: date, reason: str, by: Any) -> None:
    """Move the due date of an action. The old date and the reason stay on the record."""
    _hold(action)
    refuse_if(rules.why_not_redate(action, now, reason, by))
    if action.due == now:
        return
    was, action.due = action.due, now
    action.version += 1
    action.save(update_fields=["due", "version"])
    _move(action, None, was, now, reason, by)
    audit.record(by=by, verb="action.redated", target=action, was=str(was), now=str(now), reason=reason.strip())


@transaction.atomic
def keep_milestone(*, action: Action, title: str, due: date, by: Any, reason: str = "") -> Milestone:
    """Add a milestone, or move the one with this title (which needs a reason); the same again writes nothing."""
    _hold(action)
    held = Milestone.objects.filter(action=action, title=title.strip()).first()
    if held is not None:
        if held.due != due:
            redate_milestone(milestone=held, now=due, reason=reason, by=by)
        return held
    refuse_if(rules.why_not_change(action, by))
    milestone = Milestone(action=action, title=title.strip(), due=due)
    _check(milestone)
    milestone.save()
    audit.record(by=by, verb="milestone.added", target=milestone, due=str(due))
    return milestone


@transaction.atomic
def redate_milestone(*, milestone: Milestone, now: date, reason: str, by: Any) -> None:
    """Move the date of a milestone. The old date and the reason stay on the record."""
    _hold_step(milestone)
    refuse_if(rules.why_not_redate_milestone(milestone, reason, by))
    if milestone.due == now:
        return
    was, milestone.due = milestone.due, now
    milestone.save(update_fields=["due"])
    _move(milestone.action, milestone, was, now, reason, by)
    audit.record(by=by, verb="milestone.redated", target=milestone, was=str(was), now=str(now), reason=reason.strip())


@transaction.atomic
def reach_milestone(*, milestone: Milestone, on: date, today: date, by: Any) -> None:
    """Mark a milestone as reached on a day."""
    _hold_step(milestone)
    refuse_if(rules.why_not_reach(milestone, on, today, by))
    milestone.done_on = on
    milestone.save(update_fields=["done_on"])
    audit.record(by=by, verb="milestone.reached", target=milestone, on=str(on))


@transaction.atomic
def take_back_milestone(*, milestone: Milestone, by: Any) -> None:
    """Say that a milestone was not reached after all."""
    _hold_step(milestone)
    refuse_if(rules.why_not_take_back(milestone, by))
    audit.record(by=by, verb="milestone.taken_back", target=milestone, was_reached=str(milestone.done_on))
    milestone.done_on = None
    milestone.save(update_fields=["done_on"])


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: Any) -> None:
    """Take a milestone away that was neither reached nor moved."""
    _hold_step(milestone)
    refuse_if(rules.why_not_remove(milestone, by))
    audit.record(by=by, verb="milestone.removed", target=milestone)
    milestone.delete()

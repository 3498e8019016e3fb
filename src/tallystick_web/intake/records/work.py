"""Actions and milestones of a proposal. A date moves for a reason, and a state by the step that leads there, in a file as on the page."""

from collections.abc import Iterator
from typing import Any, Final

from django.utils import timezone

from tallystick_web.delivery.actions import work
from tallystick_web.delivery.models import Action
from tallystick_web.delivery.queries import work as queries
from tallystick_web.delivery.rules import work as rules
from tallystick_web.delivery.workflows import ACTION as FLOW
from tallystick_web.intake.models import Record
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.records import fields
from tallystick_web.intake.records.desk import Desk, Identity, Kind, Payload, Standing, found, named, why_not_closed
from tallystick_web.reviews import actions as reviews

FIELDS: Final = (
    "title", "purpose", "owner", "service", "project", "start", "due", "priorities", "measures", "illustrative",
)  # fmt: skip
COMPARED: Final = (*FIELDS, "state", "done_on", "note")
SEVERAL: Final = "Several actions have this title. Write the reference of the one that is meant."
NO_DAY: Final = "A milestone needs a day. Write it in “due” as 2026-03-31."
DONE: Final = Action.State.DONE


def action_of(payload: Payload, desk: Desk) -> Action | None:
    """The action that a row means."""
    return named(desk.held.actions, desk.held.actions_by_title, payload["reference"], payload["title"])


def find_action(key: str, desk: Desk) -> Action | None:
    """The action that an item or the key itself names."""
    payload = desk.others.get((Record.ACTION, key))
    return action_of(payload, desk) if payload else desk.held.actions.get(same(key))


def action_standing(payload: Payload, desk: Desk) -> Standing:
    action = action_of(payload, desk)
    return fields.standing(payload, action, COMPARED, desk, _why_not_action(payload, action, desk))


def _why_not_action(payload: Payload, action: Action | None, desk: Desk) -> Iterator[str]:
    unread = list(fields.problems(payload, desk))
    yield from fields.why_not_theirs(action, "action", desk)
    yield from filter(None, [why_not_closed(payload, action, desk)])
    yield from unread
    if not payload["title"]:
        yield "An action needs a title. Write what will be done."
    if not payload["reference"] and len(desk.held.actions_by_title.get(same(payload["title"]), [])) > 1:
        yield SEVERAL
    was = action.state if action else ""
    will = payload.get("state") or was or Action.State.PROPOSED
    wrong = fields.why_no_state(FLOW, was or will, will, fields.reason(payload))
    if wrong:
        yield wrong
    if unread or wrong:
        return
    yield from _why_not_done_on(payload, action, will, desk)
    if action:
        yield from _why_not_change(payload, action, will, desk)


def _why_not_done_on(payload: Payload, action: Action | None, will: str, desk: Desk) -> Iterator[str]:
    on = fields.day("done_on", payload, desk) if "done_on" in payload else None
    if will != DONE and on:
        yield f"“done on” has a day, but “state” is {FLOW.words(will)}. Write done, or take the day away."
    elif action and action.state == will == DONE and "done_on" in payload and on != action.done_on:
        yield "The day on which it was done stays as it is. Reopen the action first."
    elif will == DONE and not on and not (action and action.state == DONE):
        yield "Write in “done on” on which day it was done."
    elif on and on > timezone.localdate():
        yield "An action cannot be done on a day that has not come yet."


def _why_not_change(payload: Payload, action: Action, will: str, desk: Desk) -> Iterator[str]:
    """What the rules of delivery will say, but for who it is: that is asked when somebody accepts."""
    step = fields.step_to(FLOW, action.state, will) if will != action.state else None
    if action.state in rules.CLOSED:
        yield from () if step else fields.with_remedy(rules.why_not_change(action, None))
        return
    due = fields.day("due", payload, desk) if "due" in payload else action.due
    if action.due is not None and due != action.due:
        yield from fields.with_remedy(rules.why_not_redate(action, due, fields.reason(payload), None))
    if step and step.verb == "finish":
        yield from fields.with_remedy(rules.why_not_step(action, step.verb, None))
    if action.note and payload.get("note") == "":
        yield "What was said of it stays on the record. Write newer words in “note”, or leave the cell as it was."


def write_action(payload: Payload, desk: Desk) -> None:
    held = action_of(payload, desk)
    fields.refuse_first(_why_not_action(payload, held, desk))
    kept = _change(held, payload, desk) if held else _add(payload, desk)
    desk.held.actions[same(kept.reference)] = found(
        queries.action_at(desk.held.council, kept.reference), "The action is gone."
    )
    desk.held.__dict__.pop("actions_by_title", None)


def _add(payload: Payload, desk: Desk) -> Action:
    """A new action; one without a reference gets the next."""
    council = desk.held.council
    given = fields.those((*FIELDS, "state", "done_on", "note"), payload, desk)
    given["state"] = given.get("state") or Action.State.PROPOSED
    reference = payload["reference"] or queries.next_reference(council)
    return work.keep_action(council=council, reference=reference, by=desk.by, **given)


def _change(held: Action, payload: Payload, desk: Desk) -> Action:
    """A step out of a closed state comes before the fields, any other after them."""
    closed = held.state in rules.CLOSED
    action = _take(held, payload, desk) if closed else held
    action = work.keep_action(
        council=desk.held.council, reference=held.reference, by=desk.by, reason=fields.reason(payload),
        **fields.those(FIELDS, payload, desk),
    )  # fmt: skip
    if "note" in payload and fields.held_as(action, ("note",), payload, desk)["note"] != payload["note"]:
        reviews.report(action=action, text=payload["note"], by=desk.by)
    return action if closed else _take(action, payload, desk)


def _take(action: Action, payload: Payload, desk: Desk) -> Action:
    will = payload.get("state") or action.state
    if will == action.state:
        return action
    step = found(fields.step_to(FLOW, action.state, will), "No step leads there.")
    on = (fields.day("done_on", payload, desk) if "done_on" in payload else None) or timezone.localdate()
    return work.take_step(action=action, verb=step.verb, by=desk.by, on=on, reason=fields.reason(payload))


def milestone_standing(payload: Payload, desk: Desk) -> Standing:
    action = find_action(payload["action"], desk)
    held = _milestone_of(payload, action, desk)
    return fields.standing(payload, held, ("due", "done_on"), desk, _why_not_milestone(payload, action, held, desk))


def _milestone_of(payload: Payload, action: Action | None, desk: Desk) -> Any:
    return desk.held.milestones.get((action.pk, same(payload["title"]))) if action else None


def _why_not_milestone(payload: Payload, action: Action | None, held: Any, desk: Desk) -> Iterator[str]:
    unread = list(fields.problems(payload, desk))
    yield from unread
    if action is None:
        yield f"{desk.held.council} holds no action “{payload['action']}”. Correct its reference, or bring the action in first."
    else:
        yield from fields.why_not_theirs(action, "action", desk)
    if not payload["title"]:
        yield "A milestone needs a title. Write what can be seen to be reached."
    if not payload["due"]:
        yield NO_DAY
    if unread or action is None or not payload["due"]:
        return
    yield from fields.with_remedy(rules.why_not_change(action, None))
    on = fields.day("done_on", payload, desk) if "done_on" in payload else None
    if on and on > timezone.localdate():
        yield "A milestone cannot be reached on a day that has not come yet."
    taken_back = held and "done_on" in payload and on is None
    if held and held.due != fields.day("due", payload, desk) and not taken_back:
        yield from fields.with_remedy(rules.why_not_redate_milestone(held, fields.reason(payload), None))
    elif held and held.due != fields.day("due", payload, desk) and not fields.reason(payload):
        yield f"Say why the date moves. {fields.WHERE}"


def write_milestone(payload: Payload, desk: Desk) -> None:
    action = found(find_action(payload["action"], desk), f"The action {payload['action']} is not held yet.")
    held = _milestone_of(payload, action, desk)
    fields.refuse_first(_why_not_milestone(payload, action, held, desk))
    due = found(fields.day("due", payload, desk), NO_DAY)
    on = fields.day("done_on", payload, desk) if "done_on" in payload else held and held.done_on
    if held and held.done_on and held.done_on != on:
        work.take_back_milestone(milestone=held, by=desk.by)
    kept = work.keep_milestone(
        action=action, title=held.title if held else payload["title"], due=due, by=desk.by, reason=fields.reason(payload)
    )  # fmt: skip
    if on and kept.done_on != on:
        work.reach_milestone(milestone=kept, on=on, today=timezone.localdate(), by=desk.by)
    desk.held.milestones[action.pk, same(kept.title)] = kept


def milestone_needs(payload: Payload) -> list[Identity]:
    return [(Record.ACTION, payload["action"])]


ACTION = Kind(action_standing, lambda payload: [], find_action, write_action)
MILESTONE = Kind(milestone_standing, milestone_needs, lambda key, desk: None, write_milestone)

"""Directorates and services: where each stands in the tree, and who heads it. One is known by its name, so no file renames it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from tallystick_web.accounts.models import User
from tallystick_web.councils import actions
from tallystick_web.councils.models import OFFICERS, Unit
from tallystick_web.councils.rules import refuse_if
from tallystick_web.intake.models import Change, Record
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.records.desk import Desk, Identity, Kind, Payload, Standing, compared, found

LONGEST_NAME: Final = 150
DEEPEST: Final = 20
"""How many units may stand one above the other; a file in which they are more has a mistake, such as two beneath each other."""


def find_unit(key: str, desk: Desk) -> Unit | None:
    """The unit that an item or the name itself tells."""
    payload = desk.others.get((Record.UNIT, same(key)))
    return desk.held.units.get(same(payload["name"] if payload else key))


def unit_standing(payload: Payload, desk: Desk) -> Standing:
    unit = desk.held.units.get(same(payload["name"]))
    told = compared(payload, held_fields(unit, payload, desk) if unit else None)
    if told.change is Change.UNCHANGED:
        return told
    return replace(told, doubt=" ".join(why_not(payload, unit, desk)))


def held_fields(unit: Unit, payload: Payload, desk: Desk) -> Payload:
    """What is held of a unit, in the words of the payload where they mean the same."""
    beneath, head = unit.parent.name if unit.parent else "", unit.head.email if unit.head else ""
    held: Payload = {"kind": unit.kind, "beneath": beneath, "head": head}
    if same(payload.get("beneath", "")) == same(beneath):
        held["beneath"] = payload.get("beneath")
    if unit.head and unit.head == desk.held.people.get(same(payload.get("head", ""))):
        held["head"] = payload["head"]
    return {name: value for name, value in held.items() if name in payload}


def why_not(payload: Payload, unit: Unit | None, desk: Desk) -> Iterator[str]:
    """What is wrong with a row, each with its remedy."""
    if unit and unit.closed_on:
        yield f"{unit} is closed. Open it again among the directorates and services first."
    if not payload["name"]:
        yield "The row names no directorate or service. Write its name."
    elif len(payload["name"]) > LONGEST_NAME:
        yield f"The name is longer than {LONGEST_NAME} characters. Shorten it."
    if payload["kind"] not in Unit.Kind.values:
        yield f"“kind” is “{payload['kind']}”. Write directorate or service."
    yield from _why_not_beneath(payload, desk)
    yield from _why_not_head(payload, unit, desk)


def _why_not_beneath(payload: Payload, desk: Desk) -> Iterator[str]:
    name = payload.get("beneath", "")
    if not name:
        return
    above = _stands(name, desk)
    if above is None:
        yield f"{desk.held.council} has no directorate or service “{name}”. Correct “beneath”, or add a row for it."
        return
    held = find_unit(name, desk)
    if held and held.closed_on:
        yield f"{held} is closed. Open it again among the directorates and services first, or correct “beneath”."
    if payload["kind"] == Unit.Kind.DIRECTORATE and above["kind"] == Unit.Kind.SERVICE:
        yield f"“{name}” is a service, and a directorate stands above those. Correct “beneath”, or leave it empty."
    own, steps = same(payload["name"]), 0
    while above is not None and steps < DEEPEST and same(name) != own:
        name, steps = above["beneath"], steps + 1
        above = _stands(name, desk) if name else None
    if above is not None:
        yield f"“{payload['name']}” stands beneath itself, or beneath more than {DEEPEST} others. Correct “beneath”."


def _stands(name: str, desk: Desk) -> Payload | None:
    """What a unit is and beneath what it will stand: as the file says, else as it is held."""
    unit = find_unit(name, desk)
    held = {"kind": unit.kind, "beneath": unit.parent.name if unit.parent else ""} if unit else {}
    stated = desk.others.get((Record.UNIT, same(name)), {})
    return {"beneath": "", **held, **stated} if held or stated else None


def _why_not_head(payload: Payload, unit: Unit | None, desk: Desk) -> Iterator[str]:
    text = payload.get("head", "")
    head = _head(payload, unit, desk)
    if head is None and same(text) in desk.held.namesakes:
        yield f"Several people of {desk.held.council} are called “{text}”. Write the e-mail address of the one who is meant."
    elif head is None and text:
        yield f"Nobody of {desk.held.council} is known as “{text}”. Bring in the people first, or correct “head”, or leave it empty."
    elif head and not (unit and unit.head == head) and not desk.held.roles_of(head) & OFFICERS:
        yield f"{head} holds no role that comes with work. Give one under People, or correct “head”."


def _head(payload: Payload, unit: Unit | None, desk: Desk) -> User | None:
    """Who will head it; somebody who has left stays the head that they were."""
    text = payload.get("head", "")
    if unit and unit.head and same(text) == same(unit.head.email):
        return unit.head
    return desk.held.people.get(same(text)) if text else None


def write_unit(payload: Payload, desk: Desk) -> None:
    unit = desk.held.units.get(same(payload["name"]))
    refuse_if(next(why_not(payload, unit, desk), None))
    fields: dict[str, Any] = {"kind": payload["kind"], "by": desk.by}
    fields["parent"], fields["head"] = (unit.parent, unit.head) if unit else (None, None)
    if "beneath" in payload:
        fields["parent"] = _parent(payload["beneath"], desk)
    if "head" in payload:
        fields["head"] = _head(payload, unit, desk)
    if unit:
        actions.change_unit(unit=unit, name=unit.name, **fields)
    else:
        unit = actions.add_unit(council=desk.held.council, name=payload["name"], **fields)
    desk.held.units[same(unit.name)] = unit
    desk.held.__dict__.pop("units_by_id", None)


def _parent(name: str, desk: Desk) -> Unit | None:
    unit: Unit | None = found(find_unit(name, desk), f"“{name}” is not held yet.") if name else None
    return unit


def unit_needs(payload: Payload) -> list[Identity]:
    return [(Record.UNIT, same(payload["beneath"]))] if payload.get("beneath") else []


UNIT = Kind(unit_standing, unit_needs, find_unit, write_unit)

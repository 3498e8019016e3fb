"""Areas, measures and targets of a proposal."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Area
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.intake.models import Record
from tallystick_web.intake.queries.held import Held, same
from tallystick_web.intake.records.desk import (
    Desk,
    Identity,
    Kind,
    Payload,
    Standing,
    compared,
    decimal,
    digits,
    doubtful,
    found,
    period,
    why_not_closed,
)
from tallystick_web.measures import actions
from tallystick_web.measures.models import Measure, Target

NUMBERS = ("baseline_value",)
NAMING = ("owner", "service", "not_known")
WHOLE_NUMBERS = ("decimals", "lag_days", "collection_minutes")


def find_area(key: str, desk: Desk) -> Area | None:
    """The area of a name or code, as an item has corrected it; no name means the council's own."""
    if not key:
        return desk.held.own_area
    payload = desk.others.get((Record.AREA, key))
    return desk.held.areas.get(same(payload["name"])) if payload else desk.held.areas.get(same(key))


def area_standing(payload: Payload, desk: Desk) -> Standing:
    area = desk.held.areas.get(same(payload["name"]))
    return compared({}, {"name": area.name} if area else None)


def write_area(payload: Payload, desk: Desk) -> None:
    area = councils.add_area(
        council=desk.held.council, code=payload["code"], name=payload["name"], kind=Area.Kind(payload["kind"]), by=desk.by
    )  # fmt: skip
    desk.held.areas[same(area.name)] = desk.held.areas[same(area.code)] = area


def find_measure(key: str, desk: Desk) -> Measure | None:
    """The measure that an item or the key itself names."""
    payload = desk.others.get((Record.MEASURE, key))
    return desk.held.measures.get(same(payload["reference"] if payload else key))


def measure_standing(payload: Payload, desk: Desk) -> Standing:
    if not payload["reference"]:
        return doubtful("The document gives no reference for this measure. Type the one it is to be known by.")
    if not payload.get("title") and same(payload["reference"]) not in desk.held.measures:
        return doubtful("This measure is not held and the document gives no title for it. Type its title.")
    measure = desk.held.measures.get(same(payload["reference"]))
    held = {name: stated(measure, name) for name in payload if name != "reference"} if measure else {}
    doubts = [*why_none_named(payload, held, desk), why_not_closed(payload, measure, desk)]
    return compared(payload, held if measure else None, " ".join(filter(None, doubts)))


def why_none_named(payload: Payload, held: Payload, desk: Desk) -> Iterator[str]:
    """Why the person, the service or the measure that a row names anew is none that could be given."""
    for name in NAMING:
        text = payload.get(name)
        if text and text != held.get(name) and not (name == "not_known" and (Record.MEASURE, text) in desk.others):
            try:
                field_of(name, text, desk)
            except Refused as refusal:
                yield str(refusal)


def stated(measure: Measure, name: str) -> Any:
    """A field of a measure as payloads hold it."""
    value = getattr(measure, name)
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, Decimal):
        return digits(value)
    if name in ("owner", "not_known"):
        return getattr(value, "email" if name == "owner" else "reference") if value else ""
    return str(value) if value is not None else ""


def write_measure(payload: Payload, desk: Desk) -> None:
    held = desk.held.measures.get(same(payload["reference"]))
    refuse_if(why_not_closed(payload, held, desk))
    reference = held.reference if held else payload["reference"]
    fields = {
        name: field_of(name, value, desk)
        for name, value in payload.items()
        if name != "reference" and not (held and value == stated(held, name))  # an owner who left stays the owner
    }
    measure = actions.keep_measure(council=desk.held.council, reference=reference, by=desk.by, **fields)
    desk.held.measures[same(measure.reference)] = measure
    desk.held.__dict__.pop("measures_by_title", None)


def why_not_own(text: str, held: Held, otherwise: str) -> str:
    """Why a name or e-mail address is of nobody who may own measures, and what to do; blank where it is of one."""
    person = held.people.get(same(text))
    if person is None and same(text) in held.namesakes:
        return f"several people of {held.council} are called “{text}”: write the e-mail address of the one who is meant"
    if person is None:
        return f"nobody of {held.council} has the name or e-mail address “{text}”: add the person under People, {otherwise}"
    if person.pk not in held.may_own:
        return f"“{text}” holds no role of {held.council} with which somebody owns measures: give one under People, {otherwise}"
    return ""


def field_of(name: str, value: str, desk: Desk) -> Any:
    """A field of a payload as the measure holds it."""
    if name in NUMBERS:
        return decimal(value)
    if name == "not_known_limit":
        limit = decimal(value)
        return limit.quantize(Decimal("0.01")) if limit is not None else None
    if name in WHOLE_NUMBERS:
        return int(found(decimal(value), f"Type a whole number for {name.replace('_', ' ')}.")) if value else None
    if name == "owner":
        if value and (why_not := why_not_own(value, desk.held, "or correct the owner")):
            raise Refused(f"{why_not[:1].upper()}{why_not[1:]}.")
        return desk.held.people.get(same(value)) if value else None
    if name == "not_known":
        return found(desk.held.measures.get(same(value)), f"The measure {value} is not held yet.") if value else None
    if name == "service":
        why_not = f"{desk.held.council} holds no service “{value}”. Correct it, or add it among the directorates and services first."
        return found(desk.held.units.get(same(value)), why_not) if value else None
    if name == "illustrative":
        return value == "yes"
    return value


def target_standing(payload: Payload, desk: Desk) -> Standing:
    measure = find_measure(payload["measure"], desk)
    if measure is None:
        return compared(payload, None)
    try:
        when = period(payload)
    except Refused as refusal:
        return doubtful(str(refusal))
    target = desk.held.targets.get((measure.pk, same(payload["name"]), when.frequency.value, when.end))
    return compared(payload, target_fields(target, payload) if target else None)


def target_fields(target: Target, payload: Payload) -> Payload:
    fields = {
        "value": digits(target.value),
        "upper_value": digits(target.upper_value),
        "tolerance": digits(target.tolerance),
        "tolerance_kind": target.tolerance_kind,
    }
    return {name: value for name, value in fields.items() if name in payload}


def write_target(payload: Payload, desk: Desk) -> None:
    measure = found(find_measure(payload["measure"], desk), f"The measure {payload['measure']} is not held yet.")
    when = period(payload)
    fields: dict[str, Any] = {"value": found(decimal(payload["value"]), "Type the value of the target.")}
    if "upper_value" in payload:
        fields["upper_value"] = decimal(payload["upper_value"])
    if "tolerance" in payload:
        fields["tolerance"] = decimal(payload["tolerance"]) or Decimal(0)
    if "tolerance_kind" in payload:
        fields["tolerance_kind"] = payload["tolerance_kind"]
    held = desk.held.targets.get((measure.pk, same(payload["name"]), when.frequency.value, when.end))
    name = held.name if held else payload["name"]
    target = actions.set_target(measure=measure, name=name, period=when, by=desk.by, **fields)
    desk.held.targets[measure.pk, same(target.name), when.frequency.value, when.end] = target


def needs_its_rate(payload: Payload) -> list[Identity]:
    """A measure with a not-known rate needs the measure that holds it."""
    rate = payload.get("not_known", "")
    return [(Record.MEASURE, rate)] if rate and same(rate) != same(payload["reference"]) else []


def needs_measure(payload: Payload) -> list[Identity]:
    return [(Record.MEASURE, payload["measure"])]


AREA = Kind(area_standing, lambda payload: [], find_area, write_area)
MEASURE = Kind(measure_standing, needs_its_rate, find_measure, write_measure)
TARGET = Kind(target_standing, needs_measure, lambda key, desk: None, write_target)

"""Values of measures. There may be 100,000 in one file, so they are compared without a query each and written in batches.

A value is compared by what the file states of it. Where it states no vintage, the same value is the same observation whatever
vintage is held; a value that is as held under any vintage that still stands is not new either, so that a file with the whole
history of a measure proposes nothing.
"""

from decimal import Decimal
from typing import Any

from tallystick.series import Missing, Vintage
from tallystick_web.councils.rules import Refused
from tallystick_web.intake.models import Change, Record
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.records.desk import (
    Desk,
    Identity,
    Kind,
    Payload,
    Standing,
    decimal,
    digits,
    doubtful,
    found,
    period,
)
from tallystick_web.intake.records.measures import find_area, find_measure
from tallystick_web.measures import actions
from tallystick_web.measures.actions import NewObservation
from tallystick_web.measures.models import Measure
from tallystick_web.measures.queries import content

FIELDS = ("vintage", "value", "missing", "numerator", "denominator", "markers")
FINALITY = {
    vintage.value: rank
    for rank, vintage in enumerate(
        (Vintage.ESTIMATED, Vintage.PROVISIONAL, Vintage.VALIDATED, Vintage.REVISED, Vintage.CORRECTED)
    )
}
SUPERSEDED_BY_NAME = (Vintage.REVISED, Vintage.CORRECTED)


def stated(payload: Payload) -> dict[str, Any]:
    """What the file says of a value, as the table holds it. A value and its absence are one statement."""
    fields: dict[str, Any] = {"value": decimal(payload.get("value")), "missing": payload.get("missing", "")}
    for name in ("numerator", "denominator"):
        if payload.get(name):
            fields[name] = decimal(payload[name])
    for name in ("vintage", "markers"):
        if payload.get(name):
            fields[name] = payload[name]
    return fields


def standing(payload: Payload, desk: Desk) -> Standing:
    """How a value stands against the newest of its measure, area and period, and against all that stand."""
    try:
        when, fields = period(payload), stated(payload)
    except Refused as refusal:
        return doubtful(str(refusal))
    if fields["value"] is None and not fields["missing"]:
        return doubtful("There is neither a value nor a reason for its absence. Type one of them.")
    measure, area = find_measure(payload["measure"], desk), find_area(payload.get("area", ""), desk)
    if measure is None or area is None:
        return Standing(Change.NEW)
    current = desk.held.current.get((measure.pk, area.pk, when.frequency.value, when.end))
    if current is None:
        return Standing(Change.NEW, doubt=_odd_frequency(payload, measure))
    held = dict(zip(FIELDS, current, strict=True))
    if all(held[name] == value for name, value in fields.items()) or _stands(fields, measure, area, when, desk):
        return Standing(Change.UNCHANGED, _shown(held))
    return Standing(Change.CHANGED, _shown(held), _less_final(str(held["vintage"]), fields.get("vintage", "")))


def _stands(fields: dict[str, Any], measure: Measure, area: Any, when: Any, desk: Desk) -> bool:
    whole = {"numerator": None, "denominator": None, "markers": "", "vintage": Vintage.VALIDATED, **fields}
    return content(measure_id=measure.pk, area_id=area.pk, period=when, **whole) in desk.held.contents


def _shown(held: dict[str, Any]) -> Payload:
    shown = {name: digits(value) if isinstance(value, Decimal) else value or "" for name, value in held.items()}
    return {name: value for name, value in shown.items() if value}


def _odd_frequency(payload: Payload, measure: Measure) -> str:
    if measure.frequency == payload["frequency"] or payload.get("area"):
        return ""
    words = measure.get_frequency_display().lower()
    return f"{measure.reference} is kept by {words}, and this value is for {payload['period']}. Check the period."


def _less_final(held: str, new: str) -> str:
    """Why a person should look before one value stands in front of another."""
    new = new or Vintage.VALIDATED
    if FINALITY[new] > FINALITY[held] or new in SUPERSEDED_BY_NAME:
        return ""
    return f"A {held} value is held, and this one is {new}. If it replaces that one, say whether it is revised or corrected."


def new_observation(payload: Payload, desk: Desk) -> NewObservation:
    """The value as `measures.actions.record_observations` takes it. Raises `Refused` for what cannot be one."""
    fields = stated(payload)
    if (fields["value"] is None) == (not fields["missing"]):
        raise Refused("Type a value, or why there is none; not both.")
    return NewObservation(
        measure=found(find_measure(payload["measure"], desk), f"The measure {payload['measure']} is not held yet."),
        area=found(find_area(payload.get("area", ""), desk), f"The area {payload.get('area')} is not held yet."),
        period=period(payload),
        vintage=Vintage(fields.get("vintage", Vintage.VALIDATED)),
        value=fields["value"],
        missing=Missing(fields["missing"]) if fields["missing"] else None,
        numerator=fields.get("numerator"),
        denominator=fields.get("denominator"),
        markers=fields.get("markers", ""),
        source=payload.get("source", "") or desk.source,
        note=payload.get("note", ""),
        illustrative=bool(payload.get("illustrative")),
    )


def write(payload: Payload, desk: Desk) -> None:
    write_all([new_observation(payload, desk)], desk)


def write_all(observations: list[NewObservation], desk: Desk) -> None:
    """Record many in one go. What is held stays as it was read, so that two vintages of one file do not stand in each other's way."""
    actions.record_observations(council=desk.held.council, observations=observations, by=desk.by)


def needs(payload: Payload) -> list[Identity]:
    area = payload.get("area", "")
    measure: list[Identity] = [(Record.MEASURE, payload["measure"])]
    return [*measure, (Record.AREA, same(area))] if area else measure


OBSERVATION = Kind(standing, needs, lambda key, desk: None, write)

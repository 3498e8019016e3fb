"""The desk at which items are compared with what is held, and written: the council's records, the proposal's own, who decides.

Each kind of record has a module beside this one with the same few functions, gathered in `records.KINDS`. They write nothing
themselves: `write` calls the action of the app that owns the record, which checks the right to do so and keeps the log.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from tallystick.periods import Period, PeriodError
from tallystick_web.common import days
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.intake.models import Change
from tallystick_web.intake.queries import held as held_queries
from tallystick_web.intake.queries.held import Held
from tallystick_web.measures import queries, rules

Row = TypeVar("Row")
Payload = dict[str, Any]
Identity = tuple[str, str]


@dataclass(slots=True)
class Desk:
    """`others` are the payloads of the proposal's items that others may need, by identity.

    `whose` are the ids of those whose records may be changed, where whoever brings something in may add nothing; else None.
    """

    held: Held
    others: dict[Identity, Payload] = field(default_factory=dict)
    source: str = ""
    by: Any = None
    whose: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a payload stands against what is held. `doubt` says why a person has to look, when one has to."""

    change: Change
    held: Payload | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be done with one kind of record: compare it, name what it needs, find it, write it."""

    standing: Callable[[Payload, Desk], Standing]
    needs: Callable[[Payload], list[Identity]]
    find: Callable[[str, Desk], Any]
    write: Callable[[Payload, Desk], None]


def compared(payload: Payload, held: Payload | None, doubt: str = "") -> Standing:
    """New without a record; else changed or unchanged by the fields that both have."""
    if held is None:
        return Standing(Change.NEW, doubt=doubt)
    changed = any(payload[name] != value for name, value in held.items() if name in payload)
    return Standing(Change.CHANGED if changed else Change.UNCHANGED, held, doubt if changed else "")


def as_read(held: str, stated: str) -> str:
    """A text held, as the payload has it where only line ends and the space around it differ: a spreadsheet keeps neither."""
    return stated if held.replace("\r\n", "\n").strip() == stated.replace("\r\n", "\n").strip() else held


def doubtful(why: str) -> Standing:
    """It cannot be compared as it stands."""
    return Standing(Change.DOUBTFUL, doubt=why)


def named(records: Mapping[str, Row], titled: Mapping[str, list[Row]], reference: str, title: str) -> Row | None:
    """The record of a reference, else the only one of exactly this title: a new row without a reference is not new twice."""
    if reference:
        return records.get(held_queries.same(reference))
    alike = titled.get(held_queries.same(title), [])
    return alike[0] if len(alike) == 1 else None


def found(record: Any, why_not: str) -> Any:
    """A record that another needs; refused when there is none."""
    if record is None:
        raise Refused(why_not)
    return record


def why_not_closed(payload: Payload, record: Any, desk: Desk) -> str:
    """Why a record is not given to a service that is closed; what belongs to one already stays with it."""
    unit = desk.held.units.get(held_queries.same(payload.get("service") or ""))
    if unit is None or not unit.closed_on or (record and record.service_id == unit.pk):
        return ""
    return f"“service” is “{unit}”, which is closed. Write one that is open, or open it again among the directorates and services."


def decimal(text: str | None) -> Decimal | None:
    """A number of a payload, in the places that the tables hold. Raises `Refused` for what is no number."""
    if text is None or text == "":
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Refused(f"{text!r} is not a number. Write it in digits, such as 1234.5.") from None
    if not number.is_finite():
        raise Refused(f"{text!r} is not a number. Write it in digits, such as 1234.5.")
    refuse_if(rules.why_not_hold(number))
    return queries.held_figure(number)


def digits(number: Decimal | None) -> str:
    """A number as payloads hold it: plain digits without superfluous noughts."""
    if number is None:
        return ""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def period(payload: Payload) -> Period:
    """The period of a payload. Raises `Refused` for what names none."""
    try:
        found = held_queries.period_of(payload.get("period", ""), payload.get("frequency", ""))
    except (PeriodError, ValueError) as error:
        raise Refused(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    # Histories may be older than what forms take; nothing is known of what comes after.
    refuse_if(f"The period is “{found}”: {days.why_not_reach(found.end)}" if found.end > days.LAST else None)
    return found


def words(name: str) -> str:
    """A field as it is called in a sentence."""
    return f"“{name.replace('_', ' ')}”"


def day_of(text: str, said: str) -> date | None:
    """A day as a payload holds it. Raises `Refused` for what is none, and for one to which no working days are counted."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(f"{said} is “{text}”, which is no day. Write it as 2026-03-31.") from None
    if day and (why_not := days.why_not_reach(day)):
        raise Refused(f"{said} is “{text}”: {why_not}")
    return day


def why_no_day(payload: Payload, names: tuple[str, ...]) -> str:
    """Why the first of these fields that is no day to be taken is none; blank where all are."""
    for name in names:
        try:
            day_of(payload.get(name, ""), words(name))
        except Refused as refusal:
            return str(refusal)
    return ""

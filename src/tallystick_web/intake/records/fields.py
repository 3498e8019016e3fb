"""Fields of delivery's records as payloads hold them: how each is read, whether it says what is held, and why it cannot be so.

A payload holds texts and lists of references. A person may be named by e-mail address or name, so two texts can mean the same: a
field counts as changed only when what it is read as is not what is held.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from tallystick_web.accounts.models import User
from tallystick_web.common.workflow import Transition, Workflow, joined
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.intake.models import Change
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.records.desk import (
    Desk,
    Payload,
    Standing,
    as_read,
    compared,
    day_of,
    decimal,
    digits,
    found,
    words,
)
from tallystick_web.intake.records.measures import find_measure
from tallystick_web.intake.records.plans import find_priority

REASON: Final = "reason_for_change"
WHERE: Final = "Write it in the column “reason for change”, or correct this item."


def why_not_theirs(record: Any, noun: str, desk: Desk, owners: tuple[str, ...] = ("owner",)) -> Iterator[str]:
    """Owners change what is their own; the rest of a table is for the performance team, who may accept it as it is."""
    if desk.whose is None:
        return
    if record is None:
        yield f"This {noun} is not held yet. Add it on its page, or ask the performance team to accept this row."
    elif not desk.whose & {getattr(record, f"{name}_id") for name in owners}:
        names = joined([str(one) for name in owners if (one := getattr(record, name))] or ["nobody yet"])
        yield f"This {noun} belongs to {names}. You bring back your own; the performance team can accept this row."


def day(name: str, payload: Payload, desk: Desk) -> date | None:
    return day_of(payload[name], words(name))


def person(name: str, payload: Payload, desk: Desk) -> User | None:
    text = payload[name]
    why_not = f"Nobody of {desk.held.council} is known as “{text}”. Write an e-mail address of somebody who is, or leave {words(name)} empty."
    return found(desk.held.people.get(same(text)), why_not) if text else None


def one_of(held: Callable[[Desk], dict[str, Any]], noun: str) -> Callable[[str, Payload, Desk], Any]:
    """How a field is read that names one record of the council."""

    def read(name: str, payload: Payload, desk: Desk) -> Any:
        text = payload[name]
        why_not = f"{desk.held.council} holds no {noun} “{text}”. Correct {words(name)}, or add the {noun} first."
        return found(held(desk).get(same(text)), why_not) if text else None

    return read


def several(find: Callable[[str, Desk], Any], noun: str) -> Callable[[str, Payload, Desk], list[Any]]:
    """How a field is read that lists references. Nothing is found that is another council's."""

    def read(name: str, payload: Payload, desk: Desk) -> list[Any]:
        pairs = [(text, find(text, desk)) for text in payload[name]]
        strange = [f"“{text}”" for text, one in pairs if one is None]
        if strange:
            raise Refused(
                f"{desk.held.council} holds no {noun} {joined(strange, 'or')}. Correct {words(name)}; several are parted by semicolons."
            )
        return [one for _, one in pairs]

    return read


def score(name: str, payload: Payload, desk: Desk) -> int:
    if payload[name] not in ("1", "2", "3", "4", "5"):
        raise Refused(f"{words(name)} is “{payload[name]}”. Write a whole number from 1 to 5.")
    return int(payload[name])


def amount(places: int, longest: int) -> Callable[[str, Payload, Desk], Decimal | None]:
    """How a field is read that holds an amount which is not less than nothing."""

    def read(name: str, payload: Payload, desk: Desk) -> Decimal | None:
        number = decimal(payload[name].replace(",", "").removeprefix("£"))
        if number is None:
            return None
        if number < 0 or number >= 10**longest or number != round(number, places):
            raise Refused(
                f"{words(name)} is “{payload[name]}”. Write an amount that is not less than nothing, such as {12500:,}."
            )
        return round(number, places)

    return read


def figure(name: str, payload: Payload, desk: Desk) -> Decimal | None:
    try:
        return decimal(payload[name])
    except Refused as refusal:
        raise Refused(f"{words(name)}: {refusal}") from None


def spent(name: str, payload: Payload, desk: Desk) -> Decimal:
    return POUNDS(name, payload, desk) or Decimal(0)


POUNDS: Final = amount(2, 12)


def mark(name: str, payload: Payload, desk: Desk) -> bool:
    return bool(payload[name] == "yes")


def text(name: str, payload: Payload, desk: Desk) -> Any:
    return payload[name]


READERS: Final[dict[str, Callable[[str, Payload, Desk], Any]]] = {
    **dict.fromkeys(("start", "due", "done_on", "review_due", "closed_on", "to_be_seen_by", "realised_as_at"), day),
    **dict.fromkeys(("likelihood", "impact", "likelihood_after", "impact_after"), score),
    **dict.fromkeys(("owner", "sponsor", "manager"), person),
    **dict.fromkeys(("cost", "forecast_cost", "planned_money", "realised_money"), POUNDS),
    **dict.fromkeys(("baseline", "expected"), figure),
    "spent": spent, "effort": amount(1, 7), "illustrative": mark,
    "programme": one_of(lambda desk: desk.held.programmes, "programme"),
    "service": one_of(lambda desk: desk.held.units, "service"),
    "project": one_of(lambda desk: desk.held.projects, "project"),
    "category": one_of(lambda desk: desk.held.appetites, "category of risks"),
    "measure": one_of(lambda desk: desk.held.measures, "measure"),
    "priorities": several(find_priority, "priority"),
    "measures": several(find_measure, "measure"),
    "actions": several(lambda key, desk: desk.held.actions.get(same(key)), "action"),
}  # fmt: skip
LISTS: Final = ("priorities", "measures", "actions")


def read(name: str, payload: Payload, desk: Desk) -> Any:
    """A field as the record takes it. Raises `Refused` with the remedy."""
    return READERS.get(name, text)(name, payload, desk)


def those(names: tuple[str, ...], payload: Payload, desk: Desk) -> dict[str, Any]:
    """The fields of these names that the payload speaks of."""
    return {name: read(name, payload, desk) for name in names if name in payload}


def problems(payload: Payload, desk: Desk) -> Iterator[str]:
    """Each cell that cannot be read, with its remedy; always in one order, which a database does not keep of a payload's fields."""
    for name in [one for one in READERS if one in payload]:
        try:
            read(name, payload, desk)
        except Refused as refusal:
            yield str(refusal)


def held_as(record: Any, names: tuple[str, ...], payload: Payload, desk: Desk) -> Payload:
    """What is held, in the words of the payload where they mean the same."""
    return {name: _stated(record, name, payload, desk) for name in names if name in payload}


def standing(payload: Payload, record: Any, names: tuple[str, ...], desk: Desk, why_not: Iterator[str]) -> Standing:
    """How a payload stands against a record; `why_not`, why a person has to look, is asked only where something would change."""
    told = compared(payload, held_as(record, names, payload, desk) if record else None)
    return told if told.change is Change.UNCHANGED else replace(told, doubt=" ".join(dict.fromkeys(why_not)))


def _stated(record: Any, name: str, payload: Payload, desk: Desk) -> Any:
    value = list(getattr(record, name).all()) if name in LISTS else getattr(record, name)
    if isinstance(value, str):
        as_it_is = name == "state" and not payload[name]
        return "" if as_it_is else as_read(value, payload[name])
    try:
        meant = read(name, payload, desk)
    except Refused:
        return _written(value)
    alike = {one.pk for one in meant} == {one.pk for one in value} if name in LISTS else meant == value
    return payload[name] if alike else _written(value)


def _written(value: Any) -> Any:
    if isinstance(value, list):
        return [one.reference for one in value]
    if value is None or isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return digits(value)
    return value.email if isinstance(value, User) else str(getattr(value, "reference", value))


def refuse_first(problems: Iterator[str]) -> None:
    """What made an item doubtful still stands when somebody accepts it: nothing is written past it."""
    refuse_if(next(problems, None))


def reason(payload: Payload) -> str:
    """Why a date moves, a score changes or a step is taken."""
    return str(payload.get(REASON, "")).strip()


def step_to(flow: Workflow, was: str, will: str) -> Transition | None:
    """The step that leads from one state to another."""
    return next((one for one in flow.transitions if was in one.sources and one.target == will), None)


def why_no_state(flow: Workflow, was: str, will: str, said: str) -> str | None:
    """Why a record cannot come from one state to another by a file."""
    if will not in flow.states:
        known = joined([flow.words(one) for one in flow.states], "or")
        return f"“state” is “{will.replace('_', ' ')}”. Write {known}."
    if will == was:
        return None
    step = step_to(flow, was, will)
    if step is None:
        return f"What is {flow.words(was)} cannot become {flow.words(will)}. Correct “state”, or take the steps between first."
    return (
        f"Say why: “{step.button}” keeps the reason on the record. {WHERE}" if step.needs_reason and not said else None
    )


def with_remedy(why_not: str | None) -> Iterator[str]:
    """Why something is refused, and where a file says why, if that is what is missing."""
    if why_not:
        yield f"{why_not} {WHERE}" if why_not.startswith("Say ") else why_not

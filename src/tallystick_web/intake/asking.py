"""Why a word is asked for beside a value that a file brings: as on the page on which values are typed.

Asked of the values that a round asked for, of the council's own area, that come without a note. A history of a hundred thousand values is
not questioned figure by figure.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from tallystick_web.councils.rules import Refused
from tallystick_web.intake import queries
from tallystick_web.intake.models import Item, Proposal, Record
from tallystick_web.intake.queries.held import Held
from tallystick_web.intake.records import observations
from tallystick_web.intake.records.desk import Desk, Payload, period
from tallystick_web.intake.records.measures import find_measure
from tallystick_web.measures import asking_why
from tallystick_web.measures.actions import NewObservation
from tallystick_web.measures.asking_why import Reason
from tallystick_web.measures.models import Due
from tallystick_web.reviews.queries import asking

Reasons = dict[int, tuple[Reason, ...]]


def reasons(payloads: Mapping[int, Payload], desk: Desk) -> Reasons:
    """For the position of each value about which something is asked, why. A constant number of queries."""
    rounds = _asked_for(desk)
    values = {key: one for key, payload in payloads.items() if (one := _value(payload, desk, rounds))} if rounds else {}
    if not values:
        return {}
    typed = {(one.measure.pk, one.period): one.value for one in values.values() if one.value is not None}
    silent = {key: one for key, one in values.items() if one.value is not None and not one.note.strip()}
    known = asking.known(desk.held.council, {(one.measure, one.period) for one in silent.values()}, typed)
    found = {
        key: asking_why.reasons(one.value, known[one.measure.pk, one.period], breaks=one.markers == "b")
        for key, one in silent.items()
        if one.value is not None
    }
    return {key: some for key, some in found.items() if some}


def _asked_for(desk: Desk) -> set[tuple[int, str, date]]:
    """Every value that a round of the council ever asked for: measure, frequency and end. One query."""
    rows = Due.objects.filter(measure__council=desk.held.council).order_by()
    return set(rows.values_list("measure_id", "frequency", "end"))


def _value(payload: Payload, desk: Desk, rounds: set[tuple[int, str, date]]) -> NewObservation | None:
    """The value of a payload, where a round asked for it; None for what cannot be one."""
    measure = None if payload.get("area") else find_measure(payload["measure"], desk)
    if measure is None:
        return None
    try:
        when = period(payload)
        return (
            observations.new_observation(payload, desk)
            if (measure.pk, when.frequency.value, when.end) in rounds
            else None
        )
    except Refused:
        return None


def of_items(desk: Desk, items: Iterable[Item]) -> Reasons:
    """The same for the values among some items."""
    return reasons({one.position: one.payload for one in items if one.record == Record.OBSERVATION}, desk)


def beside(proposal: Proposal, items: Iterable[Item]) -> Reasons:
    """The same for a page of a proposal, where nobody accepts anything yet."""
    others = {identity: one.payload for identity, one in queries.needed(proposal).items()}
    return of_items(Desk(Held(proposal.council), others), items)


def told(found: tuple[Reason, ...]) -> str:
    """What is asked and why, in sentences."""
    return f"Say a word about it. {' '.join(one.words for one in found)}"

"""Accept items: the one place from which a document reaches the council's records, through the actions of the apps that own them.

One acceptance is one transaction. What changed since it was proposed is not written over: it waits again, with both texts. What the
owner of a record refuses waits as doubtful, with the reason; anything unforeseen undoes the whole.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from tallystick_web.audit import actions as audit
from tallystick_web.councils import queries as councils
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.intake import asking, queries, rules
from tallystick_web.intake.actions.counting import _count
from tallystick_web.intake.actions.holding import _held, _locked
from tallystick_web.intake.models import CHANGED_SINCE, Change, Item, Proposal, Record, State
from tallystick_web.intake.queries.held import Held
from tallystick_web.intake.records import KINDS, Desk, Identity, in_order, missing, observations
from tallystick_web.intake.records.measures import find_measure
from tallystick_web.measures import queries as measures
from tallystick_web.measures.actions import NewObservation

CHUNK = 20_000
FEW = 900  # places in one update
NEEDED = ("position", "record", "key", "payload", "held")


@dataclass(slots=True)
class Outcome:
    """What an acceptance did: how many were written, were held by then, and why others wait on."""

    accepted: list[int] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    others_set_aside: int = 0

    def wait(self, why: str) -> None:
        if len(self.set_aside) < 20:
            self.set_aside.append(why)
        else:
            self.others_set_aside += 1


@transaction.atomic
def accept(*, item: Item, by: Any) -> Outcome:
    """Accept one item, and before it the certain ones that it needs."""
    item = _held(item)
    proposal = item.proposal
    refuse_if(rules.why_not_decide(item, by))
    batch = _batch(proposal, Item.objects.filter(pk=item.pk), by)
    for one in _with_what_it_needs(item, batch):
        _accept_any(one, batch)
    _settle(batch)
    audit.record(
        by=by, verb="proposal.item_accepted", target=proposal, item=str(item), count=len(batch.outcome.accepted)
    )
    return batch.outcome


@transaction.atomic
def accept_chosen(*, proposal: Proposal, positions: Iterable[int], by: Any) -> Outcome:
    """Accept the items that a person has ticked, doubtful or not, and before each the certain ones that it needs."""
    refuse_if(rules.why_not_open(proposal, by))
    proposal = _locked(proposal)
    chosen = Item.objects.filter(proposal=proposal, state=State.WAITING, position__in=list(positions)[:FEW])
    batch = _batch(proposal, chosen, by)
    ticked = {item.position for item in chosen}
    tried: set[int] = set()
    for item in in_order(chosen, batch.needed):
        try:
            chain = _with_what_it_needs(item, batch, ticked)
        except Refused as refusal:
            batch.outcome.wait(str(refusal))
            continue
        for one in chain:
            if one.position not in tried:
                tried.add(one.position)
                _accept_any(one, batch)
    _settle(batch)
    if batch.outcome.accepted or batch.outcome.superseded:
        audit.record(by=by, verb="proposal.accepted", target=proposal, count=len(batch.outcome.accepted))
    return batch.outcome


@transaction.atomic
def accept_certain(*, proposal: Proposal, by: Any) -> Outcome:
    """Accept everything that is certain and waits, in the order in which the records need each other."""
    refuse_if(rules.why_not_open(proposal, by))
    proposal = _locked(proposal)
    certain = Item.objects.filter(proposal=proposal, state=State.WAITING, certain=True)
    batch = _batch(proposal, certain, by)
    for item in in_order(certain.exclude(record=Record.OBSERVATION), batch.needed):
        _accept_any(item, batch)
    values = certain.filter(record=Record.OBSERVATION).only(*NEEDED).order_by("position")
    for chunk in _chunks(values.iterator(CHUNK)):
        _accept_values(chunk, batch)
    _settle(batch)
    if batch.outcome.accepted or batch.outcome.superseded:
        audit.record(by=by, verb="proposal.accepted", target=proposal, count=len(batch.outcome.accepted))
    return batch.outcome


@dataclass(slots=True)
class _Batch:
    """One acceptance: the desk, the items that others may need, and what came of it so far."""

    proposal: Proposal
    needed: dict[Identity, Item]
    desk: Desk
    outcome: Outcome = field(default_factory=Outcome)


def _batch(proposal: Proposal, items: QuerySet[Item], by: Any) -> _Batch:
    """What one acceptance rests on. Of a council one is made at a time: two would hold the rows they change in the order of their files."""
    councils.hold(proposal.council)
    needed = queries.needed(proposal)
    others = {identity: item.payload for identity, item in needed.items()}
    _hold_measures(items, Desk(Held(proposal.council), others))
    desk = Desk(Held(proposal.council), others, proposal.name, by, rules.whose(proposal.council, by))
    return _Batch(proposal, needed, desk)


def _hold_measures(items: QuerySet[Item], desk: Desk) -> None:
    """Hold every measure of which something is accepted, in the order in which everybody holds several, before any is changed."""
    keys = {key for record, key in desk.others if record == Record.MEASURE}
    spoken_of = items.filter(record__in=(Record.TARGET, Record.OBSERVATION)).order_by()
    keys.update(spoken_of.values_list("payload__measure", flat=True).distinct())
    found = (find_measure(key, desk) for key in keys)
    measures.hold({measure.pk for measure in found if measure})


def _with_what_it_needs(
    item: Item, batch: _Batch, ticked: Container[int] = (), above: tuple[Identity, ...] = ()
) -> list[Item]:
    """The item after the waiting items that it needs and that are certain or ticked; refused when one is not to be had."""
    before: list[Item] = []
    for identity in missing(KINDS[item.record].needs(item.payload), batch.desk):
        refuse_if(_why_not_to_be_had(item, identity, batch.needed, ticked))
        refuse_if(f"{item} and what it needs need each other. Correct one of them." if identity in above else None)
        parent = batch.needed[identity]
        chain = _with_what_it_needs(parent, batch, ticked, (*above, item.identity))
        before += [one for one in chain if one not in before]
    return [*before, item]


def _why_not_to_be_had(
    item: Item, identity: Identity, needed: dict[Identity, Item], ticked: Container[int] = ()
) -> str | None:
    """Why what an item needs cannot be accepted together with it."""
    record, key = identity
    name = f"the {Record(record).label.lower()} {_shown(needed.get(identity), key)}"
    parent = needed.get(identity)
    if parent is None:
        return f"{item} needs {name}, which the council does not hold. Bring that in first, or correct this item."
    if parent.state == State.REFUSED:
        return f"{item} needs {name}, which was refused. Take that back first, or correct this item."
    if not parent.certain and parent.position not in ticked:
        return f"{item} needs {name}, which is doubtful. Decide on that first."
    return None


def _shown(parent: Item | None, key: str) -> str:
    """What a record is called, as far as it is known."""
    name = parent and (parent.payload.get("title") or parent.payload.get("name"))
    return f"“{name}”" if name else "without a name" if parent and parent.change == Change.DOUBTFUL else key


def _accept_any(item: Item, batch: _Batch) -> None:
    if item.record == Record.OBSERVATION:
        _accept_values([item], batch)
    elif _is_there(item, batch):
        _accept_one(item, batch)


def _is_there(item: Item, batch: _Batch) -> bool:
    """Whether all that an item needs is held by now; why not is told."""
    absent = missing(KINDS[item.record].needs(item.payload), batch.desk)
    if absent:
        record, key = absent[0]
        name = f"the {Record(record).label.lower()} {_shown(batch.needed.get(absent[0]), key)}"
        why = _why_not_to_be_had(item, absent[0], batch.needed)
        batch.outcome.wait(why or f"{item} needs {name}, which waits for something itself.")
    return not absent


def _accept_one(item: Item, batch: _Batch) -> None:
    """Write one item through the app that owns it, unless the record has changed since it was proposed."""
    kind = KINDS[item.record]
    try:
        standing = kind.standing(item.payload, batch.desk)
        if standing.change == Change.UNCHANGED:
            batch.outcome.superseded.append(item.position)
            return
        if standing.change == Change.DOUBTFUL:
            raise Refused(standing.doubt)
        if standing.held != item.held:
            _wait_again(item, standing, batch.outcome)
            return
        with transaction.atomic():
            kind.write(item.payload, batch.desk)
    except (Refused, ValidationError) as refusal:
        _wait_doubtful(item, _reason(refusal), batch.outcome)
        return
    batch.outcome.accepted.append(item.position)


def _accept_values(chunk: list[Item], batch: _Batch) -> None:
    """Write a chunk of values in one go, without a query for each."""
    desk, chosen = batch.desk, []
    allowed: dict[int, str | None] = {}
    found = (KINDS[Record.MEASURE].find(key, desk) for key in {item.payload["measure"] for item in chunk})
    desk.held.read_observations({measure.pk for measure in found if measure})
    asked = asking.of_items(desk, chunk)
    for item in chunk:
        if item.position in asked:
            batch.outcome.wait(f"{item}: {asking.told(asked[item.position])}")
            continue
        try:
            new = _value(item, batch)
        except Refused as refusal:
            batch.outcome.wait(f"{item}: {refusal}")
            continue
        if new is None:
            continue
        if new.measure.pk not in allowed:
            allowed[new.measure.pk] = rules.why_not_record(batch.proposal.council, new.measure, desk.by)
        if why_not := allowed[new.measure.pk]:
            batch.outcome.wait(f"{item}: {why_not}")
            continue
        chosen.append((item.position, new))
    if not chosen:
        return
    try:
        with transaction.atomic():
            observations.write_all([new for _, new in chosen], desk)
    except Refused as refusal:
        batch.outcome.wait(str(refusal))
    else:
        batch.outcome.accepted += [position for position, _ in chosen]


def _value(item: Item, batch: _Batch) -> NewObservation | None:
    """The value to record; None where it is held by now, or the record has changed. Raises `Refused` where it cannot be one."""
    standing = observations.standing(item.payload, batch.desk)
    if standing.change == Change.UNCHANGED:
        batch.outcome.superseded.append(item.position)
        return None
    changed = standing.change != Change.DOUBTFUL and standing.held != item.held
    if changed and not _is_step_of_the_file(item, standing.held or {}):
        _wait_again(item, standing, batch.outcome)
        return None
    return observations.new_observation(item.payload, batch.desk)


def _is_step_of_the_file(item: Item, held: dict[str, Any]) -> bool:
    """Whether the value that stands there now came from the same file: a file may hold each vintage of a value in its order."""
    steps = queries.accepted_values(item)
    return any(
        all({"vintage": "validated", **step}.get(name) == value for name, value in held.items()) for step in steps
    )


def _wait_again(item: Item, standing: Any, outcome: Outcome) -> None:
    """The record has changed since the item was proposed: show the person what it is now."""
    item.held, item.change, item.certain = standing.held, standing.change, False
    item.why = CHANGED_SINCE
    item.save(update_fields=["held", "change", "certain", "why"])
    outcome.wait(f"{item} has changed since it was proposed. Compare the two again.")


def _wait_doubtful(item: Item, why: str, outcome: Outcome) -> None:
    """The owner of the record refused it: a person has to look."""
    item.certain, item.why = False, why
    item.save(update_fields=["certain", "why"])
    outcome.wait(f"{item}: {why}")


def _reason(refusal: Refused | ValidationError) -> str:
    """Why it was refused, with the names of the fields that are wrong."""
    if isinstance(refusal, Refused):
        return str(refusal)
    if not hasattr(refusal, "error_dict"):
        return " ".join(refusal.messages)
    told = (
        f"{name.replace('_', ' ').capitalize()}: {' '.join(messages)}"
        for name, messages in refusal.message_dict.items()
    )
    return " ".join(told)


def _settle(batch: _Batch) -> None:
    """Note the decisions, and the counts of the proposal."""
    for positions, state in ((batch.outcome.accepted, State.ACCEPTED), (batch.outcome.superseded, State.SUPERSEDED)):
        for few in _chunks(iter(positions), FEW):
            rows = Item.objects.filter(proposal=batch.proposal, position__in=few)
            rows.update(state=state, decided_by=batch.desk.by, decided_at=timezone.now())
    _count(batch.proposal)


def _chunks(things: Iterator[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    while chunk := list(islice(things, size)):
        yield chunk

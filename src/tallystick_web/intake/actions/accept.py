"""Accept items: the one place from which a document reaches the council's records, through the actions of the apps that own them.

One acceptance is one transaction. What changed since it was proposed is not written over: it waits again, with both texts. What the
owner of a record refuses waits as doubtful, with the reason; anything unforeseen undoes the whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tallystick_web.audit import actions as audit
from tallystick_web.councils.rules import Refused, refuse_if
from tallystick_web.intake import queries, rules
from tallystick_web.intake.models import Change, Item, Proposal, Record, State
from tallystick_web.intake.queries.held import Held
from tallystick_web.intake.records import KINDS, ORDER, Desk, Identity, missing, observations

CHUNK = 20_000
FEW = 900  # places in one update


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
    proposal = _locked(item.proposal)
    item = Item.objects.select_related("proposal__council", "decided_by").get(pk=item.pk)
    refuse_if(rules.why_not_decide(item, by))
    needed = queries.needed(proposal)
    desk = _desk(proposal, needed, by, [item])
    outcome = Outcome()
    for one in _with_what_it_needs(item, needed, desk):
        if one.record == Record.OBSERVATION:
            _accept_values(proposal, [one], desk, outcome)
        else:
            _accept_one(one, desk, outcome)
    _settle(proposal, outcome, by)
    audit.record(by=by, verb="proposal.item_accepted", target=proposal, item=str(item), count=len(outcome.accepted))
    return outcome


@transaction.atomic
def accept_certain(*, proposal: Proposal, by: Any) -> Outcome:
    """Accept everything that is certain and waits, in the order in which the records need each other."""
    refuse_if(rules.why_not_open(proposal, by))
    proposal = _locked(proposal)
    certain = Item.objects.filter(proposal=proposal, state=State.WAITING, certain=True)
    values = certain.filter(record=Record.OBSERVATION)
    needed = queries.needed(proposal)
    desk = _desk(proposal, needed, by, values.only("payload").iterator(CHUNK))
    outcome = Outcome()
    for item in sorted(certain.exclude(record=Record.OBSERVATION), key=lambda one: (ORDER[one.record], one.position)):
        if _is_there(item, needed, desk, outcome):
            _accept_one(item, desk, outcome)
    for chunk in _chunks(values.order_by("position").iterator(CHUNK)):
        _accept_values(proposal, chunk, desk, outcome)
    _settle(proposal, outcome, by)
    if outcome.accepted or outcome.superseded:
        audit.record(by=by, verb="proposal.accepted", target=proposal, count=len(outcome.accepted))
    return outcome


def _locked(proposal: Proposal) -> Proposal:
    """Two people who accept at once take turns."""
    return Proposal.objects.select_for_update().select_related("council").get(pk=proposal.pk)


def _desk(proposal: Proposal, needed: dict[Identity, Item], by: Any, values: Iterable[Item]) -> Desk:
    """The desk with what is held now of the measures that these values speak of."""
    desk = Desk(Held(proposal.council), source=proposal.name, by=by)
    desk.others = {identity: item.payload for identity, item in needed.items()}
    keys = {item.payload["measure"] for item in values if "measure" in item.payload}
    found = (KINDS[Record.MEASURE].find(key, desk) for key in keys)
    desk.held.read_observations({measure.pk for measure in found if measure})
    return desk


def _with_what_it_needs(item: Item, needed: dict[Identity, Item], desk: Desk) -> list[Item]:
    """The item after the waiting certain items that it needs; refused when one of those is not to be had."""
    before: list[Item] = []
    for identity in missing(KINDS[item.record].needs(item.payload), desk):
        refuse_if(_why_not_to_be_had(item, identity, needed))
        parent = needed[identity]
        before += [one for one in _with_what_it_needs(parent, needed, desk) if one not in before]
    return [*before, item]


def _why_not_to_be_had(item: Item, identity: Identity, needed: dict[Identity, Item]) -> str | None:
    """Why what an item needs cannot be accepted together with it."""
    record, key = identity
    name = f"the {Record(record).label.lower()} {_shown(needed.get(identity), key)}"
    parent = needed.get(identity)
    if parent is None:
        return f"{item} needs {name}, which the council does not hold. Bring that in first, or correct this item."
    if parent.state == State.REFUSED:
        return f"{item} needs {name}, which was refused. Take that back first, or correct this item."
    if not parent.certain:
        return f"{item} needs {name}, which is doubtful. Decide on that first."
    return None


def _shown(parent: Item | None, key: str) -> str:
    """What a record is called, as far as it is known."""
    name = parent and (parent.payload.get("title") or parent.payload.get("name"))
    return f"“{name}”" if name else key


def _is_there(item: Item, needed: dict[Identity, Item], desk: Desk, outcome: Outcome) -> bool:
    """Whether all that an item needs is held by now; why not is told."""
    absent = missing(KINDS[item.record].needs(item.payload), desk)
    if absent:
        record, key = absent[0]
        outcome.wait(
            _why_not_to_be_had(item, absent[0], needed) or f"{item} needs {Record(record).label.lower()} {key}."
        )
    return not absent


def _accept_one(item: Item, desk: Desk, outcome: Outcome) -> None:
    """Write one item through the app that owns it, unless the record has changed since it was proposed."""
    kind = KINDS[item.record]
    try:
        standing = kind.standing(item.payload, desk)
        if standing.change == Change.UNCHANGED:
            outcome.superseded.append(item.position)
            return
        if standing.change == Change.DOUBTFUL:
            raise Refused(standing.doubt)
        if standing.held != item.held:
            _wait_again(item, standing, outcome)
            return
        with transaction.atomic():
            kind.write(item.payload, desk)
    except (Refused, ValidationError) as refusal:
        _wait_doubtful(item, _reason(refusal), outcome)
        return
    outcome.accepted.append(item.position)


def _accept_values(proposal: Proposal, chunk: list[Item], desk: Desk, outcome: Outcome) -> None:
    """Write a chunk of values in one go, without a query for each."""
    chosen: list[tuple[Item, observations.NewObservation]] = []
    allowed: dict[int, str | None] = {}
    for item in chunk:
        try:
            standing = observations.standing(item.payload, desk)
            if standing.change == Change.UNCHANGED:
                outcome.superseded.append(item.position)
                continue
            if standing.held != item.held and standing.change != Change.DOUBTFUL:
                _wait_again(item, standing, outcome)
                continue
            new = observations.new_observation(item.payload, desk)
        except Refused as refusal:
            outcome.wait(f"{item}: {refusal}")
            continue
        measure = new.measure
        if measure.pk not in allowed:
            allowed[measure.pk] = rules.why_not_record(proposal.council, measure, desk.by)
        if why_not := allowed[measure.pk]:
            outcome.wait(f"{item}: {why_not}")
            continue
        chosen.append((item, new))
    if chosen:
        observations.write_all([new for _, new in chosen], desk)
        outcome.accepted += [item.position for item, _ in chosen]


def _wait_again(item: Item, standing: Any, outcome: Outcome) -> None:
    """The record has changed since the item was proposed: show the person what it is now."""
    item.held, item.change, item.certain = standing.held, standing.change, False
    item.why = "The council's record has changed since this was proposed. Compare the two again, then accept or refuse."
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


def _settle(proposal: Proposal, outcome: Outcome, by: Any) -> None:
    """Note the decisions, and the counts of the proposal."""
    for positions, state in ((outcome.accepted, State.ACCEPTED), (outcome.superseded, State.SUPERSEDED)):
        for few in _chunks(iter(positions), FEW):
            rows = Item.objects.filter(proposal=proposal, position__in=few)
            rows.update(state=state, decided_by=by, decided_at=timezone.now())
    found = queries.states(proposal)
    proposal.waiting, proposal.accepted = found.get(State.WAITING, 0), found.get(State.ACCEPTED, 0)
    proposal.refused = found.get(State.REFUSED, 0)
    proposal.save(update_fields=["waiting", "accepted", "refused"])


def _chunks(things: Iterator[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    while chunk := list(islice(things, size)):
        yield chunk

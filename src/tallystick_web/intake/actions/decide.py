"""Everything a person decides about a proposal but accepting: the period, a correction, a refusal and taking that back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.periods import Period
from tallystick_web.audit import actions as audit
from tallystick_web.councils.rules import refuse_if
from tallystick_web.intake import asking, queries, rules
from tallystick_web.intake.actions.counting import _count
from tallystick_web.intake.actions.holding import _held, _locked
from tallystick_web.intake.models import Change, Item, Proposal, Record, State
from tallystick_web.intake.queries import alike as same_names
from tallystick_web.intake.queries.held import Held
from tallystick_web.intake.records import KINDS, Desk
from tallystick_web.intake.records.assessments import NO_PERIOD


@transaction.atomic
def choose_period(*, proposal: Proposal, period: Period, by: Any) -> None:
    """Say which period a tracker reports. Its waiting assessments are compared with that round."""
    refuse_if(rules.why_not_open(proposal, by))
    proposal.frequency, proposal.start, proposal.end = period.frequency, period.start, period.end
    proposal.save(update_fields=["frequency", "start", "end"])
    desk = _desk(proposal, by)
    for item in Item.objects.filter(proposal=proposal, record=Record.ASSESSMENT, state=State.WAITING):
        for payload in filter(None, (item.payload, item.original)):
            payload |= {"period": str(period), "frequency": period.frequency.value}
        _compare_again(item, desk)
    _count(proposal)
    audit.record(by=by, verb="proposal.period_chosen", target=proposal, period=str(period))


@transaction.atomic
def correct(*, item: Item, payload: dict[str, Any], by: Any, alike: Iterable[str] = ()) -> int:
    """Put right what was understood. What was read stays beside it, and the corrected item is certain: a person said so.

    `alike` are fields of which the other items that wait with the same text get the same; how many these were. They are certain by it only
    where nothing else of them is in doubt.
    """
    item = _held(item)
    refuse_if(rules.why_not_decide(item, by))
    if payload == item.payload:
        return 0
    desk = _desk(item.proposal, by)
    others = _alike(item, payload, alike)
    item.why = ""
    changes = {item: _put_right(item, payload, desk, certain=True)}
    for other, answers in others.items():
        doubt = KINDS[other.record].standing(other.payload, desk).doubt
        other.why = other.why.replace(doubt, "").strip() if doubt else other.why
        changes[other] = _put_right(other, {**other.payload, **answers}, desk)
    _count(item.proposal)
    for one, changed in changes.items():
        audit.record(by=by, verb="proposal.item_corrected", target=item.proposal, item=str(one), changed=changed)
    return len(others)


def _alike(item: Item, payload: dict[str, Any], fields: Iterable[str]) -> dict[Item, dict[str, Any]]:
    """The other items that wait with what was changed in some fields, each with what it gets in their place."""
    found: dict[Item, dict[str, Any]] = {}
    for name in fields:
        if item.payload.get(name) != payload.get(name):
            for other in same_names.waiting(item, name, item.payload[name]):
                found.setdefault(other, {})[name] = payload[name]
    return found


def _put_right(item: Item, payload: dict[str, Any], desk: Desk, certain: bool = False) -> dict[str, Any]:
    """Keep another payload beside what was read, and compare it; what changed, as it was and is."""
    was = item.payload
    item.original = item.original if item.original is not None else was
    item.payload = payload
    if item.payload == item.original:
        item.original = None
    desk.others[item.identity] = payload
    _compare_again(item, desk, certain=certain)
    return {name: [was.get(name), value] for name, value in payload.items() if was.get(name) != value}


@transaction.atomic
def add_notes(*, proposal: Proposal, notes: Mapping[int, str], by: Any) -> None:
    """Keep a word beside each of some values, by position; what was asked about them is answered."""
    for item in Item.objects.filter(
        proposal=proposal, position__in=notes, record=Record.OBSERVATION, state=State.WAITING
    ):
        correct(item=item, payload={**item.payload, "note": notes[item.position].strip()}, by=by)
    if notes:
        audit.record(by=by, verb="proposal.notes_added", target=proposal, positions=sorted(notes))


@transaction.atomic
def refuse(*, item: Item, by: Any) -> None:
    """Leave an item out."""
    item = _held(item)
    refuse_if(rules.why_not_decide(item, by))
    item.state, item.decided_by, item.decided_at = State.REFUSED, by, timezone.now()
    item.save(update_fields=["state", "decided_by", "decided_at"])
    _count(item.proposal)
    audit.record(by=by, verb="proposal.item_refused", target=item.proposal, item=str(item))


@transaction.atomic
def refuse_all(*, proposal: Proposal, by: Any) -> int:
    """Leave out everything that still waits; how many that were."""
    proposal = _locked(proposal)
    refuse_if(rules.why_not_open(proposal, by))
    rows = Item.objects.filter(proposal=proposal, state=State.WAITING)
    count = rows.update(state=State.REFUSED, decided_by=by, decided_at=timezone.now())
    _count(proposal)
    audit.record(by=by, verb="proposal.refused", target=proposal, count=count)
    return count


@transaction.atomic
def reconsider(*, item: Item, by: Any) -> None:
    """Take a refusal back: the item waits again, compared with what is held now."""
    item = _held(item)
    refuse_if(rules.why_not_reconsider(item, by))
    item.state, item.decided_by, item.decided_at = State.WAITING, None, None
    _compare_again(item, _desk(item.proposal, by))
    _count(item.proposal)
    audit.record(by=by, verb="proposal.item_reconsidered", target=item.proposal, item=str(item))


def _desk(proposal: Proposal, by: Any) -> Desk:
    desk = Desk(Held(proposal.council), source=proposal.name, by=by, whose=rules.whose(proposal.council, by))
    desk.others = {identity: item.payload for identity, item in queries.needed(proposal).items()}
    return desk


def _compare_again(item: Item, desk: Desk, certain: bool = False) -> None:
    """How an item stands now. A doubt that the period was missing goes with the period."""
    if item.record == Record.OBSERVATION:
        measure = KINDS[Record.MEASURE].find(item.payload["measure"], desk)
        desk.held.read_observations({measure.pk} if measure else set())
    standing = KINDS[item.record].standing(item.payload, desk)
    item.why = item.why.replace(NO_PERIOD, "").strip()
    item.certain = (certain or item.certain or not item.why) and not standing.doubt
    if standing.doubt not in item.why:
        item.why = f"{item.why} {standing.doubt}".strip()
    if (asked := asking.of_items(desk, [item])) and asking.told(asked[item.position]) not in item.why:
        item.why = f"{item.why} {asking.told(asked[item.position])}".strip()
    item.certain = item.certain and not asked
    item.change, item.held = standing.change, standing.held
    if standing.change == Change.UNCHANGED:
        item.state = State.SUPERSEDED
    item.save()

"""How many of the certain items can be accepted now, and how many wait for a doubtful one that they need.

A theme cannot be written before its plan has a name. Counting this beforehand keeps the promise of "accept all that are certain".
"""

from collections.abc import Mapping

from tallystick_web.intake import queries
from tallystick_web.intake.models import Item, Proposal, Record, State
from tallystick_web.intake.records import KINDS, Identity, in_order

FEW_BY_NATURE = (Record.TARGET, Record.POINT, Record.ASSESSMENT, Record.MILESTONE)


def waiting_for_another(proposal: Proposal) -> int:
    """How many certain items need one that is doubtful or refused and that the council does not hold."""
    needed = queries.needed(proposal)
    stuck = _stuck(needed)
    if not stuck:
        return 0
    parents = sum(item.certain and item.state == State.WAITING for item in needed.values() if item.identity in stuck)
    rest = Item.objects.filter(proposal=proposal, state=State.WAITING, certain=True)
    others = rest.filter(record__in=FEW_BY_NATURE).only("record", "payload")
    values = rest.filter(record=Record.OBSERVATION, payload__measure__in=[key for _, key in stuck])
    return parents + sum(_needs_any(item, stuck) for item in others) + values.count()


def _stuck(items: Mapping[Identity, Item]) -> set[Identity]:
    """What is doubtful or refused and not held, and all that needs it, in the order in which records need each other."""
    stuck: set[Identity] = set()
    for item in in_order(items.values(), items):
        undecided = item.state in (State.WAITING, State.REFUSED)
        doubtful = item.held is None and (item.state == State.REFUSED or not item.certain)
        if undecided and (doubtful or _needs_any(item, stuck)):
            stuck.add(item.identity)
    return stuck


def _needs_any(item: Item, stuck: set[Identity]) -> bool:
    return not stuck.isdisjoint(KINDS[item.record].needs(item.payload))

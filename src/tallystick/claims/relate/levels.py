"""An amount and its per cent that are said apart, held against any level near by: "220 fewer than in Quarter 1, a drop of 10%".

The level may be the figure before the change, after it, or the total of both periods: the check tries all three, and what holds
confirms. Nothing here contradicts.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate.pairs import alike
from tallystick.claims.relate.said import Change
from tallystick.claims.stream import Stream

BACK, AHEAD, MOST = 6, 6, 4


def relations(stream: Stream, said: list[Change]) -> Iterator[Relation]:
    """Every per cent with its amount and a level."""
    for change in said:
        if change.percent is not None and change.amount is not None:
            yield from _held(stream, change.percent, change.amount, change)
    for one, other in pairwise(said):
        if stream.sentence(one.first) == stream.sentence(other.last) and one.direction * other.direction >= 0:
            yield from _parted(stream, one, other)


def _parted(stream: Stream, one: Change, other: Change) -> Iterator[Relation]:
    for amount, percent in ((one.amount, other.percent), (other.amount, one.percent)):
        whole = one if one.percent == percent else other
        if amount is not None and percent is not None and whole.amount is None:
            yield from _held(stream, percent, amount, one)


def _held(stream: Stream, percent: int, amount: int, change: Change) -> Iterator[Relation]:
    size = stream.number(amount)
    place = bisect_left(stream.order, change.first)
    near = stream.order[max(0, place - BACK) : place][::-1] + stream.order[place : place + AHEAD]
    larger = [
        each
        for each in near
        if stream.letters[each] in "CM"
        and stream.values[each] > stream.values[amount]
        and alike(stream.number(each), size)
    ]
    for level in larger[:MOST]:
        inputs = size, stream.number(level)
        yield Relation(
            Kind.PERCENT_CHANGE, "level", stream.number(percent), inputs, change.direction, False, "", True, False, True
        )

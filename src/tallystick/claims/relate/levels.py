"""An amount and its per cent that are said apart, held against any level near by: "220 fewer than in Quarter 1, a drop of 10%".

The level may be the figure before the change, after it, or the total of both periods: the check tries all three, and what holds
confirms. One form may contradict: two figures that are just so far apart, where no other two are.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import combinations, pairwise

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate.nearness import is_near
from tallystick.claims.relate.pairs import Pair, alike, same_things
from tallystick.claims.relate.said import Change
from tallystick.claims.stream import Stream, cued

# The later figure of each pair, with how far the two are apart.
Later = set[tuple[int, float]]
BACK, AHEAD, MOST = 6, 6, 4
GREW = cued(r"(?P<way>[ud])b?(?P<amount>[CM])tw{0,3}(?P<level>[CM]),e?w?(?P<share>P)", "ud t")
# No smaller amount is told from another by being the distance of two figures.
FURTHEST, LEAST, NEARLY = 60, 10, 0.001
# So large a distance seldom fits by chance, so that the two may stand further off.
LARGE, FAR_BACK, FAR = 1000, 12, 150


def relations(stream: Stream, said: list[Change], held: list[Pair]) -> Iterator[Relation]:
    """Every per cent with its amount and a level.

    "From 18,340 to 21,092, which is 2,752 more, or 13%": the later one of a pair that is so far apart is no base of it.
    """
    later = {(pair.new, abs(stream.values[pair.new] - stream.values[pair.old])) for pair in held if pair.from_to}
    for change in said:
        if change.percent is not None and change.amount is not None:
            yield from _held(stream, change.percent, change.amount, change, later)
            yield from _of_two(stream, change.percent, change.amount, change)
    for match in stream.matches(GREW):
        amount, level, share = (stream.number(match.start(name)) for name in ("amount", "level", "share"))
        if alike(amount, level):
            way = 1 if match.group("way") == "u" else -1
            yield Relation(Kind.PERCENT_CHANGE, "level", share, (amount, level), way, False, far=True, faint=True)
    for one, other in pairwise(said):
        if stream.sentence(one.first) == stream.sentence(other.last) and one.direction * other.direction >= 0:
            yield from _parted(stream, one, other, later)


def _of_two(stream: Stream, percent: int, amount: int, change: Change) -> Iterator[Relation]:
    """ "5,200 in July, 5,720 in August, i.e. 520 extra or 10% more": of the only two figures that are just so far apart."""
    size, place = stream.values[amount], bisect_left(stream.order, change.first)
    back, furthest = (FAR_BACK, FAR) if size >= LARGE else (BACK, FURTHEST)
    near = [each for each in stream.order[max(0, place - back) : place] if _is_of_unit(stream, each, amount)]
    start = max(0, change.first - furthest)
    start = max(start, stream.letters.rfind("^", start, change.first))
    pairs = {
        (stream.values[one], stream.values[other]): (one, other)
        for one, other in combinations([each for each in near if each >= start], 2)
        if size > LEAST and abs(abs(stream.values[one] - stream.values[other]) - size) <= NEARLY * size
    }
    if len(pairs) != 1:
        return
    one, other = sorted(next(iter(pairs.values())), key=lambda each: stream.values[each] * (change.direction or 1))
    old, new, stated = stream.number(one), stream.number(other), stream.number(percent)
    if old.value <= 0 or not change.direction or not same_things(old, new):
        return
    worked = abs(new.value - old.value) * 100 / old.value
    beside = stream.claims(min(percent, amount) + 1, max(percent, amount)) == []  # but "117 more than the 223 (25.2%)"
    bound = beside and not change.is_of_speed(stream)
    firm = beside or is_near(worked, stated.value)
    yield Relation(Kind.PERCENT_CHANGE, "pair", stated, (old, new), change.direction, firm, bound=bound)


def _is_of_unit(stream: Stream, index: int, amount: int) -> bool:
    return stream.letters[index] in "CM" and alike(stream.number(index), stream.number(amount))


def _parted(stream: Stream, one: Change, other: Change, later: Later) -> Iterator[Relation]:
    for amount, percent in ((one.amount, other.percent), (other.amount, one.percent)):
        whole = one if one.percent == percent else other
        if amount is not None and percent is not None and whole.amount is None:
            yield from _held(stream, percent, amount, one, later)


def _held(stream: Stream, percent: int, amount: int, change: Change, later: Later) -> Iterator[Relation]:
    size = stream.number(amount)
    place = bisect_left(stream.order, change.first)
    near = stream.order[max(0, place - BACK) : place][::-1] + stream.order[place : place + AHEAD]
    larger = [
        each
        for each in near
        if stream.letters[each] in "CM"
        and stream.values[each] > stream.values[amount]
        and alike(stream.number(each), size)
        and (each, stream.values[amount]) not in later
    ]
    for level in larger[:MOST]:
        inputs, way = (size, stream.number(level)), change.direction
        for form in ("level", "halves"):
            yield Relation(Kind.PERCENT_CHANGE, form, stream.number(percent), inputs, way, False, far=True, faint=True)

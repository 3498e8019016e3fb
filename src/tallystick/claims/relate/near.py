"""What a passage bears out: figures that follow from others near by, though no word says from which.

A word tells what a figure claims to be (a share, a change, what is left, a mean); the figures that it may be worked from are
tried in turn, the nearest first. One that fits confirms the figure. Nothing here contradicts, but for one thing: of the two
figures of a change ("down 18 (20%)") both must follow from the pair from which one of them does.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import combinations, groupby, pairwise, permutations, product
from operator import mul

from tallystick.claims.model import Kind, Number, Relation, Sort
from tallystick.claims.relate.changes import Change
from tallystick.claims.relate.pairs import Pair, alike
from tallystick.claims.relate.parts import as_share, is_change
from tallystick.claims.relate.sides import measures, multiple
from tallystick.claims.stream import Stream

BACK, AHEAD = 10, 3
REACH = 110
BESIDE = 9
NEARLY = 1e-6
# Every way to add and to take away so many figures, but to add them all.
SIGNS = {count: [signs for signs in product((-1, 1), repeat=count) if -1 in signs] for count in range(1, 5)}


def relations(stream: Stream, said: list[Change], held: list[Pair], changing: set[int]) -> Iterator[Relation]:
    """Everything that figures near by confirm."""
    together, results = _saying(stream, stream.words.together), _saying(stream, stream.words.results)
    turned = {(pair.new, pair.old) for pair in held if pair.sure}
    for place, index in enumerate(stream.order):
        letter = stream.letters[index]
        if letter in "PR" and index not in changing:
            yield from _shares(stream, place, index)
        if letter in "CMP":
            yield from _sums(stream, place, index, stream.sentence(index) in together)
        if letter in "CMP" and index not in changing:
            if stream.sentence(index) in results or _opens(stream, index) or _is_labelled_again(stream, place):
                yield from _rests(stream, place, index)
            yield from _means(stream, place, index)
        if letter in "CMQ" and index not in changing:
            yield from _distances(stream, place, index)
    for change in said:
        yield from _changes(stream, change, turned)
    yield from _hundreds(stream, changing)
    yield from _multiples(stream)
    for one, other in pairwise(said):
        yield from _parted(stream, one, other)


def _around(stream: Stream, place: int, back: int = BACK, ahead: int = AHEAD, on: int = 0) -> list[int]:
    """The letters of the claims before a place, the nearest first, and then of those after it in the same sentence or `on`."""
    order, index = stream.order, stream.order[place]
    before = [each for each in order[max(0, place - back) : place] if index - each <= REACH][::-1]
    after = order[place + 1 : place + 1 + ahead]
    if not after:
        return before
    _, end = stream.bounds(stream.sentence(index))
    if on and end < len(stream.letters):
        _, end = stream.bounds(stream.sentence(end))
    return before + [each for each in after if each < end]


def _far(
    kind: Kind, form: str, stated: Number, inputs: tuple[Number, ...], direction: int = 0, words: str = ""
) -> Relation:
    return Relation(kind, form, stated, inputs, direction, False, words, True)


OWN_SHARE = re.compile(r"w{0,2}\(P")


def _may_be_whole(stream: Stream, index: int, share: int) -> bool:
    """A part with a share of its own is the whole of another only where the words say so ("of those")."""
    own = OWN_SHARE.match(stream.letters, index + 1)
    return own is None or own.end() == share + 1 or "W" in stream.letters[index:share]


def _shares(stream: Stream, place: int, index: int) -> Iterator[Relation]:
    """A share whose part stands beside it, of any whole near by."""
    if is_change(stream, index):
        return
    stated = as_share(stream.number(index))
    near = _around(stream, place)
    wholes = [each for each in near if stream.letters[each] in "CM" and _may_be_whole(stream, each, index)]
    parts = [each for each in near if stream.letters[each] in "CM" and _beside(stream, each, index)]
    low, high = _ends(stated)
    for part in parts:
        top = float(stream.number(part).value)
        for whole in wholes:
            bottom = float(stream.number(whole).value)
            if (
                0 < top < bottom
                and low <= top * 100 / bottom <= high
                and alike(stream.number(part), stream.number(whole))
            ):
                yield _far(Kind.PERCENT_OF_TOTAL, "part", stated, (stream.number(part), stream.number(whole)))
                return


def _beside(stream: Stream, part: int, share: int) -> bool:
    same = stream.sentence(part) == stream.sentence(share)
    return same or (0 < share - part <= BESIDE)


def _ends(number: Number, slack: float = 1e-9) -> tuple[float, float]:
    """All that a figure may stand for, without its sign."""
    low, high = float(number.span.low), float(number.span.high)
    low, high = (low, high) if low >= 0 else (max(0.0, -high), -low)
    return low - slack, high + slack


def _changes(stream: Stream, change: Change, turned: set[tuple[int, int]]) -> Iterator[Relation]:
    """The amount, the points and the per cent of a change between any two figures near by.

    What explains one of them must explain the other; only an amount that nothing explains is held against a level.
    """
    near = _levels_of(stream, change)
    own = [index for index in (change.amount, change.percent, change.points) if index is not None]
    pairs = {index: _explained(stream, change, index, near, turned) for index in own}
    yield from _direction(stream, change, [pair for pair in pairs.values() if pair is not None])
    amount, percent = change.amount, change.percent
    if amount is not None and percent is not None:
        size, share = pairs[amount], pairs[percent]
        if size is not None:
            pairs = {amount: size}
            yield _from(stream, change, percent, size, share is None and _is_close(stream, change, size))
        elif share is not None:
            told = "." in stream.number(percent).text and _is_close(stream, change, share)
            yield _from(stream, change, amount, share, told)
        if size is None:
            yield from _levels(stream, percent, amount, change.direction, near)
    yield from (_from(stream, change, index, pair) for index, pair in pairs.items() if pair is not None)


def _direction(stream: Stream, change: Change, pairs: list[tuple[int, int]]) -> Iterator[Relation]:
    """Which way it went: "842 in September have come down by 139 to 703"."""
    if pairs and change.direction and _is_close(stream, change, pairs[0]):
        old, new = (stream.number(index) for index in pairs[0])
        word = "rise" if change.direction > 0 else "fall"
        yield _far(Kind.FROM_TO_DIRECTION, "way", new, (old, new), change.direction, word)


def _levels_of(stream: Stream, change: Change) -> list[int]:
    place = bisect_left(stream.order, change.first)
    near = _around(stream, place, 10, 6, 1)
    return [each for each in near if each not in change.own and stream.letters[each] in "CMP"]


def _explained(
    stream: Stream, change: Change, index: int, near: list[int], turned: set[tuple[int, int]]
) -> tuple[int, int] | None:
    """The two figures near by between which the change is as stated."""
    stated, values, in_per_cent = stream.number(index), stream.values, index == change.percent
    low, high = _ends(stated)
    fitting = [each for each in near if values[each] > 0 and _measures(stated, stream.number(each))][:6]
    for old, new in permutations(fitting, 2):
        apart = values[new] - values[old]
        if apart * change.direction < 0 or not low <= abs(apart) * (100 / values[old] if in_per_cent else 1) <= high:
            continue
        if apart and (old, new) not in turned and alike(stream.number(old), stream.number(new)):
            return old, new
    return None


def _from(stream: Stream, change: Change, index: int, pair: tuple[int, int], firm: bool = False) -> Relation:
    kind = Kind.PERCENT_CHANGE if index == change.percent else Kind.ABSOLUTE_CHANGE
    old, new = (stream.number(each) for each in pair)
    return Relation(kind, "pair", stream.number(index), (old, new), change.direction, firm, "", True)


def _is_close(stream: Stream, change: Change, pair: tuple[int, int]) -> bool:
    """Does the pair stand in the sentence of the change, or in the one before, and the change not for each of several?"""
    if "p" in stream.letters[change.first : change.last + 4]:
        return False
    return all(0 <= stream.sentence(change.first) - stream.sentence(index) <= 1 for index in pair)


def _levels(stream: Stream, percent: int, amount: int, direction: int, near: list[int]) -> Iterator[Relation]:
    """A per cent and its amount beside any level near by."""
    size = stream.number(amount)
    larger = [each for each in near if stream.values[each] > stream.values[amount] and alike(stream.number(each), size)]
    for level in larger[:4]:
        yield _far(Kind.PERCENT_CHANGE, "level", stream.number(percent), (size, stream.number(level)), direction)


def _parted(stream: Stream, one: Change, other: Change) -> Iterator[Relation]:
    """ "220 fewer than in Quarter 1, a drop of 10%": the amount and the per cent of one change, said apart."""
    amount = one.amount if one.amount is not None else other.amount
    percent = one.percent if one.percent is not None else other.percent
    whole = one if one.percent == percent else other
    if amount is None or percent is None or whole.amount == amount or one.direction * other.direction < 0:
        return
    if stream.sentence(one.first) != stream.sentence(other.last):
        return
    near = _around(stream, bisect_left(stream.order, one.first), 6, 6)
    level = [each for each in near if each not in {amount, percent} and stream.letters[each] in "CM"]
    yield from _levels(stream, percent, amount, one.direction, level)


def _measures(stated: Number, level: Number) -> bool:
    """Can the one be a change of the other?"""
    if stated.sort is Sort.PERCENTAGE:
        return level.sort is not Sort.PERCENTAGE
    if level.sort is Sort.PERCENTAGE:
        return stated.sort is Sort.POINTS
    return stated.sort is not Sort.POINTS and alike(stated, level)


def _sums(stream: Stream, place: int, index: int, together: bool) -> Iterator[Relation]:
    """A figure that is exactly the sum of those that follow it or come before it, one after another."""
    stated = stream.number(index)
    if stream.values[index] < 10 and stream.values[index].is_integer():
        return
    order = stream.order
    for run in (order[place + 1 : place + 9], order[max(0, place - 8) : place][::-1]):
        parts = _run(stream, index, run)
        if len(parts) > 2 or (len(parts) == 2 and together):
            kind = Kind.SUM_OF_PARTS
            yield _far(kind, "parts", stated, tuple(stream.number(part) for part in sorted(parts)))
            return


def _run(stream: Stream, index: int, run: list[int]) -> list[int]:
    """The first figures of one kind that add up to one."""
    stated, value, reached = stream.number(index), stream.values[index], 0.0
    letters, values, letter = stream.letters, stream.values, stream.letters[index]
    parts: list[int] = []
    for each in run:
        if abs(each - index) > REACH:
            return []
        if letters[each] != letter or values[each] <= 0:
            continue
        if reached + values[each] > value + NEARLY or not alike(stated, stream.number(each)):
            if reached + values[each] > value:
                return []
            continue
        if parts and abs(stream.sentence(each) - stream.sentence(parts[-1])) > 1:
            return []
        parts.append(each)
        reached += values[each]
        if reached >= value - NEARLY:
            break
    exact = len(parts) > 1 and abs(reached - value) < NEARLY
    return parts if exact and sum(stream.number(part).value for part in parts) == stated.value else []


def _saying(stream: Stream, words: frozenset[str]) -> set[int]:
    """The sentences in which one of these words stands."""
    return {stream.sentence(at) for at, place in enumerate(stream.places) if stream.tokens[place].low in words}


def _rests(stream: Stream, place: int, index: int) -> Iterator[Relation]:
    """What is left of one figure when others are taken from it or added to it: the closing balance, the remainder."""
    stated = stream.number(index)
    before = [each for each in _around(stream, place, 10, 0) if alike(stream.number(each), stated)]
    for count in range(2, min(5, len(before)) + 1):
        whole, *others = sorted(before[:count], key=lambda each: -stream.values[each])
        sizes, wanted = [stream.values[other] for other in others], stream.values[index] - stream.values[whole]
        if not -sum(sizes) - NEARLY <= wanted <= sum(sizes):
            continue
        for signs in SIGNS[len(others)]:
            if abs(sum(map(mul, signs, sizes)) - wanted) < NEARLY:
                shown = "".join("+-"[sign < 0] for sign in signs)
                numbers = tuple(stream.number(each) for each in (whole, *others))
                yield _far(Kind.DIFFERENCE, "signed", stated, numbers, 0, f"+{shown}")
                return


OPENING = re.compile(r"(?:[|^;]|^)[oO]w?$")


def _opens(stream: Stream, index: int) -> bool:
    """ "Of the 180 outstanding": what the sentence before leaves."""
    return OPENING.search(stream.letters, max(0, index - 3), index) is not None


def _is_labelled_again(stream: Stream, place: int) -> bool:
    """ "Reserves at 1 April: £12.4m. Added: £2.1m. Used: £3.9m. Reserves at 31 March: £10.6m": as the third before it."""
    if place < 3 or stream.order[place] - stream.order[place - 3] > 40:
        return False
    one, other = (stream.bounds(stream.sentence(stream.order[each]))[0] for each in (place - 3, place))
    return one != other and list(stream.said(one, one + 2)) == list(stream.said(other, other + 2))


def _hundreds(stream: Stream, changing: set[int]) -> Iterator[Relation]:
    """Three shares and more, one after another in a sentence, that make exactly a hundred."""
    shares = [index for index in stream.order if stream.letters[index] == "P" and index not in changing]
    for _, group in groupby(shares, key=stream.sentence):
        places = list(group)[:12]
        for first in range(len(places) - 2):
            for last in range(first + 2, len(places)):
                run = tuple(stream.number(index) for index in places[first : last + 1])
                if sum(number.value for number in run) == 100:
                    yield _far(Kind.PERCENTAGES_SUM, "hundred", run[-1], run)


def _multiples(stream: Stream) -> Iterator[Relation]:
    """ "264 today; in 2021 there were 88. The number has trebled": of two figures near by, whichever way they stand."""
    for match in MULTIPLE.finditer(stream.letters):
        at = match.start()
        word = multiple(stream, at)
        times = stream.words.multiples.get(word)
        place = bisect_left(stream.order, at)
        near = [
            each for each in stream.order[max(0, place - 4) : place + 3] if abs(each - at) <= REACH // 2 and each != at
        ]
        for old, new in permutations(near, 2) if times else ():
            ratio = stream.values[new] / (stream.values[old] or 1.0) / float(times or 1)
            if 0.95 <= ratio <= 1.05 and alike(stream.number(old), stream.number(new)):
                numbers = (stream.number(old), stream.number(new))
                yield _far(Kind.RATIO, "times", numbers[1], numbers, 0, f"|{word}")
                break


MULTIPLE = re.compile("x")
TELLS_DISTANCE = re.compile(r"(?:[DvXV][^|^;]{0,9}|[udgjABXV][^|^;,]{0,6}b|[,e-]b)w?$")


def _distances(stream: Stream, place: int, index: int) -> Iterator[Relation]:
    """A gap, a margin, an overspend or "by so much", between two figures near by."""
    told = TELLS_DISTANCE.search(stream.letters, max(0, index - 12), index)
    if (
        told is None
        and stream.letters[index] != "Q"
        and stream.letters[index + 1 : index + 2] not in {"A", "B", "m", "l", "D", "v"}
    ):
        return
    stated = stream.number(index)
    near = [each for each in _around(stream, place) if measures(stated, stream.number(each))][:6]
    low, high = _ends(stated)
    for one, other in combinations(near, 2):
        first, second = stream.number(one), stream.number(other)
        if low <= abs(stream.values[one] - stream.values[other]) <= high and alike(first, second):
            yield _far(Kind.DIFFERENCE, "gap", stated, (first, second))
            return


def _means(stream: Stream, place: int, index: int) -> Iterator[Relation]:
    """The mean of the figures before, or one of two over the other."""
    first, _ = stream.bounds(stream.sentence(index))
    said = stream.letters[max(first, index - 6) : index + 5]
    if not set(said) & set("Gp"):
        return
    stated = stream.number(index)
    low, high = _ends(stated)
    before = _around(stream, place, 7, 2)
    same = [each for each in before if each < index and alike(stream.number(each), stated)]
    total = 0.0
    for count, each in enumerate(same, 1):
        total += float(stream.number(each).value)
        whole = count == len(same) or stream.sentence(same[count]) != stream.sentence(each) or each - same[count] > 14
        if whole and count > 1 and "G" in said and low <= total / count <= high:
            yield _far(Kind.AVERAGE, "mean", stated, tuple(stream.number(one) for one in same[:count][::-1]))
            return
    counts = [each for each in before if stream.letters[each] in "CM"]
    own = [each for each in counts if stream.sentence(each) == stream.sentence(index)]
    for one, other in combinations(own if len(own) > 1 else counts, 2):
        for top, bottom in ((stream.number(one), stream.number(other)), (stream.number(other), stream.number(one))):
            money = (top.sort is Sort.MONEY) == (stated.sort is Sort.MONEY) and bottom.sort is not Sort.MONEY
            times = 1000 if _in_thousandths(stream, top, stated) else 1
            if money and bottom.value > 1 and low <= float(top.value) * times / float(bottom.value) <= high:
                yield _far(Kind.AVERAGE, "each", stated, (top, bottom))
                return


def _in_thousandths(stream: Stream, whole: Number, stated: Number) -> bool:
    """Tonnes shared out in kilogrammes."""
    return stated.noun.partition(" ")[0] in stream.words.thousandths.get(whole.noun.partition(" ")[0], ())

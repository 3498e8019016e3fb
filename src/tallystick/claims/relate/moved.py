"""A change, a saving or a majority whose two figures stand apart: one in its sentence and one before, or both before.

"The precept is £42,600. Last year's was £39,710, so that it is up by £2,890"; "compared with the 9,200 of 2022/23 that is an increase
of 100%". Contradicted only where no other two figures can be meant, a word ties them, and the figure comes near or is a slip of the pen.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from tallystick.claims.model import Kind, Number, Relation, Sort
from tallystick.claims.relate.compared import FURTHEST
from tallystick.claims.relate.named import is_meant
from tallystick.claims.relate.nearness import is_near
from tallystick.claims.relate.pairs import alike, same_things
from tallystick.claims.relate.said import Change
from tallystick.claims.stream import Stream

# Beside a figure that is the earlier one of two.
TIMES, AHEAD = frozenset("cL"), 5
OF = re.compile(r"w{0,2}[io][wio]{0,2}(?P<amount>[CM])")
LEFT_OVER = re.compile("[vU]")
LEFT = re.compile(r"w{0,2}(?P<amount>[CM])")  # "that leaves 25 to catch up"
OF_MORE = re.compile("[wi]{0,3}[Hon]w")  # "savings of £2,500 are made on fuel"
TIED = frozenset("cLN")
MOST, LONG = 8, 3


def relations(stream: Stream, said: list[Change], changing: set[int]) -> Iterator[Relation]:
    """Every change, saving and majority of two figures that no pattern ties to it."""
    for change in said:
        if change.points is not None:
            yield from _in_points(stream, change)
        elif change.told:
            yield from _since(stream, change, changing)
            if change.direction:
                yield from _when(stream, change, changing)
    for at in stream.of_words(stream.words.relating.saved):
        if stream.letters[at] not in "vU":
            yield from _saved(stream, at, changing, False)
    for match in LEFT_OVER.finditer(stream.letters):
        yield from _saved(stream, match.start(), changing, True)
    for at in stream.of_words(stream.words.majority):
        if stream.letters[at] not in "vU":
            yield from _won(stream, at)


def _since(stream: Stream, change: Change, changing: set[int]) -> Iterator[Relation]:
    """The earlier figure in the sentence of the change, the later one before it."""
    first, _ = stream.bounds(stream.sentence(change.first))
    for index in sorted(change.own):
        stated = stream.number(index)
        own = [each for each in stream.claims(first, change.first) if _is_level(stream, each, index, changing)]
        earlier = [each for each in own if _is_earlier(stream, each, first) or _is_of_then(stream, each, change.first)]
        if not earlier or any(
            stream.values[each] != stream.values[earlier[-1]] and _is_like(stream, each, earlier[-1]) for each in own
        ):
            continue
        old = earlier[-1]
        before = [
            each
            for each in _before(stream, first)
            if _is_level(stream, each, index, changing) and _is_like(stream, each, old)
        ]
        before = [each for each in before if not _is_aim(stream, each)] if len(before) > 1 else before
        if len({stream.values[each] for each in before}) == 1:
            tied = _is_of_them(stream, change, old)
            yield from _moved(stated, stream.number(old), stream.number(before[-1]), change.direction, tied)


WHEN = re.compile(r"w?[ml]?[fHh][wLyn]{1,6}(?:,[wiLq]{1,5}(?P<old>[CM])|\((?P<set>[CM])\))")


def _in_points(stream: Stream, change: Change) -> Iterator[Relation]:
    """ "… 49%. The previous rate was 46.5%, so the rise is 2.5 points": the only share of its sentence and the only one of that before."""
    first, _ = stream.bounds(stream.sentence(change.first))
    own = [each for each in stream.claims(first, change.first) if stream.letters[each] == "P"]
    before = [each for each in stream.before(first) if stream.letters[each] == "P"]
    if change.points is None or len(own) != 1 or len(before) != 1:
        return
    if stream.words.following.isdisjoint(stream.said(own[0], change.points)):
        return
    stated, numbers = stream.number(change.points), (stream.number(own[0]), stream.number(before[0]))
    firm = is_near(numbers[0].value - numbers[1].value, stated.value)
    yield Relation(Kind.ABSOLUTE_CHANGE, "either", stated, numbers, change.direction, firm)


SPEAKS = re.compile("[qe]")


def _when(stream: Stream, change: Change, changing: set[int]) -> Iterator[Relation]:
    """ "46,200 last season, up by 2,200 on the season before, when 44,000 travelled": the earlier figure is told after the change.

    The later one may stand in the sentence before: "This is 210 fewer than in October 2024 (5,700)".
    """
    match = WHEN.match(stream.letters, change.last + 1)
    if match is None:
        return
    old, (first, _) = match.start(match.lastgroup or 0), stream.bounds(stream.sentence(change.first))
    if match.group("old") and stream.words.when.isdisjoint(stream.said(match.start(), old)):
        return
    for index in sorted(change.own):
        own = stream.claims(first, change.first) or (
            stream.before(first) if SPEAKS.match(stream.letters, first) else []
        )
        before = [each for each in own if _is_level(stream, each, index, changing) and _is_like(stream, each, old)]
        if before and _is_level(stream, old, index, changing):
            alone = len(before) == 1
            stated, numbers = stream.number(index), (stream.number(old), stream.number(before[-1]))
            yield from _moved(stated, *numbers, change.direction, alone)


def _is_of_them(stream: Stream, change: Change, old: int) -> bool:
    """ "That is a rise", "so that it grew", "since then": but "prosecutions rose by 40%" may be said of something else."""
    first, _ = stream.bounds(stream.sentence(old))
    first = max(first, stream.letters.rfind(",", first, old) + 1)
    between, before = frozenset(stream.said(old + 1, change.first)), frozenset(stream.said(first, old))
    named = {word for word in before & between if len(word) > LONG}
    since = (
        before & stream.words.since and before & stream.words.existing
    )  # but "since 2019, when staffing cost £139.1m"
    return bool(named or since or between & (stream.words.speaking | stream.words.following))


AIM = re.compile(r"wk")


def _is_aim(stream: Stream, index: int) -> bool:
    """ "The 500 kg target", "(target 21)": what is asked for is no level."""
    before = stream.letters[max(0, index - 3) : index].rpartition("(")[2]
    return "k" in before or AIM.match(stream.letters, index + 1) is not None or stream.letters[index + 1 :][:1] == "k"


def _moved(stated: Number, old: Number, new: Number, way: int, tied: bool) -> Iterator[Relation]:
    if not way:  # "so there has been a deterioration of £1.9m", whichever way is bad
        way, tied = (1 if new.value > old.value else -1), False
    apart = (new.value - old.value) * way
    if apart <= 0 or old.value <= 0 or not same_things(old, new):
        return
    if stated.sort is Sort.PERCENTAGE:
        shares = apart * 100 / old.value, apart * 100 / new.value  # of the wrong one of the two
        firm = tied and (is_near(shares[0], stated.value) or abs(shares[1] - stated.value) * 50 <= stated.value)
        yield Relation(Kind.PERCENT_CHANGE, "pair", stated, (old, new), way, firm, bound=firm)
    else:
        yield Relation(Kind.ABSOLUTE_CHANGE, "pair", stated, (old, new), way, tied and is_meant(apart, stated.value))


def _is_level(stream: Stream, index: int, change: int, changing: set[int]) -> bool:
    """Is it a figure that may have changed by so much, and no change itself?"""
    if index in changing or stream.letters[index] not in "CM":
        return False
    share = stream.letters[change] == "P"
    return share or (
        alike(stream.number(index), stream.number(change)) and stream.values[index] > abs(stream.values[change])
    )


def _is_like(stream: Stream, one: int, other: int) -> bool:
    """Are they of one unit, and neither more than twice the other?"""
    less, more = sorted((stream.values[one], stream.values[other]))
    return alike(stream.number(one), stream.number(other)) and 0 < more <= 2 * less


def _is_earlier(stream: Stream, index: int, first: int) -> bool:
    """ "Last year's precept was £39,710", "since it was compiled at £139.1m", "compared with the 9,200 of 2022/23"."""
    start = max(first, index - AHEAD)
    said = stream.letters[start : index + 1 + AHEAD]
    clause = max(first, stream.letters.rfind(",", first, index) + 1, index - 9)
    return not TIMES.isdisjoint(said) or not stream.words.since.isdisjoint(stream.said(clause, index))


def _is_of_then(stream: Stream, index: int, at: int) -> bool:
    """ "Changes were at 7.9 days in Q1 and have thus shortened": of a time from which it has moved since."""
    timed = "y" in stream.letters[index + 1 : min(index + 1 + AHEAD, at)]
    return timed and not stream.words.until_now.isdisjoint(stream.said(index + 1, at))


def _before(stream: Stream, first: int) -> list[int]:
    """The figures of the sentences before, within the paragraph."""
    start = max(0, stream.letters.rfind("^", 0, max(0, first - 1)) + 1, first - FURTHEST)
    return stream.claims(start, first)


def _saved(stream: Stream, at: int, changing: set[int], told: bool) -> Iterator[Relation]:
    """ "It cost £510,000 and was replaced by one costing £485,000. The saving is £25,000"; "The budget is £12.45m. The forecast is £13.12m.
    The overspend of £0.67m": of the only two levels before it, where words tie them or it needs none (`told`)."""
    match = (LEFT if stream.letters[at] == "U" else OF).match(stream.letters, at + 1)
    if match is None:
        return
    amount = match.start("amount")
    first, end = stream.bounds(stream.sentence(at))
    own = [each for each in stream.claims(first, end) if each != amount]
    if at - first > MOST or any(not told or stream.letters[each] == stream.letters[amount] for each in own):
        return
    levels = [each for each in _before(stream, first) if _is_level(stream, each, amount, changing)][-MOST:]
    pairs = {
        (stream.values[one], stream.values[other]): (one, other)
        for one, other in combinations(levels, 2)
        if stream.values[one] != stream.values[other] and _is_like(stream, one, other)
    }
    if len(pairs) != 1:
        return
    one, other = next(iter(pairs.values()))
    tied = not TIED.isdisjoint(stream.between(one, first)) or not stream.words.replacing.isdisjoint(
        stream.said(one, first)
    )
    if tied or told:
        stated, inputs = stream.number(amount), (stream.number(one), stream.number(other))
        worked = abs(inputs[0].value - inputs[1].value)
        firm = (told or inputs[0].value > inputs[1].value) and OF_MORE.match(stream.letters, amount + 1) is None
        yield Relation(Kind.DIFFERENCE, "apart", stated, inputs, 0, firm and is_meant(worked, stated.value))


def _won(stream: Stream, at: int) -> Iterator[Relation]:
    """ "31 voting for and 22 against, with 4 abstentions, a majority of 9"."""
    match = OF.match(stream.letters, at + 1)
    first, _ = stream.around(at)
    votes = [each for each in stream.claims(first, at) if stream.letters[each] == "C"][:2]
    if match is None or len(votes) < 2 or stream.letters[match.start("amount")] != "C":
        return
    said = frozenset(stream.said(max(first, votes[0] - AHEAD), at))
    if said.isdisjoint(stream.words.voting):
        return
    stated = stream.number(match.start("amount"))
    inputs = stream.number(votes[0]), stream.number(votes[1])
    worked = abs(inputs[0].value - inputs[1].value)
    if not stated.noun and stated.value < max(number.value for number in inputs):
        yield Relation(Kind.DIFFERENCE, "apart", stated, inputs, 0, is_meant(worked, stated.value))

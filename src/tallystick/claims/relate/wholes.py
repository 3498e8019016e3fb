"""Shares whose part, or whole, stands in another sentence: "Spend was £2.6m. That is 5% of the paybill of £52m", "84.6%. In numbers, 2,961 of 3,500".

What the words tie over the full stop may contradict where it comes near; a whole that other parts of the paragraph have by their own
shares is that of one more part, which is contradicted only where one digit is another or two stand in each other's place.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from tallystick.claims import digits
from tallystick.claims.model import Kind, Number, Relation, Sort
from tallystick.claims.relate.pairs import alike
from tallystick.claims.relate.parts import Member, as_share, holds, is_change
from tallystick.claims.stream import NUMBERS, Stream, cued

PLAIN = rf"[^{NUMBERS}|^#cfABXVudt]"
# "That is 8% of the half-year paybill of £52m": of what the sentence before came to.
THAT_IS = cued(
    rf"[|^](?:q?w?[ei]{{1,2}}|qw{{0,2}}e)[wo]{{0,2}}(?P<share>P)o{PLAIN}{{0,7}}?(?P<whole>[CM])", "P o", across=True
)
# "In absolute terms 2,961 of a cohort of 3,500 had both"; "In numbers: 1,911 measured, 474 above".
NEXT = 34
BACK = 80
REBASED = re.compile(r"[oOW]w{0,3}$")
FEWEST, SISTERLY = 2, 1.6
# "£3.99m or 76% of the total and waste for £0.63m or 21%": one that says of what it is, and one right after it that does not.
SISTERS = cued(
    rf"(?P<one>[CM])[wi]{{0,3}}(?:,?w?e[wo]{{0,2}}|,?\(w?)(?P<first>P)[oO](?:w{{1,3}}|wT|T)\)?[,;a|]{{1,2}}"
    rf"{PLAIN}{{0,9}}?(?P<other>[CM])[wi]{{0,3}}(?:,?w{{0,2}}[ewo]{{1,3}}|,?\(w?)(?P<second>P)(?![oO])",
    "P CM",
    across=True,
)


def relations(stream: Stream, members: list[Member]) -> Iterator[Relation]:
    """Every share that another sentence gives the part or the whole of."""
    yield from _that_is(stream)
    yield from _in_numbers(stream)
    yield from _of_the_same(stream, members)
    yield from _of_a_sister(stream)


def _share(stated: Number, part: Number, whole: Number, firm: bool, far: bool = False) -> Relation:
    return Relation(Kind.PERCENT_OF_TOTAL, "part", as_share(stated), (part, whole), 0, firm, far=far)


def _comes_near(stated: Number, part: Number, whole: Number, most: float) -> bool:
    """Is the share within so many times of the one stated, or out by a factor of ten?"""
    worked = float(part.value) * 100 / float(whole.value) / max(float(as_share(stated).value), 1e-9)
    return any(1 / most <= worked * ten <= most for ten in (0.1, 1, 10))


def _that_is(stream: Stream) -> Iterator[Relation]:
    for match in stream.matches(THAT_IS):
        share, whole = match.start("share"), match.start("whole")
        last = stream.number(whole)
        before = [each for each in stream.before(match.start() + 1) if alike(stream.number(each), last)]
        parts = [each for each in before if 0 < stream.values[each] < stream.values[whole]]
        if not parts or is_change(stream, share, True):
            continue
        part = stream.number(parts[-1])
        firm = len(before) == 1 and _comes_near(stream.number(share), part, last, 2)
        yield _share(stream.number(share), part, last, firm)


def _in_numbers(stream: Stream) -> Iterator[Relation]:
    """The share that the paragraph began with, in counts."""
    for end in _put_in_counts(stream):
        place = bisect_left(stream.order, end, key=lambda index: stream.number(index).start)
        told = [each for each in stream.order[place : place + 2] if stream.letters[each] in "CM"]
        earlier = [each for each in stream.order[max(0, place - 9) : place] if stream.letters[each] in "PR"]
        shares = [each for each in earlier if told and told[0] - each <= BACK and not is_change(stream, each)]
        if len(told) < 2 or not shares or not alike(stream.number(told[0]), stream.number(told[1])):
            continue
        part, whole = sorted((stream.number(each) for each in told), key=lambda number: number.value)
        if part.value <= 0 or told[1] - told[0] > NEXT:
            continue
        for at, share in enumerate(shares):
            stated = stream.number(share)
            yield _share(stated, part, whole, not at and _comes_near(stated, part, whole, 1.34), at > 0)


def _put_in_counts(stream: Stream) -> Iterator[int]:
    """Where "in absolute terms", "in number terms" or "in numbers" ends."""
    relating = stream.words.relating
    for last in relating.counts:
        at = stream.text.find(last)
        while at >= 0:
            said = stream.text[max(0, at - 24) : at].lower().split()
            if said and (
                said[-1] in stream.words.counting or (said[-1] in relating.counted_in and last in relating.plain_counts)
            ):
                yield at + len(last)
            at = stream.text.find(last, at + 1)


def _of_the_same(stream: Stream, members: list[Member]) -> Iterator[Relation]:
    """ "Of 936 attendances 515 were at weekends (55.0%) and 318 under 25 (34.0%). Alcohol was noted in 608, or 65.0%": the whole of both."""
    for at, (part, share) in enumerate(members):
        first, _ = stream.bounds(stream.sentence(part))
        if REBASED.search(stream.letters, max(first, part - 4), part) or stream.letters[share + 1 : share + 2] in {
            "o",
            "O",
        }:
            continue
        sisters = [pair for pair in members[max(0, at - 4) : at] if part - max(pair) <= BACK]
        if len(sisters) < FEWEST or "^" in stream.letters[min(sisters[0]) : part]:
            continue
        for whole in _shared(stream, sisters, part):
            stated, a_part, a_whole = stream.number(share), stream.number(part), stream.number(whole)
            firm = _is_slip(stated, float(a_part.value * 100 / a_whole.value))
            apart = stream.sentence(part) != stream.sentence(sisters[-1][0])
            if not firm and not apart and sum(stream.values[each] for _, each in sisters) + stream.values[share] != 100:
                firm = _comes_near(stated, a_part, a_whole, SISTERLY)
            yield _share(stated, a_part, a_whole, firm)


def _shared(stream: Stream, sisters: list[Member], part: int) -> list[int]:
    """The one count before them of which each has its share."""
    at = bisect_left(stream.order, min(sisters[0]))
    found = [
        index
        for index in stream.order[max(0, at - 4) : at]
        if stream.letters[index] in "CM"
        and min(sisters[0]) - index <= BACK
        and stream.values[index] > stream.values[part] > 0
        and alike(stream.number(index), stream.number(part))
        and all(holds(stream, pair, index) for pair in sisters[-FEWEST:])
    ]
    return found[-1:]


def _is_slip(stated: Number, worked: float) -> bool:
    """Are two neighbouring digits in each other's place, or one of them another?"""
    if stated.sort is not Sort.PERCENTAGE:
        return False
    places = len(stated.text.partition(".")[2].rstrip("% percnt"))
    said, right = f"{float(stated.value):.{places}f}", f"{worked:.{places}f}"
    said, right = digits.only(said), digits.only(right)
    return digits.is_mistyped(said, right) or digits.is_swapped(said, right)


def _of_a_sister(stream: Stream) -> Iterator[Relation]:
    """ "Unclassified roads are 487.44 km, that is 60% of the network; A roads 97.5 km, so 18%": both are of the same whole."""
    for match in stream.matches(SISTERS):
        one, first, other, second = (match.start(name) for name in ("one", "first", "other", "second"))
        if is_change(stream, first) or is_change(stream, second) or "W" in match.group():
            continue
        at = bisect_left(stream.order, one)
        wholes = [
            index
            for index in stream.order[max(0, at - 6) : at]
            if stream.letters[index] in "CM"
            and one - index <= BACK
            and stream.values[index] > max(stream.values[one], stream.values[other])
            and min(stream.values[one], stream.values[other]) > 0
            and alike(stream.number(index), stream.number(one))
            and alike(stream.number(index), stream.number(other))
            and holds(stream, (one, first), index)
        ]
        if not wholes:
            continue
        stated, part = stream.number(second), stream.number(other)
        told = [each for each in wholes if holds(stream, (other, second), each)] or wholes
        whole = min(told, key=lambda each: abs(stream.values[one] * 100 / stream.values[each] - stream.values[first]))
        worked = float(part.value * 100 / stream.number(whole).value)
        firm = _is_slip(stated, worked) or _comes_near(stated, part, stream.number(whole), SISTERLY)
        yield _share(stated, part, stream.number(whole), firm)

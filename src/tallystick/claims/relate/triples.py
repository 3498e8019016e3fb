"""Three figures and no others in a sentence, of which one is how far apart the other two are, or the one over the other.

A word beside it tells which one that is ("by £0.6m", "£0.6m under", "6 points short", "£300 a place"). What holds is confirmed,
and what does not is contradicted where it comes near.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from tallystick.claims.model import Kind, Relation, Sort
from tallystick.claims.relate.nearness import is_near
from tallystick.claims.relate.pairs import alike
from tallystick.claims.relate.ties import OF_ANOTHER_TIME
from tallystick.claims.stream import Stream
from tallystick.claims.tokens import low

TOLD_BEFORE = re.compile(r"(?:[Dv][^CMPQKR|^;]{0,6}|b|U)w?$")
TOLD_AFTER = re.compile(r"w?[vD]")
EACH = re.compile(r"(?:w?p|HG)w{0,2}(?=[|,;)^]|$)")
PRICE = re.compile(r"(?:[e,(:|^;-]w?|^w|G[wio]{0,3}|pw{1,2}[io]{0,2})$")
NAMED = re.compile(r"(?:Gw{0,2}[io]?|pw{1,2}i)$")
MOVING = frozenset("udgjfts")
HALF, TWICE = Decimal("0.45"), Decimal("2.2")


def relations(stream: Stream, changing: set[int]) -> Iterator[Relation]:
    """Every distance, remainder and price for one in a sentence of three figures."""
    for sentence in range(1, len(stream.starts) + 1):
        first, end = stream.bounds(sentence)
        found = stream.claims(first, end, 4)
        if len(found) == 3:
            yield from _points(stream, found, first, end)
            yield from _distance(stream, found, changing)
            yield from _price(stream, found)


def _points(stream: Stream, found: list[int], first: int, end: int) -> Iterator[Relation]:
    """ "62% against a target of 71%, 9 points short": points between the only two per cents, where nothing moved."""
    apart = [index for index in found if stream.letters[index] == "Q"]
    shares = [index for index in found if stream.letters[index] == "P"]
    if len(apart) != 1 or len(shares) != 2 or set(stream.letters[first:end].replace("gh", "")) & (MOVING | {"L"}):
        return
    one, other, stated = (stream.number(index) for index in (*shares, *apart))
    worked = abs(one.value - other.value)
    firm = not {"D", "G"} <= set(stream.letters[first:end]) and HALF * stated.value <= worked <= TWICE * stated.value
    yield Relation(Kind.DIFFERENCE, "gap", stated, (one, other), 0, firm)


def _distance(stream: Stream, found: list[int], changing: set[int]) -> Iterator[Relation]:
    """ "£7.6m against a budget of £8.0m, £0.4m under"; "after £2.5m was drawn from £14.6m, £12.1m remains"."""
    if changing & set(found) or any(stream.letters[index] not in "CM" for index in found):
        return
    told = [index for index in found if _is_distance(stream, index)]
    if len(told) == 1 and OF_ANOTHER_TIME.search(stream.letters, found[0], told[0]):
        return
    if len(told) != 1 or set(stream.letters[found[0] : found[2]]) & set("udgjx"):
        return
    one, other = (stream.number(index) for index in found if index != told[0])
    stated = stream.number(told[0])
    if alike(one, other) and alike(stated, one):
        larger, smaller = (one, other) if one.value >= other.value else (other, one)
        worked = larger.value - smaller.value
        told_by = set(stream.letters[found[0] : found[2]]) & {"X", "V"}  # "exceeds the budget of £20.0m by £1.1m"
        near = HALF * stated.value <= worked <= TWICE * stated.value if told_by else is_near(worked, stated.value)
        near = near and worked > 0 and stated.value < larger.value
        yield Relation(Kind.DIFFERENCE, "gap", stated, (larger, smaller), 0, near)


def _is_distance(stream: Stream, index: int) -> bool:
    if stream.letters[index - 1 : index] == "W":
        return False  # "45 volunteers, of whom 32 remain active"
    if " ".join(stream.said(max(0, index - 2), index)) in stream.words.relating.next_after:
        return False
    if TOLD_BEFORE.search(stream.letters, max(0, index - 9), index) or TOLD_AFTER.match(stream.letters, index + 1):
        return True
    last = index + (3 if stream.letters[index + 1 : index + 2] == "i" else 2)
    after = stream.claims(index + 1, last, 1)
    return not stream.words.distances.isdisjoint(stream.said(index + 1, min(after, default=last)))


def _price(stream: Stream, found: list[int]) -> Iterator[Relation]:
    """ "£36,000 for 120 places, or £300 a place": the one that is for each of what another counts."""
    for index in found:
        others = [each for each in found if each != index]
        counts = [each for each in others if stream.letters[each] == "C"]
        if (
            stream.letters[index] not in "CM"
            or not counts
            or not (
                PRICE.search(stream.letters[max(0, index - 5) : index])
                or not stream.words.at.isdisjoint(stream.said(index - 1, index))
            )
        ):
            continue
        for count in counts:
            whole = next(each for each in others if each != count)
            stated, total, many = (stream.number(each) for each in (index, whole, count))
            if (
                alike(total, stated)
                and many.value > 1
                and many.value == many.value.to_integral()
                and total.value > stated.value
                and _for_each(stream, index, count)
            ):
                yield Relation(
                    Kind.AVERAGE, "each", stated, (total, many), 0, is_near(total.value / many.value, stated.value)
                )


def _for_each(stream: Stream, price: int, count: int) -> bool:
    """ "A place", where places are counted; or "each"."""
    noun = stream.number(count).noun.partition(" ")[0]
    if NAMED.search(stream.letters[max(0, price - 5) : price]):
        return noun != "" and noun not in stream.words.time  # "at an average of £250"; "the cost per place is £250"
    after = stream.numbers[price].last + 1
    if stream.number(price).sort is Sort.COUNT and stream.number(price).noun:
        after += 0 if low(stream.tokens, after) in stream.words.articles else 1
    if low(stream.tokens, after) in stream.words.articles | stream.words.rows.per and noun:
        named = low(stream.tokens, after + 1)
        closed = not low(stream.tokens, after + 2).isalnum()
        return closed and len(named) > 2 and noun.startswith(named[:-1])
    return EACH.match(stream.letters, price + 1) is not None

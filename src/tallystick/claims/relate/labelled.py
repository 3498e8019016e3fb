"""Figures told after a list that are called as some of its parts are.

As in "recycled 24,600; composted 13,200; energy 39,000 … recycling and composting together were 37,800", and "34 are green, 17 amber and
11 red. In percentage terms: 55% green, 27% amber, 18% red".
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate.by_name import called, is_edge, listed
from tallystick.claims.relate.pairs import alike
from tallystick.claims.relate.parts import is_change
from tallystick.claims.stream import Stream

# So many first letters tell a word: "recycled" and "recycling".
STEM = 6
REACH, BACK, FEWEST, MOST = 60, 70, 3, 9
NEAR, WIDE = 1.25, 2.0
PARTED = re.compile(r"[,;a^]")
NO_LIST = frozenset("udcABXVWtb")


def relations(stream: Stream) -> Iterator[Relation]:
    """Sums of parts that are named again, and shares in the order of a list."""
    yield from _named_together(stream)
    yield from _in_order(stream)


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word[:STEM] for word in words)


def _named_together(stream: Stream) -> Iterator[Relation]:
    """ "Adult stock all told came to £57,600", after adult fiction, adult non-fiction, children and large print."""
    for total in stream.order:
        if stream.letters[total] not in "CM" or not _is_told(stream, total):
            continue
        run = _list_before(stream, total)
        said = _stems(_said_before(stream, total))
        named = [index for index in run if _stems(called(stream, index)) & said]
        if not 1 < len(named) < len(run):
            continue
        reached = sum(stream.values[index] for index in named) / max(stream.values[total], 1e-9)
        numbers = tuple(stream.number(index) for index in named)
        firm = 1 / NEAR <= reached <= NEAR and _all_named(stream, named, said) and _are_of_one(stream, run, total)
        yield Relation(Kind.SUM_OF_PARTS, "parts", stream.number(total), numbers, 0, firm)


def _is_told(stream: Stream, total: int) -> bool:
    """Does its sentence say before it that it is of several together?"""
    first, _ = stream.around(total, 14)
    words, relating = stream.said(first, total), stream.words.relating
    return not relating.told.isdisjoint(words) or any(phrase in " ".join(words) for phrase in relating.all_told)


def _said_before(stream: Stream, total: int) -> frozenset[str]:
    first, _ = stream.around(total, 14)
    own = stream.claims(first, total)
    return _names(stream, own[-1] + 1 if own else first, total)


def _names(stream: Stream, first: int, last: int) -> frozenset[str]:
    unnamed = stream.words.unnaming, stream.words.relating.told
    return frozenset(
        low
        for low in stream.said(first, last)
        if low[0].isalpha() and len(low) > 2 and low not in unnamed[0] and low not in unnamed[1]
    )


def _all_named(stream: Stream, named: list[int], said: frozenset[str]) -> bool:
    """One word that all of them have, or one of its own for each."""
    stems = [_stems(called(stream, index)) & said for index in named]
    return bool(frozenset.intersection(*stems)) or all(
        stem - frozenset().union(*(other for other in stems if other is not stem)) for stem in stems
    )


def _are_of_one(stream: Stream, run: list[int], total: int) -> bool:
    """Is what is counted named with the list, if at all? "Abbey and Castle together lent 5,400 books" is no sum of visits."""
    noun = stream.number(total).noun.partition(" ")[0]
    if not noun or stream.letters[total] == "M":
        return True
    first, _ = stream.around(run[0], 14)
    return noun[:STEM] in {low[:STEM] for low in stream.said(first, min(run[-1] + 5, total))}


def _list_before(stream: Stream, total: int) -> list[int]:
    """The longest run of figures of its unit in the sentences before, each after a comma or the like; shares in brackets are passed over."""
    first, _ = stream.bounds(stream.sentence(total))
    at, start = bisect_left(stream.order, first - BACK), bisect_left(stream.order, first)
    run: list[int] = []
    best: list[int] = []
    for index in stream.order[at:start]:
        if stream.letters[index] != stream.letters[total] or not alike(stream.number(index), stream.number(total)):
            continue
        between = stream.between(run[-1], index) if run else ""
        follows = run and len(between) <= 14 and PARTED.search(between) and not NO_LIST & set(between)
        run = [*run, index] if follows else [index]
        best = run if len(run) >= len(best) else best
    return best


def _in_order(stream: Stream) -> Iterator[Relation]:
    """As many shares as a list has parts, the next figures after it, each with the name of the part in its place."""
    for whole, run in listed(stream):
        if not FEWEST <= len(run) <= MOST:
            continue
        at = bisect_left(stream.order, run[-1]) + 1
        shares = stream.order[at : at + len(run)]
        if (
            len(shares) < len(run)
            or shares[0] - run[-1] > REACH
            or any(stream.letters[share] != "P" or is_change(stream, share) for share in shares)
        ):
            continue
        if any(_are_called_alike(stream, run, shares, side) for side in (_after, _before)):
            yield from _shares(stream, whole, run, shares)


def _after(stream: Stream, index: int) -> frozenset[str]:
    end = index + 1
    while end < min(index + 5, len(stream.letters)) and not is_edge(stream, end):
        end += 1
    return _stems(_names(stream, index + 1, end))


def _before(stream: Stream, index: int) -> frozenset[str]:
    first = index
    while first > max(0, index - 4) and not is_edge(stream, first - 1):
        first -= 1
    return _stems(_names(stream, first, index))


Side = Callable[[Stream, int], frozenset[str]]


def _are_called_alike(stream: Stream, run: list[int], shares: list[int], side: Side) -> bool:
    """Has each share a word in common with the part in its place, and with no other?"""
    names = [side(stream, index) for index in run]
    said = [side(stream, index) for index in shares]
    return all(
        (one & other) - frozenset().union(*(each for at, each in enumerate(names) if at != place))
        for place, (one, other) in enumerate(zip(names, said, strict=True))
    )


def _shares(stream: Stream, whole: int, run: list[int], shares: list[int]) -> Iterator[Relation]:
    for share, part in zip(shares, run, strict=True):
        worked = stream.values[part] * 100 / stream.values[whole]
        firm = 1 / WIDE <= worked / max(stream.values[share], 1e-9) <= WIDE
        inputs = stream.number(part), stream.number(whole)
        yield Relation(Kind.PERCENT_OF_TOTAL, "part", stream.number(share), inputs, 0, firm)

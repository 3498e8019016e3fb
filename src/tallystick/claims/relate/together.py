"""Figures taken together that do not stand side by side: votes for and against, the parts and the wholes of two, the largest of a list.

As in "31 for and 22 against, a majority of 9", "75 attempts with 12 sales and 40 with 6: in total 18 sales in 115 attempts" and "the three
largest come to £200k".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import permutations

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import NUMBERS, Stream, cued

MAJORITY = cued(r"wo(?P<stated>C)", "o C")
BOTH = cued(
    rf"[|^;:](?:[wqa]{{0,2}}T|Tw{{0,2}}),?[wqi]{{0,3}}(?P<one>[CM])[^{NUMBERS}|^#xcud]{{1,7}}?(?P<other>[CM])",
    "T",
    across=True,
)
MANY = re.compile(r"C?w{1,2}")
SOFT = rf"[^{NUMBERS}|^#cudfkABXV]"
SUMMED = re.compile(rf"{SOFT}{{1,18}}?(?P<stated>[CM])")
FEWEST, NEAR, BACK, SMALL = 2, 0.2, 60, 3


def relations(stream: Stream) -> Iterator[Relation]:
    """Every such figure with those it is made of."""
    yield from _majorities(stream)
    yield from _both(stream)
    yield from _largest(stream)


def _majorities(stream: Stream) -> Iterator[Relation]:
    """Votes for less votes against, where the sentence gives both."""
    for match in stream.matches(MAJORITY):
        if stream.tokens[stream.places[match.start()]].low not in stream.words.majorities:
            continue
        stated = match.start("stated")
        first, _ = stream.bounds(stream.sentence(stated))
        if not stream.words.not_yet.isdisjoint(stream.said(max(first, stated - 6), stated)):
            continue  # "it needed a majority of 29"
        named = stream.number(stated).noun.partition(" ")[0]
        if named.endswith(stream.words.figures.plural) and named not in stream.words.relating.ballots:
            continue  # "a majority of 60 respondents lived outside"
        votes = [each for each in stream.claims(first, stated) if stream.letters[each] == "C"]
        sides = [next((each for each in votes if _is_said(stream, each, words)), None) for words in _sides(stream)]
        if None not in sides and sides[0] != sides[1]:
            numbers = sorted((stream.number(each) for each in sides if each is not None), key=lambda each: -each.value)
            yield Relation(Kind.DIFFERENCE, "signed", stream.number(stated), tuple(numbers), 0, True, words="+-")


def _sides(stream: Stream) -> tuple[frozenset[str], frozenset[str]]:
    return stream.words.voting_for, stream.words.voting_against


def _is_said(stream: Stream, index: int, words: frozenset[str]) -> bool:
    """Does one of the three words after a figure, before the next, say it?"""
    end = next((at for at in range(index + 1, index + 4) if at in stream.numbers), index + 4)
    return not words.isdisjoint(stream.said(index + 1, min(end, len(stream.letters))))


def _both(stream: Stream) -> Iterator[Relation]:
    """Two sums at once, over four figures of which two were parts and two their wholes: if one holds, the other must."""
    for match in stream.matches(BOTH):
        one, other = match.start("one"), match.start("other")
        start = match.start() + 1
        own = {low for low in stream.said(start, stream.letters.index("T", start)) if len(low) > SMALL}
        words = stream.words
        if own - words.together - words.results - words.referring - words.pointing - words.unnaming:
            continue  # "Suspensions came to 18": a total of something else
        before = [each for each in _before(stream, start) if stream.letters[each] in "CM"][-4:]
        if len(before) != 4 or any(stream.letters[each] != stream.letters[before[0]] for each in (*before, one, other)):
            continue
        couples = [sorted(couple, key=stream.values.__getitem__) for couple in (before[:2], before[2:])]
        (first, second), (third, fourth) = couples  # each a part and its whole
        for mine, others in permutations(((first, third), (second, fourth))):
            yield from _sums(stream, (one, mine), (other, others))


def _sums(stream: Stream, one: tuple[int, tuple[int, int]], other: tuple[int, tuple[int, int]]) -> Iterator[Relation]:
    off = [
        abs(sum(stream.values[each] for each in parts) / stream.values[total] - 1) if stream.values[total] else 1.0
        for total, parts in (one, other)
    ]
    if min(off) > 0 or max(off) > NEAR:
        return
    for total, parts in (one, other):
        numbers = tuple(stream.number(each) for each in parts)
        yield Relation(Kind.SUM_OF_PARTS, "parts", stream.number(total), numbers, 0, True, bound=True)


def _largest(stream: Stream) -> Iterator[Relation]:
    """ "The three largest account for £200k": so many of the list of the sentences before."""
    for many, found in stream.numbers.items():
        count = int(found.number.value) if found.worded and 2 <= found.number.value <= 5 else 0
        if not count:
            continue
        beside = set(stream.said(max(0, many - 1), min(many + 3, len(stream.letters))))
        most, least = bool(beside & stream.words.largest), bool(beside & stream.words.smallest)
        match = SUMMED.match(stream.letters, many + 1) if most != least else None
        if match is None or not _is_told(stream, many, match.start("stated")):
            continue
        parts = _list_before(stream, many, match.start("stated"))
        if len(parts) <= count:
            continue
        taken = sorted(parts, key=lambda each: stream.values[each], reverse=most)[:count]
        reached = sum(stream.values[each] for each in taken) / max(stream.values[match.start("stated")], 1e-9)
        numbers = tuple(stream.number(each) for each in sorted(taken))
        firm = 1 / (1 + NEAR) <= reached <= 1 + NEAR
        yield Relation(Kind.SUM_OF_PARTS, "parts", stream.number(match.start("stated")), numbers, 0, firm)


def _is_told(stream: Stream, many: int, stated: int) -> bool:
    """Do they come to it, make it up or account for it?"""
    said = frozenset(stream.said(max(many, stated - 4), stated))
    return bool(set(stream.letters[max(many, stated - 4) : stated]) & set("eT") or said & stream.words.portions)


def _before(stream: Stream, index: int) -> list[int]:
    """The figures not far before a letter."""
    return stream.order[bisect_left(stream.order, index - BACK) : bisect_left(stream.order, index)]


def _list_before(stream: Stream, index: int, stated: int) -> list[int]:
    """The longest run of figures of one unit, each after a comma or the like, in the sentences before."""
    run: list[int] = []
    best: list[int] = []
    for each in _before(stream, index):
        follows = run and len(stream.between(run[-1], each)) <= 8 and set(stream.between(run[-1], each)) & set(",;a^")
        same = stream.letters[each] == stream.letters[stated] and alike(stream.number(each), stream.number(stated))
        run = ([*run, each] if follows else [each]) if same else []
        best = run if len(run) > len(best) else best
    return best

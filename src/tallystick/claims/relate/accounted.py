"""A total, and what it is made of told after it, sentence by sentence: "110 complaints came in … Eight were withdrawn … 59 … the other 43".

All figures of its unit that follow are its parts, but for what they are compared with, what they changed by, and the total named again.
Such a sum only confirms, but for parts of one sentence that begins with their whole: "of the 26, 14 were referred by schools, 9 by health
visitors and 6 by the police" are too many, where they are so by a little. What many belong to twice comes to more.
"""

import re
from collections.abc import Iterator
from itertools import combinations, takewhile

from tallystick.claims.model import Closeness, Kind, Relation
from tallystick.claims.relate.pairs import Pair, alike
from tallystick.claims.stream import Stream, cued
from tallystick.claims.tokens import DASHES

AHEAD, FAR, MOST_PARTS = 16, 200, 8
# A smaller total is made by chance too often, if no word says that the figures are its parts; and if one does, one smaller than a few.
LEAST_TOTAL, FEW, EQUAL = 40, 4, 1e-6
# Of the whole that opens a sentence, and of one with "of which" after it.
OPENED = (
    cued(r"(?:(?<=[|^])|^)w?[oO]w{0,2}(?P<whole>[CM])", "oO CM"),
    cued(r"(?P<whole>[CM])[wonyH]{0,6},?[oO]?W", "W"),
    cued(r"(?P<whole>[CM])[wony]{0,6}[:;]", ":;"),
    cued(r"(?P<whole>[CM])w{0,4}\|(?=C[wi])", "C", across=True),
)
TOO_MANY, TOO_FEW = 1.12, 0.9
# So many letters from its figure a label may stand.
BESIDE = 4
# "42 were not", "42 did not yet": the end of a clause.
NOT = re.compile(r"[wig]{0,3}!w?(?=[|,;:)^]|$)")
# Of a part, or of something else.
NO_PART = frozenset("IFfcABXVr")
# "The 76 of a year before", "against a target of 85": beside what something else is set.
OBJECT = re.compile(r"[hHcfkABXV][wLyZon]{0,4}$")
PART = re.compile(r"[Wr]")
LAST = re.compile(r"[Te][wio]{0,3}$")


def relations(stream: Stream, held: list[Pair], changing: set[int]) -> Iterator[Relation]:
    """Every total whose parts follow it."""
    others = changing | {pair.old for pair in held}
    for place, total in enumerate(stream.order):
        if stream.letters[total] in "CM" and stream.values[total] >= FEW and total not in others:
            yield from _made(stream, place, others)
            yield from _told_last(stream, place, others)
    for match in stream.matches(*OPENED):
        yield from _held(stream, match.start("whole"), match.end(), others)


def _held(stream: Stream, whole: int, at: int, others: set[int]) -> Iterator[Relation]:
    """Parts that are all figures of the sentence of a whole that opens it, or stands alone before it: a little more, or too few where none is left out."""
    first, end = stream.bounds(stream.sentence(at))
    if whole < first and any(each != whole for each in stream.before(first)):
        return
    parts = [index for index in stream.claims(whole + 1, end) if stream.letters[index] != "P"]
    if not 1 < len(parts) <= MOST_PARTS:
        return
    if whole < first and "r" in stream.between(parts[-2], parts[-1]):
        return  # "and the other 91": that is held against what is left
    if all(may_be_part(stream, whole, index, others) for index in parts):
        reached, wanted = sum(stream.values[index] for index in parts), stream.values[whole]
        inputs = tuple(stream.number(index) for index in parts)
        listed = "a" in stream.between(parts[-2], parts[-1]) and ";" not in stream.between(whole, parts[0])
        firm = listed and wanted < reached <= TOO_MANY * wanted
        firm = firm or (TOO_FEW * wanted <= reached <= TOO_MANY * wanted and _are_all(stream, whole, parts, end))
        yield Relation(Kind.SUM_OF_PARTS, "parts", stream.number(whole), inputs, 0, firm)


def _are_all(stream: Stream, whole: int, parts: list[int], end: int) -> bool:
    """Do the words leave no other part: "£22m is internal and £39m external", "96 were in work and 52 were not"?"""
    if NO_PART.intersection(stream.letters[whole:end]) or _names_rest(stream, whole, parts, end):
        return False
    if len(parts) == 2 and NOT.match(stream.letters, parts[-1] + 1):
        return True
    ends = [*parts[1:], end]
    after = [_words(stream, part + 1, min(last, part + 1 + BESIDE)) for part, last in zip(parts, ends, strict=True)]
    before = [
        _words(stream, max(last + 1, part - BESIDE), part) for last, part in zip([whole, *parts], parts, strict=False)
    ]
    return any(_are_labels(labels, said) for labels in stream.words.complements for said in (after, before))


def _words(stream: Stream, first: int, last: int) -> str:
    """The words from one letter up to another, parted by spaces; none from "the" on: "45 are in the capital programme"."""
    said = takewhile(lambda word: word not in stream.words.others.determiners, stream.said(first, last))
    return f" {' '.join(word for word in said if word not in DASHES)} "


def _are_labels(labels: frozenset[str], said: list[str]) -> bool:
    """Is each said of one part, and of each part one?"""
    found = [[label for label in labels if f" {label} " in words] for words in said]
    return len(labels) == len(said) and all(len(each) == 1 for each in found) and {each[0] for each in found} == labels


def _names_rest(stream: Stream, whole: int, parts: list[int], end: int) -> bool:
    """Does the sentence, or the next, tell of others, or give what is missing?"""
    missing = abs(stream.values[whole] - sum(stream.values[part] for part in parts))
    last = stream.bounds(stream.sentence(end))[1] if end < len(stream.letters) else end
    near = [each for each in stream.claims(whole - FAR, last) if each not in parts]
    if "r" in stream.letters[end:last] or any(abs(stream.values[each] - missing) <= EQUAL for each in near):
        return True
    said = f" {' '.join(stream.said(whole, last))} "
    return any(f" {phrase} " in said for phrase in stream.words.residues | stream.words.relating.not_told)


def _told_last(stream: Stream, place: int, others: set[int]) -> Iterator[Relation]:
    """ "1,163 came back … just 82 replies … another 18, making 1,263": the only way to make it of figures before it in its paragraph."""
    total = stream.order[place]
    if stream.values[total] < LEAST_TOTAL or LAST.search(stream.letters, max(0, total - 5), total) is None:
        return
    start = max(total - FAR, stream.letters.rfind("^", max(0, total - FAR), total))
    before = [
        index
        for index in stream.order[max(0, place - AHEAD) : place]
        if index > start and may_be_part(stream, total, index, others)
    ][-MOST_PARTS:]
    wanted = stream.values[total]
    ways = [
        some
        for many in range(2, len(before) + 1)
        for some in combinations(before, many)
        if abs(sum(stream.values[each] for each in some) - wanted) <= EQUAL
    ]
    if len(ways) == 1:
        inputs = tuple(stream.number(each) for each in ways[0])
        yield Relation(Kind.SUM_OF_PARTS, "parts", stream.number(total), inputs, 0, False, far=True, faint=True)


def _made(stream: Stream, place: int, others: set[int]) -> Iterator[Relation]:
    """The figures after a total, one after the other, until they make it."""
    total = stream.order[place]
    stated, wanted = stream.number(total), stream.values[total]
    if stated.per is not None or stated.closeness is not Closeness.AS_GIVEN:
        return
    end = stream.letters.find("^", total, total + FAR)
    parts: list[int] = []
    left = wanted
    for index in stream.order[place + 1 : place + 1 + AHEAD]:
        if index - total > FAR or (0 <= end < index) or len(parts) == MOST_PARTS:
            return
        if not may_be_part(stream, total, index, others):
            continue
        parts.append(index)
        left -= stream.values[index]
        if left <= EQUAL:
            if left >= -EQUAL and _are_told(stream, total, parts):
                inputs = tuple(stream.number(each) for each in parts)
                yield Relation(Kind.SUM_OF_PARTS, "parts", stated, inputs, 0, False, far=True, faint=True)
            return


def may_be_part(stream: Stream, total: int, index: int, others: set[int], larger: bool = False) -> bool:
    """Is it of the unit of the total, not set against anything, and less than it, or of any size if it may be `larger`?"""
    if index in others or stream.letters[index] != stream.letters[total]:
        return False
    if not stream.values[index] > 0 or not (larger or stream.values[index] < stream.values[total]):
        return False
    if not alike(stream.number(index), stream.number(total)):
        return False
    first, _ = stream.bounds(stream.sentence(index))
    return OBJECT.search(stream.letters, max(first, index - 6), index) is None


def _are_told(stream: Stream, total: int, parts: list[int]) -> bool:
    """Does a word say that they are of it ("of these", "the other 43"), or are they many, or is the total large?"""
    if len(parts) < 2:
        return False
    if PART.search(stream.letters, total, parts[-1] + 3):
        return True
    return len(parts) > 2 and stream.values[total] >= LEAST_TOTAL

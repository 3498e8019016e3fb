"""Shares in words: "sixty of those refused … one in six", "nearly a third, 118", "for every £1 … 62p", "that's about 1 in 4".

What the share is of is told by a word that it has in common with a count, or by another share of the same whole beside it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from tallystick.claims.model import Interval, Kind, Number, Relation, Sort
from tallystick.claims.relate.pairs import alike
from tallystick.claims.relate.parts import as_share, is_change
from tallystick.claims.relate.prices import beside, same_word
from tallystick.claims.stream import NUMBERS, Stream, cued

LEAST, MOST = 0.5, 2.0
SOFT = rf"[^{NUMBERS}|^#;]"
OF_THOSE = cued(rf"(?P<part>C)W(?P<name>w{{1,2}}){SOFT}{{0,12}}?[,e(-][weqi]{{0,4}}(?P<share>[PR])(?![oW])", "W")
IN_COMMAS = cued(r"(?P<share>P),(?P<part>C)[,;|^]", "P C")
AGAIN = cued(rf"(?P<first>[PR]){SOFT}{{0,16}}?[,(]?e[wot]{{0,3}}(?P<second>[PR])(?!w?[oWn])", "e PR")
THAT = re.compile(r"^w?[wq]i?w{0,2}(?P<share>[PR])w{0,2}(?=[|^,;)]|$)")
OF_ALL = cued(rf"(?P<part>C){SOFT}{{0,14}}?[-,(e][weqi]{{0,3}}(?P<share>R)", "R")
IN_FIGURES = cued(rf"(?P<share>[PR]){SOFT}{{0,12}}?[,:(-](?P<part>C)[oO]w?(?P<whole>C)(?=[,;:|)^-]|$)", "oO PR")
# "One in five of the workers is from an agency (22)"; "46 were electric, so one in three of the small fleet".
OF_NAME = cued(
    rf"(?P<share>[PR])o(?P<name>w{{1,4}})(?P<after>[^{NUMBERS}|^#;()]{{0,10}}?[(,](?P<part>C)(?=[),;|^]|$))?", "o PR"
)
MORE_OF = cued(r"(?P<worded>P)(?:W|ow{1,4})\((?:C,?e?|e)(?P<plain>P)\)", "(")
OF_POUND = re.compile(r"[:(e-][^|^;]{0,6}$")


def relations(stream: Stream) -> Iterator[Relation]:
    """Every share in words whose whole, or whose figure, stands apart from it."""
    for match in stream.matches(OF_THOSE):
        yield from _of_those(stream, match)
    for match in stream.matches(OF_ALL):
        yield from _of_all(stream, match.start("part"), match.start("share"))
    for match in stream.matches(IN_COMMAS):
        yield from _in_commas(stream, match.start("share"), match.start("part"))
    for match in stream.matches(AGAIN):
        yield from _again(stream, match.start("first"), match.start("second"))
    yield from _named_or_figured(stream)
    for index in stream.order:
        if stream.letters[index] == "R":
            yield from _told_again(stream, index)
        elif stream.values[index] == 1 and stream.letters[index] == "M":
            yield from _of_the_pound(stream, index)


def _named_or_figured(stream: Stream) -> Iterator[Relation]:
    """Every share whose whole has a name, and every one that stands again in figures beside it."""
    for match in stream.matches(OF_NAME):
        yield from _of_name(stream, match)
    for match in stream.matches(MORE_OF):
        one, plain = (stream.numbers[match.start(name)] for name in ("worded", "plain"))
        if one.worded and not plain.worded:  # "more than half of them (611, or 47%)"
            yield Relation(Kind.RESTATED, "share", plain.number, (one.number,))
    for match in stream.matches(IN_FIGURES):
        yield from _in_figures(stream, *(match.start(name) for name in ("share", "part", "whole")))


def _of_those(stream: Stream, match: "re.Match[str]") -> Iterator[Relation]:
    """ "We refused 495. Sixty of those refused asked for a review, that is one in six": of the count that has the same word."""
    part, share = match.start("part"), match.start("share")
    names = [word for word in stream.said(match.start("name"), match.end("name")) if len(word) > 3]
    place = bisect_left(stream.order, part)
    wholes = [
        each
        for each in stream.order[max(0, place - 8) : place]
        if part - each <= 60
        and stream.letters[each] == "C"
        and stream.values[each] > stream.values[part]
        and any(same_word(stream, name, word) for name in names for word in beside(stream, each))
    ]
    if len(wholes) == 1 and not is_change(stream, share):
        yield _part(stream, share, part, wholes[0], True)


def _of_all(stream: Stream, part: int, share: int) -> Iterator[Relation]:
    """ "96 primary and 22 other schools, so 118 in all. Fourteen were in the red, one in eight": of the total in the sentence before."""
    first, _ = stream.bounds(stream.sentence(part))
    if not first or stream.claims(first, share) != [part]:
        return
    wholes = [each for each in stream.before(first)[-1:] if "T" in stream.letters[max(0, each - 3) : each + 3]]
    for whole in wholes:
        if alike(stream.number(part), stream.number(whole)) and stream.values[whole] > stream.values[part] > 0:
            ratio = float(as_share(stream.number(share)).value) * stream.values[whole] / stream.values[part] / 100
            yield _part(stream, share, part, whole, LEAST <= ratio <= MOST)


def _of_name(stream: Stream, match: "re.Match[str]") -> Iterator[Relation]:
    """ "One in five of the workers is from an agency (22)": of the only count beside which the word stands."""
    share = match.start("share")
    if not (stream.letters[share] == "R" or stream.numbers[share].worded) or is_change(stream, share):
        return
    first, _ = stream.bounds(stream.sentence(share))
    names = [word for word in stream.said(match.start("name"), match.end("name")) if len(word) > 4]
    own = [index for index in stream.claims(first, share) if stream.letters[index] == "C"]
    parts = [match.start("part")] if match.group("part") else own[-1:] if len(own) == 1 else []
    place = bisect_left(stream.order, share)
    for part in parts:
        wholes = [
            each
            for each in stream.order[max(0, place - 10) : place]
            if share - each <= 90
            and stream.letters[each] == "C"
            and each != part
            and stream.letters[each + 1 : each + 2] not in {"m", "l"}  # "nine fewer cases"
            and any(same_word(stream, name, word) for name in names for word in beside(stream, each))
        ]
        counted = [
            each
            for each in wholes
            if any(same_word(stream, name, word) for name in names for word in stream.number(each).noun.split())
        ]
        wholes = counted or wholes  # "among those 88 workers at 16 apiece"
        held = {stream.values[each] for each in wholes}
        if len(held) == 1 and stream.values[wholes[-1]] > stream.values[part] > 0:
            ratio = float(as_share(stream.number(share)).value) * stream.values[wholes[-1]] / stream.values[part] / 100
            yield _part(stream, share, part, wholes[-1], LEAST <= ratio <= MOST)


def _in_figures(stream: Stream, share: int, part: int, whole: int) -> Iterator[Relation]:
    """ "One in three of those who answered, 216 out of 540, wanted to stay", "38% of all: 216 of 540": a share, as it was counted."""
    told = stream.letters[share] == "R" or stream.numbers[share].worded or stream.letters[part - 1] == ":"
    if told and 0 < stream.values[part] < stream.values[whole] and not is_change(stream, share):
        stated = float(as_share(stream.number(share)).value)
        ratio = stream.values[part] * 100 / stream.values[whole] / stated
        yield _part(stream, share, part, whole, LEAST <= ratio <= MOST)


def _part(stream: Stream, share: int, part: int, whole: int, firm: bool) -> Relation:
    stated = as_share(stream.number(share))
    inputs = stream.number(part), stream.number(whole)
    return Relation(Kind.PERCENT_OF_TOTAL, "part", stated, inputs, 0, firm, bound=firm)


def _in_commas(stream: Stream, share: int, part: int) -> Iterator[Relation]:
    """ "For 461 of them that was all, which is 72%; nearly a third, 118, went on": of the whole of which the share before it is one."""
    if not stream.numbers[share].worded:
        return
    first, _ = stream.bounds(stream.sentence(share))
    own = [each for each in stream.claims(first, share) if stream.letters[each] in "CP"][-4:]
    for whole in stream.before(first)[:3] + own if first else own:
        if (
            stream.letters[whole] == "C"
            and alike(stream.number(whole), stream.number(part))
            and _has_share(stream, whole, own)
        ):
            yield _part(stream, share, part, whole, stream.values[part] < stream.values[whole])


def _has_share(stream: Stream, whole: int, own: list[int]) -> bool:
    """Is one of the figures before, with the per cent after it, a part of the whole?"""
    for part, share in pairwise(own):
        if stream.letters[part] == "C" and stream.letters[share] == "P" and part != whole and stream.values[whole]:
            span = stream.number(share).span
            worked = stream.values[part] * 100 / stream.values[whole]
            if not span.is_exact and float(span.low) <= worked <= float(span.high):
                return True
    return False


def _again(stream: Stream, first: int, second: int) -> Iterator[Relation]:
    """ "Three in ten of those eligible take no meal, the equivalent of 30%": the only two shares of a sentence."""
    start, end = stream.bounds(stream.sentence(first))
    one, other = stream.numbers[first], stream.numbers[second]
    worded, plain = (one, other) if one.worded or stream.letters[first] == "R" else (other, one)
    if stream.claims(start, end) != [first, second] or stream.letters[second] == stream.letters[first] == "R":
        return
    if plain.worded or plain.number.sort is Sort.RATE or not (worded.worded or worded.number.sort is Sort.RATE):
        return
    firm = LEAST <= float(as_share(worded.number).value) / (float(plain.number.value) or 1.0) <= MOST
    yield Relation(Kind.RESTATED, "share", plain.number, (worded.number,), 0, firm)


def _told_again(stream: Stream, share: int) -> Iterator[Relation]:
    """ "24.8% of children were above a healthy weight. That's about 1 in 4": of the only figure of the sentence before."""
    first, end = stream.bounds(stream.sentence(share))
    told = THAT.match(stream.letters[first:end])
    if not first or told is None or first + told.start("share") != share or stream.claims(first, end) != [share]:
        return
    before = stream.before(first)
    that = not stream.words.referring.isdisjoint(stream.said(first, first + 2))
    if that and len(before) == 1 and stream.letters[before[0]] == "P":
        stated = stream.number(before[0])
        firm = LEAST <= float(as_share(stream.number(share)).value) / (float(stated.value) or 1.0) <= MOST
        yield Relation(Kind.RESTATED, "share", stated, (stream.number(share),), 0, firm)


def _of_the_pound(stream: Stream, pound: int) -> Iterator[Relation]:
    """ "For every £1 that is spent 62p is on social care: £186m out of a net £300m": so many pence are so many per cent."""
    if "p" not in stream.letters[max(0, pound - 2) : pound]:
        return
    first, end = stream.bounds(stream.sentence(pound))
    money = [each for each in stream.claims(first, end) if stream.letters[each] == "M" and each != pound]
    pence = [each for each in money if stream.values[each] < 1]
    if len(money) == 3 and money[0] in pence and len(pence) == 1 and _is_told(stream, money):
        part, whole = sorted((stream.number(each) for each in money if each not in pence), key=lambda each: each.value)
        stated = _as_per_cent(stream.number(pence[0]))
        near = LEAST <= float(part.value * 100 / whole.value) / float(stated.value) <= MOST
        yield Relation(Kind.PERCENT_OF_TOTAL, "part", stated, (part, whole), 0, near)


def _is_told(stream: Stream, money: list[int]) -> bool:
    """Do the two sums explain the pence, the one as a part of the other?"""
    pence, part, whole = money
    told = OF_POUND.search(stream.between(pence, part)) is not None
    return told and not {"o", "O"}.isdisjoint(stream.between(part, whole))


def _as_per_cent(pence: Number) -> Number:
    """62p of a pound as 62 per cent, exact to half a penny."""
    half = Fraction(1, 200)
    span = Interval((pence.span.low - half) * 100, (pence.span.high + half) * 100)
    return replace(pence, sort=Sort.PERCENTAGE, value=pence.value * 100, span=span)

"""What figures come to across sentences: a share of what the sentence before gave, two parts taken together, so many for each.

A share whose sentence follows "51 of the 64 were decided in time" is of those, and is contradicted where it comes near. All else
here confirms only: of the figures of a sentence and the two before it those are looked for from which the one stated follows.
"""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise, permutations

from tallystick.claims.model import Kind, Number, Relation, Sort
from tallystick.claims.relate.pairs import alike
from tallystick.claims.relate.parts import as_share, has_share, is_change
from tallystick.claims.stream import NUMBERS, SOFT, Stream, cued

MOST = 9
REACH = 140
TIED = (
    cued(
        rf"(?:(?<=[|^])|^)[^{NUMBERS}|^#cudABXVft]*?(?P<whole>[CM]){SOFT}{{0,10}}?a(?P<part>C)[oO]?W{SOFT}*[|^]",
        "W a",
    ),
    cued(rf"(?P<part>[CM])[wki]{{0,4}}(?:O|o|W)[wkTq]{{0,4}}?(?P<whole>[CM]){SOFT}*[|^]", "oOW CM"),
    cued(
        rf"(?:(?<=[|^])|^)[^{NUMBERS}|^#cudABXVft]*?(?P<whole>[CM])[^{NUMBERS}|^#]*?[,;]w?(?P<part>[CM])w{{0,2}}W(?:{SOFT}*[|^])?",
        "W",
    ),
    cued(
        rf"(?:(?<=[|^])|^)[wk]?[oO][wkTq]{{0,3}}(?P<whole>[CM])[^{NUMBERS}|^#cudABXV]{{0,14}}?(?P<part>[CM]){SOFT}*[|^]",
        "oO CM",
    ),
    cued(
        rf"(?:(?<=[|^])|^)[^{NUMBERS}|^#cudABXVft]*?(?P<whole>[CM]){SOFT}*?W[^{NUMBERS}|^#]{{0,4}}(?P<part>[CM]){SOFT}*[|^]",
        "W",
    ),
)
THEN = re.compile(
    rf"[wqekTG]{{0,4}}[iewto]{{0,3}}(?P<share>[PR])(?![oO]w{{0,2}}[{NUMBERS}])|qw{{1,4}}(?P<share2>[PR])[oO]w?[TwW]"
)
SAVING = re.compile(r"[owe]{1,3}$")
IN_BRACKETS = re.compile(r"[CM][^|^;,)]{0,4}\([we]{0,3}$")  # its part stands before it


def relations(stream: Stream, changing: set[int]) -> Iterator[Relation]:
    """Every figure that follows from those of its sentence and of the two before it."""
    yield from _then(stream)
    for place, index in enumerate(stream.order):
        letter = stream.letters[index]
        if letter in "PR" and index not in changing and not is_change(stream, index):
            near = _near(stream, place)
            if "#" not in stream.letters[max(0, index - 1) : index + 2] and not IN_BRACKETS.search(
                stream.letters, max(0, index - 6), index
            ):
                yield from _share(stream, index, near)
            if letter == "P" and SAVING.search(stream.letters, max(0, index - 3), index):
                yield from _saved(stream, index, near)
            if letter == "P" and _says(stream, index, stream.words.together):
                yield from _together(stream, index, near)
        elif letter == "C" and (stream.number(index).per or 0) >= 100:
            yield from _rate(stream, index, _near(stream, place))
        if letter in "CM" and stream.values[index] >= 10 and _is_apart(stream, index):
            yield from _apart(stream, index)
        if letter in "CM" and "p" in stream.letters[max(0, index - 3) : index + 4]:
            yield from _for_each(stream, index, _near(stream, place))


def _near(stream: Stream, place: int) -> list[int]:
    """The figures of the sentence and of the two before it, the nearest first; of its own sentence also those after."""
    index = stream.order[place]
    sentence = stream.sentence(index)
    first, end = stream.bounds(sentence)
    back = stream.order[max(0, place - MOST) : place]
    before = [each for each in back if index - each <= REACH]
    low = stream.starts[max(0, sentence - 4)] if len(before) < 4 else first - REACH
    return [each for each in before if each >= low][::-1] + stream.claims(index + 1, end, 3)


def _says(stream: Stream, index: int, words: frozenset[str]) -> bool:
    return not words.isdisjoint(stream.said(*stream.around(index)))


def _far(kind: Kind, form: str, stated: Number, inputs: tuple[Number, ...]) -> Relation:
    return Relation(kind, form, stated, inputs, 0, False, far=True)


def _then(stream: Stream) -> Iterator[Relation]:
    """ "51 of the 64 were decided in time. At 79.7% this exceeds ...": a share that opens the next sentence, or stands in the last."""
    for match in stream.matches(*TIED):
        part, whole = match.start("part"), match.start("whole")
        start, _ = stream.bounds(stream.sentence(max(part, whole)))
        if {each for each in stream.claims(start, match.end()) if stream.letters[each] != "Q"} != {part, whole}:
            continue
        ended = stream.letters[match.end() - 1] in "|^"
        then = THEN.match(stream.letters, match.end()) if ended else None
        share = max(then.start("share"), then.start("share2")) if then is not None else -1
        if then is not None and not is_change(stream, share, True):
            yield from _of_tied(stream, part, whole, share, "G" in then.group())
        for earlier in stream.before(start):
            if stream.letters[earlier] in "PR" and not is_change(stream, earlier):
                yield from _of_tied(stream, part, whole, earlier, True)


def _of_tied(stream: Stream, part: int, whole: int, share: int, far: bool) -> Iterator[Relation]:
    a_part, a_whole, stated = stream.number(part), stream.number(whole), as_share(stream.number(share))
    if alike(a_part, a_whole) and 0 < a_part.value <= a_whole.value:
        worked = float(a_part.value * 100 / a_whole.value)
        near = not far and 0.75 <= worked / max(float(stated.value), 1e-9) <= 1.34
        yield Relation(Kind.PERCENT_OF_TOTAL, "part", stated, (a_part, a_whole), 0, near, far=far)


def _share(stream: Stream, index: int, near: list[int]) -> Iterator[Relation]:
    """A part of a whole, or two or three parts together, whichever give the share."""
    stated = as_share(stream.number(index))
    low, high = float(stated.span.low) - 1e-9, float(stated.span.high) + 1e-9
    sizes = [each for each in near if stream.letters[each] in "CM" and stream.values[each] > 0]
    taken = _says(stream, index, stream.words.together)
    if "." in stated.text:
        yield from _of_parts(stream, stated, sorted(sizes), low, high)
    for whole in sizes:
        if has_share(stream, whole, index):
            continue
        bottom, kind = stream.values[whole], stream.number(whole)
        less = [each for each in sizes if stream.values[each] < bottom]
        for part in less:
            fits = low <= stream.values[part] * 100 / bottom <= high
            if fits and alike(stream.number(part), kind) and _is_its_part(stream, part, index):
                yield _far(Kind.PERCENT_OF_TOTAL, "part", stated, (stream.number(part), kind))
                return
        for some in _runs(sorted(each for each in less if alike(stream.number(each), kind))) if taken else ():
            top = sum(stream.values[each] for each in some)
            if low <= top * 100 / bottom <= high and top < bottom:
                inputs = (kind, *(stream.number(each) for each in some))
                yield _far(Kind.PERCENT_OF_TOTAL, "parts_of", stated, inputs)
                return


def _of_parts(stream: Stream, stated: Number, sizes: list[int], low: float, high: float) -> Iterator[Relation]:
    """ "1,127 votes in favour and 286 against ... 79.8% of valid votes": one of two or three neighbours, of their sum."""
    for some in _runs(sizes):
        reached = sum(stream.values[each] for each in some)
        numbers = tuple(stream.number(each) for each in some)
        for one, each in zip(numbers, some, strict=True):
            if low <= stream.values[each] * 100 / reached <= high and all(alike(one, other) for other in numbers):
                yield _far(Kind.PERCENT_OF_TOTAL, "of_sum", stated, (one, *numbers))
                return


def _is_its_part(stream: Stream, part: int, share: int) -> bool:
    """A part with another share beside it in brackets has its own."""
    own = re.compile(r"w{0,2}\(P").match(stream.letters, part + 1)
    return own is None or own.end() == share + 1


def _runs(parts: list[int]) -> Iterator[tuple[int, ...]]:
    """Two neighbours, and three."""
    yield from pairwise(parts)
    yield from zip(parts, parts[1:], parts[2:], strict=False)


def _saved(stream: Stream, index: int, near: list[int]) -> Iterator[Relation]:
    """ "£5.3m, compared with £6.1m at present. This is a saving of 13%"."""
    if stream.words.savings.isdisjoint(stream.said(max(0, index - 4), index)):
        return
    sizes = [each for each in near if stream.letters[each] in "CM" and stream.values[each] > 0]
    for one, other in combinations(sizes, 2):
        first, second = sorted((stream.number(one), stream.number(other)), key=lambda number: -number.value)
        share = (float(first.value) - float(second.value)) * 100 / float(first.value)
        if alike(first, second) and abs(share - stream.values[index]) <= 1:
            yield Relation(Kind.PERCENT_CHANGE, "pair", stream.number(index), (first, second), -1, False)


def _together(stream: Stream, index: int, near: list[int]) -> Iterator[Relation]:
    """ "87.0% ... and a further 8.2%. In all, 95.2%": shares before it that make it."""
    stated = stream.number(index)
    shares = sorted(each for each in near if stream.letters[each] == "P" and each < index)
    for some in _runs(shares):
        reached = sum(stream.number(each).value for each in some)
        if reached == stated.value != 100:
            kind = Kind.PERCENTAGES_SUM if 97 <= stated.value <= 103 else Kind.SUM_OF_PARTS
            yield _far(kind, "parts", stated, tuple(stream.number(each) for each in some))
            return


def _is_apart(stream: Stream, index: int) -> bool:
    """Does a word beside it say that it is how much more or less, or how much is gained or saved?"""
    before, after = set(stream.letters[max(0, index - 2) : index]), stream.letters[index + 1 : index + 2]
    first, end = stream.around(index)
    told = bool(before & set("vDs")) or after in {"m", "l", "v", "D"}
    moved = bool(before & set("ud")) and not set(stream.letters[first:end]) & set(
        "cftLN"
    )  # which way is for others to say
    return told or moved or not stream.words.savings.isdisjoint(stream.said(max(0, index - 3), index))


def _apart(stream: Stream, index: int) -> Iterator[Relation]:
    """ "Births 3,050, deaths 2,310: natural increase 740": how far two figures of its sentence are apart."""
    first, end = stream.around(index)
    stated, size = stream.number(index), stream.values[index]
    near = [each for each in stream.claims(first, end, 8) if each != index and stream.values[each] > size]
    for one, other in combinations(near, 2):
        exact = abs(abs(stream.values[one] - stream.values[other]) - size) < 1e-6 * size
        if exact and alike(stream.number(one), stream.number(other)) and alike(stream.number(one), stated):
            yield _far(Kind.DIFFERENCE, "gap", stated, (stream.number(one), stream.number(other)))
            return


def _rate(stream: Stream, index: int, near: list[int]) -> Iterator[Relation]:
    """ "331 children, in a population of 68,400: that is 48.4 per 10,000"."""
    stated = stream.number(index)
    per, low, high = float(stated.per or 1), float(stated.span.low) - 1e-9, float(stated.span.high) + 1e-9
    counts = [each for each in near if stream.letters[each] == "C" and not stream.number(each).per]
    for one, other in permutations([each for each in counts if stream.values[each] > 0], 2):
        if low <= stream.values[one] * per / stream.values[other] <= high:
            yield _far(Kind.RATIO, "rate", stated, (stream.number(one), stream.number(other)))
            return


def _for_each(stream: Stream, index: int, near: list[int]) -> Iterator[Relation]:
    """ "11,374 days were lost by 1,210 staff. That works out at 9.4 days for each": one figure over another."""
    stated = stream.number(index)
    low, high = float(stated.span.low) - 1e-9, float(stated.span.high) + 1e-9
    if stated.sort is Sort.COUNT and stated.value == stated.value.to_integral():
        low, high = low - 0.5, high + 0.5
    counts = [each for each in near if stream.letters[each] in "CM" and stream.values[each] > 1]
    first, _ = stream.bounds(stream.sentence(index))
    own = [each for each in counts if first <= each < index]
    counts = own if len(own) > 1 else counts
    for one, other in combinations(counts, 2):
        more, less = (one, other) if stream.values[one] >= stream.values[other] else (other, one)
        top, bottom = stream.number(more), stream.number(less)
        fits = (top.sort is Sort.MONEY) == (stated.sort is Sort.MONEY) and bottom.sort is not Sort.MONEY
        if fits and low <= stream.values[more] / stream.values[less] <= high and stream.values[less] >= 10:
            yield _far(Kind.AVERAGE, "each", stated, (top, bottom))
            return

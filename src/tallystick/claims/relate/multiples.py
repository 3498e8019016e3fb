"""So many times another figure, where the two do not stand side by side: "twice as much", "three times last year's 21", "two to one".

A multiple that ends its clause speaks of the figures before it, one with a word after it of the figure that has the same word.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, permutations

from tallystick.claims.model import Interval, Kind, Number, Relation, Sort
from tallystick.claims.relate.compared import denied
from tallystick.claims.relate.nearness import is_near
from tallystick.claims.relate.pairs import alike, same_things
from tallystick.claims.relate.sides import lead, looks_back, multiple
from tallystick.claims.stream import NUMBERS, Stream, cued
from tallystick.claims.vocabulary import as_decimal

HALF, NONE = Fraction(1, 2), Fraction(0)
# Further from what is said than this, something else is meant.
LEAST, MOST = Decimal("0.45"), Decimal("2.2")
# By so much two figures that nothing else ties may be off.
CLOSE, ROUGHLY = 0.04, 3
# So many words may stand between a figure and the multiple that is said of it.
REACH, FURTHEST = 14, 90
GAP = rf"[^{NUMBERS}|^#;xcfWa]"
OF_EARLIER = (
    cued(
        rf"(?P<new>[CMP]){GAP}{{0,16}}?,[wqi]{{0,3}}(?:[wq]?[ml]h)?(?P<times>x)(?:w?L?o?w?|[wm]{{3,4}})(?P<old>[CMP])",
        "x",
    ),
    # "54 permanent exclusions, three times the number in 2020/21, when there were 27"
    cued(
        rf"(?P<new>[CMP]){GAP}{{0,10}}?,[wqi]{{0,2}}(?P<times>x)w{{1,2}}[onL]{{1,2}}[wyL]{{0,2}},ww?i(?P<old>[CMP])",
        "x",
    ),
    # "Children from the poorest areas (28%) are twice as likely to be obese as those from the least poor (12%)"
    cued(r"\((?P<new>P)\)i?(?P<times>x)[wmlt]{2,5}i?[^CPQMKR|^#;,xcf]{0,8}?\((?P<old>P)\)", "x"),
)
# "72 at the Town Hall and five times as many, 360, at other venues"; "halved (six then, three now)".
THEN_NEW = cued(
    rf"(?P<old>[CMP])[^{NUMBERS}|^#;xcf]{{0,12}}?[,a]w{{0,2}}(?P<times>x)[wml]{{2,3}},(?P<new>[CMP])(?=[,|;^]|$)", "x"
)
IN_BRACKET = cued(
    rf"(?P<times>x)w{{0,3}}\([wyLNif]{{0,3}}(?P<one>[CMP])[^{NUMBERS}|^#()]{{1,5}}(?P<other>[CMP])[^{NUMBERS}|^#()]{{0,4}}\)",
    "x",
)
OF_NAMED = cued(
    rf"(?P<new>[CMP])(?:[^{NUMBERS}|^#;xcfa]{{0,6}}?)(?P<times>x)(?P<name>[wyrT]{{1,4}})(?=[|,;^)(]|$)", "x"
)
# "The return was 5.9%, less than half of the 12.5% of a year before".
HALF_OF = cued(rf"(?P<new>[CMP])[^{NUMBERS}|^#;]{{0,8}}?[,i]w{{0,2}}(?P<half>P)o[wL]{{0,2}}(?P<old>[CMP])", "P o")
AFTER, BEFORE = re.compile(rf"[^{NUMBERS}|^#;,:]{{1,4}}"), re.compile(rf"[^{NUMBERS}|^#;,]{{1,4}}$")
TO_ONE = cued(r"(?P<first>C)(?:-?t-?|:)(?P<second>[Cw])", "t:")
PARTED = frozenset("fctk")


def relations(stream: Stream) -> Iterator[Relation]:
    """Every multiple of a figure that stands apart from it."""
    at = stream.letters.find("x")
    while at >= 0:
        if looks_back(stream, at):
            yield from _of_before(stream, at)
        yield from _of_neighbours(stream, at)
        yield from _of_any(stream, at)
        at = stream.letters.find("x", at + 1)
    for match in stream.matches(*OF_EARLIER):
        yield from _times(stream, match.start("times"), match.start("old"), match.start("new"))
    for match in stream.matches(THEN_NEW):
        if looks_back(stream, match.start("times")):
            yield from _times(stream, match.start("times"), match.start("old"), match.start("new"))
    yield from _half_of(stream)
    for match in stream.matches(IN_BRACKET):
        yield from _in_bracket(stream, *(match.start(name) for name in ("times", "one", "other")))
    for match in stream.matches(OF_NAMED):
        yield from _of_named(stream, match)
    for match in stream.matches(TO_ONE):
        yield from _to_one(stream, match)


def _half_of(stream: Stream) -> Iterator[Relation]:
    for match in stream.matches(HALF_OF):
        half, numbers = match.start("half"), (stream.number(match.start("new")), stream.number(match.start("old")))
        if stream.numbers[half].worded and alike(*numbers) and numbers[1].value > 0:
            yield Relation(Kind.RATIO, "part", stream.number(half), numbers, 0, False)


def _times(stream: Stream, at: int, old: int, new: int, firm: bool = True) -> Iterator[Relation]:
    first, second = stream.number(old), stream.number(new)
    word = str(stream.number(at).value) if at in stream.numbers else multiple(stream, at)
    times = Decimal(word) if at in stream.numbers else as_decimal(stream.words.multiples.get(word, NONE))
    if alike(first, second) and first.value > 0 and times > 0 and not denied(stream, at):
        firm = firm and same_things(first, second) and LEAST * times <= second.value / first.value <= MOST * times
        yield Relation(Kind.RATIO, "times", second, (first, second), 0, firm, words=f"{lead(stream, at)}|{word}")


def _of_neighbours(stream: Stream, at: int) -> Iterator[Relation]:
    """ "They will pay double. That means £4,480 in place of £2,240": two figures side by side that are so many times each other.

    Said again ("in other words"), it is of the only two figures of the sentence before, and wrong where they are not.
    """
    first, end = stream.bounds(stream.sentence(at))
    own = [
        index
        for index in stream.claims(max(first, at - REACH * 3), min(end, at + REACH * 2))
        if stream.letters[index] in "CMP"
    ]
    before = [index for index in stream.before(first)[-4:] if stream.letters[index] in "CMP"] if first else []
    again = not own and len(before) == 2 and stream.letters[first] == "e"
    after = stream.claims(end, min(end + REACH * 2, len(stream.letters)), 3) if not own else []
    near = before + own + [index for index in after if stream.letters[index] in "CMP"]
    times = _said(stream, at)
    room = CLOSE * (ROUGHLY if lead(stream, at).endswith(stream.words.relating.multiple_about) else 1)
    alike_ones = [pair for kind in "CMP" for pair in pairwise([each for each in near if stream.letters[each] == kind])]
    if len(own) == 1 and len(before) > 1:  # "nineteen of the 76 are electric. Four were, so it has grown fivefold"
        alike_ones.append((before[0], own[0]))
    for one, other in alike_ones if times else ():
        old, new = sorted((one, other), key=lambda index: stream.values[index], reverse=times < 1)
        worked = stream.values[new] / (stream.values[old] or 1.0) / times
        if again or abs(worked - 1) <= room:
            yield from _times(stream, at, old, new, again)


def _of_any(stream: Stream, at: int) -> Iterator[Relation]:
    """ "For every 10,000 children 164 are looked after, and the national average is 60, so ours is more than two and a half times that": the
    nearest two figures of the paragraph, one of them in the sentence, that are so many times each other."""
    times = _said(stream, at)
    first, end = stream.around(at)
    start = max(stream.letters.rfind("^", 0, first) + 1, at - FURTHEST)
    near = [each for each in stream.claims(start, min(end, at + REACH * 2)) if stream.letters[each] in "CMP"]
    room = CLOSE * (ROUGHLY if lead(stream, at).endswith(stream.words.relating.multiple_about) else 1)
    found = [
        (abs(at - old) + abs(at - new), old, new)
        for old, new in permutations(near, 2)
        if max(old, new) >= first
        and stream.letters[old] == stream.letters[new]
        and abs(stream.values[new] - times * stream.values[old]) <= room * times * stream.values[old]
    ]
    for _, old, new in sorted(found)[:1] if times and times != 1 else ():
        yield from (replace(each, faint=True) for each in _times(stream, at, old, new, False))


def _said(stream: Stream, at: int) -> float:
    """By how much a word multiplies."""
    return (
        float(stream.number(at).value)
        if at in stream.numbers
        else float(stream.words.multiples.get(multiple(stream, at), NONE))
    )


def _in_bracket(stream: Stream, at: int, one: int, other: int) -> Iterator[Relation]:
    """ "Has halved (six then, three now)": whichever of the two came first, only where neither holds it is wrong."""
    if at not in stream.numbers and multiple(stream, at) in stream.words.multiplied:
        old, new = sorted((one, other), key=lambda index: stream.values[index], reverse=_said(stream, at) < 1)
        yield from _times(stream, at, old, new)


def _of_before(stream: Stream, at: int) -> Iterator[Relation]:
    """ "An in-house place costs £478 and an agency one £1,012, more than twice as much": the last is so many times the one before it."""
    first, _ = stream.bounds(stream.sentence(at))
    before = [index for index in stream.claims(max(first, at - 60), at) if stream.letters[index] in "CMP"]
    if len(before) == 1 and first:
        before = [index for index in stream.before(first) if stream.letters[index] in "CMP"][-1:] + before
    if len(before) < 2:
        return
    old, new = before[-2:]
    if _said(stream, at) > 1 and stream.values[old] > stream.values[new] and "q" in stream.between(new, at):
        old, new = new, old  # "£1,300 on average, where £375 used to do; that is nearly five times as much"
    if at - max(old, new) <= REACH:
        aside = (
            "(" in stream.between(old, new)
            and ")" not in stream.between(old, at)
            and stream.letters[at + 1 : at + 4].count(")")
        )
        firm = len(before) == 2 and not set(stream.between(old, new)) & PARTED
        if aside:  # "21 were unaccompanied (it was 14 in March, so half as many again)"
            yield from _times(stream, at, new, old, not set(stream.between(old, new)) & PARTED)
        else:
            yield from _times(stream, at, old, new, firm)


def _of_named(stream: Stream, match: "re.Match[str]") -> Iterator[Relation]:
    """ "£0.7m is still outstanding … £1.5m, which is more than twice the outstanding sum": the one figure beside which the word stands."""
    at, new = match.start("times"), match.start("new")
    said = (word.removesuffix("'s") for word in stream.said(match.start("name"), match.end("name")))
    names = {word[:3] if word in stream.words.months else word for word in said if len(word) > 4}
    place = bisect_left(stream.order, new)
    near = [index for index in stream.order[max(0, place - 6) : place] if new - index <= 90] if names else []
    old = [each for each in near if not names.isdisjoint(_beside(stream, each))]
    if len(old) == 1:
        yield from _times(stream, at, old[0], new, False)


def _beside(stream: Stream, index: int) -> Iterator[str]:
    """The few words after a figure and before it, within its clause and on its side of any other."""
    after, before = AFTER.match(stream.letters, index + 1), BEFORE.search(stream.letters, max(0, index - 5), index)
    yield from stream.said(index + 1, after.end()) if after else ()
    yield from stream.said(before.start(), index) if before else ()


def _to_one(stream: Stream, match: "re.Match[str]") -> Iterator[Relation]:
    """ "66 of them male and 22 female: a ratio of three to one"; "supporters outnumbered opponents by two to one"."""
    stated, second = match.start("first"), match.start("second")
    if stream.words.one not in stream.said(second, second + 1) and stream.values.get(second) != 1:
        return
    first, _ = stream.bounds(stream.sentence(stated))
    before = [index for index in stream.claims(max(first, stated - 40), stated) if stream.letters[index] == "C"]
    one, other = before[-2:] if len(before) > 1 else (-1, -1)
    if not before and first:
        yield from _of_several(stream, stated, first)
    if not before and first and not stream.words.outnumbering.isdisjoint(stream.said(max(first, stated - 8), stated)):
        one, other = (*[index for index in stream.before(first) if stream.letters[index] == "C"][:2], -1, -1)[:2]
    if other < 0 or (before and PARTED & set(stream.between(one, other))):
        return
    less, more = sorted((stream.number(index) for index in (one, other)), key=lambda number: number.value)
    said = _rounded(stream.number(stated))
    if less.value > 0 and said.value > 1:
        others = before and not stream.words.outnumbering.isdisjoint(stream.said(other + 1, stated))
        near = is_near(more.value / less.value, said.value) and not others  # "310 and 140, outnumbering staff by"
        yield Relation(Kind.RATIO, "each", said, (more, less), 0, near)


def _of_several(stream: Stream, stated: int, first: int) -> Iterator[Relation]:
    """ "46% were in favour, 31% did not mind and 23% were against. Supporters outnumber opponents by two to one": of the first and another."""
    shares = [index for index in stream.before(first) if stream.letters[index] == "P"]
    said = _rounded(stream.number(stated))
    for other in shares[1:]:
        less, more = sorted((stream.number(shares[0]), stream.number(other)), key=lambda number: number.value)
        if less.value > 0 and said.value > 1:
            near = len(shares) == 2 and is_near(more.value / less.value, said.value)
            yield Relation(Kind.RATIO, "each", said, (more, less), 0, near)


def _rounded(number: Number) -> Number:
    """ "Three to one" may be anything that is nearest to three."""
    if number.sort is not Sort.COUNT or not number.span.is_exact:
        return number
    return replace(number, span=Interval(number.span.low - HALF, number.span.high + HALF))

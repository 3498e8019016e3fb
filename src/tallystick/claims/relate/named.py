"""A figure beside one that is named: of others, of what is asked for, of a year ago. On which side of it, and how far.

"Inside the 120-day target", "England's is 13.1, so we are 1.2 higher", "compared with 538 elsewhere, so we are high": the words that
compare come last, or name the other by what it is. A distance is contradicted only where one figure can be meant and it comes near,
or where one digit is other or two changed places.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tallystick.claims.model import Interval, Kind, Number, Relation, Sort
from tallystick.claims.relate.compared import FURTHEST, denied, may_face, than, way_of
from tallystick.claims.relate.nearness import is_near
from tallystick.claims.relate.pairs import alike
from tallystick.claims.relate.sides import measures
from tallystick.claims.stream import NUMBERS, Stream, cued

SOFT = rf"[^{NUMBERS}|^#;:(]"
# Between a figure and "inside the limit": a figure that is to be brought there is not there.
BESIDE = re.compile(r"[wpyNo)]{0,4},?[aqei]{0,2}w{0,3}")
TOLD = frozenset(",qeia")  # "six over the limit of ten" is how far
LENGTH = re.compile(r"(?P<many>\d+)-(?P<unit>[a-z]+)$")
THE = re.compile(r"[wLZ]{1,4}(?P<other>[CMP])")
AHEAD, CLOSE = 7, 10
HERE = cued(rf"(?P<apart>[CMPQ])[wpy]{{0,4}}(?P<way>[AB<>](?!h)|[ml](?!h)|[<>])(?!{SOFT}{{0,6}}[{NUMBERS}])", "ABml<>")
BY = (
    cued(rf"(?P<way>[XVABml])[hH]?{SOFT}{{0,5}}?b(?P<apart>[CMPQ])", "b"),
    cued(
        rf"(?P<way>[XVAB]|[ml](?=h))[^{NUMBERS}|^#;:]{{0,9}}?(?P<other>[CMP])[^{NUMBERS}|^#;:]{{0,4}}?,?b(?P<apart>[CMPQ])",
        "b",
    ),
)
# "31 weeks, target 26, so we are five weeks over"
AIMED = cued(
    rf"(?P<subject>[CMP])[^{NUMBERS}|^#]{{0,8}}?k[wio:]{{0,3}}(?P<other>[CMP])[^{NUMBERS}|^#]{{0,5}}?[,;][wqi]{{0,5}}(?P<apart>[CMPQ])",
    "k",
)
VOTES = cued(r"b(?P<one>C)w{0,2}t(?P<other>C)", "b")
NAMED = frozenset("ZkGL")
DONE = cued(r"X[wkN]{0,3},?[aw]{1,2}(?P<subject>P)w{0,2}c[wo]{0,3}[kZG][wo]{0,3}(?P<other>P)", "X")
UNDONE = cued(r"V[wkN]{0,3},?[aw]{1,2}(?P<subject>P)w{0,2}c[wo]{0,3}[kZG][wo]{0,3}(?P<other>P)", "V")
SIDE = re.compile(rf"c[^{NUMBERS}|^#;:,]{{0,8}}?(?P<other>[CMPQ])")


def relations(stream: Stream, changing: set[int]) -> Iterator[Relation]:
    """Every comparison with a figure that is named, and every distance from one."""
    words = stream.words
    said = words.inside | words.outside | words.high | words.low | words.praising | words.blaming
    for at in stream.of_words(said):
        word = stream.tokens[stream.places[at]].low
        if word in words.inside or word in words.outside:
            way = -1 if word in words.inside else 1
            yield from _limited(stream, at, way)
            yield from _shade(stream, at, way)
        elif word in words.high or word in words.low:
            yield from _high(stream, at, 1 if word in words.high else -1, True)
        elif word in words.praising or word in words.blaming:
            yield from _high(stream, at, 1 if word in words.praising else -1, False)
    for match in stream.matches(HERE, *BY):
        yield from _distance(stream, match, changing)
    for match in stream.matches(AIMED):
        yield from _from_aim(stream, match)
    for match in stream.matches(VOTES):
        yield from _carried(stream, match)
    for pattern, way in ((DONE, 1), (UNDONE, -1)):
        for match in stream.matches(pattern):
            yield from _outdone(stream, match, way)


def _limited(stream: Stream, at: int, way: int) -> Iterator[Relation]:
    """ "114 days, inside the 120-day target"; "4.5%, within the agreed ceiling of 6%"."""
    other = _limit(stream, at)
    place = bisect_left(stream.order, at)
    if other is None or denied(stream, at) or not place:
        return
    number, ceiling = other
    after = stream.order[place : place + 2]
    if len(after) == 2 and stream.between(*after) == "t":
        return  # "within the permitted range of £150 to £400"
    index = stream.order[place - 1]
    said = stream.between(index, at)
    told = (
        BESIDE.fullmatch(said) is not None
        and not TOLD.isdisjoint(said)
        and stream.words.not_yet.isdisjoint(stream.said(index, at))
    )
    timed = number.noun in stream.words.time  # "we answered 412 within the 20-minute target"
    if told and alike(stream.number(index), number) and (not timed or stream.number(index).noun):
        firm = ceiling or number.sort is not Sort.PERCENTAGE
        yield than(stream.number(index), number, way, firm)


def _shade(stream: Stream, at: int, way: int) -> Iterator[Relation]:
    """ "43.7%, a shade under the 45% we aim for", "29%, still a little over the 27% of the region": how far is said in a word."""
    match = THE.match(stream.letters, at + 1)
    place = bisect_left(stream.order, at)
    if match is None or not place or stream.words.articles_of.isdisjoint(stream.said(at + 1, at + 2)):
        return
    index, other = stream.order[place - 1], match.start("other")
    beside = BESIDE.fullmatch(stream.between(index, at)) is not None and may_face(stream, index, other)
    degree = not stream.words.by_degrees.isdisjoint(stream.said(max(index, at - 3), at))
    if beside and degree and not denied(stream, at) and stream.words.not_yet.isdisjoint(stream.said(index, at)):
        yield than(stream.number(index), stream.number(other), way, stream.letters[index] != "M")


def _limit(stream: Stream, at: int) -> tuple[Number, bool] | None:
    """The figure of the limit that is named right after a word, and whether nothing may be above it."""
    for index in range(at + 1, min(at + AHEAD, len(stream.letters))):
        if stream.letters[index] in "|^#;:,(a":
            return None
        if index in stream.numbers:
            number = _length(stream, index)
            said = frozenset(stream.said(at + 1, index)) | frozenset(stream.said(index + 1, index + 2))
            fits = number is not None and not said.isdisjoint(stream.words.limits)
            return (number, not said.isdisjoint(stream.words.ceilings)) if fits and number is not None else None
    return None


def _length(stream: Stream, index: int) -> Number | None:
    """ "The 120-day target": so many days, where it is no claim by itself."""
    number = stream.number(index)
    if stream.letters[index] in "CMP":
        return number
    match = LENGTH.match(number.text.lower())
    if match is None or f"{match.group('unit')}s" not in stream.words.time:
        return None
    value = Decimal(match.group("many"))
    span = Interval(*(replace(number, value=value).exact,) * 2)
    return replace(number, sort=Sort.COUNT, value=value, span=span, noun=f"{match.group('unit')}s")


def _high(stream: Stream, at: int, way: int, plain: bool) -> Iterator[Relation]:
    """ "750, compared with 538 elsewhere, so we are high"; "42.2%. Compared with the average of 54% this is low"."""
    first, end = stream.around(at, 40)
    if not _is_said_so(stream, max(first, at - 4), at):
        return
    match = next((each for each in SIDE.finditer(stream.letters, first, at) if at - each.end() <= 14), None)
    if match is None or stream.claims(match.end(), min(end, at + 6)) or denied(stream, at):
        return
    other = match.start("other")
    named = not NAMED.isdisjoint(stream.letters[match.start() : other + 7])
    near = stream.claims(first, match.start()) or stream.before(first)
    near = [each for each in near if may_face(stream, each, other)]
    if not plain and (
        stream.letters[other] != "P" or not stream.words.lower_is_better.isdisjoint(stream.said(first, at))
    ):
        return  # "good" of something of which less may be better
    for subject in near[-1:] if named else ():
        yield than(stream.number(subject), stream.number(other), way, plain and len(near) == 1)


def _is_said_so(stream: Stream, start: int, at: int) -> bool:
    """ "So we are high", "this is low": of the figures, and not of the demand for them."""
    said = frozenset(stream.said(start, at))
    return not said.isdisjoint(stream.words.speaking) and bool({"i", "e"} & set(stream.letters[start:at]))


def _outdone(stream: Stream, match: "re.Match[str]", way: int) -> Iterator[Relation]:
    """ "The manager outperformed, with 9.1% against its benchmark of 8.8%"; but of some things less is better."""
    first, end = stream.around(match.start())
    if stream.words.lower_is_better.isdisjoint(stream.said(first, end)) and not denied(stream, match.start()):
        yield than(stream.number(match.start("subject")), stream.number(match.start("other")), way)


def _distance(stream: Stream, match: "re.Match[str]", changing: set[int]) -> Iterator[Relation]:
    """ "The benchmark was 4.02%, so the fund beat it by 0.29 points"; "last year it was 10.1, so we are 0.7 better"."""
    apart = match.start("apart")
    at = match.start("way")
    first, end = stream.bounds(stream.sentence(apart))
    own = [each for each in stream.claims(first, min(end, apart + 12)) if each != apart and each not in changing]
    other = match.start("other") if match.re.groups > 2 else _other(stream, own, min(at, apart))
    if other is None or denied(stream, at) or (match.re is BY[0].pattern and "y" in stream.between(at, apart)):
        return  # "we beat the target of 2019 by 12"
    facing = [each for each in own if each != other and may_face(stream, each, other)]
    if not facing:
        facing = [each for each in _earlier(stream, first) if each not in changing and may_face(stream, each, other)]
    way = way_of(stream, match.group("way"), at, other)
    for subject in facing[-3:]:
        yield from _apart(stream, apart, subject, other, way, len(facing) == 1)


def _earlier(stream: Stream, first: int) -> list[int]:
    """The figures of the sentences before one, so far as one thought may reach, within the paragraph."""
    start = max(0, stream.letters.rfind("^", 0, first - 1) + 1, first - FURTHEST)
    return stream.claims(start, first)


def _other(stream: Stream, own: list[int], at: int) -> int | None:
    """The figure of the sentence that is said to be another's, or the only one there."""
    before = [each for each in own if each < at and not {";", ":"} & set(stream.between(each, at))]
    named = [each for each in before if _is_named(stream, each)]
    return named[-1] if named else None


def _is_named(stream: Stream, index: int) -> bool:
    first, _ = stream.bounds(stream.sentence(index))
    before = re.split(f"[{NUMBERS};]", stream.letters[max(first, index - 9) : index])[-1]
    expected = not stream.words.asked.isdisjoint(stream.said(max(first, index - 3), index))
    return bool(set(before) & NAMED) or expected


def _apart(stream: Stream, apart: int, subject: int, other: int, way: int, alone: bool) -> Iterator[Relation]:
    distance, one, two = (stream.number(index) for index in (apart, subject, other))
    if not (measures(distance, two) or _is_of_shares(distance, two)):
        return
    worked = abs(one.value - two.value)
    if distance.span.low <= worked <= distance.span.high:
        yield Relation(Kind.DIFFERENCE, "apart", distance, (one, two), way, False)
        if way:
            yield than(one, two, way, False)
    elif alone and distance.value < max(one.value, two.value) and is_meant(worked, distance.value):
        bound = 0 < apart - other <= CLOSE
        yield Relation(Kind.DIFFERENCE, "apart", distance, (one, two), way, bound=bound)


def _from_aim(stream: Stream, match: "re.Match[str]") -> Iterator[Relation]:
    """ "31 weeks on average, target 26, so we are five weeks over"; "82.1% (target 85%), 2.9 points short"."""
    subject, other, apart = (match.start(name) for name in ("subject", "other", "apart"))
    after = frozenset(stream.said(apart + 1, min(apart + 3, len(stream.letters))))
    if after.isdisjoint(stream.words.distances) or not may_face(stream, subject, other):
        return
    before = [each for each in stream.before(stream.around(subject)[0]) if may_face(stream, each, other)]
    yield from _apart(stream, apart, subject, other, 0, not before or subject in before)


def _carried(stream: Stream, match: "re.Match[str]") -> Iterator[Relation]:
    """ "The motion was carried by 11 votes to 4": more for it than against; the order is not told where it was lost."""
    one, other = match.start("one"), match.start("other")
    said = frozenset(stream.said(max(0, match.start() - 8), match.start()))
    if stream.words.voting.isdisjoint(stream.said(one + 1, other + 2)) or stream.words.carried.isdisjoint(said):
        return
    firm = stream.words.lost.isdisjoint(said) and not denied(stream, match.start())
    yield than(stream.number(one), stream.number(other), 1, firm)


def _is_of_shares(distance: Number, other: Number) -> bool:
    """ "0.3 of a point behind last year and 0.6 short of the profile of 83.0%": the unit is left out the second time."""
    return other.sort is Sort.PERCENTAGE and distance.sort is Sort.COUNT and "." in distance.text and not distance.noun


def is_meant(worked: Decimal, stated: Decimal) -> bool:
    """Does it come near, or is it what was written but for one digit, or for two in each other's place?"""
    return is_near(worked, stated) or is_slip(worked, stated)


def is_slip(worked: Decimal | float, stated: Decimal | float) -> bool:
    """Is it what was written but for one digit, or for two in each other's place?"""
    one, two = (f"{abs(Decimal(str(value))).normalize():f}" for value in (worked, stated))
    apart = [place for place in range(min(len(one), len(two))) if one[place] != two[place]]
    return len(one) == len(two) and len(one) > 2 and (len(apart) == 1 or sorted(one) == sorted(two))

"""Figures that can only mean each other: a sentence, a short list or two sentences in which nothing else is given.

"The budget of £12.5m is overspent by £250k, or 20%" has no "of" between its sums, and yet no other reading. Where exactly
the figures that a relation needs stand together, a word says what the last of them claims to be, and it comes near to what
it should be (or is out by a factor of ten), it is contradicted if it is wrong; far off it is more likely that it means something else.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from tallystick.claims.lists import total_among
from tallystick.claims.model import Closeness, Interval, Kind, Relation
from tallystick.claims.relate.nearness import is_near
from tallystick.claims.relate.pairs import alike
from tallystick.claims.relate.parts import as_share, is_change, names_another
from tallystick.claims.stream import NUMBERS, Stream, cued

SHARE = re.compile(r"(?:\([wea]{0,3}|e[wtoi]{0,4}|[,:;-][wz]{0,4}[oi]|[,e]w{0,4}i)$")
AGAIN = re.compile(r"[oO]?[Wq](?=[|,;)^]|$)")  # "of them", of the same
LEADS = re.compile(r"(?:i|e[wti]{0,3}o?)$")
SAME = re.compile(r"(?:\(|e)w{0,2}$")
AMONG = re.compile(r"w{0,3}[tfHn]w{0,3}")
THEN = re.compile(r"(?:w?[oO]?W)?[(,-]e?w?|e")
BORNE = re.compile(r"\)[wi]{0,3}[Hn][wo]{0,5}")  # "an overspend of £1.1m (5.5%) on a budget of £20.0m"
LAST = re.compile(r"(?:[:;-]|[,-]q?w?i?)$")
ENDS = re.compile(r"[|,;)^-]|[oO]?[Wq]|$")
OPENS = re.compile(r"(?:^|[|^;])w?[oO]w?$")
APART = frozenset("fudgjABXVmlFh!")
ABOUT = cued(rf"(?P<rough>[CMP])(?:[^{NUMBERS}|^#,;:()]{{0,5}})\(w?(?P<exact>[CMP])\)", "(")
LABELLED = r"[-w#]{0,2}[wnoaf]{1,6}[:(-]{0,2}[CM]"
DONE = r"[)]?[wnp]{0,3}(?:\([wp]{0,2}P\))?[;,|]?\^?"
# No figure of a list stands in the gap between two, so that each gap may be read once and for all.
LINES = (
    re.compile(rf"(?P<total>[CM])[wn]{{0,3}}:?[;^](?P<parts>{LABELLED}(?>{DONE}{LABELLED}){{2,14}}{DONE})"),
    re.compile(rf"(?P<parts>{LABELLED}(?>{DONE}{LABELLED}){{1,14}}{DONE})-?w{{0,2}}Tw{{0,3}}:?(?P<total>[CM])"),
)
# The end of a line of such a list.
LISTED = re.compile(rf"[CM]{DONE}(?<=\^)")
TO_ONE = cued(r"(?P<first>C)[t:][Cw]", "t:")
HALF = Fraction(1, 2)
WIDE = (Decimal("0.66"), Decimal("1.5"))
CLOSE = (Decimal("0.75"), Decimal("1.3"))


def relations(stream: Stream, changing: set[int]) -> Iterator[Relation]:
    """Every relation between figures beside which there are no others."""
    for index in stream.order:
        if stream.letters[index] in "PR" and index not in changing:
            yield from _share(stream, index)
        elif stream.letters[index] == "C" and (stream.number(index).per or 0) >= 100:
            yield from _rate(stream, index)
    yield from _to_one(stream)
    yield from _lines(stream)
    yield from _rough(stream)


def _share(stream: Stream, share: int) -> Iterator[Relation]:
    """The smaller of two figures in per cent of the larger, and nothing else in the sentence or in this one and the last."""
    if is_change(stream, share):
        return
    yield from _of_three(stream, share)
    others = _alone_with(stream, share)
    if len(others) != 2 or not _tied(stream, share, others) or _parted(stream, share, others):
        return
    part, whole = sorted((stream.number(each) for each in others), key=lambda number: number.value)
    stated = as_share(stream.number(share))
    if whole.value >= 10 and part.value > 0 and stated.value > 0 and alike(part, whole):
        worked = part.value * 100 / whole.value
        firm = is_near(worked, stated.value, WIDE) or any(
            is_near(worked * ten, stated.value, (Decimal("0.9"), Decimal("1.1"))) for ten in (10, Decimal("0.1"))
        )
        yield Relation(Kind.PERCENT_OF_TOTAL, "part", stated, (part, whole), 0, firm)


def _of_three(stream: Stream, share: int) -> Iterator[Relation]:
    """ "388 decisions. Permission was granted in 352 cases and refused in 36, so the rate is 90.7%": one of two parts, of what both make."""
    first, end = stream.bounds(stream.sentence(share))
    own = [index for index in stream.claims(first, end, 4) if index != share]
    others = own if len(own) > 2 or not first else stream.before(first) + own
    if (
        len(others) != 3
        or len(own) < 2
        or share < own[-1]
        or any(stream.letters[index] not in "CM" for index in others)
    ):
        return
    place = total_among([stream.values[index] for index in others])
    if place is None or APART.intersection(stream.letters[others[0] : share]) or not _tied(stream, share, own):
        return
    if not all(alike(stream.number(others[place]), stream.number(each)) for each in others):
        return
    whole, stated = stream.number(others.pop(place)), as_share(stream.number(share))
    worked = {stream.number(part).value * 100 / whole.value: stream.number(part) for part in others}
    near = min(worked, key=lambda each: abs(each - stated.value))
    less, more = sorted(stream.number(part).exact for part in others)
    other = stated.span.low <= less * 100 / (more or 1) <= stated.span.high  # of the other part: "£4.6m over on £46.7m"
    if stated.value > 0 and is_near(near, stated.value, CLOSE) and not other:
        yield Relation(Kind.PERCENT_OF_TOTAL, "part", stated, (worked[near], whole))


def _parted(stream: Stream, share: int, others: list[int]) -> bool:
    """Does a word of change or comparison stand between them? "864 in all, rose again, accounting for 36% of the 2,400"."""
    between = share < max(others)
    said = stream.letters[share : max(others)] if between else stream.letters[min(others) : share]
    return bool(set(said) & APART) or (between and bool(set(stream.letters[min(others) : share]) & set("ftc")))


def _tied(stream: Stream, share: int, others: list[int]) -> bool:
    """ "..., equivalent to 28%"; "That figure is a fifth of the 9,000": after both, or between them."""
    if share > max(others):
        again = AGAIN.match(stream.letters, share + 1) is not None
        last = LAST.search(stream.letters, max(0, share - 4), share) and ENDS.match(stream.letters, share + 1)
        tied = last or SHARE.search(stream.letters, max(0, share - 6), share)
        return tied is not None and (again or not names_another(stream, share))
    if share < min(others):
        said = stream.between(*others)
        closed = AMONG.fullmatch(said) and "(" in stream.between(share, min(others))
        return SAME.search(stream.letters, share + 1, min(others)) is not None and bool("O" in said or closed)
    if THEN.fullmatch(stream.between(share, max(others))):
        first = min(others)
        opens = OPENS.search(stream.letters[max(0, first - 5) : first]) is not None
        return opens or "W" in stream.letters[first : share + 2]
    if BORNE.fullmatch(stream.between(share, max(others))) and stream.letters[share - 1 : share] == "(":
        return True
    before, after = LEADS.search(stream.letters, max(0, share - 4), share), stream.between(share, max(others))
    return min(others) < share and before is not None and after[:1] in {"o", "O"} and len(after) <= 6


def _alone_with(stream: Stream, share: int) -> list[int]:
    """The counts or sums of the sentence; with one in it, that of the sentence before as well, if it has one only."""
    first, end = stream.bounds(stream.sentence(share))
    own = [index for index in stream.claims(first, end, 4) if index != share]
    if len(own) == 1 and first > 0:
        own = stream.before(first) + own
    return own if len(own) == 2 and all(stream.letters[index] in "CM" for index in own) else []


def _lines(stream: Stream) -> Iterator[Relation]:
    """A total on a line of its own and its parts below or above, one on each line."""
    lists = _lists(stream)
    for pattern in LINES:
        for match in chain.from_iterable(pattern.finditer(stream.letters, first, end) for first, end in lists):
            span = range(match.start("parts"), match.end("parts"))
            parts = tuple(stream.number(index) for index in span if stream.letters[index] in "CM")
            total = stream.number(match.start("total"))
            if "^" in match.group("parts") and total.value > 0 and all(alike(total, part) for part in parts):
                firm = is_near(sum((part.value for part in parts), Decimal(0)), total.value, CLOSE)
                bound = firm and pattern is LINES[1]  # "Total £7,366", below all its lines
                yield Relation(Kind.SUM_OF_PARTS, "parts", total, parts, 0, firm, bound=bound)


def _lists(stream: Stream) -> list[tuple[int, int]]:
    """Where lines begin and end of which each ends with a figure, with the line before and the one after: nothing else can be such a list."""
    letters, together = stream.letters, list[tuple[int, int]]()
    for match in LISTED.finditer(letters):
        before = letters.rfind("^", 0, match.end() - 1)
        first, end = letters.rfind("^", 0, max(before, 0)) + 1, letters.find("^", match.end()) + 1 or len(letters)
        if together and together[-1][1] >= first:
            first = together.pop()[0]
        together.append((first, end))
    return together


def _rough(stream: Stream) -> Iterator[Relation]:
    """ "Nearly 200 people (197)": the same twice, about and exactly."""
    for match in stream.matches(ABOUT):
        rough, exact = stream.number(match.start("rough")), stream.number(match.start("exact"))
        plain = exact.closeness is Closeness.AS_GIVEN and rough.closeness is not Closeness.AS_GIVEN
        if plain and rough.value > 0 and alike(rough, exact) and is_near(exact.value, rough.value, WIDE):
            yield Relation(Kind.RESTATED, "rough", exact, (rough,))


def _rate(stream: Stream, rate: int) -> Iterator[Relation]:
    """ "1,050 offences in a population of 140,000, or 7.5 per 1,000"."""
    first, end = stream.bounds(stream.sentence(rate))
    others = [index for index in stream.claims(first, end) if index != rate and stream.letters[index] == "C"]
    plain = not set(stream.letters[first:rate]) & set("fcudml")
    if not others and first:  # "2,208 incidents in a population of 92,000. At 24 per 1,000 this is low"
        others = [index for index in stream.before(first) if stream.letters[index] == "C"]
    if len(others) == 2 and all(stream.number(index).per is None for index in others):
        part, whole = sorted((stream.number(index) for index in others), key=lambda number: number.value)
        stated = stream.number(rate)
        worked = part.value * (stated.per or 1) / (whole.value or 1)
        near = any(is_near(worked * ten, stated.value, WIDE) for ten in (Decimal("0.1"), 1, 10))
        yield Relation(Kind.RATIO, "rate", stated, (part, whole), 0, plain and near)


def _to_one(stream: Stream) -> Iterator[Relation]:
    """ "1,320 pupils and 60 teachers, a ratio of 22 to 1"."""
    for match in stream.matches(TO_ONE):
        stated, second = match.start("first"), match.end() - 1
        if stream.words.one not in stream.said(second, second + 1) and stream.values.get(second) != 1:
            if stream.values[stated] != 1 or second not in stream.values:
                continue
            stated, second = second, stated
        first, end = stream.bounds(stream.sentence(stated))
        others = [index for index in stream.claims(first, end) if index not in {stated, second}]
        if len(others) == 2 and all(stream.letters[index] == "C" for index in others):
            less, more = sorted((stream.number(index) for index in others), key=lambda number: number.value)
            said = stream.number(stated)
            said = replace(said, span=Interval(said.span.low - HALF, said.span.high + HALF))
            told = stream.words.outnumbering.isdisjoint(
                stream.said(max(others) + 1, stated)
            )  # not "outnumbering staff by"
            near = (
                told and stated > max(others) and less.value > 0 and is_near(more.value / less.value, said.value, WIDE)
            )
            yield Relation(Kind.RATIO, "each", said, (more, less), 0, near)

"""Figures that can only mean each other: a sentence, a short list or two sentences in which nothing else is given.

"The budget of £12.5m is overspent by £250k, or 20%" has no "of" between its sums, and yet no other reading. Where exactly
the figures that a relation needs stand together, a word says what the last of them claims to be, and it comes near to what
it should be (or is out by a factor of ten), it is contradicted if it is wrong; far off it is more likely that it means something else.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from tallystick.claims.model import Closeness, Kind, Relation
from tallystick.claims.relate.pairs import alike
from tallystick.claims.relate.parts import is_change, names_another
from tallystick.claims.stream import NUMBERS, Stream

SHARE = re.compile(r"(?:\([wea]{0,3}|e[wtoi]{0,4}|[,:;-][wz]{0,4}[oi])$")
APART = frozenset("fudgjABXVmlIFh!")
ABOUT = re.compile(rf"(?P<rough>[CMP])(?:[^{NUMBERS}|^#,;:()]{{0,5}})\(w?(?P<exact>[CMP])\)")
ITEM = r"(?:[-w#]{0,2}[wnoaf]{1,6}[:(-]{0,2}[CM][)]?[wnp]{0,3}(?:\([wp]{0,2}P\))?[;,|]?\^?)"
LINES = (
    re.compile(rf"(?P<total>[CM])[wn]{{0,3}}:?[;^](?P<parts>{ITEM}{{3,15}})"),
    re.compile(rf"(?P<parts>{ITEM}{{2,15}})-?w{{0,2}}Tw{{0,3}}:?(?P<total>[CM])"),
)
WIDE = (Decimal("0.66"), Decimal("1.5"))
CLOSE = (Decimal("0.75"), Decimal("1.3"))


def relations(stream: Stream, changing: set[int]) -> Iterator[Relation]:
    """Every relation between figures beside which there are no others."""
    for index in stream.order:
        if stream.letters[index] == "P" and index not in changing:
            yield from _share(stream, index)
    yield from _lines(stream)
    yield from _rough(stream)


def _share(stream: Stream, share: int) -> Iterator[Relation]:
    """The smaller of two figures in per cent of the larger, and nothing else in the sentence or in this one and the last."""
    if SHARE.search(stream.letters, max(0, share - 6), share) is None or is_change(stream, share):
        return
    others = _alone_with(stream, share)
    if len(others) != 2 or names_another(stream, share) or set(stream.letters[min(others) : share]) & APART:
        return
    part, whole = sorted((stream.number(each) for each in others), key=lambda number: number.value)
    stated = stream.number(share)
    if whole.value >= 10 and part.value > 0 and stated.value > 0 and alike(part, whole):
        worked = part.value * 100 / whole.value
        firm = _is_near(worked, stated.value, WIDE) or any(
            _is_near(worked * ten, stated.value, (Decimal("0.9"), Decimal("1.1"))) for ten in (10, Decimal("0.1"))
        )
        yield Relation(Kind.PERCENT_OF_TOTAL, "part", stated, (part, whole), 0, firm)


def _alone_with(stream: Stream, share: int) -> list[int]:
    """The counts or sums of the sentence; with one in it, that of the sentence before as well, if it has one only."""
    first, end = stream.bounds(stream.sentence(share))
    own = [index for index in stream.claims(first, end) if index != share]
    if len(own) == 1 and first > 0 and own[0] < share:
        own = stream.before(first) + own
    return own if len(own) == 2 and all(stream.letters[index] in "CM" for index in own) else []


def _is_near(worked: Decimal, stated: Decimal, room: tuple[Decimal, Decimal]) -> bool:
    return room[0] * stated <= worked <= room[1] * stated


def _lines(stream: Stream) -> Iterator[Relation]:
    """A total on a line of its own and its parts below or above, one on each line."""
    for pattern in LINES:
        for match in pattern.finditer(stream.letters):
            span = range(match.start("parts"), match.end("parts"))
            parts = tuple(stream.number(index) for index in span if stream.letters[index] in "CM")
            total = stream.number(match.start("total"))
            if "^" in match.group("parts") and total.value > 0 and all(alike(total, part) for part in parts):
                firm = _is_near(sum((part.value for part in parts), Decimal(0)), total.value, CLOSE)
                yield Relation(Kind.SUM_OF_PARTS, "parts", total, parts, 0, firm)


def _rough(stream: Stream) -> Iterator[Relation]:
    """ "Nearly 200 people (197)": the same twice, about and exactly."""
    for match in ABOUT.finditer(stream.letters):
        rough, exact = stream.number(match.start("rough")), stream.number(match.start("exact"))
        plain = exact.closeness is Closeness.AS_GIVEN and rough.closeness is not Closeness.AS_GIVEN
        if plain and rough.value > 0 and alike(rough, exact) and _is_near(exact.value, rough.value, WIDE):
            yield Relation(Kind.RESTATED, "rough", exact, (rough,))

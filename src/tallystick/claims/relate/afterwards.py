"""What the next sentence says of the figures of the one before: what they come to, what they are made of, how many points lie between.

"£212k, £198k and £241k. The total to date is thus £651k"; "it rose from 64% to 72%. The 8 point improvement". It is of all figures of
its unit in the sentence before, and of no others; contradicted where it comes near, or is a slip of the pen.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from tallystick.claims.model import Kind, Number, Relation
from tallystick.claims.relate.named import is_meant
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import NUMBERS, Stream

TOTAL = re.compile(rf"(?:(?<=[|^])|^)[wqk]{{0,3}}T[^{NUMBERS}|^#,;:xkcBA]{{0,8}}?(?P<total>[CM])")
POINTS = re.compile(r"(?:(?<=[|^])|^)[wqk]{1,3}(?P<points>Q)[udgjs]")
# "They were made up of 629 primary fires, 690 secondary fires and 88 chimney fires".
MADE = re.compile(r"(?:(?<=[|^])|^)C?[wqk]{1,3}[wi]{0,3}S")
THESE = re.compile(rf"(?:(?<=[|^])|^)[qw]w[^{NUMBERS}|^#,;]{{0,9}}?[tTie]w{{0,2}}(?P<total>[CM])")
EARLIER = re.compile(r"[fhHcL][wLo]{0,3}$")
LEAST, NEAR = 3, (Decimal("0.85"), Decimal("1.18"))


def relations(stream: Stream) -> Iterator[Relation]:
    """Every total, and every number of points, of the figures of the sentence before."""
    for match in TOTAL.finditer(stream.letters):
        yield from _totalled(stream, match.start(), match.start("total"))
    for match in POINTS.finditer(stream.letters):
        first, points = match.start(), match.start("points")
        shares = [index for index in stream.before(first) if stream.letters[index] == "P"]
        if len(shares) == 2 and not stream.claims(first, points):
            numbers = stream.number(shares[0]), stream.number(shares[1])
            yield Relation(Kind.ABSOLUTE_CHANGE, "pair", stream.number(points), numbers)
    for match in THESE.finditer(stream.letters):
        yield from _of_these(stream, match.start(), match.start("total"))
    for match in MADE.finditer(stream.letters):
        yield from _made_of(stream, match.start(), match.end())


def _of_these(stream: Stream, first: int, total: int) -> Iterator[Relation]:
    """ "These three elements bring it to £44.1m": as many as the sentence before has."""
    said = list(stream.said(first, first + 2))
    many = stream.words.numbers.get(said[1]) if said[0] in stream.words.pointing and len(said) > 1 else None
    stated = stream.number(total)
    listed = [index for index in stream.before(first) if alike(stream.number(index), stated)]
    if many != len(listed) or len(listed) < 2:
        return
    parts = tuple(stream.number(index) for index in listed)
    yield Relation(Kind.SUM_OF_PARTS, "parts", stated, parts, 0, _is_near(stated, _sum(parts)))


def _made_of(stream: Stream, first: int, at: int) -> Iterator[Relation]:
    """The only figure of the sentence before that is of no earlier time, and all that this one has."""
    before = [each for each in stream.before(first) if EARLIER.search(stream.letters, max(0, each - 4), each) is None]
    _, end = stream.bounds(stream.sentence(at))
    listed = stream.claims(at, end)
    if len(before) != 1 or len(listed) < 2:
        return
    stated, parts = stream.number(before[0]), tuple(stream.number(each) for each in listed)
    if stream.letters[before[0]] in "CM" and all(alike(part, stated) for part in parts):
        yield Relation(Kind.SUM_OF_PARTS, "parts", stated, parts, 0, _is_near(stated, _sum(parts)))


def _totalled(stream: Stream, first: int, total: int) -> Iterator[Relation]:
    stated, letter = stream.number(total), stream.letters[total]
    _, end = stream.bounds(stream.sentence(total))
    listed = [index for index in stream.before(first) if stream.letters[index] == letter]
    others = [index for index in stream.claims(first, end) if stream.letters[index] == letter and index != total]
    parts = tuple(stream.number(index) for index in listed)
    if len(parts) < LEAST or others or not all(alike(part, stated) for part in parts):
        return
    worked = _sum(parts)
    largest = max(part.value for part in parts)
    firm = _is_near(stated, worked) and is_meant(worked, stated.value) and stated.value > largest
    yield Relation(Kind.SUM_OF_PARTS, "parts", stated, parts, 0, firm)


def _sum(parts: tuple[Number, ...]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _is_near(stated: Number, worked: Decimal) -> bool:
    return NEAR[0] * stated.value <= worked <= NEAR[1] * stated.value

"""What the next sentence says of the figures of the one before: what they come to, what they are made of, how many points lie between.

"£212k, £198k and £241k. The total to date is thus £651k"; "it rose from 64% to 72%. The 8 point improvement". It is of all figures of
its unit in the sentence before, and of no others; contradicted where it comes near, or is a slip of the pen.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from tallystick.claims.model import Kind, Number, Relation
from tallystick.claims.relate.named import is_meant
from tallystick.claims.relate.nearness import is_near
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import NUMBERS, Stream, cued

TOTAL = cued(rf"(?:(?<=[|^])|^)[wqk]{{0,3}}T[^{NUMBERS}|^#,;:xkcBA]{{0,8}}?(?P<total>[CM])", "T")
POINTS = cued(r"(?:(?<=[|^])|^)[wqk]{1,3}(?P<points>Q)[udgjs]", "Q")
# "The gap, 13 points, is wider".
GAP = cued(r"(?:(?<=[|^])|^)w?D(?:,|iw?|o)(?P<points>Q)(?=[,|;^]|iw?m|[mlw]h)", "D")
# "They were made up of 629 primary fires, 690 secondary fires and 88 chimney fires".
MADE = cued(r"(?:(?<=[|^])|^)C?[wqk]{1,3}[wi]{0,3}S", "S")
THESE = cued(rf"(?:(?<=[|^])|^)[qw]w[^{NUMBERS}|^#,;]{{0,9}}?[tTie]w{{0,2}}(?P<total>[CM])", "tTie CM")
# "The mean over the month, she said, was 52 minutes"; "Over the three years this is worth £1.15m".
MEAN = cued(rf"(?:(?<=[|^])|^)[^{NUMBERS}|^#;:cBAZLk]{{0,9}}?G[^{NUMBERS}|^#;cBAZLk]{{0,9}}?(?P<mean>[CM])", "G")
OVER = cued(r"(?:(?<=[|^])|^)[wn]{2,4}y?,?(?:q[iw]?|ye|e)w{0,3}(?P<total>[CM])", "qe CM")
EARLIER = re.compile(r"[fhHcL][wLo]{0,3}$")
LEAST, CLOSE, WIDE = 3, (Decimal("0.85"), Decimal("1.18")), (Decimal("0.6"), Decimal("1.6"))


def relations(stream: Stream) -> Iterator[Relation]:
    """Every total, and every number of points, of the figures of the sentence before."""
    for match in stream.matches(TOTAL):
        yield from _totalled(stream, match.start(), match.start("total"))
    for match in stream.matches(POINTS):
        first, points = match.start(), match.start("points")
        shares = [index for index in stream.before(first) if stream.letters[index] == "P"]
        if len(shares) == 2 and not stream.claims(first, points):
            numbers = stream.number(shares[0]), stream.number(shares[1])
            yield Relation(Kind.ABSOLUTE_CHANGE, "pair", stream.number(points), numbers)
    for match in stream.matches(GAP):
        yield from _parted(stream, match.start(), match.start("points"))
    for match in stream.matches(THESE):
        yield from _of_these(stream, match.start(), match.start("total"))
    for match in stream.matches(MEAN):
        yield from _mean_of(stream, match.start(), match.start("mean"))
    for match in stream.matches(OVER):
        yield from _over_all(stream, match.start(), match.start("total"))
    for match in stream.matches(MADE):
        yield from _made_of(stream, match.start(), match.end())


def _parted(stream: Stream, first: int, points: int) -> Iterator[Relation]:
    """ "69% of girls and 58% of boys. The gap, 11 points, is wider": between the only two shares of the sentence before."""
    shares = [stream.number(index) for index in stream.before(first) if stream.letters[index] == "P"]
    if len(shares) == 2:
        stated, one, other = stream.number(points), *shares
        firm = is_near(one.value - other.value, stated.value)
        yield Relation(Kind.DIFFERENCE, "apart", stated, (one, other), 0, firm)


def _of_these(stream: Stream, first: int, total: int) -> Iterator[Relation]:
    """ "These three elements bring it to £44.1m": as many as the sentence before has."""
    said = stream.said(first, first + 2)
    many = stream.words.numbers.get(said[1]) if said[0] in stream.words.pointing and len(said) > 1 else None
    stated = stream.number(total)
    listed = [index for index in stream.before(first) if alike(stream.number(index), stated)]
    if many != len(listed) or len(listed) < 2:
        return
    parts = tuple(stream.number(index) for index in listed)
    yield Relation(Kind.SUM_OF_PARTS, "parts", stated, parts, 0, is_near(_sum(parts), stated.value, CLOSE))


def _listed(stream: Stream, first: int, index: int) -> tuple[Number, ...]:
    """All figures of its unit in the sentence before, where it is the only one of its own."""
    _, end = stream.bounds(stream.sentence(index))
    letter, stated = stream.letters[index], stream.number(index)
    own = [each for each in stream.claims(first, end) if stream.letters[each] == letter]
    listed = [stream.number(each) for each in stream.before(first) if stream.letters[each] == letter]
    alone = own == [index] and len(listed) >= LEAST and all(alike(number, stated) for number in listed)
    return tuple(listed) if alone else ()


def _mean_of(stream: Stream, first: int, index: int) -> Iterator[Relation]:
    """ "They were 41, 38, 44 and 49 minutes. The mean over the month was 52"."""
    parts, stated = _listed(stream, first, index), stream.number(index)
    if parts:
        worked = _sum(parts) / len(parts)
        yield Relation(Kind.AVERAGE, "mean", stated, parts, 0, is_near(worked, stated.value, WIDE))


def _over_all(stream: Stream, first: int, total: int) -> Iterator[Relation]:
    """ "£210,000 in the first year, £340,000 in the second and £365,000 in the third. Over the three years this is worth £1.15m"."""
    parts, stated = _listed(stream, first, total), stream.number(total)
    many = [stream.words.numbers.get(word) for word in stream.said(first, total)]
    if parts and len(parts) in many and stated.value > max(part.value for part in parts):
        worked = _sum(parts)
        yield Relation(Kind.SUM_OF_PARTS, "parts", stated, parts, 0, is_near(worked, stated.value, WIDE))


def _made_of(stream: Stream, first: int, at: int) -> Iterator[Relation]:
    """The only figure of the sentence before that is of no earlier time, and all that this one has."""
    _, end = stream.bounds(stream.sentence(at))
    listed = stream.claims(at, end)
    kind = stream.letters[listed[0]] if listed else ""
    before = [each for each in stream.before(first) if stream.letters[each] == kind]
    before = [each for each in before if EARLIER.search(stream.letters, max(0, each - 4), each) is None]
    if len(before) != 1 or len(listed) < 2:
        return
    stated, parts = stream.number(before[0]), tuple(stream.number(each) for each in listed)
    if stream.letters[before[0]] in "CM" and all(alike(part, stated) for part in parts):
        yield Relation(Kind.SUM_OF_PARTS, "parts", stated, parts, 0, is_near(_sum(parts), stated.value, CLOSE))


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
    firm = is_near(worked, stated.value, CLOSE) and is_meant(worked, stated.value) and stated.value > largest
    yield Relation(Kind.SUM_OF_PARTS, "parts", stated, parts, 0, firm)


def _sum(parts: tuple[Number, ...]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))

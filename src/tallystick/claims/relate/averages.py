"""Averages: the mean of figures that are listed, a rolling one, and so much for each."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from tallystick.claims.lists import total_among
from tallystick.claims.model import Kind, Relation, Sort
from tallystick.claims.relate.pairs import alike, same_things
from tallystick.claims.relate.sums import LINK
from tallystick.claims.stream import NUMBERS, Stream, cued

AVERAGE_LAST = cued(
    rf"(?P<parts>[CMPQ](?>{LINK}{{0,8}}?[,;a]{LINK}{{0,8}}?[CMPQ]){{1,14}})[^{NUMBERS}|^#ABcXVhkud]{{0,9}}?[,;(|a-]?(?P<kind>[wyzZiLN]{{0,5}})G"
    rf"(?P<mid>[wyzipLNe]{{0,4}}?|o[wy]{{1,4}}i)o?(?P<average>[CMPQ])(?P<after>[wypLN]{{0,3}})",
    "G",
    across=True,
)
AVERAGE_FIRST = cued(
    rf"(?P<kind>[wyzZLN]{{0,3}})G(?P<mid>[wyzipLN]{{0,4}}?)o?(?P<average>[CMPQ])(?P<after>[wypLN]{{0,3}})[^{NUMBERS}|^#fckAB]{{0,6}}?(?:C[^{NUMBERS}|^#]{{0,3}})?[(:]"
    rf"{LINK}{{0,4}}?(?P<parts>[CMPQ](?>{LINK}{{0,8}}?[,;a]{LINK}{{0,8}}?[CMPQ]){{1,14}})",
    "G",
)
AVERAGE_OF = cued(
    rf"(?P<kind>[wyzZLN]{{0,3}})Go(?:w{{0,2}}C)?{LINK}{{0,8}}?\(?(?P<parts>[CMPQ](?>{LINK}{{0,6}}?[,;a]{LINK}{{0,6}}?[CMPQ]){{1,14}})"
    rf"[wyLN]{{0,4}}\)?(?P<mid>[wyLN]{{0,3}})[ie]w{{0,2}}(?P<average>[CMPQ])",
    "G",
)
AVERAGE_OVER = cued(
    rf"(?P<kind>[wyzZLN]{{0,3}})G(?P<mid>[wyzLNopi]{{0,8}}?)(?:Cw{{0,2}}y?)?\({LINK}{{0,4}}?"
    rf"(?P<parts>[CMPQ](?>{LINK}{{0,6}}?[,;a]{LINK}{{0,6}}?[CMPQ]){{1,14}})[wyLN]{{0,4}}\)[wyLN]{{0,2}}[ie]w{{0,2}}(?P<average>[CMPQ])",
    "G",
)
AVERAGE_THEN = cued(
    rf"(?P<average>[CMPQ])(?P<kind>w{{0,3}}H?)G(?P<mid>[wyLN]{{0,6}}?)[:(]{LINK}{{0,4}}?"
    rf"(?P<parts>[CMPQ](?>{LINK}{{0,8}}?[,;a]{LINK}{{0,8}}?[CMPQ]){{1,14}})",
    "G",
)
# "The average time to let a home was 31 days: 28 in the north, 30 in the south and 29 in the east": of as many lets in each no word is said.
AVERAGE_WAS = cued(
    rf"G[wytopLN]{{1,9}}i[we]?(?P<average>[CMP])w{{0,3}}[(:]{LINK}{{0,4}}?(?P<parts>[CMP](?>{LINK}{{0,8}}?[,;a]{LINK}{{0,8}}?[CMP]){{1,14}})",
    "G",
)


def relations(stream: Stream) -> Iterator[Relation]:
    """Every mean of figures that are listed, rolling average, and figure for each."""
    for pattern in (AVERAGE_LAST, AVERAGE_FIRST, AVERAGE_OF, AVERAGE_OVER, AVERAGE_THEN):
        for match in stream.matches(pattern):
            if "Z" in match.group("kind"):
                continue
            average = stream.number(match.start("average"))
            span = range(match.start("parts"), match.end("parts"))
            listed = [index for index in span if stream.letters[index] in "CMPQ"]
            listed = [index for index in listed if "T" not in stream.letters[max(0, index - 3) : index]]
            parts = tuple(stream.number(index) for index in listed if alike(stream.number(index), average))
            mixed = len(parts) == 2 and not same_things(*parts)
            if len(parts) > 1 and average.per is None and not mixed:
                firm = "i" not in match.group("mid") or pattern in (AVERAGE_OF, AVERAGE_OVER)
                firm = (
                    firm and not _is_aside(stream, match, listed) and not _is_one_of_two(stream, match.start("average"))
                )
                _, end = stream.bounds(stream.sentence(match.start("average")))
                simple = "z" not in match.group("kind") + match.group("mid") + stream.letters[match.end() : end]
                yield Relation(Kind.AVERAGE, "mean" if simple else "rolling", average, parts, 0, firm)
    yield from _outside(stream)
    yield from _of_list_before(stream)
    yield from _each_of_several(stream)
    yield from _smoothed(stream)
    yield from _per_head(stream)
    yield from _each(stream)


def _outside(stream: Stream) -> Iterator[Relation]:
    """A mean of figures that may weigh differently: it is contradicted where it is more than the most of them, or less than the least."""
    for match in stream.matches(AVERAGE_WAS):
        at = match.start("average")
        listed = [index for index in range(*match.span("parts")) if stream.letters[index] == stream.letters[at]]
        sizes = [stream.values[index] for index in listed]
        if len(listed) > 1:
            yield from _mean(stream, at, listed, not min(sizes) <= stream.values[at] <= max(sizes))


def _is_aside(stream: Stream, match: "re.Match[str]", listed: list[int]) -> bool:
    """ "They averaged £41.2m (£52.9m), with a high of £63.4m": does a bracket before the first close before the second?"""
    opens = stream.letters[max(match.start(), listed[0] - 4) : listed[0]].rfind("(") >= 0 if listed else False
    return opens and len(listed) > 1 and ")" in stream.between(*listed[:2])


TWO_MEANS = re.compile(r"a[wf]{0,2}[CMPQ]")


def _is_one_of_two(stream: Stream, average: int) -> bool:
    """ "Median pay was £15.21 and £15.84, mean £16.90 and £17.45": two averages of two things."""
    following = TWO_MEANS.match(stream.letters, average + 1)
    return following is not None and stream.letters[following.end() - 1] == stream.letters[average]


MEANT = cued(
    r"(?<![zZ])(?:G[wiyo]{0,4}(?P<after>[CMP])(?![HhA-Z]?w?[ml])|(?P<before>[CMP])(?:w{0,3}H?)?G(?=[|,;)^]|$))", "G"
)
LEAST_LISTED, SPAN, EXACT = 3, 50, 0.01
OTHERS = frozenset("cLZzk")  # a figure of others, or of another time


def _of_list_before(stream: Stream) -> Iterator[Relation]:
    """ "Counts were 42, 18, 30, 65, 25. The five add up to 180 and the mean is 36": of what the sentence before lists, and nothing else.

    Or of what its own lists with its total: "12, 9, 15 and 8, that is 44 people, or an average of 11".
    """
    for match in stream.matches(MEANT):
        at = match.start("after") if match.group("after") else match.start("before")
        first, end = stream.bounds(stream.sentence(at))
        own = [
            index for index in stream.claims(first, end) if stream.letters[index] == stream.letters[at] and index != at
        ]
        within, is_total = _without_total(stream, [index for index in own if index < at])
        if is_total:
            yield from _mean(stream, at, within, not set(stream.letters[within[0] : at]) & OTHERS)
            continue
        before = stream.before(first)[-SPAN:] if first else []
        listed, totalled = _without_total(
            stream, [each for each in before if stream.letters[each] == stream.letters[at]]
        )
        if len(listed) < LEAST_LISTED or len(listed) + totalled != len(before):
            continue
        whole = sum(stream.values[index] for index in listed)
        totalled = totalled or any(abs(whole - stream.values[index]) < EXACT for index in own)
        yield from _mean(stream, at, listed, totalled and not set(stream.letters[first:end]) & OTHERS)


def _without_total(stream: Stream, listed: list[int]) -> tuple[list[int], bool]:
    """A list without its total, which is the first of it or the last, and whether there is one."""
    total = total_among([stream.values[index] for index in listed]) if len(listed) > LEAST_LISTED else None
    if total not in {0, len(listed) - 1}:
        return listed, False
    return [index for place, index in enumerate(listed) if place != total], True


def _mean(stream: Stream, at: int, listed: list[int], told: bool) -> Iterator[Relation]:
    """The mean of a list, firm where it is told that this is all of it and nothing else may be meant."""
    parts, average = tuple(stream.number(index) for index in listed), stream.number(at)
    if average.per is None and all(alike(part, average) for part in parts):
        worked = sum(stream.values[index] for index in listed) / len(listed)
        firm = told and 0.75 <= worked / (stream.values[at] or 1.0) <= 1.34
        yield Relation(Kind.AVERAGE, "mean", average, parts, 0, firm, bound=firm)


EACH_OF = cued(r"(?P<each>[CM])w{0,2}n?pow?(?P<times>y(?:[,a]{1,2}y){1,11})", "p y")


def _each_of_several(stream: Stream) -> Iterator[Relation]:
    """ "3,045 joined, 1,015 in each of March, April and May": the figure before, by so many months as are named."""
    for match in stream.matches(EACH_OF):
        at, many = match.start("each"), match.group("times").count("y")
        first, _ = stream.bounds(stream.sentence(at))
        before = [index for index in stream.claims(first, at) if stream.letters[index] == stream.letters[at]][-1:]
        for whole in before:
            count = stream.spoken(match.start("times"), many, text=str(many))
            near = 0.6 <= stream.values[whole] / many / (stream.values[at] or 1.0) <= 1.67
            yield Relation(Kind.AVERAGE, "each", stream.number(at), (stream.number(whole), count), 0, near)


SMOOTHED = cued(r"zw{0,2}G[^MPQKR|^#;(]{0,16}?(?P<average>[CMPQ])(?!w{0,2}[ei])", "z G")
SPREAD = cued(rf"(?:Gw{{0,2}}[oifn]?|p[^{NUMBERS}|^#,;]{{0,6}}?G[^{NUMBERS}|^#,;]{{0,2}})(?P<average>C)", "G")


def _smoothed(stream: Stream) -> Iterator[Relation]:
    """A rolling or weighted average beside figures that it was made of only in part."""
    for match in stream.matches(SMOOTHED):
        at = match.start("average")
        _, end = stream.bounds(stream.sentence(at))
        listed = stream.claims(at + 1, end) or stream.claims(end, stream.bounds(stream.sentence(end))[1], 9)
        parts = tuple(part for part in map(stream.number, listed) if alike(part, stream.number(at)))
        if len(parts) > 1 and "c" not in stream.letters[at:end]:
            yield Relation(Kind.AVERAGE, "rolling", stream.number(at), parts)


def _is_near(stream: Stream, average: int, money: int, count: int) -> bool:
    quotient = stream.values[money] / max(stream.values[count], 1e-9) / max(stream.values[average], 1e-9)
    return 0.75 <= quotient <= 1.34


def _each(stream: Stream) -> Iterator[Relation]:
    """ "12 officers for 1,440 premises, on average 120 each": the one count over the other, nothing else in the sentence."""
    for match in stream.matches(SPREAD):
        at = match.start("average")
        first, end = stream.bounds(stream.sentence(at))
        others = [index for index in stream.claims(first, end) if index != at]
        if (
            len(others) != 2
            or any(stream.letters[index] != "C" for index in others)
            or set(stream.letters[first:end]) & set("tcud")
        ):
            continue
        less, more = sorted(others, key=lambda index: stream.values[index])
        firm = _is_near(stream, at, more, less)
        yield Relation(Kind.AVERAGE, "each", stream.number(at), (stream.number(more), stream.number(less)), 0, firm)


PER_HEAD = cued(
    r"(?:G[wyiLN]{0,3}o?|e[wto]{0,2})(?P<average>[CM])[wyLN]{0,4}?p|(?P<average2>M)w?p|Gw{0,2}o(?P<average3>M)", "Gp"
)


def _per_head(stream: Stream) -> Iterator[Relation]:
    """ "£120,000 over 400 cases, an average of £300 a case", "shared by 400 groups, £300 each": a sum of money by a count."""
    for match in stream.matches(PER_HEAD):
        at = next(match.start(name) for name in ("average", "average2", "average3") if match.group(name))
        first, end = stream.bounds(stream.sentence(at))
        place = bisect_left(stream.order, first)
        inside = [index for index in stream.order[place : place + 6] if index < end and index != at]
        money = [index for index in inside if stream.letters[index] == "M"]
        counts = [index for index in inside if stream.letters[index] == "C"]
        average = stream.number(at)
        shared = not stream.words.shared.isdisjoint(stream.said(first, at))
        if average.sort is Sort.MONEY and len(money) == 1 and len(counts) == 1 and len(inside) == 2:
            yield Relation(
                Kind.AVERAGE,
                "each",
                average,
                (stream.number(money[0]), stream.number(counts[0])),
                0,
                bool(match.group("average"))
                or ((not match.group("average2") or shared) and _is_near(stream, at, money[0], counts[0])),
            )

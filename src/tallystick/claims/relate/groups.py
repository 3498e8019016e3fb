"""Counts with per cents and no "of" ("54 (82%) met, 12 (18%) not"): their whole is a count near by, or their sum."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from tallystick.claims.model import Kind, Relation, Sort
from tallystick.claims.relate.pairs import alike
from tallystick.claims.relate.parts import Member, of_whole
from tallystick.claims.stream import Stream

REACH = 60
OF_ALL = re.compile(r"[oO]w?[TqW]")  # "28.4% of the total"
# So many parts are held against their sum, and within so many letters; and so many figures before a share and after it may be its whole.
MOST_APART, FAR = 8, 120
BACK, AHEAD = 20, 10
EQUAL = 1e-6


def relations(stream: Stream, members: list[Member]) -> Iterator[Relation]:
    """What the members of each group are parts of."""
    yield from _apart(stream, members)
    yield from _exactly(stream, members)
    for group in _groups(stream, members):
        yield from _within_group(stream, group)
        for whole in _wholes(stream, group):
            parts_fill = _adds_up(stream, group, whole)
            for relation in (each for pair in group for each in of_whole(stream, pair[0], whole, pair[1], parts_fill)):
                yield replace(relation, far=not parts_fill, bound=parts_fill and _shares(stream, group) == 100)
            if parts_fill:
                yield from _filled(stream, group, whole)
        hundreds = _hundreds(stream, group)
        for run in hundreds or [group]:
            yield from _of_hundred(stream, run)
        for run in hundreds if len(hundreds) > 1 or len(group) < 3 else [group, *_by_sentence(stream, group)]:
            yield from _of_sum(stream, run)


def _apart(stream: Stream, members: list[Member]) -> Iterator[Relation]:
    """ "658 (31.1%), 574 (27.2%) … on 183, or 8.7% … together 698 (33.0%)": parts far apart that make their shares of their sum.

    Where all but one of four or more do, the one that does not is wrong.
    """
    for first, member in enumerate(members):
        run = [member]
        for pair in members[first + 1 : first + MOST_APART]:
            if pair[0] - member[0] > FAR or "^" in stream.letters[max(run[-1]) : min(pair)]:
                break
            run.append(pair)
            if len(run) > 2:
                yield from _held_against_sum(stream, run)


def _by_sentence(stream: Stream, group: list[Member]) -> Iterator[list[Member]]:
    """The members of each sentence, where a group is of more than one."""
    runs = [list(run) for _, run in groupby(group, key=lambda pair: stream.sentence(pair[0]))]
    yield from (run for run in runs if len(runs) > 1 and len(run) > 2)


def _exactly(stream: Stream, members: list[Member]) -> Iterator[Relation]:
    """ "Between them they produced 2,615 votes … 358 votes (13.7%)": a share to a tenth seldom fits a figure of its paragraph by chance."""
    for part, share in members:
        if "." not in stream.number(share).text:
            continue
        at = bisect_left(stream.order, part)
        own = stream.number(part)
        for whole in (*stream.order[max(0, at - BACK) : at][::-1], *stream.order[at + 1 : at + 1 + AHEAD]):
            between = stream.letters[min(whole, part) : max(whole, part)]
            if stream.letters[whole] not in "CM" or "^" in between or not alike(own, stream.number(whole)):
                continue
            holds = _is_share(stream, part, share, stream.values[whole])
            told = OF_ALL.match(stream.letters, share + 1) is not None and _may_be_share(stream, part, share, whole)
            if stream.values[whole] > stream.values[part] and (holds or told):
                inputs = own, stream.number(whole)
                yield Relation(
                    Kind.PERCENT_OF_TOTAL, "part", stream.number(share), inputs, 0, False, far=True, faint=True
                )
                break


def _may_be_share(stream: Stream, part: int, share: int, whole: int) -> bool:
    """Does some value that the figures may stand for make the share?"""
    top, bottom, span = stream.number(part).span, stream.number(whole).span, stream.number(share).span
    return bottom.low > 0 and top.low * 100 <= span.high * bottom.high and span.low * bottom.low <= top.high * 100


def _held_against_sum(stream: Stream, run: list[Member]) -> Iterator[Relation]:
    """The shares of these parts in their sum, where all are so; or all but one, of four and more that are given to a decimal."""
    parts = tuple(stream.number(part) for part, _ in run)
    reached = sum(stream.values[part] for part, _ in run)
    off = [pair for pair in run if not _is_share(stream, *pair, reached)]
    plain = len(run) > 3 and all("." in stream.number(share).text for _, share in run)
    if len(off) > plain or not all(alike(parts[0], part) for part in parts):
        return
    for part, share in run:
        inputs, alone = (stream.number(part), *parts), off == [(part, share)]
        yield Relation(
            Kind.PERCENT_OF_TOTAL, "of_sum", stream.number(share), inputs, 0, alone, far=not alone, faint=not alone
        )


def _within_group(stream: Stream, group: list[Member]) -> Iterator[Relation]:
    """ "480 were returned (40%) and 360 (75%) were positive": one part may be the whole of the next."""
    if _shares(stream, group) <= 100 or _sums_to_one_near(stream, group):
        return
    for place, (part, share) in enumerate(group):
        for whole, _ in group[max(0, place - 3) : place]:
            yield from of_whole(stream, part, whole, share, False)


def _sums_to_one_near(stream: Stream, group: list[Member]) -> bool:
    """Do the parts make a number near by, so that they stand side by side in it?"""
    return any(_adds_up(stream, group, whole) for whole in _wholes(stream, group))


def _adds_up(stream: Stream, group: list[Member], whole: int) -> bool:
    total = sum(stream.number(part).value for part, _ in group)
    return len(group) > 1 and total == stream.number(whole).value and abs(_shares(stream, group) - 100) <= 20


def _shares(stream: Stream, group: list[Member]) -> Decimal:
    return sum((stream.number(share).value for _, share in group), Decimal(0))


def _filled(stream: Stream, group: list[Member], whole: int) -> Iterator[Relation]:
    """Parts that make their whole: a sum that holds, and shares that must make a hundred."""
    parts, shares = (tuple(stream.number(pair[which]) for pair in group) for which in (0, 1))
    yield Relation(Kind.SUM_OF_PARTS, "parts", stream.number(whole), parts, 0, False)
    yield Relation(Kind.PERCENTAGES_SUM, "hundred", shares[-1], shares)


def _hundreds(stream: Stream, group: list[Member]) -> list[list[Member]]:
    """ "28,138 (72%) burnt and 11,053 (28%) buried; then 29,917 (77%) and 9,240 (23%)": the runs whose shares make a hundred."""
    runs: list[list[Member]] = []
    run: list[Member] = []
    for pair in group:
        run.append(pair)
        if _shares(stream, run) == 100 and len(run) > 1:
            runs.append(run)
            run = []
    return runs


def _of_hundred(stream: Stream, group: list[Member]) -> Iterator[Relation]:
    """ "124 (96%) are on course … the other five (4%)": shares that may be all of one whole."""
    shares = tuple(stream.number(share) for _, share in group)
    if len(shares) > 1 and abs(_shares(stream, group) - 100) <= 1:
        yield Relation(Kind.PERCENTAGES_SUM, "hundred", shares[-1], shares, 0, False, far=True)


def _of_sum(stream: Stream, group: list[Member]) -> Iterator[Relation]:
    """Three and more that share a sentence, and two whose shares make a hundred: each is held against their sum, to confirm; the only one that does not hold is wrong."""
    parts = tuple(stream.number(part) for part, _ in group)
    if len({part.sort for part in parts}) == 1 and Sort.PERCENTAGE not in {part.sort for part in parts}:
        reached = sum(stream.values[part] for part, _ in group)
        off = [pair for pair in group if len(group) > 2 and not _is_share(stream, *pair, reached)]
        for part, share in group:
            inputs, alone = (stream.number(part), *parts), off == [(part, share)]
            yield Relation(Kind.PERCENT_OF_TOTAL, "of_sum", stream.number(share), inputs, 0, alone)


def _is_share(stream: Stream, part: int, share: int, whole: float) -> bool:
    """Does a part make its share of a whole, a little more or less?"""
    span = stream.number(share).span
    worked = stream.values[part] * 100 / whole if whole else 0.0
    return float(span.low) - EQUAL <= worked <= float(span.high) + EQUAL


def _groups(stream: Stream, members: list[Member]) -> list[list[Member]]:
    """Members that follow one another closely."""
    groups: list[list[Member]] = []
    for pair in members:
        if (
            groups
            and len(groups[-1]) < 20
            and min(pair) - max(groups[-1][-1]) <= 14
            and min(pair) > max(groups[-1][-1])
        ):
            groups[-1].append(pair)
        elif not groups or min(pair) > max(groups[-1][-1]):
            groups.append([pair])
    return groups


def _wholes(stream: Stream, group: list[Member]) -> list[int]:
    """Counts near a group that may be its whole: up to four before it, one after it."""
    first, last = min(group[0]), max(group[-1])
    taken = {index for pair in group for index in pair}
    order = stream.order
    near = [index for index in _around(order, first, last) if index not in taken]
    largest = max(stream.number(part).value for part, _ in group)
    return [
        index
        for index in near
        if stream.letters[index] in "CM"
        and alike(stream.number(index), stream.number(group[0][0]))
        and stream.number(index).value >= max(largest, Decimal(10))
    ]


def _around(order: list[int], first: int, last: int) -> list[int]:
    at, after = bisect_left(order, first), bisect_left(order, last + 1)
    before = [index for index in order[max(0, at - 4) : at] if first - index <= REACH]
    return before + [index for index in order[after : after + 1] if index - last <= 12]

"""What is said of two figures after both are told: "74%. The target was 60%, so we are ahead", "England's rate is 70. Ours is below it".

The first figure is ours, the second somebody else's, or what was asked for, or of an earlier time; the words that say which is the greater,
or the better, come last and have no figure. Only of a share is it contradicted that it is good enough, where ours can be but one; where
it is said which is better, and not of what, the two are put beside each other.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate.compared import denied, may_face, than, way_of
from tallystick.claims.stream import NUMBERS, Stream

# Letters before the other figure and after it, and before it as far as ours may stand.
BEFORE, AFTER, FURTHEST = 12, 16, 70
MOST, NEAREST, SENTENCES = 5, 3, 3
OTHERS = frozenset("kZL")
CHANGES = re.compile(rf"[udsbDv][^{NUMBERS}|^#;:,]{{0,3}}$|[udml]?b$")
PART = re.compile(r"[^|^]*[oOW]w{0,3}")  # "33 of the 66"
ITS = re.compile("w{0,2}iw{0,2}")
NEXT = re.compile(r"[^,;:|^#(]{0,3}")
STOPS = re.compile(rf"[{NUMBERS}^#;:(]")


class Verdict(NamedTuple):
    """What is said of two figures: where, which way, whether the better is meant, of more than one of ours."""

    at: int
    way: int
    better: bool
    many: bool


def relations(stream: Stream, changing: set[int]) -> Iterator[Relation]:
    """Every figure that is set beside one told after it by the words that follow."""
    words = stream.words
    telling = words.on_top | words.underneath | words.fulfilled | words.unfulfilled
    before = sorted({bisect_left(stream.order, at) - 1 for at in stream.of_words(telling)})
    for place in before[bisect_left(before, 1) :]:
        other = stream.order[place]
        if stream.letters[other] in "CMPQ" and other not in changing:
            verdict = _verdict(stream, other) if _is_of_others(stream, other) else None
            if verdict is not None:
                yield from _set_beside(stream, place, verdict, changing)


def _is_of_others(stream: Stream, index: int, parted: str = "") -> bool:
    """Is it what is asked for, or somebody else's, or of an earlier time? What is before one of the signs `parted` does not count."""
    first, end = stream.bounds(stream.sentence(index))
    before = stream.letters[max(first, index - BEFORE) : index]
    start, clause = (index - len(re.split(f"[{NUMBERS};#{sign}]", before)[-1]) for sign in (parted, ","))
    start = clause if before[-1:] == "," else start  # "of the measures with a target, 65% were met"
    end = min(index + 1 + _following(stream, index), end)
    after = [word for word in stream.said(index + 1, end) if not word.endswith(stream.words.figures.plural)]
    words = {re.split("['’]", word)[0] for word in (*stream.said(start, index), *after)}  # "66 targets" are counted
    known = not words.isdisjoint(stream.words.asked | stream.words.limits | stream.words.levels)
    known = known or not stream.words.long_ago.isdisjoint(stream.said(clause, end))
    return known or not OTHERS.isdisjoint(stream.letters[start:index] + stream.letters[index + 1 : end])


def _following(stream: Stream, index: int) -> int:
    """How many words right after a figure belong to it."""
    match = NEXT.match(stream.letters, index + 1)
    return len(match.group()) if match is not None else 0


def _verdict(stream: Stream, other: int) -> Verdict | None:
    """The first word after a figure that says on which side of it another is, with no figure before it nor right after it."""
    words = stream.words
    stop = STOPS.search(stream.letters, other + 1)
    reach = min(other + AFTER, stop.start() if stop is not None else len(stream.letters))
    many = False
    for at in range(other + 1, reach):
        word = stream.tokens[stream.places[at]].low
        many = many or word in words.several
        way = (word in words.on_top) - (word in words.underneath)
        better = (word in words.fulfilled) - (word in words.unfulfilled)
        if not way and not better:
            continue
        if at == other + 1 and (way or word in words.relating.apart):
            return None  # "2.23% ahead" is how far
        if (
            reach - at <= NEAREST
            and stop is not None
            and stop.group() in NUMBERS
            and "|" not in stream.between(at, reach)
        ):
            return None  # "so we are above the 12% of the region"
        if denied(stream, at):
            way, better = 0, -better
        elif word in words.relating.predicates and ITS.fullmatch(stream.between(other, at)):
            way, better = -way, -better  # "even if the previous quarter's 99.7% was better"
        return Verdict(at, way or better, not way, many) if way or better else None
    return None


def _set_beside(stream: Stream, place: int, verdict: Verdict, changing: set[int]) -> Iterator[Relation]:
    other = stream.order[place]
    ours = [each for each in _ours(stream, place, verdict.many) if each not in changing]
    way = verdict.way
    if verdict.better:
        way = verdict.way * _better(stream, verdict.at, other)
    for subject in ours[: 2 if verdict.many else 1]:
        number, set_beside = stream.number(subject), stream.number(other)
        if way:
            yield than(number, set_beside, way, len(ours) == 1 and _is_plain(stream, other, verdict))
        else:
            yield Relation(Kind.COMPARISON, "beside", number, (set_beside,), 0, False)


def _ours(stream: Stream, place: int, many: bool) -> list[int]:
    """The figures before one in its paragraph, or of `many` also in the lines before, that may be set beside it, the nearest first."""
    other = stream.order[place]
    start = max(0, other - FURTHEST)
    start = start if many else max(start, stream.letters.rfind("^", start, other) + 1)
    before = [index for index in stream.order[max(0, place - MOST) : place] if index >= start]
    return [
        index
        for index in reversed(before)
        if may_face(stream, index, other)
        and stream.sentence(other) - stream.sentence(index) <= SENTENCES
        and not _is_of_others(stream, index, ",")
        and PART.fullmatch(stream.between(index, other)) is None
        and CHANGES.search(stream.letters, max(0, index - 5), index) is None
    ]


def _better(stream: Stream, at: int, other: int) -> int:
    """1 where the greater is the better, -1 where the less is: of a ceiling, or of what the words tell; 0 where they do not."""
    first, end = stream.bounds(stream.sentence(other))
    if not stream.words.ceilings.isdisjoint(stream.said(first, min(end, other + 6))):
        return -1
    return way_of(stream, "g", at, other)


def _is_plain(stream: Stream, other: int, verdict: Verdict) -> bool:
    """ "The target is 75%, so the team is ahead": of one share, in one sentence, whether it is good enough."""
    between = stream.between(other, verdict.at)
    return verdict.better and not verdict.many and stream.letters[other] == "P" and not {"|", "L"} & set(between)

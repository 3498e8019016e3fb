"""Places in an order: "third highest of eight", worked out where the figures of all eight are given.

The figures stand in the sentence or in those just before it, each beside a name; the clause that tells the place has one of those
names, or the figure itself. The place is contradicted only where as many figures are given as the words say there are.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain

from tallystick.claims.find.amounts import STOPS
from tallystick.claims.model import Kind, Relation, Sort
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import NUMBERS, Stream

SOFT = rf"[^{NUMBERS}|^#]"
RANK_AFTER = re.compile(rf"(?:[|^;:,]|^)w?[oO]w{{0,2}}(?P<of>C){SOFT}{{0,14}}?(?P<rank>K)")
RANK = re.compile(rf"(?P<rank>K)w{{0,2}}[^{NUMBERS}|^#]{{0,4}}?[oO]{SOFT}{{0,4}}?(?P<of>C)")
OF_SO_MANY = re.compile(rf"{SOFT}{{0,5}}?[oOn]{SOFT}{{0,3}}?(?P<of>C)")
CLAUSE = re.compile(r"[,;:(a|^]")
ITEMS = re.compile(rf"[,;:a|^{NUMBERS}]")
SPOKEN = frozenset({"our", "their", "both", "all", "compared", "average", "others", "other", "rate", "rates"})
MOST = 24
APART = 25
LABEL = 6


def relations(stream: Stream) -> Iterator[Relation]:
    """Every place that is told, with the figures that it is a place among where they are given."""
    worked: set[int] = set()
    tokens, superlatives = stream.tokens, stream.words.superlatives
    ranked = {index + 1 for index in stream.order if stream.letters[index] == "K" and _is_ranked(stream, index)}
    for at, place in enumerate(stream.places):
        if tokens[place].low in superlatives or at in ranked:
            for relation in _worked(stream, at):
                worked.add(relation.stated.start)
                yield relation
    for match in chain(RANK.finditer(stream.letters), RANK_AFTER.finditer(stream.letters)):
        rank, of = stream.number(match.start("rank")), stream.number(match.start("of"))
        whole = rank.value == rank.value.to_integral() and of.value == of.value.to_integral()
        if whole and (rank.start not in worked or rank.value > of.value):
            yield Relation(Kind.RANK, "place", rank, (of,))


def _is_ranked(stream: Stream, rank: int) -> bool:
    """ "Ranked third", with no word that says from which end."""
    place = stream.places[rank]
    return place > 0 and stream.tokens[place - 1].low in stream.words.rank_before


def _worked(stream: Stream, at: int) -> Iterator[Relation]:
    """The place of one among all whose figures are given."""
    rank = at - 1 if stream.letters[at - 1 : at] == "K" else None
    many = OF_SO_MANY.match(stream.letters, at + 1)
    of = many.start("of") if many else None
    if of is None and rank is not None and (leading := _leading(stream, rank)) is not None:
        of = leading
    near = [index for index in _near(stream, at) if index not in {rank, of}]
    subject = _named(stream, at, near)
    if subject is None:
        return
    among = [
        index for index in near if _is_of_its_kind(stream, index, subject) and not _is_again(stream, index, subject, at)
    ]
    count = int(stream.number(of).value) if of is not None else 0
    if len(among) < 3:
        return
    stated = stream.number(rank if rank is not None else subject)
    inputs = tuple(stream.number(index) for index in (subject, *(each for each in among if each != subject)))
    word = stream.tokens[stream.places[at]].low
    words = word if word in stream.words.superlatives else ""
    yield Relation(Kind.RANK, "ranked", stated, inputs, _order(stream, at), len(among) == count, words)


def _leading(stream: Stream, rank: int) -> int | None:
    """ "Of the eight districts ours is third": how many there are, said first."""
    first, _ = stream.around(rank)
    match = RANK_AFTER.search(stream.letters, max(0, first - 1), rank + 1)
    return match.start("of") if match else None


def _order(stream: Stream, at: int) -> int:
    """1 where the greatest comes first, -1 where the least does, 0 where the words do not tell."""
    word = stream.tokens[stream.places[at]].low
    if word in stream.words.rank_high:
        return 1
    if word in stream.words.rank_low:
        return -1
    if word not in stream.words.superlatives:
        return 0
    first, end = stream.around(at)
    said = frozenset(stream.said(max(0, first - 60), end))
    better = word in stream.words.rank_best
    if said & stream.words.lower_is_better:
        return -1 if better else 1
    return (1 if better else -1) if said & stream.words.higher_is_better else 0


def _near(stream: Stream, at: int) -> list[int]:
    """The figures of the sentence, and of those before it that stand one close after another."""
    _, end = stream.bounds(stream.sentence(at))
    place = bisect_left(stream.order, at)
    found = [index for index in stream.order[place : place + MOST] if index < end]
    last = at
    for index in reversed(stream.order[max(0, place - MOST) : place]):
        if last - index > APART:
            break
        found.insert(0, index)
        last = index
    if len(found) < 3 and end < len(stream.letters):  # "the others recorded 8.2% (Avon Vale), 8.8% (Hartley)"
        found += stream.claims(end, stream.bounds(stream.sentence(end))[1], MOST)
    return [index for index in found if stream.letters[index] in "CMPQ"]


def _named(stream: Stream, at: int, near: list[int]) -> int | None:
    """The figure whose name stands in the clause of the superlative, or that stands there itself."""
    first, end = stream.around(at)
    start = max((match.end() for match in CLAUSE.finditer(stream.letters, first, at)), default=first)
    clauses = ((start, at), (first, at), (at + 1, min(end, at + 9)))
    labels = {index: _label(stream, index) for index in near}
    for one, other in clauses:
        said = _names(stream, one, other)
        shared = {index: len(labels[index] & said) for index in near if not one <= index < other}
        most = max(shared.values(), default=0)
        best = [index for index in shared if shared[index] == most]
        if most and len(best) == 1:
            return best[0]
    return _repeated(stream, near, first, at)


def _repeated(stream: Stream, near: list[int], first: int, at: int) -> int | None:
    """ "At £412 ours is the second highest: Aston £455, ourselves £412": its figure stands in the list again."""
    own = [index for index in near if first <= index < at]
    for index in own:
        again = [each for each in near if each != index and stream.values[each] == stream.values[index]]
        if len(again) == 1 and alike(stream.number(index), stream.number(again[0])):
            return again[0]
    return None


def _label(stream: Stream, index: int) -> frozenset[str]:
    """The names beside a figure: before it back to a comma or the last figure, or else after it up to the next."""
    start = max((match.end() for match in ITEMS.finditer(stream.letters, max(0, index - LABEL), index)), default=0)
    end = ITEMS.search(stream.letters, index + 1, index + 1 + LABEL)
    before = _names(stream, max(start, index - LABEL), index)
    return before or _names(stream, index + 1, end.start() if end else index + 1 + LABEL)


def _names(stream: Stream, first: int, last: int) -> frozenset[str]:
    """Names, numbers of periods, and "our", among the words from one letter up to another."""
    end = stream.places[last] if last < len(stream.places) else len(stream.tokens)
    if first >= len(stream.places):
        return frozenset()
    tokens = stream.tokens[stream.places[first] : end]
    return frozenset(
        "our" if token.low in stream.words.ourselves else token.low
        for token in tokens
        if (token.text[0].isupper() and token.low not in STOPS | SPOKEN)
        or token.text.isdigit()
        or token.low in stream.words.ourselves
    )


def _is_again(stream: Stream, index: int, subject: int, at: int) -> bool:
    """Is it the subject's figure, told once more beside the place?"""
    same = stream.values[index] == stream.values[subject] and index != subject
    return (same and stream.sentence(index) == stream.sentence(at) and index < at < subject) or (
        same and subject < index < at
    )


def _is_of_its_kind(stream: Stream, index: int, subject: int) -> bool:
    one, other = stream.number(index), stream.number(subject)
    same = one.sort is other.sort or {one.sort, other.sort} <= {Sort.COUNT, Sort.RATE}
    return same and alike(one, other) and bool(_label(stream, index))

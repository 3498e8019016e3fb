"""Places in an order: "third highest of eight", worked out where the figures of all eight are given.

The figures stand in the sentence or in those just before it, each beside a name; the clause that tells the place has one of those
names, or the figure itself. The place is contradicted only where as many figures are given as the words say there are.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from tallystick.claims.lists import total_among
from tallystick.claims.model import Kind, Number, Relation, Sort
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import NUMBERS, SOFT, Stream, cued

RANK_AFTER = cued(rf"(?:[|^;:,]|^)w?[oO]w{{0,2}}(?P<of>C){SOFT}{{0,14}}?(?P<rank>K)", "K", across=True)
RANK = cued(rf"(?P<rank>K)w{{0,2}}[^{NUMBERS}|^#]{{0,4}}?[oO]{SOFT}{{0,4}}?(?P<of>C)", "K")
# "Third of the eight, whose figures are 91, 88, 86, …": no names beside them.
BARE_LIST = re.compile(
    rf"[^{NUMBERS}|^#cudf]{{0,9}}?(?P<list>[CMPQ](?:,a?|a)(?:[CMPQ](?:,a?|a)){{1,22}}[CMPQ])(?![,a]?[CMPQ])"
)
OF_SO_MANY = re.compile(rf"{SOFT}{{0,5}}?[oOn]{SOFT}{{0,3}}?(?P<of>C)")
CLAUSE = re.compile(r"[,;:(a|^]")
ITEMS = re.compile(rf"[,;:a|^{NUMBERS}]")
MOST = 24
APART = 25
LABEL = 6
OWNING = 5  # words before a superlative, among which stands what has it
LEAST, WIDEST, MOST_BETWEEN, NEARLY = 3, 30, 8, 0.001


def relations(stream: Stream) -> Iterator[Relation]:
    """Every place that is told, with the figures that it is a place among where they are given."""
    worked: set[int] = set()
    superlatives = set(stream.of_words(stream.words.superlatives))
    ranked = {index + 1 for index in stream.order if stream.letters[index] == "K" and _is_ranked(stream, index)}
    ends = {at for at in stream.of_words(stream.words.rank_ends) if _is_place(stream, at)}
    for at in sorted(superlatives | ranked | ends):
        for relation in _worked(stream, at):
            worked.add(relation.stated.start)
            yield relation
    for match in stream.matches(RANK, RANK_AFTER):
        rank, of = stream.number(match.start("rank")), stream.number(match.start("of"))
        whole = rank.value == rank.value.to_integral() and of.value == of.value.to_integral()
        if not whole or (rank.start in worked and rank.value <= of.value):
            continue
        inputs, way = _in_bare_list(stream, match) if rank.value <= of.value else ((), 0)
        if inputs:
            yield Relation(Kind.RANK, "ranked", rank, inputs, way, way != 0)
        else:
            yield Relation(Kind.RANK, "place", rank, (of,))


def _in_bare_list(stream: Stream, match: "re.Match[str]") -> tuple[tuple[Number, ...], int]:
    """The figure that has the place, and the others of a list that has as many as there are places; the way in which the list is in order.

    The figure stands before the list, once, and in it, once.
    """
    following = BARE_LIST.match(stream.letters, match.end())
    if following is None:
        return (), 0
    listed = [index for index in range(*following.span("list")) if stream.letters[index] in NUMBERS]
    values = [stream.values[index] for index in listed]
    first, _ = stream.around(match.start())
    before = {stream.values[index] for index in stream.claims(first, listed[0]) if stream.letters[index] != "K"}
    own = [index for index in listed if stream.values[index] in before]
    if len(listed) != stream.values[match.start("of")] or len(own) != 1:
        return (), 0
    place = listed.index(own[0])
    either = stream.values[match.start("rank")] - 1 in {place, len(listed) - 1 - place}  # from one end or the other
    steps = {later < earlier for earlier, later in pairwise(values)}
    ordered = len(steps) == 1 and len(set(values)) == len(values) and not either
    way = (1 if True in steps else -1) if ordered else 0
    return tuple(stream.number(index) for index in (*own, *(each for each in listed if each not in own))), way


def _is_ranked(stream: Stream, rank: int) -> bool:
    """ "Ranked third", with no word that says from which end."""
    place = stream.places[rank]
    return place > 0 and stream.tokens[place - 1].low in stream.words.rank_before


def _is_place(stream: Stream, at: int) -> bool:
    """ "Ashmere comes first again and Stenbury last"; but not "the first quarter", "last year"."""
    after = stream.letters[at + 1 : at + 2]
    closed = after in {"", ",", ";", "|", "^", "a", ")"} or not stream.words.rank_after_end.isdisjoint(
        stream.said(at + 1, at + 2)
    )
    first, _ = stream.around(at)
    before = stream.said(first, at)
    told = not stream.words.rank_verbs.isdisjoint(before[-3:])
    return closed and (told or not stream.words.rank_ends.isdisjoint(before[-MOST_BETWEEN:]))


def _worked(stream: Stream, at: int) -> Iterator[Relation]:
    """The place of one among all whose figures are given."""
    rank = at - 1 if stream.letters[at - 1 : at] == "K" else None
    many = OF_SO_MANY.match(stream.letters, at + 1)
    of = many.start("of") if many else None
    if of is None and rank is not None and (leading := _leading(stream, rank)) is not None:
        of = leading
    near = [index for index in _near(stream, at) if index not in {rank, of}]
    near = _in_column(stream, at, _listed(stream, at, near))
    subject = _named(stream, at, near)
    if subject is None or (subject < at and is_of_others(stream, at)):
        return
    among = [
        index for index in near if _is_of_its_kind(stream, index, subject) and not _is_again(stream, index, subject, at)
    ]
    among = _without_total(stream, among)
    count = int(stream.number(of).value) if of is not None else 0
    if len(among) < 3 or subject not in among:
        return
    whole = _is_whole_table(stream, at, among)
    stated = stream.number(rank if rank is not None else subject)
    inputs = tuple(stream.number(index) for index in (subject, *(each for each in among if each != subject)))
    word = stream.tokens[stream.places[at]].low
    words = word if word in stream.words.superlatives | stream.words.rank_ends else ""
    firm = len(among) == count or (whole and rank is None and word in stream.words.rank_high | stream.words.rank_low)
    yield Relation(Kind.RANK, "ranked", stated, inputs, order(stream, at), firm, words=words)


def _listed(stream: Stream, at: int, near: list[int]) -> list[int]:
    """Where a list stands before the sentence, what the sentence gives besides is not of it: how far one is above another, a share."""
    first, _ = stream.around(at)
    before = [index for index in near if index < first and _label(stream, index)]
    return [index for index in near if index < first] if len(before) >= LEAST else near


def _in_column(stream: Stream, at: int, near: list[int]) -> list[int]:
    """Of a table with several columns of figures the one whose heading is named: "Abbey has the highest rate"."""
    columns = {index: _column(stream, index) for index in near}
    listed = [index for index in near if columns[index]]
    if len(listed) < LEAST:
        return near
    several = {columns[index] for index in listed}
    if len(several) > 1:
        several = {column for column in _asked(stream, at, listed[0]) if column in several}
    return [index for index in listed if columns[index] in several] if len(several) == 1 else []


def _asked(stream: Stream, at: int, index: int) -> list[int]:
    """The columns whose headings have a word that stands after the superlative; 0 is that of the names: "July was the highest month"."""
    rows = stream.letters.rfind("^", 0, index)
    start = stream.letters.rfind("^", 0, max(0, rows)) + 1
    said = stream.said(at + 1, min(at + 4, len(stream.letters)))
    asked = frozenset(word.rstrip("s") for word in said if len(word) > 3)
    cells = [start, *(each for each in range(start, max(start, rows)) if stream.letters[each] == "#"), max(start, rows)]
    return [
        column
        for column, (one, other) in enumerate(pairwise(cells))
        if not asked.isdisjoint(word.rstrip("s") for word in stream.said(one, other))
    ]


def _column(stream: Stream, index: int) -> int:
    """In which column of a table a figure stands; 0 where in none."""
    start = stream.letters.rfind("^", 0, index) + 1
    return stream.letters.count("#", start, index) if index - start <= WIDEST else 0


def _without_total(stream: Stream, among: list[int]) -> list[int]:
    """The figures of a list without the sum of all the others, and without the line that says it is one."""
    total = total_among([stream.values[index] for index in among], NEARLY / 2)
    return [index for place, index in enumerate(among) if place != total and not _is_total(stream, index)]


def _is_total(stream: Stream, index: int) -> bool:
    start = max(index - WIDEST, stream.letters.rfind("^", 0, index) + 1)
    line = stream.letters[start:index]
    return "#" in line and ("T" in line or not stream.words.together.isdisjoint(stream.said(start, start + 2)))


def _is_whole_table(stream: Stream, at: int, among: list[int]) -> bool:
    """Is each on a row of its own, and does the heading name what is said to be the greatest? Lines may each measure something else."""
    rows = all("^" in stream.between(one, other) and _column(stream, one) for one, other in pairwise(sorted(among)))
    return rows and bool(_asked(stream, at, min(among)))


def _leading(stream: Stream, rank: int) -> int | None:
    """ "Of the eight districts ours is third": how many there are, said first."""
    first, _ = stream.around(rank)
    match = RANK_AFTER.pattern.search(stream.letters, max(0, first - 1), rank + 1)
    return match.start("of") if match else None


def order(stream: Stream, at: int) -> int:
    """1 where the greatest comes first, -1 where the least does, 0 where the words do not tell."""
    word = stream.tokens[stream.places[at]].low
    if word in stream.words.rank_high:
        return 1
    if word in stream.words.rank_low:
        return -1
    if word not in stream.words.superlatives:
        return _order_of_ends(stream, at, word)
    first, end = stream.around(at)
    said = frozenset(stream.said(max(0, first - 60), end))
    better = word in stream.words.rank_best
    if said & stream.words.lower_is_better:
        return -1 if better else 1
    return (1 if better else -1) if said & stream.words.higher_is_better else 0


def is_of_others(stream: Stream, at: int) -> bool:
    """ "The sites with most collisions", "residents who have the lowest incomes": first in something that these have, and no figure before it."""
    first, end = stream.around(at)
    if at + 1 >= end or stream.letters[at + 1] in NUMBERS:
        return False
    before, relating = stream.said(max(first, at - OWNING), at), stream.words.relating
    return (
        any(
            word in relating.owning and (one in relating.pointing_back or (len(one) > 3 and one.endswith("s")))
            for one, word in pairwise(before)
        )
        and "," not in before
    )


def _order_of_ends(stream: Stream, at: int, word: str) -> int:
    """ "First" is the highest, and "last" the lowest, where the words do not say that less is better."""
    if word not in stream.words.rank_ends or not stream.words.lower_is_better.isdisjoint(
        stream.said(max(0, at - 60), at)
    ):
        return 0
    return 1 if word in stream.words.rank_tops else -1


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
    row = stream.letters.rfind("^", max(0, index - WIDEST), index)
    cell = stream.letters.find("#", row + 1, index) if row >= 0 else -1
    if cell > 0:
        return _names(stream, row + 1, cell) or frozenset(stream.said(row + 1, cell))  # "May" is a name here
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
    unnamed = stream.words.figures.no_noun | stream.words.relating.unnamed
    return frozenset(
        "our" if token.low in stream.words.ourselves else token.low
        for place, token in enumerate(tokens)
        if (token.text[0].isupper() and token.low not in unnamed)
        or (place and token.text == "A")  # "Fund A", and not "A fund"
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

"""Who stands first or last of a list that names each: "Castle: 214, Mill: 188, Northgate: 231 … Northgate is the worst ward".

Where no list names them, the figure beside the word is held against the others of its paragraph. The name in the sentence is looked for among the labels before it, in lists and in the rows of tables. Only what holds is told: a sentence
may speak of another list, or of another of its columns.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from tallystick.claims.lists import total_among
from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate.compared import may_face
from tallystick.claims.relate.ranks import is_of_others, order
from tallystick.claims.stream import NUMBERS, Stream

BACK, FAR, LEAST, LABEL, SHORTEST = 40, 260, 3, 6, 4
AFTER, BEFORE = 12, 8
ENDS = frozenset(f"{NUMBERS}^;,")
CELL = "#"


class Item(NamedTuple):
    """A figure of a list with the words that name it, and the column in which it stands, 0 where in none."""

    letter: int
    names: frozenset[str]
    column: int


def relations(stream: Stream) -> Iterator[Relation]:
    """Every place, first or last, that a named figure of a list has."""
    items: dict[int, Item] = {}
    for at in stream.of_words(stream.words.superlatives):
        first, end = stream.around(at)
        said = frozenset(_stem(word) for word in stream.said(first, end) if len(word) >= SHORTEST)
        listed = _listed(stream, at, end)
        items |= {index: _item(stream, index) for index in listed if index not in items}
        if is_of_others(stream, at):
            listed = [index for index in listed if index > at]
        yield from _placed(stream, at, said, [items[index] for index in listed])
        after = "".join(stream.said(at + 1, at + 2))
        if not after.endswith(stream.words.relating.participles) and after not in stream.words.relating.not_placed:
            yield from _beside(stream, at, first, end)


def _beside(stream: Stream, at: int, first: int, end: int) -> Iterator[Relation]:
    """ "The largest jump came in 2014/15: 27.6%": the figure right by the word, among those near by that it may face.

    These are the figures of its sentence; where they are too few, or it is not first of them, of the sentences beside it too, or of its paragraph.
    """
    start = max(0, at - FAR, stream.letters.rfind("^", max(0, at - FAR), at) + 1)
    stop = stream.letters.find("^", at, at + FAR)
    reach = start, stop if stop >= 0 else at + FAR
    beside = stream.around(max(first - 1, 0))[0], stream.around(min(end, len(stream.letters) - 1))[1]
    near = stream.claims(at, min(end, at + AFTER), 2)
    if not is_of_others(stream, at):
        near += stream.claims(max(first, at - BEFORE), at)[-1:]
    for own in near if stream.letters[at - 1 : at] != "K" else ():  # but "second highest"
        for begin, last in ((first, end), beside, reach):
            place = _first_of(stream, at, own, max(begin, start), min(last, reach[1]))
            if place is not None:
                yield place
                return


def _first_of(stream: Stream, at: int, own: int, begin: int, last: int) -> Relation | None:
    """The figure as the greatest or the least of those between two letters, if it alone is."""
    letter = stream.letters[own]
    rows = [
        each
        for each in stream.claims(begin, last, BACK)
        if letter != "K" and stream.letters[each] == letter and may_face(stream, own, each)
    ]
    values = [stream.values[each] for each in rows]
    for way, extreme in ((1, max(values)), (-1, min(values))) if len(rows) >= LEAST else ():
        if stream.values[own] == extreme and values.count(extreme) == 1 and order(stream, at) in {0, way}:
            numbers = tuple(stream.number(each) for each in (own, *(row for row in rows if row != own)))
            word = stream.tokens[stream.places[at]].low
            return Relation(Kind.RANK, "ranked", numbers[0], numbers, way, False, words=word, far=True, faint=True)
    return None


def _listed(stream: Stream, at: int, end: int) -> list[int]:
    return stream.order[bisect_left(stream.order, at - FAR) : bisect_left(stream.order, end)][-BACK:]


def _item(stream: Stream, index: int) -> Item:
    """The words before a figure on its line, or those of the first cell of its row."""
    start = stream.letters.rfind("^", 0, index) + 1
    column = stream.letters.count(CELL, start, index)
    if column:
        words = stream.said(start, stream.letters.find(CELL, start))
    else:
        begin = next(
            (at + 1 for at in range(index - 1, max(start, index - LABEL) - 1, -1) if stream.letters[at] in ENDS),
            max(start, index - LABEL),
        )
        words = stream.said(begin, index)
    naming = (word for word in words if len(word) >= SHORTEST and word not in stream.words.unnaming)
    return Item(index, frozenset(map(_stem, naming)) - stream.words.relating.unnamed, column)


def _stem(word: str) -> str:
    return word.removesuffix("'s").rstrip("s")


def _placed(stream: Stream, at: int, said: frozenset[str], items: list[Item]) -> Iterator[Relation]:
    """The subject is the one item of its column of whose names the sentence has one that no other has."""
    way = order(stream, at)
    for column, letter in sorted({(item.column, stream.letters[item.letter]) for item in items}):
        rows = [
            item for item in items if item.column == column and stream.letters[item.letter] == letter and item.names
        ]
        rows = [item for item in rows if stream.words.together.isdisjoint(item.names)]
        total = total_among([stream.values[item.letter] for item in rows])
        rows = [item for place, item in enumerate(rows) if place != total]
        named = [item for item in rows if said & (item.names - _others(rows, item))]
        if len(rows) < LEAST or len(named) != 1:
            continue
        own, values = stream.values[named[0].letter], [stream.values[item.letter] for item in rows]
        for direction, end in ((1, max(values)), (-1, min(values))):
            if own == end and way in {0, direction} and values.count(end) == 1:
                numbers = [stream.number(item.letter) for item in (named[0], *(row for row in rows if row != named[0]))]
                word = stream.tokens[stream.places[at]].low
                yield Relation(Kind.RANK, "ranked", numbers[0], tuple(numbers), direction, False, words=word)


def _others(rows: list[Item], own: Item) -> frozenset[str]:
    return frozenset().union(*(item.names for item in rows if item is not own))

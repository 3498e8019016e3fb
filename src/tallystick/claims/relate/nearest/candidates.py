"""The words that compare or tell of a change, and every two figures near each that it may be said of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from tallystick.claims.model import Kind, Number, Relation
from tallystick.claims.relate.compared import denied, may_face, way_of
from tallystick.claims.relate.degrees import is_elsewhere
from tallystick.claims.stream import Stream

LEVELS = frozenset("CMPQ")
# What a cue says of the figures: on which side the one is of the other, whether it is better, which way it went.
SIDES = {"A": 1, "X": 1, "m": 1, "B": -1, "V": -1, "l": -1}
BETTER = {"g": ">", "j": "<", ">": ">", "<": "<"}
MOVES = {"u": 1, "d": -1}
TOLD_BEFORE = frozenset("ml<>gj")
TELLING = re.compile(f"[{''.join((*SIDES, *BETTER, *MOVES))}h]")
# Letters before a word and after it in which its figures stand, how many of them are looked at, and of those of the sentence before.
BEFORE, AFTER, EARLIER = 30, 20, 60
MOST_BEFORE, MOST_AFTER, MOST_EARLIER = 4, 3, 4
# Figures of which one is more than so many times the other are seldom compared.
MOST_TIMES = 3
NEAREST = 2
COMPARING = frozenset({Kind.COMPARISON, Kind.FROM_TO_DIRECTION})
JOINING = frozenset({Kind.PERCENT_OF_TOTAL, Kind.SUM_OF_PARTS, Kind.PERCENT_CHANGE, Kind.AVERAGE, Kind.DIFFERENCE})


class Telling(NamedTuple):
    """A word that compares or tells of a change: its letter, its kind (a feature), which way it goes (0 where it does not tell)."""

    at: int
    kind: str
    way: int
    moves: bool


class Facing(NamedTuple):
    """A word and two figures, the one said to be on one side of the other (`way`, 0 where not told), or to have come from it.

    Whether it `holds` speaks for nothing: what a word is most likely said of is told only where it does.
    """

    word: Telling
    subject: int
    other: int
    way: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A text with what is told of its figures already: those that change, the pairs that are compared, and those of one sum or share.

    `beside` keeps what speaks for each of a word's figures, and `near` the values of its sentence: a figure faces many others.
    """

    stream: Stream
    changing: set[int]
    compared: set[tuple[int, int]]
    joined: set[tuple[int, int]]
    beside: dict[tuple[str, int, int], float] = field(default_factory=dict)
    near: dict[int, list[float]] = field(default_factory=dict)

    @classmethod
    def of(cls, stream: Stream, changing: set[int], told: list[Relation]) -> "Surroundings":
        """By the relations that patterns found. Pairs are the places of two figures in the text, either of them first."""
        compared = (_compared(each) for each in told if each.kind in COMPARING)
        joined = ((each.stated, one) for each in told if each.kind in JOINING and each.firm for one in each.inputs)
        return cls(stream, changing, set(_both_ways(compared)), set(_both_ways(joined)))


def _compared(relation: Relation) -> tuple[Number, Number]:
    return (relation.stated if relation.kind is Kind.COMPARISON else relation.inputs[-1]), relation.inputs[0]


def _both_ways(pairs: Iterator[tuple[Number, Number]]) -> Iterator[tuple[int, int]]:
    for one, other in pairs:
        yield one.start, other.start
        yield other.start, one.start


def of_words(around: Surroundings) -> Iterator[list[Facing]]:
    """The candidates of each word that tells something, in the order of the text."""
    for word in sorted(telling(around.stream).values()):
        if not denied(around.stream, word.at) and not _is_told(around, word.at):
            yield list(_of_word(around, word))


def telling(stream: Stream) -> dict[int, Telling]:
    """The words that compare or tell of a change, by their letters."""
    words, letters = stream.words, stream.letters
    told: dict[int, Telling] = {}
    for kind, said, way in (
        ("top", words.on_top, 1),
        ("under", words.underneath, -1),
        ("outside", words.outside, 1),
        ("inside", words.inside, -1),
        ("done", words.fulfilled, 0),
        ("undone", words.unfulfilled, 0),
    ):
        told |= {at: Telling(at, kind, way, False) for at in stream.of_words(said)}
    for match in TELLING.finditer(letters):
        at, letter = match.start(), match.group()
        if letter in SIDES or letter in BETTER:
            told[at] = Telling(at, letter, SIDES.get(letter, 0), False)
        elif letter in MOVES:
            told[at] = Telling(at, letter, MOVES[letter], True)
        elif TOLD_BEFORE.isdisjoint(letters[max(0, at - 4) : at]):
            told[at] = Telling(at, letter, 0, False)  # "far likelier to take part than"
    return told


def _is_told(around: Surroundings, at: int) -> bool:
    """Are the figures nearest to a word compared already?"""
    before, after = _within(around.stream, at)
    near = [around.stream.number(each).start for each in (*before[-NEAREST:], *after[:NEAREST])]
    return any(pair in around.compared for pair in product(near, repeat=2))


def _within(stream: Stream, at: int) -> tuple[list[int], list[int]]:
    """The figures of the sentence before a word and after it."""
    first, end = stream.around(at)
    found = [
        each for each in stream.claims(max(first, at - BEFORE), min(end, at + AFTER)) if stream.letters[each] in LEVELS
    ]
    return [each for each in found if each < at][-MOST_BEFORE:], [each for each in found if each > at][:MOST_AFTER]


def _of_word(around: Surroundings, word: Telling) -> Iterator[Facing]:
    stream, at = around.stream, word.at
    before, after = _within(stream, at)
    first, _ = stream.around(at)
    earlier = [each for each in stream.before(first) if stream.letters[each] in LEVELS and at - each < EARLIER]
    for subject, other in product((*earlier[-MOST_EARLIER:], *before, *after), repeat=2):
        if subject != other and max(subject, other) >= first and _may_be_meant(around, word, subject, other):
            way = way_of(stream, BETTER[word.kind], at, other) if word.kind in BETTER else word.way
            gap = stream.values[subject] - stream.values[other]
            if way or subject < other:
                yield Facing(word, subject, other, way, not way or gap * way > 0)


def _may_be_meant(around: Surroundings, word: Telling, subject: int, other: int) -> bool:
    stream = around.stream
    low, high = sorted((abs(stream.values[subject]), abs(stream.values[other])))
    if stream.letters[subject] != stream.letters[other] or high > MOST_TIMES * low:
        return False
    if word.moves and (is_elsewhere(stream, subject) or is_elsewhere(stream, other)):
        return False  # from the nation's figure nothing rises to ours
    told = (stream.number(subject).start, stream.number(other).start) in around.compared
    return not told and may_face(stream, subject, other)

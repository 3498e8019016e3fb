"""The words that compare or tell of a change, and every two figures near each that it may be said of."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from tallystick.claims.model import Kind, Relation
from tallystick.claims.relate.compared import denied, may_face, way_of
from tallystick.claims.stream import Stream

SIDES = {"A": 1, "X": 1, "m": 1, "B": -1, "V": -1, "l": -1}
MOVES = {"u": 1, "d": -1}
BETTER = {"g": ">", "j": "<", ">": ">", "<": "<"}
# Letters before a word and after it in which its figures stand, and how many of them are looked at, and of the sentence before.
BEFORE, AFTER, MOST_BEFORE, MOST_AFTER, MOST_EARLIER = 30, 20, 4, 3, 4
LEVELS = frozenset("CMPQ")
TOLD = frozenset({Kind.COMPARISON, Kind.FROM_TO_DIRECTION})
JOINED = frozenset({Kind.PERCENT_OF_TOTAL, Kind.SUM_OF_PARTS, Kind.PERCENT_CHANGE, Kind.AVERAGE, Kind.DIFFERENCE})


class Facing(NamedTuple):
    """A word and two figures, the one said to be on one side of the other (`way`, 0 where not told), or to have come from it."""

    at: int
    kind: str
    subject: int
    other: int
    way: int
    moves: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A text with what is told of its figures already."""

    stream: Stream
    changing: set[int]
    spoken: set[tuple[int, int]]
    joined: set[tuple[int, int]]

    @classmethod
    def of(cls, stream: Stream, changing: set[int], told: list[Relation]) -> "Surroundings":
        """With the figures that are compared already, and those of one sum or share."""
        spoken = {
            pair
            for each in told
            if each.kind in TOLD
            for one, two in [(each.stated.start, each.inputs[0].start)]
            for pair in ((one, two), (two, one))
        } | {
            (each.inputs[1].start, each.inputs[0].start)[::way]
            for each in told
            if each.kind is Kind.FROM_TO_DIRECTION and len(each.inputs) > 1
            for way in (1, -1)
        }
        joined = {
            (one.start, other.start)
            for each in told
            if each.kind in JOINED and each.firm
            for one, other in product((each.stated, *each.inputs), repeat=2)
        } if len(told) < 100000 else set()
        return cls(stream, changing, spoken, joined)


def of_words(around: Surroundings) -> Iterator[list[Facing]]:
    """The candidates of each word that tells something, in the order of the text."""
    stream = around.stream
    for at, (kind, way, moves) in sorted(_telling(stream).items()):
        found = [] if denied(stream, at) else list(_of_word(around, at, kind, way, moves))
        if found:
            yield found


def _telling(stream: Stream) -> dict[int, tuple[str, int, bool]]:
    words = stream.words
    told: dict[int, tuple[str, int, bool]] = {}
    for name, said, way in (
        ("top", words.on_top, 1),
        ("under", words.underneath, -1),
        ("outside", words.outside, 1),
        ("inside", words.inside, -1),
        ("done", words.fulfilled, 0),
        ("undone", words.unfulfilled, 0),
    ):
        told |= dict.fromkeys(stream.of_words(said), (name, way, False))
    for at, letter in enumerate(stream.letters):
        if letter in SIDES:
            told[at] = letter, SIDES[letter], False
        elif letter in BETTER:
            told[at] = letter, 0, False
        elif letter in MOVES:
            told[at] = letter, MOVES[letter], True
        elif letter == "h" and not set(stream.letters[max(0, at - 4) : at]) & set("ml<>gj"):
            told[at] = "h", 0, False
    return told


def _of_word(around: Surroundings, at: int, kind: str, way: int, moves: bool) -> Iterator[Facing]:
    stream = around.stream
    first, end = stream.around(at)
    before = [each for each in stream.claims(max(first, at - BEFORE), at) if stream.letters[each] in LEVELS][-MOST_BEFORE:]
    after = [each for each in stream.claims(at + 1, min(end, at + AFTER)) if stream.letters[each] in LEVELS][:MOST_AFTER]
    near = [stream.number(each).start for each in (*before[-2:], *after[:2])]
    if any((one, two) in around.spoken for one in near for two in near):
        return
    earlier = [each for each in stream.before(first) if stream.letters[each] in LEVELS and at - each < 60][-MOST_EARLIER:]
    inside = [*before, *after]
    for subject, other in product((*earlier, *inside), repeat=2):
        if subject == other or (subject < min(inside, default=0) and other < min(inside, default=0)) or not may_face(stream, subject, other):
            continue
        if (stream.number(subject).start, stream.number(other).start) in around.spoken:
            continue
        gap = stream.values[subject] - stream.values[other]
        said = way
        if kind in BETTER:
            said = way_of(stream, BETTER[kind], at, other)
        if gap * said > 0 or (not said and subject < other):
            yield Facing(at, kind, subject, other, said, moves)

"""A text as hypotheses about its figures need it, and the figure under test with what stands near it."""

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from tallystick.claims import vocabulary
from tallystick.claims.model import Closeness, Number
from tallystick.claims.relate.pairs import alike, same_things
from tallystick.claims.relate.parts import as_share
from tallystick.claims.relate.said import Change
from tallystick.claims.relate.sides import measures
from tallystick.claims.stream import Stream

# Figures before one and after it that are tried, and letters as far as they may stand.
BACK, AHEAD, REACH = 10, 3, 110
ONE_SIDED = frozenset({Closeness.LESS_THAN, Closeness.MORE_THAN})
# What is measured "over twelve months" is measured during them, and not for longer.
SLIGHTLY = 0.02
BLANK = re.compile(r"\n[ \t\r]*\n")


# The letter of a figure; of counts also what they are per, and what they count.
Unit = tuple[str, object, str]


def _unit(stream: Stream, index: int) -> Unit:
    number = stream.number(index)
    return stream.letters[index], number.per, number.noun


def _half(number: Number) -> float:
    """By how much a figure may be off, in its own unit."""
    low, high = number.span.low, number.span.high
    if low is high or low == high:
        return 0.0
    half = float(high - low) / 2
    return min(half, abs(float(number.value)) * SLIGHTLY) if _is_during(number) else half


def _is_during(number: Number) -> bool:
    return number.closeness in ONE_SIDED and number.noun.partition(" ")[0] in vocabulary.load().time


class Asked(dict[int, bool]):
    """What is asked of a figure and of others again and again, answered once for each of their units."""

    def __init__(self, answer: Callable[[int], bool]) -> None:
        super().__init__()
        self.answer = answer

    def __missing__(self, unit: int) -> bool:
        found = self[unit] = self.answer(unit)
        return found


class Reading:
    """A text as its hypotheses need it: what is asked of each of its figures, or of two of them, again and again."""

    def __init__(self, stream: Stream) -> None:
        self.stream, self.values = stream, stream.values
        ends = [match.start() for match in BLANK.finditer(stream.text)]
        # Lines with no empty line between them are a block.
        self.block = {index: bisect_left(ends, stream.number(index).start) for index in stream.order}
        self.sentence = {index: stream.sentence(index) for index in stream.order}
        self.place = {index: place for place, index in enumerate(stream.order)}
        self.half = {index: _half(stream.number(index)) for index in stream.order}
        units: dict[Unit, int] = {}
        self.unit = {index: units.setdefault(_unit(stream, index), index) for index in stream.order}
        self._alike: dict[int, Asked] = {}
        self._measured: dict[int, Asked] = {}
        self._beside: dict[int, tuple[str, str, bool]] = {}

    def alike(self, one: int, other: int) -> bool:
        """Are two figures in one unit, and of things that may be set against each other?"""
        return self.alike_to(one)[self.unit[other]]

    def alike_to(self, index: int) -> "Asked":
        """The same of a figure, by the units of others."""
        unit = self.unit[index]
        if unit not in self._alike:
            self._alike[unit] = Asked(partial(self._are_alike, unit))
        return self._alike[unit]

    def _are_alike(self, one: int, other: int) -> bool:
        kinds = {self.stream.letters[one], self.stream.letters[other]}
        if one == other or len(kinds) > 1:
            return one == other
        return kinds != {"C"} or alike(self.stream.number(one), self.stream.number(other))

    def measured_by(self, index: int) -> "Asked":
        """By the units of others: can a figure be the distance between two of them?"""
        unit = self.unit[index]
        if unit not in self._measured:
            apart = as_share(self.stream.number(unit))
            self._measured[unit] = Asked(lambda level: measures(apart, self.stream.number(level)))
        return self._measured[unit]

    def between(self, first: int, last: int) -> tuple[str, int]:
        """The letters between two figures, and how many figures are among them."""
        return self.stream.letters[first + 1 : last], self.place[last] - self.place[first] - 1

    def names_same(self, one: int, other: int) -> bool | None:
        """Do two figures count the same things? None where one of them says nothing of it."""
        first, second = self.stream.number(one), self.stream.number(other)
        return same_things(first, second) if first.noun and second.noun else None

    def beside(self, index: int) -> tuple[str, str, bool]:
        """The letters before and after a figure, and whether its paragraph begins with it."""
        found = self._beside.get(index)
        if found is None:
            letters, order = self.stream.letters, self.stream.order
            at = self.place[index]
            is_first = not at or "^" in letters[order[at - 1] : index]
            found = self._beside[index] = letters[max(0, index - 4) : index], letters[index + 1 : index + 4], is_first
        return found


class Figure(NamedTuple):
    """The figure under test: where it is, as what it is read, all that it may stand for, and what stands near it."""

    letter: int
    place: int
    number: Number
    said: float
    low: float
    high: float
    near: list[int]
    ranks: dict[int, int]
    change: Change | None

    def largest(self, reading: Reading, like: int) -> float:
        """The largest of the figures near it in the unit of one of them."""
        letters = reading.stream.letters
        return max(reading.values[each] for each in self.near if letters[each] == letters[like])


def figure_at(reading: Reading, place: int, change: Change | None) -> Figure:
    """The figure at a place of the order, with the claims before it, the nearest first, and some after it."""
    stream, block = reading.stream, reading.block
    order, index = stream.order, stream.order[place]
    number = as_share(stream.number(index))
    low, high = float(number.span.low), float(number.span.high)
    low, high = (low, high) if low >= 0 else (max(0.0, -high), -low)
    if _is_during(number):
        low = high = abs(float(number.value))
    earliest = block[index] - 1
    before = [
        each for each in order[max(0, place - BACK) : place] if index - each <= REACH and block[each] >= earliest
    ][::-1]
    _, end = stream.bounds(reading.sentence[index])
    if end < len(stream.letters):
        _, end = stream.bounds(stream.sentence(end))
    after = [each for each in order[place + 1 : place + 1 + AHEAD] if each < end and block[each] <= earliest + 1]
    near = before + after
    ranks = {each: rank for rank, each in enumerate(near)}
    # A figure may have been cut off and not rounded, so that there is more room above it.
    room = high + (high - low) / 2 + 1e-9
    return Figure(index, place, number, abs(float(number.value)), low - 1e-9, room, near, ranks, change)

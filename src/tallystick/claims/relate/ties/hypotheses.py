"""What a figure may have been worked from: pairs and runs of figures near it that its unit allows.

Nothing is judged here. Each hypothesis says what its figures come to, in floats, so that those which hold can be told at once from
those which only come near; the verdict is given by the exact check. Those that do neither are passed over before anything
is made of them, and of those that come near only what stands nearest is kept: there are very many.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from operator import mul
from typing import NamedTuple

from tallystick.claims.model import Kind, Number, Sort
from tallystick.claims.relate.changes import Change
from tallystick.claims.relate.pairs import alike
from tallystick.claims.relate.parts import as_share
from tallystick.claims.relate.sides import measures
from tallystick.claims.stream import Stream

BACK, AHEAD, REACH = 10, 3, 110
MOST_PARTS, JOINED, BESIDE = 8, 6, 5
# Every way to add and to take away so many figures, but for all alike.
MOST_SIGNED = 5
SIGNS = {
    count: [signs for signs in product((-1, 1), repeat=count) if len(set(signs)) > 1] for count in range(2, MOST_SIGNED)
}
NEARLY, TENFOLD = 1.7, (9.5, 10.5)
TOLD_MEAN, TOLD_EACH = frozenset("G"), frozenset("Gpe")


class Tie(NamedTuple):
    """One hypothesis: the letters of the figure and of its inputs, what these come to, and whether that may be the figure."""

    family: str
    kind: Kind
    form: str
    stated: int
    inputs: tuple[int, ...]
    worked: float
    holds: bool
    direction: int = 0
    words: str = ""


class Figure(NamedTuple):
    """The figure under test: where it is, as what it is read, all that it may stand for, and what stands near it."""

    letter: int
    place: int
    number: Number
    said: float
    low: float
    high: float
    near: list[int]
    change: Change | None


BLANK = re.compile(r"\n[ \t\r]*\n")


def blocks(stream: Stream) -> dict[int, int]:
    """Which block each claim is in: lines with no empty line between them. What is further than the next is not looked at."""
    ends = [match.start() for match in BLANK.finditer(stream.text)]
    return {index: bisect_left(ends, stream.number(index).start) for index in stream.order}


def figure(stream: Stream, place: int, change: Change | None, block: Mapping[int, int]) -> Figure:
    """The figure at a place of the order, with the claims before it, the nearest first, and some after it."""
    order, index = stream.order, stream.order[place]
    number = as_share(stream.number(index))
    low, high = float(number.span.low), float(number.span.high)
    low, high = (low, high) if low >= 0 else (max(0.0, -high), -low)
    earliest = block[index] - 1
    before = [
        each for each in order[max(0, place - BACK) : place] if index - each <= REACH and block[each] >= earliest
    ][::-1]
    _, end = stream.bounds(stream.sentence(index))
    if end < len(stream.letters):
        _, end = stream.bounds(stream.sentence(end))
    after = [each for each in order[place + 1 : place + 1 + AHEAD] if each < end and block[each] <= earliest + 1]
    # A figure may have been cut off and not rounded, so that there is more room above it.
    room = high + (high - low) / 2 + 1e-9
    return Figure(index, place, number, abs(float(number.value)), low - 1e-9, room, before + after, change)


class Trial:
    """The hypotheses about one figure; `rough` keeps by how much figures may be off because they are rounded."""

    def __init__(self, stream: Stream, figure: Figure, rough: dict[int, float]) -> None:
        self.stream, self.figure, self.rough = stream, figure, rough
        self.beside = set(figure.near[:BESIDE])
        self.counts = [each for each in figure.near if stream.letters[each] in "CM" and stream.values[each] > 0]

    def ties(self) -> Iterator[Tie]:
        """Every hypothesis that holds or comes near."""
        letter = self.stream.letters[self.figure.letter]
        if not self.figure.said:
            return
        if letter in "PR":
            yield from self._shares()
            yield from self._percents()
            yield from self._joint()
        if letter == "P":
            yield from self._hundreds()
        if letter in "CMPQ":
            yield from self._runs()
        if letter in "CMQ" or (letter == "P" and self.figure.change is None):
            yield from self._gaps()
        if letter in "CM" and self._is_told(TOLD_EACH):
            yield from self._each()

    def _is_told(self, cues: frozenset[str]) -> bool:
        index, stream = self.figure.letter, self.stream
        if not cues.isdisjoint(stream.letters[max(0, index - 8) : index + 6]):
            return True
        after = stream.numbers[index].last + 1
        return cues is TOLD_EACH and any(
            token.low in stream.words.articles for token in stream.tokens[after : after + 2]
        )

    def _far(self, size: float) -> bool:
        """Can it be told without more ado that it neither holds nor comes near?"""
        times = size / self.figure.said
        return not (0.55 <= times <= 1.8 or 9.4 <= times <= 10.6 or 0.094 <= times <= 0.106)

    def _half(self, letter: int) -> float:
        """By how much a figure may be off, in its own unit."""
        found = self.rough.get(letter)
        if found is None:
            span = self.stream.number(letter).span
            found = self.rough[letter] = 0.0 if span.low == span.high else float(span.high - span.low) / 2
        return found

    def _slack(self, *letters: int) -> float:
        return sum(self._half(each) / (abs(self.stream.values[each]) or 1.0) for each in letters)

    def _fits(self, worked: float, inputs: tuple[int, ...], slack: float) -> bool | None:
        """Whether it holds; None if it does not even come near, or only from afar."""
        figure, size = self.figure, abs(worked)
        if figure.low - size * slack <= size <= figure.high + size * slack:
            return True
        times = size / figure.said
        near = (
            1 / NEARLY <= times <= NEARLY
            or TENFOLD[0] <= times <= TENFOLD[1]
            or TENFOLD[0] <= 1 / (times or 1.0) <= TENFOLD[1]
        )
        return False if near and self.beside.issuperset(inputs) else None

    def _alike(self, one: int, other: int) -> bool:
        letters = self.stream.letters
        return letters[one] == letters[other] and (
            letters[one] != "C" or alike(self.stream.number(one), self.stream.number(other))
        )

    def _shares(self) -> Iterator[Tie]:
        values = self.stream.values
        for whole in self.counts:
            bottom = values[whole]
            for part in self.counts:
                worked = values[part] * 100 / bottom
                if part != whole and values[part] <= bottom and not self._far(worked):
                    fits = self._fits(worked, (part, whole), self._slack(part, whole))
                    if fits is not None and self._alike(part, whole):
                        yield Tie(
                            "share", Kind.PERCENT_OF_TOTAL, "part", self.figure.letter, (part, whole), worked, fits
                        )

    def _percents(self) -> Iterator[Tie]:
        values, way = self.stream.values, self.figure.change.direction if self.figure.change else 0
        for old in self.counts:
            base = values[old]
            for new in self.counts:
                worked = (values[new] - base) * 100 / base
                if worked * way < 0 or self._far(abs(worked)):
                    continue
                slack = (self._half(old) / base + self._half(new) / values[new]) * values[new] / abs(values[new] - base)
                fits = self._fits(worked, (old, new), slack)
                if fits is not None and self._alike(old, new):
                    yield Tie("percent", Kind.PERCENT_CHANGE, "pair", self.figure.letter, (old, new), worked, fits, way)

    def _gaps(self) -> Iterator[Tie]:
        values, change, index = self.stream.values, self.figure.change, self.figure.letter
        fitting = [each for each in self.figure.near if measures(self.figure.number, self.stream.number(each))]
        kind, form, family = (Kind.ABSOLUTE_CHANGE, "pair", "change") if change else (Kind.DIFFERENCE, "gap", "gap")
        way = change.direction if change else 0
        for one, other in combinations(fitting, 2):
            old, new = (one, other) if one < other else (other, one)
            apart = values[new] - values[old]
            if self._far(abs(apart)):
                continue
            if apart * way < 0:
                old, new, apart = new, old, -apart
            fits = self._fits(apart, (old, new), (self._half(old) + self._half(new)) / abs(apart))
            if fits is not None and self._alike(old, new):
                yield Tie(family, kind, form, index, (old, new), apart, fits, way)

    def _joint(self) -> Iterator[Tie]:
        """Parts together of a whole, or of what they all make: "cyclists 16 and motorcyclists 19, 48% of the 73"."""
        index = self.figure.letter
        run = sorted(each for each in self.counts if each < index)[-JOINED:]
        for parts in self._neighbours(run):
            for part in parts:
                yield from self._share_of("of_sum", "of_sum", (part,), parts, (part, *parts))
        for whole in self.counts:
            for parts in self._neighbours([each for each in run if each != whole]):
                yield from self._share_of("joint", "parts_of", parts, (whole,), (whole, *parts))

    def _neighbours(self, run: list[int]) -> Iterator[tuple[int, ...]]:
        for first, last in combinations(range(len(run)), 2):
            if last - first <= 2 and all(self._alike(run[first], each) for each in run[first + 1 : last + 1]):
                yield tuple(run[first : last + 1])

    def _share_of(
        self, family: str, form: str, parts: tuple[int, ...], wholes: tuple[int, ...], inputs: tuple[int, ...]
    ) -> Iterator[Tie]:
        """A share of several figures together, or of what several make; only if it holds."""
        values = self.stream.values
        reached, bottom = sum([values[each] for each in parts]), sum([values[each] for each in wholes])
        worked = reached * 100 / bottom
        near = reached <= bottom and not self._far(worked) and self._alike(parts[0], wholes[0])
        if near and self._fits(worked, inputs, self._slack(*inputs)):
            yield Tie(family, Kind.PERCENT_OF_TOTAL, form, self.figure.letter, inputs, worked, True)

    def _runs(self) -> Iterator[Tie]:
        """Sums, remainders and means of the figures of one unit that stand before, or after, one after another."""
        figure, stream = self.figure, self.stream
        mean = self._is_told(TOLD_MEAN)
        before = [each for each in figure.near if each < figure.letter and self._alike(each, figure.letter)]
        yield from self._run(before[:MOST_PARTS], mean, back=True)
        after = stream.order[figure.place + 1 : figure.place + 3 + MOST_PARTS]
        run = [each for each in after if each - figure.letter <= REACH and self._alike(each, figure.letter)]
        yield from self._run(run[:MOST_PARTS], mean, back=False)

    def _run(self, run: list[int], mean: bool, back: bool) -> Iterator[Tie]:
        values, reached, half, index = self.stream.values, 0.0, 0.0, self.figure.letter
        for count, each in enumerate(run, 1):
            reached += values[each]
            half += self._half(each)
            if count < 2 or reached <= 0:
                continue
            inputs = tuple(sorted(run[:count]))
            fits = self._fits(reached, (), half / reached)
            if fits is not None:
                yield Tie("sum", Kind.SUM_OF_PARTS, "parts", index, inputs, reached, fits)
            if mean:
                fits = self._fits(reached / count, (), half / reached)
                if fits is not None:
                    yield Tie("mean", Kind.AVERAGE, "mean", index, inputs, reached / count, fits)
            if back and 2 < count <= MOST_SIGNED:
                yield from self._signed(inputs)
            whole = 2 * values[each] - reached
            if back and count > 2 and whole > 0:
                fits = self._fits(whole, (), half / whole)
                if fits is not None:
                    signs = "+" + "-" * (count - 1)
                    yield Tie("rest", Kind.DIFFERENCE, "signed", index, inputs, whole, fits, 0, signs)

    def _signed(self, inputs: tuple[int, ...]) -> Iterator[Tie]:
        """What was added and taken away: "opened at £11.2m, £1.5m was added and £0.9m drawn, so they closed at £11.8m"."""
        first, *others = (self.stream.values[each] for each in inputs)
        for signs in SIGNS[len(others)]:
            left = first + sum(map(mul, signs, others))
            if abs(left - self.figure.said) < 1e-6:
                words = "+" + "".join("+-"[sign < 0] for sign in signs)
                yield Tie("rest", Kind.DIFFERENCE, "signed", self.figure.letter, inputs, left, True, 0, words)

    def _hundreds(self) -> Iterator[Tie]:
        """A share and those before it: what they leave of a hundred."""
        reached, index = 0.0, self.figure.letter
        before = [each for each in self.figure.near if each < index and self.stream.letters[each] == "P"]
        for count, each in enumerate(before, 1):
            reached += self.stream.values[each]
            if reached >= 100:
                return
            left = 100 - reached
            fits = self._fits(left, (), 0.4 * count / left)
            if fits is not None:
                inputs = (*sorted(before[:count]), index)
                yield Tie("hundred", Kind.PERCENTAGES_SUM, "hundred", index, inputs, left, fits)

    def _each(self) -> Iterator[Tie]:
        values, letters, money = self.stream.values, self.stream.letters, self.figure.number.sort is Sort.MONEY
        for bottom in self.counts:
            many = values[bottom]
            if letters[bottom] != "C" or many <= 1:
                continue
            for top in self.counts:
                if top != bottom and (letters[top] == "M") == money and not self._far(values[top] / many):
                    fits = self._fits(values[top] / many, (top, bottom), self._slack(top, bottom))
                    if fits is not None:
                        yield Tie(
                            "each", Kind.AVERAGE, "each", self.figure.letter, (top, bottom), values[top] / many, fits
                        )

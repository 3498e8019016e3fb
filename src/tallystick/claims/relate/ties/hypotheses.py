"""What a figure may have been worked from: pairs and runs of figures near it that its unit allows.

Nothing is judged here. Each hypothesis says what its figures come to, in floats, so that those which hold can be told at once from
those which only come near; the verdict is given by the exact check. Those that do neither are passed over before anything
is made of them, and of those that come near only what stands nearest is kept: there are very many.
"""

import math
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import chain, combinations, islice, pairwise, product
from operator import mul
from typing import NamedTuple

from tallystick.claims.model import Kind, Sort
from tallystick.claims.relate import movements
from tallystick.claims.relate.pairs import is_turned
from tallystick.claims.relate.parts import has_share
from tallystick.claims.relate.ties.reading import REACH, Figure, Reading

MOST_PARTS, JOINED, BESIDE = 8, 6, 5
MOST_TOGETHER = 4  # three parts and their whole
# Every way to add and to take away so many figures, but for all alike. What is smaller than this is what several of its neighbours leave by chance.
MOST_SIGNED, LEAST_SIGNED = 4, 100
SIGNS = {
    count: [signs for signs in product((-1, 1), repeat=count) if len(set(signs)) > 1] for count in range(2, MOST_SIGNED)
}
# Where more pairs than this are the same distance apart, they are so by chance: those further away are not looked at.
MOST_GAPS = 6
EQUAL = 1e-6
NEARLY, TENFOLD = 1.7, (9.5, 10.5)
# What is less or more than so many times the figure does not come near it.
LEAST, MOST = 0.094, 10.6
TOLD_MEAN, TOLD_EACH = frozenset("G"), frozenset("Gpe")
# Letters before a figure and after it in which a word of change stands, for a per cent to be one of change.
SIGNED = frozenset("+-–−")
TOLD_CHANGE, CHANGING = frozenset("udsmlgjDvbxABXV<>cfTh"), 30


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


def _parts(run: list[int], count: int, back: bool) -> tuple[int, ...]:
    """The first so many of a run, in the order of the text."""
    return tuple(run[count - 1 :: -1] if back else run[:count])


class Trial:
    """The hypotheses about one figure: those that hold, and, where they are asked for, those that come near.

    There are many pairs and few that hold, so that each is first held against the widest room that any has (`floor` to `ceiling`).
    """

    def __init__(self, reading: Reading, figure: Figure) -> None:
        self.reading, self.stream, self.figure = reading, reading.stream, figure
        self.letter = self.stream.letters[figure.letter]
        self.beside = set(figure.near[:BESIDE])
        letters, values = self.stream.letters, reading.values
        self.sizes = [(each, values[each]) for each in figure.near if letters[each] in "CM" and values[each] > 0]
        self.levels: list[tuple[int, float]] = []
        if self.letter in "CMQ" or (self.letter == "P" and figure.change is None):
            can, unit = reading.measured_by(figure.letter), reading.unit
            self.levels = [(each, values[each]) for each in figure.near if can[unit[each]]]

    def ties(self, families: Collection[str]) -> Iterator[Tie]:
        """Every hypothesis that holds, and those of some families that come near."""
        yield from self.holding()
        yield from self.nearing(families)

    def holding(self) -> Iterator[Tie]:
        """Every hypothesis that holds: of all figures near by."""
        if not self.figure.said:
            return
        half, low, high = self.reading.half, self.figure.low, self.figure.high
        loosest = sorted([half[each] / size for each, size in self.sizes if half[each]], reverse=True)
        off = sum(loosest[:MOST_TOGETHER])
        floor, ceiling = (low - 100 * off) / (1 + off), (high + 100 * off) / (1 - off) if off < 1 else math.inf
        most = 2 * max((half[each] for each, _ in self.levels), default=0.0)
        found: list[Iterator[Tie]] = []
        if self.letter in "PR":
            found = [self._shares(self.sizes, floor, ceiling), self._joint(floor, ceiling)]
            if self._may_change():
                found.append(self._percents(self.sizes, floor, ceiling))
        found += [iter(self.rows), self._each(self.sizes, floor, ceiling)]
        yield from (tie for tie in chain.from_iterable(found) if tie.holds)
        yield from islice((tie for tie in self._gaps(self.levels, low - most, high + most) if tie.holds), MOST_GAPS)

    def nearing(self, families: Collection[str]) -> Iterator[Tie]:
        """Those of some families that come near and do not hold: of pairs only what stands right beside the figure."""
        if not self.figure.said:
            return
        floor, ceiling = LEAST * self.figure.said, MOST * self.figure.said
        sizes = [size for size in self.sizes if size[0] in self.beside]
        found: list[Iterable[Tie]] = [[tie for tie in self.rows if tie.family in families]]
        if self.letter in "PR" and "share" in families:
            found.append(self._shares(sizes, floor, ceiling))
        if self.letter in "PR" and "percent" in families and self._may_change():
            found.append(self._percents(sizes, floor, ceiling))
        if ("change" if self.figure.change else "gap") in families:
            found.append(self._gaps([level for level in self.levels if level[0] in self.beside], floor, ceiling))
        if "each" in families:
            found.append(self._each(sizes, floor, ceiling))
        yield from (tie for tie in chain.from_iterable(found) if not tie.holds)

    @cached_property
    def rows(self) -> list[Tie]:
        """What shares leave of a hundred, and what figures one after another come to: few, and asked for twice."""
        return list(self._rows())

    def _rows(self) -> Iterator[Tie]:
        if self.letter == "P":
            yield from self.hundreds()
        if self.letter in "CMPQ":
            yield from self._runs()

    def _is_told(self, cues: frozenset[str]) -> bool:
        index, stream = self.figure.letter, self.stream
        if not cues.isdisjoint(stream.letters[max(0, index - 8) : index + 6]):
            return True
        after = stream.numbers[index].last + 1
        return cues is TOLD_EACH and any(
            token.low in stream.words.articles for token in stream.tokens[after : after + 2]
        )

    def _may_change(self) -> bool:
        """Is there a word of change in the sentence? Without one "221 of the 402 (45%)" is no fall from 402 to 221."""
        first, end = self.stream.around(self.figure.letter, CHANGING)
        told = self.figure.change is not None or not TOLD_CHANGE.isdisjoint(self.stream.letters[first:end])
        if self.letter == "R" and self.figure.change is None:
            return False  # "one in three people over 85 is expected to need help"
        signed = self.figure.number.text[:1] in SIGNED
        return told or signed or not self.stream.words.savings.isdisjoint(self.stream.said(first, end))

    def _far(self, size: float) -> bool:
        """Can it be told without more ado that it neither holds nor comes near?"""
        times = size / self.figure.said
        return not (0.55 <= times <= 1.8 or 9.4 <= times <= MOST or LEAST <= times <= 0.106)

    def _slack(self, *letters: int) -> float:
        return sum(self.reading.half[each] / (abs(self.reading.values[each]) or 1.0) for each in letters)

    def _fits(self, worked: float, slack: float) -> bool | None:
        """Whether it holds; None if it does not even come near."""
        figure, size = self.figure, abs(worked)
        if figure.low - size * slack <= size <= figure.high + size * slack:
            return True
        times = size / figure.said
        if 1 / NEARLY <= times <= NEARLY or TENFOLD[0] <= times <= TENFOLD[1]:
            return False
        return False if TENFOLD[0] <= 1 / (times or 1.0) <= TENFOLD[1] else None

    def _pair(
        self, family: str, kind: Kind, form: str, inputs: tuple[int, int], worked: float, slack: float, way: int = 0
    ) -> Iterator[Tie]:
        """One hypothesis of two figures, if they are in one unit and it holds or comes near."""
        if not self._far(abs(worked)):
            fits = self._fits(worked, slack)
            if fits is not None and (family == "each" or self.reading.alike(*inputs)):
                yield Tie(family, kind, form, self.figure.letter, inputs, worked, fits, way)

    def _shares(self, sizes: list[tuple[int, float]], floor: float, ceiling: float) -> Iterator[Tie]:
        for whole, bottom in sizes:
            for part, top in sizes:
                worked = top * 100 / bottom
                if floor <= worked <= ceiling and top <= bottom and part != whole:
                    inputs = part, whole
                    yield from self._pair(
                        "share", Kind.PERCENT_OF_TOTAL, "part", inputs, worked, self._slack(part, whole)
                    )

    def _percents(self, sizes: list[tuple[int, float]], floor: float, ceiling: float) -> Iterator[Tie]:
        way, half = self.figure.change.direction if self.figure.change else 0, self.reading.half
        for old, base in sizes:
            for new, after in sizes:
                worked = (after - base) * 100 / base
                if floor <= abs(worked) <= ceiling and worked * way >= 0 and worked:
                    slack = (half[old] / base + half[new] / after) * after / abs(after - base)
                    yield from self._pair("percent", Kind.PERCENT_CHANGE, "pair", (old, new), worked, slack, way)

    def _gaps(self, levels: list[tuple[int, float]], floor: float, ceiling: float) -> Iterator[Tie]:
        if self.letter == "P" and self.figure.number.text[:1] in SIGNED:
            return  # "-0.4% in September": a change, and no gap between two others
        change, half = self.figure.change, self.reading.half
        kind, form, family = (Kind.ABSOLUTE_CHANGE, "pair", "change") if change else (Kind.DIFFERENCE, "gap", "gap")
        way = change.direction if change else 0
        for (one, first), (other, second) in combinations(levels, 2):
            if floor <= abs(second - first) <= ceiling and first != second:
                old, new, apart = (one, other, second - first) if one < other else (other, one, first - second)
                if apart * way < 0:
                    old, new, apart = new, old, -apart
                    if is_turned(self.stream, old, new):
                        continue
                yield from self._pair(family, kind, form, (old, new), apart, (half[old] + half[new]) / abs(apart), way)

    def _each(self, sizes: list[tuple[int, float]], floor: float, ceiling: float) -> Iterator[Tie]:
        if self.letter not in "CM" or not self._is_told(TOLD_EACH):
            return
        letters, money = self.stream.letters, self.figure.number.sort is Sort.MONEY
        for bottom, many in sizes:
            if letters[bottom] != "C" or many <= 1:
                continue
            for top, size in sizes:
                if floor <= size / many <= ceiling and top != bottom and (letters[top] == "M") == money:
                    slack = self._slack(top, bottom)
                    yield from self._pair("each", Kind.AVERAGE, "each", (top, bottom), size / many, slack)

    def _joint(self, floor: float, ceiling: float) -> Iterator[Tie]:
        """Parts together of a whole, or of what they all make: "cyclists 16 and motorcyclists 19, 48% of the 73"."""
        values = self.reading.values
        run = sorted(each for each, _ in self.sizes if each < self.figure.letter)[-JOINED:]
        for parts, reached in self._neighbours(run):
            for part in parts:
                worked = values[part] * 100 / reached
                if floor <= worked <= ceiling and self._are_alike(parts):
                    yield from self._of_many("of_sum", "of_sum", (part, *parts), worked)
        for whole, bottom in self.sizes:
            if has_share(self.stream, whole, self.figure.letter):
                continue
            for parts, reached in self._neighbours([each for each in run if each != whole]):
                worked = reached * 100 / bottom
                if floor <= worked <= ceiling and reached <= bottom and self._are_alike((*parts, whole)):
                    yield from self._of_many("joint", "parts_of", (whole, *parts), worked)

    def _neighbours(self, run: list[int]) -> Iterator[tuple[tuple[int, ...], float]]:
        """Two and three figures that stand side by side, with their sum."""
        values = self.reading.values
        for at, (one, other) in enumerate(pairwise(run)):
            reached = values[one] + values[other]
            yield (one, other), reached
            if at + 2 < len(run):
                third = run[at + 2]
                yield (one, other, third), reached + values[third]

    def _are_alike(self, letters: tuple[int, ...]) -> bool:
        return all(self.reading.alike(letters[0], each) for each in letters[1:])

    def _of_many(self, family: str, form: str, inputs: tuple[int, ...], worked: float) -> Iterator[Tie]:
        """A share of several figures together, or of what several make; only if it holds."""
        if not self._far(worked) and self._fits(worked, self._slack(*inputs)):
            yield Tie(family, Kind.PERCENT_OF_TOTAL, form, self.figure.letter, inputs, worked, True)

    def _runs(self) -> Iterator[Tie]:
        """Sums, remainders and means of the figures of one unit that stand before, or after, one after another."""
        figure, order, unit = self.figure, self.stream.order, self.reading.unit
        alike = self.reading.alike_to(figure.letter)
        mean = self._is_told(TOLD_MEAN)
        index, last = figure.letter, figure.letter + REACH
        before = [each for each in figure.near if each < index and alike[unit[each]]]
        if len(before) > 1:
            yield from self._run(before[:MOST_PARTS], mean, back=True)
        after = order[figure.place + 1 : figure.place + 3 + MOST_PARTS]
        run = [each for each in after if each <= last and alike[unit[each]]]
        if len(run) > 1:
            yield from self._run(run[:MOST_PARTS], mean, back=False)

    def _run(self, run: list[int], mean: bool, back: bool) -> Iterator[Tie]:
        values, halves, index = self.reading.values, self.reading.half, self.figure.letter
        said = self.figure.said
        least, most = LEAST * said, MOST * said
        reached, half = values[run[0]], halves[run[0]]
        lowest = reached
        most_signed = MOST_SIGNED if self.letter in "CM" else 2
        for count, each in enumerate(run[1:], 2):
            value = values[each]
            reached += value
            half += halves[each]
            lowest = min(lowest, value)
            if reached <= 0:
                continue
            fits = self._fits(reached, half / reached) if least <= reached <= most else None
            if fits is not None:
                yield Tie("sum", Kind.SUM_OF_PARTS, "parts", index, _parts(run, count, back), reached, fits)
            if mean:
                fits = self._fits(reached / count, half / reached)
                if fits is not None:
                    yield Tie("mean", Kind.AVERAGE, "mean", index, _parts(run, count, back), reached / count, fits)
            if not back or count == 2 or said < LEAST_SIGNED:
                continue
            # Something is taken away, and not all that stands after the first.
            if count <= most_signed and (lowest < 0 or -EQUAL < (reached - said) / 2 < reached - value + EQUAL):
                yield from self._signed(_parts(run, count, back), reached)
            whole = 2 * value - reached
            if least <= whole <= most:
                fits = self._fits(whole, half / whole)
                if fits is not None:
                    signs = "+" + "-" * (count - 1)
                    inputs = _parts(run, count, back)
                    yield Tie("rest", Kind.DIFFERENCE, "signed", index, inputs, whole, fits, 0, signs)

    def _signed(self, inputs: tuple[int, ...], reached: float) -> Iterator[Tie]:
        """What was added and taken away: "opened at £11.2m, £1.5m was added and £0.9m drawn, so they closed at £11.8m".

        One way of so many figures is enough: all ways stand in the same place and have the same words by them.
        """
        first, *others = [self.reading.values[each] for each in inputs]
        said, least, taken = self.figure.said, min(others), (reached - self.figure.said) / 2
        if least >= 0 and not least - EQUAL <= taken <= reached - first - least + EQUAL:
            return  # at least one of the others is taken away, and at least one is not
        for signs in SIGNS[len(others)]:
            left = first + sum(map(mul, signs, others))
            words = "+" + "".join("+-"[sign < 0] for sign in signs)
            if abs(left - said) < EQUAL and movements.may_be(self.stream, inputs, words):
                yield Tie("rest", Kind.DIFFERENCE, "signed", self.figure.letter, inputs, left, True, 0, words)
                return

    def hundreds(self) -> Iterator[Tie]:
        """A share and those before it: what they leave of a hundred."""
        if not self.figure.said:
            return
        reached, index = 0.0, self.figure.letter
        letters = self.stream.letters
        before = [each for each in self.figure.near if each < index and letters[each] == "P"]
        before = [each for each in before if letters[each + 1 : each + 3] != "(P"]  # "a quarter (25.4%)" is told twice
        first, _ = self.stream.bounds(self.reading.sentence[index])
        rest = "r" in self.stream.letters[first:index]
        for count, each in enumerate(before, 1):
            reached += self.reading.values[each]
            if reached >= 100:
                return
            left = 100 - reached
            fits = self._fits(left, 0.4 * count / left)
            if fits or (fits is not None and (each >= first or rest)):  # shares of one question, or what is left of it
                inputs = (*sorted(before[:count]), index)
                yield Tie("hundred", Kind.PERCENTAGES_SUM, "hundred", index, inputs, left, fits)

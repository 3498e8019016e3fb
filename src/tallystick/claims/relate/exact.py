"""Prices, products and sums that hold to the last of many digits, however the words are put: "84,600 tonnes … at £112 … £9,475,200".

Three digits and more seldom fit by chance, so that no word need say that the figures belong together. Such a tie only confirms.
"""

from collections.abc import Iterator
from itertools import combinations
from operator import itemgetter
from typing import NamedTuple

from tallystick.claims.model import Closeness, Kind, Number, Relation, Sort
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import Stream

BACK, AHEAD, REACH = 10, 4, 110
LEAST_FACTOR, LEAST_TOTAL = 7, 100
FEW_DIGITS, MOST_DIGITS = 3, 5
PLACES, EQUAL, HALF = 4, 1e-4, 0.5
# How far a sum's figures may stand from it, and those of a short list; how many there may be, and the least total of such a list.
FAR, NEAR, MOST_PARTS, LEAST_LISTED = 160, 50, 8, 7
START = itemgetter(0)
JOINS = frozenset("a,;")


class Part(NamedTuple):
    """A figure of a sum: its letter's place, what it is, and how many of its digits say something."""

    letter: int
    number: Number
    value: float
    digits: int
    unit: str


def relations(stream: Stream) -> Iterator[Relation]:
    """Every figure that is exactly a total over a count, a count at a price, or the sum of a run, of those near it."""
    usable = [
        index for index in stream.order if stream.values[index] >= LEAST_FACTOR and _is_usable(stream.number(index))
    ]
    values = {index: round(stream.values[index], PLACES) for index in usable}
    for place, last in enumerate(usable):
        value = values[last]
        near = {values[index]: index for index in usable[max(0, place - BACK) : place] if last - index <= REACH}
        largest = max(near, default=0.0)
        for other, index in near.items():
            whole = near.get(round(value * other, PLACES)) if LEAST_TOTAL <= value * other <= largest + 1 else None
            if whole is not None and whole != index:
                yield from _tie(stream, (whole, index, last), last)
            part = near.get(round(value / other, PLACES)) if value >= LEAST_TOTAL else None
            if part is not None and part < index:
                yield from _tie(stream, (last, part, index), last)
    yield from _prices(stream, usable, values)
    yield from _sums(stream)
    for letter in "CM":
        run = [index for index in usable if stream.letters[index] == letter]
        for place, total in enumerate(run):
            if _digits(stream.number(total)) >= MOST_DIGITS:
                yield from _of_two(stream, values, total, run[max(0, place - BACK) : place])


def _prices(stream: Stream, usable: list[int], values: dict[int, float]) -> Iterator[Relation]:
    """A sum of money over a count, as it was rounded: "£4.03m for 1.32m visits … £3.05"."""
    for place, price in enumerate(usable):
        number = stream.number(price)
        if number.sort is not Sort.MONEY or _digits(number) < FEW_DIGITS:
            continue
        near = [index for index in usable[max(0, place - BACK) : place + AHEAD] if abs(index - price) <= REACH]
        counts = [index for index in near if stream.letters[index] == "C"]
        half = max(float(number.span.high - number.span.low) / 2, HALF if number.value % 1 == 0 else 0.0)
        for total in near:
            if stream.letters[total] != "M" or values[total] <= values[price]:
                continue
            for count in counts:
                if abs(values[total] / values[count] - values[price]) <= half:
                    inputs = stream.number(total), stream.number(count)
                    yield Relation(Kind.AVERAGE, "each", number, inputs, 0, False, far=True, faint=True)


def _sums(stream: Stream) -> Iterator[Relation]:
    """A total and a run of figures of its unit that make it, with others between: "1,512 and 1,388 … That is 2,900 in all".

    Of a short list with a total of two digits also small figures count, and the pronoun: "11 appeals: seven were dismissed, three
    allowed and one withdrawn".
    """
    found = [(index, stream.number(index)) for index in stream.order if stream.letters[index] in "CM"]
    usable = [
        Part(index, number, stream.values[index], _digits(number), stream.letters[index])
        for index, number in found
        if number.value > 0 and _is_usable(number)
    ]
    for letter in "CM":
        yield from _totalled([part for part in usable if part.unit == letter and part.value >= LEAST_FACTOR])
    counts = [part for part in usable if part.unit == "C"]
    singles = [_single(stream, at) for at in stream.of_words(frozenset({stream.words.one})) if at not in stream.numbers]
    yield from _listed(stream, sorted([*counts, *singles], key=START))


def _single(stream: Stream, at: int) -> Part:
    return Part(at, stream.spoken(at, 1), 1.0, 1, "w")


def _totalled(run: list[Part]) -> Iterator[Relation]:
    """The figures next to one another that add up to one near them, of two to eight, told in three digits or more.

    The total may stand among them ("559 of the 1,013 votes … 375 … 79"): what is no less than it is passed over.
    """
    for place, total in enumerate(run):
        around = run[max(0, place - BACK) : place + 1 + BACK]
        near = [part for part in around if part.value < total.value and abs(part.letter - total.letter) <= FAR]
        first, reached = 0, 0.0
        for last, part in enumerate(near):
            reached += part.value
            while reached > total.value + EQUAL or last - first >= MOST_PARTS:
                reached -= near[first].value
                first += 1
            if last > first and reached > total.value - EQUAL and _tells(total, near[first : last + 1]):
                yield from _sum(total, near[first : last + 1])


def _tells(total: Part, parts: list[Part]) -> bool:
    """Are there digits enough? Two with the total between them are rather told as a change: "45,107 … 45,432 … 325 more"."""
    change = len(parts) == 2 and parts[0].letter < total.letter < parts[1].letter
    return not change and max(total.digits, *(part.digits for part in parts)) >= FEW_DIGITS


def _listed(stream: Stream, run: list[Part]) -> Iterator[Relation]:
    """The three parts or more of a list right by a small total."""
    for place, total in enumerate(run):
        for near in _beside(run, place, NEAR) if total.value >= LEAST_LISTED else ():
            reached = 0.0
            for last in range(min(MOST_PARTS, len(near))):
                reached += near[last].value
                if reached >= total.value:
                    if reached == total.value and last > 1 and _is_list(stream, near[: last + 1]):
                        yield from _sum(total, near[: last + 1])
                    break


def _beside(run: list[Part], place: int, most: int) -> tuple[list[Part], list[Part]]:
    """The figures before one and after it, the nearest first."""
    at = run[place].letter
    before = [part for part in run[max(0, place - BACK) : place] if at - part.letter <= most][::-1]
    return before, [part for part in run[place + 1 : place + 1 + BACK] if part.letter - at <= most]


def _sum(total: Part, parts: list[Part]) -> Iterator[Relation]:
    numbers = tuple(part.number for part in sorted(parts, key=START))
    if all(alike(number, total.number) for number in numbers):
        yield Relation(Kind.SUM_OF_PARTS, "parts", total.number, numbers, 0, False, far=True, faint=True)


def _is_list(stream: Stream, parts: list[Part]) -> bool:
    """Do all stand in one sentence, and is the last joined to the others by "and" or by a comma?"""
    first, *_, before, last = sorted(part.letter for part in parts)
    return "|" not in stream.between(first, last) and not JOINS.isdisjoint(stream.between(before, last))


def _of_two(stream: Stream, values: dict[int, float], total: int, run: list[int]) -> Iterator[Relation]:
    """ "£26.142m … £24.546m … £3.886m … £30.028m": two that make it to the last of five digits, wherever they stand."""
    stated = stream.number(total)
    for one, other in combinations([index for index in run if abs(index - total) <= FAR], 2):
        if abs(values[one] + values[other] - values[total]) < EQUAL:
            parts = stream.number(one), stream.number(other)
            if all(alike(part, stated) for part in parts):
                yield Relation(Kind.SUM_OF_PARTS, "parts", stated, parts, 0, False, far=True, faint=True)


def _digits(number: Number) -> int:
    """How many digits of a figure say something: three in 29,400."""
    return len(number.value.normalize().as_tuple().digits)


def _is_usable(number: Number) -> bool:
    return (
        number.sort in {Sort.COUNT, Sort.MONEY, Sort.RATE}
        and number.per is None
        and number.closeness is Closeness.AS_GIVEN
    )


def _tie(stream: Stream, figures: tuple[int, int, int], last: int) -> Iterator[Relation]:
    """A total and its two factors, of which the one that stands last is worked out."""
    total, *factors = (stream.number(index) for index in figures)
    money = [number for number in factors if number.sort is Sort.MONEY]
    is_money = total.sort is Sort.MONEY
    if (
        total.value < LEAST_TOTAL
        or _digits(total) < FEW_DIGITS
        or len(money) != is_money
        or total.value != factors[0].value * factors[1].value
    ):
        return
    stated = stream.number(last)
    if stated is total:
        yield Relation(Kind.RATIO, "product", total, (factors[0], factors[1]), 0, False, far=True, faint=True)
    else:
        other = factors[0] if stated is factors[1] else factors[1]
        yield Relation(Kind.AVERAGE, "each", stated, (total, other), 0, False, far=True, faint=True)

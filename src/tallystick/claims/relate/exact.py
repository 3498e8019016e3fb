"""Prices, products and sums that hold to the last of many digits, however the words are put: "84,600 tonnes … at £112 … £9,475,200".

Three digits and more seldom fit by chance, so that no word need say that the figures belong together. Such a tie only confirms.
"""

from collections.abc import Iterator
from itertools import combinations

from tallystick.claims.model import Closeness, Kind, Number, Relation, Sort
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import Stream

BACK, AHEAD, REACH = 10, 4, 110
LEAST_FACTOR, LEAST_TOTAL = 7, 100
FEW_DIGITS, MANY_DIGITS, MOST_DIGITS = 3, 4, 5
PLACES, EQUAL, HALF = 4, 1e-4, 0.5
FAR, MOST_PARTS = 160, 8


def relations(stream: Stream) -> Iterator[Relation]:
    """Every figure that is exactly a total over a count, a count at a price, or the sum of a run, of those near it."""
    usable = [
        index for index in stream.order if stream.values[index] >= LEAST_FACTOR and _is_usable(stream.number(index))
    ]
    values = {index: round(stream.values[index], PLACES) for index in usable}
    for place, last in enumerate(usable):
        value = values[last]
        near = {values[index]: index for index in usable[max(0, place - BACK) : place] if last - index <= REACH}
        for other, index in near.items():
            whole = near.get(round(value * other, PLACES))
            if whole is not None and whole != index:
                yield from _tie(stream, (whole, index, last), last)
            part = near.get(round(value / other, PLACES))
            if part is not None and part < index:
                yield from _tie(stream, (last, part, index), last)
    yield from _prices(stream, usable, values)
    yield from _sums(stream, usable, values)


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


def _sums(stream: Stream, usable: list[int], values: dict[int, float]) -> Iterator[Relation]:
    """A total and a run of figures of its unit that make it, with others between: "1,512 and 1,388 … That is 2,900 in all"."""
    for letter in "CM":
        run = [index for index in usable if stream.letters[index] == letter]
        for place, total in enumerate(run):
            digits = _digits(stream.number(total))
            if digits >= FEW_DIGITS:
                least = 1 if digits >= MANY_DIGITS else 2  # a pair makes a figure of three digits too often by chance
                yield from _made(stream, values, total, run[max(0, place - BACK) : place], least)
                yield from _made(stream, values, total, run[place + 1 : place + 1 + BACK], least)
            if digits >= MOST_DIGITS:
                yield from _of_two(stream, values, total, run[max(0, place - BACK) : place])


def _made(stream: Stream, values: dict[int, float], total: int, run: list[int], least: int) -> Iterator[Relation]:
    """The runs of the figures on one side that add up to it, of two to eight."""
    wanted, stated = values[total], stream.number(total)
    near = [index for index in run if abs(index - total) <= FAR]
    for first in range(len(near)):
        reached = 0.0
        for last in range(first, min(first + MOST_PARTS, len(near))):
            reached += values[near[last]]
            if reached > wanted + EQUAL:
                break
            if last - first >= least and abs(reached - wanted) < EQUAL:
                parts = tuple(stream.number(index) for index in near[first : last + 1])
                if all(alike(part, stated) for part in parts):
                    yield Relation(Kind.SUM_OF_PARTS, "parts", stated, parts, 0, False, far=True, faint=True)


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
    return number.sort in {Sort.COUNT, Sort.MONEY} and number.per is None and number.closeness is Closeness.AS_GIVEN


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

"""Prices, products and sums that hold to the last of many digits, however the words are put: "84,600 tonnes … at £112 … £9,475,200".

Three digits and more seldom fit by chance, so that no word need say that the figures belong together. Such a tie only confirms.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from operator import itemgetter

from tallystick.claims.model import Closeness, Interval, Kind, Number, Relation, Sort
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import Stream

BACK, AHEAD, REACH = 10, 4, 110
LEAST_FACTOR, LEAST_TOTAL = 7, 100
FEW_DIGITS, MANY_DIGITS, MOST_DIGITS = 3, 4, 5
PLACES, EQUAL, HALF = 4, 1e-4, 0.5
START = itemgetter(0)
Run = list[tuple[int, Number]]
FAR, NEAR, MOST_PARTS, LEAST_LISTED = 160, 50, 8, 7


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
    parts = {index: stream.number(index) for index in stream.order if stream.letters[index] in "CM"}
    usable = {index: number for index, number in parts.items() if number.value > 0 and _is_usable(number)}
    singles = {at: _single(stream, at) for at in stream.of_words(frozenset({stream.words.one})) if at not in stream.numbers}
    for letter in "CM":
        own = {index: number for index, number in usable.items() if stream.letters[index] == letter}
        large = [(index, number) for index, number in own.items() if number.value >= LEAST_FACTOR]
        yield from _totalled(stream, large, own)
        if letter == "C":
            yield from _totalled(stream, sorted({**own, **singles}.items(), key=START), own, short=True)


def _single(stream: Stream, at: int) -> Number:
    token = stream.tokens[stream.places[at]]
    return Number(token.start, token.end, token.text, Sort.COUNT, Decimal(1), Interval(Fraction(1), Fraction(1)))


def _totalled(stream: Stream, run: Run, totals: Collection[int], short: bool = False) -> Iterator[Relation]:
    for place, (index, total) in enumerate(run):
        if index in totals:
            for beside in (run[max(0, place - BACK) : place][::-1], run[place + 1 : place + 1 + BACK]):
                yield from _made(stream, total, [each for each in beside if abs(each[0] - index) <= (NEAR if short else FAR)], short)


def _made(stream: Stream, total: Number, near: Run, short: bool) -> Iterator[Relation]:
    """The runs of the figures on one side, the nearest first, that add up to it, of two to eight."""
    for first in range(1 if short else len(near)):
        reached, most = Decimal(0), _digits(total)
        for last in range(first, min(first + MOST_PARTS, len(near))):
            reached += near[last][1].value
            most = max(most, _digits(near[last][1]))
            if reached > total.value:
                break
            many = last - first + 1
            telling = many > 2 and total.value >= LEAST_LISTED and _is_list(stream, near[: last + 1]) if short else many > 1 and most >= FEW_DIGITS
            if reached == total.value and telling:
                parts = tuple(sorted((number for _, number in near[first : last + 1]), key=lambda number: number.start))
                if all(alike(part, total) for part in parts):
                    yield Relation(Kind.SUM_OF_PARTS, "parts", total, parts, 0, False, far=True, faint=True)


def _is_list(stream: Stream, parts: Run) -> bool:
    """Do all stand in one sentence, and is the last joined to the others by "and" or by a comma?"""
    first, *_, before, last = sorted(index for index, _ in parts)
    between = stream.between(before, last)
    return "|" not in stream.between(first, last) and not {"a", ",", ";"}.isdisjoint(between)


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

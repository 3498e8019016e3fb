"""Prices and products that hold to the last of many digits, however the words are put: "84,600 tonnes … at £112 … £9,475,200".

Three digits and more seldom fit by chance, so that no word need say that the figures belong together. Such a tie only confirms.
"""

from collections.abc import Iterator

from tallystick.claims.model import Closeness, Kind, Number, Relation, Sort
from tallystick.claims.stream import Stream

BACK, REACH = 10, 110
LEAST_FACTOR, LEAST_TOTAL = 7, 100
PLACES = 4


def relations(stream: Stream) -> Iterator[Relation]:
    """Every figure that is exactly a total over a count, or a count at a price, of those before it."""
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


def _is_usable(number: Number) -> bool:
    return number.sort in {Sort.COUNT, Sort.MONEY} and number.per is None and number.closeness is Closeness.AS_GIVEN


def _tie(stream: Stream, figures: tuple[int, int, int], last: int) -> Iterator[Relation]:
    """A total and its two factors, of which the one that stands last is worked out."""
    total, *factors = (stream.number(index) for index in figures)
    money = [number for number in factors if number.sort is Sort.MONEY]
    digits = len(total.value.normalize().as_tuple().digits)
    is_money = total.sort is Sort.MONEY
    if (
        total.value < LEAST_TOTAL
        or digits < 3
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

"""So many at so much: "84,600 tonnes … at the gate fee of £112 the disposal cost will be £9.475m", "15 hours for 38 weeks, 570 hours".

The price is the one "at" which something is had, or one for each of what is counted; the count stands beside the same word, or is the only
one near by. What holds is confirmed; where the words tie count and price and it comes near, what does not is contradicted.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tallystick.claims.model import Interval, Kind, Number, Relation
from tallystick.claims.relate.prices import LEAST, MOST, lengths, names_of_one, nearby
from tallystick.claims.stream import NUMBERS, Stream, cued

# Of a product that is given to two or three places, so much may be lost to rounding.
ROOM = 0.006
AT = re.compile(rf"(?:^|[|^;,(w])w[^{NUMBERS}|^#;,()]{{0,6}}$")
LEAD = 8
HOURS = cued(
    rf"(?P<one>C)(?P<tie>w[^{NUMBERS}|^#;]{{0,4}})(?P<many>[yC])w?,?[(eqwi]{{0,3}}(?P<all>C)w(?=[|,;)^pT]|w{{2}}[|,;)^]|$)",
    "C",
)
# "Each of the 24 wardens issued 85 notices, 2,040 in all"; "24 wardens each issued 85, a total of 2,040".
EACH = cued(
    rf"(?:pow{{0,2}}(?P<many>C)|(?P<counted>C)w{{0,2}}p)[^{NUMBERS}|^#,;()]{{0,6}}?(?P<one>[CM])w{{0,3}}(?:[,;(-]|aw)[qweibn]{{0,3}}"
    r"(?:(?P<all>[CM])w?T(?![wnot]{0,5}y)|w?T[wbo]{0,2}(?P<total>[CM]))",
    "p T",
)
FOR_EACH = re.compile("p[ow]{0,3}$")  # "each of the 42 councillors"
# "5.8 GWh at 24p a unit": a unit is a thousandth of a thousandth.
SCALES = (1, 1000, 10**6)


def relations(stream: Stream) -> Iterator[Relation]:
    """Every sum of money that is a count at a price, and every time that is so many times another."""
    for index in stream.order:
        if stream.letters[index] == "M" and _is_cost(stream, index):
            yield from _costed(stream, index)
        elif stream.letters[index] == "M":
            yield from _at_each(stream, index)
            yield from _over_years(stream, index)
    for match in stream.matches(EACH):
        many, whole = (
            max(match.start(one), match.start(other)) for one, other in (("many", "counted"), ("all", "total"))
        )
        yield from _in_all(stream, many, match.start("one"), whole)
    for match in stream.matches(HOURS):
        if not stream.words.repeating.isdisjoint(stream.said(match.start("tie"), match.end("tie"))):
            yield from _hours(stream, *(match.start(name) for name in ("one", "many", "all")))


def _in_all(stream: Stream, many: int, one: int, whole: int) -> Iterator[Relation]:
    if stream.letters[one] == stream.letters[whole]:
        times = _product(stream, many, one, 1) / (stream.values[whole] or 1.0)
        yield _relation(stream, whole, many, one, 1, LEAST <= times <= MOST)


AT_EACH = re.compile(rf"(?P<price>M)p[^{NUMBERS}|^#;]{{0,9}}[e,]{{1,2}}w{{0,2}}i?$")


def _at_each(stream: Stream, index: int) -> Iterator[Relation]:
    """ "773 patients did not come. At £30 each, that is £23,190": the only counts near by that it can be of."""
    match = AT_EACH.search(stream.letters, max(0, index - 16), index)
    price = match.start("price") if match is not None else 0
    if match is None or stream.words.at.isdisjoint(stream.said(max(0, price - 1), price)):
        return
    counts = [
        each
        for each in nearby(stream, price)
        if each < price and stream.letters[each] == "C" and stream.values[each] > 1
    ]
    times = {
        each: stream.values[each] * stream.values[price] / stream.values[index]
        for each in counts
        if stream.values[index]
    }
    holding = [each for each in counts if abs(times.get(each, 0) - 1) <= ROOM]
    for count in holding or counts[-1:]:
        firm = len(counts) == 1 and LEAST <= times.get(count, 0) <= MOST
        yield _relation(stream, index, count, price, 1, firm)


LONG = re.compile(r"[n]?w{0,2}y")


def _over_years(stream: Stream, index: int) -> Iterator[Relation]:
    """ "The saving is £150k a year and so £600k over the five-year term": the only sum a year that is named before it."""
    said, relating = stream.said(index + 1, index + 2), stream.words.relating
    if LONG.match(stream.letters, index + 1) is None or relating.over_years.isdisjoint(said):
        return
    if stream.words.consequent.isdisjoint(stream.said(max(0, index - 3), index)):
        return  # "grants of £20,000 a year were made, and £90,000 over three years was match funding"
    spans = [span for unit in stream.words.in_a_year for span in lengths(stream, index + 2, index + 5, unit)]
    spans = spans or [span for unit in relating.years for span in lengths(stream, index + 1, index + 5, unit)]
    first, _ = stream.bounds(stream.sentence(index))
    money = [each for each in stream.claims(first, index) if stream.letters[each] == "M"]
    if len(spans) == 1 and len(money) == 1 and names_of_one(stream, money[0]) == (spans[0].noun.rstrip("s"),):
        times = float(spans[0].value) * stream.values[money[0]] / (stream.values[index] or 1.0)
        inputs = (spans[0], stream.number(money[0]))
        yield Relation(Kind.RATIO, "product", stream.number(index), inputs, 0, LEAST <= times <= MOST)


def _is_cost(stream: Stream, index: int) -> bool:
    first, _ = stream.bounds(stream.sentence(index))
    said = stream.said(max(first, index - LEAD), index)
    if stream.words.costs.isdisjoint(said) and stream.letters[index + 1 : index + 2] != "T":
        return False
    names = names_of_one(stream, index)
    return names is None or (len(names) == 1 and names[0] in stream.words.relating.years)


def _costed(stream: Stream, index: int) -> Iterator[Relation]:
    near = [each for each in nearby(stream, index) if each < index]
    counts = [each for each in near if stream.letters[each] == "C" and stream.values[each] > 1]
    prices = [each for each in near if stream.letters[each] == "M" and 0 < stream.values[each] < stream.values[index]]
    tried = [(count, price, scale) for price in prices for count in counts for scale in _scales(stream, count)]
    times = {each: _product(stream, *each) / stream.values[index] for each in tried}
    holding = [each for each, ratio in times.items() if abs(ratio - 1) <= ROOM]
    for count, price, scale in holding:
        yield _relation(stream, index, count, price, scale, False)
    yield from _timed(stream, index, prices)
    if not holding:
        told = [each for each in tried if each[2] == 1 and _are_tied(stream, index, *each[:2], counts, prices)]
        if len(told) == 1 and LEAST <= times[told[0]] <= MOST:
            yield _relation(stream, index, *told[0], True)


def _timed(stream: Stream, index: int, prices: list[int]) -> Iterator[Relation]:
    """ "For 26 weeks. At £360 a week that cost £9,360": the last price, for the only time of its unit."""
    names = names_of_one(stream, prices[-1]) if prices else None
    if not names or names[0] not in stream.words.in_a_year.keys() | stream.words.relating.years:
        return
    first, _ = stream.bounds(max(1, stream.sentence(prices[-1]) - 1))
    spans = list(lengths(stream, max(first, index - 40), index, names[0]))
    if len(spans) == 1:
        times = float(spans[0].value) * stream.values[prices[-1]] / stream.values[index]
        inputs = (spans[0], stream.number(prices[-1]))
        own = stream.sentence(prices[-1]) == stream.sentence(index) and len(prices) == 1
        firm = LEAST <= times <= MOST and own and not stream.claims(prices[-1] + 1, index)
        yield Relation(Kind.RATIO, "product", stream.number(index), inputs, 0, firm)


def _product(stream: Stream, count: int, price: int, scale: int) -> float:
    return stream.values[count] * stream.values[price] * scale


def _scales(stream: Stream, count: int) -> tuple[int, ...]:
    noun = stream.number(count).noun.partition(" ")[0]
    return SCALES if noun in stream.words.thousandths else SCALES[:1]


def _relation(stream: Stream, index: int, count: int, price: int, scale: int, firm: bool) -> Relation:
    inputs = (_scaled(stream.number(count), scale), stream.number(price))
    return Relation(Kind.RATIO, "product", stream.number(index), inputs, 0, firm)


def _scaled(number: Number, scale: int) -> Number:
    if scale == 1:
        return number
    span = Interval(number.span.low * scale, number.span.high * scale)
    return replace(number, value=number.value * scale, span=span, text=f"{number.value * scale:,.0f}")


def _are_tied(stream: Stream, index: int, count: int, price: int, counts: list[int], prices: list[int]) -> bool:
    """A price for one of what is counted, or "at" which the only thing that is counted is had, in the sentence of the cost."""
    yearly = not stream.words.relating.years.isdisjoint(stream.said(index + 1, index + 4))
    if yearly or stream.sentence(price) != stream.sentence(index):
        return False
    if names_of_one(stream, price):  # then it is the price that is held against the cost
        return False
    shared = FOR_EACH.search(stream.letters, max(0, count - 4), count) is not None
    return len(counts) == len(prices) == 1 and (shared or _is_at(stream, price))


def _is_at(stream: Stream, price: int) -> bool:
    """ "At the gate fee of £112", "at £112"."""
    first, _ = stream.bounds(stream.sentence(price))
    match = AT.search(stream.letters, max(first, price - LEAD), price)
    return match is not None and not stream.words.at.isdisjoint(stream.said(max(first, price - 5), price))


def _hours(stream: Stream, one: int, many: int, whole: int) -> Iterator[Relation]:
    """ "15 hours for 38 weeks, 570 hours a year": the time that is told twice, and how often."""
    first, stated = stream.number(one), stream.number(whole)
    unit = first.noun.partition(" ")[0]
    if unit not in stream.words.time or stated.noun.partition(" ")[0] != unit or stated.value <= first.value:
        return
    told = (span for each in stream.words.in_a_year for span in lengths(stream, many, many + 1, each))
    for often in told:
        worked = first.value * often.value / stated.value
        near = Decimal(str(LEAST)) <= worked <= Decimal(str(MOST))
        yield Relation(Kind.RATIO, "product", stated, (first, often), 0, near)

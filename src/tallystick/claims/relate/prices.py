"""What one costs or counts, where what it is one of stands apart: "1,470 pupils … £13.9m, i.e. £9,456 a pupil", "330 a month".

The word after "a" or "per" names what is counted, and the count is the figure beside the same word; of a time it is so many as the text
says, or as a year has. What holds is confirmed; one pair that comes near, and no other, contradicts.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import product

from tallystick.claims.model import Closeness, Interval, Kind, Number, Relation, Sort
from tallystick.claims.relate.named import is_slip
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import CELL, NUMBERS, Stream, cued
from tallystick.claims.tokens import low

BACK, AHEAD, MOST_SENTENCES, REACH = 10, 3, 3, 90
LEAST, MOST = 0.6, 1.67
EQUAL, EXACT = 0.002, 0.0005
LEAST_COUNT = 10
LEAST_STEM = 5
AFTER, BEFORE = re.compile(rf"[^{NUMBERS}|^#;,:()]{{1,5}}"), re.compile(rf"[^{NUMBERS}|^#;,()]{{1,4}}$")
LEADING = re.compile(r"p(?P<name>w{1,2})[iboewt]{0,5}$")
# "Compared with £430 a pupil", "a target of £200 a case", "rose to £5.60 an hour": of others, or not worked out here.
OTHERS = re.compile(r"[ckhfXVAB][^CMPQ|^#;,]{0,5}$|t$")
ONE_FOR = cued(rf"(?P<part>C)(?P<one>[^{NUMBERS}|^#]{{1,6}}p)(?P<many>C)", "p")
WORTH = re.compile(r"[woHiet]{0,6}")
# Before a count for one: "or 330 a month", "equivalent to 54 a setting", "an average of 12 a day".
SAID = re.compile(r"(?:[e,(:;-][wot]{0,3}|G[wioe,]{0,5}|iw?)$")
NO_MORE = re.compile(r"w{1,2}(?:[),;|^]|$)")  # but "£1.6m a year with the pilot"
EARLIER = re.compile(r"[wpn]{0,4}[LykW]|[wp]{2,4}n")


def relations(stream: Stream) -> Iterator[Relation]:
    """Every price for one whose count or time stands apart from it."""
    for index in stream.order:
        if stream.letters[index] in "CM" and stream.number(index).per is None:
            names = names_of_one(stream, index)
            if names is not None:
                yield from _priced(stream, index, names)
                yield from _timed(stream, index, names)
    yield from _paid_back(stream)
    yield from _one_in(stream)


def names_of_one(stream: Stream, index: int) -> tuple[str, ...] | None:
    """What a figure is for one of: "£9,456 a pupil", "for each adult enrolled", "the cost per visit was £3.05"; none named in "£200 each"."""
    tokens, words = stream.tokens, stream.words
    place = stream.numbers[index].last + 1
    counted = stream.letters[index] != "M" and low(tokens, place).isalpha() and low(tokens, place) not in words.apiece
    for at in (place, place + 1) if counted else (place,):  # "12 visits a pupil"
        at += low(tokens, at) in words.sharing and low(tokens, at + 1) in words.apiece
        word = low(tokens, at)
        if word in words.apiece and not low(tokens, at + 1).isalpha():
            return ()
        if word in words.articles - {words.one} or word in words.apiece:
            return tuple(name for name in (low(tokens, at + 1), low(tokens, at + 2)) if _may_name(stream, name)) or None
    match = LEADING.search(stream.letters, max(0, index - 8), index)
    if match is not None:
        return tuple(stream.said(match.start("name"), match.end("name")))
    if "G" in stream.letters[max(0, index - 6) : index]:  # "the monthly average was 22"
        timely = (words.each_time[word] for word in stream.said(max(0, index - 7), index) if word in words.each_time)
        return next(((unit,) for unit in timely), None)
    return None


def _may_name(stream: Stream, word: str) -> bool:
    return word.isalpha() and len(word) > 2 and word not in stream.words.figures.no_noun


def nearby(stream: Stream, index: int) -> list[int]:
    """The figures before one, in its sentence or in three before within a block of lines, and those after it in its sentence."""
    place, sentence = bisect_left(stream.order, index), stream.sentence(index)
    before = [each for each in stream.order[max(0, place - BACK) : place] if index - each <= REACH]
    before = [each for each in before if sentence - stream.sentence(each) <= MOST_SENTENCES]
    _, end = stream.bounds(sentence)
    after = [each for each in stream.order[place + 1 : place + 1 + AHEAD] if each < end]
    return [each for each in before if not _is_parted(stream, each, index)] + after


def _is_parted(stream: Stream, first: int, last: int) -> bool:
    """Is there an empty line between two figures that do not stand in a table and under it?"""
    start, end = stream.number(first).end, stream.number(last).start
    return stream.text.find("\n\n", start, end) >= 0 and CELL not in stream.letters[max(0, first - 6) : first]


def beside(stream: Stream, index: int) -> Iterator[str]:
    """The words after a figure, and those before it, up to other figures."""
    before = BEFORE.search(stream.letters, max(0, index - 5), index)
    yield from behind(stream, index)
    yield from stream.said(before.start(), index) if before else ()


def behind(stream: Stream, index: int) -> Iterator[str]:
    """The words after a figure."""
    after = AFTER.match(stream.letters, index + 1)
    yield from stream.said(index + 1, after.end()) if after else ()


def same_word(stream: Stream, one: str, other: str) -> bool:
    """Pupil and pupils, reoffender and reoffend, completer and completed."""
    short, long = sorted((one, other), key=len)
    if len(short) < 3:
        return False
    if short == long:
        return True
    known = min(len(short), len(long))
    common = next((at for at in range(known) if short[at] != long[at]), known)
    ends = {short[common:], long[common:]}
    return ends <= stream.words.plurals or (common >= LEAST_STEM and ends <= stream.words.endings)


def _counts(stream: Stream, near: list[int], names: tuple[str, ...], letter: str) -> list[int]:
    """What is counted so. Of counts those before the word, where there are any: "1,250 exclusions cost 3,750 days" counts two things."""
    counted = [each for each in near if letter == "C" and _is_count(stream, names, behind(stream, each))]
    return counted or [each for each in near if _is_count(stream, names, beside(stream, each))]


def _is_count(stream: Stream, names: tuple[str, ...], words: Iterable[str]) -> bool:
    said = [word for word in words if _may_name(stream, word)]
    if names[0] in stream.words.heads and not stream.words.people.isdisjoint(said[:3]):
        return True  # "120,000 people … £45 a head"
    return any(same_word(stream, name, word) for name in names for word in said if name not in stream.words.time)


def _of_those(stream: Stream, near: list[int], counts: list[int]) -> list[int]:
    """ "8,150 pupils, 1,470 of them on contracts", "19 of 25 grants": some of what is counted."""
    some = [each for each in near if stream.letters[each] == "C" and stream.letters[each + 1 : each + 2] == "W"]
    return some + [count - 2 for count in counts if count - 2 in near and stream.letters[count - 2 : count] == "Co"]


def _priced(stream: Stream, index: int, names: tuple[str, ...]) -> Iterator[Relation]:
    """A sum of money, or a count, over the count of what it names."""
    if names and names[0] in stream.words.in_a_year:
        return
    near = nearby(stream, index)
    letter, sentence = stream.letters[index], stream.sentence(index)
    counts = [each for each in near if stream.letters[each] == "C" and stream.values[each] > 1]
    own = [each for each in near if stream.sentence(each) == sentence]
    if names:
        counts = _counts(stream, counts, names, letter)
        counts += [each for each in _of_those(stream, near, counts) if counts and each not in counts]
    else:
        counts = (
            _unnamed(stream, index, [each for each in counts if each not in own]) if set(counts).isdisjoint(own) else []
        )
    whole = [each for each in own if _is_whole(stream, each, index) and each not in counts]
    pairs = [
        (total, count)
        for count in counts
        for total in (whole if own else _side_by_side(stream, near, count))
        if total not in counts and stream.letters[total] == letter and stream.values[total] > stream.values[index]
    ]
    yield from _fitted(stream, index, pairs, names)
    yield from _exact(stream, index, near, [each for each in own if _is_whole(stream, each, index)])


def _exact(stream: Stream, index: int, near: list[int], own: list[int]) -> Iterator[Relation]:
    """ "4,150 passengers, £37,350, that is £9 a journey": whatever the count is called, where it fits to the last digit."""
    before = [each for each in near if each < index and stream.letters[each] == stream.letters[index]][-1:]
    wholes = own or [each for each in before if _is_whole(stream, each, index)]
    counts = [each for each in near if stream.letters[each] == "C" and stream.values[each] >= LEAST_COUNT]
    stated = stream.values[index]
    for total, count in product(wholes[-2:], counts):
        room = _room(stream, index) + _room(stream, total) + EXACT
        if total != count and abs(stream.values[total] / stream.values[count] / (stated or 1.0) - 1) <= room:
            yield Relation(
                Kind.AVERAGE, "each", stream.number(index), (stream.number(total), stream.number(count)), 0, False
            )


def _unnamed(stream: Stream, index: int, counts: list[int]) -> list[int]:
    """ "The other 41 were settled. The settled ones cost £53,300, £1,300 apiece": the count that shares a word, or the only one."""
    if len(counts) < 2:
        return counts
    first, _ = stream.bounds(stream.sentence(index))
    said = {word for word in stream.said(first, index) if len(word) > 4}
    return [each for each in counts if not said.isdisjoint(beside(stream, each))]


def _side_by_side(stream: Stream, near: list[int], count: int) -> list[int]:
    """ "46 accounts worth £118,700": the figures right before and after a count, with no comma between."""
    at = near.index(count)
    beside = near[max(0, at - 1) : at] + near[at + 1 : at + 2]
    return [each for each in beside if WORTH.fullmatch(stream.between(min(each, count), max(each, count)))]


ANOTHER = re.compile(r"w{0,6}aw{0,2}")  # "£31 a head for the first and £212 for the second"


def _is_whole(stream: Stream, each: int, price: int) -> bool:
    """May one figure be what the other is a share of for one: larger, of its unit, and itself no price for one?"""
    same = stream.letters[each] == stream.letters[price] and stream.values[each] > stream.values[price]
    return (
        same
        and names_of_one(stream, each) is None
        and not (each > price and ANOTHER.fullmatch(stream.between(price, each)))
    )


def _fitted(stream: Stream, index: int, pairs: list[tuple[int, int]], names: tuple[str, ...]) -> Iterator[Relation]:
    """Each pair may confirm; where none holds, the one that comes near contradicts, but not of "a bin lid"."""
    plain = len(names) < 2 or names[1].endswith(stream.words.relating.participles)
    stated = stream.values[index]
    times = [stream.values[total] / stream.values[count] / stated for total, count in pairs if stated]
    room = [EQUAL + _room(stream, index) + _room(stream, total) + _room(stream, count) for total, count in pairs]
    holds = any(abs(each - 1) <= off for each, off in zip(times, room, strict=False))
    near = [pair for pair, each in zip(pairs, times, strict=False) if comes_near(each * stated, stated)]
    near = [pair for pair in near if (pair[0], pair[1] - 2) not in near]  # of "19 of 25 grants" the 19 are spoken of
    for pair in pairs:
        firm = not holds and near == [pair] and plain and _is_own(stream, index)
        inputs = (stream.number(pair[0]), stream.number(pair[1]))
        yield Relation(Kind.AVERAGE, "each", stream.number(index), inputs, 0, firm)


def comes_near(worked: float, stated: float) -> bool:
    """Is one so near to the other that it is meant, or the same digits with two of them swapped?"""
    if LEAST * stated <= worked <= MOST * stated:
        return True
    one, other = f"{worked:.0f}", f"{stated:.0f}"
    return len(one) > 1 and one != other and sorted(one) == sorted(other)


def _room(stream: Stream, index: int) -> float:
    """By what share of it a figure may be off."""
    span = stream.number(index).span
    return 0.0 if span.is_exact else float(span.high - span.low) / 2 / (stream.values[index] or 1.0)


def _is_own(stream: Stream, index: int) -> bool:
    """Is the price said of what stands by it, and of no other place or time, and of no range?"""
    if stream.number(index).closeness is Closeness.RANGE or stream.letters[index + 1 : index + 2] in {"m", "l"}:
        return False  # "14.5 on average: two more per session"
    first, _ = stream.bounds(stream.sentence(index))
    before = stream.letters[max(first, index - 7) : index]
    if stream.letters[index] == "C" and SAID.search(before) is None and not _is_per(stream, index):
        return False
    said = set(stream.said(max(first, index - 5), index))
    if not said.isdisjoint(stream.words.extremes | stream.words.superlatives):
        return False
    return OTHERS.search(before) is None and EARLIER.match(stream.letters, index + 1) is None


def _is_per(stream: Stream, index: int) -> bool:
    """ "54 per setting" can mean but one thing, where "24 a child" may be any."""
    return "p" in stream.letters[index + 1 : index + 4]


def _timed(stream: Stream, index: int, names: tuple[str, ...]) -> Iterator[Relation]:
    """ "£17.3m for the last four months, £4.3m a month"; "3,960 in the year, or 330 a month"."""
    unit = names[0] if names else ""
    yearly = unit in stream.words.relating.years
    if unit not in stream.words.in_a_year and not yearly:
        return
    letter = stream.letters[index]
    near = [each for each in nearby(stream, index) if each < index and stream.letters[each] == letter]
    whole = [
        each for each in near if _is_whole(stream, each, index) and alike(stream.number(each), stream.number(index))
    ]
    first, end = stream.bounds(stream.sentence(index))
    own = [each for each in whole if each >= first]
    for total in whole[-3:]:
        start, _ = stream.bounds(stream.sentence(total))
        spans = list(lengths(stream, max(start, total - 25), min(end, index + 8), unit))
        named = [each for each in whole if not stream.words.yearly.isdisjoint(stream.said(each + 1, each + 4))]
        told = (total == whole[-1] and (own == [total] or not own)) or named == [total]
        for many in spans:
            worked = stream.values[total] / float(many.value)
            firm = told and len(spans) == 1 and own == [total] and _is_near(stream, index, worked)
            firm = firm and not (yearly and NO_MORE.match(stream.letters, index + 1) is None)
            inputs = (stream.number(total), many)
            yield Relation(Kind.AVERAGE, "each", stream.number(index), inputs, 0, firm)
        if not spans and not yearly:
            yield from _of_a_year(stream, index, total, unit, told, named == [total])


def _is_near(stream: Stream, index: int, worked: float) -> bool:
    said = SAID.search(stream.letters, max(0, index - 8), index) is not None
    return said and LEAST <= worked / (stream.values[index] or 1.0) <= MOST and _is_own(stream, index)


def _of_a_year(stream: Stream, index: int, total: int, unit: str, told: bool, named: bool) -> Iterator[Relation]:
    """A year's sum by the months, weeks or days of a year; of half a year only a slip of the pen is contradicted."""
    start, _ = stream.bounds(stream.sentence(total))
    said = set(stream.said(max(start, total - 12), min(total + 9, index)))
    halved = not said.isdisjoint(stream.words.half_years)
    yearly = not said.isdisjoint(stream.words.yearly) and (named or said.isdisjoint(stream.words.part_years))
    least = stream.words.in_a_year[unit][0]
    firm = told and yearly and not halved and _is_near(stream, index, stream.values[total] / least)
    firm = firm or (told and halved and is_slip(round(stream.values[total] * 2 / least), stream.values[index]))
    words = f"{unit}|{2 if halved else 1}"
    yield Relation(Kind.AVERAGE, "spread", stream.number(index), (stream.number(total),), 0, firm, words=words)


def lengths(stream: Stream, first: int, end: int, unit: str) -> Iterator[Number]:
    """So many of a unit of time, told beside a sum: "for the last four months", "(eight months)", "365 nights"."""
    for at in range(first, end):
        if at not in stream.numbers:
            continue
        found = stream.numbers[at]
        timed = [low(stream.tokens, place) for place in range(found.first + 1, found.last + 2)]
        if not {unit, unit + "s"}.isdisjoint(timed) and found.number.sort in {Sort.PERIOD, Sort.COUNT}:
            said = (low(stream.tokens, place) for place in range(found.first, found.last + 1))
            tens, *units = [count for count in (_read(stream, word) for word in said) if count] or [0]
            many = tens + units[0] if units and tens % 10 == 0 and units[0] < 10 else tens  # "twenty-six weeks"
            if many > 1:
                span = Interval(Fraction(many), Fraction(many))
                yield replace(found.number, sort=Sort.COUNT, value=Decimal(many), span=span, noun=unit + "s")


@cache
def _payback(phrases: frozenset[str]) -> re.Pattern[str]:
    """Any of these, small or at the beginning of a sentence."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    either = "|".join(f"[{each[0].upper()}{each[0]}]{re.escape(each[1:])}" for each in ordered)
    begins = "".join(sorted({each[0].upper() + each[0] for each in phrases}))
    return re.compile(rf"\b(?=[{begins}])(?:{either})\b" if phrases else "(?!)")


def _paid_back(stream: Stream) -> Iterator[Relation]:
    """ "It cost £1.52m and is worth £190,000 a year, an eight year payback": the only two sums of the sentence."""
    for match in _payback(stream.words.relating.paid_back).finditer(stream.text):
        place = bisect_left(stream.places, match.start(), key=lambda token: stream.tokens[token].start)
        first, end = stream.bounds(stream.sentence(min(place, len(stream.letters) - 1)))
        units = stream.words.relating.years
        around = max(first, place - 8), min(end, place + 8)
        years = [length for unit in units for length in lengths(stream, *around, unit)]
        money = [each for each in stream.claims(first, end) if stream.letters[each] == "M"]
        if len(years) == 1 and len(money) == 2:
            less, more = sorted((stream.number(each) for each in money), key=lambda number: number.value)
            times = float(more.value) / float(less.value or 1) / float(years[0].value)
            yearly = not stream.words.yearly.isdisjoint(stream.said(first, end))
            yield Relation(Kind.RATIO, "each", years[0], (more, less), 0, yearly and LEAST <= times <= MOST)


def _one_in(stream: Stream) -> Iterator[Relation]:
    """ "Incidents monitored: 1,845 … 221 arrests, one for every 8.3 incidents": of what is counted elsewhere, over the figure before it."""
    for match in stream.matches(ONE_FOR):
        index, part = match.start("many"), match.start("part")
        if stream.words.one not in stream.said(match.start("one"), match.start("one") + 2):
            continue
        names = tuple(word for word in stream.said(index + 1, index + 3) if _may_name(stream, word))
        for whole in nearby(stream, index):
            if (
                stream.letters[whole] == "C"
                and whole not in {index, part}
                and _is_count(stream, names, beside(stream, whole))
            ):
                times = stream.values[whole] / (stream.values[part] or 1.0) / (stream.values[index] or 1.0)
                inputs = (stream.number(whole), stream.number(part))
                yield Relation(Kind.RATIO, "each", stream.number(index), inputs, 0, LEAST <= times <= MOST)


def _read(stream: Stream, word: str) -> int:
    digits = word if word.isdigit() and word.isascii() and len(word) < 4 else "0"
    return stream.words.numbers.get(word, int(digits))

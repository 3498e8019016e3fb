"""Rates for so many people, where the count, the population and the rate do not all stand in one sentence.

"There were 346 admissions among residents, of whom there are an estimated 61,400. The rate is therefore 563.5 per 100,000."
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tallystick.claims.model import Closeness, Kind, Relation, Sort
from tallystick.claims.relate.prices import EARLIER, LEAST, MOST, OTHERS, nearby, same_word
from tallystick.claims.stream import NUMBERS, Stream

LEAST_BASE = 100
# "Per 10,000 children the figure stands at 570": the base stands before.
BASED = 14
# "A population aged 10 to 17 of 24,850".
LEADING = re.compile(rf"[^{NUMBERS}|^#;,()]{{1,8}}$")
TENS = (0.1, 10.0, 0.01, 100.0)


def relations(stream: Stream) -> Iterator[Relation]:
    """Every rate whose population is told beside it."""
    for index in stream.order:
        if stream.letters[index] == "C":
            per, base = _base(stream, index)
            if per:
                yield from _rated(stream, index, per, base)


def _base(stream: Stream, index: int) -> tuple[Decimal, int]:
    """What a figure is per, and where the words after that stand; nought where it is no rate."""
    number = stream.number(index)
    if number.per is not None:
        return (number.per, stream.letters.find("y", index)) if number.per >= LEAST_BASE else (Decimal(0), 0)
    first, _ = stream.bounds(stream.sentence(index))
    at = stream.letters.rfind("py", max(first, index - BASED), index) + 1
    if at <= 0 or at not in stream.numbers or number.noun or number.closeness is Closeness.LESS_THAN:
        return Decimal(0), 0
    figures = stream.claims(at, index)
    said = stream.numbers[at].number.text.replace(",", "")
    bare = all(_is_population(stream, each, at) or stream.values[each] < LEAST_BASE for each in figures)
    return (
        (Decimal(said), at)
        if said.isdigit() and len(said) < 8 and int(said) >= LEAST_BASE and bare
        else (Decimal(0), 0)
    )


def _is_population(stream: Stream, index: int, base: int) -> bool:
    """ "A population of 61,400"; "74,800 households", where the rate is one per 1,000 households."""
    before = LEADING.search(stream.letters, max(0, index - 8), index)
    counted = stream.number(index).noun.split()[:2]
    said = [*(stream.said(before.start(), index) if before else ()), *counted]
    if not stream.words.populations.isdisjoint(said):
        return True
    named = next(iter(stream.said(base + 1, base + 2)), "")
    return len(named) > 4 and any(same_word(stream, named, word) for word in counted)


def _rated(stream: Stream, index: int, per: Decimal, base: int) -> Iterator[Relation]:
    counts = [each for each in (*nearby(stream, index), *_after(stream, index)) if each != index]
    counts = [each for each in counts if stream.letters[each] == "C" and stream.number(each).per is None]
    wholes = [each for each in counts if _is_population(stream, each, base)]
    if len(wholes) != 1 or stream.values[index] <= 0:
        return
    whole = wholes[0]
    parts = [each for each in counts if each != whole and stream.values[each] < stream.values[whole]]
    stated, bottom = replace(stream.number(index), sort=Sort.RATE, per=per), stream.number(whole)
    times = {each: stream.values[each] * float(per) / stream.values[whole] / stream.values[index] for each in parts}
    close = [each for each in parts if each < index and LEAST <= times[each] <= MOST]
    misplaced = [each for each in parts if any(abs(times[each] / ten - 1) < 0.02 for ten in TENS)]
    close = close or [each for each in misplaced if _are_same(stream, each, index)]
    holds = any(abs(each - 1) < 0.01 for each in times.values())
    for part in parts:
        firm = close == [part] and not holds and whole < index and _is_own(stream, index, base)
        yield Relation(Kind.RATIO, "rate", stated, (stream.number(part), bottom), 0, firm)


def _are_same(stream: Stream, part: int, rate: int) -> bool:
    """ "84 charge points … 4 charge points per 100,000 people": what is counted and what there is so much of, by one name."""
    one, other = (stream.number(index).noun.split()[:3] for index in (part, rate))
    return any(len(word) > 4 and word in other for word in one)


def _after(stream: Stream, index: int) -> list[int]:
    """The figures of the sentence after: "93.4 per 100,000. There are 654 points for a population of 700,300"."""
    _, end = stream.bounds(stream.sentence(index))
    if end >= len(stream.letters):
        return []
    _, last = stream.bounds(stream.sentence(end))
    return stream.claims(end, last, 4)


def _is_own(stream: Stream, index: int, base: int) -> bool:
    first, _ = stream.bounds(stream.sentence(index))
    before = stream.letters[max(first, index - 7) : index]
    if "Z" in before or not stream.words.sharing.isdisjoint(stream.said(max(first, index - 5), index)):
        return False  # "the England rate is", "the rate for men was"
    return (
        OTHERS.search(before) is None and EARLIER.match(stream.letters, base + 1 if base > index else index + 3) is None
    )

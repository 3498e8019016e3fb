"""The same count spoken of again: "considered 248 cases … the 268 cases heard this year"; or any figure with two digits turned round.

"The" before a count says that it was named before. It is held against the one count of the same things that the paragraph has given.
Where the two differ a part of them may be meant ("the 42 actions completed" of 52), so they are only set against each other where one
digit differs and the later is the greater, or where two digits changed places: as a slip of the pen does.
"""

from collections.abc import Iterator
from decimal import Decimal

from tallystick.claims import digits
from tallystick.claims.model import Closeness, Kind, Number, Relation
from tallystick.claims.stream import WORD, Stream

BACK, LEAST = 12, 20
FAR, LONGEST = 16, 60
# "40 of the 60 schools": what stands side by side is a part and its whole.
APART = 5
# "The 31 offences of last year" and "of 2007/08" are others than those before.
EARLIER, TIMES, AHEAD = "L", frozenset("Ly"), 6


# Two figures of so many digits are not the same but for two neighbours by chance, where so many words by them are the same.
TELLING, ALIKE, AROUND, LONG = 4, 2, 8, 5
KEPT = 3


def relations(stream: Stream) -> Iterator[Relation]:
    """Every count that "the" says was named before, beside the only count of such things before it; and digits that changed places."""
    yield from _turned(stream)
    for at in stream.of_words(stream.words.as_given):
        if stream.letters[at] in "wA":
            yield from _as_given(stream, at)
    for place, index in enumerate(stream.order):
        number = stream.number(index)
        if not number.noun or not _is_exact(stream, index) or not _is_pointed_at(stream, index):
            continue
        named = _named(stream, place, index)
        same = [each for each in named if each.value == number.value]
        for first in same or named[:1]:
            of_its_own = not TIMES.isdisjoint(stream.letters[index + 1 : index + AHEAD])
            firm = len(named) == 1 and not of_its_own and _is_slip(first, number)
            yield Relation(Kind.RESTATED, "again", number, (first,), 0, firm)


def _turned(stream: Stream) -> Iterator[Relation]:
    """ "Arrears of £1.148m at the year end ... that arrears of £1.184m be noted": in another sentence, of the same thing."""
    seen: dict[tuple[str, ...], list[int]] = {}
    for index in stream.order:
        number = stream.number(index)
        shown = digits.only(number.text)
        if len(shown) < TELLING:
            continue
        like = seen.setdefault((stream.letters[index], "".join(sorted(shown))), [])
        told = [stream.number(each) for each in like]
        if all(first.value != number.value for first in told):
            for each, first in zip(like, told, strict=True):
                apart = stream.sentence(each) != stream.sentence(index)
                if apart and digits.is_swapped(digits.only(first.text), shown) and _are_of_one(stream, each, index):
                    yield Relation(Kind.RESTATED, "turned", number, (first,))
        like[:] = [*like, index][-KEPT:]


def _are_of_one(stream: Stream, one: int, other: int) -> bool:
    """Do two figures count what has one name, or stand among the same words; and is neither of another time?"""
    if "L" in stream.letters[max(0, other - AROUND) : other + AROUND]:
        return False
    first, again = _thing(stream.number(one)), _thing(stream.number(other))
    if len(first) >= LONG and first == again:
        return True
    return len(_beside(stream, one) & _beside(stream, other)) >= ALIKE


def _beside(stream: Stream, index: int) -> set[str]:
    """The longer words of its sentence near a figure, without their plurals."""
    first, end = stream.around(index, AROUND)
    near = (stream.tokens[stream.places[at]].low for at in range(first, end) if stream.letters[at] == WORD)
    return {word.rstrip("s") for word in near if len(word) >= LONG}


def _as_given(stream: Stream, at: int) -> Iterator[Relation]:
    """ "The council received 1,326 concerns, the same number as given in the Summary above": wherever that is."""
    words = stream.words
    if words.relating.likened.isdisjoint(stream.said(max(0, at - 2), at)):
        return
    first, _ = stream.bounds(stream.sentence(at))
    for index in [each for each in stream.claims(first, at) if _is_exact(stream, each) and at - each <= FAR][-1:]:
        number = stream.number(index)
        before = [each for each in stream.order if each < first and _is_exact(stream, each)][-LONGEST:]
        named = [each for each in before if _may_be(stream.number(each), number)]
        held = [each for each in named if stream.values[each] == stream.values[index]]
        held = held or [each for each in named if _is_of_pen(stream.number(each), number)]
        for earlier in held[-1:]:
            alone = len({stream.values[each] for each in held}) == 1
            firm = alone and _speaks_of(stream, earlier, _thing(number))
            yield Relation(Kind.RESTATED, "again", number, (stream.number(earlier),), 0, firm, bound=firm)


def _speaks_of(stream: Stream, index: int, thing: str) -> bool:
    """Does the sentence of a figure name what another counts?"""
    return bool(thing) and thing in {word.rstrip("s") for word in stream.said(*stream.around(index))}


def _is_exact(stream: Stream, index: int) -> bool:
    number = stream.number(index)
    whole = number.value == number.value.to_integral_value()
    return stream.letters[index] == "C" and whole and number.value >= LEAST and number.closeness is Closeness.AS_GIVEN


def _is_pointed_at(stream: Stream, index: int) -> bool:
    at = stream.places[index] - 1
    return at >= 0 and stream.tokens[at].low in stream.words.relating.pointing_back


def _named(stream: Stream, place: int, index: int) -> list[Number]:
    """The different counts of the same or of unnamed things in the paragraph before, with no other time named between."""
    again = stream.number(index)
    found: dict[Decimal, Number] = {}
    for earlier in reversed(stream.order[max(0, place - BACK) : place]):
        between = stream.between(earlier, index)
        if "^" in between or EARLIER in between:
            break
        if "|" not in between and len(between) < APART:
            return []
        number = stream.number(earlier)
        if _is_exact(stream, earlier) and _may_be(number, again):
            found.setdefault(number.value, number)
    return list(found.values())


def _may_be(number: Number, again: Number) -> bool:
    """Do both count the same things; or does nothing say what the first counts, and is it as long?"""
    if not number.noun:
        return len(str(int(number.value))) == len(str(int(again.value)))
    return _thing(number) == _thing(again)


def _thing(number: Number) -> str:
    return number.noun.partition(" ")[0].rstrip("s")


def _is_slip(first: Number, again: Number) -> bool:
    swapped = sorted(str(first.value)) == sorted(str(again.value))
    return _is_of_pen(first, again) and (swapped or first.value < again.value)


def _is_of_pen(first: Number, again: Number) -> bool:
    """Is one digit other, or did two that stand side by side change places?"""
    one, other = str(int(first.value)), str(int(again.value))
    return digits.is_mistyped(one, other) or digits.is_swapped(one, other)

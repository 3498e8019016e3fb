"""The same count spoken of again: "considered 248 cases … the 268 cases heard this year".

"The" before a count says that it was named before. It is held against the one count of the same things that the paragraph has given.
Where the two differ a part of them may be meant ("the 42 actions completed" of 52), so they are only set against each other where one
digit differs and the later is the greater, or where two digits changed places: as a slip of the pen does.
"""

from collections.abc import Iterator
from decimal import Decimal

from tallystick.claims.model import Closeness, Kind, Number, Relation
from tallystick.claims.stream import Stream

BACK, LEAST = 12, 20
# "40 of the 60 schools": what stands side by side is a part and its whole.
APART = 5
POINTING = frozenset({"the", "these", "those"})
# "The 31 offences of last year" and "of 2007/08" are others than those before.
EARLIER, TIMES, AHEAD = "L", frozenset("Ly"), 6


def relations(stream: Stream) -> Iterator[Relation]:
    """Every count that "the" says was named before, beside the only count of such things before it."""
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


def _is_exact(stream: Stream, index: int) -> bool:
    number = stream.number(index)
    whole = number.value == number.value.to_integral_value()
    return stream.letters[index] == "C" and whole and number.value >= LEAST and number.closeness is Closeness.AS_GIVEN


def _is_pointed_at(stream: Stream, index: int) -> bool:
    at = stream.places[index] - 1
    return at >= 0 and stream.tokens[at].low in POINTING


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
    one, other = str(int(first.value)), str(int(again.value))
    if len(one) != len(other) or one == other:
        return False
    apart = [place for place in range(len(one)) if one[place] != other[place]]
    swapped = len(apart) == 2 and apart[1] - apart[0] == 1 and sorted(one) == sorted(other)
    return swapped or (len(apart) == 1 and first.value < again.value)

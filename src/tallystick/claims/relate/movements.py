"""An opening figure, what came in, what went out and the closing figure: "we began with 132 open cases, took on 41, closed 47 and ended with 126".

Each figure is read by the words of its own clause: that it is the one at the beginning or at the end, or that so many came or went. The
closing one is contradicted only where both ends and all that moved, both ways, are told so, nothing else of their unit stands between, they
are of one time and of one thing, and a slip of the pen explains it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from tallystick.claims import digits
from tallystick.claims.model import Closeness, Kind, Number, Relation, Sort
from tallystick.claims.relate.pairs import alike, same_things
from tallystick.claims.stream import Stream

FAR, LEAST, MOST, LINES, SHORT, NEXT = 130, 3, 9, 10, 10, 2
# How far off a closing figure may be, of itself: one with two digits swapped, one with a digit that is another. And by no more than all that moved.
SWAPPED, MISTYPED = Decimal("0.1"), Decimal("0.05")
NAMED = 3
BOUNDS = frozenset(",;:()|^")
# Shares and targets, what is of which, what was last year, what is not so: among these one closing figure may be of something else.
OTHERS = frozenset("PQRKxkWL!I")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
LONGEST = 3


class Told(NamedTuple):
    """A figure, the letters of its clause, and what that says of it: the `opening` one, the `closing` one, or how it moved, in or out."""

    at: int
    first: int
    end: int
    opening: bool
    closing: bool
    way: int


def relations(stream: Stream) -> Iterator[Relation]:
    """Every closing figure with the opening one and all that is said to have moved."""
    done = -1
    for at in sorted(_begun(stream)):
        if at <= done:
            continue
        told = _movement(stream, at)
        done = max((each.at for each in told), default=stream.bounds(stream.sentence(at))[1] - 1)
        if told:
            yield _carried(stream, told)


def _begun(stream: Stream) -> list[int]:
    """Where words stand that may tell of a beginning: "began the year with", "brought forward", "on 1 April"."""
    days = [
        index
        for index, each in stream.numbers.items()
        if each.number.sort is Sort.DATE and _day(each.number) in stream.words.rows.first_days
    ]
    return stream.of_words(stream.words.movements.beginnings) + days


def _day(date: Number) -> str:
    """ "1" of "1 April 2024"."""
    return date.text.partition(" ")[0].lower()


def _movement(stream: Stream, at: int) -> list[Told]:
    """The opening figure, the closing one and all between them, or after both; nothing where the words do not tell each."""
    told = _told(stream, at)
    place = next((place for place, each in enumerate(told) if each.opening), None)
    if place is None:
        return []
    opening = told[place]
    told = [each for each in told if _is_of_unit(stream, each.at, opening.at)]
    place = told.index(opening)
    before, after = told[place - 1 : place], told[place + 1 :]
    flows = list(takewhile(lambda each: not each.closing, after))
    closing = next((each for each in before + after[len(flows) :] if each.closing), None)
    if closing is not None and (not flows or closing in before):
        rest = [each for each in after if each is not closing]
        flows = [each for each in rest if stream.sentence(each.at) == stream.sentence(rest[0].at)]
    if closing is None or not flows or not all(each.way and not (each.opening or each.closing) for each in flows):
        return []
    return [opening, closing, *flows]


def may_be(stream: Stream, figures: tuple[int, ...], signs: str) -> bool:
    """Does no clause of the figures after the first say of one that is taken away that it came, or of one that is added that it went?

    Of deficits and vacancies what comes takes away.
    """
    if not stream.words.movements.lacking.isdisjoint(stream.said(stream.around(figures[0])[0], figures[1])):
        return True
    ways = {"+": 1, "-": -1}
    return all(_way(stream, at) * ways[sign] >= 0 for at, sign in zip(figures[1:], signs[1:], strict=True))


def _way(stream: Stream, at: int) -> int:
    """Whether its clause says that so many came, or went."""
    place = bisect_left(stream.order, at)
    start = stream.order[place - 1] if place else -1
    stop = stream.order[place + 1] if place + 1 < len(stream.order) else len(stream.letters)
    return _of_clause(stream, at, *_clause(stream, at, start, stop), stream.words.movements.all).way


def _is_of_unit(stream: Stream, index: int, other: int) -> bool:
    return stream.letters[index] == stream.letters[other] and alike(stream.number(index), stream.number(other))


def _told(stream: Stream, at: int) -> list[Told]:
    """What is said of each figure from the sentence of a letter on: of the next two sentences too, or of the lines of a list."""
    first, end = _reach(stream, at)
    figures = [index for index in stream.claims(first, end, MOST) if stream.letters[index] in "CM"]
    known, told = stream.words.movements.all, list[Told]()
    if len(figures) < LEAST:
        return []
    for place, index in enumerate(figures):
        start = figures[place - 1] if place else first - 1
        stop = figures[place + 1] if place + 1 < len(figures) else end
        told.append(_of_clause(stream, index, *_clause(stream, index, start, stop), known))
    return told


def _reach(stream: Stream, at: int) -> tuple[int, int]:
    first, end = stream.bounds(stream.sentence(at))
    lines = end - first <= SHORT and stream.letters[end - 1 : end] == "^"
    for _ in range(LINES if lines else NEXT):
        if end >= len(stream.letters) or (stream.letters[end - 1] == "^") is not lines:
            break
        last = stream.bounds(stream.sentence(end))[1]
        if lines and (last - end > SHORT or len(stream.claims(end, last)) != 1):
            break
        end = last
    return max(first, at - FAR), min(end, at + FAR)


def _clause(stream: Stream, index: int, start: int, stop: int) -> tuple[int, int]:
    """Where the clause of a figure begins and ends between the figures beside it: what stands between two in one clause is the later one's."""
    last = index - (stream.letters[index - 1 : index] == ":")  # "Closing caseload: 332"
    first = max((each + 1 for each in range(start, last) if each < 0 or _is_bound(stream, each)), default=0)
    if first <= start:
        first = stream.letters.rfind("t", start + 1, index) + 1 or start + 1
    end = next((each for each in range(index + 1, stop) if _is_bound(stream, each)), None)
    if end is None:
        end = stop if stop >= len(stream.letters) else max(index + 1, stream.letters.find("t", index, stop))
    return first, end


def _is_bound(stream: Stream, at: int) -> bool:
    """A comma or the like, or "and"; but not "with"."""
    letter = stream.letters[at]
    return letter in BOUNDS or (letter == "a" and stream.lows[stream.places[at]] in stream.words.movements.joining)


def _of_clause(stream: Stream, index: int, first: int, end: int, known: frozenset[str]) -> Told:
    """What the words of its clause say of a figure."""
    words = stream.words.movements
    said = _phrases(stream.said(first, end), known)
    dated = (each for each in range(first, end) if each in stream.numbers and _is_dated(stream, each))
    days = {_day(stream.number(each)) for each in dated}
    opening = not (said.isdisjoint(words.opening) and days.isdisjoint(stream.words.rows.first_days))
    closing = not (said.isdisjoint(words.closing) and days.isdisjoint(stream.words.rows.last_days))
    came, went = not said.isdisjoint(words.came), not said.isdisjoint(words.went)
    both = opening and closing
    return Told(index, first, end, opening and not both, closing and not both, came - went)


def _is_dated(stream: Stream, at: int) -> bool:
    """ "On 31 March", and not "by 31 March"."""
    dated = stream.number(at).sort is Sort.DATE
    return dated and not stream.words.rows.dated.isdisjoint(stream.said(max(0, at - 1), at))


def _phrases(said: list[str], known: frozenset[str]) -> set[str]:
    """Which phrases are said, the longest first: "closed with" is no "closed"."""
    found: set[str] = set()
    place = 0
    while place < len(said):
        for many in range(LONGEST, 0, -1):
            phrase = " ".join(said[place : place + many])
            if phrase in known:
                found.add(phrase)
                place += many - 1
                break
        place += 1
    return found


def _carried(stream: Stream, told: list[Told]) -> Relation:
    """The opening figure with all that moved, against the closing one."""
    opening, closing, *flows = told
    stated, inputs = stream.number(closing.at), tuple(stream.number(each.at) for each in (opening, *flows))
    signs = "+" + "".join("+-"[each.way < 0] for each in flows)
    if "-" not in signs:  # more may have gone than is told
        return Relation(Kind.SUM_OF_PARTS, "parts", stated, inputs, 0, False)
    firm = "+" in signs[1:] and _is_plain(stream, told) and _is_slip(stream, told)
    return Relation(Kind.DIFFERENCE, "signed", stated, inputs, 0, firm, words=signs, bound=firm)


def _is_slip(stream: Stream, told: list[Told]) -> bool:
    """Does the closing figure hold, or is it near and has one digit another, or two swapped, where no other figure is what it is off by?

    Of vacancies and deficits what comes in takes away: "19 vacancies, 12 left, 14 were appointed and 17 remained" is told the other way round.
    """
    begun, ended, *moved = (stream.number(each.at).value for each in told)
    net = sum((size * each.way for size, each in zip(moved, told[2:], strict=True)), Decimal(0))
    off = abs(begun + net - ended)
    if off > sum(moved) or begun - net == ended or off in _beside(stream, told):
        return False
    right, said = (digits.only(f"{value.normalize():f}") for value in (begun + net, ended))
    if digits.is_swapped(right, said):
        return off <= SWAPPED * ended
    return right == said or (digits.is_mistyped(right, said) and off <= MISTYPED * ended)


def _beside(stream: Stream, told: list[Told]) -> set[Decimal]:
    """The other figures near by: "it closed with 415. Ten more came by transfer"."""
    places = [each.at for each in told]
    near = stream.claims(min(places) - FAR, max(places) + FAR)
    return {stream.number(each).value for each in near if each not in places}


def _is_plain(stream: Stream, told: list[Told]) -> bool:
    """Are all figures of the unit told, of one time and one thing, as they stand, with nothing that leaves some out?"""
    first, end = min(each.first for each in told), max(each.end for each in told)
    words, numbers = stream.words.movements, [stream.number(each.at) for each in told]
    if not OTHERS.isdisjoint(stream.letters[first:end]) or len(stream.claims(first, end)) != len(told):
        return False
    if any(each.closeness is not Closeness.AS_GIVEN or each.per is not None for each in numbers):
        return False
    last = stream.bounds(stream.sentence(end - 1))[1]
    if any(_is_of_unit(stream, each, told[0].at) for each in stream.claims(end, last)):
        return False  # "it closed at 4,788, eight having burned down"
    if not words.untold.isdisjoint(stream.said(first, min(last, end + FAR))):
        return False
    return _is_of_one_time(stream, told, first, end) and _is_of_one_thing(stream, told)


def _is_of_one_time(stream: Stream, told: list[Told], first: int, end: int) -> bool:
    """Is no time named for what moved but one that is named for an end too?"""
    ends = {word for each in told[:2] for word in stream.said(each.first, each.end)}
    inside = [word for at in range(first, end) if not _is_in(at, told[:2]) for word in stream.said(at, at + 1)]
    if not stream.words.movements.part_times.isdisjoint(set(inside) - ends):
        return False
    years = {word for word in ends if YEAR.fullmatch(word)}
    return not years or years.issuperset(word for word in inside if YEAR.fullmatch(word))


def _is_in(at: int, told: list[Told]) -> bool:
    return any(each.first <= at < each.end for each in told)


def _is_of_one_thing(stream: Stream, told: list[Told]) -> bool:
    """Is both ends and all that moved of one thing, with nothing beside a figure that narrows it? In a list both ends have its name."""
    opening, closing, *flows = told
    words = stream.words.movements
    first, last = stream.number(opening.at), stream.number(closing.at)
    begun, ended = (stream.said(each.first, each.end) for each in (opening, closing))
    listed = "^" in stream.letters[min(opening.at, closing.at) : max(opening.at, closing.at)]
    if not same_things(first, last) or (listed and not any(len(word) > NAMED for word in set(begun) & set(ended))):
        return False
    after = set(stream.said(closing.at + 1, closing.end))
    if words.narrowing & after - set(begun) - words.of_ends:
        return False
    return all(_is_of_it(stream, each, first, begun) for each in flows)


def _is_of_it(stream: Stream, flow: Told, opening: Number, begun: list[str]) -> bool:
    """Is what moved of what there was: "41 cases", "41 new referrals", "41 joined", and not "41 compliments" or "41 for the north"?"""
    number, words = stream.number(flow.at), stream.words.movements
    named = number.noun.split()
    known = {word.rstrip("s") for word in begun}
    if not (
        same_things(number, opening)
        or _phrases(named, words.came | words.went | words.new | stream.words.people)
        or named[0].rstrip("s") in known
    ):
        return False
    after = stream.said(flow.at + 1, flow.end)
    return words.narrowing.isdisjoint(after) or not words.pointing.isdisjoint(after)

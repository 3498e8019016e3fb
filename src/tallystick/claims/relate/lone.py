"""The only two levels of a sentence, and what it says of them: a change, a multiple, a balance, what was added in between.

No word need join them: "asked how 640 had become 480 when a 33% cut was reported". What holds is confirmed; what does not is
contradicted where it comes near, so that nothing else is likely to be meant.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from tallystick.claims.model import Kind, Number, Relation, Sort
from tallystick.claims.relate.nearness import is_near
from tallystick.claims.relate.pairs import Pair, alike, same_things
from tallystick.claims.relate.said import SAID_OF_BOTH, Change
from tallystick.claims.relate.sides import multiple
from tallystick.claims.stream import Stream, cued

TIED = frozenset("ftchyLN")
MOST_PARTS = 4
FURTHEST, MOST_LEVELS, MOST_IN_CLAUSE = 60, 6, 6


def relations(stream: Stream, said: list[Change], held: list[Pair], changing: set[int]) -> Iterator[Relation]:
    """Every relation of the only two levels of a sentence."""
    paired = {stream.sentence(pair.last) for pair in held}
    for change in said:
        if stream.sentence(change.first) not in paired:
            yield from _changed(stream, change, changing)
    for pair in held:
        if pair.from_to:
            yield from _between(stream, pair, changing)
    yield from _multiplied(stream)
    yield from _products(stream)
    yield from _closing(stream, changing)


def _levels(stream: Stream, sentence: int, own: frozenset[int]) -> list[int]:
    first, end = stream.bounds(sentence)
    return [index for index in stream.claims(first, end) if index not in own]


APART = re.compile(r"w?(?:[AB](?!h)|[ml]h)")


def _changed(stream: Stream, change: Change, changing: set[int]) -> Iterator[Relation]:
    """A rise or a fall beside two levels: from the smaller to the larger, or the other way.

    "It rose by £17.1m, having risen by £15.9m, and stood £14.8m below the estimate": other changes and distances are no levels.
    """
    levels = _levels_near(stream, change)
    if change.percent is not None and any(
        index in changing or APART.match(stream.letters, index + 1) for index in levels
    ):
        levels = _so_far_apart(stream, change, levels, changing)
    if any(is_aside(stream, index) for index in levels):
        return
    if len(levels) != 2 or levels[0] in change.own or not _are_tied(stream, change, levels):
        return
    less, more = sorted((stream.number(index) for index in levels), key=lambda number: number.value)
    old, new = (less, more) if change.direction > 0 else (more, less)
    apposed = _is_apposed(stream, change, levels) and less.value * 2 >= more.value
    told = "t" in stream.between(*levels) and stream.sentence(levels[1]) != stream.sentence(change.first)
    if told and old.start > new.start:
        return  # "visits rose from 400 to 440. In the south the drop was 12%"
    if old.value <= 0 or not alike(old, new):
        return
    if old.sort is not Sort.PERCENTAGE:
        yield from _sized(stream, change, old, new, apposed)
    elif change.points is not None:
        yield Relation(Kind.ABSOLUTE_CHANGE, "pair", stream.number(change.points), (old, new), 0)


# "684 in June and 696 in September, an increase of 7"; "1,874 offences, 212 fewer than the 1,986 of a year before".
THAN = re.compile(r"[mlgj]hw?"), re.compile(r"[wny]{0,8},")


def _is_apposed(stream: Stream, change: Change, levels: list[int]) -> bool:
    """Does it stand right after both, or between them with "than" after it, so that it can be of no others?"""
    one, other = levels
    if one < change.first < other:
        than, before = THAN
        return (
            than.fullmatch(stream.between(change.last, other)) is not None
            and before.fullmatch(stream.between(one, change.first)) is not None
        )
    return SAID_OF_BOTH.fullmatch(stream.between(other, change.first)) is not None


def _levels_near(stream: Stream, change: Change) -> list[int]:
    """ "There were 240 last year. This year there were 204. That is 36 fewer": of its sentence, or of two before."""
    levels = _levels(stream, stream.sentence(change.first), change.own)
    for _ in range(2):
        first, _end = stream.bounds(stream.sentence(min([change.first, *levels])))
        if len(levels) < 2 and first:
            levels = stream.before(first) + levels
    return levels


def _are_tied(stream: Stream, change: Change, levels: list[int]) -> bool:
    between = set(stream.between(*levels))
    if "k" in between or _is_of_unsaid(stream, change):
        return False
    return bool(TIED & between) or change.first > levels[1]


def _sized(stream: Stream, change: Change, old: Number, new: Number, apposed: bool) -> Iterator[Relation]:
    apart = new.value - old.value
    for index, kind in ((change.percent, Kind.PERCENT_CHANGE), (change.amount, Kind.ABSOLUTE_CHANGE)):
        if index is None or not change.direction:
            continue
        stated = stream.number(index)
        worked = apart * 100 / old.value if index == change.percent else apart
        if index == change.percent or alike(stated, old):
            firm = (apposed or is_near(worked, stated.value)) and same_things(old, new)
            yield Relation(kind, "pair", stated, (old, new), change.direction, firm)


def is_aside(stream: Stream, index: int) -> bool:
    """ "Since 2019, when staffing cost £139.1m, the value has grown": the figure of another thing; but not "when it cost"."""
    start = stream.letters.rfind(",", max(0, index - MOST_IN_CLAUSE), index)
    if start < 0 or stream.letters[index + 1 : index + 2] != ",":
        return False
    said = stream.said(start + 1, index)
    return not stream.words.relating.aside.isdisjoint(said[:1]) and (
        stream.words.existing | stream.words.speaking
    ).isdisjoint(said)


def _so_far_apart(stream: Stream, change: Change, levels: list[int], changing: set[int]) -> list[int]:
    """ "£1,900 a week; a permanent post is £1,150. We pay £750 more, some 75% dearer": the only two between which the amount lies."""
    amounts = {stream.values[index] for index in levels if index in changing}
    near = stream.claims(max(0, change.first - FURTHEST), change.first)
    near = [index for index in near if stream.letters[index] in "CM" and index not in changing][-MOST_LEVELS:]
    pairs = [
        [one, other]
        for one, other in combinations(near, 2)
        if abs(stream.values[one] - stream.values[other]) in amounts and alike(stream.number(one), stream.number(other))
    ]
    return pairs[0] if len(pairs) == 1 else []


UNSAID = re.compile(r"w?[udmlgj]?w?[Hh](?![^CMPQKR|^#,;)]{0,4}[CMPQ])")


def _is_of_unsaid(stream: Stream, change: Change) -> bool:
    """ "60 more than planned", "2 points up on last year": against a figure that is not given."""
    return UNSAID.match(stream.letters, change.last + 1) is not None


def _between(stream: Stream, pair: Pair, changing: set[int]) -> Iterator[Relation]:
    """ "A further 18 were opened, taking the number from 144 to 162"; "45 and 38 places, bringing it from 610 to 693"."""
    old, new = stream.number(pair.old), stream.number(pair.new)
    first, _ = stream.bounds(stream.sentence(pair.first))
    others = [index for index in stream.claims(first, pair.first) if alike(stream.number(index), new)]
    others = [index for index in others if index not in changing and stream.number(index).value > 2][-MOST_PARTS:]
    said = set(stream.said(max(first, pair.first - 9), pair.first))
    if not others or old.value == new.value or old.sort is Sort.PERCENTAGE:
        return
    if old.value > new.value:
        yield from _taken_from(stream, others, pair, not said.isdisjoint(stream.words.bringing))
        return
    added = sum((stream.number(index).value for index in others), Decimal(0))
    told = not said.isdisjoint(stream.words.bringing)
    parts = (old, *(stream.number(index) for index in others))
    if told or (added == new.value - old.value and added >= 10):
        _first, end = stream.bounds(stream.sentence(pair.last))
        firm = told and is_near(new.value - old.value, added) and not stream.claims(pair.last + 1, end)
        if len(others) == 1:
            yield Relation(Kind.ABSOLUTE_CHANGE, "pair", parts[1], (old, new), 1, firm)
        else:
            yield Relation(Kind.SUM_OF_PARTS, "parts", new, parts, 0, firm)


def _taken_from(stream: Stream, others: list[int], pair: Pair, told: bool) -> Iterator[Relation]:
    """ "51 were brought back, taking the number from 655 to 604": the only figure before that may have gone."""
    if told and len(others) == 1:
        old, new, stated = (stream.number(index) for index in (pair.old, pair.new, others[0]))
        _, end = stream.bounds(stream.sentence(pair.last))
        firm = is_near(old.value - new.value, stated.value) and not stream.claims(pair.last + 1, end)
        yield Relation(Kind.ABSOLUTE_CHANGE, "pair", stated, (old, new), -1, firm)


def _multiplied(stream: Stream) -> Iterator[Relation]:
    """ "6,000 in the first year and 24,000 now, a fourfold rise"."""
    at = stream.letters.find("x")
    while at >= 0:
        yield from _by(stream, at)
        at = stream.letters.find("x", at + 1)


def _by(stream: Stream, at: int) -> Iterator[Relation]:
    levels = _levels(stream, stream.sentence(at), frozenset())
    word = str(stream.number(at).value) if at in stream.numbers else multiple(stream, at)
    times = Fraction(word) if at in stream.numbers else stream.words.multiples.get(word)
    as_many = stream.words.relating.as_many
    many = bool(as_many) and as_many.issubset(stream.said(at + 1, at + 4))
    if len(levels) != 2 or not times:
        return
    less, more = sorted((stream.number(index) for index in levels), key=lambda number: number.value)
    if many and at < levels[0]:
        more, less = (
            stream.number(index) for index in levels
        )  # "twice as many in the north (240) as in the south (120)"
    elif word not in stream.words.multiplied and stream.letters[at + 1 : at + 2] not in {"u", "d"}:
        return
    old, new = (less, more) if times > 1 or many else (more, less)
    if alike(old, new) and old.value > 0:
        ratio = new.value / old.value * times.denominator / times.numerator
        between = set(stream.between(*levels))
        timed = all(TIMED.match(stream.letters, index + 1) is not None for index in levels)
        near = (timed or is_near(ratio, Decimal(1))) and (
            many or timed or "a" not in between or bool(between & set("ftcLN"))
        )
        yield Relation(Kind.RATIO, "times", new, (old, new), 0, near, words=_before(stream, at) + word, far=not near)


# "A tenfold increase: 1,350 were logged in 2010/11, and 5,400 in 2012/13".
TIMED = re.compile(r"[wi]{0,2}n?y")


def _before(stream: Stream, at: int) -> str:
    place = stream.places[at]
    return " ".join(token.low for token in stream.tokens[max(0, place - 2) : place]) + "|"


PRODUCT = cued(
    r"(?P<one>C)w{1,3}[wonH]{1,3}(?P<other>[CM])[^CMPQKR|^#,;]{0,9}?(?P<come>[weTti,]{1,5})o?(?P<all>[CM])", "C"
)


def _products(stream: Stream) -> Iterator[Relation]:
    """ "Twelve posts of 18.5 hours come to 222 hours"."""
    for match in stream.matches(PRODUCT):
        one, other, come, whole = (match.start(name) for name in ("one", "other", "come", "all"))
        if stream.words.products.isdisjoint(stream.said(come, whole)):
            continue
        first, second, stated = (stream.number(index) for index in (one, other, whole))
        worked = first.value * second.value
        if stated.sort is second.sort and min(first.value, second.value) > 1:
            yield Relation(Kind.RATIO, "product", stated, (first, second), 0, is_near(worked, stated.value))


def _closing(stream: Stream, changing: set[int]) -> Iterator[Relation]:
    """ "Opened at £7.2m; £1.5m was drawn, so that they close at £5.7m": the last of three figures, and no other."""
    for last in stream.order:
        if stream.letters[last] not in "CM" or last in changing:
            continue
        first, _ = stream.bounds(stream.sentence(last))
        if stream.words.closing.isdisjoint(stream.said(max(first, last - 4), last)):
            continue
        levels = _levels(stream, stream.sentence(last), frozenset())
        if len(levels) == 3 and levels[-1] == last and not changing & set(levels):
            yield from _closed(*(stream.number(index) for index in levels))


def _closed(whole: Number, moved: Number, left: Number) -> Iterator[Relation]:
    """Less or more what was moved: whichever way is said, only where neither holds it is wrong."""
    if not (alike(whole, left) and alike(whole, moved)) or whole.value <= moved.value or left.value <= 0:
        return
    sign = -1 if left.value < whole.value else 1
    near = abs(whole.value + sign * moved.value - left.value) <= whole.value / 5
    signs = "+-" if sign < 0 else "++"
    yield Relation(Kind.DIFFERENCE, "signed", left, (whole, moved), 0, near, words=signs)

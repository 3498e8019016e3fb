"""Changes: how much, from what to what, and which way.

Two things are looked for apart and then joined: a *change* ("down 6.9% (204 fewer)") and a *pair* ("from 2,972 to 2,768").
A change belongs to the nearest pair of its sentence; a change with an amount and a per cent but no pair is held against the
level it stands beside; and changes that add up to an earlier one share its base.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter

from tallystick.claims.model import Kind, Number, Relation, Sort
from tallystick.claims.relate import directions
from tallystick.claims.relate.pairs import Pair, alike
from tallystick.claims.relate.said import SAID_OF_BOTH, Change, single
from tallystick.claims.stream import NUMBERS, SOFT, Stream

LAST = attrgetter("last")
FAR, NEARLY, LEAST, MOST_BEFORE, BESIDE = 60, 0.001, 1, 14, 5
ALL = 100
PERIODS = re.compile(r"y[wa]{1,2}y")
OTHER_CLAUSE = re.compile(r"a(?!$)[^,(]{0,12}$|;(?!q[ie]|e|w?[uds]|$)|:(?!q?w{0,3}[uds])")
SPEAKS = re.compile(r",?(?:[qe]|w{0,2}[udsD])")
NEXT_PAIR = re.compile(r"[a,][yw]?f?$")
ON_THE_YEAR = re.compile(r"\)?w{0,2}[hHc][wL]{1,2}(?=[|^,;)]|$)")
OTHER_BASE = re.compile(r"\)?[wynml]{0,3}[hHc]")


def relations(stream: Stream, said: list[Change], held: list[Pair]) -> Iterator[Relation]:
    """Every relation of change that the text states, given its changes and its pairs."""
    own = frozenset(index for change in said for index in change.own)
    held = [pair for pair in held if not (pair.old in own or (pair.new in own and pair.sure is False))]
    for pair in held:
        yield from directions.of_pair(stream, pair)
        yield from _bracketed(stream, pair, own)
    yield from directions.on_another(stream, own)
    by_sentence: dict[int, list[Pair]] = {}
    for pair in sorted(held, key=LAST):
        by_sentence.setdefault(stream.sentence(pair.last), []).append(pair)
    for place, change in enumerate(said):
        near = _pair_of(stream, change, by_sentence)
        if near is not None:
            shared = _is_shared(stream, change, by_sentence.get(stream.sentence(near.last), []))
            yield from _of_pair(stream, change, near, shared)
        else:
            yield from _of_level(stream, change, own)
        yield from _unsaid(stream, change)
        yield from _of_more_than_all(stream, change)
        yield from _of_parts(stream, said, place)


def _unsaid(stream: Stream, change: Change) -> Iterator[Relation]:
    """ "Loans were up by 31% on the year": a change that has happened, of a figure that the text may not give."""
    first, end = stream.around(change.first, 40)
    if not change.told or not change.direction or not stream.words.not_yet.isdisjoint(stream.said(first, end)):
        return
    if {"k", "!"} & set(stream.letters[first:end]) or "t" in stream.letters[
        max(first, change.first - 4) : change.first
    ]:
        return
    for index in change.own:
        kind = Kind.PERCENT_CHANGE if index == change.percent else Kind.ABSOLUTE_CHANGE
        yield Relation(kind, "unsaid", stream.number(index), (), change.direction)


def _of_more_than_all(stream: Stream, change: Change) -> Iterator[Relation]:
    """ "A decrease of 150%": nothing that is counted falls by more than all of it; but a surplus may."""
    if change.percent is None or change.direction >= 0 or not change.told or stream.values[change.percent] <= ALL:
        return
    first, end = stream.around(change.first)
    if stream.words.relating.signed.isdisjoint(stream.said(first, end)):
        yield Relation(Kind.PERCENT_CHANGE, "more_than_all", stream.number(change.percent), (), -1, True, bound=True)


BRACKETED = re.compile(rf"{SOFT}{{0,4}}\({SOFT}{{0,2}}(?P<share>[PQ]){SOFT}{{0,1}}[),]")


EQUAL = re.compile(rf"(?:(?:{SOFT}{{0,5}}[,-])?{SOFT}{{0,3}}e[wt]{{0,2}}b?|,b)(?P<share>[PQ])(?![oO])")


def _bracketed(stream: Stream, pair: Pair, own: frozenset[int]) -> Iterator[Relation]:
    """ "from 3,935 to 4,199 (6.7%)": the per cent with no word of direction."""
    match = BRACKETED.match(stream.letters, pair.last + 1)
    equal = EQUAL.match(stream.letters, pair.last + 1) if pair.from_to and match is None else None
    if equal is not None and equal.start("share") not in own:
        change = single(equal.start("share"), 0, stream)
        levels = stream.number(pair.old), stream.number(pair.new)
        yield from _stated(stream, change, levels, "pair", bool(pair.way))
    if match is None or match.start("share") in own:
        return
    if "k" in match.group():
        return  # "from 55.03% to 72.32% (target 65%)"
    closed = stream.letters[match.end() - 1] == ")" and stream.letters[pair.last + 1] == "("
    change = single(match.start("share"), 0, stream, told=closed and pair.from_to)
    yield from _of_pair(stream, change, pair)


def _pair_of(stream: Stream, change: Change, held: dict[int, list[Pair]]) -> Pair | None:
    """The nearest pair in the sentence, or in the one before if this one speaks of it."""
    sentence = stream.sentence(change.first)
    first, _ = stream.bounds(sentence)
    speaks = SPEAKS.match(stream.letters, first) is not None and not held.get(sentence)
    near = _beside(change, held.get(sentence, [])) + (_beside(change, held.get(sentence - 1, [])) if speaks else [])
    fitting = [pair for pair in near if _is_near(change, pair) and _units_fit(stream, change, pair)]
    return min(fitting, key=lambda pair: _distance(change, pair), default=None)


def _beside(change: Change, held: list[Pair]) -> list[Pair]:
    """Of the pairs of a sentence, in the order of their ends, those that may be near: a sentence may be as long as the text."""
    return held[bisect_left(held, change.first - FAR, key=LAST) : bisect_left(held, change.first + 2 * FAR, key=LAST)]


def _is_near(change: Change, pair: Pair) -> bool:
    return _distance(change, pair) <= FAR


def _units_fit(stream: Stream, change: Change, pair: Pair) -> bool:
    """An amount of money is no change between two counts."""
    if pair.old in change.own or pair.new in change.own:
        return False
    return change.amount is None or alike(stream.number(change.amount), stream.number(pair.old))


def _distance(change: Change, pair: Pair) -> int:
    if pair.first < change.first < pair.last:
        return 0
    return min(abs(change.first - pair.last), abs(pair.first - change.last))


def _is_shared(stream: Stream, change: Change, held: list[Pair]) -> bool:
    """ "fell by 40, from 210 to 180 in the north and from 120 to 110 in the south": no one of them is the change's own."""
    after = [pair for pair in held[:12] if pair.from_to and pair.first > change.last]
    return len(after) > 1 and all(
        NEXT_PAIR.search(stream.between(one.last, other.first)) for one, other in pairwise(after)
    )


def _of_pair(stream: Stream, change: Change, pair: Pair, shared: bool = False) -> Iterator[Relation]:
    firm = change.told and not pair.loose and not shared and _is_firm(stream, change, pair)
    shares = change.percent is not None and stream.letters[pair.old] == "P" and not pair.from_to
    if shares and stream.sentence(change.first) != stream.sentence(pair.last):
        firm = False  # "7.3%, below the average of 7.9%. It led to an increase of 9.9%"
    form = "pair" if pair.sure else "either"
    bound = firm and (_has_its_amount(stream, change, pair) or _leads(stream, change, pair))
    apposed = stream.sentence(pair.first) == stream.sentence(change.first) and pair.last < change.first
    apposed = apposed and SAID_OF_BOTH.fullmatch(stream.between(pair.last, change.first)) is not None
    yield from _stated(stream, change, (stream.number(pair.old), stream.number(pair.new)), form, firm, bound, apposed)
    told = change.told and change.direction and not pair.way and not pair.from_to
    if told:  # "compared with £24.5m, an increase of 6.5%"
        yield directions.perhaps(stream.number(pair.old), stream.number(pair.new), change.direction)
    for old, new in () if bound and _leads(stream, change, pair) else _other_readings(stream, change, pair):
        yield from _stated(stream, change, (stream.number(old), stream.number(new)), "pair", False)


def _stated(
    stream: Stream,
    change: Change,
    numbers: tuple[Number, Number],
    form: str,
    firm: bool,
    bound: bool = False,
    apposed: bool = False,
) -> Iterator[Relation]:
    """The per cent, the points and the amount of one change, each from the same two figures."""
    way, shares = change.direction, numbers[0].sort is Sort.PERCENTAGE
    if change.percent is not None:
        form_of = f"{form}_of_shares" if shares else form
        yield Relation(Kind.PERCENT_CHANGE, form_of, stream.number(change.percent), numbers, way, firm, bound=bound)
    if change.points is not None and (shares or "%" not in stream.number(change.points).text):
        yield Relation(Kind.ABSOLUTE_CHANGE, form, stream.number(change.points), numbers, way, firm)
    if change.amount is not None and alike(stream.number(change.amount), numbers[0]):
        stated, apart = stream.number(change.amount), abs(numbers[1].value - numbers[0].value)
        firm = firm and (
            not apart or abs(stated.value) <= 11 * apart
        )  # "from £20 to £25, which brought in £12,000 more"
        yield Relation(Kind.ABSOLUTE_CHANGE, form, stated, numbers, way, firm, bound=firm and apposed)


BASE_UNTOLD = re.compile(
    "[ml]?h?[nwo]{0,3}L+[,)]"
)  # "34 more than in the same period last year, closed 264 and had 341"


def _is_firm(stream: Stream, change: Change, pair: Pair) -> bool:
    """Does the change speak of this pair: beside it, in its clause, and with no other base after it?"""
    if pair.first < change.first < pair.last:
        return True
    after = change.first > pair.last
    between = stream.between(pair.last, change.first) if after else stream.between(change.last, pair.first)
    if not after and BASE_UNTOLD.match(between):
        return False
    between = PERIODS.sub("y", _without_amount(stream, change, pair, between) if after else between)
    if not pair.from_to:
        between = between.replace(";q", ",q")  # "£4.1m, against £3.7m in March; they have fallen by £0.4m"
    limit = 24 if _is_only(stream, change, pair) else 14 if pair.sure else 10
    if (
        pair.from_to
        and not after
        and not stream.words.relating.between.isdisjoint(stream.said(change.last, pair.first))
    ):
        between = between.replace("a", "")
    if _is_next_sentence(stream, change, pair):
        return True
    if (
        after
        and stream.words.together & set(stream.said(pair.last + 1, change.first))
        and not _is_only(stream, change, pair)
    ):
        return False  # "and robbery from 60 to 50, so that overall"
    if len(between) > limit or set(between) & set(NUMBERS + "t!" if after else NUMBERS + "a;!"):
        return False
    others = _has_other_base(stream, change, pair) or _has_own_level(stream, change, pair)
    return not (after and (OTHER_CLAUSE.search(between) or others))


OWN_LEVEL = re.compile(r"w?[tw]w?(?P<level>[CM])")


def _has_own_level(stream: Stream, change: Change, pair: Pair) -> bool:
    """ "Visits fell from 61,000 to 58,000, yet income grew 4% to £310,000": it is of what it led to, in another unit or of another size."""
    match = OWN_LEVEL.match(stream.letters, change.last + 1)
    if match is None or match.start("level") in {pair.old, pair.new}:
        return False
    level, new = stream.number(match.start("level")), stream.number(pair.new)
    return not alike(level, new) or not new.value <= 2 * level.value <= 4 * new.value


def _has_other_base(stream: Stream, change: Change, pair: Pair) -> bool:
    """ "A rise of 5 points on 2019"; but after "from 44% to 46%" with no time "on the year" is of those two."""
    other = OTHER_BASE.match(stream.letters, change.last + 1)
    if other is None:
        return False
    _, end = stream.around(change.last)
    then = ON_THE_YEAR.match(stream.letters, other.start(), end)
    named = then is not None and not stream.words.time.isdisjoint(stream.said(other.start(), then.end()))
    timed = set(stream.letters[max(0, pair.first - 8) : change.first]) & set("yLN")
    return not (named and pair.from_to and not timed)


def _is_only(stream: Stream, change: Change, pair: Pair) -> bool:
    """Are these the only figures of their kind in the sentence?"""
    first, end = stream.bounds(stream.sentence(change.first))
    own = [index for index in stream.claims(first, end) if index not in change.own]
    return sorted(index for index in own if not _is_its_amount(stream, index, pair)) == sorted((pair.old, pair.new))


def _is_its_amount(stream: Stream, index: int, pair: Pair) -> bool:
    """ "From 18,340 to 21,092, which is 2,752 more": is a figure so much as lies between the two?"""
    apart = abs(stream.values[pair.old] - stream.values[pair.new])
    same = index not in (pair.old, pair.new) and abs(stream.values[index] - apart) <= NEARLY * apart
    return same and stream.letters[index] in "CMQ"


def _has_its_amount(stream: Stream, change: Change, pair: Pair) -> bool:
    """ "A drop of 3.5 GWh or 63.5%": is the per cent told beside so much as lies between the two, and so of no others?"""
    if change.percent is None:
        return False
    near = stream.claims(max(pair.last + 1, change.percent - BESIDE), change.percent + BESIDE)
    return any(_is_its_amount(stream, index, pair) for index in near if index != change.percent)


def _leads(stream: Stream, change: Change, pair: Pair) -> bool:
    """ "Will rise by 3.2% from £6,250 to £6,450": nothing stands between the per cent and what it is of."""
    return pair.from_to and change.direction != 0 and stream.letters[change.last + 1 : pair.first] in {"f", ",f"}


# "A saving of £103,000 and a reduction of 25%", "80 more than the year before and an increase of 11.1%"
SAME_CHANGE = re.compile(r"(?:[ml]?h[wLy]{0,5})?,?aw{0,2}[uds]?o?")


def _without_amount(stream: Stream, change: Change, pair: Pair, between: str) -> str:
    """What stands between a pair and its per cent, with the amount of the same change as a word among others."""
    amounts = [index for index in stream.claims(pair.last + 1, change.first) if _is_its_amount(stream, index, pair)]
    if len(amounts) != 1 or change.percent is None:
        return between
    at = amounts[0] - pair.last - 1
    lead = between[:at]
    told = OTHER_CLAUSE.search(lead) is None and len(lead) <= MOST_BEFORE
    rest = between[at + 1 :]
    return "w" * LEAST + ("" if SAME_CHANGE.fullmatch(rest) else rest.replace(";", ",", 1)) if told else between


def _is_next_sentence(stream: Stream, change: Change, pair: Pair) -> bool:
    """ "This is an increase of 24, or 20%": of the only pair of the sentence before."""
    first, _ = stream.bounds(stream.sentence(change.first))
    start, _ = stream.bounds(max(1, stream.sentence(pair.last)))
    own = [index for index in stream.claims(start, first) if alike(stream.number(index), stream.number(pair.old))]
    told = change.percent is not None and any(
        _is_its_amount(stream, index, pair) for index in stream.claims(first, change.first)
    )  # "That is 854 tonnes less than the year before, or a drop of 4.0%"
    near = change.first - first <= (2 if told else 1) * 9
    follows = stream.sentence(change.first) - stream.sentence(pair.last) == 1 and near
    return follows and own[-1:] == [pair.last] and len(own) == 2


def _other_readings(stream: Stream, change: Change, pair: Pair) -> Iterator[tuple[int, int]]:
    """Other figures of the sentence, in the order in which they stand, that the change may speak of."""
    first, end = stream.bounds(stream.sentence(change.first))
    near = [index for index in stream.claims(first, end, 8) if index not in change.own]
    fitting = [index for index in near if alike(stream.number(index), stream.number(pair.old))]
    if len(fitting) > 2:
        both = {pair.old, pair.new}
        yield from (
            (one, two) for place, one in enumerate(fitting) for two in fitting[place + 1 :] if {one, two} != both
        )


def _of_level(stream: Stream, change: Change, own: frozenset[int]) -> Iterator[Relation]:
    """A per cent and its amount, held against the figure that they change."""
    if change.percent is None or change.amount is None:
        return
    percent, amount = stream.number(change.percent), stream.number(change.amount)
    level = _level(stream, change, own)
    if level is not None:
        firm = _is_firm_level(stream, change, level)
        levels = amount, stream.number(level)
        yield Relation(Kind.PERCENT_CHANGE, "level", percent, levels, change.direction, firm)
        yield Relation(Kind.PERCENT_CHANGE, "halves", percent, levels, change.direction, False, faint=True)
        inputs = (percent, stream.number(level))
        yield Relation(Kind.ABSOLUTE_CHANGE, "of_level", amount, inputs, change.direction, False)


def _level(stream: Stream, change: Change, own: frozenset[int]) -> int | None:
    """The figure after ("... to 2,768"), or the nearest before, in this sentence or the last."""
    ahead = re.compile(rf"{SOFT}{{0,5}}[tfHh]{SOFT}{{0,6}}(?P<level>[CM])").match(stream.letters, change.last + 1)
    amount = stream.number(change.amount if change.amount is not None else change.first)
    if ahead is not None and alike(stream.number(ahead.start("level")), amount):
        return ahead.start("level")
    sentence = stream.sentence(change.first)
    at = bisect_left(stream.order, change.first)
    for index in reversed(stream.order[max(0, at - 8) : at]):
        if stream.sentence(index) < sentence - 1:
            return None
        if index not in own and alike(stream.number(index), amount) and stream.number(index).value >= amount.value:
            return index
    return None


def _is_firm_level(stream: Stream, change: Change, level: int) -> bool:
    if change.is_of_speed(stream):
        return False
    if level > change.last:
        first, end = stream.bounds(stream.sentence(change.first))
        alone = set(stream.claims(first, end)) == {*change.own, level}
        return alone and "t" in stream.letters[change.last : change.last + 5]
    between = stream.between(level, change.first)
    return level < change.first and len(between) <= 8 and not set(between) & set(NUMBERS + "|^#kc")


def _percent_of(stream: Stream, said: list[Change], place: int) -> tuple[int | None, int]:
    """ "632 fewer than the first, a fall of 11.9%": the per cent of a change, and the last place that speaks of it."""
    whole, after = said[place], said[place + 1 : place + 2]
    apart = whole.percent is None and after and after[0].amount is None and after[0].direction == whole.direction
    if apart and stream.sentence(after[0].first) == stream.sentence(whole.first):
        return after[0].percent, place + 1
    return whole.percent, place


def _of_parts(stream: Stream, said: list[Change], place: int) -> Iterator[Relation]:
    """Changes of parts whose amounts add up to a change given before them: their bases must add up as well."""
    whole = said[place]
    if whole.amount is None:
        return
    total, parts = stream.number(whole.amount), []
    percent, place = _percent_of(stream, said, place)
    for change in said[place + 1 : place + 13]:
        if change.amount is None or change.direction != whole.direction or change.last - whole.last > 250:
            break
        parts.append(change)
        reached = sum(stream.number(part.amount).value for part in parts if part.amount is not None)
        if reached >= total.value:
            break
    amounts = tuple(stream.number(part.amount) for part in parts if part.amount is not None)
    if len(amounts) < 2 or sum(amount.value for amount in amounts) != total.value:
        return
    yield Relation(Kind.SUM_OF_PARTS, "parts", total, amounts, 0, False)
    percents = tuple(stream.number(part.percent) for part in parts if part.percent is not None)
    if percent is not None and len(percents) == len(amounts):
        inputs = (
            stream.number(percent),
            total,
            *(each for pair in zip(percents, amounts, strict=True) for each in pair),
        )
        for share in percents:
            yield Relation(Kind.PERCENT_CHANGE, "shared_base", share, inputs, whole.direction, False)

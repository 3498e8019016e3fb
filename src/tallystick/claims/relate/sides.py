"""One figure beside another: so much apart, so many times, in other words."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tallystick.claims import vocabulary
from tallystick.claims.model import Closeness, Kind, Number, Relation, Sort
from tallystick.claims.relate import directions
from tallystick.claims.relate.compared import denied, is_set_against
from tallystick.claims.relate.nearness import is_near
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import NUMBERS, SOFT, Stream, cued
from tallystick.claims.vocabulary import Conversion

STEP = rf"[^{NUMBERS}|^#,;)Wa]"


def relations(stream: Stream) -> Iterator[Relation]:
    """Differences, ratios, ranks and the same thing in other words."""
    yield from _differences(stream)
    yield from _ratios(stream)
    yield from _conversions(stream)
    yield from _shares_in_words(stream)
    yield from _returns(stream)


APART = (
    cued(
        rf"(?P<apart>[CMPQ])w?(?:\(w?(?P<share>P)w?\)|ew?P)?(?:(?P<way>[AB]|[ml](?=h))h?|(?P<way2>[ud])[Hhf])"
        rf"(?:{STEP}{{0,8}}?|[wyLN]{{1,5}},?w?q?iw?|[wnyLN]{{1,5}},w{{1,3}}i?)(?P<other>[CMP])(?!w?[ml])",
        "ABmlud",
    ),
    cued(r"(?<!ow)(?<!o)[Dv](?:[wZ]{0,2}o|n[wyZLN]{0,4}?o|i[wi]{0,2}|:)?w?(?P<apart>[CMPQ])", "Dv"),
    cued(r"(?P<apart>[CMPQ])w{0,2}[Dv](?!w?o?w?[CMPQ])", "Dv"),
    cued(
        rf"D[^{NUMBERS}|^#,;]{{0,16}}iw?(?P<apart>[CMPQ])w?(?=\([wyLN]{{0,3}}[CMP]{SOFT}{{0,6}}[CMP]{SOFT}{{0,3}}\))",
        "D",
    ),
    cued(rf"[Dv]{SOFT}{{0,10}}?[CMP]{SOFT}{{0,8}}?[CMP]{SOFT}{{0,6}}?iw{{0,2}}(?P<apart>[CMPQ])", "Dv"),
)


DISTANCE = re.compile(
    "[ud]H|[ml]h"
)  # "40 up on last year's 510 and 12 down on the 562": how many more, and not how many


def _differences(stream: Stream) -> Iterator[Relation]:
    """ "a gap of 15 points between 63% and 48%", "3.2 points below the average of 45.1%", "an overspend of £0.3m"."""
    for match in stream.matches(APART[0]):
        yield from _distance(stream, match)
    for match in stream.matches(NARROWED):
        yield from _narrowed(stream, *(match.start(name) for name in ("one", "other", "old", "apart")))
    for match in stream.matches(BY):
        yield from _by_so_much(stream, *(match.start(name) for name in ("subject", "other", "apart")))
    told: dict[int, set[int]] = {}
    for match in stream.matches(*APART[1:]):
        told.setdefault(stream.sentence(match.start("apart")), set()).add(match.start("apart"))
    for found in told.values():
        for apart in sorted(found):
            yield from _gap(stream, apart, len(found) == 1)  # a deficit and a surplus are two levels


def _distance(stream: Stream, match: "re.Match[str]") -> Iterator[Relation]:
    """So far above or below another figure, with its per cent: of the one figure in the sentence that may be."""
    apart, at_other = match.start("apart"), match.start("other")
    if not stream.words.relating.turning.isdisjoint(stream.said(apart + 1, match.start("other"))):
        return  # "higher than 298.7 but lower than 342.7"
    way = 1 if (match.group("way") or match.group("way2")) in "Amu" else -1
    distance, other = stream.number(apart), stream.number(at_other)
    subjects = _other_than(stream, apart, {apart, at_other}, other)
    subjects = [each for each in subjects if DISTANCE.match(stream.letters, each + 1) is None]
    if not subjects:  # "97.1% was collected. This is 1.1 points higher than the 96% elsewhere"
        first, _ = stream.around(apart)
        before = [index for index in stream.before(first) if alike(stream.number(index), other)]
        yield from _of_some(stream, distance, other, before, way)
        return
    if len(subjects) != 1:
        fitting = list(_of_some(stream, distance, other, subjects, way))
        subjects = [each for each in subjects if each < apart]
        if fitting or not _is_clause_of_its_own(stream, subjects, at_other, distance):
            yield from fitting
            return
    subject = stream.number(subjects[0])
    pair = (other, subject)
    if stream.letters[apart] == "P" and stream.letters[at_other] in "CM":
        yield Relation(Kind.PERCENT_CHANGE, "pair", distance, pair, way, subjects[0] < apart)
    if measures(distance, other):
        firm = distance.sort is not Sort.PERCENTAGE and distance.value < max(subject.value, other.value)
        firm = firm and (match.group("way2") is None or _is_up(stream, match.start("way2")))
        yield Relation(Kind.DIFFERENCE, "apart", distance, (subject, other), way, firm)
        yield Relation(Kind.COMPARISON, "than", subject, (other,), way, firm and subjects[0] < apart)
        if match.group("share") and other.sort is not Sort.PERCENTAGE:
            yield Relation(Kind.PERCENT_CHANGE, "pair", stream.number(match.start("share")), pair, way)


NARROWED = cued(
    rf"D[^{NUMBERS}|^#]{{0,6}}(?P<one>P){SOFT}{{1,8}}(?P<other>P){SOFT}{{0,6}}f(?P<old>Q)t(?P<apart>[CQ])", "D f t"
)


def _narrowed(stream: Stream, one: int, other: int, then: int, apart: int) -> Iterator[Relation]:
    """ "The gap between theirs (44%) and others' (67%) narrowed from 26 points to 23": the later one is what lies between; of which way it
    went only the letter before it speaks."""
    old, new = stream.number(then), replace(stream.number(apart), sort=Sort.POINTS)
    yield Relation(Kind.DIFFERENCE, "apart", new, (stream.number(one), stream.number(other)), 0, False)
    way = {"d": -1, "u": 1}.get(stream.letters[then - 2], 0)
    if way:
        said = directions.called(stream, stream.letters[then - 2], then - 2)
        yield Relation(Kind.FROM_TO_DIRECTION, "way", new, (old, new), way, True, words=said)


BY = cued(
    rf"(?P<subject>[CMP])[^{NUMBERS}|^#;]{{0,9}}?[AB]{STEP}{{0,6}}?(?P<other>[CMP])b(?P<apart>[CMPQ])(?![wtf]{{0,2}}[CMP])",
    "AB b",
)


def _by_so_much(stream: Stream, at: int, beyond: int, apart: int) -> Iterator[Relation]:
    """ "46.2%, below the average of 49.2% by 3 points": how far is told last."""
    subject, other, stated = (stream.number(index) for index in (at, beyond, apart))
    if alike(subject, other) and measures(stated, other) and stated.sort is not Sort.PERCENTAGE:
        firm = is_near(subject.value - other.value, stated.value, ROOM)
        yield Relation(Kind.DIFFERENCE, "apart", stated, (subject, other), 0, firm)


ROOM = Decimal("0.5"), Decimal(2)
CLAUSE_ENDS = re.compile(r"[wny]{0,3}\)?,a")


def _is_clause_of_its_own(stream: Stream, before: list[int], at_other: int, distance: Number) -> bool:
    """ "212 complaints, 28 fewer than in Q1 (230), and upheld 53": all that is set against each other stands before the next clause."""
    if len(before) != 1 or CLAUSE_ENDS.match(stream.letters, at_other + 1) is None:
        return False
    return is_near(stream.number(before[0]).value - stream.number(at_other).value, distance.value, ROOM)


def _is_up(stream: Stream, at: int) -> bool:
    """ "12 up on the 300"; but in "eleven branches rose from 300" the figure before is no distance."""
    return stream.tokens[stream.places[at]].low in stream.words.lines.up_or_down or stream.letters[at + 1] == "H"


def _of_some(stream: Stream, distance: Number, other: Number, subjects: list[int], way: int) -> Iterator[Relation]:
    """Of several figures that may be meant, the one that fits."""
    for subject in (stream.number(index) for index in subjects):
        apart = (subject.value - other.value) * way
        if measures(distance, other) and distance.span.low <= apart <= distance.span.high:
            yield Relation(Kind.DIFFERENCE, "apart", distance, (subject, other), way, False)
            yield Relation(Kind.COMPARISON, "than", subject, (other,), way, False)


TIMED = re.compile("[wn]{0,2}[yLN]")


LEVEL = re.compile(r"i?w{0,2}[ABXV]")


def _gap(stream: Stream, apart: int, alone: bool) -> Iterator[Relation]:
    if LEVEL.match(stream.letters, apart + 1):
        return  # "a pressure of £38.5m is well above the £31.2m": a level, and no gap
    if "!" in stream.letters[max(0, apart - 2) : apart]:
        return  # "but not the £2.1m shortfall of October"
    first, end = stream.bounds(stream.sentence(apart))
    place = bisect_left(stream.order, first)
    inside = [index for index in stream.order[place : place + 8] if index < end and index != apart]
    two = [
        index
        for index in inside
        if measures(stream.number(apart), stream.number(index)) and not _follows(stream, apart, index)
    ]
    if all(TIMED.match(stream.letters, index + 1) for index in (apart, *two)):
        return  # "the gap is £2m in 2026/27, £3m in 2027/28 and £4m in 2028/29"
    if len(two) == 2 and alike(stream.number(two[0]), stream.number(two[1])):
        numbers = (stream.number(two[0]), stream.number(two[1]))
        firm = alone and max(two[-1], apart) - min(two[0], apart) <= 40
        yield Relation(Kind.DIFFERENCE, "gap", stream.number(apart), numbers, 0, firm)
        share = _bracketed_share(stream, apart)
        if share is not None and stream.number(apart).sort is not Sort.POINTS:
            yield Relation(Kind.PERCENT_CHANGE, "either", stream.number(share), numbers, 0, firm)


def _bracketed_share(stream: Stream, apart: int) -> int | None:
    match = re.compile(rf"[^{NUMBERS}|^#]{{0,3}}\(w?(?P<share>P)w?\)|e(?P<share2>P)").match(stream.letters, apart + 1)
    if match is None:
        return None
    return match.start("share") if match.group("share") else match.start("share2")


def _follows(stream: Stream, apart: int, index: int) -> bool:
    """A per cent in brackets after a sum says how large it is of another."""
    return index > apart and stream.letters[index] == "P" and stream.letters[apart] in "CM"


def measures(apart: Number, level: Number) -> bool:
    """Can the one be the distance between two of the other?"""
    if apart.sort in {Sort.POINTS, Sort.PERCENTAGE}:
        return level.sort is Sort.PERCENTAGE
    if apart.per != level.per:
        return False  # "126, about 1 in 52": a rate lies no distance from a count
    return alike(apart, level) or (level.sort is Sort.PERCENTAGE and apart.sort is Sort.COUNT and _is_of_points(apart))


def _is_of_points(apart: Number) -> bool:
    return any(word in apart.noun for word in vocabulary.load().relating.points)


def _other_than(stream: Stream, near: int, taken: set[int], like: Number) -> list[int]:
    first, end = stream.bounds(stream.sentence(near))
    place = bisect_left(stream.order, first)
    found = [i for i in stream.order[place : place + 8] if i < end and i not in taken and alike(stream.number(i), like)]
    free = [i for i in found if OBJECT.search(stream.letters, max(first, i - 9), i) is None]
    return free if len(free) < 2 else found


OBJECT = re.compile(rf"[hHABXVc][^{NUMBERS}|^#,;)Wa]{{0,7}}$")  # what something else is set against

TIMES = (
    cued(rf"(?P<times>x){SOFT}{{0,6}}?f{SOFT}{{0,6}}?(?P<old>[CMP]){SOFT}{{0,8}}?t{SOFT}{{0,5}}?(?P<new>[CMP])", "x"),
    cued(
        rf"f{SOFT}{{0,6}}?(?P<old>[CMP]){SOFT}{{0,8}}?t{SOFT}{{0,5}}?(?P<new>[CMP])[,;]?{SOFT}{{0,4}}?(?P<times>x)", "x"
    ),
    cued(rf"(?P<times>x){SOFT}{{0,2}}?t{SOFT}{{0,4}}?(?P<new>[CMP]){SOFT}{{0,5}}?f{SOFT}{{0,6}}?(?P<old>[CMP])", "x"),
    cued(rf"(?P<times>x)w{{0,2}}[mw]{SOFT}{{0,3}}?\((?P<new>[CMP])\){SOFT}{{0,6}}?\(?(?P<old>[CMP])", "x"),
    cued(rf"(?P<times>x){SOFT}{{0,8}}?\((?P<new>[CMP]){SOFT}{{0,4}}?c{SOFT}{{0,4}}?(?P<old>[CMP])\)", "x"),
    cued(rf"(?P<new>[CMP])\)?{SOFT}{{0,3}}?(?P<times>x)[^{NUMBERS}|^#(]{{0,10}}\((?P<old>[CMP])\)", "x"),
    cued(rf"(?P<times>x)w?tw?(?P<new>[CMP]){SOFT}{{0,4}}?\([wyL]{{0,3}}:?(?P<old>[CMP])", "x"),
    cued(
        rf"(?P<old>[CMP]){SOFT}{{0,12}}?[,a]{SOFT}{{0,6}}?(?P<new>[CMP]){SOFT}{{0,6}}?,q?(?P<times>x)w{{0,3}}[|,;^]",
        "x",
    ),
    cued(rf"(?P<new>[CMP]){SOFT}{{0,3}}?[,i]{SOFT}{{0,3}}?(?P<times>x)(?!w?t)q?{SOFT}{{0,6}}?(?P<old>[CMP])", "x"),
    cued(rf"(?P<old>[CMP]){SOFT}{{0,8}}?,w{{0,3}}(?P<times>x)w?tw{{0,2}}(?P<new>[CMP])", "x"),
)


def _ratios(stream: Stream) -> Iterator[Relation]:
    """ "more than doubled from 24 to 50", "84, twice the 42 of last year"."""
    for match in stream.matches(*TIMES):
        old, new = stream.number(match.start("old")), stream.number(match.start("new"))
        at = match.start("times")
        word = str(stream.number(at).value) if at in stream.numbers else multiple(stream, at)
        if alike(old, new) and not denied(stream, at) and not looks_back(stream, at):
            words = f"{lead(stream, at)}|{word}"
            bound = FROM_TO.fullmatch(match.group()) is not None
            firm = not is_set_against(
                stream, match.start("new")
            )  # "more than in 2020 (7) but fewer than half of 2019 (22)"
            if bound and at not in stream.numbers and word not in stream.words.multiplied:
                firm = False  # "bins emptied twice a week rose from 400 to 520"
            yield Relation(Kind.RATIO, "times", new, (old, new), 0, firm, words=words, bound=bound and firm)


# "Has doubled in two years, from 143 to 271"; "going from 41 in April to 61".
FROM_TO = re.compile(r"x[^,;f]{0,6},?w?f.*t.*")


def lead(stream: Stream, at: int) -> str:
    """The two words before a multiple, which may be of approximation; or those with which it is read as one figure."""
    closeness = stream.number(at).closeness if at in stream.numbers else Closeness.AS_GIVEN
    if closeness is Closeness.MORE_THAN:
        return next(iter(stream.words.relating.multiple_over), "")  # "more than six times"
    if closeness is Closeness.LESS_THAN:
        return next(iter(stream.words.relating.multiple_under), "")
    return " ".join(token.low for token in stream.tokens[max(0, stream.places[at] - 2) : stream.places[at]])


CLOSED = re.compile(r"(?:[wml]{1,2})?i?(?=[;,|^)]|$)")


def looks_back(stream: Stream, at: int) -> bool:
    """ "£478 and an agency one £1,012, more than twice as much; the gap is £534", "half the price": both figures stand before it."""
    if CLOSED.match(stream.letters, at + 1) is None:
        return False
    words = stream.words
    return not (words.relating.likened | words.multiplied_things).isdisjoint(stream.said(at, at + 3))


def multiple(stream: Stream, at: int) -> str:
    """The word, or the words ("half the", "half as many again"), by which something is multiplied."""
    words = [token.low for token in stream.tokens[stream.places[at] : stream.places[at] + 4]]
    said = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((each for each in said if each in stream.words.multiples), words[0])


EQUIVALENT = cued(rf"(?P<first>C)[^{NUMBERS}^#]{{0,12}}?(?:e|\(){SOFT}{{0,9}}?(?P<second>C)", "C e(", across=True)


def _conversions(stream: Stream) -> Iterator[Relation]:
    """ "around 300 hours ...; the equivalent of nearly nine weeks"."""
    for match in stream.matches(EQUIVALENT):
        first, second = match.start("first"), match.start("second")
        conversion = _conversion(stream, first, second)
        if conversion is not None and not _is_choice(stream, first, second, conversion):
            yield Relation(
                Kind.RATIO,
                "units",
                stream.number(second),
                (stream.number(first),),
                0,
                True,
                words=_units(stream, first, second),
            )


CHOICE = re.compile(r"[,w]{0,3}ew?$")
# So many times what the one unit makes of the other, another length of time is meant.
FAR_OFF = 2


def _is_choice(stream: Stream, first: int, second: int, conversion: Conversion) -> bool:
    """ "In 2 hours, 24 hours or 28 days": one of several times, and not the same time in another unit."""
    if set(stream.said(first + 1, second)) & stream.words.choosing and CHOICE.search(stream.between(first, second)):
        before = stream.letters[max(0, first - 2) : first]
        times = stream.values[second] * float(conversion.usual) / (stream.values[first] or 1.0)
        return before.endswith(",") or not 1 / FAR_OFF <= times <= FAR_OFF
    return False


def _conversion(stream: Stream, first: int, second: int) -> Conversion | None:
    smaller, larger = _units(stream, first, second).split("|")
    return next((each for each in stream.words.conversions if smaller in each.smaller and larger in each.larger), None)


def _units(stream: Stream, first: int, second: int) -> str:
    nouns = [stream.number(index).noun.partition(" ")[0] for index in (first, second)]
    return "|".join(nouns)


# A share, and right after it the same `again`, or where that comes first, as it was `meant`.
SAME = cued(
    rf"(?P<share>[PR])(?:[^{NUMBERS}|^#(]{{0,8}}\((?P<again>P)\)|(?:(?:(?<=R)|o)[owZ]{{1,5}})?,(?P<again2>P)(?![wnt]?[oO]|w{{1,4}}[,;|^])"
    r"|(?<=P),?e[wo]?(?P<meant>[PR])|(?<=P)[owZ]{0,4},w?(?P<meant2>[PR])(?=[,;|^)]|[wn]{1,4}[|^]))",
    "P",
)


def _shares_in_words(stream: Stream) -> Iterator[Relation]:
    """ "two thirds (66%)", "more than half (48%)", "1 in 8 (12.5%)"."""
    for match in stream.matches(SAME):
        first, second = stream.numbers[match.start("share")], stream.numbers[match.start(match.lastgroup or 0)]
        if match.group("meant") or match.group("meant2"):
            first, second = second, first
        if second.worded and not first.worded:
            first, second = second, first  # "36.7% of parishes, over a third"
        end = match.end() + 2
        if not stream.words.relating.between.isdisjoint(stream.said(match.end(), min(end, len(stream.letters)))):
            continue  # "36% and 24%, three fifths between them"
        if first.worded or first.number.sort is Sort.RATE:
            yield Relation(Kind.RESTATED, "share", second.number, (first.number,))
    for match in stream.matches(MAJORITY):
        if _names_majority(stream, match.start()):
            yield Relation(Kind.RESTATED, "majority", stream.number(match.start("share")), ())


def _names_majority(stream: Stream, at: int) -> bool:
    """ "Most tenants (48%)"; but not "received the most complaints (29%)", "two most (29%)" or "went up by most (3.46%)"."""
    words = stream.words
    said = stream.said(at, at + 2)
    first, last = said[0], said[-1]
    if words.majority.isdisjoint(said) or stream.letters[at - 1 : at] == "b":
        return False
    if last in words.majority and len(said) > 1:
        return first in words.pointing | words.articles
    return words.figures.the.isdisjoint(stream.said(max(0, at - 1), at))


MAJORITY = cued(r"w{1,2}(?:o[wyi]{1,4})?\((?P<share>P)\)", "(")


RETURN = cued(rf"(?P<part>M)w{{0,2}}Y{SOFT}{{0,5}}?(?P<whole>M)(?:{SOFT}{{0,10}}?(?P<share>P))?", "Y")


def _returns(stream: Stream) -> Iterator[Relation]:
    """ "£99k income on £14m reserves": what it comes to, and whether the per cent beside it fits."""
    for match in stream.matches(RETURN):
        part, whole = stream.number(match.start("part")), stream.number(match.start("whole"))
        if match.group("share"):
            yield Relation(Kind.PERCENT_OF_TOTAL, "part", stream.number(match.start("share")), (part, whole), 0, False)
        else:
            yield Relation(Kind.PERCENT_OF_TOTAL, "return", part, (part, whole))

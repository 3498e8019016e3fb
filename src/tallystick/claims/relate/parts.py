"""Parts of a whole with their per cent: "64 of the 114 (55%)", "out of 48 responses, 38 (80%)", "27% of the 24,282 (6,556)".

Where the text says "of", "out of" or "of which" the tie is firm. Where it only sets a part and a per cent after a number that
may be their whole, the numbers may confirm each other and are otherwise left alone.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from tallystick.claims.find import spans
from tallystick.claims.model import Closeness, Interval, Kind, Number, Relation, Sort
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import NUMBERS, SOFT, Stream, cued

# The letters of a count and of the per cent beside it.
Member = tuple[int, int]

# In points, what "nine in ten" leaves open.
SEVERAL_IN = 5

PLAIN = rf"[^{NUMBERS}|^#cfABXVudt]"
NEAR = rf"[^{NUMBERS}|^#cABXVfud]"

FIRM = tuple(
    cued(pattern.replace("~", PLAIN).replace("_", NEAR), "oO PR", across=True)
    for pattern in (
        # 64 of the 114 targets met (55%); 54 out of 66, or 81.8%; 54/66 (82%)
        r"(?P<part>[CM])(?:w{0,2}O|[o](?=wT|[wqCM]|wwT))~{0,4}?(?P<whole>[CM])_{0,9}?\([we]{0,2}(?P<share>[PR])",
        r"(?P<part>[CM])(?:w{0,2}O|[o])~{0,4}?(?P<whole>[CM])_{0,9}?[,-]w{0,2}[ei][wo]{0,3}(?P<share>[PR])",
        r"(?P<part>[CM])(?:w{0,2}O|[o])~{0,4}?(?P<whole>[CM])_{0,9}?[,-][wo]{0,3}(?P<share>[PR])(?=[|,;^]|$)",
        r"(?P<part>[CM])(?:w{0,2}O|[o])~{0,4}?(?P<whole>[CM])_{0,6}?[e][wo]{0,3}(?P<share>[PR])",
        # 54 of 66 were met; this equates to 82%
        r"(?P<part>[CM])[wk]{0,3}(?:O|o)~{0,4}?(?P<whole>[CM])_{0,9}?[;,|-]?q?w?e[wto]{0,2}(?P<share>[PR])",
        # 7,200 people, 5% of the population of 120,000; 72% of the 66 targets, 54 in all, were met
        r"(?P<part>[CM])[wk]{0,4}[,(-](?P<share>[PR])o~{0,5}?(?P<whole>[CM])",
        r"(?P<share>[PR])(?:O|o)~{0,4}?(?P<whole>[CM])[wk]{0,4}[,-](?P<part>[CM])[wTnt]{0,3}[,-]",
        # £1.26m at the end of September, 3.0% of the rent roll of £42.1m
        r"(?P<part>[CM])[wknoiy]{5,9},(?P<share>[PR])ow{1,4}o(?P<whole>[CM])",
        # an answer rate of 92%, after "45,600 of 48,000 calls, giving"; turnout was 34% with 26,656 of 78,400
        r"(?P<part>[CM])[wk]{0,3}(?:O|o)~{0,4}?(?P<whole>[CM])_{0,9}?[,;-][wka]{0,2}e[wki]{0,4}o(?P<share>[PR])",
        r"(?P<share>[PR])~{0,5}?a(?P<part>[CM])[wk]{0,3}(?:O|o)~{0,4}?(?P<whole>[CM])",
        # 45% (54 of the 120); 82% of targets were met (54 of 66); 81.8%, or 54 of 66
        r"(?P<share>[PR])~{0,9}?[(,-][wea]{0,2}(?P<part>[CM])[wk]{0,3}(?:O|o)~{0,4}?(?P<whole>[CM])",
        r"(?P<share>[PR])~{0,2}?e[wo]{0,2}(?P<part>[CM])[wk]{0,3}(?:O|o)~{0,4}?(?P<whole>[CM])",
        # 54 (45%) of the 120 cases; 54, or 45%, of the 120; 54, representing 45% of the 120
        r"(?P<part>[CM])~{0,4}?\([we]{0,2}(?P<share>[PR])[wk]{0,2}\)[wk]{0,3}(?:O|o)~{0,4}?(?P<whole>[CM])",
        r"(?P<part>[CM])~{0,6}?e[wot]{0,2}(?P<share>[PR]),?(?:O|o)~{0,4}?(?P<whole>[CM])",
        r"(?P<part>[CM])[wkv]{0,3}i(?P<share>[PR])(?:O|o)~{0,4}?(?P<whole>[CM])",
        # 45% (54) of the 120 cases; 27% of the 24,282 claimants (6,556); 5% of £200,000 is £10,000
        r"(?P<share>[PR])\((?P<part>[CM])[wk]{0,3}\)[wk]{0,3}(?:O|o)~{0,4}?(?P<whole>[CM])",
        r"(?P<share>[PR])(?:O|o)~{0,4}?(?P<whole>[CM])~{0,5}?\([we]{0,2}(?P<part>[CM])",
        r"(?P<share>[PR])(?:O|o)~{0,4}?(?P<whole>[CM])[wk]{0,4}(?:,?e[wo]{0,2}|[i])(?P<part>[CM])",
    )
)
OPENS = cued(
    r"(?:(?<=[|^;:,(#a])|^)[wk]{0,1}(?:O|o)(?:wT?o?|q|w{0,2}){0,2}?(?P<whole>[CM])" + f"{PLAIN}{{0,14}}?(?=[CMP])",
    "oO CM",
)
WHICH = cued(rf"(?P<whole>[CM]){SOFT}{{0,14}}?[|;,(]?{SOFT}{{0,2}}W", "W", across=True)
OF_THEM = cued(rf"(?P<part>[CM])[wk]{{0,2}}W{PLAIN}{{0,6}}?[(,]?[we]{{0,2}}(?P<share>[PR])", "W")
THEN_PART = cued(r"(?P<share>[PR])w?W\(w?(?P<part>[CM])", "W")
MEMBERS = (
    cued(
        rf"(?P<part>[CM])(?:[^{NUMBERS}|^#,;fcABXVud(]{{0,6}})\([we]{{0,2}}(?P<share>[PR])[^{NUMBERS}|^#(]{{0,5}}\)",
        "(",
    ),
    cued(
        rf"(?P<share>[PR])(?:[^{NUMBERS}|^#,;fcABXVudh(]{{0,4}})\([we]{{0,2}}(?P<part>[CM])[^{NUMBERS}|^#(]{{0,5}}\)",
        "(",
    ),
    cued(r"(?P<part>[CM])[wi]{0,4},?w?e[wo]{0,2}(?P<share>[PR])(?!o)", "e PR"),
    cued(
        r"(?P<part>[CM])[wi]{0,3},(?:w{1,2}o|[Wq][wieq]{0,2})(?P<share>P)(?!o)", ", P"
    ),  # "309 votes, which gave it 10.9%"
    cued(r"\(w?(?P<share>P)[,;:][we]?(?P<part>[CM])w?\)", "("),
)


def relations(stream: Stream, members: list[Member]) -> Iterator[Relation]:
    """Every part of a whole that the text gives with its per cent."""
    for match in stream.matches(*FIRM):
        part, whole, share = (match.start(name) for name in ("part", "whole", "share"))
        yield from _bound(of_whole(stream, part, whole, share, True))
        if part < whole < share:
            yield from _series(stream, whole, share, members)
    yield from _apposed(stream)
    yield from _equated(stream)
    yield from _after_whole(stream, members)
    yield from _after_which(stream, members)
    yield from _of_them(stream)
    yield from _alone(stream, members)


def _bound(found: Iterator[Relation]) -> Iterator[Relation]:
    """Relations whose words leave no choice of another whole."""
    return (replace(relation, bound=relation.firm) for relation in found)


def of_whole(stream: Stream, part: int, whole: int, share: int, firm: bool, back: bool = False) -> Iterator[Relation]:
    """One part of one whole, if they are in one unit and the per cent is no change."""
    a_part, a_whole, a_share = stream.number(part), stream.number(whole), as_share(stream.number(share))
    reach = 20 if "(" in stream.letters[share:part] else 9
    if not back and not share < whole <= share + reach and names_another(stream, share):
        return
    if share < whole and stream.letters[share + 1] in "oO" and set(stream.between(share, whole)) & set(",U"):
        return
    fits = alike(a_part, a_whole) and a_part.value >= 0 and a_whole.value > 0
    changed = firm and is_change(stream, share, share < min(part, whole))
    if fits and a_part.value <= a_whole.value * 2 and not changed:
        left_out = _left_out(stream, min(part, whole, share), max(part, whole, share))
        firm = firm and left_out is None and a_part.value <= a_whole.value
        yield Relation(Kind.PERCENT_OF_TOTAL, "part", a_share, (a_part, a_whole), 0, firm)
        if left_out is not None and alike(stream.number(left_out), a_whole):
            inputs = (a_part, a_whole, stream.number(left_out))
            yield Relation(Kind.PERCENT_OF_TOTAL, "part_of_rest", a_share, inputs, 0, False)


def as_share(number: Number) -> Number:
    """ "One in eight" as 12.5 per cent, with the room that such words have."""
    if number.sort is not Sort.RATE or not number.per:
        return number
    share, per = Fraction(number.value) * 100, Fraction(number.per)
    few, room = per <= spans.FEW and number.closeness is Closeness.AS_GIVEN, spans.room_of(per)
    span = Interval(share / (per + room), share / (per - room))
    if number.value > 1:  # "two in three" is not three in five
        span = Interval(max(span.low, share / per - SEVERAL_IN), min(span.high, share / per + SEVERAL_IN))
    closeness = Closeness.ABOUT if few else number.closeness  # which has the room that it has, and is not cut off
    return replace(number, sort=Sort.PERCENTAGE, value=number.value * 100 / number.per, span=span, closeness=closeness)


EQUALS = re.compile(r"e[wto]{0,2}$")
GROUP = re.compile(rf"[oOW][wk]{{0,4}}(?![wk]{{0,3}}(?:[{NUMBERS}]|Z[^|,;)]))")


def names_another(stream: Stream, share: int) -> bool:
    """ "80% of them": a share of something else, unless it only names the whole again ("representing 35% of the group")."""
    if stream.letters[share + 1 : share + 2] not in {"o", "O", "W"}:
        return False
    again = EQUALS.search(stream.letters, max(0, share - 3), share) and GROUP.match(stream.letters, share + 1)
    return not again


EQUALLED = re.compile(r"[wi]{0,4},?e[wo]{0,2}$")
ITS_WHOLE = re.compile(r"[oOWHntaT][wqk]{0,4}$")


def has_share(stream: Stream, part: int, share: int) -> bool:
    """ "2,323 employees, i.e. 88%": what has the share itself is not what it is a share of."""
    if not (part < share <= part + 8 and EQUALLED.match(stream.between(part, share))):
        return False
    first, _ = stream.bounds(stream.sentence(part))
    return not stream.claims(first, part) and ITS_WHOLE.search(stream.letters, max(first, part - 5), part) is None


def _left_out(stream: Stream, first: int, last: int) -> int | None:
    """ "Of the 1,450, excluding 130 that were withdrawn, 660": the figure that is taken away first."""
    at = stream.letters.find("F", first, last)
    return next(iter(stream.claims(at, min(last, at + 9), 1)), None) if at >= 0 else None


def _series(stream: Stream, whole: int, share: int, members: list[Member]) -> Iterator[Relation]:
    """ "1,968 of the 9,840 (20%), shoplifting 1,181 (12%) and violence 1,476 (15%)": the whole goes for all that follow."""
    _, end = stream.bounds(stream.sentence(share))
    rest = stream.claims(share + 1, end)
    inside = _within(members, share, end)
    end = max(inside[-1]) if inside else end
    if (
        inside
        and rest == sorted(index for pair in inside for index in pair)
        and not set(stream.letters[share:end]) & set("oOWcfud")
    ):
        for a_part, a_share in inside:
            yield from of_whole(stream, a_part, whole, a_share, True)


APPOSED = cued(r"(?P<share>[PR])o[wk]{1,7},(?P<part>C)w?O[wk]{0,3}(?P<whole>C)w{0,3}[,;|^]", "O")


def _apposed(stream: Stream) -> Iterator[Relation]:
    """ "One in three of the applicants who answered, 216 out of 540, wanted": the same in counts between commas."""
    for match in stream.matches(APPOSED):
        part, whole = stream.number(match.start("part")), stream.number(match.start("whole"))
        share = as_share(stream.number(match.start("share")))
        if whole.value > part.value > 0 and not is_change(stream, match.start("share"), True):
            near = 0.5 <= float(part.value * 100 / whole.value) / max(float(share.value), 1e-9) <= 2
            yield Relation(Kind.PERCENT_OF_TOTAL, "part", share, (part, whole), 0, near, bound=near)


TIE = rf"[^{NUMBERS}|^#cABXVhtud]{{1,12}}?"
EQUATED = (
    cued(
        rf"(?P<one>[CM])(?P<tie>{TIE})(?P<other>[CM])[^{NUMBERS}|^#cfudt]{{0,9}}?(?:e[wti]{{0,3}}o?|[,:]w{{1,4}}o)(?P<share>[PR])(?!o)",
        "e,: PR",
    ),
    cued(rf"(?P<share>[PR]):[wqi]{{0,5}}(?P<one>[CM])(?P<tie>[^{NUMBERS}|^#cABXVhuda;]{{1,12}}?)(?P<other>[CM])", ":"),
)


def _equated(stream: Stream) -> Iterator[Relation]:
    """Two figures tied by a small word and nothing else in the sentence: "£240k on investments of £30m, a return of 8%"."""
    for match in stream.matches(*EQUATED):
        one, other, share = (match.start(name) for name in ("one", "other", "share"))
        first, end = stream.bounds(stream.sentence(share))
        if len(stream.claims(first, end)) != 3 or not _ties(stream, match.group("tie"), other, share):
            continue
        part, whole = sorted((one, other), key=lambda index: stream.number(index).value)
        named = not stream.words.rates.isdisjoint(stream.said(max(one, other) + 1, share)) if share > one else False
        yield from of_whole(stream, part, whole, share, _is_near_miss(stream, part, whole, share, named))


def _ties(stream: Stream, tie: str, other: int, share: int) -> bool:
    """ "£240k on £30m"; or "1,260 lodged and 378 upheld", where a rate, a share or a turnout is named before the per cent."""
    if "a" in tie or ";" in tie:
        return not stream.words.rates.isdisjoint(stream.said(other + 1, share))
    return bool(set(tie) & set("oOfHtn"))


def _is_near_miss(stream: Stream, part: int, whole: int, share: int, named: bool) -> bool:
    """Is the share that it would be within a third of the one stated (half or twice, if it is named), or out by a factor of ten?"""
    stated, bottom = float(stream.number(share).value), float(stream.number(whole).value)
    if stated <= 0 or bottom <= 0:
        return False
    times = float(stream.number(part).value) * 100 / bottom / stated
    return any(0.75 <= times * ten <= 1.34 for ten in (0.1, 1, 10)) or (named and 0.5 <= times <= 2)


def is_change(stream: Stream, share: int, leads: bool = False) -> bool:
    """Is this per cent no share? Neither "(up 5%)" nor "(target 60%)" is a share of what stands before it.

    One that `leads` its part and whole may be compared ("with 84% (1,092 of 1,300)").
    """
    before = re.split("[,;|]", stream.letters[max(0, share - 2) : share])[-1]
    near = (before.replace("c", "") if leads else before) + stream.letters[share + 1 : share + 2]
    aim = (
        "k"
        in re.split("[(,;|]", stream.letters[max(0, share - 3) : share + 2])[
            -2 if stream.letters[share + 1 : share + 2] in {",", "(", ";", "|"} else -1
        ]
    )
    return aim or bool(set(near) & set("udmlc")) or stream.numbers[share].signed


def members(stream: Stream, changing: set[int]) -> list[Member]:
    """Every count with its per cent beside it, but for what is `changing`."""
    found = {(match.start("part"), match.start("share")) for match in stream.matches(*MEMBERS)}
    return sorted(
        pair
        for pair in found
        if not changing.issuperset(pair) and not is_change(stream, pair[1]) and not _is_delta(stream, pair[0])
    )


def _is_delta(stream: Stream, part: int) -> bool:
    return stream.letters[max(0, part - 1) : part] in {"u", "d", "b"} or stream.letters[part + 1 : part + 2] in {
        "l",
        "m",
    }


def _within(members: list[Member], first: int, last: int) -> list[Member]:
    """The members between two letters, twenty at most."""
    at = bisect_left(members, (first, 0))
    return [pair for pair in members[at : at + 20] if first < min(pair) and max(pair) < last]


def _after_whole(stream: Stream, members: list[Member]) -> Iterator[Relation]:
    """As in "Of the 114 indicators 64 (56%) are on target and 50 (44%) are not", and "of 66 targets, 54 were met (82%)"."""
    for match in stream.matches(OPENS):
        whole = match.start("whole")
        _, end = stream.bounds(stream.sentence(whole))
        inside = _within(members, whole, end)
        for place, (part, share) in enumerate(inside):
            found = of_whole(stream, part, whole, share, "W" not in stream.letters[whole:part])
            alone = not place and stream.claims(whole + 1, max(part, share)) == [min(part, share)]
            yield from _bound(found) if alone else found
        yield from _odd_one_out(stream, whole, inside)
        if not inside:
            yield from _bound(_loose(stream, whole, end))
            yield from _between_commas(stream, whole, end)


def _odd_one_out(stream: Stream, whole: int, inside: list[Member]) -> Iterator[Relation]:
    """The only share of three or more that is not of the whole, of which the parts leave something: of parts that fill it see `groups`."""
    parts = {part for part, _ in inside}
    if len(parts) < 3 or sum(stream.values[part] for part in parts) >= stream.values[whole]:
        return
    odd = [pair for pair in inside if not holds(stream, pair, whole)]
    if len(odd) == 1:
        ((part, share),) = odd
        yield from _bound(of_whole(stream, part, whole, share, True))


def holds(stream: Stream, pair: Member, whole: int) -> bool:
    """Is the share of a part its share of a whole?"""
    span = as_share(stream.number(pair[1])).span
    worked = stream.values[pair[0]] * 100 / (stream.values[whole] or math.inf)
    return float(span.low) - 1e-9 <= worked <= float(span.high) + 1e-9


LOOSE = re.compile(rf"(?P<part>[CM])(?:{PLAIN}{{0,9}}?\(?|[^{NUMBERS}|^#cud]{{0,9}}?\()[we]{{0,2}}(?P<share>[PR])")


BETWEEN_COMMAS = re.compile(rf"(?P<part>[CM])[^{NUMBERS}|^#cudo,;]{{1,16}},[we]?(?P<share>[PR])(?=[,;|^])")


def _between_commas(stream: Stream, whole: int, end: int) -> Iterator[Relation]:
    """ "Of £86.4m spent £38.9m went to firms in the county, 45%, and £22.5m": the first part, and its share after all that is said of it."""
    match = BETWEEN_COMMAS.search(stream.letters, whole + 1, end)
    if match is not None and stream.claims(whole + 1, end, 1) == [match.start("part")]:
        yield from of_whole(stream, match.start("part"), whole, match.start("share"), True)


def _loose(stream: Stream, whole: int, end: int) -> Iterator[Relation]:
    match = LOOSE.search(stream.letters, whole + 1, end)
    if match is not None and match.start("part") - whole <= 12:
        bracket = "(" in stream.between(match.start("part"), match.start("share"))
        lone = len(stream.claims(whole + 1, end)) == 2
        yield from of_whole(stream, match.start("part"), whole, match.start("share"), bracket and lone)


# "Of these 1,263 (30%) were referred, and of the referrals 884 (70%)": a part of another whole.
REBASED = re.compile(r"[a,]oww?$")


def _after_which(stream: Stream, members: list[Member]) -> Iterator[Relation]:
    """As in "48 responses, of which 38 (80%) agreed", also over a full stop."""
    for match in stream.matches(WHICH):
        whole, tie = match.start("whole"), match.end()
        _, end = stream.bounds(stream.sentence(tie))
        for part, share in _within(members, tie - 1, end):
            firm = part - tie <= 40 and _largest(stream, whole) and not REBASED.search(stream.letters, tie, part)
            yield from of_whole(stream, part, whole, share, firm)
        yield from _odd_one_out(stream, whole, _within(members, tie - 1, end))
        yield from _loose(stream, whole, end)


def _of_them(stream: Stream) -> Iterator[Relation]:
    """In the next sentence: "There are 66 targets in the plan. 54 of them (72%) were met"."""
    for match in stream.matches(OF_THEM, THEN_PART):
        part, share = match.start("part"), match.start("share")
        place = bisect_left(stream.order, min(part, share))
        before = [index for index in stream.order[max(0, place - 3) : place] if _near(stream, index, part)]
        for whole in before:
            yield from of_whole(stream, part, whole, share, len(before) == 1, share < part)


def _near(stream: Stream, whole: int, part: int) -> bool:
    same = stream.sentence(part) - stream.sentence(whole) <= 1 and part - whole <= 30
    return same and stream.letters[whole] in "CM" and stream.number(whole).value > stream.number(part).value


def _alone(stream: Stream, members: list[Member]) -> Iterator[Relation]:
    """As in "240 appeals were heard and 60 (30%) were upheld": one other count in the sentence, and it stands before."""
    for part, share in members:
        first, end = stream.bounds(stream.sentence(part))
        place = bisect_left(stream.order, first)
        counts = [i for i in stream.order[place : place + 8] if i < end and stream.letters[i] in "CMPQR"]
        others = [index for index in counts if index not in {part, share}]
        if len(others) != 1 or others[0] > min(part, share) or min(part, share) - others[0] > 14:
            continue
        whole = others[0]
        yield from of_whole(stream, part, whole, share, _is_likely(stream, part, whole, share))


def _is_likely(stream: Stream, part: int, whole: int, share: int) -> bool:
    """Is the count before the only sensible whole: larger, of things, and not far from what the per cent implies?"""
    a_part, a_whole, a_share = stream.number(part), stream.number(whole), as_share(stream.number(share))
    if (
        a_part.value > a_whole.value
        or a_share.value <= 0
        or a_part.value <= 0
        or not (a_whole.noun or a_whole.sort is Sort.MONEY)
    ):
        return False
    if set(stream.between(whole, min(part, share))) & set("fcABXVudhI"):
        return False
    implied = float(a_part.value * 100 / a_share.value) / float(a_whole.value)
    return 0.5 <= implied <= 2 and a_whole.value >= 10 and a_whole.noun.partition(" ")[0] not in stream.words.time


def _largest(stream: Stream, whole: int) -> bool:
    """Is this the only count of its sentence so far, so that "of which" can mean no other?"""
    first, _ = stream.bounds(stream.sentence(whole))
    return not any(stream.letters[index] in "CM" for index in stream.claims(first, whole))

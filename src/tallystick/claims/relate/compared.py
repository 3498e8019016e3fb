"""Comparisons: which figure is said to be above or below which other, in a clause, over a comma, or over a full stop.

The subject is the later figure where the sentence holds a pair, otherwise the nearest figure of the same unit before the word that
compares. A sentence with no such figure ("Both results are well above the threshold of 70%") speaks of those of the one before.
What is found only by nearness confirms and does not contradict.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from tallystick.claims.model import Kind, Number, Relation, Sort
from tallystick.claims.relate.pairs import Pair, alike, same_things
from tallystick.claims.stream import NUMBERS, SOFT, Stream, cued

WITHIN = rf"[^{NUMBERS}|^#;:,WABXV]"  # what follows a comma or a semicolon is another statement
WAY = r"[ABXV]|[ml](?=[wuds]{0,3}h)|[gj](?=[hH])|[<>](?=w{0,3}h|[at])"
OTHER = cued(rf"(?P<way>{WAY})[hH]?(?P<words>(?:{WITHIN}|,q){{0,14}}?)(?P<other>[CMPQ])", "mlABXV<>gj")
AT = cued(r"(?P<way>[ml])[,w]{1,2}(?P<subject>[CMPQ])", "ml")
MORE = re.compile(rf"\)?[^{NUMBERS}|^#;udABXVmlc]{{0,5}}?[a,](?:[^{NUMBERS}|^#;udABXVmlciW]{{0,6}}?)(?P<other>[CMPQ])")
IN_BRACKETS = cued(
    rf"(?:(?P<way>[ml])w{{0,2}}h|(?P<way2>[ABXV])){SOFT}{{0,8}}?[(:]\w{{0,3}}(?P<subject>[CMPQ]){SOFT}{{0,6}}?c{SOFT}{{0,5}}?(?P<other>[CMPQ])",
    "c",
)
AIM = (
    cued(
        rf"k[wo]{{0,3}}(?P<other>P)[wi]{{0,3}}(?P<way>[XVAB])[^{NUMBERS}|^#k]{{0,3}}?,[^{NUMBERS}|^#kudcAB]{{0,6}}?(?P<subject>P)",
        "k",
    ),
    cued(rf"(?P<subject>P)[^{NUMBERS}|^#kudfc]{{0,7}},w{{0,2}}k[wo]{{0,3}}(?P<other>P)[wi]{{0,3}}(?P<way>[XV])", "k"),
)
AMOUNT = re.compile(r"[CMPQ]w?(?:\(w?[CMPQ]w?\))?$")
OBJECT = re.compile(rf"[hHABXVck][^{NUMBERS}|^#,;)Wa]{{0,7}}$")  # what something else is set against
AGAIN = re.compile(r";(?=[qe]i?w{0,2}$)")  # "29%; this is below the national 27%"
OPENING = 3
ALSO = re.compile(r"[wno]{0,2}a")
NEXT_TIME = re.compile(r",aw{0,2}$")
OTHER_CLAUSE = re.compile(r",a?w[^,qWi]{2,}i")
ABOVE, BELOW = frozenset("AXm"), frozenset("BVl")
NAMED = frozenset("ZkGL")
FURTHEST = 60
EQUAL = 1e-6
# "£362,648 - less than this year - and a precept of £222,019"
OF_A_TIME = re.compile(r"h[wo]{0,2}[NLy]{1,2}[-,;:)]")
LESS_THEN = re.compile(r"[^ml]*(?P<way>[ml])w{0,2}h")  # "more than half a year less than the 4.68 of before"
# "Where income is greater than £25,000, and an audit where it is greater than £1m": a limit is above nothing.
LIMIT = re.compile(r"[ml][hH]$")


def relations(stream: Stream, held: list[Pair], changing: set[int]) -> Iterator[Relation]:
    """Every comparison of which the words say which is greater."""
    pairs = {pair.old: pair for pair in held}
    for match in stream.matches(IN_BRACKETS):
        subject, other = stream.number(match.start("subject")), stream.number(match.start("other"))
        if alike(subject, other) and not denied(stream, match.start()):
            yield than(subject, other, 1 if (match.group("way") or match.group("way2")) in "mAX" else -1)
    yield from _aims(stream)
    for match in stream.matches(OTHER):
        yield from _compared(stream, match, pairs, changing)
    yield from _told_before(stream, changing)
    yield from _lower_at(stream)


def than(subject: Number, other: Number, way: int, firm: bool = True) -> Relation:
    """ "35%, above 30%": the first, said to be on one side of the other."""
    return Relation(Kind.COMPARISON, "than", subject, (other,), way, firm)


def _compared(stream: Stream, match: "re.Match[str]", pairs: dict[int, Pair], changing: set[int]) -> Iterator[Relation]:
    at, place = match.start("way"), match.start("other")
    again = LESS_THEN.match(stream.letters, at + 1, place)
    at = at if again is None else again.start("way")
    other, letter = stream.number(place), stream.letters[at]
    if _is_of_another(stream, letter, at, place):
        return
    way = way_of(stream, letter, at, place)
    subject = _subject(stream, at, other, pairs)
    if letter == "V" and not stream.words.relating.missing.isdisjoint(stream.said(at, at + 1)):
        way = _missed(stream, at, subject, place)
    if letter in "gj<>" and not (way and _is_known(stream, at)):
        yield from _only_beside(stream, subject, place)
    plain = (letter in "ABXV" or stream.letters[at + 1] == "h") and len(match.group("words")) <= 10
    plain = plain and (
        letter not in "gj<>" or _is_known(stream, at)
    )  # "better than 35%" of appeals allowed is below it
    if letter == "B" and not stream.words.relating.missing.isdisjoint(stream.said(at, at + 1)):
        plain = False  # "28.4 days, short of the 25 we aimed for": on which side depends on what is better
    if subject is not None and _is_amount(stream, at):
        return
    if subject is not None:
        firm = plain or (letter in "gj<>" and way != 0 and _is_known(stream, at))
        firm = firm and not (letter in "gj<>" and subject in changing)  # a fall of 3.1% may be better than one of 2.9%
        firm = firm and at - subject <= 14 and _is_tied(stream, subject, at, place) and way != 0
        firm = firm and not LIMIT.search(stream.letters, max(0, subject - 3), subject)
        yield from _with_more(stream, subject, place, way, firm, match.end())
        if not firm:
            yield from _others_in_sentence(stream, subject, place, way)
        return
    spoken = _spoken_of(stream, at, place, changing)
    for subject in spoken:
        alone = len(spoken) == 1 and plain and same_things(stream.number(subject), other)
        yield from _with_more(stream, subject, place, way, alone and _is_said_of(stream, at), match.end())
    if not spoken:
        yield from _after(stream, place, way)


def _is_of_another(stream: Stream, letter: str, at: int, place: int) -> bool:
    """Does the word set nothing against the figure that follows it?"""
    return (
        denied(stream, at)
        or not stream.words.relating.alternatives.isdisjoint(stream.said(max(0, at - 1), at))  # "3 or below"
        or (letter in "ABXV" and stream.letters[at + 1] == "H")  # "Rushcliffe was close behind on 52.5%"
        or stream.letters[place - 1] == "b"  # "we beat the target of 2019 by 12"
        or OF_A_TIME.match(stream.letters, at + 1) is not None
    )


def _missed(stream: Stream, at: int, subject: int | None, place: int) -> int:
    """ "11.09 days and so missed its target of 7.5": of what is better when it is less a target is missed from above."""
    nouns = [stream.number(each).noun.partition(" ")[0] for each in (subject, place) if each is not None]
    lower = not stream.words.time.isdisjoint(nouns) or not _said_so_far(stream, at).isdisjoint(
        stream.words.lower_is_better
    )
    return 1 if lower and stream.number(place).sort is not Sort.PERCENTAGE else -1


def _with_more(stream: Stream, subject: int, place: int, way: int, firm: bool, end: int) -> Iterator[Relation]:
    """ "Above the averages for England (62%) and the region (60%)": what one is above, and the next."""
    number = stream.number(subject)
    if not way:
        return
    yield than(number, stream.number(place), way, firm)
    match = MORE.match(stream.letters, end)
    for _ in range(2):
        if match is None or not alike(number, stream.number(match.start("other"))):
            return
        yield than(number, stream.number(match.start("other")), way, False)
        match = MORE.match(stream.letters, match.end())


def _only_beside(stream: Stream, subject: int | None, place: int) -> Iterator[Relation]:
    """ "Better than the 31 of 2011", of something that may be good or bad: no order can be told."""
    if subject is not None:
        inputs = (stream.number(place),)
        owner = _apart_by(stream, subject, place)
        yield Relation(Kind.COMPARISON, "beside", stream.number(owner), inputs, 0, False)


def _apart_by(stream: Stream, apart: int, place: int) -> int:
    """ "£3.2m, £0.4m better than the £3.6m": the figure that is so far from the other, and not how far; else the one given."""
    before = stream.claims(stream.around(apart)[0], apart)
    level, distance = stream.values[place], stream.values[apart]
    return next((each for each in reversed(before) if abs(abs(level - stream.values[each]) - distance) < EQUAL), apart)


def _others_in_sentence(stream: Stream, subject: int, place: int, way: int) -> Iterator[Relation]:
    """ "12 points, narrowed from 15 and now less than the 14 nationally": not the nearest, but one before it."""
    first, _ = stream.bounds(stream.sentence(place))
    last = bisect_left(stream.order, subject)
    for index in stream.order[max(0, last - 3) : last] if way else ():
        if index >= first and may_face(stream, index, place) and not is_set_against(stream, index):
            yield than(stream.number(index), stream.number(place), way, False)


def way_of(stream: Stream, letter: str, at: int, place: int) -> int:
    """Which way the word goes; 0 where it says only that one is better, and of what the words do not tell."""
    if stream.number(place).sort is Sort.PERCENTAGE and not stream.words.speeds.isdisjoint(stream.said(at, at + 1)):
        return 0
    if letter in ABOVE:
        return 1
    if letter in BELOW:
        return -1
    better = letter in "g>"
    said = _said_so_far(stream, at)
    lower, higher = said & stream.words.lower_is_better, said & stream.words.higher_is_better
    number = stream.number(place)
    timed = number.noun.partition(" ")[0] in stream.words.time
    if lower or timed:
        return 0 if higher and not timed else (-1 if better else 1)
    if higher or number.sort is Sort.PERCENTAGE:
        return 1 if better else -1
    return 0


def _said_so_far(stream: Stream, at: int) -> frozenset[str]:
    """The words of the sentence and of the one before."""
    first, end = stream.around(at)
    before, _ = stream.around(first - 1) if first else (0, 0)
    return frozenset(stream.said(before if at - first < 60 else first, end))


def _is_known(stream: Stream, at: int) -> bool:
    """Do the words say which way is good?"""
    said = _said_so_far(stream, at)
    return not said.isdisjoint(stream.words.lower_is_better | stream.words.higher_is_better)


def _aims(stream: Stream) -> Iterator[Relation]:
    """ "The target of 90% was exceeded, with 86% in time"; but of some things less is better."""
    for match in stream.matches(*AIM):
        first, end = stream.bounds(stream.sentence(match.start()))
        plain = len(stream.claims(first, end)) == 2 and stream.words.lower_is_better.isdisjoint(stream.said(first, end))
        if plain and not denied(stream, match.start("way")):
            way = 1 if match.group("way") in "XA" else -1
            yield than(stream.number(match.start("subject")), stream.number(match.start("other")), way)


def denied(stream: Stream, at: int) -> bool:
    """Does a word before it say that it is not so?"""
    return "!" in stream.letters[max(0, at - 5) : at]


def _is_tied(stream: Stream, subject: int, at: int, other: int) -> bool:
    """Is it the subject that is above or below, in one clause, and not the target or "an above average 74%"?"""
    between, after = stream.between(subject, at), stream.between(at, other)
    if not stream.words.relating.reasons.isdisjoint(stream.said(max(0, subject - 1), subject)):
        return False  # "abuse was behind 25 enquiries and neglect behind 24"
    if ALSO.fullmatch(between) and is_set_against(stream, subject):
        return False  # "above the regulator's mark of 85% and above its own of 90%"
    between = AGAIN.sub(",", between)
    if set(between) & set("|^#;f:") or _changing(stream, at) or (")" in between and len(between) > 5):
        return False
    if "G" in after and not set(after[after.index("G") :]) & set("oi("):
        return False
    if NEXT_TIME.search(between) and "y" in stream.letters[other + 1 : other + 3]:
        return False  # "3,099, and a little below 2,000 in 2021/22"
    first, _ = stream.bounds(stream.sentence(subject))
    if OTHER_CLAUSE.search(between) and subject - first > OPENING:  # but "at 11.2%, our rate is above"
        return False  # "under 30%, whereas in three regions the rate is above 40%"
    if stream.letters[at] in "XV" and "a" in after:
        return False  # "273 were within the limit and 220 past it"
    named = set(after + stream.letters[other + 1 : other + 4]) & set("kGZL")
    if stream.letters[at] in "XV" and not named and stream.words.limits.isdisjoint(stream.said(at + 1, other + 4)):
        return False
    return "k" not in re.split("[|^;,(]", stream.letters[max(0, subject - 10) : subject])[-1]


def _changing(stream: Stream, at: int) -> bool:
    """ "rose above", "fell below": the figure before may be from before it did."""
    return bool(set(stream.letters[max(0, at - 3) : at]) & set("udtfc"))


def _is_amount(stream: Stream, at: int) -> bool:
    """ "3.2 points above the average": the figure beside the word is how far, and not what."""
    return stream.letters[at] not in "XV" and AMOUNT.search(stream.letters, max(0, at - 7), at) is not None


def _subject(stream: Stream, at: int, other: Number, held: dict[int, Pair]) -> int | None:
    """The figure that is said to be above or below: in this sentence, and of the same unit."""
    place = bisect_left(stream.order, at)
    sentence = stream.sentence(at)
    for index in reversed(stream.order[max(0, place - 4) : place]):
        if stream.sentence(index) != sentence:
            return None
        if stream.letters[index - 1 : index] == "f" and index not in held:
            continue  # "has fallen from 14.1% and is lower than 13.9%"
        if _is_inside(stream, index):
            continue  # "well inside the 10.7 days of others and also lower than the 10.37"
        if alike(stream.number(index), other):
            pair = held.get(index)
            return pair.new if pair is not None and pair.new < at and pair.sure else index
    return None


def _is_inside(stream: Stream, index: int) -> bool:
    words = stream.words
    said = stream.said(max(0, index - 2), index)
    return not (words.underneath | words.on_top).isdisjoint(said) and not words.pointing.isdisjoint(said)


def _spoken_of(stream: Stream, at: int, other: int, changing: set[int]) -> list[int]:
    """The figures of the sentence before that this one may speak of, the nearest first."""
    first, _ = stream.bounds(stream.sentence(at))
    near = [index for index in stream.before(first) if at - index <= FURTHEST]
    before = [index for index in near if index not in changing] or near  # "fell by 12.85%. The result beats the 12.7%"
    fitting = [index for index in before if may_face(stream, index, other) and not is_set_against(stream, index)]
    return fitting[::-1][:3]


def may_face(stream: Stream, one: int, other: int) -> bool:
    """Are they figures of one thing, of a size that anybody would compare?"""
    first, second = stream.number(one), stream.number(other)
    less, more = sorted((abs(stream.values[one]), abs(stream.values[other])))
    return alike(first, second) and same_things(first, second) and more <= 10 * less


def is_set_against(stream: Stream, index: int) -> bool:
    first, _ = stream.bounds(stream.sentence(index))
    return OBJECT.search(stream.letters, max(first, index - 9), index) is not None


def _is_said_of(stream: Stream, at: int) -> bool:
    """ "This is below ...": the sentence begins with what it compares."""
    first, _ = stream.bounds(stream.sentence(at))
    return at - first <= 5 and bool(set("qe") & set(stream.letters[first : first + 2]))


def _after(stream: Stream, place: int, way: int) -> Iterator[Relation]:
    """ "Higher than in England (35%), at 45%": the subject stands last."""
    _, end = stream.bounds(stream.sentence(place))
    after = stream.claims(place + 1, end, 1)
    if after and way and after[0] - place <= 12 and alike(stream.number(after[0]), stream.number(place)):
        yield than(stream.number(after[0]), stream.number(place), way, False)


SIDES = re.compile("[ABXVml]")


def _told_before(stream: Stream, changing: set[int]) -> Iterator[Relation]:
    """ "Nationally it is 74%, so that we are now above the average": all figures stand before the word."""
    for match in SIDES.finditer(stream.letters):
        at, letter = match.start(), match.group()
        if denied(stream, at):
            continue
        first, end = stream.around(at)
        if stream.claims(at + 1, min(end, at + 15), 1):
            continue
        ours = letter in "ml" and _is_of_ours(stream, at)
        if letter in "ml" and not ours and stream.letters[at + 1 : at + 2] != "h":
            continue
        near = [index for index in (*stream.before(first), *stream.claims(first, at)) if index not in changing]
        named = [index for index in near if index >= first - FURTHEST and is_named(stream, index)]
        own = [index for index in near if index not in named and at - index <= FURTHEST]
        if named and own and not _is_amount(stream, at):
            yield from _of_named(stream, own, named, 1 if letter in ABOVE else -1, ours)


def _lower_at(stream: Stream) -> Iterator[Relation]:
    """ "Nationally it is 4.1%; here it is lower, at 3.6%": the subject stands after the word, the other before it."""
    for match in stream.matches(AT):
        at, subject = match.start(), match.start("subject")
        place = bisect_left(stream.order, at)
        before = [index for index in stream.order[max(0, place - 3) : place] if at - index <= FURTHEST]
        number = stream.number(subject)
        other = next((index for index in reversed(before) if may_face(stream, index, subject)), None)
        if AMOUNT.search(stream.letters, max(0, at - 7), at):
            continue  # "6.3% higher at 950"
        if other is not None and not denied(stream, at) and stream.sentence(at) - stream.sentence(other) <= 1:
            yield than(number, stream.number(other), 1 if match.group("way") == "m" else -1, False)


OURS = re.compile(r"[a,;|w]w{0,2}[iq]{1,2}w{0,2}$")


def _is_of_ours(stream: Stream, at: int) -> bool:
    """ "The family average is 168, so ours is the higher"; "neighbours average 78, so we are lower": the clause ends with the word."""
    start = max(0, at - 6)
    closed = stream.letters[at + 1 : at + 2] in {"", ",", ";", "|", "^", ")", "a"}
    told = OURS.search(stream.letters, start, at) is not None
    return closed and told and not stream.words.ourselves.isdisjoint(stream.said(max(0, at - 4), at))


def _of_named(stream: Stream, own: list[int], named: list[int], way: int, ours: bool) -> Iterator[Relation]:
    """What is the nation's, or the neighbours', beside each figure that is not; firm where there is one of each."""
    for other in named[-2:]:
        fitting = [index for index in own if may_face(stream, index, other)]
        alone = ours and len(fitting) == 1 == len(named) and fitting[0] < other
        for subject in fitting[:3]:
            yield than(stream.number(subject), stream.number(other), way, alone)


def is_named(stream: Stream, index: int) -> bool:
    """Is it the figure of somebody else: of the nation, of neighbours, a target?"""
    first, _ = stream.bounds(stream.sentence(index))
    before = re.split(f"[{NUMBERS}|^;]", stream.letters[max(first, index - 9) : index])[-1]
    return bool(set(before) & NAMED)

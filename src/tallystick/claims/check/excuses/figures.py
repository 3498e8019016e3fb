"""What other figures near by make, so that the one under test is rather of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

from tallystick.claims.check import showing, sides, spans
from tallystick.claims.check.excuses.near import (
    BESIDE,
    CLAUSE,
    FURTHER,
    PLAIN,
    START,
    WORDS,
    are_alike,
    in_two_sentences,
    measures,
)
from tallystick.claims.check.excuses.vocabulary import patterns
from tallystick.claims.check.outcome import Outcome
from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.model import Kind, Number, Relation, Slip, Sort, Verdict

# So many times more or less a wrong figure may be; one further off is a figure of something else.
FARTHEST, FARTHEST_MULTIPLE, FARTHEST_BOUND = 3, 2.5, 10
TENS, NEARLY = (0.001, 0.01, 0.1, 10, 100, 1000), 0.06
FARTHEST_IN_MEAN = 20
LEAST_SHARES, MOST_SHARES = 85, 115
SHARES = frozenset({Kind.PERCENT_OF_TOTAL, Kind.PERCENT_CHANGE})
GAPS = frozenset({"apart", "gap", "signed", "parts"})
MOST_TAKEN = 5
HIGHEST_MARK, SPOKEN, FARTHEST_LEVELS, STEM = 100, 2, 8, 5
EXACTLY = Fraction(1, 50)
HAIR, HALF = Fraction(1, 10**9), Fraction(1, 2)
# No float is out by more than this of the figures that it was worked from.
BINARY = 1e-12
# So many digits are not the same by chance.
TELLING = 3


def is_far_off(relation: Relation, outcome: Outcome) -> bool:
    """Whether a figure is so many times what was recomputed that it is rather one of something else."""
    return _is_so_far_off(outcome, FARTHEST_MULTIPLE if relation.form == "times" else FARTHEST)


def _is_so_far_off(outcome: Outcome, farthest: float) -> bool:
    misplaced = any(abs(outcome.times / tens - 1) < NEARLY for tens in TENS)  # the point of "8%" that is 0.8%
    return not misplaced and not 1 / farthest <= outcome.times <= farthest


def is_far_off_though_bound(relation: Relation, outcome: Outcome) -> bool:
    """The same of what the words leave no choice about: "49.6% (47.2) of 794" is no share of them, as 47.2 is no count."""
    fractional = relation.form == "part" and relation.inputs[0].value % 1 != 0 == relation.inputs[1].value % 1
    return _is_so_far_off(outcome, FARTHEST if fractional else FARTHEST_BOUND)


def is_small_slip(relation: Relation, outcome: Outcome) -> bool:
    """Whether a part of one digit is of another whole, as it is of one whole in five, or all is off by far: that explains nothing."""
    small = relation.form == "part" and relation.inputs[0].value < 10
    return outcome.slip is Slip.WRONG_BASE and (small or _is_so_far_off(outcome, FARTHEST_BOUND))


def is_made_otherwise(relation: Relation, around: Surroundings) -> bool:
    """Whether the figure is exactly the sum or the gap of two others near it."""
    stated = relation.stated
    if relation.form not in GAPS and stated.sort is not Sort.POINTS:
        return False
    size, own = abs(stated.value), {each.start for each in relation.inputs}
    near = [each for each in around.beside(stated, BESIDE) if measures(stated, each)]
    pairs = (pair for pair in combinations(near, 2) if {each.start for each in pair} != own)
    return any(size in (abs(one.value - other.value), one.value + other.value) for one, other in pairs)


def is_worked_for_another(relation: Relation, outcome: Outcome, around: Surroundings) -> bool:
    """ "210 of 360 went out on time (58.3%); the average is 50.3%": what the figures give is said near by, so they are of that."""
    stated, own = relation.stated, {each.start for each in relation.inputs}
    worked = abs(stated.exact) * Fraction(outcome.times)
    return outcome.times != 1 and any(
        each.span.low - _room(each, stated) <= worked <= each.span.high + _room(each, stated)
        for each in around.beside(stated, BESIDE)
        if each.start not in own and (each.sort is stated.sort or _is_share_without_unit(each, stated))
    )


def _is_share_without_unit(number: Number, stated: Number) -> bool:
    """ "90, 93 and 86 per cent, and for the quarter, 25,000 of 28,000, 89"."""
    return stated.sort is Sort.PERCENTAGE and number.sort is Sort.COUNT and not number.noun and number.value <= 100


def _room(number: Number, stated: Number) -> Fraction:
    return HAIR if number.sort is stated.sort else HALF


def is_so_many_of_another(relation: Relation, around: Surroundings) -> bool:
    """ "£16,800, three times the basic £5,600, and committee chairs £4,200": the multiple is right of another figure near by."""
    said, _, word = relation.words.partition("|")
    multiple = Fraction(word) if word[0].isdigit() else around.words.multiples.get(word)
    pairs = [pair for pair in _pairs(relation, around) if pair[0].value > 0]
    relating = around.words.relating
    # Words that leave room on one side; without them another multiple is one only if it is exact.
    if not multiple or said.endswith(relating.multiple_over + relating.multiple_under):
        tried = (sides.times(replace(relation, inputs=pair), around) for pair in pairs)
        return any(outcome is not None and outcome.verdict is Verdict.CONSISTENT for outcome in tried)
    return any(abs(new.exact / (old.exact * multiple) - 1) < EXACTLY for old, new in pairs)


def is_of_another(relation: Relation, outcome: Outcome, around: Surroundings) -> bool:
    """ "96 killed or hurt, compared with 104 last year and 120 in 2019, from which it is down 20%": one of its figures with another.

    Of a share that is bound, and right on another base, only where it is said in words: figures are more likely a slip.
    """
    worked = _worked_by(relation)
    digits = any(letter.isdigit() for letter in relation.stated.text)
    slip = outcome.slip is not None and relation.bound
    if worked is None or (relation.form == "part" and slip and digits) or _leads(relation, around):
        return False
    first, second = relation.inputs[:2]
    own = {each.start for each in (relation.stated, first, second)}
    # Of 9.6 and 6.1 what lies between is the change itself, and of a part and its whole the other part: a wrong base, and no other pair.
    between = abs(first.value - second.value) if relation.kind in SHARES else None
    near = [each for each in around.near(relation.stated) if each.start not in own and each.value not in {0, between}]
    others = [(first, each) for each in near if are_alike(each, second)]
    others += [(each, second) for each in near if are_alike(each, first)]
    if relation.stated.sort is Sort.PERCENTAGE:
        near_by = around.beside(relation.stated, FURTHER)
        beside = [each for each in near_by if each.start not in own and each.value not in {0, between}]
        sizes = [each for each in beside if each.sort is not Sort.PERCENTAGE]
        others += [pair for pair in permutations(sizes, 2) if are_alike(*pair)]
    span = spans.size(relation.stated.span)
    room = Fraction(1, 2 * 10 ** showing.decimals(relation.stated)) if relation.form == "each" and span.is_exact else 0
    return _is_between(others, worked, span.low - room, span.high + room)


def _leads(relation: Relation, around: Surroundings) -> bool:
    """ "Will rise by 3.2% from £6,250 to £6,540, and … also 3.2%": right before its own figures a per cent is of no others."""
    between = around.text[relation.stated.end : relation.inputs[0].start].lstrip(",")
    return relation.bound and len(between) < WORDS and patterns().right_from.fullmatch(between.lstrip()) is not None


def _is_between(
    pairs: list[tuple[Number, Number]], worked: Callable[[Any, Any], Any], low: Fraction, high: Fraction
) -> bool:
    """Whether what some pair gives lies between two bounds. Of many pairs few do: most are told in floats not to."""
    floor, ceiling = float(low), float(high)
    for one, other in pairs:
        sizes = float(one.value), float(other.value)
        about = abs(worked(*sizes))
        slack = BINARY * (about + abs(sizes[0]) + abs(sizes[1]))
        if floor - slack <= about <= ceiling + slack and low <= abs(worked(one.exact, other.exact)) <= high:
            return True
    return False


def _worked_by(relation: Relation) -> Callable[[Any, Any], Any] | None:
    """How the figure is worked out of the values of two, in floats or in fractions."""
    if len(relation.inputs) < 2 or not all(each.value for each in relation.inputs[:2]):
        return None
    if relation.kind is Kind.PERCENT_CHANGE and relation.form in {"pair", "either"}:
        return lambda old, new: (new - old) / old * 100
    if relation.kind in {Kind.ABSOLUTE_CHANGE, Kind.DIFFERENCE} and len(relation.inputs) == 2:
        return lambda one, other: one - other
    if relation.form == "part":
        return lambda part, whole: part / whole * 100
    return (lambda top, bottom: top / bottom) if relation.form == "each" else None


def is_named_again(relation: Relation, outcome: Outcome, around: Surroundings) -> bool:
    """ "The remaining claims cost £406,000 ... so that all £406,000 fell on the fund": a figure that was told before, and is no change."""
    stated = relation.stated
    return (
        not relation.bound
        and outcome.slip is None
        and relation.kind in {Kind.ABSOLUTE_CHANGE, Kind.DIFFERENCE}
        and stated.sort in {Sort.COUNT, Sort.MONEY}
        and len(stated.value.normalize().as_tuple().digits) >= TELLING
        and any(each.value == stated.value and each.sort is stated.sort for each in around.near(stated))
    )


def _pairs(relation: Relation, around: Surroundings) -> Iterator[tuple[Number, Number]]:
    """Each of the two figures with each other one near it."""
    for number in relation.inputs:
        for other in around.beside(number, FURTHER):
            if are_alike(other, number):
                yield from ((other, number), (number, other))


def is_price_of_another(relation: Relation, around: Surroundings) -> bool:
    """ "9,600 tonnes in 2019 and 6,480 now; offsets at £35 a tonne would cost £226,800": another count gives it. Or it is not of things."""
    stated, (top, bottom) = relation.stated, relation.inputs
    if bottom.value % 1:
        return True  # "a range of 180 km, and an average of 61; vans above 3.5 tonnes"
    others = (each for each in around.beside(stated, FURTHER) if each.sort is Sort.COUNT and each.value > 0)
    return any(
        stated.span.low <= top.exact / each.exact <= stated.span.high for each in others if each.start != top.start
    )


def is_of_other_sizes(relation: Relation, around: Surroundings) -> bool:
    """Whether a mean is of figures of other sizes, or of other things.

    "An average fund of £2,600m (2023/24: £9.05m, £2,500m)"; "46 Thursdays, 6 lost, 4 to wind. On average 19.7 stalls".
    """
    sizes, stated = [abs(number.value) for number in relation.inputs], relation.stated
    outside = len(sizes) == 2 and not min(sizes) <= stated.value <= max(sizes)
    nouns = {number.noun for number in relation.inputs} - {""}
    others = bool(stated.noun and nouns) and stated.noun not in nouns
    return (
        outside
        or max(sizes) > FARTHEST_IN_MEAN * min(sizes)
        or (others and in_two_sentences(relation.inputs[-1], stated, around))
    )


def is_mean_of_more(relation: Relation, around: Surroundings) -> bool:
    """ "184, 151, 127 and 118 seconds, an average of 145": with one figure more it holds."""
    stated, own = relation.stated, {each.start for each in relation.inputs}
    total = sum(each.exact for each in relation.inputs)
    more = (each.exact for each in around.beside(stated, BESIDE) if are_alike(each, stated) and each.start not in own)
    return any(stated.span.low <= (total + one) / (len(own) + 1) <= stated.span.high for one in more)


def is_mean_of_one(relation: Relation, around: Surroundings) -> bool:
    """ "£23m in 2014/15 and £87m over the two years after it, an average of £43.5m in each of these": one of them over so many."""
    span = relation.stated.span
    return any(span.low <= each.exact / many <= span.high for each in relation.inputs for many in range(2, MOST_TAKEN))


def is_after_mean(relation: Relation, around: Surroundings) -> bool:
    """ "21.7 and 28.5, a mean of 25.1. Fine particles averaged 9.4": of figures of which the mean is told already."""
    (*sizes, told), stated = [each.exact for each in relation.inputs], relation.stated
    if len(sizes) < 2 or min(sizes) <= stated.exact <= max(sizes):
        return False
    mean, last = sum(sizes) / len(sizes), relation.inputs[-1].span
    return told not in sizes and last.low <= mean <= last.high


def is_left_of_another(relation: Relation, around: Surroundings) -> bool:
    """Whether it holds without one of the figures, or of a whole told further back.

    "11,480 calls in quarter two, 10,906 answered, the other 574"; "14,700 hours: a third, 4,900, was mandatory. Leadership took 2,940 and
    courses 5,390, leaving 1,470".
    """
    stated, (whole, *taken) = relation.stated.value, (number.value for number in relation.inputs)
    if len(taken) > 1 and any(whole - sum(taken) + one == stated for one in taken):
        return True
    figures = [number.value for number in relation.inputs[1:] if not number.text.isalpha()]
    if len(figures) < len(taken) and whole - sum(figures) == stated:
        return True  # "35 the third: 95% have one of the three they named. The other 67"
    told = [each.value for each in around.before(relation.stated, FURTHER) if are_alike(each, relation.stated)]
    return any(
        first - sum(some) == stated
        for place, first in enumerate(told)
        if first > stated
        for count in range(1, MOST_TAKEN)
        for some in combinations(told[place + 1 :], count)
    )


def is_of_other_part(relation: Relation, around: Surroundings) -> bool:
    """ "2,818 of 3,502 met the standard of 32 marks out of 40, i.e. 80.5%": the share of other figures, to three digits or as the words say.

    Those have their own part, as of the same part and another whole it is a wrong base, and no other share: that would be a slip.
    """
    stated, part = relation.stated, relation.inputs[0]
    near = around.beside(stated, BESIDE)
    if any(each.sort is stated.sort and each.value == stated.value for each in near):
        return False
    others = [each for each in near if each.sort is part.sort and each.start != part.start]
    fine = stated.value % 1 != 0
    return any(
        0 < one.value < whole.value
        and (fine or patterns().part_of.fullmatch(around.text, one.end, whole.start) is not None)
        and stated.span.low <= one.exact * 100 / whole.exact <= stated.span.high
        for one in others
        for whole in others
        if one.value != part.value
    )


def is_of_rates(relation: Relation, around: Surroundings) -> bool:
    """ "9.4 days lost for each, above the target of 8.5. Long absence made up 62%": a rate is no part of another."""
    part, whole = relation.inputs[:2]
    of_one_unit = bool(part.noun) and part.noun == whole.noun  # "97.5 km of the 812.4 km"
    return all(number.sort in PLAIN and number.value % 1 for number in (part, whole)) and not of_one_unit


def is_mark(relation: Relation, around: Surroundings) -> bool:
    """ "Managers gave it 4.6 out of 5; of the actions 96% had been taken": how good, and no part."""
    part, whole = relation.inputs[:2]
    return (
        part.sort in PLAIN
        and part.value % 1 != 0
        and whole.value % 1 == 0
        and whole.value <= HIGHEST_MARK
        and patterns().part_of.fullmatch(around.text, part.end, whole.start) is not None
    )


def is_of_something_else(relation: Relation, around: Surroundings) -> bool:
    """ "Thirty members … four against. Only 11 per cent of the bill is ours": of what its own words name, and no word by the whole."""
    named = patterns().of_the.match(around.text, relation.stated.end)
    if named is None or not relation.far:
        return False
    name, whole = named.group("name").lower(), relation.inputs[1]
    end = min(whole.end + CLAUSE, relation.stated.start) if whole.end < relation.stated.start else whole.end + CLAUSE
    beside = around.text[max(0, whole.start - CLAUSE) : end].lower()
    return name not in patterns().wholes and name[:STEM] not in beside


def is_all(relation: Relation, around: Surroundings) -> bool:
    """ "Thirteen of fourteen went no further. The one that did was upheld, so the rate was 100%": of others than those named."""
    return relation.stated.value == 100


def is_manner_of_speaking(relation: Relation, around: Surroundings) -> bool:
    """ "Nine crimes in ten were put down as such; the figure is now 96 per cent": about so many, and of another time."""
    part, whole = relation.inputs[:2]
    said = around.text[max(part.end, whole.end) : relation.stated.start]
    spoken = part.text.isalpha() and whole.text.isalpha() and whole.value <= 10 and len(said.split()) > SPOKEN
    return spoken and part.start < whole.start  # but "eight went to stage 2, and five of those (83%)"


def is_between_unlike(relation: Relation, around: Surroundings) -> bool:
    """ "178 fewer, and most of that drop (156) was made good in the five": levels far apart, or in tenths and in whole numbers."""
    sizes = [abs(each.value) for each in relation.inputs]
    whole = relation.stated.sort is Sort.COUNT and relation.stated.value % 1 == 0
    if max(sizes) > FARTHEST_LEVELS * min(sizes):
        return True
    return whole and relation.kind is Kind.ABSOLUTE_CHANGE and len({size % 1 != 0 for size in sizes}) == 2


def is_of_speed(relation: Relation, around: Surroundings) -> bool:
    """ "27.4 and 24.1 mph, 3.3 mph or 12% slower": which is a fall of a speed, and a rise of a time."""
    old, new = relation.inputs
    said = around.text[relation.stated.end : relation.stated.end + WORDS].split()[:1]
    if around.words.speeds.isdisjoint(word.strip(".,;:)").lower() for word in said) or not new.value:
        return False
    span = spans.size(relation.stated.span)
    return relation.kind is Kind.PERCENT_CHANGE and span.low <= abs(old.exact / new.exact - 1) * 100 <= span.high


def is_of_tenths(relation: Relation, around: Surroundings) -> bool:
    """ "559 of 1,013 votes, 26 points up (25.9) … the other 79": shares among counts."""
    whole = all(number.value % 1 == 0 for number in (relation.stated, relation.inputs[0]))
    return whole and relation.stated.sort is Sort.COUNT and any(each.value % 1 for each in relation.inputs)


def is_part_and_whole(relation: Relation, around: Surroundings) -> bool:
    """ "Solar panels: 9 buildings of 12; two more in August": a part and its whole are no change."""
    one, other = sorted(relation.inputs, key=START)
    return patterns().part_of.fullmatch(around.text, one.end, other.start) is not None


def is_like_them(relation: Relation, around: Surroundings) -> bool:
    """ "The gap of 16.1% has shrunk since 2017, when it was 25.4%, and is under the 16.9% of a year ago": one of them, and not between them."""
    low, high = sorted(abs(each.value) for each in relation.inputs[:2])
    return relation.stated.sort is Sort.PERCENTAGE and low * 10 <= abs(relation.stated.value) * 11 <= high * 12


def is_itself(relation: Relation, around: Surroundings) -> bool:
    """ "An overspend of £252,000 (£0.3m in the leaflet)": what stands beside the figure is the same, less exactly."""
    stated = relation.stated
    return any(not each.span.is_exact and each.span.low <= stated.exact <= each.span.high for each in relation.inputs)


def is_no_hundred(relation: Relation, around: Surroundings) -> bool:
    """ "71% pay the 100% premium, the other 29% more", "15.5% (16.9%)": shares that others of them complete, or that are far from a hundred."""
    shares = [number.value for number in relation.inputs]
    total = sum(shares, Decimal(0))
    if not LEAST_SHARES <= total <= MOST_SHARES:
        return True
    named = {each.value for each in around.beside(relation.stated, BESIDE) if each.sort is Sort.PERCENTAGE}
    return any(100 - total + out in {0, *(named - set(shares))} for out in (Decimal(0), *shares) if len(shares) > 1)


MANY, LIKE = 2, 1.5


def is_of_one_of_many(relation: Relation, around: Surroundings) -> bool:
    """ "£1,534 in London; £1,809 in cities, £1,886 in unitary and £1,895 in shire areas, where the rise was £69": of one of them, and since when?"""
    size = float(abs(relation.inputs[-1].value))
    others = [
        each
        for each in around.beside(relation.stated, FURTHER)
        if each not in relation.inputs
        and are_alike(each, relation.inputs[-1])
        and size / LIKE <= abs(float(each.value)) <= size * LIKE
        and not in_two_sentences(min(each, relation.stated, key=START), max(each, relation.stated, key=START), around)
    ]
    return relation.far and len(others) >= MANY

"""Why a figure that does not follow from what the words seem to tie it to is yet no contradiction: something else is more likely meant.

An excuse asks only for figures, of which a text has few and which seldom fit by chance: so it costs little where a figure is
wrong, and it holds however the words are put. What the words leave no choice about (`bound`) is not excused.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from operator import attrgetter

from tallystick.claims.check import sides
from tallystick.claims.check.outcome import Outcome
from tallystick.claims.check.slips import Surroundings
from tallystick.claims.model import Number, Relation, Slip, Sort, Verdict

# So many times more or less a wrong figure may be; one further off is a figure of something else.
FARTHEST = 3
TENS, NEARLY = (0.001, 0.01, 0.1, 10, 100, 1000), 0.06
# Who takes a fall for a rise has figures that are close: of two that are further apart, one is of something else.
FARTHEST_IN_ORDER = 2
FARTHEST_IN_MEAN = 20
ORDERS = frozenset({"way", "than"})
# Figures each side of one, among which another sum or gap is looked for.
BESIDE = 5
GAPS = frozenset({"apart", "gap", "signed", "parts"})
# Figures before a comparison that may be what is compared.
SUBJECTS = 2
MOST_PARTS = 8
# Words that leave room on one side; without them another multiple is one only if it is exact.
ROOM = ("more than", "over", "nearly", "almost", "under")
EXACTLY = Fraction(1, 50)
# "Three were motorcyclists, two pedestrians and one a cyclist": a part that is read as no number.
ONES = re.compile(r"\bone\b|\banother\b", re.IGNORECASE)
OR = re.compile(r"\bor\b")
OR_ELSE = re.compile(r"\bor (?!about|around|an|some|just|nearly|almost|roughly|over|under|approximately|on)[a-z]+ ")
LEAST_SHARES, MOST_SHARES = 85, 115
TAKEN_UP = re.compile(r"\bthan\s+\w+\s+(?:\w+\s+)?by\b")
# "Three times a week, and twice a week otherwise": so often; "twice the number" of others than money.
OFTEN = re.compile(r"\b(?:twice|times|thrice)\s+(?:a|per|each|every)\s|[£$][\s\S]*\btwice the number\b")
AFTER = 40
HAIR = Fraction(1, 10**9)
START = attrgetter("start")
ENDS = re.compile(r"[.!?]\s|\n")


def excused(relation: Relation, outcome: Outcome, around: Surroundings) -> bool:
    """Whether a contradiction is rather a misreading."""
    if relation.bound or outcome.verdict is not Verdict.INCONSISTENT:
        return False
    if relation.form in ORDERS:
        return _is_of_other_order(relation) or _is_of_another_subject(relation, around)
    if any(excuse(relation, around) for excuse in OF_FORM.get(relation.form, ())):
        return True
    if outcome.slip is not None and not _is_small_slip(relation, outcome):
        return False
    return (
        _is_far_off(outcome)
        or _is_made_otherwise(relation, around)
        or _is_worked_for_another(relation, outcome, around)
    )


def _is_of_other_order(relation: Relation) -> bool:
    """ "A majority of 121 over the runner-up on 1,043": figures of which one is many times the other are not said to be in order."""
    first, second = (relation.stated, *relation.inputs)[-2:]
    return _are_far(first, second)


def _are_far(one: Number, other: Number) -> bool:
    low, high = sorted((abs(one.value), abs(other.value)))
    return high > FARTHEST_IN_ORDER * low


def _is_of_another_subject(relation: Relation, around: Surroundings) -> bool:
    """Whether the order is of what was named before, or of what is done more than fully.

    "168 homes, 40% up on the 120 of the year before and above the 150 that we promised"; "the 22 places are more than taken up by 31 pupils".
    """
    if relation.form != "than":
        return False
    if TAKEN_UP.search(_between(relation, around)):
        return True
    other, subject = relation.inputs[0], relation.stated
    first = min(subject, other, key=START)
    before = around.before(first, SUBJECTS)
    return any(
        each.sort is subject.sort
        and (each.value > other.value) == (relation.direction > 0)
        and each.value != other.value
        and not _are_far(each, other)
        and not ENDS.search(around.text, each.end, first.start)
        for each in before
    )


def _is_far_off(outcome: Outcome) -> bool:
    """Whether a figure is so many times what was recomputed that it is rather one of something else."""
    misplaced = any(abs(outcome.times / tens - 1) < NEARLY for tens in TENS)  # the point of "8%" that is 0.8%
    return not misplaced and not 1 / FARTHEST <= outcome.times <= FARTHEST


def _is_made_otherwise(relation: Relation, around: Surroundings) -> bool:
    """Whether the figure is exactly the sum or the gap of two others near it."""
    stated = relation.stated
    if relation.form not in GAPS:
        return False
    size, own = abs(stated.value), {each.start for each in relation.inputs}
    near = [each for each in around.beside(stated, BESIDE) if _measures(stated, each)]
    pairs = (pair for pair in combinations(near, 2) if {each.start for each in pair} != own)
    return any(size in (abs(one.value - other.value), one.value + other.value) for one, other in pairs)


def _is_worked_for_another(relation: Relation, outcome: Outcome, around: Surroundings) -> bool:
    """ "210 of 360 went out on time (58.3%); the average is 50.3%": what the figures give is said near by, so they are of that."""
    stated, own = relation.stated, {each.start for each in relation.inputs}
    worked = abs(stated.exact) * Fraction(outcome.times)
    return outcome.times != 1 and any(
        each.span.low - HAIR <= worked <= each.span.high + HAIR
        for each in around.beside(stated, BESIDE)
        if each.sort is stated.sort and each.start not in own
    )


def _is_a_part(relation: Relation, around: Surroundings) -> bool:
    """ "1,486 households: Band A 113, Band B 397, the other 976": what the figure and the parts make together is named, or what some parts make."""
    stated, own = relation.stated, {each.start for each in relation.inputs}
    total = sum(each.value for each in relation.inputs)
    if stated.value - total == len(ONES.findall(around.text, relation.inputs[0].start, relation.inputs[-1].end)) > 0:
        return True
    named = {each.value for each in around.beside(stated, BESIDE) if _measures(stated, each) and each.start not in own}
    if not named.isdisjoint({total, total + stated.value}):
        return True
    return any(sum(each.value for each in some) == stated.value for some in _some(relation))


def _is_so_many_of_another(relation: Relation, around: Surroundings) -> bool:
    """ "£16,800, three times the basic £5,600, and committee chairs £4,200": the multiple is right of another figure near by."""
    if OFTEN.search(_between(relation, around)):
        return True
    before, _, word = relation.words.partition("|")
    multiple = Fraction(word) if word[0].isdigit() else around.words.multiples.get(word)
    pairs = [pair for pair in _pairs(relation, around) if pair[0].value > 0]
    if not multiple or before.endswith(ROOM):
        tried = (sides.times(replace(relation, inputs=pair), around) for pair in pairs)
        return any(outcome is not None and outcome.verdict is Verdict.CONSISTENT for outcome in tried)
    return any(abs(new.exact / (old.exact * multiple) - 1) < EXACTLY for old, new in pairs)


def _pairs(relation: Relation, around: Surroundings) -> Iterator[tuple[Number, Number]]:
    """Each of the two figures with each other one near it."""
    for number in relation.inputs:
        for other in around.beside(number, BESIDE):
            if other.sort is number.sort:
                yield from ((other, number), (number, other))


def _is_of_two_sizes(relation: Relation, around: Surroundings) -> bool:
    """ "An average fund of £2,600m (2023/24: £9.05m, £2,500m)": a mean is of figures of one size."""
    sizes = [abs(number.value) for number in relation.inputs]
    return max(sizes) > FARTHEST_IN_MEAN * min(sizes)


def _is_a_choice(relation: Relation, around: Surroundings) -> bool:
    """ "12 months for £372, or £34 a month": one of two things and not the other put otherwise."""
    if relation.form == "each" and relation.inputs[1].value % 1:
        return True
    places = sorted((relation.stated, *relation.inputs), key=START)
    said = OR if relation.form == "units" else OR_ELSE
    return any(said.search(around.text, one.end, other.start) for one, other in pairwise(places))


def _is_of_another_sentence(relation: Relation, around: Surroundings) -> bool:
    """ "214 no, 65 unsure. It takes 4 hours from one day and gives 4 to another, leaving 50": a whole that another sentence names last."""
    whole, *taken = sorted(relation.inputs, key=START)
    others = [each for each in around.before(whole, 1) if each.sort is whole.sort]
    ends = ENDS.search(around.text, whole.end, taken[0].start) is not None
    return ends and any(not ENDS.search(around.text, each.end, whole.start) for each in others)


def _is_no_hundred(relation: Relation, around: Surroundings) -> bool:
    """ "71% pay the 100% premium, the other 29% more", "15.5% (16.9%)": shares that others of them complete, or that are far from a hundred."""
    shares = [number.value for number in relation.inputs]
    total = sum(shares, Decimal(0))
    if not LEAST_SHARES <= total <= MOST_SHARES:
        return True
    named = {each.value for each in around.beside(relation.stated, BESIDE) if each.sort is Sort.PERCENTAGE}
    return any(100 - total + out in {0, *(named - set(shares))} for out in (Decimal(0), *shares) if len(shares) > 1)


def _is_small_slip(relation: Relation, outcome: Outcome) -> bool:
    """Whether a part of one digit is of another whole, as it is of one whole in five: no slip explains by that what is far off."""
    return outcome.slip is Slip.WRONG_BASE and relation.form == "part" and relation.inputs[0].value < 10


def _between(relation: Relation, around: Surroundings) -> str:
    """The text from the first of the figures to the last, with some words more."""
    places = [number.start for number in (relation.stated, *relation.inputs)]
    return around.text[min(places) : max(places) + AFTER]


def _some(relation: Relation) -> Iterator[tuple[Number, ...]]:
    """All but one or more of the parts, two at least."""
    parts = relation.inputs[:MOST_PARTS]
    for count in range(2, len(parts)):
        yield from combinations(parts, count)


def _measures(stated: Number, other: Number) -> bool:
    shares = {Sort.PERCENTAGE, Sort.POINTS}
    return other.sort is stated.sort or (stated.sort in shares and other.sort in shares)


OF_FORM: Mapping[str, tuple[Callable[[Relation, Surroundings], bool], ...]] = {
    "parts": (_is_a_part,),
    "times": (_is_so_many_of_another,),
    "each": (_is_a_choice,),
    "units": (_is_a_choice,),
    "mean": (_is_of_two_sizes,),
    "hundred": (_is_no_hundred,),
    "signed": (_is_of_another_sentence,),
}

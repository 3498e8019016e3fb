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
from tallystick.claims.model import Kind, Number, Relation, Slip, Sort, Verdict

# So many times more or less a wrong figure may be; one further off is a figure of something else.
FARTHEST, FARTHEST_BOUND = 3, 10
TENS, NEARLY = (0.001, 0.01, 0.1, 10, 100, 1000), 0.06
# Who takes a fall for a rise has figures that are close: of two that are further apart, one is of something else.
FARTHEST_IN_ORDER = 2
FARTHEST_MULTIPLE = 2.5
FARTHEST_IN_MEAN = 20
MOST_IN_ALL = Decimal("1.7")
ORDERS = frozenset({"way", "than"})
# Figures each side of one, among which another sum or gap is looked for.
BESIDE, CLOSE = 5, 3
GAPS = frozenset({"apart", "gap", "signed", "parts"})
# Figures before a comparison that may be what is compared.
SUBJECTS = 2
MOST_PARTS, FURTHER, MOST_TAKEN = 8, 8, 5
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
OFTEN = re.compile(
    r"\b(?:twice|times|thrice)(?:\s+(?:a|per|each|every)\s|\s*[).,;:])|\b(?:halved|doubled|trebled|quadrupled)[;.)]|\bhalf the \w+ (?:are|were|is|was|have|had|who)\b|[£$][\s\S]*\btwice the number\b"
)
OPENS, MOST_IN_BRACKET = re.compile(r"\d[^()]{0,30}\([^()]*$"), 120
AFTER, LEFT = 40, re.compile(r" (?:\w+ )?left\b")
OF = re.compile(r"(?: \w+)? (?:out )?of (?:the |our |those )?")
OF_WHAT = re.compile(r"\bof (?:what|that|their|its|our|the (?:rate|figure|level|number))\b", re.IGNORECASE)
WITHOUT = re.compile(r"\bwithout (?:it|this|that|them|these|those)\b", re.IGNORECASE)
# "Down from 26, so that the satisfied went from 74 to 78": the word that tells the way is of another change.
NEUTRAL = re.compile(r"\bfrom [£\d][^.]*\b(?:went|go|goes|gone|going|moved|changed) from $")
FAR = 120
COMPARED = re.compile(r"\b(?:compared with|against|as opposed to|up from|down from) $")
DISTANCE = re.compile(
    r"(?: a year| points?)? (?:more|less|lower|higher|fewer|better|worse|longer|shorter|cheaper) than\b"
)
SUPPOSED = re.compile(r"\bwould (?:have to|need to|have been|be)\b(?:[^.]|\.\d)*$")
BY = re.compile(r"\d ?(?:metres|m|mm|cm|km|feet|ft) by \d")
LISTED = re.compile(r"\)[^()]*\d[^()]*\(")  # "11 were near (23.9%) and 8 missed (17.4%)"
# "47 came in and 39 left": who went, and not how many are still there.
CAME = re.compile(r"\b(?:came|come|coming|went|moved|joined|admitted|entered|arrived|started|opened)\b", re.IGNORECASE)
PLAIN, SHARES = frozenset({Sort.COUNT, Sort.RATE}), frozenset({Sort.PERCENTAGE, Sort.COUNT, Sort.RATE})
HAIR = Fraction(1, 10**9)
START = attrgetter("start")
ENDS = re.compile(r"[.!?]\s|\n")


def excused(relation: Relation, outcome: Outcome, around: Surroundings) -> bool:
    """Whether a contradiction is rather a misreading."""
    if outcome.verdict is not Verdict.INCONSISTENT:
        return False
    if relation.form == "part" and any(excuse(relation, around) for excuse in OF_ANY_PART):
        return True
    if relation.bound:
        fractional = relation.form == "part" and relation.inputs[0].value % 1 != 0 == relation.inputs[1].value % 1
        return outcome.slip is None and _is_far_off(outcome, FARTHEST if fractional else FARTHEST_BOUND)
    if relation.form in ORDERS:
        return _is_of_other_order(relation, around) or _is_of_another_subject(relation, around)
    if any(excuse(relation, around) for excuse in OF_FORM.get(relation.form, ())):
        return True
    if outcome.slip is not None and not _is_small_slip(relation, outcome):
        return False
    return (
        _is_far_off(outcome, FARTHEST_MULTIPLE if relation.form == "times" else FARTHEST)
        or _is_made_otherwise(relation, around)
        or _is_worked_for_another(relation, outcome, around)
    )


def _is_of_other_order(relation: Relation, around: Surroundings) -> bool:
    """ "A majority of 121 over the runner-up on 1,043": figures of which one is many times the other are not said to be in order."""
    first, second = sorted((relation.stated, *relation.inputs)[-2:], key=START)
    between = around.text[first.end : second.start]
    return LISTED.fullmatch(between) is not None or _is_labelled(first, between, around) or _are_far(first, second)


def _is_labelled(first: Number, between: str, around: Surroundings) -> bool:
    """ "56.6% (England: 46.7%), which exceeds the target of 55%": what a bracket sets beside the figure is not the one that is spoken of."""
    opened = around.text[: first.start].rpartition("(")[2][-MOST_IN_BRACKET:]
    return between.startswith(")") and ":" in opened and ")" not in opened


def _are_far(one: Number, other: Number) -> bool:
    low, high = sorted((abs(one.value), abs(other.value)))
    return high > FARTHEST_IN_ORDER * low


def _is_of_another_subject(relation: Relation, around: Surroundings) -> bool:
    """Whether the order is of what was named before, or of what is done more than fully.

    "168 homes, 40% up on the 120 of the year before and above the 150 that we promised"; "the 22 places are more than taken up by 31 pupils".
    """
    if relation.form == "than" and TAKEN_UP.search(_between(relation, around)):
        return True
    other, subject = (relation.inputs[0], relation.stated) if relation.form == "than" else relation.inputs
    if relation.form == "than" and other.text.isalpha() and not subject.text.isalpha():
        return True  # "14.4, but below the median of our family of ten partnerships"
    if relation.form == "way" and other.start < subject.start:  # "from 54 to 60"
        return NEUTRAL.search(around.text, max(0, other.start - FAR), other.start) is not None
    first = min(subject, other, key=START)
    before = around.before(first, SUBJECTS)
    return any(
        (_are_alike(each, subject) or each.sort is Sort.PERCENTAGE)
        and (each.value > other.value) == (relation.direction > 0)
        and each.value != other.value
        and not _are_far(each, other)
        and not ENDS.search(around.text, each.end, first.start)
        for each in before
    )


def _is_far_off(outcome: Outcome, farthest: float = FARTHEST) -> bool:
    """Whether a figure is so many times what was recomputed that it is rather one of something else."""
    misplaced = any(abs(outcome.times / tens - 1) < NEARLY for tens in TENS)  # the point of "8%" that is 0.8%
    return not misplaced and not 1 / farthest <= outcome.times <= farthest


def _is_made_otherwise(relation: Relation, around: Surroundings) -> bool:
    """Whether the figure is exactly the sum or the gap of two others near it."""
    stated = relation.stated
    if relation.form not in GAPS and stated.sort is not Sort.POINTS:
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
        each.span.low - _room(each, stated) <= worked <= each.span.high + _room(each, stated)
        for each in around.beside(stated, BESIDE)
        if each.start not in own and (each.sort is stated.sort or _is_share_without_unit(each, stated))
    )


def _is_share_without_unit(number: Number, stated: Number) -> bool:
    """ "90, 93 and 86 per cent, and for the quarter, 25,000 of 28,000, 89"."""
    return stated.sort is Sort.PERCENTAGE and number.sort is Sort.COUNT and not number.noun and number.value <= 100


def _room(number: Number, stated: Number) -> Fraction:
    return HAIR if number.sort is stated.sort else Fraction(1, 2)


def _is_a_part(relation: Relation, around: Surroundings) -> bool:
    """ "1,486 households: Band A 113, Band B 397, the other 976": what the figure and the parts make together is named, or what some parts make."""
    stated, own = relation.stated, {each.start for each in relation.inputs}
    total = sum(each.value for each in relation.inputs)
    if stated.value - total == len(ONES.findall(around.text, relation.inputs[0].start, relation.inputs[-1].end)) > 0:
        return True
    named = {each.value for each in around.beside(stated, BESIDE) if _measures(stated, each) and each.start not in own}
    if total > MOST_IN_ALL * stated.value > 0 and all(each.value > 0 for each in relation.inputs):
        return True  # "81.9 (England: 79.1 and 83.0)"
    if stated.sort is Sort.COUNT and any(each.value % 1 for each in relation.inputs):
        return True  # "1,092 fly-tips, that is 91 a month on one footing, 84.5 on the other"
    if total == 2 * relation.inputs[-1].value and len(relation.inputs) > 2:
        return True  # a table with what some of its lines make before what all do
    if not named.isdisjoint({total, total + stated.value}):
        return True
    return any(sum(each.value for each in some) == stated.value for some in _some(relation))


def _is_so_many_of_another(relation: Relation, around: Surroundings) -> bool:
    """ "£16,800, three times the basic £5,600, and committee chairs £4,200": the multiple is right of another figure near by."""
    first = min(number.start for number in relation.inputs)
    if OFTEN.search(around.text[max(0, first - AFTER) : first] + _between(relation, around)) or all(
        number.text.isalpha() for number in relation.inputs
    ):
        return True  # "after five years it is trebled and after ten"
    before, _, word = relation.words.partition("|")
    halves = any(number.sort is Sort.PERCENTAGE and 44 <= number.value <= 56 for number in relation.inputs)
    if halves and word.startswith("half"):
        return True  # "just over half the pupils (51.6%)"
    multiple = Fraction(word) if word[0].isdigit() else around.words.multiples.get(word)
    pairs = [pair for pair in _pairs(relation, around) if pair[0].value > 0]
    if not multiple or before.endswith(ROOM):
        tried = (sides.times(replace(relation, inputs=pair), around) for pair in pairs)
        return any(outcome is not None and outcome.verdict is Verdict.CONSISTENT for outcome in tried)
    return any(abs(new.exact / (old.exact * multiple) - 1) < EXACTLY for old, new in pairs)


def _pairs(relation: Relation, around: Surroundings) -> Iterator[tuple[Number, Number]]:
    """Each of the two figures with each other one near it."""
    for number in relation.inputs:
        for other in around.beside(number, CLOSE):
            if _are_alike(other, number):
                yield from ((other, number), (number, other))


def _is_of_two_sizes(relation: Relation, around: Surroundings) -> bool:
    """Whether a mean is of figures of other sizes, or of other things.

    "An average fund of £2,600m (2023/24: £9.05m, £2,500m)": 46 Thursdays, 6 lost, 4 to wind. On average 19.7 stalls"; "the mean is 31 (27), the longest 114".
    """
    sizes = [abs(number.value) for number in relation.inputs]
    farthest = FARTHEST_IN_MEAN if len(sizes) > 2 else FARTHEST
    last = relation.inputs[-1]
    labelled = _is_labelled(last, around.text[last.end : relation.stated.start], around)
    return labelled or max(sizes) > farthest * min(sizes) or _is_of_other_things(relation, around)


def _is_of_other_things(relation: Relation, around: Surroundings) -> bool:
    noun = relation.stated.noun
    nouns = {number.noun for number in relation.inputs} - {""}
    ends = ENDS.search(around.text, relation.inputs[-1].end, relation.stated.start) is not None
    return ends and bool(noun and nouns) and noun not in nouns


def _is_measured(relation: Relation, around: Surroundings) -> bool:
    """ "The stop is 3 metres by 1.4, with 4 seats": how long and how wide."""
    return BY.search(_between(relation, around)) is not None


def _is_from_distance(relation: Relation, around: Surroundings) -> bool:
    """ "Option 4 leaves it £10m lower than today, Option 2 £12m higher": how far two things are apart is none of the two."""
    return any(DISTANCE.match(around.text, each.end) for each in relation.inputs)


def _is_of_next_clause(relation: Relation, around: Surroundings) -> bool:
    """ "Of the 330 that were late, 207 were under a week late; the longest took 96 days"."""
    stated = relation.stated
    return any(each.start > stated.end and ";" in around.text[stated.end : each.start] for each in relation.inputs)


def _is_itself(relation: Relation, around: Surroundings) -> bool:
    """ "An overspend of £252,000 (£0.3m in the leaflet)": what stands beside the figure is the same, less exactly."""
    stated = relation.stated
    return any(not each.span.is_exact and each.span.low <= stated.exact <= each.span.high for each in relation.inputs)


def _is_half_of_what(relation: Relation, around: Surroundings) -> bool:
    """ "11.6%, half of what it was in 2012 (23.2%)": so many times another, and not that share."""
    return OF_WHAT.search(_between(relation, around)) is not None


def _is_one(relation: Relation, around: Surroundings) -> bool:
    """ "96.5% got one of their top three": one of some, and not a part of them."""
    part = relation.inputs[0]
    return part.text.lower() == "one" and relation.stated.start < part.start


def _is_next_in_list(relation: Relation, around: Surroundings) -> bool:
    """ "It has not reached 50 per cent, two of its seven targets were missed, and": the next of a list."""
    stated, part = relation.stated, relation.inputs[0]
    return part.text.isalpha() and around.text[stated.end : part.start] == ", "


def _is_price_of_another(relation: Relation, around: Surroundings) -> bool:
    """ "9,600 tonnes in 2019 and 6,480 now; offsets at £35 a tonne would cost £226,800": another count gives it, or the count is compared with."""
    stated, (top, bottom) = relation.stated, relation.inputs
    if relation.kind is Kind.AVERAGE and COMPARED.search(around.text, max(0, bottom.start - AFTER), bottom.start):
        return True
    others = (each for each in around.beside(stated, FURTHER) if each.sort is Sort.COUNT and each.value > 0)
    return any(
        stated.span.low <= top.exact / each.exact <= stated.span.high for each in others if each.start != top.start
    )


def _is_of_words(relation: Relation, around: Surroundings) -> bool:
    """ "Three things: the income of £25,900, of £48,000 in all": of what is spoken, and not how many are had at a price."""
    return any(number.text.isalpha() for number in relation.inputs)


def _is_supposed(relation: Relation, around: Surroundings) -> bool:
    """ "For the ratio to be 1 costs would have to be 56.7% higher": of what is only supposed."""
    return SUPPOSED.search(around.text, max(0, relation.stated.start - FAR), relation.stated.start) is not None


def _is_without(relation: Relation, around: Surroundings) -> bool:
    """ "288 pupils, of whom 171 walked. Without that school the share is 54.8%": of others than those named."""
    return WITHOUT.search(_between(relation, around)) is not None


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


def _is_without_one(relation: Relation, around: Surroundings) -> bool:
    """ "We began with 438, 47 came in and 39 left"; "11,480 calls in quarter two, 10,906 answered, the other 574": without one of the figures it holds."""
    if LEFT.match(around.text, relation.stated.end) and CAME.search(_between(relation, around)):
        return True
    whole, *taken = (number.value for number in relation.inputs)
    if len(taken) > 1 and any(whole - sum(taken) + one == relation.stated.value for one in taken):
        return True
    return _is_left_of_another(relation.stated, around)


def _is_left_of_another(stated: Number, around: Surroundings) -> bool:
    """ "14,700 hours: a third, 4,900, was mandatory. Leadership took 2,940 and courses 5,390, leaving 1,470": of a whole told further back."""
    before = [each for each in around.before(stated, FURTHER) if _are_alike(each, stated)]
    return any(
        whole.value - sum(each.value for each in taken) == stated.value
        for place, whole in enumerate(before)
        if whole.value > stated.value
        for count in range(1, MOST_TAKEN)
        for taken in combinations(before[place + 1 :], count)
    )


def _is_of_bracket(relation: Relation, around: Surroundings) -> bool:
    """ "356 complaints (2022/23: 318), of which 127 were upheld": a figure set in brackets is not the whole of what follows them."""
    part, whole = relation.inputs[:2]
    before, after = around.text[: whole.start], around.text[whole.end : part.start]
    closes = after.find(")")
    return closes > -1 and "(" not in after[:closes] and OPENS.search(before[-MOST_IN_BRACKET:]) is not None


def _is_of_other_part(relation: Relation, around: Surroundings) -> bool:
    """ "2,818 of 3,502 met the standard of 32 marks out of 40, i.e. 80.5%": the share of other figures, to three digits or as the words say.

    Those have their own part, as of the same part and another whole it is a wrong base, and no other share: that would be a slip.
    """
    stated, part = relation.stated, relation.inputs[0]
    around_it = around.beside(stated, BESIDE)
    if any(each.sort is stated.sort and each.value == stated.value for each in around_it):
        return False
    near = [each for each in around_it if each.sort is part.sort and each.start != part.start]
    fine = stated.value % 1 != 0
    return any(
        0 < one.value < whole.value
        and (fine or OF.fullmatch(around.text, one.end, whole.start) is not None)
        and stated.span.low <= one.exact * 100 / whole.exact <= stated.span.high
        for one in near
        for whole in near
        if one.value != part.value
    )


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
    return _are_alike(other, stated) or (stated.sort is Sort.POINTS and other.sort in SHARES)


def _are_alike(one: Number, other: Number) -> bool:
    """In one unit, as far as the figures tell: 75 may be set beside 59.2."""
    return one.sort is other.sort or (one.sort in PLAIN and other.sort in PLAIN and one.per == other.per)


def _is_part_of_other(relation: Relation, around: Surroundings) -> bool:
    """ "Solar panels: 9 buildings of 12; two more in August": a part and its whole are no change."""
    one, other = sorted(relation.inputs, key=START)
    return OF.fullmatch(around.text, one.end, other.start) is not None


OF_ANY_PART = (_is_one, _is_next_in_list, _is_of_other_part)
OF_FORM: Mapping[str, tuple[Callable[[Relation, Surroundings], bool], ...]] = {
    "parts": (_is_a_part,),
    "times": (_is_so_many_of_another,),
    "each": (_is_a_choice, _is_price_of_another),
    "product": (_is_of_words,),
    "units": (_is_a_choice,),
    "part": (_is_of_bracket, _is_without, _is_supposed),
    "pair": (_is_part_of_other, _is_supposed, _is_from_distance),
    "either": (_is_part_of_other, _is_supposed, _is_from_distance),
    "gap": (_is_measured, _is_itself, _is_from_distance, _is_of_next_clause),
    "apart": (_is_measured, _is_itself, _is_from_distance, _is_of_next_clause),
    "share": (_is_half_of_what,),
    "mean": (_is_of_two_sizes,),
    "hundred": (_is_no_hundred,),
    "signed": (_is_of_another_sentence, _is_without_one),
}

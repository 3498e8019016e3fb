"""What is said between figures, so that they do not belong together."""

import re
from itertools import pairwise

from tallystick.claims.check.excuses.near import (
    CLAUSE,
    ENDS,
    MOST,
    START,
    WORDS,
    are_alike,
    before,
    between,
    in_two_sentences,
    is_labelled,
)
from tallystick.claims.check.excuses.vocabulary import patterns
from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.model import Number, Relation, Sort

OPENS = re.compile(r"\d[^()]{0,30}\([^()]*$")
# A share that "half" may stand for.
LEAST_HALF, MOST_HALF = 44, 56


def is_so_often(relation: Relation, around: Surroundings) -> bool:
    """ "Emptied three times a week, and twice a week otherwise"; "after five years it is trebled, after ten": how often, or when."""
    first = min(relation.inputs, key=START)
    said = before(first, around) + between(relation, around)
    return patterns().often.search(said) is not None or is_of_words(relation, around, every=True)


def is_half_of_them(relation: Relation, around: Surroundings) -> bool:
    """ "Just over half the pupils (51.6%)"; "half the applicants are served sooner": a share, and no multiple."""
    near_half = any(
        number.sort is Sort.PERCENTAGE and LEAST_HALF <= number.value <= MOST_HALF for number in relation.inputs
    )
    half = relation.words.partition("|")[2].startswith("half")
    return half and (near_half or patterns().half_are.search(between(relation, around)) is not None)


def is_half_of_what(relation: Relation, around: Surroundings) -> bool:
    """ "11.6%, half of what it was in 2012 (23.2%)": so many times another, and not that share."""
    return patterns().of_what.search(between(relation, around)) is not None


def is_of_words(relation: Relation, around: Surroundings, every: bool = False) -> bool:
    """ "Three things: the income of £25,900, of £48,000 in all": of what is spoken, and not how many are had at a price."""
    worded = [number.text.isalpha() for number in relation.inputs]
    return all(worded) if every else any(worded)


def is_measured(relation: Relation, around: Surroundings) -> bool:
    """ "The stop is 3 metres by 1.4, with 4 seats": how long and how wide."""
    return patterns().measured.search(between(relation, around)) is not None


def is_of_longer_list(relation: Relation, around: Surroundings) -> bool:
    """ "Of 38 five were amber, 24 green, and for seven work had yet to start": what the list goes on after is no remainder."""
    stated = relation.stated
    if not relation.far or not any(not in_two_sentences(each, stated, around) for each in relation.inputs):
        return False
    return any(
        each.start > stated.start and are_alike(each, stated) and not in_two_sentences(stated, each, around)
        for each in around.beside(stated, 1)
    )


WORD = re.compile(r"[^\W\d_]+")
VERBS, NAMED, STEM = frozenset("iudgj"), 4, 5


def is_of_own_subject(relation: Relation, around: Surroundings) -> bool:
    """ "Crime fell from 456 to 423. Violence was down by 10%": a change in a sentence that speaks of something else."""
    stated = relation.stated
    before = all(each.start < stated.start and in_two_sentences(each, stated, around) for each in relation.inputs)
    return before and has_own_subject(relation, around)


def is_of_level_beside(relation: Relation, around: Surroundings) -> bool:
    """ "From 66 to 100. It made 197 decisions, 37 more than the year before": of the figure of its own sentence."""
    stated = relation.stated
    if not relation.far or any(not in_two_sentences(each, stated, around) for each in relation.inputs):
        return False
    return any(
        are_alike(each, relation.inputs[-1])
        and abs(each.value) > abs(stated.value)
        and not in_two_sentences(each, stated, around)
        for each in around.before(stated, 2)
    )


def has_own_subject(relation: Relation, around: Surroundings) -> bool:
    """Does its sentence begin with a name that the text before has not, where one of its figures at least stands there?"""
    stated, text = relation.stated, around.text
    ends = [match.end() for match in ENDS.finditer(text, max(0, stated.start - CLAUSE), stated.start)]
    if not ends or all(each.start >= ends[-1] for each in relation.inputs):
        return False
    start = ends[-1]
    said = [word.lower() for word in WORD.findall(text[start : stated.start])]
    at = next((at for at, word in enumerate(said) if _is_verb(word, around)), 0)
    subject, earlier = said[:at], text[max(0, start - MOST) : start].lower()
    counting = not patterns().counting.isdisjoint(subject)
    if not patterns().general.isdisjoint(subject) or (counting and not relation.far):
        return False  # "the number fell" speaks of the one before; but no word ties "the number of children" to other figures
    names = [word for word in subject if len(word) >= NAMED and word not in patterns().counting]
    return bool(names) and not any(name[:STEM] in earlier for name in names)


def _is_verb(word: str, around: Surroundings) -> bool:
    return any(len(pieces) == 1 and letter in VERBS for pieces, letter in around.words.cues.get(word, ()))


def is_distance(relation: Relation, around: Surroundings) -> bool:
    """ "Option 4 leaves it £10m lower than today, Option 2 £12m higher": how far two things are apart is none of the two."""
    return any(patterns().distance.match(around.text, each.end) for each in relation.inputs)


def is_of_a_whole_year(relation: Relation, around: Surroundings) -> bool:
    """ "£38 million over the six months earned £960,000, an annual rate of 5.05 per cent": told of a year, and worked of a part of one."""
    first = min(relation.inputs, key=START)
    yearly = WORD.findall(around.text[max(0, relation.stated.start - WORDS) : relation.stated.start].lower())
    parts = WORD.findall(around.text[first.start : relation.stated.start].lower())
    return not around.words.yearly.isdisjoint(yearly) and not around.words.part_years.isdisjoint(parts)


def is_margin(relation: Relation, around: Surroundings) -> bool:
    """ "72.3 per cent, with a margin of 2.5 points either way, as against 70.9": how sure a survey is, and no gap."""
    return patterns().either_way.match(around.text, relation.stated.end) is not None


def is_of_next_clause(relation: Relation, around: Surroundings) -> bool:
    """ "Of the 330 that were late, 207 were under a week late; the longest took 96 days"."""
    stated = relation.stated
    return any(each.start > stated.end and ";" in around.text[stated.end : each.start] for each in relation.inputs)


def is_of_other_clause(relation: Relation, around: Surroundings) -> bool:
    """ "Overspends of £7.7m and £4.1m came in a year when the council as a whole finished £3.2m under"."""
    before = [each for each in relation.inputs if each.end <= relation.stated.start]
    said = around.text[max(before, key=START).end : relation.stated.start] if before else ""
    return patterns().aside.search(said) is not None


def is_change_to(relation: Relation, around: Surroundings) -> bool:
    """ "It has fallen by 550 to 4,950 (10.0%)": of what it fell from, and no part of what it fell to."""
    part, whole = relation.inputs[:2]
    if around.text[part.end : whole.start].strip() not in around.words.figures.up_to:
        return False
    bases = [base for base in (whole.exact + part.exact, whole.exact - part.exact) if base > 0]
    span = relation.stated.span
    return any(span.low <= part.exact * 100 / base <= span.high for base in bases)


def is_one_of_some(relation: Relation, around: Surroundings) -> bool:
    """ "96.5% got one of their top three": one of some, and not a part of them."""
    part = relation.inputs[0]
    return part.text.lower() == around.words.one and relation.stated.start < part.start


def is_next_in_list(relation: Relation, around: Surroundings) -> bool:
    """ "It has not reached 50 per cent, two of its seven targets were missed, and": the next of a list."""
    stated, part = relation.stated, relation.inputs[0]
    return part.text.isalpha() and around.text[stated.end : part.start] == ", "


def is_compared_with(relation: Relation, around: Surroundings) -> bool:
    """ "310 kg for each subscriber compared with 277"; "two more a session this time": compared, and not shared out."""
    stated, bottom = relation.stated, relation.inputs[1]
    if patterns().more.match(around.text, stated.end) is not None:
        return True
    return stated.start < bottom.start and patterns().compared.search(before(bottom, around)) is not None


def is_one_or_other(relation: Relation, around: Surroundings) -> bool:
    """ "12 months for £372, or pay £34 a month"; "in 24 hours or 28 days": one of two things and not the other put otherwise."""
    said = patterns().choice if relation.form == "units" else patterns().choice_of_deeds
    places = sorted((relation.stated, *relation.inputs), key=START)
    return any(said.search(around.text, one.end, other.start) for one, other in pairwise(places))


def is_supposed(relation: Relation, around: Surroundings) -> bool:
    """ "For the ratio to be 1 costs would have to be 56.7% higher": of what is only supposed."""
    return patterns().supposed.search(before(relation.stated, around, CLAUSE)) is not None


def is_wanted(relation: Relation, around: Surroundings) -> bool:
    """ "Required to bring it down by 67%, it saw a rise by precisely that, from 51 to 85": what was wanted is not what came."""
    return patterns().wanted.search(before(relation.stated, around)) is not None


def is_so_much_a_year(relation: Relation, around: Surroundings) -> bool:
    """ "692 in two years' time and 749 in four, at a cost that rises by 6% a year": how fast, and not from one figure to the other."""
    stated = relation.stated
    return stated.sort is Sort.PERCENTAGE and patterns().so_often.match(around.text, stated.end) is not None


def is_aimed_at(relation: Relation, around: Surroundings) -> bool:
    """ "Violence, for which a cut of 5% had been the target, fell by nearly twice as much, from 21,625 to 19,509"."""
    stated = relation.stated
    return all(each.start > stated.end for each in relation.inputs) and (
        patterns().aimed_at.match(around.text, stated.end) is not None
    )


def is_of_subject_before(relation: Relation, around: Surroundings) -> bool:
    """ "75,420 children, 4% more than a year before, and equal to 64 in every 10,000 (62 in 2017)": of what it stands right after."""
    stated, first = relation.stated, min(relation.inputs, key=START)
    if stated.sort is not Sort.PERCENTAGE or first.start < stated.end:
        return False
    before = [each for each in around.before(stated, 1) if each.sort is not Sort.PERCENTAGE]
    same = before and not in_two_sentences(before[0], stated, around)
    return bool(same) and not is_near_in_size(before[0], relation) and "," in around.text[stated.end : first.start]


def is_near_in_size(number: Number, relation: Relation) -> bool:
    """Is it like the figures of the relation, or how far they are apart?"""
    sizes = [abs(each.value) for each in relation.inputs]
    apart = max(sizes) - min(sizes)
    return any(size <= 2 * abs(number.value) <= 4 * size for size in sizes) or abs(number.value) == apart


def is_net(relation: Relation, around: Surroundings) -> bool:
    """ "From 410 to 660 here, and from 290 to 180 there: net, the corridor has gained 140": of more than one change."""
    return relation.far and patterns().net.search(before(relation.stated, around, CLAUSE)) is not None


def is_without(relation: Relation, around: Surroundings) -> bool:
    """ "288 pupils, of whom 171 walked. Without that school the share is 54.8%": of others than those named."""
    return patterns().without.search(between(relation, around)) is not None


def is_without_ones(relation: Relation, around: Surroundings) -> bool:
    """ "Of the eight three were motorcyclists, two pedestrians and one a cyclist; the remaining two", "two cases of damage, a theft and eight
    of other kinds": a part that is read as no number."""
    first, *_, last = relation.inputs
    missing = relation.stated.value - sum(each.value for each in relation.inputs)
    after = around.text[last.end : last.end + WORDS]
    end = last.end + len(re.split(r"[.;:\n]", after)[0])
    told = len(patterns().ones.findall(around.text, first.start, end))
    return missing > 0 and missing in {
        told,
        told + len(patterns().a_thing.findall(around.text, first.start, last.start)),
    }


def is_less(relation: Relation, around: Surroundings) -> bool:
    """ "Made up of £1.63m on placements and £0.71m on home care, less £0.25m": a part that is taken off."""
    return any(patterns().less.search(before(each, around)) is not None for each in relation.inputs)


def is_of_bracket(relation: Relation, around: Surroundings) -> bool:
    """ "356 complaints (2022/23: 318), of which 127 were upheld": a figure set in brackets is not the whole of what follows them."""
    part, whole = relation.inputs[:2]
    inside, closed, _ = around.text[whole.end : part.start].partition(")")
    return bool(closed) and "(" not in inside and OPENS.search(before(whole, around, CLAUSE)) is not None


def is_of_other_mean(relation: Relation, around: Surroundings) -> bool:
    """ "It averaged £41.2m, with a high of £63.4m"; "median £15.21 and £15.84, mean £16.90"; "it earned £2.05m on the average of £41.2m"."""
    stated, last = relation.stated, relation.inputs[-1]
    return (
        patterns().extremes.search(between(relation, around, 0)) is not None
        or patterns().on_average.match(around.text, stated.end) is not None
        or is_labelled(last, around.text[last.end : stated.start], around)
    )


def is_of_other_sentence(relation: Relation, around: Surroundings) -> bool:
    """ "214 no, 65 unsure. It takes 4 hours from one day and gives 4 to another, leaving 50": a whole that another sentence names last."""
    whole, *taken = sorted(relation.inputs, key=START)
    others = [each for each in around.before(whole, 1) if each.sort is whole.sort]
    return in_two_sentences(whole, taken[0], around) and any(
        not in_two_sentences(each, whole, around) for each in others
    )


def is_who_left(relation: Relation, around: Surroundings) -> bool:
    """ "We began with 438, 47 came in and 39 left": who went, and not how many are still there."""
    return (
        patterns().left.match(around.text, relation.stated.end, relation.stated.end + WORDS) is not None
        and patterns().came.search(between(relation, around)) is not None
    )

"""Which is greater, or which way it went: when the words that say so are of another figure."""

import re

from tallystick.claims.check.excuses.near import (
    CLAUSE,
    START,
    are_alike,
    before,
    between,
    in_two_sentences,
    is_labelled,
)
from tallystick.claims.check.excuses.vocabulary import patterns
from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.model import Kind, Number, Relation, Sort

ORDERS = frozenset({"way", "than"})
# Who takes a fall for a rise has figures that are close: of two that are further apart, one is of something else.
FARTHEST = 2
# Figures before a comparison that may be what is compared.
SUBJECTS = 2
YEAR = re.compile(r" (?:in |\()?(?:19|20)\d\d")
LISTED = re.compile(r"\)[^()]{0,60}?\d[^()]{0,60}\(")  # "11 were near (23.9%) and 8 missed (17.4%)"


def is_of_other_order(relation: Relation, around: Surroundings) -> bool:
    """Whether the figures are not said to be in order, or another one is."""
    first, second = sorted((relation.stated, *relation.inputs)[-2:], key=START)
    said = around.text[first.end : second.start]
    if _are_far(first, second) and not _is_from_nought(first, second, around):
        return True  # "a majority of 121 over the runner-up on 1,043"
    if (LISTED.fullmatch(said) is not None and not patterns().than.search(said)) or is_labelled(first, said, around):
        return True
    if relation.form == "than":
        return _is_of_other_words(relation, around) or _is_of_other_subject(
            relation, relation.stated, relation.inputs[0], around
        )
    old, new = relation.inputs
    timed = any(letter.isdigit() for letter in said) or patterns().timed.search(said) is not None
    if patterns().joined.search(said) and not timed and not patterns().from_to.search(before(first, around)):
        return True  # "139 were stepped up to social care and 133 withdrew"
    if patterns().wanted.search(before(min(old, new, key=START), around, CLAUSE)):
        return True
    if old.start < new.start and patterns().aside.search(said):
        return True  # "fewer than the 51,600 of last year, while forms grew to 38,700"
    if old.start < new.start:  # "down from 26, so that the satisfied went from 74 to 78"
        return patterns().neutral.search(before(old, around, CLAUSE)) is not None
    return _is_of_other_subject(relation, new, old, around)


def is_of_other_way(relation: Relation, around: Surroundings) -> bool:
    """ "Childminders fell, from 246 to 233, even though their places rose by 12": what rose is not what fell."""
    if relation.kind is not Kind.ABSOLUTE_CHANGE or len(relation.inputs) != 2:
        return False
    old, new = relation.inputs
    if old.start > new.start or (new.value - old.value) * relation.direction >= 0:
        return False
    # But "61% in 2008/09 and 58% in 2009/10, up 3 points" is of those two, the wrong way round.
    dated = all(YEAR.match(around.text, each.end) for each in (old, new))
    return not (dated and abs(new.value - old.value) == abs(relation.stated.value))


def _are_far(one: Number, other: Number) -> bool:
    low, high = sorted((abs(one.value), abs(other.value)))
    return high > FARTHEST * low


def _is_from_nought(first: Number, second: Number, around: Surroundings) -> bool:
    """ "Fell from 0% to 5%": from nought, or to it, all is far, and where nothing stands between both are of one thing."""
    said = around.text[first.end : second.start]
    moved = patterns().to.fullmatch(said) and patterns().right_from.search(before(first, around))
    return moved is not None and 0 in (first.value, second.value)


def _is_of_other_words(relation: Relation, around: Surroundings) -> bool:
    """ "The 22 places are more than taken up by 31 pupils"; "14.4, but below the median of our family of ten partnerships"; "34 sites
    were below 30"; "three tax more than us and four less"."""
    other = relation.inputs[0]
    words = before(other, around)
    bare = relation.stated.noun and not other.noun and relation.stated.start < other.start
    if (bare and patterns().side.search(words)) or patterns().than_us.search(words):
        return True
    taken_up = patterns().taken_up.search(between(relation, around)) is not None
    return taken_up or (relation.inputs[0].text.isalpha() and not relation.stated.text.isalpha())


def _is_of_other_subject(relation: Relation, subject: Number, other: Number, around: Surroundings) -> bool:
    """ "168 homes, 40% up on the 120 of the year before and above the 150 that we promised": the order is right of what was named before."""
    first = min(subject, other, key=START)
    return any(
        (are_alike(each, subject) or each.sort is Sort.PERCENTAGE)
        and (each.value > other.value) == (relation.direction > 0)
        and each.value != other.value
        and not _are_far(each, other)
        and not in_two_sentences(each, first, around)
        for each in around.before(first, SUBJECTS)
    )

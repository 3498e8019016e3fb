"""What stands by a figure and between figures, as excuses ask for it."""

import re
from operator import attrgetter

from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.model import Number, Relation, Sort

# Figures each side of one, among which other reasons for it are looked for: of sums; of multiples, remainders and prices.
BESIDE, FURTHER = 5, 8
# Characters: of a few words, of a clause, and of all that is looked at between figures.
WORDS, CLAUSE, MOST = 40, 120, 600
START = attrgetter("start")
ENDS = re.compile(r"[.!?]\s|\n")
PLAIN = frozenset({Sort.COUNT, Sort.RATE})
SHARES = PLAIN | {Sort.PERCENTAGE}


def between(relation: Relation, around: Surroundings, more: int = WORDS) -> str:
    """The text from the first of the figures to the last, with some words more."""
    places = [number.start for number in (relation.stated, *relation.inputs)]
    return around.text[min(places) : min(max(places) + more, min(places) + MOST)]


def before(number: Number, around: Surroundings, many: int = WORDS) -> str:
    """So many characters before a figure."""
    return around.text[max(0, number.start - many) : number.start]


def in_two_sentences(first: Number, last: Number, around: Surroundings) -> bool:
    """Does a sentence or a line end between two figures?"""
    return ENDS.search(around.text, first.end, last.start) is not None


def are_alike(one: Number, other: Number) -> bool:
    """In one unit, as far as the figures tell: 75 may be set beside 59.2."""
    return one.sort is other.sort or (one.sort in PLAIN and other.sort in PLAIN and one.per == other.per)


def measures(stated: Number, other: Number) -> bool:
    """May the figure be a sum or a gap of such others? Points are of shares, with or without their unit, and not of what is counted."""
    if stated.sort is Sort.POINTS and other.sort in SHARES:
        return other.sort is Sort.PERCENTAGE or not other.noun
    return are_alike(other, stated)


def is_labelled(number: Number, after: str, around: Surroundings) -> bool:
    """ "56.6% (England: 46.7%), which": what a bracket sets beside a figure is not the one that is spoken of."""
    opened = before(number, around, CLAUSE).rpartition("(")
    return after.startswith(")") and bool(opened[1]) and ":" in opened[2] and ")" not in opened[2]

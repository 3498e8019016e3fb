"""Why the parts of a sum may yet come to what is stated: with another figure near by, rounded, or not all of them told."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from tallystick.claims.check import showing
from tallystick.claims.check.excuses.near import BESIDE, MOST, START, in_two_sentences, measures
from tallystick.claims.check.excuses.vocabulary import patterns
from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.model import Number, Relation, Sort

# Parts that come to so many times the whole are no parts of it.
MOST_IN_ALL = Decimal("1.7")
MOST_PARTS = 8
# How far a bracket opens behind its figure, and what shares come to, at the least, that are of all parts.
BRACKET, LEAST_IN_ALL = 3, 95


def is_a_part(relation: Relation, around: Surroundings) -> bool:
    """ "1,486 households: Band A 113, Band B 397, the other 976": what the figure and the parts make is named, or some parts make it."""
    stated, own = relation.stated, {each.start for each in relation.inputs}
    parts = [each.value for each in relation.inputs]
    total = sum(parts, Decimal(0))
    if total > MOST_IN_ALL * stated.value > 0 and min(parts) > 0:
        return True  # "81.9 (England: 79.1 and 83.0)"
    if stated.sort is Sort.COUNT and any(part % 1 for part in parts):
        return True  # "1,092 fly-tips, that is 91 a month on one footing, 84.5 on the other"
    if len(parts) > 2 and total == 2 * parts[-1]:
        return True  # a table with what some of its lines make before what all do
    if any(sum(some) == part for part in parts for some in _others_in_line(parts, part)):
        return True  # "53: 16, 12, 15 and 10", of which the first is what the others make
    near = [each for each in around.beside(stated, BESIDE) if measures(stated, each) and each.start not in own]
    if not {each.value for each in near}.isdisjoint({total, total + stated.value}):
        return True
    room = _off(stated) + sum(_off(each) for each in relation.inputs)
    first = min(each.start for each in (stated, *relation.inputs))
    if any(abs(total + each.value - stated.value) <= room + _off(each) for each in near if each.start < first):
        return True  # "fined £140, with a £30 surcharge and costs of £1,315, or £1,485 in all"
    return any(sum(some) == stated.value for some in _some(parts[:MOST_PARTS]))


def has_not_all(relation: Relation, around: Surroundings) -> bool:
    """ "The 76 fall as follows: waste 27 (36%), revenues 9 (12%), housing 8 (11%)": by their shares these are not all of them."""
    shares = [
        each.value
        for number in relation.inputs
        for each in around.beside(number, 1)
        if each.sort is Sort.PERCENTAGE and 0 < each.start - number.end <= BRACKET
    ]
    return len(shares) == len(relation.inputs) > 2 and sum(shares) < LEAST_IN_ALL


def is_said_to_be_rounded(relation: Relation, around: Surroundings) -> bool:
    """ "£36 on care, … £15 on all else. The figures are rounded to the nearest pound": parts that miss by no more than that."""
    stated, parts = relation.stated, relation.inputs
    missing = abs(stated.value - sum(each.value for each in parts))
    places = max(showing.decimals(each) for each in (stated, *parts))
    unit = showing.scale_of(parts[0])[0] if stated.sort is Sort.MONEY else Fraction(1)
    near = around.text[max(0, stated.start - MOST) : max(each.end for each in (stated, *parts)) + MOST]
    return missing <= unit * len(parts) / 2 / 10**places and patterns().rounded.search(near) is not None


def is_of_longer_sum(relation: Relation, around: Surroundings) -> bool:
    """ "Made up of £4.2m from grants, £1.2m from section 106 agreements and £0.4m from reserves": with what comes next it holds."""
    stated, last = relation.stated, max(relation.inputs, key=START)
    missing = stated.value - sum(each.value for each in relation.inputs)
    after = (each for each in around.beside(last, 2) if each.start > last.start and measures(stated, each))
    then = next(after, None)
    return (
        then is not None
        and not in_two_sentences(last, then, around)
        and abs(then.value - missing) <= _off(stated) + _off(then) + sum(map(_off, relation.inputs))
    )


def _off(number: Number) -> Fraction:
    """By how much a sum of money may be off as it is rounded; counts that are told to the last digit are not."""
    return (number.span.high - number.span.low) / 2 if number.sort is Sort.MONEY else Fraction(0)


def _others_in_line(parts: list[Decimal], part: Decimal) -> Iterator[list[Decimal]]:
    """All that stand before one of them, and all that stand after it."""
    at = parts.index(part)
    yield from (some for some in (parts[:at], parts[at + 1 :]) if len(some) > 2)


def _some(parts: list[Decimal]) -> Iterator[tuple[Decimal, ...]]:
    """All but one or more of the parts, two at least."""
    for count in range(2, len(parts)):
        yield from combinations(parts, count)

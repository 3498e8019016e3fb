"""Why a figure that does not follow from what the words seem to tie it to is yet no contradiction: something else is more likely meant.

An excuse asks only for figures, of which a text has few and which seldom fit by chance: so it costs little where a figure is
wrong, and it holds however the words are put. What the words leave no choice about (`bound`) is not excused.
"""

from collections.abc import Iterator
from itertools import combinations

from tallystick.claims.check.outcome import Outcome
from tallystick.claims.check.slips import Surroundings
from tallystick.claims.model import Number, Relation, Sort, Verdict

# So many times more or less a wrong figure may be; one further off is a figure of something else.
FARTHEST = 3
TENS, NEARLY = (0.001, 0.01, 0.1, 10, 100, 1000), 0.06
# Who takes a fall for a rise has figures that are close: of two that are further apart, one is of something else.
FARTHEST_IN_ORDER = 2
ORDERS = frozenset({"way", "than"})
# Figures each side of one, among which another sum or gap is looked for.
BESIDE = 5
GAPS = frozenset({"pair", "either", "apart", "gap", "signed", "parts"})
MOST_PARTS = 8


def excused(relation: Relation, outcome: Outcome, around: Surroundings) -> bool:
    """Whether a contradiction is rather a misreading."""
    if relation.bound or outcome.verdict is not Verdict.INCONSISTENT:
        return False
    if relation.form in ORDERS:
        return _is_of_other_order(relation)
    if outcome.slip is not None:
        return False
    return _is_far_off(outcome) or (relation.form in GAPS and _is_made_otherwise(relation, around))


def _is_of_other_order(relation: Relation) -> bool:
    """ "A majority of 121 over the runner-up on 1,043": figures of which one is many times the other are not said to be in order."""
    first, second = (relation.stated, *relation.inputs)[-2:]
    low, high = sorted((abs(first.value), abs(second.value)))
    return high > FARTHEST_IN_ORDER * low


def _is_far_off(outcome: Outcome) -> bool:
    """Whether a figure is so many times what was recomputed that it is rather one of something else."""
    misplaced = any(abs(outcome.times / tens - 1) < NEARLY for tens in TENS)  # the point of "8%" that is 0.8%
    return not misplaced and not 1 / FARTHEST <= outcome.times <= FARTHEST


def _is_made_otherwise(relation: Relation, around: Surroundings) -> bool:
    """Whether the figure is exactly the sum or the gap of two others near it, or the sum of some of the parts it was held against."""
    stated = relation.stated
    if relation.stated.sort is Sort.PERCENTAGE and relation.form in {"pair", "either"}:
        return False
    size = abs(stated.value)
    near = [each for each in around.beside(stated, BESIDE) if _measures(stated, each)]
    own = {each.start for each in relation.inputs}
    pairs = (pair for pair in combinations(near, 2) if {each.start for each in pair} != own)
    if any(size in (abs(one.value - other.value), one.value + other.value) for one, other in pairs):
        return True
    return relation.form == "parts" and any(sum(each.value for each in some) == size for some in _some(relation))


def _some(relation: Relation) -> Iterator[tuple[Number, ...]]:
    """All but one or more of the parts, two at least."""
    parts = relation.inputs[:MOST_PARTS]
    for count in range(2, len(parts)):
        yield from combinations(parts, count)


def _measures(stated: Number, other: Number) -> bool:
    shares = {Sort.PERCENTAGE, Sort.POINTS}
    return other.sort is stated.sort or (stated.sort in shares and other.sort in shares)

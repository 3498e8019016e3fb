"""Each stated relation recomputed, and one verdict for each.

Where the text allows several readings, the one that holds is taken: a figure is called inconsistent only when no reading
of it holds and the text ties the numbers together firmly.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from tallystick.claims.check import excuses, forms, readings, showing, ways
from tallystick.claims.check.excuses.near import ENDS, START
from tallystick.claims.check.outcome import Outcome
from tallystick.claims.check.readings import GOOD
from tallystick.claims.check.surroundings import Surroundings
from tallystick.claims.model import Finding, Kind, Number, Relation, Verdict

__all__ = ["Surroundings", "best", "findings", "settled"]

WORTH = {Verdict.CONSISTENT: 0, Verdict.ROUNDING: 1, Verdict.INCONSISTENT: 5, Verdict.CANNOT_BE_REPRODUCED: 6}
# One figure over another comes near a third too often by chance, and shares of several questions near a hundred.
BY_CHANCE = frozenset({"each", "hundred"})
WORTH_OF_FAR, WORTH_OF_FAINT = 3, 3
SETTLING = frozenset({Kind.PERCENT_OF_TOTAL, Kind.PERCENT_CHANGE, Kind.ABSOLUTE_CHANGE, Kind.AVERAGE, Kind.RATIO})
WORTH_OF_UNSAID = 20  # whatever else is said of a change goes before


Key = tuple[object, ...]
Best = Mapping[Key, tuple[Relation, Outcome]]


def best(relations: Iterable[Relation], around: Surroundings, known: Best = MappingProxyType({})) -> Best:
    """The best reading of each figure and kind, of these relations and of those that are `known` already."""
    found, tried = dict(known), set[Key]()
    for relation in relations:
        key, same = _key(relation), _same(relation)
        if same in tried or (key in found and _worth(*found[key]) <= (WORTH_OF_FAR if relation.far else 0)):
            continue
        tried.add(same)
        outcome = _outcome(relation, around)
        if outcome is not None and (key not in found or _is_better(relation, outcome, *found[key])):
            found[key] = relation, outcome
    return found


def settled(best: Best) -> set[int]:
    """The places of figures of which words tell how they were worked out, and that hold."""
    return {relation.stated.start for relation, outcome in best.values() if _settles(relation, outcome)}


def findings(best: Best, around: Surroundings) -> tuple[Finding, ...]:
    """One finding for every reading that stands, in the order of their places."""
    standing = readings.standing([*best.values(), *_ways(best, around)])
    found = [_finding(relation, outcome, around.text) for relation, outcome in standing]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.kind, finding.inputs)))


def _same(relation: Relation) -> Key:
    """By what two relations are known to be one: their figures by their places, which is quicker than by what they are."""
    how = relation.form, relation.firm, relation.far, relation.bound, relation.faint, relation.direction
    return *how, relation.stated.start, *map(START, relation.inputs)


def _is_better(relation: Relation, outcome: Outcome, had: Relation, known: Outcome) -> bool:
    if _is_rather(relation, outcome, had, known):
        return True
    return _worth(relation, outcome) < _worth(had, known) and not _is_no_news(relation, outcome, had, known)


def _ways(best: Best, around: Surroundings) -> readings.Readings:
    """Which way it went, of every change that holds and of which nothing says so yet."""
    found: dict[Key, tuple[Relation, Outcome]] = {}
    for relation, outcome in best.values():
        way = ways.way(relation) if outcome.verdict in GOOD else None
        if way is not None and (key := _key(way)) not in best and (told := _outcome(way, around)) is not None:
            found[key] = way, told
    return list(found.values())


def _settles(relation: Relation, outcome: Outcome) -> bool:
    told = relation.kind in SETTLING and not (relation.far or relation.faint)
    return told and outcome.verdict is Verdict.CONSISTENT


def _outcome(relation: Relation, around: Surroundings) -> Outcome | None:
    known = forms.CHANGES if relation.kind is Kind.ABSOLUTE_CHANGE else forms.FORMS
    outcome = known[relation.form](relation, around)
    if outcome is None or outcome.verdict is Verdict.CONSISTENT:
        return outcome
    if outcome.verdict is Verdict.ROUNDING:  # where little ties the figures, too much fits by chance
        by_chance = relation.faint and relation.kind is not Kind.PERCENTAGES_SUM
        return None if by_chance else outcome
    if not relation.firm:
        return None
    if relation.far and relation.form in BY_CHANCE and outcome.verdict is Verdict.INCONSISTENT:
        return None
    if excuses.excused(relation, outcome, around):
        return None
    return outcome


def _worth(relation: Relation, outcome: Outcome) -> int:
    """Which of several readings is taken, the least first: what no word ties to the figure does not outweigh what one does."""
    if relation.bound and outcome.verdict is Verdict.INCONSISTENT:
        return 2
    if relation.form == "unsaid":
        return WORTH_OF_UNSAID
    if relation.form == "beside":
        return WORTH[Verdict.CANNOT_BE_REPRODUCED]  # whatever is said of their order goes before
    return WORTH[outcome.verdict] + (WORTH_OF_FAR if relation.far else 0) + (WORTH_OF_FAINT if relation.faint else 0)


def _is_rather(relation: Relation, outcome: Outcome, had: Relation, contradicted: Outcome) -> bool:
    """Whether a gap that holds is meant rather than one to the same figure that does not, however little else speaks for it."""
    return outcome.verdict in GOOD and readings.gives_way(had, contradicted, readings.gaps(relation))


def _is_no_news(relation: Relation, outcome: Outcome, had: Relation, contradicted: Outcome) -> bool:
    """Whether what holds is of no other figures than what a pattern says of them, and does not hold."""
    return (
        relation.far
        and had.firm
        and not had.far
        and had.kind in readings.TOLD_AGAIN
        and contradicted.verdict is Verdict.INCONSISTENT
        and outcome.verdict in GOOD
        and not readings.says_more(had, relation)
    )


def _key(relation: Relation) -> Key:
    """Readings of one figure compete; a figure may be above several others."""
    if relation.kind is Kind.COMPARISON:
        return relation.kind, relation.stated.start, relation.inputs[0].start
    return relation.kind, relation.stated.start


def _finding(relation: Relation, outcome: Outcome, text: str) -> Finding:
    stated = relation.stated
    start, end = _marked(relation, text)
    compared = relation.kind is Kind.COMPARISON
    own = set() if compared else {stated.start}
    numbers = (stated, *relation.inputs) if compared else relation.inputs
    return Finding(
        start,
        end,
        text[start:end],
        relation.kind,
        outcome.stated or showing.as_written(stated),
        outcome.recomputed,
        outcome.verdict,
        outcome.working,
        outcome.slip,
        tuple((number.start, number.end) for number in numbers if number.start not in own),
    )


MOST_MARKED = 160


def _marked(relation: Relation, text: str) -> tuple[int, int]:
    """The figure under test; of a comparison, which may be false where both figures are right, the words from one to the other.

    Where the two stand in different sentences it is the later one, beside which the words that compare stand.
    """
    stated = relation.stated
    if relation.kind is not Kind.COMPARISON:
        return stated.start, stated.end
    first, last = sorted((stated, relation.inputs[0]), key=START)
    if last.end - first.start <= MOST_MARKED and not ENDS.search(text, first.end, last.start):
        return first.start, _unit_end(last, text)
    return last.start, _unit_end(last, text)


def _unit_end(number: Number, text: str) -> int:
    """The end of a figure with the word right after it that says what it counts."""
    unit = number.noun.partition(" ")[0]
    after = text[number.end : number.end + len(unit) + 1]
    return number.end + len(unit) + 1 if unit and after.lower() == f" {unit}" else number.end

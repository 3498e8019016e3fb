"""Each stated relation recomputed, and one verdict for each.

Where the text allows several readings, the one that holds is taken: a figure is called inconsistent only when no reading
of it holds and the text ties the numbers together firmly.
"""

import re
from collections.abc import Iterable
from operator import attrgetter

from tallystick.claims.check import forms, showing
from tallystick.claims.check.outcome import Outcome
from tallystick.claims.check.slips import Surroundings
from tallystick.claims.model import Finding, Kind, Number, Relation, Verdict
from tallystick.claims.vocabulary import Vocabulary

__all__ = ["checked"]

SIZES = frozenset(
    {Kind.PERCENT_OF_TOTAL, Kind.PERCENT_CHANGE, Kind.ABSOLUTE_CHANGE, Kind.SUM_OF_PARTS, Kind.DIFFERENCE, Kind.AVERAGE}
)
WORTH = {Verdict.CONSISTENT: 0, Verdict.ROUNDING: 1, Verdict.INCONSISTENT: 5, Verdict.CANNOT_BE_REPRODUCED: 6}
GOOD = frozenset({Verdict.CONSISTENT, Verdict.ROUNDING})
# So many times more or less a wrong figure may be; one further off is a figure of something else.
FARTHEST = 3
TENS, NEARLY = (0.001, 0.01, 0.1, 10, 100, 1000), 0.06
WORTH_OF_FAR, WORTH_OF_FAINT = 3, 3
WORTH_OF_UNSAID = 20  # whatever else is said of a change goes before
START = attrgetter("start")


def checked(
    text: str, relations: Iterable[Relation], numbers: tuple[Number, ...], words: Vocabulary
) -> tuple[Finding, ...]:
    """One finding for every relation that the text states and that can be judged, in the order of their places."""
    claims = tuple(number for number in numbers if number.is_claim)
    around = Surroundings(text, claims, tuple(number.start for number in claims), words)
    tried: set[tuple[object, ...]] = set()
    best: dict[tuple[object, ...], tuple[Relation, Outcome]] = {}
    for relation in relations:
        key = _key(relation)
        if key in best and _worth(*best[key]) <= (WORTH_OF_FAR if relation.far else 0):
            continue
        same = (
            relation.form,
            relation.firm,
            relation.far,
            relation.bound,
            relation.faint,
            relation.direction,
            relation.stated.start,
            *map(START, relation.inputs),
        )
        if same in tried:
            continue
        tried.add(same)
        outcome = _outcome(relation, around)
        if outcome is None:
            continue
        if key not in best or _worth(relation, outcome) < _worth(*best[key]):
            best[key] = relation, outcome
    found = [_finding(relation, outcome, text) for relation, outcome in _unshaken(list(best.values()))]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.kind, finding.inputs)))


def _outcome(relation: Relation, around: Surroundings) -> Outcome | None:
    known = forms.CHANGES if relation.kind is Kind.ABSOLUTE_CHANGE else forms.FORMS
    outcome = known[relation.form](relation, around)
    if outcome is None or outcome.verdict in GOOD:
        return outcome
    if relation.far and relation.form == "each" and outcome.verdict is Verdict.INCONSISTENT:
        return None  # one figure over another comes near a third too often by chance
    if _is_far_off(relation, outcome):
        return None
    return outcome if relation.firm else None


def _is_far_off(relation: Relation, outcome: Outcome) -> bool:
    """Whether a figure is so many times what was recomputed, and no slip explains it, that it is rather one of something else."""
    if relation.bound or outcome.verdict is not Verdict.INCONSISTENT or outcome.slip is not None:
        return False
    misplaced = any(abs(outcome.times / tens - 1) < NEARLY for tens in TENS)  # the point of "8%" that is 0.8%
    return not misplaced and not 1 / FARTHEST <= outcome.times <= FARTHEST


def _worth(relation: Relation, outcome: Outcome) -> int:
    """Which of several readings is taken, the least first: what no word ties to the figure does not outweigh what one does."""
    if relation.bound and outcome.verdict is Verdict.INCONSISTENT:
        return 2
    if relation.form == "unsaid":
        return WORTH_OF_UNSAID
    if relation.form == "beside":
        return WORTH[Verdict.CANNOT_BE_REPRODUCED]  # whatever is said of their order goes before
    return WORTH[outcome.verdict] + (WORTH_OF_FAR if relation.far else 0) + (WORTH_OF_FAINT if relation.faint else 0)


def _key(relation: Relation) -> tuple[object, ...]:
    """Readings of one figure compete; a figure may be above several others."""
    if relation.kind is Kind.COMPARISON:
        return relation.kind, relation.stated.start, relation.inputs[0].start
    return relation.kind, relation.stated.start


def _unshaken(found: list[tuple[Relation, Outcome]]) -> list[tuple[Relation, Outcome]]:
    """A figure that one reading confirms is not contradicted by another."""
    good = {relation.stated.start for relation, outcome in found if _confirms(relation, outcome) and not relation.faint}
    near = {relation.stated.start for relation, outcome in found if _confirms(relation, outcome) and not relation.far}
    used = {number.start for relation, outcome in found if outcome.verdict in GOOD for number in relation.inputs}
    kept = []
    for relation, outcome in found:
        if (relation.far or relation.faint) and _confirms(relation, outcome) and relation.stated.start in near:
            continue  # what the words tie to the figure holds: another thing that it also equals is chance
        if relation.form == "unsaid" and relation.stated.start in used:
            continue  # from which others follow
        if (
            relation.form == "again"
            and outcome.verdict is Verdict.INCONSISTENT
            and relation.stated.start in used | good
        ):
            continue  # other figures say that it is another count
        contradicted = outcome.verdict in {Verdict.INCONSISTENT, Verdict.CANNOT_BE_REPRODUCED}
        excused = relation.kind in SIZES and relation.stated.start in (near if relation.bound else good)
        listed = relation.bound and relation.kind is Kind.SUM_OF_PARTS  # it may be right as a change and wrong as a sum
        if not contradicted or not excused or listed:
            kept.append((relation, outcome))
    unsaid = {relation.stated.start for relation, _ in found if relation.form == "unsaid"}
    kept = [
        (relation, outcome)
        for relation, outcome in kept
        if not (relation.far and _is_wrong_share(relation, outcome) and relation.inputs[0].start in unsaid)
    ]  # "1,210 up on the year before (1.3%)" is a share of the year before
    moved = {_places(relation) for relation, outcome in kept if relation.kind in SHARES and outcome.verdict in GOOD}
    kept = [
        (relation, outcome)
        for relation, outcome in kept
        if not _is_of_another(relation, outcome) or _places(relation) not in moved
    ]
    wrong = {relation.stated.start for relation, outcome in kept if outcome.verdict is Verdict.INCONSISTENT}
    kept = [
        (relation, outcome) for relation, outcome in kept if not relation.faint or relation.stated.start not in wrong
    ]
    return _first_cause(_adjusted(_one_a_share(kept)))


def _places(relation: Relation) -> tuple[int, ...]:
    return tuple(number.start for number in relation.inputs)


def _is_of_another(relation: Relation, outcome: Outcome) -> bool:
    """ "Down 12%, from 650 to 572, twice the force's 6%": what fell by a per cent that holds did not double, so it is said of another."""
    if relation.form != "times" or outcome.verdict is not Verdict.INCONSISTENT:
        return False
    old, new = relation.inputs
    return new.value < old.value


SHARES = (Kind.PERCENT_OF_TOTAL, Kind.PERCENT_CHANGE)


def _one_a_share(found: list[tuple[Relation, Outcome]]) -> list[tuple[Relation, Outcome]]:
    """A part of a whole has one share, and a change one per cent: of several figures held against it the one that holds, else the nearest."""
    nearest: dict[tuple[object, ...], tuple[bool, int, int]] = {}
    for relation, outcome in found:
        if relation.kind in SHARES and outcome.verdict in {*GOOD, Verdict.INCONSISTENT}:
            key, rank = _key_of_share(relation), _rank_of_share(relation, outcome)
            nearest[key] = min(nearest.get(key, rank), rank)
    return [
        (relation, outcome)
        for relation, outcome in found
        if relation.kind not in SHARES
        or outcome.verdict is not Verdict.INCONSISTENT
        or nearest[_key_of_share(relation)] == _rank_of_share(relation, outcome)
    ]


def _key_of_share(relation: Relation) -> tuple[object, ...]:
    own = () if relation.inputs else (relation.stated.start,)  # of a change that is said without its figures
    return (relation.kind, *(number.start for number in relation.inputs), *own)


def _rank_of_share(relation: Relation, outcome: Outcome) -> tuple[bool, int, int]:
    part = relation.inputs[0].start if relation.inputs else relation.stated.start
    return outcome.verdict not in GOOD, abs(relation.stated.start - part), relation.stated.start


def _first_cause(found: list[tuple[Relation, Outcome]]) -> list[tuple[Relation, Outcome]]:
    """Shares that miss a hundred because one of them is wrong of its own part are not called wrong twice."""
    wrong = {relation.stated.start for relation, outcome in found if _is_wrong_share(relation, outcome)}
    return [
        (relation, outcome)
        for relation, outcome in found
        if outcome.verdict is not Verdict.INCONSISTENT
        or relation.kind is not Kind.PERCENTAGES_SUM
        or wrong.isdisjoint(number.start for number in relation.inputs)
    ]


def _is_wrong_share(relation: Relation, outcome: Outcome) -> bool:
    return relation.kind is Kind.PERCENT_OF_TOTAL and outcome.verdict is Verdict.INCONSISTENT


def _confirms(relation: Relation, outcome: Outcome) -> bool:
    return relation.kind in SIZES and outcome.verdict in GOOD


def _adjusted(found: list[tuple[Relation, Outcome]]) -> list[tuple[Relation, Outcome]]:
    """Shares of one whole that add up to a hundred may each be a unit out: they were adjusted so as to add up."""
    groups: dict[int, list[Number]] = {}
    for relation, _ in found:
        if relation.form == "part":
            groups.setdefault(relation.inputs[1].start, []).append(relation.stated)
    whole = {start for start, shares in groups.items() if len(shares) > 1 and sum(s.value for s in shares) == 100}
    made = {
        number.start
        for relation, outcome in found
        if relation.kind is Kind.PERCENTAGES_SUM and outcome.verdict in GOOD
        for number in (relation.stated, *relation.inputs)
    }
    return [
        (relation, _as_adjusted(relation, outcome) if _is_adjusted(relation, outcome, whole, made) else outcome)
        for relation, outcome in found
    ]


def _is_adjusted(relation: Relation, outcome: Outcome, whole: set[int], made: set[int]) -> bool:
    if outcome.verdict is not Verdict.INCONSISTENT or relation.form != "part":
        return False
    if relation.inputs[1].start not in whole and relation.stated.start not in made:
        return False
    part, total = relation.inputs
    unit = relation.stated.span.high - relation.stated.span.low
    share = part.value * 100 / total.value
    return abs(float(share - relation.stated.value)) < float(unit)


def _as_adjusted(relation: Relation, outcome: Outcome) -> Outcome:
    words = outcome.working.split(";")[0].rstrip(".") + "; the shares were adjusted to add up to 100%."
    return outcome._replace(verdict=Verdict.ROUNDING, working=words, slip=None)


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
ENDS = re.compile(r"[.!?]\s|\n")


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

"""Which readings of the figures stand: what one confirms no other contradicts, and nothing is called wrong twice."""

from decimal import Decimal

from tallystick.claims.check.outcome import Outcome
from tallystick.claims.model import Kind, Number, Relation, Slip, Verdict

Readings = list[tuple[Relation, Outcome]]

SIZES = frozenset(
    {Kind.PERCENT_OF_TOTAL, Kind.PERCENT_CHANGE, Kind.ABSOLUTE_CHANGE, Kind.SUM_OF_PARTS, Kind.DIFFERENCE, Kind.AVERAGE}
)
APART = frozenset({Kind.DIFFERENCE, Kind.ABSOLUTE_CHANGE})
# Of these a reading of the same figures, or of some of them, is a slip and no other reading.
TOLD_AGAIN = frozenset({Kind.PERCENT_OF_TOTAL, Kind.PERCENT_CHANGE, Kind.SUM_OF_PARTS})
SEVERAL_DIGITS = 100  # what has as many seldom fits by chance
AGAIN = frozenset({"again", "turned"})
# Shares of a whole, or of what the parts make.
ADJUSTED = frozenset({"part", "of_sum"})
SHARES = (Kind.PERCENT_OF_TOTAL, Kind.PERCENT_CHANGE)
GOOD = frozenset({Verdict.CONSISTENT, Verdict.ROUNDING})
KNOWN = GOOD | {Verdict.INCONSISTENT}
# What some parts of a list may make by chance.
MADE = frozenset({Kind.SUM_OF_PARTS, Kind.DIFFERENCE})


def standing(found: Readings) -> Readings:
    """The readings that stand, of the best one of each figure and kind."""
    unsaid = {relation.stated.start for relation, _ in found if relation.form == "unsaid"}
    kept = _without_echo(_without_chance(_said_of_it(_unshaken(found), unsaid)))
    return _first_cause(_adjusted(_one_a_share(_one_total(kept))))


def says_more(contradicted: Relation, holding: Relation) -> bool:
    """Is what holds of other figures than what does not? "From 62 to 48, a 29% improvement": that 48 to 62 is 29% says nothing new."""
    told = {number.start for number in contradicted.inputs}
    values = [number.value for number in contradicted.inputs[:2]]
    apart = abs(values[0] - values[-1]) if contradicted.kind is Kind.PERCENT_CHANGE and len(values) == 2 else None
    return any(number.start not in told and number.value != apart for number in holding.inputs)


def _unshaken(found: Readings) -> Readings:
    """A figure that one reading confirms is not contradicted by another."""
    good = {relation.stated.start for relation, outcome in found if _confirms(relation, outcome) and not relation.faint}
    holding: dict[int, list[Relation]] = {}
    for relation, outcome in found:
        if _confirms(relation, outcome):
            holding.setdefault(relation.stated.start, []).append(relation)
    near = {
        relation.stated.start
        for relation, outcome in found
        if _confirms(relation, outcome) and not relation.far and not relation.faint
    }
    used = {number.start for relation, outcome in found if outcome.verdict in GOOD for number in relation.inputs}
    levels = _levels(found)
    hold = {gap for relation, outcome in found if outcome.verdict in GOOD for gap in gaps(relation)}
    kept = []
    for relation, outcome in found:
        if (relation.far or relation.faint) and _confirms(relation, outcome) and relation.stated.start in near:
            continue  # what the words tie to the figure holds: another thing that it also equals is chance
        if relation.form == "unsaid" and relation.stated.start in used:
            continue  # from which others follow
        if (
            relation.form in AGAIN
            and not relation.bound
            and outcome.verdict is Verdict.INCONSISTENT
            and relation.stated.start in used | good
        ):
            continue  # other figures say that it is another count
        if gives_way(relation, outcome, hold) or _is_a_level(relation, outcome, levels):
            continue
        contradicted = outcome.verdict in {Verdict.INCONSISTENT, Verdict.CANNOT_BE_REPRODUCED}
        excused = relation.kind in SIZES and relation.stated.start in (near if relation.bound else good)
        listed = relation.bound and relation.kind is Kind.SUM_OF_PARTS  # it may be right as a change and wrong as a sum
        same = relation.kind in TOLD_AGAIN and not any(
            says_more(relation, other) for other in holding.get(relation.stated.start, ())
        )
        if not contradicted or not excused or listed or same:
            kept.append((relation, outcome))
    return kept


def _levels(found: Readings) -> set[tuple[object, ...]]:
    """The figures that something good is said of, by what they are; those that went up or down or are so many times another, by where
    they stand."""
    said = {
        (relation.stated.sort, relation.stated.value)
        for relation, outcome in found
        if _confirms(relation, outcome) and not relation.faint and relation.kind not in APART
    }
    moved = {
        (relation.stated.start,)
        for relation, outcome in found
        if relation.kind in {Kind.RATIO, Kind.FROM_TO_DIRECTION} and relation.firm and outcome.verdict in GOOD
    }
    return said | moved


def _is_a_level(relation: Relation, outcome: Outcome, levels: set[tuple[object, ...]]) -> bool:
    """ "An overspend of £7.8m, up by £1.8m from £6.0m … Add this year's £7.8m": told before as what it is, it is no gap between others."""
    stated = relation.stated
    if relation.bound or relation.kind not in APART or outcome.verdict is not Verdict.INCONSISTENT:
        return False
    return (stated.start,) in levels or (stated.sort, stated.value) in levels


def gaps(relation: Relation) -> set[tuple[int, int]]:
    """The figure of a gap with each of the two that it lies between."""
    return {(relation.stated.start, number.start) for number in relation.inputs if relation.kind in APART}


def gives_way(relation: Relation, outcome: Outcome, hold: set[tuple[int, int]]) -> bool:
    """ "21.3%: 3.2 points lower than the 24.5% of a year ago, but 1.9 above England (19.4%)": a gap that is not the stated one, where
    another to the same figure is."""
    return not relation.bound and outcome.verdict is Verdict.INCONSISTENT and not hold.isdisjoint(gaps(relation))


def _said_of_it(kept: Readings, unsaid: set[int]) -> Readings:
    """Without contradictions that are rather said of something else."""
    moved = {_places(relation) for relation, outcome in kept if relation.kind in SHARES and outcome.verdict in GOOD}
    return [
        (relation, outcome)
        for relation, outcome in kept
        if not _is_share_of_before(relation, outcome, unsaid)
        and not (_is_of_another(relation, outcome) and _places(relation) in moved)
    ]


def _is_share_of_before(relation: Relation, outcome: Outcome, unsaid: set[int]) -> bool:
    """ "97,350 names, 1,210 up on the year before (1.3%)": the share is one of the year before, of which the figure is not given."""
    return relation.far and _is_wrong_share(relation, outcome) and relation.inputs[0].start in unsaid


def _without_chance(kept: Readings) -> Readings:
    """Where a figure is called wrong, what it also equals by chance says nothing; nor does what some shares make that miss a hundred, or
    what doubled read the other way round."""
    wrong = {relation.stated.start for relation, outcome in kept if outcome.verdict is Verdict.INCONSISTENT}
    turned = {
        _figures(relation)
        for relation, outcome in kept
        if relation.form == "times" and outcome.verdict is Verdict.INCONSISTENT
    }
    missing = [
        {relation.stated.start, *_places(relation)}
        for relation, outcome in kept
        if relation.kind is Kind.PERCENTAGES_SUM and outcome.verdict is Verdict.INCONSISTENT
    ]
    return [
        (relation, outcome)
        for relation, outcome in kept
        if not (relation.faint and relation.stated.start in wrong)
        and not (outcome.verdict in GOOD and relation.form == "times" and _figures(relation) in turned)
        and not (
            (relation.far or relation.faint)
            and relation.kind is Kind.SUM_OF_PARTS
            and any(shares.issuperset((relation.stated.start, *_places(relation))) for shares in missing)
        )
    ]


def _without_echo(kept: Readings) -> Readings:
    """ "From 640 to 720, 80 more": that 640 and 80 make 720 says nothing new; nor that some parts of a list make another one."""
    changed = {
        _figures(relation)
        for relation, outcome in kept
        if (outcome.verdict in GOOD or outcome.slip is Slip.INVERTED_CHANGE)
        and not relation.far
        and (relation.kind is Kind.ABSOLUTE_CHANGE or relation.form == "apart")
    }
    lists = [
        frozenset(_places(relation))
        for relation, outcome in kept
        if relation.kind is Kind.SUM_OF_PARTS
        and not relation.far
        and len(relation.inputs) > 2
        and outcome.verdict in KNOWN
    ]
    return [
        (relation, outcome)
        for relation, outcome in kept
        if not (relation.faint and relation.kind is Kind.SUM_OF_PARTS and _figures(relation) in changed)
        and not (lists and _is_made_by_chance(relation, outcome) and any(map(_figures(relation).issubset, lists)))
    ]


def _is_made_by_chance(relation: Relation, outcome: Outcome) -> bool:
    made = relation.far and relation.kind in MADE and outcome.verdict in GOOD
    return made and relation.stated.value < SEVERAL_DIGITS


def _places(relation: Relation) -> tuple[int, ...]:
    return tuple(number.start for number in relation.inputs)


def _figures(relation: Relation) -> frozenset[int]:
    """The places of all its figures, whichever is under test."""
    return frozenset((relation.stated.start, *_places(relation)))


def _is_of_another(relation: Relation, outcome: Outcome) -> bool:
    """ "Down 12%, from 650 to 572, twice the force's 6%": what fell by a per cent that holds did not double, so it is said of another."""
    if relation.form != "times" or outcome.verdict is not Verdict.INCONSISTENT:
        return False
    old, new = relation.inputs
    return new.value < old.value


def _one_a_share(found: Readings) -> Readings:
    """A part of a whole has one share, and a change one per cent: of several figures held against it the one that holds, else the nearest."""
    nearest: dict[tuple[object, ...], tuple[bool, int, int]] = {}
    for relation, outcome in found:
        if relation.kind in SHARES and outcome.verdict in {*GOOD, Verdict.INCONSISTENT}:
            key, rank = _key_of_share(relation), _rank_of_share(relation, outcome)
            nearest[key] = min(nearest.get(key, rank), rank)
    told = {
        _key_of_share(relation)
        for relation, outcome in found
        if not relation.far and outcome.verdict is Verdict.CONSISTENT
    }
    return [
        (relation, outcome)
        for relation, outcome in found
        if relation.kind not in SHARES
        or (outcome.verdict is not Verdict.INCONSISTENT and not _is_only_rounded(relation, outcome, told))
        or (
            outcome.verdict is Verdict.INCONSISTENT
            and nearest[_key_of_share(relation)] == _rank_of_share(relation, outcome)
        )
    ]


def _is_only_rounded(relation: Relation, outcome: Outcome, told: set[tuple[object, ...]]) -> bool:
    """ "£3.42bn, up from £3.31bn (3.3%). It returned 3.6%": near enough to the one by chance, where another is told and right of them."""
    return relation.far and outcome.verdict is Verdict.ROUNDING and _key_of_share(relation) in told


def _one_total(found: Readings) -> Readings:
    """ "Of £19.6m £11.2m is green, £5.1m amber and £3.3m red, whereas last year's came to £17.4m": parts that make one total make no other."""
    made = {
        frozenset(_places(relation)): relation.stated.start
        for relation, outcome in found
        if relation.kind is Kind.SUM_OF_PARTS and outcome.verdict in GOOD and len(relation.inputs) > 2
    }
    return [
        (relation, outcome)
        for relation, outcome in found
        if relation.kind is not Kind.SUM_OF_PARTS
        or outcome.verdict is not Verdict.INCONSISTENT
        or made.get(frozenset(_places(relation)), relation.stated.start) == relation.stated.start
    ]


def _key_of_share(relation: Relation) -> tuple[object, ...]:
    own = () if relation.inputs else (relation.stated.start,)  # of a change that is said without its figures
    return (relation.kind, *_places(relation), *own)


def _rank_of_share(relation: Relation, outcome: Outcome) -> tuple[bool, int, int]:
    part = relation.inputs[0].start if relation.inputs else relation.stated.start
    return outcome.verdict not in GOOD, abs(relation.stated.start - part), relation.stated.start


def _first_cause(found: Readings) -> Readings:
    """What is wrong once is not called so twice: shares that miss a hundred because one of them is wrong of its own part, or by no more than
    was cut off; a remainder of a whole that its parts do not make; a fall by so much of two figures that did not fall."""
    shares, cut = (
        {each.stated.start for each, outcome in found if each.kind is Kind.PERCENT_OF_TOTAL and outcome.verdict is so}
        for so in (Verdict.INCONSISTENT, Verdict.ROUNDING)
    )
    wrong = [relation for relation, outcome in found if outcome.verdict is Verdict.INCONSISTENT]
    totals, ways = (
        {_figures(relation) for relation in wrong if relation.kind is kind}
        for kind in (Kind.SUM_OF_PARTS, Kind.FROM_TO_DIRECTION)
    )

    def is_known(relation: Relation, outcome: Outcome) -> bool:
        places = frozenset(_places(relation))
        if relation.kind is Kind.PERCENTAGES_SUM:
            made = sum((each.value for each in relation.inputs), Decimal(0))
            return not shares.isdisjoint(places) or abs(made - 100) <= len(cut & places)
        if relation.kind is Kind.DIFFERENCE:
            return places | {relation.stated.start} in totals
        return relation.kind is Kind.ABSOLUTE_CHANGE and outcome.slip is Slip.INVERTED_CHANGE and places in ways

    return [
        (relation, outcome)
        for relation, outcome in found
        if outcome.verdict is not Verdict.INCONSISTENT or not is_known(relation, outcome)
    ]


def _is_wrong_share(relation: Relation, outcome: Outcome) -> bool:
    return relation.kind is Kind.PERCENT_OF_TOTAL and outcome.verdict is Verdict.INCONSISTENT


def _confirms(relation: Relation, outcome: Outcome) -> bool:
    return relation.kind in SIZES and outcome.verdict in GOOD


def _adjusted(found: Readings) -> Readings:
    """Shares of one whole that add up to a hundred may each be a unit out: they were adjusted so as to add up."""
    groups: dict[int, list[Number]] = {}
    for relation, _ in found:
        if relation.form in ADJUSTED:
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
    if outcome.verdict is not Verdict.INCONSISTENT or relation.form not in ADJUSTED:
        return False
    if relation.inputs[1].start not in whole and not (relation.form == "part" and relation.stated.start in made):
        return False
    part, *whole_or_parts = relation.inputs
    unit = relation.stated.span.high - relation.stated.span.low
    share = part.value * 100 / sum((each.value for each in whole_or_parts), Decimal(0))
    return abs(float(share - relation.stated.value)) < float(unit)


def _as_adjusted(relation: Relation, outcome: Outcome) -> Outcome:
    words = outcome.working.split(";")[0].rstrip(".") + "; the shares were adjusted to add up to 100%."
    return outcome._replace(verdict=Verdict.ROUNDING, working=words, slip=None)

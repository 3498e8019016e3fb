"""The best set of projects within limits of effort and money, found exactly.

A mixed-integer programme, solved by HiGHS through SciPy: the best set is proved to be the best, or it is said how far it may be from it.
Where no set fits, the limits are tried one after another to say which stands in the way and what it would have to be.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from tallystick.portfolio.model import PortfolioError

LARGEST = 1000.0  # a line with fractions is brought to this size: the solver tells 1e-7 apart, so a limit is kept to a ten-thousand-millionth
WHOLE = 1e7  # a line of whole numbers up to here is left as it is: it is exact, and the solver is quicker
NODES = 10  # how far equally good sets are searched for a cheaper one
FITS = 1e-6
MONEY = "money"
VALUE = "value"


class Goal(StrEnum):
    """What the best set is best at."""

    HIGHEST_VALUE = "highest_value"
    LOWEST_COST = "lowest_cost"

    @property
    def words(self) -> str:
        """As a person reads it: `highest value`."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project that may be chosen: what it costs, what it is worth, and the effort it takes of each limited kind.

    `effort` goes by the names of the limits (`Q1 2026/27`, `Finance officers`). `needs` are projects without which it cannot be chosen.
    """

    key: str
    cost: float = 0.0
    value: float = 0.0
    effort: Mapping[str, float] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    must: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What a set must keep to: money and effort at most, value at least; of each group in `excludes` one project at most."""

    money: float | None = None
    effort: Mapping[str, float] = field(default_factory=dict)
    least_value: float | None = None
    excludes: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class BestSet:
    """The chosen projects, in the order in which they were given.

    `proved` says that no other set is better; if not (time ran out), `bound` is what the best could come to at most (of cost: at least), and
    `gap` the share by which this may fall short of it.
    """

    chosen: tuple[str, ...]
    goal: Goal
    value: float
    cost: float
    effort: Mapping[str, float]
    proved: bool
    bound: float
    gap: float

    @property
    def sentence(self) -> str:
        """In words."""
        many = f"{len(self.chosen)} project{'' if len(self.chosen) == 1 else 's'}"
        end = "no other set is better" if self.proved else f"a better one may exist, by {self.gap:.2%} at most"
        return f"{many} with a value of {self.value:,.10g} and a cost of {self.cost:,.10g}: {end}."


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A limit that stands in the way: its name, what it is and what it would have to be. Numbers are None for a rule that would have to go."""

    limit: str
    given: float | None
    needed: float | None

    @property
    def words(self) -> str:
        """In words: `money: 12,000 would be needed, 10,000 is the limit`."""
        if self.given is None or self.needed is None:
            return self.limit
        verb = "can be reached" if self.limit == VALUE else "would be needed"
        return f"{self.limit}: {self.needed:,.10g} {verb}, {self.given:,.10g} is the limit"


class NoSetFits(PortfolioError):
    """No set keeps to all limits. `alone`: changing any one of `obstacles` is enough; if not, all of them together."""

    def __init__(self, obstacles: Sequence[Obstacle], alone: bool) -> None:
        self.obstacles, self.alone = tuple(obstacles), alone
        how = "any one of these would have to change" if alone and len(obstacles) > 1 else "this would have to change"
        how = how if alone else "these would have to change together"
        super().__init__(f"no set keeps to all limits; {how}: {'; '.join(one.words for one in obstacles)}")


@dataclass(frozen=True, slots=True, eq=False)
class _Rule:
    """One line of the programme: coefficients by place, at most; and the limit it belongs to (a number, or a rule without one)."""

    name: str
    row: Mapping[int, float]
    most: float
    given: float | None = None


def best_set(
    candidates: Sequence[Candidate],
    limits: Limits,
    goal: Goal = Goal.HIGHEST_VALUE,
    seconds: float | None = None,
) -> BestSet:
    """The set of highest value, or of lowest cost, that keeps to all limits; of equally good ones the cheaper, or more valuable.

    Raises `NoSetFits` with the limits that stand in the way, `PortfolioError` for a candidate that is named but not there. With `seconds` the
    search ends within that time (a fifth of it is kept for the cheaper of equals) with the best set found, perhaps not proved; without, it
    ends with the proof.
    """
    _check(candidates, limits)
    if not candidates:
        if (limits.least_value or 0) > 0:
            raise NoSetFits([Obstacle(VALUE, limits.least_value, 0.0)], True)
        return BestSet((), goal, 0.0, 0.0, dict.fromkeys(limits.effort, 0.0), True, 0.0, 0.0)
    rules = list(_rules(candidates, limits))
    value, cost = np.array([one.value for one in candidates]), np.array([one.cost for one in candidates])
    first, second = (-value, cost) if goal is Goal.HIGHEST_VALUE else (cost, -value)
    found = _solved(first, rules, seconds and 0.8 * seconds)
    if found is None:
        raise _why_none(len(candidates), rules)
    taken, bound, gap, proved = found
    if proved:
        taken = _of_equals(taken, first, second, rules, seconds and 0.2 * seconds)
    sign = -1.0 if goal is Goal.HIGHEST_VALUE else 1.0
    return _result(candidates, limits, goal, taken, (proved, sign * bound, gap))


def _result(
    candidates: Sequence[Candidate],
    limits: Limits,
    goal: Goal,
    taken: NDArray[np.float64],
    proof: tuple[bool, float, float],
) -> BestSet:
    chosen = [one for one, is_in in zip(candidates, taken, strict=True) if is_in]
    return BestSet(
        chosen=tuple(one.key for one in chosen),
        goal=goal,
        value=float(sum(one.value for one in chosen)),
        cost=float(sum(one.cost for one in chosen)),
        effort={name: float(sum(one.effort.get(name, 0.0) for one in chosen)) for name in limits.effort},
        proved=proof[0],
        bound=proof[1],
        gap=proof[2],
    )


def _check(candidates: Sequence[Candidate], limits: Limits) -> None:
    keys = [one.key for one in candidates]
    if len(set(keys)) < len(keys):
        raise PortfolioError("a project is among the candidates twice: give each its own key")
    named = [need for one in candidates for need in one.needs] + [key for group in limits.excludes for key in group]
    for key in named:
        if key not in set(keys):
            raise PortfolioError(
                f"project {key} is needed or excluded by another but is no candidate: add it, or drop the rule"
            )
    numbers = [n for one in candidates for n in (one.cost, one.value, *one.effort.values())]
    if not np.isfinite(np.array([*numbers, *limits.effort.values()], dtype=float)).all():
        raise PortfolioError("a cost, value, effort or limit is no number: mend it")


def _rules(candidates: Sequence[Candidate], limits: Limits) -> Iterator[_Rule]:
    place = {one.key: at for at, one in enumerate(candidates)}
    if limits.money is not None:
        yield _Rule(MONEY, {at: one.cost for at, one in enumerate(candidates)}, limits.money, limits.money)
    for name, most in limits.effort.items():
        yield _Rule(name, {at: one.effort.get(name, 0.0) for at, one in enumerate(candidates)}, most, most)
    if limits.least_value is not None:
        row = {at: -one.value for at, one in enumerate(candidates)}
        yield _Rule(VALUE, row, -limits.least_value, limits.least_value)
    for at, one in enumerate(candidates):
        if one.must:
            yield _Rule(f"{one.key} must be in", {at: -1.0}, -1.0)
        for need in dict.fromkeys(one.needs):
            if need != one.key:
                yield _Rule(f"{one.key} needs {need}", {at: 1.0, place[need]: -1.0}, 0.0)
    for group in limits.excludes:
        if len(set(group)) > 1:
            yield _Rule(f"only one of {', '.join(group)}", {place[key]: 1.0 for key in group}, 1.0)


Found = tuple[NDArray[np.float64], float, float, bool]  # which are in, the bound, the gap, whether it is proved


def _solved(
    aim: NDArray[np.float64], rules: Sequence[_Rule], seconds: float | None = None, nodes: int | None = None
) -> Found | None:
    """The least of `aim` under the rules over yes and no; None where nothing fits."""
    count, size, limits = len(aim), _size(aim), {"time_limit": seconds, "node_limit": nodes}
    answer = milp(
        aim / size,
        integrality=np.ones(count),
        bounds=Bounds(0, 1),
        constraints=_constraint(rules, count),
        options={"mip_rel_gap": 0.0} | {name: most for name, most in limits.items() if most is not None},
    )
    if answer.status == 2:
        return None
    if answer.x is None:
        raise PortfolioError("no set was found in the time given: give more seconds, or fewer projects")
    taken = np.round(answer.x)
    return taken, float(answer.mip_dual_bound) * size, float(answer.mip_gap or 0.0), answer.status == 0


def _of_equals(
    taken: NDArray[np.float64], first: NDArray[np.float64], second: NDArray[np.float64], rules: Sequence[_Rule],
    seconds: float | None,
) -> NDArray[np.float64]:  # fmt: skip
    """Of sets that are equally good the one that is better by the second measure, as far as a short search finds one."""
    best = float(first @ taken)
    kept = _Rule("the best", dict(enumerate(first)), best)
    try:
        found = _solved(second, [*rules, kept], seconds, NODES)
    except PortfolioError:
        return taken
    if found is None or float(first @ found[0]) > best + FITS or float(second @ found[0]) >= float(second @ taken):
        return taken
    return found[0]


def _constraint(rules: Sequence[_Rule], count: int) -> list[LinearConstraint]:
    """Each line brought to one size, so that pounds and hours are kept to alike."""
    if not rules:
        return []
    sizes = [_size([rule.most, *rule.row.values()]) for rule in rules]
    cells = [
        (n / size, line, at)
        for line, (rule, size) in enumerate(zip(rules, sizes, strict=True))
        for at, n in rule.row.items()
    ]
    numbers, lines, places = zip(*cells, strict=True)
    matrix = csr_array((numbers, (lines, places)), shape=(len(rules), count))
    return [LinearConstraint(matrix, ub=np.array([rule.most / size for rule, size in zip(rules, sizes, strict=True)]))]


def _size(numbers: Iterable[float]) -> float:
    """What to divide the numbers of a line by."""
    every = [abs(number) for number in numbers]
    if max(every) <= WHOLE and all(number == round(number) for number in every):
        return 1.0
    return max(every) / LARGEST


def _why_none(count: int, rules: Sequence[_Rule]) -> NoSetFits:
    """The limits of which changing one is enough; if there are none, those that change least together."""
    alone = [obstacle for at in range(len(rules)) if (obstacle := _without(at, count, rules))]
    return NoSetFits(alone, True) if alone else NoSetFits(_together(count, rules), False)


def _without(at: int, count: int, rules: Sequence[_Rule]) -> Obstacle | None:
    """One limit left out: the least it could be, or None where nothing fits all the same."""
    rule, others = rules[at], [one for one in rules if one is not rules[at]]
    aim = np.zeros(count)
    if rule.given is not None:
        for place, number in rule.row.items():
            aim[place] = number
    found = _solved(aim, others)
    if found is None:
        return None
    needed = None if rule.given is None else abs(float(aim @ found[0]))
    return Obstacle(rule.name, rule.given, needed)


def _together(count: int, rules: Sequence[_Rule]) -> list[Obstacle]:
    """Every limit may give way at a price of its own size: which do, when as little as possible gives way."""
    sizes = [_size([rule.most, *rule.row.values()]) for rule in rules]
    slack = csr_array(np.diag([-1.0] * len(rules)))
    whole = _constraint(rules, count + len(rules))[0]
    matrix = csr_array(whole.A) + csr_array(
        (slack.data, (np.arange(len(rules)), count + np.arange(len(rules)))), shape=whole.A.shape
    )
    answer = milp(
        np.concatenate([np.zeros(count), np.ones(len(rules))]),
        integrality=np.concatenate([np.ones(count), np.zeros(len(rules))]),
        bounds=Bounds(0, np.concatenate([np.ones(count), np.full(len(rules), np.inf)])),
        constraints=[LinearConstraint(matrix, ub=whole.ub)],
    )
    given_way = answer.x[count:]
    return [
        Obstacle(rule.name, rule.given, None if rule.given is None else abs(rule.most + float(part) * size))
        for rule, part, size in zip(rules, given_way, sizes, strict=True)
        if part > FITS
    ]

"""Every priority of a council beside its judgement in one round and in the round before: what home, plans and rounds are made of.

Plain columns instead of records: five hundred priorities with their themes, plans and people would be three thousand records.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q

from tallystick.judgement import Rating
from tallystick.status import Direction
from tallystick_web.common import lists, words
from tallystick_web.councils.models import Council
from tallystick_web.measures.reading.findings import Drawn
from tallystick_web.measures.reading.signs import NONE as NO_SIGNS
from tallystick_web.measures.reading.signs import Signs
from tallystick_web.plans import as_at as plans
from tallystick_web.plans.models import Plan, Priority, lasts
from tallystick_web.reviews import queries as reviews
from tallystick_web.reviews.models import Coverage, ExternalGrade, Round
from tallystick_web.reviews.queries import as_at
from tallystick_web.reviews.queries.as_at import Told


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was said of a priority in a round. `rating` is empty where it is not judged."""

    assessment: int = 0
    rating: str = ""
    reason: str = ""
    illustrative: bool = False
    narrated: bool = False

    @property
    def spoken_of(self) -> bool:
        """Whether anything was said at all: an assessment may exist and be empty still."""
        return bool(self.rating or self.narrated)


NOTHING = Judgement()


@dataclass(frozen=True, slots=True)
class Line:
    """A priority in a round."""

    id: int
    reference: str
    title: str
    plan: str
    plan_reference: str
    theme: str
    theme_id: int
    service: str
    officer: str
    now: Judgement = NOTHING
    was: Judgement = NOTHING
    grades: tuple[tuple[str, str], ...] = ()
    direction: Direction = Direction.NOT_KNOWN
    signs: Signs = NO_SIGNS
    ends: date | None = None

    def lasts(self, round: Round | None) -> bool:
        """Whether it had not ended when a round's period began."""
        return round is None or lasts(self.ends, round.start)

    @property
    def worries(self) -> tuple[str, ...]:
        """Which signs of the evidence worry, beside what was judged."""
        return self.signs.worries(self.now.rating)

    @property
    def worried(self) -> list[str]:
        """The same in sentences."""
        return self.signs.sentences(self.now.rating)

    @property
    def drawn(self) -> Drawn | None:
        """The line of the measure that worries, where one does."""
        return self.signs.drawn if self.worries else None

    @property
    def suggested(self) -> str:
        """What the evidence suggests where that is worse than what was judged."""
        return self.signs.suggested if self.signs.greener(self.now.rating) else ""


@cache
def direction(now: str, was: str) -> Direction:
    """Which way a rating moved; kept, because few pairs of ratings serve all priorities."""
    return reviews.movement(now, was).direction


COLUMNS = {
    "plan": F("theme__plan__title"), "plan_reference": F("theme__plan__reference"), "theme_title": F("theme__title"),
    "service_name": F("service__name"), "officer": F("accountable_officer__name"),
}  # fmt: skip


NARRATED = ExpressionWrapper(~Q(assessment__narrative=""), output_field=BooleanField())


def lines(
    council: Council,
    round: Round | None,
    before: Round | None,
    signs: Mapping[int, Signs] | None = None,
    told: Mapping[int, Told] | None = None,
    *,
    every: bool = False,
    on: date | None = None,
) -> list[Line]:
    """The priorities that a round asks about in the order of the plans, with both judgements and what other bodies said. Four queries.

    Without a round, or with `every`, all that the council has. `told` is what the assessments said at the end of some day (`on`), in place
    of what they say now.
    """
    signs = signs or {}
    judged = _judgements([one for one in (round, before) if one])
    if told is not None:
        judged = {id: _as_told(of_round, told) for id, of_round in judged.items()}
    now = judged.get(round.pk, {}) if round else {}
    was = judged.get(before.pk, {}) if before else {}
    grades = _grades(round) if round else {}
    found = []
    for id, reference, title, plan, plan_reference, theme, theme_id, service, officer, ends in _priorities(
        council, None if every else round, on
    ):
        judgement, then = now.get(id, NOTHING), was.get(id, NOTHING)
        line = Line(
            id, reference, title, plan, plan_reference, theme, theme_id, service or "", officer or "", judgement, then,
            tuple(grades.get(judgement.assessment, ())), direction(judgement.rating, then.rating), signs.get(id, NO_SIGNS), ends,
        )  # fmt: skip
        found.append(line)
    return found


def lines_then(
    council: Council, round: Round | None, before: Round | None, on: date, *, every: bool = False
) -> list[Line]:
    """The priorities that there were at the end of a day under the titles, services and officers of then, with what had been judged by it."""
    told, later = as_at.told([one for one in (round, before) if one], on), plans.since(council, on)
    there = (one for one in lines(council, round, before, told=told, every=every, on=on) if one.id not in later.added)
    return [_put_back(one, later.was.get(one.id, {})) for one in there]


def _put_back(line: Line, was: Mapping[str, str]) -> Line:
    if not was:
        return line
    officer = was.get("accountable_officer", line.officer)
    ends = plans.day(was["ends"]) if "ends" in was else line.ends
    return replace(
        line, title=was.get("title", line.title), service=was.get("service", line.service), officer=officer, ends=ends
    )


def _priorities(council: Council, round: Round | None, on: date | None) -> Iterable[tuple[Any, ...]]:
    some = reviews.asked_about(round, on) if round else Priority.objects.filter(council=council)
    rows = some.annotate(**COLUMNS)
    names = (
        "id",
        "reference",
        "title",
        "plan",
        "plan_reference",
        "theme_title",
        "theme_id",
        "service_name",
        "officer",
        "ends",
    )
    return rows.values_list(*names)


def _judgements(rounds: list[Round]) -> dict[int, dict[int, Judgement]]:
    """For each round's id and priority's id, the judgement. The narratives themselves are not loaded."""
    rows = Coverage.objects.filter(round__in=rounds).order_by()
    found: dict[int, dict[int, Judgement]] = {}
    columns = ("round_id", "priority_id", "assessment_id", "assessment__rating", "assessment__rating_reason",
               "assessment__illustrative", "narrated")  # fmt: skip
    for round_id, priority_id, *judgement in rows.annotate(narrated=NARRATED).values_list(*columns):
        found.setdefault(round_id, {})[priority_id] = Judgement(*judgement)
    return found


def _as_told(judged: Mapping[int, Judgement], told: Mapping[int, Told]) -> dict[int, Judgement]:
    return {
        priority: replace(one, rating=then.rating, reason=then.reason, narrated=then.narrated)
        for priority, one in judged.items()
        if (then := told.get(one.assessment))
    }


def _grades(round: Round) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    rows = ExternalGrade.objects.filter(assessment__round=round).order_by("id")
    for assessment, value, by in rows.values_list("assessment_id", "value", "by"):
        found.setdefault(assessment, []).append((value, by))
    return found


def counts(lines: Iterable[Line]) -> dict[str, int]:
    """How many of each rating; "" counts those not judged."""
    return dict(Counter(line.now.rating for line in lines))


def answered_for(lines: Iterable[Line], then: bool = False) -> str:
    """Whether somebody answers for each: `4 of 36 priorities have no accountable officer`."""
    officers = [line.officer for line in lines]
    left, total = officers.count(""), words.count(len(officers), "priority", "priorities")
    has, have = ("had", "had") if then else ("has", "have")
    if left:
        return f"{left} of {total} {has if left == 1 else have} no accountable officer"
    return f"{f'Each of {total}' if len(officers) > 1 else 'The one priority'} {has} an accountable officer"


def overall(directions: Iterable[Direction]) -> Direction:
    """The direction of several together: which way more of them went; not known where none is known."""
    found = [one for one in directions if one is not Direction.NOT_KNOWN]
    if not found:
        return Direction.NOT_KNOWN
    net = found.count(Direction.IMPROVING) - found.count(Direction.WORSENING)
    return Direction.IMPROVING if net > 0 else Direction.WORSENING if net < 0 else Direction.STEADY


@dataclass(frozen=True, slots=True)
class ThemeStanding:
    """A theme with its priorities."""

    id: int
    title: str
    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[str, int]:
        return counts(self.lines)

    @property
    def direction(self) -> Direction:
        """Which way more of its priorities went since the round before."""
        return overall(line.direction for line in self.lines)


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """A plan with its themes."""

    reference: str
    title: str
    themes: tuple[ThemeStanding, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for theme in self.themes for line in theme.lines]

    @property
    def counts(self) -> dict[str, int]:
        return counts(self.lines)


RATINGS: dict[str, int] = {rating.value: place for place, rating in enumerate(Rating)}
ORDERS: dict[str, Callable[[Line], Any]] = {
    "reference": lambda line: line.reference.casefold(),
    "officer": lambda line: (not line.officer, line.officer.casefold()),
    "service": lambda line: (not line.service, line.service.casefold()),
    "rating": lambda line: RATINGS.get(line.now.rating, len(RATINGS)),
}


def ordered(lines: Iterable[Line], sort: str) -> list[Line]:
    """Lines in another order within each plan; the plans keep their places."""
    found = list(lines)
    places = {plan: place for place, plan in enumerate(dict.fromkeys(line.plan_reference for line in found))}
    return sorted(lists.ordered(found, ORDERS, sort), key=lambda line: places[line.plan_reference])


def by_plan(lines: Iterable[Line]) -> list[PlanStanding]:
    """Plans, themes and priorities, in the order in which the lines come."""
    return [
        PlanStanding(reference, title, tuple(_themes(of_plan)))
        for (reference, title), of_plan in groupby(lines, key=lambda line: (line.plan_reference, line.plan))
    ]


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan as the page of plans shows it: with its days, and about what of it the newest round asks."""

    plan: Plan
    standing: PlanStanding
    asked: frozenset[int]

    @property
    def lines(self) -> list[Line]:
        """The priorities that the round asks about."""
        return [line for line in self.standing.lines if line.id in self.asked]

    @property
    def counts(self) -> dict[str, int]:
        return counts(self.lines)


def with_days(lines: Iterable[Line], plans: Iterable[Plan], round: Round | None) -> list[Kept]:
    """Lines by plan, those of plans that the round asks about first."""
    held = {one.reference: one for one in plans}
    found = [Kept(held[one.reference], one, _asked(held[one.reference], one, round)) for one in by_plan(lines)]
    return sorted(found, key=lambda one: not one.asked)


def _asked(plan: Plan, standing: PlanStanding, round: Round | None) -> frozenset[int]:
    runs = round is None or plan.runs_in(round.start, round.end)
    return frozenset(line.id for line in standing.lines if runs and (line.lasts(round) or line.now.assessment))


def _themes(lines: Iterable[Line]) -> Iterator[ThemeStanding]:
    for (id, title), of_theme in groupby(lines, key=lambda line: (line.theme_id, line.theme)):
        yield ThemeStanding(id, title, tuple(of_theme))

"""The portfolio as the library reckons with it: load, alternatives, order, the best set. Reading takes four queries, whatever the size."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

import numpy as np
from django.db.models import Q, QuerySet

from tallystick import charts, periods, portfolio
from tallystick.portfolio import (
    Assignment,
    Candidate,
    Capacity,
    Change,
    Delay,
    Load,
    Merge,
    Place,
    Portfolio,
    Sensitivity,
    Spell,
    Stop,
)
from tallystick_web.councils.models import Council
from tallystick_web.delivery import models
from tallystick_web.delivery.queries.projects import LIVE

SEED: Final = 2026  # the same weights are drawn each time, so that a page does not change when it is looked at again
DRAWS: Final = 100  # few: the page tells what is exact and leaves the drawn weights aside
NO_SERVICE: Final = "No service"


@dataclass(frozen=True, slots=True)
class Held:
    """The council's portfolio with the names of its people (by their key in it)."""

    portfolio: Portfolio
    people: Mapping[str, str]
    projects: Mapping[str, str]


def held(council: Council, on: date) -> Held:
    """The live projects, who works on them, and how much each can. Four queries.

    A project without dates has those of the work on it, or the day looked at.
    """
    assignments = list(
        models.Assignment.objects.filter(project__council=council, project__state__in=LIVE).values_list(
            "person_id", "project__reference", "hours", "first", "last", "role", "person__name", "person__email"
        )
    )
    spans: dict[str, list[date]] = {}
    for row in assignments:
        spans.setdefault(row[1], []).extend(row[3:5])
    pairs = models.Dependency.objects.filter(project__council=council, project__state__in=LIVE, on__state__in=LIVE)
    needs: dict[str, list[str]] = {}
    for project, other in pairs.values_list("project__reference", "on__reference"):
        needs.setdefault(project, []).append(other)
    rows = models.Project.objects.filter(council=council, state__in=LIVE).values_list(
        "reference", "title", "start", "due", "cost"
    )
    projects = [_project(*row, spans.get(row[0], []), needs.get(row[0], []), on) for row in rows]
    capacities = models.Capacity.objects.filter(council=council).values_list(
        "person_id", "hours", "service__name", "person__name", "person__email"
    )
    known = {str(row[0]): Capacity(str(row[0]), float(row[1]), row[2] or NO_SERVICE) for row in capacities}
    names = {str(row[0]): row[3] or row[4] for row in capacities}
    names |= {str(row[0]): row[6] or row[7] for row in assignments}
    for key in names:
        known.setdefault(key, Capacity(key, float(models.Capacity.FULL), NO_SERVICE))
    work = tuple(Assignment(str(row[0]), row[1], float(row[2]), row[3], row[4], row[5]) for row in assignments)
    return Held(Portfolio(tuple(projects), work, tuple(known.values())), names, {one.key: one.name for one in projects})


def _project(
    reference: str, title: str, start: date | None, due: date | None, cost: Decimal | None,
    span: Sequence[date], needs: Sequence[str], on: date,
) -> portfolio.Project:  # fmt: skip
    first = start or min([*span, *([due] if due else [])], default=on)
    last = max(due or max([*span, first]), first)
    return portfolio.Project(reference, first, last, cost or Decimal(0), needs=tuple(needs), name=title)


@dataclass(frozen=True, slots=True)
class Row:
    """One person or service: in each span the hours, those there are, and by how much it is over; and this in all."""

    name: str
    cells: tuple[tuple[float, float, float], ...]
    over: float


@dataclass(frozen=True, slots=True)
class LoadPage:
    """Who carries how much: the over-committed first."""

    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    spells: tuple[tuple[str, Spell], ...]
    over: int
    chart: charts.LoadChart


def load_page(council: Council, on: date, *, by: str, span: str) -> LoadPage:
    """The load of people or services, by week (26 of them) or by quarter (8 of them), from the one that holds a day."""
    here = held(council, on)
    weekly = portfolio.load(here.portfolio, on, 104)
    found = (
        portfolio.load(here.portfolio, on, 26)
        if span == "week"
        else portfolio.load_by_quarter(here.portfolio, _quarter(on), 8)
    )
    names: Mapping[str, str] = here.people
    if by == "service":
        weekly, found = (portfolio.by_service(one, here.portfolio.capacities) for one in (weekly, found))
        names = {}
    spells = tuple((names.get(one.who, one.who), one) for one in portfolio.spells(weekly))
    totals = dict(zip(weekly.rows, weekly.over.sum(axis=1).tolist(), strict=True))
    over = sum(total > 0 for total in totals.values())
    return LoadPage(found.labels, tuple(_rows(found, names, totals)), spells, over, _chart(found))


def _chart(found: Load) -> charts.LoadChart:
    """Everybody together. That there is enough in all hides who is over, so the rows stand beneath."""
    hours, capacity = (np.round(np.nan_to_num(one).sum(axis=0), 1).tolist() for one in (found.hours, found.capacity))
    return charts.LoadChart("Hours of work against the hours there are, all together", found.labels, hours, capacity)


def _quarter(on: date) -> periods.Period:
    return periods.quarter(on.year - (on.month < 4), (on.month - 4) % 12 // 3 + 1)


def _rows(found: Load, names: Mapping[str, str], totals: Mapping[str, float]) -> list[Row]:
    hours, capacity, over = (np.round(one, 1).tolist() for one in (found.hours, found.capacity, found.over))
    rows = [
        Row(
            names.get(name, name),
            tuple((a, b, c) for a, b, c in zip(hours[at], capacity[at], over[at], strict=True)),
            totals.get(name, 0.0),
        )
        for at, name in enumerate(found.rows)
    ]
    return sorted(rows, key=lambda row: (-row.over, -sum(cell[0] for cell in row.cells), row.name.lower()))


@dataclass(frozen=True, slots=True)
class Trial:
    """The portfolio before and after some changes, in words."""

    comparison: portfolio.Comparison
    changes: tuple[str, ...]
    relieved: tuple[str, ...]
    newly_over: tuple[str, ...]


def trial(council: Council, changes: Iterable[Change], on: date) -> Trial:
    """What some changes would come to. Raises `PortfolioError` for changes that cannot be made."""
    here, wanted = held(council, on), list(changes)
    after = portfolio.what_if(here.portfolio, wanted)
    compared = portfolio.compare(here.portfolio, after, on)
    name = here.people.get
    return Trial(
        compared,
        tuple(portfolio.change_words(one) for one in wanted),
        tuple(name(one, one) for one in compared.relieved),
        tuple(name(one, one) for one in compared.newly_over),
    )


def changes_of(
    stop: Iterable[str], delay: Iterable[str], weeks: int, merge: Sequence[str], saving: Decimal
) -> list[Change]:
    """Changes by the references of the projects."""
    changes: list[Change] = [Stop(one) for one in stop]
    changes += [Delay(one, weeks) for one in delay]
    if merge:
        changes.append(Merge(tuple(merge), merge[0], float(saving / 100)))
    return changes


def proposals(council: Council) -> QuerySet[models.PortfolioProposal]:
    """What was thought of and kept, the newest first. Two queries."""
    return (
        models.PortfolioProposal.objects.filter(council=council)
        .select_related("by")
        .prefetch_related("changes__project")
    )


def criteria(council: Council) -> QuerySet[models.Criterion]:
    """What projects are judged by, the weightiest first."""
    return models.Criterion.objects.filter(council=council)


@dataclass(frozen=True, slots=True)
class Order:
    """The projects in order, how far that order hangs on the weights, and those that lack a score."""

    criteria: tuple[models.Criterion, ...]
    places: tuple[tuple[str, Place], ...]
    sensitivity: Sensitivity | None
    unscored: tuple[str, ...]


def order(council: Council, *, how_far: bool = True) -> Order:
    """The live projects by the council's criteria. Those without a score for every criterion are told, not counted as nought.

    How far the order hangs on the weights takes longest and is left out where nobody asks.
    """
    used = tuple(one for one in criteria(council) if one.weight > 0)
    rows = models.ProjectScore.objects.filter(project__council=council, project__state__in=LIVE, criterion__in=used)
    given: dict[str, dict[str, float]] = {}
    for project, criterion, value in rows.values_list("project__reference", "criterion_id", "value"):
        given.setdefault(project, {})[str(criterion)] = float(value)
    names = dict(models.Project.objects.filter(council=council, state__in=LIVE).values_list("reference", "title"))
    complete = {key: one for key, one in given.items() if len(one) == len(used)}
    stated = [
        portfolio.Criterion(str(one.pk), float(one.weight), one.title, one.higher_is_better, 0.0, 10.0) for one in used
    ]
    unscored = tuple(sorted(key for key in names if key not in complete))
    if not stated or not complete:
        return Order(used, (), None, unscored)
    places = tuple((names[one.key], one) for one in portfolio.ranking(stated, complete))
    several = how_far and len(complete) > 1 and len(stated) > 1
    sensitive = portfolio.sensitivity(stated, complete, SEED, draws=DRAWS) if several else None
    return Order(used, places, sensitive, unscored)


def candidates(council: Council, on: date, must: Iterable[str]) -> list[Candidate]:
    """The live projects as candidates: their cost, effort in days, and value by the council's criteria, out of 100."""
    wanted, values = (
        set(must),
        {place.key: round(place.score * 100, 1) for _, place in order(council, how_far=False).places},
    )
    effort = dict(models.Project.objects.filter(council=council, state__in=LIVE).values_list("reference", "effort"))
    return [
        Candidate(
            one.key,
            float(one.cost),
            values.get(one.key, 0.0),
            {"days": float(effort.get(one.key) or 0)},
            one.needs,
            one.key in wanted,
        )
        for one in held(council, on).portfolio.projects
    ]


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """The references of the live projects whose cost is not known, and of those whose effort is not; both count as nought."""

    cost: frozenset[str]
    effort: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.cost or self.effort)


def unmeasured(council: Council) -> Unmeasured:
    """What is not known of the live projects. One query."""
    rows = models.Project.objects.filter(Q(cost=None) | Q(effort=None), council=council, state__in=LIVE)
    found = list(rows.values_list("reference", "cost", "effort"))
    return Unmeasured(
        frozenset(key for key, cost, _ in found if cost is None),
        frozenset(key for key, _, effort in found if effort is None),
    )


def scores_of(project: models.Project) -> dict[int, int]:
    """The scores of a project, by criterion."""
    return dict(models.ProjectScore.objects.filter(project=project).values_list("criterion_id", "value"))


def made_up(council: Council) -> bool:
    """Whether a live project is illustrative: then every figure of the portfolio rests on something that is. One query."""
    return models.Project.objects.filter(council=council, state__in=LIVE, illustrative=True).exists()


def project_names(council: Council) -> list[tuple[str, str]]:
    """The live projects with their titles."""
    return list(models.Project.objects.filter(council=council, state__in=LIVE).values_list("reference", "title"))

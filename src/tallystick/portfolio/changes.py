"""What the portfolio would look like if some projects were stopped, merged or delayed: tried, compared, kept as a proposal.

A change is a value, and a list of changes makes a new portfolio from an old one; nothing else moves by itself. What a change leaves
hanging (a project that needs one that is gone) is told, not mended.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from tallystick.deadlines import Region
from tallystick.periods.period import written
from tallystick.portfolio.loading import HERE, Load, by_service, load
from tallystick.portfolio.model import Assignment, Portfolio, PortfolioError, Project, turns


@dataclass(frozen=True, slots=True)
class Stop:
    """A project ends before `on`, or (None) is never begun. Its benefit is lost; its cost is that of the days that have passed."""

    project: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Delay:
    """A project and all work on it move by so many weeks; below 0 they come forward."""

    project: str
    weeks: int


@dataclass(frozen=True, slots=True)
class Merge:
    """Several projects become one, from the first beginning to the last end, with a share of their effort and cost saved."""

    projects: tuple[str, ...]
    into: str
    saving: float = 0.0
    name: str = ""


Change = Stop | Delay | Merge


@dataclass(frozen=True, slots=True)
class Figures:
    """A portfolio in a few figures, over the weeks that were looked at."""

    projects: int
    hours: float
    peak: float
    peak_week: date
    people_over: int
    hours_over: float
    services_over: int
    cost: Decimal
    benefit: Decimal


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two portfolios side by side: their figures, who is relieved and who is newly over, and which projects miss one they need."""

    before: Figures
    after: Figures
    relieved: tuple[str, ...]
    newly_over: tuple[str, ...]
    missing_needs: tuple[tuple[str, str], ...]

    @property
    def sentence(self) -> str:
        """In words, what the changes come to."""
        said = [
            f"{self.after.projects} projects {_beside(self.after.projects, self.before.projects)}",
            f"the busiest week has {self.after.peak:,.0f} hours instead of {self.before.peak:,.0f}",
            f"{_people(self.after.people_over)} over-committed {_beside(self.after.people_over, self.before.people_over)}",
            f"cost {_money(self.after.cost - self.before.cost)}",
            f"benefit {_money(self.after.benefit - self.before.benefit)}",
        ]
        return "; ".join(said) + "."


def what_if(portfolio: Portfolio, changes: Iterable[Change]) -> Portfolio:
    """The portfolio after the changes, made one after another. Raises `PortfolioError` for a project that is not there (any more)."""
    for change in changes:
        if isinstance(change, Stop):
            portfolio = _stopped(portfolio, change)
        elif isinstance(change, Delay):
            portfolio = _delayed(portfolio, change)
        else:
            portfolio = _merged(portfolio, change)
    return portfolio


def change_words(change: Change) -> str:
    """In words: `Stop Depot from 1 April 2026`, `Delay Depot by 6 weeks`, `Merge Depot and Fleet into Depot`."""
    if isinstance(change, Stop):
        return f"Stop {change.project} from {written(change.on)}" if change.on else f"Do not do {change.project}"
    if isinstance(change, Delay):
        weeks = f"{abs(change.weeks)} week{'' if abs(change.weeks) == 1 else 's'}"
        return (
            f"Bring {change.project} forward by {weeks}" if change.weeks < 0 else f"Delay {change.project} by {weeks}"
        )
    return f"Merge {', '.join(change.projects[:-1])} and {change.projects[-1]} into {change.into}"


def compare(before: Portfolio, after: Portfolio, first: date, weeks: int = 104, region: Region = HERE) -> Comparison:
    """What changes between two portfolios, over the weeks from `first` on."""
    old, new = load(before, first, weeks, region), load(after, first, weeks, region)
    was, now = _over(old), _over(new)
    return Comparison(
        _figures(before, old),
        _figures(after, new),
        tuple(sorted(was - now)),
        tuple(sorted(now - was)),
        missing_needs(after),
    )


def missing_needs(portfolio: Portfolio) -> tuple[tuple[str, str], ...]:
    """Each project that needs another which is not in the portfolio, with that other."""
    there = {project.key for project in portfolio.projects}
    return tuple((project.key, need) for project in portfolio.projects for need in project.needs if need not in there)


def _stopped(portfolio: Portfolio, change: Stop) -> Portfolio:
    project = portfolio.project(change.project)
    others = tuple(one for one in portfolio.projects if one is not project)
    if change.on is None or change.on <= project.first:
        kept = tuple(one for one in portfolio.assignments if one.project != project.key)
        return replace(portfolio, projects=others, assignments=kept)
    if change.on > project.last:
        return portfolio
    last = change.on - timedelta(days=1)
    share = Decimal((change.on - project.first).days) / Decimal((project.last - project.first).days + 1)
    ended = replace(project, last=last, cost=project.cost * share, benefit=Decimal(0))
    assignments = tuple(
        _cut(one, last) if one.project == project.key else one
        for one in portfolio.assignments
        if one.project != project.key or one.first <= last
    )
    return replace(portfolio, projects=_swapped(portfolio.projects, project, ended), assignments=assignments)


def _cut(one: Assignment, last: date) -> Assignment:
    """The assignment as far as a day; a profile becomes one of days, so that what was done stays what it was."""
    if one.last <= last or not one.profile:
        return replace(one, last=min(one.last, last))
    begins = turns(one)
    days = (one.first + timedelta(days=n) for n in range((last - one.first).days + 1))
    return replace(one, last=last, profile=tuple(one.profile[bisect_right(begins, day) - 1] for day in days))


def _delayed(portfolio: Portfolio, change: Delay) -> Portfolio:
    project, by = portfolio.project(change.project), timedelta(weeks=change.weeks)
    moved = replace(project, first=project.first + by, last=project.last + by)
    assignments = tuple(
        replace(one, first=one.first + by, last=one.last + by) if one.project == project.key else one
        for one in portfolio.assignments
    )
    return replace(portfolio, projects=_swapped(portfolio.projects, project, moved), assignments=assignments)


def _merged(portfolio: Portfolio, change: Merge) -> Portfolio:
    parts = [portfolio.project(key) for key in dict.fromkeys(change.projects)]
    if len(parts) < 2:
        raise PortfolioError("a merger needs two projects or more")
    if not 0 <= change.saving <= 1:
        raise PortfolioError(f"a saving of {change.saving} is no share: give 0 to 1")
    keys, left = {part.key for part in parts}, 1 - change.saving
    if change.into not in keys and any(one.key == change.into for one in portfolio.projects):
        raise PortfolioError(f"project {change.into} is there already and is not one of those merged: give another key")
    whole = Project(
        key=change.into,
        first=min(part.first for part in parts),
        last=max(part.last for part in parts),
        cost=sum((part.cost for part in parts), Decimal(0)) * Decimal(str(left)),
        benefit=sum((part.benefit for part in parts), Decimal(0)),
        needs=tuple(dict.fromkeys(need for part in parts for need in part.needs if need not in keys)),
        name=change.name or next((part.name for part in parts if part.key == change.into), ""),
    )
    others = [_renamed(one, keys, change.into) for one in portfolio.projects if one.key not in keys]
    assignments = tuple(
        replace(one, project=change.into, hours_a_week=one.hours_a_week * left) if one.project in keys else one
        for one in portfolio.assignments
    )
    return replace(portfolio, projects=(*others, whole), assignments=assignments)


def _renamed(project: Project, keys: set[str], into: str) -> Project:
    """Who needed one of the merged projects needs the whole."""
    needs = tuple(dict.fromkeys(into if need in keys else need for need in project.needs))
    return project if needs == project.needs else replace(project, needs=needs)


def _swapped(projects: Sequence[Project], old: Project, new: Project) -> tuple[Project, ...]:
    return tuple(new if one is old else one for one in projects)


def _over(found: Load) -> set[str]:
    return {found.rows[at] for at in np.flatnonzero(found.over.any(axis=1))}


def _figures(portfolio: Portfolio, found: Load) -> Figures:
    by_week = found.hours.sum(axis=0)
    peak = int(by_week.argmax())
    services = by_service(found, portfolio.capacities)
    return Figures(
        projects=len(portfolio.projects),
        hours=float(by_week.sum()),
        peak=float(by_week[peak]),
        peak_week=found.starts[peak],
        people_over=len(_over(found)),
        hours_over=float(found.over.sum()),
        services_over=len(_over(services)),
        cost=sum((one.cost for one in portfolio.projects), Decimal(0)),
        benefit=sum((one.benefit for one in portfolio.projects), Decimal(0)),
    )


def _beside(after: int, before: int) -> str:
    return "as before" if after == before else f"instead of {before}"


def _people(count: int) -> str:
    return "1 person is" if count == 1 else f"{count} people are"


def _money(change: Decimal) -> str:
    if not change:
        return "unchanged"
    return f"{'up' if change > 0 else 'down'} £{abs(change):,.0f}"

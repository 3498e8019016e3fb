"""What a portfolio is made of: projects, who works on them and how much, and how much each of them can work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

HOURS_A_DAY = 7.4  # a week of 37 hours, the full-time week of local government


class PortfolioError(ValueError):
    """A portfolio that cannot be worked with. The message names what is wrong and says what to give."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its dates, what it costs and brings in all, and the projects without which it makes no sense."""

    key: str
    first: date
    last: date
    cost: Decimal = Decimal(0)
    benefit: Decimal = Decimal(0)
    needs: tuple[str, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        _in_order(f"project {self.key}", self.first, self.last)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Somebody's work on a project: so many hours a week from one day to another, both included.

    A `profile` shapes it: the time is split into as many equal parts as it has numbers, and in each the hours are multiplied by its number.
    """

    person: str
    project: str
    hours_a_week: float
    first: date
    last: date
    role: str = ""
    profile: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        _in_order(f"{self.person}'s work on {self.project}", self.first, self.last)
        if not self.hours_a_week >= 0 or any(not part >= 0 for part in self.profile):
            raise PortfolioError(f"{self.person}'s hours on {self.project} are below 0: give 0 or more")


@dataclass(frozen=True, slots=True)
class Capacity:
    """How much somebody can work on projects in a whole week, in which service, and when they are away (first and last day, both included).

    A person may have several, one after another, where their hours change; `first` and `last` None mean always.
    """

    person: str
    hours_a_week: float
    service: str = ""
    leave: tuple[tuple[date, date], ...] = ()
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if not self.hours_a_week >= 0:
            raise PortfolioError(f"{self.person}'s hours are below 0: give 0 or more")
        for first, last in self.leave:
            _in_order(f"{self.person}'s leave", first, last)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything that is going on or planned, and the people."""

    projects: tuple[Project, ...]
    assignments: tuple[Assignment, ...] = ()
    capacities: tuple[Capacity, ...] = ()

    def __post_init__(self) -> None:
        keys = [project.key for project in self.projects]
        if len(set(keys)) < len(keys):
            twice = next(key for key in keys if keys.count(key) > 1)
            raise PortfolioError(f"project {twice} is there twice: give each its own key")

    def project(self, key: str) -> Project:
        """The project of that key."""
        found = next((one for one in self.projects if one.key == key), None)
        if found is None:
            raise PortfolioError(f"there is no project {key}: give one of the portfolio’s own")
        return found


def hours_from_days(days_a_week: float, hours_a_day: float = HOURS_A_DAY) -> float:
    """Effort that was given in days a week, as hours a week."""
    return days_a_week * hours_a_day


def turns(one: Assignment) -> list[date]:
    """The first day of each part of an assignment's profile, and the day after its last."""
    stop, count = one.last + timedelta(days=1), max(1, len(one.profile))
    days = (stop - one.first).days
    return [one.first + timedelta(days=round(days * n / count)) for n in range(count + 1)]


def merged(spans: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Spans of days without overlaps, so that a day away is not counted twice."""
    found: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _in_order(what: str, first: date, last: date) -> None:
    if last < first:
        raise PortfolioError(f"{what} ends before it begins ({first} to {last}): mend one of the dates")

"""Dates: what is due when, for everybody or for one person, as a list and as plans drawn along the calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from tallystick import charts
from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action, CalendarFeed, Milestone, Project, Redating, Risk
from tallystick_web.delivery.queries import projects, risks, work

ACTION, PROJECT, RISK = "delivery:action", "delivery:project", "delivery:risk"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something due on a day. `name` and `reference` make the address of its page; `key` stays the same while it moves."""

    day: date
    kind: str
    words: str
    name: str
    reference: str
    key: str
    who: str = ""
    done: bool = False

    def is_late(self, on: date) -> bool:
        return not self.done and self.day < on


def entries(council: Council, first: date, last: date, person: User | None = None) -> list[Entry]:
    """What is due from one day to another, of everybody or of one person, by day. Four queries."""
    span = (first, last)
    found = [
        *_actions(council, span, person),
        *_milestones(council, span, person),
        *_projects(council, span, person),
        *_risks(council, span, person),
    ]
    return sorted(found, key=lambda one: (one.day, one.kind, one.reference))


def _actions(council: Council, span: tuple[date, date], person: User | None) -> Iterable[Entry]:
    found = Action.objects.filter(council=council, due__range=span).exclude(state=Action.State.STOPPED)
    found = found.filter(owner=person) if person else found
    columns = ("pk", "reference", "title", "due", "state", *_who("owner"))
    for key, reference, title, due, state, name, email in found.values_list(*columns):
        words, done = f"{reference} {title}", state == Action.State.DONE
        yield Entry(due or span[0], "Action due", words, ACTION, reference, f"action-{key}", name or email or "", done)


def _milestones(council: Council, span: tuple[date, date], person: User | None) -> Iterable[Entry]:
    found = Milestone.objects.filter(action__council=council, due__range=span)
    found = found.exclude(action__state=Action.State.STOPPED)
    found = found.filter(action__owner=person) if person else found
    columns = ("pk", "title", "due", "done_on", "action__reference", "action__title", *_who("action__owner"))
    for key, title, due, done_on, reference, of, name, email in found.values_list(*columns):
        words, who = f"{title} ({reference} {of})", name or email or ""
        yield Entry(due, "Milestone", words, ACTION, reference, f"milestone-{key}", who, done_on is not None)


def _projects(council: Council, span: tuple[date, date], person: User | None) -> Iterable[Entry]:
    found = Project.objects.filter(council=council, due__range=span).exclude(state=Project.State.STOPPED)
    found = found.filter(manager=person) if person else found
    columns = ("pk", "reference", "title", "due", "state", *_who("manager"))
    for key, reference, title, due, state, name, email in found.values_list(*columns):
        words, done = f"{reference} {title}", state == Project.State.CLOSED
        yield Entry(
            due or span[0], "Project ends", words, PROJECT, reference, f"project-{key}", name or email or "", done
        )


def _risks(council: Council, span: tuple[date, date], person: User | None) -> Iterable[Entry]:
    found = Risk.objects.filter(council=council, review_due__range=span, state__in=risks.LIVE)
    found = found.filter(owner=person) if person else found
    columns = ("pk", "reference", "title", "review_due", *_who("owner"))
    for key, reference, title, due, name, email in found.values_list(*columns):
        words = f"{reference} {title}"
        yield Entry(due or span[0], "Risk to review", words, RISK, reference, f"risk-{key}", name or email or "")


def _who(person: str) -> tuple[str, str]:
    """The columns that name a person."""
    return f"{person}__name", f"{person}__email"


def digest(token: str) -> str:
    """What is held of a token."""
    return sha256(token.encode()).hexdigest()


def feed_at(council: Council, token: str) -> CalendarFeed | None:
    """The feed that an address opens, while its person is active and holds a role in the council."""
    found = CalendarFeed.objects.filter(
        council=council, digest=digest(token), person__is_active=True, person__memberships__council=council
    )
    return found.select_related("person").distinct().first()


def feed_of(council: Council, person: User) -> CalendarFeed | None:
    """The feed that a person has, if any."""
    return CalendarFeed.objects.filter(council=council, person=person).first()


def feed_entries(feed: CalendarFeed, on: date) -> list[Entry]:
    """The dates of a feed's person that are not done: those passed since a year, and two years ahead."""
    span = (on - timedelta(days=365), on + timedelta(days=730))
    return [one for one in entries(feed.council, *span, feed.person) if not one.done]


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the Gantt chart with where its page is."""

    row: charts.GanttRow
    name: str
    reference: str
    state: str


def project_bars(lines: Sequence[projects.Line], on: date) -> list[Bar]:
    """The projects as bars with the milestones of their actions. One query."""
    keys = [one.project.pk for one in lines]
    steps: dict[int, list[charts.Milestone]] = {}
    found = Milestone.objects.filter(action__project__in=keys).exclude(action__state=Action.State.STOPPED)
    for key, title, due, done_on in found.values_list("action__project_id", "title", "due", "done_on"):
        if key is not None:
            steps.setdefault(key, []).append(_milestone(title, due, done_on, on))
    return [
        Bar(
            charts.GanttRow(str(one.project), one.project.start, one.project.due, None, tuple(steps.get(one.project.pk, ()))),
            PROJECT, one.project.reference, one.standing.words,
        )
        for one in lines
        if one.project.start or one.project.due or one.project.pk in steps
    ]  # fmt: skip


def action_bars(lines: Sequence[work.Line], on: date) -> list[Bar]:
    """The actions as bars with their milestones; what was first planned is the first date a re-dating moved. One query."""
    planned: dict[int, date | None] = {}
    moves = Redating.objects.filter(action__in=[one.action.pk for one in lines], milestone=None).order_by("id")
    for key, was in moves.values_list("action_id", "was"):
        planned.setdefault(key, was)
    return [
        Bar(
            charts.GanttRow(
                str(one.action), one.action.start, one.action.due, planned.get(one.action.pk),
                tuple(_milestone(step.title, step.due, step.done_on, on) for step in one.action.milestones.all()),
            ),
            ACTION, one.action.reference, one.standing.words,
        )
        for one in lines
        if one.action.start or one.action.due
    ]  # fmt: skip


def _milestone(title: str, due: date, done_on: date | None, on: date) -> charts.Milestone:
    state = "met" if done_on else "missed" if due < on else "due"
    return charts.Milestone(title, done_on or due, state)

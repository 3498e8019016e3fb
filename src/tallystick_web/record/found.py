"""What a row of the index leads to: what it is called, its address, and the page that whoever finds it must be let into."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from tallystick_web.challenges.models import Challenge, Evidence, Point, Thread
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action, Milestone, Programme, Project, Risk, ServicePlan
from tallystick_web.measures.models import Measure
from tallystick_web.measures.reading import sentences
from tallystick_web.plans.models import Priority
from tallystick_web.record import passages
from tallystick_web.record.passages import Segments
from tallystick_web.reviews.models import Assessment, Promise, Question


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the index."""

    kind: str
    id: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: what it is, where it leads, and its words cut where those that were asked for stand."""

    what: str
    url: str
    title: Segments
    text: Segments
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that is found: its names, the address that is its permission, its rows, and where one of them leads.

    `called` names a row whose words are all text: an assessment is called by its priorities and its round.
    """

    one: str
    several: str
    opens: str
    rows: Callable[[Iterable[int]], Any]
    leads: Callable[[Any], tuple[Any, ...]]
    called: Callable[[Any], str] = lambda row: ""


def _assessments(ids: Iterable[int]) -> Any:
    return Assessment.objects.filter(pk__in=ids).select_related("round").prefetch_related("coverage__priority")


def _priority_of(one: Assessment) -> tuple[Any, ...]:
    first = next(iter(one.coverage.all()), None)
    if first is None:
        return ("record:round", one.round.slug)
    return ("record:priority", first.priority.reference, f"?round={one.round.slug}")


def _questions(ids: Iterable[int]) -> Any:
    found = Question.objects.filter(pk__in=ids).select_related("assessment__round")
    return found.prefetch_related("assessment__coverage__priority")


def _point(point: Point | None) -> tuple[Any, ...]:
    return ("challenges:point", point.challenge.reference, point.slug) if point else ("challenges:points",)


def _first(thread: Thread) -> Point | None:
    return next(iter(thread.points.all()), None)


def _threads(ids: Iterable[int]) -> Any:
    return Thread.objects.filter(pk__in=ids).prefetch_related("points__challenge")


def _evidence(ids: Iterable[int]) -> Any:
    found = Evidence.objects.filter(pk__in=ids, confidential=False, withdrawn_on=None).select_related("thread")
    return found.prefetch_related("thread__points__challenge")


KINDS: Final = {
    "priority": Kind("priority", "priorities", "record:priority",
        lambda ids: Priority.objects.filter(pk__in=ids), lambda one: ("record:priority", one.reference)),
    "measure": Kind("measure", "measures", "record:measure",
        lambda ids: Measure.objects.filter(pk__in=ids), lambda one: ("record:measure", one.reference)),
    "assessment": Kind("narrative", "narratives", "record:priority", _assessments, _priority_of,
        lambda one: f"{one.references}, {one.round}"),
    "promise": Kind("promise", "promises", "reviews:promises",
        lambda ids: Promise.objects.filter(pk__in=ids), lambda one: ("reviews:promises",), lambda one: "A promise"),
    "question": Kind("question", "questions", "reviews:assessment", _questions, lambda one: _priority_of(one.assessment),
        lambda one: f"Question about {one.assessment.references}, {one.assessment.round}"),
    "challenge": Kind("challenge", "challenges", "challenges:challenge",
        lambda ids: Challenge.objects.filter(pk__in=ids), lambda one: ("challenges:challenge", one.reference)),
    "point": Kind("recommendation or finding", "recommendations and findings", "challenges:point",
        lambda ids: Point.objects.filter(pk__in=ids).select_related("challenge"), _point, lambda one: one.name.capitalize()),
    "answer": Kind("answer to a challenge", "answers to challenges", "challenges:point",
        _threads, lambda one: _point(_first(one)), lambda one: str(one).capitalize()),
    "evidence": Kind("piece of evidence", "pieces of evidence", "challenges:point",
        _evidence, lambda one: _point(_first(one.thread)), lambda one: f"Evidence of {one.on:%-d %B %Y}"),
    "action": Kind("action", "actions", "delivery:action",
        lambda ids: Action.objects.filter(pk__in=ids), lambda one: ("delivery:action", one.reference)),
    "milestone": Kind("milestone", "milestones", "delivery:action",
        lambda ids: Milestone.objects.filter(pk__in=ids).select_related("action"),
        lambda one: ("delivery:action", one.action.reference)),
    "risk": Kind("risk", "risks", "delivery:risk",
        lambda ids: Risk.objects.filter(pk__in=ids), lambda one: ("delivery:risk", one.reference)),
    "project": Kind("project", "projects", "delivery:project",
        lambda ids: Project.objects.filter(pk__in=ids), lambda one: ("delivery:project", one.reference)),
    "programme": Kind("programme", "programmes", "delivery:programmes",
        lambda ids: Programme.objects.filter(pk__in=ids), lambda one: ("delivery:programmes",)),
    "service_plan": Kind("service plan", "service plans", "delivery:plan",
        lambda ids: ServicePlan.objects.filter(pk__in=ids).select_related("unit"), lambda one: ("delivery:plan", one.pk),
        lambda one: str(one).capitalize()),
}  # fmt: skip


def may_find(may_open: Callable[[str], bool]) -> list[str]:
    """The kinds whose pages a person may open."""
    return [name for name, kind in KINDS.items() if may_open(kind.opens)]


def hits(council: Council, rows: list[Row], words: Sequence[str]) -> list[Hit]:
    """The rows of a page of the index as they are shown, in their order. At most two queries a kind."""
    ids: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        ids[row.kind].append(row.id)
    held = {kind: {one.pk: one for one in KINDS[kind].rows(wanted)} for kind, wanted in ids.items()}
    return [_hit(council, row, held[row.kind][row.id], words) for row in rows if row.id in held[row.kind]]


def _hit(council: Council, row: Row, record: Any, words: Sequence[str]) -> Hit:
    kind = KINDS[row.kind]
    name, *place = kind.leads(record)
    query = place.pop() if place and str(place[-1]).startswith("?") else ""
    title = passages.marked(row.title.strip(), words) or ((kind.called(record) or kind.one.capitalize(), False),)
    text = passages.around(sentences.unmarked(row.text), words)
    made_up = bool(getattr(record, "illustrative", False))
    return Hit(kind.one, reverse(name, args=[council.slug, *place]) + query, title, text, made_up)

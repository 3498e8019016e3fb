"""Answers as they stand, today or on any day: told from rows that are only added.

Whoever asks says whether confidential evidence may be in the answer; without a word it is not, and then no row of it is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from tallystick_web.challenges.models import (
    ANSWERABLE,
    Closing,
    Evidence,
    Expectation,
    Placement,
    Point,
    Response,
    Serving,
    StateChange,
    Thread,
)
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action, Milestone, Redating
from tallystick_web.delivery.queries import work

State, Answer = Thread.State, Response.Answer
Row = tuple[Point, "Standing"]


def _rows(confidential: bool) -> list[Prefetch]:
    """What a thread is told from, each in one query."""
    evidence = Evidence.objects.select_related("measure", "vouched_by", "by")
    shown = evidence if confidential else evidence.filter(confidential=False)
    return [
        Prefetch("placements__thread__changes", StateChange.objects.select_related("by", "second")),
        Prefetch("placements__thread__responses", Response.objects.select_related("officer", "by")),
        Prefetch("placements__thread__evidence", shown),
        Prefetch("placements__thread__expectations", Expectation.objects.select_related("measure")),
        Prefetch("placements__thread__serving", Serving.objects.select_related("action__owner", "action__council")),
        Prefetch("placements__thread__serving__action__milestones", Milestone.objects.all()),
        Prefetch("placements__thread__serving__action__redatings", Redating.objects.all()),
        Prefetch("placements__thread__closings", Closing.objects.select_related("proposed_by", "decided_by")),
        Prefetch("placements__thread__placements", Placement.objects.select_related("point__challenge")),
        Prefetch("placements__thread__placements__point__placements", Placement.objects.all()),
    ]  # fmt: skip


def points(council: Council, *, confidential: bool = False) -> QuerySet[Point]:
    """Every point that is answered, with all that its threads are told from. A constant number of queries."""
    found = Point.objects.filter(challenge__council=council, list__in=ANSWERABLE)
    found = found.select_related("challenge__council", "thread__council", "thread__response__officer")
    placements = Placement.objects.select_related("thread__council", "thread__response__officer")
    return found.prefetch_related(Prefetch("placements", placements), *_rows(confidential)).order_by(
        "challenge__last_day", "challenge_id", "list", "number"
    )


def point_at(council: Council, reference: str, slug: str, *, confidential: bool = False) -> Point | None:
    """The answered point that an address names (`quick-win-3`)."""
    list, _, number = slug.replace("-", "_").rpartition("_")
    if not number.isdecimal() or len(number) > 4:
        return None
    found = points(council, confidential=confidential)
    return found.filter(challenge__reference=reference, list=list, number=int(number)).first()


def thread_at(council: Council, key: int) -> Thread | None:
    """One answer by its key."""
    return Thread.objects.filter(council=council, pk=key).select_related("council", "response__officer").first()


def evidence_at(council: Council, key: int, *, confidential: bool = False) -> Evidence | None:
    """One piece of evidence; none where it is confidential and may not be seen."""
    found = Evidence.objects.filter(thread__council=council, pk=key).select_related("thread__council", "measure")
    return (found if confidential else found.filter(confidential=False)).first()


def threads_at(council: Council, keys: Iterable[int]) -> list[Thread]:
    """Some answers with their points and the closings that wait, in the order of their keys. Three queries."""
    found = Thread.objects.filter(council=council, pk__in=list(keys)).select_related("council", "response__officer")
    return list(found.prefetch_related("points__challenge", "closings"))


def linkable(council: Council, thread: Thread) -> list[Point]:
    """The points that could be answered in a thread too: those of other threads that are not done with."""
    found = Point.objects.filter(challenge__council=council, list__in=ANSWERABLE).exclude(thread=thread)
    rows = found.select_related("challenge", "thread__response").order_by("-challenge__last_day", "list", "number")
    return [one for one in rows if one.thread and not one.thread.ended]


def closing_waits(thread: Thread) -> bool:
    """Whether a closing waits for a second person. No query where the closings were prefetched."""
    return any(one.state == Closing.State.WAITING for one in thread.closings.all())


def has_evidence(thread: Thread, besides: Evidence | None = None) -> bool:
    """Whether any evidence stands, confidential or not, `besides` one piece."""
    standing = Evidence.objects.filter(thread=thread, withdrawn_on=None)
    return (standing.exclude(pk=besides.pk) if besides else standing).exists()


def last_day(thread: Thread) -> date | None:
    """The newest day of which the record of an answer says something."""
    states = StateChange.objects.filter(thread=thread).order_by("-on").values_list("on", flat=True).first()
    answers = Response.objects.filter(thread=thread).order_by("-on").values_list("on", flat=True).first()
    return max((day for day in (states, answers) if day), default=None)


def expectation_at(council: Council, key: int) -> Expectation | None:
    """One expectation by its key."""
    found = Expectation.objects.filter(thread__council=council, pk=key)
    return found.select_related("thread__council", "thread__response", "measure").first()


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer to a point as it stood on a day. `together` are the other points that the same thread answered."""

    thread: Thread
    on: date
    changes: tuple[StateChange, ...]
    responses: tuple[Response, ...]
    evidence: tuple[Evidence, ...]
    expectations: tuple[Expectation, ...]
    serving: tuple[Serving, ...]
    closing: Closing | None
    together: tuple[Point, ...]

    @property
    def served(self) -> list[tuple[work.Line, Serving]]:
        """The actions that serve the answer, with how they stand on the day, the late first, and the link of each."""
        links = {one.action_id: one for one in self.serving}
        lines = work.late_first(work.line(one.action, self.on) for one in self.serving)
        return [(line, links[line.action.pk]) for line in lines]

    @property
    def change(self) -> StateChange:
        """The step that led to the state of the day."""
        return self.changes[-1]

    @property
    def state(self) -> str:
        return self.change.state

    @property
    def response(self) -> Response | None:
        """The newest version of the answer; one that names the people and does not answer yet counts too."""
        return self.responses[-1] if self.responses else None

    @property
    def answer(self) -> str:
        return self.response.answer if self.response else ""

    @property
    def declined(self) -> bool:
        """Whether the answer is that it will not be done."""
        return self.state == State.RESPONDED and self.answer == Answer.DECLINED

    @property
    def words(self) -> str:
        """The state as people say it: an answer that declines is not one that waits for delivery."""
        return Answer.DECLINED.label if self.declined else State(self.state).label

    @property
    def ended(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self.declined or self.state in (State.IMPACT_EVIDENCED, State.BUSINESS_AS_USUAL, State.SUPERSEDED)

    def newest(self, *states: str) -> StateChange | None:
        """The newest step into one of these states."""
        return next((one for one in reversed(self.changes) if one.state in states), None)


def standing(point: Point, on: date) -> Standing | None:
    """The answer to a point of `points` on a day; None before it was received. Reads nothing that was not prefetched."""
    placed = [one for one in point.placements.all() if one.on <= on]
    if not placed:
        return None
    thread = placed[-1].thread
    return _standing(thread, point, on)


def _standing(thread: Thread, point: Point, on: date) -> Standing | None:
    changes = tuple(one for one in thread.changes.all() if one.on <= on)
    if not changes:
        return None
    return Standing(
        thread=thread, on=on, changes=changes,
        responses=tuple(one for one in thread.responses.all() if one.on <= on),
        evidence=tuple(one for one in thread.evidence.all() if _stands(one.kept_on, one.withdrawn_on, on)),
        expectations=tuple(one for one in thread.expectations.all() if _stands(one.on, one.dropped_on, on)),
        serving=tuple(one for one in thread.serving.all() if _stands(one.on, one.ended_on, on)),
        closing=next((one for one in thread.closings.all() if one.state == Closing.State.WAITING), None),
        together=tuple(_together(thread, point, on)),
    )  # fmt: skip


def _stands(begins: date, ends: date | None, on: date) -> bool:
    return begins <= on and (ends is None or on < ends)


def _together(thread: Thread, point: Point, on: date) -> list[Point]:
    """The other points that were answered here on the day: those whose newest placement was in this thread."""
    others = {one.point_id: one.point for one in thread.placements.all() if one.point_id != point.pk}
    here = [other for other in others.values() if _thread_of(other, on) == thread.pk]
    return sorted(here, key=lambda one: (one.challenge_id, one.list, one.number))


def _thread_of(point: Point, on: date) -> int | None:
    placed = [one.thread_id for one in point.placements.all() if one.on <= on]
    return placed[-1] if placed else None


def may_serve(council: Council, thread: Thread) -> list[Action]:
    """The council's actions that do not serve an answer yet."""
    found = Action.objects.filter(council=council).exclude(serving__thread=thread, serving__ended_on=None)
    return list(found.order_by("reference"))


def serving_at(council: Council, key: int) -> Serving | None:
    """One link of an action with an answer."""
    found = Serving.objects.filter(thread__council=council, pk=key)
    return found.select_related("thread__council", "thread__response", "action").first()


def served_by(council: Council) -> dict[int, list[Point]]:
    """For each action's id, the points whose answer it serves today. Two queries, for pages above that join them."""
    rows = Serving.objects.filter(thread__council=council, ended_on=None).select_related("thread")
    found: dict[int, list[Point]] = {}
    for one in rows.prefetch_related("thread__points__challenge"):
        found.setdefault(one.action_id, []).extend(one.thread.points.all())
    return found

"""The progress of actions in a round: which are to report, which have, and what was said."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from tallystick_web.common import lists
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action
from tallystick_web.delivery.queries import work
from tallystick_web.delivery.timing import Timing
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models import Reported, Round

UNDER_WAY = (Action.State.AGREED, Action.State.IN_PROGRESS)
Owner = tuple[int | None, str]


def current(council: Council) -> Round | None:
    """The round for which progress is said: the newest that is open and asks for it."""
    rounds = Round.objects.filter(council=council, state=Round.State.OPEN, submit_by__isnull=False)
    return rounds.select_related("council").first()


def due(round: Round, on: date) -> QuerySet[Action]:
    """The actions on which progress is due in a round: they serve a priority, are to be worked on by now, and nothing was said yet.

    What is not agreed is asked about once it is overdue: then somebody has to say what becomes of it.
    """
    said = Reported.objects.filter(round=round, note__action=OuterRef("pk"))
    begun = Q(start=None) | Q(start__lte=on)
    asked = Q(begun, state__in=UNDER_WAY) | Q(state=Action.State.PROPOSED, due__lt=on)
    return serving(round.council_id).filter(asked, ~Exists(said))


def serving(council: int) -> QuerySet[Action]:
    """The actions of a council that serve a priority."""
    serves = Action.priorities.through.objects.filter(action=OuterRef("pk"))
    return Action.objects.filter(Exists(serves), council=council)


def is_asked(action: Action, on: date) -> bool:
    """The same of an action with its state and days, but for what it serves and what was said."""
    if action.state == Action.State.PROPOSED:
        return action.due is not None and action.due < on
    return action.state in UNDER_WAY and (action.start is None or action.start <= on)


@dataclass(frozen=True, slots=True)
class Progress:
    """Of how many actions something was said in a round, and whose the others are, most first."""

    reported: int
    left: tuple[tuple[Owner, int], ...]

    @property
    def missing(self) -> int:
        return sum(number for _, number in self.left)

    @property
    def asked(self) -> int:
        return self.reported + self.missing


def progress(round: Round, on: date) -> Progress:
    """How far the reports of a round have come; of a closed one only what was said. Two queries."""
    reported = Reported.objects.filter(round=round).order_by().values("note__action").distinct().count()
    if round.state != Round.State.OPEN:
        return Progress(reported, ())
    rows = due(round, on).order_by().values_list("owner", "owner__name", "owner__email")
    left = Counter((key, name or email or "") for key, name, email in rows)
    return Progress(reported, tuple(sorted(left.items(), key=lambda pair: (-pair[1], pair[0][1]))))


def left(round: Round, on: date) -> QuerySet[Action]:
    """Those on which progress is still due, the earliest first; none in a closed round."""
    found = due(round, on) if round.state == Round.State.OPEN else Action.objects.none()
    return found.order_by("due", "reference")


ORDERS: Final[dict[str, Callable[[work.Line], Any]]] = {
    "action": lambda one: one.action.reference,
    "owner": lambda one: (one.action.owner is None, str(one.action.owner or "").casefold()),
    "due": lambda one: one.action.due or date.max,
    "timing": lambda one: (list(Timing).index(one.standing.timing), -one.standing.days),
}


def lines(found: Iterable[Action], on: date, sort: str = "") -> list[work.Line]:
    """Actions with how they stand, the late first unless another order is asked for."""
    late_first = work.late_first(work.Line(one, work.standing(one, on)) for one in found)
    return lists.ordered(late_first, ORDERS, sort)


def with_steps(found: QuerySet[Action]) -> QuerySet[Action]:
    """The same with all that a line shows. Three queries."""
    return found.select_related("council").prefetch_related("owner", "milestones")


def due_for(round: Round, priorities: Iterable[Priority], on: date) -> list[work.Line]:
    """The actions for some priorities on which progress is due, the late first. Three queries."""
    wanted = [one.pk for one in priorities]
    return lines(with_steps(due(round, on).filter(priorities__in=wanted).distinct()), on)


def said_for(round: Round, priorities: Iterable[Priority]) -> list[Reported]:
    """What was said in a round of the actions for some priorities, the newest first. One query."""
    wanted = [one.pk for one in priorities]
    found = Reported.objects.filter(round=round, note__action__priorities__in=wanted).distinct()
    return list(found.select_related("note__action__council", "note__by", "note__for_whom"))

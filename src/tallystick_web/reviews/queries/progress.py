"""How far a round has come: for every priority whose turn it is, what is late, what is missing, what contradicts itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from tallystick_web.accounts import queries as letters
from tallystick_web.accounts.models import Reminder, User
from tallystick_web.common import lists
from tallystick_web.common.context import address
from tallystick_web.councils import queries as councils
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Due
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models import Assessment, Carried, Coverage, Round, State
from tallystick_web.reviews.queries.directing import contradictions
from tallystick_web.reviews.queries.meetings import Late, late_values
from tallystick_web.reviews.queries.rounds import asked_about, questions_open

REMEMBERED: Final = timedelta(days=120)
SETTLED: Final = (State.AGREED, State.LOCKED)
SHOWS: Final = {
    "": "What is not agreed", "late": "Late", "unowned": "Nobody’s to do", "data": "Data late", "contradicted": "Contradicted",
    "carried": "Carried as missing", "all": "Every priority",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A priority in a round. `turn` are those whose turn it is, `chased_on` the day on which they were last chased for it.

    `untold` says of a past day that whose turn it was is not known.
    """

    priority: Priority
    assessment: Assessment | None
    round: Round
    on: date
    turn: tuple[User, ...]
    unanswered: int = 0
    contradictions: int = 0
    late: tuple[Late, ...] = ()
    carried: str = ""
    chased_on: date | None = None
    untold: bool = False

    @property
    def settled(self) -> bool:
        """Whether the round can be closed with it: agreed, or carried as missing."""
        return bool(self.carried) or (self.assessment is not None and self.assessment.state in SETTLED)

    @property
    def with_director(self) -> bool:
        """Whether the director has it: submitted, or every question answered."""
        said = self.assessment
        return said is not None and (
            said.state == State.SUBMITTED or (said.state == State.CHALLENGED and not self.unanswered)
        )

    @property
    def due_on(self) -> date | None:
        """By when the next step is wanted."""
        if self.with_director:
            return self.round.agree_by
        return (self.assessment.due_on if self.assessment else None) or self.round.submit_by

    @property
    def days_late(self) -> int:
        """By how many days it is late; nought where it is not."""
        return max((self.on - self.due_on).days, 0) if self.due_on and not self.settled else 0

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if self.carried:
            return "carried as missing"
        if self.assessment is None:
            return "not begun"
        asked = f", {self.unanswered} not answered" if self.unanswered else ""
        return f"{self.assessment.get_state_display().lower()}{asked}"

    @property
    def todo(self) -> str:
        """What is asked of those whose turn it is."""
        name = f"{self.priority.reference} {self.priority.title}"
        if self.with_director:
            return f"Agree {name}, or ask about it"
        return f"Answer the questions about {name}" if self.unanswered else f"Write about {name}"

    @property
    def url(self) -> str:
        """Where that is done: the same address as in people's list of work, so that reminders know it again."""
        council = self.round.council.slug
        if self.assessment is None:
            return f"{address('record:priority', council=council, reference=self.priority.reference)}?round={self.round.slug}"
        return address(
            f"reviews:{'agree' if self.with_director else 'assess'}",
            council=council,
            assessment=str(self.assessment.pk),
        )

    @property
    def unowned(self) -> bool:
        """Whether something is to be done and nobody is there to do it."""
        return not self.settled and not self.turn and not self.untold

    def is_wanted(self, show: str) -> bool:
        """Whether a filter leaves it."""
        answers = {
            "late": bool(self.days_late), "unowned": self.unowned, "data": bool(self.late),
            "contradicted": bool(self.contradictions), "carried": bool(self.carried), "all": True,
        }  # fmt: skip
        return answers.get(show, not self.settled)


def lines(round: Round, on: date) -> list[Line]:
    """Every priority of the council in a round, the latest first. The number of queries does not grow with them."""
    priorities = asked_about(round).prefetch_related(
        "accountable_officer", "accountable_director"
    )  # not joined: five hundred priorities have few people
    said = _assessments(round)
    each = list(dict.fromkeys(said.values()))
    late, claims, asked = late_values(round, on), contradictions(each), questions_open(each)
    carried = dict(Carried.objects.filter(round=round).values_list("priority", "reason"))
    members, chased = councils.member_ids(round.council), _chased(round, on)
    found = []
    for one in priorities:
        held = said.get(one.pk)
        key = held.pk if held else 0
        line = Line(
            one, held, round, on, (), asked.get(key, 0), claims.get(key, 0), tuple(late.get(one.pk, ())),
            carried.get(one.pk, ""),
        )  # fmt: skip
        found.append(_with_people(line, members, chased))
    return sorted(found, key=lambda one: (one.settled, -one.days_late))


def _assessments(round: Round) -> dict[int, Assessment]:
    """For each priority's id its assessment, with its author. Three queries, and no narratives."""
    rows = Assessment.objects.filter(round=round).prefetch_related("author").defer("narrative", "suggested_reasons")
    held = {one.pk: one for one in rows}
    for one in held.values():
        one.round, one.council = round, round.council
    covered = Coverage.objects.filter(round=round).order_by().values_list("priority", "assessment")
    return {priority: held[key] for priority, key in covered if key in held}


def _chased(round: Round, on: date) -> dict[str, date]:
    """For the address of each thing the last day on which somebody was chased for it. One query."""
    rows = letters.reminders(round.council.slug, on - REMEMBERED).filter(rung=Reminder.CHASED)
    return {item["key"]: one.day for one in rows for item in one.items}


def _with_people(line: Line, members: frozenset[int], chased: dict[str, date]) -> Line:
    """Whose turn it is; somebody who has left has none."""
    priority, said, person = line.priority, line.assessment, person_whose_turn(line)
    turn = (person,) if person and person.pk in members and not line.settled else ()
    return Line(
        priority, said, line.round, line.on, turn, line.unanswered, line.contradictions, line.late, line.carried,
        chased.get(line.url) if chased else None,
    )  # fmt: skip


def person_whose_turn(line: Line) -> User | None:
    """The director where they have it, else the author chosen for this round, else the accountable officer; whether they left or not."""
    said, priority = line.assessment, line.priority
    author = said.author if said and said.author else priority.accountable_officer
    return priority.accountable_director if line.with_director else author


def key(person: User) -> str:
    """What a filter calls somebody: their number, or the name that is all the log has of whoever is gone."""
    return str(person.pk or person.name)


@dataclass(frozen=True, slots=True)
class Values:
    """How many values a round asks for, how many were given, and how many are overdue."""

    asked: int = 0
    given: int = 0
    overdue: int = 0

    @property
    def left(self) -> int:
        return self.asked - self.given


def values(round: Round, on: date) -> Values:
    """The values of a round. Two queries."""
    if round.collection_id is None:
        return Values()
    dues = Due.objects.filter(collection=round.collection_id)
    left = list(measures.unanswered(dues).values_list("due_on", flat=True))
    asked = dues.count()
    return Values(asked, asked - len(left), sum(day < on for day in left))


ORDERS: Final[dict[str, Callable[[Line], Any]]] = {
    "priority": lambda one: one.priority.reference.casefold(),
    "state": lambda one: one.state,
    "turn": lambda one: (not one.turn, ", ".join(map(str, one.turn)).casefold()),
    "due": lambda one: (one.settled, one.due_on or date.max),
    "wrong": lambda one: -one.contradictions - len(one.late),
}


def narrowed(lines: Iterable[Line], show: str, person: str, sort: str = "") -> list[Line]:
    """The lines that the filters leave, the latest first unless another order is asked for; an unknown filter is passed over."""
    shown = [one for one in lines if one.is_wanted(show)]
    left = [one for one in shown if any(key(who) == person for who in one.turn)] if person else shown
    return lists.ordered(left, ORDERS, sort)

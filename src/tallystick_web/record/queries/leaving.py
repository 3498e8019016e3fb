"""What nobody would look after when a person leaves: measures, priorities, open assessments, units, and the work of delivery and challenges."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from tallystick_web.accounts.models import User
from tallystick_web.challenges.queries import register
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Membership, Unit
from tallystick_web.delivery.models import Action, Project, Risk
from tallystick_web.delivery.queries import projects, risks
from tallystick_web.delivery.queries.work import OPEN
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import queries as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models import Assessment, Round


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody with what becomes nobody's."""

    person: User
    roles: list[str]
    measures: list[Measure]
    led: list[Priority]
    directed: list[Priority]
    written: list[Assessment]
    headed: list[Unit]
    work: list[tuple[str, list[Any]]]

    @property
    def total(self) -> int:
        held = (self.measures, self.led, self.directed, self.written, self.headed)
        return sum(len(one) for one in held) + sum(len(found) for _, found in self.work)


def leaving(council: Council, key: int, on: date) -> Leaving | None:
    """What a person holds and looks after on a day; None for somebody without a role. Fourteen queries at most, however much it is.

    A priority that has ended, or whose plan has, needs nobody any more.
    """
    person = councils.person_at(council, key)
    if person is None:
        return None
    priorities = plans.lasting(council, on)
    written = Assessment.objects.filter(council=council, author=person, round__state=Round.State.OPEN)
    return Leaving(
        person, [one.get_role_display() for one in Membership.objects.filter(council=council, person=person)],
        list(measures.in_use(council).filter(owner=person)), list(priorities.filter(accountable_officer=person)),
        list(priorities.filter(accountable_director=person)),
        list(written.select_related("round").prefetch_related("coverage__priority")), list(Unit.objects.filter(council=council, head=person)),
        _work(council, person),
    )  # fmt: skip


def _work(council: Council, person: User) -> list[tuple[str, list[Any]]]:
    """What of delivery and challenges is theirs and has not ended, by what it is called; what there is none of is left out."""
    threads = register.carried(council).filter(response__officer=person).prefetch_related("points__challenge")
    found: list[tuple[str, list[Any]]] = [
        ("Open actions", list(Action.objects.filter(council=council, owner=person, state__in=OPEN))),
        ("Live risks", list(Risk.objects.filter(council=council, owner=person, state__in=risks.LIVE))),
        (
            "Projects they manage or sponsor",
            list(
                Project.objects.filter(Q(manager=person) | Q(sponsor=person), council=council, state__in=projects.LIVE)
            ),
        ),
        ("Recommendations they answer for", [point for one in threads for point in list(one.points.all())[:1]]),
    ]
    return [(words, held) for words, held in found if held]

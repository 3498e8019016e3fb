"""What nobody would look after when a person leaves: measures, priorities, open assessments, units."""

from dataclasses import dataclass

from tallystick_web.accounts.models import User
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Membership, Unit
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure
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

    @property
    def total(self) -> int:
        return sum(len(one) for one in (self.measures, self.led, self.directed, self.written, self.headed))


def leaving(council: Council, key: int) -> Leaving | None:
    """What a person holds and looks after; None for somebody without a role. Eight queries, however much it is."""
    person = councils.person_at(council, key)
    if person is None:
        return None
    priorities = Priority.objects.filter(council=council)
    written = Assessment.objects.filter(council=council, author=person, round__state=Round.State.OPEN)
    return Leaving(
        person, [one.get_role_display() for one in Membership.objects.filter(council=council, person=person)],
        list(measures.in_use(council).filter(owner=person)), list(priorities.filter(accountable_officer=person)),
        list(priorities.filter(accountable_director=person)),
        list(written.select_related("round").prefetch_related("coverage__priority")), list(Unit.objects.filter(council=council, head=person)),
    )  # fmt: skip

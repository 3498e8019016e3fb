"""What is being done about a priority: the actions that serve it, the risks that threaten it, what they weigh beside its measures."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from tallystick_web.councils.models import Council
from tallystick_web.delivery.queries import risks, weighing, work
from tallystick_web.plans.models import Priority


@dataclass(frozen=True, slots=True)
class Doing:
    """The actions of a priority, the late first, and the live risks, the worst first; `done` counts what has ended."""

    actions: tuple[work.Line, ...]
    risks: tuple[risks.Line, ...]
    done: int
    weight: weighing.Weight

    @property
    def anything(self) -> bool:
        return bool(self.actions or self.risks or self.done)


NOTHING: Final = Doing((), (), 0, weighing.Weight())


def doing(council: Council, priority: Priority) -> Doing:
    """What is being done about one priority as of today. Nine queries, however much it is."""
    today: date = timezone.localdate()
    found = [work.line(one, today) for one in work.actions(council).filter(priorities=priority)]
    live = risks.risks(council).filter(priorities=priority, state__in=risks.LIVE)
    acting = [one for one in work.late_first(found) if one.action.state in work.OPEN]
    threats = risks.narrowed([risks.line(one, today) for one in live], {})
    weight = weighing.weights(council, today, [priority.pk]).get(priority.pk, weighing.Weight())
    return Doing(tuple(acting), tuple(threats), len(found) - len(acting), weight)

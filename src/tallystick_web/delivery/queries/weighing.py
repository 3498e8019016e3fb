"""What actions and risks weigh beside the measures of a priority: how many are overdue, how many above appetite.

Plain columns, because a council's home asks for five hundred priorities at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tallystick import judgement
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action, Risk
from tallystick_web.delivery.queries.risks import LIVE
from tallystick_web.delivery.queries.work import OPEN


@dataclass(slots=True)
class Weight:
    """The open actions and the live risks of one or several priorities: for each one's name whether it is late or too high."""

    late: dict[str, bool] = field(default_factory=dict)
    high: dict[str, bool] = field(default_factory=dict)
    made_up: bool = False

    @property
    def actions(self) -> judgement.Actions | None:
        """As the rules of suggestion want them; None where there are none."""
        return judgement.Actions(sum(self.late.values()), len(self.late), _named(self.late)) if self.late else None

    @property
    def risks(self) -> judgement.Risks | None:
        """As the rules of suggestion want them; None where there are none."""
        return judgement.Risks(sum(self.high.values()), len(self.high), _named(self.high)) if self.high else None


def _named(found: dict[str, bool]) -> str:
    """Those that count against the priority, by name; at most three, so that a reason stays a line."""
    named = [name for name, counts in found.items() if counts]
    more = f" and {len(named) - 3} more" if len(named) > 3 else ""
    return "; ".join(named[:3]) + more


def weights(council: Council, on: date, priorities: Iterable[int] | None = None) -> dict[int, Weight]:
    """For each priority's id, of some or all, what is open as on a day. Two queries."""
    found: dict[int, Weight] = {}
    acting = Action.priorities.through.objects.filter(action__council=council, action__state__in=OPEN)
    threatening = Risk.priorities.through.objects.filter(risk__council=council, risk__state__in=LIVE)
    if priorities is not None:
        ids = list(priorities)
        acting, threatening = acting.filter(priority__in=ids), threatening.filter(priority__in=ids)
    names = ("priority_id", "action__reference", "action__title", "action__due", "action__illustrative")
    for priority, reference, title, due, made_up in acting.order_by("action__due").values_list(*names):
        weight = found.setdefault(priority, Weight())
        weight.late[f"{reference} {title}"] = due is not None and due < on
        weight.made_up |= made_up
    columns = ("priority_id", "risk__reference", "risk__title", "risk__likelihood_after", "risk__impact_after",
             "risk__category__limit", "risk__illustrative")  # fmt: skip
    for priority, reference, title, likelihood, impact, limit, made_up in threatening.values_list(*columns):
        weight = found.setdefault(priority, Weight())
        weight.high[f"{reference} {title}"] = limit is not None and likelihood * impact > limit
        weight.made_up |= made_up
    return found


def together(found: Iterable[Weight]) -> Weight:
    """What several priorities have between them, each action and risk once."""
    whole = Weight()
    for one in found:
        whole.late.update(one.late)
        whole.high.update(one.high)
        whole.made_up |= one.made_up
    return whole

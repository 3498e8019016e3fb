"""Plans, themes and priorities, and the measures that speak of each."""

from tallystick_web.demo.data import Table
from tallystick_web.demo.people import Cast
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions
from tallystick_web.plans.models import Priority, Theme


def keep(cast: Cast, plans: list[Table]) -> dict[str, Priority]:
    """Keep the plans in their order; the priorities by reference."""
    found = {}
    for order, described in enumerate(plans):
        plan = actions.keep_plan(
            council=cast.council, reference=described["reference"], title=described["title"], order=order, by=cast.officer
        )  # fmt: skip
        for place, one in enumerate(described["themes"]):
            theme = actions.keep_theme(plan=plan, title=one["title"], order=place, by=cast.officer)
            found.update(_keep_priorities(cast, theme, one["priorities"]))
    return found


def _keep_priorities(cast: Cast, theme: Theme, described: list[Table]) -> dict[str, Priority]:
    return {
        one["reference"]: actions.keep_priority(
            council=cast.council, reference=one["reference"], by=cast.officer,
            theme=theme, title=one["title"], order=order,
            accountable_officer=cast.people[one["officer"]], accountable_director=cast.people[one["director"]],
            service=cast.units[one["service"]],
        )
        for order, one in enumerate(described)
    }  # fmt: skip


def set_evidence(
    cast: Cast, priorities: dict[str, Priority], described: list[Table], measures: dict[str, Measure]
) -> None:
    """Say which measures speak of each priority, in the order of the files."""
    for reference, priority in priorities.items():
        speaking = [measures[one["reference"]] for one in described if reference in one["priorities"]]
        actions.set_evidence(priority=priority, measures=speaking, by=cast.officer)

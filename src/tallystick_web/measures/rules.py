"""Who may define measures and record values, and if not why not."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import why_not_with
from tallystick_web.measures import queries
from tallystick_web.measures.models import Measure


def why_not_define(council: Council, by: Any) -> str | None:
    """Definitions and targets are kept by the performance team."""
    return why_not_with([Role.PERFORMANCE_TEAM], council=council, by=by)


def why_not_record(council: Council, measures: Iterable[Measure], by: Any) -> str | None:
    """Values are recorded by the performance team, or by a contributor for the measures that are theirs."""
    elsewhere = next((measure for measure in measures if measure.council_id != council.pk), None)
    if elsewhere is not None:
        return f"{elsewhere.reference} is not a measure of {council}."
    if by is None or why_not_define(council, by) is None:
        return None
    if Role.CONTRIBUTOR not in councils.roles(person=by, council=council):
        return why_not_with([Role.PERFORMANCE_TEAM, Role.CONTRIBUTOR], council=council, by=by)
    other = next((measure for measure in measures if measure.owner_id != by.pk), None)
    return (
        f"{other.reference} belongs to somebody else. Ask its owner or the performance team to record it."
        if other
        else None
    )


def why_not_hold(figure: Decimal | None) -> str | None:
    """A figure beyond ten million million is a slip of the keyboard or a wrong unit, and would lose digits in SQLite."""
    if figure is None or abs(figure) <= queries.LARGEST:
        return None
    return f"{figure} is too large to be a measure's figure. Check it, or give the measure a larger unit (£k, £m)."

"""Who may say how much people can work, keep proposals, and set the criteria."""

from typing import Any

from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import why_not_with
from tallystick_web.delivery.rules.common import KEEPERS


def why_not_set_capacity(council: Council, by: Any) -> str | None:
    """How much of a week somebody has for projects is written down by those who answer for it."""
    return why_not_with(KEEPERS, council=council, by=by)


def why_not_propose(council: Council, by: Any) -> str | None:
    """A proposal changes nothing, so everybody who answers for projects may keep one."""
    return why_not_with(KEEPERS, council=council, by=by)


def why_not_weigh(council: Council, by: Any) -> str | None:
    """What projects are judged by is set by directors, and written down by the performance team."""
    return why_not_with([Role.DIRECTOR, Role.PERFORMANCE_TEAM], council=council, by=by)


def why_not_score(council: Council, by: Any) -> str | None:
    """Projects are scored by those who answer for them."""
    return why_not_with(KEEPERS, council=council, by=by)

"""Who may keep the plans, and if not why not."""

from datetime import date
from typing import Any

from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import why_not_with


def why_not_run(begins: date | None, ends: date | None) -> str | None:
    """A plan does not end before it begins."""
    return "The last day of a plan cannot be before its first." if begins and ends and ends < begins else None


def why_not_end(ends: date | None, reason: str) -> str | None:
    """A priority ends before its plan does on a day and for a reason."""
    if ends and not reason.strip():
        return "Say why the priority ends. It stays on its page."
    return "Give the last day of the priority, or take the reason away too." if reason.strip() and not ends else None


def why_not_keep(council: Council, by: Any) -> str | None:
    """Plans, themes and priorities are kept by the performance team."""
    return why_not_with([Role.PERFORMANCE_TEAM], council=council, by=by)

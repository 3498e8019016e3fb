"""Who may keep challenges, and if not why not."""

from typing import Any

from tallystick_web.challenges.models import Point
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import why_not_with


def why_not_keep(council: Council, by: Any) -> str | None:
    """Challenges are brought in by the performance team."""
    return why_not_with([Role.PERFORMANCE_TEAM], council=council, by=by)


def why_not_reword(point: Point | None, words: tuple[str, str, str]) -> str | None:
    """A council may answer what a challenge said, but never edit it."""
    if point is None or (point.theme, point.title, point.text) == words:
        return None
    return f"{point} is already held with other words. The words of a challenge cannot be edited."

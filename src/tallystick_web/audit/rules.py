"""Whose minutes are whose to correct. The log itself has no rules: nobody may change it."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied

from tallystick_web.audit.models import Spent

LONGEST: Final = 24 * 60


def why_not_correct(spent: Spent, minutes: int, by: Any) -> str | None:
    """Everybody corrects their own minutes, up to a day for one save."""
    if by is None or spent.person_id != by.pk:
        return "These are somebody else’s minutes. Everybody corrects their own."
    if not 0 <= minutes <= LONGEST:
        return f"Enter minutes from 0 to {LONGEST}, which is a whole day."
    return None


def refuse(why_not: str | None) -> None:
    """The log lies below everything that knows of councils and of what they refuse."""
    if why_not:
        raise PermissionDenied(why_not)

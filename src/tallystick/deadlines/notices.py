"""Notice of meetings and decisions: the last day on which it can be given, the first meeting for which it is in time.

Clear days leave out both ends: the day on which notice is given and the day of the meeting. The courts have read them as working days; the
twenty-eight days of key decisions are counted by the calendar. Either way notice is given on a working day: on the last one that leaves
enough days.
"""

from datetime import date, timedelta
from enum import StrEnum

from tallystick.deadlines.working_days import HERE, DeadlineError, Region, add_working_days


class Days(StrEnum):
    """What is counted."""

    WORKING = "working"
    CALENDAR = "calendar"

    @property
    def words(self) -> str:
        """As a person reads it: `working days`."""
        return "working days" if self is Days.WORKING else "days"


def last_day_for(meeting: date, clear_days: int, days: Days = Days.WORKING, region: Region = HERE) -> date:
    """The last working day on which notice still leaves so many clear days before a meeting."""
    if _at_least_none(clear_days) and days is Days.WORKING:
        return add_working_days(meeting, -(clear_days + 1), region)
    return add_working_days(meeting - timedelta(days=clear_days), -1, region)


def first_meeting_after(notice: date, clear_days: int, days: Days = Days.WORKING, region: Region = HERE) -> date:
    """The first working day on which a meeting has so many clear days after the day of the notice."""
    if _at_least_none(clear_days) and days is Days.WORKING:
        return add_working_days(notice, clear_days + 1, region)
    return add_working_days(notice + timedelta(days=clear_days), 1, region)


def _at_least_none(clear_days: int) -> bool:
    if clear_days < 0:
        raise DeadlineError(f"there are no {clear_days} clear days: give 0 or more")
    return True

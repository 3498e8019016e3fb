"""When the value of a period falls due in a round, and how it stands on a day.

`status.due_date` says when a figure can be had; this says by when it is to be given: so many working days later. Nobody is overdue on a
Sunday: lateness is counted in working days and begins with the first.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tallystick.deadlines.working_days import HERE, DeadlineError, Region, add_working_days, working_days_between
from tallystick.periods.period import written


class DueState(StrEnum):
    """Whether a value is asked for yet, and whether it has been too long."""

    NOT_DUE = "not_due"
    DUE = "due"
    OVERDUE = "overdue"

    @property
    def words(self) -> str:
        """As a person reads it: `not due`."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a due date stands: `working_days` to go while it is not past, by how many it is overdue once it is."""

    state: DueState
    due: date
    working_days: int

    @property
    def words(self) -> str:
        """In words: `overdue by 3 working days`."""
        if self.state is DueState.OVERDUE:
            return f"overdue by {_counted(self.working_days)}"
        if self.working_days == 0:
            return "due now"
        return f"{self.state.words}{' yet' if self.state is DueState.NOT_DUE else ''}: {_counted(self.working_days)} left, until {written(self.due)}"


def due_date(period_end: date, lag_days: int, working_days: int = 0, region: Region = HERE) -> date:
    """The day by which the value of a period is to be given: its lag after the period's end, and so many working days more.

    `lag_days` are days of the calendar. With 0 working days it is the day the lag ends on, or the next working day.
    """
    if lag_days < 0 or working_days < 0:
        raise DeadlineError("a value cannot fall due before its period has ended: give 0 days or more")
    return add_working_days(period_end + timedelta(days=lag_days), working_days, region)


def standing(due: date, today: date, opens: date | None = None, region: Region = HERE) -> Standing:
    """How a due date stands on a day: not due before it `opens` (by default the due date itself), then due, then overdue.

    Overdue from the first working day after the due date.
    """
    days = working_days_between(due, today, region) if today > due else 0
    if days > 0:
        return Standing(DueState.OVERDUE, due, days)
    state = DueState.NOT_DUE if today < (opens or due) else DueState.DUE
    return Standing(state, due, working_days_between(today, due, region) if today < due else 0)


def _counted(days: int) -> str:
    return f"{days} working day{'' if days == 1 else 's'}"

"""Whether a value may be asked for yet, and which of a series are outstanding.

Three things look alike in a table and are not: a figure that cannot be had yet, one that could be had and has not come, and one that
will never come because nobody collected it or nobody may show it. Only the second is anybody's to chase.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tallystick.periods import Frequency, Period
from tallystick.periods.period import written
from tallystick.series import Missing, Observation, Series


class Due(StrEnum):
    """Whether a value may be asked for yet."""

    NOT_DUE = "not_due"
    DUE = "due"
    LATE = "late"

    @property
    def words(self) -> str:
        """As a person reads it: `not due`."""
        return self.value.replace("_", " ")


def due_date(period: Period, lag_days: int) -> date:
    """The day on which the value of a period can be had: so many days after the period's last."""
    if lag_days < 0:
        raise ValueError(f"a lag of {lag_days} days comes before the period’s end: give 0 or more")
    return period.end + timedelta(days=lag_days)


def due(period: Period, lag_days: int, on: date, grace_days: int = 0) -> Due:
    """Whether the value of a period is due on a day: from its due date for the days of grace, then late."""
    day = due_date(period, lag_days)
    if on < day:
        return Due.NOT_DUE
    return Due.DUE if on <= day + timedelta(days=grace_days) else Due.LATE


class Reported(StrEnum):
    """How it stands with the value of one period."""

    KNOWN = "known"
    NOT_DUE = "not_due"
    DUE = "due"
    LATE = "late"
    MISSING = "missing"

    @property
    def words(self) -> str:
        """As a person reads it: `not due`."""
        return self.value.replace("_", " ")


# A value that is absent for one of these reasons will not come, however long anybody waits.
FOR_GOOD = (Missing.NOT_COLLECTED, Missing.SUPPRESSED, Missing.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A period without a value: how it stands, when it is or was due, by how many days it is late, and why it is missing."""

    period: Period
    reported: Reported
    due_on: date
    days_late: int = 0
    missing: Missing | None = None


def reported(
    period: Period, observation: Observation | None, lag_days: int, on: date, grace_days: int = 0
) -> Outstanding:
    """How it stands on a day with the value of a period, of which this is the observation or None.

    The day decides between not due and late, whatever was written down at an earlier one.
    """
    day = due_date(period, lag_days)
    if observation is not None and observation.value is not None:
        return Outstanding(period, Reported.KNOWN, day)
    missing = observation.missing if observation else None
    if missing in FOR_GOOD:
        return Outstanding(period, Reported.MISSING, day, missing=missing)
    state = due(period, lag_days, on, grace_days)
    days_late = (on - day).days if state is Due.LATE else 0
    return Outstanding(period, Reported(state.value), day, days_late)


def outstanding(series: Series, lag_days: int, on: date, grace_days: int = 0) -> tuple[Outstanding, ...]:
    """The periods of a series that have no value on a day, the oldest first, and the next that will be due.

    From the first observation on, at the pace of the series. Waves come when they come: of them only those on record can be outstanding.
    """
    if not series:
        return ()
    wanted = list(dict.fromkeys([*series.periods, *series.gaps()]))
    wanted += [] if series.frequency is Frequency.WAVE else _until(series, on)
    found = (reported(period, series.at(period), lag_days, on, grace_days) for period in sorted(wanted))
    return tuple(one for one in found if one.reported is not Reported.KNOWN)


def _until(series: Series, on: date) -> list[Period]:
    """The periods after the last on record, as far as the first whose end has not come."""
    later, stride = [], series.stride
    period = series.periods[-1]
    while period.end <= on:
        period = period.step(stride)
        later.append(period)
    return later


def due_sentence(one: Outstanding) -> str:
    """In words: `The figure of August 2009 is 12 days late: it was due on 14 September 2009.`"""
    about = f"The figure of {one.period}"
    if one.reported is Reported.MISSING:
        why = one.missing.words if one.missing else "missing"
        return f"{about} is {why}: it will not come."
    if one.reported is Reported.LATE:
        days = "1 day" if one.days_late == 1 else f"{one.days_late} days"
        return f"{about} is {days} late: it was due on {written(one.due_on)}."
    if one.reported is Reported.DUE:
        return f"{about} is due: it can be had since {written(one.due_on)}."
    return f"{about} is due on {written(one.due_on)}." if one.reported is Reported.NOT_DUE else f"{about} is known."

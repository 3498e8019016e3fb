"""Days on which a council works: not Saturdays, not Sundays, not the bank holidays of its part of the kingdom.

The holidays come from the package `holidays`, which reckons them by rule (Easter, substitute days) and knows those proclaimed once; the
counting is NumPy's. Who wants a day beyond the years that are known is told so: a guess would look like a date.
"""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import numpy as np
from holidays import country_holidays

FIRST_YEAR, LAST_YEAR = (
    1978,
    2099,
)  # from the first early May holiday; what is proclaimed in later years nobody knows yet


class DeadlineError(ValueError):
    """A day, a number of days or a rule pack that cannot be worked with. The message says what to give."""


class Region(StrEnum):
    """Whose bank holidays count."""

    ENGLAND_AND_WALES = "england_and_wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"

    @property
    def words(self) -> str:
        """As a person reads it: `Northern Ireland`."""
        return {"england_and_wales": "England and Wales", "scotland": "Scotland"}.get(self.value, "Northern Ireland")


HERE = Region.ENGLAND_AND_WALES
_CODES = {Region.ENGLAND_AND_WALES: "ENG", Region.SCOTLAND: "SCT", Region.NORTHERN_IRELAND: "NIR"}


def is_working_day(day: date, region: Region = HERE) -> bool:
    """Whether the council works on this day."""
    return bool(np.is_busday(_known(day), busdaycal=_calendar(region)))


def bank_holiday(day: date, region: Region = HERE) -> str:
    """The name of the bank holiday that the day is, blank where it is none: `Boxing Day (observed)`."""
    _known(day)
    return _holidays(region).get(day, "")


def add_working_days(day: date, n: int, region: Region = HERE) -> date:
    """The nth working day after a day (before it, where `n` is negative), whether or not the day itself is one.

    With `n` = 0 the day itself where it is a working day, else the next that is.
    """
    try:
        found = np.busday_offset(
            _known(day), n, roll="backward" if n > 0 else "forward", busdaycal=_calendar(region)
        ).item()
    except (OverflowError, ValueError) as error:
        raise DeadlineError(f"{n} working days from {day} is no date: give fewer") from error
    if not isinstance(found, date) or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise DeadlineError(f"{n} working days from {day} leave the years {FIRST_YEAR} to {LAST_YEAR}: give fewer")
    return found


def working_days_between(first: date, last: date, region: Region = HERE) -> int:
    """How many working days go by: those after `first`, up to and with `last`; negative where `last` comes before.

    So adding and counting agree: from any day to `add_working_days(day, n)` there are `n`.
    """
    if last < first:
        return -_count(last, first, region)
    return _count(first + timedelta(days=1), last + timedelta(days=1), region)


def clear_working_days(first: date, last: date, region: Region = HERE) -> int:
    """The working days strictly between two days: neither end counts."""
    return _count(first + timedelta(days=1), last, region) if last > first else 0


def clear_days(first: date, last: date) -> int:
    """The days of the calendar strictly between two days: neither end counts."""
    return max(0, (last - first).days - 1)


def _count(start: date, stop: date, region: Region) -> int:
    """Working days from `start` up to but not with `stop`."""
    return int(np.busday_count(_known(start), _known(stop), busdaycal=_calendar(region)))


def _known(day: date) -> np.datetime64:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DeadlineError(f"bank holidays are known from {FIRST_YEAR} to {LAST_YEAR}: {day} is outside")
    return np.datetime64(day, "D")


@cache
def _holidays(region: Region) -> dict[date, str]:
    years = range(FIRST_YEAR, LAST_YEAR + 2)  # a substitute day may fall in the next year
    return dict(country_holidays("GB", subdiv=_CODES[region], years=years, language="en_GB"))


@cache
def _calendar(region: Region) -> np.busdaycalendar:
    return np.busdaycalendar(holidays=np.array(list(_holidays(region)), dtype="datetime64[D]"))

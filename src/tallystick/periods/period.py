"""The period itself: a frequency, a first day and a last day, with its order, its name and its neighbours.

The start and end are kept, not a number, so that periods of different frequencies can be laid on one time line; the frequency is
kept because the same six months are a half year in one plan and a year to date in another.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import total_ordering


class PeriodError(ValueError):
    """No such period, or a text that names none; the message is one line with the remedy."""


class Frequency(StrEnum):
    """How often, and over what, a measure is reported. Financial years start on 1 April, academic years on 1 September."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR_TO_DATE = "year_to_date"
    FINANCIAL_YEAR = "financial_year"
    ACADEMIC_YEAR = "academic_year"
    CALENDAR_YEAR = "calendar_year"
    ROLLING_YEAR = "rolling_year"
    WAVE = "wave"

    @property
    def words(self) -> str:
        """As a person reads it: `half year`."""
        return self.value.replace("_", " ")

    @property
    def per_year(self) -> int | None:
        """How many of them make a year: 12 months, 4 quarters. None for waves, and for what is drawn as often as one likes."""
        if self in (Frequency.WAVE, Frequency.YEAR_TO_DATE, Frequency.ROLLING_YEAR):
            return None
        return 12 // SHAPES[self][2]

    @property
    def overlaps(self) -> bool:
        """Whether neighbours share months, so that they cannot be added: years to date and rolling years."""
        return self in (Frequency.YEAR_TO_DATE, Frequency.ROLLING_YEAR)

    @property
    def one(self) -> str:
        """One of them in words: `an academic year`."""
        return f"{'an' if self is Frequency.ACADEMIC_YEAR else 'a'} {self.words}"


EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 12, 31)
ANY_MONTH = range(1, 13)

# Our own names of the months: the standard library's follow the locale of the machine.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# For each frequency: how many months it may last, the months it may begin in, and how many months lie between one and the next.
# Rolling years and years to date may be drawn at every month's end, so their next one is a month later.
SHAPES: dict[Frequency, tuple[range, tuple[int, ...], int]] = {
    Frequency.MONTH: (range(1, 2), tuple(ANY_MONTH), 1),
    Frequency.QUARTER: (range(3, 4), (1, 4, 7, 10), 3),
    Frequency.HALF_YEAR: (range(6, 7), (4, 10), 6),
    Frequency.YEAR_TO_DATE: (range(1, 13), (4,), 1),
    Frequency.FINANCIAL_YEAR: (range(12, 13), (4,), 12),
    Frequency.ACADEMIC_YEAR: (range(12, 13), (9,), 12),
    Frequency.CALENDAR_YEAR: (range(12, 13), (1,), 12),
    Frequency.ROLLING_YEAR: (range(12, 13), tuple(ANY_MONTH), 1),
}


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included. Ordered by end, then start, then frequency."""

    frequency: Frequency
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise PeriodError(f"{written(self.end)} comes before {written(self.start)}: give the first day first")
        if self.start < EARLIEST or self.end > LATEST:
            raise PeriodError(f"only the years {EARLIEST.year} to {LATEST.year} can be used")
        if self.frequency is not Frequency.WAVE and not fits(self.frequency, self.start, self.end):
            raise PeriodError(f"{written(self.start)} to {written(self.end)} is not {self.frequency.one}")

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.end, self.start, self.frequency) < (other.end, other.start, other.frequency)

    def __str__(self) -> str:
        return PRINTERS[self.frequency](self)

    @property
    def within(self) -> str:
        """The period within a sentence: `the 2008/09 academic year`, `the year to September 2009`; others as they are printed."""
        takes_an_article = self.frequency in (Frequency.ACADEMIC_YEAR, Frequency.ROLLING_YEAR)
        return f"the {self}" if takes_an_article else str(self)

    @property
    def when(self) -> str:
        """The same with the word that leads to it: `in Q2 2009/10`, `on 30 September 2009`, `in the wave of 1 May 2009 to 12 May 2009`."""
        if self.frequency is not Frequency.WAVE:
            return f"in {self.within}"
        return f"on {self}" if self.start == self.end else f"in the wave of {self}"

    @property
    def slug(self) -> str:
        """As it stands in an address: `q2-2009-10`."""
        return str(self).lower().replace("/", "-").replace(" ", "-")

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.end - self.start).days + 1

    @property
    def ordinal(self) -> int:
        """Its number among the periods of its frequency: neighbours differ by one. A wave's is that of its last day."""
        if self.frequency is Frequency.WAVE:
            return self.end.toordinal()
        return month_number(self.end) // SHAPES[self.frequency][2]

    def contains(self, other: "date | Period") -> bool:
        """Whether a day, or the whole of another period, lies within this one."""
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start <= other <= self.end

    def step(self, count: int = 1) -> "Period":
        """The period `count` later (earlier when negative). A year to date and a rolling year step by a month."""
        if self.frequency is Frequency.WAVE:
            raise PeriodError(f"the wave of {self} has no fixed next one: name the wave by its own date")
        last = month_number(self.end) + count * SHAPES[self.frequency][2]
        if self.frequency is Frequency.YEAR_TO_DATE:
            return spanning(self.frequency, last - (last - 3) % 12, last)
        return spanning(self.frequency, last - month_number(self.end) + month_number(self.start), last)

    def year_before(self) -> "Period":
        """The like period a year earlier; of a wave, the same days a year earlier."""
        return self.like(-1)

    def year_after(self) -> "Period":
        """The like period a year later."""
        return self.like(1)

    def like(self, years: int) -> "Period":
        """The like period so many years later (earlier when negative): the same quarter, the same month, the same days of a wave."""
        if self.frequency is Frequency.WAVE:
            return Period(self.frequency, _same_day(self.start, years), _same_day(self.end, years))
        return spanning(self.frequency, month_number(self.start) + 12 * years, month_number(self.end) + 12 * years)


def fits(frequency: Frequency, start: date, end: date) -> bool:
    """Whether these days are whole months in the number, and from the month, that the frequency asks for."""
    lengths, months, _ = SHAPES[frequency]
    whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    return whole and start.month in months and month_number(end) - month_number(start) + 1 in lengths


def month_number(day: date) -> int:
    """Months since the year nought, so that months can be counted with."""
    return day.year * 12 + day.month - 1


def spanning(frequency: Frequency, first: int, last: int) -> Period:
    """The period from the first day of month number `first` to the last day of month number `last`."""
    if first < month_number(EARLIEST) or last > month_number(LATEST):
        raise PeriodError(f"only the years {EARLIEST.year} to {LATEST.year} can be used")
    year, zero_based_month = divmod(last, 12)
    end = date(year, zero_based_month + 1, monthrange(year, zero_based_month + 1)[1])
    return Period(frequency, date(first // 12, first % 12 + 1, 1), end)


def written(day: date) -> str:
    """A date as councils write it: 30 September 2009."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _same_day(day: date, years: int) -> date:
    year = day.year + years
    if not EARLIEST.year <= year <= LATEST.year:
        raise PeriodError(f"only the years {EARLIEST.year} to {LATEST.year} can be used")
    return day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _years(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02d}"


def _financial_years(day: date) -> str:
    return _years(day.year if day.month >= 4 else day.year - 1)


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _year_to_date(period: Period) -> str:
    if period.start.month == period.end.month:
        return _month(period.end)
    first = "April" if period.start.year == period.end.year else _month(period.start)
    return f"{first} to {_month(period.end)}"


def _wave(period: Period) -> str:
    if period.start == period.end:
        return written(period.end)
    return f"{written(period.start)} to {written(period.end)}"


PRINTERS: dict[Frequency, Callable[[Period], str]] = {
    Frequency.MONTH: lambda period: _month(period.start),
    Frequency.QUARTER: lambda period: f"Q{(period.start.month - 4) % 12 // 3 + 1} {_financial_years(period.start)}",
    Frequency.HALF_YEAR: lambda period: f"H{1 if period.start.month == 4 else 2} {_financial_years(period.start)}",
    Frequency.YEAR_TO_DATE: _year_to_date,
    Frequency.FINANCIAL_YEAR: lambda period: _years(period.start.year),
    Frequency.ACADEMIC_YEAR: lambda period: f"{_years(period.start.year)} academic year",
    Frequency.CALENDAR_YEAR: lambda period: str(period.start.year),
    Frequency.ROLLING_YEAR: lambda period: f"year to {_month(period.end)}",
    Frequency.WAVE: _wave,
}

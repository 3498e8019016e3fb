"""Makers of periods, the period that a day falls in, and the periods from one to another."""

from datetime import date

from tallystick.periods.period import Frequency, Period, PeriodError, month_number, spanning

# The month (0 for January) on which each frequency's years turn, for finding the period that a day falls in.
BEGINS = {
    Frequency.MONTH: (1, 0),
    Frequency.QUARTER: (3, 0),
    Frequency.HALF_YEAR: (6, 3),
    Frequency.FINANCIAL_YEAR: (12, 3),
    Frequency.ACADEMIC_YEAR: (12, 8),
    Frequency.CALENDAR_YEAR: (12, 0),
}


def month(year: int, number: int) -> Period:
    """A calendar month: `month(2009, 9)` is September 2009."""
    return _spanning(Frequency.MONTH, year, _checked("month", number, 12) - 1, 1)


def quarter(year: int, number: int) -> Period:
    """A quarter of the financial year that begins in `year`: `quarter(2009, 2)` is Q2 2009/10, July to September 2009."""
    return _spanning(Frequency.QUARTER, year, 3 * _checked("quarter", number, 4), 3)


def half_year(year: int, number: int) -> Period:
    """A half of the financial year that begins in `year`: `half_year(2009, 1)` is April to September 2009."""
    return _spanning(Frequency.HALF_YEAR, year, 6 * _checked("half year", number, 2) - 3, 6)


def year_to_date(year: int, number: int) -> Period:
    """From 1 April to the end of that month: `year_to_date(2009, 9)` is April to September 2009."""
    last = year * 12 + _checked("month", number, 12) - 1
    return spanning(Frequency.YEAR_TO_DATE, last - (last - 3) % 12, last)


def financial_year(year: int) -> Period:
    """The financial year that begins on 1 April of `year`: `financial_year(2009)` is 2009/10."""
    return _spanning(Frequency.FINANCIAL_YEAR, year, 3, 12)


def academic_year(year: int) -> Period:
    """The academic year that begins on 1 September of `year`: `academic_year(2008)` is 2008/09."""
    return _spanning(Frequency.ACADEMIC_YEAR, year, 8, 12)


def calendar_year(year: int) -> Period:
    """January to December."""
    return _spanning(Frequency.CALENDAR_YEAR, year, 0, 12)


def rolling_year(year: int, number: int) -> Period:
    """The twelve months that end with that month: `rolling_year(2009, 9)` is the year to September 2009."""
    return _spanning(Frequency.ROLLING_YEAR, year, _checked("month", number, 12) - 12, 12)


def wave(day: date, last: date | None = None) -> Period:
    """One wave of a survey, named by its day, or by its first and last."""
    return Period(Frequency.WAVE, day, last or day)


def containing(day: date, frequency: Frequency) -> Period:
    """The period of this frequency that the day falls in; of rolling years and years to date the one that its month ends."""
    if frequency is Frequency.WAVE:
        return wave(day)
    if frequency is Frequency.ROLLING_YEAR:
        return rolling_year(day.year, day.month)
    if frequency is Frequency.YEAR_TO_DATE:
        return year_to_date(day.year, day.month)
    length, turn = BEGINS[frequency]
    first = month_number(day) - (month_number(day) - turn) % length
    return spanning(frequency, first, first + length - 1)


def between(first: Period, last: Period) -> tuple[Period, ...]:
    """Every period from `first` to `last`, both included; empty when `last` comes before `first`."""
    if first.frequency is not last.frequency:
        raise PeriodError(f"{first} is {first.frequency.one} and {last} {last.frequency.one}: give two of one kind")
    return tuple(first.step(count) for count in range(last.ordinal - first.ordinal + 1))


def split(period: Period, frequency: Frequency) -> tuple[Period, ...]:
    """The shorter periods that make up a longer one: the months of a quarter, the quarters of a year.

    Raises `PeriodError` where they do not make it up exactly, as quarters do not make up an academic year.
    """
    if frequency.per_year is None:
        raise PeriodError(
            f"{period} is not made up of periods such as {frequency.one}: give months, quarters or half years"
        )
    first = containing(period.start, frequency)
    parts = between(first, containing(period.end, frequency))
    if first.start != period.start or parts[-1].end != period.end:
        raise PeriodError(f"{period} is not made up of whole {frequency.words}s: give a shorter period")
    return parts


def _spanning(frequency: Frequency, year: int, first: int, length: int) -> Period:
    return spanning(frequency, year * 12 + first, year * 12 + first + length - 1)


def _checked(what: str, number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise PeriodError(f"there is no {what} {number}: give 1 to {most}")
    return number

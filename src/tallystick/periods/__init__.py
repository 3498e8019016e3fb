"""Periods of time as councils report in them: values that are parsed, printed, ordered and stepped.

A figure without its period is no figure, and officers write the same quarter in a dozen ways. One value with a frequency, a start
and an end lets those ways mean one thing, and keeps a quarter from being compared with a month.
"""

from tallystick.periods.calendar import (
    academic_year,
    between,
    calendar_year,
    containing,
    financial_year,
    half_year,
    month,
    quarter,
    rolling_year,
    split,
    wave,
    year_to_date,
)
from tallystick.periods.parsing import ambiguous, parse, settle
from tallystick.periods.period import Frequency, Period, PeriodError
from tallystick.periods.words import frequency

__all__ = [
    "Frequency",
    "Period",
    "PeriodError",
    "academic_year",
    "ambiguous",
    "between",
    "calendar_year",
    "containing",
    "financial_year",
    "frequency",
    "half_year",
    "month",
    "parse",
    "quarter",
    "rolling_year",
    "settle",
    "split",
    "wave",
    "year_to_date",
]

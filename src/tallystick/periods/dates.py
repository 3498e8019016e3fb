"""Dates as people and spreadsheets write them: the day first, always."""

import re
from datetime import date

from tallystick.periods.period import MONTHS, PeriodError


class Unread(PeriodError):
    """A text that cannot be read. The message goes on from the text itself: `is no date: write …`."""


PIVOT = 70  # two figures below this are of this century: 69 is 2069, 70 is 1970
DAY = r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{1,2}(?:st|nd|rd|th)?(?: of)?[ -][a-z]{3,9},?[ -]\d{2,4}|\d{4}-\d\d-\d\d"
DATE_RANGE = re.compile(rf"(?:from )?({DAY}) ?(?:-|/| to | until ) ?({DAY})", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?z?)?", re.ASCII)
FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]{3,9}),?[ -](\d{4}|\d{2})", re.ASCII)


def a_date(text: str) -> date | None:
    """The date that a tidied text is; None when it has no such form; raises `PeriodError` when there is no such day."""
    if match := ISO.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := FIGURES.fullmatch(text):
        return _day(match[3], match[2], match[1])
    match = WORDS.fullmatch(text)
    if match and (number := month_of(match[2])):
        return _day(match[3], str(number), match[1])
    return None


def month_of(name: str) -> int:
    """The number of a month by the first three letters of its name; 0 when there is none."""
    starts = [month[:3].casefold() for month in MONTHS]
    return starts.index(name[:3]) + 1 if name[:3] in starts else 0


def full_year(text: str) -> int:
    """The year in full: 09 is 2009, 98 is 1998."""
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < PIVOT else 1900)


def _day(year: str, month: str, day: str) -> date:
    try:
        return date(full_year(year), int(month), int(day))
    except ValueError:
        raise Unread("is no date: write the day first, then the month and the year, as in 30/09/2009") from None

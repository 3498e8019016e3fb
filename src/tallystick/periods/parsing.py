"""Reading the periods that officers type, by rules that never guess between two meanings.

Each reader below knows one form of words and gives the days it names, with the frequency where the words say it. What two readers of
good faith would take differently (`09/10`, `Q2 2009`, `2009/09`) is refused with both ways of writing it. `2009-10` is the
financial year unless months are asked for; a column of such texts is settled together by `settle`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tallystick.periods import calendar
from tallystick.periods.dates import DATE_RANGE, Unread, a_date, full_year, month_of
from tallystick.periods.period import Frequency, Period, PeriodError, fits, month_number, spanning

LONGEST = 80
EXAMPLES = {
    Frequency.MONTH: "September 2009",
    Frequency.QUARTER: "Q2 2009/10",
    Frequency.HALF_YEAR: "H1 2009/10",
    Frequency.YEAR_TO_DATE: "April to September 2009",
    Frequency.FINANCIAL_YEAR: "2009/10",
    Frequency.ACADEMIC_YEAR: "2008/09 academic year",
    Frequency.CALENDAR_YEAR: "2007",
    Frequency.ROLLING_YEAR: "year to September 2009",
    Frequency.WAVE: "30 September 2009",
}
MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
YEAR = r"'?(\d{4}|\d{2})"
YEARS = r"(\d{4}|\d{2}) ?[/-] ?(\d{4}|\d{2})"
QUARTER = r"(?:(?:q|qtr|quarter) ?([1-4])|(1st|2nd|3rd|4th|first|second|third|fourth) (?:quarter|qtr))"
HALF = r"(?:(?:h|half(?: year)?) ?([12])|(1st|2nd|first|second) half(?: year)?)"
OF = r"(?: ?[,:-] ?| of (?:the )?| )?(?:fy ?)?"
FINANCIAL = r"(?:fy|f/y|financial year|fin year|fin yr)"
ACADEMIC = r"(?:ay|a/y|academic year|school year|academic|acad year|ac year)"
CALENDAR = r"(?:cy|calendar year|cal year)"
ROLLING = r"(?:(?:the )?(?:rolling )?(?:year|yr|12 ?months|12 ?mths|twelve months|12m)|rolling) (?:to|ending|ended|up to)(?: the)?(?: end of)?"
TO_DATE = r"(?:ytd|year to date|cumulative)"
ORDINALS = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4}


@dataclass(frozen=True, slots=True)
class Reading:
    """The days that a text names, and the frequency where its words say one."""

    start: date
    end: date
    frequency: Frequency | None = None


Reader = Callable[[str, Frequency | None], Reading | None]


def parse(text: str, frequency: Frequency | None = None) -> Period:
    """The period that the text names, read as one of this frequency when it is given.

    A date stands for the period that holds it, and needs the frequency. A month given for a rolling year or a year to date names
    the one that ends with it. Raises `PeriodError`, naming the text and the remedy. Outcomes are remembered by text, so that a
    column of few distinct texts costs next to nothing.
    """
    if len(text) > LONGEST:
        raise PeriodError(f'"{text[:40].strip()}…" is too long for a period: write one such as "Q2 2009/10"')
    outcome = _outcome(text, frequency)
    if isinstance(outcome, str):
        raise PeriodError(outcome)
    return outcome


def ambiguous(text: str) -> bool:
    """Whether the text is a pair of numbers that may be a financial year or a month, such as `2009-10` or `09/10`."""
    return _pair(text) is not None


def settle(texts: Iterable[str]) -> Frequency | None:
    """What the pairs of numbers among the texts of one column are: months, financial years, or None where that stays open.

    One `2009-07` among them makes every pair a month. Two pairs or more that are all years in a row (`08/09`, `09/10`) are
    financial years, since months a year and a month apart are not a column that anybody keeps.
    """
    pairs = {pair for pair in map(_pair, texts) if pair}
    if any(not _in_a_row(*pair) for pair in pairs):
        return Frequency.MONTH
    return Frequency.FINANCIAL_YEAR if len(pairs) > 1 else None


def _pair(text: str) -> tuple[str, str] | None:
    match = re.fullmatch(r"(\d{4}) ?- ?(\d\d)|(\d\d) ?[/-] ?(\d\d)", tidy(text), re.ASCII)
    return (match[1] or match[3], match[2] or match[4]) if match else None


def _in_a_row(first: str, second: str) -> bool:
    return (int(first) + 1) % 100 == int(second)


@lru_cache(maxsize=8192)
def _outcome(text: str, wanted: Frequency | None) -> Period | str:
    try:
        return _as(_read(tidy(text), wanted), wanted)
    except Unread as error:
        return f'"{text.strip()}" {error}' if text.strip() else 'the period is blank: write one such as "Q2 2009/10"'
    except PeriodError as error:
        return f'"{text.strip()}" cannot be used: {error}'


def tidy(text: str) -> str:
    """Small letters, plain hyphens, single spaces, no full stop after an abbreviation."""
    text = re.sub(r"[‐‑‒–—−]", "-", text.casefold().replace("\u2019", "'"))
    text = re.sub(r"(?<=[a-z])\.|^'|^as at ", "", text.replace("_", " ").strip())
    return re.sub(r"\s+", " ", text).strip()


def _read(text: str, wanted: Frequency | None) -> Reading:
    for reader in READERS:
        if reading := reader(text, wanted):
            return reading
    if re.fullmatch(f"{QUARTER}|{HALF}|{MONTH}", text):
        raise Unread('has no year: write one such as "Q2 2009/10" or "September 2009"')
    raise Unread(f'is no period that is known: write one such as "{EXAMPLES[wanted or Frequency.QUARTER]}"')


def _as(reading: Reading, wanted: Frequency | None) -> Period:
    if wanted is None:
        return Period(reading.frequency or _natural(reading), reading.start, reading.end)
    if reading.frequency is wanted:
        return Period(wanted, reading.start, reading.end)
    if reading.start == reading.end and reading.frequency in (None, Frequency.WAVE):
        return calendar.containing(reading.end, wanted)
    if reading.frequency is Frequency.MONTH and wanted in (Frequency.ROLLING_YEAR, Frequency.YEAR_TO_DATE):
        return calendar.containing(reading.end, wanted)
    if wanted is Frequency.WAVE and reading.frequency is None:
        return calendar.wave(reading.start, reading.end)
    if wanted is not Frequency.WAVE and fits(wanted, reading.start, reading.end):
        return Period(wanted, reading.start, reading.end)
    found = f"{reading.frequency.one}, " if reading.frequency else ""
    raise Unread(f'is {found}not {wanted.one}: write one such as "{EXAMPLES[wanted]}"')


# The kinds that a run of months may be without being called so, the likeliest first.
NATURAL = (
    Frequency.MONTH,
    Frequency.QUARTER,
    Frequency.FINANCIAL_YEAR,
    Frequency.YEAR_TO_DATE,
    Frequency.HALF_YEAR,
    Frequency.CALENDAR_YEAR,
    Frequency.ACADEMIC_YEAR,
    Frequency.ROLLING_YEAR,
)


def _natural(reading: Reading) -> Frequency:
    if reading.start == reading.end:
        raise Unread('is a date: write the period, such as "September 2009" or "Q2 2009/10", or state the frequency')
    for frequency in NATURAL:
        if fits(frequency, reading.start, reading.end):
            return frequency
    raise Unread('is neither a quarter, a half year nor a year: write one such as "Q2 2009/10"')


def _reading(period: Period) -> Reading:
    return Reading(period.start, period.end, period.frequency)


def _first_year(first: str, second: str) -> int:
    """The year in which a pair of years begins; raises when they do not follow each other."""
    if len(second) > len(first):
        raise Unread('is no financial year: write it as "2009/10"')
    year = full_year(first)
    if int(second) != (year + 1 if len(second) == 4 else (year + 1) % 100):
        raise Unread('gives two years that do not follow each other: write a financial year as "2009/10"')
    return year


def _dates(text: str, wanted: Frequency | None) -> Reading | None:
    if day := a_date(text):
        return Reading(day, day)
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)/p(\d{1,2})([ym])", text)
    if match and (first := a_date(match[1])):
        months = int(match[2]) * (12 if match[3] == "y" else 1)
        return Reading(first, _run(month_number(first), month_number(first) + months - 1).end)
    if parts := DATE_RANGE.fullmatch(text):
        first, last = a_date(parts[1]), a_date(parts[2])
        if first and last and first < last:
            return Reading(first, last)
        raise Unread("ends before it begins: give the first day first")
    return None


def _rolling(text: str, wanted: Frequency | None) -> Reading | None:
    if not (match := re.fullmatch(f"{ROLLING} (.+)", text)):
        return None
    if named := re.fullmatch(f"{MONTH}[ -]?{YEAR}", match[1]):
        return _reading(calendar.rolling_year(full_year(named[2]), month_of(named[1])))
    day = a_date(match[1])
    if day and calendar.containing(day, Frequency.MONTH).end == day:
        return _reading(calendar.rolling_year(day.year, day.month))
    raise Unread('names no month that the year ends with: write "year to September 2009"')


def _year_to_date(text: str, wanted: Frequency | None) -> Reading | None:
    match = re.fullmatch(rf"{TO_DATE}(?: to)?[ :-]*(.+)|(.+?) {TO_DATE}", text)
    if not match:
        return None
    named = _read(match[1] or match[2], None)
    if named.frequency in (Frequency.MONTH, Frequency.QUARTER, Frequency.HALF_YEAR, None):
        return _reading(calendar.containing(named.end, Frequency.YEAR_TO_DATE))
    raise Unread('does not say to which month: write "April to September 2009"')


def _named_year(text: str, wanted: Frequency | None) -> Reading | None:
    """A year that says its kind, and a bare `2009/10`, which is a financial year unless academic years are asked for."""
    for kind, maker in ((ACADEMIC, calendar.academic_year), (FINANCIAL, calendar.financial_year)):
        if match := re.fullmatch(f"{kind}{OF}{YEARS}|{YEARS}{OF}{kind}", text):
            return _reading(maker(_first_year(match[1] or match[3], match[2] or match[4])))
        if re.fullmatch(rf"{kind}{OF}{YEAR}|\d{{4}} {kind}", text):
            raise Unread('does not say whether the year begins or ends then: write both years, as in "2009/10"')
    if match := re.fullmatch(YEARS, text):
        academic = wanted is Frequency.ACADEMIC_YEAR
        return _reading(
            (calendar.academic_year if academic else calendar.financial_year)(_first_year(match[1], match[2]))
        )
    if match := re.fullmatch(rf"(?:{CALENDAR}{OF})?(\d{{4}})(?:\.0)?(?: {CALENDAR})?", text):
        return _reading(calendar.calendar_year(int(match[1])))
    return None


def _numbers(text: str, wanted: Frequency | None) -> Reading | None:
    """Pairs of bare numbers, which may be years or a year and a month."""
    if match := re.fullmatch(r"(\d{1,2}) ?[/.-] ?(\d{4})", text):
        return _reading(calendar.month(int(match[2]), int(match[1])))
    if match := re.fullmatch(r"(\d{4}) ?([/-]) ?(\d\d)", text):
        in_a_row = _in_a_row(match[1], match[3])
        if wanted is Frequency.MONTH or (not in_a_row and match[2] == "-"):
            return _reading(calendar.month(int(match[1]), int(match[3])))
        return None
    match = re.fullmatch(r"(\d\d) ?[/-] ?(\d\d)", text)
    if not match or wanted in (Frequency.FINANCIAL_YEAR, Frequency.ACADEMIC_YEAR):
        return None
    if wanted is Frequency.MONTH:
        return _reading(calendar.month(full_year(match[2]), int(match[1])))
    if int(match[1]) <= 12:
        raise Unread('may be a year or a month: write "2009/10" for a financial year or "September 2010" for a month')
    return None


def _quarter(text: str, wanted: Frequency | None) -> Reading | None:
    if match := re.fullmatch(rf"{QUARTER}{OF}{YEARS}|{YEARS}{OF}{QUARTER}", text):
        number = match[1] or match[7] or ORDINALS[match[2] or match[8]]
        return _reading(calendar.quarter(_first_year(match[3] or match[5], match[4] or match[6]), int(number)))
    if re.fullmatch(rf"{QUARTER}{OF}{YEAR}|\d{{4}}{OF}{QUARTER}", text):
        raise Unread('does not say which year it belongs to: write "Q2 2009/10" or "July to September 2009"')
    return None


def _half(text: str, wanted: Frequency | None) -> Reading | None:
    if match := re.fullmatch(rf"{HALF}{OF}{YEARS}|{YEARS}{OF}{HALF}", text):
        number = match[1] or match[7] or ORDINALS[match[2] or match[8]]
        return _reading(calendar.half_year(_first_year(match[3] or match[5], match[4] or match[6]), int(number)))
    if re.fullmatch(rf"{HALF}{OF}{YEAR}|\d{{4}}{OF}{HALF}", text):
        raise Unread('does not say which year it belongs to: write "H1 2009/10" or "April to September 2009"')
    return None


def _months(text: str, wanted: Frequency | None) -> Reading | None:
    """From one month to another: `Jul-Sep 2009`, `October 2009 to March 2010`, `Jan-Mar 2009/10`."""
    run = rf"(?:from )?{MONTH}(?:[ -]?{YEAR})? ?(?:-|/|to|until|through) ?{MONTH}[ -]?"
    if match := re.fullmatch(f"{run}{YEARS}", text):
        year = _first_year(match[4], match[5])
        return _run(_in_financial_year(year, match[1]), _in_financial_year(year, match[3]))
    if match := re.fullmatch(f"{run}{YEAR}", text):
        last = full_year(match[4]) * 12 + month_of(match[3]) - 1
        if match[2]:
            return _run(full_year(match[2]) * 12 + month_of(match[1]) - 1, last)
        return _run(last - (month_of(match[3]) - month_of(match[1])) % 12, last)
    return None


def _run(first: int, last: int) -> Reading:
    if first > last:
        raise Unread("ends before it begins: give the first month first")
    start, end = (spanning(Frequency.MONTH, number, number) for number in (first, last))
    return Reading(start.start, end.end)


def _in_financial_year(year: int, name: str) -> int:
    number = month_of(name)
    return (year if number >= 4 else year + 1) * 12 + number - 1


def _month(text: str, wanted: Frequency | None) -> Reading | None:
    if match := re.fullmatch(rf"{MONTH}{OF}{YEARS}|{YEARS}{OF}{MONTH}", text):
        year = _first_year(match[2] or match[4], match[3] or match[5])
        number = _in_financial_year(year, match[1] or match[6])
        return _reading(spanning(Frequency.MONTH, number, number))
    if match := re.fullmatch(rf"{MONTH}(?:{OF}|/){YEAR}|(\d{{4}})[ /-]?{MONTH}", text):
        return _reading(calendar.month(full_year(match[2] or match[3]), month_of(match[1] or match[4])))
    return None


READERS: tuple[Reader, ...] = (
    _dates,
    _rolling,
    _year_to_date,
    _numbers,
    _named_year,
    _quarter,
    _half,
    _months,
    _month,
)

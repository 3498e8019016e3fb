"""Which period a figure in a sentence is for.

A report speaks of what has been: "Q2" and "September" without a year are the last ones, as seen from its round, and not the next as
they are in a promise.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from tallystick import periods
from tallystick.claims.promises import times
from tallystick.periods import Frequency, Period, PeriodError

FORMS = ("date", "quarter", "half", "months", "years", "year")
ROLLING = r"(?:(?:the\s{1,4})?(?:year|12\s{1,4}months|twelve\s{1,4}months)\s{1,4}(?:to|ending|ended)\s{1,4}(?:the\s{1,4}end\s{1,4}of\s{1,4})?[a-z]{3,9}\s{1,4}(?:19|20)\d\d)"
INSIDE = "|".join(rf"(?<={word}\s)" for word in ("in", "over", "during", "for", "throughout", "across"))
RELATIVE = (
    rf"(?:(?:(?:{INSIDE})the|this|the\s{{1,4}}current|the\s{{1,4}}latest|last|the\s{{1,4}}previous|the\s{{1,4}}last)\s{{1,4}}"
    r"(?:financial\s{1,4})?(?:quarter|year|month)(?!\s{1,4}(?:to|before|earlier|ended|ending|ago)\b))"
)
# A year before the period that was named last, or before the round.
LIKE = (
    r"(?:(?:the\s{1,4})?same\s{1,4}(?:quarter|period|month|point|time)\s{1,4}(?:(?:of|in|a)\s{1,4})?(?:last\s{1,4}year|the\s{1,4}previous\s{1,4}year"
    r"|the\s{1,4}year\s{1,4}before|year\s{1,4}(?:ago|earlier|before))|(?:the|a)\s{1,4}year\s{1,4}(?:before|earlier|ago|previously))"
)
YEARLY = (Frequency.FINANCIAL_YEAR, Frequency.ACADEMIC_YEAR)
QUARTER_TO = r"(?:quarter|(?:three|3)\s{1,4}months)\s{1,4}(?:to|ending|ended)\s{1,4}(?:the\s{1,4}end\s{1,4}of\s{1,4})?(?:\d{1,2}\s{1,4})?"
OF_LAST_YEAR = r"\s{1,4}(?:of|in)?\s{0,4}(?:last|the\s{1,4}previous|the\s{1,4}year)\s{1,4}(?:year|before)"
END_OF = re.compile(r"\bend\b", re.I)
QUARTERS_END = (3, 6, 9, 12)
AT, UP_TO = ("at", "on"), ("by", "to", "until")
BACK = re.compile(r"\b(?:last|previous)\b", re.I)
LEAD, FROM_A_FIGURE = 24, "from a figure in"
FROM = re.compile(
    r"\bfrom\s{1,4}[£\d]\S{0,12}(?:\s{1,4}(?:days?|%|per\s{1,4}cent))?\s{1,4}(?:in|for|at)\s{1,4}(?:the\s{1,4})?$"
)  # "up from 72.9% in quarter 1"
HAS_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class When:
    """A period that a sentence names, and where. `period` is None where it names one that cannot be told; `placed` is the word before, or `FROM_A_FIGURE`."""

    start: int
    end: int
    words: str
    form: str
    period: Period | None
    placed: str = ""

    @property
    def is_day(self) -> bool:
        """Whether it is one day, at which things are counted: "30 September", "the end of June"."""
        return self.form == "date" or bool(END_OF.search(self.words))


@cache
def _pattern() -> re.Pattern[str]:
    found = times.forms()
    named = "|".join(f"(?P<{name}>{found[name]})" for name in FORMS)
    back = rf"(?:{found['quarter']}){OF_LAST_YEAR}"
    return re.compile(
        rf"(?<![\w£.,/-])(?:(?P<back>{back})|(?P<quarter_to>{QUARTER_TO}(?:{found['months']}))|(?P<rolling>{ROLLING})|(?P<like>{LIKE})|(?P<relative>{RELATIVE})|{named})(?!\w)",
        re.I,
    )


def named(text: str, start: int, end: int, on: Period | date | None) -> list[When]:
    """The periods that a stretch of text names, in order."""
    found: list[When] = []
    for match in _pattern().finditer(text, start, end):
        form = match.lastgroup or ""
        if form == "months" and not HAS_YEAR.search(match[0]) and match[0].islower():
            continue
        lead = text[max(start, match.start() - LEAD) : match.start()].casefold()
        placed = [word for word in lead.split() if word not in ("the", "in")][-1:]
        if FROM.search(lead):
            placed = [FROM_A_FIGURE]
        base = next((one.period for one in reversed(found) if one.period), on) if form == "like" else on
        found.append(When(match.start(), match.end(), match[0], form, _period(match[0], form, base), "".join(placed)))
    return found


def _period(words: str, form: str, on: Period | date | None) -> Period | None:
    try:
        return _resolved(words, form, on)
    except PeriodError:
        return None  # beyond the years that periods know


def _resolved(words: str, form: str, on: Period | date | None) -> Period | None:
    if form == "rolling":
        return periods.parse(" ".join(words.split()), Frequency.ROLLING_YEAR)
    if form == "relative":
        return _relative(words, on)
    if form == "quarter_to":
        month = _resolved(re.sub(f"^{QUARTER_TO}", "", words, flags=re.I), "months", on)
        return periods.containing(month.end, Frequency.QUARTER) if month and month.end.month in QUARTERS_END else None
    if form == "back":
        found = _resolved(re.sub(rf"{OF_LAST_YEAR}$", "", words, flags=re.I), "quarter", on)
        return found.year_before() if found else None
    if form == "like":
        return on.year_before() if isinstance(on, Period) else None
    mention = times.Mention(0, 0, "", 0, form, words)
    if HAS_YEAR.search(words):
        return times.resolved(mention, None)
    base = on.end if isinstance(on, Period) else on
    found = times.resolved(mention, on)
    if found is None or base is None:
        return None
    while found.end > base:
        found = found.year_before()
    return found


def _relative(words: str, on: Period | date | None) -> Period | None:
    """This quarter is the round's own; the last one is that before it, unless it is written of a day."""
    if not isinstance(on, Period):
        return None
    back = -1 if BACK.search(words) else 0
    unit = words.split()[-1].casefold()
    frequency = {"quarter": Frequency.QUARTER, "month": Frequency.MONTH}.get(unit, Frequency.FINANCIAL_YEAR)
    return periods.containing(on.end, frequency).step(back)


def is_relative_back(when: When) -> bool:
    """Whether it is "last quarter" or "the previous year", which more often is what is compared with."""
    return when.form == "like" or (when.form == "relative" and bool(BACK.search(when.words)))


def is_for(when: When, held: Period) -> bool:
    """Whether a figure held for a period is surely the one of the period named."""
    named_period = when.period
    if named_period is None:
        return False
    if (named_period.start, named_period.end) == (held.start, held.end):
        return True
    if when.is_day and named_period.end == held.end:
        return when.placed in AT or (when.placed in UP_TO and held.frequency is Frequency.YEAR_TO_DATE)
    if when.form == "years" and held.frequency in YEARLY:
        return held.start.year == named_period.start.year
    return False


def may_be_for(when: When, held: Period) -> bool:
    """Whether it may be: a rolling year called by its last month, an academic year by the summer of its examinations."""
    named_period = when.period
    if named_period is None:
        return False
    if when.is_day and named_period.end == held.end:
        return True
    same_end = held.end == named_period.end or (held.frequency is Frequency.WAVE and named_period.contains(held))
    if same_end and (held.frequency.overlaps or held.frequency is Frequency.WAVE):
        return True
    return when.form == "year" and held.frequency in YEARLY and held.end.year == named_period.end.year

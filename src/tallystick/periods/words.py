"""How often, in the words of officers: the answers to "reporting frequency" in their tables."""

import re

from tallystick.periods.period import Frequency, PeriodError

# "Annual" alone does not say which year is meant (financial, academic or calendar): it is known, and means nothing by itself.
WORDS: dict[Frequency | None, tuple[str, ...]] = {
    Frequency.MONTH: ("month", "monthly", "every month", "m"),
    Frequency.QUARTER: ("quarter", "quarterly", "every quarter", "three monthly", "3 monthly", "q"),
    Frequency.HALF_YEAR: (
        *("half year", "half yearly", "six monthly", "6 monthly", "twice a year"),
        *("six months", "bi annual", "biannual", "biannually"),
    ),
    Frequency.YEAR_TO_DATE: ("year to date", "ytd", "cumulative", "cumulative year to date"),
    Frequency.FINANCIAL_YEAR: ("financial year", "fy", "financial", "annual financial year", "fiscal year"),
    Frequency.ACADEMIC_YEAR: (
        "academic year",
        "ay",
        "academic",
        "school year",
        "annual academic year",
        "academic years",
    ),
    Frequency.CALENDAR_YEAR: ("calendar year", "cy", "calendar", "annual calendar year"),
    Frequency.ROLLING_YEAR: (
        "rolling year",
        "rolling",
        "rolling 12 months",
        "rolling twelve months",
        "12 months rolling",
    ),
    Frequency.WAVE: ("wave", "survey wave", "survey", "wave of a survey"),
    None: ("", "annual", "annually", "yearly", "year", "every year", "once a year", "12 monthly", "a", "y"),
}
BY_WORD = {word: frequency for frequency, words in WORDS.items() for word in words}


def frequency(text: str) -> Frequency | None:
    """The frequency that the words name; None when they leave the kind of year open, as "annual" does."""
    plain = re.sub(r"[\W_]+", " ", text.casefold()).strip()
    if plain in BY_WORD:
        return BY_WORD[plain]
    raise PeriodError(
        f'"{text.strip()[:60]}" is no frequency that is known: write monthly, quarterly, half-yearly or financial year'
    )

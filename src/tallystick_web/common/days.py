"""The days that forms take. A year of two digits or a slip of the finger is refused where it is typed: bank holidays are not known then,
so that every page that counts days to it would fail.
"""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator

FIRST, LAST = date(1990, 1, 1), date(2099, 12, 31)
# For the widget, and for the field.
REACH = {"min": FIRST.isoformat(), "max": LAST.isoformat()}
_WORDS = f"Enter a day from {FIRST.year} to {LAST.year}, with all four digits of the year."
WITHIN_REACH = (MinValueValidator(FIRST, _WORDS), MaxValueValidator(LAST, _WORDS))


def why_not_reach(day: date) -> str | None:
    """Why a day that comes in by a file is not taken either."""
    if FIRST <= day <= LAST:
        return None
    return (
        f"days are taken from {FIRST.year} to {LAST.year}. Write one of these years, with all four digits of the year."
    )

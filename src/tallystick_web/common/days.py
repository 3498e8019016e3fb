"""The days that forms take. A year of two digits or a slip of the finger is refused where it is typed: bank holidays are not known then,
so that every page that counts days to it would fail.
"""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

FIRST, LAST = date(1990, 1, 1), date(2099, 12, 31)
_WRITTEN = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y")
_PICKED = {"type": "date", "class": "govuk-input--width-10", "min": FIRST.isoformat(), "max": LAST.isoformat()}
_WORDS = f"Enter a day from {FIRST.year} to {LAST.year}, with all four digits of the year."
WITHIN_REACH = (MinValueValidator(FIRST, _WORDS), MaxValueValidator(LAST, _WORDS))


def field(label: str, hint: str = "", *, required: bool = False, missing: str = "Enter a date.") -> forms.DateField:
    """A day, picked or typed."""
    return forms.DateField(
        label=label, required=required, help_text=hint, validators=WITHIN_REACH, input_formats=_WRITTEN,
        widget=forms.DateInput(attrs=_PICKED, format="%Y-%m-%d"),
        error_messages={"required": missing, "invalid": "Enter a real date, such as 30 September 2026."},
    )  # fmt: skip


def why_not_reach(day: date) -> str | None:
    """Why a day that comes in by a file is not taken either."""
    if FIRST <= day <= LAST:
        return None
    return (
        f"days are taken from {FIRST.year} to {LAST.year}. Write one of these years, with all four digits of the year."
    )

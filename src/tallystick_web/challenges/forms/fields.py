"""Fields and names that several forms of challenges share."""

from collections.abc import Iterable

from django import forms

from tallystick_web.common.days import REACH, WITHIN_REACH

People = Iterable[tuple[int, str]]
Offered = list[tuple[str, str]]
DAY = {"class": "govuk-input--width-10", "type": "date"}
SEPARATOR = "|"


def day(label: str, *, required: bool = False, hint: str = "", why: str = "") -> forms.DateField:
    """A day, as browsers let it be chosen and people type it."""
    return forms.DateField(
        label=label, required=required, help_text=hint, validators=WITHIN_REACH,
        widget=forms.DateInput(attrs=DAY | REACH, format="%Y-%m-%d"),
        error_messages={"invalid": "Give the day as day, month and year, for example 30/09/2018.", **({"required": why} if why else {})},
    )  # fmt: skip


def long(label: str, *, rows: int = 3, required: bool = False, hint: str = "", why: str = "") -> forms.CharField:
    """Some sentences."""
    errors = {"required": why} if why else None
    return forms.CharField(
        label=label, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}), error_messages=errors
    )  # fmt: skip


def taken_on() -> forms.DateField:
    """The day of a step; today where nobody says otherwise."""
    hint = "Today, or an earlier day that the record does not speak of yet."
    return day("On which day?", required=True, hint=hint, why="Enter the day, for example 30/09/2018.")

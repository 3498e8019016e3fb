"""Fields and names that several forms of challenges share."""

from collections.abc import Iterable

from django import forms

from tallystick_web.common import days

People = Iterable[tuple[int, str]]
Offered = list[tuple[str, str]]
SEPARATOR = "|"


def long(label: str, *, rows: int = 3, required: bool = False, hint: str = "", why: str = "") -> forms.CharField:
    """Some sentences."""
    errors = {"required": why} if why else None
    return forms.CharField(
        label=label, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}), error_messages=errors
    )  # fmt: skip


def taken_on() -> forms.DateField:
    """The day of a step; today where nobody says otherwise."""
    hint = "Today, or an earlier day that the record does not speak of yet."
    return days.field("On which day?", required=True, hint=hint, missing="Enter the day, for example 30/09/2018.")

"""Fields that several forms of the reviews share."""

from django import forms


def day(label: str, hint: str = "", *, required: bool = False, missing: str = "Enter a date.") -> forms.DateField:
    """A date, typed or picked."""
    return forms.DateField(
        label=label, required=required, help_text=hint,
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"required": missing, "invalid": "Enter a real date, such as 30 September 2026."},
    )  # fmt: skip


def reason(label: str) -> forms.CharField:
    """A reason that stays on the record."""
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The reason stays on the record.",
    )

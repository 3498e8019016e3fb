"""Fields that several forms of the reviews share."""

from django import forms


def reason(label: str) -> forms.CharField:
    """A reason that stays on the record."""
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The reason stays on the record.",
    )

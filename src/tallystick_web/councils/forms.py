"""Parsing what is typed about people and roles."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Role


class PersonForm(forms.Form):
    """A person and the roles to give."""

    name = forms.CharField(max_length=150, error_messages={"required": "Enter the person's name."})
    email = forms.EmailField(
        label="E-mail address", max_length=254, help_text="They sign in with it.",
        error_messages={
            "required": "Enter the person's e-mail address.",
            "invalid": "Enter an e-mail address such as alice@council.gov.uk.",
        },
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        choices=Role.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role."},
    )  # fmt: skip


def _day(label: str, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}),
        error_messages={"required": f"Enter the {label.lower()}.", "invalid": "Enter a real date, such as 30 September 2026."},
    )  # fmt: skip


class DeputyForm(forms.Form):
    """Who stands in for whom, and in which days. Only the performance team names deputies of others."""

    person = forms.ModelChoiceField(
        User.objects.none(), label="Who is away?", empty_label="Choose a person",
        error_messages={"required": "Choose who is away."},
    )  # fmt: skip
    deputy = forms.ModelChoiceField(
        User.objects.none(), label="Who stands in?", empty_label="Choose a person",
        error_messages={"required": "Choose who stands in."},
    )  # fmt: skip
    start = _day("First day")
    end = _day(
        "Last day", "The last day counts too. A deputy does what the person could do with what is theirs, and it shows."
    )

    def __init__(self, data: Any = None, *, people: QuerySet[User], for_others: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for name in ("person", "deputy"):
            field: Any = self.fields[name]
            field.queryset = people
        if not for_others:
            del self.fields["person"]

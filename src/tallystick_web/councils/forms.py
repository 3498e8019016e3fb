"""Parsing what is typed about people and roles."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from tallystick.periods.period import written
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


class DayForm(forms.Form):
    """The day at whose end a page is looked at. Any other thing that the address asks for stays."""

    as_at = forms.DateField(
        label="Day", help_text="The page is shown as it stood at the end of this day.",
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Enter the day that you want to look at, such as 2009-11-12.",
            "invalid": "Enter a real date, such as 2009-11-12.",
        },
    )  # fmt: skip

    def __init__(self, query: QueryDict, *, first: date | None, today: date) -> None:
        super().__init__(query if "as_at" in query else None, auto_id="day_%s")
        self.first, self.today = first, today
        self.stays = [(name, value) for name, value in query.items() if name not in ("as_at", "page") and value]

    def clean_as_at(self) -> date:
        found: date = self.cleaned_data["as_at"]
        if found > self.today:
            raise forms.ValidationError(f"Enter today or a day before: {written(found)} is still to come.")
        if self.first is None or found < self.first:
            begins = f" The first day of which anything is known is {written(self.first)}." if self.first else ""
            raise forms.ValidationError(f"Nothing had been written down here by {written(found)}.{begins}")
        return found

    @property
    def day(self) -> date | None:
        """The day that is asked for; None where the page is asked for as it is now, or the day cannot be shown."""
        return self.cleaned_data["as_at"] if self.is_valid() else None

    @property
    def query(self) -> str:
        """What an address adds to stay on that day: `?as_at=2009-11-12`."""
        return f"?as_at={self.day.isoformat()}" if self.day else ""

"""Parsing what is typed about units, people and roles."""

from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from tallystick.periods.period import written
from tallystick_web.accounts.models import User
from tallystick_web.common import days
from tallystick_web.common.forms import Filters, offer
from tallystick_web.councils import queries, rules
from tallystick_web.councils.models import Council, Role, Unit


class PeopleFilters(Filters):
    """How the list of people is narrowed."""

    q = forms.CharField(label="Name or e-mail address", required=False)
    role = forms.ChoiceField(choices=[("", "All roles"), *Role.choices], required=False)


class PersonForm(forms.Form):
    """A person and the roles to give."""

    name = forms.CharField(max_length=150, error_messages={"required": "Enter the person’s name."})
    email = forms.EmailField(
        label="E-mail address", max_length=254, help_text="They sign in with it.",
        error_messages={
            "required": "Enter the person’s e-mail address.",
            "invalid": "Enter an e-mail address such as alice@council.gov.uk.",
        },
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        choices=Role.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role."},
    )  # fmt: skip


class UnitForm(forms.Form):
    """A directorate or a service: what it is called, where it stands, and who heads it. `seen` tells a form that was made from an older one."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="What is it?", choices=Unit.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose directorate or service."},
    )  # fmt: skip
    name = forms.CharField(
        max_length=150, error_messages={"required": "Enter the name.", "max_length": "Enter at most 150 characters."}
    )
    parent = forms.ModelChoiceField(
        Unit.objects.none(), label="What does it stand beneath?", required=False, empty_label="Nothing: it stands at the top",
        error_messages={"invalid_choice": "Choose a directorate or service that is open."},
    )  # fmt: skip
    head = forms.ModelChoiceField(
        User.objects.none(), label="Who heads it?", required=False, empty_label="Nobody yet",
        help_text="Hears of its risks above appetite and of what is long overdue. Only people whose role comes with work are listed.",
        error_messages={"invalid_choice": "Choose a person from the list."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, council: Council, unit: Unit | None = None, initial: Any = None) -> None:
        held = {name: getattr(unit, name) for name in ("kind", "name", "parent", "head")} if unit else {}
        super().__init__(data, initial={**held, **(initial or {})})
        self.council, self.unit = council, unit
        parent, head = cast(Any, self.fields["parent"]), cast(Any, self.fields["head"])
        parent.queryset = queries.open_units(council).exclude(pk__in=queries.beneath(unit) if unit else ())
        head.queryset = queries.workers(council)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if why_not := rules.why_not_name_unit(self.council, name, self.unit):
            raise forms.ValidationError(why_not)
        return name

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if why_not := rules.why_not_stand(self.council, typed.get("kind", ""), typed.get("parent"), self.unit):
            self.add_error("parent", why_not)
        return typed

    def described(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class DeputyForm(forms.Form):
    """Who stands in for whom, and in which days. Only the performance team names deputies of others.

    Who may not stand in is not offered; named all the same, they are told why.
    """

    person = forms.ModelChoiceField(
        User.objects.none(), label="Who is away?", empty_label="Choose a person",
        error_messages={"required": "Choose who is away."},
    )  # fmt: skip
    deputy = forms.ModelChoiceField(
        User.objects.none(), label="Who stands in?", empty_label="Choose a person",
        error_messages={"required": "Choose who stands in."},
    )  # fmt: skip
    start = days.field("First day", required=True, missing="Enter the first day.")
    end = days.field(
        "Last day", "The last day counts too. A deputy does what the person could do with what is theirs, and it shows.",
        required=True, missing="Enter the last day.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, council: Council, by: User, for_others: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        people, able = queries.members(council), queries.workers(council)
        offer(self.fields["person"], people, people)
        offer(self.fields["deputy"], able if for_others else able.exclude(pk=by.pk), people)
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
    def kept(self) -> dict[str, str]:
        """What an address keeps to stay on that day."""
        return {"as_at": self.day.isoformat()} if self.day else {}

    @property
    def query(self) -> str:
        """What an address adds to stay on that day: `?as_at=2009-11-12`."""
        return f"?as_at={self.day.isoformat()}" if self.day else ""

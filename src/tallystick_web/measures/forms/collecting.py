"""Parsing what is typed about collecting: filters, more time, one value to ask for, who looks after a measure."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import capfirst

from tallystick import periods
from tallystick.periods import Frequency, PeriodError
from tallystick_web.accounts.models import User
from tallystick_web.common import days
from tallystick_web.common.forms import Filters, offer
from tallystick_web.measures import progress
from tallystick_web.measures.models import Measure


class ProgressFilters(Filters):
    """How the values of a round are narrowed, by what there is."""

    state = forms.ChoiceField(choices=[("", "All"), *progress.STATES.items()], required=False)
    owner = forms.ChoiceField(choices=[("", "All owners"), ("nobody", "Nobody, or somebody who left")], required=False)
    service = forms.ChoiceField(choices=[("", "All services")], required=False)

    def __init__(self, query: QueryDict, lines: Iterable[progress.Line]) -> None:
        found = [line for line in lines if not line.leaver]
        owners = {(str(one.owner_id), one.owner) for one in found if one.owner_id}
        services = {(str(one.service_id), one.service) for one in found if one.service_id}
        by_name = itemgetter(1)
        super().__init__(
            query, choices={"owner": sorted(owners, key=by_name), "service": sorted(services, key=by_name)}
        )


class ExtendForm(forms.Form):
    """Until when values may be given, and why."""

    until = days.field("Until which day?", required=True, missing="Enter the day until which the values may be given.")
    reason = forms.CharField(
        label="Why is more time given?", widget=forms.Textarea(attrs={"rows": 2}), help_text="The reason stays on the record.",
        error_messages={"required": "Say why more time is given: one sentence is enough."},
    )  # fmt: skip


class AskForm(forms.Form):
    """One value to ask for by hand."""

    measure = forms.ModelChoiceField(
        Measure.objects.none(), empty_label="Choose a measure", error_messages={"required": "Choose the measure."}
    )
    period = forms.CharField(
        max_length=60, help_text="As officers write it: Q2 2009/10, September 2009, 2009/10, or 12 May 2009 to 30 June 2009 for the wave of a survey.",
        error_messages={"required": "Enter the period, such as Q2 2009/10."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, measures: QuerySet[Measure]) -> None:
        super().__init__(data)
        field: Any = self.fields["measure"]
        field.queryset = measures

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return typed
        try:
            typed["period"] = periods.parse(typed["period"], Frequency(typed["measure"].frequency))
        except PeriodError as error:
            self.add_error(
                "period",
                f"Enter a period of the measure ({typed['measure'].get_frequency_display().lower()}). {capfirst(str(error))}.",
            )
        return typed


class OwnerForm(forms.Form):
    """Who looks after measures from now on. Who may not is not offered; named all the same, they are told why."""

    owner = forms.ModelChoiceField(
        User.objects.none(), label="Who looks after them from now on?", empty_label="Choose a person",
        error_messages={"required": "Choose who looks after them."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, people: QuerySet[User], offered: QuerySet[User]) -> None:
        super().__init__(data)
        offer(self.fields["owner"], offered, people)

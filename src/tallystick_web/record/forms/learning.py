"""What a person says of burden: the decision about a measure, and how long their own work took."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from tallystick_web.audit import rules as minutes
from tallystick_web.audit.models import Spent
from tallystick_web.common import days
from tallystick_web.common.forms import Filters
from tallystick_web.measures import rules
from tallystick_web.measures.models import BurdenDecision, Measure


class BurdenFilters(Filters):
    """How the list of measures is narrowed by what is proposed of them."""

    q = forms.CharField(label="Words or reference", required=False)
    service = forms.ChoiceField(choices=[("", "All services")], required=False)
    proposal = forms.ChoiceField(choices=[("", "Any proposal")], required=False)


class BurdenForm(forms.Form):
    """What becomes of a measure. What is proposed is chosen beforehand."""

    choice = forms.ChoiceField(
        label="What becomes of it?", widget=forms.RadioSelect, choices=BurdenDecision.Choice.choices,
        error_messages={"required": "Choose what becomes of the measure."},
    )  # fmt: skip
    frequency = forms.ChoiceField(
        label="How often instead?", required=False,
        help_text="If it is to be asked for less often. The values that are held stay; charts show the new frequency once it has values.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Why?", help_text="One sentence. It stays on the record.", widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: one sentence is enough. It stays on the record."},
    )  # fmt: skip
    look_again_on = days.field("Look at it again on", "If it is kept or automated.")

    def __init__(self, data: Any, *, measure: Measure, by: Any, proposal: str) -> None:
        year = timezone.localdate() + timedelta(days=365)
        super().__init__(data, initial={"choice": proposal, "look_again_on": year})
        self.measure, self.by = measure, by
        field: Any = self.fields["frequency"]
        names = dict(Measure._meta.get_field("frequency").choices or [])
        less = rules.less_often(measure.frequency)
        field.choices = [("", "As now"), *((one, f"Every {str(names[one]).lower()}") for one in less)]
        if not less:
            offered: Any = self.fields["choice"]
            offered.choices = [pair for pair in offered.choices if pair[0] != BurdenDecision.Choice.LESS_OFTEN]

    def clean(self) -> dict[str, Any] | None:
        found = super().clean()
        if not self.errors and (why_not := rules.why_not_decide_burden(self.measure, **self.decided, by=self.by)):
            self.add_error(self._about(why_not), why_not)
        return found

    def _about(self, why_not: str) -> str | None:
        """Beside which field a reason stands."""
        named = {"Choose how often": "frequency", "Enter the day": "look_again_on", "Say why": "reason"}
        return next((field for words, field in named.items() if why_not.startswith(words)), None)

    @property
    def decided(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("choice", "reason", "frequency", "look_again_on")}


class MinutesForm(forms.Form):
    """How many minutes it really took."""

    minutes = forms.IntegerField(
        label="How many minutes did it take you?", help_text="All the work that this needed, also outside of Tallystick.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4", "data-suffix": "minutes"}),
        error_messages={"required": "Enter the minutes, for example 45.", "invalid": "Enter whole minutes, for example 45."},
    )  # fmt: skip

    def __init__(self, data: Any, *, spent: Spent, by: Any) -> None:
        super().__init__(data, initial={"minutes": spent.minutes})
        self.spent, self.by = spent, by

    def clean_minutes(self) -> int:
        found: int = self.cleaned_data["minutes"]
        if why_not := minutes.why_not_correct(self.spent, found, self.by):
            raise forms.ValidationError(why_not)
        return found

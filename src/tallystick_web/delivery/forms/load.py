"""Parsing what is typed about load, proposals, criteria and limits."""

from typing import Any

from django import forms

from tallystick_web.common import days
from tallystick_web.common.forms import AmountField, Filters
from tallystick_web.councils.models import Council
from tallystick_web.delivery.forms import fields
from tallystick_web.delivery.forms.projects import pounds
from tallystick_web.delivery.models import Capacity, Criterion
from tallystick_web.delivery.queries import projects

REFERENCES = "References with commas between, for example P-001, P-002."


def hours(label: str) -> forms.DecimalField:
    """Hours a week."""
    return AmountField(
        label=label, min_value=0, max_value=168, max_digits=5, decimal_places=1,
        widget=forms.TextInput(attrs={"data-suffix": "hours a week", "class": "govuk-input--width-4", "inputmode": "decimal"}),
        error_messages={
            "required": "Enter hours a week, such as 7.5.", "invalid": "Enter hours a week, such as 7.5.",
            "min_value": "Enter 0 or more hours.", "max_value": "A week has 168 hours.",
        },
    )  # fmt: skip


class AssignmentForm(forms.Form):
    """Somebody's work on a project."""

    person = fields.person("Who?", required=True)
    role = forms.CharField(max_length=100, required=False, help_text="For example project manager, tester.")
    hours = hours("How much?")
    first = days.field("From", required=True, missing="Enter the first day.")
    last = days.field("To", required=True, missing="Enter the last day.")

    def __init__(self, *arguments: Any, council: Council, **options: Any) -> None:
        super().__init__(*arguments, **options)
        fields.of_council(self, council)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "The work ends before it begins. Change one of the dates.")
        return cleaned


class CapacityForm(forms.Form):
    """How much somebody can work on projects."""

    person = fields.person("Who?", required=True)
    hours = hours("For projects")
    service = fields.unit()

    def __init__(self, *arguments: Any, council: Council, **options: Any) -> None:
        super().__init__(*arguments, **{"initial": {"hours": Capacity.FULL}, **options})
        fields.of_council(self, council)


class LoadFilters(Filters):
    """Of whom, and by which spans of time."""

    by = forms.ChoiceField(label="Of", required=False, choices=[("", "People"), ("service", "Services")])
    span = forms.ChoiceField(
        label="By", required=False, choices=[("", "Quarter (two years)"), ("week", "Week (half a year)")]
    )


class TrialForm(forms.Form):
    """Which projects to stop, delay or merge, to see what would become of the load."""

    stop = fields.references("Stop", REFERENCES)
    delay = fields.references("Delay", REFERENCES)
    weeks = forms.IntegerField(
        label="By how many weeks?", required=False, min_value=-520, max_value=520,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        help_text="With a minus they come forward.", error_messages={"invalid": "Enter a number of weeks, such as 6."},
    )  # fmt: skip
    merge = fields.references("Merge", "Two or more; they become one under the first.")
    saving = forms.DecimalField(
        label="What merging saves", required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2,
        widget=forms.TextInput(attrs={"data-suffix": "% of effort and cost", "class": "govuk-input--width-3", "inputmode": "decimal"}),
        error_messages={"invalid": "Enter a share such as 20.", "max_value": "No more than 100%% can be saved."},
    )  # fmt: skip

    def __init__(self, *arguments: Any, council: Council, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.council = council

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        find = projects.projects_by_reference
        named = {name: fields.found(self, name, self.council, find) for name in ("stop", "delay", "merge")}
        if named["delay"] and not cleaned.get("weeks") and "weeks" not in self.errors:
            self.add_error("weeks", "Enter by how many weeks.")
        if len(named["merge"]) == 1 and "merge" not in self.errors:
            self.add_error("merge", "A merger needs two projects or more.")
        chosen = [*named["stop"], *named["delay"], *named["merge"]]
        twice = next((one for one in chosen if chosen.count(one) > 1), None)
        if twice is not None:
            raise forms.ValidationError(f"{twice.reference} is named twice. Stop, delay or merge it, not two of them.")
        if not chosen and not self.errors:
            raise forms.ValidationError("Name at least one project to stop, delay or merge.")
        return cleaned | named


class KeepingForm(forms.Form):
    """Under which name a trial is kept."""

    title = forms.CharField(
        label="Keep it as", max_length=200, error_messages={"required": "Enter a name for the proposal."}
    )


class CriterionForm(forms.Form):
    """Something to judge projects by."""

    title = forms.CharField(
        label="Criterion", max_length=100, error_messages={"required": "Enter what projects are judged by."}
    )
    weight = forms.DecimalField(
        min_value=0, max_digits=6, decimal_places=2, help_text="Only the proportions count: 3 weighs three times as much as 1. 0 leaves it aside.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "decimal"}),
        error_messages={"required": "Enter a weight, such as 3.", "invalid": "Enter a weight, such as 3."},
    )  # fmt: skip
    higher_is_better = forms.BooleanField(label="A higher score is better", required=False, initial=True)


class ScoresForm(forms.Form):
    """A score from 0 to 10 for every criterion."""

    def __init__(self, *arguments: Any, criteria: list[Criterion], scores: dict[int, int], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.criteria = criteria
        for one in criteria:
            self.fields[str(one.pk)] = forms.IntegerField(
                label=one.title, min_value=0, max_value=10, initial=scores.get(one.pk),
                help_text="0 to 10" if one.higher_is_better else "0 to 10; lower is better",
                widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
                error_messages={"required": "Enter a score from 0 to 10.", "invalid": "Enter a score from 0 to 10.",
                                "min_value": "Enter a score from 0 to 10.", "max_value": "Enter a score from 0 to 10."},
            )  # fmt: skip

    @property
    def scores(self) -> dict[Criterion, int]:
        return {one: self.cleaned_data[str(one.pk)] for one in self.criteria}


class LimitsForm(forms.Form):
    """Within which limits the best set is to be found."""

    money = pounds("Money at most")
    days = AmountField(
        label="Effort at most", required=False, min_value=0,
        widget=forms.TextInput(attrs={"data-suffix": "days", "class": "govuk-input--width-5", "inputmode": "decimal"}),
        error_messages={"invalid": "Enter days of work, such as 400."},
    )  # fmt: skip
    goal = forms.ChoiceField(
        label="Best is", required=False, choices=[("highest_value", "the most value"), ("lowest_cost", "the least cost")],
    )  # fmt: skip
    least = forms.DecimalField(
        label="Value at least", required=False, min_value=0, help_text="Needed when the least cost is looked for.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"}),
        error_messages={"invalid": "Enter a number."},
    )  # fmt: skip
    must = fields.references("Must be in it", REFERENCES)

    def __init__(self, *arguments: Any, council: Council, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.council = council

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["must"] = [
            one.reference for one in fields.found(self, "must", self.council, projects.projects_by_reference)
        ]
        if cleaned.get("goal") == "lowest_cost" and cleaned.get("least") is None:
            self.add_error("least", "Say how much value it has to have: the cheapest set of all is none.")
        return cleaned

"""Parsing what is typed about service plans."""

from typing import Any

from django import forms

from tallystick_web.common.forms import Filters
from tallystick_web.councils.models import Council
from tallystick_web.delivery.forms import fields
from tallystick_web.delivery.models import ServicePlan
from tallystick_web.delivery.queries import risks, work
from tallystick_web.delivery.queries.plans import Lack


class PlanFilters(Filters):
    """How the list of service plans is narrowed. The year stays."""

    q = forms.CharField(label="Service", required=False)
    lack = forms.ChoiceField(
        label="Plan", choices=[("", "Any"), *((one.value, one.words.capitalize()) for one in Lack)], required=False
    )
    year = forms.CharField(required=False, widget=forms.HiddenInput)


class PlanForm(forms.Form):
    """What a team is for and who answers for its plan."""

    words = fields.text("What the team is for, and what will be different this year", rows=6)
    owner = fields.person("Who answers for the plan?")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, council: Council, plan: ServicePlan, **options: Any) -> None:
        options["initial"] = {"words": plan.words, "owner": plan.owner_id, "version": plan.version}
        super().__init__(*arguments, **options)
        fields.of_council(self, council)


class EntryForm(forms.Form):
    """Something the team takes on."""

    words = forms.CharField(
        label="What does the team take on?",
        max_length=500,
        error_messages={"required": "Enter what the team takes on."},
    )
    priority = fields.references("For which priority?", "Its reference, for example ENV-1.")
    measure = fields.references("How will it be seen?", "The reference of a measure.")
    action = fields.references("By which action?", "The reference of an action, for example A-001.")

    def __init__(self, *arguments: Any, council: Council, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.council = council

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        finders: dict[str, Any] = {
            "priority": work.priorities_by_reference, "measure": work.measures_by_reference, "action": risks.actions_by_reference,
        }  # fmt: skip
        for name, find in finders.items():
            found = fields.found(self, name, self.council, find)
            if len(found) > 1:
                self.add_error(name, "Name one only; add another entry for the next.")
            cleaned[name] = found[0] if found else None
        return cleaned


class QuestionForm(forms.Form):
    """A question about a plan."""

    text = fields.text("Question", rows=2, required=True, missing="Enter the question.")


class AnswerForm(forms.Form):
    """An answer."""

    text = fields.text("Answer", rows=3, required=True, missing="Enter the answer.")

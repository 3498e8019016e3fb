"""Parsing what is to be changed in several records at once; what is left empty stays as it is."""

from typing import Any, ClassVar

from django import forms

from tallystick_web.common import days
from tallystick_web.common.workflow import Workflow
from tallystick_web.councils.models import Council
from tallystick_web.delivery.forms import fields
from tallystick_web.delivery.rules.bulk import BulkChange
from tallystick_web.delivery.workflows import ACTION, PROJECT, RISK


class BulkForm(forms.Form):
    """What several forms share. `EMPTY` says what to fill in."""

    EMPTY: ClassVar[str]

    def __init__(self, *arguments: Any, council: Council, **options: Any) -> None:
        super().__init__(*arguments, **options)
        fields.of_council(self, council)
        if "owner" in self.fields:
            self.fields["owner"].empty_label = f"Leave the {str(self.fields['owner'].label).lower()} as it is"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in self.fields if name != "reason") and not self.errors:
            raise forms.ValidationError(self.EMPTY)
        return cleaned

    def change(self) -> BulkChange:
        return BulkChange(**self.cleaned_data)


def step(flow: Workflow) -> forms.ChoiceField:
    """A step of a table, or none."""
    steps = dict.fromkeys((one.verb, one.button) for one in flow.transitions)
    return forms.ChoiceField(label="Step", required=False, choices=[("", "Leave the state as it is"), *steps])


class BulkActions(BulkForm):
    """What to change in the chosen actions."""

    EMPTY = "Choose a new owner, a step or a new due date."
    owner = fields.person()
    verb = step(ACTION)
    due = days.field("New due date")
    reason = fields.reason("Why?", required=False)


class BulkMilestones(BulkForm):
    """What to change in the chosen milestones."""

    EMPTY = "Enter a new date, or when they were reached."
    due = days.field("New date")
    on = days.field("Reached on")
    reason = fields.reason("Why does the date move?", required=False)


class BulkRisks(BulkForm):
    """What to change in the chosen risks. Scores change by a review of each."""

    EMPTY = "Choose a new owner, a step or when to look again."
    owner = fields.person()
    verb = step(RISK)
    due = days.field("Look again by", hint="The scores stay: they change by a review of each risk.")
    reason = fields.reason("Why?", required=False)


class BulkProjects(BulkForm):
    """What to change in the chosen projects."""

    EMPTY = "Choose a new manager, a step or a new end."
    owner = fields.person("Manager")
    verb = step(PROJECT)
    due = days.field("New end")
    reason = fields.reason("Why?", required=False)

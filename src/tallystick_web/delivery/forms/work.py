"""Parsing what is typed about actions."""

from typing import Any

from django import forms

from tallystick_web.common import days
from tallystick_web.common.forms import Filters
from tallystick_web.councils.models import Council
from tallystick_web.delivery.forms import fields
from tallystick_web.delivery.models import Action, Project
from tallystick_web.delivery.queries import projects
from tallystick_web.delivery.queries.listing import ENDED, NOBODY
from tallystick_web.delivery.timing import Timing

PRIORITIES_HINT = "References with commas between, for example ENV-1, ENV-2a."
MEASURES_HINT = "The measures it is to move: references with commas between."


class ActionForm(forms.Form):
    """An action, new or changed. `version` is that of the action the form was made from."""

    reference = forms.CharField(max_length=40, error_messages={"required": "Enter a reference, for example A-001."})
    title = forms.CharField(
        label="What will be done", max_length=300, error_messages={"required": "Enter what will be done."}
    )
    purpose = fields.text("What it is to achieve", hint="What will be different, and for whom.")
    owner = fields.person()
    service = fields.unit()
    project = forms.ModelChoiceField(queryset=Project.objects.none(), required=False, empty_label="No project")
    start = days.field("Start")
    due = days.field("Due")
    reason = fields.reason(required=False)
    priorities = fields.references("Priorities it serves", PRIORITIES_HINT)
    measures = fields.references("Measures", MEASURES_HINT)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, council: Council, action: Action | None = None, **options: Any) -> None:
        if action is not None:
            options["initial"] = {
                "reference": action.reference, "title": action.title, "purpose": action.purpose, "owner": action.owner_id,
                "service": action.service_id, "project": action.project_id, "start": action.start, "due": action.due, "version": action.version,
                "priorities": ", ".join(one.reference for one in action.priorities.all()),
                "measures": ", ".join(one.reference for one in action.measures.all()),
            } | options.get("initial", {})  # fmt: skip
        super().__init__(*arguments, **options)
        self.council, self.action = council, action
        fields.of_council(self, council)
        self.fields["project"].queryset = projects.projects(council)  # type: ignore[attr-defined]
        if action is not None:
            self.fields["reference"].widget = forms.HiddenInput()
        if action is None or action.due is None:
            del self.fields["reason"]

    def clean_reference(self) -> str:
        return fields.free_reference(Action, self.council, self.cleaned_data["reference"], self.action)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["priorities"] = fields.priorities(self, self.council)
        cleaned["measures"] = fields.measures(self, self.council)
        start, due = cleaned.get("start"), cleaned.get("due")
        if start and due and due < start:
            self.add_error("due", "The action is due before it starts. Change one of the dates.")
        if self.action and self.action.due and "due" not in self.errors:
            self._check_move(cleaned)
        return cleaned

    def _check_move(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("due") is None:
            self.add_error("due", "An action that was given a due date keeps one.")
        elif self.action and cleaned["due"] != self.action.due and not cleaned.get("reason"):
            self.add_error("reason", "Say why the due date moves: one sentence is enough.")


class MilestoneForm(forms.Form):
    """A new milestone."""

    title = forms.CharField(
        label="Milestone", max_length=300, help_text="Something that can be seen to be reached.",
        error_messages={"required": "Enter what is reached."},
    )  # fmt: skip
    due = days.field("By", required=True, missing="Enter the date by which it is reached.")


class ReachedForm(forms.Form):
    """When a milestone was reached."""

    on = days.field("When was it reached?", required=True, missing="Enter the day on which it was reached.")


class MilestoneFilters(Filters):
    """How the list of milestones is narrowed."""

    q = forms.CharField(label="Words or action", required=False)
    owner = forms.ChoiceField(choices=[("", "Anybody")], required=False)
    service = forms.ChoiceField(choices=[("", "All services")], required=False)
    show = forms.ChoiceField(
        choices=[("", "All"), ("late", "Late"), ("open", "Not reached"), ("reached", "Reached")], required=False
    )


class RedatingForm(forms.Form):
    """A new date and why."""

    now = days.field("New date", required=True, missing="Enter the new date.")
    reason = fields.reason()


class ActionFilters(Filters):
    """How the list of actions is narrowed."""

    q = forms.CharField(label="Words or reference", required=False)
    owner = forms.ChoiceField(
        choices=[("", "Anybody"), (NOBODY, "Nobody, or somebody who left: open actions")], required=False
    )
    service = forms.ChoiceField(choices=[("", "All services")], required=False)
    priority = forms.ChoiceField(
        choices=[("", "All priorities"), (ENDED, "Only priorities that have ended: open actions")], required=False
    )
    state = forms.ChoiceField(choices=[("", "Any state"), *Action.State.choices], required=False)
    timing = forms.ChoiceField(
        label="On time?",
        choices=[
            ("", "Any"),
            ("late", "Slipping or overdue"),
            *((one.value, one.words.capitalize()) for one in Timing),
        ],
        required=False,
    )

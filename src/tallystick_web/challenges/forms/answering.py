"""Parsing what is typed about answers, steps, closings, and answering together or many at once."""

from typing import Any

from django import forms
from django.utils import timezone

from tallystick_web.challenges.forms.fields import People, long, taken_on
from tallystick_web.challenges.models import Point, Response
from tallystick_web.challenges.rules import BulkChange
from tallystick_web.challenges.workflows import ANSWER, CLOSING_STEPS
from tallystick_web.common import days


class RespondForm(forms.Form):
    """The council's answer to a point, with the version that the form was made from."""

    answer = forms.ChoiceField(
        label="What does the council answer?", required=False, widget=forms.RadioSelect,
        choices=[*Response.Answer.choices, ("", "No answer yet: only name who is to give it")],
    )  # fmt: skip
    reason = long("Reason", hint="Needed where it is declined or accepted in part. The body that made it will read it.")
    interpretation = long(
        "How the council reads it", hint="Stands beside the words of the challenge, never in their place."
    )
    different = long("What will be different once it is done?", hint="What somebody outside the council would notice.")
    beneficiaries = forms.CharField(label="For whom?", required=False, max_length=300)
    officer = forms.ChoiceField(label="Accountable officer", required=False)
    portfolio_holder = forms.CharField(
        label="Portfolio holder", required=False, max_length=200, help_text="The office, for example Finance and Assets."
    )  # fmt: skip
    review_date = days.field("To be looked at again on")
    on = taken_on()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, people: People, response: Response | None, version: int, own: Any = None
    ) -> None:
        held = (
            {name: getattr(response, name) for name in self.base_fields if hasattr(response, name)} if response else {}
        )
        held |= {"officer": response.officer_id if response else "", "on": timezone.localdate(), "version": version}
        super().__init__(data, initial={**held, **(own or {})})
        field: Any = self.fields["officer"]
        field.choices = [("", "Nobody yet"), *people]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in self.fields if name not in ("on", "version")):
            self.add_error("answer", "Choose what the council answers, or name below who is to answer.")
        return cleaned

    def clean_officer(self) -> int | None:
        return int(self.cleaned_data["officer"]) if self.cleaned_data["officer"] else None

    def content(self) -> dict[str, Any]:
        """The answer without the day and the version."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("on", "version", "officer")}


class StepForm(forms.Form):
    """What is said with a step, and of which day it is."""

    reason = long("What is to be said of it?", rows=4)
    on = taken_on()

    def __init__(self, data: Any = None, *, label: str, hint: str, required: bool) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})
        self.fields["reason"].label, self.fields["reason"].help_text = label, hint
        self.fields["reason"].required = required
        self.fields["reason"].error_messages["required"] = "Say it in a sentence: it is kept on the record."


class ClosingForm(forms.Form):
    """What difference was made, and when it will be looked at again."""

    words = long(
        "What difference has it made, and to whom?", rows=4, required=True,
        why="Say what difference it has made: the second person judges by it.",
    )  # fmt: skip
    review_date = days.field("To be looked at again on", hint="Needed for business as usual.")


class DecisionForm(forms.Form):
    """What the second person says."""

    answer = long("What do you say to it?", hint="Needed when you send it back.")


class LinkForm(forms.Form):
    """Which other points ask for the same, and why."""

    points = forms.MultipleChoiceField(
        label="Which other points ask for the same?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one point."},
    )  # fmt: skip
    reason = long("What do they have in common?", required=True, why="Say what they have in common.")

    def __init__(self, data: Any = None, *, points: list[Point]) -> None:
        super().__init__(data)
        self.offered = {str(one.pk): one for one in points}
        field: Any = self.fields["points"]
        field.choices = [(key, f"{one.challenge}, {one.name}: {one.words}") for key, one in self.offered.items()]

    def clean_points(self) -> list[Point]:
        return [self.offered[key] for key in self.cleaned_data["points"]]


class UnlinkForm(forms.Form):
    reason = long("Why is it answered by itself again?", required=True, why="Say why it is answered by itself again.")


class BulkForm(forms.Form):
    """What is to be changed in many answers at once; what is left empty stays as it is."""

    officer = forms.ChoiceField(label="Accountable officer", required=False)
    portfolio_holder = forms.CharField(label="Portfolio holder", required=False, max_length=200)
    review_date = days.field("To be looked at again on")
    verb = forms.ChoiceField(label="State", required=False)
    reason = long("What is to be said of the step?", hint="Kept with each of them.")

    def __init__(self, data: Any = None, *, people: People) -> None:
        super().__init__(data)
        self.people = {str(key): name for key, name in people}
        officer, verb = self.fields["officer"], self.fields["verb"]
        steps = [one for one in ANSWER.transitions if one.verb != "respond" and one.verb not in CLOSING_STEPS]
        officer.choices = [("", "Leave as it is"), *self.people.items()]  # type: ignore[attr-defined]
        verb.choices = [("", "Leave as it is"), *((one.verb, one.button) for one in steps)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("officer", "portfolio_holder", "review_date", "verb")):
            self.add_error(None, "Say what is to be changed: fill in at least one field.")
        return cleaned

    def change(self) -> BulkChange:
        given = self.cleaned_data
        officer = given["officer"]
        return BulkChange(
            int(officer) if officer else None, self.people.get(officer, ""), given["portfolio_holder"], given["review_date"],
            given["verb"], given["reason"],
        )  # fmt: skip

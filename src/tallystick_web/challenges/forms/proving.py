"""Parsing what is typed about evidence, actions that serve an answer, and measures that should move."""

from typing import Any

from django import forms
from django.utils import timezone

from tallystick import periods
from tallystick.periods import Frequency, Period
from tallystick_web.challenges import files
from tallystick_web.challenges.files import NewFile
from tallystick_web.challenges.forms.fields import People, long
from tallystick_web.challenges.models import Evidence, Expectation
from tallystick_web.common import days
from tallystick_web.delivery.models import Action
from tallystick_web.measures.models import Measure


class EvidenceForm(forms.Form):
    """A piece of evidence: of one kind, dated, with who vouches for it."""

    kind = forms.ChoiceField(
        label="What kind of evidence is it?", choices=Evidence.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of evidence it is."},
    )  # fmt: skip
    words = long("What does it show?", required=True, why="Say in a sentence what it shows.")
    on = days.field(
        "What date does it carry?", required=True, missing="Enter the date that it carries, for example 30/09/2018."
    )
    decision = forms.CharField(
        label="Decision", required=False, max_length=300, help_text="The meeting, its date and the minute."
    )  # fmt: skip
    link = forms.URLField(label="Link", required=False, max_length=500, assume_scheme="https")
    measure = forms.ChoiceField(label="Measure", required=False)
    file = forms.FileField(
        label="File",
        required=False,
        help_text="PDF, Word, Excel, CSV, text, or a photograph (PNG, JPEG). It is looked into before it is kept; where and with what a photograph was taken is left out.",
    )
    vouched_by = forms.ChoiceField(
        label="Who vouches for it?", error_messages={"required": "Choose who vouches for it."}
    )
    confidential = forms.BooleanField(
        label="Confidential", required=False,
        help_text="Only the performance team and directors will know of it. It is left out of every page, export and statement of others.",
    )  # fmt: skip

    NEEDS = {
        "file": "Choose the file.",
        "link": "Enter the link.",
        "measure": "Choose the measure.",
        "decision": "Enter which decision.",
    }

    def __init__(
        self, data: Any = None, uploaded: Any = None, *, people: People, measures: list[Measure], by: int
    ) -> None:
        super().__init__(data, uploaded, initial={"on": timezone.localdate(), "vouched_by": by})
        people_field: Any = self.fields["vouched_by"]
        people_field.choices = list(people)
        self.measures = {str(one.pk): one for one in measures}
        measure_field: Any = self.fields["measure"]
        measure_field.choices = [("", "None"), *((key, str(one)) for key, one in self.measures.items())]

    def clean_measure(self) -> Measure | None:
        return self.measures.get(self.cleaned_data["measure"])

    def clean_file(self) -> NewFile | None:
        """A file that was looked into; whatever cannot be read is refused with its reason."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        try:
            return NewFile(file.name, files.checked(file.name, file.read()))
        except files.Unreadable as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind and not cleaned.get(kind) and kind not in self.errors:
            self.add_error(kind, self.NEEDS[kind])
        for other in self.NEEDS:  # what was typed for another kind is not this evidence
            if other != kind and other in cleaned:
                cleaned[other] = None if other in ("file", "measure") else ""
        return cleaned


class WithdrawForm(forms.Form):
    reason = long(
        "Why is it withdrawn?", required=True, why="Say why the evidence is withdrawn.", hint="Kept on the record."
    )


class ServingForm(forms.Form):
    """An action that serves an answer: one that exists, or a new one in a few words. Delivery keeps the rest of it."""

    action = forms.ChoiceField(label="An action that exists", required=False)
    title = forms.CharField(label="Or a new one: what will be done", required=False, max_length=300)
    owner = forms.ChoiceField(label="Who owns the new one?", required=False)
    start = days.field("Start")
    due = days.field("Due")

    def __init__(self, data: Any = None, *, people: People, actions: list[Action], officer: int | None) -> None:
        super().__init__(data, initial={"owner": officer})
        self.offered = {str(one.pk): one for one in actions}
        action, owner = self.fields["action"], self.fields["owner"]
        action.choices = [("", "None: a new one"), *((key, str(one)) for key, one in self.offered.items())]  # type: ignore[attr-defined]
        owner.choices = [("", "Nobody yet"), *people]  # type: ignore[attr-defined]

    def clean_action(self) -> Action | None:
        return self.offered.get(self.cleaned_data["action"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, due = cleaned.get("start"), cleaned.get("due")
        if not cleaned.get("action") and not cleaned.get("title"):
            self.add_error("title", "Choose an action that exists, or say what will be done.")
        if start and due and due < start:
            self.add_error("due", "The action is due before it starts. Change one of the dates.")
        return cleaned


class DropForm(forms.Form):
    reason = long("Why is it no longer expected?", required=True, why="Say why it is no longer expected.")


class ExpectForm(forms.Form):
    """A measure that should move: which way, by how much at least, and by when."""

    measure = forms.ChoiceField(
        label="Which measure should move?", error_messages={"required": "Choose the measure that should move."}
    )
    way = forms.ChoiceField(
        label="Which way?", choices=Expectation.Way.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose which way it should move."},
    )  # fmt: skip
    amount = forms.DecimalField(
        label="By how much at least?", required=False, min_value=0, max_digits=24, decimal_places=8,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
        help_text="In the measure’s own unit; for per cents, in points. Leave empty if any real movement will do.",
    )  # fmt: skip
    period = forms.CharField(
        label="By when?", max_length=60, help_text="A period that the measure has, for example Q4 2018/19.",
        error_messages={"required": "Enter the period by which it should have moved, for example Q4 2018/19."},
    )  # fmt: skip
    base = forms.CharField(
        label="Counted from", max_length=60, help_text="The period whose value it is compared with, for example Q4 2017/18.",
        error_messages={"required": "Enter the period that it is counted from, for example Q4 2017/18."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, measures: list[Measure]) -> None:
        super().__init__(data)
        self.measures = {str(one.pk): one for one in measures}
        field: Any = self.fields["measure"]
        field.choices = [("", "Choose"), *((key, str(one)) for key, one in self.measures.items())]

    def clean_measure(self) -> Measure:
        return self.measures[self.cleaned_data["measure"]]

    def clean_amount(self) -> Any:
        return self.cleaned_data["amount"] or None

    def clean_period(self) -> Period:
        return self._period("period")

    def clean_base(self) -> Period:
        return self._period("base")

    def _period(self, name: str) -> Period:
        measure = self.cleaned_data.get("measure")
        try:
            return periods.parse(self.cleaned_data[name], Frequency(measure.frequency) if measure else None)
        except periods.PeriodError as error:
            raise forms.ValidationError(str(error)) from error

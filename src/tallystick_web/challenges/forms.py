"""Parsing what is typed about challenges, answers, evidence and closings."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from tallystick import periods
from tallystick.periods import Frequency, Period
from tallystick_web.challenges import files
from tallystick_web.challenges.files import NewFile
from tallystick_web.challenges.models import Challenge, Evidence, Expectation, Point, Response
from tallystick_web.challenges.rules import BulkChange
from tallystick_web.challenges.workflows import ANSWER, CLOSING_STEPS
from tallystick_web.delivery.models import Action
from tallystick_web.measures.models import Measure

People = Iterable[tuple[int, str]]
Offered = list[tuple[str, str]]
DAY = {"class": "govuk-input--width-10", "type": "date"}
SEPARATOR = "|"


def day(label: str, *, required: bool = False, hint: str = "") -> forms.DateField:
    """A day, as browsers let it be chosen and people type it."""
    return forms.DateField(
        label=label, required=required, help_text=hint, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"invalid": "Give the day as day, month and year, for example 30/09/2018."},
    )  # fmt: skip


def long(label: str, *, rows: int = 3, required: bool = False, hint: str = "", why: str = "") -> forms.CharField:
    """Some sentences."""
    errors = {"required": why} if why else None
    return forms.CharField(
        label=label, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}), error_messages=errors
    )  # fmt: skip


def taken_on() -> forms.DateField:
    """The day of a step; today where nobody says otherwise."""
    return day("On which day?", required=True, hint="Today, or an earlier day that the record does not speak of yet.")


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
    review_date = day("To be looked at again on")
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
    review_date = day("To be looked at again on", hint="Needed for business as usual.")


class DecisionForm(forms.Form):
    """What the second person says."""

    answer = long("What do you say to it?", hint="Needed when you send it back.")


class EvidenceForm(forms.Form):
    """A piece of evidence: of one kind, dated, with who vouches for it."""

    kind = forms.ChoiceField(
        label="What kind of evidence is it?", choices=Evidence.Kind.choices, widget=forms.RadioSelect
    )
    words = long("What does it show?", required=True, why="Say in a sentence what it shows.")
    on = day("What date does it carry?", required=True)
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
    vouched_by = forms.ChoiceField(label="Who vouches for it?")
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
    start = day("Start")
    due = day("Due")

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


class FindingForm(forms.Form):
    """How the council reads a finding."""

    nature = forms.ChoiceField(
        label="How does the council read it?", choices=[*Point.Nature.choices, ("", "Neither")], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, point: Point) -> None:
        super().__init__(data, initial={"nature": point.nature})

    @property
    def chosen(self) -> str:
        """In a sentence."""
        return {"strength": "a strength", "concern": "a concern"}.get(
            self.cleaned_data["nature"], "neither strength nor concern"
        )


class ExpectForm(forms.Form):
    """A measure that should move: which way, by how much at least, and by when."""

    measure = forms.ChoiceField(label="Which measure should move?")
    way = forms.ChoiceField(label="Which way?", choices=Expectation.Way.choices, widget=forms.RadioSelect)
    amount = forms.DecimalField(
        label="By how much at least?", required=False, min_value=0, max_digits=24, decimal_places=8,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
        help_text="In the measure’s own unit; for per cents, in points. Leave empty if any real movement will do.",
    )  # fmt: skip
    period = forms.CharField(
        label="By when?", max_length=60, help_text="A period that the measure has, for example Q4 2018/19."
    )
    base = forms.CharField(
        label="Counted from", max_length=60, help_text="The period whose value it is compared with, for example Q4 2017/18."
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


class ChallengeForm(forms.ModelForm):
    """What is known of a challenge beside the words of its report, and whom the team met."""

    met = long(
        "People whom the team met", rows=6, hint=f"One a line: who {SEPARATOR} as what. For example: Ward councillors {SEPARATOR} group of eight."
    )  # fmt: skip
    met_confidential = long(
        "People who asked to stay unnamed", rows=4, hint="One a line, in the same way. Only the performance team and directors see them."
    )  # fmt: skip

    DATES = (
        *("first_day", "last_day", "anchor", "report_published", "action_plan_published", "progress_review"),
        *("progress_report_published", "next_done"),
    )

    class Meta:
        model = Challenge
        fields = [
            *("title", "kind", "body", "first_day", "last_day", "anchor", "report_published", "action_plan_published"),
            *("progress_review", "progress_report_published", "next_done"),
        ]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in self.DATES:
            label = str(self.fields[name].label)
            self.fields[name] = day(label[:1].upper() + label[1:])
        self.fields["anchor"].help_text = "Leave empty to count from the last day on site."
        for name, hidden in (("met", False), ("met_confidential", True)):
            rows = [one for one in self.instance.met.all() if one.confidential == hidden]
            self.fields[name].initial = "\n".join(
                f"{one.name} {SEPARATOR} {one.role}".rstrip(f" {SEPARATOR}") for one in rows
            )

    def met_rows(self) -> list[tuple[str, str, bool]]:
        """Who was met, as what, and whether that is confidential."""
        return [
            (who.strip(), role.strip(), hidden)
            for name, hidden in (("met", False), ("met_confidential", True))
            for line in self.cleaned_data[name].splitlines()
            for who, _, role in [line.partition(SEPARATOR)]
            if who.strip()
        ]

    def content(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class Filters(forms.Form):
    """How the list of points is narrowed. A value that is not among the choices is passed over."""

    q = forms.CharField(label="Words", required=False)
    challenge = forms.ChoiceField(required=False)
    list = forms.ChoiceField(label="Which list", required=False)
    state = forms.ChoiceField(required=False)
    officer = forms.ChoiceField(label="Accountable officer", required=False)

    def __init__(self, query: QueryDict, *, choices: Mapping[str, Offered]) -> None:
        super().__init__(query, auto_id="filter_%s")
        for name, offered in choices.items():
            field: Any = self.fields[name]
            field.choices = [("", "All"), *offered]


class BulkForm(forms.Form):
    """What is to be changed in many answers at once; what is left empty stays as it is."""

    officer = forms.ChoiceField(label="Accountable officer", required=False)
    portfolio_holder = forms.CharField(label="Portfolio holder", required=False, max_length=200)
    review_date = day("To be looked at again on")
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


class OnForm(forms.Form):
    """The day as of which a statement is told."""

    on = day("As it stood on")

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, auto_id="filter_%s")


def asked_day(query: QueryDict) -> date:
    """The day that an address asks for; today where it asks for none or for what is no day or lies ahead."""
    try:
        return min(date.fromisoformat(query.get("on", "")), timezone.localdate())
    except ValueError:
        return timezone.localdate()

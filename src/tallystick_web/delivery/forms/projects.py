"""Parsing what is typed about programmes, projects and the parts of a case."""

from decimal import Decimal
from typing import Any

from django import forms

from tallystick_web.common import days
from tallystick_web.common.forms import AmountField, Filters
from tallystick_web.councils.models import Council
from tallystick_web.delivery.forms import fields
from tallystick_web.delivery.forms.work import PRIORITIES_HINT
from tallystick_web.delivery.models import Assignment, Benefit, Dependency, Option, Programme, Project
from tallystick_web.delivery.queries import projects, work
from tallystick_web.delivery.timing import Timing


def pounds(label: str, *, required: bool = False, hint: str = "") -> forms.DecimalField:
    """An amount of money; thousands may be set apart by commas."""
    return AmountField(
        label=label, required=required, help_text=hint, min_value=0, max_digits=14, decimal_places=2,
        widget=forms.TextInput(attrs={"data-prefix": "£", "class": "govuk-input--width-10", "inputmode": "decimal"}),
        error_messages={
            "required": "Enter an amount in pounds.", "invalid": "Enter an amount in pounds, such as 25,000.",
            "min_value": "Enter an amount of £0 or more.",
        },
    )  # fmt: skip


class ProgrammeForm(forms.Form):
    """A programme."""

    reference = forms.CharField(max_length=40, error_messages={"required": "Enter a reference, for example PG-001."})
    title = forms.CharField(max_length=300, error_messages={"required": "Enter the title of the programme."})
    purpose = fields.text("What it is to achieve")
    sponsor = fields.person("Sponsor")

    def __init__(self, *arguments: Any, council: Council, programme: Programme | None = None, **options: Any) -> None:
        if programme is not None:
            options["initial"] = {
                "reference": programme.reference, "title": programme.title, "purpose": programme.purpose,
                "sponsor": programme.sponsor_id,
            }  # fmt: skip
        super().__init__(*arguments, **options)
        self.council, self.programme = council, programme
        fields.of_council(self, council)
        if programme is not None:
            self.fields["reference"].widget = forms.HiddenInput()

    def clean_reference(self) -> str:
        return fields.free_reference(Programme, self.council, self.cleaned_data["reference"], self.programme)


class ProjectForm(forms.Form):
    """A project, new or changed. `version` is that of the project the form was made from."""

    reference = forms.CharField(max_length=40, error_messages={"required": "Enter a reference, for example P-001."})
    title = forms.CharField(max_length=300, error_messages={"required": "Enter the title of the project."})
    purpose = fields.text(
        "What it is to achieve",
        hint="The problem, what will be different, and for whom. For a small project this is the one page.",
        rows=5,
    )
    programme = forms.ModelChoiceField(queryset=Programme.objects.none(), required=False, empty_label="No programme")
    sponsor = fields.person("Sponsor")
    manager = fields.person("Manager")
    service = fields.unit()
    start = days.field("Start")
    due = days.field("End")
    reason = fields.reason("Why does the end move?", required=False)
    cost = pounds("Cost", hint="All it will take, in pounds. With the effort it says how large the project is.")
    effort = AmountField(
        label="Effort", required=False, min_value=0, max_digits=8, decimal_places=1,
        widget=forms.TextInput(attrs={"data-suffix": "days of work", "class": "govuk-input--width-5", "inputmode": "decimal"}),
        error_messages={"invalid": "Enter days of work, such as 45.", "min_value": "Enter 0 or more days."},
    )  # fmt: skip
    priorities = fields.references("Priorities it serves", PRIORITIES_HINT)
    risks = fields.references("Risks", "References with commas between, for example R-001, R-002.")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, council: Council, project: Project | None = None, **options: Any) -> None:
        if project is not None:
            held = {name: getattr(project, name) for name in (
                "reference", "title", "purpose", "start", "due", "cost", "effort", "version",
            )}  # fmt: skip
            held |= {"programme": project.programme_id, "sponsor": project.sponsor_id, "manager": project.manager_id}
            held |= {"service": project.service_id}
            held |= {
                name: ", ".join(one.reference for one in getattr(project, name).all())
                for name in ("priorities", "risks")
            }
            options["initial"] = held | options.get("initial", {})
        super().__init__(*arguments, **options)
        self.council, self.project = council, project
        fields.of_council(self, council)
        self.fields["programme"].queryset = projects.programmes(council)  # type: ignore[attr-defined]
        if project is not None:
            self.fields["reference"].widget = forms.HiddenInput()
        if project is None or project.due is None:
            del self.fields["reason"]

    def clean_reference(self) -> str:
        return fields.free_reference(Project, self.council, self.cleaned_data["reference"], self.project)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["priorities"] = fields.priorities(self, self.council)
        cleaned["risks"] = fields.found(self, "risks", self.council, projects.risks_by_reference)
        start, due = cleaned.get("start"), cleaned.get("due")
        if start and due and due < start:
            self.add_error("due", "The project ends before it starts. Change one of the dates.")
        if self.project and self.project.due and "due" not in self.errors:
            self._check_move(due, cleaned.get("reason", ""))
        return cleaned

    def _check_move(self, due: Any, reason: str) -> None:
        if due is None:
            self.add_error("due", "A project that was given an end keeps one.")
        elif self.project and due != self.project.due and not reason:
            self.add_error("reason", "Say why the end moves: one sentence is enough.")


class OptionForm(forms.Form):
    """One way to do it."""

    title = forms.CharField(
        label="Option",
        max_length=200,
        help_text="“Do nothing” is one.",
        error_messages={"required": "Enter a few words that name the option."},
    )
    cost = pounds("Cost")
    benefits = fields.text("What speaks for it")
    drawbacks = fields.text("What speaks against it")
    chosen = forms.BooleanField(label="This is the chosen option", required=False)


class BenefitForm(forms.Form):
    """What will be better, and how it will be seen."""

    title = forms.CharField(label="Benefit", max_length=200, error_messages={"required": "Enter what will be better."})
    measure = fields.references("Measure that will show it", "Its reference, for example NI 195a.")
    baseline = forms.DecimalField(label="Where it stands before", required=False, max_digits=24, decimal_places=8)
    expected = forms.DecimalField(
        label="Expected movement", required=False, max_digits=24, decimal_places=8,
        help_text="In the unit of the measure; with a minus where fewer is better, for example -2.5.",
    )  # fmt: skip
    planned = pounds(
        "Money it is planned to bring", hint="What it saves or earns, in all. Leave it empty where it is not money."
    )
    day = days.field("To be seen by")

    def __init__(self, *arguments: Any, council: Council, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.council = council

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = fields.found(self, "measure", self.council, work.measures_by_reference)
        cleaned["measure"] = found[0] if found else None
        return cleaned


class RealisedForm(forms.Form):
    """What a benefit has brought so far."""

    amount = pounds("Brought so far, in all", required=True)
    as_at = days.field("Up to which day?", required=True, missing="Enter the day up to which it is counted.")
    words = fields.text(
        "How is it known?", required=True, missing="Say how it is known: a ledger, an invoice, an estimate and whose."
    )


class DependencyForm(forms.Form):
    """What a project waits for."""

    on = forms.CharField(
        label="Which project does it wait for?", help_text="Its reference, for example P-002.",
        error_messages={"required": "Enter the reference of the other project."},
    )  # fmt: skip
    why = forms.CharField(
        label="For what?", max_length=300, error_messages={"required": "Enter what it needs from the other project."}
    )

    def __init__(self, *arguments: Any, council: Council, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.council = council

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = fields.found(self, "on", self.council, projects.projects_by_reference)
        cleaned["on"] = found[0] if found else None
        return cleaned


class SavingsForm(forms.Form):
    """Savings at risk, and how they stand."""

    partner = forms.CharField(max_length=200, error_messages={"required": "Enter the name of the partner."})
    cost = pounds("The partner’s costs", required=True)
    parts = forms.IntegerField(
        label="Parts of them at risk", min_value=1, help_text="For two thirds: 2 parts …",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": "Enter how many parts, for example 2."},
    )  # fmt: skip
    of = forms.IntegerField(
        label="of so many parts", min_value=1, help_text="… of 3.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": "Enter of how many parts, for example 3."},
    )  # fmt: skip
    threshold = pounds("Payable only if savings exceed", required=True)
    saved = pounds("Saved so far", required=True)
    forecast = pounds("Savings expected in the end", required=True)
    as_at = days.field("As at")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("parts") and cleaned.get("of") and cleaned["parts"] > cleaned["of"]:
            self.add_error("parts", "The share at risk is more than the whole. Enter fewer parts.")
        return cleaned


class ReportForm(forms.Form):
    """How a project comes along."""

    text = fields.text("How does it come along?", hint="What was done, what comes next.")
    spent = pounds("Spent so far")
    forecast_cost = pounds("Cost expected in the end")

    def __init__(self, data: Any, *, project: Project) -> None:
        super().__init__(data)
        for name in ("spent", "forecast_cost"):
            if (noted := getattr(project, name)) is not None:
                self.fields[name].help_text = f"£{noted:,.0f} is noted. Leave it blank where that has not changed."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("text") and cleaned.get("spent") is None and not self.errors:
            self.add_error("text", "Say how the project comes along, or what it has spent.")
        return cleaned


class WordsForm(forms.Form):
    """A few words of the manager's."""

    words = fields.text("Anything to add?", hint="The rest is made from what is known already.")


class ProjectFilters(Filters):
    """How the list of projects is narrowed."""

    q = forms.CharField(label="Words or reference", required=False)
    programme = forms.ChoiceField(choices=[("", "All programmes")], required=False)
    service = forms.ChoiceField(choices=[("", "All services")], required=False)
    manager = forms.ChoiceField(
        choices=[("", "Anybody"), (projects.NOBODY, "Nobody, or its manager or sponsor left: live projects")],
        required=False,
    )
    state = forms.ChoiceField(choices=[("", "Any state"), *Project.State.choices], required=False)
    size = forms.ChoiceField(
        choices=[("", "Any size"), ("small", "Small"), ("medium", "Medium"), ("large", "Large")], required=False
    )
    timing = forms.ChoiceField(
        label="On time?",
        choices=[
            ("", "Any"),
            ("late", "Slipping or overdue"),
            *((one.value, one.words.capitalize()) for one in Timing),
        ],
        required=False,
    )


def plain(value: Decimal | None) -> str:
    """A stored figure without its idle noughts."""
    return "" if value is None else format(value.normalize(), "f")


def held_part(part: projects.Part) -> dict[str, Any]:
    """What a form begins with that changes a part."""
    if isinstance(part, Benefit):
        return {
            "title": part.title, "measure": part.measure.reference if part.measure else "",
            "baseline": plain(part.baseline), "expected": plain(part.expected), "day": part.by,
            "planned": part.planned,
        }  # fmt: skip
    if isinstance(part, Assignment):
        return {
            "person": part.person_id,
            "role": part.role,
            "hours": part.hours,
            "first": part.first,
            "last": part.last,
        }
    if isinstance(part, Dependency):
        return {"on": part.on.reference, "why": part.why}
    names = ("title", "cost", "benefits", "drawbacks", "chosen") if isinstance(part, Option) else (
        "partner", "cost", "parts", "of", "threshold", "saved", "forecast", "as_at",
    )  # fmt: skip
    return {name: getattr(part, name) for name in names}

"""Forms of bringing in: the file with its period, the choice of a period, the filters, and the correction of one item."""

import copy
import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify

from tallystick import periods
from tallystick.documents.model import Unreadable
from tallystick.forecast import Makeup
from tallystick.judgement import Rating
from tallystick.periods import Frequency, Period, PeriodError
from tallystick.series import Missing, Vintage
from tallystick.status import Polarity
from tallystick_web.challenges.models import Challenge, Response
from tallystick_web.common import days
from tallystick_web.common.forms import Filters
from tallystick_web.councils.models import Area, Role, Unit
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery.models import Action, Project, Risk
from tallystick_web.intake import reading
from tallystick_web.intake.models import Item, Record, State
from tallystick_web.intake.reading import Reading
from tallystick_web.intake.records.desk import Payload, decimal, digits
from tallystick_web.measures.models import choices

MEGABYTES = reading.LIMITS.size // (1024 * 1024)
TOO_LARGE = f"The file is larger than {MEGABYTES} MB. Remove pictures, or split it into parts."
NARROW = "govuk-input--width-10"
BY_ADDRESS = "E-mail address"
REFERENCES = "Their references, parted by semicolons"
REASON = "Needed where a date moves, a score changes, or something is stopped, closed or reopened"
ONE_TO_FIVE = [(str(number), str(number)) for number in range(1, 6)]
PERIOD_HINT = "For example Q2 2009/10 or September 2009"


def parsed_period(text: str) -> Period | None:
    """The period that somebody typed. Raises a validation error in their words."""
    if not text.strip():
        return None
    try:
        return periods.parse(text)
    except PeriodError as error:
        raise forms.ValidationError(
            f"Enter the period as officers write it. {str(error)[:1].upper()}{str(error)[1:]}."
        ) from None


class UploadForm(forms.Form):
    """A file to bring in. Reading it is part of checking it: a file that cannot be read is an error of the field."""

    file = forms.FileField(
        label="The file",
        help_text=f"A Word, PDF, Excel, CSV or text file of at most {MEGABYTES} MB. Nothing is changed before you accept it.",
        error_messages={
            "required": "Choose the file that you want to bring in",
            "empty": "The file is empty. Check that it was saved, and choose it again.",
        },
    )
    period = forms.CharField(
        label="Which period does it report?", required=False, max_length=60,
        help_text=f"Only for an action tracker that does not say so itself. {PERIOD_HINT}.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )  # fmt: skip

    def clean_file(self) -> Reading:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > reading.LIMITS.size:
            raise forms.ValidationError(TOO_LARGE)
        try:
            return reading.read(file.read(), file.name or "file")
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from None

    def clean_period(self) -> Period | None:
        return parsed_period(self.cleaned_data["period"])


class PeriodForm(forms.Form):
    """Which period a tracker reports."""

    period = forms.CharField(
        label="Which period does this tracker report?", max_length=60, help_text=f"{PERIOD_HINT}.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"required": "Enter the period that this tracker reports, such as Q2 2009/10"},
    )  # fmt: skip

    def clean_period(self) -> Period | None:
        return parsed_period(self.cleaned_data["period"])


class FilesForm(Filters):
    """Which of the files that were brought in are shown."""

    q = forms.CharField(label="File", required=False)
    show = forms.ChoiceField(
        required=False,
        choices=[("", "Every file"), ("waiting", "Something to decide"), ("decided", "Nothing to decide")],
    )


class FilterForm(forms.Form):
    """Which items are shown."""

    record = forms.ChoiceField(label="What", required=False)
    change = forms.ChoiceField(
        label="How it stands", required=False,
        choices=[("", "Everything"), ("doubtful", "Doubtful"), ("new", "New"), ("changed", "Changed"), ("unchanged", "Unchanged")],
    )  # fmt: skip
    state = forms.ChoiceField(label="Decision", required=False, choices=[("", "Any"), *State.choices])

    def __init__(self, data: Any, records: list[tuple[str, int]]) -> None:
        super().__init__(data)
        counted = [(record, f"{Record(record).label} ({count:,})") for record, count in records]
        self.fields["record"].choices = [("", "Everything"), *counted]  # type: ignore[attr-defined]


def text(label: str, *, required: bool = True, hint: str = "", width: str = "", longest: int = 300) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=hint, max_length=longest,
        error_messages={"required": f"Enter the {label[:1].lower()}{label[1:]}"},
        widget=forms.TextInput(attrs={"class": width} if width else {}),
    )  # fmt: skip


def long_text(label: str, *, required: bool = False, hint: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=hint, max_length=50_000,
        error_messages={"required": f"Enter the {label[:1].lower()}{label[1:]}"},
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def one_of(label: str, known: list[tuple[str, str]], *, none: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=not none, choices=[("", none), *known] if none else known,
        error_messages={"required": f"Choose the {label[:1].lower()}{label[1:]}", "invalid_choice": f"Choose the {label.lower()} from the list"},
    )  # fmt: skip


def day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, help_text="For example 2026-03-31", validators=days.WITHIN_REACH,
        widget=forms.TextInput(attrs={"class": NARROW}),
        error_messages={"invalid": "Enter a real date, such as 2026-03-31"},
    )  # fmt: skip


RATINGS = [(rating.value, rating.words.capitalize()) for rating in Rating]


# The fields in which an item of each kind is corrected. A form takes a copy of its own.
FIELDS: dict[str, dict[str, forms.Field]] = {
    Record.PERSON: {
        "name": text("Name", longest=150),
        "email": text(BY_ADDRESS, hint="They sign in with it", longest=254),
        "roles": text("Roles", hint=f"{', '.join(Role.labels)}; several are parted by semicolons"),
    },
    Record.UNIT: {
        "name": text("Name", longest=150),
        "kind": one_of("Kind", Unit.Kind.choices),
        "beneath": text("What does it stand beneath?", required=False, hint="Its name", longest=150),
        "head": text("Who heads it?", required=False, hint=BY_ADDRESS),
    },
    Record.AREA: {"name": text("Name", longest=150), "kind": one_of("Kind of area", Area.Kind.choices)},
    Record.PLAN: {"title": text("Name of the plan")},
    Record.THEME: {"title": text("Title of the theme")},
    Record.PRIORITY: {
        "reference": text("Reference", width=NARROW, longest=40),
        "title": long_text("Title", required=True, rows=2),
        "theme": one_of("Theme", []),
    },
    Record.MEASURE: {
        "reference": text("Reference", width=NARROW, longest=40),
        "title": text("Title"),
        "unit": text("Unit", required=False, width=NARROW, longest=60),
        "polarity": one_of("Which way is better", choices(Polarity), none="Not stated"),
        "frequency": one_of("How often it is reported", choices(Frequency)),
        "year_is": one_of(
            "How its periods make up a year", [(one.value, one.words.capitalize()) for one in Makeup], none="Not stated"
        ),
        "not_known": text(
            "Measure of its not-known rate", required=False, hint="Its reference", width=NARROW, longest=40
        ),
        "not_known_limit": text(
            "Not-known rate up to which it is relied on", required=False, hint="Per cent", width=NARROW, longest=10
        ),
    },
    Record.ASSESSMENT: {
        "references": text("Priorities", hint="Their references, separated by commas"),
        "narrative": long_text("Narrative", rows=12),
        "rating": one_of("Rating that the document states", RATINGS, none="None is stated"),
        "reason": long_text("Reason for the rating"),
        "grades": long_text("Grades given by other bodies", hint="One a line: grade | who gave it | the words"),
    },
    Record.TARGET: {
        "name": text("Whose target", longest=150),
        "period": text("Period", hint=PERIOD_HINT, width="govuk-input--width-20", longest=60),
        "value": text("Value", width=NARROW, longest=30),
    },
    Record.CHALLENGE: {
        "title": text("Title"),
        "kind": one_of("What kind of challenge", Challenge.Kind.choices),
        "body": text("Who made it", required=False),
        "first_day": day("First day"),
        "last_day": day("Last day"),
        "follow_up": text("Follow-up", required=False),
        "next_challenge": text("Next challenge", required=False),
    },
    Record.POINT: {
        "theme": text("Theme", required=False),
        "title": text("Title", required=False),
        "text": long_text("Text", rows=8),
    },
    Record.RESPONSE: {
        "answer": one_of("What the council answers", Response.Answer.choices, none="Not answered yet"),
        "reason": long_text("Reason"),
        "interpretation": long_text("How the council reads it"),
        "different": long_text("What will be different"),
        "beneficiaries": text("For whom", required=False),
        "officer": text("Accountable officer", required=False, hint="E-mail address"),
        "portfolio_holder": text("Portfolio holder", required=False, longest=200),
        "review_date": day("To be looked at again on"),
    },
    Record.PROJECT: {
        "reference": text(
            "Reference", required=False, hint="Left empty, a new project gets the next one", width=NARROW, longest=40
        ),
        "title": text("Title"),
        "purpose": long_text("What it is to achieve"),
        "programme": text("Programme", required=False, hint="Its reference", width=NARROW, longest=40),
        "sponsor": text("Sponsor", required=False, hint=BY_ADDRESS),
        "manager": text("Manager", required=False, hint=BY_ADDRESS),
        "service": text("Service", required=False),
        "start": day("Start"),
        "due": day("End"),
        "cost": text("Cost in pounds", required=False, width=NARROW),
        "spent": text("Spent so far in pounds", required=False, width=NARROW),
        "forecast_cost": text("Expected cost in the end in pounds", required=False, width=NARROW),
        "effort": text("Effort in days", required=False, width=NARROW),
        "state": one_of("State", Project.State.choices, none="As it is"),
        "priorities": text("Priorities", required=False, hint=REFERENCES, longest=2000),
        "reason_for_change": long_text("Reason for the change", hint=REASON),
    },
    Record.BENEFIT: {
        "project": text("Project", hint="Its reference", width=NARROW, longest=40),
        "title": text("Benefit", longest=200),
        "measure": text("Measure that will show it", required=False, hint="Its reference", width=NARROW, longest=40),
        "baseline": text("Where it stands before", required=False, width=NARROW),
        "expected": text("Expected movement", required=False, width=NARROW),
        "planned_money": text("Money it is planned to bring, in pounds", required=False, width=NARROW),
        "to_be_seen_by": day("To be seen by"),
        "realised_money": text("Brought so far, in all, in pounds", required=False, width=NARROW),
        "realised_as_at": day("Up to which day"),
        "how_it_is_known": long_text("How it is known"),
    },
    Record.ACTION: {
        "reference": text(
            "Reference", required=False, hint="Left empty, a new action gets the next one", width=NARROW, longest=40
        ),
        "title": text("Title"),
        "purpose": long_text("What it is to achieve"),
        "owner": text("Owner", required=False, hint=BY_ADDRESS),
        "service": text("Service", required=False),
        "project": text("Project", required=False, hint="Its reference", width=NARROW),
        "start": day("Start"),
        "due": day("Due"),
        "state": one_of("State", Action.State.choices, none="As it is"),
        "done_on": day("Done on"),
        "note": long_text("Note"),
        "priorities": text("Priorities", required=False, hint=REFERENCES, longest=2000),
        "measures": text("Measures", required=False, hint=REFERENCES, longest=2000),
        "reason_for_change": long_text("Reason for the change", hint=REASON),
    },
    Record.MILESTONE: {
        "action": text("Action", hint="Its reference", width=NARROW, longest=40),
        "title": text("Title"),
        "due": day("Due"),
        "done_on": day("Reached on"),
        "reason_for_change": long_text("Reason for the change", hint=REASON),
    },
    Record.RISK: {
        "reference": text(
            "Reference", required=False, hint="Left empty, a new risk gets the next one", width=NARROW, longest=40
        ),
        "title": text("Title"),
        "cause": long_text("Because of"),
        "event": long_text("It may happen that"),
        "effect": long_text("With the effect that"),
        "category": text("Category", required=False),
        "likelihood": one_of("Likelihood", ONE_TO_FIVE),
        "impact": one_of("Impact", ONE_TO_FIVE),
        "controls": long_text("Controls"),
        "likelihood_after": one_of("Likelihood after controls", ONE_TO_FIVE),
        "impact_after": one_of("Impact after controls", ONE_TO_FIVE),
        "owner": text("Owner", required=False, hint=BY_ADDRESS),
        "service": text("Service", required=False),
        "review_due": day("Look again on"),
        "state": one_of("State", Risk.State.choices, none="As it is"),
        "priorities": text("Priorities", required=False, hint=REFERENCES, longest=2000),
        "measures": text("Measures", required=False, hint=REFERENCES, longest=2000),
        "actions": text("Actions", required=False, hint=REFERENCES, longest=2000),
        "reason_for_change": long_text("Reason for the change", hint=REASON),
    },
    Record.OBSERVATION: {
        "measure": text("Reference of the measure", width=NARROW, longest=40),
        "area": text("Area", required=False, hint="Leave empty for the council’s own area", longest=150),
        "period": text("Period", hint=PERIOD_HINT, width="govuk-input--width-20", longest=60),
        "value": text("Value", longest=30, required=False, width=NARROW),
        "missing": one_of("Why there is no value", choices(Missing), none="There is a value"),
        "vintage": one_of("Vintage", choices(Vintage), none="Not stated (validated)"),
        "numerator": text("Numerator", longest=30, required=False, width=NARROW),
        "denominator": text("Denominator", longest=30, required=False, width=NARROW),
        "note": long_text("Note", rows=2),
    },
}
NUMBERS = ("value", "upper_value", "numerator", "denominator", "not_known_limit")
AS_LISTS = ("references", "measures", "priorities", "actions", "roles")


class ItemForm(forms.Form):
    """What was understood of one item, to be put right. `payload` gives it back as items hold it."""

    def __init__(self, item: Item, themes: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data, initial=shown(item.payload), auto_id=f"id_{item.position}_%s")
        self.item = item
        self.fields.update(copy.deepcopy(FIELDS[item.record]))
        if "theme" in self.fields and item.record == Record.PRIORITY:
            self.fields["theme"].choices = themes  # type: ignore[attr-defined]

    def clean(self) -> Payload:
        fields = super().clean() or {}
        for name in NUMBERS:
            if fields.get(name):
                try:
                    fields[name] = digits(decimal(fields[name].replace(",", "").strip("£% ")))
                except Refused as refusal:
                    self.add_error(name, str(refusal))
        if self.item.record == Record.OBSERVATION and bool(fields.get("value")) == bool(fields.get("missing")):
            self.add_error("value", "Enter a value, or choose why there is none")
        return fields

    def clean_period(self) -> Period | None:
        """The period as it was read, where nobody typed another: April to June may be a quarter or a year to date."""
        text, read = self.cleaned_data["period"], self.item.payload
        if read.get("frequency") and text == read.get("period"):
            return periods.parse(text, Frequency(read["frequency"]))
        return parsed_period(text)

    def clean_grades(self) -> list[list[str]]:
        lines = [line for line in self.cleaned_data["grades"].splitlines() if line.strip()]
        grades = [[*(part.strip() for part in line.split("|", 2)), "", ""][:3] for line in lines]
        if any(not grade[0] or not grade[1] for grade in grades):
            raise forms.ValidationError("Write each grade as: grade | who gave it | the words")
        return grades

    def payload(self) -> Payload:
        """The item's payload with what was typed."""
        payload = {**self.item.payload}
        for name, value in self.cleaned_data.items():
            if isinstance(value, Period):
                payload |= {"period": str(value), "frequency": value.frequency.value}
            elif name in AS_LISTS:
                payload[name] = [part.strip() for part in re.split(r"[,;]", value) if part.strip()]
            elif name in self.item.payload or value:
                payload[name] = value.isoformat() if hasattr(value, "isoformat") else "" if value is None else value
        if self.item.record == Record.OBSERVATION:
            payload = {name: value for name, value in payload.items() if value or name == "measure"}
        return with_references(self.item.record, payload)


def with_references(record: str, payload: Payload) -> Payload:
    """A plan without a reference gets that of its title, and an area without a code that of its name."""
    if record == Record.PLAN and not payload["reference"]:
        payload["reference"] = slugify(payload["title"])[:80].strip("-")
    if record == Record.AREA and not payload["code"]:
        payload["code"] = slugify(payload["name"])[:40]
    return payload


def shown(payload: Payload) -> Payload:
    """A payload as fields show it: lists on one line, grades one a line, the key of a nameless measure not at all."""
    found = {**payload}
    for name in AS_LISTS:
        if name in found:
            found[name] = ", ".join(found[name])
    if "grades" in found:
        found["grades"] = "\n".join(" | ".join(grade).rstrip(" |") for grade in found["grades"])
    if str(found.get("measure", "")).startswith("title: "):
        found["measure"] = ""
    return found

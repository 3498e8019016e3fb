"""The fields in which an item of each kind of record is corrected."""

from django import forms

from tallystick.forecast import Makeup
from tallystick.judgement import Rating
from tallystick.periods import Frequency
from tallystick.series import Missing, Vintage
from tallystick.status import Polarity
from tallystick_web.challenges.models import Challenge, Response
from tallystick_web.common import days
from tallystick_web.councils.models import Area, Role, Unit
from tallystick_web.delivery.models import Action, Project, Risk
from tallystick_web.intake.forms.files import PERIOD_HINT
from tallystick_web.intake.models import Record
from tallystick_web.measures.models import choices

NARROW = "govuk-input--width-10"
BY_ADDRESS = "E-mail address"
REFERENCES = "Their references, parted by semicolons"
REASON = "Needed where a date moves, a score changes, or something is stopped, closed or reopened"
ONE_TO_FIVE = [(str(number), str(number)) for number in range(1, 6)]


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
    Record.PLAN: {"title": text("Name of the plan"), "begins": day("First day"), "ends": day("Last day")},
    Record.THEME: {"title": text("Title of the theme")},
    Record.PRIORITY: {
        "reference": text("Reference", width=NARROW, longest=40),
        "title": long_text("Title", required=True, rows=2),
        "theme": one_of("Theme", []),
        "ends": day("Last day"),
        "ends_reason": long_text("Why it ends", rows=2),
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

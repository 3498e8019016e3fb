"""Parsing what is typed about risks."""

from typing import Any

from django import forms

from tallystick_web.common import days
from tallystick_web.common.forms import Filters
from tallystick_web.councils.models import Council
from tallystick_web.delivery import risking
from tallystick_web.delivery.forms import fields
from tallystick_web.delivery.forms.work import MEASURES_HINT, PRIORITIES_HINT
from tallystick_web.delivery.models import Risk, RiskAppetite
from tallystick_web.delivery.queries import risks


def scale(label: str, words: dict[int, str]) -> forms.TypedChoiceField:
    """1 to 5, each with its word."""
    return forms.TypedChoiceField(
        label=label, coerce=int, choices=[(number, f"{number} {word}") for number, word in words.items()],
        error_messages={"required": "Choose a score.", "invalid_choice": "Choose a score from the list."},
    )  # fmt: skip


class ScoreForm(forms.Form):
    """The scores of a risk, before and after its controls."""

    likelihood = scale("Likelihood without controls", risking.LIKELIHOODS)
    impact = scale("Impact without controls", risking.IMPACTS)
    likelihood_after = scale("Likelihood with the controls in place", risking.LIKELIHOODS)
    impact_after = scale("Impact with the controls in place", risking.IMPACTS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, word in (("likelihood", "likely"), ("impact", "severe")):
            before, after = cleaned.get(name), cleaned.get(f"{name}_after")
            if before and after and after > before:
                self.add_error(
                    f"{name}_after",
                    f"Controls do not make a risk more {word}. Lower this score, or raise the one without controls.",
                )
        return cleaned


class RiskForm(ScoreForm):
    """A risk, new or changed. The scores of one that is held are changed by a review."""

    reference = forms.CharField(max_length=40, error_messages={"required": "Enter a reference, for example R-001."})
    title = forms.CharField(
        label="Risk in a few words",
        max_length=300,
        error_messages={"required": "Enter a few words that name the risk."},
    )
    cause = fields.text("Because of …", rows=2, hint="The cause.")
    event = fields.text("… it may happen that …", rows=2, hint="The event.")
    effect = fields.text(
        "… with the effect that …", rows=2, hint="What it would mean for residents and for the council."
    )
    category = forms.ModelChoiceField(queryset=RiskAppetite.objects.none(), required=False, empty_label="No category")
    controls = fields.text("Controls", hint="What is in place to make it less likely or less severe.")
    owner = fields.person()
    service = fields.unit()
    review_due = days.field("Review by")
    actions = fields.references("Actions against it", "References with commas between, for example A-001, A-002.")
    priorities = fields.references("Priorities it threatens", PRIORITIES_HINT)
    measures = fields.references("Measures it threatens", MEASURES_HINT.replace("it is to move", "that would show it"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = ["reference", "title", "cause", "event", "effect", "category", "likelihood", "impact", "controls"]

    def __init__(self, *arguments: Any, council: Council, risk: Risk | None = None, **options: Any) -> None:
        if risk is not None:
            held = {name: getattr(risk, name) for name in (
                "reference", "title", "cause", "event", "effect", "controls", "review_due", "version",
            )}  # fmt: skip
            held |= {"category": risk.category_id, "owner": risk.owner_id, "service": risk.service_id}
            held |= {
                name: ", ".join(one.reference for one in getattr(risk, name).all())
                for name in ("actions", "priorities", "measures")
            }
            options["initial"] = held | options.get("initial", {})
        super().__init__(*arguments, **options)
        self.council, self.risk = council, risk
        fields.of_council(self, council)
        self.fields["category"].queryset = risks.appetites(council)  # type: ignore[attr-defined]
        if risk is not None:
            self.fields["reference"].widget = forms.HiddenInput()
            for name in ("likelihood", "impact", "likelihood_after", "impact_after"):
                del self.fields[name]

    def clean_reference(self) -> str:
        return fields.free_reference(Risk, self.council, self.cleaned_data["reference"], self.risk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["actions"] = fields.found(self, "actions", self.council, risks.actions_by_reference)
        cleaned["priorities"] = fields.priorities(self, self.council)
        cleaned["measures"] = fields.measures(self, self.council)
        return cleaned


class ReviewForm(ScoreForm):
    """A risk looked at again."""

    text = fields.text(
        "What did you look at?", hint="What has changed, and why the scores are as they are.", required=True,
        missing="Say what you looked at and why the scores are as they are.",
    )  # fmt: skip
    next_review = days.field("Look again by")


class AppetiteForm(forms.Form):
    """A category and how much risk of it the council is content with."""

    category = forms.CharField(
        max_length=100, error_messages={"required": "Enter the category, for example Financial."}
    )
    limit = forms.IntegerField(
        label="Appetite: highest score after controls that needs nobody’s attention", min_value=1, max_value=25,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={
            "required": "Enter a score from 1 to 25.", "invalid": "Enter a score from 1 to 25.",
            "min_value": "Enter a score from 1 to 25.", "max_value": "Enter a score from 1 to 25.",
        },
    )  # fmt: skip
    words = fields.text("In words", rows=2)


class RiskFilters(Filters):
    """How the register is narrowed."""

    q = forms.CharField(label="Words or reference", required=False)
    category = forms.ChoiceField(choices=[("", "All categories")], required=False)
    owner = forms.ChoiceField(
        choices=[("", "Anybody"), (risks.NOBODY, "Nobody, or somebody who left: live risks")], required=False
    )
    service = forms.ChoiceField(choices=[("", "All services")], required=False)
    state = forms.ChoiceField(choices=[("", "Any state"), *Risk.State.choices], required=False)
    show = forms.ChoiceField(
        choices=[("", "All"), ("above", "Above appetite"), ("review", "Review late")], required=False
    )
    cell = forms.CharField(required=False, widget=forms.HiddenInput)

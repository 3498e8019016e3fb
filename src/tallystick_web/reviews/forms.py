"""Parsing what is typed about rounds and assessments."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from tallystick import periods
from tallystick.judgement import Rating
from tallystick_web.reviews.models import Assessment


class AssessmentForm(forms.Form):
    """The narrative, the rating and its reason, with the version that the form was made from."""

    narrative = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Plain text. Leave a blank line between paragraphs; begin a line with - for a list; **two stars** make bold.",
    )
    rating = forms.ChoiceField(
        required=False, widget=forms.RadioSelect, help_text="Your judgement, which stands beside the arithmetic."
    )
    rating_reason = forms.CharField(
        label="Reason for the rating", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences that a councillor can use.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, assessment: Assessment, **options: Any) -> None:
        options.setdefault(
            "initial",
            {
                "narrative": assessment.narrative,
                "rating": assessment.rating,
                "rating_reason": assessment.rating_reason,
                "version": assessment.version,
            },
        )
        super().__init__(*arguments, **options)
        five = assessment.council.uses_five_ratings
        shown = [rating for rating in Rating if five or "_" not in rating or rating == assessment.rating]
        choices = [*[(rating.value, rating.words.capitalize()) for rating in shown], ("", "Not judged yet")]
        self.fields["rating"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("narrative", "rating_reason"):  # browsers send the line ends of another age
            cleaned[name] = cleaned.get(name, "").replace("\r\n", "\n").strip()
        if cleaned.get("rating") and not cleaned["rating_reason"]:
            self.add_error("rating_reason", "Give the reason for the rating: one sentence is enough.")
        return cleaned


class RoundForm(forms.Form):
    """The period of a round, as officers write it."""

    period = forms.CharField(
        label="Which period is the round for?", help_text="For example Q2 2009/10 or September 2009.",
        error_messages={"required": "Enter the period of the round, for example Q2 2009/10."},
    )  # fmt: skip

    def clean_period(self) -> periods.Period:
        try:
            return periods.parse(self.cleaned_data["period"])
        except periods.PeriodError as error:
            raise forms.ValidationError(str(error)) from error


class ClosingForm(forms.Form):
    """Why a round is closed without what is not agreed."""

    carrying = forms.CharField(
        label="Why are they carried as missing?", help_text="Councillors will read it beside each of them.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter why these priorities are carried as missing, or agree them first."},
    )  # fmt: skip


class ReopeningForm(forms.Form):
    """Why a closed round is opened again."""

    reason = forms.CharField(
        label="Why is the round opened again?", help_text="Kept in the log.",
        error_messages={"required": "Enter why the round is opened again."},
    )  # fmt: skip


class KeepingForm(forms.Form):
    """With which words a promise was kept."""

    words = forms.CharField(
        label="Which words keep it?", widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter the words that keep the promise, and where they stand."},
    )  # fmt: skip


class ClaimFilters(forms.Form):
    """How the claims of a round are narrowed. A value that is not among the choices is passed over."""

    show = forms.ChoiceField(required=False)
    theme = forms.ChoiceField(required=False)

    def __init__(self, query: QueryDict, *, shows: dict[str, str], themes: list[str]) -> None:
        super().__init__(query, auto_id="filter_%s")
        self.fields["show"].choices = [*shows.items()]  # type: ignore[attr-defined]
        self.fields["theme"].choices = [("", "All themes"), *((one, one) for one in themes)]  # type: ignore[attr-defined]


class PromiseFilters(forms.Form):
    """How the register of promises is narrowed, and the day on which it is looked at."""

    state = forms.ChoiceField(required=False)
    on = forms.DateField(
        label="As at", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, query: QueryDict, *, states: dict[str, str]) -> None:
        super().__init__(query, auto_id="filter_%s")
        self.fields["state"].choices = [("", "All promises"), *states.items()]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the button says that a person pressed beside a text: what to do, and to which claim or promise."""

    verb: str
    key: str


def asked(query: QueryDict) -> Asked:
    """The pressed button (`correct:1a2b…`); nothing where the text is only checked."""
    verb, _, key = query.get("do", "").partition(":")
    return Asked(verb, key)


def typed(query: QueryDict, prefix: str) -> dict[str, str]:
    """What was typed into the fields of one kind (`reason-1a2b…`), by the key of the claim or promise."""
    begins = f"{prefix}-"
    return {name.removeprefix(begins): str(query[name]) for name in query if name.startswith(begins)}


def narrative(query: QueryDict) -> str:
    """The text that is being written, with the line ends that it is kept with."""
    return query.get("narrative", "").replace("\r\n", "\n").strip()

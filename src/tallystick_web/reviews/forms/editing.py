"""Parsing what is written and judged, and what of it is kept as a draft."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.http import QueryDict

from tallystick.judgement import Rating
from tallystick_web.common import keys
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import queries
from tallystick_web.reviews.forms.times import last_day
from tallystick_web.reviews.models import Assessment, Departure

TEXTS: Final = ("narrative", "rating_reason", "judge_after", "also")


class AssessmentForm(forms.Form):
    """The narrative, the rating and its reasons, and what it covers, with the version that the form was made from.

    `suggested` is what the evidence suggests. Submitting asks for more than saving: unfinished work can always be saved.
    """

    narrative = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Plain text. Leave a blank line between paragraphs; begin a line with - for a list; **two stars** make bold.",
    )
    rating = forms.ChoiceField(
        required=False, widget=forms.RadioSelect, help_text="Your judgement, which stands beside the arithmetic."
    )
    judge_after = forms.CharField(
        label="From when can it be judged?", required=False, max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        help_text="Only if it cannot be judged yet: a day or a period, such as 1 April 2010, spring 2010 or Q4 2009/10.",
    )  # fmt: skip
    rating_reason = forms.CharField(
        label="Reason for the rating", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences that a councillor can use. If it cannot be judged yet: what it waits for.",
    )  # fmt: skip
    departure = forms.ChoiceField(
        label="Why does the rating differ from what the evidence suggests?", required=False,
        choices=[("", "It does not differ"), *Departure.choices],
    )  # fmt: skip
    covers = forms.TypedMultipleChoiceField(
        label="Priorities that this text covers", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    also = forms.CharField(
        label="It covers further priorities", required=False,
        help_text="Their references with commas between, for example ENV-1, ENV-2a.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *arguments: Any, assessment: Assessment, suggested: str = "", submitting: bool = False, **options: Any
    ) -> None:
        options["initial"] = held(assessment) | dict(options.get("initial") or {})
        super().__init__(*arguments, **options)
        self.assessment, self.suggested, self.submitting = assessment, suggested, submitting
        five = assessment.council.uses_five_ratings
        shown = [rating for rating in Rating if five or "_" not in rating or rating == assessment.rating]
        choices = [*[(rating.value, rating.words.capitalize()) for rating in shown], ("", "Not able to judge yet")]
        self.fields["rating"].choices = choices  # type: ignore[attr-defined]
        self.fields["departure"].help_text = (
            f"Only if your rating is not {Rating(suggested).words}."
            if suggested
            else "The evidence suggests no rating."
        )
        self.covered = [one.priority for one in assessment.coverage.all()]
        self.fields["covers"].choices = [(one.pk, str(one)) for one in self.covered]  # type: ignore[attr-defined]
        for one in self.covered:
            self.fields[f"partial_{one.pk}"] = forms.CharField(
                label=f"What the text leaves out of {one.reference}", required=False, max_length=300,
                help_text="Only if it covers part of the priority.",
            )  # fmt: skip

    @property
    def partials(self) -> list[forms.BoundField]:
        """The fields of partial coverage, in the order of the priorities."""
        return [self[f"partial_{one.pk}"] for one in self.covered]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in TEXTS:  # browsers send the line ends of another age
            cleaned[name] = cleaned.get(name, "").replace("\r\n", "\n").strip()
        if cleaned.get("rating") and not cleaned["rating_reason"]:
            self.add_error("rating_reason", "Give the reason for the rating: one sentence is enough.")
        cleaned["judge_after"] = self._day(cleaned)
        cleaned["priorities"] = self._priorities(cleaned)
        if self.submitting:
            self._complete(cleaned)
        return cleaned

    def _day(self, cleaned: dict[str, Any]) -> Any:
        typed = cleaned["judge_after"]
        if not typed or cleaned.get("rating"):
            return None
        day = last_day(typed, self.assessment.round.period)
        if day is None:
            self.add_error(
                "judge_after", f"“{typed}” is no day or period: write one such as 1 April 2010 or spring 2010."
            )
        return day

    def _priorities(self, cleaned: dict[str, Any]) -> list[Priority] | None:
        """What the text covers from now on; None where nothing was said of it."""
        if not self.asked and not cleaned["also"]:
            return None
        kept = [one for one in self.covered if one.pk in cleaned.get("covers", [])]
        names = [name.strip() for name in cleaned["also"].replace(";", ",").split(",") if name.strip()]
        found = queries.priorities_named(self.assessment.council, names) if names else []
        unknown = [name for name in names if name.casefold() not in {one.reference.casefold() for one in found}]
        taken = queries.covered_elsewhere(self.assessment, found) if found else []
        if unknown:
            self.add_error(
                "also", f"There is no priority {', '.join(unknown)}. Look up the reference on the page of plans."
            )
        if taken:
            self.add_error("also", f"{', '.join(taken)} already has an assessment of its own in this round.")
        if not kept and not found and not unknown:
            self.add_error("covers", "Choose at least one priority: an assessment speaks of something.")
        return [*kept, *(one for one in found if one not in kept)]

    def _complete(self, cleaned: dict[str, Any]) -> None:
        """What is submitted has words and is judged, or says from when it can be; a departure from the evidence says why."""
        rating = cleaned.get("rating", "")
        if not cleaned["narrative"]:
            self.add_error("narrative", "Write the narrative before you submit it.")
        if not rating and not cleaned["judge_after"] and "judge_after" not in self.errors:
            differs = f" If the rating is not {Rating(self.suggested).words}, choose why too." if self.suggested else ""
            self.add_error("judge_after", f"Give a rating with its reason, or say from when it can be judged.{differs}")
        if rating and self.suggested and rating != self.suggested and not cleaned.get("departure"):
            self.add_error(
                "departure",
                f"You judge {Rating(rating).words}, the evidence suggests {Rating(self.suggested).words}. Choose why they differ.",
            )

    @property
    def asked(self) -> bool:
        """Whether the page from which this comes asked what the text covers: an import by address does not."""
        return any(f"partial_{one.pk}" in self.data for one in self.covered)

    @property
    def partial(self) -> dict[int, str] | None:
        """What the text leaves out, by the priority's id; None where the form did not ask."""
        return {one.pk: self.cleaned_data.get(f"partial_{one.pk}", "") for one in self.covered} if self.asked else None


def held(assessment: Assessment) -> dict[str, Any]:
    """An assessment as its form begins with it."""
    day = assessment.judge_after
    return {
        "narrative": assessment.narrative, "rating": assessment.rating, "rating_reason": assessment.rating_reason,
        "departure": assessment.departure, "judge_after": f"{day.day} {day:%B %Y}" if day else "", "also": "",
        "version": assessment.version, "covers": [one.priority_id for one in assessment.coverage.all()],
        **{f"partial_{one.priority_id}": one.partial for one in assessment.coverage.all()},
    }  # fmt: skip


def drafted(query: QueryDict, assessment: Assessment) -> dict[str, str]:
    """What of a form is kept as a draft: what was typed or chosen and is not what is held already."""
    saved = as_texts(held(assessment))
    typed = {name: ",".join(query.getlist(name)).replace("\r\n", "\n") for name in saved if name in query}
    changed = {name: text for name, text in typed.items() if name != "version" and text.strip() != saved[name].strip()}
    return typed if changed else {}


def as_texts(fields: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form as the draft keeps them."""
    return {name: ",".join(map(str, one)) if isinstance(one, list) else str(one) for name, one in fields.items()}


def from_draft(fields: Mapping[str, str]) -> dict[str, Any]:
    """A draft as a form begins with it. The version is that of the form, not of the draft; a rating is one that there is."""
    found: dict[str, Any] = {name: text for name, text in fields.items() if name != "version"}
    if found.get("rating") and found["rating"] not in set(Rating):
        del found["rating"]
    if "covers" in found:
        found["covers"] = keys.keys(found["covers"].split(","))
    return found

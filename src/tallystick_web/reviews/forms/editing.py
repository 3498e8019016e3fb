"""Parsing what is written and judged."""

from typing import Any

from django import forms

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

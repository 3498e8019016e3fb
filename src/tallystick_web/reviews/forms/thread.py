"""Parsing questions, answers and reasons."""

from django import forms


class QuestionForm(forms.Form):
    """What somebody asks about an assessment."""

    question = forms.CharField(
        label="Your question", widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Enter your question."},
    )  # fmt: skip
    quote = forms.CharField(
        label="The words that it asks about", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Copy them from the text, or mark them there.",
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a step is taken."""

    reason = forms.CharField(
        label="Why?", widget=forms.Textarea(attrs={"rows": 2}), help_text="The reason stays on the record.",
        error_messages={"required": "Say why: one sentence is enough."},
    )  # fmt: skip

"""Parsing what is said in a challenge meeting."""

from typing import Any

from django import forms

from tallystick_web.accounts.models import User
from tallystick_web.common import days
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council
from tallystick_web.reviews.models import MeetingNote


class NoteForm(forms.Form):
    """A note, decision, question or action. An action has an owner and a day. `taken_up` is a note that becomes one."""

    kind = forms.ChoiceField(
        label="What is it?", choices=MeetingNote.Kind.choices, initial="note", widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )  # fmt: skip
    text = forms.CharField(
        label="What was said", widget=forms.Textarea(attrs={"rows": 2}),
        help_text="A question goes to the author and stands beside the text; an action is added to the council’s actions.",
        error_messages={"required": "Enter what was said."},
    )  # fmt: skip
    owner = forms.ModelChoiceField(
        label="Who does it, if it is an action", queryset=User.objects.none(), required=False, empty_label="Nobody yet",
        error_messages={"invalid_choice": "Choose a person from the list."},
    )  # fmt: skip
    due = days.field("By when, if it is an action")

    def __init__(
        self, *arguments: Any, council: Council, about: bool = True, taken_up: MeetingNote | None = None, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        if taken_up is not None:
            self.initial = {"kind": MeetingNote.Kind.ACTION, "text": taken_up.text}
        self.fields["owner"].queryset = councils.can_be_given_work(council)  # type: ignore[attr-defined]
        if not about:
            kinds = [one for one in MeetingNote.Kind.choices if one[0] != MeetingNote.Kind.QUESTION]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == MeetingNote.Kind.ACTION:
            if not cleaned.get("owner") and "owner" not in self.errors:
                self.add_error("owner", "Choose who does it.")
            if not cleaned.get("due") and "due" not in self.errors:
                self.add_error("due", "Enter the day by which it is done.")
        return cleaned

"""Parsing what is typed about claims and promises, and which button was pressed beside a text."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from tallystick_web.common import days
from tallystick_web.common.forms import Filters


class KeepingForm(forms.Form):
    """With which words a promise was kept."""

    words = forms.CharField(
        label="Which words keep it?", widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter the words that keep the promise, and where they stand."},
    )  # fmt: skip


class ClaimFilters(Filters):
    """How the claims of a round are narrowed."""

    show = forms.ChoiceField(required=False)
    theme = forms.ChoiceField(choices=[("", "All themes")], required=False)


class PromiseFilters(Filters):
    """How the register of promises is narrowed, and the day on which it is looked at."""

    state = forms.ChoiceField(choices=[("", "All promises")], required=False)
    on = days.field("As at")


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

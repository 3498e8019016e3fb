"""Parsing what is said of the progress of actions, and whose are looked at."""

from collections.abc import Iterable

from django import forms
from django.db.models import QuerySet

from tallystick_web.common import keys
from tallystick_web.common.forms import Filters
from tallystick_web.delivery.models import Action


class ReportForm(forms.Form):
    """How an action comes along."""

    text = forms.CharField(
        label="How does it come along?", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Two or three sentences that a councillor can use: what was done, what comes next.",
        error_messages={"required": "Say how the action comes along."},
    )  # fmt: skip


class ReportingFilters(Filters):
    """Whose actions are shown; an unknown owner is passed over."""

    owner = forms.ChoiceField(choices=[("", "Everybody"), ("nobody", "Nobody")], required=False)

    def narrow(self, found: QuerySet[Action]) -> QuerySet[Action]:
        """The actions that are left."""
        owner = self.data.get("owner", "")
        if owner == "nobody":
            return found.filter(owner=None)
        named = keys.key(owner)
        return found if named is None else found.filter(owner=named)

    def kept(self, found: Iterable[Action]) -> list[Action]:
        """The same of actions of a day that is past."""
        owner = self.data.get("owner", "")
        asked = keys.key(owner)
        return [one for one in found if one.owner_id == asked or (asked is None and owner != "nobody")]

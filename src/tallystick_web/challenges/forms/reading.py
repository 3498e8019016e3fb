"""Parsing what is typed about a challenge itself, its findings, the list of points, and a day to look back at."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from tallystick.periods.period import written
from tallystick_web.challenges.forms.fields import SEPARATOR, long
from tallystick_web.challenges.models import Challenge, Point
from tallystick_web.common import days
from tallystick_web.common.forms import Filters


class FindingForm(forms.Form):
    """How the council reads a finding."""

    nature = forms.ChoiceField(
        label="How does the council read it?", choices=[*Point.Nature.choices, ("", "Neither")], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, point: Point) -> None:
        super().__init__(data, initial={"nature": point.nature})

    @property
    def chosen(self) -> str:
        """In a sentence."""
        return {"strength": "a strength", "concern": "a concern"}.get(
            self.cleaned_data["nature"], "neither strength nor concern"
        )


class ChallengeForm(forms.ModelForm):
    """What is known of a challenge beside the words of its report, and whom the team met."""

    met = long(
        "People whom the team met", rows=6, hint=f"One a line: who {SEPARATOR} as what. For example: Ward councillors {SEPARATOR} group of eight."
    )  # fmt: skip
    met_confidential = long(
        "People who asked to stay unnamed", rows=4, hint="One a line, in the same way. Only the performance team and directors see them."
    )  # fmt: skip

    DATES = (
        *("first_day", "last_day", "anchor", "report_published", "action_plan_published", "progress_review"),
        *("progress_report_published", "next_done"),
    )

    class Meta:
        model = Challenge
        fields = [
            *("title", "kind", "body", "first_day", "last_day", "anchor", "report_published", "action_plan_published"),
            *("progress_review", "progress_report_published", "next_done"),
        ]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in self.DATES:
            label = str(self.fields[name].label)
            self.fields[name] = days.field(label[:1].upper() + label[1:])
        self.fields["anchor"].help_text = "Leave empty to count from the last day on site."
        for name, hidden in (("met", False), ("met_confidential", True)):
            rows = [one for one in self.instance.met.all() if one.confidential == hidden]
            self.fields[name].initial = "\n".join(
                f"{one.name} {SEPARATOR} {one.role}".rstrip(f" {SEPARATOR}") for one in rows
            )

    def met_rows(self) -> list[tuple[str, str, bool]]:
        """Who was met, as what, and whether that is confidential."""
        return [
            (who.strip(), role.strip(), hidden)
            for name, hidden in (("met", False), ("met_confidential", True))
            for line in self.cleaned_data[name].splitlines()
            for who, _, role in [line.partition(SEPARATOR)]
            if who.strip()
        ]

    def content(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


ALL = [("", "All")]


class PointFilters(Filters):
    """How the list of points is narrowed."""

    q = forms.CharField(label="Words", required=False)
    challenge = forms.ChoiceField(choices=ALL, required=False)
    list = forms.ChoiceField(label="Which list", choices=ALL, required=False)
    state = forms.ChoiceField(choices=ALL, required=False)
    officer = forms.ChoiceField(label="Accountable officer", choices=ALL, required=False)


AS_OF_TODAY = "What you see is as of today."


class OnForm(forms.Form):
    """The day as of which a statement is told: today where none is asked for, nor one that can be read or has come."""

    on = days.field("As it stood on")

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, auto_id="filter_%s")
        self.fields["on"].error_messages["invalid"] += f" {AS_OF_TODAY}"

    def clean_on(self) -> date | None:
        found: date | None = self.cleaned_data["on"]
        if found and found > timezone.localdate():
            raise forms.ValidationError(f"Give today or a day before: {written(found)} is still to come. {AS_OF_TODAY}")
        return found

    @property
    def day(self) -> date:
        found: date | None = self.cleaned_data["on"] if self.is_valid() else None
        return found or timezone.localdate()

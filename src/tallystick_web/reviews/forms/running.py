"""Parsing what is typed about rounds."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from tallystick import periods
from tallystick.periods import Period
from tallystick_web.accounts.models import User
from tallystick_web.common import days
from tallystick_web.common.forms import Filters, offer
from tallystick_web.reviews import timetable
from tallystick_web.reviews.forms.fields import reason
from tallystick_web.reviews.models import Round
from tallystick_web.reviews.timetable import Timetable

A_YEAR: Final = timedelta(days=366)
DAYS: Final = ("collect_by", "submit_by", "meeting_on", "agree_by")


class RoundForm(forms.Form):
    """The period of a round, as officers write it, and its days; what is left empty is as usual.

    `days_for` is the period for which the days were worked out: where another is typed and they were not touched, they follow it.
    """

    period = forms.CharField(
        label="Which period is the round for?", help_text="For example Q2 2009/10 or September 2009.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={"required": "Enter the period of the round, for example Q2 2009/10."},
    )  # fmt: skip
    collect_by = days.field("Values are given by")
    submit_by = days.field("Assessments are submitted by")
    meeting_on = days.field("The challenge meeting is on")
    agree_by = days.field("Assessments are agreed by")
    days_for = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_period(self) -> periods.Period:
        try:
            period = periods.parse(self.cleaned_data["period"])
        except periods.PeriodError as error:
            raise forms.ValidationError(str(error)) from error
        if period.start > timezone.localdate() + A_YEAR:
            raise forms.ValidationError(f"{period} begins in more than a year. Check the year of the period.")
        return period

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        period: Period | None = cleaned.get("period")
        if period is None or self.errors:
            return cleaned
        usual = timetable.usual(period)
        typed = {name: cleaned.get(name) for name in DAYS}
        if period != _period(cleaned["days_for"]) and typed == as_fields(_usual(cleaned["days_for"])):
            typed = {}
        kept = {name: typed.get(name) or getattr(usual, name) for name in DAYS}
        cleaned["days"] = Timetable(**kept)
        if why_not := timetable.why_not(cleaned["days"]):
            self.add_error("submit_by", why_not)
        return cleaned


def begin(period: Period) -> dict[str, Any]:
    """How the form of a period begins: with its usual days."""
    return {"period": str(period), "days_for": str(period), **as_fields(timetable.usual(period))}


def as_fields(days: Timetable | None) -> dict[str, date | None]:
    """The days by the names of their fields."""
    return {name: getattr(days, name, None) for name in DAYS}


def _period(text: str) -> Period | None:
    try:
        return periods.parse(text) if text else None
    except periods.PeriodError:
        return None


def _usual(text: str) -> Timetable | None:
    period = _period(text)
    return timetable.usual(period) if period else None


class TimetableForm(forms.Form):
    """The days of an open round."""

    submit_by = days.field(
        "Assessments are submitted by", required=True, missing="Enter the day by which assessments are submitted."
    )
    meeting_on = days.field("The challenge meeting is on")
    agree_by = days.field(
        "Assessments are agreed by", required=True, missing="Enter the day by which assessments are agreed."
    )

    def __init__(self, *arguments: Any, round: Round, **options: Any) -> None:
        options["initial"] = {name: getattr(round, name) for name in DAYS[1:]}
        super().__init__(*arguments, **options)


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


class ProgressFilters(Filters):
    """How the progress of a round is narrowed."""

    show = forms.ChoiceField(required=False)
    person = forms.ChoiceField(label="Whose turn", choices=[("", "Anybody")], required=False)


class ChangeForm(forms.Form):
    """What is done with the chosen priorities of a round."""

    do = forms.ChoiceField(
        label="What is to be done with the chosen?", widget=forms.RadioSelect, error_messages={"required": "Choose what is to be done."},
        choices=[
            ("chase", "Chase: send a reminder now"), ("extend", "Give more time"), ("reassign", "Give it to another author"),
            ("carry", "Carry it as missing"), ("carry_no_more", "Take back that it is carried as missing"),
        ],
    )  # fmt: skip
    until = days.field("New day, for more time")
    author = forms.ModelChoiceField(
        label="Who writes it, for another author", queryset=User.objects.none(), required=False, empty_label="Nobody chosen",
        error_messages={"invalid_choice": "Choose a person from the list."},
    )  # fmt: skip
    reason = reason("Why, for more time or carrying")

    def __init__(self, *arguments: Any, people: QuerySet[User], offered: QuerySet[User], **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self.fields["author"], offered, people)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        wanted = {"extend": ("until", "reason"), "reassign": ("author",), "carry": ("reason",)}.get(
            cleaned.get("do", ""), ()
        )
        said = {
            "until": "Enter the new day.",
            "reason": "Say why: one sentence is enough.",
            "author": "Choose who writes it.",
        }
        for name in wanted:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, said[name])
        return cleaned

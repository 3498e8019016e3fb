"""Parsing what is typed about rounds."""

from django import forms

from tallystick import periods


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

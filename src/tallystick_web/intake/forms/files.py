"""The file that is brought in with its period, and the filters of what was read."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from tallystick import periods
from tallystick.documents.model import Unreadable
from tallystick.periods import Period, PeriodError
from tallystick_web.common.forms import Filters
from tallystick_web.intake import reading
from tallystick_web.intake.models import Record, State
from tallystick_web.intake.reading import Reading

MEGABYTES = reading.LIMITS.size // (1024 * 1024)
TOO_LARGE = f"The file is larger than {MEGABYTES} MB. Remove pictures, or split it into parts."
PERIOD_HINT = "For example Q2 2009/10 or September 2009"


def parsed_period(text: str) -> Period | None:
    """The period that somebody typed. Raises a validation error in their words."""
    if not text.strip():
        return None
    try:
        return periods.parse(text)
    except PeriodError as error:
        raise forms.ValidationError(
            f"Enter the period as officers write it. {str(error)[:1].upper()}{str(error)[1:]}."
        ) from None


class UploadForm(forms.Form):
    """A file to bring in. Reading it is part of checking it: a file that cannot be read is an error of the field."""

    file = forms.FileField(
        label="The file",
        help_text=f"A Word, PDF, Excel, CSV or text file of at most {MEGABYTES} MB. Nothing is changed before you accept it.",
        error_messages={
            "required": "Choose the file that you want to bring in",
            "empty": "The file is empty. Check that it was saved, and choose it again.",
        },
    )
    period = forms.CharField(
        label="Which period does it report?", required=False, max_length=60,
        help_text=f"Only for an action tracker that does not say so itself. {PERIOD_HINT}.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )  # fmt: skip

    def clean_file(self) -> Reading:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > reading.LIMITS.size:
            raise forms.ValidationError(TOO_LARGE)
        try:
            return reading.read(file.read(), file.name or "file")
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from None

    def clean_period(self) -> Period | None:
        return parsed_period(self.cleaned_data["period"])


class PeriodForm(forms.Form):
    """Which period a tracker reports."""

    period = forms.CharField(
        label="Which period does this tracker report?", max_length=60, help_text=f"{PERIOD_HINT}.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"required": "Enter the period that this tracker reports, such as Q2 2009/10"},
    )  # fmt: skip

    def clean_period(self) -> Period | None:
        return parsed_period(self.cleaned_data["period"])


class FilesForm(Filters):
    """Which of the files that were brought in are shown."""

    q = forms.CharField(label="File", required=False)
    show = forms.ChoiceField(
        required=False,
        choices=[("", "Every file"), ("waiting", "Something to decide"), ("decided", "Nothing to decide")],
    )


class FilterForm(forms.Form):
    """Which items are shown."""

    record = forms.ChoiceField(label="What", required=False)
    change = forms.ChoiceField(
        label="How it stands", required=False,
        choices=[("", "Everything"), ("doubtful", "Doubtful"), ("new", "New"), ("changed", "Changed"), ("unchanged", "Unchanged")],
    )  # fmt: skip
    state = forms.ChoiceField(label="Decision", required=False, choices=[("", "Any"), *State.choices])

    def __init__(self, data: Any, records: list[tuple[str, int]]) -> None:
        super().__init__(data)
        counted = [(record, f"{Record(record).label} ({count:,})") for record, count in records]
        self.fields["record"].choices = [("", "Everything"), *counted]  # type: ignore[attr-defined]

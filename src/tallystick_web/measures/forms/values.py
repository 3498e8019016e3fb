"""Parsing a value that is asked for, put right or taken back."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from tallystick.documents import figures
from tallystick.documents.figures import Figure, FigureError
from tallystick.series import Missing, Vintage
from tallystick_web.common import words
from tallystick_web.measures import figuring, rules
from tallystick_web.measures.models import Due, Observation
from tallystick_web.measures.reading import sentences

MARKERS = [
    ("", "None"),
    *((letter, f"{words.MARKERS[letter][0].capitalize()}: {words.MARKERS[letter][1]}") for letter in "buk"),
]
WHY_NONE = [("", "There is a value"), *((one.value, one.words.capitalize()) for one in Missing)]
VINTAGES = [(one.value, one.value.capitalize()) for one in Vintage]


def beside(unit: str) -> dict[str, str]:
    """What stands before and after a field for a figure of this unit."""
    before, after = ("£" if unit.startswith("£") else "", unit.lstrip("£"))
    return ({"data-prefix": before} if before else {}) | ({"data-suffix": after} if after else {})


class ValueForm(forms.Form):
    """The value of one period of one measure. Nothing typed is nothing said: the value stays asked for.

    With a numerator and a denominator the value is worked out, and one that is typed beside them must be theirs.
    """

    value = forms.CharField(max_length=60, required=False)
    numerator = forms.CharField(max_length=60, required=False)
    denominator = forms.CharField(max_length=60, required=False)
    vintage = forms.ChoiceField(label="How final is it?", choices=VINTAGES, required=False)
    markers = forms.ChoiceField(label="Mark", choices=MARKERS, required=False)
    missing = forms.ChoiceField(label="If there is no value, why?", choices=WHY_NONE, required=False)
    note = forms.CharField(
        label="Note", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It stays beside the value, for whoever reads it.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, due: Due, parts: bool, vintage: str, autofocus: bool = False) -> None:
        super().__init__(data, prefix=f"due-{due.pk}", initial={"vintage": vintage})
        self.due, self.parts = due, parts
        self.when = sentences.spelled(due.period)
        unit = due.measure.unit
        self._describe("value", f"Value for {self.when}", unit)
        if parts:
            self._describe("numerator", f"Numerator for {self.when}")
            self._describe("denominator", f"Denominator for {self.when}")
            self.fields["value"].help_text = "Leave it blank: it is worked out."
            self.fields["numerator"].help_text = due.measure.numerator
            self.fields["denominator"].help_text = due.measure.denominator
        else:
            del self.fields["numerator"], self.fields["denominator"]
        if autofocus:
            next(iter(self.visible_fields())).field.widget.attrs["autofocus"] = True

    def _describe(self, name: str, label: str, unit: str = "") -> None:
        attrs = {"class": "govuk-input--width-10", "inputmode": "decimal", "autocomplete": "off"}
        self.fields[name].label = label
        self.fields[name].widget.attrs |= attrs | beside(unit)

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was typed that would be a value."""
        names = [name for name in ("value", "numerator", "denominator", "missing", "note") if name in self.fields]
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in names)

    def clean_value(self) -> Figure:
        return self._figure("value", "value")

    def clean_numerator(self) -> Figure:
        return self._figure("numerator", "numerator")

    def clean_denominator(self) -> Figure:
        found = self._figure("denominator", "denominator")
        if found.value == 0:
            raise forms.ValidationError(f"The denominator for {self.when} is nought: nothing can be divided by it.")
        return found

    def _figure(self, name: str, said: str) -> Figure:
        try:
            found = figures.parse(self.cleaned_data[name])
        except FigureError as error:
            message = f"Check the {said} for {self.when}: {error}."
            raise forms.ValidationError(message) from error
        if why_not := rules.why_not_hold(found.value):
            raise forms.ValidationError(why_not)
        if name == "value" and found.unit and found.unit != self.due.measure.unit:
            counted = self.due.measure.unit or "a plain number"
            raise forms.ValidationError(
                f"Enter the value for {self.when} in the measure’s unit ({counted}), not in {found.unit}."
            )
        return found

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return typed
        value, numerator, denominator = (self._held(typed, name) for name in ("value", "numerator", "denominator"))
        figure: Figure | None = typed.get("value")
        missing = typed["missing"] or (figure.missing.value if figure and figure.missing else "")
        if (numerator is None) != (denominator is None):
            empty = "numerator" if numerator is None else "denominator"
            self.add_error(empty, f"Enter the {empty} for {self.when} too, or the value alone.")
            return typed
        if numerator is not None and denominator is not None:
            exact = figuring.computed(numerator, denominator, self.due.measure.unit)
            if value is not None and not figuring.agree(value, exact):
                unit = self.due.measure.unit
                self.add_error("value", f"{words.figure(numerator)} of {words.figure(denominator)} is {words.figure(exact, unit, 2)}, "
                               f"and the value for {self.when} is given as {words.figure(value, unit)}. Correct one of the three.")  # fmt: skip
            value = exact if value is None else value
        if value is not None and missing:
            self.add_error("missing", f"There is a value for {self.when}. Choose that there is one, or take it away.")
        if value is None and not missing:
            self.add_error("value", f"Enter the value for {self.when}, or choose why there is none.")
        typed |= {"figure": value, "numerator": numerator, "denominator": denominator, "missing": missing}
        return typed

    @staticmethod
    def _held(typed: dict[str, Any], name: str) -> Decimal | None:
        found = typed.get(name)
        return found.value if isinstance(found, Figure) else None


class CorrectForm(ValueForm):
    """Another figure for a period that has one: revised by its source, or corrected because it was wrong; with its reason.

    A provisional or estimated figure may be said to be final: then nothing need be typed.
    """

    def __init__(self, data: QueryDict | None = None, *, due: Due, parts: bool, held: Observation) -> None:
        super().__init__(_final(data, due, held), due=due, parts=parts, vintage=Vintage.CORRECTED)
        kinds = [
            (Vintage.CORRECTED.value, "Corrected: the earlier figure was wrong"),
            (Vintage.REVISED.value, "Revised: its source gave it again"),
        ]
        if held.vintage in (Vintage.PROVISIONAL, Vintage.ESTIMATED):
            kinds.append(
                (Vintage.VALIDATED.value, "Validated: the figure is final. Leave the fields blank if it stays as it is")
            )
        vintage: Any = self.fields["vintage"]
        vintage.choices, vintage.label, vintage.required = kinds, "What kind of change is it?", True
        self.fields["note"].label, self.fields["note"].required = "Why does the figure change?", True
        self.fields["note"].error_messages["required"] = (
            f"Say why the figure for {self.when} changes. Whoever relied on it will read it."
        )
        self.fields["note"].help_text = "Whoever relied on the earlier figure reads this."


def _final(data: QueryDict | None, due: Due, held: Observation) -> QueryDict | None:
    """What was sent, with the figure that is held where it was only said that it is final."""
    figures = {"value": held.value, "numerator": held.numerator, "denominator": held.denominator}
    fields = {name: f"due-{due.pk}-{name}" for name in (*figures, "vintage", "note")}
    if (
        data is None
        or data.get(fields["vintage"]) != Vintage.VALIDATED
        or any(data.get(fields[name]) for name in figures)
    ):
        return data
    typed = data.copy()
    for name, figure in figures.items():
        typed[fields[name]] = "" if figure is None else f"{figure:f}"
    typed[fields["note"]] = typed.get(fields["note"], "").strip() or "The figure is final."
    return typed


class WithdrawForm(forms.Form):
    """A figure is taken back, with the reason."""

    prefix = "back"
    reason = forms.CharField(
        label="Why is it taken back?", widget=forms.Textarea(attrs={"rows": 2}), help_text="Whoever relied on the figure reads this.",
        error_messages={"required": "Say why the figure is taken back. Whoever relied on it will read it."},
    )  # fmt: skip

"""Parsing what is typed about the values that are asked for."""

from decimal import Decimal
from typing import Any

from django import forms

from tallystick.documents import figures
from tallystick.documents.figures import Figure, FigureError
from tallystick.series import Missing, Vintage
from tallystick_web.common import words
from tallystick_web.measures import figuring, rules
from tallystick_web.measures.models import Due
from tallystick_web.measures.reading import sentences

MARKERS = [
    ("", "None"),
    *((letter, f"{words.MARKERS[letter][0].capitalize()}: {words.MARKERS[letter][1]}") for letter in "buk"),
]
WHY_NONE = [("", "There is a value"), *((one.value, one.words.capitalize()) for one in Missing)]
VINTAGES = [(one.value, one.value.capitalize()) for one in Vintage]


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

    def __init__(self, data: Any = None, *, due: Due, parts: bool, vintage: str = "", autofocus: bool = False) -> None:
        super().__init__(data, prefix=f"due-{due.pk}", initial={"vintage": vintage or Vintage.PROVISIONAL})
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
        if unit.startswith("£"):
            attrs["data-prefix"] = "£"
        self.fields[name].label = label
        self.fields[name].widget.attrs |= attrs | ({"data-suffix": unit.lstrip("£")} if unit.lstrip("£") else {})

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
            message = f"Enter the {said} for {self.when} as a number, such as 1,234.5. {error}."
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

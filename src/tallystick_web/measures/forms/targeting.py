"""Parsing a target of a measure."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst

from tallystick import periods
from tallystick.periods import Frequency, Period, PeriodError
from tallystick.status import Polarity
from tallystick_web.common.forms import AmountField
from tallystick_web.measures import queries as measures
from tallystick_web.measures import rules
from tallystick_web.measures.forms.values import beside
from tallystick_web.measures.models import Measure, Target


def amount(label: str, *, required: bool = False, hint: str = "", missing: str = "") -> AmountField:
    """A figure in the unit of a measure; thousands may be set apart by commas."""
    return AmountField(
        label=label, required=required, help_text=hint, max_digits=24, decimal_places=8,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
        error_messages={"required": missing, "invalid": "Enter a number, such as 55 or 1,250.5, without its unit."},
    )  # fmt: skip


FIGURES = ("value", "upper_value", "tolerance", "tolerance_kind")


class TargetForm(forms.Form):
    """A target of a measure, new or changed. Whose it is and for when say which it is, and stay."""

    name = forms.CharField(
        label="Whose target is it?", max_length=150, help_text="For example Council Plan, or Local Area Agreement.",
        error_messages={"required": "Enter whose target it is, such as Council Plan."},
    )  # fmt: skip
    period = forms.CharField(
        label="For which period?", max_length=60, help_text="As officers write it: 2009/10 for the year’s end, Q2 2009/10 for a step on the way.",
        error_messages={"required": "Enter the period, such as 2009/10."},
    )  # fmt: skip
    value = amount("Target", required=True, missing="Enter the target as a number.")
    upper_value = amount(
        "Up to", hint="Where anything from the target up to this is good. Leave it blank where one figure is aimed at."
    )
    tolerance = amount(
        "Tolerance", hint="How far on the wrong side of the target still counts as near it. Leave it blank for none."
    )
    tolerance_kind = forms.ChoiceField(
        label="The tolerance is", choices=Target.ToleranceKind.choices, initial=Target.ToleranceKind.ABSOLUTE
    )

    def __init__(self, data: Any = None, *, measure: Measure, target: Target | None) -> None:
        super().__init__(data, initial={name: getattr(target, name) for name in FIGURES} if target else None)
        self.measure, self.target = measure, target
        if target:
            del self.fields["name"], self.fields["period"]
        if measure.polarity != Polarity.NEAR_IS_BEST and not (target and target.upper_value is not None):
            del self.fields["upper_value"]
        for name in ("value", "upper_value"):
            if name in self.fields:
                self.fields[name].widget.attrs |= beside(measure.unit)

    def clean_period(self) -> Period:
        """The period in the measure’s own frequency where it can be, else in the one that the words say: of quarters also a year."""
        text = self.cleaned_data["period"]
        try:
            return periods.parse(text, Frequency(self.measure.frequency))
        except PeriodError:
            pass
        try:
            return periods.parse(text)
        except PeriodError as error:
            raise forms.ValidationError(f"Enter the period as officers write it. {capfirst(str(error))}.") from error

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return typed
        typed["tolerance"] = typed["tolerance"] or Decimal(0)
        value, tolerance, upper = typed["value"], typed["tolerance"], typed.get("upper_value")
        for name, figure in (("value", value), ("tolerance", tolerance), ("upper_value", upper)):
            if why_not := rules.why_not_hold(figure):
                self.add_error(name, why_not)
        if tolerance < 0:
            self.add_error("tolerance", "Enter the tolerance without a minus: which side is wrong, the measure says.")
        if tolerance and not value and typed["tolerance_kind"] == Target.ToleranceKind.PERCENT:
            self.add_error("tolerance_kind", "Of a target of nought a per cent is nought. Choose the measure’s unit.")
        if upper is not None and upper < value:
            self.add_error("upper_value", "This is less than the target. Enter the upper end of what is good.")
        if not self.target and (held := measures.target_of(self.measure, typed["name"], typed["period"])):
            self.add_error(
                "name", f"{held} is set already. Change it on the page of the measure, or name this one otherwise."
            )
        return typed

    def figures(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {name: self.cleaned_data[name] for name in FIGURES if name in self.cleaned_data}

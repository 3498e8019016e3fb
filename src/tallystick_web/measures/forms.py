"""Parsing what is typed about the values that are asked for."""

from collections.abc import Iterable
from decimal import Decimal
from operator import itemgetter
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import capfirst

from tallystick import periods
from tallystick.documents import figures
from tallystick.documents.figures import Figure, FigureError
from tallystick.periods import Frequency, Period, PeriodError
from tallystick.series import Missing, Vintage
from tallystick.status import Polarity
from tallystick_web.accounts.models import User
from tallystick_web.common import days, words
from tallystick_web.common.forms import AmountField, Filters, offer
from tallystick_web.councils.models import Unit
from tallystick_web.measures import figuring, progress, rules
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Due, Measure, Observation, Target
from tallystick_web.measures.reading import sentences

MARKERS = [
    ("", "None"),
    *((letter, f"{words.MARKERS[letter][0].capitalize()}: {words.MARKERS[letter][1]}") for letter in "buk"),
]
WHY_NONE = [("", "There is a value"), *((one.value, one.words.capitalize()) for one in Missing)]
VINTAGES = [(one.value, one.value.capitalize()) for one in Vintage]


def _beside(unit: str) -> dict[str, str]:
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
        self.fields[name].widget.attrs |= attrs | _beside(unit)

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


class ProgressFilters(Filters):
    """How the values of a round are narrowed, by what there is."""

    state = forms.ChoiceField(choices=[("", "All"), *progress.STATES.items()], required=False)
    owner = forms.ChoiceField(choices=[("", "All owners"), ("nobody", "Nobody, or somebody who left")], required=False)
    service = forms.ChoiceField(choices=[("", "All services")], required=False)

    def __init__(self, query: QueryDict, lines: Iterable[progress.Line]) -> None:
        found = [line for line in lines if not line.leaver]
        owners = {(str(one.owner_id), one.owner) for one in found if one.owner_id}
        services = {(str(one.service_id), one.service) for one in found if one.service_id}
        by_name = itemgetter(1)
        super().__init__(
            query, choices={"owner": sorted(owners, key=by_name), "service": sorted(services, key=by_name)}
        )


class ExtendForm(forms.Form):
    """Until when values may be given, and why."""

    until = days.field("Until which day?", required=True, missing="Enter the day until which the values may be given.")
    reason = forms.CharField(
        label="Why is more time given?", widget=forms.Textarea(attrs={"rows": 2}), help_text="The reason stays on the record.",
        error_messages={"required": "Say why more time is given: one sentence is enough."},
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """A figure is taken back, with the reason."""

    prefix = "back"
    reason = forms.CharField(
        label="Why is it taken back?", widget=forms.Textarea(attrs={"rows": 2}), help_text="Whoever relied on the figure reads this.",
        error_messages={"required": "Say why the figure is taken back. Whoever relied on it will read it."},
    )  # fmt: skip


class AskForm(forms.Form):
    """One value to ask for by hand."""

    measure = forms.ModelChoiceField(
        Measure.objects.none(), empty_label="Choose a measure", error_messages={"required": "Choose the measure."}
    )
    period = forms.CharField(
        max_length=60, help_text="As officers write it: Q2 2009/10, September 2009, 2009/10, or 12 May 2009 to 30 June 2009 for the wave of a survey.",
        error_messages={"required": "Enter the period, such as Q2 2009/10."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, measures: QuerySet[Measure]) -> None:
        super().__init__(data)
        field: Any = self.fields["measure"]
        field.queryset = measures

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return typed
        try:
            typed["period"] = periods.parse(typed["period"], Frequency(typed["measure"].frequency))
        except PeriodError as error:
            self.add_error(
                "period",
                f"Enter a period of the measure ({typed['measure'].get_frequency_display().lower()}). {capfirst(str(error))}.",
            )
        return typed


class OwnerForm(forms.Form):
    """Who looks after measures from now on. Who may not is not offered; named all the same, they are told why."""

    owner = forms.ModelChoiceField(
        User.objects.none(), label="Who looks after them from now on?", empty_label="Choose a person",
        error_messages={"required": "Choose who looks after them."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, people: QuerySet[User], offered: QuerySet[User]) -> None:
        super().__init__(data)
        offer(self.fields["owner"], offered, people)


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


class DefinitionForm(forms.ModelForm):
    """How a measure is defined. `seen` is the newest change of it that the form was made from."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Measure
        fields = (
            "title", "other_names", "definition", "unit", "decimals", "polarity", "frequency", "numerator", "denominator", "year_is", "source",
            "lag_days", "service", "use", "collection_minutes", "not_known", "not_known_limit",
        )  # fmt: skip
        labels = {
            "polarity": "Which way is better", "frequency": "How often", "numerator": "Numerator", "denominator": "Denominator",
            "year_is": "How its periods make up a year", "lag_days": "Days after the period until it is known", "use": "Who uses it, for what",
            "collection_minutes": "Minutes it takes each time", "not_known": "The measure of its not-known rate",
            "not_known_limit": "Not-known rate up to which it is relied on, in per cent",
        }  # fmt: skip
        help_texts = {
            "other_names": "As narratives call it, parted by semicolons: domestic burglary; house burglary. Figures beside these words are held against it.",
            "year_is": "For the forecast of the year’s end. Counts that happen add up (visits, offences); of how many there are on a day (children in care, "
            "staff) the last counts, or their mean. Left blank, it is told from numerators and denominators, and from figures of the year so far, where there are any.",
            "not_known": "The measure that says for how many of the cases nothing is known, where there is one.",
            "not_known_limit": "Above it a word is asked for beside each value. For example 5.",
        }
        widgets = {
            "definition": forms.Textarea(attrs={"rows": 5}), "use": forms.Textarea(attrs={"rows": 3}),
            **{name: forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"})
               for name in ("decimals", "lag_days", "collection_minutes", "not_known_limit")},
            "unit": forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        }  # fmt: skip
        error_messages = {
            "title": {"required": "Enter the title."},
            "not_known_limit": {"invalid": "Enter the limit as a number of per cent, such as 5."},
            "lag_days": {"invalid": "Enter a whole number of days.", "required": "Enter a whole number of days, such as 0."},
        }  # fmt: skip

    def __init__(self, data: Any = None, *, measure: Measure, seen: int, services: QuerySet[Unit]) -> None:
        super().__init__(data, instance=measure, initial={"seen": seen})
        others: Any = self.fields["not_known"]
        others.queryset, others.empty_label = measures.measures(measure.council).exclude(pk=measure.pk), "None"
        year_is: Any = self.fields["year_is"]
        year_is.choices = [("", "As its figures tell, where they do"), *year_is.choices[1:]]
        service: Any = self.fields["service"]
        service.queryset, service.empty_label = services, "None"

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return typed
        for name, why_not in (
            ("year_is", rules.why_not_make_up(typed["year_is"], typed["frequency"])),
            ("not_known_limit", rules.why_not_rely(typed["not_known_limit"])),
        ):
            if why_not:
                self.add_error(name, why_not)
        return typed

    def definition(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


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
                self.fields[name].widget.attrs |= _beside(measure.unit)

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

"""Parsing how a measure is defined."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from tallystick_web.councils.models import Unit
from tallystick_web.measures import queries as measures
from tallystick_web.measures import rules
from tallystick_web.measures.models import Measure


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

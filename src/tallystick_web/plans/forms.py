"""Parsing what is typed about a priority: who answers for it, and which measures speak of it."""

from typing import Any

from django import forms
from django.db.models import Case, IntegerField, QuerySet, When

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Unit
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority


class AnswersForm(forms.ModelForm):
    """Who answers for a priority, and the measures that are its evidence. `seen` is the newest change that the form was made from."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    measures = forms.ModelMultipleChoiceField(
        Measure.objects.none(), label="Measures that speak of it", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="They stand as evidence beside the judgement, and the rating that they suggest is worked out from them.",
    )  # fmt: skip

    class Meta:
        model = Priority
        fields = ("accountable_officer", "accountable_director", "service")
        help_texts = {
            "accountable_officer": "Writes and judges its assessment.",
            "accountable_director": "Agrees it.",
        }

    def __init__(
        self, data: Any = None, *, priority: Priority, seen: int, people: QuerySet[User], services: QuerySet[Unit],
        measures: QuerySet[Measure], chosen: list[int],
    ) -> None:  # fmt: skip
        super().__init__(data, instance=priority, initial={"seen": seen, "measures": chosen})
        self.chosen = chosen
        for name, offered, nobody in (
            ("accountable_officer", people, "Nobody yet"),
            ("accountable_director", people, "Nobody yet"),
            ("service", services, "None"),
        ):
            field: Any = self.fields[name]
            field.queryset, field.empty_label = offered, nobody
        evidence: Any = self.fields["measures"]
        apart = Case(When(pk__in=chosen, then=0), default=1, output_field=IntegerField())
        evidence.queryset = measures.order_by(
            apart, "reference"
        )  # of two thousand, those that are chosen are seen at once

    def who(self) -> dict[str, Any]:
        """The people and the service, as the action takes them."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def evidence(self) -> list[Measure]:
        """The measures that are ticked: those that were there before keep their order, new ones come after them."""
        place = {key: number for number, key in enumerate(self.chosen)}
        return sorted(self.cleaned_data["measures"], key=lambda one: (place.get(one.pk, len(place)), one.reference))

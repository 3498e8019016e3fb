"""Parsing what is typed about a priority: who answers for it, and which measures speak of it."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, QuerySet, When

from tallystick_web.accounts.models import User
from tallystick_web.common import days, keys, words
from tallystick_web.councils.models import Unit
from tallystick_web.measures.models import Measure
from tallystick_web.plans import queries, rules
from tallystick_web.plans.models import Priority

OFFERED: Final = 40  # measures at once beside those that are chosen: as many as can be read through


class MeasuresField(forms.ModelMultipleChoiceField):
    """Any of the measures that the form offers. What can be no number of a record is refused before the database fails at it."""

    def clean(self, value: Any) -> Any:
        for text in value or []:
            if keys.key(str(text)) is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": text}
                )
        return super().clean(value)


class AnswersForm(forms.ModelForm):
    """Who answers for a priority, and the measures that are its evidence. `seen` is the newest change that the form was made from.

    Of many measures those that are chosen are offered, and those that are searched for by `find`; any of them may be sent.
    """

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    find = forms.CharField(
        label="Find measures", required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text="Words of a title, another name or the service, or a reference. What is ticked below stays ticked.",
    )  # fmt: skip
    measures = MeasuresField(
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
        ticked = data.getlist("measures") if data is not None else []
        apart = {*chosen, *keys.keys(ticked)}
        find: Any = self.fields["find"]
        self._offer(measures, apart, data.get("find", "").strip()[: find.max_length] if data is not None else "")

    def _offer(self, measures: QuerySet[Measure], apart: set[int], text: str) -> None:
        """Those `apart` first, whether they are ticked still or not; then the others, or of many those that are searched for."""
        field: Any = self.fields["measures"]
        place = Case(When(pk__in=apart, then=0), default=1, output_field=IntegerField())
        field.queryset = measures.order_by(place, "reference")
        self.told = ""
        if (total := measures.count()) <= OFFERED:
            del self.fields["find"]
            return
        others = queries.matching(measures.exclude(pk__in=apart), text) if text else measures.none()
        offered = list(others.order_by("reference").values_list("pk", flat=True)[:OFFERED])
        self.told = _told(total, len(offered), others.count(), text)
        shown = field.queryset.filter(pk__in={*apart, *offered})
        field.widget.choices = [(one.pk, str(one)) for one in shown]

    def who(self) -> dict[str, Any]:
        """The people and the service, as the action takes them."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def evidence(self) -> list[Measure]:
        """The measures that are ticked: those that were there before keep their order, new ones come after them."""
        place = {key: number for number, key in enumerate(self.chosen)}
        return sorted(self.cleaned_data["measures"], key=lambda one: (place.get(one.pk, len(place)), one.reference))


class DaysForm(forms.Form):
    """The days on which a plan runs. `seen` is the newest change that the form was made from."""

    begins = days.field("First day", "Left empty, it has always run.")
    ends = days.field("Last day", "Left empty, it still runs.")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if why_not := rules.why_not_run(typed.get("begins"), typed.get("ends")):
            self.add_error("ends", why_not)
        return typed


class EndForm(forms.Form):
    """The last day of a priority and why. `seen` is the newest change that the form was made from."""

    ends = days.field("Last day", "Left empty, it runs as long as its plan.")
    ends_reason = forms.CharField(
        label="Why does it end?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text="It stays on its page and in the log.",
    )  # fmt: skip
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        ends, reason = typed.get("ends"), typed.get("ends_reason", "")
        if not self.errors and (why_not := rules.why_not_end(ends, reason)):
            self.add_error("ends_reason" if ends else "ends", why_not)
        return typed


def _told(total: int, shown: int, found: int, text: str) -> str:
    """What of many measures stands below, beside those that are chosen."""
    if not text:
        return f"Of {total:,} measures those that are chosen stand here. Find others above."
    if not found:
        return f"No other measure has “{text}”. Try fewer words, or a reference."
    if shown < found:
        return f"{shown} of {found:,} other measures that have “{text}” stand here. More words leave fewer."
    return f"{words.count(found, 'other measure has', 'other measures have')} “{text}”."

"""The filters of lists. They read the address; a value that is not among the choices is passed over, never an error."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from tallystick.judgement import Rating
from tallystick_web.measures.reading.signs import WORRIES
from tallystick_web.record.queries.home import CHANGES, NOT_JUDGED
from tallystick_web.record.queries.standing import Line
from tallystick_web.reviews.models import Round

JUDGED = [(rating.value, rating.words.capitalize()) for rating in Rating]


class Filters(forms.Form):
    """A form of filters whose names are the parameters of the address."""

    def __init__(self, query: QueryDict, *, choices: dict[str, Iterable[tuple[str, str]]]) -> None:
        super().__init__(query, auto_id="filter_%s")
        for name, offered in choices.items():
            field: Any = self.fields[name]
            field.choices = [*field.choices, *offered]


class PriorityFilters(Filters):
    """How the priorities of a home are narrowed."""

    plan = forms.ChoiceField(choices=[("", "All plans")], required=False)
    theme = forms.ChoiceField(choices=[("", "All themes")], required=False)
    rating = forms.ChoiceField(choices=[("", "All ratings")], required=False)
    service = forms.ChoiceField(choices=[("", "All services")], required=False)
    change = forms.ChoiceField(
        label="Since last round",
        choices=[("", "Any"), *CHANGES.items(), ("challenge", "Needs challenge")],
        required=False,
    )
    worry = forms.ChoiceField(
        label="What the evidence says", choices=[("", "Anything"), *WORRIES.items()], required=False
    )
    round = forms.CharField(required=False, widget=forms.HiddenInput)


class MeasureFilters(Filters):
    """How the list of measures is narrowed."""

    q = forms.CharField(label="Words or reference", required=False)
    service = forms.ChoiceField(choices=[("", "All services")], required=False)
    owner = forms.ChoiceField(choices=[("", "All owners")], required=False)


def priority_filters(query: QueryDict, lines: list[Line], five: bool) -> PriorityFilters:
    """The filters with the plans, themes and services that the priorities have; three ratings where a council uses three."""
    used = {line.now.rating for line in lines}
    ratings = [pair for pair in JUDGED if five or "_" not in pair[0] or pair[0] in used]
    plans = dict.fromkeys((line.plan_reference, line.plan) for line in lines)
    themes = dict.fromkeys((line.theme, line.theme) for line in lines)
    services = sorted({(line.service, line.service) for line in lines if line.service})
    return PriorityFilters(
        query,
        choices={
            "plan": plans,
            "theme": themes,
            "rating": [*ratings, (NOT_JUDGED, "Not judged yet")],
            "service": services,
        },
    )


def wanted(query: QueryDict, names: Iterable[str]) -> dict[str, str]:
    """The filters that an address sets."""
    return {name: query.get(name, "").strip() for name in names}


class RoundChooser(forms.Form):
    """Any round of the council."""

    round = forms.ChoiceField(label="Round")

    def __init__(self, rounds: list[Round], round: Round) -> None:
        super().__init__(initial={"round": round.slug}, auto_id="choose_%s")
        field: Any = self.fields["round"]
        field.choices = [(one.slug, str(one)) for one in rounds]

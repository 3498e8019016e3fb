"""The filters of lists. They read the address; a value that is not among the choices is passed over, never an error."""

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import QueryDict

from tallystick.judgement import Rating
from tallystick_web.audit import queries as log
from tallystick_web.audit import wording
from tallystick_web.audit.queries import Wanted
from tallystick_web.common import days
from tallystick_web.common.forms import Filters
from tallystick_web.councils.models import Council
from tallystick_web.measures.reading.signs import WORRIES
from tallystick_web.record.queries.home import CHANGES, NOBODY, NOT_JUDGED
from tallystick_web.record.queries.measures import LAPSED
from tallystick_web.record.queries.standing import Line
from tallystick_web.reviews.models import Round

JUDGED = [(rating.value, rating.words.capitalize()) for rating in Rating]


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


class PlanFilters(Filters):
    """How the priorities of the plans are narrowed."""

    q = forms.CharField(label="Words or reference", required=False)
    officer = forms.ChoiceField(
        label="Accountable officer", choices=[("", "Everybody"), (NOBODY, "Nobody yet")], required=False
    )
    service = forms.ChoiceField(choices=[("", "All services")], required=False)
    rating = forms.ChoiceField(choices=[("", "All ratings")], required=False)


class MeasureFilters(Filters):
    """How the list of measures is narrowed."""

    q = forms.CharField(label="Words or reference", required=False)
    service = forms.ChoiceField(choices=[("", "All services")], required=False)
    owner = forms.ChoiceField(choices=[("", "All owners")], required=False)
    state = forms.ChoiceField(
        label="Asked for?",
        choices=[
            ("", "In use and retired"),
            ("in_use", "In use"),
            (LAPSED, "In use, target ran out"),
            ("retired", "Retired"),
        ],
        required=False,
    )


CHOICES_KEPT = 300  # seconds


class LogFilters(Filters):
    """How the log is narrowed. `record` is the number of one record of a kind; only links set it."""

    person = forms.ChoiceField(label="Who", choices=[("", "Everybody")], required=False)
    verb = forms.ChoiceField(label="What was done", choices=[("", "Anything")], required=False)
    kind = forms.ChoiceField(label="Kind of record", choices=[("", "All kinds")], required=False)
    q = forms.CharField(label="Words in the record’s name", required=False)
    start = days.field("From")
    end = days.field("To")
    record = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def asked(self) -> Wanted:
        """What was asked for; what cannot be read narrows nothing and stands as an error beside its field."""
        self.is_valid()
        read = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        return Wanted(**read)


def log_filters(query: QueryDict, council: Council) -> LogFilters:
    """The filters with what the council's log holds, looked up every few minutes: naming each once reads the whole index.

    What the address asks for is always among them, so that a link to something new works at once.
    """
    held: Any = cache.get_or_set(f"tallystick.log.{council.pk}", lambda: _held_by_the_log(council.slug), CHOICES_KEPT)
    for name, asked in ((name, query.get(name, "")) for name in held):
        if asked and asked not in held[name]:
            held = held | {name: [*held[name], asked]}
    words: dict[str, Callable[[str], str]] = {"person": str, "verb": wording.deed, "kind": wording.kind}
    offered = {name: sorted(((one, words[name](one)) for one in held[name]), key=itemgetter(1)) for name in held}
    return LogFilters(query, choices=offered)


def _held_by_the_log(council: str) -> dict[str, list[str]]:
    return {"person": log.people(council), "verb": log.verbs(council), "kind": log.kinds(council)}


def priority_filters(query: QueryDict, lines: list[Line], five: bool) -> PriorityFilters:
    """The filters with the plans, themes and services that the priorities have; three ratings where a council uses three."""
    plans = dict.fromkeys((line.plan_reference, line.plan) for line in lines)
    themes = dict.fromkeys((line.theme, line.theme) for line in lines)
    return PriorityFilters(
        query,
        choices={"plan": plans, "theme": themes, "rating": _ratings(lines, five), "service": _named(lines, "service")},
    )


def plan_filters(query: QueryDict, lines: list[Line], five: bool) -> PlanFilters:
    """The filters with the officers and services that the priorities have."""
    offered = {name: _named(lines, name) for name in ("officer", "service")}
    return PlanFilters(query, choices={**offered, "rating": _ratings(lines, five)})


def _named(lines: list[Line], name: str) -> list[tuple[str, str]]:
    return [(one, one) for one in sorted({getattr(line, name) for line in lines} - {""})]


def _ratings(lines: list[Line], five: bool) -> list[tuple[str, str]]:
    used = {line.now.rating for line in lines}
    ratings = [pair for pair in JUDGED if five or "_" not in pair[0] or pair[0] in used]
    return [*ratings, (NOT_JUDGED, "Not judged yet")]


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

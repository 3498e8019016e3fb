"""Entering values on one page: each that is valid is saved with the others at once, and nothing that was typed is lost.

A value out of the ordinary comes back with the reason and a field for a note; with any note it is saved. Nothing blocks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import QueryDict

from tallystick.periods import Period
from tallystick.series import Missing, Vintage
from tallystick_web.common import fields, keys, timing, words
from tallystick_web.councils import queries as councils
from tallystick_web.councils.models import Council
from tallystick_web.measures import actions, asking_why, rules
from tallystick_web.measures import queries as measures
from tallystick_web.measures.actions import NewObservation
from tallystick_web.measures.asking_why import Reason
from tallystick_web.measures.forms.values import ValueForm
from tallystick_web.measures.models import Due
from tallystick_web.record.queries import collecting
from tallystick_web.record.queries.collecting import Row

A_PAGE: Final = 30


@dataclass(slots=True)
class Entry:
    """A row with its form, and why a note is asked for."""

    row: Row
    form: ValueForm
    reasons: tuple[Reason, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What became of a page of values: those saved, those that somebody gave otherwise meanwhile, and what is left to look at."""

    saved: list[Entry] = field(default_factory=list)
    taken: list[Due] = field(default_factory=list)
    left: list[Entry] = field(default_factory=list)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Every error of the page for its summary, each with the measure that it is about."""
        found = ((entry.row.measure.reference, *one) for entry in self.left for one in fields.errors(entry.form))
        return [(target, f"{reference}: {message}") for reference, target, message in found]


def page(council: Council, person: Any, on: date, query: QueryDict) -> dict[str, Any]:
    """What the page shows: the values asked of a person, at most so many at a time. `at` names one of them, or another's that they may give."""
    mine = list(measures.to_give(council, councils.stands_for(person=person, council=council, on=on), on))
    named = str(query.get("at", ""))
    at = keys.key(named)
    if at is not None and at not in {due.pk for due in mine}:
        others = [
            due for due in dues_of(council, [str(at)]) if not rules.why_not_record(council, [due.measure], person)
        ]
        mine = others or mine
    pages = Paginator(mine, A_PAGE)
    place = next((n for n, due in enumerate(mine) if due.pk == at), None)
    shown = pages.get_page(query.get("page") if place is None else place // A_PAGE + 1)
    return {"page": shown, "total": len(mine), "entries": entries(collecting.rows(council, list(shown), on), at)}


def dues_of(council: Council, named: Iterable[str]) -> list[Due]:
    """The values that a page names and that still wait for an answer, or were given since it was opened."""
    return list(measures.dues_at(council, keys.keys(named)))


def entries(rows: Iterable[Row], at: int | None = None) -> list[Entry]:
    """Empty forms for some rows; the field of `at` has the keyboard."""
    return [Entry(row, _form(row, None, row.due.pk == at)) for row in rows]


def _form(row: Row, data: QueryDict | None, autofocus: bool = False) -> ValueForm:
    return ValueForm(data, due=row.due, parts=row.parts, vintage=row.reading.usual_vintage, autofocus=autofocus)


def received(council: Council, dues: list[Due], typed: QueryDict, on: date, by: Any) -> Outcome:
    """Save what is valid and needs no note, or has one. The rest comes back as it was typed."""
    outcome, ready = Outcome(), {}
    rows = [Entry(row, _form(row, typed)) for row in collecting.rows(council, dues, on)]
    figures = _typed(rows)
    area = councils.own_area(council)
    for entry in rows:
        if entry.form.says_nothing:
            outcome.left.append(Entry(entry.row, _form(entry.row, None)))
        elif entry.form.is_valid() and not _asks(entry, figures):
            ready[entry.row.due] = _observation(entry.form, area)
            outcome.saved.append(entry)
        else:
            outcome.left.append(entry)
    if ready:
        outcome.taken = actions.give(council=council, given=ready, by=by, taken=timing.taken(typed))
        outcome.saved = [entry for entry in outcome.saved if entry.row.due not in outcome.taken]
    return outcome


def _typed(rows: Iterable[Entry]) -> dict[tuple[int, Period], Decimal]:
    found = {}
    for entry in rows:
        if not entry.form.says_nothing and entry.form.is_valid() and entry.form.cleaned_data["figure"] is not None:
            found[entry.row.measure.pk, entry.row.due.period] = entry.form.cleaned_data["figure"]
    return found


def _asks(entry: Entry, figures: Mapping[tuple[int, Period], Decimal]) -> bool:
    """Whether a note is asked for that was not given; then the reasons stand beside the row."""
    given, value = entry.form.cleaned_data, entry.form.cleaned_data["figure"]
    if value is None:
        return False
    entry.reasons = asking_why.reasons(value, entry.row.known(figures), breaks=given["markers"] == "b")
    if not entry.reasons or given["note"].strip():
        return False
    others = len(entry.reasons) - 1
    more = f" {words.count(others, 'more reason')} {'stands' if others == 1 else 'stand'} beside it." if others else ""
    entry.form.add_error("note", f"Say a word about the value for {entry.form.when}: {entry.reasons[0].words}{more}")
    return True


def _observation(form: ValueForm, area: Any) -> NewObservation:
    typed, due = form.cleaned_data, form.due
    return NewObservation(
        due.measure, area, due.period, Vintage(typed["vintage"] or Vintage.PROVISIONAL), typed["figure"],
        Missing(typed["missing"]) if typed["missing"] else None, typed["numerator"], typed["denominator"],
        markers=typed["markers"], source=due.measure.source, note=typed["note"].strip(),
    )  # fmt: skip


def told(entry: Entry) -> str:
    """A saved value in words: `NI 195a for Q2 2009/10: 11.75% (47 of 400)`."""
    typed, measure = entry.form.cleaned_data, entry.row.measure
    if typed["figure"] is None:
        return f"{entry.row.due}: {words.MISSING[typed['missing']]}"
    made = ""
    if typed["numerator"] is not None:
        made = f" ({words.figure(typed['numerator'])} of {words.figure(typed['denominator'])})"
    return f"{entry.row.due}: {words.figure(typed['figure'], measure.unit, measure.decimals)}{made}"

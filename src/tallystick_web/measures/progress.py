"""How the values of a round come in: what is given, due, overdue, and what is not due yet with the day from which it can be known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from tallystick import deadlines
from tallystick.deadlines import Standing
from tallystick.periods import Frequency
from tallystick_web.common import exports, words
from tallystick_web.measures import as_at, asking, queries
from tallystick_web.measures.models import Collection, Due, Measure
from tallystick_web.measures.reading import sentences

STATES: Final = {"given": "Given", "overdue": "Overdue", "due": "Due", "not_due": "Not due yet"}
WORST_FIRST: Final = ("overdue", "due", "not_due", "given")


@dataclass(frozen=True, slots=True)
class Line:
    """A measure in a round: the value that is asked of it, or, where none is, from when the next can be known."""

    measure: Measure
    due: Due | None
    state: str
    standing: Standing | None = None
    next_on: date | None = None
    leaver: bool = False

    @property
    def words(self) -> str:
        """How it stands, in words: `overdue by 3 working days`, `not due yet: known from 30 November 2009`."""
        if self.state == "given":
            return "given"
        if self.due is None:
            return f"not due: next known from {words.day(self.next_on)}" if self.next_on else "asked for by hand"
        if self.state == "not_due":
            return f"not due yet: known from {words.day(self.due.available_on)}"
        return (
            sentences.overdue(self.standing)
            if self.standing and self.state == "overdue"
            else f"due by {words.day(self.due.due_on)}"
        )

    @property
    def tone(self) -> str:
        """The status whose shape and colour it wears."""
        return {"given": "on_track", "overdue": "late", "due": "no_data"}.get(self.state, "not_due")


def lines(collection: Collection, on: date) -> list[Line]:
    """Every measure in use, those with most need to be looked at first. Three queries, however many."""
    dues = queries.with_answers(Due.objects.filter(collection=collection)).select_related(
        "measure__owner", "measure__service"
    )
    members = queries.member_ids(collection.council)
    found = [_asked(due, on, members) for due in dues]
    asked = {line.measure.pk for line in found}
    others = queries.in_use(collection.council).select_related("owner", "service").exclude(pk__in=asked)
    found += [_not_asked(one, collection, members) for one in others]
    return sorted(found, key=_order)


def lines_then(collection: Collection, on: date) -> list[Line]:
    """What had been asked for and given by the end of a day; whether its owner had left, and what was not asked for, is not told."""
    return sorted((_asked(due, on, None) for due in as_at.dues(collection, on)), key=_order)


def _order(line: Line) -> tuple[int, date, str]:
    return WORST_FIRST.index(line.state), line.due.due_on if line.due else date.max, line.measure.reference


def _asked(due: Due, on: date, members: frozenset[int] | None) -> Line:
    leaver = members is not None and (due.measure.owner_id is None or due.measure.owner_id not in members)
    if getattr(due, "answered", False):
        return Line(due.measure, due, "given", leaver=leaver)
    found = _standing(due.due_on, on, due.available_on)
    return Line(due.measure, due, found.state.value, found, leaver=leaver)


@lru_cache(maxsize=512)
def _standing(due: date, on: date, available: date) -> Standing:
    """Working days are dear to count, and a round has few different dates."""
    return deadlines.standing(due, on, min(available, due))


def _not_asked(one: Measure, collection: Collection, members: frozenset[int]) -> Line:
    day = asking.next_available(Frequency(one.frequency), one.lag_days, after=collection.deadline)
    return Line(one, None, "not_due", next_on=day, leaver=one.owner_id is None or one.owner_id not in members)


def narrowed(found: Iterable[Line], wanted: Mapping[str, str]) -> list[Line]:
    """The lines of an owner, a service or a state."""
    return [
        line for line in found
        if (not wanted.get("state") or line.state == wanted["state"])
        and (not wanted.get("owner") or _owner(line) == wanted["owner"])
        and (not wanted.get("service") or str(line.measure.service_id or "") == wanted["service"])
    ]  # fmt: skip


def _owner(line: Line) -> str:
    return "nobody" if line.leaver else str(line.measure.owner_id)


def counts(found: Iterable[Line]) -> dict[str, int]:
    """How many are in each state, of those that are asked for and those that are not."""
    held = dict.fromkeys(STATES, 0)
    for line in found:
        held[line.state] += 1
    return held


def heading(collection: Collection, held: Mapping[str, int], asked: int) -> str:
    """The answer: how many are in, and how many are late."""
    late = held["overdue"]
    told = f"{held['given']} of {words.count(asked, 'value')} for {collection.period} {'is' if held['given'] == 1 else 'are'} in"
    return f"{told}; {late} {'is' if late == 1 else 'are'} overdue" if late else f"{told}; none is overdue"


def table(found: Iterable[Line]) -> exports.Table:
    """The list as a file."""
    columns = ("measure", "title", "period", "state", "due", "known_from", "owner", "service", "extension_reason")
    return exports.Table("values of a round", columns, (_row(line) for line in found))


def _row(line: Line) -> tuple[exports.Cell, ...]:
    due, one = line.due, line.measure
    known = due.available_on if due else line.next_on
    return (
        one.reference, one.title, str(due.period) if due else "", STATES[line.state] if due else "Not asked for",
        str(due.due_on) if due else "", str(known or ""), str(one.owner or ""), str(one.service or ""),
        due.extension_reason if due else "",
    )  # fmt: skip

"""How the values of a round come in: what is given, due, overdue, and what is not due yet with the day from which it can be known.

Plain columns instead of records: two thousand values with their measures, owners and services would be eight thousand records, of which
a page shows fifty.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from tallystick import deadlines
from tallystick.deadlines import Standing
from tallystick.periods import Frequency, Period
from tallystick_web.common import exports, lists, words
from tallystick_web.councils import as_at as councils
from tallystick_web.measures import as_at, asking, queries
from tallystick_web.measures.models import Collection, Due
from tallystick_web.measures.reading import sentences

STATES: Final = {"given": "Given", "overdue": "Overdue", "due": "Due", "not_due": "Not due yet"}
WORST_FIRST: Final = ("overdue", "due", "not_due", "given")


@dataclass(frozen=True, slots=True)
class Asked:
    """The value that is asked of a measure."""

    pk: int
    period: Period
    available_on: date
    due_on: date
    extension_reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """A measure in a round: the value that is asked of it, or, where none is, from when the next can be known.

    `owner` and `service` are names with their ids beside them; a `leaver` is looked after by nobody. `forgotten` are the periods that
    the round would have asked for, had the measure been there when it opened.
    """

    reference: str
    title: str
    illustrative: bool
    owner_id: int | None
    owner: str
    service_id: int | None
    service: str
    due: Asked | None = None
    state: str = "not_due"
    standing: Standing | None = None
    next_on: date | None = None
    forgotten: tuple[Period, ...] = ()
    leaver: bool = False

    def __str__(self) -> str:
        return f"{self.reference} for {self.due.period}" if self.due else self.reference

    @property
    def words(self) -> str:
        """How it stands, in words: `overdue by 3 working days`, `not due yet: known from 30 November 2009`."""
        if self.state == "given":
            return "given"
        if self.forgotten:
            return f"not asked for yet: {', '.join(str(period) for period in self.forgotten)}"
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


MEASURE: Final = (
    "reference",
    "title",
    "illustrative",
    "owner_id",
    "owner__name",
    "owner__email",
    "service_id",
    "service__name",
)
ASKED: Final = ("pk", "frequency", "start", "end", "available_on", "due_on", "extension_reason", "answered")


def lines(collection: Collection, on: date) -> list[Line]:
    """Every measure in use, those with most need to be looked at first. The same few queries, however many."""
    members = queries.member_ids(collection.council)
    dues = queries.with_answers(Due.objects.filter(collection=collection)).order_by()
    rows = dues.values_list(*(f"measure__{name}" for name in MEASURE), *ASKED)
    found = [_asked(_measure(row[: len(MEASURE)], members), row[len(MEASURE) :], on) for row in rows]
    others = queries.in_use(collection.council).exclude(dues__collection=collection).order_by()
    unasked = {measure.pk: tuple(periods) for measure, periods in queries.unasked(collection).items()}
    for key, frequency, lag, *measure in others.values_list("pk", "frequency", "lag_days", *MEASURE):
        day = _next_available(Frequency(frequency), lag, collection.deadline)
        found.append(replace(_measure(measure, members), next_on=day, forgotten=unasked.get(key, ())))
    return sorted(found, key=_order)


def lines_then(collection: Collection, on: date) -> list[Line]:
    """What had been asked for and given by the end of a day; what was not asked for is not told."""
    gone = councils.had_left(collection.council, on)
    return sorted((_then(due, on, gone) for due in as_at.dues(collection, on)), key=_order)


def _then(due: Due, on: date, gone: frozenset[int]) -> Line:
    one, answered = due.measure, getattr(due, "answered", False)
    owner, service = str(one.owner or ""), str(one.service or "")
    line = Line(
        one.reference, one.title, one.illustrative, one.owner_id, owner, one.service_id, service,
        leaver=one.owner is None or one.owner_id in gone,
    )  # fmt: skip
    row = (due.pk, due.frequency, due.start, due.end, due.available_on, due.due_on, due.extension_reason, answered)
    return _asked(line, row, on)


def _measure(row: Sequence[Any], members: frozenset[int]) -> Line:
    reference, title, illustrative, owner, name, email, service, service_name = row
    return Line(
        reference, title, illustrative, owner, name or email or "", service, service_name or "",
        leaver=owner is None or owner not in members,
    )  # fmt: skip


def _asked(line: Line, row: Sequence[Any], on: date) -> Line:
    key, frequency, start, end, available, due, reason, answered = row
    asked = Asked(key, Period(Frequency(frequency), start, end), available, due, reason)
    if answered:
        return replace(line, due=asked, state="given")
    found = _standing(due, on, available)
    return replace(line, due=asked, state=found.state.value, standing=found)


def _order(line: Line) -> tuple[int, date, str, date]:
    due = line.due
    return (
        WORST_FIRST.index(line.state),
        due.due_on if due else date.max,
        line.reference,
        due.period.end if due else date.max,
    )


@lru_cache(maxsize=512)
def _standing(due: date, on: date, available: date) -> Standing:
    """Working days are dear to count, and a round has few different dates."""
    return deadlines.standing(due, on, min(available, due))


@lru_cache(maxsize=512)
def _next_available(frequency: Frequency, lag: int, after: date) -> date | None:
    return asking.next_available(frequency, lag, after=after)


ORDERS: Final[dict[str, Callable[[Line], Any]]] = {
    "measure": lambda line: line.title.casefold(),
    "period": lambda line: line.due.period.end if line.due else date.max,
    "state": lambda line: WORST_FIRST.index(line.state),
    "due": lambda line: line.due.due_on if line.due else date.max,
    "owner": lambda line: (not line.leaver, line.owner.casefold()),
    "service": lambda line: (not line.service, line.service.casefold()),
}


def narrowed(found: Iterable[Line], wanted: Mapping[str, str], sort: str = "") -> list[Line]:
    """The lines of an owner, a service or a state: those with most need to be looked at first, unless another order is asked for."""
    kept = (
        line for line in found
        if (not wanted.get("state") or line.state == wanted["state"])
        and (not wanted.get("owner") or _owner(line) == wanted["owner"])
        and (not wanted.get("service") or str(line.service_id or "") == wanted["service"])
    )  # fmt: skip
    return lists.ordered(kept, ORDERS, sort)


def _owner(line: Line) -> str:
    return "nobody" if line.leaver else str(line.owner_id)


def counts(found: Iterable[Line]) -> dict[str, int]:
    """How many are in each state, of those that are asked for and those that are not."""
    held = dict.fromkeys(STATES, 0)
    for line in found:
        held[line.state] += 1
    return held


def heading(collection: Collection, held: Mapping[str, int], asked: int) -> str:
    """The answer: how many are in, and how many are late."""
    late = held["overdue"]
    told = f"{held['given']:,} of {words.count(asked, 'value')} asked for in {collection.period} {'is' if held['given'] == 1 else 'are'} in"
    return f"{told}; {late:,} {'is' if late == 1 else 'are'} overdue" if late else f"{told}; none is overdue"


def table(found: Iterable[Line]) -> exports.Table:
    """The list as a file."""
    columns = ("measure", "title", "period", "state", "due", "known_from", "owner", "service", "extension_reason")
    return exports.Table("values of a round", columns, (_row(line) for line in found))


def _row(line: Line) -> tuple[exports.Cell, ...]:
    due = line.due
    known = due.available_on if due else line.next_on
    return (
        line.reference, line.title, str(due.period) if due else "", STATES[line.state] if due else "Not asked for",
        str(due.due_on) if due else "", str(known or ""), line.owner, line.service,
        due.extension_reason if due else "",
    )  # fmt: skip

"""Who did what to the council's records when, with the addresses of the records that have a page."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from tallystick_web.audit import queries, wording
from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import Page, Wanted
from tallystick_web.common.exports import Table
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action, Risk
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models import Assessment, Coverage, Round

COLUMNS = (
    "Event",
    "When",
    "Who",
    "Number of the person",
    "What",
    "Verb",
    "Kind",
    "Record",
    "Number of the record",
    "Detail",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words. `url` is empty where the record has no page, or is no longer there."""

    event: Event
    deed: str
    kind: str
    details: list[tuple[str, str]]
    url: str


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of the log. `about` names the one record of which it tells, if it is of one."""

    lines: list[Line]
    page: Page
    about: str
    is_measure: bool

    @property
    def heading(self) -> str:
        return f"Who did what to {self.about}, and when" if self.about else "Who did what, and when"


def trail(council: Council, wanted: Wanted, before: int | None, after: int | None) -> Trail:
    """A page of the council's log. The number of queries does not grow with it."""
    found = queries.page(queries.events(council.slug, _with_values(council, wanted)), before, after)
    addresses = _addresses(council, found.events)
    lines = [
        Line(
            one,
            wording.deed(one.verb),
            wording.kind(one.target_kind),
            wording.details(one),
            addresses.get((one.target_kind, one.target_id), ""),
        )
        for one in found.events
    ]
    return Trail(lines, found, _about(council, wanted), wanted.kind == "measure" and wanted.record is not None)


def _about(council: Council, wanted: Wanted) -> str:
    """The newest words for the one record that is asked for."""
    if wanted.record is None:
        return ""
    named = queries.events(council.slug, Wanted(kind=wanted.kind, record=wanted.record)).first()
    return named.target if named else f"{wording.kind(wanted.kind)} {wanted.record}"


def _with_values(council: Council, wanted: Wanted) -> Wanted:
    """Values are recorded many measures at a time, in one event that names them: the trail of a measure holds those too."""
    if wanted.kind != "measure" or wanted.record is None:
        return wanted
    reference = Measure.objects.filter(council=council, pk=wanted.record).values_list("reference", flat=True).first()
    if reference is None:
        return wanted
    named = Q(verb="observations.recorded", detail__measures__icontains=json.dumps(reference))
    return Wanted(**{name: getattr(wanted, name) for name in Wanted.__slots__} | {"also": named})


def file(council: Council, wanted: Wanted) -> Table:
    """The narrowed log as a table that is read as it is written."""
    return Table("log", COLUMNS, _rows(queries.streamed(queries.events(council.slug, _with_values(council, wanted)))))


def _rows(events: Iterable[Event]) -> Iterator[Sequence[str | int | None]]:
    for one in events:
        yield (
            one.pk, timezone.localtime(one.at).isoformat(timespec="seconds"), one.by, one.by_id, wording.deed(one.verb),
            one.verb, wording.kind(one.target_kind), one.target, one.target_id, json.dumps(one.detail, ensure_ascii=False),
        )  # fmt: skip


def _addresses(council: Council, events: Iterable[Event]) -> dict[tuple[str, int | None], str]:
    """Where the records of some events have their pages. A query a kind."""
    wanted: dict[str, set[int]] = {}
    for one in events:
        if one.target_id is not None:
            wanted.setdefault(one.target_kind, set()).add(one.target_id)
    home = reverse("record:home", args=[council.slug])
    return {
        (kind, id): f"{home}{path}"
        for kind, ids in wanted.items()
        if kind in PAGES
        for id, path in PAGES[kind](council, ids)
    }


Found = Iterator[tuple[int, str]]


def _by_reference(model: Any, begins: str) -> Any:
    def found(council: Council, ids: set[int]) -> Found:
        rows = model.objects.filter(council=council, pk__in=ids).values_list("pk", "reference")
        return ((pk, f"{begins}{quote(reference)}/") for pk, reference in rows)

    return found


def _rounds(council: Council, ids: set[int]) -> Found:
    return ((one.pk, f"rounds/{one.slug}/") for one in Round.objects.filter(council=council, pk__in=ids))


def _assessments(council: Council, ids: set[int]) -> Found:
    """An assessment is read on the page of the first of its priorities, in its round."""
    rows = Coverage.objects.filter(assessment__in=Assessment.objects.filter(council=council, pk__in=ids))
    for one in rows.select_related("round", "priority").order_by("-id"):
        yield one.assessment_id, f"priorities/{quote(one.priority.reference)}/?round={one.round.slug}"


PAGES = {
    "measure": _by_reference(Measure, "measures/"),
    "priority": _by_reference(Priority, "priorities/"),
    "action": _by_reference(Action, "delivery/actions/"),
    "risk": _by_reference(Risk, "delivery/risks/"),
    "round": _rounds,
    "assessment": _assessments,
}

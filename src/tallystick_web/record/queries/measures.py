"""The list of a council's measures, a page of it at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone

from tallystick import periods
from tallystick.periods import Frequency
from tallystick.status import Direction
from tallystick_web.councils.models import Council
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure
from tallystick_web.measures.reading import outlook, values
from tallystick_web.measures.reading.readings import Reading
from tallystick_web.record.queries import challenge

PAGE = 25
SORTS = {
    "reference": ("reference",), "title": ("title", "reference"), "owner": ("owner__name", "reference"),
    "service": ("service__name", "reference"),
}  # fmt: skip


# Those that are worked out: the worst first.
WORKED_OUT: dict[str, Callable[[challenge.Standing], int | None]] = {
    "status": lambda one: _place(one[0], outlook.STATUSES),
    "direction": lambda one: _place(one[1], (Direction.WORSENING, Direction.STEADY, Direction.IMPROVING)),
}
STATES = ("in_use", "retired")
LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class MeasureList:
    """One page of the measures that the filters leave. `total` counts all of the council's."""

    page: "Page[Any]"
    readings: list[Reading]
    total: int
    services: list[tuple[str, str]]
    owners: list[tuple[str, str]]

    @property
    def marks(self) -> list[str]:
        """Every mark that the list shows, for the notes beneath it."""
        return [mark for one in self.readings if one.latest for mark in one.latest.marks]

    @property
    def made_up(self) -> bool:
        """Whether anything on the page was generated."""
        return any(one.measure.illustrative or one.drawn_from_made_up_values for one in self.readings)


def found(council: Council, wanted: Mapping[str, str]) -> QuerySet[Measure]:
    """The measures that meet every filter which is set: owners by e-mail address, services by name, others by reference."""
    rows = measures.measures(council)
    if text := wanted.get("q"):
        rows = rows.filter(Q(reference__icontains=text) | Q(title__icontains=text) | Q(definition__icontains=text))
    if service := wanted.get("service"):
        rows = rows.filter(service__name=service)
    if (state := wanted.get("state")) in STATES:
        rows = rows.filter(retired_on__isnull=state == "in_use")
    if wanted.get("state") == LAPSED:
        year = periods.containing(timezone.localdate(), Frequency.FINANCIAL_YEAR)
        rows = rows.filter(pk__in=measures.targets_lapsed(council, year))
    if owner := wanted.get("owner"):
        rows = rows.filter(owner__email=owner)
    if reference := wanted.get("measure"):
        rows = rows.filter(reference=reference)
    if priority := wanted.get("priority"):
        rows = rows.filter(evidence__priority__reference=priority)
    return rows


def listed(council: Council, wanted: Mapping[str, str], sort: str, number: str) -> MeasureList:
    """A page of measures with their values, statuses and sparklines."""
    rows, name, backwards = found(council, wanted), sort.removeprefix("-"), sort.startswith("-")
    if name in WORKED_OUT:
        ids = _by_place(council, rows.order_by("reference").values_list("pk", flat=True), name, backwards)
        page: Page[Any] = Paginator(ids, PAGE).get_page(number)
        held = rows.in_bulk(list(page))
        shown = [held[id] for id in page]
    else:
        order = SORTS.get(name, SORTS["reference"])
        page = Paginator(rows.order_by(*(f"-{field}" if backwards else field for field in order)), PAGE).get_page(
            number
        )
        shown = list(page)
    return MeasureList(page, values.own_readings(shown), *_choices(council))


def _by_place(council: Council, ids: Iterable[int], name: str, backwards: bool) -> list[int]:
    """The ids in the order of what was worked out, or the other way round; those of which nothing is known come last."""
    standings, place_of = challenge.standings(council), WORKED_OUT[name]
    places = {id: place_of(standings[id]) if id in standings else None for id in ids}
    known = {id: place for id, place in places.items() if place is not None}
    return [*sorted(known, key=known.__getitem__, reverse=backwards), *(id for id in places if id not in known)]


def _place(one: Any, order: Sequence[Any]) -> int | None:
    return order.index(one) if one in order else None


def _choices(council: Council) -> tuple[int, list[tuple[str, str]], list[tuple[str, str]]]:
    """How many measures there are, and the services and owners that have one. One query."""
    rows = Measure.objects.filter(council=council).order_by()
    pairs = list(rows.values_list("service__name", "owner__email", "owner__name"))
    services = sorted({(service, service) for service, _, _ in pairs if service})
    owners = sorted({(email, name or email) for _, email, name in pairs if email}, key=lambda pair: pair[1])
    return len(pairs), services, owners

"""The list of a council's measures, a page of it at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from tallystick_web.councils.models import Council
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure
from tallystick_web.measures.reading import values
from tallystick_web.measures.reading.readings import Reading

PAGE = 25
SORTS = {
    "reference": ("reference",), "title": ("title", "reference"), "owner": ("owner__name", "reference"),
    "service": ("service__name", "reference"),
}  # fmt: skip


STATES = ("in_use", "retired")


@dataclass(frozen=True, slots=True)
class MeasureList:
    """One page of the measures that the filters leave. `total` counts all of the council's."""

    page: "Page[Measure]"
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
    if owner := wanted.get("owner"):
        rows = rows.filter(owner__email=owner)
    if reference := wanted.get("measure"):
        rows = rows.filter(reference=reference)
    if priority := wanted.get("priority"):
        rows = rows.filter(evidence__priority__reference=priority)
    return rows


def listed(council: Council, wanted: Mapping[str, str], sort: str, number: str) -> MeasureList:
    """A page of measures with their values, statuses and sparklines."""
    order = SORTS.get(sort.removeprefix("-"), SORTS["reference"])
    rows = found(council, wanted).order_by(*(f"-{name}" if sort.startswith("-") else name for name in order))
    page = Paginator(rows, PAGE).get_page(number)
    return MeasureList(page, values.own_readings(list(page)), *_choices(council))


def _choices(council: Council) -> tuple[int, list[tuple[str, str]], list[tuple[str, str]]]:
    """How many measures there are, and the services and owners that have one. One query."""
    rows = Measure.objects.filter(council=council).order_by()
    pairs = list(rows.values_list("service__name", "owner__email", "owner__name"))
    services = sorted({(service, service) for service, _, _ in pairs if service})
    owners = sorted({(email, name or email) for _, email, name in pairs if email}, key=lambda pair: pair[1])
    return len(pairs), services, owners

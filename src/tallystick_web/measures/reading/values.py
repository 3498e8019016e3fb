"""The current values of many measures in one query of plain columns, since a list of measures shows thousands of them."""

from collections.abc import Iterable
from datetime import date

from tallystick_web.councils.models import Area, Council
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Measure, Observation
from tallystick_web.measures.reading import readings
from tallystick_web.measures.reading.readings import Reading, Value
from tallystick_web.measures.reading.usual import with_ranges

Areas = dict[int, tuple[str, str]]

COLUMNS = (
    "measure_id", "id", "area_id", "frequency", "start", "end",
    "value", "missing", "vintage", "markers", "illustrative", "numerator", "denominator",
)  # fmt: skip


def areas(council: Council) -> Areas:
    """The names and kinds of a council's areas by id."""
    return {
        id: (name, kind) for id, name, kind in Area.objects.filter(council=council).values_list("id", "name", "kind")
    }


def current(measure_ids: Iterable[int], *kinds: str, as_at: date | None = None) -> dict[int, list[Value]]:
    """For each measure's id, the newest standing value of each area and period. `kinds` of areas narrow it. One query.

    `as_at` tells what was held at the end of a day: what was recorded by then, and had not been withdrawn yet.
    """
    rows = measures.standing(Observation.objects.filter(measure__in=list(measure_ids)), as_at)
    if kinds:
        rows = rows.filter(area__kind__in=kinds)
    newest: dict[int, dict[object, tuple[object, ...]]] = {}
    for row in rows.order_by("id").values_list(*COLUMNS):
        newest.setdefault(row[0], {})[row[2], row[3], row[5]] = row
    return {id: [Value(*row[1:]) for row in periods.values()] for id, periods in newest.items()}  # type: ignore[arg-type]


def own_readings(found: list[Measure]) -> list[Reading]:
    """Each measure with the values of the council's own area and its targets. Two queries."""
    values = current((one.pk for one in found), Area.Kind.OWN)
    targets = measures.targets(found)
    return with_ranges(readings.read(one, values.get(one.pk, ()), targets.get(one.pk, ())) for one in found)

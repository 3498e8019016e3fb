"""Measures as claims are held against them, made of the rows of a table: every vintage is kept, and comparators are measures of other areas."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tallystick.claims.against import HeldMeasure, HeldValue
from tallystick.cli.gathering import rows_of_each, unit_of
from tallystick.documents.measures import MeasureRow, MeasureTable
from tallystick.series import Observation, Vintage
from tallystick.status import Polarity

# Where a table names no area, the place that a text names so often at least, and twice as often as any other, is its own.
PLACE = re.compile(r"(?<!\w)(?:in|for|across)\s{1,4}([A-Z][a-z]{2,20})(?!\w)")
LEAST = 3


def measures_of(table: MeasureTable) -> list[HeldMeasure]:
    """Every measure of the table in every area, its comparators included."""
    return [measure for rows in rows_of_each(table) for measure in (_own(rows), *_others(rows)) if measure.values]


def _own(rows: Sequence[MeasureRow]) -> HeldMeasure:
    return _measure(rows, rows[0].area, [value for row in rows if (value := _value(row))])


def _others(rows: Sequence[MeasureRow]) -> Iterable[HeldMeasure]:
    """The comparators that stand beside the measure's own values."""
    found: dict[str, list[HeldValue]] = {}
    for row in rows:
        for one in row.comparators:
            period = one.period or row.period
            if period is not None:
                found.setdefault(one.name, []).append(HeldValue(Observation(period, one.value)))
    return [_measure(rows, name, values) for name, values in found.items()]


def _measure(rows: Sequence[MeasureRow], area: str, values: Sequence[HeldValue]) -> HeldMeasure:
    title = next((row.title for row in rows if row.title), "")
    return HeldMeasure(
        reference=rows[0].reference,
        title=title,
        values=tuple(values),
        unit=unit_of(next((row.unit for row in rows if row.unit), "")),
        polarity=next((row.polarity for row in rows if row.polarity), Polarity.NONE),
        area=area,
    )


def _value(row: MeasureRow) -> HeldValue | None:
    if row.period is None or row.value is None:
        return None
    vintage = row.vintage or Vintage.VALIDATED
    return HeldValue(Observation(row.period, row.value, row.numerator, row.denominator, vintage, None, row.markers))


def home_of(measures: Sequence[HeldMeasure], text: str) -> str:
    """The area that a text speaks of where it names none: that which it names most often; else the only one there is."""
    areas = {measure.area for measure in measures if measure.area}
    counts = Counter({area: text.casefold().count(area.casefold()) for area in sorted(areas)})
    named = counts.most_common(2)
    if named and named[0][1] and (len(named) == 1 or named[0][1] > named[1][1]):
        return named[0][0]
    if areas:
        return next(iter(areas)) if len(areas) == 1 else ""
    places = Counter(PLACE.findall(text)).most_common(2)
    often = places and places[0][1] >= LEAST and (len(places) == 1 or places[0][1] > 2 * places[1][1])
    return str(places[0][0]) if often else ""

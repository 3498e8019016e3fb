"""The council's measures as texts name them, and the figures of those that a text names.

A council holds thousands of measures and a text names few. So the names are looked for first, and only what is named is read: all that
was ever written down for it, because a text may speak of a figure that was corrected since.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from django.db.models import Count, Max

from tallystick import series
from tallystick.claims.against import HeldMeasure, HeldValue, naming
from tallystick.periods import Frequency, Period
from tallystick.series import Missing, Vintage
from tallystick.status import Polarity
from tallystick_web.audit.queries import ends
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures.models import Measure, Observation, synonyms
from tallystick_web.reviews import checking

YEARS_LOOKED_BACK: Final = timedelta(days=6 * 366)
Row = tuple[int, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Id, reference, title, other names, unit and polarity of every measure; their names, how many have each word in them; and
    the name of the council."""

    rows: dict[int, Row]
    ids: tuple[int, ...]
    names: naming.Index
    common: naming.Counts
    council: str
    digest: str

    def named(self, text: str) -> frozenset[int]:
        """The ids of the measures that some sentence of a text may name: more than it does name, and none that it does is left out."""
        return frozenset(self.ids[place] for place in self.names.places(text))


def catalogue(council: Council) -> Catalogue:
    """The catalogue of a council. One query; it is put together once, until a measure is called otherwise."""
    rows = Measure.objects.filter(council=council).values_list(
        "pk", "reference", "title", "other_names", "unit", "polarity"
    )
    return _catalogue(council.name, tuple(rows))


@lru_cache(maxsize=16)
def _catalogue(council: str, rows: tuple[Row, ...]) -> Catalogue:
    measures = [_measure(row, "", ()) for row in rows]
    common = naming.common(measures)
    return Catalogue(
        rows={row[0]: row for row in rows},
        ids=tuple(row[0] for row in rows),
        names=naming.index(measures, common),
        common=common,
        council=council,
        digest=digest(council, rows),
    )


def digest(*parts: Any) -> str:
    """A short name of some plain values, the same in every process."""
    return sha256(repr(parts).encode()).hexdigest()[:24]


def stamps(ids: frozenset[int]) -> dict[int, tuple[int, int, int]]:
    """For each measure's id its newest observation, how many there are and how many withdrawn: what is written changes one. One query."""
    rows = Observation.objects.filter(measure__in=ids).order_by().values("measure_id")
    counted = rows.annotate(newest=Max("id"), number=Count("id"), withdrawn=Count("withdrawal"))
    return {id: tuple(rest) for id, *rest in counted.values_list("measure_id", "newest", "number", "withdrawn")}


def values_held(
    catalogue: Catalogue, ids: frozenset[int], until: date, as_at: date | None = None
) -> dict[int, list[HeldMeasure]]:
    """For each of some measures' ids, itself in every area with all that was written down for it, of periods up to a day. One query.

    `as_at` leaves what had been written down by the end of another day.
    """
    rows = Observation.objects.filter(
        measure__in=ids, end__lte=until, end__gt=until - YEARS_LOOKED_BACK
    ).values_list(
        "measure_id", "area__name", "area__kind", "frequency", "start", "end", "vintage", "value", "missing", "recorded_at", "withdrawal__at",
    )  # fmt: skip
    rows = rows.filter(recorded_at__lt=ends(as_at)) if as_at else rows
    found: dict[int, dict[str, list[HeldValue]]] = {id: {"": []} for id in catalogue.rows if id in ids}
    for measure, area, kind, frequency, start, end, vintage, value, missing, recorded, withdrawn in rows.order_by("id"):
        period = Period(Frequency(frequency), start, end)
        observation = series.Observation(
            period, plain(value), vintage=Vintage(vintage), missing=Missing(missing) if missing else None
        )
        taken_back = withdrawn.date() if withdrawn and not (as_at and withdrawn >= ends(as_at)) else None
        held = HeldValue(observation, recorded.date(), taken_back)
        found[measure].setdefault("" if kind == Area.Kind.OWN else area, []).append(held)
    return {
        id: [_measure(catalogue.rows[id], area, values) for area, values in areas.items()]
        for id, areas in found.items()
    }


def of_those(catalogue: Catalogue, found: dict[int, list[HeldMeasure]], ids: Iterable[int]) -> checking.Held:
    """Some of them in the order in which they were found, the council's own area before others."""
    wanted = set(ids)
    every = [one for id, each in found.items() if id in wanted for one in each]
    return checking.Held(tuple(sorted(every, key=lambda one: bool(one.area))), catalogue.common, catalogue.council)


def _measure(row: Row, area: str, values: Iterable[HeldValue]) -> HeldMeasure:
    _, reference, title, other_names, unit, polarity = row
    return HeldMeasure(reference, title, tuple(values), synonyms(other_names), unit, Polarity(polarity), area)


def plain(value: Decimal | None) -> Decimal | None:
    """A figure without the idle noughts of the database, whose number of decimals would say how exact it is."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()

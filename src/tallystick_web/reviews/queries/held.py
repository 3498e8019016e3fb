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
from tallystick.claims.against import HeldMeasure, HeldValue, naming, vocabulary
from tallystick.periods import Frequency, Period
from tallystick.series import Missing, Vintage
from tallystick.status import Polarity
from tallystick_web.audit.queries import ends
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures.models import Measure, Observation

YEARS_LOOKED_BACK: Final = timedelta(days=6 * 366)
Row = tuple[int, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Id, reference, title, unit and polarity of every measure, and which of them a stem or a figure may name."""

    rows: dict[int, Row]
    by_stem: dict[str, list[int]]
    by_figure: dict[str, list[int]]
    digest: str

    def named(self, text: str) -> frozenset[int]:
        """The ids of the measures that some sentence of a text may name: more than it does name, and none that it does is left out."""
        found = naming.stems(text)
        ids = {id for word in found for id in self.by_stem.get(word, ())}
        ids |= {id for figure in naming.FIGURE.findall(text) for id in self.by_figure.get(figure, ())}
        return frozenset(id for id in ids if _names(self.rows[id][1], self.rows[id][2]).strength(text, found))


@lru_cache(maxsize=8192)
def _names(reference: str, title: str) -> naming.Named:
    return naming.index([HeldMeasure(reference, title, ())]).measures[0]


def catalogue(council: Council) -> Catalogue:
    """The catalogue of a council. One query; it is put together once, until a measure is called otherwise."""
    rows = Measure.objects.filter(council=council).values_list("pk", "reference", "title", "unit", "polarity")
    return _catalogue(tuple(rows))


@lru_cache(maxsize=16)
def _catalogue(rows: tuple[Row, ...]) -> Catalogue:
    generic = naming.stems(" ".join(vocabulary.words().generic))
    by_stem: dict[str, list[int]] = {}
    by_figure: dict[str, list[int]] = {}
    for id, reference, title, _, _ in rows:
        for word in naming.stems(title) - generic:
            by_stem.setdefault(word, []).append(id)
        for figure in naming.FIGURE.findall(reference)[:1]:
            by_figure.setdefault(figure, []).append(id)
    return Catalogue({row[0]: row for row in rows}, by_stem, by_figure, digest(rows))


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


def of_those(found: dict[int, list[HeldMeasure]], ids: Iterable[int]) -> tuple[HeldMeasure, ...]:
    """Some of them in the order in which they were found, the council's own area before others."""
    wanted = set(ids)
    every = [one for id, each in found.items() if id in wanted for one in each]
    return tuple(sorted(every, key=lambda one: bool(one.area)))


def _measure(row: Row, area: str, values: Iterable[HeldValue]) -> HeldMeasure:
    _, reference, title, unit, polarity = row
    return HeldMeasure(reference, title, tuple(values), unit=unit, polarity=Polarity(polarity), area=area)


def plain(value: Decimal | None) -> Decimal | None:
    """A figure without the idle noughts of the database, whose number of decimals would say how exact it is."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()

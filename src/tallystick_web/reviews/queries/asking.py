"""What a value is held against before it is taken: its measure until now, the narratives that rest on it, its not-known rate.

The page on which values are typed and the review of a workbook ask the same because both ask here.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tallystick.periods import Period
from tallystick.status import Polarity
from tallystick_web.councils.models import Council
from tallystick_web.measures import queries as measures
from tallystick_web.measures.asking_why import Known
from tallystick_web.measures.models import Measure
from tallystick_web.measures.reading import values
from tallystick_web.measures.reading.readings import Reading
from tallystick_web.reviews.models import Coverage, Round

Typed = Mapping[tuple[int, Period], Decimal]


def known(council: Council, asked: Iterable[tuple[Measure, Period]], typed: Typed) -> dict[tuple[int, Period], Known]:
    """For a measure's id and a period, what a value of it is held against. Four queries, however many.

    `typed` are the figures that come in together, a not-known rate perhaps among them.
    """
    pairs = list(asked)
    found = {measure.pk: measure for measure, _ in pairs}
    read = {one.measure.pk: one for one in values.own_readings(list(with_rates(council, found).values()))}
    said = narratives(council, found)
    return {
        (measure.pk, period): held_against(
            read[measure.pk], period, tuple(said.get(measure.pk, ())), read.get(measure.not_known_id or 0), typed
        )
        for measure, period in pairs
    }


def with_rates(council: Council, found: Mapping[int, Measure]) -> dict[int, Measure]:
    """Some measures and those of their not-known rates. One query."""
    ids = {one.not_known_id for one in found.values() if one.not_known_id}
    rates = measures.measures(council).filter(pk__in=ids)
    return {one.pk: one for one in rates} | dict(found)


def held_against(
    reading: Reading, period: Period, narratives: tuple[str, ...], not_known: Reading | None, typed: Typed
) -> Known:
    """The same from values; `not_known` is the not-known rate of the measure, where it has one."""
    one, changes = reading.measure, reading.changes
    return Known(
        one.reference, one.title, period, reading.series, one.unit, one.decimals, Polarity(one.polarity),
        bool(changes and changes.seasonal), narratives, _rate(not_known, period, typed), one.not_known_limit,
    )  # fmt: skip


def _rate(not_known: Reading | None, period: Period, typed: Typed) -> Decimal | None:
    if not_known is None:
        return None
    held = not_known.series.at(period)
    now = typed.get((not_known.measure.pk, period))
    return now if now is not None else held.value if held else None


def narratives(council: Council, measure_ids: Iterable[int]) -> dict[int, list[str]]:
    """For each measure's id, the narratives of open rounds about the priorities that it speaks of. One query."""
    found: dict[int, list[str]] = {}
    pairs = Coverage.objects.filter(
        round__council=council, round__state=Round.State.OPEN, priority__evidence__measure__in=list(measure_ids)
    ).exclude(assessment__narrative="")
    for key, text in pairs.order_by().values_list("priority__evidence__measure", "assessment__narrative").distinct():
        found.setdefault(key, []).append(text)
    return found

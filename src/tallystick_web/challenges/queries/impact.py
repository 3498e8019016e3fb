"""The checks of what was expected, for many answers at once: two queries, however many."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from tallystick.series import Series
from tallystick_web.challenges import impact
from tallystick_web.challenges.impact import Check
from tallystick_web.challenges.models import Expectation
from tallystick_web.challenges.queries.threads import Standing
from tallystick_web.councils.models import Area
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Observation
from tallystick_web.measures.reading import readings

Checks = dict[int, list[Check]]


def checks(standings: Iterable[Standing], on: date) -> Checks:
    """For each answer's id, its expectations beside the values of periods that had ended on the day, as they were known on it."""
    found = [one for standing in standings for one in standing.expectations]
    series = _own_observations(found, on if on < timezone.localdate() else None)
    told: Checks = {}
    for one in found:
        values = [
            seen for seen in series.get(one.measure_id, ()) if seen.frequency == one.frequency and seen.end <= on
        ]  # fmt: skip
        used = [seen for seen in values if seen.end in (one.base_end, one.end)]
        check = impact.check(one, _series(values), on, illustrative=any(seen.illustrative for seen in used))
        told.setdefault(one.thread_id, []).append(check)
    return told


def _own_observations(expectations: list[Expectation], as_at: date | None) -> dict[int, tuple[Observation, ...]]:
    """The current values of each measure for the council's own area, or those that were current at the end of a day."""
    ids = {one.measure_id: one.measure for one in expectations}
    found = measures.current_series(ids.values(), as_at) if ids else {}
    return {
        key: area.observations for key, areas in found.items() for area in areas if area.area.kind == Area.Kind.OWN
    }  # fmt: skip


def _series(values: Iterable[Observation]) -> Series:
    return readings.series_of([readings.value_of(one) for one in values])

"""Measures with what sources state, what was made up, targets, and official figures."""

from decimal import Decimal
from typing import Any

from tallystick import periods
from tallystick.periods import Frequency, Period
from tallystick.series import Missing, Vintage
from tallystick.status import Polarity
from tallystick_web.demo import history
from tallystick_web.demo.data import Table
from tallystick_web.demo.people import Cast
from tallystick_web.measures import actions
from tallystick_web.measures.actions import NewObservation
from tallystick_web.measures.models import Measure

MADE_UP = "Made up for the demonstration from a fixed seed"
PLAIN = (
    "title", "other_names", "definition", "unit", "decimals", "numerator", "denominator", "year_is", "lag_days", "baseline_period", "use",
    "collection_minutes", "illustrative",
)  # fmt: skip


def keep(cast: Cast, described: list[Table], published: list[dict[str, str]]) -> dict[str, Measure]:
    """Keep every measure with its values and targets; the measures by reference."""
    measures = {one["reference"]: _keep_measure(cast, one) for one in described}
    for one in described:
        if "not_known" in one:
            actions.keep_measure(
                council=cast.council, reference=one["reference"], by=cast.officer,
                not_known=measures[one["not_known"]], not_known_limit=Decimal(one["not_known_limit"]),
            )  # fmt: skip
    observations: list[NewObservation] = []
    for one in described:
        observations += _observations(cast, measures[one["reference"]], one)
        _set_targets(cast, measures[one["reference"]], one)
    observations += [_official(cast, measures[row["measure"]], row) for row in published]
    actions.record_observations(council=cast.council, observations=observations, by=cast.officer)
    return measures


def _keep_measure(cast: Cast, one: Table) -> Measure:
    fields: dict[str, Any] = {name: one[name] for name in PLAIN if name in one}
    if "baseline_value" in one:
        fields["baseline_value"] = Decimal(one["baseline_value"])
    return actions.keep_measure(
        council=cast.council, reference=one["reference"], by=cast.officer,
        polarity=Polarity(one["polarity"]), frequency=Frequency(one["frequency"]), source=one["comes_from"],
        owner=cast.people[one["owner"]], service=cast.units[one["service"]], **fields,
    )  # fmt: skip


def _observations(cast: Cast, measure: Measure, one: Table) -> list[NewObservation]:
    """What is stated comes first, and no history is made up for a period that it speaks of."""
    stated = [_stated(cast, measure, one, value) for value in one.get("stated", [])]
    found = list(stated)
    for described in one.get("histories", []):
        area = cast.areas[described.get("area", "own")]
        taken = {value.period for value in stated if value.area == area}
        key = f"{cast.council.slug} {measure.reference} {area.code}"
        drawn = history.points(key, Frequency(one["frequency"]), one.get("decimals", 1), described, taken)
        found += [_illustrative(measure, area, point) for point in drawn]
    return sorted(found, key=lambda value: value.period)


def _stated(cast: Cast, measure: Measure, one: Table, value: Table) -> NewObservation:
    made_up: bool = value.get("illustrative", False)
    source: str = MADE_UP if made_up else value.get("source") or one["stated_in"]
    return NewObservation(
        measure=measure, area=cast.areas[value.get("area", "own")], period=_period(one, value["period"]),
        vintage=Vintage(value.get("vintage", "validated")), value=_decimal(value.get("value")),
        missing=Missing(value["missing"]) if "missing" in value else None,
        numerator=_decimal(value.get("numerator")), denominator=_decimal(value.get("denominator")),
        markers=value.get("markers", ""), source=source,
        note=value.get("note", ""), illustrative=made_up,
    )  # fmt: skip


def _illustrative(measure: Measure, area: Any, point: history.Point) -> NewObservation:
    return NewObservation(
        measure=measure, area=area, period=point.period, vintage=point.vintage, value=point.value, missing=point.missing,
        numerator=point.numerator, denominator=point.denominator, source=MADE_UP, illustrative=True,
    )  # fmt: skip


def _official(cast: Cast, measure: Measure, row: dict[str, str]) -> NewObservation:
    return NewObservation(
        measure=measure, area=cast.areas[row["area"]], period=periods.parse(row["period"], Frequency(measure.frequency)),
        vintage=Vintage.VALIDATED, value=Decimal(row["value"]), source=f"{row['source']} ({row['licence']})",
    )  # fmt: skip


def _set_targets(cast: Cast, measure: Measure, one: Table) -> None:
    for target in one.get("targets", []):
        numbers = {name: Decimal(target[name]) for name in ("value", "upper_value", "tolerance") if name in target}
        actions.set_target(
            measure=measure, name=target["name"], period=_period(one, target["period"]), by=cast.officer,
            tolerance_kind=target.get("tolerance_kind", "absolute"), illustrative=target["illustrative"], **numbers,
        )  # fmt: skip


def _period(one: Table, text: str) -> Period:
    """A period of the measure's own frequency; for targets also a year that holds several."""
    try:
        return periods.parse(text, Frequency(one["frequency"]))
    except periods.PeriodError:
        return periods.parse(text)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)

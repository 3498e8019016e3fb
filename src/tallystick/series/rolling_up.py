"""Longer periods out of shorter ones, running totals out of single periods and back, and one area out of several.

What may be done with a value depends on its kind. Counts add. Rates are divided again from the sums of their parts. Stocks take the last.
Averages of which the parts are not known can be made into nothing longer: an average of averages weighs a quiet month as much as a busy one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from tallystick import periods
from tallystick.periods import Frequency, Period, containing
from tallystick.series.observations import FINALITY, Missing, Observation, SeriesError
from tallystick.series.ordered import Series


class Kind(StrEnum):
    """What a measure's value is."""

    COUNT = "count"
    RATE = "rate"
    STOCK = "stock"
    AVERAGE = "average"


class RollUp(StrEnum):
    """How values make one of a longer period or a larger area. Averages are never averaged: a survey has no roll-up."""

    SUM = "sum"
    RATIO = "ratio"
    LAST = "last"


BY_KIND = {Kind.COUNT: RollUp.SUM, Kind.RATE: RollUp.RATIO, Kind.STOCK: RollUp.LAST, Kind.AVERAGE: None}


def how_of(kind: Kind) -> RollUp:
    """How values of this kind are rolled up. Raises `SeriesError` for averages, with the remedy."""
    if how := BY_KIND[kind]:
        return how
    raise SeriesError(
        "averages are never averaged: give what was added up and what it was divided by, and call it a rate"
    )


def roll_up(series: Series, frequency: Frequency, how: RollUp | Kind, per: Decimal = Decimal(1)) -> Series:
    """The series in longer periods: counts sum, rates are the sum of numerators over that of denominators, stocks take the last.

    `per` is what a ratio is stated in: 100 for per cent, 1,000 for a rate per thousand. A longer period of which any part is
    absent gets no value, and says why, since a sum of three months is not a smaller quarter; of stocks only the last part counts.
    """
    how = how_of(how) if isinstance(how, Kind) else how
    if series.frequency and series.frequency.overlaps and how is not RollUp.LAST:
        raise SeriesError(
            f"{series.periods[0]} and its neighbours share months and cannot be added: take them apart first"
        )
    parts: dict[Period, list[Observation]] = {}
    for observation in series:
        longer = containing(observation.period.end, frequency)
        if not longer.contains(observation.period) and not observation.period.frequency.overlaps:
            raise SeriesError(f"{observation.period} does not lie within one {frequency.words}: it cannot be rolled up")
        parts.setdefault(longer, []).append(observation)
    return Series(_rolled_up(longer, found, how, per) for longer, found in parts.items())


def combined(several: Sequence[Series], how: RollUp | Kind, per: Decimal = Decimal(1)) -> Series:
    """One area out of several, period by period: a successor council out of its predecessors, a county out of its districts.

    Counts and stocks add, rates are divided again. A period that one of them lacks gets no value: a county without one of its
    districts is not a smaller county.
    """
    how = how_of(how) if isinstance(how, Kind) else how
    how = RollUp.SUM if how is RollUp.LAST else how
    found = []
    for period in sorted({period for series in several for period in series.periods}):
        parts = [series.at(period) or Observation(period, missing=Missing.NOT_COLLECTED) for series in several]
        missing = next((part.missing for part in parts if part.missing), None)
        found.append(Observation(period, missing=missing) if missing else _made_of(period, parts, how, per))
    return Series(found)


def _rolled_up(longer: Period, parts: list[Observation], how: RollUp, per: Decimal) -> Observation:
    last = parts[-1]
    if how is RollUp.LAST:
        if last.period.end != longer.end:
            return Observation(longer, missing=Missing.NOT_COLLECTED)
        return replace(last, period=longer)
    missing = next((part.missing for part in parts if part.missing), None)
    covered = sum(part.period.days for part in parts) == longer.days
    if missing or not covered:
        return Observation(longer, missing=missing or Missing.NOT_COLLECTED)
    return _made_of(longer, parts, how, per)


def _made_of(period: Period, parts: Sequence[Observation], how: RollUp, per: Decimal) -> Observation:
    """The sum or the rate of parts that all have a value."""
    vintage = min((part.vintage for part in parts), key=FINALITY.index)
    markers = tuple(dict.fromkeys(marker for part in parts for marker in part.markers))
    numerator, denominator = _total(parts, "numerator"), _total(parts, "denominator")
    if how is RollUp.SUM:
        return Observation(period, _total(parts, "value"), numerator, denominator, vintage, None, markers)
    if numerator is None or not denominator:
        raise SeriesError(
            f"{period} lacks a numerator or a denominator: a rate is rolled up from those, never from rates"
        )
    return Observation(period, numerator / denominator * per, numerator, denominator, vintage, None, markers)


def _total(parts: Sequence[Observation], name: str) -> Decimal | None:
    numbers = [number for part in parts if (number := getattr(part, name)) is not None]
    return sum(numbers, Decimal(0)) if len(numbers) == len(parts) else None


def to_date(series: Series, how: RollUp | Kind = RollUp.SUM, per: Decimal = Decimal(1)) -> Series:
    """Months or quarters as years to date: what has come together since April. After a gap there is no total until the next April."""
    found: list[Observation] = []
    parts: list[Observation] = []
    how = how_of(how) if isinstance(how, Kind) else how
    for seen in series:
        so_far = containing(seen.period.end, Frequency.YEAR_TO_DATE)
        parts = [part for part in parts if so_far.contains(part.period)] + [seen]
        found.append(_rolled_up(so_far, parts, how, per))
    return Series(found)


def taken_apart(series: Series, frequency: Frequency, per: Decimal = Decimal(1)) -> Series:
    """Years to date as the months or quarters that they grew by. A period whose total, or the one before, is not known has no value.

    Rates are divided again from what numerator and denominator grew by, where both are known.
    """
    if series.frequency not in (None, Frequency.YEAR_TO_DATE):
        raise SeriesError(f"{series.periods[0]} is no year to date: it cannot be taken apart")
    return Series(_grown(seen, series, frequency, per) for seen in series)


def _grown(seen: Observation, series: Series, frequency: Frequency, per: Decimal) -> Observation:
    single = containing(seen.period.end, frequency)
    if single.end != seen.period.end:
        raise SeriesError(f"{seen.period} does not end with a {frequency.words}: give a shorter one")
    if single.start == seen.period.start or seen.value is None:
        return replace(seen, period=single)
    before = series.at(periods.containing(single.step(-1).end, Frequency.YEAR_TO_DATE))
    if before is None or before.value is None:
        return Observation(single, missing=Missing.NOT_COLLECTED)
    numerator, denominator = (
        _less(getattr(seen, part), getattr(before, part)) for part in ("numerator", "denominator")
    )
    value = numerator / denominator * per if numerator is not None and denominator else seen.value - before.value
    vintage = min(seen.vintage, before.vintage, key=FINALITY.index)
    return Observation(single, value, numerator, denominator, vintage, None, seen.markers)


def _less(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


def rolling(series: Series, how: RollUp | Kind = RollUp.SUM, per: Decimal = Decimal(1)) -> Series:
    """Months or quarters as the year to each of them, from the first that has a whole year behind it."""
    how = how_of(how) if isinstance(how, Kind) else how
    found: Iterable[Observation] = (
        _rolled_up(year, [part for part in series.observations if year.contains(part.period)], how, per)
        for year in (containing(seen.period.end, Frequency.ROLLING_YEAR) for seen in series)
        if year.start >= series.periods[0].start
    )
    return Series(found)

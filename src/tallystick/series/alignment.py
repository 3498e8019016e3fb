"""Series laid side by side, with their gaps told.

Statistics that compare want the same periods in the same order. What one series lacks stays missing; nothing is filled in.
"""

from dataclasses import dataclass

from tallystick.periods import Period, between
from tallystick.series.observations import Missing, Observation, SeriesError
from tallystick.series.ordered import Series


@dataclass(frozen=True, slots=True)
class Aligned:
    """Periods in order of time, and for each series one observation a period, or None where it has none."""

    periods: tuple[Period, ...]
    rows: tuple[tuple[Observation | None, ...], ...]

    def values(self) -> tuple[tuple[float, ...], ...]:
        """As floats, (series, periods), with NaN where there is no value: what the batch forms of the statistics take."""
        return tuple(tuple(_number(seen) for seen in row) for row in self.rows)


def _number(seen: Observation | None) -> float:
    return float("nan") if seen is None or seen.value is None else float(seen.value)


def align(*several: Series, common: bool = False) -> Aligned:
    """The series side by side over all their periods, or only over those in which every one has a value (`common`).

    Raises `SeriesError` for series of different frequencies: roll them up to one first.
    """
    kinds = {series.frequency for series in several if series}
    if len(kinds) > 1:
        names = " and ".join(sorted(str(kind) for kind in kinds))
        raise SeriesError(f"series by {names} cannot be laid side by side: roll them up to one frequency first")
    wanted = sorted({period for series in several for period in series.periods})
    if common:
        wanted = [period for period in wanted if all(_has_value(series, period) for series in several)]
    return Aligned(tuple(wanted), tuple(tuple(series.at(period) for period in wanted) for series in several))


def _has_value(series: Series, period: Period) -> bool:
    seen = series.at(period)
    return seen is not None and seen.value is not None


def with_gaps_told(series: Series, why: Missing = Missing.NOT_COLLECTED) -> Series:
    """The series with an observation for every period between its first and its last, those without any marked with a reason."""
    return Series([*series, *(Observation(period, missing=why) for period in series.gaps())])


def regular(series: Series) -> Series:
    """The longest run at the end of the series without a missing value, for what cannot bear a gap."""
    told = with_gaps_told(series)
    last = next((place for place in range(len(told) - 1, -1, -1) if told.observations[place].value is None), -1)
    return Series(told.observations[last + 1 :])


def over(series: Series, first: Period, last: Period, why: Missing = Missing.NOT_COLLECTED) -> Series:
    """Exactly the periods from `first` to `last`, each with its observation or marked with a reason."""
    return Series(series.at(period) or Observation(period, missing=why) for period in between(first, last))

"""An ordered series of observations: one value a period, with what it was made of, how sure it is, and why it may be absent.

Vintages are settled before a series is made: whoever holds the observations decides which vintage counts, because "what did members
see on that day" and "what do we know now" are two series of the same measure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from math import gcd

from tallystick.periods import Frequency, Period, containing


class SeriesError(ValueError):
    """Observations that cannot stand together, or a value and a reason for its absence at once."""


class Vintage(StrEnum):
    """How final a value is. A newer vintage supersedes an older one and never overwrites it."""

    PROVISIONAL = "provisional"
    VALIDATED = "validated"
    REVISED = "revised"
    CORRECTED = "corrected"
    ESTIMATED = "estimated"


class Missing(StrEnum):
    """Why there is no value. Missing is never zero."""

    NOT_DUE = "not_due"
    LATE = "late"
    NOT_COLLECTED = "not_collected"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"

    @property
    def words(self) -> str:
        """As a person reads it: `not due`."""
        return self.value.replace("_", " ")


class Marker(StrEnum):
    """The shorthand of the Government Analysis Function for notes on a figure, written in square brackets after it."""

    PROVISIONAL = "p"
    REVISED = "r"
    ESTIMATED = "e"
    FORECAST = "f"
    BREAK = "b"
    CONFIDENTIAL = "c"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    LOW_RELIABILITY = "u"
    ROUNDS_TO_ZERO = "k"

    @property
    def meaning(self) -> str:
        """What it tells the reader, for the note beneath a table."""
        return MEANINGS[self]


MEANINGS = {
    Marker.PROVISIONAL: "provisional",
    Marker.REVISED: "revised",
    Marker.ESTIMATED: "estimated",
    Marker.FORECAST: "forecast",
    Marker.BREAK: "break in the series",
    Marker.CONFIDENTIAL: "confidential",
    Marker.NOT_AVAILABLE: "not available",
    Marker.NOT_APPLICABLE: "not applicable",
    Marker.LOW_RELIABILITY: "low reliability",
    Marker.ROUNDS_TO_ZERO: "rounds to zero but is not zero",
}


def parse_markers(text: str) -> tuple[Marker, ...]:
    """The markers in `[p][r]`, `p, r` or `p r`, each once, in the order given. Raises `SeriesError` for a letter without meaning."""
    letters = re.findall(r"[^\[\](),;\s]+", text.casefold())
    for letter in letters:
        if letter not in set(Marker):
            known = ", ".join(Marker)
            raise SeriesError(
                f'"{text.strip()[:40]}" is no marker that is known: write letters among {known}, as in [p][r]'
            )
    return tuple(dict.fromkeys(Marker(letter) for letter in letters))


def print_markers(markers: Iterable[Marker]) -> str:
    """`[p][r]`; blank when there are none."""
    return "".join(f"[{marker}]" for marker in markers)


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a measure for one area and one period, in one vintage; or the reason why there is none."""

    period: Period
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    vintage: Vintage = Vintage.VALIDATED
    missing: Missing | None = None
    markers: tuple[Marker, ...] = ()

    def __post_init__(self) -> None:
        if self.value is None and self.missing is None:
            raise SeriesError(f"{self.period} has no value: say why it is missing")
        if self.value is not None and self.missing is not None:
            raise SeriesError(
                f"{self.period} has the value {self.value} and is called {self.missing.words}: give one of them"
            )
        if self.value is not None and not self.value.is_finite():
            raise SeriesError(f"{self.period} has the value {self.value}: give a number")


@dataclass(frozen=True)
class Series:
    """Observations of one measure and one area, of one frequency, in order of time, one a period.

    The order of the argument does not matter. Raises `SeriesError` for two observations of one period and for mixed frequencies.
    """

    observations: tuple[Observation, ...] = ()

    def __init__(self, observations: Iterable[Observation] = ()) -> None:
        ordered = tuple(sorted(observations, key=lambda observation: observation.period))
        for earlier, later in pairwise(ordered):
            if earlier.period.frequency is not later.period.frequency:
                raise SeriesError(f"{earlier.period} and {later.period} differ in frequency: keep them in two series")
            if earlier.period == later.period:
                raise SeriesError(f"there are two observations of {later.period}: give the vintage that counts")
        object.__setattr__(self, "observations", ordered)

    def __iter__(self) -> Iterator[Observation]:
        return iter(self.observations)

    def __len__(self) -> int:
        return len(self.observations)

    @cached_property
    def _by_period(self) -> dict[Period, Observation]:
        return {observation.period: observation for observation in self.observations}

    @property
    def frequency(self) -> Frequency | None:
        """None for an empty series."""
        return self.observations[0].period.frequency if self.observations else None

    @property
    def periods(self) -> tuple[Period, ...]:
        """Those that have an observation, a missing value among them included."""
        return tuple(observation.period for observation in self.observations)

    @property
    def known(self) -> tuple[Observation, ...]:
        """The observations that have a value."""
        return tuple(observation for observation in self.observations if observation.value is not None)

    @property
    def latest(self) -> Observation | None:
        """The newest observation that has a value."""
        return next((observation for observation in reversed(self.observations) if observation.value is not None), None)

    def at(self, period: Period) -> Observation | None:
        """The observation of that period."""
        return self._by_period.get(period)

    def year_before(self, period: Period) -> Observation | None:
        """The observation of the like period a year earlier: a quarter is compared with the same quarter."""
        return self.at(period.year_before())

    def before(self, period: Period) -> Observation | None:
        """The last observation with a value before that period."""
        return next(
            (found for found in reversed(self.observations) if found.period < period and found.value is not None), None
        )

    def until(self, period: Period) -> "Series":
        """The series as far as that period, which is included."""
        return Series(observation for observation in self.observations if observation.period <= period)

    def since(self, period: Period) -> "Series":
        """The series from that period on, which is included."""
        return Series(observation for observation in self.observations if observation.period >= period)

    def gaps(self) -> tuple[Period, ...]:
        """The periods between the first and the last that have no observation at all.

        Rolling years and years to date may be drawn monthly, quarterly or yearly: the widest step that meets every observation
        counts. Waves have no gaps.
        """
        if len(self) < 2 or self.frequency is Frequency.WAVE:
            return ()
        numbers = [period.ordinal for period in self.periods]
        drawn_freely = self.frequency in (Frequency.ROLLING_YEAR, Frequency.YEAR_TO_DATE)
        stride = gcd(*(later - earlier for earlier, later in pairwise(numbers))) if drawn_freely else 1
        absent = sorted(set(range(numbers[0], numbers[-1], stride)) - set(numbers))
        return tuple(self.periods[0].step(number - numbers[0]) for number in absent)


class RollUp(StrEnum):
    """How values of shorter periods make that of a longer one. Averages are never averaged: a survey has no roll-up."""

    SUM = "sum"
    RATIO = "ratio"
    LAST = "last"


# From the least to the most final: a rolled-up value is no more final than the least final of its parts.
FINALITY = (Vintage.ESTIMATED, Vintage.PROVISIONAL, Vintage.VALIDATED, Vintage.REVISED, Vintage.CORRECTED)


def roll_up(series: Series, frequency: Frequency, how: RollUp, per: Decimal = Decimal(1)) -> Series:
    """The series in longer periods: counts sum, rates are the sum of numerators over that of denominators, stocks take the last.

    `per` is what a ratio is stated in: 100 for per cent, 1,000 for a rate per thousand. A longer period of which any part is
    absent gets no value, and says why, since a sum of three months is not a smaller quarter.
    """
    parts: dict[Period, list[Observation]] = {}
    for observation in series:
        longer = containing(observation.period.start, frequency)
        if not longer.contains(observation.period):
            raise SeriesError(f"{observation.period} does not lie within one {frequency.words}: it cannot be rolled up")
        parts.setdefault(longer, []).append(observation)
    return Series(_rolled_up(longer, found, how, per) for longer, found in parts.items())


def _rolled_up(longer: Period, parts: list[Observation], how: RollUp, per: Decimal) -> Observation:
    missing = next((part.missing for part in parts if part.missing), None)
    covered = sum(part.period.days for part in parts) == longer.days
    if missing or not covered:
        return Observation(longer, missing=missing or Missing.NOT_COLLECTED)
    vintage = min((part.vintage for part in parts), key=FINALITY.index)
    markers = tuple(dict.fromkeys(marker for part in parts for marker in part.markers))
    if how is RollUp.LAST:
        last = parts[-1]
        return Observation(longer, last.value, last.numerator, last.denominator, last.vintage, None, last.markers)
    numerator, denominator = _total(parts, "numerator"), _total(parts, "denominator")
    if how is RollUp.SUM:
        return Observation(longer, _total(parts, "value"), numerator, denominator, vintage, None, markers)
    if numerator is None or not denominator:
        raise SeriesError(
            f"{longer} lacks a numerator or a denominator: a rate is rolled up from those, never from rates"
        )
    return Observation(longer, numerator / denominator * per, numerator, denominator, vintage, None, markers)


def _total(parts: list[Observation], name: str) -> Decimal | None:
    numbers = [number for part in parts if (number := getattr(part, name)) is not None]
    return sum(numbers, Decimal(0)) if len(numbers) == len(parts) else None

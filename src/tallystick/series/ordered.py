"""Observations in order of time, and what can be looked up in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import gcd

from tallystick.periods import Frequency, Period
from tallystick.series.observations import Observation, SeriesError


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
        absent = sorted(set(range(numbers[0], numbers[-1], self.stride)) - set(numbers))
        return tuple(self.periods[0].step(number - numbers[0]) for number in absent)

    @property
    def stride(self) -> int:
        """How many steps lie between one period and the next: 1, but of rolling years and years to date the widest that meets all.

        A single one of these tells no pace: it is taken for yearly.
        """
        if self.frequency is None or not self.frequency.overlaps:
            return 1
        return gcd(*(later.ordinal - earlier.ordinal for earlier, later in pairwise(self.periods)), 12)

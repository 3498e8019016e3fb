"""What the council holds, as plain values: the pages make them of the database, the command of a table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from tallystick.periods import Frequency, Period
from tallystick.series import FINALITY, Observation, Series, Vintage
from tallystick.status import Polarity


@dataclass(frozen=True, slots=True)
class HeldValue:
    """One observation as it was written down: when, and on which day it was withdrawn, where either is known."""

    observation: Observation
    recorded: date | None = None
    withdrawn: date | None = None

    @property
    def vintage(self) -> Vintage:
        return self.observation.vintage

    @property
    def order(self) -> tuple[date, int]:
        """Later is newer; of one day, or where no day is known, the more final."""
        return self.recorded or date.min, FINALITY.index(self.vintage)


@dataclass(frozen=True)
class HeldMeasure:
    """A measure in one area with every value that was ever written down for it.

    `synonyms` are the other names that a text may call it by. `unit` is as it is shown ("%", "per 1,000", "£", "days", or empty for
    a number of things). `area` is empty for the council's own.
    """

    reference: str
    title: str
    values: tuple[HeldValue, ...]
    synonyms: tuple[str, ...] = ()
    unit: str = ""
    polarity: Polarity = Polarity.NONE
    area: str = ""

    @property
    def name(self) -> str:
        """As a sentence calls it: title, reference, area."""
        title = self.title or self.reference
        reference = f" ({self.reference})" if self.reference and self.title else ""
        return f"{title}{reference}{', ' + self.area if self.area else ''}"

    @cached_property
    def current(self) -> dict[Period, HeldValue]:
        """The value that stands for each period, in order of time: the newest that was not withdrawn."""
        found: dict[Period, HeldValue] = {}
        for one in sorted(self.values, key=lambda value: (value.observation.period, value.order)):
            if one.observation.value is not None and one.withdrawn is None:
                found[one.observation.period] = one
        return found

    def earlier(self, period: Period) -> tuple[HeldValue, ...]:
        """The values of a period that stand no more, the newest first."""
        standing = self.current.get(period)
        others = [
            one
            for one in self.values
            if one.observation.period == period and one.observation.value is not None and one is not standing
        ]
        return tuple(sorted(others, key=lambda one: one.order, reverse=True))

    @cached_property
    def _series(self) -> dict[Frequency, Series]:
        found: dict[Frequency, list[Observation]] = {}
        for period, one in self.current.items():
            found.setdefault(period.frequency, []).append(one.observation)
        return {frequency: Series(observations) for frequency, observations in found.items()}

    def series(self, like: Period) -> Series:
        """The standing values of the frequency of a period."""
        return self._series.get(like.frequency, Series())


def value_of(held: HeldValue) -> Decimal:
    """The value, which is there."""
    return held.observation.value or Decimal(0)

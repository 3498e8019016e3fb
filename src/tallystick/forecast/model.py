"""What a forecast is made of and what it says: values only.

A forecast that cannot be given is an `Outturn` as well, with the reason in `cannot` and no number anywhere: whoever shows it never has to
guess whether a nought is a figure.
"""

from dataclasses import dataclass
from enum import StrEnum

from tallystick.periods import Period


class ForecastError(ValueError):
    """A question that cannot be asked: the message names the value and the remedy."""


class Makeup(StrEnum):
    """How the year's figure comes of those of its periods. A mean is only taken where it is asked for: averages are not averaged else."""

    TOTAL = "total"
    MEAN = "mean"
    CUMULATIVE = "cumulative"
    LAST = "last"
    RATE = "rate"

    @property
    def words(self) -> str:
        """What it means, for the note beneath a forecast."""
        return MAKEUPS[self]


MAKEUPS = {
    Makeup.TOTAL: "the year is the total of its periods",
    Makeup.MEAN: "the year is the mean of its periods",
    Makeup.CUMULATIVE: "each figure is the total of the year so far",
    Makeup.LAST: "the year’s figure is that of its last period",
    Makeup.RATE: "the year is the sum of numerators over the sum of denominators",
}


class Method(StrEnum):
    """From the simplest to the least simple: of two that did equally well, the simpler is taken."""

    NAIVE = "naive"
    AVERAGE = "average"
    SEASONAL_NAIVE = "seasonal_naive"
    DRIFT = "drift"
    SEASONAL_DRIFT = "seasonal_drift"
    SMOOTHING = "smoothing"
    DAMPED_TREND = "damped_trend"
    SEASONAL_SMOOTHING = "seasonal_smoothing"
    KNOWN = "known"

    @property
    def words(self) -> str:
        """Its name as statisticians write it."""
        return NAMES[self]

    @property
    def explained(self) -> str:
        """What it does, for somebody who has never heard the name."""
        return EXPLANATIONS[self]


NAMES = {
    Method.NAIVE: "naive",
    Method.AVERAGE: "average",
    Method.SEASONAL_NAIVE: "seasonal naive",
    Method.DRIFT: "drift",
    Method.SEASONAL_DRIFT: "seasonal naive with drift",
    Method.SMOOTHING: "simple exponential smoothing",
    Method.DAMPED_TREND: "exponential smoothing with a damped trend",
    Method.SEASONAL_SMOOTHING: "seasonal exponential smoothing",
    Method.KNOWN: "known",
}
EXPLANATIONS = {
    Method.NAIVE: "it stays at the last figure",
    Method.AVERAGE: "it returns to the average of all figures",
    Method.SEASONAL_NAIVE: "each period repeats the same period of the year before",
    Method.DRIFT: "it goes on from the last figure by the average change so far",
    Method.SEASONAL_DRIFT: "each period repeats that of the year before, moved by the average change from year to year",
    Method.SMOOTHING: "it stays at an average in which recent figures weigh most",
    Method.DAMPED_TREND: "it follows the recent level and trend, and the trend fades",
    Method.SEASONAL_SMOOTHING: "it follows the recent level and the season’s usual pattern, both learnt mostly from recent years",
    Method.KNOWN: "the year is complete: this is its figure",
}


class Cannot(StrEnum):
    """Why no forecast, or no interval, can be given."""

    TOO_SHORT = "too_short"
    TOO_GAPPY = "too_gappy"
    UNEVEN = "uneven"
    TOO_FAR = "too_far"
    BEGINS_LATE = "begins_late"
    NO_PARTS = "no_parts"
    NEVER_CHANGED = "never_changed"
    NEVER_MISSED = "never_missed"

    @property
    def words(self) -> str:
        """The reason, as the end of a sentence."""
        return REASONS[self]


FEWEST = 6
FURTHEST = 36
REASONS = {
    Cannot.TOO_SHORT: f"fewer than {FEWEST} figures are known",
    Cannot.TOO_GAPPY: "more than half of the periods have no figure",
    Cannot.UNEVEN: "the figures come at no fixed interval",
    Cannot.TOO_FAR: f"the year ends more than {FURTHEST} periods after the last figure",
    Cannot.BEGINS_LATE: "the first periods of the year have no figure, so its total cannot be told",
    Cannot.NO_PARTS: "a rate of the year needs the numerators and denominators of its periods",
    Cannot.NEVER_CHANGED: "the figures have never changed",
    Cannot.NEVER_MISSED: "the method has met every figure exactly so far",
}


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The distribution of the outturn: Student's t about `middle`, `scale` wide, kept between `least` and `most`.

    Certain when the scale is nought.
    """

    middle: float
    scale: float
    freedom: float
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One period ahead, for the fan: its own figure, or for totals the year so far at its end."""

    period: Period | None
    expected: float
    likely: Interval | None
    wide: Interval | None


@dataclass(frozen=True, slots=True)
class Trial:
    """How a method did when it was tried on the series itself: its mean error as a share of the naive method's, from so many starts.

    No score where there were no starts, or where the naive method never missed.
    """

    method: Method
    score: float | None
    starts: int


@dataclass(frozen=True, slots=True)
class Past:
    """A forecast of an earlier year, made with what was known at the same point of it, and what came."""

    year: Period | None
    expected: float
    likely: Interval
    wide: Interval
    actual: float


@dataclass(frozen=True, slots=True)
class Record:
    """How past forecasts fared. Shares are of `forecasts`; `scaled_error` is below 1 where they beat the naive method's."""

    forecasts: int
    within_likely: float
    within_wide: float
    scaled_error: float | None


@dataclass(frozen=True, slots=True)
class Outturn:
    """The year-end figure that is to be expected, how sure that is, and how it was arrived at.

    `likely` holds the outturn with a chance of 80%, `wide` with one of 95%. `so_far` is what is already known of a year that adds
    up. Where `expected` is None, `cannot` says why; where only the intervals are, it says why there are none.
    """

    year: Period | None
    expected: float | None = None
    likely: Interval | None = None
    wide: Interval | None = None
    spread: Spread | None = None
    so_far: float | None = None
    left: int = 0
    method: Method | None = None
    trials: tuple[Trial, ...] = ()
    record: Record | None = None
    pasts: tuple[Past, ...] = ()
    fan: tuple[Step, ...] = ()
    cannot: Cannot | None = None
    filled: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """A series of a batch of which no forecast could be asked, with its place in the batch and the reason."""

    index: int
    why: str

"""A change between two figures: how large, how sure, and which way, each kept apart from the others."""

from dataclasses import dataclass
from enum import StrEnum

from tallystick.periods import Period
from tallystick.series import RollUp
from tallystick.status import Direction, Polarity, Target


class ChangeError(ValueError):
    """Figures that cannot be compared; the message says why and what to give instead."""


class Comparison(StrEnum):
    """What the latest figure is compared with."""

    PREVIOUS = "previous"
    LIKE_PERIOD = "like_period"
    YEAR_TO_DATE = "year_to_date"
    ROLLING_YEAR = "rolling_year"


class Kind(StrEnum):
    """What a figure is made of, which decides how sure it can be.

    A proportion is some of the same things; a rate is events among people or time; a survey is a share of those asked, of whom the
    base is known; a count is of events; a measured figure (money, days) has no uncertainty that its own parts would tell.
    """

    PROPORTION = "proportion"
    RATE = "rate"
    SURVEY = "survey"
    COUNT = "count"
    MEASURED = "measured"


class Significance(StrEnum):
    """Whether the change is more than chance or the usual variation makes."""

    REAL = "real"
    NOT_SIGNIFICANT = "not_significant"
    CANNOT_TELL = "cannot_tell"

    @property
    def words(self) -> str:
        """As a person reads it: `a real change`."""
        return SIGNIFICANCE_WORDS[self]


SIGNIFICANCE_WORDS = {
    Significance.REAL: "a real change",
    Significance.NOT_SIGNIFICANT: "not significant",
    Significance.CANNOT_TELL: "cannot tell",
}


class Evidence(StrEnum):
    """What the significance rests on."""

    INTERVAL = "interval"
    CONTROL_CHART = "control_chart"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Terms:
    """What must be known of a measure before its values are compared.

    `unit` as it is shown; a change of a measure in `%` is stated in points. `kind` is told from numerators and denominators where it is
    not given. `roll_up` says how periods add up, without which there is no year to date. `target` is needed where near is best.
    `no_change` is how far a value may move and still be called steady where nothing statistical can be said.
    """

    unit: str = ""
    kind: Kind | None = None
    roll_up: RollUp | None = None
    target: Target | None = None
    no_change: float = 0.0
    design_effect: float = 1.0
    confidence: float = 0.95

    @property
    def in_points(self) -> bool:
        """Whether the measure is in per cent, so that its differences are percentage points."""
        return self.unit == "%"


@dataclass(frozen=True, slots=True)
class Figure:
    """One side of a comparison: a value, the period or periods it is for, and what it was made of.

    `points` is how many observations were summed into it.
    """

    name: str
    first: Period
    last: Period
    value: float
    numerator: float | None = None
    denominator: float | None = None
    provisional: bool = False
    points: int = 1

    @property
    def within(self) -> str:
        """What it is for, within a sentence: `the 2008/09 academic year`."""
        return self.first.within if self.first == self.last else self.name


@dataclass(frozen=True, slots=True)
class Change:
    """The later figure beside the earlier one.

    `absolute` is in the measure's unit; `points` is the same for a measure in per cent and None for others; `per_cent` is relative to
    the earlier figure, None where that is not above nought or the later is below it. `interval` is that of the difference at the confidence asked for, where
    the figures' parts tell it. `why` says in words what the significance rests on, or why it cannot be told.
    """

    comparison: Comparison | None
    earlier: Figure
    later: Figure
    absolute: float
    per_cent: float | None
    points: float | None
    interval: tuple[float, float] | None
    significance: Significance
    evidence: Evidence
    why: str
    direction: Direction

    @property
    def provisional(self) -> bool:
        """Whether either figure may still be revised."""
        return self.earlier.provisional or self.later.provisional

    @property
    def sign(self) -> int:
        """1 up, -1 down, 0 the same."""
        return (self.absolute > 0) - (self.absolute < 0)


@dataclass(frozen=True, slots=True)
class NotCompared:
    """A comparison that cannot be made, and why."""

    comparison: Comparison
    why: str


class Agreement(StrEnum):
    """How the comparisons with the previous and with the like period stand to each other."""

    AGREE = "agree"
    CONFLICT = "conflict"
    ONE_UNCHANGED = "one_unchanged"
    ONE_ONLY = "one_only"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a series as of one period. `before_that` is the change of the previous period on the one before it.

    `seasonal` says whether the series has a season: None where it is too short to tell.
    """

    period: Period
    polarity: Polarity
    terms: Terms
    previous: Change | NotCompared
    like_period: Change | NotCompared
    year_to_date: Change | NotCompared
    rolling_year: Change | NotCompared
    before_that: Change | None
    seasonal: bool | None

    @property
    def headline(self) -> Change | None:
        """The change that stands for the series: that on the like period, else on the previous one, else the year to date."""
        found = (self.like_period, self.previous, self.rolling_year, self.year_to_date)
        return next((one for one in found if isinstance(one, Change)), None)

    @property
    def direction(self) -> Direction:
        """The direction of travel: that of the headline."""
        return self.headline.direction if self.headline else Direction.NOT_KNOWN

    @property
    def agreement(self) -> Agreement:
        """Whether the comparisons with the previous and the like period point the same way."""
        signs = [one.sign for one in (self.previous, self.like_period) if isinstance(one, Change)]
        if len(signs) < 2:
            return Agreement.ONE_ONLY if signs else Agreement.NONE
        if signs[0] == signs[1]:
            return Agreement.AGREE
        return Agreement.CONFLICT if 0 not in signs else Agreement.ONE_UNCHANGED

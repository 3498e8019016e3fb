"""What is known of a priority, as the rules want it: its measures, its actions and risks and what other bodies said.

Every finding may bring the figure or sentence it rests on, which is given back with the reason, so that no reason stands without its
figure. What is not known is left out, and never taken for good or bad.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tallystick.judgement.ratings import Rating
from tallystick.status import Direction, Status

if TYPE_CHECKING:
    from tallystick.comparison import Standing


class Quality(StrEnum):
    """How far the latest figure can be relied on."""

    SOUND = "sound"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    UNRELIABLE = "unreliable"
    OLD = "old"

    @property
    def weak(self) -> bool:
        """Whether the figure is too weak to carry a rating alone."""
        return self in (Quality.UNRELIABLE, Quality.OLD)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figure or sentence behind each finding about a measure; blank where there is none."""

    now: str = ""
    year_end: str = ""
    direction: str = ""
    comparison: str = ""
    quality: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one measure: its status now and as expected at the year's end, where it is going, and how others stand.

    `measure` is its name for people and `reference` its identifier. `comparison` is how it stands beside its main comparator.
    """

    measure: str
    status: Status | None = None
    forecast_status: Status | None = None
    direction: Direction = Direction.NOT_KNOWN
    comparison: "Standing | None" = None
    quality: Quality = Quality.SOUND
    reference: str = ""
    figures: Figures = Figures()


@dataclass(frozen=True, slots=True)
class Actions:
    """How many of the priority's open actions are overdue. Those that are done or given up are not counted."""

    overdue: int
    open: int
    figure: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.overdue <= self.open:
            raise ValueError(f"{self.overdue} of {self.open} open actions are overdue: give 0 to {self.open}")


@dataclass(frozen=True, slots=True)
class Risks:
    """How many of the open risks to the priority are above the council's appetite after all controls."""

    above: int
    open: int
    figure: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.above <= self.open:
            raise ValueError(f"{self.above} of {self.open} open risks are above appetite: give 0 to {self.open}")


@dataclass(frozen=True, slots=True)
class Grade:
    """What another body said, in its words, and the rating that comes nearest. Not settled: provisional, or under appeal."""

    by: str
    words: str
    rating: Rating | None
    settled: bool = True


# The worse colour first: "Amber/Red" is nearer to red than amber is, and "Amber/Green" nearer to green.
_GRADES = (
    (r"amber\W{0,3}red|red\W{0,3}amber", Rating.AMBER_RED),
    (r"amber\W{0,3}green|green\W{0,3}amber", Rating.AMBER_GREEN),
    (r"red", Rating.RED),
    (r"amber|yellow", Rating.AMBER),
    (r"green", Rating.GREEN),
)


def rating_of_grade(words: str) -> Rating | None:
    """The rating that an external grade names: `Red Flag`, `Amber/Red`. None where it names no colour, or several apart."""
    said = words.casefold()
    for pattern, rating in _GRADES:
        rest, times = re.subn(rf"\b(?:{pattern})\b", " ", said)
        if times:
            return None if re.search(r"\b(red|amber|yellow|green)\b", rest) else rating
    return None

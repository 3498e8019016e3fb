"""How often judgements came true: what was said during a year beside what the year brought.

A green says that the year's target will be met, a red that it will be missed; amber says neither and is only counted. The same words serve
ratings that people gave and statuses that were forecast. Each quarter stands by itself, because the same priority judged in three quarters
is not three independent cases. Imported by its full name: the rest of this package needs no statistics.

    found = truth.tally(cases)
    found.true_share       # 12 of 15, 0.80 (0.55 to 0.93), Wilson
    found.optimism         # greens that failed less reds that came good, with Newcombe's interval

The method and its limits: docs/methods/judgement-against-outturn.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tallystick import rates
from tallystick.judgement.ratings import Rating
from tallystick.rates import Interval
from tallystick.status import Status

FEWEST: Final = 5  # statements below which no share is told


class Said(StrEnum):
    """What a judgement says of the year's target."""

    WILL_MEET = "will_meet"
    WILL_MISS = "will_miss"
    UNSURE = "unsure"


class Leaning(StrEnum):
    """Which way judgements err, where more than chance is seen."""

    OPTIMISTIC = "optimistic"
    PESSIMISTIC = "pessimistic"
    NEITHER = "neither"
    TOO_FEW = "too_few"


RATINGS: Final = {
    Rating.GREEN: Said.WILL_MEET, Rating.AMBER_GREEN: Said.WILL_MEET, Rating.AMBER: Said.UNSURE,
    Rating.AMBER_RED: Said.WILL_MISS, Rating.RED: Said.WILL_MISS,
}  # fmt: skip
STATUSES: Final = {
    Status.ON_TRACK: Said.WILL_MEET, Status.WITHIN_TOLERANCE: Said.UNSURE, Status.OFF_TRACK: Said.WILL_MISS,
}  # fmt: skip


def of_rating(rating: Rating) -> Said:
    """What a rating says of the year's end."""
    return RATINGS[rating]


def of_status(status: Status) -> Said | None:
    """What an expected status says of the year's end; None where it says nothing."""
    return STATUSES.get(status)


def outcome(statuses: Iterable[Status | None]) -> bool | None:
    """Whether a year was met, from the year-end statuses of the measures that speak of it: more than half on track.

    Within tolerance is not met: the target is. None where no measure has a status at the year's end.
    """
    known = [one for one in statuses if one in STATUSES]
    return None if not known else known.count(Status.ON_TRACK) * 2 > len(known)


@dataclass(frozen=True, slots=True)
class Case:
    """One statement of one quarter (1 to 4), of a group (a directorate), with what came."""

    quarter: int
    group: str
    said: Said
    met: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Statements counted by what they said and what came."""

    greens: int
    greens_met: int
    reds: int
    reds_missed: int
    unsure: int

    @property
    def statements(self) -> int:
        """How many said something that could come true."""
        return self.greens + self.reds

    @property
    def true(self) -> int:
        return self.greens_met + self.reds_missed

    @property
    def true_share(self) -> Interval | None:
        """The share that came true with Wilson's interval at 95%; None where there are too few to tell."""
        return None if self.statements < FEWEST else rates.proportion(self.true, self.statements)

    @property
    def optimism(self) -> Interval | None:
        """The share of greens that failed less the share of reds that came good, with Newcombe's interval at 95%.

        None where there are too few statements, or none of either kind to set the other beside.
        """
        if self.statements < FEWEST or not self.greens or not self.reds:
            return None
        failed, good = self.greens - self.greens_met, self.reds - self.reds_missed
        return rates.proportion_difference(failed, self.greens, good, self.reds)

    @property
    def leaning(self) -> Leaning:
        """Optimistic or pessimistic only where the interval leaves nought out."""
        found = self.optimism
        if found is None:
            return Leaning.TOO_FEW
        if 0 in found:
            return Leaning.NEITHER
        return Leaning.OPTIMISTIC if found.value > 0 else Leaning.PESSIMISTIC


def tally(cases: Iterable[Case]) -> Tally:
    """Count statements."""
    found = list(cases)
    greens = [one for one in found if one.said is Said.WILL_MEET]
    reds = [one for one in found if one.said is Said.WILL_MISS]
    return Tally(
        len(greens), sum(one.met for one in greens), len(reds), sum(not one.met for one in reds),
        len(found) - len(greens) - len(reds),
    )  # fmt: skip


def by_group(cases: Sequence[Case]) -> dict[tuple[int, str], Tally]:
    """A tally for each quarter and group that has a statement, and for each quarter as a whole under no name; in order."""
    keys = {(one.quarter, name) for one in cases for name in ("", one.group)}
    return {
        (quarter, name): tally(one for one in cases if one.quarter == quarter and name in ("", one.group))
        for quarter, name in sorted(keys)
    }


def sentence(found: Tally) -> str:
    """The share that came true, in words."""
    share = found.true_share
    if share is None:
        return f"too few to tell ({found.statements} said green or red)"
    low, high = (round(limit * 100) for limit in (share.lower, share.upper))
    return f"{found.true} of {found.statements} came true: {round(share.value * 100)}% (95% interval {low}% to {high}%)"

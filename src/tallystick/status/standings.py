"""Where a value stands against each of several targets: now, and at the year's end as it is expected.

The two are kept apart. A measure that is off track now and expected to be on track by the year's end is both, and a page that shows one
of them hides the other. Several targets are kept apart too: the partnership's may be missed and the council's met.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tallystick.periods import Period
from tallystick.series import Missing
from tallystick.status.targets import Target, against
from tallystick.status.trajectories import Trajectory
from tallystick.status.vocabulary import Polarity, Status
from tallystick.status.words import shown


@dataclass(frozen=True, slots=True)
class Aim:
    """One target of a measure, under the name of whoever set it, and the way there where one was set out."""

    name: str
    target: Target
    trajectory: Trajectory | None = None

    def now(self, period: Period) -> Target | None:
        """What is aimed at by the end of that period: the milestone, or without a trajectory the target itself."""
        return self.trajectory.milestone(period, self.target) if self.trajectory else self.target


@dataclass(frozen=True, slots=True)
class Standing:
    """Against one target: the status now, what it was held against, and the status that is expected at the year’s end.

    `now` is None where no direction is better or the trajectory says nothing of the period; `at_year_end` where no forecast was given.
    """

    aim: Aim
    held_against: Target | None
    now: Status | None
    at_year_end: Status | None


def standings(
    value: Decimal | None,
    period: Period,
    aims: Sequence[Aim],
    polarity: Polarity,
    *,
    expected: Decimal | None = None,
    missing: Missing | None = None,
) -> tuple[Standing, ...]:
    """The standing against every target. `expected` is the year-end outturn where one could be forecast."""
    found = []
    for aim in aims:
        held = aim.now(period)
        now = against(value, held, polarity, missing) if held else None
        later = None if expected is None else against(expected, aim.target, polarity)
        found.append(Standing(aim, held, now, later))
    return tuple(found)


def standing_sentence(
    standing: Standing,
    value: Decimal | None,
    *,
    unit: str = "",
    expected: Decimal | None = None,
    decimals: int | None = None,
) -> str:
    """In words: `412 against 400 due by now on the way to the council target of 1,000: within tolerance; …`"""
    aim, held = standing.aim, standing.held_against
    name = (
        f"the {aim.name} target of {_shown(aim.target, unit, None)}"
        if aim.name
        else f"a target of {_shown(aim.target, unit, None)}"
    )
    way = f"{_shown(held, unit, decimals)} due by now on the way to {name}" if aim.trajectory and held else name
    status = standing.now.words if standing.now else "not coloured"
    said = f"{'No figure' if value is None else shown(value, unit, decimals)} against {way}: {status}"
    if expected is None or standing.at_year_end is None:
        return f"{said}."
    return f"{said}; {shown(expected, unit, decimals)} expected at the year’s end: {standing.at_year_end.words}."


def _shown(target: Target, unit: str, decimals: int | None) -> str:
    value = shown(target.value, unit, decimals)
    return value if target.upper is None else f"{value} to {shown(target.upper, unit, decimals)}"

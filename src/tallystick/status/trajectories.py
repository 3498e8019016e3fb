"""What should have been reached by now, on the way to a target.

A target for the year's end says nothing of September. A trajectory does: a straight line from the baseline, the shape of last year, or
points that people agreed. Each is points in time with straight lines between them, so that they are read in one way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from tallystick.periods import Frequency, Period
from tallystick.series import Series
from tallystick.status.targets import Target, TargetError


@dataclass(frozen=True, slots=True)
class Trajectory:
    """The value that should be reached at the end of each of these periods, in order of time."""

    points: tuple[tuple[Period, Decimal], ...]

    def __post_init__(self) -> None:
        if not self.points:
            raise TargetError("a trajectory needs a point: give a period and the value to reach by its end")
        for (earlier, _), (later, _) in pairwise(self.points):
            if _when(later) <= _when(earlier):
                raise TargetError(f"{later} does not end after {earlier}: give the points in order of time")

    def at(self, period: Period) -> Decimal | None:
        """What should be reached at that period's end: a point, or on the line between two. None before the first and after the last."""
        when = _when(period)
        for (first, start), (last, end) in pairwise(self.points):
            if _when(first) <= when <= _when(last):
                return start + (end - start) * (when - _when(first)) / (_when(last) - _when(first))
        return next((value for point, value in self.points if _when(point) == when), None)

    def milestone(self, period: Period, target: Target) -> Target | None:
        """The target as it stands for that period, with its tolerance; the width of a range is kept."""
        value = self.at(period)
        if value is None:
            return None
        upper = None if target.upper is None else value + target.upper - target.value
        return replace(target, value=value, upper=upper)


def straight_line(since: Period, baseline: Decimal, by: Period, target: Decimal) -> Trajectory:
    """From the baseline, reached at the end of one period, to the target at the end of another."""
    if _when(by) <= _when(since):
        raise TargetError(f"{by} does not end after {since}: give a later period for the target")
    return Trajectory(((since, baseline), (by, target)))


def given(points: Mapping[Period, Decimal]) -> Trajectory:
    """Through points that people agreed."""
    return Trajectory(tuple(sorted(points.items())))


def shaped(last_year: Series, year: Period, target: Decimal, *, adds_up: bool = True) -> Trajectory:
    """Last year's figures, one a period, made to end at the target.

    Where the year adds up, the point of a period is the running total that should be reached: last year's share of the year by then,
    times the target. Otherwise it is last year's figure times the target over last year's end. The periods move on to `year`, which
    follows last year's.
    """
    before = year.year_before()
    seen = [one for one in last_year if one.value is not None and before.contains(one.period)]
    if not seen or seen[-1].period.end != before.end:
        raise TargetError(f"{before} has no figure at its end: its shape cannot be followed")
    if adds_up and sum(one.period.days for one in seen) != before.days:
        raise TargetError(f"{before} lacks a figure of one of its periods: its shape cannot be followed")
    reached, total = [], Decimal(0)
    for one in seen:
        value = one.value or Decimal(0)
        total = total + value if adds_up else value
        reached.append((one.period.year_after(), total))
    if not total:
        raise TargetError(f"{before} ended at 0: its shape cannot be stretched to {target}")
    return Trajectory(tuple((period, value * target / total) for period, value in reached))


def _when(period: Period) -> int:
    """Months for what is made of months, so that a line rises by the same each month; days for waves."""
    if period.frequency is Frequency.WAVE:
        return period.end.toordinal()
    return period.end.year * 12 + period.end.month

"""Progress towards a target over years, in the manner of Open SDG: the growth that was seen against the growth that is needed.

The method is Statistics Canada's, as Open SDG publishes it (open-sdg.readthedocs.io, "Progress measurement methodology"): the compound
annual growth rate since the baseline, over the one that would reach the target on time. From 95% up the target is in reach, from 60% it
would need more speed, from 0% progress is limited, and below that things got worse.

Compound growth cannot pass through nought. Where it is undefined (a nought, or figures on both sides of it) the yearly change takes the
place of the growth rate; the same thresholds apply, and the result says so. Open SDG puts 0.001 for a nought instead: `instead_of_nought`.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tallystick.periods import Frequency, Period
from tallystick.series import Observation
from tallystick.status.targets import TargetError
from tallystick.status.vocabulary import Polarity


class Progress(StrEnum):
    """From the best to the worst. Open SDG's own names are: target achieved, on track, progress made but acceleration needed, limited
    progress, deterioration.
    """

    TARGET_MET = "target_met"
    IN_REACH = "in_reach"
    TOO_SLOW = "too_slow"
    LIMITED = "limited"
    WORSE = "worse"
    NOT_KNOWN = "not_known"

    @property
    def words(self) -> str:
        """What it says of the way to the target."""
        return WORDS[self]


WORDS = {
    Progress.TARGET_MET: "the target is met",
    Progress.IN_REACH: "fast enough to reach the target in time",
    Progress.TOO_SLOW: "in the right direction, but too slow to reach the target in time",
    Progress.LIMITED: "little progress",
    Progress.WORSE: "further from the target than at the start",
    Progress.NOT_KNOWN: "progress cannot be told",
}


class Growth(StrEnum):
    """How growth was measured: compound, a share a year; or linear, an amount a year."""

    COMPOUND = "compound"
    LINEAR = "linear"


ON_TIME, WITH_MORE_SPEED = 0.95, 0.60
# Without a target, growth a year; Open SDG's, from Eurostat's.
STRONG, SOME = 0.015, 0.005
NEARNESS = 4.44  # how fast the thresholds shrink towards a natural limit


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a measure has come on its way. `seen` and `needed` are a year's growth, as a share or in the measure's unit by `growth`.

    `ratio` is what was seen over what is needed, positive towards the better; None where nothing is needed or told.
    """

    progress: Progress
    ratio: float | None = None
    seen: float | None = None
    needed: float | None = None
    growth: Growth | None = None
    why: str = ""


def progress(
    baseline: Observation,
    latest: Observation,
    target: Decimal,
    by: Period,
    polarity: Polarity,
    *,
    instead_of_nought: Decimal | None = None,
) -> Advance:
    """How fast the measure has come from the baseline, against what reaches the target by the end of a period.

    Where near is best the distance from the target takes the place of the figure, and growth is linear.
    """
    if baseline.value is None or latest.value is None:
        return Advance(Progress.NOT_KNOWN, why="there is no figure to compare")
    gone, whole = _years(baseline.period, latest.period), _years(baseline.period, by)
    if whole <= 0:
        raise TargetError(
            f"{by} does not end after the baseline of {baseline.period}: give a later period for the target"
        )
    if gone <= 0:
        return Advance(Progress.NOT_KNOWN, why="there is no figure after the baseline")
    if polarity is Polarity.NONE:
        return Advance(Progress.NOT_KNOWN, why="neither direction is better")
    figures = (baseline.value, latest.value, target)
    if polarity is Polarity.NEAR_IS_BEST:
        return _advance(*_distances(*figures), gone, whole, -1, Growth.LINEAR)
    start, end, aim = (float(instead_of_nought if not figure and instead_of_nought else figure) for figure in figures)
    better = 1 if polarity is Polarity.HIGHER_IS_BETTER else -1
    same_sign = min(start, end, aim) > 0 or max(start, end, aim) < 0
    growth = Growth.COMPOUND if same_sign else Growth.LINEAR
    if better * latest.value >= better * target:
        return Advance(Progress.TARGET_MET, *_rates(start, end, aim, gone, whole, better, growth), growth)
    return _advance(start, end, aim, gone, whole, better, growth)


def without_target(
    baseline: Observation,
    latest: Observation,
    polarity: Polarity,
    *,
    limit: Decimal | None = None,
    instead_of_nought: Decimal | None = None,
) -> Advance:
    """The same by fixed thresholds: 1.5% a year and more in the right direction is in reach of anything, 0.5% is too slow.

    Near a natural limit (100% of households, say) that much cannot be had, and the thresholds shrink.
    """
    if baseline.value is None or latest.value is None or polarity in (Polarity.NONE, Polarity.NEAR_IS_BEST):
        return Advance(Progress.NOT_KNOWN, why="there is no figure, or no one direction that is better")
    gone = _years(baseline.period, latest.period)
    start, end = (float(value or instead_of_nought or 0) for value in (baseline.value, latest.value))
    if gone <= 0 or start * end <= 0:
        return Advance(Progress.NOT_KNOWN, why="growth cannot be told through nought, nor in no time")
    better = 1 if polarity is Polarity.HIGHER_IS_BETTER else -1
    seen = _growth(start, end, gone, Growth.COMPOUND) * better * (1 if start > 0 else -1)
    shrink = 1.0 if limit is None else _room(abs(start), abs(float(limit)))
    return Advance(_graded(seen, STRONG * shrink, SOME * shrink), seen=seen, growth=Growth.COMPOUND)


def progress_sentence(advance: Advance) -> str:
    """In words: `In the right direction, but too slow to reach the target in time: 71% of the pace that is needed.`"""
    said = advance.progress.words[0].upper() + advance.progress.words[1:]
    if advance.progress is Progress.NOT_KNOWN:
        return f"{said}: {advance.why}."
    if advance.ratio is None or advance.progress in (Progress.TARGET_MET, Progress.WORSE):
        return f"{said}."
    return f"{said}: {advance.ratio:.0%} of the pace that is needed."


def _advance(start: float, end: float, aim: float, gone: float, whole: float, better: int, growth: Growth) -> Advance:
    ratio, seen, needed = _rates(start, end, aim, gone, whole, better, growth)
    if ratio is None:
        return Advance(_moved(seen, better), None, seen, needed, growth)
    return Advance(_graded(ratio, ON_TIME, WITH_MORE_SPEED), ratio, seen, needed, growth)


def _moved(seen: float, better: int) -> Progress:
    """Where the baseline was the target: it is met still, or things got worse."""
    return Progress.WORSE if seen * better < 0 else Progress.TARGET_MET


def _rates(
    start: float, end: float, aim: float, gone: float, whole: float, better: int, growth: Growth
) -> tuple[float | None, float, float]:
    seen, needed = _growth(start, end, gone, growth), _growth(start, aim, whole, growth)
    sign = -1 if growth is Growth.COMPOUND and start < 0 else 1
    return (sign * better * seen / abs(needed) if needed else None), seen, needed


def _growth(start: float, end: float, years: float, growth: Growth) -> float:
    return float((end / start) ** (1 / years) - 1) if growth is Growth.COMPOUND else (end - start) / years


def _graded(value: float, high: float, middle: float) -> Progress:
    if value < 0:
        return Progress.WORSE
    if value >= high:
        return Progress.IN_REACH
    return Progress.TOO_SLOW if value >= middle else Progress.LIMITED


def _distances(start: Decimal, end: Decimal, aim: Decimal) -> tuple[float, float, float]:
    return float(abs(start - aim)), float(abs(end - aim)), 0.0


def _room(start: float, limit: float) -> float:
    """From 1 far from the limit to 0 at it, alike on both sides."""
    if start >= 2 * limit:
        return 1.0
    return float(1 - min(start / limit, (2 * limit - start) / limit) ** NEARNESS)


def _years(since: Period, until: Period) -> float:
    if Frequency.WAVE in (since.frequency, until.frequency):
        return (until.end - since.end).days / 365.25
    return ((until.end.year - since.end.year) * 12 + until.end.month - since.end.month) / 12

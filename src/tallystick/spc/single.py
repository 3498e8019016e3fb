"""The control chart of one series, as values that pages, charts and sentences are made of.

It is worked out by the same arrays as a batch of a hundred thousand, so that the page of a measure and the national table cannot differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import isnan

import numpy as np

from tallystick.periods import Frequency, Period
from tallystick.series import Series
from tallystick.spc import batch, core, inputs, signals
from tallystick.spc.limits import Limits
from tallystick.spc.readings import reason_codes, variation_codes
from tallystick.spc.vocabulary import (
    ASSURANCES,
    REASONS,
    SIGNALS,
    VARIATIONS,
    Assurance,
    CannotTell,
    Codes,
    Flags,
    Floats,
    Places,
    Signal,
    SpcError,
    Variation,
)
from tallystick.status import Polarity

Label = Period | date | int | str
Number = float | Decimal | None


@dataclass(frozen=True, slots=True)
class Point:
    """One point and what the chart says of it. A missing value has no side; without limits nothing is outside or near them.

    `side` is 1 above the mean, -1 below it and 0 on it; `phase` the number of its phase from 0.
    """

    label: Label
    value: float | None
    phase: int
    mean: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None
    side: int | None
    outside: bool | None
    near: bool | None
    signal: Signal | None
    variation: Variation

    @property
    def is_special(self) -> bool:
        """Whether it is a special cause."""
        return self.signal is not None

    @property
    def is_improvement(self) -> bool:
        """Whether it is a special cause in the direction that is better."""
        return self.variation is Variation.IMPROVEMENT

    @property
    def is_concern(self) -> bool:
        """Whether it is a special cause in the direction that is worse."""
        return self.variation is Variation.CONCERN


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the series with limits of its own.

    `known` counts the values that its limits are made from. `short` says that it has fewer than 13 points, so that its limits are
    provisional; `cannot_tell` why it has none.
    """

    begins: Label
    length: int
    known: int
    short: bool
    mean: float | None
    moving_range: float | None
    lower: float | None
    upper: float | None
    cannot_tell: CannotTell | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A control chart: its points, its phases, and what they say of the series as it stands.

    `variation` is that of the latest known point and `assurance` what the last phase's limits say of the target; both are None where
    `cannot_tell` says why, assurance also without a target or a direction of improvement.
    """

    points: tuple[Point, ...]
    phases: tuple[Phase, ...]
    polarity: Polarity
    target: float | None
    variation: Variation | None
    assurance: Assurance | None
    cannot_tell: CannotTell | None

    @property
    def latest(self) -> Point | None:
        """The newest point that has a value."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def short(self) -> bool:
        """Whether the limits of any phase are provisional."""
        return any(phase.short for phase in self.phases)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to know before the chart is believed."""
        return tuple(
            f"The phase that begins with {phase.begins} has {phase.length} points: "
            f"its limits are provisional until it has {batch.FULL_LENGTH}."
            for phase in self.phases
            if phase.short
        )


def chart(
    values: Series | Sequence[Number],
    *,
    labels: Sequence[Label] | None = None,
    improvement: Polarity = Polarity.HIGHER_IS_BETTER,
    target: float | Decimal | None = None,
    rebase: Iterable[Label] = (),
    fix_after: int | None = None,
    screen: bool = True,
    as_package: bool = False,
) -> Chart:
    """The control chart of a series, or of plain numbers in which None or NaN is missing.

    `labels` name the points (dates, periods; by default 0, 1, 2 …) and put them in order; a `Series` brings its periods, and those
    without an observation become missing points. `rebase` holds the labels with which new phases begin (for a `Series`, periods or
    their first days); one that is not in the data is ignored. Raises `SpcError` for values that cannot be charted.
    """
    names, numbers = points_of(values, labels)
    bad = inputs.unusable(numbers, np.array([0, len(numbers)], dtype=np.intp))
    if bad:
        raise SpcError(bad[0])
    starts = _starts(names, rebase)
    row = core.Row(numbers, np.array([0, len(numbers)], dtype=np.intp), starts)
    direction = inputs.directions(improvement, 1)
    aim = inputs.targets(None if target is None else float(target), 1)
    found = batch.charted(row, numbers.shape, direction, aim, core.Options(fix_after, screen, as_package), {})
    return Chart(
        points=_made_points(names, found, direction),
        phases=_made_phases(names, found),
        polarity=improvement,
        target=None if target is None else float(target),
        variation=VARIATIONS[int(found.variation[0])],
        assurance=ASSURANCES[int(found.assurance[0])],
        cannot_tell=REASONS[int(found.cannot_tell[0])],
    )


def points_of(values: Series | Sequence[Number], labels: Sequence[Label] | None) -> tuple[list[Label], Floats]:
    """The labels and values of points, in order of the labels."""
    if isinstance(values, Series):
        return of_series(values)
    numbers = as_numbers(values)
    if labels is None:
        return list(range(len(numbers))), numbers
    if len(labels) != len(numbers):
        raise SpcError(f"{len(labels)} labels for {len(numbers)} values: give one for each")
    try:
        order = sorted(range(len(labels)), key=lambda at: labels[at])
    except TypeError as error:
        raise SpcError(f"labels cannot be put in order ({error}): give all as dates, or all as periods") from error
    names = [labels[at] for at in order]
    for earlier, later in pairwise(names):
        if earlier == later:
            raise SpcError(f"there are two values for {later}: give one")
    return names, numbers[order]


def of_series(series: Series) -> tuple[list[Label], Floats]:
    """The periods and values of a series, with the periods that have no observation as missing points.

    Refused for years to date and for rolling years drawn more often than yearly: their values share what they are made of, so that
    moving ranges would tell nothing of the variation from one period to the next.
    """
    if series.frequency is Frequency.YEAR_TO_DATE:
        raise SpcError("values of the year to date build on each other: chart the months or quarters they are made of")
    if series.frequency is Frequency.ROLLING_YEAR and any(
        later.start <= earlier.end for earlier, later in pairwise(series.periods)
    ):
        raise SpcError("rolling years that overlap share their values: chart the months or quarters they are made of")
    periods = sorted((*series.periods, *series.gaps()))
    found = (series.at(period) for period in periods)
    return list(periods), as_numbers([one.value if one else None for one in found])


def as_numbers(values: Sequence[Number]) -> Floats:
    """Values as an array of floats, NaN for None."""
    try:
        return np.array([np.nan if value is None else float(value) for value in values], dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SpcError(
            f"values hold something that is no number ({error}): give numbers, and None for missing"
        ) from error


def _starts(names: list[Label], rebase: Iterable[Label]) -> Places:
    wanted = set(rebase)
    return np.array(
        [
            at
            for at, name in enumerate(names)
            if at == 0 or name in wanted or (isinstance(name, Period) and name.start in wanted)
        ],
        dtype=np.intp,
    )


def _made_points(names: list[Label], found: batch.Charts, direction: Codes) -> tuple[Point, ...]:
    limits = found.limits
    each = [
        found.per_point(row) for row in (limits.mean, limits.lower, limits.upper, limits.near_lower, limits.near_upper)
    ]
    lines = signals.Lines(*each)
    missing = np.isnan(found.values)
    outside = signals.is_outside(found.values, lines)
    unlimited = missing | np.isnan(lines.lower)
    columns = (
        names,
        _known(found.values),
        found.per_point(np.arange(len(found.starts))).tolist(),
        *(_known(line) for line in each),
        _where(signals.sides(found.values, lines.mean), ~missing),
        _where(outside, ~unlimited),
        _where(signals.is_near(found.values, lines, outside), ~unlimited),
        [SIGNALS[code] for code in found.signal.tolist()],
        [VARIATIONS[code] for code in variation_codes(found.signal, int(direction[0])).tolist()],
    )
    return tuple(Point(*cells) for cells in zip(*columns, strict=True))


def _made_phases(names: list[Label], found: batch.Charts) -> tuple[Phase, ...]:
    limits, lengths = found.limits, found.lengths
    columns = (
        [names[place] for place in found.starts.tolist()],
        lengths.tolist(),
        limits.known.tolist(),
        (lengths < batch.FULL_LENGTH).tolist(),
        *(_known(line) for line in (limits.mean, limits.moving_range, limits.lower, limits.upper)),
        [REASONS[code] for code in _phase_reasons(limits)],
    )
    return tuple(Phase(*cells) for cells in zip(*columns, strict=True))


def _phase_reasons(limits: Limits) -> list[int]:
    return [int(code) for code in reason_codes(limits, np.arange(len(limits.mean)))]


def _known(row: Floats) -> list[float | None]:
    return [None if isnan(value) else value for value in row.tolist()]


def _where(row: Codes | Flags, known: Flags) -> list[int | None]:
    return [value if told else None for value, told in zip(row.tolist(), known.tolist(), strict=True)]

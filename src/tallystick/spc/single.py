"""The control chart of one series, as values that pages, charts and sentences are made of.

It is worked out by the same arrays as a batch of a hundred thousand, so that the page of a measure and the national table cannot differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isnan
from typing import TypedDict, Unpack

import numpy as np

from tallystick.series import Series
from tallystick.spc import batch, core, inputs, signals
from tallystick.spc.labels import Label, Number, points_of, starts_of
from tallystick.spc.laney import Fractions, Kind
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
    Signal,
    SpcError,
    Variation,
)
from tallystick.status import Polarity


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


class Settings(TypedDict, total=False):
    """What a chart of fractions may be told: see `chart`."""

    improvement: Polarity
    target: float | None
    fix_after: int | None
    screen: bool
    as_package: bool


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
    their first days); one that is not in the data is ignored. `fix_after` keeps the limits at those of a phase's first so many
    points; `screen` leaves out moving ranges beyond their own limit; `as_package` undoes every deviation from NHSRplotthedots.
    Raises `SpcError` for values that cannot be charted.
    """
    names, numbers = points_of(values, labels)
    series = np.array([0, len(numbers)], dtype=np.intp)
    row = core.Row(numbers, series, starts_of(names, rebase))
    aim = None if target is None else float(target)
    settings = batch.Settings(
        improvement=improvement, target=aim, fix_after=fix_after, screen=screen, as_package=as_package
    )
    found = batch.charted(row, numbers.shape, settings, inputs.unusable(numbers, series))
    return assembled(names, found, improvement, aim)


def proportion_chart(
    numerators: Sequence[Number],
    denominators: Sequence[Number],
    *,
    per: float = 100.0,
    labels: Sequence[Label] | None = None,
    rebase: Iterable[Label] = (),
    **settings: Unpack[Settings],
) -> Chart:
    """The p′ chart of numerators that are some of their denominators, stated per hundred. Labels and settings as for `chart`."""
    return _of_fractions(numerators, denominators, Kind.PROPORTION, per, labels, rebase, settings)


def rate_chart(
    counts: Sequence[Number],
    denominators: Sequence[Number],
    *,
    per: float = 1.0,
    labels: Sequence[Label] | None = None,
    rebase: Iterable[Label] = (),
    **settings: Unpack[Settings],
) -> Chart:
    """The u′ chart of counted events among their denominators, stated per one, or per 1,000. Labels and settings as for `chart`."""
    return _of_fractions(counts, denominators, Kind.RATE, per, labels, rebase, settings)


def _of_fractions(
    numerators: Sequence[Number],
    denominators: Sequence[Number],
    kind: Kind,
    per: float,
    labels: Sequence[Label] | None,
    rebase: Iterable[Label],
    settings: Settings,
) -> Chart:
    names, top = points_of(numerators, labels)
    _, bottom = points_of(denominators, labels)
    if len(top) != len(bottom):
        raise SpcError(f"{len(top)} numerators and {len(bottom)} denominators: give one of each for every period")
    series = np.array([0, len(top)], dtype=np.intp)
    fractions = Fractions(top, bottom, kind, per)
    row = core.Row(fractions.values, series, starts_of(names, rebase), fractions)
    aim = settings.pop("target", None)
    found = batch.charted(row, top.shape, batch.Settings(**settings, target=aim), fractions.unusable(series))
    return assembled(names, found, settings.get("improvement", Polarity.HIGHER_IS_BETTER), aim)


def assembled(names: list[Label], found: batch.Charts, improvement: Polarity, target: float | None) -> Chart:
    """A chart from a batch of one. Raises `SpcError` where that one is bad."""
    if found.bad:
        raise SpcError(found.bad[0].error)
    return Chart(
        points=_made_points(names, found, inputs.DIRECTIONS[improvement]),
        phases=_made_phases(names, found),
        polarity=improvement,
        target=target,
        variation=VARIATIONS[int(found.variation[0])],
        assurance=ASSURANCES[int(found.assurance[0])],
        cannot_tell=REASONS[int(found.cannot_tell[0])],
    )


def _made_points(names: list[Label], found: batch.Charts, direction: int) -> tuple[Point, ...]:
    lines = found.lines()
    missing = np.isnan(found.values)
    outside = signals.is_outside(found.values, lines)
    unlimited = missing | np.isnan(lines.lower)
    columns = (
        names,
        _known(found.values),
        np.repeat(found.phase, found.lengths).tolist(),
        *(_known(line) for line in (lines.mean, lines.lower, lines.upper, lines.near_lower, lines.near_upper)),
        _where(signals.sides(found.values, lines.mean), ~missing),
        _where(outside, ~unlimited),
        _where(signals.is_near(found.values, lines, outside), ~unlimited),
        [SIGNALS[code] for code in found.signal.tolist()],
        [VARIATIONS[code] for code in variation_codes(found.signal, direction).tolist()],
    )
    return tuple(Point(*cells) for cells in zip(*columns, strict=True))


def _made_phases(names: list[Label], found: batch.Charts) -> tuple[Phase, ...]:
    limits, lengths = found.limits, found.lengths
    lines = found.lines()
    last = found.starts + lengths - 1
    columns = (
        [names[place] for place in found.starts.tolist()],
        lengths.tolist(),
        limits.known.tolist(),
        (lengths < batch.FULL_LENGTH).tolist(),
        *(_known(line) for line in (limits.mean, limits.moving_range, lines.lower[last], lines.upper[last])),
        [REASONS[code] for code in reason_codes(limits).tolist()],
    )
    return tuple(Phase(*cells) for cells in zip(*columns, strict=True))


def _known(row: Floats) -> list[float | None]:
    return [None if isnan(value) else value for value in row.tolist()]


def _where(row: Codes | Flags, known: Flags) -> list[int | None]:
    return [value if told else None for value, told in zip(row.tolist(), known.tolist(), strict=True)]

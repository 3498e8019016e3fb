"""Control charts of many series at once: a table of series by periods, or ragged rows; arrays in and arrays out.

A series that cannot be used is named with its error, and the others are computed: one bad row must not cost a national table.
"""

from dataclasses import dataclass, replace
from typing import Any, TypedDict, Unpack

import numpy as np
import numpy.typing as npt

from tallystick.spc import core, inputs, readings
from tallystick.spc.inputs import Improvement
from tallystick.spc.laney import Fractions, Kind
from tallystick.spc.limits import Limits, Lines
from tallystick.spc.vocabulary import (
    ASSURANCES,
    CODE_OF_REASON,
    NOT_KNOWN,
    REASONS,
    VARIATIONS,
    Assurance,
    CannotTell,
    Codes,
    Flags,
    Floats,
    Places,
    SpcError,
    Variation,
)
from tallystick.status import Polarity

# Phases of fewer points than this have limits that are still provisional.
FULL_LENGTH = 13


@dataclass(frozen=True, slots=True)
class BadSeries:
    """A series of a batch that could not be used."""

    index: int
    error: str


@dataclass(frozen=True, slots=True, eq=False)
class Charts:
    """The charts of many series.

    `values` and `signal` have the shape of the table, (series, periods), or are one flat row where the input was ragged. `starts`
    are the places in the flat row where phases begin and `series` those where series begin, with one more for the end; `limits` has
    one entry a phase; `variation`, `assurance` and `cannot_tell` one code a series (`VARIATIONS`, `ASSURANCES`, `REASONS`). `rows` says
    of each point of a ragged input which row it was, where they had to be sorted.
    """

    values: Floats
    series: Places
    starts: Places
    limits: Limits
    signal: Codes
    variation: Codes
    assurance: Codes
    cannot_tell: Codes
    bad: tuple[BadSeries, ...] = ()
    spread: Floats | None = None
    greatest: float | None = None
    rows: Places | None = None

    def __len__(self) -> int:
        return len(self.series) - 1

    @property
    def lengths(self) -> Places:
        """How many points each phase has."""
        return np.diff(self.starts, append=self.values.size)

    @property
    def phase(self) -> Places:
        """For each phase, its number within its series, from 0."""
        first = np.searchsorted(self.starts, self.series[:-1])
        of_series = np.searchsorted(self.series, self.starts, side="right") - 1
        return np.arange(len(self.starts)) - first[of_series]

    @property
    def short(self) -> Flags:
        """For each series, whether any of its phases has fewer than 13 points, so that its limits are provisional."""
        short = np.zeros(len(self), dtype=np.bool_)
        phases = self.starts[self.lengths < FULL_LENGTH]
        short[np.searchsorted(self.series, phases, side="right") - 1] = True
        return short

    def lines(self) -> Lines:
        """The mean and limits at each point, in the shape of `values`; proportions and rates do not go beyond what is possible."""
        found = self.limits.lines(self.lengths, self.spread)
        rows = [found.mean, found.lower, found.upper, found.near_lower, found.near_upper]
        if self.greatest is not None:
            rows = [np.clip(row, 0.0, self.greatest) for row in rows]
        return Lines(*(row.reshape(self.values.shape) for row in rows))

    def variations(self) -> list[Variation | None]:
        """The variation of each series in words; None where it cannot be told."""
        return [VARIATIONS[code] for code in self.variation.tolist()]

    def assurances(self) -> list[Assurance | None]:
        """The assurance of each series in words; None without a target, a direction or limits."""
        return [ASSURANCES[code] for code in self.assurance.tolist()]

    def reasons(self) -> list[CannotTell | None]:
        """Why nothing can be told of a series; None where it can."""
        return [REASONS[code] for code in self.cannot_tell.tolist()]


class Settings(TypedDict, total=False):
    """What every batch may be told: see `charts`."""

    improvement: Improvement
    target: npt.ArrayLike | None
    fix_after: int | None
    screen: bool
    as_package: bool


def charts(values: npt.ArrayLike, *, rebase: npt.ArrayLike = (), **settings: Unpack[Settings]) -> Charts:
    """The charts of a table of values, shaped (series, periods), NaN for missing.

    `improvement` and `target` are one for all or one for each series (directions may be an array of 1, -1 and 0; no target is NaN).
    `rebase` holds the numbers of the periods in which every series begins a new phase, or is a table of true and false. The other
    settings are those of `chart`. Raises `SpcError` for a table or settings that do not fit; a bad series is reported in `bad` and
    has no limits.
    """
    table = np.ascontiguousarray(values, dtype=np.float64)
    series, starts = _layout(table.shape, rebase)
    row = core.Row(table.reshape(-1), series, starts)
    return charted(row, table.shape, settings, inputs.unusable(row.values, series))


def proportion_charts(
    numerators: npt.ArrayLike,
    denominators: npt.ArrayLike,
    *,
    per: float = 100.0,
    rebase: npt.ArrayLike = (),
    **settings: Unpack[Settings],
) -> Charts:
    """p′ charts of tables of numerators and denominators: some of the same things, stated per hundred."""
    return _of_fractions(numerators, denominators, Kind.PROPORTION, per, rebase, settings)


def rate_charts(
    counts: npt.ArrayLike,
    denominators: npt.ArrayLike,
    *,
    per: float = 1.0,
    rebase: npt.ArrayLike = (),
    **settings: Unpack[Settings],
) -> Charts:
    """u′ charts of tables of counted events and what they are counted among, stated per one, or per 1,000."""
    return _of_fractions(counts, denominators, Kind.RATE, per, rebase, settings)


def ragged(
    series: npt.ArrayLike,
    order: npt.ArrayLike,
    values: npt.ArrayLike,
    *,
    rebase: npt.ArrayLike | None = None,
    **settings: Unpack[Settings],
) -> Charts:
    """The charts of a long table: for each row the id of its series, its place in time and its value.

    Rows that are in order are not sorted; others are, by series and then order, and so are the points of the result. The ids in
    ascending order are the order of `improvement` and `target`. `rebase` marks the rows that begin a phase. A series with two rows
    in one place is reported in `bad`.
    """
    ids, places, flat, marks, rows = _columns(series, order, values, rebase)
    same = ids[1:] == ids[:-1]
    begins = np.append(True, ~same)[: len(ids)]
    offsets = np.append(np.flatnonzero(begins), len(ids))
    twice = np.flatnonzero(same & (places[1:] == places[:-1]))
    bad = inputs.unusable(flat, offsets)
    for number in np.unique(np.searchsorted(offsets, twice, side="right") - 1).tolist():
        bad[number] = "two values have the same place in time: give one for each period"
    found = charted(core.Row(flat, offsets, np.flatnonzero(begins | marks)), flat.shape, settings, bad)
    return replace(found, rows=rows)


def charted(row: core.Row, shape: tuple[int, ...], settings: Settings, bad: dict[int, str]) -> Charts:
    """The charts of a row of series, without the values of the bad ones."""
    number = len(row.series) - 1
    direction = inputs.directions(settings.get("improvement", Polarity.HIGHER_IS_BETTER), number)
    target = inputs.targets(settings.get("target"), number)
    options = core.Options(settings.get("fix_after"), settings.get("screen", True), settings.get("as_package", False))
    row = _without(row, bad)
    found = core.worked_out(row, options)
    variation, assurance, reasons = _read(row, found, direction, target, options)
    reasons[list(bad)] = CODE_OF_REASON[CannotTell.BAD_VALUES]
    return Charts(
        values=row.values.reshape(shape),
        series=row.series,
        starts=row.starts,
        limits=found.limits,
        signal=found.signal.reshape(shape),
        variation=variation,
        assurance=assurance,
        cannot_tell=reasons,
        bad=tuple(BadSeries(number, bad[number]) for number in sorted(bad)),
        spread=found.spread,
        greatest=row.fractions.greatest if row.fractions else None,
    )


def _of_fractions(
    numerators: npt.ArrayLike,
    denominators: npt.ArrayLike,
    kind: Kind,
    per: float,
    rebase: npt.ArrayLike,
    settings: Settings,
) -> Charts:
    top, bottom = (np.ascontiguousarray(table, dtype=np.float64) for table in (numerators, denominators))
    if top.shape != bottom.shape:
        raise SpcError(f"numerators are shaped {top.shape} and denominators {bottom.shape}: give them one shape")
    series, starts = _layout(top.shape, rebase)
    fractions = Fractions(top.reshape(-1), bottom.reshape(-1), kind, per)
    bad = fractions.unusable(series)
    return charted(core.Row(fractions.values, series, starts, fractions), top.shape, settings, bad)


def _layout(shape: tuple[int, ...], rebase: npt.ArrayLike) -> tuple[Places, Places]:
    if len(shape) != 2:
        raise SpcError(f"a table has two dimensions and this has {len(shape)}: give (series, periods)")
    number, periods = shape
    return np.arange(number + 1, dtype=np.intp) * periods, inputs.beginnings(rebase, number, periods)


def _without(row: core.Row, bad: dict[int, str]) -> core.Row:
    if not bad:
        return row
    fractions = row.fractions
    if fractions:
        fractions = replace(fractions, numerators=inputs.emptied(fractions.numerators, row.series, bad))
    return core.Row(inputs.emptied(row.values, row.series, bad), row.series, row.starts, fractions)


def _read(
    row: core.Row, found: core.Found, direction: Codes, target: Floats, options: core.Options
) -> tuple[Codes, Codes, Codes]:
    """Variation, assurance and reason of each series. The package reads the last point, known or not, and always says something."""
    if not row.values.size:
        none = np.full(len(direction), NOT_KNOWN, dtype=np.int8)
        return none, none.copy(), np.full(len(direction), CODE_OF_REASON[CannotTell.NO_VALUES], dtype=np.int8)
    last_point, last_phase = row.series[1:] - 1, np.searchsorted(row.starts, row.series[1:]) - 1
    limits = found.limits.part(last_phase)
    reasons = readings.reason_codes(limits)
    told = (reasons == 0) | options.as_package
    latest = last_point if options.as_package else readings.latest_known(row.values, row.series)
    variation = readings.variation_codes(found.signal[latest], direction)
    variation[~told] = NOT_KNOWN
    ones = np.ones(len(limits.mean), dtype=np.intp)
    lines = limits.lines(ones, None if found.spread is None else found.spread[last_point])
    return variation, readings.assurance_codes(lines, target, direction, told), reasons


def _columns(
    series: npt.ArrayLike, order: npt.ArrayLike, values: npt.ArrayLike, rebase: npt.ArrayLike | None
) -> tuple[npt.NDArray[Any], npt.NDArray[Any], Floats, Flags, Places | None]:
    ids, places, flat = np.asarray(series), np.asarray(order), np.asarray(values, dtype=np.float64)
    marks = np.zeros(flat.shape, dtype=np.bool_) if rebase is None else np.asarray(rebase, dtype=np.bool_)
    if flat.ndim != 1 or not ids.shape == places.shape == flat.shape == marks.shape:
        raise SpcError("the columns differ in length: give series, order, values and rebase one entry for each row")
    same, later = ids[1:] == ids[:-1], ids[1:] > ids[:-1]
    if np.all(later | (same & (places[1:] >= places[:-1]))):
        return ids, places, flat, marks, None
    rows = np.lexsort((places, ids))
    return ids[rows], places[rows], flat[rows], marks[rows], rows

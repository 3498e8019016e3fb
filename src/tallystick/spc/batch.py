"""Control charts of many series at once: a table of series by periods, or ragged rows; arrays in and arrays out.

A series that cannot be used is named with its error, and the others are computed: one bad row must not cost a national table.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tallystick.spc import core, inputs, readings
from tallystick.spc.inputs import Improvement
from tallystick.spc.limits import Limits
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
    one entry a phase; `variation`, `assurance` and `cannot_tell` one code a series (`VARIATIONS`, `ASSURANCES`, `REASONS`).
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

    def __len__(self) -> int:
        return len(self.series) - 1

    @property
    def lengths(self) -> Places:
        """How many points each phase has."""
        return np.diff(self.starts, append=self.values.size)

    @property
    def short(self) -> Flags:
        """Whether any phase of a series has fewer than 13 points, so that its limits are provisional."""
        short = np.zeros(len(self), dtype=np.bool_)
        phases = self.starts[self.lengths < FULL_LENGTH]
        short[np.searchsorted(self.series, phases, side="right") - 1] = True
        return short

    def per_point(self, of_phases: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """What is known of phases, at each of their points: `charts.per_point(charts.limits.upper)`."""
        return np.repeat(of_phases, self.lengths).reshape(self.values.shape)

    def variations(self) -> list[Variation | None]:
        """The variation of each series in words; None where it cannot be told."""
        return [VARIATIONS[code] for code in self.variation.tolist()]

    def assurances(self) -> list[Assurance | None]:
        """The assurance of each series in words; None without a target, a direction or limits."""
        return [ASSURANCES[code] for code in self.assurance.tolist()]

    def reasons(self) -> list[CannotTell | None]:
        """Why nothing can be told of a series; None where it can."""
        return [REASONS[code] for code in self.cannot_tell.tolist()]


def charts(
    values: npt.ArrayLike,
    *,
    improvement: Improvement = Polarity.HIGHER_IS_BETTER,
    target: npt.ArrayLike | None = None,
    rebase: npt.ArrayLike = (),
    fix_after: int | None = None,
    screen: bool = True,
    as_package: bool = False,
) -> Charts:
    """The charts of a table of values, shaped (series, periods), NaN for missing.

    `improvement` and `target` are one for all or one for each series (directions may be an array of 1, -1 and 0; no target is NaN).
    `rebase` holds the numbers of the periods in which every series begins a new phase, or is a table of true and false. Raises
    `SpcError` for a table or options that do not fit; a bad series is reported in `bad` and has no limits.
    """
    table = np.ascontiguousarray(values, dtype=np.float64)
    if table.ndim != 2:
        raise SpcError(f"a table has two dimensions and this has {table.ndim}: give (series, periods)")
    number, periods = table.shape
    row = core.Row(
        table.reshape(-1),
        np.arange(number + 1, dtype=np.intp) * periods,
        inputs.beginnings(rebase, number, periods),
    )
    bad = inputs.unusable(row.values, row.series)
    options = core.Options(fix_after, screen, as_package)
    return charted(
        row, table.shape, inputs.directions(improvement, number), inputs.targets(target, number), options, bad
    )


def ragged(
    series: npt.ArrayLike,
    order: npt.ArrayLike,
    values: npt.ArrayLike,
    *,
    improvement: Improvement = Polarity.HIGHER_IS_BETTER,
    target: npt.ArrayLike | None = None,
    rebase: npt.ArrayLike | None = None,
    fix_after: int | None = None,
    screen: bool = True,
    as_package: bool = False,
) -> Charts:
    """The charts of a long table: for each row the number of its series, its place in time and its value.

    Rows that are in order are not sorted; others are, by series and then order, and so are the points of the result. The ids in
    ascending order are the order of `improvement` and `target`. `rebase` marks the rows that begin a phase. A series with two rows
    in one place is reported in `bad`.
    """
    ids, places, flat, marks = _columns(series, order, values, rebase)
    same = ids[1:] == ids[:-1]
    begins = np.append(True, ~same)[: len(ids)]
    offsets = np.append(np.flatnonzero(begins), len(ids))
    twice = np.flatnonzero(same & (places[1:] == places[:-1]))
    bad = inputs.unusable(flat, offsets)
    for number in np.unique(np.searchsorted(offsets, twice, side="right") - 1).tolist():
        bad[number] = "two values have the same place in time: give one for each period"
    row = core.Row(flat, offsets, np.flatnonzero(begins | marks))
    ways, aims = inputs.directions(improvement, len(offsets) - 1), inputs.targets(target, len(offsets) - 1)
    return charted(row, flat.shape, ways, aims, core.Options(fix_after, screen, as_package), bad)


def charted(
    row: core.Row, shape: tuple[int, ...], direction: Codes, target: Floats, options: core.Options, bad: dict[int, str]
) -> Charts:
    """The charts of a row of series, without the values of the bad ones."""
    if bad:
        row = core.Row(inputs.emptied(row.values, row.series, bad), row.series, row.starts)
    limits, signal = core.worked_out(row, options)
    if row.values.size:
        codes = _read(row, limits, signal, direction, target, options)
    else:
        none = np.full(len(direction), NOT_KNOWN, dtype=np.int8)
        codes = none, none, np.full(len(direction), CODE_OF_REASON[CannotTell.NO_VALUES], dtype=np.int8)
    codes[2][list(bad)] = CODE_OF_REASON[CannotTell.BAD_VALUES]
    faults = tuple(BadSeries(number, bad[number]) for number in sorted(bad))
    return Charts(row.values.reshape(shape), row.series, row.starts, limits, signal.reshape(shape), *codes, faults)


def _read(
    row: core.Row, limits: Limits, signal: Codes, direction: Codes, target: Floats, options: core.Options
) -> tuple[Codes, Codes, Codes]:
    """Variation, assurance and reason of each series. The package reads the last point, known or not, and always says something."""
    last_phase = np.searchsorted(row.starts, row.series[1:]) - 1
    reasons = readings.reason_codes(limits, last_phase)
    told = (reasons == 0) | options.as_package
    latest = row.series[1:] - 1 if options.as_package else readings.latest_known(row.values, row.series)
    variation = readings.variation_codes(signal[latest], direction)
    variation[~told] = NOT_KNOWN
    lower, upper = limits.lower[last_phase], limits.upper[last_phase]
    return variation, readings.assurance_codes(lower, upper, target, direction, told), reasons


def _columns(
    series: npt.ArrayLike, order: npt.ArrayLike, values: npt.ArrayLike, rebase: npt.ArrayLike | None
) -> tuple[npt.NDArray[Any], npt.NDArray[Any], Floats, Flags]:
    ids, places, flat = np.asarray(series), np.asarray(order), np.asarray(values, dtype=np.float64)
    marks = np.zeros(flat.shape, dtype=np.bool_) if rebase is None else np.asarray(rebase, dtype=np.bool_)
    if flat.ndim != 1 or not ids.shape == places.shape == flat.shape == marks.shape:
        raise SpcError("the columns differ in length: give series, order, values and rebase one entry for each row")
    same, later = ids[1:] == ids[:-1], ids[1:] > ids[:-1]
    if np.all(later | (same & (places[1:] >= places[:-1]))):
        return ids, places, flat, marks
    sorted_rows = np.lexsort((places, ids))
    return ids[sorted_rows], places[sorted_rows], flat[sorted_rows], marks[sorted_rows]

"""From the rows of a table to measures: one series for each measure, area and frequency, with its targets and comparators.

What had to be decided on the way (two values for one period, a value without a period) is kept as a note, so that no row is lost in silence.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from tallystick import documents
from tallystick.documents import Unreadable
from tallystick.documents.measures import MeasureRow, MeasureTable
from tallystick.periods import Frequency, Period
from tallystick.series import Missing, Observation, Series, Vintage
from tallystick.series.observations import FINALITY
from tallystick.status import Polarity

# Units that only say that something is counted are not printed after every figure.
COUNTED = ("number", "no", "no.", "count", "#", "n")
PER_CENT = ("%", "per cent", "percent", "percentage", "percentage points")
LONGEST_UNIT = 14
FORMS = {"action_tracker": "an action tracker", "peer_challenge": "a peer challenge", "register": "another register"}
NOT_A_TABLE = (
    "The file holds no table of measures, but {}. Give a table with columns for the measure, the period and the value."
)


@dataclass(frozen=True, slots=True)
class Given:
    """A target as the table gives it, for a period or, without one, for all."""

    name: str
    period: Period | None
    value: Decimal


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure in one area and one frequency, as a table tells it.

    `unit` is what is printed after a figure, and blank where it is too long for that; `stated_in` is the whole of it.
    """

    reference: str
    title: str
    area: str
    unit: str
    stated_in: str
    polarity: Polarity | None
    series: Series
    targets: tuple[Given, ...] = ()
    comparators: tuple[tuple[str, Series], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As it is headed: reference and title, the unit that figures go without, and the area where one is given."""
        name = "  ".join(part for part in (self.reference, self.title) if part)
        said = self.unit or not self.stated_in or self.stated_in.casefold() in self.title.casefold()
        name = name if said else f"{name}, {self.stated_in}"
        return f"{name} ({self.area})" if self.area else name

    @property
    def key(self) -> tuple[str, Frequency | None]:
        """What is the same for this measure in every area."""
        return (self.reference or self.title).casefold(), self.series.frequency


def table_of(file: str) -> MeasureTable:
    """The table of measures in a file. Raises `Unreadable`, with one line, for a file that holds none."""
    results = documents.recognise_all(documents.read(file))
    found = next((result for result in results if isinstance(result, MeasureTable)), None)
    if found is None:
        raise Unreadable(NOT_A_TABLE.format(FORMS.get(results[0].kind, "nothing that is known")))
    return found


def measures_of(table: MeasureTable) -> list[Measure]:
    """Every series of the table, in the order in which their first rows stand."""
    return [measure for rows in rows_of_each(table) for measure in _of_rows(rows)]


def rows_of_each(table: MeasureTable) -> Collection[list[MeasureRow]]:
    """The rows of each measure in each area, in the order in which their first rows stand."""
    together: dict[tuple[str, str], list[MeasureRow]] = {}
    for row in table.rows:
        together.setdefault(((row.reference or row.title).casefold(), row.area.casefold()), []).append(row)
    return together.values()


def chosen(measures: Sequence[Measure], wanted: Sequence[str], areas: Sequence[str]) -> list[Measure]:
    """Those that are called what is wanted, in the areas wanted. All where none is named."""
    called = {id(one) for words in wanted for one in _called(measures, words.casefold())}
    within = {area.casefold() for area in areas}
    return [
        one for one in measures if (not wanted or id(one) in called) and (not areas or one.area.casefold() in within)
    ]


def _called(measures: Sequence[Measure], words: str) -> list[Measure]:
    """Those of that very reference; where there is none, those with the words in reference or title."""
    exact = [one for one in measures if one.reference.casefold() == words]
    return exact or [one for one in measures if words in one.reference.casefold() or words in one.title.casefold()]


def by_key(measures: Sequence[Measure]) -> dict[tuple[str, Frequency | None], list[Measure]]:
    """The same measure in all its areas, together."""
    together: dict[tuple[str, Frequency | None], list[Measure]] = {}
    for one in measures:
        together.setdefault(one.key, []).append(one)
    return together


def _of_rows(rows: Sequence[MeasureRow]) -> list[Measure]:
    first = rows[0]
    observed = _of_the_year_so_far([row for row in rows if row.period and (row.value is not None or row.missing)])
    unit = unit_of(next((row.unit for row in rows if row.unit), ""))
    frequencies = dict.fromkeys(row.period.frequency for row in observed if row.period)
    return [
        Measure(
            reference=first.reference,
            title=next((row.title for row in rows if row.title), ""),
            area=first.area,
            unit=unit if len(unit) <= LONGEST_UNIT else "",
            stated_in=unit,
            polarity=next((row.polarity for row in rows if row.polarity), None),
            series=series,
            targets=_targets(
                _of_the_year_so_far([row for row in rows if row.period]) + [row for row in rows if not row.period]
            ),
            comparators=_comparators(rows, frequency),
            notes=(*notes, *_undated(rows)),
        )
        for frequency in frequencies
        for series, notes in [_series([row for row in observed if row.period and row.period.frequency is frequency])]
    ]


def _of_the_year_so_far(rows: list[MeasureRow]) -> list[MeasureRow]:
    """A year to date reads as a month, a quarter or a year where it is as long as one: those that begin in April belong to its series."""
    found = {row.period.frequency for row in rows if row.period}
    if Frequency.YEAR_TO_DATE not in found or not all(row.period and row.period.start.month == 4 for row in rows):
        return rows
    return [
        replace(row, period=Period(Frequency.YEAR_TO_DATE, row.period.start, row.period.end)) if row.period else row
        for row in rows
    ]


def unit_of(written: str) -> str:
    """The unit as it is printed after a figure."""
    plain = written.strip().casefold()
    return "%" if plain in PER_CENT else "" if plain in COUNTED else written.strip()


def _series(rows: Sequence[MeasureRow]) -> tuple[Series, tuple[str, ...]]:
    """The rows as a series: of several for one period the most final, and of those the last."""
    notes, kept = [], []
    ordered = sorted(rows, key=lambda row: str(row.period))
    for period, found in groupby(ordered, key=lambda row: row.period):
        same = list(found)
        valued = [row for row in same if row.value is not None] or same
        best = max(valued, key=lambda row: (FINALITY.index(row.vintage or Vintage.VALIDATED), same.index(row)))
        if len({row.value for row in valued}) > 1:
            notes.append(f"{period} has {len(valued)} values: {best.value} counts ({best.place}).")
        kept.append(_observation(best))
    return Series(kept), tuple(notes)


def _observation(row: MeasureRow) -> Observation:
    assert row.period is not None  # noqa: S101 - rows without a period were left out
    missing = None if row.value is not None else row.missing or Missing.NOT_COLLECTED
    vintage = row.vintage or Vintage.VALIDATED
    return Observation(row.period, row.value, row.numerator, row.denominator, vintage, missing, row.markers)


def _undated(rows: Sequence[MeasureRow]) -> tuple[str, ...]:
    undated = sum(row.period is None and row.value is not None for row in rows)
    return (f"{undated} value{'s' if undated > 1 else ''} without a period left out.",) if undated else ()


def _targets(rows: Sequence[MeasureRow]) -> tuple[Given, ...]:
    found = (Given(row.target_name, row.period, row.target) for row in rows if row.target is not None)
    return tuple(dict.fromkeys(found))


def _comparators(rows: Sequence[MeasureRow], frequency: Frequency) -> tuple[tuple[str, Series], ...]:
    """The series of each comparator, in the frequency of the measure."""
    found: dict[str, dict[Period, Decimal]] = {}
    for row in rows:
        for one in row.comparators:
            period = one.period or row.period
            if period is not None and period.frequency is frequency:
                found.setdefault(one.name, {})[period] = one.value
    return tuple((name, Series(Observation(*pair) for pair in values.items())) for name, values in found.items())

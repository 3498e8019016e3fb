"""The rows of one table, read by its layout.

What repeats from row to row (the measure, its unit, its polarity) is read once for each distinct set of cells, since a long table
has a hundred thousand rows and a few thousand measures. Reasons for doubt are kept with what was read and given for every row.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import itemgetter
from typing import Any

from tallystick import periods
from tallystick.documents import figures
from tallystick.documents.doubts import Doubt
from tallystick.documents.figures import BLANK, Figure
from tallystick.documents.measures import about, cells, context, names
from tallystick.documents.measures.about import Common
from tallystick.documents.measures.headers import Column
from tallystick.documents.measures.layout import Layout
from tallystick.documents.measures.model import Comparator, MeasureRow
from tallystick.documents.measures.names import Role
from tallystick.documents.model import Block, Place
from tallystick.documents.overlong import Settled
from tallystick.periods import Frequency, Period
from tallystick.series import Marker, Missing, Vintage

ASKED = "this is a percentage, and"
DECIMAL_COMMA = re.compile(
    r"[-(]?£?\d{1,3}(?:\.\d{3})*,(?:\d{1,2}|\d{4,}) ?%?\)?|[-(]?£?\d{1,3}(?:\.\d{3})+,\d+\)?", re.ASCII
)
POINTS = re.compile(r"[-(]?£?[1-9]\d{0,2}\.\d{3}\)?", re.ASCII)
SIZES = (("billion", 9), ("bn", 9), ("million", 6), ("m", 6), ("thousand", 3), ("000", 3), ("k", 3))
SCALED_UNIT = re.compile(r"£ ?(?:k|m|mn|bn)\b|\b(?:thousand|million|billion)|000", re.IGNORECASE)
REMEMBERED = 20_000  # distinct sets of cells, so that memory stays bounded
OF_MARKER = {
    Marker.PROVISIONAL: Vintage.PROVISIONAL,
    Marker.REVISED: Vintage.REVISED,
    Marker.ESTIMATED: Vintage.ESTIMATED,
}


@dataclass(slots=True)
class Part:
    """What a row says of one period."""

    column: int
    figure: Figure = BLANK
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    targets: list[tuple[str, Decimal, int]] = field(default_factory=list)
    comparators: list[Comparator] = field(default_factory=list)
    whys: list[tuple[int, str]] = field(default_factory=list)  # of the value, and the cell that each speaks of
    target_whys: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table while it is read: its layout, what is remembered of it, and the doubts so far."""

    block: Block
    layout: Layout
    doubts: list[Doubt]
    pairs: Frequency | None = None
    common_columns: tuple[int, ...] = ()
    common_key: Callable[[Sequence[str]], Any] = tuple
    value_column: int = 0
    commons: dict[Any, Common] = field(default_factory=dict)
    periods: dict[tuple[str, Frequency | None], Period | str] = field(default_factory=dict)
    above: Common | None = None
    shares: dict[tuple[str, str], "Share"] = field(default_factory=dict)
    joined: dict[int, str] = field(default_factory=dict)
    comma_is_point: bool = False

    def doubt(self, row: int, column: int, why: str) -> None:
        self.doubts.append(Doubt(self.block.place_of(row, column), self.block.rows[row][column], why))


@dataclass(slots=True)
class Share:
    """A measure's percentages that stand without their sign: the largest, and all cells and targets until one is plainly no share."""

    largest: Decimal = Decimal(0)
    values: list[tuple[int, int, Decimal]] = field(default_factory=list)
    targets: list[tuple[int, int, Decimal]] = field(default_factory=list)


def read(settled: Settled, layout: Layout, doubts: list[Doubt]) -> Iterator[MeasureRow]:
    """Every row below the header, but for blank ones, headings between, and the header where it is repeated."""
    block, single = settled.block, layout.single
    columns = [single[role] for role in about.ROLES if role in single]
    columns += [column.index for column in layout.measured if column.role is Role.BASELINE]
    valued = [column.index for column in layout.measured if column.role is Role.VALUE] or columns
    table = Table(block, layout, doubts, None, tuple(columns), itemgetter(*columns), valued[0], joined=settled.joined)
    table.comma_is_point = _comma_is_point(block, layout)
    if layout.is_long:
        table.pairs = periods.settle({row[single[Role.PERIOD]] for row in block.rows[layout.header.below :]})
    headers = set(block.rows[layout.header.row : layout.header.below])
    for number in range(layout.header.below, len(block.rows)):
        row = block.rows[number]
        if row not in headers and sum(map(bool, row)) > 1:
            yield from _row(table, number, row)
    _doubt_shares(table)


def _row(table: Table, number: int, row: Sequence[str]) -> Iterator[MeasureRow]:
    common = _common(table, number, row)
    if common is None:
        return
    of_values = _whys(table, number, common) if common.whys else []
    own = _own_period(table, number, row, common)
    parts = _parts(table, number, row, own, common.unit)
    if not parts:
        parts[own] = Part(table.common_columns[0])
    for period, part in parts.items():
        part.whys.extend(of_values)
        first = _measure_row(table, number, row, common, period, part, period is own)
        yield first
        _doubt_part(table, number, part)
        for name, target, column in part.targets[1:]:
            yield _second_target(first, name, target, table.block.place_of(number, column))


def _whys(table: Table, number: int, common: Common) -> list[tuple[int, str]]:
    """The doubts of a row that are of its values; the others are told where they stand."""
    columns = {table.layout.single.get(role) for role in (Role.PERIOD, Role.VINTAGE, Role.ILLUSTRATIVE)}
    for column, why in common.whys:
        if column not in columns:
            table.doubt(number, column, why)
    return [why for why in common.whys if why[0] in columns]


def _doubt_part(table: Table, number: int, part: Part) -> None:
    """What makes the value doubtful, and the targets, where these stand. A row put together is doubtful in all that it says."""
    if not (part.whys or part.target_whys or table.joined):
        return
    cells_of_row = table.block.rows[number]
    if why := table.joined.get(number):
        if part.figure is not BLANK or part.comparators:
            part.whys.append((part.column, why))
        part.target_whys += [(column, why) for _, _, column in part.targets]
    at = table.block.place_of(number, part.column)
    table.doubts += [Doubt(at, cells_of_row[column], why) for column, why in dict.fromkeys(part.whys)]
    for place, (_, _, column) in enumerate(part.targets):
        at = table.block.place_of(number, column if place else part.column)
        whys = [why for cell, why in part.target_whys if cell == column]
        table.doubts += [Doubt(at, cells_of_row[column], f"the target: {why}") for why in whys]


def _common(table: Table, number: int, row: Sequence[str]) -> Common | None:
    """What the row says of its measure; a row that names none is of the measure above it, as merged cells leave it."""
    key = table.common_key(row)
    common = table.commons.get(key)
    if common is None:
        if len(table.commons) > REMEMBERED:
            table.commons.clear()
        common = table.commons[key] = about.read(table.layout, table.block.rows[table.layout.header.below - 1], row)
    if common.reference or common.title:
        table.above = common
        return common
    if table.above is None or not table.layout.is_long:
        table.doubt(
            number,
            table.common_columns[0],
            "this row has figures and names no measure: write its reference or its name",
        )
        return None
    why = f"this row names no measure: taken as {_name(table.above)}, which is above it"
    return _of_above(table.above, common, (table.layout.single[Role.PERIOD], why))


def _of_above(above: Common, own: Common, why: tuple[int, str]) -> Common:
    """What a row says that names no measure, and what the row above says where this one is silent."""
    taken = {
        name: getattr(own, name) or getattr(above, name)
        for name in ("area", "unit", "polarity", "frequency", "target_name", "source")
    }
    return replace(own, reference=above.reference, title=above.title, whys=(*own.whys, why), **taken)


def _name(common: Common) -> str:
    return f"“{common.reference or common.title}”"


def _own_period(table: Table, number: int, row: Sequence[str], common: Common) -> Period | None:
    """The period that the row names, or that the whole table has."""
    index = table.layout.single.get(Role.PERIOD)
    if index is None:
        return table.layout.own
    text = row[index]
    length = table.layout.single.get(Role.PERIOD_LENGTH)
    frequency = common.frequency
    if length is not None and row[length]:
        text = f"{text}/{row[length]}"
    elif length is not None:
        frequency = frequency or Frequency.WAVE  # a day without a length is a point in time
    key = (text, frequency)
    found = table.periods.get(key)
    if found is None:
        period, why = cells.read(lambda words: cells.period(words, frequency, table.pairs), cells.words(text), None)
        found = table.periods[key] = why if period is None else period
    if isinstance(found, str):
        table.doubt(number, index, found)
        return None
    return found


def _parts(table: Table, number: int, row: Sequence[str], own: Period | None, unit: str) -> dict[Period | None, Part]:
    """The figures of the row, by the period that each is of."""
    part = Part(table.value_column) if table.layout.is_long else None
    parts = {own: part} if part else {}
    latest = own
    for column in table.layout.measured:
        if column.role is Role.BASELINE or not row[column.index]:
            continue
        found = _figure(table, number, row, column)
        period = column.period or own
        if column.year_end and column.period is None:
            period = context.financial_year(own) or own
        if column.role is Role.COMPARATOR and table.layout.is_long:
            period = own
        if found is None and not table.layout.is_long:
            continue
        if part is None or period is not latest:  # most rows are of one period, and periods are slow to hash
            part, latest = parts.setdefault(period, Part(column.index)), period
        if found is not None:
            found = _in_unit(found, unit)
            _put(table, part, column, found)
            _doubt_figure(table, part, column, row[column.index], found, unit)
    return parts


def _in_unit(found: Figure, unit: str) -> Figure:
    """A figure that is shortened as its unit is, `£1.2m` under `£m`, counted in the unit: 1.2."""
    shortened = SCALED_UNIT.search(unit)
    if not found.scaled or found.value is None or shortened is None:
        return found
    digits = next(size for letters, size in SIZES if letters in shortened[0].casefold())
    return replace(found, value=found.value.scaleb(-digits).normalize())


def _figure(table: Table, number: int, row: Sequence[str], column: Column) -> Figure | None:
    """The figure of a cell; None, and a doubt, when it cannot be read."""
    text = row[column.index]
    try:
        found = cells.target(text) if column.role is Role.TARGET else figures.parse(text)
    except (cells.Unclear, figures.FigureError) as error:
        table.doubt(number, column.index, str(error))
        return None
    return found


def _doubt_figure(table: Table, part: Part, column: Column, text: str, found: Figure, unit: str) -> None:
    """What is not certain of a figure that was read: with its own mark, in its column, or in a table with commas for points."""
    whys = part.target_whys if column.role is Role.TARGET else part.whys
    if found.doubt:
        whys.append((column.index, found.doubt))
    if column.index in table.layout.doubtful:
        whys.append((column.index, table.layout.doubtful[column.index]))
    if table.comma_is_point and POINTS.fullmatch(text):
        whys.append(
            (
                column.index,
                f'"{text}" may be written with a point between thousands, as others in this table: write 1,234 or 1.2340',
            )
        )
    if found.scaled and SCALED_UNIT.search(unit):
        whys.append(
            (
                column.index,
                f'"{text}" is shortened and so is the unit, {unit}: read as {found.value:,f} {unit}. Write it without the letter',
            )
        )


def _comma_is_point(block: Block, layout: Layout) -> bool:
    """Whether numbers are written as on the continent, 1.234,5: by one that can be nothing else, or by the delimiter that goes with it."""
    columns = [column.index for column in layout.measured]
    rows = block.rows[layout.header.below :]
    return block.delimiter == ";" or any(
        "," in row[at] and DECIMAL_COMMA.fullmatch(row[at]) for row in rows for at in columns
    )


def _put(table: Table, part: Part, column: Column, found: Figure) -> None:
    if column.role is Role.VALUE:
        part.figure, part.column = found, column.index
    elif column.role is Role.NUMERATOR:
        part.numerator = found.value
    elif column.role is Role.DENOMINATOR:
        part.denominator = found.value
    elif found.value is not None and column.role is Role.TARGET:
        part.targets.append((column.name, found.value, column.index))
    elif found.value is not None:
        part.comparators.append(Comparator(column.name, found.value, column.period))


def _measure_row(
    table: Table, number: int, row: Sequence[str], common: Common, period: Period | None, part: Part, is_own: bool
) -> MeasureRow:
    """One row; what the table says of a reason or of markers is said of the row's own period, not of its year's target."""
    found = part.figure
    missing, markers = _notes(table, row, part) if is_own else (found.missing, found.markers)
    name, target, _ = part.targets[0] if part.targets else ("", None, 0)
    return MeasureRow(
        common.reference,
        common.title,
        common.area,
        period,
        found.value,
        missing,
        part.numerator,
        part.denominator,
        common.vintage or next((OF_MARKER[marker] for marker in markers if marker in OF_MARKER), None),
        markers,
        target,
        name or (common.target_name if target is not None else ""),
        common.baseline,
        common.baseline_period,
        _unit(table, number, common, part),
        common.polarity,
        common.frequency,
        tuple(part.comparators),
        common.source,
        _note(table, row, part),
        common.illustrative,
        table.block.place_of(number, part.column),
    )


def _notes(table: Table, row: Sequence[str], part: Part) -> tuple[Missing | None, tuple[Marker, ...]]:
    """Why the value is missing and what it is marked with, by its own cell and by the columns for them."""
    missing, markers = part.figure.missing, part.figure.markers
    index = table.layout.single.get(Role.MISSING)
    if index is not None and row[index]:
        missing = _missing(part, index, row[index])
    index = table.layout.single.get(Role.MARKERS)
    if index is not None and row[index]:
        markers = _markers(part, index, row[index], markers)
    return missing, markers


def _note(table: Table, row: Sequence[str], part: Part) -> str:
    index = table.layout.single.get(Role.NOTE)
    note = "" if index is None else cells.words(row[index])
    return f"{note} (given as “{row[part.column].strip()}”)".strip() if part.figure.approximate else note


def _second_target(first: MeasureRow, name: str, target: Decimal, place: Place) -> MeasureRow:
    """A second target for the same period, without the value, which the first row has."""
    emptied = replace(first, value=None, missing=None, numerator=None, denominator=None, vintage=None, markers=())
    return replace(emptied, target=target, target_name=name, comparators=(), note="", place=place)


def _missing(part: Part, index: int, text: str) -> Missing | None:
    found = part.figure
    reason, why = cells.read(cells.missing, text, None)
    if reason and found.value is not None:
        why = f"the row has a value, and says that it is {reason.words}: keep one of them"
    if why:
        part.whys.append((index, why))
    return found.missing if found.value is not None or reason is None else reason


def _markers(part: Part, index: int, text: str, markers: tuple[Marker, ...]) -> tuple[Marker, ...]:
    nothing: tuple[Marker, ...] = ()
    found, why = cells.read(cells.markers, text, nothing)
    if why:
        part.whys.append((index, why))
    return tuple(dict.fromkeys((*markers, *found))) if markers else found


def _unit(table: Table, number: int, common: Common, part: Part) -> str:
    """The unit of the measure. A cell that says another is a doubt; bare shares of a percentage are looked at together."""
    found = part.figure
    if found.unit and common.unit and found.unit not in common.unit and found.unit in ("%", "£"):
        table.doubt(
            number, part.column, f"the cell is in {found.unit} and the measure in {common.unit}: correct one of them"
        )
    if _is_percentage(common):
        _note_share(table, number, common, part)
        _hold_against_parts(part)
    return common.unit or found.unit or ""


def _is_percentage(common: Common) -> bool:
    return common.unit == "%" or (not common.unit and names.says_per_cent(common.title))


def _hold_against_parts(part: Part) -> None:
    """A percentage that is not the numerator of the denominator, however it was rounded."""
    value, numerator, whole = part.figure.value, part.numerator, part.denominator
    if value is None or numerator is None or not whole or whole < numerator:
        return
    computed = 100 * numerator / whole
    if abs(value - computed) > 1:
        part.whys.append(
            (part.column, f"{numerator} of {whole} is {computed:.1f}%, and the value {value}: correct one of them")
        )


def _note_share(table: Table, number: int, common: Common, part: Part) -> None:
    """Keep what may be a share of one: the figure of a row, and its targets, where they have no sign."""
    key = (common.reference, common.title)
    share = table.shares.get(key) or table.shares.setdefault(key, Share())
    value = part.figure.value
    if value is not None and part.figure.unit is None:
        share.largest = max(share.largest, abs(value))
        if share.largest > 1:
            share.values.clear()
        else:
            share.values.append((number, part.column, value))
    for place, (_, target, column) in enumerate(part.targets):
        if 0 < target <= 1 and "%" not in table.block.rows[number][column]:
            share.targets.append((number, column if place else part.column, target))


def _doubt_shares(table: Table) -> None:
    """Percentages of which none passes 1 may be shares of one, as a spreadsheet stores them: 0.123 for 12.3%, and 1 for 100%."""
    for share in table.shares.values():
        if 0 < share.largest <= 1:
            for row, column, value in share.values:
                table.doubt(row, column, f"{ASKED} no value of this measure passes 1: {_remedy(value)}")
        if share.largest <= 1 or share.largest >= 10:
            for row, column, target in share.targets:
                table.doubt(row, column, f"{ASKED} the target is {target}: {_remedy(target)}")


def _remedy(value: Decimal) -> str:
    return f"if {value} stands for {(value * 100).normalize():f}%, write it so. Kept as it stands"

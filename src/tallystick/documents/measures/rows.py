"""The rows of one table, read by its layout.

What repeats from row to row (the measure, its unit, its polarity) is read once for each distinct set of cells, since a long table
has a hundred thousand rows and a few thousand measures. Reasons for doubt are kept with what was read and given for every row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from operator import itemgetter

from tallystick import periods
from tallystick.documents import figures
from tallystick.documents.doubts import Doubt
from tallystick.documents.figures import Figure
from tallystick.documents.measures import about, cells, context, doubting, names
from tallystick.documents.measures.about import Common
from tallystick.documents.measures.headers import Column
from tallystick.documents.measures.layout import Layout
from tallystick.documents.measures.model import Comparator, MeasureRow
from tallystick.documents.measures.names import Role
from tallystick.documents.measures.under_way import Part, Table
from tallystick.documents.model import Place
from tallystick.documents.overlong import Settled
from tallystick.periods import Frequency, Period
from tallystick.series import Marker, Missing, Vintage

SIZES = (("billion", 9), ("bn", 9), ("million", 6), ("m", 6), ("thousand", 3), ("000", 3), ("k", 3))
REMEMBERED = 20_000  # distinct sets of cells, so that memory stays bounded
OF_MARKER = {
    Marker.PROVISIONAL: Vintage.PROVISIONAL,
    Marker.REVISED: Vintage.REVISED,
    Marker.ESTIMATED: Vintage.ESTIMATED,
}


def read(settled: Settled, layout: Layout, doubts: list[Doubt]) -> Iterator[MeasureRow]:
    """Every row below the header, but for blank ones, headings between, and the header where it is repeated."""
    block, single = settled.block, layout.single
    columns = [single[role] for role in about.ROLES if role in single]
    columns += [column.index for column in layout.measured if column.role is Role.BASELINE]
    valued = [column.index for column in layout.measured if column.role is Role.VALUE] or columns
    table = Table(block, layout, doubts, None, tuple(columns), itemgetter(*columns), valued[0], joined=settled.joined)
    table.comma_is_point = doubting.comma_is_point(block, layout)
    if layout.is_long:
        table.pairs = periods.settle({row[single[Role.PERIOD]] for row in block.rows[layout.header.below :]})
    headers = set(block.rows[layout.header.row : layout.header.below])
    figured = [column.index for column in layout.measured]
    in_notes = False
    for number in range(layout.header.below, len(block.rows)):
        row = block.rows[number]
        if row in headers or sum(map(bool, row)) <= 1:
            in_notes = (in_notes and row not in headers) or _begins_notes(row)
        elif not in_notes or any(row[column] for column in figured):
            in_notes = False
            yield from _row(table, number, row)
    doubting.of_shares(table)


def _begins_notes(row: Sequence[str]) -> bool:
    """Whether a row only says that notes come below it: what they hold has a number and a text, as a measure without figures has."""
    return names.plain("".join(row)) in names.NOTES_BELOW


def _row(table: Table, number: int, row: Sequence[str]) -> Iterator[MeasureRow]:
    common = _common(table, number, row)
    if common is None:
        return
    of_values = doubting.of_common(table, number, common) if common.whys else []
    own = _own_period(table, number, row, common)
    parts = _parts(table, number, row, own, common.unit)
    if not parts:
        parts[own] = Part(table.common_columns[0])
    for period, part in parts.items():
        part.whys.extend(of_values)
        first = _measure_row(table, number, row, common, period, part, period is own)
        yield first
        doubting.of_part(table, number, part)
        for name, target, column in part.targets[1:]:
            yield _second_target(first, name, target, table.block.place_of(number, column))


def _common(table: Table, number: int, row: Sequence[str]) -> Common | None:
    """What the row says of its measure; a row that names none is of the measure above it, as merged cells leave it."""
    key = table.common_key(row)
    common = table.commons.get(key)
    if common is None:
        if len(table.commons) > REMEMBERED:
            table.commons.clear()
        common = table.commons[key] = about.read(table.block, table.layout, row)
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
        for name in ("area", "unit", "polarity", "frequency", "target_name", "source", "owner", "service")
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
    frequency = common.frequency or _frequency_of_header(table.layout.header.columns[index].words)
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


def _frequency_of_header(words: str) -> Frequency | None:
    """Under `Quarter ending` and `Month ending` a day is the end of one."""
    match names.plain(words).split():
        case ["quarter", *_]:
            return Frequency.QUARTER
        case ["month", *_]:
            return Frequency.MONTH
    return None


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
            doubting.of_figure(table, part, column, row[column.index], found, unit)
    return parts


def _in_unit(found: Figure, unit: str) -> Figure:
    """A figure that is shortened as its unit is, `£1.2m` under `£m`, counted in the unit: 1.2."""
    shortened = doubting.SCALED_UNIT.search(unit)
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
        common.owner,
        common.service,
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
    note = "" if index is None else about.text(cells.words(row[index]), table.block)
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
        doubting.note_share(table, number, common, part)
        doubting.hold_against_parts(part)
    return common.unit or found.unit or ""


def _is_percentage(common: Common) -> bool:
    return common.unit == "%" or (not common.unit and names.says_per_cent(common.title))

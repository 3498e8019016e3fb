"""What is not certain of a row that was read, told at the cell that it is about.

Reasons are kept with what was read until the whole row is known; whether bare figures are shares of one shows only in all the rows of
a measure.
"""

import re
from decimal import Decimal

from tallystick.documents.doubts import Doubt
from tallystick.documents.figures import BLANK, Figure
from tallystick.documents.measures.about import Common
from tallystick.documents.measures.headers import Column
from tallystick.documents.measures.layout import Layout
from tallystick.documents.measures.names import Role
from tallystick.documents.measures.under_way import Part, Share, Table
from tallystick.documents.model import Block

ASKED = "this is a percentage, and"
DECIMAL_COMMA = re.compile(
    r"[-(]?£?\d{1,3}(?:\.\d{3})*,(?:\d{1,2}|\d{4,}) ?%?\)?|[-(]?£?\d{1,3}(?:\.\d{3})+,\d+\)?", re.ASCII
)
POINTS = re.compile(r"[-(]?£?[1-9]\d{0,2}\.\d{3}\)?", re.ASCII)
SCALED_UNIT = re.compile(r"£ ?(?:k|m|mn|bn)\b|\b(?:thousand|million|billion)|000", re.IGNORECASE)


def of_common(table: Table, number: int, common: Common) -> list[tuple[int, str]]:
    """The doubts of a row that are of its values; the others are told where they stand."""
    columns = {table.layout.single.get(role) for role in (Role.PERIOD, Role.VINTAGE, Role.ILLUSTRATIVE)}
    for column, why in common.whys:
        if column not in columns:
            table.doubt(number, column, why)
    return [why for why in common.whys if why[0] in columns]


def of_part(table: Table, number: int, part: Part) -> None:
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


def of_figure(table: Table, part: Part, column: Column, text: str, found: Figure, unit: str) -> None:
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


def comma_is_point(block: Block, layout: Layout) -> bool:
    """Whether numbers are written as on the continent, 1.234,5: by one that can be nothing else, or by the delimiter that goes with it."""
    columns = [column.index for column in layout.measured]
    rows = block.rows[layout.header.below :]
    return block.delimiter == ";" or any(
        "," in row[at] and DECIMAL_COMMA.fullmatch(row[at]) for row in rows for at in columns
    )


def hold_against_parts(part: Part) -> None:
    """A percentage that is not the numerator of the denominator, however it was rounded."""
    value, numerator, whole = part.figure.value, part.numerator, part.denominator
    if value is None or numerator is None or not whole or whole < numerator:
        return
    computed = 100 * numerator / whole
    if abs(value - computed) > 1:
        part.whys.append(
            (part.column, f"{numerator} of {whole} is {computed:.1f}%, and the value {value}: correct one of them")
        )


def note_share(table: Table, number: int, common: Common, part: Part) -> None:
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


def of_shares(table: Table) -> None:
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

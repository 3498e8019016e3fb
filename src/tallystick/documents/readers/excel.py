"""Excel workbooks: every visible sheet is one table.

Values are read as Excel last stored them: formulas are not calculated and macros not run. A percentage comes as the officer sees
it ("12.3%", where the file holds 0.123), dates as ISO text, and numbers with the fifteen digits that Excel itself keeps, so that
0.1 + 0.2 is 0.3. The cells that a merged one covers get its text, since it is meant for all of them; only a heading merged across
an otherwise empty row stays in one cell.
"""

import datetime
import io
from decimal import Decimal
from typing import Any

import python_calamine

from tallystick.documents import guards
from tallystick.documents.model import Block, Document, Place, Unreadable
from tallystick.documents.readers import excel_marks, grids, packages, words
from tallystick.documents.readers.excel_hidden import NOTHING

MERGED = tuple[tuple[int, int], tuple[int, int]]


def read(data: bytes, limits: guards.Limits = guards.LIMITS) -> Document:
    """A document of one table a visible sheet."""
    with packages.opened(data) as archive:
        packages.check_entities(archive)
        notes = [packages.NO_MACROS] if packages.has_macros(archive) else []
        marks = excel_marks.of_workbook(archive)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            blocks = tables(workbook, marks, limits)
            notes += hidden(workbook)
    except python_calamine.PasswordError:
        raise Unreadable(guards.PROTECTED) from None
    except python_calamine.CalamineError:
        raise Unreadable(guards.DAMAGED) from None
    notes += [note for sheet in marks.values() if (note := sheet.note())]
    unseen = {words.cell(name): sheet.hidden for name, sheet in marks.items()}
    notes += [note for block in blocks for note in unseen.get(str(block.place.sheet), NOTHING).notes(block)]
    if not blocks:
        raise Unreadable("The workbook has no words or figures on a visible sheet. Check that it was saved.")
    return Document(format="xlsx", blocks=tuple(blocks), notes=tuple(notes))


def tables(
    workbook: python_calamine.CalamineWorkbook, marks: dict[str, excel_marks.Marks], limits: guards.Limits
) -> list[Block]:
    """The tables of the visible sheets that hold anything."""
    blocks: list[Block] = []
    cells = 0
    for index, sheet in enumerate(workbook.sheets_metadata):
        if is_visible(sheet) and sheet.typ is python_calamine.SheetTypeEnum.WorkSheet:
            content = workbook.get_sheet_by_index(index)
            cells += content.height * content.width
            guards.check_cells(cells, limits)
            block = table(content, marks.get(sheet.name, excel_marks.NO_MARKS), limits)
            blocks += [block] if block else []
    return blocks


def is_visible(sheet: python_calamine.SheetMetadata) -> bool:
    return sheet.visible is python_calamine.SheetVisibleEnum.Visible


def hidden(workbook: python_calamine.CalamineWorkbook) -> list[str]:
    """What a person should know of sheets that were passed over."""
    return [
        f"The hidden sheet “{words.cell(sheet.name)}” was not read."
        for sheet in workbook.sheets_metadata
        if not is_visible(sheet)
    ]


def table(sheet: python_calamine.CalamineSheet, marks: excel_marks.Marks, limits: guards.Limits) -> Block | None:
    """One sheet as a table, or None where it is empty."""
    if sheet.start is None:
        return None
    top, left = sheet.start
    rows = [
        [text_of(value, marks, (top + down, left + along)) for along, value in enumerate(row)]
        for down, row in enumerate(sheet.to_python())
    ]
    for merged in sheet.merged_cell_ranges or ():
        fill(rows, within(merged, top, left, rows))
    return grids.table(
        rows, Place(sheet=words.cell(sheet.name)), first_row=top + 1, first_column=left + 1, limits=limits
    )


def text_of(value: Any, marks: excel_marks.Marks, at: tuple[int, int]) -> str:
    """A cell as text."""
    if isinstance(value, str):
        return words.cell(value) if value else marks.errors.get(at, "")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return f"{number(value * 100)}%" if at in marks.percent else number(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ", timespec="minutes" if value.second == 0 else "seconds")
    if isinstance(value, datetime.timedelta):
        return duration(value)
    return str(value)


def duration(value: datetime.timedelta) -> str:
    """Hours, minutes and seconds, as Excel shows time that adds up past a day."""
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def number(value: float) -> str:
    """A number as Excel shows it in a wide cell: fifteen digits, without exponent or idle noughts."""
    exact = Decimal(f"{value:.15g}")
    if exact.is_finite() and -15 < exact.adjusted() < 21:
        return f"{exact:f}" if exact else "0"
    return str(exact)


def within(merged: MERGED, top: int, left: int, rows: list[list[str]]) -> MERGED:
    """A merged range in terms of the rows at hand, and no larger than they are."""
    (first_row, first_column), (last_row, last_column) = merged
    width = len(rows[0]) if rows else 0
    return (
        (max(first_row - top, 0), max(first_column - left, 0)),
        (min(last_row - top, len(rows) - 1), min(last_column - left, width - 1)),
    )


def fill(rows: list[list[str]], merged: MERGED) -> None:
    """Give the text of a merged cell to each cell that it covers, unless it is a heading over the table."""
    (first_row, first_column), (last_row, last_column) = merged
    if first_row > last_row or first_column > last_column:
        return
    text = rows[first_row][first_column]
    if not text or (last_column > first_column and is_alone(rows, merged)):
        return
    for row in rows[first_row : last_row + 1]:
        row[first_column : last_column + 1] = [text] * (last_column - first_column + 1)


def is_alone(rows: list[list[str]], merged: MERGED) -> bool:
    """Whether its rows hold nothing else."""
    (first_row, first_column), (last_row, last_column) = merged
    return not any(any(row[:first_column]) or any(row[last_column + 1 :]) for row in rows[first_row : last_row + 1])

"""The values that are asked of somebody as an Excel workbook, to be filled in where there is no network and brought back.

One sheet to read, one table to fill in. What says which value a row is stands in grey columns that can be seen and are locked; the cells to
fill in are not. Every name is one that the reader of tables knows, so that the file comes back through the same door as any other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tallystick.series import Missing, Vintage
from tallystick_web.common import words
from tallystick_web.common.exports import guarded
from tallystick_web.measures.models import Due
from tallystick_web.measures.reading.readings import Reading

COLUMNS: Final = (
    ("reference", 14), ("title", 44), ("period", 16), ("frequency", 14), ("unit", 14), ("state", 26), ("trend", 40), ("value", 14),
    ("numerator", 14), ("denominator", 14), ("vintage", 14), ("missing", 18), ("markers", 10), ("note", 50),
)  # fmt: skip
TO_FILL: Final = frozenset({"value", "numerator", "denominator", "vintage", "missing", "markers", "note"})
SHEET: Final = "Values"
GREY: Final = PatternFill("solid", fgColor="EEF1F2")
SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A value that is asked for, with the measure as it reads now."""

    due: Due
    reading: Reading

    @property
    def before(self) -> str:
        """The last values in a line: `Q1 2009/10: 12.5%; Q2 2009/10: 11.75%`."""
        measure, last = self.reading.measure, self.reading.values[-SHOWN:]
        shown = (
            words.figure(one.value, measure.unit, measure.decimals) if one.value is not None else words.MISSING[one.missing]
            for one in last
        )  # fmt: skip
        return "; ".join(f"{one.period}: {text}" for one, text in zip(last, shown, strict=True))

    def cells(self, on: date) -> Mapping[str, str]:
        due, measure = self.due, self.due.measure
        when = "overdue since" if due.due_on < on else "due by"
        return {
            "reference": measure.reference, "title": measure.title, "period": str(due.period), "unit": measure.unit,
            "frequency": due.frequency, "state": f"{when} {words.day(due.due_on)}", "trend": self.before,
            "vintage": self.reading.usual_vintage,
        }  # fmt: skip


def workbook(asked: Iterable[Asked], *, council: str, person: str, on: date) -> bytes:
    """The workbook as bytes."""
    book, found = Workbook(), list(asked)
    cover = book.worksheets[0]
    _cover(cover, council, person, on, len(found))
    sheet = book.create_sheet(SHEET)
    sheet.append([name for name, _ in COLUMNS])
    for one in found:
        cells = one.cells(on)
        sheet.append([guarded(cells[name]) if cells.get(name) else None for name, _ in COLUMNS])
    _dress(sheet)
    _validate(sheet, len(found) + 1)
    book.active = 1
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cover(sheet: Worksheet, council: str, person: str, on: date, count: int) -> None:
    sheet.title = "Read this first"
    sheet.column_dimensions["A"].width = 110
    lines = [
        f"{council}: {words.count(count, 'value')} asked of {person}",
        f"Downloaded on {words.day(on)}. Fill in the sheet “{SHEET}” and bring the file in under Documents; nothing is saved before you have seen what would change.",
        "Grey columns say which value a row is. Leave them as they are; you may hide them, sort the rows, and delete rows.",
        "Leave a row blank where you have no figure yet: it stays asked for, and you can bring the file in again later. What is in already is not written twice.",
        "Give the value, or numerator and denominator, from which the value is worked out. Write percentages as 12.3 or 12.3%.",
        f"vintage says how final the figure is: {', '.join(Vintage)}. Where there will be no figure, choose why under missing.",
        f"markers are letters such as {', '.join(f'{letter} ({words.MARKERS[letter][0]})' for letter in 'buk')}. A note stays beside the value.",
    ]  # fmt: skip
    for text in lines:
        sheet.append([guarded(text)])
    sheet["A1"].font = Font(bold=True, size=14)
    for (cell,) in sheet.iter_rows(min_row=1, max_row=len(lines), max_col=1):
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _dress(sheet: Worksheet) -> None:
    """Grey and locked what names the row, open what is to fill in; the protection has no password and can be taken off."""
    sheet.freeze_panes = "C2"
    for number, (name, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        for (cell,) in sheet.iter_rows(min_col=number, max_col=number):
            cell.protection = Protection(locked=name not in TO_FILL or cell.row == 1)
            cell.alignment = Alignment(wrap_text=name in ("title", "trend", "note"), vertical="top")
            if name not in TO_FILL:
                cell.fill = GREY
            if cell.row == 1:
                cell.font = Font(bold=True)
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "sort", "autoFilter", "deleteRows"):
        setattr(sheet.protection, allowed, False)


def _validate(sheet: Worksheet, last: int) -> None:
    for name, choices in (("vintage", list(Vintage)), ("missing", [one.value for one in Missing])):
        column = get_column_letter([one for one, _ in COLUMNS].index(name) + 1)
        rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        rule.error, rule.errorTitle = f"Choose one of: {', '.join(choices)}.", name
        sheet.add_data_validation(rule)
        rule.add(f"{column}2:{column}{max(last, 2)}")

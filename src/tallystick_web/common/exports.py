"""Writing tables as CSV and Excel, row by row, so that a hundred thousand rows need no more memory than ten.

Numbers are written as they are stored, digit for digit. A spreadsheet would calculate a text that begins like a formula, so such a
text gets an apostrophe in front, which is taken away when the file is brought back in.
"""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from django.http import Http404, StreamingHttpResponse
from openpyxl import Workbook

Cell = str | Decimal | int | None

BATCH: Final = 500
CHUNK: Final = 64 * 1024
FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
KEPT_DIGITS: Final = 15  # as many as a spreadsheet keeps of a number; longer ones go in as text
ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST: Final = 32_767  # characters that Excel keeps in a cell


@dataclass(frozen=True, slots=True)
class Table:
    """A table to write: its name, its columns, and rows that are read as they are written."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def digits(number: Decimal | int) -> str:
    """A number digit for digit, without idle noughts and never with an exponent."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def as_text(cell: Cell) -> str:
    """A cell of a CSV file. Only texts are guarded: a negative number begins with its sign and stays a number."""
    if cell is None:
        return ""
    return guarded(cell) if isinstance(cell, str) else digits(cell)


class _Line:
    """What csv.writer writes to: it keeps nothing and hands each line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(table: Table) -> Iterator[bytes]:
    """The file piece by piece. It begins with a byte-order mark, without which Excel reads UTF-8 as something else."""
    writer: Any = csv.writer(_Line())
    yield b"\xef\xbb\xbf" + writer.writerow(table.columns).encode()
    rows = iter(table.rows)
    while batch := list(islice(rows, BATCH)):
        yield "".join(writer.writerow([as_text(cell) for cell in row]) for row in batch).encode()


def as_excel(cell: Cell) -> str | Decimal | int | None:
    """A cell of a workbook: texts stay texts (references, periods), numbers stay numbers where Excel can hold them."""
    if isinstance(cell, str):
        return guarded(ILLEGAL.sub("", cell))[:LONGEST] or None
    if cell is None:
        return None
    text = digits(cell)
    return text if len(text.strip("-").replace(".", "").lstrip("0")) > KEPT_DIGITS else cell


def workbook(table: Table) -> Iterator[bytes]:
    """The workbook piece by piece. Its rows are written to a temporary file as they are read."""
    with tempfile.TemporaryFile() as file:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(table.name[:31])
        sheet.freeze_panes = "A2"
        sheet.append(list(table.columns))
        for row in table.rows:
            sheet.append([as_excel(cell) for cell in row])
        book.save(file)
        file.seek(0)
        while piece := file.read(CHUNK):
            yield piece


FORMS: Final = {
    "csv": (csv_lines, "text/csv; charset=utf-8"),
    "xlsx": (workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def response(table: Table, form: str, name: str) -> StreamingHttpResponse:
    """A table as a file to be kept under a name; a `form` that is none of `FORMS` is no address."""
    if form not in FORMS:
        raise Http404("There is no such export.")
    write, content_type = FORMS[form]
    answer = StreamingHttpResponse(write(table), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer

"""What every reader gives and every recogniser takes: a document as ordered blocks, each with its place.

Readers differ by format, recognisers by form; this is the one thing they share, so that a tracker is found in a Word file as in
plain text. Places are kept to the cell and the line because a person must be able to check each reading against its source.
"""

from dataclasses import dataclass
from enum import StrEnum


class Unreadable(ValueError):
    """The file cannot be read; the message is one line that says why and, where there is one, the remedy."""


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block or a reading stands in its source. Numbers count from 1; what the format lacks is None.

    Word files have neither pages nor lines of their own: there `paragraph` and `table` count from the beginning. In a PDF `line`
    and `table` count from the top of the page.
    """

    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None
    table: int | None = None

    def __str__(self) -> str:
        parts = [
            self.sheet and f"sheet {self.sheet}",
            self.page and f"page {self.page}",
            self.line and f"line {self.line}",
            self.paragraph and f"paragraph {self.paragraph}",
            self.table and f"table {self.table}",
            self.cell and f"cell {self.cell}",
        ]
        return ", ".join(part for part in parts if part) or "the document"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or table.

    `text` is plain, without marks of emphasis; `strong` holds the (start, end) spans of it that were bold. A bullet is not part of
    the text of a list item; a number is ("2. Publish the plan"), because people refer to items by it, and where the file leaves the
    counting to the word processor the reader counts. `level` is the depth of a heading or list item, from 1. A table has `rows` of
    cell texts, all of one length, and an empty `text`. `first_row` and `first_column` (from 1) are where the table begins in its
    sheet or file, so that `place_of` can name a cell. `lengths` is how many cells each row of a delimited file had before all were
    made of one length, and `delimiter` what parted them: a row longer than its heading is not what it seems (`overlong`).
    """

    kind: BlockKind
    text: str
    place: Place
    level: int = 0
    strong: tuple[tuple[int, int], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    first_row: int = 1
    first_column: int = 1
    lengths: tuple[int, ...] = ()
    delimiter: str = ""

    def place_of(self, row: int, column: int = 0) -> Place:
        """The place of a cell of a table; `row` and `column` count from 0 within `rows`."""
        line = self.first_row + row
        cell = f"{column_name(self.first_column + column)}{line}"
        if self.place.sheet is not None:
            return Place(sheet=self.place.sheet, cell=cell)
        return Place(page=self.place.page, line=line if self.place.line else None, cell=cell, table=self.place.table)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read. `format` is text, pdf, docx, xlsx or csv; `encoding` is that of text formats.

    `notes` are sentences on what was left out or done to the file that a person would want to know: a hidden sheet, macros.
    """

    format: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    encoding: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.kind is BlockKind.TABLE)


def column_name(number: int) -> str:
    """The letters of a spreadsheet column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

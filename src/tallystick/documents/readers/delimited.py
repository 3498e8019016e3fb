"""CSV as councils save it: any of four delimiters, lines of explanation above the header, rows of uneven length.

The sniffers of the common libraries take a preamble for the header, a comma in a sentence for a delimiter, and an uneven file for
one column. Here the delimiter is the one that cuts most rows into equally many cells, the header is the first row that is about as
wide as the table, and what stands above it is kept as paragraphs, because the period is often stated there.
"""

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from tallystick.documents import guards
from tallystick.documents.model import Block, BlockKind, Document, Place, Unreadable
from tallystick.documents.readers import grids, words

DELIMITERS = "\t;|,"
SAMPLE_ROWS = 200
SAMPLE = 200_000
LONGEST_CELL = 1_000_000
LONG_CELL = 300
WIDE = 40
STATED = re.compile(r"sep=([,;|\t])\r?\n", re.IGNORECASE)


def delimiter_of(text: str) -> str | None:
    """The delimiter of a table, or None where the text is prose."""
    if stated := STATED.match(text):
        return stated[1]
    scores = {delimiter: consistency(text, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=scores.__getitem__)
    return best if scores[best] > 0 else None


def consistency(text: str, delimiter: str) -> float:
    """How much of the text a delimiter cuts into rows of one width; 0 where it does not make a table."""
    rows = sample_rows(text, delimiter)
    widths = Counter(len(row) for row in rows)
    wide = Counter({width: count for width, count in widths.items() if width > 1})
    if len(rows) < 2 or not wide or is_prose(rows):
        return 0.0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    share = count / len(rows)
    if width == 2 and share < 0.9 and delimiter == ",":
        return 0.0
    return share if share >= 0.5 and count >= 2 else 0.0


def is_prose(rows: list[list[str]]) -> bool:
    """Sentences: most pieces begin with the space that follows a comma and rows end as sentences do, or pieces run on for long."""
    later = [piece for row in rows for piece in row[1:] if piece]
    spaced = sum(piece[0] == " " for piece in later)
    uneven = len({len(row) for row in rows}) > 1
    ended = sum(row[-1].rstrip().endswith((".", "!", "?", ":")) for row in rows)
    long = sum(len(piece) > LONG_CELL for row in rows for piece in row)
    sentences = uneven or len(rows) < 3 or ended > len(rows) / 2
    return (spaced > 0.6 * len(later) and sentences and len(rows[0]) < WIDE) or long > len(rows) / 2


def sample_rows(text: str, delimiter: str) -> list[list[str]]:
    """The first rows that are not blank."""
    rows = records(text[:SAMPLE], delimiter)
    try:
        return list(itertools.islice((row for row in rows if any(piece.strip() for piece in row)), SAMPLE_ROWS))
    except csv.Error:
        return []


def records(text: str, delimiter: str) -> Iterable[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def read(text: str, delimiter: str, encoding: str | None = None, limits: guards.Limits = guards.LIMITS) -> Document:
    """A document of the lines above the table, and the table."""
    if stated := STATED.match(text):
        text = text[stated.end() :]
    rows = all_rows(text, delimiter, limits)
    header = header_row(rows)
    above = tuple(block for number, row in enumerate(rows[:header], 1) if (block := paragraph(row, number, delimiter)))
    table = grids.table(rows[header:], Place(), first_row=header + 1, limits=limits)
    if table is None:
        raise Unreadable("The file holds no words. Check that it was saved, and choose it again.")
    used = rows[table.first_row - 1 :][: len(table.rows)]
    lengths = tuple(len(row) - table.first_column + 1 for row in used)
    table = replace(table, lengths=lengths, delimiter=delimiter)
    return Document(format="csv", blocks=(*above, table), encoding=encoding)


def all_rows(text: str, delimiter: str, limits: guards.Limits) -> list[list[str]]:
    """Every record, blank ones too, so that the number of a row is the one that a spreadsheet shows."""
    rows: list[list[str]] = []
    cells = 0
    known: dict[str, str] = {}  # most cells of a long file repeat: one string each keeps memory small
    try:
        for record in records(text, delimiter):
            rows.append([known.setdefault(piece, piece) for piece in map(words.cell, record)])
            cells += len(record)
            guards.check_cells(cells, limits)
    except csv.Error as error:
        raise Unreadable(f"Row {len(rows) + 1} cannot be read as CSV ({error}). Save the file as CSV again.") from None
    return rows


def header_row(rows: list[list[str]]) -> int:
    """The index of the first row that is about as wide as the table is."""
    filled = [sum(1 for piece in row if piece) for row in rows[:SAMPLE_ROWS]]
    usual = usual_width(filled)
    for index, count in enumerate(filled):
        if (count > 1 and count > usual / 2) or (usual <= 1 and count):
            return index - 1 if index and is_upper_header(rows[index - 1]) else index
    return 0


def is_upper_header(row: list[str]) -> bool:
    """The upper of two header rows, as merged cells are saved: years over quarters, with nothing over the row's names."""
    return len(row) > 2 and not row[0] and sum(1 for piece in row if piece) > 1


def usual_width(filled: list[int]) -> int:
    """How many cells most rows fill, the widest where several are as usual."""
    counts = Counter(count for count in filled if count)
    return max(counts, key=lambda count: (counts[count], count), default=0)


def paragraph(row: list[str], number: int, delimiter: str) -> Block | None:
    """A line above the table, its pieces put together again."""
    joiner = "\t" if delimiter == "\t" else f"{delimiter} "
    text = joiner.join(piece for piece in row if piece)
    if not text:
        return None
    return Block(kind=BlockKind.PARAGRAPH, text=text, place=Place(line=number))

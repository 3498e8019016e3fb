"""Reads a tracker that is written in tables: columns for reference, priority, narrative and rating, under the names officers give.

A table is a tracker's only if it has a column of references and one of priorities, and none of figures; tables of measures are
for another recogniser. Rows of one cell are headings or narratives, as in a Word table whose cells were merged.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from tallystick.documents import figures, overlong, worktables
from tallystick.documents.doubts import Doubt
from tallystick.documents.measures import headers
from tallystick.documents.model import Block, BlockKind
from tallystick.documents.trackers import rating_words, words
from tallystick.documents.trackers.events import Closed, Columns, Event, Heading, Named, Rated, Told

ROWS_BEFORE_HEADER = 8
SHORTEST_SHARED = 20
SAMPLED = 50  # rows looked at to tell figures from words


class Column(StrEnum):
    """What a column of a tracker holds."""

    REFERENCE = "reference"
    TITLE = "title"
    NARRATIVE = "narrative"
    RATING = "rating"
    PLAN = "plan"
    THEME = "theme"
    FIGURES = "figures"
    OTHER = "other"


NAMES: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.OTHER, re.compile(r".{0,30}\b(?:date|timescale|deadline|officer|owner|director|lead)")),
    (
        Column.RATING,
        re.compile(
            r"(?:(?:overall|current|latest|q[1-4]) )?(?:rag|status|rating|rag rating|rag status|judge?ment|bragg?)(?: \(?rag\)?)?"
        ),
    ),
    (
        Column.REFERENCE,
        re.compile(r"(?:(?:action|priority|objective) )?(?:ref|reference|no|number|id|code)(?: (?:no|number))?"),
    ),
    (Column.PLAN, re.compile(r"plan(?: name)?")),
    (Column.THEME, re.compile(r"(?:theme|outcome area|area|ambition|pillar|goal)")),
    (
        Column.NARRATIVE,
        re.compile(
            r"(?:.{0,40} )?(?:progress|narrative|commentary|comments?|update|updates|summary|assessment|position|achievements)(?: .{0,40})?"
        ),
    ),
    (
        Column.FIGURES,
        re.compile(
            r"(?:actual|value|target|period|indicator|measure|baseline|outturn|unit|numerator|polarity)(?: .{0,30})?"
        ),
    ),
    (
        Column.TITLE,
        re.compile(
            r"(?:(?:improvement|key|strategic|council|corporate) )?(?:priority|priorities|objectives?|outcomes?|actions?|commitments?"
            r"|deliverables?|aims?|title|description|what we will do)(?: (?:title|description))?"
        ),
    ),
)


def read(blocks: tuple[Block, ...]) -> dict[int, list[Event]]:
    """What each table says that is a tracker's, by its number among the blocks."""
    found: dict[int, list[Event]] = {}
    known: tuple[Column, ...] = ()
    for number, block in enumerate(blocks):
        if block.kind is not BlockKind.TABLE or worktables.header_of(block):
            continue
        header = _header(block)
        if header is not None:
            row, known = header
            settled = overlong.settle(block, row, row + 1)
            known = _one_title(settled.block, row, known)
            found[number] = [*_read(settled.block, known, row), *settled.doubts]
        elif (
            known
            and block.rows
            and len(block.rows[0]) == len(known)
            and _is_reference(block.rows[0][known.index(Column.REFERENCE)])
        ):
            found[number] = list(_read(block, known, -1))
    return found


def _header(block: Block) -> tuple[int, tuple[Column, ...]] | None:
    """The number of the row of column headings and what each column holds; None when this is no tracker's table."""
    for number, row in enumerate(block.rows[:ROWS_BEFORE_HEADER]):
        columns = tuple(_column(cell) for cell in row)
        if Column.REFERENCE in columns and Column.TITLE in columns:
            return None if Column.FIGURES in columns or _has_values(block, number) else (number, columns)
    return None


def _has_values(block: Block, header: int) -> bool:
    """Whether a column that is headed by a period holds mostly figures, as in a table of measures."""
    for column, name in enumerate(block.rows[header]):
        if name and headers.classify(name, column, headers.ANY_YEAR).period is not None:
            cells = [row[column] for row in block.rows[header + 1 : header + 1 + SAMPLED] if row[column]]
            if cells and 2 * sum(map(_is_figure, cells)) >= len(cells):
                return True
    return False


def _is_figure(cell: str) -> bool:
    try:
        return figures.parse(cell).value is not None
    except figures.FigureError:
        return False


def _column(cell: str) -> Column:
    name = re.sub(r"[^a-z0-9 ()]", "", " ".join(cell.lower().split()))
    if not name or len(name) > 80:
        return Column.OTHER
    return next((column for column, pattern in NAMES if pattern.fullmatch(name)), Column.OTHER)


def _one_title(block: Block, header: int, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns with a single title and reference: of two titles the one with more words; one whose cells repeat is the theme."""
    first_reference = columns.index(Column.REFERENCE)
    titles = [number for number, column in enumerate(columns) if column is Column.TITLE]
    length = {number: sum(len(row[number]) for row in block.rows[header + 1 :]) for number in titles}
    chosen = max(titles, key=lambda number: (length[number], -number))
    kept = []
    for number, column in enumerate(columns):
        if column is Column.TITLE and number != chosen:
            column = Column.THEME if _repeats(block, header, number) else Column.OTHER
        elif column is Column.REFERENCE and number != first_reference:
            column = Column.OTHER
        kept.append(column)
    return tuple(kept)


def _repeats(block: Block, header: int, column: int) -> bool:
    cells = [row[column].strip() for row in block.rows[header + 1 :] if row[column].strip()]
    return len(cells) > 2 and len(set(cells)) * 2 <= len(cells) and max(map(len, cells)) > 6


def _is_reference(cell: str) -> bool:
    return bool(re.fullmatch(r"\s*[A-Za-z]{0,6}[ .–-]?\d{1,3}(?:\.\d{1,3}){0,2}[a-z]?\s*", cell))


def _read(block: Block, columns: tuple[Column, ...], header: int) -> Iterator[Event]:
    """What the rows below the header say, and a doubt for each column that is not a tracker's."""
    for number, row in enumerate(block.rows[: max(header, 0)]):
        if text := " ".join(dict.fromkeys(cell.strip() for cell in row if cell.strip())):
            yield Heading(text, block.place_of(number))
    if header >= 0:
        yield Columns(block.place_of(header))
    number = header + 1
    while number < len(block.rows):
        last = _last_sharing(block, columns, number)
        yield from _read_rows(block, columns, number, last)
        number = last + 1
    yield Closed()
    yield from _not_read(block, columns, header)


def _last_sharing(block: Block, columns: tuple[Column, ...], number: int) -> int:
    """The last of the rows that share the narrative and rating of this one, as merged cells do."""
    rows = block.rows
    if not _names_one(rows[number], columns):
        return number
    last = number
    while (
        last + 1 < len(rows) and _names_one(rows[last + 1], columns) and _shares(rows[last + 1], rows[number], columns)
    ):
        last += 1
    return last


def _shares(row: tuple[str, ...], other: tuple[str, ...], columns: tuple[Column, ...]) -> bool:
    said = [number for number, column in enumerate(columns) if column in {Column.NARRATIVE, Column.RATING}]
    narrative = "".join(row[number] for number in said if columns[number] is Column.NARRATIVE).strip()
    return len(narrative) > SHORTEST_SHARED and all(row[number].strip() == other[number].strip() for number in said)


def _names_one(row: tuple[str, ...], columns: tuple[Column, ...]) -> bool:
    reference = row[columns.index(Column.REFERENCE)].strip()
    return bool(reference) and reference != row[columns.index(Column.TITLE)].strip() and not _header_again(row)


def _read_rows(block: Block, columns: tuple[Column, ...], first: int, last: int) -> Iterator[Event]:
    """Rows that say the same of several priorities, or a single row."""
    row = block.rows[first]
    texts = list(dict.fromkeys(cell.strip() for cell in row if cell.strip()))
    if not texts or _header_again(row):
        return
    if len(texts) == 1 and not _is_reference(texts[0]):
        yield from _alone(texts[0], block, first)
        return
    if _names_one(row, columns):
        if Column.NARRATIVE in columns or Column.RATING in columns:
            yield Closed()
        yield from _groups(block, columns, first)
        for number in range(first, last + 1):
            yield from _named(block, columns, number)
    elif title := row[columns.index(Column.TITLE)].strip():
        place = block.place_of(first, columns.index(Column.TITLE))
        yield Doubt(place, title, "these words stand beside no reference and were not taken")
    yield from _said(block, columns, first)


def _header_again(row: tuple[str, ...]) -> bool:
    columns = [_column(cell) for cell in row]
    return Column.REFERENCE in columns and Column.TITLE in columns


def _alone(text: str, block: Block, number: int) -> Iterator[Event]:
    """A row of one cell: a heading where it is short and no sentence, else narrative."""
    is_sentence = words.ends_a_sentence(text) or words.FINITE_VERB.search(text)
    if len(text) < 120 and (text.startswith(("We ", "Our ")) or not is_sentence):
        yield Heading(text, block.place_of(number))
    else:
        yield Told(text, block.place_of(number))


def _groups(block: Block, columns: tuple[Column, ...], number: int) -> Iterator[Event]:
    """The plan and theme that a row names in their own columns, where they differ from the row above."""
    above = block.rows[number - 1] if number else None
    for level, kind in ((1, Column.PLAN), (2, Column.THEME)):
        for column, holds in enumerate(columns):
            text = block.rows[number][column].strip()
            if holds is kind and text and (above is None or above[column].strip() != text):
                yield Heading(text, block.place_of(number, column), level)


def _named(block: Block, columns: tuple[Column, ...], number: int) -> Iterator[Event]:
    """The priority of a row, or several where one cell holds several references."""
    row = block.rows[number]
    at = columns.index(Column.REFERENCE)
    place = block.place_of(number, at)
    title = " ".join(row[columns.index(Column.TITLE)].split())
    references = re.split(r"\s*[\n,;&/]\s*", row[at].strip())
    titles = [" ".join(line.split()) for line in row[columns.index(Column.TITLE)].split("\n") if line.strip()]
    if len(references) == 1 or not all(map(_is_reference, references)):
        yield Named(" ".join(row[at].split()), title, place)
        return
    for count, reference in enumerate(references):
        yield Named(reference, titles[count] if len(titles) == len(references) else title, place)
    if len(titles) != len(references):
        yield Doubt(place, f"{row[at].strip()} {title}", "several references share one title")


def _said(block: Block, columns: tuple[Column, ...], number: int) -> Iterator[Event]:
    """The narrative and the rating of a row."""
    for column, holds in enumerate(columns):
        text, place = block.rows[number][column].strip(), block.place_of(number, column)
        if text and holds is Column.NARRATIVE:
            yield Told(text, place)
        elif text and holds is Column.RATING:
            value = rating_words.of_cell(text)
            yield Rated(value, text, place)
            if value is None:
                yield Doubt(place, text, "this cell in a column of ratings is not understood as one")


def _not_read(block: Block, columns: tuple[Column, ...], header: int) -> Iterator[Doubt]:
    for column, holds in enumerate(columns):
        if holds is Column.OTHER:
            name = block.rows[header][column].strip() if header >= 0 else ""
            cells = [row[column].strip() for row in block.rows[header + 1 :]]
            if text := " | ".join(dict.fromkeys(cell for cell in cells if cell)):
                why = f"the column '{name}' is not part of what is read from a tracker"
                yield Doubt(block.place_of(max(header, 0), column), text, why)

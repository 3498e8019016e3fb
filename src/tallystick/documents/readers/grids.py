"""A grid of cell texts as a table block: trimmed of its empty edges, every row of one length, its beginning remembered."""

from collections.abc import Sequence
from dataclasses import replace

from tallystick.documents import guards
from tallystick.documents.model import Block, BlockKind, Place, column_name


def table(
    rows: Sequence[Sequence[str]],
    place: Place,
    first_row: int = 1,
    first_column: int = 1,
    limits: guards.Limits = guards.LIMITS,
) -> Block | None:
    """The block of a grid, or None where every cell is empty. The place names the cell in which the table begins."""
    top, bottom = used_rows(rows)
    rows = rows[top:bottom]
    left, right = used_columns(rows)
    if not rows:
        return None
    guards.check_cells(len(rows) * (right - left), limits)
    trimmed = tuple(padded(row[left:right], right - left) for row in rows)
    first_row, first_column = first_row + top, first_column + left
    return Block(
        kind=BlockKind.TABLE,
        text="",
        place=replace(place, cell=f"{column_name(first_column)}{first_row}"),
        rows=trimmed,
        first_row=first_row,
        first_column=first_column,
    )


def padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *([""] * (width - len(row))))


def used_rows(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """From the first row with a word in it to the last, as a half-open range."""
    used = [index for index, row in enumerate(rows) if any(row)]
    return (used[0], used[-1] + 1) if used else (0, 0)


def used_columns(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """The same for columns."""
    first = min((next(index for index, text in enumerate(row) if text) for row in rows if any(row)), default=0)
    last = max((last_used(row) for row in rows), default=0)
    return first, last


def last_used(row: Sequence[str]) -> int:
    return next((index for index in range(len(row), 0, -1) if row[index - 1]), 0)

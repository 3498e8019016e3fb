"""The rows and columns of a sheet that Excel hides, by hand or by a filter.

They are read as the others are: a hidden row may be what a filter left standing, or a figure that somebody meant to take out. Which of
the two nobody can tell who looks at the sheet, so the reading says that they are there.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tallystick.documents.model import Block, column_name

HIDDEN = rb'[^>]*?\bhidden="(?:1|true)"'
ROW = re.compile(rb"<(?:\w+:)?row\b(?=" + HIDDEN + rb')[^>]*?\br="(\d{1,7})"')
COLUMNS = re.compile(rb"<(?:\w+:)?col\b(?=" + HIDDEN + rb')(?=[^>]*?\bmin="(\d{1,5})")[^>]*?\bmax="(\d{1,5})"')
LISTED = 5


@dataclass(frozen=True, slots=True)
class Hidden:
    """Numbers of rows and spans of columns, from 1, as the sheet counts them."""

    rows: frozenset[int] = frozenset()
    columns: tuple[tuple[int, int], ...] = ()

    def notes(self, block: Block) -> Iterator[str]:
        """What a person should know of the hidden part of a table; nothing where it holds nothing."""
        rows = [number for number, row in enumerate(block.rows, block.first_row) if number in self.rows and any(row)]
        yield from told(rows, "row", str, block)
        columns = [
            number
            for number, cells in enumerate(zip(*block.rows, strict=True), block.first_column)
            if any(first <= number <= last for first, last in self.columns) and any(cells)
        ]
        yield from told(columns, "column", column_name, block)


NOTHING = Hidden()


def of_sheet(xml: bytes) -> Hidden:
    if b"hidden=" not in xml:
        return NOTHING
    rows = frozenset(int(match[1]) for match in ROW.finditer(xml))
    return Hidden(rows, tuple((int(match[1]), int(match[2])) for match in COLUMNS.finditer(xml)))


def told(numbers: list[int], one: str, name: Callable[[int], str], block: Block) -> Iterator[str]:
    if not numbers:
        return
    is_one = len(numbers) == 1
    which = f"{len(numbers):,} {one}{' is' if is_one else 's are'} hidden in the sheet “{block.place.sheet}”"
    yield f"{which} ({listed(numbers, name)}) and {'was' if is_one else 'were'} read all the same. Show {'it' if is_one else 'them'} in Excel, and delete what is not meant."


def listed(numbers: Iterable[int], name: Callable[[int], str]) -> str:
    every = [name(number) for number in numbers]
    return ", ".join(every[:LISTED]) + (" …" if len(every) > LISTED else "")

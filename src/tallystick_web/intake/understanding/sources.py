"""The words of a document at a place: what a person checks a reading against."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from tallystick.documents.model import BlockKind, Document, Place

LONGEST = 6_000  # characters of words that are kept with an item
Spot = tuple[Any, ...]


class Source:
    """The blocks of a document by where they stand."""

    def __init__(self, document: Document) -> None:
        self.texts = [block for block in document.blocks if block.kind is not BlockKind.TABLE]
        self.spots = [spot(block.place) for block in self.texts]
        self.tables = {table_of(block.place_of(0)): block for block in document.tables}

    def row(self, place: Place) -> str:
        """The row of a table in which a cell stands."""
        block = self.tables.get(table_of(place))
        number = row_number(place)
        if block is None or number is None:
            return ""
        row = block.rows[number - block.first_row : number - block.first_row + 1]
        return " | ".join(filter(None, map(str.strip, row[0])))[:LONGEST] if row else ""

    def cell_with(self, text: str, place: Place) -> Place:
        """The cell of the same row that holds a text, or the place itself where none does."""
        block, number = self.tables.get(table_of(place)), row_number(place)
        if block is None or number is None:
            return place
        row = number - block.first_row
        found = (column for column, cell in enumerate(block.rows[row]) if cell.strip() == text)
        return next((block.place_of(row, column) for column in found), place)

    def at(self, place: Place) -> str:
        """The block that stands at a place."""
        here = spot(place)
        return next((block.text for block, at in zip(self.texts, self.spots, strict=True) if at == here), "")

    def from_to(self, start: Place, end: Place | None) -> str:
        """The text from one place until another begins. Places on one line cannot be told apart: then the whole line."""
        if start.cell:
            return self.row(start)
        first, last = spot(start), spot(end) if end else None
        chosen = [
            block.text
            for block, here in zip(self.texts, self.spots, strict=True)
            if here == first or (first < here and (last is None or here < last))
        ]
        return "\n\n".join(chosen)


def around(words: str, phrases: Iterable[str], before: int = 120, after: int = 400) -> str:
    """The part of a long text in which a phrase stands: some files have a whole page in one line."""
    if len(words) <= before + after:
        return words
    tidy = " ".join(words.split())
    found = ((tidy.find(phrase), len(phrase)) for phrase in phrases if phrase)
    at, length = next(((at, length) for at, length in found if at >= 0), (0, 0))
    start, end = max(0, at - before), at + length + after
    return f"{'… ' if start else ''}{tidy[start:end]}{' …' if end < len(tidy) else ''}"


def spot(place: Place) -> Spot:
    """A place as something that can be put in order."""
    return place.page or 0, place.line or 0, place.paragraph or 0


def table_of(place: Place) -> Spot:
    return place.sheet, place.page, place.table


def row_number(place: Place) -> int | None:
    match = re.search(r"\d+$", place.cell or "")
    return int(match[0]) if match else None


def next_place(place: Place, others: Sequence[Place]) -> Place | None:
    """The first of the other places that comes after one."""
    later = [other for other in others if not other.cell and spot(other) > spot(place)]
    return min(later, key=spot, default=None)

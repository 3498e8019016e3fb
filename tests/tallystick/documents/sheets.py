"""Tables of measures as cells, and what the tests ask of one that was read."""

import csv
import io
import textwrap

from tallystick import periods
from tallystick.documents import measures
from tallystick.documents.measures import MeasureTable
from tallystick.documents.model import Block, BlockKind, Document, Place

Q1, Q2, Q3 = (periods.quarter(2009, number) for number in (1, 2, 3))
YEAR = periods.financial_year(2009)


def sheet(text: str, name: str = "Sheet1") -> Block:
    rows = list(csv.reader(io.StringIO(textwrap.dedent(text).strip("\n"))))
    width = max(len(row) for row in rows)
    padded = tuple(tuple(cell.strip() for cell in row + [""] * (width - len(row))) for row in rows)
    return Block(BlockKind.TABLE, "", Place(sheet=name), rows=padded)


def recognise(*texts: str) -> MeasureTable:
    blocks = tuple(sheet(text, f"Sheet{number}") for number, text in enumerate(texts, 1))
    found = measures.recognise(Document("xlsx", blocks))
    assert found is not None
    return found


def values(found: MeasureTable) -> list[tuple[str, str, str]]:
    return [
        (row.reference or row.title, str(row.period), f"{row.value}") for row in found.rows if row.value is not None
    ]


def targets(found: MeasureTable) -> list[tuple[str, str, str, str]]:
    return [
        (row.reference or row.title, str(row.period), f"{row.target}", row.target_name)
        for row in found.rows
        if row.target is not None
    ]


def whys(found: MeasureTable) -> list[tuple[str, str]]:
    return [(doubt.place.cell or "", doubt.why) for doubt in found.doubts]

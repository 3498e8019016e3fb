"""Tables in a PDF, found where lines are ruled.

pdfplumber turns lines into cells well, but parses the page in Python first, which took ten times as long as all the rest; so it is
given the lines that PDFium finds, and only on pages that have them both ways. The cells are a table only if there are two rows, two
columns and words in a third of them: the grid of a chart, or a box around text, is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2

from tallystick.documents import guards
from tallystick.documents.model import Block, Place
from tallystick.documents.readers import grids, pdf_rules, words
from tallystick.documents.readers.pdf_lines import Line

Box = tuple[float, float, float, float]  # left, top, right, bottom, from the head of the page

SNAP = 3.0
MOST_EDGES = 600


@dataclass(frozen=True, slots=True)
class Placed:
    """A table and where on its page it stands, in points from the foot."""

    block: Block
    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def cells(self) -> int:
        return len(self.block.rows) * len(self.block.rows[0])

    def covers(self, line: Line) -> bool:
        """Whether the middle of a line lies within."""
        middle = (line.bottom + line.top) / 2
        return self.bottom <= middle <= self.top and self.left - 2 <= (line.left + line.right) / 2 <= self.right + 2


def of_page(page: pypdfium2.PdfPage, number: int, limits: guards.Limits) -> list[Placed]:
    """The tables of a page from its top down."""
    edges = pdf_rules.edges(page)
    if not pdf_rules.is_ruled(edges):
        return []
    textpage = page.get_textpage()
    try:
        height = page.get_height()
        placed: list[Placed] = []
        for boxes in boxes_of(edges):
            rows = [[text_in(textpage, box, height) for box in row] for row in rows_of(boxes)]
            block = grids.table(rows, Place(page=number, table=len(placed) + 1), limits=limits)
            if block and is_table(block):
                placed.append(at(boxes, block, number, height))
    finally:
        textpage.close()
    return placed


def boxes_of(edges: list[pdf_rules.Edge]) -> list[list[Box]]:
    """The cells of each table that the edges make."""
    from pdfplumber import table as finder

    merged = finder.merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    if len(merged) > MOST_EDGES:
        return []  # a drawing: a page of text has room for some two hundred lines either way
    cells = finder.intersections_to_cells(finder.edges_to_intersections(merged, SNAP, SNAP))
    tables: list[list[Box]] = finder.cells_to_tables(cells)
    return tables


def rows_of(boxes: Sequence[Box]) -> list[list[Box | None]]:
    """The boxes by row and column; None where a merged one covers the place."""
    lefts = sorted({box[0] for box in boxes})
    tops = sorted({box[1] for box in boxes})
    by_corner = {(box[0], box[1]): box for box in boxes}
    return [[by_corner.get((left, top)) for left in lefts] for top in tops]


def text_in(textpage: pypdfium2.PdfTextPage, box: Box | None, height: float) -> str:
    """The words in a box, a line a line."""
    if box is None:
        return ""
    left, top, right, bottom = box
    text = textpage.get_text_bounded(left, height - bottom, right, height - top)
    return "\n".join(line for piece in text.splitlines() if (line := words.cell(piece)))


def is_table(block: Block) -> bool:
    cells = [text for row in block.rows for text in row]
    return len(block.rows) > 1 and len(block.rows[0]) > 1 and sum(map(bool, cells)) >= len(cells) / 3


def at(boxes: Sequence[Box], block: Block, page: int, height: float) -> Placed:
    return Placed(
        block,
        page,
        left=min(box[0] for box in boxes),
        bottom=height - max(box[3] for box in boxes),
        right=max(box[2] for box in boxes),
        top=height - min(box[1] for box in boxes),
    )

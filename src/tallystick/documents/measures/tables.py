"""All tables of measures in a document, as one list of rows, and what two rows say differently of the same thing."""

from collections.abc import Iterable, Iterator

from tallystick.documents import registers
from tallystick.documents.doubts import Doubt
from tallystick.documents.measures import context, headers, layout, rows
from tallystick.documents.measures.headers import Years
from tallystick.documents.measures.model import MeasureRow, MeasureTable
from tallystick.documents.model import Block, Document

TITLE_ROWS = 15


def recognise(document: Document) -> MeasureTable | None:
    """The rows of every table of measures, sheet after sheet; None when there is no such table."""
    doubts: list[Doubt] = []
    tables = [(block, found) for block in document.tables if (found := _header(document, block, doubts))]
    if not tables:
        return None
    every = (row for block, arrangement in tables for row in rows.read(block, arrangement, doubts))
    return MeasureTable(tuple(_told_once(every, doubts)), tuple(doubts))


def _header(document: Document, block: Block, doubts: list[Doubt]) -> layout.Layout | None:
    if registers.header_of(block):
        return None
    stated = context.stated([*context.above(document, block), *_titles(block)])
    header = headers.find(block.rows, Years(context.financial_year(stated)))
    if header is None:
        return None
    arrangement, found = layout.of(block, header, stated)
    doubts += found
    return arrangement


def _titles(block: Block) -> Iterator[str]:
    """The rows over a header within its sheet: those with one or two different texts."""
    for row in block.rows[:TITLE_ROWS]:
        texts = list(dict.fromkeys(cell for cell in row if cell))
        if len(texts) > 2:
            return
        yield " ".join(texts)


def _told_once(found: Iterable[MeasureRow], doubts: list[Doubt]) -> Iterator[MeasureRow]:
    """Rows without those that say the same again; two that differ are both kept, and doubtful."""
    values: dict[object, MeasureRow] = {}
    targets: dict[object, MeasureRow] = {}
    for row in found:
        if row.value is None and row.missing is None:
            if row.target is None or _is_new_target(row, targets, doubts):
                yield row
            continue
        if row.period is None:
            yield row
            continue
        key = (row.reference or row.title, row.area, row.period, row.vintage)
        first = values.setdefault(key, row)
        if first is row:
            yield row
        elif _said(first) != _said(row):
            why = f"{first.place} gives {_words(first)} for the same measure and period, and this row {_words(row)}: keep one of them"
            doubts.append(Doubt(row.place, _words(row), why))
            yield row


def _said(row: MeasureRow) -> tuple[object, ...]:
    return (row.value, row.missing, row.numerator, row.denominator, row.markers, row.target)


def _words(row: MeasureRow) -> str:
    return f"{row.value:f}" if row.value is not None else row.missing.words if row.missing else "nothing"


def _is_new_target(row: MeasureRow, targets: dict[object, MeasureRow], doubts: list[Doubt]) -> bool:
    """A target that stands in every row of its measure, such as the year's, is told once."""
    first = targets.setdefault((row.reference or row.title, row.area, row.period, row.target_name), row)
    if first is not row and first.target != row.target:
        why = f"{first.place} gives the target {first.target} for the same measure and period, and this row {row.target}: keep one"
        doubts.append(Doubt(row.place, f"{row.target}", why))
    return first is row or first.target != row.target

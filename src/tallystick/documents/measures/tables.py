"""All tables of measures in a document, as one list of rows, and what two rows say differently of the same thing."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from tallystick.documents import overlong, registers, worktables
from tallystick.documents.doubts import Doubt
from tallystick.documents.measures import cells, context, headers, layout, parts, rows
from tallystick.documents.measures.headers import Years
from tallystick.documents.measures.model import MeasureRow, MeasureTable
from tallystick.documents.model import Block, Document
from tallystick.documents.overlong import Settled
from tallystick.series import Missing

TITLE_ROWS = 15


def recognise(document: Document) -> MeasureTable | None:
    """The rows of every table of measures, sheet after sheet; None when there is no such table."""
    doubts: list[Doubt] = []
    tables = [found for block in document.tables for found in _arranged(document, block, doubts)]
    if not tables:
        return None
    every = [row for settled, arrangement in tables for row in rows.read(settled, arrangement, doubts)]
    return MeasureTable(tuple(_told_once(_without_waiting(every), doubts)), tuple(doubts))


def _arranged(document: Document, block: Block, doubts: list[Doubt]) -> Iterator[tuple[Settled, layout.Layout]]:
    """The tables of measures in a block: one, or several where another header stands below."""
    if registers.header_of(block) or worktables.header_of(block):
        return
    above = context.stated([*context.above(document, block), *_titles(block)])
    year = context.financial_year(above or context.before(document, block))
    best = headers.find(block.rows, Years(year))
    for part in parts.of(block, best) if best else ():
        stated = above if part is block else context.stated(_titles(part)) or above
        header = best if part is block else headers.find(part.rows, Years(context.financial_year(stated) or year))
        if header is not None:
            settled = overlong.settle(part, header.row, header.below, partial(_fits, header))
            arrangement, found = layout.of(settled.block, header, stated)
            doubts += [*settled.doubts, *found]
            yield settled, arrangement


def _fits(header: headers.Header, row: Sequence[str], joined: frozenset[int]) -> bool:
    """Whether numbers were put together in columns of figures only, and these hold nothing but figures."""
    figures = {column.index for column in header.columns if column.role in layout.FIGURES}
    return joined <= figures and all(cells.read(cells.target, row[column], None)[0] for column in figures)


def _titles(block: Block) -> Iterator[str]:
    """The rows over a header within its sheet: those with one or two different texts."""
    for row in block.rows[:TITLE_ROWS]:
        texts = list(dict.fromkeys(cell for cell in row if cell))
        if len(texts) > 2:
            return
        yield " ".join(texts)


def _without_waiting(found: Sequence[MeasureRow]) -> Iterator[MeasureRow]:
    """Rows without those that say a figure is late or not due where another row gives the very figure: it has come since."""
    given = {_key(row) for row in found if row.value is not None}
    return (row for row in found if row.missing not in (Missing.LATE, Missing.NOT_DUE) or _key(row) not in given)


def _key(row: MeasureRow) -> tuple[object, ...]:
    return (row.reference or row.title, row.area, row.period, row.vintage)


def _told_once(found: Iterable[MeasureRow], doubts: list[Doubt]) -> Iterator[MeasureRow]:
    """Rows without those that say the same again; two that differ are both kept, and doubtful."""
    values: dict[object, MeasureRow] = {}
    doubted: set[object] = set()
    targets: dict[object, MeasureRow] = {}
    for row in found:
        if row.value is None and row.missing is None:
            if row.target is None or _is_new_target(row, targets, doubts):
                yield row
            continue
        if row.period is None:
            yield row
            continue
        key = _key(row)
        first = values.setdefault(key, row)
        if first is row:
            yield row
        elif _said(first) != _said(row):
            why = f"{first.place} gives {_words(first)} for the same measure and period, and this row {_words(row)}: keep one of them"
            doubts.append(Doubt(row.place, _words(row), why))
            if key not in doubted:
                why = f"{row.place} gives {_words(row)} for the same measure and period, and this row {_words(first)}: keep one of them"
                doubts.append(Doubt(first.place, _words(first), why))
                doubted.add(key)
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

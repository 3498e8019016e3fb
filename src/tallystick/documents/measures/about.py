"""What a row says of its measure, whatever the period: its name, unit, polarity, baseline and the like."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tallystick.documents.measures import cells, names
from tallystick.documents.measures.layout import Layout
from tallystick.documents.measures.names import Role
from tallystick.documents.model import Block
from tallystick.periods import Frequency, Period
from tallystick.series import Vintage
from tallystick.status import Polarity

ROLES = (
    *(Role.REFERENCE, Role.TITLE, Role.MEASURE, Role.AREA, Role.AREA_CODE, Role.UNIT, Role.POLARITY, Role.FREQUENCY),
    *(Role.TARGET_NAME, Role.BASELINE_PERIOD, Role.SOURCE, Role.VINTAGE, Role.ILLUSTRATIVE, Role.OWNER, Role.SERVICE),
)


@dataclass(frozen=True, slots=True)
class Common:
    """What a row says of its measure, whatever the period. `whys` are the columns that could not be read, with the reasons."""

    reference: str = ""
    title: str = ""
    area: str = ""
    unit: str = ""
    polarity: Polarity | None = None
    frequency: Frequency | None = None
    baseline: Decimal | None = None
    baseline_period: Period | None = None
    target_name: str = ""
    source: str = ""
    vintage: Vintage | None = None
    illustrative: bool = False
    owner: str = ""
    service: str = ""
    whys: tuple[tuple[int, str], ...] = ()


def read(block: Block, layout: Layout, row: Sequence[str]) -> Common:
    """What the cells of a row say of its measure, with the reasons for those that cannot be read."""
    whys: list[tuple[int, str]] = []

    def cell(role: Role) -> str:
        index = layout.single.get(role)
        return "" if index is None else text(cells.words(row[index]), block)

    def value(role: Role, reader: Callable[[str], Any], default: Any = None) -> Any:
        index = layout.single.get(role)
        if index is None or not row[index]:
            return default
        found, why = cells.read(reader, cells.words(row[index]), default)
        if why:
            whys.append((index, why))
        return found

    reference, title = _identity(cell(Role.REFERENCE), cell(Role.TITLE), cell(Role.MEASURE))
    baseline, baseline_period = _baseline(layout, row, whys)
    polarity_header = block.rows[layout.header.below - 1][layout.single.get(Role.POLARITY, 0)]
    return Common(
        reference,
        title,
        cell(Role.AREA_CODE) or cell(Role.AREA),
        cells.unit(cell(Role.UNIT)) or layout.unit,
        value(Role.POLARITY, lambda text: cells.polarity(text, polarity_header)),
        value(Role.FREQUENCY, cells.frequency),
        baseline,
        value(Role.BASELINE_PERIOD, lambda text: cells.period(text, None, None)) or baseline_period,
        cell(Role.TARGET_NAME),
        cell(Role.SOURCE),
        value(Role.VINTAGE, cells.vintage),
        value(Role.ILLUSTRATIVE, cells.illustrative, False),
        cell(Role.OWNER),
        cell(Role.SERVICE),
        tuple(whys),
    )


def text(words: str, block: Block) -> str:
    """The text of a cell. A cell of a PDF has its lines from the width of its column, and none of its own."""
    return " ".join(words.split()) if block.place.page else words


def _identity(reference: str, title: str, measure: str) -> tuple[str, str]:
    """The reference and the title. One column for both holds a reference, a title, or the one before the other."""
    if reference or title or not measure:
        return reference, title
    if match := names.LEADING_REFERENCE.fullmatch(measure):
        return match[1], match[2]
    return (measure, "") if names.LOOKS_LIKE_A_REFERENCE.fullmatch(measure) else ("", measure)


def _baseline(layout: Layout, row: Sequence[str], whys: list[tuple[int, str]]) -> tuple[Decimal | None, Period | None]:
    for column in layout.measured:
        if column.role is Role.BASELINE and row[column.index]:
            text = row[column.index]
            found, why = cells.read(cells.baseline, text, None)
            if why:
                whys.append((column.index, why))
            return found, column.period
    return None, None

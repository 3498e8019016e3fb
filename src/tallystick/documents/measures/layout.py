"""How the columns of one table are to be read together: which names the measure, which holds the value of which period."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tallystick.documents.doubts import Doubt
from tallystick.documents.measures import context, names
from tallystick.documents.measures.headers import Column, Header
from tallystick.documents.measures.names import Role
from tallystick.documents.model import Block
from tallystick.periods import Frequency, Period

NUMBERED = re.compile(r"q(?:uarter|tr)?\W*[1-4]|[1-4]\W*q", re.IGNORECASE | re.ASCII)
SAMPLED = 50  # rows looked at to tell a comparator's figures from the name of a region

# Which of two columns of one role counts, by its name: "Title" before "Description", "Service" before "Directorate", "Owner" before who leads.
LATER_CHOICES = (
    "description",
    "indicator description",
    "measure description",
    "pi description",
    "id",
    "no",
    "code",
    "year",
    "directorate",
    "department",
    "team",
    "lead",
    "lead officer",
    "responsible officer",
    "accountable officer",
    "responsible manager",
    "manager",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each thing of a row is found; an index is None when the table has no such column.

    `own` is the period of what names none, where it is the same for the whole table. `measured` holds the columns with figures, and
    `doubtful` says of some of them why all that they hold should be looked at.
    """

    header: Header
    single: dict[Role, int]
    measured: tuple[Column, ...]
    own: Period | None
    unit: str
    doubtful: dict[int, str] = field(default_factory=dict)

    @property
    def is_long(self) -> bool:
        """Whether each row names its period."""
        return Role.PERIOD in self.single


SINGLE = (
    *(
        Role.REFERENCE,
        Role.TITLE,
        Role.AREA,
        Role.AREA_CODE,
        Role.PERIOD,
        Role.PERIOD_LENGTH,
        Role.MISSING,
        Role.VINTAGE,
    ),
    *(
        Role.MARKERS,
        Role.TARGET_NAME,
        Role.BASELINE_PERIOD,
        Role.UNIT,
        Role.POLARITY,
        Role.FREQUENCY,
        Role.OWNER,
        Role.SERVICE,
        Role.SOURCE,
        Role.NOTE,
    ),
    *(Role.ILLUSTRATIVE, Role.MEASURE),
)
FIGURES = (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR, Role.TARGET, Role.COMPARATOR, Role.BASELINE)


def of(block: Block, header: Header, stated: Period | None) -> tuple[Layout, list[Doubt]]:
    """The layout of a table, with a doubt for each column that is left out though it may mean something."""
    doubts: list[Doubt] = []
    single: dict[Role, int] = {}
    measured: list[Column] = []
    doubtful: dict[int, str] = {}
    for column in sorted(header.columns, key=_choice):
        place = block.place_of(header.below - 1, column.index)
        if column.role in SINGLE:
            single.setdefault(column.role, column.index)
        elif column.role in FIGURES:
            first = _twin(column, measured)
            if first and is_to_date(column) and not is_to_date(first):
                why = "the year to date beside a value of the period: this one was left out"
                doubts.append(Doubt(place, column.words, why))
            elif first:
                doubtful[first.index] = (
                    f"two columns are called “{first.words}”, and this is the first of them: name the period in the header"
                )
                why = "another column has the same name: this one was left out. Name the period or the target in the header"
                doubts.append(Doubt(place, column.words, why))
            elif column.role is not Role.COMPARATOR or _has_figures(block, header, column):
                measured.append(column)
        elif column.role is None and _has_words(block, header, column):
            why = "no column of this name is known: it was left out. Rename it as the guide to spreadsheets lists, if it is wanted"
            doubts.append(Doubt(place, column.words or "(no name)", why))
        if column.guessed:
            why = f"this header is a date, and was read as {column.period}: write the period as text if that is wrong"
            doubts.append(Doubt(place, column.words, why))
    doubtful |= _maybe_to_date(measured) | _to_date(measured)
    _settle_identity(block, header, single, doubts)
    measured.sort(key=lambda column: column.index)
    own, whys = _own_period(single, measured, stated)
    doubts += [Doubt(block.place_of(header.below - 1, column.index), column.words, why) for column, why in whys]
    unit = next((column.unit for column in measured if column.role is Role.VALUE and column.unit), "")
    return Layout(header, single, tuple(_dated(measured, own)), own, unit, doubtful), doubts


def _maybe_to_date(measured: Sequence[Column]) -> dict[int, str]:
    """The columns that may be years to date, beside one that is: after April to May, April to June is hardly a quarter."""
    starts = {
        column.period.start
        for column in measured
        if column.period and column.period.frequency is Frequency.YEAR_TO_DATE
    }
    why = "this may be the year to date, as in the columns beside it: write YTD before the month, or Q1 2009/10 for the quarter"
    return {
        column.index: why
        for column in measured
        if column.period and column.period.start in starts and column.period.frequency is Frequency.QUARTER
        and not NUMBERED.search(column.words)
    }  # fmt: skip


def _choice(column: Column) -> tuple[bool, bool]:
    """The order in which columns are taken: a value of the period before one to date."""
    return names.plain(column.words) in LATER_CHOICES, is_to_date(column)


def is_to_date(column: Column) -> bool:
    """Whether a column says that it is of the year to date, where its period does not."""
    dated = column.period is not None and column.period.frequency is Frequency.YEAR_TO_DATE
    return bool(names.TO_DATE.search(names.plain(column.words))) and not dated


def _to_date(measured: Sequence[Column]) -> dict[int, str]:
    why = "this column is of the year to date, and was read as of the period beside it: name the period, as in April to June 2009"
    return {column.index: why for column in measured if is_to_date(column)}


def _twin(column: Column, measured: Sequence[Column]) -> Column | None:
    """The column before that holds the same by its name."""
    same = (column.role, column.period, column.name, column.year_end)
    return next((one for one in measured if (one.role, one.period, one.name, one.year_end) == same), None)


def _cells(block: Block, header: Header, column: Column) -> list[str]:
    return [row[column.index] for row in block.rows[header.below : header.below + SAMPLED] if row[column.index]]


def _has_words(block: Block, header: Header, column: Column) -> bool:
    return bool(column.words or _cells(block, header, column))


def _has_figures(block: Block, header: Header, column: Column) -> bool:
    """A column called "Region" holds either the region's figures or its name."""
    cells = _cells(block, header, column)
    return not cells or any(any(letter.isdigit() for letter in cell) for cell in cells)


def _settle_identity(block: Block, header: Header, single: dict[Role, int], doubts: list[Doubt]) -> None:
    """A column called "Measure" or "PI" is the title beside a reference, and the reference beside a title.

    Of two such columns, as "PI" and "Indicator" are, the first is the reference. Where there is none for the title, the only column of
    words that is not known holds the names.
    """
    both = [column.index for column in header.columns if column.role is Role.MEASURE]
    if len(both) > 1 and Role.TITLE not in single and Role.REFERENCE not in single:
        single[Role.REFERENCE], single[Role.MEASURE] = both[:2]
    index = single.get(Role.MEASURE)
    if Role.TITLE not in single and len(both) < 2:
        _name_by_words(block, header, single, doubts)
    if index is None:
        return
    if Role.TITLE in single:
        single.setdefault(Role.REFERENCE, index)
        del single[Role.MEASURE]
    elif Role.REFERENCE in single:
        single[Role.TITLE] = index
        del single[Role.MEASURE]


def _name_by_words(block: Block, header: Header, single: dict[Role, int], doubts: list[Doubt]) -> None:
    """Take the names from a column of another name, if there is one only that can hold them, and references beside it."""
    at = single.get(Role.REFERENCE, single.get(Role.MEASURE))
    rows = block.rows[header.below : header.below + SAMPLED]
    references = [row[at] for row in rows if at is not None and row[at] and sum(map(bool, row)) > 1]
    if not references or not all(map(names.LOOKS_LIKE_A_REFERENCE.fullmatch, references)):
        return
    named = [column for column in header.columns if column.role is None and _are_names(_cells(block, header, column))]
    if len(named) != 1 or (Role.REFERENCE in single and Role.MEASURE in single):
        return
    (column,) = named
    single[Role.TITLE] = column.index
    place = block.place_of(header.below - 1, column.index)
    doubts[:] = [doubt for doubt in doubts if doubt.place != place]
    why = "no column of this name is known: its cells were read as the names of the measures"
    doubts.append(Doubt(place, column.words, why))


def _are_names(cells: Sequence[str]) -> bool:
    """Whether texts can be names of measures: of several words, and hardly any twice."""
    wordy = [cell for cell in cells if len(cell.split()) > 1 and any(letter.isalpha() for letter in cell)]
    return bool(cells) and len(wordy) * 5 >= len(cells) * 4 and len(set(cells)) * 5 >= len(cells) * 4


def _own_period(
    single: dict[Role, int], measured: Sequence[Column], stated: Period | None
) -> tuple[Period | None, list[tuple[Column, str]]]:
    """The period of the columns that name none, and each of those columns where that is doubtful."""
    loose = [column for column in measured if not (column.period or column.role is Role.BASELINE or column.year_end)]
    if Role.PERIOD in single or not loose:
        return None, []
    dated = {column.period for column in measured if column.period and column.role is Role.VALUE}
    if any(column.role is Role.VALUE for column in loose):
        why = f"taken as of {stated}, which the title states: name the period in the header to be sure"
        unknown = "no period is named for this column: add a column called Period, or name it in the header"
        return stated, [(column, why if stated else unknown) for column in loose]
    if len(dated) == 1:
        return dated.pop(), []
    if stated and any(stated.contains(period) for period in dated):
        why = f"taken as of {stated}, which the title states: name the period in the header to be sure"
        return stated, [(column, why) for column in loose]
    why = "could be of any of several periods: name the period in the header, as in Target 2009/10"
    return None, [(column, why) for column in loose]


def _dated(measured: Sequence[Column], own: Period | None) -> list[Column]:
    """A target for the year's end is one for the financial year that all the values lie in."""
    dated = [column.period for column in measured if column.role is Role.VALUE and column.period]
    parts = [period for period in dated if period.frequency is not Frequency.FINANCIAL_YEAR]
    valued: Sequence[Period | None] = [own] if own else parts or dated
    years = {context.financial_year(period) for period in valued}
    year = years.pop() if len(years) == 1 else None
    return [replace(column, period=year) if column.year_end and year else column for column in measured]

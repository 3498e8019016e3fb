"""Tallystick's own tables, read back: priorities, assessments, measures, targets and answers in the columns of the export.

The spreadsheet round trip rests on this: what is exported comes back as it was. Only the exact names of the columns pass, so that a
council's own table is never taken for one of ours; their order is free, and a column that is not ours is left out with a doubt.
Observations are the exception: they are a measure table in long form, and read by `measures`.
"""

import re
from dataclasses import dataclass

from tallystick.documents import overlong
from tallystick.documents.doubts import Doubt
from tallystick.documents.model import Block, Document, Place

GUARDED = re.compile(r"'+[=+\-@\t\r]")
HEADER_WITHIN = 10  # rows in which the header is looked for


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one kind of record, and the few of them that no other table has together."""

    names: tuple[str, ...]
    telling: frozenset[str]


REGISTERS: dict[str, Columns] = {
    "priorities": Columns(
        (
            *("plan", "theme", "reference", "title", "accountable officer", "accountable director", "service"),
            *("measures", "plan reference", "plan begins", "plan ends", "last day", "why it ends"),
        ),
        frozenset({"plan", "theme", "reference", "title", "accountable officer"}),
    ),
    "assessments": Columns(
        ("round", "references", "narrative", "rating", "rating reason", "external grades", "state"),
        frozenset({"round", "references", "narrative"}),
    ),
    "measures": Columns(
        (
            *(
                "reference",
                "title",
                "other names",
                "definition",
                "unit",
                "polarity",
                "frequency",
                "decimals",
                "numerator",
                "denominator",
            ),
            *(
                "year is",
                "source",
                "lag days",
                "owner",
                "service",
                "baseline period",
                "baseline value",
                "use",
                "collection minutes",
            ),
            *("not known measure", "not known limit", "illustrative"),
        ),
        frozenset({"reference", "title", "polarity", "lag days"}),
    ),
    "recommendations": Columns(
        (
            *("challenge", "list", "number", "title", "text", "state", "response", "response reason", "interpretation"),
            *("what will be different", "for whom", "accountable officer", "portfolio holder", "review date"),
        ),
        frozenset({"challenge", "list", "number", "response"}),
    ),
    "actions": Columns(
        (
            *(
                "reference",
                "title",
                "purpose",
                "owner",
                "service",
                "project",
                "start",
                "due",
                "done on",
                "state",
                "note",
            ),
            *("priorities", "measures", "timing", "days", "dates moved", "illustrative", "reason for change"),
        ),
        frozenset({"reference", "title", "due", "done on", "priorities"}),
    ),
    "milestones": Columns(
        ("action", "title", "due", "done on", "reason for change"), frozenset({"action", "title", "due", "done on"})
    ),
    "risks": Columns(
        (
            *("reference", "title", "cause", "event", "effect", "category", "likelihood", "impact", "controls"),
            *("likelihood after", "impact after", "score after", "above appetite", "escalated to", "owner", "service"),
            *("review due", "state", "priorities", "measures", "actions", "illustrative", "reason for change"),
        ),
        frozenset({"reference", "title", "event", "likelihood after", "impact after"}),
    ),
    "projects": Columns(
        (
            *(
                "reference",
                "title",
                "purpose",
                "programme",
                "sponsor",
                "manager",
                "service",
                "start",
                "due",
                "closed on",
            ),
            *("state", "size", "cost", "spent", "forecast cost", "effort", "priorities", "timing", "days"),
            *("illustrative", "reason for change"),
        ),
        frozenset({"reference", "title", "manager", "forecast cost"}),
    ),
    "benefits": Columns(
        (
            *(
                "project",
                "benefit",
                "measure",
                "baseline",
                "expected",
                "now",
                "period",
                "so far",
                "planned money",
                "to be seen by",
            ),
            *("realised money", "realised as at", "how it is known"),
        ),
        frozenset({"project", "benefit", "expected", "planned money"}),
    ),
    "people": Columns(("name", "e-mail address", "roles"), frozenset({"name", "e-mail address", "roles"})),
    "directorates and services": Columns(
        (
            *("name", "kind", "beneath", "head", "measures", "priorities", "open actions", "live risks"),
            *("live projects", "plan of this year", "closed on"),
        ),
        frozenset({"name", "kind", "beneath", "head"}),
    ),
    "targets": Columns(
        ("measure", "name", "frequency", "period", "value", "upper value", "tolerance", "tolerance kind"),
        frozenset({"measure", "period", "value", "tolerance kind"}),
    ),
}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One record: its cells by the names of the columns, in the order of the file, blank ones included."""

    cells: dict[str, str]
    place: Place


@dataclass(frozen=True, slots=True)
class Register:
    """Records of one kind. A column of the kind that the table lacks is not among the cells: nothing is said of it.

    `own` is false for a council's own action plan or risk register (`worktables`): its names are read by likeness.
    """

    records: str
    rows: tuple[RegisterRow, ...]
    doubts: tuple[Doubt, ...]
    own: bool = True
    kind: str = "register"


def recognise(document: Document) -> tuple[Register, ...]:
    """The records of every register in the document, one kind each; tables of the same kind are put together."""
    found = [(block, *header) for block in document.tables if (header := header_of(block))]
    return tuple(
        _register(kind, [(block, number) for block, number, one in found if one == kind])
        for kind in dict.fromkeys(kind for *_, kind in found)
    )


def _register(kind: str, tables: list[tuple[Block, int]]) -> Register:
    rows: list[RegisterRow] = []
    doubts: list[Doubt] = []
    for block, number in tables:
        settled = overlong.settle(block, number, number + 1)
        doubts += [*settled.doubts, *_unknown_columns(block, number, kind)]
        rows += _rows(settled.block, number, kind)
    return Register(kind, tuple(rows), tuple(doubts))


def header_of(block: Block) -> tuple[int, str] | None:
    """The row of the header and the kind of record, where the table is a register."""
    for number, row in enumerate(block.rows[:HEADER_WITHIN]):
        names = {_name(cell) for cell in row}
        for kind, columns in REGISTERS.items():
            if columns.telling <= names:
                return number, kind
    return None


def plain(cell: str) -> str:
    """The cell without the apostrophe that an export puts before what a spreadsheet would calculate."""
    return cell[1:] if GUARDED.match(cell) else cell


def _name(cell: str) -> str:
    return cell.strip().casefold()


def _rows(block: Block, header: int, kind: str) -> list[RegisterRow]:
    names = [_name(cell) for cell in block.rows[header]]
    known = {name: index for index, name in reversed(list(enumerate(names))) if name in REGISTERS[kind].names}
    positions = sorted((index, name) for name, index in known.items())
    rows = []
    for number in range(header + 1, len(block.rows)):
        row = block.rows[number]
        cells = {name: plain(row[index].strip()) for index, name in positions}
        if any(cells.values()) and row != block.rows[header]:
            rows.append(RegisterRow(cells, block.place_of(number, positions[0][0])))
    return rows


def _unknown_columns(block: Block, header: int, kind: str) -> list[Doubt]:
    doubts = []
    seen: set[str] = set()
    for index, cell in enumerate(block.rows[header]):
        name = _name(cell)
        if name and (name not in REGISTERS[kind].names or name in seen):
            why = f"{kind} have no column of this name, or it is there twice: it was left out"
            doubts.append(Doubt(block.place_of(header, index), cell.strip(), why))
        seen.add(name)
    return doubts

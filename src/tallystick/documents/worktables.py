"""A council's own action plan or risk register, as records of our tables of actions and risks.

Every council has its own names for the columns, so this is told apart by what must stand together: what will be done, by whom and by
when; or what may happen, how likely and how bad. Without these a table of deliverables was taken for one of priorities. Nothing is
said of a cell that is blank, and words that no column of ours holds (a status such as `On track`) are kept in the note.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tallystick.documents import overlong
from tallystick.documents.doubts import Doubt
from tallystick.documents.model import Block, Document
from tallystick.documents.registers import Register, RegisterRow

HEADER_WITHIN = 15  # rows in which the header is looked for
QUOTED = 400  # letters of a column that a doubt repeats


def _listed(names: str) -> frozenset[str]:
    return frozenset(name.strip() for name in names.split(","))


REFERENCES = _listed("ref, reference, ref no, no, id, number, code, reference number")
OWNERS = _listed(
    "lead, lead officer, owner, by whom, responsible officer, responsible, responsible person, responsibility, who, accountable officer, "
    "officer, officer responsible, officer lead, assigned to, who will do it, lead owner, action owner, action lead, risk owner, "
    "owner lead, accountable, accountable owner, senior responsible officer, sro, strategic lead"
)
SERVICES = _listed("service, directorate, department, team, service area")

ACTIONS: dict[str, frozenset[str]] = {
    "reference": REFERENCES | _listed("action ref, action no, action id, action reference, action number, action code"),
    "title": _listed(
        "action, actions, deliverable, deliverables, what we will do, what will we do, what will be done, key action, key actions, task, "
        "tasks, planned action, agreed action, agreed actions, improvement action, proposed action, proposed actions, action required, "
        "actions required, activity, activities, action to be taken, specific action, council action, management action, our actions, "
        "planned actions, actions to be taken, what are we going to do, what we are going to do"
    ),
    "owner": OWNERS,
    "due": _listed(
        "due, due date, by when, target date, deadline, timescale, timescales, completion date, end, end date, when, date due, "
        "target completion date, finish, finish date, complete by, to be completed by, timeframe, time frame, delivery date, "
        "planned end, planned completion, date for completion, when by, target completion, when will it be done"
    ),
    "start": _listed("start, start date, from, planned start"),
    "note": _listed(
        "progress, update, progress update, comments, comment, commentary, latest update, position, progress comments, status update, "
        "latest position, progress to date, current position, progress and next steps, notes, note, narrative"
    ),
    "status": _listed("status, rag, rag status, rag rating, current status, action status, progress rag, brag, rating"),
    "purpose": _listed(
        "recommendation, recommendations, lga recommendation, peer team recommendation, objective, outcome, priority, aim, "
        "peer challenge recommendation, key recommendation, why, purpose, link to corporate commitment, link to corporate plan, "
        "link to corporate objective, corporate objective, corporate priority, link to council plan, desired outcome, intended outcome, "
        "what we want to achieve, finding, theme, cpc recommendation"
    ),
    "service": SERVICES,
}
RISKS: dict[str, frozenset[str]] = {
    "reference": REFERENCES | _listed("risk ref, risk id, risk no, risk number, risk reference, risk code"),
    "title": _listed("risk, risk title, risk name, title, name of risk, short name, risk description"),
    "event": _listed(
        "event, description, risk event, description cause event effect, risk detail, detail, risk details"
    ),
    "cause": _listed("cause, causes, risk cause, trigger, triggers, source of risk"),
    "effect": _listed("effect, effects, consequence, consequences, potential consequences, impact description, result"),
    "likelihood": _listed(
        "likelihood, probability, l, inherent likelihood, inherent l, gross likelihood, gross l, inherent probability, initial "
        "likelihood, inherent risk likelihood, gross risk likelihood, uncontrolled likelihood, original likelihood, raw likelihood"
    ),
    "impact": _listed(
        "impact, severity, i, inherent impact, inherent i, gross impact, gross i, initial impact, inherent risk impact, gross risk "
        "impact, uncontrolled impact, original impact, raw impact, inherent severity"
    ),
    "likelihood after": _listed(
        "residual likelihood, residual l, net likelihood, net l, current likelihood, current l, residual probability, likelihood after, "
        "residual risk likelihood, net risk likelihood, current risk likelihood, controlled likelihood"
    ),
    "impact after": _listed(
        "residual impact, residual i, net impact, net i, current impact, current i, impact after, residual severity, residual risk "
        "impact, net risk impact, current risk impact, controlled impact"
    ),
    "controls": _listed(
        "controls, controls in place, existing controls, current controls, mitigation, mitigations, mitigating actions, mitigating "
        "controls, key controls, current mitigation, control measures, internal controls"
    ),
    "owner": OWNERS,
    "category": _listed("category, risk category, type, risk type"),
    "service": SERVICES,
    "review due": _listed("review date, next review, review due, next review date"),
}
KINDS: dict[str, tuple[dict[str, frozenset[str]], tuple[str, ...]]] = {
    "actions": (ACTIONS, ("title", "owner", "due")),
    "risks": (RISKS, ("title", "likelihood", "impact")),
}
STATES = {
    "done": _listed("complete, completed, done, closed, delivered, achieved, finished, blue complete, complete blue"),
    "in progress": _listed("in progress, underway, under way, started, commenced, ongoing, on going"),
}
STATE_OF = {words: state for state, found in STATES.items() for words in found}


@dataclass(frozen=True, slots=True)
class Header:
    """Which column holds what, and the first row below."""

    records: str
    columns: dict[str, int]
    row: int
    below: int


def recognise(document: Document) -> tuple[Register, ...]:
    """The actions and the risks of all such tables, each kind by itself."""
    found = [(block, header) for block in document.tables if (header := header_of(block))]
    every = (
        _register(records, [(block, header) for block, header in found if header.records == records])
        for records in dict.fromkeys(header.records for _, header in found)
    )
    return tuple(one for one in every if one.rows)


def _register(records: str, tables: list[tuple[Block, Header]]) -> Register:
    rows: list[RegisterRow] = []
    doubts: list[Doubt] = []
    for block, header in tables:
        settled = overlong.settle(block, header.row, header.below)
        doubts += [*settled.doubts, *_left_out(block, header)]
        rows += _rows(settled.block, header)
    return Register(records, tuple(rows), tuple(doubts), own=False)


def header_of(block: Block) -> Header | None:
    """The first row, or pair of rows, that names all that an action or a risk needs."""
    for number, row in enumerate(block.rows[:HEADER_WITHIN]):
        for below in (number + 1, number + 2):
            names = _names(row, block.rows[number + 1] if below == number + 2 and below <= len(block.rows) else None)
            for records, (known, needed) in KINDS.items():
                columns = _columns(names, known)
                if all(name in columns for name in needed):
                    return Header(records, columns, number, below)
    return None


def _names(upper: Sequence[str], lower: Sequence[str] | None) -> list[str]:
    """The name of each column; with a second row, a group above and the name below are one: `Inherent` over `L`."""
    if lower is None:
        return [_plain(text) for text in upper]
    names, above = [], ""
    for high, low in zip(upper, lower, strict=True):
        above = high or above if low else high
        names.append(_plain(above if not low or low == high else f"{above} {low}"))
    return names


def _columns(names: Sequence[str], known: dict[str, frozenset[str]]) -> dict[str, int]:
    """The column for each thing; the first of several."""
    columns: dict[str, int] = {}
    for index, called in enumerate(names):
        held = next((name for name, words in known.items() if called in words), None)
        if held is not None:
            columns.setdefault(held, index)
    return columns


def _plain(text: str) -> str:
    return re.sub(r"[^\w&]+|_", " ", text.casefold()).strip()


def _rows(block: Block, header: Header) -> Iterator[RegisterRow]:
    """A record for each row with a title. A row of one text is a heading, and what the rows below it are for."""
    heading = ""
    names = block.rows[header.row : header.below]
    for number in range(header.below, len(block.rows)):
        row = block.rows[number]
        texts = {text for text in row if text}
        if row in names or not texts:
            continue
        if len(texts) == 1:
            heading = texts.pop()
            continue
        cells = {name: _text(row[index], block) for name, index in header.columns.items() if row[index]}
        if not cells.get("title") or not cells.keys() - {"title", "reference", "purpose"}:
            continue
        cells = _action(cells, heading) if header.records == "actions" else cells
        yield RegisterRow({"reference": "", **cells}, block.place_of(number, header.columns["title"]))


def _text(cell: str, block: Block) -> str:
    return " ".join(cell.split()) if block.place.page else cell.strip()


def _action(cells: dict[str, str], heading: str) -> dict[str, str]:
    """An action's cells in the words of ours. A number such as 1.2 counts within its plan, and is no reference in the council."""
    reference, status = cells.pop("reference", ""), cells.pop("status", "")
    if re.search(r"[A-Za-z]", reference):
        cells["reference"] = reference
    if heading and "purpose" not in cells:
        cells["purpose"] = heading
    if state := STATE_OF.get(_plain(status)):
        cells["state"] = state
    if status:
        cells["note"] = " ".join(filter(None, [f"{status.rstrip('.')}.", cells.get("note", "")]))
    return cells


def _left_out(block: Block, header: Header) -> Iterator[Doubt]:
    """A doubt for each column that holds words and has none of ours."""
    kept = set(header.columns.values())
    for index in range(len(block.rows[header.row])):
        cells = [row[index].strip() for row in block.rows[header.below :] if len(set(filter(None, row))) > 1]
        text = " | ".join(dict.fromkeys(cell for cell in cells if cell))
        if index not in kept and text:
            name = " ".join(dict.fromkeys(row[index] for row in block.rows[header.row : header.below] if row[index]))
            why = f"the column “{name}” is not part of what is read of {header.records}"
            yield Doubt(block.place_of(header.row, index), text[:QUOTED], why)

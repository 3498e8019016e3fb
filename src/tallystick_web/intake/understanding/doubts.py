"""Which reading each doubt of a document speaks of; what speaks of none is listed by itself.

A doubt belongs to the readings that hold its words, and begin where it stands or before; where its words were put right in the
reading, to the readings that begin in the very place.
"""

import re
from collections.abc import Iterable
from string import ascii_uppercase, digits

from tallystick.documents.doubts import Doubt
from tallystick_web.intake.models import Record
from tallystick_web.intake.queries.held import same
from tallystick_web.intake.understanding.drafts import Draft

OF_PERIODS = ("taken as of", "this header is a date")
RUN = 4  # words in a row that two texts must share
DOUBTED = {
    Record.PLAN,
    Record.THEME,
    Record.PRIORITY,
    Record.ASSESSMENT,
    Record.CHALLENGE,
    Record.POINT,
    Record.RESPONSE,
}
TOO_MANY = 3
SAID_BY_ITEMS = ("the period of this tracker is not stated", "the name of the plan that begins here is not stated")


def attach(drafts: list[Draft], doubts: Iterable[Doubt]) -> list[dict[str, str]]:
    """Mark the drafts that doubts speak of; the doubts that are left, as plain values."""
    texts = [(draft, spoken(draft)) for draft in drafts if draft.record in DOUBTED]
    left = []
    for doubt in doubts:
        if doubt.why.startswith(SAID_BY_ITEMS):
            continue
        chosen = holders(same(doubt.words), texts) if doubt.words else []
        if len(chosen) > TOO_MANY or not chosen:
            here = [draft for draft in chosen or [draft for draft, _ in texts] if draft.place == str(doubt.place)]
            chosen = here if doubt.words else []
        if not chosen or len(chosen) > TOO_MANY:
            left.append(plain(doubt))
        else:
            for draft in chosen:
                draft.doubt(doubt.why)
    return left


def attach_by_place(drafts: list[Draft], doubts: Iterable[Doubt], by_row: bool) -> list[dict[str, str]]:
    """The same for tables, where every reading has a cell; in a register the whole row is one reading.

    In a table of measures a cell gives a value and its row a target: a doubt is on the value, unless it says otherwise.
    """
    here: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        here.setdefault(spot(draft.place, by_row), []).append(draft)
    new = [draft for draft in drafts if draft.record == Record.MEASURE and draft.payload.get("frequency")]
    left = []
    for doubt in doubts:
        if doubt.why.startswith(OF_PERIODS):
            doubt_new_measures(new, doubt)
        chosen = here.get(spot(str(doubt.place), by_row), [])
        if not by_row:
            spoken_of = Record.TARGET if "target" in doubt.why else Record.OBSERVATION
            chosen = [draft for draft in chosen if draft.record == spoken_of]
        for draft in chosen:
            draft.doubt(doubt.why)
        if not chosen:
            left.append(plain(doubt))
    return left


def plain(doubt: Doubt) -> dict[str, str]:
    """A doubt as a proposal keeps it."""
    return {"place": str(doubt.place), "words": doubt.words, "why": doubt.why}


def doubt_new_measures(drafts: list[Draft], doubt: Doubt) -> None:
    """A period that a column was given by judgement tells how often a new measure is reported; a held one has that to be held against."""
    sheet, cell = spot(str(doubt.place), by_row=False)
    for draft in drafts:
        there, first = spot(draft.place, by_row=False)
        if there == sheet and first.rstrip(digits) == cell.rstrip(digits):
            draft.doubt(f"Of its period: {doubt.why}")


def spot(place: str, by_row: bool) -> tuple[str, str]:
    """A cell, or its row."""
    sheet, _, cell = place.rpartition("cell ")
    return sheet, cell.lstrip(ascii_uppercase) if by_row else cell


def spoken(draft: Draft) -> str:
    """The words of a reading in which a doubt can be found again."""
    parts = [
        draft.payload.get(name, "") for name in ("title", "narrative", "reason", "text", "follow_up", "next_challenge")
    ]
    grades = [words for _, _, words in draft.payload.get("grades", [])]
    return same(" ".join([*parts, *grades]))


def holders(words: str, texts: list[tuple[Draft, str]]) -> list[Draft]:
    """The readings that hold all these words; where none does, those that hold a few of them in a row."""
    word = re.compile(rf"\b{re.escape(words)}\b")
    whole = [draft for draft, text in texts if words in text and word.search(text)]
    if whole:
        return whole
    parts = words.split()
    runs = [" ".join(parts[start : start + RUN]) for start in range(len(parts) - RUN + 1)]
    return [draft for draft, text in texts if any(run in text for run in runs)]

"""What of a document no reading holds: every line is understood, doubted, or listed here, so that none is lost in silence.

A text is held where a reading says its words, be it in parts: a title stands apart from its number, and from its narrative. Of a
table that was read only the rows that gave nothing are looked at, for its columns speak for themselves: one that is not known is a
doubt.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from tallystick.documents import output
from tallystick.documents.measures import MeasureTable
from tallystick.documents.model import Block, BlockKind, Document, Place
from tallystick.documents.registers import Register

LONGEST = 1_500  # letters of one passage
FEWEST_LETTERS = 4  # in a text that says anything: a page number says nothing
FEWEST_WORDS = 4  # in a passage by itself, unless it has a colon: `Next steps` without what they are says nothing
RUN = 5  # words of a text that are looked for together
NUMBER = re.compile(r"\W*(?:[A-Za-z]+ )?\d+(?:\.\d+)*\W+")  # of a list or of recommendations: readings hold it apart
PART = re.compile(r"[.:;!?\n|•–—]+\s+|\s[-–—]\s")

Spot = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring texts that were not taken."""

    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class Held:
    """What the readings say: their texts, these in one, and for each table that they are of the numbers of its rows."""

    texts: frozenset[str]
    together: str
    rows: dict[Spot, set[str]]

    def has(self, text: str) -> bool:
        plain = _plain(text)
        if len(plain) < FEWEST_LETTERS or plain in self.texts or f" {plain} " in self.together:
            return True
        parts = [_plain(part) for part in PART.split(NUMBER.sub("", text, count=1))]
        if all(f" {part} " in self.together for part in parts if len(part) >= FEWEST_LETTERS):
            return True
        words = plain.split()
        runs = [" ".join(words[start : start + RUN]) for start in range(0, len(words), RUN)]
        missed = sum(f" {run} " not in self.together for run in runs)
        return len(runs) > 2 and missed <= max(1, len(runs) // 8)


def of(document: Document, results: Iterable[Any]) -> tuple[Passage, ...]:
    """The passages that none of the readings holds, in the order of the document; none where nothing was recognised at all."""
    results = tuple(results)
    if all(result.kind == "unknown" for result in results):
        return ()
    held = _held(results)
    found = tuple(_together(_left(block, held) for block in document.blocks))
    return tuple(one for one in found if len(_plain(one.words).split()) >= FEWEST_WORDS or ":" in one.words)


def _held(results: Iterable[Any]) -> Held:
    texts: list[str] = []
    rows: dict[Spot, set[str]] = {}
    for result in results:
        texts += map(_plain, _texts(result))
        for place in _places(result):
            rows.setdefault(_table(place), set()).add((place.cell or "").lstrip(ascii_uppercase))
    return Held(frozenset(texts), f" {' '.join(texts)} ", rows)


def _left(block: Block, held: Held) -> Iterator[tuple[Place, str]]:
    """The texts of a block that are not held."""
    if block.kind is not BlockKind.TABLE:
        if not held.has(block.text):
            yield block.place, block.text
        return
    read = held.rows.get(_table(block.place_of(0)))
    for number, row in enumerate(block.rows):
        if read is not None and str(block.first_row + number) in read:
            continue
        cells = list(dict.fromkeys(cell for cell in row if cell))
        if read is not None and len(cells) > 2:
            continue
        telling = [cell for cell in cells if len(cell.split()) >= FEWEST_WORDS]  # beside a text its label says nothing
        if not all(map(held.has, telling or cells)):
            yield block.place_of(number), " | ".join(cells)


def _together(found: Iterable[Iterator[tuple[Place, str]]]) -> Iterator[Passage]:
    """Texts of blocks that follow each other as one passage, so that a page of prose is told once."""
    waiting: Passage | None = None
    for block in found:
        pieces = list(block)
        for place, words in pieces:
            if waiting and len(waiting.words) + len(words) < LONGEST:
                waiting = Passage(waiting.place, f"{waiting.words}\n{words}")
            else:
                if waiting:
                    yield waiting
                waiting = Passage(place, words)
        if waiting and not pieces:
            yield waiting
            waiting = None
    if waiting:
        yield waiting


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _texts(result: Any) -> Iterator[str]:
    """Every text of a reading, each line of it by itself too. Of a long table only what differs from row to row is looked at once."""
    if isinstance(result, MeasureTable):
        said: Any = [*{text for row in result.rows for text in (row.title, row.note, row.source, row.owner)}]
        said += {doubt.words for doubt in result.doubts}
    elif isinstance(result, Register):
        said = [
            *{text for row in result.rows for text in row.cells.values()},
            *(doubt.words for doubt in result.doubts),
        ]
    else:
        said = output.plain(result)
    yield from _lines(said)


def _lines(said: Any) -> Iterator[str]:
    match said:
        case str():
            yield said
            if "\n" in said:
                yield from said.split("\n")
        case dict():
            yield from _lines([value for name, value in said.items() if name != "place"])
        case list() | tuple():
            for value in said:
                yield from _lines(value)


def _places(result: Any) -> Iterator[Place]:
    """Where the readings stand that stand in tables."""
    for name in ("rows", "doubts", "assessments", "recommendations"):
        yield from (one.place for one in getattr(result, name, ()))
    for plan in getattr(result, "plans", ()):
        yield from (priority.place for theme in plan.themes for priority in theme.priorities)


def _table(place: Place) -> Spot:
    """The table that a place is in; a file of values has one without a name."""
    return (place.sheet, place.page, place.table) if place.cell else ("no table",)

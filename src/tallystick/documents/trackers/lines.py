"""The lines of a tracker that is written as text: which name priorities, which are headings, which are column headings.

A paragraph becomes a heading by where it stands, not by its looks alone: it is short, has no full stop, and leads straight to a
priority. That is how `Culture` is told from the last words of a narrative.
"""

import re
from dataclasses import dataclass

from tallystick.documents.model import Block, BlockKind, Place
from tallystick.documents.trackers import rating_words, references, words

REF = r"(?:Ref(?:erence)?\.?(?:\s{1,3}(?:No|Number)\.?)?|No\.)"
COLUMN = (
    r"(?:(?:Improvement|Key|Strategic)\s{1,3})?(?:Priority|Priorities|Objectives?|Outcomes?|Actions?|Commitments?)|Progress(?:\s{1,3}update)?"
    r"|Narrative|Commentary|Update|RAG(?:\s{1,3}(?:rating|status))?|Status|Rating|Lead(?:\s{1,3}officer)?|Owner|Due(?:\s{1,3}date)?|Title"
)
COLUMNS_LINE = re.compile(rf"\s*{REF}(?:[\s|]{{1,8}}(?:{COLUMN}))*\s*\Z", re.IGNORECASE)
MORE_COLUMNS_LINE = re.compile(rf"\s*(?:{COLUMN})(?:[\s|]{{1,8}}(?:{COLUMN}))*\s*\Z", re.IGNORECASE)
COLUMNS_INSIDE = re.compile(r"(?<=[.!?:\s])\s{0,4}\bRef(?:erence)?\s{1,8}(?:Improvement\s{1,3})?Priority\b")
MOST_WORDS_OF_A_HEADING = 16
A_LABEL = re.compile(
    r"(?:RAG|status|rating|lead|owner|officer|director|progress|update|commentary|narrative|direction|target|due|deadline|by when"
    r"|milestones?|next steps)\b[^:–-]{0,30}[:–-]",
    re.IGNORECASE,
)
VISION = re.compile(r"(?:We|Our)\b")


@dataclass(frozen=True, slots=True)
class Line:
    """A block of text with the codes in it that name priorities. Tabs count as spaces."""

    text: str
    block: Block
    codes: tuple[references.Code, ...]

    @property
    def place(self) -> Place:
        return self.block.place

    @property
    def names(self) -> bool:
        """Whether the line begins by naming a priority."""
        return bool(self.codes) and not self.text[: self.codes[0].start].strip("* \n")

    @property
    def is_columns(self) -> bool:
        return len(self.text) < 200 and bool(COLUMNS_LINE.match(self.text))

    @property
    def is_more_columns(self) -> bool:
        return len(self.text) < 200 and bool(MORE_COLUMNS_LINE.match(self.text))

    @property
    def is_item(self) -> bool:
        return self.block.kind is BlockKind.LIST_ITEM


def lines_of(blocks: tuple[Block, ...]) -> list[Line | None]:
    """A line for each block of text; None for tables and empty blocks."""
    texts = [block.text.replace("\t", " ") for block in blocks]
    named = references.naming(
        (text, block.kind is BlockKind.LIST_ITEM) for text, block in zip(texts, blocks, strict=True)
    )
    return [
        Line(text, block, codes) if text.strip() and block.kind is not BlockKind.TABLE else None
        for text, block, codes in zip(texts, blocks, named, strict=True)
    ]


def headings_before_priorities(lines: list[Line | None], tables: set[int]) -> set[int]:
    """The numbers of lines that stand like headings and lead to a priority or a tracker's table, with nothing else between."""
    leading: set[int] = set()
    leads = False
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if line is None:
            leads = number in tables or leads
        elif line.names or line.is_columns or (leads and line.is_more_columns):
            leads = True
        elif leads and looks_like_heading(line):
            leading.add(number)
        else:
            leads = False
    return leading


def title_of_the_document(lines: list[Line | None]) -> set[int]:
    """The number of the first line, where the format marks it as a heading: an introduction may stand between it and the priorities."""
    first = next(((number, line) for number, line in enumerate(lines) if line is not None), None)
    marked = first is not None and first[1].block.kind is BlockKind.HEADING and looks_like_heading(first[1])
    return {first[0]} if first is not None and marked else set()


def looks_like_heading(line: Line) -> bool:
    text = line.text.strip()
    if line.codes or line.is_item or A_LABEL.match(text) or rating_words.labelled(text) or rating_words.alone(text):
        return False
    if line.block.kind is BlockKind.HEADING:
        return True
    few = len(text) < 160 and len(text.split()) <= MOST_WORDS_OF_A_HEADING
    return few and not text.endswith((".", ":", ";", ",", "!", "?")) and not text[0].islower()


def is_sure_heading(line: Line) -> bool:
    """A heading that has no verb, or is the council's vision of itself, or is marked as one."""
    marked = line.block.kind is BlockKind.HEADING or any(
        end - start >= len(line.text.strip()) for start, end in line.block.strong
    )
    return marked or bool(VISION.match(line.text.strip())) or not words.FINITE_VERB.search(line.text)

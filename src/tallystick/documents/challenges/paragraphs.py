"""Paragraphs as they were before a page break cut them, and list items with what belongs to them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tallystick.documents.model import Block, BlockKind, Place
from tallystick.documents.trackers import words

NUMBERED = re.compile(
    r"(?:Recommendation\s{1,3})?(?P<number>\d{1,2})\s{0,2}[.):–-]\s{1,4}(?=\S)|Recommendation\s{1,3}(?P<other>\d{1,2})\b[\s:.–-]{0,6}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Entry:
    """An item of a list while it is read: its number if it has one, where its words begin, and the blocks it is made of."""

    number: int | None
    block: Block
    start: int
    more: list[Block] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return self.block.place

    @property
    def text(self) -> str:
        return self.block.text[self.start :].strip()

    @property
    def bold(self) -> int:
        """How many characters of `text` the bold type reaches at its beginning; 0 for none."""
        for start, end in self.block.strong:
            if start <= self.start + 1 and end > self.start + 2:
                return end - self.start
        return 0

    @property
    def last(self) -> str:
        return self.more[-1].text if self.more else self.text


def text_of(block: Block) -> str:
    """The words of a block; those of a table row by row."""
    if block.kind is BlockKind.TABLE:
        return "\n".join(" | ".join(dict.fromkeys(cell.strip() for cell in row if cell.strip())) for row in block.rows)
    return " ".join(block.text.split())


def whole(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The paragraphs of some blocks, each cut one joined again; list items begin with `- ` and stand in one paragraph."""
    found: list[str] = []
    before: Block | None = None
    for block in blocks:
        text = text_of(block)
        item = block.kind is BlockKind.LIST_ITEM
        if item and not NUMBERED.match(text):
            text = f"- {text}"
        if found and before is not None and _goes_on(before, block):
            found[-1] = f"{found[-1]} {text}"
        elif found and item and before is not None and before.kind is BlockKind.LIST_ITEM:
            found[-1] = f"{found[-1]}\n{text}"
        else:
            found.append(text)
        before = block
    return tuple(found)


def _goes_on(before: Block, block: Block) -> bool:
    kinds = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
    return before.kind in kinds and block.kind is BlockKind.PARAGRAPH and words.joined(before.text, block.text)


def entries(blocks: list[Block]) -> tuple[list[Block], list[Entry], list[Block]]:
    """The blocks before the first item, the items, and the blocks after the last."""
    starts = [entry for block in blocks if (entry := _entry(block))]
    if any(entry.number is not None for entry in starts):
        starts = [entry for entry in starts if entry.number is not None]
    return _gathered(blocks, starts)


def _entry(block: Block) -> Entry | None:
    if block.kind is BlockKind.TABLE:
        return None
    found = NUMBERED.match(block.text)
    if found:
        return Entry(int(found["number"] or found["other"]), block, found.end())
    return Entry(None, block, 0) if block.kind is BlockKind.LIST_ITEM else None


def _gathered(blocks: list[Block], starts: list[Entry]) -> tuple[list[Block], list[Entry], list[Block]]:
    before: list[Block] = []
    after: list[Block] = []
    by_block = {id(entry.block): entry for entry in starts}
    current: Entry | None = None
    left = len(starts)
    for block in blocks:
        entry = by_block.get(id(block))
        if entry is not None:
            current, left = entry, left - 1
        elif current is None:
            before.append(block)
        elif left or after or not _belongs(current, block):
            (current.more if left else after).append(block)
        else:
            current.more.append(block)
    return before, starts, after


def _belongs(entry: Entry, block: Block) -> bool:
    """Whether a block after the last item is still part of it."""
    if block.kind is BlockKind.LIST_ITEM or entry.block.kind is BlockKind.HEADING:
        return True
    labelled = entry.block.text[:14].lower().startswith("recommendation")
    return labelled or words.joined(entry.last, block.text)

"""Plain text and light Markdown: a line is a block.

Text copied out of a PDF or an e-mail holds a paragraph in a line, so no lines are joined and no structure is guessed: only marks
that a person typed (`#`, `-`, `1.`, `**`) mean anything. Whether "Transport" is a theme is for a recogniser to say.
"""

import re

from tallystick.documents import guards
from tallystick.documents.model import Block, BlockKind, Document, Place, Unreadable
from tallystick.documents.readers import words

LINES = re.compile(r"\r\n|\r|\n")
HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
BULLET = re.compile(r"[-*+•◦▪●·‣\uf0b7]\s+(.+)$")
NUMBERED = re.compile(r"\d{1,3}[.)]\s+\S")
STRONG = re.compile(r"\*\*(?=\S)([^*]+)(?<=\S)\*\*")


def read(text: str, encoding: str | None = None, limits: guards.Limits = guards.LIMITS) -> Document:
    """A document of the lines that hold words."""
    blocks = tuple(block for number, line in enumerate(LINES.split(text), 1) if (block := block_of(line, number)))
    if not blocks:
        raise Unreadable("The file holds no words. Check that it was saved, and choose it again.")
    if len(blocks) > limits.blocks:
        raise Unreadable(f"The file has more than {limits.blocks:,} lines. Split it into parts.")
    return Document(format="text", blocks=blocks, encoding=encoding)


def block_of(line: str, number: int) -> Block | None:
    """The block of one line, or None where it is blank."""
    line = words.clean(line)
    text = line.strip()
    if not text:
        return None
    kind, level, text = marked(text, len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip()))
    text, strong = without_stars(text)
    return Block(kind=kind, text=text, place=Place(line=number), level=level, strong=strong)


def marked(text: str, indent: int) -> tuple[BlockKind, int, str]:
    """Kind, level and text of a line, by the mark that it begins with."""
    if heading := HEADING.match(text):
        return BlockKind.HEADING, len(heading[1]), heading[2]
    if bullet := BULLET.match(text):
        return BlockKind.LIST_ITEM, level_of(indent), bullet[1]
    if NUMBERED.match(text):
        return BlockKind.LIST_ITEM, level_of(indent), text
    return BlockKind.PARAGRAPH, 0, text


def level_of(indent: int) -> int:
    """Depth by the space in front: people indent by one, two or four."""
    return 1 if indent == 0 else 2 + (indent - 1) // 4


def without_stars(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without `**`, and the spans that were between them."""
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    last = length = 0
    for match in STRONG.finditer(text):
        before, inner = text[last : match.start()], match[1]
        parts += [before, inner]
        length += len(before)
        spans.append((length, length + len(inner)))
        length += len(inner)
        last = match.end()
    return "".join(parts) + text[last:], tuple(spans)

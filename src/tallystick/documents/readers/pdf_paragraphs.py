"""Lines of a page put together into headings, paragraphs and list items, by what the type itself shows."""

import itertools
from collections import Counter
from collections.abc import Iterator

from tallystick.documents.model import Block, BlockKind, Place
from tallystick.documents.readers import text as marks
from tallystick.documents.readers import words
from tallystick.documents.readers.pdf_lines import Line

HEADING_RATIO = 1.12
LONGEST_HEADING = 250
SLACK = 0.2  # how much wider than usual, in parts of the type size, lines of one paragraph may stand
SHORT = 0.85
ENDS = (".", "!", "?", ":", ";", "”", '"', ")")


def blocks(lines: list[Line]) -> list[tuple[Line, Block]]:
    """The blocks of the lines, each with its first line."""
    if not lines:
        return []
    body = body_size(lines)
    levels = heading_levels(lines, body)
    pitch = usual_pitch(lines)
    return [(group[0], block(group, levels)) for group in groups(lines, pitch, levels)]


def body_size(lines: list[Line]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def heading_levels(lines: list[Line], body: float) -> dict[float, int]:
    """The level of each size that is larger than the body's, the largest first."""
    larger = sorted({line.size for line in lines if line.size > body * HEADING_RATIO}, reverse=True)
    return {size: min(level, 9) for level, size in enumerate(larger, 1)}


def usual_pitch(lines: list[Line]) -> float:
    """From one line to the next, in parts of the type size, as most lines of the document have it."""
    pitches = Counter(
        round(pitch(one, other), 1)
        for one, other in itertools.pairwise(lines)
        if one.page == other.page and one.size == other.size and 0.5 < pitch(one, other) < 3
    )
    return pitches.most_common(1)[0][0] if pitches else 1.2


def pitch(one: Line, other: Line) -> float:
    return (one.bottom - other.bottom) / (one.size or 1)


def groups(lines: list[Line], usual: float, levels: dict[float, int]) -> Iterator[list[Line]]:
    """The lines of each block."""
    group: list[Line] = []
    margins = right_margins(lines)
    for line in lines:
        if group and not belongs(group[-1], line, usual, levels, margins):
            yield group
            group = []
        group.append(line)
    yield group


def right_margins(lines: list[Line]) -> dict[int, float]:
    """How far right the words of each page go."""
    margins: dict[int, float] = {}
    for line in lines:
        margins[line.page] = max(margins.get(line.page, 0.0), line.right)
    return margins


def belongs(one: Line, other: Line, usual: float, levels: dict[float, int], margins: dict[int, float]) -> bool:
    """Whether a line goes on what the line before it began."""
    if one.hyphenated:
        return True
    if abs(one.size - other.size) > 0.5 or begins_item(other):
        return False
    if one.page != other.page:
        return one.size not in levels and goes_on_overleaf(one, other)
    if not -0.3 < pitch(one, other) < usual + SLACK:
        return False
    if one.size in levels:
        return True
    if one.is_bold != other.is_bold and (one.is_bold or other.is_bold) and stops_short(one, margins):
        return False
    return not (stops_short(one, margins) and one.text.endswith(ENDS))


def begins_item(line: Line) -> bool:
    return bool(marks.BULLET.match(line.text) or marks.NUMBERED.match(line.text))


def goes_on_overleaf(one: Line, other: Line) -> bool:
    """A sentence cut by the end of a page."""
    return not one.text.endswith(ENDS) and other.text[:1].islower()


def stops_short(line: Line, margins: dict[int, float]) -> bool:
    return line.right < margins[line.page] * SHORT


def block(group: list[Line], levels: dict[float, int]) -> Block:
    """One block from its lines."""
    text, strong = words.joined(joined(group))
    place = Place(page=group[0].page, line=group[0].number)
    if group[0].size in levels and len(text) <= LONGEST_HEADING:
        return Block(BlockKind.HEADING, text, place, level=levels[group[0].size])
    kind, level, plain = marks.marked(text, 0) if begins_item(group[0]) else (BlockKind.PARAGRAPH, 0, text)
    shift = len(text) - len(plain)
    moved = tuple((max(start - shift, 0), end - shift) for start, end in strong if end > shift)
    return Block(kind, plain, place, level=level, strong=moved)


def joined(group: list[Line]) -> Iterator[tuple[str, bool]]:
    """The pieces of all lines, with a space for the break between two unless a hyphen stands there."""
    for index, line in enumerate(group):
        yield from line.pieces
        is_last = index == len(group) - 1
        if not is_last and not line.hyphenated and not line.text.endswith("-"):
            yield " ", line.pieces[-1][1]

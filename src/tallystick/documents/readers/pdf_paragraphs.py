"""Lines of a page put together into headings, paragraphs and list items, by what the type itself shows.

The surest sign that a line does not go on is that the first word of the next would still have fitted on it.
"""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.documents.model import Block, BlockKind, Place
from tallystick.documents.readers import pdf_hyphens, words
from tallystick.documents.readers import text as marks
from tallystick.documents.readers.pdf_lines import Line

HEADING_RATIO = 1.12
LONGEST_HEADING = 250
SLACK = 0.2  # how much wider than usual, in parts of the type size, lines of one paragraph may stand
HEADING_SLACK = 0.5  # the same for a heading whose first line is full: styles set headings wider apart
OVERLAP = -0.3  # a line may begin a little above the one before it: a raised word, a taller letter
COLUMN = 6.0  # points within which lines begin at the same edge
FEWEST = 3  # lines that tell where a column ends
SURELY = 1.2  # how much more room than the next word takes must be left before a break is deliberate
ENDS = (".", "!", "?", ":", ";", "”", '"', ")")


@dataclass(frozen=True, slots=True)
class Layout:
    """What the whole document shows of its type: headings' levels by size, usual distance of lines, edges, spelling."""

    levels: dict[float, int]
    pitch: float
    edges: dict[tuple[int, int], float]
    spelling: pdf_hyphens.Spelling


def blocks(lines: list[Line]) -> list[tuple[Line, Block]]:
    """The blocks of the lines, each with its first line."""
    if not lines:
        return []
    layout = Layout(heading_levels(lines), usual_pitch(lines), right_edges(lines), pdf_hyphens.of_lines(lines))
    return [(group[0], block(group, layout)) for group in groups(lines, layout)]


def heading_levels(lines: list[Line]) -> dict[float, int]:
    """The level of each size that is larger than that of most letters, the largest first."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0]
    larger = sorted((size for size in sizes if size > body * HEADING_RATIO), reverse=True)
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


def right_edges(lines: list[Line]) -> dict[tuple[int, int], float]:
    """How far right the words of each column go: of the lines of a page that begin at the same edge, or of the whole page where
    those are too few to tell."""
    edges: dict[tuple[int, int], float] = {}
    pages: dict[int, float] = {}
    for line in lines:
        edges[column(line)] = max(edges.get(column(line), 0.0), line.right)
        pages[line.page] = max(pages.get(line.page, 0.0), line.right)
    sizes = Counter(column(line) for line in lines)
    return {key: edge if sizes[key] >= FEWEST else pages[key[0]] for key, edge in edges.items()}


def column(line: Line) -> tuple[int, int]:
    return line.page, round(line.left / COLUMN)


def groups(lines: list[Line], layout: Layout) -> Iterator[list[Line]]:
    """The lines of each block."""
    group: list[Line] = []
    for line in lines:
        if group and not belongs(group[-1], line, layout):
            yield group
            group = []
        group.append(line)
    yield group


def belongs(one: Line, other: Line, layout: Layout) -> bool:
    """Whether a line goes on what the line before it began."""
    if one.hyphenated:
        return True
    if abs(one.size - other.size) > 0.5 or begins_item(other):
        return False
    is_heading = one.size in layout.levels
    if one.page != other.page:
        return not is_heading and goes_on_overleaf(one, other, layout)
    if is_heading and OVERLAP < pitch(one, other) < layout.pitch + HEADING_SLACK:
        return pitch(one, other) < layout.pitch + SLACK or not is_broken_off(one, other, layout)
    return OVERLAP < pitch(one, other) < layout.pitch + SLACK and not is_broken_off(one, other, layout)


def begins_item(line: Line) -> bool:
    return bool(marks.BULLET.match(line.text) or marks.NUMBERED.match(line.text))


def goes_on_overleaf(one: Line, other: Line, layout: Layout) -> bool:
    """A sentence cut by the end of a page: by its small letter, or because the line before is full."""
    if one.text.endswith(ENDS) or one.is_bold != other.is_bold:
        return False
    return other.text[:1].islower() or not is_broken_off(one, other, layout)


def is_broken_off(one: Line, other: Line, layout: Layout) -> bool:
    """Whether the next word would have fitted on the line, so that its end was meant."""
    room = layout.edges[column(one)] - one.right
    first = other.text.split(maxsplit=1)[0]
    width = (other.right - other.left) * (len(first) + 1) / max(len(other.text), 1)
    return room > width * SURELY


def block(group: list[Line], layout: Layout) -> Block:
    """One block from its lines."""
    text, strong = words.joined(joined(group, layout.spelling))
    place = Place(page=group[0].page, line=group[0].number)
    if group[0].size in layout.levels and len(text) <= LONGEST_HEADING:
        return Block(BlockKind.HEADING, text, place, level=layout.levels[group[0].size])
    kind, level, plain = marks.marked(text, 0) if begins_item(group[0]) else (BlockKind.PARAGRAPH, 0, text)
    shift = len(text) - len(plain)
    moved = tuple((max(start - shift, 0), end - shift) for start, end in strong if end > shift)
    return Block(kind, plain, place, level=level, strong=moved)


def joined(group: list[Line], spelling: pdf_hyphens.Spelling) -> Iterator[tuple[str, bool]]:
    """The pieces of all lines, with what stands between two lines: a space, a hyphen that is part of a word, or nothing."""
    for one, other in itertools.pairwise(group):
        yield from one.pieces
        if one.hyphenated:
            yield "-" if pdf_hyphens.is_kept(one, other, spelling) else "", one.pieces[-1][1]
        elif not one.text.endswith("-"):
            yield " ", one.pieces[-1][1]
    yield from group[-1].pieces

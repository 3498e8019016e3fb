"""Word documents: headings, paragraphs, list items and tables in the order in which they are read.

The body is walked here rather than through python-docx's own iteration, which passes over content controls, text boxes and
insertions under review: council templates are full of the first, and words must not vanish silently. Deleted words under review
stay out. A text box is read once, after the paragraph that it hangs on, though the file holds it twice. A table of a single cell is a
frame around text, and read as that text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from tallystick.documents import guards
from tallystick.documents.model import Block, BlockKind, Document, Place, Unreadable
from tallystick.documents.readers import grids, packages, word_numbers, word_styles, words

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PASSED_OVER = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr"), ALTERNATIVE}
WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
TYPED_BULLET = re.compile(r"[•◦▪●·‣\uf0b7]\s*(?=\S)")


@dataclass(slots=True)
class State:
    """What is known while walking: the styles, the lists, and how much has been passed."""

    styles: word_styles.Styles
    numbering: word_numbers.Numbering
    limits: guards.Limits
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0
    notes: list[str] = field(default_factory=list)


def read(data: bytes, limits: guards.Limits = guards.LIMITS) -> Document:
    """A document of the body of a Word file."""
    with packages.opened(data) as archive:
        packages.check_entities(archive)
        body = parsed(packages.part(archive, "word/document.xml") or packages.part(archive, "word/document2.xml"))
        styles, numbers = (
            parsed(packages.part(archive, "word/styles.xml")),
            parsed(packages.part(archive, "word/numbering.xml")),
        )
        notes = [packages.NO_MACROS] if packages.has_macros(archive) else []
    state = State(word_styles.of_part(styles), word_numbers.of_part(numbers), limits, notes=notes)
    content = None if body is None else body.find(qn("w:body"))
    blocks = [] if content is None else list(blocks_of(content, state))
    if not blocks:
        raise Unreadable("The document holds no words. If it shows a picture of text, choose the original document.")
    if content is not None and any(True for _ in content.iter(qn("w:del"), qn("w:ins"))):
        state.notes.append("The document has changes under review; it was read as if they were accepted.")
    return Document(format="docx", blocks=tuple(blocks), notes=tuple(state.notes))


def parsed(xml: bytes | None) -> Any:
    """The root of a part, read by python-docx's parser, which resolves no entities."""
    if xml is None:
        return None
    try:
        return parse_xml(xml.replace(STRICT, USUAL))
    except etree.XMLSyntaxError:
        raise Unreadable(guards.DAMAGED) from None


def blocks_of(holder: Any, state: State, depth: int = 0) -> Iterator[Block]:
    """The blocks of a body, a cell or a text box, in order."""
    if depth > state.limits.nesting:
        raise Unreadable(
            f"Tables or text boxes are nested more than {state.limits.nesting} deep. Take the inner ones out."
        )
    for element in holder:
        if element.tag == qn("w:p"):
            yield from paragraph(element, state, depth)
        elif element.tag == qn("w:tbl"):
            yield from table(element, state, depth)
        elif element.tag in WRAPPERS:
            yield from blocks_of(element, state, depth)


def paragraph(element: Any, state: State, depth: int) -> Iterator[Block]:
    """The block of one paragraph where it holds words, then those of the text boxes that hang on it."""
    state.paragraphs += 1
    if state.paragraphs > state.limits.blocks:
        raise Unreadable(f"The document has more than {state.limits.blocks:,} paragraphs. Split it into parts.")
    text, strong = words.joined(pieces(element, element, state))
    if text:
        yield worded(element, text, strong, state)
    for box in boxes(element):
        yield from blocks_of(box, state, depth + 1)


def worded(element: Any, text: str, strong: tuple[tuple[int, int], ...], state: State) -> Block:
    """A paragraph as heading, list item or paragraph, with the number that Word would show."""
    place = Place(paragraph=state.paragraphs)
    heading = word_styles.heading_level(element, state.styles)
    listed = word_styles.numbering(element, state.styles)
    label = word_numbers.next_label(state.numbering, *listed) if listed else ""
    text, strong = labelled(text, strong, label)
    if heading:
        return Block(BlockKind.HEADING, text, place, level=heading)
    by_style = word_styles.list_style_level(element, state.styles)
    if listed or by_style:
        return Block(
            BlockKind.LIST_ITEM, text, place, level=max(by_style, listed[1] + 1 if listed else 1), strong=strong
        )
    if bullet := TYPED_BULLET.match(text):
        text, strong = labelled(text[bullet.end() :], strong, "", -bullet.end())
        return Block(BlockKind.LIST_ITEM, text, place, level=1, strong=strong)
    return Block(BlockKind.PARAGRAPH, text, place, strong=strong)


def labelled(
    text: str, strong: tuple[tuple[int, int], ...], label: str, shift: int = 0
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text behind its label, and its bold spans moved along."""
    front = f"{label} " if label else ""
    shift += len(front)
    moved = tuple((max(start + shift, 0), end + shift) for start, end in strong if end + shift > 0)
    return front + text, moved


def pieces(holder: Any, element: Any, state: State) -> Iterator[tuple[str, bool]]:
    """The runs of a paragraph in order, each with whether it is bold."""
    for child in holder:
        if child.tag == qn("w:r"):
            text = "".join(run_text(child))
            if text:
                yield text, word_styles.is_bold(child, element, state.styles)
        elif child.tag not in PASSED_OVER:
            yield from pieces(child, element, state)


def run_text(run: Any) -> Iterator[str]:
    """The words of a run; breaks of line are spaces, since they only shape the page."""
    for child in run:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in {qn("w:br"), qn("w:cr")}:
            yield " "
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"


def boxes(element: Any) -> Iterator[Any]:
    """The text boxes that hang on a paragraph, each once: a file repeats them for older programs."""
    for box in element.iter(qn("w:txbxContent")):
        above = list(box.iterancestors())
        inside = above[: above.index(element)]
        if not any(holder.tag in {ALTERNATIVE, qn("w:txbxContent")} for holder in inside):
            yield box


def table(element: Any, state: State, depth: int) -> Iterator[Block]:
    """The block of a table; that of a frame is what it frames."""
    rows = list(rows_of(element))
    state.cells += sum(1 for row in rows for _ in cells_of(row))
    guards.check_cells(state.cells, state.limits)
    if len(rows) == 1 and len(list(cells_of(rows[0]))) == 1:
        yield from blocks_of(next(cells_of(rows[0])), state, depth + 1)
        return
    state.tables += 1
    place = Place(table=state.tables)
    block = grids.table(grid(rows, state, depth), place, limits=state.limits)
    if block:
        yield block


def rows_of(holder: Any) -> Iterator[Any]:
    for child in holder:
        if child.tag == qn("w:tr"):
            yield child
        elif child.tag in WRAPPERS:
            yield from rows_of(child)


def cells_of(holder: Any) -> Iterator[Any]:
    for child in holder:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in WRAPPERS:
            yield from cells_of(child)


def grid(rows: list[Any], state: State, depth: int) -> list[list[str]]:
    """The texts of a table; a merged cell's text stands in every cell that it covers, a heading's across a whole row in one."""
    texts: list[list[str]] = []
    for row in rows:
        line: list[str] = [""] * span(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
        cells = list(cells_of(row))
        for cell in cells:
            width = span(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1)
            text = above(texts, len(line)) if is_continued(cell) else cell_text(cell, state, depth)
            line += [text] + [text if len(cells) > 1 else ""] * (width - 1)
        texts.append(line)
        guards.check_cells(sum(map(len, texts[-1:])), state.limits)
    return texts


def span(element: Any | None, otherwise: int) -> int:
    """A number of columns; a damaged one counts as none."""
    return min(word_numbers.whole(word_styles.value(element), otherwise), 100)


def is_continued(cell: Any) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and word_styles.value(merge) in {None, "continue"}


def above(texts: list[list[str]], column: int) -> str:
    return texts[-1][column] if texts and column < len(texts[-1]) else ""


def cell_text(cell: Any, state: State, depth: int) -> str:
    """The words of a cell, a paragraph a line; a table inside it a line a row."""
    return "\n".join(line for block in blocks_of(cell, state, depth + 1) for line in lines_of(block))


def lines_of(block: Block) -> list[str]:
    if block.kind is BlockKind.TABLE:
        return ["\t".join(row) for row in block.rows]
    return [block.text]

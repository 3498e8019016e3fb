"""PDF: the words of each page in paragraphs, and tables where lines are ruled.

A PDF holds placed letters, not paragraphs. Lines are taken from PDFium in reading order with their size, weight and edges, and put
together where type says that they belong together: same size, ordinary spacing, no bullet or number in front. A heading is larger
than the text of the body; nothing else is called one. Tables are looked for only on pages with ruled lines.
"""

from collections.abc import Iterator

import pypdfium2

from tallystick.documents import guards
from tallystick.documents.model import Block, Document, Unreadable
from tallystick.documents.readers import pdf_lines, pdf_paragraphs, pdf_tables

TAIL = 4_096
NO_WORDS = "The PDF has no text in it: it is a scan or a picture. Run text recognition (OCR) on it, or choose the original document."


def read(data: bytes, limits: guards.Limits = guards.LIMITS) -> Document:
    """A document of all pages."""
    if b"%%EOF" not in data[-TAIL:]:
        raise Unreadable("The PDF is cut short: its end is missing. Copy or download it again.")
    pdf = opened(data)
    try:
        if len(pdf) > limits.pages:
            raise Unreadable(
                f"The PDF has {len(pdf):,} pages; the most that is read is {limits.pages:,}. Split it into parts."
            )
        lines, tables, wordless = contents(pdf, limits)
        pages = len(pdf)
    finally:
        pdf.close()
    lines, dropped = pdf_lines.without_running_lines(lines, pages)
    blocks = tuple(in_order(pdf_paragraphs.blocks(lines), tables))
    if not blocks:
        raise Unreadable(NO_WORDS)
    return Document(format="pdf", blocks=blocks, pages=pages, notes=tuple(notes(dropped, wordless)))


def opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        protected = "password" in str(error).lower() or "security" in str(error).lower()
        raise Unreadable(guards.PROTECTED if protected else guards.DAMAGED) from None


def contents(
    pdf: pypdfium2.PdfDocument, limits: guards.Limits
) -> tuple[list[pdf_lines.Line], list[pdf_tables.Placed], list[int]]:
    """The lines outside tables, the tables, and the pages without words. One page is in memory at a time."""
    lines: list[pdf_lines.Line] = []
    tables: list[pdf_tables.Placed] = []
    wordless: list[int] = []
    cells = 0
    for number in range(1, len(pdf) + 1):
        page = pdf[number - 1]
        found, words = pdf_tables.of_page(page, number, limits), pdf_lines.of_page(page, number)
        page.close()
        if not words:
            wordless.append(number)
        cells += sum(table.cells for table in found)
        guards.check_cells(cells, limits)
        if len(lines) > limits.blocks:
            raise Unreadable(f"The PDF has more than {limits.blocks:,} lines. Split it into parts.")
        tables += found
        lines += [line for line in words if not any(table.covers(line) for table in found)]
    return lines, tables, wordless


def in_order(paragraphs: list[tuple[pdf_lines.Line, Block]], tables: list[pdf_tables.Placed]) -> Iterator[Block]:
    """Paragraphs and tables by page, and on a page a table before the first paragraph that begins below its top."""
    waiting = list(tables)
    for line, block in paragraphs:
        while waiting and (waiting[0].page, -waiting[0].top) < (line.page, -line.bottom):
            yield waiting.pop(0).block
        yield block
    yield from (table.block for table in waiting)


def notes(dropped: int, wordless: list[int]) -> Iterator[str]:
    """What a person should know of what was left out."""
    if dropped:
        yield f"{dropped:,} lines that repeat at the head or foot of pages, such as page numbers, were left out."
    if wordless:
        pages = ", ".join(str(page) for page in wordless[:10]) + (" and others" if len(wordless) > 10 else "")
        yield (
            f"No text was found on page {pages}: blank, or a picture."
            if len(wordless) == 1
            else (f"No text was found on pages {pages}: blank, or pictures.")
        )

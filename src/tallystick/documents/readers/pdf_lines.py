"""The lines of a PDF page as PDFium finds them, each with its size, weight and edges; and the lines that repeat on every page."""

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw

from tallystick.documents.readers import words

BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
FORCED_BOLD = 1 << 18
LONGEST_NAME = 128
EDGE = 0.09  # the part of a page, above and below, in which running heads and page numbers stand
PAGE_NUMBER = re.compile(r"^\d+(?!\S)|(?<!\S)\d+(\s*(of|/)\s*\d+)?$")
HYPHENS = {0x02, 0xFFFE, 0xAD}  # how PDFium gives a hyphen that only breaks a word across lines


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words. Lengths in points; `bottom` and `top` are measured from the foot of the page, `height` is the page's."""

    page: int
    number: int
    pieces: tuple[tuple[str, bool], ...]
    size: float
    left: float
    right: float
    bottom: float
    top: float
    height: float
    hyphenated: bool = False

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces).strip()

    @property
    def is_bold(self) -> bool:
        """Whether all of its words are bold."""
        return all(bold for text, bold in self.pieces if text.strip())


def of_page(page: pypdfium2.PdfPage, number: int) -> list[Line]:
    """The lines of a page that hold words."""
    textpage = page.get_textpage()
    try:
        height = page.get_height()
        runs = runs_of(textpage)
        lines = [line_of(textpage, run, number, height) for run in runs]
    finally:
        textpage.close()
    numbered = (line for line in lines if line is not None)
    return [replaced(line, order) for order, line in enumerate(numbered, 1)]


def replaced(line: Line, order: int) -> Line:
    return Line(
        line.page,
        order,
        line.pieces,
        line.size,
        line.left,
        line.right,
        line.bottom,
        line.top,
        line.height,
        line.hyphenated,
    )


def runs_of(textpage: pypdfium2.PdfTextPage) -> list[list[tuple[int, int]]]:
    """The letters of each line, as (index on the page, code)."""
    runs: list[list[tuple[int, int]]] = [[]]
    unicode = pypdfium2.raw.FPDFText_GetUnicode
    for index in range(textpage.count_chars()):
        code = unicode(textpage.raw, index)
        if code in {10, 13}:
            if runs[-1]:
                runs.append([])
        elif code in HYPHENS:
            runs[-1].append((index, 0xAD))
            runs.append([])
        else:
            runs[-1].append((index, code))
    return runs


def line_of(textpage: pypdfium2.PdfTextPage, run: list[tuple[int, int]], page: int, height: float) -> Line | None:
    """A line from its letters, or None where they are only space."""
    inked = [index for index, code in run if code > 32 and code != 0xA0]
    if not inked:
        return None
    fonts: dict[int, tuple[float, bool]] = {}
    pieces: list[tuple[str, bool]] = []
    sizes: Counter[float] = Counter()
    for index, code in run:
        size, bold = font_of(textpage, index, fonts)
        if size and code > 32:
            sizes[size] += 1
        bold = bold if size else bool(pieces and pieces[-1][1])
        if pieces and pieces[-1][1] == bold:
            pieces[-1] = (pieces[-1][0] + chr(code), bold)
        else:
            pieces.append((chr(code), bold))
    left, bottom, _, top = textpage.get_charbox(inked[0], loose=True)  # loose: of the font, not of the letter
    right = textpage.get_charbox(inked[-1], loose=True)[2]
    pieces[0] = (pieces[0][0].lstrip(), pieces[0][1])
    pieces[-1] = (pieces[-1][0].rstrip(), pieces[-1][1])
    cleaned = tuple((words.clean(text), bold) for text, bold in pieces)
    if not any(text.strip() for text, _ in cleaned):
        return None
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    return Line(page, 0, cleaned, size, left, right, bottom, top, height, hyphenated=run[-1][1] == 0xAD)


def font_of(textpage: pypdfium2.PdfTextPage, index: int, known: dict[int, tuple[float, bool]]) -> tuple[float, bool]:
    """Size in points and boldness of a letter; asked once for each piece of text that the page places. (0, False) for added space."""
    piece = pypdfium2.raw.FPDFText_GetTextObject(textpage.raw, index)
    if not piece:
        return 0.0, False
    key = ctypes.cast(piece, ctypes.c_void_p).value or 0
    if key not in known:
        known[key] = (size_of(textpage, index), is_bold(textpage, index))
    return known[key]


def size_of(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    """The size as it stands on the page: the font's own size is often 1, scaled by a matrix."""
    size = float(pypdfium2.raw.FPDFText_GetFontSize(textpage.raw, index))
    matrix = pypdfium2.raw.FS_MATRIX()
    if pypdfium2.raw.FPDFText_GetMatrix(textpage.raw, index, matrix):
        size *= math.hypot(matrix.c, matrix.d) or 1
    return round(size * 2) / 2


def is_bold(textpage: pypdfium2.PdfTextPage, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(LONGEST_NAME), ctypes.c_int()
    pypdfium2.raw.FPDFText_GetFontInfo(textpage.raw, index, name, LONGEST_NAME, flags)
    return bool(flags.value & FORCED_BOLD) or bool(BOLD_NAME.search(name.value.decode("utf-8", "replace")))


def without_running_lines(lines: list[Line], pages: int) -> tuple[list[Line], int]:
    """The lines but those at the edge of pages that repeat, page numbers aside, on most pages; of two pages on both, and in small type.

    What is larger than most of the text, or bold, is never taken for one: "Priority 3" may well head every third page.
    """
    if pages < 2:
        return lines, 0
    sizes = Counter(line.size for line in lines)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    edge = [line for line in lines if is_at_edge(line) and line.size <= usual and not line.is_bold]
    if pages == 2:
        edge = [line for line in edge if line.size < usual]
    repeats = Counter(pattern for pattern, _ in {(running(line), line.page) for line in edge})
    gone = {(line.page, line.number) for line in edge if repeats[running(line)] > pages / 2}
    return [line for line in lines if (line.page, line.number) not in gone], len(gone)


def is_at_edge(line: Line) -> bool:
    return line.top < line.height * EDGE or line.bottom > line.height * (1 - EDGE)


def running(line: Line) -> str:
    """The line with its page number, at either end, made the same on every page."""
    return PAGE_NUMBER.sub("#", line.text)

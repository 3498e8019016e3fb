"""The words of a file made fit to keep: one kind of space, and nothing that hides, reverses or commands.

Documents carry characters nobody sees: soft hyphens, byte-order marks, overrides of direction, the escape that a terminal obeys.
They break the finding of references and can make a page show other words than were read, so they go as the words come in.
"""

import re
from collections.abc import Iterable

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff0-\ufffb\ufffe\uffff]"
)
SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000]")
LONE_HALVES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without unseen characters, its spaces plain. Tabs and line feeds stay."""
    if text.isascii() and text.isprintable():
        return text
    text = LONE_HALVES.sub("\ufffd", SPACES.sub(" ", text))
    return UNSEEN.sub("", text)


def cell(text: str) -> str:
    """The text of a cell: clean, and without space around it."""
    return clean(text).strip()


def joined(pieces: Iterable[tuple[str, bool]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of pieces that are bold or not, without space around it, and the spans of it that are bold.

    Bold pieces with nothing but space between them are one span, since word processors cut a phrase into runs at random.
    """
    text = ""
    bold: list[tuple[int, int]] = []
    for piece, strong in pieces:
        piece = clean(piece) if text else clean(piece).lstrip()
        if strong and piece.strip():
            start, end = len(text) + len(piece) - len(piece.lstrip()), len(text) + len(piece.rstrip())
            if bold and not text[bold[-1][1] :].strip() and start <= len(text) + 1:
                start = bold.pop()[0]
            bold.append((start, end))
        text += piece
    return text.rstrip(), tuple(bold)

"""Where sentences begin and end, in text that may be wrapped at any column or be a list without full stops."""

import re
from collections.abc import Iterator

from tallystick.claims.promises import vocabulary

# A stop, or the end of a line: the first letter alone tells at most places that there is none.
END = re.compile(r"[.!?\r\n](?:(?<=[.!?])[\"'”’)\]]{0,3}(?=\s|$)|(?<=\r)\n?|(?<=\n))")
BLANK = re.compile(r"[ \t\r\f\v]{0,80}\n")
BEGINS = re.compile(r"\s{0,80}(.?)")
LIST_MARK = re.compile(r"[ \t]{0,40}(?:[-*+•◦▪●·‣|#>]|\d{1,3}[.)]\s|[ivx]{1,4}[.)]\s|[a-z][.)]\s|\()")
# A line shorter than this that is followed by a capital letter was ended on purpose: a heading, a cell, an item.
SHORTEST_WRAPPED = 55
# No sentence that people write is longer.
LONGEST = 2_000


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each sentence, without the space around it."""
    start, line = 0, 0
    for match in END.finditer(text):
        wrapped = match[0] in ("\n", "\r", "\r\n")
        ends = _line_ends(text, line, match) if wrapped else _stops(text, match)
        if wrapped:
            line = match.end()
        if ends:
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _stops(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop ends the sentence: not after an abbreviation, nor before a small letter."""
    if match[0][0] != ".":
        return True
    word = text[max(0, match.start() - 8) : match.start() + 1].split()
    if word and word[-1].casefold() in vocabulary.words()["abbreviations"]:
        return False
    following = BEGINS.match(text, match.end())
    return not (following and following[1].islower())


def _line_ends(text: str, line: int, match: re.Match[str]) -> bool:
    """Whether a line's end is a sentence's: before a blank line or an item, or where the line was ended early."""
    if BLANK.match(text, match.end()) or LIST_MARK.match(text, match.end()):
        return True
    following = BEGINS.match(text, match.end())
    capital = bool(following and not following[1].islower())
    return capital and match.start() - line < SHORTEST_WRAPPED


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence without the space around it; one that goes on for pages in pieces, so that no rule has to look at all of it."""
    while end - start > LONGEST:
        space = max(text.rfind(" ", start + LONGEST // 2, start + LONGEST), start + LONGEST // 2)
        yield from _stripped(text, start, space)
        start = space
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if start < end:
        yield start, end

"""Text cut into words, figures and signs, with their places.

One regular expression without nested repetition, used once from left to right: the time is linear whatever the text.
"""

import re
from typing import NamedTuple

# Most words have no other letters than these, and are told at once.
PLAIN = r"[a-zA-Z]++(?!['’]|[^\W\d_])"
FORMS = (
    rf"{PLAIN}|[^\W\d_]+(?:['’][^\W\d_]+)*"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)*|\n|\t|[^\w\s]|_"
)
PATTERN = re.compile(FORMS)
DASHES = frozenset("-–—‑")
# Where columns are set with spaces, a gap between them is a tab.
GAP = "   "
SPACED = re.compile(FORMS + r"| {3,}| {2}(?=[-+−–(£]?[0-9])(?<=[^\n.:;,!?] {2})")


class Token(NamedTuple):
    """A word, a figure, a sign or a line's end; `low` is it in lower case."""

    text: str
    low: str
    start: int
    end: int


def cut(text: str) -> list[Token]:
    """Every token of the text in order."""
    if GAP not in text:
        return [made(Token, ((word := found[0]), word.lower(), *found.span())) for found in PATTERN.finditer(text)]
    return [
        made(Token, ((word := "\t" if found[0][0] == " " else found[0]), word.lower(), *found.span()))
        for found in SPACED.finditer(text)
    ]


made = tuple.__new__  # of the values at once: a text has thousands of tokens


def low(tokens: list[Token], index: int) -> str:
    """The token at an index in lower case; empty outside the text and for other kinds of edge."""
    return tokens[index].low if 0 <= index < len(tokens) else ""


def glued(tokens: list[Token], index: int) -> bool:
    """Does the token at this index touch the one before it?"""
    return 0 < index < len(tokens) and tokens[index].start == tokens[index - 1].end


def is_figure(word: str) -> bool:
    """Does the token begin with a digit?"""
    return word[:1] in "0123456789" and word != ""


def matched(tokens: list[Token], index: int, pieces: tuple[str, ...]) -> bool:
    """Do the tokens from this index read as the phrase?"""
    last = index + len(pieces) - 1
    if index < 0 or last >= len(tokens) or tokens[last].low != pieces[-1]:
        return False
    return all(tokens[index + step].low == piece for step, piece in enumerate(pieces[:-1]))

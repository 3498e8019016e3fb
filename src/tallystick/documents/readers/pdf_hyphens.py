"""Whether a hyphen at the end of a line belongs to the word ("anti-social") or only breaks it ("perfor-mance").

A PDF does not say. The document itself mostly does: one of the two spellings stands elsewhere in it. Where neither does, a document
that ends many lines in a hyphen was set by a program that breaks words, and any other was not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.documents.readers.pdf_lines import Line

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
LAST_PART = re.compile(r"[^\W_]+(?:-[^\W_]+)*$")
BREAKS_WORDS_FROM = 0.04  # of lines; one in a hundred ends in a hyphen of its own


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of a document, and whether it breaks words across lines."""

    words: frozenset[str]
    breaks_words: bool


def of_lines(lines: Iterable[Line]) -> Spelling:
    words: set[str] = set()
    count = hyphenated = 0
    for line in lines:
        count += 1
        hyphenated += line.hyphenated
        words.update(WORD.findall(line.text.casefold()))
    return Spelling(frozenset(words), hyphenated > BREAKS_WORDS_FROM * count and hyphenated > 2)


def is_kept(one: Line, other: Line, spelling: Spelling) -> bool:
    """Whether the hyphen between two lines is part of a word."""
    before, after = LAST_PART.search(one.text.casefold()), WORD.match(other.text.casefold())
    if before is None or after is None or any(letter.isdigit() for letter in before[0][-1] + after[0][0]):
        return True
    if before[0] + after[0] in spelling.words:
        return False
    if f"{before[0]}-{after[0]}" in spelling.words:
        return True
    return not spelling.breaks_words

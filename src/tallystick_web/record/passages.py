"""A text cut where the words stand that were asked for, and the passage around the first of them.

The database finds by the stems of words; here a word is marked when it begins as one of those asked for, endings aside. Only what is
marked depends on that, never what is found.
"""

import re
from collections.abc import Sequence
from typing import Final

Segments = tuple[tuple[str, bool], ...]
WORD: Final = re.compile(r"\w+")
ENDING: Final = 2
REACH: Final = 110


def alike(word: str, asked: str) -> bool:
    """Whether two words differ by their endings only: `libraries` and `library`, `opening` and `open`."""
    one, other = word.casefold(), asked.casefold()
    shorter = min(len(one), len(other))
    least = max(3, shorter - ENDING)
    return one == other or (shorter > 3 and (one.startswith(other) or one[:least] == other[:least]))


def marked(text: str, words: Sequence[str]) -> Segments:
    """The text in pieces, each with whether it is one of the words that were asked for. Together they are the text."""
    asked = [part for word in words for part in WORD.findall(word)]
    found, end = [], 0
    for word in WORD.finditer(text):
        if any(alike(word.group(), one) for one in asked):
            found += [(text[end : word.start()], False), (word.group(), True)]
            end = word.end()
    return tuple(piece for piece in [*found, (text[end:], False)] if piece[0])


def around(text: str, words: Sequence[str]) -> Segments:
    """The passage around the first word that was asked for, marked; the beginning of a text that has none of them."""
    pieces = marked(text, words)
    first = next((place for place, (_, asked) in enumerate(pieces) if asked), None)
    at = sum(len(piece) for piece, _ in pieces[:first]) if first is not None else 0
    start = text.find(" ", at - REACH, at) + 1 if at > REACH else 0
    stop = text.rfind(" ", at, at + 2 * REACH) if len(text) > at + 2 * REACH else len(text)
    stop = stop if stop > at else len(text[: at + 2 * REACH])
    cut = marked(text[start:stop], words)
    before, after = ("… ", False), (" …", False)
    return (*([before] if start else []), *cut, *([after] if stop < len(text) else []))

"""What differs between two texts, word by word: values in, segments out.

Put together, what was kept and put in is the new text, and what was kept and taken out the old one: nothing is summarised. Comparing
words takes time by the square of their number, so long texts are compared line by line first, and word by word only where lines differ.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import Final

WORDS: Final = re.compile(r"\s+|\w+(?:[.,'’]\w+)*|.", re.DOTALL)
LINES: Final = re.compile(r"[^\n]*\n|[^\n]+")
MOST: Final = 1_000_000  # pairs of words, or of lines, that are compared: a tenth of a second


class Kind(StrEnum):
    KEPT = "kept"
    TAKEN_OUT = "taken_out"
    PUT_IN = "put_in"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters that both texts have, or one of them."""

    kind: Kind
    text: str


@lru_cache(maxsize=512)
def differences(old: str, new: str) -> tuple[Segment, ...]:
    """The segments of both texts in their order; where words were replaced, those taken out stand first."""
    return tuple(_joined(_readable(list(_joined(_compared(old, new))))))


def words_changed(old: str, new: str) -> tuple[int, int]:
    """How many words were put in, and how many taken out."""
    found = differences(old, new)
    put, taken = (
        sum(len(one.text.split()) for one in found if one.kind is kind) for kind in (Kind.PUT_IN, Kind.TAKEN_OUT)
    )
    return put, taken


def _compared(old: str, new: str) -> Iterator[Segment]:
    """By words where these are few enough, else by lines and then by words within those that differ."""
    words = WORDS.findall(old), WORDS.findall(new)
    if len(words[0]) * len(words[1]) <= MOST:
        yield from _matched(*words)
        return
    lines = LINES.findall(old), LINES.findall(new)
    if len(lines[0]) * len(lines[1]) > MOST or (len(lines[0]) < 2 and len(lines[1]) < 2):
        yield from _replaced(old, new)
        return
    for taken, put, same in _blocks(*lines):
        if same:
            yield Segment(Kind.KEPT, put)
        elif len(WORDS.findall(taken)) * len(WORDS.findall(put)) <= MOST:
            yield from _matched(WORDS.findall(taken), WORDS.findall(put))
        else:
            yield from _replaced(taken, put)


def _matched(old: list[str], new: list[str]) -> Iterator[Segment]:
    for taken, put, same in _blocks(old, new):
        if same:
            yield Segment(Kind.KEPT, put)
        else:
            yield from _replaced(taken, put)


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[str, str, bool]]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        yield "".join(old[a:b]), "".join(new[c:d]), tag == "equal"


def _replaced(taken: str, put: str) -> Iterator[Segment]:
    if taken:
        yield Segment(Kind.TAKEN_OUT, taken)
    if put:
        yield Segment(Kind.PUT_IN, put)


def _readable(found: list[Segment]) -> Iterator[Segment]:
    """A space that happens to be the same between two replaced words is replaced with them: `~~red car~~ blue bus`."""
    last = len(found) - 1
    for at, one in enumerate(found):
        if one.kind is Kind.KEPT and 0 < at < last and one.text.isspace() and "\n" not in one.text:
            yield from _replaced(one.text, one.text)
        else:
            yield one


def _joined(found: Iterable[Segment]) -> Iterator[Segment]:
    """Between two kept runs, all that was taken out in one piece and all that was put in in another."""
    run: dict[Kind, str] = {}
    for one in found:
        if (one.kind is Kind.KEPT) != (Kind.KEPT in run) and run:
            yield from _pieces(run)
            run = {}
        run[one.kind] = run.get(one.kind, "") + one.text
    yield from _pieces(run)


def _pieces(run: dict[Kind, str]) -> Iterator[Segment]:
    return (Segment(kind, run[kind]) for kind in Kind if run.get(kind))

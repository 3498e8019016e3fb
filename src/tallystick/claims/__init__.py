"""Numbers in prose: found, related to each other, and checked; and promises, with when they fall due.

`examine` reads a narrative and says of its numbers which follow from each other, which contradict each other, and which
cannot be reproduced from what is there. It has no network, no clock and no model of language: the same text gives the same
findings, each with its working. What it is not sure of it leaves alone. See `docs/methods/claims.md`.
"""

from datetime import date

from tallystick.claims import check, find, promises, relate, stream, tokens, vocabulary
from tallystick.claims.model import (
    Closeness,
    Examination,
    Finding,
    Interval,
    Kind,
    Number,
    Promise,
    Relation,
    Slip,
    Sort,
    Verdict,
)
from tallystick.claims.vocabulary import Vocabulary, VocabularyError
from tallystick.periods import Period

__all__ = [
    "Closeness",
    "Examination",
    "Finding",
    "Interval",
    "Kind",
    "Number",
    "Promise",
    "Relation",
    "Slip",
    "Sort",
    "Verdict",
    "Vocabulary",
    "VocabularyError",
    "examine",
]


def examine(text: str, *, on: Period | date | None = None, words: Vocabulary | None = None) -> Examination:
    """Every number of the text with what it is, every stated relation with its verdict, and every promise.

    Offsets are characters of `text`. `on` is the round that the text reports on, or its day: promises without a year are
    resolved from it. `words` is another vocabulary than English. Never fails on a text, whatever it holds.
    """
    words = words or vocabulary.load()
    cut = tokens.cut(text)
    found = find.found(text, cut, words)
    read = stream.build(text, cut, found, words)
    numbers = tuple(each.number for each in found)
    around = check.Surroundings.of(text, numbers, words)
    told = relate.told(read)
    best = check.best(told.relations, around)
    best = check.best(relate.weighed(told, check.settled(best)), around, best)
    return Examination(check.findings(best, around), promises.find(text, on=on, tokens=cut), numbers)

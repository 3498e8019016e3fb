"""Every figure and every statement of change in a text, held against the measures that the text names."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from tallystick.claims.against import naming, vocabulary, when
from tallystick.claims.against.model import HeldMeasure
from tallystick.claims.against.naming import WORD, Index, Named
from tallystick.claims.model import Finding, Number
from tallystick.claims.promises.sentences import sentences
from tallystick.periods import Period

CLAUSE = re.compile(r"[;:]\s|,\s|\s[–—-]\s|[()]|\s(?:while|whilst|whereas|but|and|although|however)\s", re.I)
RANGE = re.compile(r"(?<!\w)between\s{1,4}£?[\d,.]{1,12}\S{0,2}$", re.I)
# So many characters back stands the word or the figure before.
NEAR = 60
# So many sentences back a measure may have been named that this one goes on about.
BACK = 2


@dataclass(frozen=True)
class Spoken:
    """One sentence: where it stands, the measures that it names, those it goes on about, its periods and numbers.

    `memory` keeps what was worked out for a measure and its periods, which a long report speaks of again and again; `subjects`
    keeps which measure each clause speaks of.
    """

    start: int
    end: int
    text: str
    named: tuple[Named, ...]
    inherited: tuple[Named, ...]
    times: tuple[when.When, ...]
    numbers: tuple[Number, ...]
    on: Period | date | None
    home: str
    memory: dict[tuple[int, Period, Period | None], Any]
    subjects: dict[int, Any] = field(default_factory=dict)

    @cached_property
    def clauses(self) -> tuple[tuple[int, int, bool], ...]:
        """Where each clause begins and ends, in the whole text, and whether it stands in brackets."""
        found, start, inside = [], self.start, False
        for match in CLAUSE.finditer(self.text):
            if self._joins(match):
                continue
            found.append((start, self.start + match.start(), inside))
            inside = match[0] == "(" or (inside and match[0] != ")")
            start = self.start + match.end()
        return (*found, (start, self.end, inside))

    @cached_property
    def _times_begin(self) -> frozenset[int]:
        return frozenset(one.start for one in self.times)

    @cached_property
    def _times_end(self) -> frozenset[int]:
        return frozenset(one.end for one in self.times)

    def _joins(self, match: re.Match[str]) -> bool:
        """Whether an "and" or a comma joins what is one thing: "English and maths", "education, employment or training", two quarters."""
        first, last = self.start + match.start(), self.start + match.end()
        if match[0].strip().casefold() == "and" and not self._has_figure(match.end()):
            return True
        near = self.text[max(0, match.start() - NEAR) : match.start()]
        if (first in self._times_end and last in self._times_begin) or RANGE.search(near):
            return True
        before, after = WORD.findall(near)[-1:], WORD.match(self.text, match.end())
        if not before or after is None:
            return False
        both = {naming.stem(before[0]), naming.stem(after[0])}
        return any(both <= name.keys() for one in self.named for name in one.names)

    def _has_figure(self, place: int) -> bool:
        """Whether what stands after "and" holds a figure or a word of direction, as a statement of its own would."""
        rest = CLAUSE.search(self.text, place)
        words = self.text[place : rest.start() if rest else len(self.text)]
        return bool(re.search(r"\d", words) or vocabulary.words().directions.search(words))

    @cached_property
    def _begins(self) -> list[int]:
        return [clause[0] for clause in self.clauses]

    def is_in_a_time(self, number: Number) -> bool:
        """Whether a number is a part of a period that the sentence names."""
        return any(one.start <= number.start and number.end <= one.end for one in self.times)

    def number_of_clause(self, start: int) -> int:
        """Which clause a place of the whole text stands in."""
        return max(bisect_right(self._begins, start) - 1, 0)

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Where the clause of a place begins and ends, in the whole text."""
        begins, ends, _ = self.clauses[self.number_of_clause(start)]
        return min(begins, start), max(ends, end)

    def part(self, start: int, end: int) -> str:
        """The words between two places of the whole text."""
        return self.text[start - self.start : end - self.start]


def hold(
    text: str,
    numbers: Sequence[Number],
    measures: Sequence[HeldMeasure],
    *,
    on: Period | date | None = None,
    home: str = "",
    common: naming.Counts | None = None,
) -> tuple[Finding, ...]:
    """What the measures say to the figures and the statements of change in a text, in order of their places.

    `numbers` are those that `find.numbers` gives for the text; `on` is the round that it reports on, or the day it was written;
    `home` is the council's own area as texts call it ("Leeds"), which is meant where none is named; `common` is how many of all the
    council's measures have each word in their names (`naming.common`), where `measures` are some of them.
    Figures of which the text does not say that they are one of these measures have no finding.
    """
    if not measures:
        return ()
    from tallystick.claims.against import amounts, changes, levels

    found = [
        finding
        for sentence in _spoken(text, numbers, naming.index(measures, common), on, home)
        for finding in (*levels.findings(sentence), *changes.findings(sentence), *amounts.findings(sentence))
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _spoken(
    text: str, numbers: Sequence[Number], measures: Index, on: Period | date | None, home: str
) -> Iterator[Spoken]:
    starts = [number.start for number in numbers]
    memory: dict[tuple[int, Period, Period | None], Any] = {}
    before: list[tuple[int, tuple[Named, ...]]] = []
    last_end = 0
    for place, (start, end) in enumerate(sentences(text)):
        words = text[start:end]
        if _is_paragraph(text, last_end, start):
            before = []
        found = tuple(measures.spoken_of(words))
        inherited = () if found else _inherited(words, before, place)
        here = tuple(numbers[bisect_left(starts, start) : bisect_left(starts, end)])
        if found or inherited:
            yield Spoken(
                start, end, words, found, inherited, tuple(when.named(text, start, end, on)), here, on, home, memory
            )
        if found:
            topics = (naming.spoken_of(clause, found) for clause in CLAUSE.split(words))
            before.append((place, tuple(next(filter(None, topics), found))))
        last_end = end


def _is_paragraph(text: str, last_end: int, start: int) -> bool:
    """Whether a new paragraph begins, and not the text beneath a heading."""
    ended = text[max(last_end - 1, 0) : last_end] in ".!?"
    return ended and text.count("\n", last_end, start) > 1


def _inherited(words: str, before: list[tuple[int, tuple[Named, ...]]], place: int) -> tuple[Named, ...]:
    """The measure that a sentence without a name goes on about."""
    if not before or place - before[-1][0] > BACK or not vocabulary.words().referring.search(words):
        return ()
    return before[-1][1]

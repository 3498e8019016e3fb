"""Runs: figures of one kind in a row, each said to be above or below the one before it.

"It has improved for the third quarter running (62.2%, 62.9%, 63.5% and now 64.0%)": the first step that goes the other way contradicts
where the list stands in the sentence; of one in the sentence before, what holds is confirmed.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from tallystick.claims.model import Kind, Relation, Sort
from tallystick.claims.relate import directions
from tallystick.claims.relate.pairs import alike
from tallystick.claims.stream import Stream

LIST = re.compile(r"[CMP](?:[,;a]{1,2}[wiyaN]{0,3}[CMP]){2,11}")
WAY = re.compile(r"[udgj]")
WAYS = {"u": 1, "d": -1, "g": 0, "j": 0}
CLOSED = frozenset([")", "|", "^", ""])


def relations(stream: Stream) -> Iterator[Relation]:
    """Every run of figures of which the text says which way it goes."""
    for match in LIST.finditer(stream.letters):
        listed = [index for index in range(*match.span()) if stream.letters[index] in "CMP"]
        if not all(alike(stream.number(one), stream.number(other)) for one, other in pairwise(listed)):
            continue
        first, end = stream.around(match.start())
        _, after = stream.around(end) if end < len(stream.letters) else (end, end)
        yield from _run(stream, listed, first, end, True)
        yield from _run(stream, listed, end, after, False)


def _run(stream: Stream, listed: list[int], first: int, end: int, firm: bool) -> Iterator[Relation]:
    """The steps of a list of which a sentence says that each goes one way."""
    words = stream.said(first, end) if end > first else []
    strict = not stream.words.streaks.isdisjoint(words)
    joined, threes = stream.words.relating.step_by_step, zip(words, words[1:], words[2:], strict=False)
    told = strict or any(one == other and on in joined for one, on, other in threes)
    found = WAY.findall(stream.letters, first, end)
    if not told or len(found) != 1 or "!" in stream.letters[first:end]:
        return
    ends = stream.values[listed[-1]] - stream.values[listed[0]]
    way = WAYS[found[0]] or (1 if ends > 0 else -1)
    steps = list(pairwise(listed))
    wrong = [step for step in steps if (stream.values[step[1]] - stream.values[step[0]]) * way <= 0]
    plain = (
        firm
        and strict
        and stream.letters[listed[-1] + 1 : listed[-1] + 2] in CLOSED
        and WAYS[found[0]] != 0
        and len(steps) > len(wrong)
        and stream.number(listed[0]).sort is not Sort.RATE
    )
    for one, other in wrong[:1] if plain else [] if wrong else steps[-1:]:
        numbers = stream.number(one), stream.number(other)
        said = directions.called(stream, "u" if way > 0 else "d", stream.letters.find(found[0], first, end))
        yield Relation(Kind.FROM_TO_DIRECTION, "way", numbers[1], numbers, way, True, words=said)

"""Which measure a place in a sentence speaks of: the one that its clause names, or the one that it goes on about.

"Burglary is down 11.8% (293 fewer), vehicle crime is down 12.1%": the second clause has a subject of its own, which the council may not
measure. So a clause passes the measure on only where all of its words are such as bring no new subject.
"""

from functools import cache

from tallystick.claims.against import naming, vocabulary
from tallystick.claims.against.holding import Spoken
from tallystick.claims.against.naming import Named

# Words shorter than this bring no subject.
SHORTEST = 4
# So many clauses may a measure be passed on.
FARTHEST = 6


Clauses = tuple[tuple[int, int, bool], ...]
Subject = tuple[Named | None, bool]


def measure_at(sentence: Spoken, start: int) -> Subject:
    """The measure that a place speaks of, and whether its own clause names it."""
    here = sentence.number_of_clause(start)
    if here not in sentence.subjects:
        sentence.subjects[here] = _measure_of(sentence, here)
    found: Subject = sentence.subjects[here]
    return found


def _measure_of(sentence: Spoken, here: int) -> Subject:
    """What stands in brackets is read together with the clause that they explain."""
    clauses = sentence.clauses
    text = sentence.part(*clauses[here][:2])
    if clauses[here][2]:
        outside = _before(clauses, here)
        if outside is None:
            return None, False
        text, here = f"{sentence.part(*clauses[outside][:2])} {text}", outside
    if own := naming.spoken_of(text, sentence.named):
        return naming.in_area(text, own, sentence.home), True
    return _gone_on_about(sentence, clauses, here, text), False


def _gone_on_about(sentence: Spoken, clauses: Clauses, here: int, text: str) -> Named | None:
    """The measure of the clauses before, as long as none of those between has a subject of its own."""
    area, place = text, here
    for _ in range(FARTHEST):
        if not links(sentence.part(*clauses[place][:2]), sentence):
            return None
        before = _before(clauses, place)
        if before is None:
            return naming.in_area(area, sentence.named or sentence.inherited, sentence.home)
        words = sentence.part(*clauses[before][:2])
        if not vocabulary.words().elsewhere_pattern.search(words):
            area = f"{words} {area}"
        if named := naming.spoken_of(words, sentence.named):
            return naming.in_area(area, named, sentence.home)
        place = before
    return None


def _before(clauses: Clauses, here: int) -> int | None:
    """The clause before that does not stand in brackets."""
    return next((place for place in range(here - 1, -1, -1) if not clauses[place][2]), None)


@cache
def _known() -> frozenset[str]:
    words = vocabulary.words()
    return frozenset(naming.stem(word) for word in (*words.linking, *words.generic, *words.direction_of))


def links(text: str, sentence: Spoken) -> bool:
    """Whether all words of a clause are such as bring no subject of their own."""
    known = _known() | naming.stems(sentence.home)
    known = known.union(*(one.everything for one in sentence.named or sentence.inherited))
    return all(naming.stem(word) in known for word in naming.WORD.findall(text) if len(word) >= SHORTEST)

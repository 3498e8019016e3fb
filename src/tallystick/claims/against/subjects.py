"""Which measure a place in a sentence speaks of: the one that its clause names, or the one that it goes on about.

"Burglary is down 11.8% (293 fewer), vehicle crime is down 12.1%": the second clause has a subject of its own, which the council may not
measure. So a clause passes the measure on only where all of its words are such as bring no new subject.
"""

from dataclasses import dataclass
from functools import cache

from tallystick.claims.against import naming, vocabulary
from tallystick.claims.against.holding import Spoken
from tallystick.claims.against.naming import Named
from tallystick.claims.model import Number, Sort

# Words shorter than this bring no subject.
SHORTEST = 4
# So many clauses may a measure be passed on.
FARTHEST = 6


# Numbers of these sorts belong to names: "NI 192", "under 18s", "Level 2".
NAMING = (Sort.REFERENCE, Sort.AGE, Sort.QUALIFICATION, Sort.NAME)

Clauses = tuple[tuple[int, int, bool], ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a clause speaks of: a measure or none, whether the clause names it itself, and whether the clauses on the way to the name
    bring nothing else in."""

    measure: Named | None = None
    named: bool = False
    unbroken: bool = False


def subject_at(sentence: Spoken, start: int) -> Subject:
    """What a place speaks of."""
    here = sentence.number_of_clause(start)
    if here not in sentence.subjects:
        sentence.subjects[here] = _of_clause(sentence, here)
    found: Subject = sentence.subjects[here]
    return found


def _of_clause(sentence: Spoken, here: int) -> Subject:
    """What stands in brackets is read together with the clause that they explain."""
    clauses = sentence.clauses
    text, unbroken = sentence.part(*clauses[here][:2]), True
    if clauses[here][2]:
        outside = _before(clauses, here)
        if outside is None:
            return Subject()
        words = sentence.part(*clauses[outside][:2])
        text, here, unbroken = f"{words} {text}", outside, links(words, sentence)
    if own := naming.spoken_of(text, sentence.named):
        return Subject(naming.in_area(text, own, sentence.home), True, unbroken)
    return _gone_on_about(sentence, clauses, here, text)


def _gone_on_about(sentence: Spoken, clauses: Clauses, here: int, text: str) -> Subject:
    """The measure of the clauses before, as long as none of those between has a subject of its own."""
    area, place = text, here
    for _ in range(FARTHEST):
        if not links(sentence.part(*clauses[place][:2]), sentence):
            break
        before = _before(clauses, place)
        if before is None:
            found = naming.in_area(area, sentence.named or sentence.inherited, sentence.home)
            return Subject(found, unbroken=True)
        words = sentence.part(*clauses[before][:2])
        if not vocabulary.words().elsewhere_pattern.search(words):
            area = f"{words} {area}"
        if named := naming.spoken_of(words, sentence.named):
            return Subject(naming.in_area(area, named, sentence.home), unbroken=links(words, sentence))
        place = before
    return Subject()


def is_plain(sentence: Spoken, start: int, end: int) -> bool:
    """Whether a clause says of its measure what stands at this place and nothing else: no word before it, nor after it as far as a time or
    a reason, brings in another thing ("the cost of", "of flats"), and no other figure stands before it."""
    if not subject_at(sentence, start).unbroken:
        return False
    first, last = sentence.clause(start, end)
    if any(first <= one.start < start and _is_another(sentence, one) for one in sentence.numbers):
        return False
    stops = [one.start for one in sentence.times if end <= one.start < last]
    reason = vocabulary.words().context["reasons"].search(sentence.part(end, last))
    until = min([*stops, last, *([end + reason.start()] if reason else [])])
    return links(sentence.part(first, start), sentence) and links(sentence.part(end, until), sentence)


def _is_another(sentence: Spoken, number: Number) -> bool:
    """Whether a number says something of its own: neither when, nor as a part of a name ("within 20 seconds" does)."""
    in_time = any(one.start <= number.start and number.end <= one.end for one in sentence.times)
    return number.sort not in NAMING and not in_time


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

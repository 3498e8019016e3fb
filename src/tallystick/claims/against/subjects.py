"""Which measure a place in a sentence speaks of: the one that its clause names, or the one that it goes on about.

"Burglary is down 11.8% (293 fewer), vehicle crime is down 12.1%": the second clause has a subject of its own, which the council may not
measure. So a clause passes the measure on only where all of its words are such as bring no new subject.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from tallystick.claims.against import comparing, naming, vocabulary
from tallystick.claims.against.holding import Spoken
from tallystick.claims.against.naming import Named
from tallystick.claims.model import Number, Sort

# Words shorter than this bring no subject.
SHORTEST = 4
RELATIVE = re.compile(r"\s{0,4}(?:who|whom|whose|which|where|that|with|including|having)\b", re.I)
AMONG = re.compile(r"\s{0,4}(?:among|amongst|for|of|within|across|in)\b", re.I)
# So near stands a word to the time that it belongs to.
NEAR_A_TIME = 5
# So many words may stand before a colon or a dash as a label.
LONGEST_LABEL = 8
LABELLING = (":", "–", "—", "-")
# So many clauses may a measure be passed on.
FARTHEST = 6


# Numbers of these sorts belong to names: "NI 192", "under 18s", "Level 2".
NAMING = (Sort.REFERENCE, Sort.AGE, Sort.QUALIFICATION, Sort.NAME)

Clauses = tuple[tuple[int, int, bool], ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a clause speaks of: a measure or none, whether the clause names it itself, and whether the clauses on the way to the name
    bring nothing else in. `start` is where the clause begins that named it."""

    measure: Named | None = None
    named: bool = False
    unbroken: bool = False
    start: int = 0


def subject_at(sentence: Spoken, start: int) -> Subject:
    """What a place speaks of."""
    here = sentence.number_of_clause(start)
    if here not in sentence.subjects:
        sentence.subjects[here] = _of_clause(sentence, here)
    found: Subject = sentence.subjects[here]
    return found


def subject_of(sentence: Spoken, number: Number) -> Subject:
    """The same for a figure: of measures named alike only those of its unit can be meant, a count or a rate.

    Doubts are still asked of all that the sentence names, so that they err towards silence.
    """
    found = subject_at(sentence, number.start)
    fitting = tuple(one for one in sentence.named if _fits(number, one))
    if (found.measure and _fits(number, found.measure)) or not 0 < len(fitting) < len(sentence.named):
        return found
    own = subject_at(replace(sentence, named=fitting, subjects={}), number.start)
    return own if own.named else found


def _fits(number: Number, one: Named) -> bool:
    """Whether a figure is of the unit of a measure; one of things that are named is no rate."""
    things = number.sort is Sort.COUNT and number.noun and "per" in one.measure.unit.casefold().split()
    return comparing.is_of_unit(number, one.measure) and not things


def begins(sentence: Spoken, start: int) -> int:
    """Where the words begin that say what a place speaks of: at the clause that names the measure, or the one that its "who" stands for."""
    here = sentence.number_of_clause(subject_at(sentence, start).start or start)
    while here and RELATIVE.match(sentence.part(*sentence.clauses[here][:2])):
        here -= 1
    before = sentence.clauses[here - 1] if here else (0, 0, False)
    if AMONG.match(sentence.part(*before[:2])):
        here -= 1
    return sentence.clauses[here][0]


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
        found = naming.in_area(text, own, sentence.home) or _told_apart(sentence, clauses[here], own)
        return Subject(found, True, unbroken, clauses[here][0])
    return _gone_on_about(sentence, clauses, here, text)


def _told_apart(sentence: Spoken, clause: tuple[int, int, bool], candidates: list[Named]) -> Named | None:
    """The one of several named alike that the sentence up to the end of this clause means: the boys' results of boys' and girls'."""
    words = sentence.part(sentence.start, clause[1])
    return naming.in_area(words, naming.spoken_of(words, candidates), sentence.home)


def _gone_on_about(sentence: Spoken, clauses: Clauses, here: int, text: str) -> Subject:
    """The measure that the clauses before name, by themselves or with the words of this one, as long as none of those between has a
    subject of its own."""
    area, place = text, here
    candidates = _not_excluded(text, sentence.named)
    for _ in range(FARTHEST):
        before = _before(clauses, place)
        if before is None:
            if not links(sentence.part(*clauses[place][:2]), sentence):
                break
            found = naming.in_area(area, sentence.named or sentence.inherited, sentence.home)
            return Subject(found, unbroken=True, start=sentence.start)
        words, is_label = sentence.part(*clauses[before][:2]), _is_label(sentence, clauses[before])
        if not is_label and not links(sentence.part(*clauses[place][:2]), sentence):
            break
        if not vocabulary.words().elsewhere_pattern.search(words):
            area = f"{words} {area}"
        if named := naming.spoken_of(f"{words} {text}", candidates):
            found = naming.in_area(area, named, sentence.home)
            return Subject(found, unbroken=links(words, sentence), start=clauses[before][0])
        place = before
    return Subject()


def _not_excluded(text: str, named: Sequence[Named]) -> list[Named]:
    """Of some measures those with all the telling words of a clause that any of them has: not the boys' where it says "girls"."""
    telling = {stem for one in named for name in one.names for stem in name}
    told = naming.stems(text) & telling
    return [one for one in named if told <= one.everything]


def _is_label(sentence: Spoken, clause: tuple[int, int, bool]) -> bool:
    """Whether a clause is a label: a few words before a colon or a dash that say nothing of themselves."""
    words, after = sentence.part(*clause[:2]), sentence.part(clause[1], clause[1] + 2).strip()
    return after[:1] in LABELLING and len(words.split()) <= LONGEST_LABEL and links(words, sentence)


def is_narrowed(sentence: Spoken, start: int, end: int, found: Named) -> bool:
    """Whether these words of the sentence narrow what the measure counts to a part of it: those of its own name and of a time do not."""
    starts = [one.start - start for one in sentence.times]
    for match in vocabulary.words().context["narrowing"].finditer(sentence.part(start, end)):
        is_of_a_time = any(
            match.start() <= place <= match.end() + NEAR_A_TIME for place in starts
        )  # "over the quarter"
        if not is_of_a_time and not naming.stems(match[0]) <= found.everything:
            return True
    return False


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
    first = after_telling(sentence, first, start)
    return links(sentence.part(first, start), sentence) and links(sentence.part(end, until), sentence)


def after_telling(sentence: Spoken, start: int, end: int) -> int:
    """Where what is said begins, after who said it: "The director reported that …"."""
    said = vocabulary.words().context["telling"].finditer(sentence.part(start, end))
    return max((start + match.end() for match in said), default=start)


def _is_another(sentence: Spoken, number: Number) -> bool:
    """Whether a number says something of its own: neither when, nor as a part of a name ("within 20 seconds" does)."""
    return number.sort not in NAMING and not sentence.is_in_a_time(number)


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

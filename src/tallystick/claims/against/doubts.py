"""Doubts whether a figure in the words of a measure is the measure's own: of a part of it, another place, another time, one in a row.

An agreement asks for no more than the measure and the period; before a figure is called different each of these has to be ruled out.
"""

import re

from tallystick.claims.against import naming, subjects, vocabulary
from tallystick.claims.against.holding import Spoken
from tallystick.claims.against.naming import Named
from tallystick.claims.against.when import When
from tallystick.claims.model import Number

PLACE = re.compile(r"(?<!\w)(?:in|at|for|of|across)\s{1,4}(?:the\s{1,4})?([A-Z][a-z]{2,20})")
# "31 in the first quarter and 36 in the second".
IN_ANOTHER = re.compile(
    r"\s{1,4}(?:in|for|during)\s{1,4}the\s{1,4}(?:first|second|third|fourth|other|latter|former|next)\s{0,4}(?:[.,;)]|$)",
    re.I,
)
FROM_TO = re.compile(r"(?<!\w)from\s[^,;]{1,60}\sto\s{1,4}$", re.I)
FROM = re.compile(r"(?<!\w)from\s{1,4}$", re.I)


def is_of_the_name(number: Number, found: Named) -> bool:
    """Whether a figure is one of the measure's own name, as in "stage 1 complaints" and "within 20 seconds"."""
    digits = naming.FIGURE.findall(number.text)
    return bool(digits) and found.figures.issuperset(digits)


def is_narrowed(sentence: Spoken, number: Number, found: Named) -> bool:
    """Whether the words from the measure's name to the figure's clause speak of a part of what it counts, or of another place."""
    start, end = sentence.clause(number.start, number.end)
    start = subjects.after_telling(sentence, min(start, subjects.begins(sentence, number.start)), number.start)
    clause = sentence.part(start, end)
    if subjects.is_narrowed(sentence, start, end, found):
        return True
    known = found.everything | naming.stems(sentence.home)
    months = {one.words.casefold() for one in sentence.times}
    places = [match[1].casefold() for match in PLACE.finditer(clause)]
    return any(naming.stem(place) not in known and not any(place in words for words in months) for place in places)


def is_sure(sentence: Spoken, number: Number, found: Named, *, slip: bool = False) -> bool:
    """Whether there is no doubt that the figure is the measure's own, as a contradiction asks: by the words, or because it is what a slip
    of the pen makes of the measure's figure."""
    if is_narrowed(sentence, number, found) or _is_of_another_time(sentence, number):
        return False
    if _is_one_of_several(sentence, number) or _is_of_elsewhere(sentence, number):
        return False
    return slip or subjects.is_plain(sentence, number.start, number.end)


def _is_one_of_several(sentence: Spoken, number: Number) -> bool:
    """Whether figures are given in a row, of which the measure's own may be another: "majors 86%, minors 90%, others 94%"."""
    if re.search(r"\brespectively\b", sentence.text, re.I):
        return True
    subject, here = subjects.subject_at(sentence, number.start), sentence.number_of_clause(number.start)
    begins, ends, _ = sentence.clauses[sentence.number_of_clause(subject.start)]
    if subject.named or sentence.number_of_clause(begins) == here or not sentence.start <= begins < number.start:
        return False
    start, end = sentence.clause(number.start, number.end)
    has_its_time = any(start <= one.start < end for one in sentence.times)
    return not has_its_time and any(begins <= one.start < ends and one.sort is number.sort for one in sentence.numbers)


def _is_of_elsewhere(sentence: Spoken, number: Number) -> bool:
    """Whether another area was named before the figure and no figure stands between: "Nationally, 72% of tenants …"."""
    subject = subjects.subject_at(sentence, number.start).measure
    if subject is None or subject.measure.area not in ("", sentence.home):
        return False
    before = sentence.part(sentence.start, number.start)
    last = max((match.end() for match in vocabulary.words().elsewhere_pattern.finditer(before)), default=None)
    between = (one.start - sentence.start for one in sentence.numbers if one.is_claim and one is not number)
    return last is not None and not any(last <= place < len(before) for place in between)


def is_interrupted(sentence: Spoken, number: Number, one: When, found: Named) -> bool:
    """Whether another figure stands between a figure and its period, which may then be the period of that one; "within 20 seconds" of the
    measure's own name is none."""
    first, last = sorted((number.start, one.start))
    if sentence.number_of_clause(one.start) != sentence.number_of_clause(number.start):
        begins, ends = sentence.clause(one.start, one.end)
        first, last = min(first, begins), max(last, ends)
    between = [
        other
        for other in sentence.numbers
        if first < other.start < last and other.is_claim and other is not number and not sentence.is_in_a_time(other)
    ]
    return not all(is_of_the_name(other, found) for other in between)


def _is_of_another_time(sentence: Spoken, number: Number) -> bool:
    """Whether the clause compares, so that the figure may be that of another period than the one named."""
    start, end = sentence.clause(number.start, number.end)
    before = sentence.part(start, number.start)
    if IN_ANOTHER.match(sentence.part(number.end, end)) or FROM.search(before):
        return True
    moved = FROM_TO.search(before)  # "from 133 in Q2 to 129": the period is that of the first
    if moved and any(start + moved.start() <= one.start < number.start for one in sentence.times):
        return True
    return bool(vocabulary.words().context["another_time"].search(sentence.part(start, end)))

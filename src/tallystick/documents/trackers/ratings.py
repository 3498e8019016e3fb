"""Finds in a narrative the rating that it gives itself, and the grades that other bodies gave.

A colour is a rating only where the sentence says so of the priority: `has been rated as amber`, `this priority remains amber`.
`Green spaces`, `red tape` and `would be red if` are none. What speaks of a rating without giving one is reported as a doubt,
because a rating that nobody gave is the worst thing this software could write.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.documents.trackers import rating_words, references, words
from tallystick.documents.trackers.model import ExternalGrade, StatedRating

LONGEST_SENTENCE = 1500


@dataclass(frozen=True, slots=True)
class Query:
    """Words of a narrative that a person should look at, and where in it they begin."""

    start: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a narrative says of ratings."""

    rating: StatedRating | None = None
    grades: tuple[ExternalGrade, ...] = ()
    queries: tuple[Query, ...] = ()


def read(narrative: str, own: tuple[str, ...] = ()) -> Reading:
    """What `narrative` says of the rating of the priorities it is about, whose references are `own`."""
    stated: list[StatedRating] = []
    grades: list[ExternalGrade] = []
    queries: list[Query] = []
    before = ""
    for start, sentence in _clauses(narrative):
        if len(sentence) <= LONGEST_SENTENCE:
            for found in _read_sentence(sentence, before, own):
                if isinstance(found, StatedRating):
                    stated.append(found)
                elif isinstance(found, ExternalGrade):
                    grades.append(found)
                else:
                    queries.append(Query(start + found.start, found.words, found.why))
        elif re.search(rf"\b{rating_words.SIMPLE}\b", sentence, re.IGNORECASE):
            queries.append(Query(start, words.shortened(sentence), "this sentence is too long to look for a rating in"))
        before = sentence
    return _agreed(stated, grades, [query for query in queries if not _same_flag(query, grades)])


def _clauses(narrative: str) -> Iterator[tuple[int, str]]:
    """Sentences, and what a semicolon or a new paragraph parts, with where each begins."""
    for start, end in words.sentences(narrative):
        at = start
        for piece in re.split(r"(?<=;)|\n\n", narrative[start:end]):
            found = narrative.find(piece, at)
            at = found + len(piece)
            if piece.strip():
                yield found + len(piece) - len(piece.lstrip()), piece.strip()


def _same_flag(query: Query, grades: list[ExternalGrade]) -> bool:
    """Whether a query about a flag is about one whose giver an earlier sentence named."""
    return query.why.startswith("'") and any(grade.value.lower() in query.words.lower() for grade in grades)


def _agreed(stated: list[StatedRating], grades: list[ExternalGrade], queries: list[Query]) -> Reading:
    """One rating if all that are stated agree, else none and a query for each."""
    once = {(grade.value.lower(), grade.by.lower()): grade for grade in reversed(grades)}
    kept = tuple(grade for grade in grades if once.get((grade.value.lower(), grade.by.lower())) is grade)
    if len({rating.value for rating in stated}) > 1:
        queries += [Query(0, rating.words, "more than one rating is stated; none was taken") for rating in stated]
        return Reading(None, kept, tuple(queries))
    return Reading(stated[0] if stated else None, kept, tuple(queries))


def _read_sentence(sentence: str, before: str, own: tuple[str, ...]) -> Iterator[StatedRating | ExternalGrade | Query]:
    if flag := rating_words.FLAG.search(sentence):
        yield from _flag(sentence, before, flag)
        return
    if (verdict := rating_words.VERDICT.search(sentence)) and (body := _body_before(sentence, verdict.start())):
        yield from _graded(sentence, verdict["colour"], body)
        return
    by_place: dict[int, re.Match[str]] = {}
    for pattern in rating_words.PATTERNS:
        for match in pattern.finditer(sentence):
            by_place.setdefault(match.start("colour"), match)
    for _, found in sorted(by_place.items()):
        yield from _stated(sentence, found, own)


def _stated(
    sentence: str, found: re.Match[str], own: tuple[str, ...]
) -> Iterator[StatedRating | ExternalGrade | Query]:
    body = _body_before(sentence, found.start("colour")) or _body_after(sentence, found.end("colour"))
    if body and rating_words.ABOUT_ITSELF.match(found.group()):
        yield Query(0, sentence, f"whether this rating is the council’s own or that of {body} is not clear")
        return
    if body:
        yield from _graded(sentence, found["colour"], body)
        return
    value = rating_words.rating_of(found["colour"])
    why = _why_not(sentence, found, own) if value else "these colours together are no rating"
    if why or value is None:
        yield Query(0, sentence, why)
    else:
        yield StatedRating(value, sentence)


def _graded(sentence: str, value: str, body: str) -> Iterator[ExternalGrade | Query]:
    yield ExternalGrade(" ".join(value.split()), " ".join(body.split()), sentence)
    if rating_words.TENTATIVE.search(sentence):
        yield Query(0, sentence, "the grade given by another body is not final")


def _flag(sentence: str, before: str, flag: re.Match[str]) -> Iterator[ExternalGrade | Query]:
    """A flag is another body's mark; the body is often named only in the sentence before."""
    here = rating_words.BODY.search(sentence)
    if here:
        yield from _graded(sentence, flag["colour"], here["body"])
    elif earlier := rating_words.BODY.search(before[-LONGEST_SENTENCE:]):
        yield from _graded(f"{before} {sentence}", flag["colour"], earlier["body"])
    else:
        yield Query(0, sentence, f"'{flag['colour']}' seems to be another body’s mark, but whose is not said")


def _why_not(sentence: str, found: re.Match[str], own: tuple[str, ...]) -> str:
    """Why a colour in the form of a rating is none, or an empty text."""
    before = sentence[: found.start("colour")]
    clause = before[max(before.rfind(","), before.rfind(":"), 0) :]
    close = " ".join(clause.split()[-6:])
    after = sentence[found.end("colour") :]
    if rating_words.ONLY_IF.search(before) or rating_words.NOT_SO.search(close) or rating_words.NOT_NOW.match(after):
        return "this speaks of a rating but does not say that it is given now"
    if rating_words.PARTS.search(" ".join(before.split()[-8:])):
        return "this seems to rate a part and not the priority"
    named = {code.text for code in references.codes(sentence)}
    if named and not named & set(own) and any("-" in name or "." in name for name in named):
        return "this seems to rate another priority"
    return ""


def _body_before(sentence: str, end: int) -> str | None:
    """The body named before the colour, unless the council rates itself or the body is only a reason."""
    if rating_words.OWN.search(sentence[:end]):
        return None
    bodies = list(rating_words.BODY.finditer(sentence[:end]))
    if not bodies:
        return None
    between = sentence[bodies[-1].end() : end]
    return None if "," in between and rating_words.REASON.search(sentence[: bodies[-1].start()]) else bodies[-1]["body"]


def _body_after(sentence: str, start: int) -> str | None:
    found = re.match(r"['’\"”]?(?:\s{1,3}\w{1,15}){0,2}\s{1,3}by\s{1,3}(?:the\s{1,3})?", sentence[start : start + 80])
    if not found:
        return None
    body = rating_words.BODY.match(sentence, start + found.end())
    return body["body"] if body else None

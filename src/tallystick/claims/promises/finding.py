"""Promises in a text: a word that binds and a time that belongs to it, in one clause."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain

from tallystick.claims.model import Promise
from tallystick.claims.promises import heads, naming, times, vocabulary
from tallystick.claims.promises.heads import FARTHEST, Head, S
from tallystick.claims.promises.sentences import sentences
from tallystick.claims.promises.times import Mention
from tallystick.claims.promises.vocabulary import either
from tallystick.claims.tokens import Token, cut
from tallystick.periods import Period

Time = tuple[Mention, Period | None]

CLAUSE = re.compile(r"[;:]\s|\s[–—-]\s|\u2014|[.!?]\s")
STOP = re.compile(r";|\s[–—]\s")


@dataclass(frozen=True, slots=True)
class Patterns:
    """What is looked for around a word that binds and its times, made once of the vocabulary."""

    opening: re.Pattern[str]
    joined: re.Pattern[str]
    pause: re.Pattern[str]
    at_once: re.Pattern[str]
    later: re.Pattern[str]
    breaks: re.Pattern[str]
    gathering: re.Pattern[str]
    denied: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns of the words in the file."""
    known = vocabulary.words()
    is_ = {name: either(known[name]) for name in vocabulary.LISTS}
    soon = rf"{is_['at_once_for']}\s{{1,4}}(?:[a-z-]{{2,20}}\s{{1,4}}){{1,5}}|{is_['at_once']}\s"
    return Patterns(
        opening=re.compile(rf"{is_['openings']}\b,?\s{{1,4}}|[\s,(\"“‘*•·#>|-]{{1,40}}", re.I),
        joined=re.compile(rf",?\s{{1,4}}{is_['joins']}\s", re.I),
        pause=re.compile(rf"[,;:()|]|\s[–—-]\s|\u2014|\s{is_['pauses']}\s"),
        at_once=re.compile(rf"[\s:]{{0,4}}(?:{soon})?", re.I),
        later=re.compile(is_["later"], re.I),
        breaks=re.compile(rf"(?<!\w){is_['breaks']}(?!\w)", re.I),
        gathering=re.compile(rf"{S}(?:[a-z-]{{2,20}}{S}){{0,3}}{is_['gatherings']}\b", re.I),
        denied=re.compile(rf"\s{{1,4}}{is_['nots']}\b", re.I),
    )


def find(text: str, *, on: Period | date | None = None, tokens: Sequence[Token] | None = None) -> tuple[Promise, ...]:
    """The promises of a text, in order of their places.

    `on` is the round that the text reports on, or the day it was written: times without a year are resolved from it, and what lies
    behind it is no promise. Without it such times have no `due`. `tokens` are those of the text, where they are known.
    """
    known = cut(text) if tokens is None else tokens
    binding = heads.places(known)
    bound = [(start, end, begin) for start, end in sentences(text) if (begin := _between(binding, start, end))]
    found = times.mentions(text, _inside(known, bound))
    starts = [mention.start for mention in found]
    promises: list[Promise] = []
    for start, end, begin in bound:
        here = found[bisect_left(starts, start) : bisect_left(starts, end)]
        if here and not text[start:end].rstrip("\"'”’)").endswith("?"):
            promises.extend(_of_sentence(text, start, end, begin, here, on))
    return tuple(promises)


def _between(places: list[int], start: int, end: int) -> list[int]:
    return places[bisect_left(places, start) : bisect_left(places, end)]


def _inside(tokens: Sequence[Token], bound: list[tuple[int, int, list[int]]]) -> list[Token]:
    """The tokens of the sentences that have a word that binds: no time of another can belong to one."""
    starts = [token.start for token in tokens]
    spans = (tokens[bisect_left(starts, start) : bisect_left(starts, end)] for start, end, _ in bound)
    return list(chain.from_iterable(spans))


def _of_sentence(
    text: str, start: int, end: int, begin: list[int], mentions: list[Mention], on: Period | date | None
) -> Iterator[Promise]:
    found = heads.heads(text, begin, start, end)
    reached = start
    for number, head in enumerate(found):
        clause = _clause_start(text, min(max(start, reached), head.start), head.start)
        if (head.sort == "timetable" and on is None) or not heads.binds(text, clause, start, head):
            continue
        until = min(found[number + 1].start if number + 1 < len(found) else end, head.end + FARTHEST)
        begins = clause
        for mention, due in _times_of(text, clause, head, until, mentions, on):
            promise = _made(text, begins, end, head, mention, due)
            begins = promise.end
            reached = max(reached, mention.end, head.end)
            yield promise


def _clause_start(text: str, start: int, before: int) -> int:
    """Where the clause of a word begins: after the last semicolon, colon or dash before it."""
    ends = [match.end() for match in CLAUSE.finditer(text, max(start, before - 4 * FARTHEST), before)]
    begins = ends[-1] if ends else start
    while match := patterns().opening.match(text, begins, before):
        begins = match.end()
    return begins


def _times_of(
    text: str, clause: int, head: Head, until: int, mentions: list[Mention], on: Period | date | None
) -> list[Time]:
    """The times that belong to the word: the first after it and those joined to that by "and"; else the one its clause begins with."""
    broken = patterns().breaks.search(text, head.end, until)
    limit = broken.start() if broken else until
    if heads.patterns().conditions.search(text, head.end, limit):
        return []
    taken: list[Time] = []
    for mention in mentions[bisect_left(mentions, head.end, key=lambda one: one.start) :]:
        if mention.start >= limit or (taken and not patterns().joined.match(text, taken[-1][0].end)):
            break
        due = times.resolved(mention, on)
        if _fits(text, head, mention) and _is_to_come(due, on):
            taken.append((mention, due))
        elif taken:
            break
    return taken or _time_before(text, clause, head, mentions, on)


def _time_before(text: str, clause: int, head: Head, mentions: list[Mention], on: Period | date | None) -> list[Time]:
    """The time with which the clause begins: "By March 2010 all schools will have a plan"."""
    if head.sort in ("to_be", "foreseen", "action") or _is_denied(text, head, head.end + 10):
        return []
    known = vocabulary.words()
    for mention in mentions[bisect_left(mentions, clause, key=lambda one: one.start) :]:
        if mention.start > clause or mention.end > head.start:
            break
        due = times.resolved(mention, on)
        placed = mention.placed not in (*known["until"], *known["seldom"]) and mention.form != "vague"
        if placed and _is_to_come(due, on) and not patterns().breaks.search(text, mention.end, head.start):
            return [(mention, due)]
    return []


def _is_denied(text: str, head: Head, until: int) -> bool:
    refused = head.words[0] in vocabulary.words()["refused"]
    return refused or patterns().denied.match(text, head.end, max(until, head.end)) is not None


def _fits(text: str, head: Head, mention: Mention) -> bool:
    """Whether the words between make the time that of the doing. What will not be done until May is promised for May."""
    between = text[head.end : mention.start]
    known = vocabulary.words()
    until, denied = mention.placed in known["until"], _is_denied(text, head, mention.start)
    if until or denied:
        return until and denied
    if head.sort == "foreseen" and not heads.is_to(head):
        return bool(patterns().at_once.fullmatch(between)) and mention.placed not in known["not_at_once"]
    if head.sort == "timetable":
        return len(between.split()) <= 4
    return _places(text, mention)


def _places(text: str, mention: Mention) -> bool:
    """Whether the word before the time can place a deed in time: "for 2010" and "to May" seldom do."""
    known = vocabulary.words()
    if mention.placed in known["seldom"]:
        return mention.form == "report" or bool(patterns().gathering.match(text[mention.end : mention.end + 80]))
    if mention.placed in known["between"]:
        return mention.form == "months"
    if mention.placed in known["on"]:
        return mention.form == "date"
    if mention.form == "within":
        later = bool(patterns().later.search(mention.words))
        return mention.placed in known["within"] or (mention.placed in known["over"] and later)
    words = mention.words.casefold()
    return words not in known["no_month"] and not words.startswith(known["gone_by"])


def _is_to_come(due: Period | None, on: Period | date | None) -> bool:
    """Whether the time lies ahead of the round or day, where that is known and the time can be told."""
    if due is None or on is None:
        return True
    return due.end > on.end if isinstance(on, Period) else due.end >= on


def _made(text: str, clause: int, sentence_end: int, head: Head, mention: Mention, due: Period | None) -> Promise:
    """The promise with its words: from the beginning of its clause to the pause that follows the time."""
    joined = clause > head.end
    first = text[clause : mention.start]
    start = clause + len(first) - len(first.lstrip(" \t\r\n\f\v,(")) if mention.start > clause else clause
    reached = max(mention.end, head.end)
    pause = (STOP if mention.start < head.start else patterns().pause).search(text, reached, sentence_end)
    end = pause.start() if pause else sentence_end
    while end > reached and (text[end - 1].isspace() or text[end - 1] in '.!*"”’|'):
        end -= 1
    subject = mention.end if mention.end <= head.start and mention.start == clause else start
    return Promise(
        start=start,
        end=end,
        text=text[start:end],
        what=naming.what_of(text[start:end], mention.start - start, mention.end - start, placed=bool(mention.placed)),
        when=" ".join(mention.words.split()),
        due=due,
        who="" if joined else naming.who_of(text[subject : head.start], text[head.end : end]),
    )

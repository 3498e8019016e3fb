"""Who promised, and what, in the words of the promise itself."""

import re
from functools import cache

from tallystick.claims.promises import vocabulary
from tallystick.claims.promises.vocabulary import either

LONGEST_NAME = 90
PASSIVE = re.compile(r"\s{1,4}(?:(?:also|now|then|not|[a-z]{2,15}ly)\s{1,4}){0,3}(?:be|have been)\b", re.I)
TRAILING = re.compile(r"(?:\s|,|\b(?:also|now|is|are|has|have|currently|then|therefore|both|being|we're))+$", re.I)
LEADING_TIME = re.compile(r"^(?:by|in|from|during|before|at|on|within)\s[^,]{2,60},\s", re.I)


@cache
def _actor() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(vocabulary.words()['actors'])}(?!\w)", re.I)


@cache
def _agent() -> re.Pattern[str]:
    return re.compile(
        r"\bby\s{1,4}((?:the\s{1,4}|our\s{1,4})?(?:[A-Za-z&'’-]{2,25}\s{1,4}){0,5}?"
        rf"{either(vocabulary.words()['actors'])}(?:\s{{1,4}}(?:of|for)(?-i:(?:\s{{1,4}}(?:[A-Z][A-Za-z&'’-]{{1,25}}|and))){{1,4}})?)(?!\w)",
        re.I,
    )


def is_actor(words: str) -> bool:
    """Whether the words name somebody who can be held to a promise."""
    return bool(_actor().search(words))


def who_of(before: str, after: str) -> str:
    """Who is to do it: the subject where it acts, the one named with "by" where it is acted upon; empty where nobody is named."""
    if agent := _agent().search(after):
        return " ".join(agent[1].split())
    if PASSIVE.match(after):
        return ""
    subject = TRAILING.sub("", LEADING_TIME.sub("", before)).strip(' ,;:–—-•*"“')
    subject = re.split(r"\bthat\s", subject)[-1]
    known = is_actor(subject) or re.fullmatch(r"(?:[Tt]he )?[A-Z]{2,8}", subject)
    if not known or len(subject) > LONGEST_NAME:
        return ""
    return " ".join(subject.split())


def what_of(words: str, start: int, end: int, *, placed: bool) -> str:
    """The promise without its time, where the time stands at its end or, placed by a word, at its beginning; else all of its words."""
    before, after = words[:start].rstrip(" ,"), words[end:].strip(" .,")
    if before and not after:
        words = re.sub(r"[\s(]+(?:due|expected|scheduled|planned)$", "", before) if "(" in before[-12:] else before
    elif after and not before and placed:
        words = after
    return " ".join(words.split())

"""Who promised, and what, in the words of the promise itself."""

import re
from functools import cache

from tallystick.claims.promises import vocabulary
from tallystick.claims.promises.vocabulary import either

LONGEST_NAME = 90


@cache
def _passive() -> re.Pattern[str]:
    known = vocabulary.words()
    filler = rf"(?:{either(known['fillers_of_passive'])}|{vocabulary.adverb()})"
    return re.compile(rf"\s{{1,4}}(?:{filler}\s{{1,4}}){{0,3}}{either(known['passive'])}\b", re.I)


@cache
def _trailing() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in vocabulary.words()["after_name"])
    return re.compile(rf"(?:\s|,|\b(?:{words}))+$", re.I)


@cache
def _leading_time() -> re.Pattern[str]:
    return re.compile(rf"^{either(vocabulary.words()['before_time'])}\s[^,]{{2,60}},\s", re.I)


@cache
def _actor() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(vocabulary.words()['actors'])}(?!\w)", re.I)


@cache
def _agent() -> re.Pattern[str]:
    named = ("by", "before_agent", "actors", "agent_of", "agent_and")
    by, before, actors, of, joined = (either(vocabulary.words()[name]) for name in named)
    return re.compile(
        rf"\b{by}\s{{1,4}}((?:{before}\s{{1,4}})?(?:[A-Za-z&'’-]{{2,25}}\s{{1,4}}){{0,5}}?"
        rf"{actors}(?:\s{{1,4}}{of}(?-i:(?:\s{{1,4}}(?:[A-Z][A-Za-z&'’-]{{1,25}}|{joined}))){{1,4}})?)(?!\w)",
        re.I,
    )


def is_actor(words: str) -> bool:
    """Whether the words name somebody who can be held to a promise."""
    return bool(_actor().search(words))


def who_of(before: str, after: str) -> str:
    """Who is to do it: the subject where it acts, the one named with "by" where it is acted upon; empty where nobody is named."""
    if agent := _agent().search(after):
        return " ".join(agent[1].split())
    if _passive().match(after):
        return ""
    subject = _trailing().sub("", _leading_time().sub("", before)).strip(' ,;:–—-•*"“')
    subject = re.split(rf"\b{either(vocabulary.words()['that'])}\s", subject)[-1]
    known = is_actor(subject) or re.fullmatch(r"(?:[Tt]he )?[A-Z]{2,8}", subject)
    if not known or len(subject) > LONGEST_NAME:
        return ""
    return " ".join(subject.split())


def what_of(words: str, start: int, end: int, *, placed: bool) -> str:
    """The promise without its time, where the time stands at its end or, placed by a word, at its beginning; else all of its words."""
    before, after = words[:start].rstrip(" ,"), words[end:].strip(" .,")
    if before and not after:
        scheduled = either(vocabulary.words()["scheduled"])
        words = re.sub(rf"[\s(]+{scheduled}$", "", before) if "(" in before[-12:] else before
    elif after and not before and placed:
        words = after
    return " ".join(words.split())

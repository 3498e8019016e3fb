"""The words of promises and times: the part of `vocabulary.toml` that is headed so, loaded once and checked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tallystick.claims.tokens import cut
from tallystick.claims.vocabulary import ENGLISH, VocabularyError, tables

LISTS = (
    "will", "foreseen", "past", "pledges", "doing", "done", "timetable", "reporting", "forecast", "states", "conditions",
    "breaks", "prepositions", "before", "gatherings", "reports", "vague", "actors", "movements", "wanted", "deciding",
    "fillers", "adverb_endings", "fillers_of_past", "fillers_of_passive", "passive", "to", "be", "would", "refused", "nots",
    "before_be", "have", "articles_of_impact", "impacts", "before_noun", "possessives", "action_labels", "the", "in_names",
    "gerund_endings", "gives_way", "certain_endings", "deeds_only", "bound", "openings", "joins", "pauses", "at_once_for",
    "at_once", "later", "until", "seldom", "not_at_once", "between", "on", "within", "over", "no_month", "gone_by",
    "after_name", "before_time", "by", "before_agent", "agent_of", "agent_and", "months_joined", "that", "scheduled", "abbreviations", "around",
    "determiners", "determiners_of_report", "date", "years", "calendar_years", "academic_years",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of the file by their names, and its tables of what a word stands for."""

    lists: dict[str, tuple[str, ...]]
    numbers: dict[str, int]
    months: dict[str, int]
    seasons: dict[str, tuple[int, int]]
    feasts: dict[str, tuple[int, int]]
    parts: dict[str, tuple[int, int]]
    quarters: dict[str, int]
    ordinals: dict[str, int]

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self.lists[name]


@cache
def words() -> Words:
    """The words of the file. Raises `VocabularyError` where it is not what it should be."""
    return validated(tables(ENGLISH).get("promises", {}))


def validated(said: dict[str, Any]) -> Words:
    """The lists and tables of a file, each checked."""
    for name in LISTS:
        found = said.get(name)
        if (
            not isinstance(found, list)
            or not found
            or not all(isinstance(word, str) and word.strip() for word in found)
        ):
            raise VocabularyError(f"“{name}” is not a list of words: give at least one word in quotation marks")
    return Words(
        lists={name: tuple(word.casefold() for word in said[name]) for name in LISTS},
        numbers=_table(said, "numbers", range(1, 100)),
        months=_table(said, "months", range(1, 13)),
        seasons=_pairs(said, "seasons", range(1, 13)),
        feasts=_pairs(said, "feasts", range(1, 29)),
        parts=_pairs(said, "parts_of_a_year", range(1, 13)),
        quarters=_quarters(said, "quarters"),
        ordinals=_quarters(said, "quarters_in_order"),
    )


def _table(said: dict[str, Any], name: str, allowed: range) -> dict[str, int]:
    found = said.get(name)
    if not isinstance(found, dict) or not found or any(value not in allowed for value in found.values()):
        raise VocabularyError(f"“{name}” must give each word a number from {allowed.start} to {allowed.stop - 1}")
    return {word.casefold(): value for word, value in found.items()}


def _quarters(said: dict[str, Any], name: str) -> dict[str, int]:
    found = said.get(name)
    if not isinstance(found, dict) or sorted(found) != ["1", "2", "3", "4"]:
        raise VocabularyError(f"“{name}” must give the words of each quarter, 1 to 4")
    return {word.casefold(): int(number) for number, words in found.items() for word in words}


def _pairs(said: dict[str, Any], name: str, allowed: range) -> dict[str, tuple[int, int]]:
    found = said.get(name)
    if not isinstance(found, dict) or not found:
        raise VocabularyError(f"“{name}” must give each word two numbers")
    for word, pair in found.items():
        if not isinstance(pair, list) or len(pair) != 2 or pair[0] not in range(1, 13) or pair[1] not in allowed:
            raise VocabularyError(
                f"“{word}” of “{name}” must have two numbers such as [3, 5], the first of them a month"
            )
    return {word.casefold(): (pair[0], pair[1]) for word, pair in found.items()}


def adverb() -> str:
    """A pattern of any word with the ending of one that says how: "shortly"."""
    return f"[a-z]{{2,15}}{either(words()['adverb_endings'])}"


def either(found: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first; spaces in them stand for any space.

    Which letters they begin with is asked first: at most places of a text that is all there is to do.
    """
    ordered = sorted(set(found), key=lambda word: (-len(word), word))
    words = "|".join(re.escape(word).replace(r"\ ", r"\s{1,4}").replace("'", "['’]") for word in ordered)
    begin = "".join(sorted({re.escape(word[0]).replace("'", "'’") for word in ordered}))
    return f"(?:(?=[{begin}])(?:{words}))"


def first_words(found: Iterable[str]) -> frozenset[str]:
    """The words with which these begin, in small letters."""
    return frozenset(cut(phrase.replace("’", "'"))[0].low for phrase in found)


def matches(
    pattern: re.Pattern[str], text: str, places: Iterable[int], end: int | None = None
) -> Iterator[re.Match[str]]:
    """Where a pattern is found from left to right, none over another, that begins at one of these places: they are few."""
    last = len(text) if end is None else end
    reached = 0
    for place in places:
        match = pattern.match(text, place, last) if place >= reached else None
        if match is not None:
            reached = match.end()
            yield match

"""The words that match claims with measures: the part of `vocabulary.toml` that is headed so, loaded once and checked."""

import re
from dataclasses import dataclass
from functools import cache

from tallystick.claims.promises.vocabulary import either
from tallystick.claims.vocabulary import ENGLISH, Cue, VocabularyError, load, tables


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of the file as patterns, and the words that say which way something went."""

    generic: frozenset[str]
    linking: frozenset[str]
    referring: re.Pattern[str]
    alike: tuple[tuple[str, ...], ...]
    elsewhere: dict[str, tuple[str, ...]]
    elsewhere_pattern: re.Pattern[str]
    context: dict[str, re.Pattern[str]]
    directions: re.Pattern[str]
    direction_of: dict[str, Cue]


DIRECTIONS = (Cue.RISE, Cue.FALL, Cue.BETTER, Cue.WORSE, Cue.CHANGE)
# "Lost" and "cut" are as often deeds as directions: without a figure beside them they say nothing of a measure.
DEEDS = {"lost", "cut", "cuts", "gain", "gains", "dip", "expanded", "growing", "down", "up"}


def pattern(words: list[str] | tuple[str, ...]) -> re.Pattern[str]:
    """Any of these words, as whole words."""
    return re.compile(rf"(?<!\w){either(words)}(?!\w)", re.I)


@cache
def words() -> Words:
    """The words of the file. Raises `VocabularyError` where a list is missing."""
    said = tables(ENGLISH).get("against", {})
    try:
        context = {name: pattern(found) for name, found in said["context"].items()}
        directions = {
            " ".join(pieces): Cue(cue)
            for phrases in load().cues.values()
            for pieces, cue in phrases
            if cue in [one.value for one in DIRECTIONS]
        }
        return Words(
            generic=frozenset(said["generic"]),
            linking=frozenset(said["linking"]),
            referring=pattern(said["referring"]),
            alike=tuple(tuple(group) for group in said["alike"]),
            elsewhere={word: tuple(areas) for word, areas in said["elsewhere"].items()},
            elsewhere_pattern=pattern(list(said["elsewhere"])),
            context=context,
            directions=pattern([word for word in directions if word not in DEEDS]),
            direction_of=directions,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise VocabularyError(
            f"the words for matching measures lack the list {error}: add it to {ENGLISH.name}"
        ) from None

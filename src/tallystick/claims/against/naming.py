"""Which measure a stretch of text speaks of, by the words of its names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tallystick.claims.against import vocabulary
from tallystick.claims.against.model import HeldMeasure

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
FIGURE = re.compile(r"\d+")
ENDINGS = ("ations", "ation", "ions", "ings", "ing", "ies", "ion", "ers", "er", "ed", "es", "s", "e", "y")
SHORTEST_STEM = 4
# A long title is seldom written out: so much of it has to be there.
ENOUGH = 0.75
WHOLE = 3


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The part of a word that its forms share: `recycl` of recycling and recycled."""
    word = re.sub(r"['’]s?$", "", word.casefold())
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text."""
    return frozenset(stem(word) for word in WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Named:
    """A measure with its names made ready to be looked for: sets of stems, and a pattern of its reference."""

    measure: HeldMeasure
    names: tuple[frozenset[str], ...]
    reference: re.Pattern[str] | None
    everything: frozenset[str]

    def strength(self, text: str, found: frozenset[str]) -> int:
        """How many telling words of one of its names stand in the text, if enough do; else 0. A reference tells more than any name."""
        if self.reference is not None and self.reference.search(text):
            return 100
        return max((len(name & found) for name in self.names if _is_there(name, found)), default=0)


def _is_there(name: frozenset[str], found: frozenset[str]) -> bool:
    shared = len(name & found)
    return shared == len(name) if len(name) <= WHOLE else shared >= ENOUGH * len(name)


@dataclass(frozen=True, slots=True)
class Index:
    """The measures by the telling words and the figures of their names, so that a sentence is compared with few of many."""

    measures: tuple[Named, ...]
    by_stem: dict[str, list[int]]
    by_figure: dict[str, list[int]]

    def spoken_of(self, text: str) -> list[Named]:
        """Of all the measures those that a text names most fully."""
        figures = {place for digits in FIGURE.findall(text) for place in self.by_figure.get(digits, ())}
        words = {place for found in stems(text) for place in self.by_stem.get(found, ())}
        return spoken_of(text, [self.measures[place] for place in sorted(figures | words)])


def index(measures: Sequence[HeldMeasure]) -> Index:
    """The measures with their names. A name of generic words only is none."""
    found = tuple(_named(measure) for measure in measures)
    by_stem: dict[str, list[int]] = {}
    by_figure: dict[str, list[int]] = {}
    for place, one in enumerate(found):
        for word in frozenset().union(*one.names):
            by_stem.setdefault(word, []).append(place)
        if one.reference is not None:
            by_figure.setdefault(FIGURE.findall(one.measure.reference)[0], []).append(place)
    return Index(found, by_stem, by_figure)


def _named(measure: HeldMeasure) -> Named:
    generic = frozenset(stem(word) for word in vocabulary.words().generic)
    found = [stems(name) for name in (measure.title, *measure.synonyms)]
    names = tuple(dict.fromkeys(name - generic for name in found if name - generic))
    reference = None
    if re.search(r"\d", measure.reference) and re.search(r"[^\W\d]", measure.reference):
        spaced = r"\s{0,2}".join(re.escape(part) for part in re.findall(r"\d+|[^\W\d_]+|[^\w\s]", measure.reference))
        reference = re.compile(rf"(?<![\w-]){spaced}(?![\w-]|\.\d)", re.I)
    return Named(measure, names, reference, frozenset().union(*found, stems(measure.area)))


def spoken_of(text: str, measures: Sequence[Named]) -> list[Named]:
    """The measures that a text names most fully: several where it names them alike, as the same measure in several areas."""
    found = stems(text)
    strengths = [(one.strength(text, found), one) for one in measures]
    best = max((strength for strength, _ in strengths), default=0)
    return [one for strength, one in strengths if strength == best] if best else []


def in_area(text: str, candidates: Sequence[Named], home: str) -> Named | None:
    """The one that the text means among measures named alike: by the area that it names, else the council's own."""
    elsewhere = [match[0].casefold() for match in vocabulary.words().elsewhere_pattern.finditer(text)]
    known = vocabulary.words().elsewhere
    meant = {area for word in elsewhere for area in known.get(" ".join(word.split()), ())}
    titles = {(one.measure.reference, one.measure.title) for one in candidates}
    if len(titles) != 1:
        return None
    written = [
        one for one in candidates if one.measure.area and vocabulary.pattern([one.measure.area.casefold()]).search(text)
    ]
    standing_for = [one for one in candidates if one.measure.area.casefold() in meant]
    if meant:
        return _only(standing_for)
    own = [one for one in candidates if one.measure.area.casefold() in ("", home.casefold())]
    return _only(written) if written else _only(own) or _only(list(candidates))


def _only(found: Sequence[Named]) -> Named | None:
    return found[0] if len(found) == 1 else None

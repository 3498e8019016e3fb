"""Which measure a stretch of text speaks of, by the words of its names.

A word tells the more, the fewer measures have it in their names: of a council's measures one or two speak of burglary, and dozens of
people. A name is there where words that tell most of it are; and a measure is meant too where the text has a word that no other has.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tallystick.claims.against import vocabulary
from tallystick.claims.against.model import HeldMeasure

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SMALL = re.compile(r"(?<![\d.,£])\d{1,3}(?![\d%]|[.,/]\d)")
FIGURE = re.compile(r"\d+")
ENDINGS = (
    "ations", "action", "ments", "ation", "ment", "ions", "ings", "ance", "ing", "ies", "ied", "ion", "ers", "er", "ed", "es", "s", "e", "y",
)  # fmt: skip
SHORTEST_STEM = 4
# A long title is seldom written out: so much of what tells it has to be there, or so much with a word that no other measure has.
ENOUGH, ENOUGH_ALONE = 0.6, 0.2
WHOLE, LONG_ENOUGH = 2, 4
SURE = 100.0

# What a title says besides the name of the thing: how it is counted, and of how many.
BEFORE = re.compile(
    r"^(?:%|the|number|percentage|per\s?cent|percent|proportion|rate|total|average)\s{1,4}(?:number\s{1,4})?(?:of\s{1,4})?(?:the\s{1,4})?",
    re.I,
)
BRACKETS = re.compile(r"\(([^()]{0,200})\)")
AFTER = re.compile(r"\s{1,4}(?:per\s{1,4}[\d,]{1,12}\b|per\s{1,4}(?:head|thousand)|[-–—:]\s).{0,300}$", re.I | re.S)
LETTERS = re.compile(r"[A-Z][A-Z0-9&]{2,7}")
PLURAL = re.compile(r"[A-Z]{2,7}s")  # "PCNs"
# "Penalty Charge Notices", "Freedom of Information": what has several capitals is known by them.
CAPITALS = re.compile(r"\b[A-Z][a-z]+(?:(?: (?:of|and|for|the))?[ -][A-Z][a-z]+)+\b")
FEWEST_CAPITALS, JOINING = 2, ("and", "for", "the")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The part of a word that its forms share: `recycl` of recycling and recycled."""
    word = re.sub(r"['’]s?$", "", word[:-1] if PLURAL.fullmatch(word) else word).casefold()
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text, and its small numbers, by which "stage 1" is told from "stage 2"."""
    return frozenset(stem(word) for word in WORD.findall(text)) | frozenset(SMALL.findall(text))


def without(text: str, named: "Named") -> str:
    """A text with the words of a measure's names made blank, but for short ones, which are in any."""
    return WORD.sub(
        lambda match: (
            " " * len(match[0]) if len(match[0]) >= SHORTEST_STEM and stem(match[0]) in named.everything else match[0]
        ),
        text,
    )


def synonyms_of(title: str) -> tuple[str, ...]:
    """Shorter names of a measure: without brackets, without how it is counted, without per how many; the letters it is known by, and it
    with the initials of what they stand for."""
    plain = BRACKETS.sub(" ", title).strip()
    shorter = AFTER.sub("", BEFORE.sub("", plain)).strip()
    letters = [inside for inside in BRACKETS.findall(title) if LETTERS.fullmatch(inside)]
    initials = CAPITALS.sub(_initials, shorter)
    return tuple(name for name in dict.fromkeys((plain, shorter, *letters, initials)) if name and name != title)


def _initials(match: re.Match[str]) -> str:
    """ "FOI" of "Freedom of Information", and "PCN" of "Penalty Charge Notices"; of two capitals only with a word between."""
    words = [word for word in re.split(r"[ -]", match[0]) if word not in JOINING]
    initials = "".join(word[0] for word in words).upper()
    return initials if len(words) > FEWEST_CAPITALS and stem(initials) not in untelling() else match[0]


Name = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Named:
    """A measure with its names made ready to be looked for: for each name what every stem of it tells, its wordings (all stems of
    each), its reference if that tells anything, all stems of its names, and the figures in them."""

    measure: HeldMeasure
    names: tuple[Name, ...]
    wordings: tuple[frozenset[str], ...]
    reference: str
    everything: frozenset[str]
    figures: frozenset[str]

    def strength(self, text: str, found: frozenset[str]) -> float:
        """How surely a text speaks of the measure: by how much of one of its names is there; else 0. A reference tells more than any name."""
        if self.reference and _pattern(self.reference).search(text):
            return SURE
        return max((_strength(name, found) for name in self.names), default=0.0)

    def closeness(self, found: frozenset[str]) -> float:
        """How much of the wording of one of its names is there: of measures that are named alike it tells "new claims" from "people claiming"."""
        return max((len(wording & found) / len(wording) for wording in self.wordings), default=0.0)


def _strength(name: Name, found: frozenset[str]) -> float:
    """What the stems of a name that are there tell, the more the less of the name is missing."""
    there = [stem for stem in name if stem in found]
    share, whole = sum(name[stem] for stem in there) / sum(name.values()), len(there) == len(name)
    alone = share >= ENOUGH_ALONE and any(name[stem] == 1 and len(stem) >= LONG_ENOUGH for stem in there)
    return len(there) * share + whole if whole or alone or (share >= ENOUGH and len(name) > WHOLE) else 0.0


Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Index:
    """The measures by the telling words and the figures of their names, so that a sentence is compared with few of many."""

    measures: tuple[Named, ...]
    by_stem: dict[str, list[int]]
    by_figure: dict[str, list[int]]

    def spoken_of(self, text: str) -> list[Named]:
        """All the measures that a text names."""
        return [self.measures[place] for place in self.places(text)]

    def places(self, text: str) -> list[int]:
        """Of those the places in `measures`."""
        found = stems(text)
        places = {place for digits in FIGURE.findall(text) for place in self.by_figure.get(digits, ())}
        places.update(place for word in found for place in self.by_stem.get(word, ()))
        return [place for place in sorted(places) if self.measures[place].strength(text, found)]


def common(measures: Sequence[HeldMeasure]) -> Counter[str]:
    """How many of some measures have each telling stem in their names; one in several areas counts once."""
    names = {(one.reference, one.title): frozenset().union(*(stems(name) for name in _names(one))) for one in measures}
    return Counter(word for each in names.values() for word in each - _generic())


def index(measures: Sequence[HeldMeasure], counts: Counts | None = None) -> Index:
    """The measures with their names. A name of generic words only is none.

    `counts` is how many measures of the council have each stem, where these are not all of them.
    """
    counts = common(measures) if counts is None else counts
    found = tuple(_named(measure, counts) for measure in measures)
    by_stem: dict[str, list[int]] = {}
    by_figure: dict[str, list[int]] = {}
    for place, one in enumerate(found):
        for word in {stem for name in one.names for stem in name}:
            by_stem.setdefault(word, []).append(place)
        if one.reference:
            by_figure.setdefault(FIGURE.findall(one.reference)[0], []).append(place)
    return Index(found, by_stem, by_figure)


@cache
def _generic() -> frozenset[str]:
    return frozenset(stem(word) for word in vocabulary.words().generic)


@cache
def untelling() -> frozenset[str]:
    """The stems of words that are in any sentence: generic ones, and those that bring no subject."""
    return _generic() | frozenset(stem(word) for word in vocabulary.words().linking)


def _names(measure: HeldMeasure) -> tuple[str, ...]:
    return (measure.title, *measure.synonyms, *synonyms_of(measure.title))


def _named(measure: HeldMeasure, counts: Counts) -> Named:
    found = [stems(name) for name in _names(measure)]
    telling = dict.fromkeys((name - untelling()) or (name - _generic()) for name in found)
    names = tuple(
        {word: 1 / max(counts.get(word, 1), 1) for word in sorted(name)} for name in telling if _has_a_word(name)
    )
    tells = re.search(r"\d", measure.reference) and re.search(r"[^\W\d]", measure.reference)
    everything = frozenset().union(*found, stems(measure.area))
    figures = frozenset(FIGURE.findall(" ".join(_names(measure))))
    return Named(measure, names, tuple(filter(None, found)), measure.reference if tells else "", everything, figures)


@lru_cache(maxsize=1024)
def _pattern(reference: str) -> re.Pattern[str]:
    """A reference as texts write it, with or without spaces. Made when a text may hold it: few of a council's are ever asked for."""
    spaced = r"\s{0,2}".join(re.escape(part) for part in re.findall(r"\d+|[^\W\d_]+|[^\w\s]", reference))
    return re.compile(rf"(?<![\w-]){spaced}(?![\w-]|\.\d)", re.I)


def _has_a_word(name: frozenset[str]) -> bool:
    """Whether a name is more than figures: "Indicator 12" is not named by any twelve."""
    return any(not word.isdigit() for word in name)


def spoken_of(text: str, measures: Sequence[Named]) -> list[Named]:
    """The measures that a text names most surely: several where it names them alike, as the same measure in several areas."""
    found = stems(text)
    strengths = [((one.strength(text, found), one.closeness(found)), one) for one in measures]
    best = max((strength for strength, _ in strengths), default=(0.0, 0.0))
    return [one for strength, one in strengths if strength == best] if best[0] else []


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
    if written or meant:
        return _only(written or [one for one in candidates if one.measure.area.casefold() in meant])
    own = [one for one in candidates if one.measure.area.casefold() in ("", home.casefold())]
    return _only(own) or _only(list(candidates))


def _only(found: Sequence[Named]) -> Named | None:
    return found[0] if len(found) == 1 else None

"""Finds the references that name priorities, and tells them from the many other codes that reports are full of.

`NI 195`, `KS4`, `S39` and `PPG17` look like references and are none; `IO-1cEnsure` hardly looks like one and is. What decides is
where a code stands: at the beginning of a line with a title after it, or inside a line between two titles; never inside a sentence.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tallystick.documents.trackers import words

CODE = re.compile(
    r"(?:(?<![A-Za-z0-9*&/.–-])|(?<=[a-z])(?=[A-Z][A-Za-z]{0,4}-))"
    r"(?P<family>[A-Z][A-Za-z]{0,4})(?P<mark>[-–]?)(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})(?P<letter>[a-z]?)(?![a-z0-9]|[-–]\d|\.\d)"
)
LABEL = re.compile(r"(?:Priority|Ref(?:erence)?|Objective|Outcome|Action|Commitment)\s{0,3}:?\s{1,3}\Z", re.IGNORECASE)
# Families of codes that are well known. Most are written without a hyphen: `CO2` is a gas, `CO-2` a council's priority.
KNOWN_ANYHOW = words.listed("COVID")
KNOWN_PLAIN = words.listed("NI KS PPG PPS PPI BVPI BV Q FY EU GCSE ISO BS MP HMP HS CO PM")
# A code after one of these words, or before one of those, is spoken of in a sentence.
SPOKEN_OF = words.listed(
    "see under in to and or of by for from with at on per via priority priorities reference ref objective the also "
    "including like both than as against is are was were has have supports links linked through alongside"
)
GOES_ON = re.compile(
    r"\s*(?:[,;/&)’']|(?:and|or|is|are|was|were|has|have|had|will|to|in|on|for|with|by|of|at|above|below|which|remains)\b)"
)
TITLE_AFTER = re.compile(r"\s{0,8}(?:[:.)–—-]\s{0,8})?(?P<first>\S)")


class Shape(StrEnum):
    """How references are written in a document: `ENV-2a`, `CP1.2` or `PR4a`."""

    HYPHENED = "hyphened"
    DOTTED = "dotted"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Code:
    """A code in a line: where it stands and how it is written. `opens` is true at the beginning of a line."""

    text: str
    family: str
    shape: Shape
    start: int
    end: int
    opens: bool


def codes(line: str) -> tuple[Code, ...]:
    """Every code in a line that could be a reference."""
    return tuple(_code(line, match) for match in CODE.finditer(line) if not _is_well_known(match))


def _is_well_known(match: re.Match[str]) -> bool:
    family = match["family"].upper()
    return family in KNOWN_ANYHOW or (family in KNOWN_PLAIN and not match["mark"])


def _code(line: str, match: re.Match[str]) -> Code:
    before = line[max(0, match.start() - 24) : match.start()]
    since_break = before.rsplit("\n", 1)[-1]
    at_line_start = match.start() - len(since_break) == 0 or "\n" in before
    opens = at_line_start and (not since_break.strip() or bool(LABEL.match(since_break.lstrip())))
    return Code(match.group(), match["family"].lower(), _shape(match), match.start(), match.end(), opens)


def _shape(match: re.Match[str]) -> Shape:
    if match["mark"]:
        return Shape.HYPHENED
    return Shape.DOTTED if "." in match["number"] else Shape.PLAIN


def naming(lines: Iterable[tuple[str, bool]]) -> list[tuple[Code, ...]]:
    """For each line the codes that name priorities. Lines come with whether they are list items, which only name if nothing else does."""
    given = list(lines)
    found = [codes(line) for line, _ in given]
    openers = [[_opens_a_title(line, code) for code in row] for (line, _), row in zip(given, found, strict=True)]
    items_count = not any(any(row) for (_, item), row in zip(given, openers, strict=True) if not item)
    opening = [
        [code for code, opens in zip(row, flags, strict=True) if opens and (items_count or not item)]
        for (_, item), row, flags in zip(given, found, openers, strict=True)
    ]
    shapes = _trusted_shapes(code for row in opening for code in row)
    opening = [[code for code in row if code.shape in shapes] for row in opening]
    inside = _inside([line for line, _ in given], found, opening, shapes)
    return [
        tuple(sorted(first + rest, key=lambda code: code.start)) for first, rest in zip(opening, inside, strict=True)
    ]


def _opens_a_title(line: str, code: Code) -> bool:
    if not code.opens or GOES_ON.match(line, code.end):
        return False
    after = TITLE_AFTER.match(line, code.end)
    return after is None or after["first"].isalnum() or after["first"] in "'‘\"“(£"


def _trusted_shapes(opening: Iterable[Code]) -> set[Shape]:
    """The shapes in use: one that stands at the beginning of at least two lines, and is not rare beside another."""
    references: dict[Shape, set[str]] = defaultdict(set)
    for code in opening:
        references[code.shape].add(code.text)
    counts = {shape: len(texts) for shape, texts in references.items()}
    most = max(counts.values(), default=0)
    return {shape for shape, count in counts.items() if count * 4 >= most}


def _inside(
    lines: list[str], found: list[tuple[Code, ...]], opening: list[list[Code]], shapes: set[Shape]
) -> list[list[Code]]:
    """The codes inside lines that name a priority which no line begins with."""
    named = {code.text for row in opening for code in row}
    families = {code.family for row in opening for code in row}
    candidates = [
        [code for code in _between_titles(line, row) if code.text not in named and code.shape in shapes]
        for line, row in zip(lines, found, strict=True)
    ]
    distinct = Counter(family for family, _ in {(code.family, code.text) for row in candidates for code in row})
    return [
        [
            code
            for code in row
            if code.family in families or (code.shape is not Shape.PLAIN and distinct[code.family] > 1)
        ]
        for row in candidates
    ]


def _between_titles(line: str, row: tuple[Code, ...]) -> Iterator[Code]:
    """Codes that stand between two titles: a capital or another such code comes next, and no sentence leads up to them."""
    following: Code | None = None
    chosen = []
    for code in reversed(row):
        beside = following is not None and not line[code.end : following.start].strip()
        if (beside or _title_follows(line, code)) and not _is_spoken_of(line, code):
            chosen.append(code)
            following = code
        else:
            following = None
    yield from reversed(chosen)


def _title_follows(line: str, code: Code) -> bool:
    after = TITLE_AFTER.match(line, code.end)
    return after is not None and after["first"].isupper() and line[code.end : code.end + 1] not in {".", ")"}


def _is_spoken_of(line: str, code: Code) -> bool:
    before = line[max(0, code.start - 40) : code.start].rstrip()
    if not before:
        return False
    if before[-1] in "(,;:'‘\"“/-–[":
        return True
    return before.rsplit(None, 1)[-1].strip("().,;:").lower() in SPOKEN_OF and before[-1] not in ".!?"

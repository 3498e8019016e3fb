"""The numbers that Word shows before list items and headings but does not store: they are counted here as Word counts.

People refer to "recommendation 6", and a list read without its numbers cannot be told from its neighbours.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from tallystick.documents.readers.word_styles import value

DEEPEST = 9
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """How one depth of a list is numbered: `pattern` is "%1." or "%1.%2"."""

    style: str = "bullet"
    pattern: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))


def of_part(root: Any | None) -> Numbering:
    """The lists in the part of that name."""
    numbering = Numbering()
    if root is None:
        return numbering
    for item in root.iterfind(qn("w:abstractNum")):
        levels = {whole(level.get(qn("w:ilvl")), 0): level_of(level) for level in item.iterfind(qn("w:lvl"))}
        numbering.levels[item.get(qn("w:abstractNumId"))] = levels
    for item in root.iterfind(qn("w:num")):
        number = item.get(qn("w:numId"))
        numbering.abstract[number] = value(item.find(qn("w:abstractNumId"))) or ""
        numbering.overrides[number] = {
            whole(change.get(qn("w:ilvl")), 0): whole(start, 1)
            for change in item.iterfind(qn("w:lvlOverride"))
            if (start := value(change.find(qn("w:startOverride")))) is not None
        }
    return numbering


def level_of(level: Any) -> Level:
    return Level(
        style=value(level.find(qn("w:numFmt"))) or "decimal",
        pattern=value(level.find(qn("w:lvlText"))) or "",
        start=whole(value(level.find(qn("w:start"))), 1),
    )


def whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise


def next_label(numbering: Numbering, number: str, depth: int) -> str:
    """Count one item further, and give the label before it: "6." or "2.1", or nothing for a bullet."""
    key = numbering.abstract.get(number, "")
    levels, counts = numbering.levels.get(key, {}), numbering.counts[key]
    depth = min(depth, DEEPEST - 1)
    for restarted, start in numbering.overrides.pop(number, {}).items():
        counts[restarted] = start - 1
    level = levels.get(depth, Level())
    counts[depth] = counts.get(depth, level.start - 1) + 1
    for deeper in [other for other in counts if other > depth]:
        del counts[deeper]
    if level.style in {"bullet", "none"}:
        return ""
    return label(level.pattern, levels, counts)


def label(pattern: str, levels: dict[int, Level], counts: dict[int, int]) -> str:
    for depth in range(DEEPEST):
        level = levels.get(depth, Level(style="decimal"))
        pattern = pattern.replace(f"%{depth + 1}", written(counts.get(depth, level.start), level.style))
    return pattern


def written(count: int, style: str) -> str:
    """A count in one of Word's styles of number."""
    if style in {"lowerLetter", "upperLetter"}:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if style == "upperLetter" else letters
    if style in {"lowerRoman", "upperRoman"}:
        return roman(count).upper() if style == "upperRoman" else roman(count)
    return str(count)


def roman(count: int) -> str:
    text = ""
    for size, letters in ROMAN:
        times, count = divmod(count, size)
        text += letters * times
    return text

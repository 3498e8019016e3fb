"""What Word's styles say of a paragraph: that it is a heading, part of a list, or bold throughout.

A style inherits from another, in a chain that a broken file can close into a ring; each look-up therefore walks at most a few steps.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

LONGEST_CHAIN = 20
HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
LIST = re.compile(r"list (?:bullet|number)(?: ([2-5]))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their identifiers."""

    elements: dict[str, Any] = field(default_factory=dict)
    default: str | None = None


def of_part(root: Any | None) -> Styles:
    """The styles in the part of that name."""
    if root is None:
        return Styles()
    elements = {element.get(qn("w:styleId")): element for element in root.iterfind(qn("w:style"))}
    default = next(
        (
            key
            for key, e in elements.items()
            if e.get(qn("w:type")) == "paragraph" and e.get(qn("w:default")) in {"1", "true"}
        ),
        None,
    )
    return Styles(elements, default)


def chain(styles: Styles, name: str | None) -> Iterator[Any]:
    """A style and those that it is based on."""
    for _ in range(LONGEST_CHAIN):
        element = styles.elements.get(name or "")
        if element is None:
            return
        yield element
        name = value(element.find(qn("w:basedOn")))


def value(element: Any | None) -> str | None:
    """The `w:val` of an element that may be absent."""
    return None if element is None else element.get(qn("w:val"))


def style_of(paragraph: Any, styles: Styles) -> str | None:
    return value(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) or styles.default


def heading_level(paragraph: Any, styles: Styles) -> int:
    """The level of a heading from 1, or 0 for what is none."""
    own = value(paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}"))
    if own is not None:
        return outline(own)
    for style in chain(styles, style_of(paragraph, styles)):
        name = value(style.find(qn("w:name"))) or ""
        if match := HEADING.match(name):
            return int(match[1])
        if name.lower() == "title":
            return 1
        level = value(style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}"))
        if level is not None:
            return outline(level)
    return 0


def outline(level: str) -> int:
    """Word counts outline levels from 0 and calls body text 9."""
    return int(level) + 1 if level.isdecimal() and int(level) < 9 else 0


def list_style_level(paragraph: Any, styles: Styles) -> int:
    """The depth of a list item from 1 by the name of its style ("List Bullet 2"), or 0 for what is none."""
    for style in chain(styles, style_of(paragraph, styles)):
        if match := LIST.match(value(style.find(qn("w:name"))) or ""):
            return int(match[1] or 1)
    return 0


def numbering(paragraph: Any, styles: Styles) -> tuple[str, int] | None:
    """The list that a paragraph belongs to and its depth from 0, by itself or by its style."""
    found: tuple[str | None, str | None] = (None, None)
    for holder in (paragraph, *chain(styles, style_of(paragraph, styles))):
        properties = holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if properties is not None:
            number, depth = value(properties.find(qn("w:numId"))), value(properties.find(qn("w:ilvl")))
            found = (found[0] or number, found[1] or depth)
    number, depth = found
    if number is None or number == "0":
        return None
    return number, int(depth) if depth and depth.isdecimal() else 0


def is_bold(run: Any, paragraph: Any, styles: Styles) -> bool:
    """Whether a run is bold: by itself, else by its own style, else by the paragraph's."""
    own = on(run.find(f"{qn('w:rPr')}/{qn('w:b')}"))
    if own is not None:
        return own
    character = value(run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}"))
    for name in (character, style_of(paragraph, styles)):
        for style in chain(styles, name):
            state = on(style.find(f"{qn('w:rPr')}/{qn('w:b')}"))
            if state is not None:
                return state
    return False


def on(switch: Any | None) -> bool | None:
    """The state of a switch, or None where nothing is said."""
    if switch is None:
        return None
    return switch.get(qn("w:val")) not in {"0", "false", "off"}

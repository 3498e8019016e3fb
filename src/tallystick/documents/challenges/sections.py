"""Divides the report into its sections, by the names that such reports give them.

Names decide and not type sizes: the same report reaches a council as Word with headings, as PDF, and as text where
`Scope and focus` is a line like any other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tallystick.documents.model import Block, BlockKind, Place
from tallystick.documents.trackers import words


class Part(StrEnum):
    """The sections that are known. `OTHER` is kept as it stands."""

    COVER = "cover"
    SUMMARY = "summary"
    RECOMMENDATIONS = "recommendations"
    TEAM = "team"
    SCOPE = "scope"
    PROCESS = "process"
    FEEDBACK = "feedback"
    THEME = "theme"
    FOLLOW_UP = "follow_up"
    NEXT_CHALLENGE = "next_challenge"
    QUICK_WINS = "quick_wins"
    NOTABLE_PRACTICE = "notable_practice"
    SIGNPOSTING = "signposting"
    OTHER = "other"


KIND = r"(?:corporate |finance |planning |sector[- ]led |lga )*peer (?:challenge|review)"
NAMES: tuple[tuple[Part, re.Pattern[str]], ...] = tuple(
    (part, re.compile(pattern))
    for part, pattern in (
        (Part.SUMMARY, r"(?:executive )?summary|executive summary and recommendations"),
        (Part.RECOMMENDATIONS, r"(?:summary of )?(?:the )?(?:key |main )?recommendations(?: for .{1,60})?"),
        (Part.TEAM, r"(?:the )?peer (?:challenge )?team"),
        (Part.SCOPE, r"scope(?: and focus)?(?: of the " + KIND + r")?|focus of the " + KIND),
        (Part.PROCESS, r"(?:the )?" + KIND + r" process|(?:the )?process"),
        (Part.OTHER, r"(?:summary of )?(?:the )?" + KIND + r" approach|introduction|background|context|(?:immediate )?next steps|contact details"),
        (Part.FEEDBACK, r"(?:detailed |main |full )?(?:feedback|findings)(?: and findings)?"),
        (Part.FOLLOW_UP, r"follow[- ]?up(?: visit)?|progress review|(?:six|6|ten|10|twelve|12)[- ]month (?:check[- ]in|review|progress review)"),
        (Part.NEXT_CHALLENGE, r"next " + KIND),
        (Part.QUICK_WINS, r"quick wins"),
        (Part.NOTABLE_PRACTICE, r"(?:notable|good|best|areas of notable|examples of good|examples of notable) practice"),
        (Part.SIGNPOSTING, r"signposting(?: .{1,40})?"),
        (
            Part.THEME,
            r"understanding of (?:the )?local place and priority[- ]setting|leadership of place|organisational leadership and governance"
            r"|financial planning and viability|capacity to deliver|local priorities and outcomes"
            r"|organisational and place leadership|governance and culture|financial planning and management|capacity for improvement",
        ),
    )
)  # fmt: skip
NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})[.)]?\s{1,4}(?=\S)")
APPENDIX = re.compile(r"(?:appendix|annex)\s{1,3}[0-9a-z]{1,3}\s{0,3}[:.–-]?\s{0,3}", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"[\s.…]{1,200}\d{1,3}\Z")
LONGEST_HEADING = 120
LISTS = frozenset(
    {Part.RECOMMENDATIONS, Part.SCOPE, Part.TEAM, Part.QUICK_WINS, Part.NOTABLE_PRACTICE, Part.SIGNPOSTING}
)


@dataclass(slots=True)
class Section:
    """A section: what it is, the heading as printed without its number, and the blocks under it."""

    part: Part
    title: str
    number: str
    place: Place
    level: int = 0
    blocks: list[Block] = field(default_factory=list)


def divide(blocks: tuple[Block, ...]) -> list[Section]:
    """The sections in their order, the first being whatever stands before a heading. A list of contents leaves none behind."""
    sections = [Section(Part.COVER, "", "", blocks[0].place if blocks else Place())]
    for block in blocks:
        heading = heading_of(block, sections)
        if heading is None:
            sections[-1].blocks.append(block)
        else:
            sections.append(heading)
    filled = {section.title.lower() for section in sections if section.blocks}
    return [section for section in sections if section.blocks or section.title.lower() not in filled]


def heading_of(block: Block, sections: list[Section]) -> Section | None:
    """The section that a block begins, or None where it is no heading."""
    text = " ".join(block.text.split())
    if block.kind is BlockKind.TABLE or len(text) > LONGEST_HEADING:
        return None
    number, title = without_number(text)
    part = named(title)
    if part is None:
        part = _unnamed(block, title, number, sections)
    if part is None or (part is Part.THEME and _is_listed(block, sections[-1])):
        return None
    return Section(part, title.rstrip(":"), number, block.place, block.level if block.kind is BlockKind.HEADING else 0)


def without_number(text: str) -> tuple[str, str]:
    """The number of a heading, or an empty text, and the words after it."""
    appendix = APPENDIX.match(text)
    if appendix:
        return "", text[appendix.end() :]
    found = NUMBER.match(text)
    return (found["number"], text[found.end() :]) if found else ("", text)


def named(title: str) -> Part | None:
    """The part that a heading names."""
    name = " ".join(re.sub(r"[^a-z0-9 -]", "", PAGE_NUMBER.sub("", title).lower().replace("&", "and")).split())
    return next((part for part, pattern in NAMES if pattern.fullmatch(name)), None)


def _is_listed(block: Block, section: Section) -> bool:
    """Whether the name of a theme stands in a list, of the scope for instance, and begins no section."""
    return section.part in LISTS and block.kind is not BlockKind.HEADING and not re.match(r"\d{1,2}\.\d", block.text)


def _unnamed(block: Block, title: str, number: str, sections: list[Section]) -> Part | None:
    """What a heading of no known name begins: a theme of the feedback, or a section that is kept as it stands."""
    here = sections[-1]
    in_feedback = here.part in {Part.FEEDBACK, Part.THEME}
    if block.text[:8].lower().startswith(("appendix", "annex")):
        return Part.OTHER
    looks = title[:1].isupper() and not words.ends_a_sentence(title) and not title.endswith((":", ";", ","))
    if in_feedback and re.fullmatch(r"\d{1,2}\.\d{1,2}", number) and looks:
        return Part.THEME
    if block.kind is BlockKind.HEADING and not re.match(r"recommendation\b", title, re.IGNORECASE):
        return _by_level(block, sections)
    if in_feedback and number.isdigit() and looks and int(number) == _last_number(sections) + 1:
        return Part.OTHER
    return None


def _by_level(block: Block, sections: list[Section]) -> Part | None:
    here = sections[-1]
    feedback = next((section for section in reversed(sections) if section.part is Part.FEEDBACK), None)
    if here.part in {Part.FEEDBACK, Part.THEME} and feedback is not None and block.level > feedback.level:
        return Part.THEME if here.part is Part.FEEDBACK or block.level <= here.level else None
    if here.part in LISTS and block.level > here.level > 0:
        return None
    return Part.OTHER


def _last_number(sections: list[Section]) -> int:
    whole = (int(section.number) for section in reversed(sections) if section.number.isdigit())
    return next(whole, 0)


def of(sections: list[Section], part: Part) -> Iterator[Block]:
    """The blocks of every section of that part."""
    for section in sections:
        if section.part is part:
            yield from section.blocks

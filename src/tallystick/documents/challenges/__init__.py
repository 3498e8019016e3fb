"""Recognises the report of a peer challenge: what the peers recommended, noticed and pointed to, each list by itself.

The report is divided into sections by their names, then each section is read as what it is. Whatever is not read further is kept
as a passage, so that no words are lost; `docs/guide/what-is-recognised.md` says which forms are known.
"""

from dataclasses import dataclass, field, replace

from tallystick.documents.challenges import lists, paragraphs, sections, statements
from tallystick.documents.challenges.model import (
    Evidence,
    Expected,
    Figure,
    Findings,
    Item,
    Passage,
    Peer,
    PeerChallenge,
    Question,
    Recommendation,
    Visit,
)
from tallystick.documents.challenges.sections import Part, Section
from tallystick.documents.doubts import Doubt
from tallystick.documents.model import Block, Document, Place

__all__ = [
    "Evidence",
    "Expected",
    "Figure",
    "Findings",
    "Item",
    "Passage",
    "Peer",
    "PeerChallenge",
    "Question",
    "Recommendation",
    "Visit",
    "recognise",
]

CHARACTERISTIC = {Part.RECOMMENDATIONS, Part.TEAM, Part.SCOPE, Part.FEEDBACK, Part.THEME, Part.QUICK_WINS}
PLAIN_LISTS = (Part.QUICK_WINS, Part.NOTABLE_PRACTICE, Part.SIGNPOSTING)
COVER_BLOCKS = 12


def recognise(document: Document) -> PeerChallenge | None:
    """The report that a document is, or None when it is none: it must name a peer challenge and have several of its sections."""
    if not any(statements.TYPE.search(block.text) for block in document.blocks):
        return None
    divided = sections.divide(document.blocks)
    if len({section.part for section in divided} & CHARACTERISTIC) < 2:
        return None
    reading = _Reading()
    for section in divided:
        _read(reading, section)
    return _challenge(reading, document.blocks, divided) if reading.recommendations or reading.themes else None


@dataclass(slots=True)
class _Reading:
    """What the sections read so far hold."""

    summary: list[str] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)
    team: list[Peer] = field(default_factory=list)
    scope: list[Question] = field(default_factory=list)
    themes: list[Findings] = field(default_factory=list)
    items: dict[Part, list[Item]] = field(default_factory=lambda: {part: [] for part in PLAIN_LISTS})
    passages: list[Passage] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def _read(reading: _Reading, section: Section) -> None:
    """Take from a section what its part says that it holds; what is left of it becomes a passage."""
    left: list[Block] = []
    match section.part:
        case Part.SUMMARY:
            reading.summary += paragraphs.whole(section.blocks)
        case Part.THEME:
            text = paragraphs.whole(section.blocks)
            reading.themes.append(Findings(section.number, section.title, text, section.place))
        case Part.RECOMMENDATIONS:
            found, left = lists.recommendations(section.blocks, reading.doubts)
            reading.recommendations += found
        case Part.TEAM:
            peers, left = statements.team(section.blocks, reading.doubts)
            reading.team += peers
        case Part.SCOPE:
            questions, left = lists.questions(section.blocks)
            reading.scope += questions
        case Part.QUICK_WINS | Part.NOTABLE_PRACTICE | Part.SIGNPOSTING:
            items, left = lists.items(section.blocks)
            reading.items[section.part] += items
        case _:
            left = section.blocks
    if left or not section.blocks:
        reading.passages.append(Passage(section.title, paragraphs.whole(left), section.place))


def _challenge(reading: _Reading, blocks: tuple[Block, ...], divided: list[Section]) -> PeerChallenge:
    cover = list(sections.of(divided, Part.COVER))[:COVER_BLOCKS]
    process = list(sections.of(divided, Part.PROCESS)) or list(blocks)
    challenge = PeerChallenge(
        council=statements.council(cover, blocks),
        type=statements.kind(cover, blocks),
        visit=statements.visit(blocks),
        team=tuple(reading.team),
        evidence=statements.evidence(process),
        scope=tuple(reading.scope),
        executive_summary=tuple(reading.summary),
        recommendations=tuple(reading.recommendations),
        quick_wins=tuple(reading.items[Part.QUICK_WINS]),
        notable_practice=tuple(reading.items[Part.NOTABLE_PRACTICE]),
        signposting=tuple(reading.items[Part.SIGNPOSTING]),
        themes=tuple(reading.themes),
        follow_up=statements.expected(sections.of(divided, Part.FOLLOW_UP)),
        next_challenge=statements.expected(sections.of(divided, Part.NEXT_CHALLENGE)),
        passages=tuple(reading.passages),
        doubts=(),
    )
    return replace(challenge, doubts=(*reading.doubts, *_not_stated(challenge, blocks[0].place)))


def _not_stated(challenge: PeerChallenge, place: Place) -> list[Doubt]:
    """A doubt for each thing that such a report states and this one was not found to."""
    wanted = {
        "the council": challenge.council,
        "the days on site": challenge.visit,
        "the peer team": challenge.team,
        "the key recommendations": challenge.recommendations,
        "the findings by theme": challenge.themes,
    }
    return [
        Doubt(place, "", f"{name} were not found" if name.endswith("s") else f"{name} was not found")
        for name, value in wanted.items()
        if not value
    ]

"""Reads a report whose priorities are called what they are: `Objective 1.1 End rough sleeping`, `Ambition 2: Homes for all`.

Beneath stand lines or rows with a label (status, lead, progress) and the narrative. It is a tracker only where at least two such
priorities have something said of them, and one a rating: plans and strategies number their objectives too. Of two labels in use the
one with more numbers names the priorities, and the other their themes.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.documents.doubts import Doubt
from tallystick.documents.model import Block, BlockKind, Place
from tallystick.documents.trackers import rating_words, words
from tallystick.documents.trackers.events import Closed, Event, Heading, Named, Rated, Told

KIND = r"Objective|Outcome|Priority|Ambition|Mission|Commitment|Goal|Aim|Pillar|Theme|Deliverable|Pledge|Promise"
HEAD = re.compile(
    rf"\W*(?:(?:strategic|corporate|key|council|improvement|well-?being)\s{{1,3}})?(?P<kind>{KIND})\s{{1,3}}"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?)\s*[:.)–—-]?\s{1,8}(?P<title>[A-Z‘“'\"£\d].*)",
    re.IGNORECASE | re.DOTALL,
)
LABEL = re.compile(r"(?P<label>[A-Z][A-Za-z/&’' ()]{1,45}?)\s{0,3}[:–]\s{1,3}(?P<words>\S.*)", re.DOTALL)
RATING = re.compile(
    r"(?:(?:overall|current|latest|q[1-4]|delivery|this quarter'?s?)\s)?(?:rag|status|rating|brag|judge?ment|progress rating|this quarter)"
    r"(?:\s(?:rag|status|rating))?",
    re.IGNORECASE,
)
EARLIER = re.compile(r"\b(?:last|previous|prior|forecast|predicted|target)\b", re.IGNORECASE)
LEADS = re.compile(
    r"(?:.{0,30}\b)?(?:lead|leads|officer|director|owner|holder|member|sponsor|responsible|manager|sro|head of service)(?:\b.{0,20})?",
    re.IGNORECASE,
)
SAID = re.compile(
    r"(?:progress|narrative|commentary|comments?|update|summary|position|achievements?|performance)(?:\b.{0,40})?",
    re.IGNORECASE,
)
KINDS = re.compile(KIND, re.IGNORECASE)
FURTHER = re.compile(r"(?:next|rag|.*last quarter).*", re.IGNORECASE)
LABELS = (RATING, LEADS, SAID, KINDS, FURTHER)
PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}", re.IGNORECASE)
LONGEST_TITLE = 220
MOST_WORDS = 32
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A text with its place; `label` is what a table or a colon says that it is."""

    text: str
    place: Place
    block: Block
    label: str = ""
    is_item: bool = False

    @property
    def head(self) -> re.Match[str] | None:
        """The kind, number and title, where the line is a heading of that form."""
        found = HEAD.fullmatch(self.text) if not self.label and len(self.text) < LONGEST_TITLE else None
        if found is None or len(self.text.split()) > MOST_WORDS:
            return None
        is_marked = self.block.kind is not BlockKind.PARAGRAPH
        return found if is_marked or not words.ends_a_sentence(self.text) else None


def events(blocks: tuple[Block, ...]) -> list[Event]:
    """What such a report says; empty where it is none."""
    lines = list(_without_furniture(list(_lines(blocks))))
    kind = _kind(lines)
    found = list(_events(lines, kind)) if kind else []
    told = sum(isinstance(event, Rated) and event.value is not None for event in found)
    named = {event.reference for event in found if isinstance(event, Named)}
    return found if told and len(named) >= FEWEST else []


def _lines(blocks: tuple[Block, ...]) -> Iterator[Line]:
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            yield from _of_table(block)
        elif text := " ".join(block.text.split()):
            found = LABEL.fullmatch(text) if block.kind is BlockKind.PARAGRAPH and not HEAD.fullmatch(text) else None
            if found and _is_label(found["label"]):
                yield Line(found["words"], block.place, block, found["label"])
            else:
                yield Line(text, block.place, block, is_item=block.kind is BlockKind.LIST_ITEM)


def _of_table(block: Block) -> Iterator[Line]:
    """A table of one priority: its name over rows of a label and what it says, once or twice in a row."""
    if not block.rows or not (names := _distinct(block.rows[0])) or not HEAD.fullmatch(names[0]):
        return
    rows = [_distinct(row) for row in block.rows[1:]]
    if sum(bool(row) and _is_label(row[0]) for row in rows) < FEWEST:
        return
    yield Line(" ".join(names[0].split()), block.place_of(0), block)
    for number, row in enumerate(rows, start=1):
        for label, text in zip(row[::2], [*row[1::2], ""], strict=False):
            yield (
                Line(text, block.place_of(number), block, label) if text else Line(label, block.place_of(number), block)
            )


def _distinct(row: tuple[str, ...]) -> list[str]:
    """The texts of a row in which a merged cell repeats."""
    return [text for number, text in enumerate(row) if text and (not number or text != row[number - 1])]


def _is_label(text: str) -> bool:
    return len(text) < 60 and any(pattern.fullmatch(text.strip()) for pattern in LABELS)


def _without_furniture(lines: list[Line]) -> Iterator[Line]:
    """The lines without page numbers and running heads: the same words before a page number, always and more than once."""
    pages = {number for number, line in enumerate(lines) if not line.label and PAGE_NUMBER.fullmatch(line.text)}
    before = Counter(lines[number - 1].text for number in pages if number)
    counts = Counter(line.text for line in lines)
    running = {text for text, count in before.items() if count > 1 and count == counts[text]}
    yield from (line for number, line in enumerate(lines) if number not in pages and line.text not in running)


def _kind(lines: list[Line]) -> str:
    """The label that names priorities: of those in use the one with the most different numbers, the last of equals."""
    numbers = {(head["kind"].casefold(), head["number"]) for line in lines if (head := line.head)}
    counts = Counter(kind for kind, _ in numbers)
    most = max(counts.values(), default=0)
    last = [
        head["kind"].casefold() for line in lines if (head := line.head) and counts[head["kind"].casefold()] == most
    ]
    return last[-1] if most >= FEWEST else ""


def _events(lines: list[Line], kind: str) -> Iterator[Event]:
    level, skip, inside = 0, False, False
    themes = _themes(lines)
    last: Line | None = None  # the theme of the table that stands last so far
    for number, line in enumerate(lines):
        above, theme = last, themes.get(id(line.block))
        last = theme if line.block.kind is BlockKind.TABLE else last
        if skip:
            skip = False
        elif (head := line.head) and head["kind"].casefold() == kind:
            level, inside = line.block.level if line.block.kind is BlockKind.HEADING else 0, True
            following = lines[number + 1] if number + 1 < len(lines) else None
            skip = bool(following and _goes_on(line, following))
            if theme and (above is None or above.text != theme.text):
                yield Heading(theme.text, theme.place)
            title = f"{head['title']} {following.text}" if skip and following else head["title"]
            yield Named(f"{head['kind'].capitalize()} {head['number']}", title.strip(), line.place)
            if skip and following:
                yield Doubt(following.place, following.text, "the title was taken to go on in the next line")
        elif head:
            inside = False
            yield Heading(line.text, line.place)
        elif inside and line.block.kind is BlockKind.HEADING and line.block.level <= (level or line.block.level):
            inside = False
            yield Closed()
            yield Told(line.text, line.place)
        else:
            yield from _said(line)


def _goes_on(line: Line, following: Line) -> bool:
    """Whether the next line ends the title: it begins in lower case, as no narrative does."""
    return (
        line.block.kind is BlockKind.PARAGRAPH
        and not following.label
        and following.text[:1].islower()
        and len(following.text) < 120
    )


def _themes(lines: list[Line]) -> dict[int, Line]:
    """The first row of each table that names a theme, by the identity of the table."""
    named = (line for line in reversed(lines) if line.block.kind is BlockKind.TABLE and KINDS.fullmatch(line.label))
    return {id(line.block): line for line in named}


def _said(line: Line) -> Iterator[Event]:
    """What a line below a priority says: its rating, who leads, or a part of the narrative."""
    label, text = line.label, line.text
    whole = f"{label}: {text}" if label else text
    if not label and (value := rating_words.labelled(text)):
        yield Rated(value, text, line.place)
    elif not label or SAID.fullmatch(label):
        yield Told(text, line.place, line.is_item, line.block.level if line.is_item else 0)
    elif EARLIER.search(label):
        yield from _of_two_quarters(line)
    elif RATING.fullmatch(label):
        value = rating_words.of_cell(text)
        yield Rated(value, whole, line.place)
        if value is None:
            yield Doubt(line.place, whole, "these words are not understood as a rating")
    elif LEADS.fullmatch(label):
        yield Doubt(
            line.place,
            whole,
            "who leads is not taken from a report: name the accountable officer on the page of the priority",
        )
    elif line.block.kind is not BlockKind.TABLE or not KINDS.fullmatch(label):
        yield Told(whole, line.place)


def _of_two_quarters(line: Line) -> Iterator[Event]:
    """`This quarter / last quarter: Red / Amber`: the first is the rating where the label says so."""
    labels, texts = re.split(r"\s*[/|]\s*", line.label), re.split(r"\s*[/|]\s*", line.text)
    whole = f"{line.label}: {line.text}"
    if len(labels) == len(texts) == FEWEST and not EARLIER.search(labels[0]) and RATING.fullmatch(labels[0]):
        yield Rated(rating_words.of_cell(texts[0]), whole, line.place)
    else:
        yield Doubt(line.place, whole, "this is not the rating of now, and was not taken")

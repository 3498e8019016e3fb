"""A narrative as one text, joined from its paragraphs, which still knows where each of its words stood."""

from bisect import bisect_right
from dataclasses import dataclass

from tallystick.documents.model import Place
from tallystick.documents.trackers import words
from tallystick.documents.trackers.events import Told


@dataclass(frozen=True, slots=True)
class Narrative:
    """The text, and for each paragraph where it begins in the text and in the document."""

    text: str
    starts: tuple[int, ...]
    places: tuple[Place, ...]

    def place_at(self, position: int) -> Place:
        """Where in the document the word at this position of the text stands."""
        return self.places[max(bisect_right(self.starts, position) - 1, 0)]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        ends = (*self.starts[1:], len(self.text)) if self.starts else ()
        return tuple(self.text[start:end].strip() for start, end in zip(self.starts, ends, strict=True))


def compose(told: list[Told]) -> Narrative:
    """Paragraphs parted by a blank line, list items in lines of their own; a sentence cut by the end of a page is one again."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    lowest = min((paragraph.level for paragraph in told if paragraph.item), default=0)
    for before, paragraph in zip([None, *told], told, strict=False):
        lead = _between(before, paragraph)
        mark = "  " * (paragraph.level - lowest) + "- " if paragraph.item else ""
        starts.append(length + len(lead))
        pieces.append(lead + mark + paragraph.text)
        length += len(pieces[-1])
    return Narrative("".join(pieces), tuple(starts), tuple(paragraph.place for paragraph in told))


def _between(before: Told | None, paragraph: Told) -> str:
    if before is None:
        return ""
    if paragraph.item:
        return "\n" if before.item and not paragraph.apart else "\n\n"
    if not before.item and not paragraph.apart and words.joined(before.text, paragraph.text):
        return " "
    return "\n\n"

"""Reads the lists of a report: recommendations, questions of the scope, and the plain lists of its appendices."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tallystick.documents.challenges import paragraphs
from tallystick.documents.challenges.model import Item, Question, Recommendation
from tallystick.documents.challenges.paragraphs import Entry
from tallystick.documents.doubts import Doubt
from tallystick.documents.model import Block, BlockKind, Place
from tallystick.documents.trackers import words

TITLE_END = re.compile(r"\s{0,3}[:–]\s{1,3}|\s{1,3}-\s{1,3}")


def recommendations(blocks: list[Block], doubts: list[Doubt]) -> tuple[list[Recommendation], list[Block]]:
    """The key recommendations, and the blocks around them that are none."""
    before, found, after = paragraphs.entries(blocks)
    listed = [_recommendation(entry, count, doubts) for count, entry in enumerate(found, 1)]
    for block in [*before, *after]:
        if block.kind is BlockKind.TABLE:
            listed += _of_table(block, len(listed), doubts)
    doubts += _out_of_order(listed)
    read = {recommendation.place for recommendation in listed}
    left = [block for block in [*before, *after] if block.kind is not BlockKind.TABLE or not _rows_read(block, read)]
    return listed, left


def _rows_read(block: Block, read: set[Place]) -> bool:
    return any(block.place_of(row) in read for row in range(len(block.rows)))


def _recommendation(entry: Entry, count: int, doubts: list[Doubt]) -> Recommendation:
    if not entry.text and entry.more:  # `Recommendation 1` alone in its line
        entry = Entry(entry.number, entry.more[0], 0, entry.more[1:])
    title, rest = _title_and_rest(entry, doubts)
    number = entry.number
    if number is None:
        number = count
        doubts.append(Doubt(entry.place, title, "this recommendation has no number; it was counted"))
    if entry.more and rest and words.joined(entry.text, entry.more[0].text):
        first = paragraphs.text_of(entry.more[0])
        rest = f"{rest} {first}"
        more = paragraphs.whole(entry.more[1:])
        doubts.append(
            Doubt(
                entry.more[0].place,
                words.shortened(first),
                "this was taken to go on a recommendation that a page break cut",
            )
        )
    else:
        more = paragraphs.whole(entry.more)
    return Recommendation(number, title, "\n\n".join(text for text in (rest, *more) if text), entry.place)


def _title_and_rest(entry: Entry, doubts: list[Doubt]) -> tuple[str, str]:
    """The bold words, or a line of its own, or else the first sentence."""
    text = entry.text
    if 0 < entry.bold < len(text):
        return text[: entry.bold].strip(), text[entry.bold :].strip()
    spans = list(words.sentences(text[:2000]))
    if len(spans) < 2 or (entry.bold >= len(text)):
        return text, ""
    title = text[: spans[0][1]].strip()
    doubts.append(
        Doubt(entry.place, title, "the short form of this recommendation is not marked; its first sentence was taken")
    )
    return title, text[spans[0][1] :].strip()


def _of_table(block: Block, already: int, doubts: list[Doubt]) -> Iterator[Recommendation]:
    """A recommendation a row: the cell of a number, then the cell with the words, then any others as text."""
    for count, row in enumerate(block.rows):
        cells = [cell.strip() for cell in row]
        full = [cell for cell in dict.fromkeys(cells) if cell]
        number = re.fullmatch(r"(?:R|Rec(?:ommendation)?)?\s?(\d{1,2})[.)]?", full[0], re.IGNORECASE) if full else None
        if number and len(full) > 1:
            yield _row(block, count, int(number[1]), full[1:], doubts)
        elif count and full:
            doubts.append(
                Doubt(block.place_of(count), " | ".join(full), "this row among the recommendations was not read as one")
            )


def _row(block: Block, row: int, number: int, cells: list[str], doubts: list[Doubt]) -> Recommendation:
    spans = list(words.sentences(cells[0][:2000]))
    at = spans[0][1] if len(spans) > 1 else len(cells[0])
    if len(spans) > 1:
        why = "the short form of this recommendation is not marked; its first sentence was taken"
        doubts.append(Doubt(block.place_of(row), cells[0][:at], why))
    rest = [cells[0][at:].strip(), *cells[1:]]
    return Recommendation(
        number, cells[0][:at].strip(), "\n\n".join(text for text in rest if text), block.place_of(row)
    )


def _out_of_order(listed: list[Recommendation]) -> list[Doubt]:
    return [
        Doubt(
            second.place,
            f"{second.number} {second.title}",
            f"recommendation {second.number} comes after {first.number}",
        )
        for first, second in pairwise(listed)
        if second.number != first.number + 1
    ]


def questions(blocks: list[Block]) -> tuple[list[Question], list[Block]]:
    """The questions of the scope, and the blocks around them."""
    before, found, after = paragraphs.entries(blocks)
    return [_question(entry, count) for count, entry in enumerate(found, 1)], [*before, *after]


def _question(entry: Entry, count: int) -> Question:
    text = " ".join([entry.text, *paragraphs.whole(entry.more)])
    cut = TITLE_END.search(text[:160])
    if 0 < entry.bold < len(text):
        title, rest = text[: entry.bold], text[entry.bold :]
    elif cut:
        title, rest = text[: cut.start()], text[cut.end() :]
    else:
        title, rest = ("", text) if text.rstrip().endswith("?") else (text, "")
    return Question(entry.number or count, title.strip(" :–-"), rest.strip(" :–-"), entry.place)


def items(blocks: list[Block]) -> tuple[list[Item], list[Block]]:
    """The items of a plain list with those under them, and the blocks around them. Without bullets each paragraph is an item."""
    if not any(block.kind is BlockKind.LIST_ITEM for block in blocks):
        return [Item(text, (), blocks[0].place) for text in paragraphs.whole(blocks)], []
    top = min(block.level for block in blocks if block.kind is BlockKind.LIST_ITEM)
    before: list[Block] = []
    groups: list[list[Block]] = []
    for block in blocks:
        if block.kind is BlockKind.LIST_ITEM and block.level == top:
            groups.append([block])
        elif groups:
            groups[-1].append(block)
        else:
            before.append(block)
    return [_item(group) for group in groups], before


def _item(group: list[Block]) -> Item:
    """The first block with what goes on from it; each list item under it, with what goes on from that."""
    texts = [paragraphs.text_of(group[0])]
    for block in group[1:]:
        text = paragraphs.text_of(block)
        if block.kind is BlockKind.LIST_ITEM:
            texts.append(text)
        else:
            texts[-1] = f"{texts[-1]} {text}"
    return Item(texts[0], tuple(texts[1:]), group[0].place)

"""Reads a tracker that is written in lines, from its first to its last, and says what is met."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from tallystick.documents.doubts import Doubt
from tallystick.documents.model import BlockKind
from tallystick.documents.trackers import lines, rating_words, segments, titles, words
from tallystick.documents.trackers.events import Columns, Event, Heading, Named, Rated, Told

LONGEST_TITLE_LINE = 260


def events(rows: list[lines.Line | None], tables: dict[int, list[Event]], vocabulary: Counter[str]) -> Iterator[Event]:
    """What lines and tables say, in the order of the document. `tables` gives what each table says, by its number."""
    leading = lines.headings_before_priorities(rows, set(tables)) | lines.title_of_the_document(rows)
    waiting: Named | None = None
    after_columns = False
    for number, row in enumerate(rows):
        if number in tables:
            yield from _released(waiting)
            waiting = None
            yield from tables[number]
        if row is None:
            continue
        if row.is_columns or (after_columns and row.is_more_columns):
            yield from _released(waiting)
            waiting, after_columns = None, True
            yield Columns(row.place)
            continue
        after_columns = False
        if waiting is not None and (found := _goes_on(waiting, row, number in leading)):
            waiting = None
            yield from found
            continue
        yield from _released(waiting)
        said = list(_line(row, number in leading, vocabulary))
        last = said[-1] if said else None
        waiting = last if isinstance(last, Named) else None
        yield from said[:-1] if waiting else said
    yield from _released(waiting)


def _released(waiting: Named | None) -> Iterator[Event]:
    if waiting is not None:
        yield waiting


def _line(row: lines.Line, leads: bool, vocabulary: Counter[str]) -> Iterator[Event]:
    """What a line says. Where the last thing is a priority, its title may go on in the next line."""
    if row.codes:
        yield from segments.read(row)
    elif leads:
        yield from _heading(row, vocabulary)
    else:
        yield from _told(row)


def _goes_on(named: Named, row: lines.Line, leads: bool) -> list[Event]:
    """The priority with the title that this line gives or ends; empty where it does neither."""
    if row.codes:
        return []
    text = row.text.strip()
    if not named.title:
        return _title_of(named, row, text)
    is_next = row.place.line is None or named.place.line is None or row.place.line == named.place.line + 1
    runs_on = text[0].islower() and not words.ends_a_sentence(named.title) and len(text) < 120 and ". " not in text
    if leads or row.is_item or row.block.kind is BlockKind.HEADING or not (is_next and runs_on):
        return []
    title = f"{named.title} {text}"
    why = "the title was taken to go on in the next line"
    return [Named(named.reference, title, named.place), Doubt(row.place, text, why)]


def _title_of(named: Named, row: lines.Line, text: str) -> list[Event]:
    """The title under a reference that stands alone in its line."""
    cut = titles.split(text)
    is_sentence = words.FINITE_VERB.search(cut.first) and words.ends_a_sentence(cut.first)
    if row.is_item or is_sentence or len(cut.first) > LONGEST_TITLE_LINE:
        return []
    found: list[Event] = [Named(named.reference, cut.first, named.place)]
    if cut.why:
        found.append(Doubt(row.place, words.shortened(text), cut.why))
    return [*found, Told(cut.rest, row.place)] if cut.rest else found


def _heading(row: lines.Line, vocabulary: Counter[str]) -> Iterator[Event]:
    text = " ".join(row.text.split())
    if not lines.is_sure_heading(row):
        yield from _told(row)
        yield Doubt(row.place, text, "this line before a reference may be a heading or the end of the narrative")
        return
    whole = rejoined(text, vocabulary)
    yield Heading(whole, row.place, row.block.level if row.block.kind is BlockKind.HEADING else 0)
    if whole != text:
        yield Doubt(row.place, text, f"a word of this heading seems to be cut in two; it was read as '{whole}'")


def rejoined(text: str, vocabulary: Counter[str]) -> str:
    """A heading with a word put together again that was cut in two, where the document has the whole word elsewhere."""
    parts = text.split(" ")
    for number, (first, second) in enumerate(pairwise(parts)):
        is_pair = first.isalpha() and second.isalpha() and second.islower()
        if is_pair and vocabulary[first.lower()] <= 1 and vocabulary[(first + second).lower()]:
            return " ".join([*parts[:number], first + second, *parts[number + 2 :]])
    return text


def _told(row: lines.Line) -> Iterator[Event]:
    text = row.text.strip()
    if value := rating_words.labelled(text):
        yield Rated(value, text, row.place)
    elif value := rating_words.alone(text):
        yield Rated(value, text, row.place)
        yield Doubt(row.place, text, "a colour alone in its line was taken as the rating")
    else:
        yield Told(re.sub(r"[^\S\n]+", " ", text), row.place, row.is_item, row.block.level)

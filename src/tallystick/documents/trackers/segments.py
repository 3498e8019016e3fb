"""Reads one line that names priorities: the words before, between and after its references.

Text that lost its table puts titles before, after and between references, with narratives and headings run together. Each line
is cut at its references; what stands between two of them is the title of the first, then its narrative, then perhaps a heading
or the title of the next.
"""

import re
from collections.abc import Iterator

from tallystick.documents.doubts import Doubt
from tallystick.documents.model import Place
from tallystick.documents.trackers import lines, rating_words, titles, words
from tallystick.documents.trackers.events import Columns, Event, Heading, Named, Rated, Told

SEPARATORS = " \n*:.–—-)"
LONGEST_HEADING = 220


def read(line: lines.Line) -> Iterator[Event]:
    """Everything that a line with at least one reference says, in its order."""
    codes = line.codes
    found, awaited = _before(line.text[: codes[0].start], line.place, _is_bare(line, 0))
    yield from found
    for number, code in enumerate(codes):
        start, end = code.end, codes[number + 1].start if number + 1 < len(codes) else len(line.text)
        text = line.text[start:end]
        body = text.lstrip(SEPARATORS)
        if not body.strip(SEPARATORS):
            yield Named(code.text, awaited, line.place)
            if awaited:
                why = "this title stands before its reference"
                yield Doubt(line.place, f"{words.shortened(awaited)} {code.text}", why)
            awaited = ""
            continue
        bold = _bold_until(line, end - len(body), end)
        title_is_next = number + 1 < len(codes) and _is_bare(line, number + 1)
        found, awaited = _titled(code.text, body, line.place, bold, title_is_next, last=number + 1 == len(codes))
        yield from found


def _is_bare(line: lines.Line, number: int) -> bool:
    """Whether nothing follows a reference but the next one or the end of the line."""
    end = line.codes[number + 1].start if number + 1 < len(line.codes) else len(line.text)
    return not line.text[line.codes[number].end : end].strip(SEPARATORS)


def _bold_until(line: lines.Line, start: int, end: int) -> int:
    """How far into the words after a reference the bold type reaches that their beginning is set in; 0 for none."""
    for first, last in line.block.strong:
        if first <= start + 2 and start < last < end:
            return last - start
    return 0


def _before(text: str, place: Place, title_is_next: bool) -> tuple[list[Event], str]:
    """What stands before the first reference of a line, and the title that it ends with, where it does."""
    if not text.strip(SEPARATORS):
        return [], ""
    columns = None
    for columns in lines.COLUMNS_INSIDE.finditer(text):  # noqa: B007
        pass
    if columns is None:
        return _told_then_heading(text, place, title_is_next)
    before, _ = _told_then_heading(text[: columns.start()], place, False)
    heading, title, doubts = _heading_and_title(text[columns.end() :], place, title_is_next)
    return [*before, Columns(place), *heading, *doubts], title


def _told_then_heading(text: str, place: Place, title_is_next: bool) -> tuple[list[Event], str]:
    """Narrative, and after its last full stop a heading or a title."""
    at = titles.unfinished_end(text)
    rest = text[at:].strip(" \n*")
    told: list[Event] = [Told(text[:at].strip(), place)] if text[:at].strip() else []
    if not rest:
        return told, ""
    if len(rest) > LONGEST_HEADING:
        return [Told(text.strip(), place)], ""
    if not title_is_next and words.FINITE_VERB.search(rest) and not lines.VISION.match(rest):
        why = "these words before a reference may be a heading or the end of the narrative"
        return [Told(text.strip(), place), Doubt(place, rest, why)], ""
    heading, title, doubts = _heading_and_title(rest, place, title_is_next)
    return [*told, *heading, *doubts], title


def _heading_and_title(text: str, place: Place, title_is_next: bool) -> tuple[list[Event], str, list[Event]]:
    text = text.strip(" \n*")
    if not title_is_next:
        why = "these words before a reference were taken as a heading"
        return ([Heading(text, place)], "", [Doubt(place, text, why)]) if text else ([], "", [])
    cut = titles.split_last(text)
    heading: list[Event] = [Heading(cut.first, place)] if cut.first else []
    doubts: list[Event] = [Doubt(place, _around(cut.first, cut.rest), cut.why)] if cut.why else []
    return heading, cut.rest, doubts


def _titled(
    reference: str, text: str, place: Place, bold: int, title_is_next: bool, *, last: bool
) -> tuple[list[Event], str]:
    """A reference with the words after it: its title, its narrative, and the title of the next reference."""
    if (given := rating_words.AFTER_TITLE.search(text[: titles.LONGEST_TITLE])) and not titles.split(
        text[: given.start()]
    ).rest:
        return _titled_and_rated(reference, text, place, given, title_is_next, last=last)
    colour = rating_words.IN_A_ROW.search(text[: titles.LONGEST_TITLE])
    cut = titles.split(text, bold or (colour.start() if colour and colour.end() < len(text.rstrip()) else 0))
    doubt = (
        [Doubt(place, colour["colour"], "this colour beside a title may be the rating; it was not taken")]
        if colour
        else []
    )
    if not cut.rest:
        events, title = _title_only(reference, cut, place, title_is_next)
        return [*events, *doubt], title
    found: list[Event] = [Named(reference, cut.first, place), *doubt]
    if cut.why:
        found.append(Doubt(place, _around(cut.first, cut.rest), cut.why))
    if last:
        return [*found, Told(cut.rest, place)], ""
    told, title = _told_then_heading(cut.rest, place, title_is_next)
    return [*found, *told], title


def _titled_and_rated(
    reference: str, text: str, place: Place, given: re.Match[str], title_is_next: bool, *, last: bool
) -> tuple[list[Event], str]:
    """A title with a label and a colour after it, `Plant trees – Status: Green`, and then perhaps its narrative."""
    value = rating_words.rating_of(given["colour"])
    found: list[Event] = [Named(reference, text[: given.start()].strip(), place), Rated(value, given["words"], place)]
    rest = text[given.end() :].lstrip(SEPARATORS).rstrip()
    if last or not rest:
        return [*found, *([Told(rest, place)] if rest else [])], ""
    told, title = _told_then_heading(rest, place, title_is_next)
    return [*found, *told], title


def _title_only(reference: str, cut: titles.Split, place: Place, title_is_next: bool) -> tuple[list[Event], str]:
    both = titles.split_last(cut.first) if title_is_next else titles.Split("", cut.first)
    title, following = (both.first, both.rest) if both.first else (cut.first, "")
    doubts: list[Event] = [Doubt(place, words.shortened(cut.first), why) for why in (cut.why, both.why) if why]
    return [Named(reference, title, place), *doubts], following


def _around(first: str, rest: str) -> str:
    """The words on both sides of a cut."""
    return f"{' '.join(first.split()[-6:])} {' '.join(rest.split()[:6])}"

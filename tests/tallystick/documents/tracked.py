"""Action trackers as they are read, and what the tests ask of one."""

import re
from collections import Counter
from pathlib import Path

from tallystick.documents import Block, BlockKind, Document, Place, trackers
from tallystick.documents.readers import text as text_reader
from tallystick.documents.trackers import ActionTracker, Assessment

SAMPLES = Path(__file__).parent / "samples"
LEEDS = "001_25b1ed432e18ed16.txt"
HARBOROUGH = "000_85a457407e69a419.txt"


def recognised(text: str) -> ActionTracker:
    found = trackers.recognise(text_reader.read(text))
    assert found is not None
    return found


def table_document(*rows: tuple[str, ...], before: tuple[str, ...] = ()) -> Document:
    paragraphs = [
        Block(BlockKind.HEADING, text, Place(paragraph=number), level=1) for number, text in enumerate(before, 1)
    ]
    table = Block(BlockKind.TABLE, "", Place(table=1), rows=rows)
    return Document("docx", (*paragraphs, table))


def titles(tracker: ActionTracker) -> dict[str, str]:
    return {priority.reference: priority.title for priority in tracker.priorities}


def about(tracker: ActionTracker, reference: str) -> Assessment:
    return next(assessment for assessment in tracker.assessments if reference in assessment.references)


def themes(tracker: ActionTracker) -> list[tuple[str, list[str]]]:
    return [(plan.title, [theme.title for theme in plan.themes]) for plan in tracker.plans]


def whys(tracker: ActionTracker) -> str:
    return "\n".join(f"{doubt.place}: {doubt.words} :: {doubt.why}" for doubt in tracker.doubts)


def plain(text: str) -> str:
    """A narrative as it stood: without the bullets that mark its list items, and with single spaces."""
    return " ".join(re.sub(r"(?m)^\s*- ", "", text).split())


COLUMN_WORDS = {"ref", "improvement", "priority"}


def assert_faithful(document: Document) -> None:
    """Every narrative is verbatim, every place is one of the document's, and no word vanished."""
    tracker = trackers.recognise(document)
    if tracker is None:
        return
    places = {block.place for block in document.blocks}
    whole = " ".join(" ".join(block.text.split()) for block in document.blocks)
    for assessment in tracker.assessments:
        assert all(plain(paragraph) in whole for paragraph in assessment.narrative.split("\n\n"))
        assert assessment.place in places
    stated = [priority.place for priority in tracker.priorities] + [doubt.place for doubt in tracker.doubts]
    assert set(stated) <= places
    assert not lost_words(whole, tracker)


def lost_words(whole: str, tracker: ActionTracker) -> Counter[str]:
    """The words of the document that are in no title, heading, narrative, rating or doubt."""
    kept = [tracker.title]
    for plan in tracker.plans:
        kept += [plan.title, *(theme.title for theme in plan.themes)]
    kept += [f"{priority.reference} {priority.title}" for priority in tracker.priorities]
    kept += [one.narrative for one in tracker.assessments]
    kept += [one.rating.words for one in tracker.assessments if one.rating]
    # A heading or a title that is printed twice, as in a list of contents, is kept once.
    named = [one.title for plan in tracker.plans for one in (plan, *plan.themes)]
    named += [f"{priority.reference} {priority.title}" for priority in tracker.priorities]
    doubted = set(words_of(" ".join([*named, *(doubt.words for doubt in tracker.doubts)]), tracker))
    left = Counter(words_of(whole, tracker)) - Counter(words_of(" ".join(kept), tracker))
    return Counter({word: count for word, count in left.items() if word not in doubted | COLUMN_WORDS})


def words_of(text: str, tracker: ActionTracker) -> list[str]:
    for priority in tracker.priorities:
        text = text.replace(priority.reference, f" {priority.reference} ")
    return re.findall(r"[a-z]+|\d+", text.lower())

"""Recognises action trackers: a council's priorities by plan and theme, each with a narrative and perhaps a rating.

It never invents. What the document does not state is empty; what was read by judgement is read and marked as a doubt, with the
place and the reason, so that a person can look. Lines and tables are read by different modules into the same events, which
`assembly` puts together; `docs/guide/what-is-recognised.md` says which forms are known.
"""

from tallystick.documents.model import BlockKind, Document
from tallystick.documents.trackers import assembly, labelled, lines, passage, tables, words
from tallystick.documents.trackers.events import Columns, Named
from tallystick.documents.trackers.model import (
    ActionTracker,
    Assessment,
    ExternalGrade,
    Plan,
    Priority,
    StatedRating,
    Theme,
)

__all__ = ["ActionTracker", "Assessment", "ExternalGrade", "Plan", "Priority", "StatedRating", "Theme", "recognise"]


def recognise(document: Document) -> ActionTracker | None:
    """The tracker that a document is, or None when it is none: fewer than two priorities, or one without column headings."""
    found_tables = tables.read(document.blocks)
    rows = lines.lines_of(document.blocks)
    vocabulary = words.counted(block.text for block in document.blocks if block.kind is not BlockKind.TABLE)
    if not found_tables and not any(row and row.codes for row in rows):
        said = labelled.events(document.blocks)
        return assembly.put_together(said, vocabulary) if said else None
    events = list(passage.events(rows, found_tables, vocabulary))
    references = {event.reference for event in events if isinstance(event, Named)}
    has_columns = any(isinstance(event, Columns) for event in events)
    if not references or (len(references) == 1 and not has_columns):
        return None
    return assembly.put_together(events, vocabulary)

"""Action trackers in tables, and what holds for any document: no word is lost, no text makes it fail, time grows with length."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import assert_time_grows_with_size
from tallystick import documents
from tallystick.documents import Block, BlockKind, Document, Place, trackers
from tallystick.documents.measures import MeasureTable
from tallystick.documents.readers import text as text_reader
from tallystick.documents.trackers import ActionTracker
from tallystick.judgement import Rating

from .tracked import SAMPLES, about, assert_faithful, table_document, themes, titles, whys

HEADER = ("Ref", "Improvement priority", "Progress update", "RAG")


ROWS = (
    ("H-1", "Build homes", "Two sites are being built.", "Green"),
    ("H-2", "Fill empty homes", "Owners have not all answered.", "A"),
    ("H-3", "House everyone", "The shelter is full.", "Amber/Red"),
)


def assert_table_was_read(tracker: ActionTracker | None) -> None:
    assert tracker is not None
    assert [priority.reference for priority in tracker.priorities] == ["H-1", "H-2", "H-3"]
    assert titles(tracker)["H-2"] == "Fill empty homes"
    assert [(one.narrative, one.rating.value, one.rating.words) for one in tracker.assessments] == [
        ("Two sites are being built.", Rating.GREEN, "Green"),
        ("Owners have not all answered.", Rating.AMBER, "A"),
        ("The shelter is full.", Rating.AMBER_RED, "Amber/Red"),
    ]


def test_a_table_of_blocks_is_read() -> None:
    tracker = trackers.recognise(table_document(HEADER, *ROWS, before=("Housing Strategy",)))
    assert_table_was_read(tracker)
    assert themes(tracker) == [("Housing Strategy", [""])]
    assert str(tracker.priorities[1].place) == "table 1, cell A3"


def test_a_word_table_is_read(make: SimpleNamespace) -> None:
    def fill(word: object) -> None:
        word.add_heading("Housing Strategy", 1)
        table = word.add_table(rows=0, cols=4)
        for row in (HEADER, *ROWS):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    assert_table_was_read(trackers.recognise(documents.read_bytes(make.docx(fill))))


def test_an_excel_sheet_and_a_csv_file_are_read(make: SimpleNamespace) -> None:
    assert_table_was_read(trackers.recognise(documents.read_bytes(make.xlsx(rows=(HEADER, *ROWS)))))
    csv = "\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEADER, *ROWS))
    assert_table_was_read(trackers.recognise(documents.read_bytes(csv.encode(), "tracker.csv")))


def test_merged_cells_say_that_a_narrative_is_shared() -> None:
    shared = "Both have begun and neither is finished."
    rows = (("H-1", "Build", shared, "Amber"), ("H-2", "Fill", shared, "Amber"), ("H-3", "House", "Done.", "Green"))
    tracker = trackers.recognise(table_document(HEADER, *rows))
    assert [one.references for one in tracker.assessments] == [("H-1", "H-2"), ("H-3",)]


def test_rows_of_one_cell_are_themes_or_narratives() -> None:
    narrative = "Work on both has begun. The first results come in May."
    rows = (("Ref", "Improvement Priority"), ("Homes", ""), ("H-1", "Build"), ("H-2", "Fill"), (narrative, narrative))
    tracker = trackers.recognise(table_document(*rows, before=("Housing Strategy",)))
    assert themes(tracker) == [("Housing Strategy", ["Homes"])]
    assert [(one.references, one.narrative) for one in tracker.assessments] == [(("H-1", "H-2"), narrative)]


def test_a_row_without_narrative_does_not_take_its_neighbours() -> None:
    rows = (("H-1", "Build", "", ""), ("H-2", "Fill", "Sixty grants.", "Green"))
    tracker = trackers.recognise(table_document(HEADER, *rows))
    assert [one.references for one in tracker.assessments] == [("H-2",)]
    assert "H-1 :: no narrative was found" in whys(tracker)


def test_other_columns_and_strange_ratings_are_doubts() -> None:
    rows = (("H-1", "Build", "Begun.", "On track", "Alice"), ("H-2", "Fill", "Done.", "Green", "Bob"))
    tracker = trackers.recognise(table_document((*HEADER, "Lead officer"), *rows))
    assert about(tracker, "H-1").rating is None
    assert "On track :: this cell in a column of ratings" in whys(tracker)
    assert "Alice | Bob :: the column 'Lead officer'" in whys(tracker)


@pytest.mark.parametrize(
    "header",
    [("Ref", "Measure", "Q1", "Target"), ("Ref", "Priority", "Actual", "Target"), ("Name", "Priority", "Notes", "RAG")],
)
def test_tables_of_figures_or_without_references_are_no_trackers(header: tuple[str, ...]) -> None:
    assert trackers.recognise(table_document(header, ("NI-1", "Homes", "12", "15"), ("NI-2", "Jobs", "1", "2"))) is None


def test_nothing_of_the_sample_is_lost() -> None:
    assert_faithful(documents.read(SAMPLES / "tracker.txt"))


LINES = st.sampled_from(
    [
        "Culture", "Our Plan", "Ref", "Improvement Priority", "Ref Improvement Priority", "Health and Homes",
        "AB-1a Improve the roads", "AB-1b", "Open the museum", "AB-2c Enable more people In spite of rain it went well.",
        "CD-1 Reduce waste CD-2Increase recycling", "Use what we know at all levels IO-1b IO-1cEnsure all is known",
        "Good work. Ref Improvement Priority We are kind Use care IO-2a IO-2bBuild trust The council met.",
        "Work is going well. It is rated amber.", "RAG: Green", "Red", "team has begun to build", "- a first point,",
        "It went on to the end of the", "page and beyond.", "AB-1a Improve the roads", "See AB-1a, and CD-2 too.",
        "# Report for Quarter 2", "## Our Plan", "### Roads", "Progress is slow", "We are a council that listens",
        "Work in guarter 1 and quarter 2.", "1. EF-1a Plant trees", "**EF-1b** Water trees Much rain fell this year.",
    ]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(LINES, min_size=1, max_size=14))
def test_no_words_are_lost_from_any_tracker(lines: list[str]) -> None:
    assert_faithful(text_reader.read("\n".join(lines)))


@settings(max_examples=100)
@given(st.text(alphabet="AB-1a2b IO.\n'\"()*#:R&amberdgfl", min_size=1, max_size=300).filter(lambda text: text.strip()))
def test_no_text_makes_the_recogniser_fail(text: str) -> None:
    trackers.recognise(text_reader.read(f"IO-1a Improve it\nIt is amber.\nIO-1b Do it\n{text}"))


@pytest.mark.parametrize(
    "piece",
    [
        "IO-1b ", "IO-1bEnsure the thing ", "rated amber ", "is rated as ", "a", "A", " ", ". ", "ab Cd ", "'", "rated amber; ",
        "the measures and indicators are ", "Red Flag ", "Ref Improvement Priority ", "A-9", "IO-1b Improve\n",
        "IO-1b\n", "Heading\n", "Ofsted CAA ", "Word one two. ", "guarter ",
    ],
)  # fmt: skip
def test_time_grows_with_length_whatever_the_text(piece: str) -> None:
    def prepare(size: int) -> Callable[[], object]:
        lines = f"IO-1a Improve it\nIt is amber.\nIO-1c Do it\nx{piece * (size // len(piece))}x".split("\n")
        blocks = tuple(Block(BlockKind.PARAGRAPH, line, Place(line=number)) for number, line in enumerate(lines, 1))
        return lambda: trackers.recognise(Document("text", blocks))

    assert_time_grows_with_size(prepare, 20_000)


@pytest.mark.parametrize(
    "heading",
    [
        "Ref,Title,2024/25 Q1,2024/25 Q2",
        "No,Description,Q1,Q2",
        "Reference,Title,Apr 2024,May 2024",
        "Ref,Title,2023,2024",
    ],
)
def test_the_plainest_table_of_figures_by_period_is_one_of_measures(heading: str) -> None:
    text = f"{heading}\nA1,Homes built,120,n/a\nA2,Streets cleaned,10.5%,-\n"
    document = documents.read_bytes(f"Performance 2024/25,,,\n{text}".encode(), "figures.csv")
    found = documents.recognise(document)
    assert isinstance(found, MeasureTable)
    assert [row.reference for row in found.rows if row.value is not None] == ["A1", "A2"]


def test_a_tracker_with_a_column_of_words_for_each_quarter_stays_one() -> None:
    text = "Ref,Action,Q1 2024/25,Q2 2024/25\nA1,Plant trees,Green,Amber\nA2,Mend roads,Red,Red\n"
    found = documents.recognise(documents.read_bytes(text.encode(), "tracker.csv"))
    assert isinstance(found, ActionTracker)

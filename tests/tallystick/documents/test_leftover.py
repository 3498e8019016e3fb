"""Every line of a document is understood, doubted or listed as left over."""

from tallystick import documents
from tallystick.documents import leftover
from tallystick.documents.model import Block, BlockKind, Document, Place


def paragraph(text: str, number: int) -> Block:
    return Block(BlockKind.PARAGRAPH, text, Place(paragraph=number))


def table(number: int, *rows: str) -> Block:
    return Block(
        BlockKind.TABLE,
        "",
        Place(table=number),
        rows=tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows),
    )


MEASURES = table(
    1,
    "Ref | Measure | Q1 2009/10",
    "Clean streets | | ",
    "A1 | Litter picked up | 4",
    "Notes | | ",
    "1 | Counted by hand. | ",
)


def left(*blocks: Block) -> list[tuple[str, str]]:
    document = Document("docx", blocks)
    return [(str(one.place), one.words) for one in leftover.of(document, documents.recognise_all(document))]


def test_words_around_a_table_of_measures_are_left_over() -> None:
    assert left(
        paragraph("A good quarter.", 1), paragraph("It was warm.", 2), MEASURES, paragraph("Next steps", 3)
    ) == [("paragraph 1", "A good quarter.\nIt was warm.\nClean streets\nNotes\n1 | Counted by hand.\nNext steps")]


def test_a_table_of_which_nothing_was_taken_is_left_over() -> None:
    colours = table(2, "Colour | Meaning", "Green | All is well")
    assert left(MEASURES, colours)[-1][1].endswith("Colour | Meaning\nGreen | All is well")


def test_nothing_is_left_over_of_a_document_of_no_known_form() -> None:
    assert left(paragraph("A good quarter.", 1)) == []


def test_what_stands_in_a_reading_is_not_left_over() -> None:
    tracker = ("ENV-1 Keep the streets clean", "Litter fell in every ward.", "ENV-2 Recycle more", "Recycling rose.")
    assert left(*(paragraph(text, number) for number, text in enumerate(tracker, 1))) == []

"""PDF: lines become paragraphs again, ruled tables become tables, and nothing else is made of them."""

from types import SimpleNamespace

import pytest

from growth import seconds
from tallystick import documents
from tallystick.documents import BlockKind

LONG = (
    "The council has worked with its partners to make the streets cleaner and safer for everyone who lives there. " * 4
)
TWO_PAGES = f"""
#set page(paper: "a5", header: [Overall summaries], footer: context counter(page).display("1 of 1", both: true))
= Action tracker
== Environment
*ENV-1a Improve the streets.* {LONG}

{LONG}

- First point that is long enough to need another line of its own on so small a page
- Second point
+ Publish the *plan*
#pagebreak()
== Transport
#table(columns: 3, [Measure], [Q1], [Q2], [Burglaries], [1,234], [n/a], [Waste per head], [12.3%], [-])
Buses are late.
#pagebreak()
Last page.
"""


def test_lines_are_put_together_into_headings_paragraphs_and_list_items(make: SimpleNamespace) -> None:
    document = documents.read_bytes(make.pdf(TWO_PAGES))
    assert [(block.kind.value, block.level, block.text[:24], block.place.page) for block in document.blocks] == [
        ("heading", 1, "Action tracker", 1),
        ("heading", 2, "Environment", 1),
        ("paragraph", 0, "ENV-1a Improve the stree", 1),
        ("paragraph", 0, "The council has worked w", 1),
        ("list_item", 1, "First point that is long", 1),
        ("list_item", 1, "Second point", 1),
        ("list_item", 1, "1. Publish the plan", 1),
        ("heading", 2, "Transport", 2),
        ("table", 0, "", 2),
        ("paragraph", 0, "Buses are late.", 2),
        ("paragraph", 0, "Last page.", 3),
    ]
    assert (document.format, document.pages) == ("pdf", 3)
    assert document.blocks[3].text == LONG.strip()


def test_bold_words_of_a_pdf_are_spans(make: SimpleNamespace) -> None:
    blocks = documents.read_bytes(make.pdf(TWO_PAGES)).blocks
    strong = [[block.text[start:end] for start, end in block.strong] for block in (blocks[2], blocks[6])]
    assert strong == [["ENV-1a Improve the streets."], ["plan"]]


def test_a_ruled_table_keeps_its_cells_and_their_places(make: SimpleNamespace) -> None:
    (table,) = documents.read_bytes(make.pdf(TWO_PAGES)).tables
    assert table.rows == (("Measure", "Q1", "Q2"), ("Burglaries", "1,234", "n/a"), ("Waste per head", "12.3%", "-"))
    assert str(table.place_of(1, 1)) == "page 2, table 1, cell B2"


def test_heads_and_page_numbers_that_repeat_are_left_out_and_mentioned(make: SimpleNamespace) -> None:
    document = documents.read_bytes(make.pdf(TWO_PAGES))
    assert not any("Overall summaries" in block.text or "of 3" in block.text for block in document.blocks)
    assert "6 lines that repeat" in document.notes[0]


def test_small_heads_and_page_numbers_of_two_pages_are_left_out(make: SimpleNamespace) -> None:
    head = "#set page(width: 8cm, height: 14cm, header: text(7pt)[Our report], footer: context text(7pt)[#counter(page).display()])\n"
    document = documents.read_bytes(make.pdf(f"{head}{LONG}\n#pagebreak()\n{LONG}"))
    assert {block.text[:10] for block in document.blocks} == {LONG[:10]}
    assert "4 lines that repeat" in document.notes[0]


def test_the_same_words_at_the_head_of_two_pages_are_kept_in_the_type_of_the_text(make: SimpleNamespace) -> None:
    source = f"#set page(width: 8cm, height: 14cm, header: [Clean streets])\n{LONG}\n#pagebreak()\n{LONG}"
    text = " ".join(block.text for block in documents.read_bytes(make.pdf(source)).blocks)
    assert text.count("Clean streets") == 2


def test_a_heading_of_two_lines_set_wide_apart_is_one(make: SimpleNamespace) -> None:
    style = "#set page(width: 8cm, height: 14cm)\n#show heading: set par(leading: 1em)\n"
    source = f"{style}= Understanding of the local place and priority setting\n{LONG}"
    first = documents.read_bytes(make.pdf(source)).blocks[0]
    assert (first.kind, first.text) == (BlockKind.HEADING, "Understanding of the local place and priority setting")


def test_a_heading_at_the_head_of_each_page_is_kept(make: SimpleNamespace) -> None:
    pages = "#pagebreak()\n".join(f"= Priority {number}\n{LONG}" for number in range(1, 5))
    blocks = documents.read_bytes(make.pdf(f"#set page(margin: (top: 0.5cm))\n{pages}")).blocks
    assert [block.text for block in blocks if block.kind is BlockKind.HEADING] == [
        f"Priority {number}" for number in range(1, 5)
    ]


def test_a_box_around_text_and_the_grid_of_a_chart_are_no_tables(make: SimpleNamespace) -> None:
    grid = "#for y in range(5) { for x in range(5) { place(dx: x * 1cm, dy: y * 1cm, rect(width: 1cm, height: 1cm)) } }"
    document = documents.read_bytes(make.pdf(f"#rect[Boxed words]\nMore.\n{grid}"))
    assert not document.tables
    assert "Boxed words" in " ".join(block.text for block in document.blocks)


def test_a_sentence_cut_by_the_end_of_a_page_is_one_paragraph(make: SimpleNamespace) -> None:
    source = "#set page(height: 5cm, width: 12cm)\n" + "the streets are cleaner and safer than they were before " * 12
    blocks = documents.read_bytes(make.pdf(source)).blocks
    assert len(blocks) == 1
    assert blocks[0].text.count("streets") == 12


def test_a_page_without_text_is_mentioned(make: SimpleNamespace) -> None:
    document = documents.read_bytes(make.pdf("Words #pagebreak() #rect(width: 2cm) #pagebreak() More"))
    assert document.notes == ("No text was found on page 2: blank, or a picture.",)


@pytest.mark.parametrize("pages", [12])
def test_pages_with_tables_are_read_in_a_fraction_of_a_second_each(make: SimpleNamespace, pages: int) -> None:
    cells = ", ".join(f"[{number}]" for number in range(200))
    data = make.pdf("#pagebreak()".join(f"{LONG * 6} #table(columns: 8, {cells})" for _ in range(pages)))
    assert len(documents.read_bytes(data).tables) >= pages
    assert seconds(lambda: documents.read_bytes(data)) < pages * 0.1 + 1


@pytest.mark.parametrize(
    ("elsewhere", "text"),
    [
        ("an antisocial act", "antisocial behaviour"),
        ("an anti-social act", "anti-social behaviour"),
        ("", "anti-social behaviour"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_kept_where_the_document_spells_the_word_so(
    make: SimpleNamespace, elsewhere: str, text: str
) -> None:
    source = f"#set page(width: 8cm)\n{elsewhere}\n\nThere were fewer cases of anti-#linebreak()social behaviour."
    blocks = documents.read_bytes(make.pdf(source)).blocks
    assert blocks[-1].text == f"There were fewer cases of {text}."


def test_a_line_that_ends_early_ends_its_paragraph(make: SimpleNamespace) -> None:
    source = "Alice Smith, Leeds \\\nBob Jones, Bradford \\\nDana Brown, Wakefield"
    assert [block.text for block in documents.read_bytes(make.pdf(source + f"\n\n{LONG}")).blocks[:3]] == [
        "Alice Smith, Leeds",
        "Bob Jones, Bradford",
        "Dana Brown, Wakefield",
    ]

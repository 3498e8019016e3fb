"""Word and Excel: what a person sees in the program is what is read."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from docx.oxml.parser import parse_xml

from tallystick import documents
from tallystick.documents import BlockKind, Document
from tallystick.documents.model import Block, Place
from tallystick.documents.readers import excel_hidden, word_numbers

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:shape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"


def word(make: SimpleNamespace, fill: Any) -> Document:
    return documents.read_bytes(make.docx(fill))


def add_xml(document: Any, inner: str) -> None:
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(f"<w:body {NAMES}>{inner}</w:body>")[0])


def test_headings_paragraphs_and_lists_of_a_word_file_come_in_order(make: SimpleNamespace) -> None:
    def fill(document: Any) -> None:
        document.add_heading("Peer challenge", 0)
        document.add_heading("Recommendations", 2)
        document.add_paragraph("Please read.")
        document.add_paragraph("Agree the plan", style="List Number")
        document.add_paragraph("Publish it", style="List Number")
        document.add_paragraph("Quick win", style="List Bullet")
        document.add_paragraph("Smaller win", style="List Bullet 2")

    assert [(block.kind.value, block.level, block.text) for block in word(make, fill).blocks] == [
        ("heading", 1, "Peer challenge"),
        ("heading", 2, "Recommendations"),
        ("paragraph", 0, "Please read."),
        ("list_item", 1, "1. Agree the plan"),
        ("list_item", 1, "2. Publish it"),
        ("list_item", 1, "Quick win"),
        ("list_item", 2, "Smaller win"),
    ]


def test_bold_runs_are_one_span_behind_the_number_that_word_shows(make: SimpleNamespace) -> None:
    def fill(document: Any) -> None:
        item = document.add_paragraph(style="List Number")
        for words in ("Agree ", "the ", "plan."):
            item.add_run(words).bold = True
        item.add_run(" It is late.")

    (block,) = word(make, fill).blocks
    assert block.text == "1. Agree the plan. It is late."
    assert [block.text[start:end] for start, end in block.strong] == ["Agree the plan."]


def test_a_merged_cell_of_a_word_table_stands_in_every_cell_that_it_covers(make: SimpleNamespace) -> None:
    def fill(document: Any) -> None:
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(0, 2)).text = "Quarter 2"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "ENV-1"
        table.cell(1, 1).merge(table.cell(1, 2)).text = "Amber"
        table.cell(2, 2).text = "Green"

    (table,) = word(make, fill).tables
    assert table.rows == (("Quarter 2", "", ""), ("ENV-1", "Amber", "Amber"), ("ENV-1", "", "Green"))
    assert str(table.place_of(2, 2)) == "table 1, cell C3"


def test_a_frame_of_one_cell_is_read_as_the_text_in_it(make: SimpleNamespace) -> None:
    document = word(make, lambda file: setattr(file.add_table(1, 1).cell(0, 0), "text", "Framed"))
    assert [(block.kind, block.text) for block in document.blocks] == [(BlockKind.PARAGRAPH, "Framed")]


def test_a_table_within_a_cell_is_read_as_its_words(make: SimpleNamespace) -> None:
    def fill(document: Any) -> None:
        cell = document.add_table(1, 2).cell(0, 1)
        inner = cell.add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "in", "side"

    assert word(make, fill).tables[0].rows == (("in\tside",),)


@pytest.mark.parametrize(
    ("xml", "texts"),
    [
        (f'<w:p><w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{BOX}</wps:txbx>'
         f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
         "<w:r><w:t> and after</w:t></w:r></w:p>", ["Before and after", "Boxed"]),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>", ["In a control"]),
        ("<w:p><w:r><w:t>Now </w:t></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>",
         ["Now new"]),
        ("<w:p><w:hyperlink><w:r><w:t>Linked</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>words</w:t><w:br/><w:t>go on</w:t></w:r></w:p>",
         ["Linked\twords go on"]),
    ],
    ids=["a text box, held twice", "a content control", "changes under review", "a link, a tab and a break"],
)  # fmt: skip
def test_no_words_of_a_word_file_vanish_or_come_twice(make: SimpleNamespace, xml: str, texts: list[str]) -> None:
    document = word(make, lambda file: add_xml(file, xml))
    assert [block.text for block in document.blocks] == texts


def test_lists_are_counted_as_word_counts() -> None:
    levels = {0: word_numbers.Level("decimal", "%1.", 1), 1: word_numbers.Level("lowerLetter", "%1.%2)", 1)}
    numbering = word_numbers.Numbering({"9": levels}, {"1": "9", "2": "9"}, {"2": {0: 5}})
    labels = [
        word_numbers.next_label(numbering, *item)
        for item in (("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1), ("2", 0))
    ]
    assert labels == ["1.", "1.a)", "1.b)", "2.", "2.a)", "5."]
    assert [word_numbers.written(count, "upperRoman") for count in (4, 9, 14)] == ["IV", "IX", "XIV"]
    assert word_numbers.written(28, "lowerLetter") == "bb"


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (24282, "#,##0", "24282"),
        (1e-9, "General", "0.000000001"),
        (0.123, "0.0%", "12.3%"),
        (0.07, "0%", "7%"),
        (12.5, '0.0"%"', "12.5"),
        (-3.5, "General", "-3.5"),
        (True, "General", "TRUE"),
        (datetime.date(2009, 9, 30), "dd/mm/yyyy", "2009-09-30"),
        (datetime.datetime(2009, 9, 30, 12, 5), "dd/mm/yyyy hh:mm", "2009-09-30 12:05"),
        (datetime.time(9, 30), "hh:mm", "09:30:00"),
        (datetime.timedelta(hours=30), "[h]:mm:ss", "30:00:00"),
        ("  Leeds ", "General", "Leeds"),
        ("007", "@", "007"),
    ],
)
def test_a_cell_of_a_workbook_reads_as_the_officer_sees_it(
    make: SimpleNamespace, value: object, style: str, text: str
) -> None:
    def fill(workbook: Any) -> None:
        workbook.active["A1"] = value
        workbook.active["A1"].number_format = style

    assert documents.read_bytes(make.xlsx(fill)).tables[0].rows == ((text,),)


def test_each_visible_sheet_is_a_table_and_a_hidden_one_is_mentioned(make: SimpleNamespace) -> None:
    def fill(workbook: Any) -> None:
        workbook.active.title = "Measures"
        workbook.active["C3"], workbook.active["D5"] = "first", "last"
        workbook.create_sheet("Blank")
        workbook.create_sheet("Targets")["A1"] = 5
        hidden = workbook.create_sheet("Workings")
        hidden["A1"], hidden.sheet_state = 1, "hidden"

    document = documents.read_bytes(make.xlsx(fill))
    first, second = document.tables
    assert first.rows == (("first", ""), ("", ""), ("", "last"))
    assert str(first.place_of(2, 1)) == "sheet Measures, cell D5"
    assert (second.place.sheet, second.rows) == ("Targets", (("5",),))
    assert document.notes == ("The hidden sheet “Workings” was not read.",)


def test_a_merged_cell_of_a_workbook_is_filled_but_a_heading_over_the_table_is_not(make: SimpleNamespace) -> None:
    def fill(workbook: Any) -> None:
        for row in (("Leeds", None, None), ("Measure", "2009/10", None), (None, "Q1", "Q2"), ("Crime", 1, 2)):
            workbook.active.append(row)
        for merged in ("A1:C1", "A2:A3", "B2:C2"):
            workbook.active.merge_cells(merged)

    assert documents.read_bytes(make.xlsx(fill)).tables[0].rows == (
        ("Leeds", "", ""),
        ("Measure", "2009/10", "2009/10"),
        ("Measure", "Q1", "Q2"),
        ("Crime", "1", "2"),
    )


def test_rows_and_columns_that_nobody_sees_are_read_and_told(make: SimpleNamespace) -> None:
    def fill(workbook: Any) -> None:
        sheet = workbook.active
        sheet.title = "Q2"
        for row in (("Ref", "Title", "Value"), *((f"A{number}", "Litter", number) for number in range(1, 9))):
            sheet.append(row)
        for number in (3, 5, 40):  # the last holds nothing
            sheet.row_dimensions[number].hidden = True
        sheet.column_dimensions.group("B", "B", hidden=True)
        sheet.column_dimensions.group("Y", "Z", hidden=True)

    document = documents.read_bytes(make.xlsx(fill))
    assert len(document.tables[0].rows) == 9
    assert document.notes == (
        "2 rows are hidden in the sheet “Q2” (3, 5) and were read all the same. Show them in Excel, and delete what is not meant.",
        "1 column is hidden in the sheet “Q2” (B) and was read all the same. Show it in Excel, and delete what is not meant.",
    )


def test_a_long_list_of_hidden_rows_is_cut_and_a_sheet_that_hides_nothing_says_nothing() -> None:
    block = Block(BlockKind.TABLE, "", Place(sheet="S"), rows=tuple((str(n),) for n in range(1, 9)))
    xml = b"".join(b'<row r="%d" spans="1:1" hidden="true"><c/></row>' % number for number in range(1, 8))
    (note,) = excel_hidden.of_sheet(xml + b'<row r="8" hidden="false"/>').notes(block)
    assert note.startswith("7 rows are hidden in the sheet “S” (1, 2, 3, 4, 5 …) and were read")
    assert list(excel_hidden.of_sheet(b'<row r="1" hidden="0"/><row r="2"/>').notes(block)) == []

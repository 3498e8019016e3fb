"""`tallystick check`: what it reads, what it prints, what it promises in JSON, and the status that a pipeline waits for."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest
import typst
from click.testing import CliRunner, Result

from growth import assert_time_grows_with_size
from tallystick import cli
from tallystick.claims.against import naming
from tallystick.claims.model import Kind, Slip, Verdict
from tallystick.cli import prose, web_text
from tallystick.documents import Block, BlockKind, Document, Place

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "check.schema.json").read_text(encoding="utf-8"))
WRONG = "Of 66 targets, 54 (59.4%) were met. A full report will be published in March 2010.\n"
RIGHT = "Of 66 targets, 54 (81.8%) were met.\n"
TABLE = (
    "Reference,Measure,Area,Period,Value,Vintage,Unit\n"
    "NI 192,Household waste recycled (NI 192),Leeds,Q1 2009/10,30.8,validated,%\n"
    "NI 192,Household waste recycled (NI 192),Leeds,Q2 2009/10,29.9,provisional,%\n"
    "NI 192,Household waste recycled (NI 192),Leeds,Q2 2009/10,29.4,validated,%\n"
    "NI 192,Household waste recycled (NI 192),England,Q2 2009/10,38.0,validated,%\n"
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["check", *arguments])


def file_of(folder: Path, name: str, text: str | bytes) -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def checked(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code in (0, 1), result.output
    printed: dict[str, Any] = json.loads(result.stdout)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(printed)
    return printed


def verdicts(printed: dict[str, Any]) -> dict[str, str]:
    return {finding["text"]: finding["verdict"] for finding in printed["findings"]}


def test_the_schema_is_a_schema_and_knows_every_word_of_the_library() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    finding = SCHEMA["$defs"]["finding"]["properties"]
    assert finding["kind"]["enum"] == [kind.value for kind in Kind]
    assert finding["verdict"]["enum"] == [verdict.value for verdict in Verdict]
    assert finding["slip"]["enum"] == [*(slip.value for slip in Slip), None]


def test_a_wrong_figure_gives_status_1_and_a_right_one_0(tmp_path: Path) -> None:
    wrong, right = run(file_of(tmp_path, "wrong.txt", WRONG)), run(file_of(tmp_path, "right.txt", RIGHT))
    assert (wrong.exit_code, right.exit_code) == (1, 0)
    assert "line 1: “59.4%”" in wrong.stdout
    assert "81.8%" in wrong.stdout
    assert "due by 31 March 2010" in wrong.stdout


def test_the_json_keeps_its_schema_and_offsets_count_in_the_file(tmp_path: Path) -> None:
    text = "\ufeff# Targets\r\n\r\n" + WRONG + "Nothing else.\n"
    printed = checked(file_of(tmp_path, "report.md", text))
    read = text.removeprefix("\ufeff")
    found = printed["findings"][0]
    assert read[found["start"] : found["end"]] == found["text"] == "59.4%"
    assert (found["verdict"], found["kind"], found["place"]["line"]) == ("inconsistent", "percent_of_total", 3)
    promise = printed["promises"][0]
    assert read[promise["start"] : promise["end"]] == promise["text"]
    assert (promise["due"], promise["due_from"], promise["due_by"]) == ("March 2010", "2010-03-01", "2010-03-31")


def test_a_text_without_numbers_has_nothing_wrong(tmp_path: Path) -> None:
    assert checked(file_of(tmp_path, "letter.txt", "Dear Alice\nSee you soon.\n")) == {"findings": [], "promises": []}


def test_a_word_file_is_checked_in_its_paragraphs_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("All is well.")
    document.add_paragraph(WRONG.strip())
    document.save(str(tmp_path / "report.docx"))
    found = checked(str(tmp_path / "report.docx"))["findings"][0]
    assert (found["verdict"], found["place"]["paragraph"]) == ("inconsistent", 2)


def test_a_pdf_is_checked_page_by_page(tmp_path: Path) -> None:
    pages = typst.compile(f"Progress is steady.\n#pagebreak()\n{WRONG}".encode())
    found = checked(file_of(tmp_path, "report.pdf", bytes(pages)))["findings"][0]
    assert (found["verdict"], found["place"]["page"]) == ("inconsistent", 2)


def test_markdown_is_checked_as_it_is_written(tmp_path: Path) -> None:
    printed = checked(file_of(tmp_path, "report.md", "# Targets\n\n* Of **66** targets, **54** were met (59.4%).\n"))
    assert verdicts(printed) == {"59.4%": "inconsistent"}


def test_blocks_are_joined_with_the_place_of_each() -> None:
    paragraph = Block(BlockKind.PARAGRAPH, "One.", Place(page=1))
    table = Block(BlockKind.TABLE, "", Place(page=2, table=1), rows=(("a", "b"), ("c d", "e")))
    read = prose.of_document(Document("pdf", (paragraph, table)))
    assert read.text == "One.\n\na\tb\nc d\te\n\n"
    assert str(read.place(read.text.index("c d"))) == "page 2, table 1, cell A2"
    assert str(read.place(2)) == "page 1"


PAGE = """<!DOCTYPE html><html><head><title>59.4% of 3</title><style>p { width: 54% }</style>
<script>var a = "54 of 66 (12%)";</script></head><body><!-- 54 of 66 (13%) -->
<p>Of 66&nbsp;targets, 54 (<b>59.4%</b>)
were met.</p><table><tr><td><p>Green</p></td><td>40</td></tr><tr><td>Red</td><td>26</td></tr></table>
<ul><li>First</li><li>Second</li></ul></body></html>"""


def test_of_a_web_page_only_the_words_are_checked(tmp_path: Path) -> None:
    assert web_text.text_of(PAGE) == "Of 66 targets, 54 (59.4%) were met.\n\nGreen\t40\nRed\t26\n\nFirst\nSecond"
    printed = checked(file_of(tmp_path, "page.html", PAGE))
    assert verdicts(printed)["59.4%"] == "inconsistent"
    assert run(file_of(tmp_path, "page.txt", PAGE)).exit_code == 1


@pytest.mark.parametrize(
    "unit",
    ["<!--", "<!", "<?", "<![CDATA[", "<a ", "<a b='", '<a b="', "</", "<", "&#", "<script>", "<p\t", "<!-->", "<td>", "<svg>", "\t", "<a/", "</a", "<!--a-->"],
)  # fmt: skip
def test_no_markup_makes_a_page_slow_to_read(unit: str) -> None:
    assert_time_grows_with_size(lambda size: lambda: web_text.text_of(unit * (size // len(unit)) + ">"), 20_000)


def test_the_table_of_measures_confirms_and_contradicts(tmp_path: Path) -> None:
    table = file_of(tmp_path, "measures.csv", TABLE)
    right = file_of(tmp_path, "right.txt", "Household waste recycled was 29.4% in Q2 2009/10.")
    earlier = file_of(tmp_path, "earlier.txt", "Household waste recycled in Leeds was 29.9% in Q2 2009/10.")
    wrong = file_of(tmp_path, "wrong.txt", "In Leeds household waste recycled was 33.1% in Q2 2009/10.")
    missing = file_of(tmp_path, "missing.txt", "In Leeds household waste recycled was 33.1% in Q2 2007/08.")
    assert verdicts(checked(right, "--data", table, "--area", "Leeds")) == {"29.4%": "agrees"}
    assert verdicts(checked(earlier, "--data", table)) == {"29.9%": "agrees_earlier"}
    assert verdicts(checked(wrong, "--data", table)) == {"33.1%": "differs"}
    assert verdicts(checked(missing, "--data", table)) == {"33.1%": "not_held"}
    assert run(wrong, "--data", table).exit_code == 1
    assert run(missing, "--data", table).exit_code == 0


def test_without_the_table_nothing_is_said_of_a_lone_figure(tmp_path: Path) -> None:
    assert (
        checked(file_of(tmp_path, "wrong.txt", "Household waste recycled was 33.1% in Q2 2009/10."))["findings"] == []
    )


def test_a_measure_is_also_known_by_its_shorter_names() -> None:
    assert naming.synonyms_of("% of household waste recycled (NI 192)") == (
        "% of household waste recycled",
        "household waste recycled",
    )
    assert "under 18 conceptions" in naming.synonyms_of("Rate of under 18 conceptions per 1,000 girls aged 15-17")


def test_relative_times_are_resolved_from_the_period_asked_for(tmp_path: Path) -> None:
    path = file_of(tmp_path, "tracker.txt", "Key points will be contained in the Quarter 4 tracker.")
    assert checked(path)["promises"][0]["due"] is None
    assert checked(path, "--period", "Q2 2009/10")["promises"][0]["due"] == "Q4 2009/10"
    refused = run(path, "--period", "soon")
    assert (refused.exit_code, "soon" in refused.stderr) == (2, True)


def test_trouble_has_a_status_of_its_own_and_one_line(tmp_path: Path) -> None:
    for path in (
        str(tmp_path / "absent.txt"),
        str(tmp_path),
        file_of(tmp_path, "empty.txt", ""),
        file_of(tmp_path, "x.html", "<p></p>"),
    ):
        result = run(path)
        assert result.exit_code == 2
        assert len(result.stderr.strip().splitlines()) == 1
    path = file_of(tmp_path, "right.txt", RIGHT)
    assert run(path, "--data", file_of(tmp_path, "letter.txt", "Dear Alice")).exit_code == 2
    assert run(path, "-o", str(tmp_path / "no" / "page.html")).exit_code == 2


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_holds_the_text_with_its_marks_and_nothing_of_it_as_markup(tmp_path: Path) -> None:
    path = file_of(tmp_path, "<b>report.txt", "<script>alert(1)</script>\n\n" + WRONG)
    out = tmp_path / "report.html"
    assert run(path, "-o", str(out)).exit_code == 1
    page = _Page()
    page.feed(out.read_text(encoding="utf-8"))
    assert "script" not in page.tags
    assert "b" not in page.tags
    assert "mark" in page.tags
    assert "<script>alert(1)</script>" in page.words
    assert "Of 66 targets" in page.words


def test_the_page_can_be_printed_and_then_is_all_that_is(tmp_path: Path) -> None:
    result = run(file_of(tmp_path, "right.txt", RIGHT), "-o", "-")
    assert result.stdout.startswith("<!DOCTYPE html>")
    assert result.stdout.rstrip().endswith("</html>")


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    result = run(
        file_of(
            tmp_path,
            "odd.txt",
            "Of 66 \x1b[31mtargets, 54 (59.4%) were met. It will be ready \x1b[2J in May 2010.\n" * 3,
        )
    )
    assert "\x1b" not in result.stdout


def test_the_promises_and_the_arithmetic_of_a_real_tracker(seeds: Path) -> None:
    path = next(path for path in seeds.glob("*.txt") if "LN-1b" in path.read_text())
    printed = checked(str(path))
    assert [promise["due"] for promise in printed["promises"]].count("Q4 2009/10") == 2
    assert {"February 2010", "1 March 2010 to 31 May 2010"} <= {promise["due"] for promise in printed["promises"]}
    assert "inconsistent" not in verdicts(printed).values()
    text = path.read_text()
    assert all(text[one["start"] : one["end"]] == one["text"] for one in (*printed["findings"], *printed["promises"]))

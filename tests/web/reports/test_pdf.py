import io
import subprocess
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from tallystick_web.accounts.models import User
from tallystick_web.plans.models import Priority
from tallystick_web.reports import pdf, queries, typesetter, values
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment

from .conftest import TODAY

HOSTILE = '#panic("no") #read("/etc/passwd") $x$ \\ @ref <label> <a href="x">b</a> `c` #[d] _e_ // f /* g */'


def read(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def words(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def titles(outline: Any) -> list[str]:
    found = []
    for item in outline:
        found += titles(item) if isinstance(item, list) else [item.title]
    return found


@pytest.fixture
def reader(report: values.Summaries) -> pypdf.PdfReader:
    return read(pdf.summaries(values.as_data(report)))


def test_the_pdf_is_tagged_and_says_its_language_and_title(reader: pypdf.PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata and reader.metadata.title == "Leeds City Council: overall summaries, Q2 2009/10"
    assert reader.metadata.author == "Leeds City Council"
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_the_pdf_carries_the_date_it_was_given_and_none_of_the_clock(reader: pypdf.PdfReader) -> None:
    assert reader.metadata and str(reader.metadata.creation_date).startswith("2009-11-09")
    assert "Made on 9 November 2009" in words(reader)


def test_the_bookmarks_follow_the_plan(reader: pypdf.PdfReader) -> None:
    found = titles(reader.outline)
    for title in ("City Plan", "Environment", "ENV-1 Cleaner streets", "Health", "HW-1a Longer lives"):
        assert title in found
    assert found.index("Environment") < found.index("ENV-1 Cleaner streets") < found.index("Health")


def test_every_page_has_its_header_and_number(reader: pypdf.PdfReader) -> None:
    last = len(reader.pages)
    assert last >= 3
    for number, page in enumerate(reader.pages, 1):
        text = " ".join(page.extract_text().split())
        assert "Leeds City Council" in text and "Overall summaries, Q2 2009/10" in text
        assert f"page {number} of {last}" in text
    assert reader.page_labels == [str(number) for number in range(1, last + 1)]


def test_the_front_the_contents_and_the_body_say_what_the_report_says(reader: pypdf.PdfReader) -> None:
    front = " ".join(reader.pages[0].extract_text().split())
    assert "1 of 2 priorities judged: 1 amber; 1 got worse" in front
    assert "What changed since Q1 2009/10" in front and "without an assessment: HW-1a" in front
    assert "Contents" in reader.pages[1].extract_text()
    body = " ".join(" ".join(page.extract_text() for page in reader.pages[2:]).split())
    for said in (
        "Litter fell to 11.75% of streets",
        "given by Alice",
        "Comprehensive Area Assessment: Red Flag",
        "11.75%",
    ):
        assert said in body


def test_the_page_in_front_stays_one_page_however_much_changed(report: values.Summaries) -> None:
    data = values.as_data(report)
    over = data["overview"]
    for name, count in (("moved", 60), ("unassessed", 200), ("not_agreed", 90), ("themes", 8)):
        over[name] = over[name] * count
    reader = read(pdf.summaries(data))
    assert "What is missing" in reader.pages[0].extract_text()
    assert "Contents" in reader.pages[1].extract_text()


def test_the_contents_of_36_priorities_are_one_page_of_links(report: values.Summaries) -> None:
    data = values.as_data(report)
    theme = data["plans"][0]["themes"][0]
    one = theme["entries"][0]
    named = [
        one["priorities"][0] | {"title": "Enable more people to take part in sport and in what the city has to offer"}
    ]
    theme["entries"] += [one | {"anchor": f"more-{number}", "priorities": named} for number in range(35)]
    reader = read(pdf.summaries(data))
    contents, after = reader.pages[1], reader.pages[2].extract_text()
    assert contents.extract_text().count("Enable more people") == 35 and "Litter fell" in after
    assert len([one for one in contents["/Annots"] if one.get_object()["/Subtype"] == "/Link"]) >= 36


def test_the_chart_has_alternative_text(report: values.Summaries) -> None:
    made = pdf.summaries(values.as_data(report))
    root = read(made).trailer["/Root"]["/StructTreeRoot"]
    assert "From 12.5% in Q1 2009/10 to 11.75% in Q2 2009/10" in alternatives(root)


def alternatives(node: Any, seen: set[int] | None = None) -> set[str]:
    """Every alternative text of the structure tree."""
    seen = set() if seen is None else seen
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return set().union(*(alternatives(one, seen) for one in node)) if node else set()
    if not isinstance(node, dict) or id(node) in seen:
        return set()
    seen.add(id(node))
    return ({str(node["/Alt"])} if "/Alt" in node else set()) | alternatives(node.get("/K"), seen)


def test_text_that_would_be_source_stays_text(assessment: Assessment, priority: Priority, alice: User) -> None:
    reviews.judge(
        assessment=assessment, narrative=HOSTILE, rating=assessment.rating or None, reason=HOSTILE,
        version=assessment.version, by=alice,
    )  # fmt: skip
    priority.title = HOSTILE
    priority.save()
    text = words(read(pdf.summaries(values.as_data(queries.summaries(assessment.round, on=TODAY)))))
    assert text.count('#panic("no") #read("/etc/passwd") $x$') >= 3
    assert '<label> <a href="x">b</a>' in text and "// f /* g */" in text
    assert "root:" not in text


@pytest.mark.parametrize(
    "text", ["日本語 \x00\x07\x1b end", "עברית ع end", "\U0001f600\ufe0f\u200d end", "\ud7ff\uffff end"]
)
def test_a_character_without_a_glyph_costs_that_character_and_not_the_report(
    report: values.Summaries, text: str
) -> None:
    data = values.as_data(report)
    data["plans"][0]["themes"][0]["entries"][0]["reason"] = text
    assert "end" in words(read(pdf.summaries(data)))


def test_a_report_of_nothing_is_still_a_document(report: values.Summaries) -> None:
    data = values.as_data(values.by_exception(replace(report, plans=())))
    assert "There is nothing to show" in words(read(pdf.summaries(data)))


def test_a_document_that_takes_too_long_is_stopped_and_says_so(report: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(pdf, "TIME_LIMIT", 0.001)
    with pytest.raises(pdf.Unprintable, match="longer than"):
        pdf.summaries(values.as_data(report))


def test_a_document_that_fails_says_why(monkeypatch: Any) -> None:
    failed = subprocess.CompletedProcess([], 1, b"", b"Traceback\ntypst.TypstError: something")
    monkeypatch.setattr(pdf.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(pdf.Unprintable, match="something"):
        pdf._typeset("summaries", {})


def test_the_fonts_cover_what_councils_write() -> None:
    assert {ord(letter) for letter in "£€–’“”ŵŷáñŁşžΩЖعא½²•→✓≈✗"} <= typesetter.covered()
    assert ord("日") not in typesetter.covered()

"""Narratives come from many hands: nothing in them may act, and nothing may break the outline of the page."""

import pytest

from growth import seconds
from tallystick_web.common import prose


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[press me](javascript:alert(1))",
        "[press me](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="https://example.org" onclick="alert(1)">x</a>',
        "<div style='position:fixed'>over everything</div>",
        "![beacon](https://example.org/pixel.png)",
        "<iframe src=//example.org></iframe>",
        "[x](https://example.org 'a\" onmouseover=\"alert(1)')",
    ],
)
def test_nothing_in_a_narrative_acts(hostile: str) -> None:
    html = str(prose.html(hostile))
    for tag in ("<script", "<img", "<iframe", "<div", "javascript:", "data:", "style="):
        assert f"{tag}" not in html.replace("&lt;", "‹") or tag in ("javascript:", "data:", "style=")
    assert 'href="javascript' not in html
    assert 'href="data' not in html
    assert "<a onclick" not in html
    assert ' onmouseover="' not in html


def test_what_people_write_is_kept() -> None:
    html = prose.html(
        "Crime **fell** by 11.9%.\n\n* more patrols\n* [a plan](https://example.org/plan)\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    )
    assert "<strong>fell</strong>" in html
    assert "<li>more patrols</li>" in html
    assert 'href="https://example.org/plan"' in html
    assert 'rel="noopener noreferrer"' in html
    assert 'scope="col"' in html


def test_headings_stand_under_those_of_the_page() -> None:
    assert "<h3" in prose.html("# What was done")
    assert "<h4" in prose.html("# What was done", below=3)
    assert "<h6" in prose.html("###### Deep", below=3)
    assert "<h1" not in prose.html("# What was done\n\nor\n==")


def test_a_page_of_the_same_narratives_is_rendered_once() -> None:
    text = "Crime **fell**.\n\n" * 200
    once = seconds(lambda: prose.html(text))
    assert seconds(lambda: [prose.html(text) for _ in range(500)]) < once


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("All **60,000** households of *the* city.", "All 60,000 households of the city."),
        ("A [link](https://example.org/) and `code`\nover two lines.", "A link and code over two lines."),
        ("Two * three * four <b>stays</b>", "Two * three * four <b>stays</b>"),
    ],
)
def test_a_quoted_sentence_is_without_the_marks_of_markdown(written: str, read: str) -> None:
    assert prose.plain(written) == read

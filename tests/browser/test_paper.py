"""What comes out of a printer: the words and tables of a page and whose they are, nothing to press, nothing past the edge."""

import io

import pypdf
import pytest
from playwright.sync_api import Page

from tallystick_web.councils.models import Council

from . import test_delivery
from .conftest import Visitor

leeds = test_delivery.leeds
pytestmark = pytest.mark.parametrize("width", [1280])  # paper is as wide whatever the screen
TO_PRESS = "a.govuk-button, button, input:not([type=hidden]), select, nav, .govuk-skip-link"
SHOWN = (
    "wanted => [...document.querySelectorAll(wanted)].filter(one => one.checkVisibility()).map(one => one.outerHTML)"
)
A4 = 210 / 25.4 * 72


def printed(page: Page) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


def rights(sheet: pypdf.PageObject) -> list[float]:
    """Where each piece of text begins."""
    found: list[float] = []
    sheet.extract_text(
        visitor_text=lambda text, cm, tm, *_: found.append(cm[0] * tm[4] + cm[4]) if text.strip() else None
    )
    return found


def test_lists_and_records_are_printed_without_what_is_there_to_press(leeds: Council, visitor: Visitor) -> None:
    page = visitor.page
    visitor.signs_in("alice@leeds.example", test_delivery.PASSWORD)
    for address in ("risks/", "actions/", "projects/P-001/", "actions/A-001/", "risks/R-001/"):
        page.goto(f"/leeds/delivery/{address}")
        page.emulate_media(media="print")
        assert page.evaluate(SHOWN, TO_PRESS) == [], address
        sheets = printed(page).pages
        words = " ".join(sheet.extract_text() for sheet in sheets)
        assert f"at {page.url}" in words.replace("\n", "") and "Leeds City Council, read on" in words, address
        assert max(x for sheet in sheets for x in rights(sheet)) < A4 - 12 / 25.4 * 72, address
        page.emulate_media(media="screen")
    assert not page.locator(".print-only").is_visible()


def test_a_long_list_keeps_its_headings_on_every_page_and_says_which_page_it_is(
    leeds: Council, visitor: Visitor
) -> None:
    page = visitor.page
    visitor.signs_in("alice@leeds.example", test_delivery.PASSWORD)
    page.goto("/leeds/delivery/risks/")
    page.evaluate(
        "() => { const row = document.querySelector('tbody tr'); for (let i = 0; i < 40; i++) row.after(row.cloneNode(true)) }"
    )
    sheets = [sheet.extract_text() for sheet in printed(page).pages]
    assert len(sheets) > 1 and all("Against appetite" in sheet for sheet in sheets)
    assert f"1 of {len(sheets)}" in sheets[0]

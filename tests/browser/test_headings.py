"""The headings of a long table stay in view as one reads down, and hide nothing that has the focus."""

from tallystick_web.councils.models import Council

from . import test_delivery
from .conftest import Visitor

leeds = test_delivery.leeds
LONGER = "() => { const row = document.querySelector('tbody tr'); for (let i = 0; i < 60; i++) row.after(row.cloneNode(true)) }"
# Whether something else lies over the middle of what has the focus.
HIDDEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 8));
  return Boolean(one.closest("tbody") && over && !one.contains(over) && !over.contains(one));
}"""


def test_headings_stay_in_view_and_hide_nothing_that_has_the_focus(leeds: Council, visitor: Visitor) -> None:
    page = visitor.page
    visitor.signs_in("alice@leeds.example", test_delivery.PASSWORD)
    page.goto("/leeds/delivery/risks/")
    page.evaluate(LONGER)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function("scrollY > 0")
    heading = page.locator("thead th").nth(1).bounding_box()
    phone = (page.viewport_size or {"width": 0})["width"] < 640
    assert heading is not None and (phone or 0 <= heading["y"] < 60)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        assert not page.evaluate(HIDDEN)

"""Somebody's session ends while they type: they sign in again and have their words, in the same tab or in another one."""

from datetime import date

from playwright.sync_api import Page

from tallystick_web.measures.models import Observation
from tallystick_web.reviews.models import Draft

from . import test_collecting, test_cycle
from .conftest import Visitor

PASSWORD = "a tally of two halves"
WORDS = "Litter fell in every ward of the city."
cycle, leeds = test_cycle.cycle, test_collecting.leeds
COPIES = "Object.keys(localStorage).filter(key => key.startsWith('tallystick.typed'))"


def session_ends(visitor: Visitor) -> None:
    """What was refused meanwhile stands in the console of the browser, and is no fault of a script."""
    visitor.page.context.clear_cookies(name="sessionid")


def signs_in(page: Page, email: str = "erin@leeds.example") -> None:
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()


def only_refusals(visitor: Visitor) -> None:
    visitor.errors = [one for one in visitor.errors if "403" not in one]


def test_a_draft_is_kept_again_once_its_author_has_signed_in_in_another_tab(
    cycle: test_cycle.Cycle, visitor: Visitor
) -> None:
    page = visitor.page
    visitor.signs_in("erin@leeds.example", PASSWORD)
    visitor.goes_to(cycle.page)
    session_ends(visitor)
    page.fill("#id_narrative", WORDS)
    page.get_by_text("you are signed out").wait_for()
    only_refusals(visitor)
    visitor.looks("unsaved-signed-out")
    # The first tab tries again every eight seconds, and keeps the draft itself where its turn comes first: here the other tab is to.
    page.route("**/draft/", lambda route: route.fulfill(body="not kept"))
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    other = opened.value
    signs_in(other)
    other.wait_for_url(f"**{cycle.page}")
    other.get_by_text("It is in the form again").wait_for()
    assert other.input_value("#id_narrative") == WORDS
    visitor.page = other
    visitor.looks("unsaved-back-again")
    other.locator("#draft-state", has_text="Draft kept").wait_for()
    assert Draft.objects.get().fields["narrative"] == WORDS and other.evaluate(COPIES) == []
    other.close()
    page.unroute("**/draft/")
    assert "You went on with this assessment in another tab" in page.inner_text("#draft-state")
    page.fill("#id_narrative", f"{WORDS} So it did.")
    page.locator("#draft-state", has_text="Draft kept").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert cycle.now().narrative == f"{WORDS} So it did." and not Draft.objects.exists()
    assert page.evaluate(COPIES) == []


def test_values_that_were_sent_too_late_are_sent_again(leeds: object, visitor: Visitor) -> None:
    page = visitor.page
    visitor.signs_in("erin@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/collect/")
    page.locator("input[name$=-value]").first.fill("262")
    session_ends(visitor)
    with page.expect_navigation():
        page.get_by_role("button", name="Save the values").click()
    only_refusals(visitor)
    visitor.looks("unsaved-collect")
    assert page.get_by_role("heading", level=1).inner_text() == "What you sent was not saved"
    assert " ".join(page.locator("dl").inner_text().split()) == "CR1 Recorded robberies, Q3 2009/10: value 262"
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    other = opened.value
    signs_in(other)
    other.wait_for_url("**/leeds/collect/")
    other.get_by_text("It is in the form again").wait_for()
    assert other.locator("input[name$=-value]").first.input_value() == "262"
    other.close()
    with page.expect_navigation():
        page.get_by_role("button", name="Send it again").click()
    page.get_by_text("1 value saved").wait_for()
    assert Observation.objects.filter(value=262, end=date(2009, 12, 31)).exists()
    assert page.evaluate(COPIES) == []


def test_what_was_typed_is_taken_out_again_and_leaves_nothing_behind_at_sign_out(
    leeds: object, visitor: Visitor
) -> None:
    page = visitor.page
    visitor.signs_in("erin@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/collect/")
    page.locator("input[name$=-value]").first.fill("262")
    page.locator("summary").first.click()
    page.locator("textarea, input[name$=-note]").first.fill("Counted anew")
    page.wait_for_function(f"() => {COPIES}.length === 1")
    page.reload()
    page.get_by_text("It is in the form again").wait_for()
    visitor.looks("unsaved-collect-again")
    assert page.locator("input[name$=-value]").first.input_value() == "262"
    page.get_by_role("button", name="Take it out again").click()
    assert page.locator("input[name$=-value]").first.input_value() == ""
    page.locator("input[name$=-value]").first.fill("263")
    page.wait_for_function(f"() => {COPIES}.length === 1")
    said: list[str] = []
    page.once("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    assert "What you typed into one page is not saved yet" in said[0]
    assert page.evaluate(COPIES) == []


def test_nobody_else_at_the_computer_is_given_what_was_typed(cycle: test_cycle.Cycle, visitor: Visitor) -> None:
    page = visitor.page
    visitor.signs_in("erin@leeds.example", PASSWORD)
    visitor.goes_to(cycle.page)
    session_ends(visitor)
    page.fill("#id_narrative", WORDS)
    page.get_by_text("you are signed out").wait_for()
    other = page.context.new_page()
    other.goto("/accounts/login/")
    signs_in(other, "alice@leeds.example")
    other.goto(cycle.page)
    assert other.input_value("#id_narrative") != WORDS and "It is in the form again" not in other.inner_text("main")
    other.close()
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert "Somebody else was signed in when the page was opened" in page.inner_text("main")
    assert cycle.now().narrative != WORDS and not Draft.objects.exists()

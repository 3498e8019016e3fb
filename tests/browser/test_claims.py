"""Checking the numbers while writing, in a real browser: typed, marked, corrected, saved; and the pages of a round."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tallystick import periods
from tallystick_web.accounts import actions as accounts
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import CouncilType, Role
from tallystick_web.plans import actions as plans
from tallystick_web.reviews import actions
from tallystick_web.reviews.models import Assessment, ClaimDecision, OpenContradiction, Promise

from .conftest import Keys, Visitor

PASSWORD = "a tally of two halves"
BEFORE = "The results of the survey will be published in February 2010."
WRONG = "64 of the 114 schools (55%) were visited. Volunteers planted 3,417 trees."


@pytest.fixture
def written(transactional_db: None) -> Assessment:
    """A priority with a promise from the quarter before, and an assessment to write."""
    leeds = councils.add_council(
        slug="leeds", name="Leeds City Council", gss_code="E08000035", type=CouncilType.METROPOLITAN
    )
    alice = accounts.add_person(email="alice@leeds.example", name="Alice", password=PASSWORD, by=None)
    councils.give_role(council=leeds, person=alice, role=Role.PERFORMANCE_TEAM, by=None)
    plan = plans.keep_plan(council=leeds, reference="city-plan", title="City Plan", by=alice)
    theme = plans.keep_theme(plan=plan, title="Learning", by=alice)
    priority = plans.keep_priority(council=leeds, reference="LN-1", theme=theme, title="Better schools", by=alice)
    kept = []
    for number, narrative in ((2, BEFORE), (4, "")):
        round = actions.open_round(council=leeds, period=periods.quarter(2009, number), by=alice)
        kept.append(
            actions.keep_assessment(
                round=round, priorities=[priority], narrative=narrative, rating=None, reason="", grades=[], by=alice
            )
        )
    return kept[-1]


def test_what_is_typed_while_an_answer_comes_is_checked_too(written: Assessment, visitor: Visitor) -> None:
    """The answer replaces the list of claims; the wait before the next check is not lost with it."""
    page, held = visitor.page, []
    visitor.signs_in("alice@leeds.example", PASSWORD)
    visitor.goes_to(f"/leeds/reviews/assessments/{written.pk}/")
    page.route("**/check/", lambda route: route.continue_() if held else held.append((route, route.fetch())))
    page.locator("#id_narrative").press_sequentially(WRONG)
    while not held:
        page.wait_for_timeout(20)
    page.locator("#id_narrative").press_sequentially(" A last word: 9,999 cats.")
    held[0][0].fulfill(response=held[0][1])
    page.locator(".mark", has_text="9,999").wait_for()


def test_whoever_has_gone_on_to_a_claim_stays_there_when_a_late_answer_replaces_the_list(
    written: Assessment, visitor: Visitor
) -> None:
    page, keys, held = visitor.page, Keys(visitor.page), []
    visitor.signs_in("alice@leeds.example", PASSWORD)
    visitor.goes_to(f"/leeds/reviews/assessments/{written.pk}/")
    page.locator("#id_narrative").press_sequentially(WRONG)
    page.get_by_text("1 contradiction is open").wait_for()
    page.route("**/check/", lambda route: held.append(route))
    page.keyboard.type(" A word.")
    seen = page.locator(".claims__item", has_text="55%").get_by_role("button", name="Seen")
    keys.goes_to(seen)
    while not held:
        page.wait_for_timeout(20)
    with page.expect_response("**/check/"):
        held[-1].continue_()
    page.wait_for_function("() => document.activeElement.closest('.claims__item')?.innerText.includes('55%')")
    page.unroute("**/check/")
    keys.presses_in_place(seen)
    page.get_by_text("Seen by Alice; it stays open").wait_for()
    page.wait_for_function("() => document.activeElement.matches('.claims__item')")


def test_the_numbers_are_checked_while_one_types(written: Assessment, visitor: Visitor) -> None:
    page = visitor.page
    visitor.signs_in("alice@leeds.example", PASSWORD)
    visitor.goes_to(f"/leeds/reviews/assessments/{written.pk}/")
    assert "Promised in earlier rounds" in page.inner_text("#claims")

    page.locator("#id_narrative").press_sequentially(WRONG)
    page.get_by_text("1 contradiction is open").wait_for()
    assert page.evaluate("document.activeElement.id") == "id_narrative"
    assert page.locator(".mark--bad").inner_text().startswith("55%")
    visitor.looks("editor-with-marks")

    page.get_by_role("button", name="Write 56.1%").click()
    page.locator(".claims__said", has_text="It is not saved yet").wait_for()
    assert "64 of the 114 schools (56.1%)" in page.input_value("#id_narrative")
    visitor.looks("editor-corrected")

    page.locator("#id_narrative").press_sequentially(" A last word: 9,999 cats.")
    page.locator(".mark", has_text="9,999").wait_for()
    page.locator("#id_narrative").fill(WRONG)
    page.get_by_text("1 contradiction is open").wait_for()
    wrong = page.locator(".claims__item", has_text="55%")
    wrong.get_by_text("Set aside or link to a measure").click()
    wrong.get_by_role("button", name="Set aside").click()
    page.get_by_text("Say why this is set aside").first.wait_for()
    visitor.looks("editor-with-a-problem")
    wrong.get_by_label("Why it is set aside").fill("As the Board was told.")
    wrong.get_by_role("button", name="Set aside").click()
    page.get_by_text("Set aside by Alice: As the Board was told.").wait_for()
    assert ClaimDecision.objects.get().reason == "As the Board was told."

    wrong.get_by_role("button", name="Take back").click()
    page.get_by_text("1 contradiction is open").wait_for()
    page.locator("[id^=claim-]:focus").wait_for()
    assert "was taken back" in page.locator("#claims-said").inner_text()
    page.get_by_role("button", name="Check the numbers").click()
    page.locator("#claims-heading:focus").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/priorities/**")
    assert "1 contradiction is open" in page.inner_text("main")
    assert OpenContradiction.objects.count() == 1

    visitor.goes_to("/leeds/reviews/rounds/q4-2009-10/claims/")
    assert "55%" in page.inner_text("main")
    visitor.goes_to("/leeds/reviews/rounds/q4-2009-10/claims/?show=all")
    visitor.goes_to("/leeds/reviews/rounds/q4-2009-10/state/")
    visitor.goes_to("/leeds/reviews/promises/")
    page.get_by_role("link", name="Say that it is kept").click()
    page.wait_for_url("**/promises/*/")
    visitor.looks("promise")
    page.get_by_label("Which words keep it?").fill("Published on 12 February.")
    page.get_by_role("button", name="Record it as kept").click()
    page.wait_for_url("**/promises/")
    visitor.looks("promises-kept")
    assert Promise.objects.get().kept_words == "Published on 12 February."


def test_the_numbers_are_checked_without_javascript(written: Assessment, browser: Browser, live_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    Visitor(page).signs_in("alice@leeds.example", PASSWORD)
    page.goto(f"/leeds/reviews/assessments/{written.pk}/")
    page.fill("#id_narrative", WRONG)
    page.get_by_role("button", name="Check the numbers").click()
    page.get_by_role("button", name="Write 56.1%").click()
    page.locator(".claims__said", has_text="It is not saved yet").wait_for()
    assert "(56.1%)" in page.input_value("#id_narrative")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/priorities/**")
    assert "(56.1%)" in Assessment.objects.get(pk=written.pk).narrative
    context.close()

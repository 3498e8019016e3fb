"""What the council learns, in a real browser: minutes counted while one writes, corrected; the log; a day looked back to; a decision."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.series import Vintage
from tallystick_web.accounts import actions as accounts
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Reading, Spent
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import CouncilType, Role
from tallystick_web.councils.queries import own_area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import BurdenDecision
from tallystick_web.plans import actions as plans
from tallystick_web.reviews import actions
from tallystick_web.reviews.models import Assessment

from .conftest import Visitor

PASSWORD = "a tally of two halves"


@pytest.fixture
def written(transactional_db: None) -> Assessment:
    """A priority with two measures, one of them off track; a third of which nothing speaks; three quarters rated in a finished year."""
    leeds = councils.add_council(
        slug="leeds", name="Leeds City Council", gss_code="E08000035", type=CouncilType.METROPOLITAN
    )
    alice = accounts.add_person(email="alice@leeds.example", name="Alice", password=PASSWORD, by=None)
    dana = accounts.add_person(email="dana@leeds.example", name="Dana", password=PASSWORD, by=None)
    councils.give_role(council=leeds, person=alice, role=Role.PERFORMANCE_TEAM, by=None)
    councils.give_role(council=leeds, person=dana, role=Role.COUNCILLOR, by=None)
    plan = plans.keep_plan(council=leeds, reference="city-plan", title="City Plan", by=alice)
    theme = plans.keep_theme(plan=plan, title="Environment", by=alice)
    kept = {
        reference: measures.keep_measure(
            council=leeds, reference=reference, title=title, unit="%", polarity="lower_is_better", frequency="quarter",
            year_is="last", collection_minutes=30, by=alice,
        )
        for reference, title in (("NI 195a", "Litter"), ("NI 195b", "Detritus"), ("P 1", "Benches painted"))
    }  # fmt: skip
    for measure, start, step in ((kept["NI 195a"], 5, 1), (kept["NI 195b"], 20, -1)):
        measures.set_target(
            measure=measure, name="Target", period=periods.financial_year(2008), value=Decimal(13), by=alice
        )
        found = [
            measures.NewObservation(measure, own_area(leeds), periods.quarter(2006, 1).step(n), Vintage.VALIDATED, Decimal(start + step * n))
            for n in range(12)
        ]  # fmt: skip
        measures.record_observations(council=leeds, observations=found, by=alice)
    for number in range(6):
        one = plans.keep_priority(
            council=leeds, reference=f"ENV-{number}", theme=theme, title="Cleaner streets", by=alice
        )
        plans.set_evidence(priority=one, measures=[kept["NI 195a" if number % 2 else "NI 195b"]], by=alice)
    for quarter in (1, 2, 3):
        round = actions.open_round(council=leeds, period=periods.quarter(2008, quarter), by=alice, asking=False)
        for number, one in enumerate(leeds.priorities.order_by("reference")):
            said = actions.keep_assessment(
                round=round, priorities=[one], narrative="", rating=None, reason="", grades=[], by=alice
            )
            actions.judge(
                assessment=said, narrative="Litter is the worry. " * 30, rating=Rating.RED if number % 2 else Rating.GREEN,
                reason="So it looks.", version=said.version, by=alice,
            )  # fmt: skip
    return Assessment.objects.order_by("id").last()  # type: ignore[return-value]


def test_minutes_are_counted_while_one_writes_and_corrected_afterwards(written: Assessment, visitor: Visitor) -> None:
    page = visitor.page
    visitor.signs_in("alice@leeds.example", PASSWORD)
    visitor.goes_to(f"/leeds/reviews/assessments/{written.pk}/")
    page.locator("#id_narrative").fill("Fewer streets are littered than a year ago.")
    page.wait_for_timeout(2_500)
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    spent = Spent.objects.get()
    assert spent.how == "measured" and 1 <= spent.seconds <= 60

    visitor.goes_to("/leeds/learning/mine/")
    with page.expect_navigation():
        page.get_by_role("link", name="Correct the minutes").click()
    page.get_by_label("How many minutes did it take you?").fill("many")
    with page.expect_navigation():
        page.get_by_role("button", name="Correct").click()
    visitor.looks("correct-with-an-error")
    page.get_by_label("How many minutes did it take you?").fill("25")
    page.get_by_role("button", name="Correct").click()
    page.get_by_text("Corrected to 25 minutes").wait_for()
    visitor.looks("what-this-cost-me")


def test_without_javascript_the_minutes_are_estimated(written: Assessment, browser: Browser, live_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "alice@leeds.example")
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    page.goto(f"/leeds/reviews/assessments/{written.pk}/")
    page.locator("#id_narrative").fill("Fewer streets are littered.")
    page.wait_for_timeout(1_500)
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert [one.how for one in Spent.objects.all()] == ["estimated"]
    context.close()


def test_the_pages_of_learning_and_of_the_log(written: Assessment, visitor: Visitor) -> None:
    page = visitor.page
    visitor.signs_in("alice@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/learning/")
    visitor.goes_to("/leeds/learning/judgement/")
    assert "came true at the year’s end" in page.inner_text("h1")
    visitor.goes_to("/leeds/learning/burden/")
    with page.expect_navigation():
        page.get_by_role("link", name="Decide about P 1").first.click()
    page.get_by_label("Why?").fill("Nobody asks for it.")
    visitor.looks("decide-about-a-burden")
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("Decided about P 1: retire it.").wait_for()
    assert BurdenDecision.objects.get().reason == "Nobody asks for it."
    visitor.looks("burden-after-a-decision")
    visitor.goes_to("/leeds/measures/P%201/")

    visitor.goes_to("/leeds/audit/")
    page.locator("details summary", has_text="details").first.click()
    visitor.looks("log-with-details")
    page.get_by_role("link", name="Older").click()
    page.get_by_role("link", name="Newer").wait_for()
    page.goto("/leeds/audit/?start=2009-02-30")
    visitor.looks("log-with-a-day-that-is-none")
    today = written.versions.last().at.date().isoformat()  # type: ignore[union-attr]
    for address in ("priorities/ENV-1/", "rounds/q3-2008-09/"):
        visitor.goes_to(f"/leeds/{address}?as_at={today}")
        assert "As it stood on" in page.inner_text("#as-at")
        page.goto(f"/leeds/{address}?as_at=1999-01-01")
        visitor.looks(f"{address.split('/')[0]}-a-day-before-anything")


def test_a_councillor_asks_for_the_detail(written: Assessment, visitor: Visitor) -> None:
    page = visitor.page
    visitor.signs_in("dana@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/priorities/ENV-1/")
    page.get_by_role("link", name="The whole of it").click()
    page.get_by_role("heading", name="What was said in other rounds").wait_for()
    visitor.looks("a-councillor-in-detail")
    assert Reading.objects.get(kind="priority").detailed == 1
    assert User.objects.filter(name="Dana").exists()

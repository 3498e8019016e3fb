"""The main job in a real browser: from a tracker and a spreadsheet to the published summary, at desktop and phone width."""

from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Page

import database
from tallystick_web.accounts import actions as accounts
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import CouncilType, Role
from tallystick_web.measures.models import Observation
from tallystick_web.plans.models import Priority
from tallystick_web.publishing.models import Publication
from tallystick_web.reviews.models import Assessment

from .conftest import Visitor

PASSWORD = "a tally of two halves"
SAMPLES = Path(__file__).parent.parent / "tallystick" / "documents" / "samples"
SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
TRACKERS = {
    "our sample": (SAMPLES / "tracker.txt", "SS-1a"),
    "the Leeds tracker": (SEEDS / "001_25b1ed432e18ed16.txt", "TP-2a"),
}
MEASURES = """measure,title,unit,polarity,frequency,period,value,target,vintage
CR1,Recorded robberies,offences,lower is better,quarter,Q1 2008/09,330,300,validated
CR1,Recorded robberies,offences,lower is better,quarter,Q2 2008/09,310,300,validated
CR1,Recorded robberies,offences,lower is better,quarter,Q1 2009/10,290,280,validated
CR1,Recorded robberies,offences,lower is better,quarter,Q2 2009/10,270,280,provisional
"""


@pytest.fixture
def people(transactional_db: None) -> None:
    leeds = councils.add_council(
        slug="leeds", name="Leeds City Council", gss_code="E08000035", type=CouncilType.METROPOLITAN
    )
    alice = accounts.add_person(email="alice@leeds.example", name="Alice", password=PASSWORD, by=None)
    councils.give_role(council=leeds, person=alice, role=Role.PERFORMANCE_TEAM, by=None)


def brings_in(visitor: Visitor, file: Path, name: str, period: str = "") -> None:
    """Upload, look at the proposal, and accept what is certain."""
    visitor.goes_to("/leeds/documents/")
    visitor.page.set_input_files("input[type=file]", str(file))
    if period:
        visitor.page.fill("input[name=period]", period)
    visitor.page.get_by_role("button", name="Read the file").click()
    visitor.page.wait_for_url("**/documents/*/")
    visitor.looks(f"proposal-{name}")
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="Accept ").first.click()
    visitor.looks(f"accepted-{name}")


@pytest.mark.parametrize("name", TRACKERS)
def test_from_a_tracker_to_the_pdf(name: str, people: None, visitor: Visitor, tmp_path: Path) -> None:
    tracker, reference = TRACKERS[name]
    if not tracker.exists():
        pytest.skip("the document is not on this machine")
    page = visitor.page
    visitor.signs_in("alice@leeds.example", PASSWORD)
    visitor.looks("empty-home")
    brings_in(visitor, tracker, "tracker", "Q2 2009/10")
    assert Priority.objects.filter(reference=reference).exists()

    table = tmp_path / "measures.csv"
    table.write_text(MEASURES)
    brings_in(visitor, table, "measures")
    assert Observation.objects.count() == 4

    visitor.goes_to("/leeds/")
    with page.expect_navigation():
        page.get_by_role("link", name=reference).first.click()
    assert reference in page.inner_text("h1")
    visitor.looks("priority")

    visitor.goes_to("/leeds/measures/")
    with page.expect_navigation():
        page.get_by_role("link", name="Recorded robberies").first.click()
    assert page.locator("svg[role=img]").count() >= 1
    assert "270" in page.inner_text("main")
    visitor.looks("measure")

    visitor.goes_to("/leeds/rounds/")
    visitor.goes_to("/leeds/rounds/q2-2009-10/")
    visitor.goes_to("/leeds/rounds/q2-2009-10/?exceptions=1")
    visitor.goes_to("/leeds/reports/q2-2009-10/overall-summaries/")
    with page.expect_download() as download:
        page.evaluate("const a = document.createElement('a'); a.href = 'FILE'; a.download = ''; document.body.append(a); a.click()"
                      .replace("FILE", "/leeds/reports/q2-2009-10/overall-summaries.pdf"))  # fmt: skip
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


def copied(page: Page) -> str:
    """What the first sentence of a page leaves in the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy sentence").first.click()
    page.get_by_role("button", name="Copied").wait_for()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_doubtful_item_is_corrected_and_the_quarter_published(people: None, visitor: Visitor) -> None:
    page = visitor.page
    visitor.signs_in("alice@leeds.example", PASSWORD)
    brings_in(visitor, SAMPLES / "tracker.txt", "tracker", "Q2 2009/10")
    visitor.goes_to("/leeds/search/?q=robbery")
    visitor.goes_to("/leeds/plans/")

    judged = Assessment.objects.exclude(narrative="")[0].coverage.all()[0].priority
    visitor.goes_to(f"/leeds/priorities/{judged.reference}/")
    page.get_by_role("link", name="Write or judge this assessment").click()
    page.wait_for_url("**/assessments/*/")
    visitor.looks("assess")
    page.get_by_label("Red", exact=True).check()
    page.get_by_label("Reason for the rating").fill("")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert "Give the reason for the rating" in page.inner_text("main")
    visitor.looks("assess-error")
    page.get_by_label("Reason for the rating").fill("Street robbery carries a red flag.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/priorities/**")
    assert "Street robbery carries a red flag." in page.inner_text("main")

    visitor.goes_to("/leeds/reviews/rounds/q2-2009-10/state/")
    visitor.goes_to("/leeds/published/publish/q2-2009-10/")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish").first.click()
    assert Publication.objects.count() == 1
    page.context.clear_cookies()
    visitor.goes_to("/")
    with page.expect_navigation():
        page.get_by_role("link", name="Leeds City Council").click()
    assert page.url.endswith("/leeds/") and "Quarter 2 of 2009/10" in page.inner_text("main")
    visitor.looks("public-home")
    assert copied(page).endswith(f"/leeds/published/{Publication.objects.get().number}/")
    page.emulate_media(media="print")
    link = page.locator("main a[href^='/']").first
    assert link.evaluate("one => getComputedStyle(one, '::after').content") == "none"
    assert not page.locator(".report-actions").is_visible() and page.locator(".print-only").is_visible()
    page.emulate_media(media="screen")
    with page.expect_navigation():
        page.get_by_role("link", name="Every priority, with its reasons and figures").click()
    visitor.looks("publication")
    with page.expect_navigation():
        page.get_by_role("link", name="Leeds City Council").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Sign in").click()
    visitor.signs_in_here("alice@leeds.example", PASSWORD)
    assert page.url.endswith("/leeds/") and "What needs challenge" in page.inner_text("main")


def test_the_demonstration_is_accessible(transactional_db: None, visitor: Visitor) -> None:
    from tallystick_web.demo import people

    database.fill(connection, database.demonstrated())
    visitor.signs_in("alice@leeds.example", people.PASSWORD)
    for address in (
        "/leeds/", "/leeds/priorities/TP-2a/", "/leeds/priorities/LN-1c/", "/leeds/priorities/IO-1b/", "/leeds/plans/",
        "/leeds/plans/days/leeds-strategic-plan/", "/leeds/plans/ends/TP-2a", "/leeds/measures/", "/leeds/rounds/q2-2009-10/", "/leeds/reports/q2-2009-10/overall-summaries/",
        "/leeds/challenges/", "/leeds/people/", "/leeds/published/1/", "/styleguide/",
    ):  # fmt: skip
        visitor.goes_to(address)
    visitor.page.context.clear_cookies()
    visitor.signs_in("charlie@harborough.example", people.PASSWORD)
    visitor.goes_to("/harborough/")
    visitor.goes_to("/harborough/challenges/")
    with visitor.page.expect_navigation():
        visitor.page.locator("main a").filter(has_text="2018").first.click()
    visitor.looks("challenge")
    here = "/harborough/challenges/corporate-peer-challenge-2018"
    for address in (
        "points/recommendation-6/",
        "points/recommendation-7/closing/",
        "clocks/",
        "position/",
        "what-came-of-it/",
    ):
        visitor.goes_to(f"{here}/{address}")
    visitor.goes_to("/harborough/published/publish/challenges/corporate-peer-challenge-2018/")
    visitor.page.context.clear_cookies()
    for address in ("/", "/leeds/", "/harborough/", "/harborough/published/1/"):
        visitor.goes_to(address)


def test_a_publication_is_withdrawn_and_its_readers_are_told_why(transactional_db: None, visitor: Visitor) -> None:
    from tallystick_web.demo import people

    database.fill(connection, database.demonstrated())
    page = visitor.page
    visitor.signs_in("alice@leeds.example", people.PASSWORD)
    visitor.goes_to("/leeds/published/")
    with page.expect_navigation():
        page.get_by_role("link", name="Overall summaries").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Withdraw this publication").click()
    visitor.looks("withdraw")
    with page.expect_navigation():
        page.get_by_role("button", name="Withdraw").click()
    visitor.looks("withdraw-error")
    page.get_by_label("Why it is withdrawn").fill("Two figures were wrong.")
    with page.expect_navigation():
        page.get_by_role("button", name="Withdraw").click()

    page.context.clear_cookies()
    answer = page.goto("/leeds/published/1/")
    assert answer is not None and answer.status == 410 and "Two figures were wrong." in page.inner_text("main")
    visitor.errors.clear()  # the browser reports the status as one
    visitor.looks("withdrawn")
    with page.expect_navigation():
        page.get_by_role("link", name="What Leeds City Council has published").click()
    assert "has withdrawn what it had published" in page.inner_text("h1")
    visitor.goes_to("/leeds/")

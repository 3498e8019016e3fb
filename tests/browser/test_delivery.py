"""Delivery in a real browser: plan and report an action by keyboard, re-plan a portfolio, have a team's plan challenged; every page looked at."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from tallystick_web.accounts import actions as accounts
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, CouncilType, Role, Unit
from tallystick_web.delivery.actions import load, plans, projects, risks, work
from tallystick_web.delivery.models import Action, Benefit, PortfolioProposal, ServicePlan
from tallystick_web.plans import actions as strategy

from .conftest import Keys, Visitor

PASSWORD = "a tally of two halves"


@pytest.fixture
def leeds(transactional_db: None) -> Council:
    """Two projects that Bob cannot do both of, an action that slips, a risk above appetite, a plan being drafted."""
    today = timezone.localdate()
    leeds = councils.add_council(
        slug="leeds", name="Leeds City Council", gss_code="E08000035", type=CouncilType.METROPOLITAN
    )
    people = {}
    for name, role in (("Alice", Role.PERFORMANCE_TEAM), ("Bob", Role.DIRECTOR)):
        people[name] = accounts.add_person(email=f"{name.lower()}@leeds.example", name=name, password=PASSWORD, by=None)
        councils.give_role(council=leeds, person=people[name], role=role, by=None)
    alice, bob = people["Alice"], people["Bob"]
    service = councils.add_unit(council=leeds, name="Street cleansing", kind=Unit.Kind.SERVICE, by=alice)
    plan = strategy.keep_plan(council=leeds, reference="city-plan", title="City Plan", by=alice)
    theme = strategy.keep_theme(plan=plan, title="Environment", by=alice)
    priority = strategy.keep_priority(council=leeds, reference="ENV-1", theme=theme, title="Cleaner streets", by=alice)
    _projects(leeds, alice, bob)
    action = work.keep_action(
        council=leeds, reference="A-001", title="Sweep the market twice a day", purpose="Fewer complaints.", owner=alice, service=service,
        start=today - timedelta(days=40), due=today + timedelta(days=60), priorities=[priority], project=leeds.projects.get(reference="P-001"),
        state="in_progress", by=alice,
    )  # fmt: skip
    work.keep_milestone(action=action, title="Rota agreed", due=today - timedelta(days=12), by=alice)
    work.redate_action(action=action, now=today + timedelta(days=90), reason="The sweeper comes late.", by=alice)
    financial = risks.keep_appetite(council=leeds, category="Financial", limit=6, by=bob)
    risks.keep_risk(
        council=leeds, reference="R-001", title="The grant ends early", cause="A new government", event="the grant ends", category=financial,
        effect="half of the sweepers stop", likelihood=4, impact=5, likelihood_after=3, impact_after=4, owner=bob, actions=[action],
        priorities=[priority], review_due=today, by=alice,
    )  # fmt: skip
    service_plan = plans.keep_service_plan(
        unit=service, year=today.year - (today.month < 4), words="Clean streets.", owner=alice, by=alice
    )
    plans.keep_entry(
        plan=service_plan, words="Sweep the markets twice a day", priority=priority, action=action, by=alice
    )
    return leeds


def _projects(leeds: Council, alice: User, bob: User) -> None:
    first = timezone.localdate()
    for number, hours in ((1, 20), (2, 25)):
        project = projects.keep_project(
            council=leeds, reference=f"P-00{number}", title=f"Project number {number}", purpose="Fewer rats.", manager=alice,
            start=first, due=first + timedelta(weeks=20), cost=Decimal(20_000), effort=Decimal(30), by=alice,
        )  # fmt: skip
        load.keep_assignment(
            project=project,
            person=bob,
            role="Lead",
            hours=Decimal(hours),
            first=first,
            last=first + timedelta(weeks=20),
            by=alice,
        )
    projects.keep_savings(
        project=project,
        partner="Binco",
        cost=Decimal(9_000_000),
        parts=2,
        of=3,
        threshold=Decimal(6_000_000),
        forecast=Decimal(5_200_000),
        by=alice,
    )


def test_an_action_is_planned_and_reported_by_keyboard(leeds: Council, visitor: Visitor) -> None:
    page = visitor.page
    visitor.signs_in("alice@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/delivery/actions/")
    assert page.locator("h1").inner_text() == "1 of 1 action is slipping or overdue"
    visitor.goes_to("/leeds/delivery/add/action/?priority=ENV-1")
    page.locator("#id_title").focus()
    page.keyboard.type("Buy a second sweeper")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Add the action":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/actions/A-002/")
    visitor.looks("action-added")
    visitor.goes_to("/leeds/delivery/actions/A-001/")
    assert page.locator("h1").inner_text() == "A-001 is slipping by 12 days"
    assert "was not reached" in page.locator(".sentence").inner_text()
    with page.expect_navigation():
        page.get_by_role("link", name="Reached").click()
    visitor.looks("milestone-reached")
    page.get_by_role("button", name="Mark as reached").click()
    page.wait_for_url("**/actions/A-001/")
    assert "On time" in page.locator(".sentence").inner_text()
    with page.expect_navigation():
        page.get_by_role("button", name="Mark as done").click()
    assert Action.objects.get(reference="A-001").state == "done"


def test_a_portfolio_is_planned_anew(leeds: Council, visitor: Visitor) -> None:
    page = visitor.page
    visitor.signs_in("alice@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/delivery/load/")
    assert "1 person is over-committed" in page.locator("h1").inner_text()
    visitor.goes_to("/leeds/delivery/load/try/")
    page.fill("#id_delay", "P-002")
    page.fill("#id_weeks", "26")
    page.get_by_role("button", name="Try it").click()
    page.get_by_text("No longer over-committed: Bob").wait_for()
    visitor.looks("load-tried")
    page.fill("#id_title", "After the summer")
    page.get_by_role("button", name="Keep as a proposal").click()
    page.wait_for_url("**/load/proposals/")
    visitor.looks("load-proposals")
    assert PortfolioProposal.objects.get().title == "After the summer"


def test_a_teams_plan_is_challenged(leeds: Council, visitor: Visitor) -> None:
    page, plan = visitor.page, ServicePlan.objects.get()
    address = f"/leeds/delivery/plans/{plan.pk}/"
    visitor.signs_in("alice@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/delivery/plans/")
    visitor.goes_to(address)
    page.get_by_role("button", name="Propose to the management team").click()
    page.get_by_role("heading", name="The plan is proposed, and not challenged yet").wait_for()
    page.context.clear_cookies()
    visitor.signs_in("bob@leeds.example", PASSWORD)
    page.goto(address)
    page.get_by_role("button", name="Record that it was challenged").click()
    page.get_by_role("alert").get_by_text("Ask a question first").wait_for()
    visitor.looks("plan-not-challenged")
    page.fill("#reason", "We went through it together on Monday.")
    page.get_by_role("button", name="Record that it was challenged").click()
    page.get_by_role("button", name="Agree").click()
    page.get_by_role("heading", name="The plan is agreed").wait_for()
    visitor.looks("plan-agreed")


def test_several_actions_are_changed_and_a_benefit_in_money_followed_by_keyboard(
    leeds: Council, visitor: Visitor
) -> None:
    page, keys = visitor.page, Keys(visitor.page)
    visitor.signs_in("alice@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/delivery/actions/")
    keys.goes_to(page.get_by_label("Choose A-001"))
    page.keyboard.press("Space")
    keys.button("Change the chosen actions")
    keys.picks("Owner (optional)", "Bob")
    keys.button("Look at what would change")
    visitor.looks("actions-looked-at")
    assert "owner: Alice → Bob" in page.inner_text("main")
    keys.button("Change 1 action")
    assert str(Action.objects.get().owner) == "Bob"
    visitor.goes_to("/leeds/delivery/projects/P-001/benefit/")
    keys.types("Benefit", "Less overtime")
    keys.types("Money it is planned to bring (optional)", "12,000")
    keys.button("Save")
    benefit = Benefit.objects.get()
    visitor.goes_to(f"/leeds/delivery/benefits/{benefit.pk}/")
    keys.types("Brought so far, in all", "3000")
    keys.types("How is it known?", "The ledger of overtime.")
    page.get_by_label("Up to which day?").fill(
        timezone.localdate().isoformat()
    )  # browsers differ in how a day is typed
    keys.goes_to(page.get_by_role("button", name="Save", exact=True))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    visitor.looks("benefit-brought")
    assert "£3,000" in page.inner_text("main")


def test_an_owner_takes_own_actions_to_a_spreadsheet_and_back_by_keyboard(leeds: Council, visitor: Visitor) -> None:
    cora = accounts.add_person(email="cora@leeds.example", name="Cora", password=PASSWORD, by=None)
    councils.give_role(council=leeds, person=cora, role=Role.CONTRIBUTOR, by=None)
    Action.objects.update(owner=cora)
    page, keys = visitor.page, Keys(visitor.page)
    visitor.signs_in("cora@leeds.example", PASSWORD)
    visitor.goes_to(f"/leeds/delivery/actions/?owner={cora.pk}")
    keys.goes_to(page.locator("main").get_by_role("link", name="CSV").first)
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    table = Path(saved.value.path()).read_text(encoding="utf-8-sig").replace("twice a day", "three times a day")
    visitor.goes_to("/leeds/documents/")
    page.set_input_files(
        "input[type=file]", {"name": "mine.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )  # the dialogue of the system is not ours
    keys.button("Read the file")
    visitor.looks("own-actions-read")
    keys.presses(page.get_by_role("button", name="Accept ").first)
    assert Action.objects.get().title == "Sweep the market three times a day"


def test_every_other_page_is_accessible_and_fits_a_phone(leeds: Council, visitor: Visitor) -> None:
    visitor.signs_in("alice@leeds.example", PASSWORD)
    for address in (
        "actions/A-001/change/", "actions/A-001/date/", "dates/", "risks/R-001/", "risks/R-001/review/", "heat-map/",
        "appetite/", "projects/", "projects/P-002/", "projects/P-001/highlights/", "gantt/", "programmes/", "benefits/",
        "projects/P-001/option/", "load/?span=week", "load/order/", "load/best/?money=20000", "calendar/?show=all", "calendar/feed/",
    ):  # fmt: skip
        visitor.goes_to(f"/leeds/delivery/{address}")
    visitor.goes_to("/leeds/delivery/risks/")
    assert visitor.page.locator("table.table-stack").count() == (visitor.page.viewport_size["width"] < 400)  # type: ignore[index]
    for address in (
        "add/action/", "actions/A-001/date/", "actions/A-001/milestones/", "add/risk/", "risks/R-001/review/", "appetite/", "add/project/",
        "projects/P-001/option/", "projects/P-001/report/",
    ):  # fmt: skip
        visitor.sends_empty(f"/leeds/delivery/{address}")

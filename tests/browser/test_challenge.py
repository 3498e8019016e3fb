"""From the report of a peer challenge to a closing by a second person, with nothing but the keyboard, at both widths."""

from pathlib import Path

import pytest

from tallystick_web.accounts import actions as accounts
from tallystick_web.challenges.models import Point, Thread
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import CouncilType, Role
from tallystick_web.delivery.models import Action

from .conftest import Keys, Visitor, photograph

PASSWORD = "a tally of two halves"
REPORT = Path(__file__).parent.parent / "tallystick" / "documents" / "samples" / "peer_challenge.txt"


@pytest.fixture
def people(transactional_db: None) -> None:
    calder = councils.add_council(
        slug="calder", name="Calder Marsh District Council", gss_code="E07009999", type=CouncilType.DISTRICT
    )
    for name, role in (("Alice", Role.PERFORMANCE_TEAM), ("Bob", Role.DIRECTOR)):
        somebody = accounts.add_person(email=f"{name.lower()}@calder.example", name=name, password=PASSWORD, by=None)
        councils.give_role(council=calder, person=somebody, role=role, by=None)


def signs_in(visitor: Visitor, name: str) -> Keys:
    visitor.page.context.clear_cookies()
    visitor.signs_in(f"{name.lower()}@calder.example", PASSWORD)
    return Keys(visitor.page)


def test_from_the_report_to_a_closing_by_two_people(people: None, visitor: Visitor) -> None:
    page, keys = visitor.page, signs_in(visitor, "Alice")
    visitor.goes_to("/calder/challenges/")
    visitor.goes_to("/calder/documents/")
    page.set_input_files("input[type=file]", str(REPORT))  # the dialogue of the system is not ours
    keys.button("Read the file")
    visitor.looks("challenge-read")
    keys.presses(page.get_by_role("button", name="Accept ").first)
    assert Point.objects.filter(list="recommendation").count() == 3, "one stands over two pages and is looked at"

    visitor.goes_to("/calder/challenges/")
    keys.presses(page.locator("h2 a").first)
    visitor.looks("challenge-page")
    keys.link("Give scrutiny a plan of its own.")
    visitor.looks("point-received")
    keys.link("Respond")
    keys.button("Save")
    visitor.looks("point-not-answered")
    assert "Choose what the council answers" in page.inner_text("main")
    keys.chooses("Accepted")
    keys.types("What will be different once it is done?", "Scrutiny looks at what residents ask about.")
    keys.picks("Accountable officer (optional)", "Ali")
    keys.button("Save")
    visitor.looks("point-answered")

    keys.link("Begin delivery")
    keys.button("Begin delivery")
    keys.link("Add an action for recommendation 2")
    visitor.looks("point-action")
    keys.types("Or a new one: what will be done", "A plan for scrutiny each May")
    keys.button("Save")
    keys.link("A-001 A plan for scrutiny each May")
    keys.link("Say how it comes along")
    keys.types("How does it come along?", "The committee met twice and has a draft.")
    keys.button("Report progress")
    assert Action.objects.get().note == "The committee met twice and has a draft."

    visitor.goes_to(point_address())
    keys.link("Say that it is delivered")
    keys.types("What was done?", "The plan was agreed in May.")
    keys.button("Say that it is delivered")
    assert "no evidence on the record yet" in page.inner_text("main")
    for form in ("evidence", "actions"):
        visitor.sends_empty(f"{point_address()}{form}/")
    visitor.goes_to(point_address())
    keys.link("Add evidence")
    keys.chooses("Decision")
    keys.types("What does it show?", "The committee agreed its plan.")
    keys.types("Decision (optional)", "Scrutiny, 14 May, item 4")
    visitor.looks("point-evidence")
    keys.button("Save")
    keys.link("Add evidence")
    keys.chooses("File")
    keys.types("What does it show?", "The plan on the wall of the committee room.")
    keys.goes_to(page.get_by_label("File", exact=True).last)
    page.set_input_files("input[type=file]", {"name": "wall.jpg", "mimeType": "image/jpeg", "buffer": photograph()})
    keys.button("Save")
    visitor.looks("point-photograph")
    assert "The plan on the wall of the committee room." in page.inner_text("main")
    keys.link("Propose: impact evidenced")
    keys.types("What difference has it made, and to whom?", "Half of the items now come from residents.")
    keys.button("Propose: impact evidenced")
    keys.link("Decide the closing")
    visitor.looks("closing-own")
    assert "Another person has to decide it" in page.inner_text("main")
    assert not page.get_by_role("button", name="Agree", exact=True).count()

    keys = signs_in(visitor, "Bob")
    visitor.goes_to(point_address())
    keys.link("Decide the closing")
    visitor.looks("closing")
    keys.button("Agree")
    visitor.looks("point-closed")
    assert "It helped: Half of the items now come from residents." in page.inner_text("main")
    assert Thread.objects.get(points__list="recommendation", points__number=2).state == "impact_evidenced"

    home = point_address().split("points/")[0]
    for address in (
        home,
        f"{home}position/",
        f"{home}what-came-of-it/",
        f"{home}clocks/",
        "/calder/challenges/recommendations/",
    ):
        visitor.goes_to(address)


def point_address() -> str:
    point = Point.objects.get(list="recommendation", number=2)
    return f"/calder/challenges/{point.challenge.reference}/points/{point.slug}/"

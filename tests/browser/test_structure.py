"""A council's first day in a real browser: its directorates and services, who heads them, and one that is closed again."""

import pytest

from tallystick_web.accounts import actions as accounts
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, CouncilType, Role, Unit

from .conftest import Visitor

PASSWORD = "a tally of two halves"


@pytest.fixture
def leeds(transactional_db: None) -> Council:
    leeds = councils.add_council(
        slug="leeds", name="Leeds City Council", gss_code="E08000035", type=CouncilType.METROPOLITAN
    )
    for name, role in (("Alice", Role.PERFORMANCE_TEAM), ("Bob", Role.DIRECTOR)):
        one = accounts.add_person(email=f"{name.lower()}@leeds.example", name=name, password=PASSWORD, by=None)
        councils.give_role(council=leeds, person=one, role=role, by=None)
    return leeds


HEADED = "Each of 2 directorates and services has a head, of its own or above it"


def test_the_tree_is_built_headed_and_pruned(leeds: Council, visitor: Visitor) -> None:
    page = visitor.page

    def opens(link: str, name: str) -> None:
        page.get_by_role("link", name=link).click()
        visitor.looks(name)

    def presses(button: str, heading: str) -> None:
        page.get_by_role("button", name=button, exact=True).click()
        page.get_by_role("heading", level=1, name=heading).wait_for()
        visitor.looks(heading[:20].replace(" ", "-").lower())

    visitor.signs_in("alice@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/people/")
    opens("Directorates and services", "units-none")
    opens("Add the first", "unit-add")
    page.get_by_label("Directorate", exact=True).check()
    page.get_by_label("Name").fill("Environment")
    page.get_by_label("Who heads it?").select_option(label="Bob")
    presses("Add", "Environment has somebody at its head")
    opens("Add beneath Environment", "unit-beneath")
    presses("Add", "Add a directorate or service")
    assert page.get_by_text("Enter the name.").count() == 2, "in the summary and beside the field"
    page.get_by_label("Name").fill("Streets")
    presses("Add", HEADED)
    opens("Change Streets", "unit-change")
    page.get_by_label("Name").fill("Street scene")
    presses("Save", HEADED)
    opens("Close … Environment", "unit-close-not")
    page.get_by_text("Street scene still stands beneath Environment.").wait_for()
    page.get_by_role("link", name="Back to directorates and services").click()
    opens("Close … Street scene", "unit-close")
    presses("Close Street scene", "Environment has somebody at its head")
    assert Unit.objects.get(name="Street scene").closed_on is not None
    page.get_by_text("Closed (1)").click()
    page.get_by_role("button", name="Open it again").click()
    page.get_by_role("heading", level=1, name=HEADED).wait_for()
    assert Unit.objects.get(name="Street scene").closed_on is None

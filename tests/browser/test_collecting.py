"""An owner's minute: four values by keyboard alone, from signing in to done, with every key counted."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tallystick import periods
from tallystick.periods import Frequency
from tallystick.series import Vintage
from tallystick.status import Polarity
from tallystick_web.accounts import actions as accounts
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, CouncilType, Role
from tallystick_web.councils.queries import own_area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Observation

from .conftest import Visitor

PASSWORD = "a tally of two halves"
Q3 = periods.quarter(2009, 3)
FOUR = [
    ("CR1", "Recorded robberies", "offences", ["330", "310", "322", "305", "290", "270"]),
    ("CS2", "Calls answered in 20 seconds", "%", ["81", "79.5", "83", "84.1", "85", "84.6"]),
    ("HS3", "Days to let a home", "days", ["31", "30", "33", "29", "27", "28"]),
    ("LI4", "Visits to libraries", "visits", ["210000", "198000", "205400", "201000", "212000", "199500"]),
]


def add_person(council: Council, name: str, *roles: Role) -> User:
    one = accounts.add_person(email=f"{name.lower()}@{council.slug}.example", name=name, password=PASSWORD, by=None)
    for role in roles:
        councils.give_role(council=council, person=one, role=role, by=None)
    return one


@pytest.fixture
def leeds(transactional_db: None) -> Council:
    """Erin owns four quarterly measures with six values each; those of Q3 2009/10 are asked for."""
    council = councils.add_council(
        slug="leeds", name="Leeds City Council", gss_code="E08000035", type=CouncilType.METROPOLITAN
    )
    alice, erin = add_person(council, "Alice", Role.PERFORMANCE_TEAM), add_person(council, "Erin", Role.CONTRIBUTOR)
    for reference, title, unit, values in FOUR:
        parts = {"numerator": "calls answered in time", "denominator": "calls"} if unit == "%" else {}
        one = measures.keep_measure(
            council=council, reference=reference, title=title, unit=unit, frequency=Frequency.QUARTER, owner=erin,
            polarity=Polarity.HIGHER_IS_BETTER if unit in ("%", "visits") else Polarity.LOWER_IS_BETTER,
            collection_minutes=1, by=alice, **parts,
        )  # fmt: skip
        held = [
            measures.NewObservation(one, own_area(council), Q3.step(n - len(values)), Vintage.VALIDATED, Decimal(value))
            for n, value in enumerate(values)
        ]
        measures.record_observations(council=council, observations=held, by=alice)
        measures.set_target(
            measure=one, name="Target", period=periods.financial_year(2009), value=Decimal(values[0]), by=alice
        )
    measures.ask(council=council, period=Q3, deadline=date(2010, 1, 14), by=alice)
    return council


class Keyboard:
    """What a person presses, counted; text counts a key a character."""

    def __init__(self, visitor: Visitor) -> None:
        self.page, self.pressed = visitor.page, 0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.pressed += times

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def tabs_to(self, name: str) -> None:
        """Tab until the link or button has the keyboard."""
        for _ in range(40):
            if name in self.page.evaluate(
                "document.activeElement === document.body ? '' : document.activeElement.textContent"
            ):
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached by Tab")

    def tabs_to_field(self, reference: str, field: str) -> None:
        """Tab until a field of a measure has the keyboard."""
        place = "(document.activeElement.closest('section')?.textContent.trim() ?? '') + document.activeElement.id"
        for _ in range(40):
            where = str(self.page.evaluate(place))
            if where.startswith(reference) and where.endswith(f"-{field}"):
                return
            self.press("Tab")
        raise AssertionError(f"{reference} is not reached by Tab")


FILLED = (("CR1", "value", "262"), ("CS2", "numerator", "4301"), ("CS2", "denominator", "5010"), ("HS3", "value", "27"))


def test_an_owners_minute(leeds: Council, visitor: Visitor, capsys: pytest.CaptureFixture[str]) -> None:
    visitor.signs_in("erin@leeds.example", PASSWORD)
    visitor.page.wait_for_url("**/leeds/work/")
    visitor.looks("my-work")
    assert visitor.page.get_by_role("heading", level=1).inner_text() == "You have 4 things to do this week"
    keys = Keyboard(visitor)
    keys.tabs_to("Enter Recorded robberies")
    keys.press("Enter")
    visitor.page.wait_for_url("**/leeds/collect/**")
    visitor.looks("collect")
    to_the_page, keys.pressed = keys.pressed, 0
    for reference, field, text in FILLED:
        keys.tabs_to_field(reference, field)
        keys.types(text)
    keys.tabs_to_field("LI4", "value")
    keys.types("2035000")  # a slip: a nought too many
    with visitor.page.expect_navigation():
        keys.press("Enter")
    visitor.looks("collect-asked")
    assert visitor.page.get_by_text("3 values saved").is_visible()
    assert visitor.page.get_by_text("is more than half more than").first.is_visible()
    keys.tabs_to_field("LI4", "value")
    keys.press("Control+a")
    keys.types("203500")
    with visitor.page.expect_navigation():
        keys.press("Enter")
    visitor.looks("collect-done")
    assert visitor.page.get_by_role("heading", level=1).inner_text() == "No value is asked of you now"
    held = {one.measure.reference: one.value for one in Observation.objects.filter(end=Q3.end)}
    assert held["CR1"] == 262 and held["LI4"] == 203500 and round(held["CS2"], 2) == Decimal("85.85")
    with capsys.disabled():
        print(f"\nan owner's minute at {visitor.page.viewport_size['width']} px: {to_the_page} keys to the page, "  # type: ignore[index]
              f"{keys.pressed} for four values, one slip among them")  # fmt: skip
    assert keys.pressed <= 60


def test_the_spreadsheet_round_trip(leeds: Council, visitor: Visitor, tmp_path: Path) -> None:
    visitor.signs_in("erin@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/collect/")
    keys = Keyboard(visitor)
    keys.tabs_to("download my measures as Excel")
    with visitor.page.expect_download() as download:
        keys.press("Enter")
    rows = [
        list(row)
        for row in openpyxl.load_workbook(BytesIO(download.value.path().read_bytes()))["Values"].iter_rows(
            values_only=True
        )
    ]
    file, head = tmp_path / "filled.xlsx", list(rows[0])
    given = {
        "CR1": {"value": 262},
        "CS2": {"numerator": 4301, "denominator": 5010},
        "HS3": {"missing": "not_collected"},
    }
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("Values")
        for down, row in enumerate(rows):
            for along, value in enumerate(row):
                typed = given.get(str(row[0]), {}).get(str(head[along]), value)
                sheet.write(down, along, typed)
    visitor.goes_to("/leeds/documents/")
    visitor.page.set_input_files("input[type=file]", str(file))  # the dialog is the system's own
    keys.tabs_to("Read the file")
    keys.press("Enter")
    visitor.page.wait_for_url("**/documents/*/")
    visitor.looks("my-measures-brought-in")
    keys.tabs_to("Accept ")
    with visitor.page.expect_navigation():
        keys.press("Enter")
    visitor.goes_to("/leeds/collect/")
    assert visitor.page.get_by_role("heading", level=1).inner_text() == "1 value is asked of you"
    held = {one.measure.reference: one.value for one in Observation.objects.filter(end=Q3.end)}
    assert held == {"CR1": Decimal(262), "CS2": pytest.approx(Decimal("85.848"), abs=Decimal("0.001")), "HS3": None}


def test_a_workbook_is_filled_accepted_seen_on_the_measures_page_and_put_right(
    leeds: Council, visitor: Visitor, tmp_path: Path
) -> None:
    page = visitor.page
    visitor.signs_in("erin@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/collect/")
    with page.expect_download() as download:
        page.get_by_role("link", name="download my measures as Excel").click()
    file = tmp_path / "mine.xlsx"
    download.value.save_as(file)
    filled(file, {"CR1": {"value": 262, "note": "From the police."}})
    visitor.goes_to("/leeds/documents/")
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="Read the file").click()
    page.wait_for_url("**/documents/*/")
    with page.expect_navigation():
        page.get_by_role("button", name="Accept").first.click()
    visitor.goes_to("/leeds/measures/CR1/")
    assert "fell to 262 offences in Q3 2009/10" in page.inner_text("h1").replace("\xa0", " ")

    visitor.sends_empty("/leeds/collect/correct/CR1?period=q3-2009-10")
    page.get_by_label("Value for October to December 2009").fill("266")
    page.get_by_label("Why does the figure change?").fill("Four were recorded late.")
    with page.expect_navigation():
        page.get_by_role("button", name="Put it right").click()
    visitor.looks("measure-put-right")
    history = page.locator("tr", has_text="Q3 2009/10").all_inner_texts()
    assert any("266" in one and "counts now" in one and "Four were recorded late." in one for one in history)
    assert any("262" in one and "a newer value stands in front of it" in one for one in history)
    visitor.page.context.clear_cookies()
    visitor.signs_in("alice@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/collect/round/q3-2009-10/")
    assert page.get_by_role("heading", level=1).inner_text().startswith("1 of 4 values asked for in Q3 2009/10 is in")
    visitor.sends_empty("/leeds/collect/round/q3-2009-10/ask/")


def filled(file: Path, given: dict[str, dict[str, object]]) -> None:
    """The workbook as a person fills it in, in the file itself."""
    book = openpyxl.load_workbook(file)
    head, *rows = book["Values"].iter_rows()
    names = [cell.value for cell in head]
    for row in rows:
        for name, value in given.get(str(row[0].value), {}).items():
            row[names.index(name)].value = value
    book.save(file)


def test_the_pages_of_the_performance_team(leeds: Council, visitor: Visitor) -> None:
    visitor.signs_in("alice@leeds.example", PASSWORD)
    erin = User.objects.get(name="Erin")
    for address in (
        "/leeds/collect/round/q3-2009-10/", "/leeds/collect/round/q3-2009-10/ask/", "/leeds/collect/owners/",
        "/leeds/collect/correct/CS2?period=q2-2009-10", "/leeds/people/deputies/", "/leeds/people/", f"/leeds/people/{erin.pk}/leave/",
    ):  # fmt: skip
        visitor.goes_to(address)

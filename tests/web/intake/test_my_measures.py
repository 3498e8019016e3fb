"""The workbook of one's own measures: downloaded with blanks, filled in by another program, brought back, brought back again."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tallystick import periods
from tallystick.periods import Frequency
from tallystick.series import Vintage
from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.queries import own_area
from tallystick_web.intake import actions, reading
from tallystick_web.intake.models import Change, Item, Proposal
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure, Observation

from ..conftest import person

SignedIn = Callable[[User], Client]
Q3 = periods.quarter(2009, 3)
Rows = list[list[Any]]


@pytest.fixture
def erin(leeds: Council) -> User:
    return person("Erin", leeds, Role.ACCOUNTABLE_OFFICER)


@pytest.fixture
def asked(measure: Measure, erin: User, alice: User) -> Council:
    """Four values of Erin's are asked for; one measure is monthly, one has a title that begins like a formula."""
    council = measure.council
    measures.reassign(measures=[measure], owner=erin, by=alice)
    kept: list[dict[str, Any]] = [
        {"reference": "CALLS", "title": "Calls answered", "unit": "%", "numerator": "in time", "denominator": "calls"},
        {"reference": "DAYS", "title": '=HYPERLINK("http://x")', "unit": "days"},
        {"reference": "JOBS", "title": "Jobs", "unit": "people", "frequency": Frequency.CALENDAR_YEAR},
    ]
    for one in kept:
        measures.keep_measure(council=council, owner=erin, by=alice, **({"frequency": Frequency.QUARTER} | one))
    measures.ask(council=council, period=Q3, deadline=date(2010, 1, 14), by=alice)
    return council


@pytest.fixture
def rows(asked: Council, erin: User, signed_in: SignedIn) -> Rows:
    """The sheet of values as it is downloaded."""
    answer = signed_in(erin).get("/leeds/collect/my-measures.xlsx")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="leeds-my-measures-')
    return [list(row) for row in openpyxl.load_workbook(BytesIO(answer.content))["Values"].iter_rows(values_only=True)]


def filled(rows: Rows, **values: dict[str, Any]) -> Rows:
    """The rows with cells filled in, by reference."""
    head = [str(name) for name in rows[0]]
    found = [list(row) for row in rows]
    for row in found[1:]:
        for name, value in values.get(str(row[0]).replace(" ", ""), {}).items():
            row[head.index(name)] = value
    return found


def written(rows: Rows, *, inline: bool = False, percent: bool = False) -> bytes:
    """A workbook as another program saves it: its own strings, its own formats, without our styles and checks."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": not inline, "constant_memory": inline}) as book:
        book.add_worksheet("Notes to self").write(0, 0, "Ask Fay about the calls")
        sheet = book.add_worksheet("Values")
        formats = {"%": book.add_format({"num_format": "0.00%"}), "d": book.add_format({"num_format": "dd/mm/yyyy"})}
        for down, row in enumerate(rows):
            for along, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(down, along, value, formats["d"])
                elif percent and isinstance(value, float):
                    sheet.write_number(down, along, value / 100, formats["%"])
                elif value is not None:
                    sheet.write(down, along, value) if not isinstance(value, str) else sheet.write_string(
                        down, along, value
                    )
    return file.getvalue()


def brought(data: bytes, council: Council, by: User) -> Proposal:
    found = reading.read(data, "my-measures.xlsx")
    return actions.propose(council=council, reading=found, period=None, by=by)


def held() -> dict[str, Decimal | None]:
    return {
        one.measure.reference: one.value for one in Observation.objects.filter(end__in=[Q3.end, date(2009, 12, 31)])
    }


FILLED: dict[str, dict[str, Any]] = {
    "NI195a": {"value": 11.2, "note": "=Counted anew"}, "CALLS": {"numerator": 47, "denominator": 400},
    "DAYS": {"missing": "not_collected"}, "JOBS": {"value": 4100, "vintage": "validated"},
}  # fmt: skip


def test_how_final_a_figure_mostly_is_stands_in_the_workbook_as_on_the_page(
    asked: Council, measure: Measure, erin: User, signed_in: SignedIn
) -> None:
    for back, vintage, value in ((2, Vintage.VALIDATED, 11), (1, Vintage.VALIDATED, 12), (1, Vintage.CORRECTED, 13)):
        last = measures.NewObservation(measure, own_area(asked), Q3.step(-back), vintage, Decimal(value))
        measures.record_observations(council=asked, observations=[last], by=erin)
    answer = signed_in(erin).get("/leeds/collect/my-measures.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content))["Values"]
    head, *rows = sheet.iter_rows(values_only=True)
    final = {str(row[0]): row[head.index("vintage")] for row in rows}
    assert (final[measure.reference], final["JOBS"]) == ("validated", "provisional")
    page = signed_in(erin).get("/leeds/collect/").content.decode()
    assert page.count('<option value="validated" selected>') == 1


def test_the_workbook_names_every_value_that_is_asked_and_guards_formulas(rows: Rows) -> None:
    assert [str(row[0]) for row in rows[1:]] == ["CALLS", "DAYS", "JOBS", "NI 195a"]
    assert [row[2] for row in rows[1:]] == ["Q3 2009/10", "Q3 2009/10", "2009", "Q3 2009/10"]
    assert all(not str(cell).startswith("=") for row in rows for cell in row)
    assert "Q2 2009/10: 11.75%" in str(rows[4][6])


def test_what_comes_back_untouched_proposes_nothing(rows: Rows, asked: Council, erin: User) -> None:
    assert brought(written(rows), asked, erin).has_nothing_new


@pytest.mark.parametrize("how", [{}, {"inline": True}, {"percent": False, "inline": True}])
def test_what_another_program_saved_is_read_as_it_was_meant(
    how: dict[str, bool], rows: Rows, asked: Council, erin: User
) -> None:
    proposal = brought(written(filled(rows, **FILLED), **how), asked, erin)
    assert {one.change for one in proposal.items.all()} == {Change.NEW} and proposal.items.count() == 4
    assert [one.why for one in proposal.items.all() if one.why] == []
    actions.accept_certain(proposal=proposal, by=erin)
    assert held() == {"NI 195a": Decimal("11.2"), "CALLS": Decimal("11.75"), "DAYS": None, "JOBS": Decimal(4100)}
    one = Observation.objects.get(measure__reference="NI 195a", end=Q3.end)
    assert (one.vintage, one.note, one.recorded_by) == ("provisional", "=Counted anew", erin)


def test_percentages_kept_as_percentages_are_not_taken_for_fractions(rows: Rows, asked: Council, erin: User) -> None:
    proposal = brought(written(filled(rows, NI195a={"value": 11.2}), percent=True), asked, erin)
    actions.accept_certain(proposal=proposal, by=erin)
    assert held() == {"NI 195a": Decimal("11.2")}


def test_bringing_the_same_file_in_again_is_harmless(rows: Rows, asked: Council, erin: User) -> None:
    data = written(filled(rows, **FILLED))
    actions.accept_certain(proposal=brought(data, asked, erin), by=erin)
    before = Observation.objects.count()
    assert brought(data, asked, erin).has_nothing_new and Observation.objects.count() == before


def test_a_cell_that_cannot_be_read_is_named_by_sheet_and_cell(
    rows: Rows, asked: Council, erin: User, signed_in: SignedIn
) -> None:
    proposal = brought(written(filled(rows, NI195a={"value": "eleven or so"}, JOBS={"value": 4100})), asked, erin)
    page = signed_in(erin).get(f"/leeds/documents/{proposal.pk}/").content.decode()
    assert "eleven or so" in page and "Values" in page and "H5" in page


def test_values_of_others_in_the_file_wait_for_the_performance_team(
    rows: Rows, asked: Council, erin: User, alice: User
) -> None:
    measures.reassign(measures=list(Measure.objects.filter(reference="JOBS")), owner=alice, by=alice)
    proposal = brought(written(filled(rows, **FILLED)), asked, erin)
    actions.accept_certain(proposal=proposal, by=erin)
    assert "JOBS" not in held() and held()["NI 195a"] == Decimal("11.2")
    assert [one.payload["measure"] for one in Item.objects.filter(proposal=proposal, state="waiting")] == ["JOBS"]


def test_nobody_else_gets_the_workbook_of_another(
    asked: Council, bob: User, dana: User, charlie: User, signed_in: SignedIn
) -> None:
    answer = signed_in(bob).get("/leeds/collect/my-measures.xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book["Values"].max_row == 1
    assert [signed_in(one).get("/leeds/collect/my-measures.xlsx").status_code for one in (dana, charlie)] == [403, 403]


OUT_OF_RANGE = "140% is more than 100%, which this measure never was."


@pytest.fixture
def odd(rows: Rows, asked: Council, erin: User) -> Proposal:
    """A workbook with a percentage that cannot be and nothing said about it, and one that is well."""
    return brought(written(filled(rows, NI195a={"value": 140}, DAYS={"value": 12})), asked, erin)


def test_a_value_out_of_the_ordinary_is_asked_about_at_its_sheet_and_cell(
    odd: Proposal, erin: User, signed_in: SignedIn
) -> None:
    page = signed_in(erin).get(f"/leeds/documents/{odd.pk}/").content.decode()
    item = odd.items.get(payload__measure="NI 195a")
    asked = page.split(f'id="note-{item.position}-hint">')[1].split("</div>")[0]
    assert OUT_OF_RANGE in asked and "Sheet Values, cell H5" in asked
    assert page.count("Say a word about it") == 1
    assert not item.certain and odd.items.get(payload__measure="DAYS").certain


def test_it_is_not_accepted_without_a_word_and_the_others_are(odd: Proposal, erin: User, signed_in: SignedIn) -> None:
    client, item = signed_in(erin), odd.items.get(payload__measure="NI 195a")
    client.post(f"/leeds/documents/{odd.pk}/decide/", {"decision": "accept-certain"})
    assert held() == {"DAYS": Decimal(12)}
    answer = client.post(
        f"/leeds/documents/{odd.pk}/decide/", {"decision": "accept-chosen", "chosen": [item.position]}, follow=True
    )
    assert OUT_OF_RANGE in answer.content.decode() and "NI 195a" not in held()
    client.post(f"/leeds/documents/{odd.pk}/items/{item.position}/", {"decision": "accept"})
    assert "NI 195a" not in held()


@pytest.mark.parametrize("button", ["accept-chosen", "accept"])
def test_with_a_word_it_is_accepted_and_the_word_stays_beside_it(
    button: str, odd: Proposal, erin: User, signed_in: SignedIn
) -> None:
    position = odd.items.get(payload__measure="NI 195a").position
    pressed = {"accept": position} if button == "accept" else {"decision": button, "chosen": [position]}
    signed_in(erin).post(f"/leeds/documents/{odd.pk}/decide/", {f"note-{position}": "Counted per site.", **pressed})
    one = Observation.objects.get(measure__reference="NI 195a", end=Q3.end)
    assert (one.value, one.note) == (Decimal(140), "Counted per site.")


def test_a_word_without_a_tick_is_kept_and_nothing_is_accepted(odd: Proposal, erin: User, signed_in: SignedIn) -> None:
    item = odd.items.get(payload__measure="NI 195a")
    signed_in(erin).post(
        f"/leeds/documents/{odd.pk}/decide/", {"decision": "accept-chosen", f"note-{item.position}": "Per site."}
    )
    item.refresh_from_db()
    assert item.payload["note"] == "Per site." and item.certain and not held()


def test_words_that_were_typed_go_with_whatever_is_pressed(odd: Proposal, erin: User, signed_in: SignedIn) -> None:
    item = odd.items.get(payload__measure="NI 195a")
    signed_in(erin).post(
        f"/leeds/documents/{odd.pk}/decide/", {"decision": "accept-certain", f"note-{item.position}": "Per site."}
    )
    assert held() == {"DAYS": Decimal(12), "NI 195a": Decimal(140)}


def test_a_note_in_the_workbook_answers_before_anybody_asks(rows: Rows, asked: Council, erin: User) -> None:
    proposal = brought(written(filled(rows, NI195a={"value": 140, "note": "Counted per site."})), asked, erin)
    assert proposal.items.get().certain
    actions.accept_certain(proposal=proposal, by=erin)
    assert held() == {"NI 195a": Decimal(140)}


def test_a_not_known_rate_in_the_same_file_is_held_against_its_limit(
    rows: Rows, asked: Council, erin: User, alice: User
) -> None:
    calls = Measure.objects.get(reference="CALLS")
    measures.keep_measure(council=asked, reference="NI 195a", not_known=calls, not_known_limit=Decimal(5), by=alice)
    proposal = brought(written(filled(rows, NI195a={"value": 11}, CALLS={"value": 9})), asked, erin)
    why = proposal.items.get(payload__measure="NI 195a").why
    assert "9% of the cases are not known, more than the 5% up to which the figure is relied on." in why


def test_a_history_that_no_round_asked_for_is_not_questioned(leeds: Council, measure: Measure, alice: User) -> None:
    text = "Reference,Period,Value\nNI 195a,Q3 2008/09,140\n"
    assert actions.propose(council=leeds, reading=reading.read(text.encode(), "old.csv"), by=alice).items.get().certain


def test_asking_takes_no_more_queries_for_more_values(
    rows: Rows, asked: Council, erin: User, signed_in: SignedIn
) -> None:
    one = brought(written(filled(rows, NI195a={"value": 140})), asked, erin)
    three = brought(written(filled(rows, NI195a={"value": 140}, CALLS={"value": -4}, DAYS={"value": -3})), asked, erin)
    client, counts = signed_in(erin), []
    for proposal in (one, three):
        client.get(f"/leeds/documents/{proposal.pk}/")
        with CaptureQueriesContext(connection) as found:
            client.get(f"/leeds/documents/{proposal.pk}/")
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_the_sheet_says_what_is_overdue_as_the_page_does(rows: Rows) -> None:
    state = rows[0].index("state")
    assert rows[1:] and all(str(row[state]).startswith("overdue since ") for row in rows[1:])

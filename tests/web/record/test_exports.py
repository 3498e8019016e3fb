"""What is exported comes back as it was, and no spreadsheet calculates it."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tallystick import documents, periods
from tallystick.documents.measures import MeasureTable
from tallystick.documents.registers import Register
from tallystick.judgement import Rating
from tallystick.series import Missing, Vintage
from tallystick_web.accounts.models import User
from tallystick_web.common import exports
from tallystick_web.councils.models import Council
from tallystick_web.councils.queries import own_area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure, Observation
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment

SignedIn = Callable[[User], Client]


def fetched(client: Client, address: str) -> bytes:
    response: Any = client.get(address)
    assert response.status_code == 200
    assert response.streaming, "an export must not be put together in memory"
    return b"".join(response.streaming_content)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2 more", "@name", "\t=1", "'=1"])
def test_a_text_like_a_formula_is_guarded(text: str) -> None:
    assert exports.as_text(text) == f"'{text}"
    assert exports.as_excel(text) == f"'{text}"


def test_numbers_are_never_guarded_rounded_or_given_an_exponent() -> None:
    assert exports.as_text(Decimal("-3.50000000")) == "-3.5"
    assert exports.as_text(Decimal("-0E-8")) == "0"
    assert exports.as_text(Decimal("1E+3")) == "1000"
    assert exports.as_text(Decimal("0.00000001")) == "0.00000001"
    assert exports.as_text(Decimal("1234567890123456.12345678")) == "1234567890123456.12345678"
    assert exports.as_text(None) == ""


def test_a_number_too_long_for_excel_goes_in_as_text() -> None:
    assert exports.as_excel(Decimal("1234567890123456.12345678")) == "1234567890123456.12345678"
    assert exports.as_excel(Decimal("0.12345678")) == Decimal("0.12345678")


def test_a_control_character_does_not_spoil_the_workbook() -> None:
    assert exports.as_excel("a\x0bb") == "ab"


def test_every_vintage_is_exported_and_a_withdrawn_value_is_not(
    leeds: Council, alice: User, measure: Measure, signed_in: SignedIn
) -> None:
    area, quarter = own_area(leeds), periods.quarter(2009, 2)
    revised = measures.NewObservation(
        measure, area, quarter, Vintage.REVISED, Decimal("-11.5"), note="=late return", markers="r"
    )
    missing = measures.NewObservation(
        measure, area, quarter.step(), Vintage.PROVISIONAL, None, missing=Missing.NOT_COLLECTED
    )
    measures.record_observations(council=leeds, observations=[revised, missing], by=alice)
    first = Observation.objects.order_by("id")[0]
    measures.withdraw_observation(observation=first, reason="Typed wrongly", by=alice)
    found = rows(fetched(signed_in(alice), "/leeds/export/observations.csv"))
    assert [(row["period"], row["vintage"], row["value"], row["missing"]) for row in found] == [
        ("Q2 2009/10", "provisional", "11.75", ""),
        ("Q2 2009/10", "revised", "-11.5", ""),
        ("Q3 2009/10", "provisional", "", "not collected"),
    ]
    assert found[1]["note"] == "'=late return"
    assert found[1]["markers"] == "[r]"


def test_assessments_keep_their_references_together_with_what_others_graded(
    assessment: Assessment, alice: User, signed_in: SignedIn
) -> None:
    [row] = rows(fetched(signed_in(alice), "/leeds/export/assessments.csv"))
    assert row == {
        "round": "Q2 2009/10",
        "references": "ENV-1",
        "narrative": "Litter fell to **11.75%** of streets.",
        "rating": "amber",
        "rating reason": "Progress, but short of the target.",
        "external grades": "Red Flag | Comprehensive Area Assessment | draft",
    }


def test_people_are_known_by_their_address_and_measures_by_their_reference(
    priority: Priority, measure: Measure, alice: User, bob: User, signed_in: SignedIn
) -> None:
    plans.keep_priority(
        council=priority.council, reference="ENV-1", accountable_officer=alice, accountable_director=bob, by=alice
    )
    [row] = rows(fetched(signed_in(alice), "/leeds/export/priorities.csv"))
    assert row["accountable officer"] == "alice@leeds.example"
    assert row["accountable director"] == "bob@leeds.example"
    assert (row["measures"], row["plan reference"], row["theme"]) == ("NI 195a", "city-plan", "Environment")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["priorities", "assessments", "measures", "targets"])
def test_the_library_reads_a_register_back_cell_for_cell(
    kind: str, form: str, measure: Measure, assessment: Assessment, alice: User, signed_in: SignedIn
) -> None:
    measures.set_target(
        measure=measure, name="Target", period=periods.financial_year(2009), value=Decimal("9.6"), by=alice
    )
    plans.keep_priority(council=measure.council, reference="ENV-1", title="-5% litter", by=alice)
    data = fetched(signed_in(alice), f"/leeds/export/{kind}.{form}")
    register = documents.recognise(documents.read_bytes(data, f"export.{form}"))
    assert isinstance(register, Register)
    assert register.records == kind
    assert not register.doubts
    as_csv = rows(fetched(signed_in(alice), f"/leeds/export/{kind}.csv"))
    unguarded = [{name: cell.removeprefix("'") for name, cell in row.items()} for row in as_csv]
    assert [row.cells for row in register.rows] == unguarded


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_library_reads_observations_back_digit_for_digit(
    form: str, leeds: Council, measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    exact = Decimal("0.12345678")
    more = measures.NewObservation(
        measure, own_area(leeds), periods.quarter(2009, 3), Vintage.ESTIMATED, exact, markers="u",
        numerator=Decimal(1), denominator=Decimal("8.1"), source="Survey", illustrative=True,
    )  # fmt: skip
    measures.record_observations(council=leeds, observations=[more], by=alice)
    table = documents.recognise(
        documents.read_bytes(fetched(signed_in(alice), f"/leeds/export/observations.{form}"), f"o.{form}")
    )
    assert isinstance(table, MeasureTable)
    last = table.rows[-1]
    assert (last.reference, last.title, last.area) == ("NI 195a", measure.title, "Leeds City Council")
    assert (last.period, last.value, last.vintage) == (periods.quarter(2009, 3), exact, Vintage.ESTIMATED)
    assert (last.numerator, last.denominator, last.source) == (Decimal(1), Decimal("8.1"), "Survey")
    assert ("".join(last.markers), last.illustrative) == ("u", True)


def test_references_and_periods_are_text_in_a_workbook_and_values_are_numbers(
    measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    measures.keep_measure(council=measure.council, reference="007", title="Bond", frequency="month", by=alice)
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(signed_in(alice), "/leeds/export/measures.xlsx"))).active
    assert sheet is not None
    assert sheet["A2"].value == "007"
    observed = openpyxl.load_workbook(io.BytesIO(fetched(signed_in(alice), "/leeds/export/observations.xlsx"))).active
    assert observed is not None
    assert (observed["E2"].value, observed["F2"].value) == ("Q1 2009/10", 12.5)


def test_an_export_takes_the_filters_of_its_list(
    priority: Priority, assessment: Assessment, measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    plans.keep_priority(council=priority.council, reference="ENV-2", theme=priority.theme, title="Waste", by=alice)
    measures.keep_measure(council=priority.council, reference="X", title="Waste", frequency="month", by=alice)
    client = signed_in(alice)

    def references(address: str, column: str = "reference") -> list[str]:
        return [row[column] for row in rows(fetched(client, f"/leeds/export/{address}"))]

    assert references("priorities.csv?rating=amber") == ["ENV-1"]
    assert references("priorities.csv?rating=none") == ["ENV-2"]
    assert references("measures.csv?q=waste") == ["X"]
    assert references("measures.csv?priority=ENV-1") == ["NI 195a"]
    assert references("observations.csv?measure=X", "measure") == []
    assert references("assessments.csv?round=q2-2009-10&exceptions=1", "references") == ["ENV-1"]
    reviews.judge(
        assessment=assessment, narrative="", rating=Rating.GREEN, reason="Good.", version=assessment.version, by=alice
    )
    assert references("assessments.csv?exceptions=1", "references") == []


def test_an_export_that_is_not_there_is_not_found(leeds: Council, alice: User, signed_in: SignedIn) -> None:
    assert signed_in(alice).get("/leeds/export/people.csv").status_code == 404
    assert signed_in(alice).get("/leeds/export/priorities.pdf").status_code == 404


def test_an_export_holds_only_the_council_of_its_address(
    assessment: Assessment, measure: Measure, charlie: User, signed_in: SignedIn
) -> None:
    for kind in ("priorities", "assessments", "measures", "targets", "observations"):
        assert rows(fetched(signed_in(charlie), f"/harborough/export/{kind}.csv")) == []
        assert signed_in(charlie).get(f"/leeds/export/{kind}.csv").status_code == 403

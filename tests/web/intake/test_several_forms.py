"""Files with several forms, a council's own action plans, and words that no reading holds."""

from typing import Any

from django.test import Client

from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action, Risk
from tallystick_web.intake import actions, queries, reading
from tallystick_web.intake.models import Proposal

from .test_views import Browser, text_of, upload

PLAN = """Our action plan,,,,
What we will do,By whom,By when,Progress,Status
Recommendation 1: Set out a vision,,,,
Hold a summit,alice@leeds.example,2026-03-31,Booked,On track
Print a forward plan,Head of Policy,Spring 2026,,Not started
"""
RISKS = """Risk ID,Risk,Inherent,Inherent,Residual,Residual,Risk owner
,,L,I,L,I,
SR1,Cyber attack,4,5,3,4,alice@leeds.example
"""


def doubts(proposal: Proposal) -> dict[str, str]:
    return {item.payload["title"]: item.why for item in queries.items(proposal)}


def test_an_action_plan_of_a_council_is_proposed_as_actions(leeds: Council, propose: Any, alice: Any) -> None:
    proposal = propose(PLAN, "plan.csv")
    whys = doubts(proposal)
    assert whys["Hold a summit"] == ""
    assert "Head of Policy" in whys["Print a forward plan"]
    assert "Spring 2026" in whys["Print a forward plan"]
    actions.accept_certain(proposal=proposal, by=alice)
    action = Action.objects.get(title="Hold a summit")
    assert (action.owner, action.note, action.purpose) == (
        alice,
        "On track. Booked",
        "Recommendation 1: Set out a vision",
    )


def test_a_risk_register_of_a_council_is_proposed_as_risks(leeds: Council, propose: Any, alice: Any) -> None:
    actions.accept_certain(proposal=propose(RISKS, "risks.csv"), by=alice)
    risk = Risk.objects.get(reference="SR1")
    assert (risk.likelihood, risk.impact, risk.likelihood_after, risk.impact_after) == (4, 5, 3, 4)


def test_a_reference_that_is_held_for_something_else_is_doubtful(leeds: Council, propose: Any, alice: Any) -> None:
    actions.accept_certain(proposal=propose(RISKS, "risks.csv"), by=alice)
    again = propose(RISKS.replace("Cyber attack", "A flood"), "others.csv")
    assert doubts(again)["A flood"].startswith("SR1 is held as “Cyber attack”.")


REPORT = """Performance of quarter 2 2025/26
Priority 1: Clean streets
Status: Amber
Litter fell in every ward.
Priority 2: Safe parks
Status: Red
Two lamps are broken.
"""


def report() -> reading.Reading:
    """A report with a table of measures between its priorities, as a Word file has it."""
    from tallystick import documents
    from tallystick.documents.model import Block, BlockKind, Document, Place

    rows = (
        ("Ref", "Measure", "Frequency", "Q1 2025/26"),
        ("Bins are emptied in time", "", "", ""),
        ("A1", "Litter", "Quarterly", "4"),
    )
    table = Block(BlockKind.TABLE, "", Place(table=1), rows=rows)
    text = documents.read_bytes(REPORT.encode(), "report.txt")
    document = Document("docx", (*text.blocks, table))
    first, *others = documents.recognise_all(document)
    from tallystick.documents import leftover

    left_over = leftover.of(document, (first, *others))
    return reading.Reading("report.docx", b"report", "0" * 64, document, first, tuple(others), left_over)


def test_each_form_of_a_file_is_proposed_and_leads_to_the_others(
    leeds: Council, alice: Any, signed_in: Browser
) -> None:
    first, second = (actions.propose(council=leeds, reading=each, by=alice) for each in reading.each(report()))
    assert [first.kind, second.kind] == ["action_tracker", "measure_table"]
    browser: Client = signed_in(alice)
    told = text_of(browser.get(f"/leeds/documents/{first.pk}/"))
    assert "Also in this file: table of measures" in told
    assert "1 passage of the file was not taken" in told
    assert "Bins are emptied in time" in told
    told = text_of(browser.get(f"/leeds/documents/{second.pk}/"))
    assert "Also in this file: action tracker" in told
    assert "not taken" not in told


def test_actions_and_risks_of_one_file_are_proposed_each_by_itself(
    leeds: Council, alice: Any, signed_in: Browser
) -> None:
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    for title, text in (("Actions", PLAN), ("Risks", RISKS)):
        sheet = book.create_sheet(title)
        for line in text.splitlines():
            sheet.append(line.split(","))
    file = BytesIO()
    book.save(file)
    read = reading.each(reading.read(file.getvalue(), "plan.xlsx"))
    first, second = (actions.propose(council=leeds, reading=each, by=alice) for each in read)
    assert [(one.form, one.waiting) for one in (first, second)] == [("Table of actions", 2), ("Table of risks", 1)]
    again = [actions.propose(council=leeds, reading=each, by=alice) for each in read]
    assert again == [first, second]
    assert "Also in this file: table of risks" in text_of(signed_in(alice).get(f"/leeds/documents/{first.pk}/"))
    assert "Also in this file: table of actions" in text_of(signed_in(alice).get(f"/leeds/documents/{second.pk}/"))


def test_a_note_above_a_table_is_shown_as_not_taken(leeds: Council, alice: Any, signed_in: Browser) -> None:
    told = text_of(upload(signed_in(alice), f"Figures are late this month and the next\n{RISKS}", "risks.csv"))
    assert "Table of risks · brought in by" in told
    assert "1 passage of the file was not taken" in told
    assert "Figures are late this month and the next" in told


def test_a_contributor_brings_in_the_measures_of_a_report_and_no_more(
    leeds: Council, cora: Any, signed_in: Browser, monkeypatch: Any
) -> None:
    monkeypatch.setattr(reading, "read", lambda data, name: report())
    upload(signed_in(cora), REPORT, "report.txt")
    assert [proposal.kind for proposal in Proposal.objects.all()] == ["measure_table"]

"""Files with several forms, a council's own action plans, and words that no reading holds."""

from typing import Any

from django.test import Client

from tallystick_web.audit.models import Event
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Unit
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


POSTS = """What we will do,By whom,By when
Build,Head of Housing,2026-03-31
Let,Interim Head of Parks & Play,2026-03-31
Plant,"Corporate Director, Environment",2026-03-31
Sell,Director of Housing,2026-03-31
Print,Head of Policy,2026-03-31
Fold,Head of Policy,Spring 2026
Send,Head of Policy,2026-03-31
"""


def posts(leeds: Council, alice: Any, bob: Any) -> None:
    councils.add_unit(council=leeds, name="Housing", kind=Unit.Kind.SERVICE, head=bob, by=alice)
    councils.add_unit(council=leeds, name="Parks and Play", kind=Unit.Kind.SERVICE, head=bob, by=alice)
    councils.add_unit(council=leeds, name="Environment", kind=Unit.Kind.DIRECTORATE, head=bob, by=alice)


def test_a_post_that_is_called_after_what_it_heads_is_whoever_heads_it(
    leeds: Council, propose: Any, alice: Any, bob: Any
) -> None:
    posts(leeds, alice, bob)
    proposal = propose(POSTS, "plan.csv")
    owners = {item.payload["title"]: item.payload["owner"] for item in queries.items(proposal)}
    assert [owners[title] for title in ("Build", "Let", "Plant")] == [bob.email] * 3
    assert [owners[title] for title in ("Sell", "Print")] == ["Director of Housing", "Head of Policy"]
    assert {title for title, why in doubts(proposal).items() if not why} == {"Build", "Let", "Plant"}


def test_a_head_who_has_left_is_given_no_work_by_the_name_of_the_post(
    leeds: Council, propose: Any, alice: Any, bob: Any
) -> None:
    posts(leeds, alice, bob)
    councils.take_role(membership=leeds.memberships.get(person=bob), by=alice)
    assert "Head of Housing" in doubts(propose(POSTS, "plan.csv"))["Build"]


def test_a_post_in_a_table_of_measures_is_whoever_heads_it(leeds: Council, propose: Any, alice: Any, bob: Any) -> None:
    posts(leeds, alice, bob)
    proposal = propose("Ref,Measure,Frequency,Owner,Q1 2025/26\nA1,Litter,Quarterly,Head of Housing,4\n", "values.csv")
    (item,) = queries.items(proposal, record="measure")
    assert (item.payload["owner"], proposal.doubts) == (bob.email, [])


def test_an_owner_who_is_put_right_once_is_put_right_in_every_row_of_the_post(
    leeds: Council, propose: Any, alice: Any, signed_in: Browser
) -> None:
    proposal = propose(POSTS, "plan.csv")
    item = next(one for one in queries.items(proposal) if one.payload["title"] == "Print")
    page, client = f"/leeds/documents/{proposal.pk}/items/{item.position}/", signed_in(alice)
    assert "Also in 2 other items with the owner “Head of Policy”" in text_of(client.get(page))
    typed = {"title": "Print", "owner": alice.email, "due": "2026-03-31", "alike": "owner", "save": "keep"}
    assert "The same was put right in 2 other items." in text_of(client.post(page, typed, follow=True))
    found = {one.payload["title"]: one for one in queries.items(proposal)}
    assert {found[title].payload["owner"] for title in ("Print", "Fold", "Send")} == {alice.email}
    assert [found[title].certain for title in ("Print", "Fold", "Send")] == [True, False, True]
    assert found["Fold"].why.startswith("“due” is “Spring 2026”")
    assert found["Send"].original["owner"] == "Head of Policy"
    assert found["Build"].payload["owner"] == "Head of Housing"
    assert Event.objects.filter(verb="proposal.item_corrected").count() == 3


def test_a_doubt_of_the_reading_stays_where_only_the_owner_was_put_right(
    leeds: Council, propose: Any, alice: Any
) -> None:
    actions.accept_certain(proposal=propose(RISKS, "risks.csv"), by=alice)
    text = RISKS.replace("Cyber attack", "A flood").replace("alice@leeds.example", "Head of Policy")
    proposal = propose(f"{text}SR2,A fire,4,5,3,4,Head of Policy\n", "others.csv")
    fire = next(one for one in queries.items(proposal) if one.payload["title"] == "A fire")
    assert actions.correct(item=fire, payload={**fire.payload, "owner": alice.email}, alike=["owner"], by=alice) == 1
    flood = next(one for one in queries.items(proposal) if one.payload["title"] == "A flood")
    assert (flood.payload["owner"], flood.certain) == (alice.email, False)
    assert flood.why == "SR1 is held as “Cyber attack”. Take the reference away if this is another."


def test_an_owner_whom_the_council_has_is_not_offered_for_other_rows(
    leeds: Council, propose: Any, alice: Any, signed_in: Browser
) -> None:
    proposal = propose(POSTS.replace("Head of Policy", alice.email), "plan.csv")
    fold = next(one for one in queries.items(proposal) if one.payload["title"] == "Fold")
    assert "elsewhere" not in text_of(signed_in(alice).get(f"/leeds/documents/{proposal.pk}/items/{fold.position}/"))


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

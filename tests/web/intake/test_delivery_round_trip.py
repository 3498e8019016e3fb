"""What the lists of delivery export comes back as nothing new; a changed cell is shown as it was and as it will be, and waits for a person."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council, Unit
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery.actions import projects, risks, work
from tallystick_web.delivery.models import Action
from tallystick_web.intake import actions
from tallystick_web.intake.models import Change, Proposal

from .tables import KINDS, Rows, as_csv, changed, only, place, rows_of, today, waiting

SignIn = Callable[[User], Client]
Propose = Callable[..., Proposal]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_export_of_what_is_held_proposes_nothing(
    exported: Callable[..., bytes], propose: Propose, kind: str, form: str
) -> None:
    proposal = propose(exported(kind, form), f"{kind}.{form}")
    assert [(item.key, item.why, item.payload, item.held) for item in waiting(proposal)] == []
    assert proposal.doubts == []
    assert proposal.has_nothing_new and proposal.unchanged >= 2


@pytest.mark.parametrize("kind", KINDS)
def test_columns_that_were_taken_away_say_nothing(exported: Callable[..., bytes], propose: Propose, kind: str) -> None:
    needed = {
        "projects": ("reference", "title", "manager", "forecast cost"),
        "benefits": ("project", "benefit", "expected", "planned money"),
        "actions": ("reference", "title", "due", "done on", "priorities"),
        "milestones": ("action", "title", "due", "done on"),
        "risks": ("reference", "title", "event", "likelihood after", "impact after"),
    }[kind]
    rows = [{name: row[name] for name in needed} for row in rows_of(exported(kind))]
    assert propose(as_csv(rows)).has_nothing_new


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_is_read_with_the_same_queries_however_many_rows_it_has(
    exported: Callable[..., bytes],
    alice: User,
    full: Council,
    signed_in: SignIn,
    kind: str,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(100, 130):
        project = projects.keep_project(council=full, reference=f"P-{number}", title="Project", manager=alice, by=alice)
        projects.keep_benefit(project=project, title="Better", by=alice)
        action = work.keep_action(council=full, reference=f"A-{number}", title=f"Action {number}", by=alice)
        work.keep_milestone(action=action, title="Step", due=today(3), by=alice)
        risks.keep_risk(
            council=full, reference=f"R-{number}", title="Risk", likelihood=1, impact=1, likelihood_after=1, impact_after=1, by=alice,
        )  # fmt: skip
    with django_assert_max_num_queries(25):
        assert len(rows_of(exported(kind))) >= 30


def test_a_changed_cell_is_shown_as_it_was_and_as_it_will_be(
    exported: Callable[..., bytes], propose: Propose, alice: User
) -> None:
    item = only(propose(changed(exported("actions"), 1, owner="bob@leeds.example", priorities="ENV-1")))
    assert (item.change, item.certain, item.why) == (Change.CHANGED, True, "")
    assert (item.held or {})["owner"] == "" and item.payload["owner"] == "bob@leeds.example"
    assert Action.objects.get(reference="A-002").owner is None
    assert actions.accept(item=item, by=alice).set_aside == []
    action = Action.objects.get(reference="A-002")
    assert action.owner is not None and action.owner.name == "Bob"
    assert [one.reference for one in action.priorities.all()] == ["ENV-1"]


def test_a_person_named_by_name_instead_of_address_changes_nothing(
    exported: Callable[..., bytes], propose: Propose
) -> None:
    rows = rows_of(exported("actions"))
    rows[[row["reference"] for row in rows].index("A-001")] |= {"owner": "alice", "service": "WASTE; and streets"}
    assert propose(as_csv(rows)).has_nothing_new


def test_a_date_that_moves_without_a_reason_is_doubtful_and_is_not_written(
    exported: Callable[..., bytes], propose: Propose, alice: User
) -> None:
    data = exported("actions")
    proposal = propose(changed(data, place(data, "A-001"), due=today(90).isoformat()))
    item = only(proposal)
    assert not item.certain and "Say why the date moves" in item.why and "“reason for change”" in item.why
    assert actions.accept_certain(proposal=proposal, by=alice).accepted == []
    assert actions.accept(item=item, by=alice).accepted == []
    assert Action.objects.get(reference="A-001").due == today(60)


def test_a_date_moves_with_a_reason_which_stays_on_the_record(
    exported: Callable[..., bytes], propose: Propose, alice: User
) -> None:
    data = exported("actions")
    moved = changed(data, place(data, "A-001"), due=f"{today(90):%d/%m/%Y}", reason_for_change="Snow.")
    proposal = propose(moved)
    assert len(actions.accept_certain(proposal=proposal, by=alice).accepted) == 1
    action = Action.objects.get(reference="A-001")
    assert action.due == today(90)
    last = action.redatings.last()
    assert last and (last.was, last.now, last.reason) == (today(60), today(90), "Snow.")
    assert propose(moved).has_nothing_new
    assert action.redatings.count() == 2


def test_a_reason_can_be_given_where_the_item_is_corrected(
    exported: Callable[..., bytes], propose: Propose, alice: User, signed_in: SignIn
) -> None:
    data = exported("actions")
    item = only(propose(changed(data, place(data, "A-001"), due=today(90).isoformat())))
    address = f"/leeds/documents/{item.proposal_id}/items/{item.position}/"
    page = signed_in(alice).get(address)
    assert b"Reason for the change" in page.content and b"Held now" in page.content
    typed = {
        **item.payload,
        "reason_for_change": "Snow.",
        "priorities": "ENV-1",
        "measures": "NI 195a",
        "save": "accept",
    }
    assert signed_in(alice).post(address, typed).status_code == 302
    action = Action.objects.get(reference="A-001")
    assert (action.due, action.redatings.count()) == (today(90), 2)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"due": "31/02/2027"}, "“due” is “31/02/2027”, which is no day. Write it as 2026-03-31."),
        ({"due": "2150-01-01"}, "“due” is “2150-01-01”: days are taken from 1990 to 2099. Write one of these years"),
        ({"owner": "charlie@harborough.example"}, "Nobody of Leeds City Council is known as “charlie@harborough.example”."),
        ({"service": "Moon"}, "holds no service “Moon”"),
        ({"project": "P-999"}, "holds no project “P-999”"),
        ({"priorities": "ENV-1; HB-7"}, "holds no priority “HB-7”"),
        ({"measures": "NI 999"}, "holds no measure “NI 999”"),
        ({"title": ""}, "An action needs a title."),
        ({"state": "finished"}, "“state” is “finished”. Write proposed, agreed, in progress, done or stopped."),
        ({"state": "stopped"}, "Say why: “Stop” keeps the reason on the record."),
        ({"state": "done"}, "Write in “done on” on which day it was done."),
        ({"state": "done", "done_on": "2098-01-01"}, "a day that has not come yet"),
        ({"done_on": "2020-01-01"}, "“done on” has a day, but “state” is in progress."),
        ({"state": "proposed"}, "What is in progress cannot become proposed."),
        ({"note": ""}, "stays on the record"),
        ({"due": ""}, "keeps one"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_with_its_row_and_the_remedy(
    exported: Callable[..., bytes], propose: Propose, alice: User, charlie: User, cells: dict[str, str], told: str
) -> None:
    data = exported("actions")
    at = place(data, "A-001")
    item = only(propose(changed(data, at, **cells)))
    assert told in item.why and not item.certain
    assert item.place.endswith(f"cell A{at + 2}")
    before = Action.objects.filter(reference="A-001").values()[0]
    assert actions.accept(item=item, by=alice).accepted == []
    assert Action.objects.filter(reference="A-001").values()[0] == before


def test_what_is_done_changes_only_when_it_is_reopened_with_a_reason(
    exported: Callable[..., bytes], propose: Propose, alice: User
) -> None:
    data = exported("actions")
    item = only(propose(changed(data, place(data, "A-003"), title="Count them")))
    assert "This action is done. Reopen it first." in item.why
    again = {"title": "Count them", "state": "in progress", "done_on": "", "reason_for_change": "Two were missed."}
    item = only(propose(changed(data, place(data, "A-003"), **again)))
    assert item.certain
    assert actions.accept(item=item, by=alice).set_aside == []
    action = Action.objects.get(reference="A-003")
    assert (action.title, action.state, action.done_on) == ("Count them", "in_progress", None)


def test_a_newer_note_is_one_more_on_the_record(exported: Callable[..., bytes], propose: Propose, alice: User) -> None:
    data = exported("actions")
    item = only(propose(changed(data, place(data, "A-001"), note="All of the crew is there.")))
    assert actions.accept(item=item, by=alice).set_aside == []
    action = Action.objects.get(reference="A-001")
    assert [one.text for one in action.progress.all()] == ["All of the crew is there.", "Half of the crew is there."]


def test_a_new_row_without_a_reference_gets_the_next_one_when_it_is_accepted_and_is_not_new_twice(
    exported: Callable[..., bytes], propose: Propose, alice: User
) -> None:
    new = {
        "reference": "",
        "title": "Paint the bins",
        "state": "",
        "owner": "alice@leeds.example",
        "priorities": "ENV-1",
    }
    data = as_csv([*rows_of(exported("actions")), new])
    item = only(propose(data))
    assert (item.change, item.certain, str(item)) == (Change.NEW, True, "Action Paint the bins")
    assert not Action.objects.filter(title="Paint the bins").exists()
    assert actions.accept(item=item, by=alice).set_aside == []
    action = Action.objects.get(title="Paint the bins")
    assert (action.reference, action.state) == ("A-004", "proposed")
    assert propose(data).has_nothing_new
    assert Action.objects.count() == 4


def test_two_new_rows_get_a_reference_each(exported: Callable[..., bytes], propose: Propose, alice: User) -> None:
    new: Rows = [{"reference": "", "title": title} for title in ("Paint the bins", "Wash the bins")]
    proposal = propose(as_csv([*rows_of(exported("actions")), *new]))
    assert len(actions.accept_certain(proposal=proposal, by=alice).accepted) == 2
    found = Action.objects.filter(title__endswith="the bins").values_list("reference", "title")
    assert sorted(found) == [("A-004", "Paint the bins"), ("A-005", "Wash the bins")]


def test_a_title_that_two_actions_have_needs_a_reference(
    exported: Callable[..., bytes], propose: Propose, alice: User, full: Council
) -> None:
    work.keep_action(council=full, reference="A-009", title="Bins", by=alice)
    item = only(propose(as_csv([*rows_of(exported("actions")), {"reference": "", "title": "Bins", "purpose": "New"}])))
    assert "Several actions have this title." in item.why
    assert actions.accept(item=item, by=alice).accepted == []
    assert Action.objects.count() == 4


def test_the_same_title_twice_without_a_reference_is_told(
    exported: Callable[..., bytes], propose: Propose, alice: User
) -> None:
    new: Rows = [{"reference": "", "title": "Paint the bins", "purpose": one} for one in ("Red", "Green")]
    found = waiting(propose(as_csv([*rows_of(exported("actions")), *new])))
    assert [item.certain for item in found] == [False, True]
    assert "stands twice in the file" in found[0].why


def test_a_reference_that_is_none_is_told_when_it_is_accepted(
    exported: Callable[..., bytes], propose: Propose, alice: User
) -> None:
    item = only(propose(as_csv([*rows_of(exported("actions")), {"reference": "A 1/2", "title": "Paint"}])))
    (why,) = actions.accept(item=item, by=alice).set_aside
    assert "A reference holds letters, digits" in why


def test_what_somebody_changed_meanwhile_is_not_written_over(
    exported: Callable[..., bytes], propose: Propose, alice: User, full: Council
) -> None:
    data = exported("actions")
    item = only(propose(changed(data, place(data, "A-002"), title="Bins, many")))
    work.keep_action(council=full, reference="A-002", title="Bins, few", by=alice)
    assert actions.accept(item=item, by=alice).accepted == []
    item.refresh_from_db()
    assert item.held == {**(item.held or {}), "title": "Bins, few"} and not item.certain
    assert Action.objects.get(reference="A-002").title == "Bins, few"


def test_the_same_reference_in_two_councils_is_two_actions(
    exported: Callable[..., bytes], propose: Propose, alice: User, harborough: Council, charlie: User
) -> None:
    work.keep_action(council=harborough, reference="A-002", title="Other", by=charlie)
    work.keep_action(council=harborough, reference="A-077", title="Theirs", by=charlie)
    data = exported("actions")
    assert "Theirs" not in data.decode()
    item = only(propose(changed(data, place(data, "A-002"), title="Bins, many")))
    assert actions.accept(item=item, by=alice).set_aside == []
    assert Action.objects.get(council=harborough, reference="A-002").title == "Other"
    item = only(propose(b"action,title,due,done on\nA-077,Step,2026-03-31,\n"))
    assert "holds no action “A-077”" in item.why
    with pytest.raises(Refused, match="needs the action A-077, which the council does not hold"):
        actions.accept(item=item, by=alice)


@pytest.mark.parametrize("kind", KINDS)
def test_councillors_and_other_councils_cannot_bring_these_in(
    exported: Callable[..., bytes], propose: Propose, dana: User, charlie: User, kind: str
) -> None:
    data = exported(kind)
    for person in (dana, charlie):
        with pytest.raises(Refused):
            propose(data, by=person)


def test_dates_that_excel_keeps_as_dates_are_read(
    exported: Callable[..., bytes], propose: Propose, alice: User
) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["reference", "title", "due", "done on", "priorities", "reason for change"])
    sheet.append(["A-002", "Bins", today(12), None, "", ""])
    file = io.BytesIO()
    book.save(file)
    item = only(propose(file.getvalue(), "back.xlsx"))
    assert item.certain and item.payload["due"] == today(12).isoformat()
    assert item.place == "sheet Sheet, cell A2"
    assert actions.accept(item=item, by=alice).set_aside == []
    assert Action.objects.get(reference="A-002").due == today(12)


def test_a_new_row_of_another_proposal_without_a_title_is_told(full: Council, propose: Propose, alice: User) -> None:
    item = only(propose("reference,title,due,done on,priorities\n,,2027-01-01,,ENV-1\n"))
    assert "An action needs a title." in item.why
    assert actions.accept(item=item, by=alice).accepted == []


def test_many_rows_are_compared_with_the_same_queries(
    full: Council, propose: Propose, alice: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(100, 140):
        work.keep_action(council=full, reference=f"A-{number}", title=f"Action {number}", priorities=[], by=alice)
    lines = [f"A-{number},Action {number},,,ENV-1" for number in range(100, 140)]
    data = "\n".join(["reference,title,due,done on,priorities", *lines])
    with django_assert_max_num_queries(32):
        proposal = propose(data)
    assert proposal.waiting == 40


def test_owners_bring_back_their_own_and_rows_of_others_wait_for_the_performance_team(
    full: Council, exported: Callable[..., bytes], alice: User, cora: User, signed_in: SignIn
) -> None:
    mine = work.keep_action(council=full, reference="A-009", title="Mine", owner=cora, due=today(30), by=alice)
    work.keep_milestone(action=mine, title="First", due=today(10), by=alice)
    book = load_workbook(io.BytesIO(exported("actions", "xlsx")))
    sheet: Any = book.active
    for row in sheet.iter_rows():
        if row[0].value in ("A-002", "A-009"):
            row[1].value = f"{row[1].value}, soon"
    sheet.append(["", "Something new"])
    file = io.BytesIO()
    book.save(file)
    browser = signed_in(cora)
    answer = browser.post("/leeds/documents/", {"file": SimpleUploadedFile("mine.xlsx", file.getvalue())}, follow=True)
    proposal = Proposal.objects.get()
    assert answer.status_code == 200 and proposal.by == cora
    own, *others = sorted(waiting(proposal), key=lambda one: not one.certain)
    assert own.certain and own.key == "A-009" and not any(one.certain for one in others)
    whys = {one.key: one.why for one in others}
    assert (
        "belongs to nobody yet. You bring back your own" in whys["A-002"]
        and "not held yet" in whys["title: Something new"]
    )
    assert all(one.place in answer.content.decode() and "cell" in one.place for one in others)
    browser.post(
        f"/leeds/documents/{proposal.pk}/decide/",
        {"decision": "accept-chosen", "chosen": [one.position for one in waiting(proposal)]},
    )
    titles = dict(Action.objects.values_list("reference", "title"))
    assert titles["A-009"] == "Mine, soon" and titles["A-002"] == "Bins" and "Something new" not in titles.values()
    actions.accept(item=next(one for one in waiting(proposal) if one.key == "A-002"), by=alice)
    assert Action.objects.get(reference="A-002").title == "Bins, soon"


def test_a_table_of_priorities_is_still_for_the_performance_team(propose: Propose, cora: User) -> None:
    table = b"plan,theme,reference,title\nPlan,Theme,X-1,Title\n"
    with pytest.raises(Refused, match="give this one to the performance team"):
        propose(table, "priorities.csv", by=cora)


KEPT_BY_SERVICE = {"projects": "P-001", "actions": "A-002", "risks": "R-002"}


@pytest.mark.parametrize("kind", KEPT_BY_SERVICE)
def test_what_is_of_a_closed_service_stays_so_and_nothing_is_given_to_one(
    exported: Callable[..., bytes], propose: Propose, alice: User, full: Council, kind: str
) -> None:
    Unit.objects.filter(council=full).update(closed_on=today())
    data = exported(kind)
    assert propose(data).has_nothing_new
    item = only(propose(changed(data, place(data, KEPT_BY_SERVICE[kind]), service="Waste; and streets")))
    assert not item.certain and "“service” is “Waste; and streets”, which is closed." in item.why
    assert actions.accept(item=item, by=alice).accepted == []


@pytest.mark.parametrize(
    "table",
    [
        "reference,title,polarity,lag days,service\nNI 195a,Litter,,0,{}\n",
        "plan,theme,reference,title,accountable officer,service\nPlan,Theme,X-1,Title,,{}\n",
    ],
)
def test_no_measure_and_no_priority_is_given_to_a_closed_service(
    propose: Propose, alice: User, full: Council, table: str
) -> None:
    Unit.objects.filter(council=full).update(closed_on=today())
    proposal = propose(table.format("Waste; and streets"))
    (item,) = [one for one in waiting(proposal) if "service" in one.payload]
    assert not item.certain and "which is closed" in item.why
    for one in waiting(proposal):
        if one != item:
            actions.accept(item=one, by=alice)
    assert actions.accept(item=item, by=alice).accepted == []

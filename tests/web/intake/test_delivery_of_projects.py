"""Projects that come back from a spreadsheet: an end moves for a reason, a state by its step, and gates stay gates."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Project
from tallystick_web.intake import actions
from tallystick_web.intake.models import Change, Proposal

from .tables import as_csv, changed, only, place, rows_of, today

Propose = Callable[..., Proposal]
Exported = Callable[..., bytes]


def test_a_changed_project_is_shown_and_written(exported: Exported, propose: Propose, alice: User) -> None:
    data = exported("projects")
    cells = {"manager": "Bob", "cost": "£25,000", "programme": "PG-001", "effort": "12"}
    item = only(propose(changed(data, place(data, "P-001"), **cells)))
    assert (item.change, item.certain, item.why) == (Change.CHANGED, True, "")
    assert actions.accept(item=item, by=alice).set_aside == []
    project = Project.objects.get(reference="P-001")
    assert (str(project.manager), project.cost, project.effort) == ("Bob", Decimal(25000), Decimal(12))
    assert project.programme and project.programme.reference == "PG-001"


def test_a_sheet_that_excel_has_saved_proposes_what_was_changed_in_it_alone(
    exported: Exported, propose: Propose
) -> None:
    book = load_workbook(BytesIO(exported("projects", "xlsx")))
    sheet: Any = book.active
    at = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, at["reference"]).value == "P-002")
    sheet.cell(row, at["spent"]).value = 1300
    file = BytesIO()
    book.save(file)
    item = only(propose(file.getvalue(), "projects.xlsx"))
    assert item.certain and {name for name, was in (item.held or {}).items() if item.payload[name] != was} == {"spent"}


def test_an_end_moves_with_a_reason_only(exported: Exported, propose: Propose, alice: User) -> None:
    data = exported("projects")
    at = place(data, "P-002")
    item = only(propose(changed(data, at, due=today(120).isoformat())))
    assert "Say why the end moves." in item.why and "“reason for change”" in item.why
    assert actions.accept(item=item, by=alice).accepted == []
    moved = changed(data, at, due=today(120).isoformat(), reason_for_change="The market asked.")
    assert actions.accept(item=only(propose(moved)), by=alice).set_aside == []
    project = Project.objects.get(reference="P-002")
    assert project.due == today(120) and project.redatings.get().reason == "The market asked."
    assert propose(moved).has_nothing_new


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"cost": "-5"}, "“cost” is “-5”. Write an amount that is not less than nothing"),
        ({"cost": "much"}, "'much' is not a number."),
        ({"effort": "1.25"}, "“effort” is “1.25”."),
        ({"programme": "PG-9"}, "holds no programme “PG-9”"),
        ({"sponsor": "charlie@harborough.example"}, "Nobody of Leeds City Council is known as"),
        ({"title": ""}, "A project needs a title."),
        ({"due": ""}, "keeps one"),
        ({"due": "2020-01-01", "reason for change": "?"}, "it cannot end before that"),
        ({"state": "idea"}, "What is in delivery cannot become idea."),
        ({"state": "stopped"}, "Say why: “Stop” keeps the reason on the record."),
        ({"closed on": "2026-01-01"}, "“closed on” is told by the step that closes a project."),
    ],
)  # fmt: skip
def test_a_wrong_cell_of_a_project_is_told(
    exported: Exported, propose: Propose, alice: User, cells: dict[str, str], told: str
) -> None:
    data = exported("projects")
    before = Project.objects.filter(reference="P-002").values()[0]
    item = only(propose(changed(data, place(data, "P-002"), **cells)))
    assert told in item.why
    assert actions.accept(item=item, by=alice).accepted == []
    assert Project.objects.filter(reference="P-002").values()[0] == before


def test_no_file_leads_a_project_past_its_gate(exported: Exported, propose: Propose, alice: User, bob: User) -> None:
    Project.objects.filter(reference="P-002").update(state="case")
    data = exported("projects")
    item = only(propose(changed(data, place(data, "P-002"), state="approved")))
    assert "The gate “Approval” stands before this step." in item.why
    assert actions.accept(item=item, by=alice).accepted == []
    new = {"reference": "P-050", "title": "Straight on", "state": "in delivery"}
    item = only(propose(as_csv([*rows_of(data), new])))
    assert "A new project begins as an idea" in item.why
    assert actions.accept(item=item, by=alice).accepted == []


def test_a_new_project_gets_the_next_reference_and_is_not_new_twice(
    exported: Exported, propose: Propose, alice: User
) -> None:
    data = as_csv([*rows_of(exported("projects")), {"reference": "", "title": "Count the bins"}])
    assert actions.accept(item=only(propose(data)), by=alice).set_aside == []
    project = Project.objects.get(title="Count the bins")
    assert (project.reference, project.state, project.spent) == ("P-003", "idea", 0)
    assert propose(data).has_nothing_new


def test_managers_their_sponsors_and_deputies_bring_back_their_own(
    full: Council, exported: Exported, propose: Propose, cora: User, bob: User
) -> None:
    data = exported("projects")
    moved = changed(data, place(data, "P-002"), purpose="Less.")
    assert (
        "belongs to Bob and Alice" in only(propose(moved, by=cora)).why
        or "belongs to Alice and Bob" in only(propose(moved, by=cora)).why
    )
    day = timezone.localdate()
    councils.name_deputy(council=full, person=bob, deputy=cora, start=day, end=day + timedelta(days=1), by=bob)
    item = only(propose(changed(data, place(data, "P-002"), purpose="Less of it."), by=cora))
    assert item.why == "" and item.certain and actions.accept(item=item, by=cora).set_aside == []

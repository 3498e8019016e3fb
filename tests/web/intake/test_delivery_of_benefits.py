"""Benefits that come back from a spreadsheet: into projects as they stand, and what one has brought is only added to."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.delivery.models import Benefit, Project
from tallystick_web.intake import actions
from tallystick_web.intake.models import Change, Proposal

from .tables import as_csv, changed, only, rows_of, today, waiting

Propose = Callable[..., Proposal]
Exported = Callable[..., bytes]


def at(data: bytes, project: str = "P-002") -> int:
    return [row["project"] for row in rows_of(data)].index(project)


def test_benefits_come_into_a_council_that_has_the_projects_and_leave_these_in_their_state(
    full: Council, exported: Exported, propose: Propose, alice: User
) -> None:
    data = exported("benefits")
    before = dict(Project.objects.values_list("reference", "state"))
    Project.objects.get(reference="P-002").benefits.all().delete()
    proposal = propose(data)
    item = only(proposal)
    assert (item.change, item.certain, item.why) == (Change.NEW, True, "")
    assert len(actions.accept_certain(proposal=proposal, by=alice).accepted) == 1
    assert exported("benefits") == data
    assert propose(data).has_nothing_new
    assert dict(Project.objects.values_list("reference", "state")) == before
    assert Event.objects.filter(verb="benefit.realised").count() == 2


def test_what_a_benefit_of_a_closed_project_has_brought_since_is_one_more_on_the_record(
    exported: Exported, propose: Propose, alice: User
) -> None:
    Project.objects.update(state=Project.State.CLOSED, closed_on=today(-1))
    data = exported("benefits")
    cells = {"realised_money": "£1,250.50", "realised_as_at": f"{today(-1):%d/%m/%Y}", "how_it_is_known": "An invoice."}
    newer = changed(data, at(data), **cells)
    item = only(propose(newer))
    assert (item.change, item.certain) == (Change.CHANGED, True)
    assert actions.accept(item=item, by=alice).set_aside == []
    benefit = Benefit.objects.get(project__reference="P-002")
    assert [one.amount for one in benefit.realised.all()] == [Decimal("1250.50"), Decimal(700)]
    assert benefit.project.state == Project.State.CLOSED
    assert propose(newer).has_nothing_new


def test_a_column_that_is_taken_away_says_nothing_and_an_emptied_cell_empties(
    exported: Exported, propose: Propose, alice: User
) -> None:
    data = exported("benefits")
    rows = [{name: row[name] for name in ("project", "benefit", "expected", "planned money")} for row in rows_of(data)]
    rows[at(data)]["planned money"] = ""
    assert actions.accept(item=only(propose(as_csv(rows))), by=alice).set_aside == []
    benefit = Benefit.objects.get(project__reference="P-002")
    assert (benefit.planned, benefit.by, benefit.baseline) == (None, today(200), Decimal("12.5"))
    assert benefit.measure is not None and benefit.realised.count() == 1


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"project": "P-999"}, "holds no project “P-999”"),
        ({"project": ""}, "A benefit needs its project."),
        ({"benefit": ""}, "A benefit needs a name in “benefit”."),
        ({"measure": "NI 999"}, "holds no measure “NI 999”"),
        ({"expected": "fewer"}, "“expected”: 'fewer' is not a number."),
        ({"planned_money": "-5"}, "“planned money” is “-5”. Write an amount"),
        ({"to_be_seen_by": "soon"}, "“to be seen by” is “soon”, which is no day."),
        ({"realised_money": ""}, "What it has brought stays on the record."),
        ({"realised_as_at": ""}, "up to which day the money is counted"),
        ({"realised_as_at": "2020-01-01"}, "Write that day or a later one."),
        ({"realised_as_at": "2098-01-01"}, "has not come yet"),
        ({"how_it_is_known": ""}, "Say how it is known. It stands in “how it is known”."),
    ],
)
def test_a_wrong_cell_is_named_with_the_remedy_and_nothing_is_written(
    exported: Exported, propose: Propose, alice: User, cells: dict[str, str], told: str
) -> None:
    data = exported("benefits")
    item = only(propose(changed(data, at(data), **cells)))
    assert told in item.why and not item.certain
    assert actions.accept(item=item, by=alice).accepted == []
    assert exported("benefits") == data


def test_managers_bring_back_the_benefits_of_their_own_projects(
    full: Council, exported: Exported, propose: Propose, bob: User
) -> None:
    councils.give_role(council=full, person=bob, role=Role.CONTRIBUTOR, by=None)
    rows = rows_of(exported("benefits"))
    for row in rows:
        row["to be seen by"] = today(300).isoformat()
    whys = {one.payload["project"]: one.why for one in waiting(propose(as_csv(rows), by=bob))}
    assert whys["P-002"] == "" and "This project belongs to nobody yet." in whys["P-001"]

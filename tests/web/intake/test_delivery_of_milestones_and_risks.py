"""Milestones and risks that come back from a spreadsheet: a date or a score changes for a reason."""

from collections.abc import Callable

import pytest

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action, Milestone, Risk
from tallystick_web.intake import actions
from tallystick_web.intake.models import Proposal

from .tables import as_csv, changed, only, place, rows_of, today

Propose = Callable[..., Proposal]


def test_done_with_a_day_takes_the_step_and_open_milestones_are_told_first(
    exported: Callable[..., bytes], propose: Propose, alice: User
) -> None:
    data = exported("actions")
    finished = {"state": "Done", "done_on": today(-2).isoformat()}
    item = only(propose(changed(data, place(data, "A-001"), **finished)))
    assert "Mark “-2% litter” as reached first" in item.why
    agreed = {"state": "agreed", "owner": "Alice", "due": today(5).isoformat()}
    item = only(propose(changed(data, place(data, "A-002"), **agreed)))
    assert item.certain
    assert actions.accept(item=item, by=alice).set_aside == []
    item = only(propose(changed(exported("actions"), place(exported("actions"), "A-002"), **finished)))
    assert actions.accept(item=item, by=alice).set_aside == []
    action = Action.objects.get(reference="A-002")
    assert (action.state, action.done_on) == ("done", today(-2))
    assert action.progress.count() == 2


def test_a_milestone_moves_with_a_reason_only_and_is_reached_on_a_day(
    exported: Callable[..., bytes], propose: Propose, alice: User
) -> None:
    data = exported("milestones")
    at = [row["title"] for row in rows_of(data)].index("'-2% litter")
    item = only(propose(changed(data, at, due=today(34).isoformat())))
    assert "Say why the date moves." in item.why and "“reason for change”" in item.why
    assert actions.accept(item=item, by=alice).accepted == []
    moved = changed(data, at, due=today(33).isoformat(), reason_for_change="Snow.")
    assert actions.accept(item=only(propose(moved)), by=alice).set_aside == []
    step = Milestone.objects.get(title="-2% litter")
    assert (step.due, step.redatings.count()) == (today(33), 1)
    reached = changed(exported("milestones"), at, done_on=today(-1).isoformat())
    assert actions.accept(item=only(propose(reached)), by=alice).set_aside == []
    step.refresh_from_db()
    assert step.done_on == today(-1)
    assert propose(reached).has_nothing_new
    late = only(propose(changed(exported("milestones"), at, due=today(1).isoformat(), reason_for_change="?")))
    assert "was reached" in late.why
    back = changed(exported("milestones"), at, done_on="")
    assert actions.accept(item=only(propose(back)), by=alice).set_aside == []
    step.refresh_from_db()
    assert step.done_on is None


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("A-001,New step,,", "A milestone needs a day."),
        ("A-001,,2027-01-31,", "A milestone needs a title."),
        ("A-001,New step,soon,", "“due” is “soon”, which is no day."),
        ("A-001,New step,2150-01-31,", "“due” is “2150-01-31”: days are taken from 1990 to 2099."),
        ("A-001,New step,31/12/0026,", "“due” is “0026-12-31”: days are taken from 1990 to 2099."),
        ("A-001,New step,2027-01-31,2999-01-01", "“done on” is “2999-01-01”: days are taken"),
        ("A-001,New step,2027-01-31,2098-01-01", "a day that has not come yet"),
        ("A-003,New step,2027-01-31,", "This action is done. Reopen it first."),
    ],
)
def test_a_wrong_milestone_is_told(full: Council, propose: Propose, alice: User, row: str, told: str) -> None:
    item = only(propose(f"action,title,due,done on\n{row}\n"))
    assert told in item.why
    count = Milestone.objects.count()
    assert actions.accept(item=item, by=alice).accepted == []
    assert Milestone.objects.count() == count


def test_a_new_milestone_is_added_once(full: Council, propose: Propose, alice: User) -> None:
    data = f"action,title,due,done on\na-001,New step,{today(9)},\n"
    assert actions.accept(item=only(propose(data)), by=alice).set_aside == []
    assert propose(data).has_nothing_new
    assert Milestone.objects.filter(title="New step").count() == 1


def test_a_score_changes_with_a_reason_only_and_the_earlier_one_stays(
    exported: Callable[..., bytes], propose: Propose, alice: User
) -> None:
    data = exported("risks")
    at = place(data, "R-001")
    item = only(propose(changed(data, at, likelihood_after="2")))
    assert "Say what you looked at" in item.why and "“reason for change”" in item.why
    assert actions.accept(item=item, by=alice).accepted == []
    scored = changed(data, at, likelihood_after="2", reason_for_change="Talks go well.")
    assert actions.accept(item=only(propose(scored)), by=alice).set_aside == []
    risk = Risk.objects.get(reference="R-001")
    assert [(one.likelihood_after, one.text) for one in risk.reviews.all()] == [
        (2, "Talks go well."),
        (3, "First assessed."),
    ]
    assert propose(scored).has_nothing_new


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"likelihood": "7"}, "“likelihood” is “7”. Write a whole number from 1 to 5."),
        ({"impact after": ""}, "“impact after” is “”. Write a whole number from 1 to 5."),
        ({"impact": "2"}, "“impact after” is higher than “impact”: controls never make a score worse."),
        ({"category": "Weather"}, "holds no category of risks “Weather”"),
        ({"actions": "A-001; A-099"}, "holds no action “A-099”"),
        ({"state": "closed"}, "Say why: “Close” keeps the reason on the record."),
        ({"review due": "next week"}, "“review due” is “next week”, which is no day."),
        ({"review due": "2101-01-01"}, "Write one of these years, with all four digits of the year."),
    ],
)  # fmt: skip
def test_a_wrong_cell_of_a_risk_is_told(
    exported: Callable[..., bytes], propose: Propose, alice: User, cells: dict[str, str], told: str
) -> None:
    data = exported("risks")
    item = only(propose(changed(data, place(data, "R-001"), **cells)))
    assert told in item.why
    assert actions.accept(item=item, by=alice).accepted == []


def test_a_risk_is_closed_and_reopened_with_reasons_and_only_a_director_accepts_one(
    exported: Callable[..., bytes], propose: Propose, alice: User
) -> None:
    data = exported("risks")
    at = place(data, "R-002")
    accepted = only(propose(changed(data, at, state="accepted", reason_for_change="We live with it.")))
    (why,) = actions.accept(item=accepted, by=alice).set_aside
    assert "Only the director can do this." in why
    closed = only(propose(changed(data, at, state="closed", reason_for_change="Spring.")))
    assert actions.accept(item=closed, by=alice).set_aside == []
    told = only(propose(changed(exported("risks"), at, title="Ice")))
    assert "This risk is closed. Reopen it first." in told.why
    again = only(propose(changed(exported("risks"), at, state="open", title="Ice", reason_for_change="November.")))
    assert actions.accept(item=again, by=alice).set_aside == []
    risk = Risk.objects.get(reference="R-002")
    assert (risk.title, risk.state) == ("Ice", "open")


def test_a_new_risk_without_a_reference_gets_the_next_one(
    exported: Callable[..., bytes], propose: Propose, alice: User
) -> None:
    new = {
        "reference": "",
        "title": "Flood",
        "likelihood": "3",
        "impact": "4",
        "likelihood after": "2",
        "impact after": "4",
    }
    data = as_csv([*rows_of(exported("risks")), new])
    assert actions.accept(item=only(propose(data)), by=alice).set_aside == []
    assert Risk.objects.get(title="Flood").reference == "R-003"
    assert propose(data).has_nothing_new


@pytest.mark.parametrize("kind", ["milestones", "risks"])
def test_milestones_and_risks_of_others_are_not_for_owners(
    full: Council, exported: Callable[..., bytes], propose: Propose, cora: User, kind: str
) -> None:
    cells = {"due": "2031-01-31"} if kind == "milestones" else {"controls": "None"}
    item = only(propose(changed(exported(kind), **cells, reason_for_change="Because."), f"{kind}.csv", by=cora))
    assert not item.certain and "You bring back your own" in item.why
    outcome = actions.accept(item=item, by=cora)
    assert outcome.accepted == [] and "You bring back your own" in outcome.set_aside[0]

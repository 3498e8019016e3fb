"""Several actions, milestones, risks or projects changed at once: seen before it is done, and what cannot change stays and says why."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery.actions import bulk, projects, risks, work
from tallystick_web.delivery.models import Action, Milestone, Project, Risk
from tallystick_web.delivery.queries import steps
from tallystick_web.delivery.rules.bulk import BulkChange

from .conftest import TODAY

SignedIn = Callable[[User], Client]
BASE = "/leeds/delivery/"


@pytest.fixture
def risk(leeds: Council, alice: User) -> Risk:
    scores = {"likelihood": 4, "impact": 4, "likelihood_after": 3, "impact_after": 3}
    return risks.keep_risk(council=leeds, reference="R-001", title="Rats", by=alice, **scores)


def test_several_actions_change_all_or_none(leeds: Council, action: Action, alice: User, bob: User) -> None:
    other = work.keep_action(council=leeds, reference="A-002", title="No date, nobody", by=alice)
    with pytest.raises(Refused, match="give it an owner and a due date"):
        bulk.change(records=[action, other], change=BulkChange(verb="agree"), by=bob, today=TODAY)
    assert {one.state for one in Action.objects.all()} == {"proposed"}
    change = BulkChange(owner=bob, due=date(2026, 12, 1), verb="agree", reason="Together.")
    assert bulk.change(records=[action, other], change=change, by=bob, today=TODAY) == 2
    assert {(one.state, one.owner, one.due) for one in Action.objects.all()} == {("agreed", bob, date(2026, 12, 1))}


def test_milestones_move_together_and_those_reached_stay(
    milestone: Milestone, alice: User, dana: User, signed_in: SignedIn
) -> None:
    today = timezone.localdate()
    done = work.keep_milestone(action=milestone.action, title="Crew hired", due=today - timedelta(days=9), by=alice)
    work.reach_milestone(milestone=done, on=today - timedelta(days=10), today=today, by=alice)
    client, to = signed_in(alice), today + timedelta(days=90)
    listed = client.get(f"{BASE}milestones/").content.decode()
    assert "Change the chosen milestones" in listed and "Crew hired" in listed
    typed: dict[str, Any] = {"chosen": [milestone.pk, done.pk], "due": to.isoformat(), "do": "look"}
    assert "Stays as it is. Say why the date moves." in client.post(f"{BASE}change/milestones/", typed).content.decode()
    typed["reason"] = "Snow."
    seen = client.post(f"{BASE}change/milestones/", typed).content.decode()
    assert "1 milestone of 2 would change" in seen and "This milestone was reached." in seen
    client.post(f"{BASE}change/milestones/", {**typed, "do": "change"})
    milestone.refresh_from_db()
    assert milestone.due == to and milestone.redatings.get().reason == "Snow."
    client.post(f"{BASE}change/milestones/", {"chosen": [milestone.pk], "on": today.isoformat(), "do": "change"})
    milestone.refresh_from_db()
    assert milestone.done_on == today and Event.objects.filter(verb="milestone.changed_with_others").count() == 2
    assert "Change the chosen" not in signed_in(dana).get(f"{BASE}milestones/").content.decode()


def test_risks_change_owner_review_and_state_together(
    risk: Risk, leeds: Council, alice: User, bob: User, signed_in: SignedIn
) -> None:
    scores = {"likelihood": 2, "impact": 2, "likelihood_after": 2, "impact_after": 2}
    closed = risks.keep_risk(council=leeds, reference="R-002", title="Frost", by=alice, state="closed", **scores)
    client = signed_in(alice)
    assert "Change the chosen risks" in client.get(f"{BASE}risks/").content.decode()
    typed = {"chosen": ["R-001", "R-002"], "owner": bob.pk, "due": "2030-01-31", "do": "look"}
    seen = client.post(f"{BASE}change/risks/", typed).content.decode()
    assert "owner: nobody → <strong>Bob</strong>" in seen and "This risk is closed. Reopen it first." in seen
    client.post(f"{BASE}change/risks/", {**typed, "do": "change"})
    risk.refresh_from_db()
    closed.refresh_from_db()
    assert (risk.owner, risk.review_due, closed.owner) == (bob, date(2030, 1, 31), None)
    signed_in(bob).post(
        f"{BASE}change/risks/", {"chosen": ["R-001"], "verb": "accept", "reason": "Cheap.", "do": "change"}
    )
    risk.refresh_from_db()
    assert risk.state == "accepted" and risk.reviews.first().text == "Cheap."  # type: ignore[union-attr]


def test_projects_change_manager_end_and_state_together(
    project: Project, leeds: Council, alice: User, bob: User, signed_in: SignedIn
) -> None:
    other = projects.keep_project(council=leeds, reference="P-002", title="Stalls", due=date(2026, 9, 1), by=alice)
    client = signed_in(alice)
    assert "Change the chosen projects" in client.get(f"{BASE}projects/").content.decode()
    typed = {"chosen": ["P-001", "P-002"], "owner": bob.pk, "due": "2026-12-31", "do": "look"}
    seen = client.post(f"{BASE}change/projects/", typed).content.decode()
    assert "manager: Alice → <strong>Bob</strong>" in seen and "Say why the end moves." in seen
    client.post(f"{BASE}change/projects/", {**typed, "reason": "Together.", "do": "change"})
    other.refresh_from_db()
    assert (other.manager, other.due, other.redatings.get().reason) == (bob, date(2026, 12, 31), "Together.")
    approve = {"chosen": ["P-001", "P-002"], "verb": "approve", "do": "look"}
    Project.objects.filter(reference="P-001").update(state="case")
    seen = signed_in(bob).post(f"{BASE}change/projects/", approve).content.decode()
    assert "The gate “Approval” stands before this step." in seen and "This project is idea." in seen
    assert Event.objects.filter(verb="project.changed_with_others").count() == 2


def test_nothing_chosen_or_nothing_asked_is_said(risk: Risk, alice: User, signed_in: SignedIn) -> None:
    client = signed_in(alice)
    for kind, noun in (
        ("actions", "action"),
        ("milestones", "milestone"),
        ("risks", "risk"),
        ("projects", "project"),
    ):
        answer = client.post(f"{BASE}change/{kind}/", {}, follow=True).content.decode()
        assert f"Choose at least one {noun} first" in answer
    empty = client.post(f"{BASE}change/risks/", {"chosen": ["R-001"], "do": "look"}).content.decode()
    assert "Choose a new owner, a step or when to look again." in empty


def test_records_of_another_council_are_not_there(
    risk: Risk, milestone: Milestone, charlie: User, signed_in: SignedIn
) -> None:
    client = signed_in(charlie)
    for kind, key in (("risks", "R-001"), ("milestones", milestone.pk)):
        answer = client.post(
            f"/harborough/delivery/change/{kind}/", {"chosen": [key], "due": "2030-01-31", "do": "change"}
        )
        assert answer.status_code == 302
    milestone.refresh_from_db()
    risk.refresh_from_db()
    assert (milestone.due, risk.review_due) == (date(2026, 8, 1), None)


def test_the_list_of_milestones_narrows_sorts_and_counts(
    milestone: Milestone, leeds: Council, alice: User, service: Any
) -> None:
    for number in range(20):
        work.keep_milestone(action=milestone.action, title=f"Step {number}", due=date(2026, 9, 1), by=alice)
    work.reach_milestone(milestone=milestone, on=date(2026, 7, 1), today=date(2026, 7, 1), by=alice)
    on = date(2026, 9, 11)

    def told(wanted: dict[str, str], sort: str = "") -> list[steps.Row]:
        return steps.rows(steps.narrowed(leeds, on, wanted, sort), on)

    assert {one.late for one in told({})} == {0, 10} and steps.counts(leeds, on) == (21, 20)
    assert [one.title for one in told({"show": "reached"})] == ["Rota agreed"]
    assert len(told({"show": "late", "owner": str(alice.pk), "service": str(service.pk)})) == 20
    assert told({"q": "step 1"}, "-title")[0].title == "Step 19"
    assert told({})[-1].title == "Rota agreed"
    work.keep_milestone(
        action=work.keep_action(council=leeds, reference="A-009", title="More", owner=alice, service=service, by=alice),
        title="First", due=on, by=alice,
    )  # fmt: skip
    assert steps.offered(leeds) == {"owner": [(alice.pk, "Alice")], "service": [(service.pk, "Street cleansing")]}


def test_the_list_of_milestones_takes_as_many_queries_for_many_as_for_few(
    milestone: Milestone, alice: User, signed_in: SignedIn, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client = signed_in(alice)
    for count in (1, 30):
        for number in range(count):
            work.keep_milestone(action=milestone.action, title=f"{count}: {number}", due=date(2026, 9, 1), by=alice)
        with django_assert_max_num_queries(10):
            assert client.get(f"{BASE}milestones/").status_code == 200

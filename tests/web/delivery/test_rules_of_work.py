"""Every step of every action, allowed and refused, from the table."""

from datetime import date

import pytest

from tallystick_web.accounts.models import User
from tallystick_web.common import workflow
from tallystick_web.common.workflow import Transition
from tallystick_web.councils.models import Council, Role
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.models import Action, Milestone
from tallystick_web.delivery.rules import work as rules
from tallystick_web.delivery.workflows import ACTION

from ..conftest import person


def in_state(action: Action, state: str) -> Action:
    Action.objects.filter(pk=action.pk).update(state=state, done_on=date(2026, 9, 1) if state == "done" else None)
    action.refresh_from_db()
    return action


@pytest.mark.parametrize("step", ACTION.transitions, ids=lambda one: one.verb)
@pytest.mark.parametrize("role", Role)
def test_a_step_is_for_the_states_and_roles_of_the_table(
    role: Role, step: Transition, action: Action, leeds: Council
) -> None:
    somebody = person("Erin", leeds, role)
    for state in ACTION.states:
        why_not = rules.why_not_step(in_state(action, state), step.verb, somebody, "Because.")
        assert (why_not is None) == (state in step.sources and role in step.by), (state, why_not)


@pytest.mark.parametrize("step", [one for one in ACTION.transitions if "owner" in one.by], ids=lambda one: one.verb)
def test_the_owner_takes_the_steps_that_the_table_gives_to_owners(
    step: Transition, action: Action, leeds: Council
) -> None:
    owner = person("Erin", leeds, Role.CONTRIBUTOR)
    Action.objects.update(owner=owner)
    assert rules.why_not_step(in_state(action, min(step.sources)), step.verb, owner, "Because.") is None


@pytest.mark.parametrize("step", [one for one in ACTION.transitions if one.needs_reason], ids=lambda one: one.verb)
def test_a_step_that_needs_a_reason_is_refused_without(step: Transition, action: Action, alice: User) -> None:
    assert "Say why" in (rules.why_not_step(in_state(action, min(step.sources)), step.verb, alice, " ") or "")


def test_an_action_with_an_open_milestone_is_not_done(milestone: Milestone, alice: User) -> None:
    action = in_state(milestone.action, "in_progress")
    assert rules.why_not_step(action, "finish", alice) == (
        "Mark “Rota agreed” as reached first, or take the milestone away."
    )
    work.reach_milestone(milestone=milestone, on=date(2026, 7, 1), today=date(2026, 7, 1), by=alice)
    assert rules.why_not_step(Action.objects.get(), "finish", alice) is None


def test_somebody_else_does_not_change_an_action_but_its_owner_does(action: Action, leeds: Council) -> None:
    erin = person("Erin", leeds, Role.CONTRIBUTOR)
    assert "Only the owner" in (rules.why_not_change(action, erin) or "")
    Action.objects.update(owner=erin)
    assert rules.why_not_change(Action.objects.get(), erin) is None


def test_an_owner_who_holds_no_role_any_longer_may_do_nothing(action: Action, leeds: Council) -> None:
    erin = person("Erin", leeds)
    Action.objects.update(owner=erin)
    assert rules.why_not_change(Action.objects.get(), erin)


def test_what_is_done_is_changed_only_after_it_is_reopened(action: Action, alice: User) -> None:
    assert rules.why_not_change(in_state(action, "done"), alice) == "This action is done. Reopen it first."


def test_no_due_date_comes_before_the_start(action: Action, alice: User) -> None:
    assert "starts on 01 July 2026" in (rules.why_not_redate(action, date(2026, 6, 1), "Earlier.", alice) or "")


def test_the_machine_itself_does_what_the_state_allows(action: Action) -> None:
    assert [one.verb for one in workflow.allowed(ACTION, state="proposed", who=rules.who(action, None))] == [
        "agree",
        "stop",
    ]

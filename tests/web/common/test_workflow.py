"""A workflow is one table: what it allows, what it refuses and why, and how it is printed."""

import pytest

from tallystick_web.common import workflow
from tallystick_web.common.workflow import Transition, Workflow

LOAN = Workflow(
    "loan",
    "Loans",
    [("asked", "Asked for"), ("lent", "Lent"), ("back", "Brought back")],
    (
        Transition("lend", "Lend", {"asked"}, "lent", {"librarian"}, never={"asker"}, why="The book is there."),
        Transition("return", "Take back", {"lent"}, "back", {"librarian", "asker"}),
        Transition("cancel", "Cancel", {"asked", "lent"}, "back", {"librarian"}, needs_reason=True),
    ),
)


def test_a_step_that_the_table_holds_is_allowed() -> None:
    assert workflow.why_not(LOAN, "lend", state="asked", who={"librarian"}) is None
    assert workflow.target(LOAN, "lend", "asked") == "lent"


def test_a_step_from_another_state_is_refused_with_the_states_it_is_for() -> None:
    assert workflow.why_not(LOAN, "cancel", state="back", who={"librarian"}) == (
        "This loan is brought back. “Cancel” is for one that is asked for or lent."
    )


def test_somebody_without_the_role_is_told_who_may() -> None:
    assert workflow.why_not(LOAN, "return", state="lent", who={"reader"}) == (
        "Only the asker or the librarian can do this."
    )


def test_nobody_decides_what_they_asked_for_themselves() -> None:
    refusal = workflow.why_not(LOAN, "lend", state="asked", who={"librarian", "asker"})
    assert refusal == "You asked for this yourself. Another person has to decide it."


def test_a_step_that_needs_a_reason_is_refused_without_one_but_its_button_is_shown() -> None:
    assert "Say why" in (workflow.why_not(LOAN, "cancel", state="lent", who={"librarian"}, reason=" ") or "")
    assert workflow.why_not(LOAN, "cancel", state="lent", who={"librarian"}, reason="Lost.") is None
    assert [one.verb for one in workflow.allowed(LOAN, state="lent", who={"librarian"})] == ["return", "cancel"]


def test_a_command_on_the_machine_may_do_what_the_state_allows_and_no_more() -> None:
    assert workflow.why_not(LOAN, "lend", state="asked", who=None) is None
    assert workflow.why_not(LOAN, "lend", state="lent", who=None)
    assert [one.verb for one in workflow.allowed(LOAN, state="asked", who=None)] == ["lend", "cancel"]


def test_buttons_are_those_of_the_person_in_this_state() -> None:
    assert [one.verb for one in workflow.allowed(LOAN, state="asked", who={"librarian", "asker"})] == ["cancel"]
    assert workflow.allowed(LOAN, state="back", who={"librarian"}) == ()


def test_a_verb_that_the_table_does_not_know_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="Loans know no step 'burn'"):
        workflow.why_not(LOAN, "burn", state="asked", who=None)
    with pytest.raises(ValueError, match="leads nowhere"):
        workflow.target(LOAN, "lend", "back")


def test_the_page_shows_every_step_in_the_table_and_in_the_diagram() -> None:
    page = workflow.page("lending", [LOAN])
    assert "| Lend | asked for | lent | the librarian | The book is there. Never the asker. |" in page
    assert "| Cancel | asked for or lent | brought back | the librarian | Needs a reason. |" in page
    assert "    asked: Asked for" in page and "    [*] --> asked" in page
    assert "    lent --> back: Take back" in page

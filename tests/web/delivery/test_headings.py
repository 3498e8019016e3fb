"""The heading of a page says how what it is about stands; its title stays above, and in the browser's tab."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council, Unit
from tallystick_web.delivery import timing
from tallystick_web.delivery.models import (
    Action,
    Milestone,
    PlanEntry,
    PlanQuestion,
    Programme,
    Project,
    Risk,
    RiskAppetite,
    ServicePlan,
)
from tallystick_web.delivery.queries import headings, plans, projects, risks, work

ON = date(2026, 8, 1)
SignedIn = Callable[[User], Client]


def action_heading(**fields: Any) -> str:
    """The heading of an action without milestones."""
    one = Action(reference="A-1", **fields)
    found = timing.standing(state=one.state, start=one.start, due=one.due, done_on=one.done_on, steps=(), on=ON)
    return headings.of_action(work.Line(one, found))


def test_the_heading_of_an_action_says_how_it_stands_to_its_dates() -> None:
    due = date(2026, 7, 20)
    assert action_heading(due=due) == "A-1 is overdue by 12 days"
    assert action_heading(due=date(2026, 9, 1)) == "A-1 is on time, to be done by 1 September 2026"
    assert action_heading(start=date(2026, 7, 31), due=date(2026, 9, 1)) == "A-1 is slipping by 1 day"
    assert action_heading() == "A-1 has no date by which it is to be done"
    assert action_heading(due=due, done_on=due, state="done") == "A-1 was done on 20 July 2026"
    late = action_heading(due=due, done_on=date(2026, 7, 25), state="done")
    assert late == "A-1 was done on 25 July 2026, 5 days late"
    assert action_heading(due=due, state="stopped") == "A-1 was stopped"


def project_line(**fields: Any) -> projects.Line:
    one = Project(reference="P-1", **fields)
    return projects.Line(one, projects.standing(one, ON, ()))


def test_the_heading_of_a_project_says_the_same_in_its_own_words() -> None:
    assert headings.of_project(project_line(due=date(2026, 9, 1))) == "P-1 is on time, to end by 1 September 2026"
    assert headings.of_project(project_line()) == "P-1 has no date by which it is to end"
    closed = project_line(state=Project.State.CLOSED, due=date(2026, 7, 1), closed_on=date(2026, 7, 3))
    assert headings.of_project(closed) == "P-1 was closed on 3 July 2026, 2 days late"


def risk_heading(limit: int | None, **fields: Any) -> str:
    category = None if limit is None else RiskAppetite(category="Money", limit=limit)
    scores = {"likelihood": 5, "impact": 5, "likelihood_after": 4, "impact_after": 3}
    return headings.of_risk(risks.line(Risk(reference="R-1", category=category, **scores, **fields), ON))


def test_the_heading_of_a_risk_says_how_it_stands_to_appetite() -> None:
    assert risk_heading(8) == "R-1 is 4 above appetite"
    assert risk_heading(8, state="accepted") == "R-1 is 4 above appetite, and accepted"
    assert risk_heading(12) == "R-1 is within appetite"
    assert risk_heading(None) == "R-1 scores 12, and has no appetite to be held against"
    assert risk_heading(8, state="closed") == "R-1 is closed"


def test_the_heading_of_a_service_plan_says_how_far_it_is_and_what_it_lacks(leeds: Council, service: Unit) -> None:
    plan = ServicePlan.objects.create(council=leeds, unit=service, year=2026)

    def heading(state: str) -> str:
        ServicePlan.objects.update(state=state)
        found = plans.plan_at(leeds, plan.pk)
        assert found
        return headings.of_plan(found)

    assert heading("drafting") == "The plan is being drafted"
    assert heading("proposed") == "The plan is proposed, and not challenged yet"
    for answer in ("", "So."):
        PlanQuestion.objects.create(plan=plan, text="Why?", answer=answer)
    assert heading("challenged") == "The plan is challenged, and not agreed yet; 1 of 2 questions is not answered"
    PlanQuestion.objects.update(answer="So.")
    assert heading("agreed") == "The plan is agreed"
    stopped = Action.objects.create(council=leeds, reference="A-9", title="Plant", state="stopped")
    PlanEntry.objects.create(plan=plan, words="Plant", action=stopped)
    assert heading("agreed") == "The plan is agreed, and out of date: A-9 in it was stopped"


def test_the_heading_of_the_programmes_counts_their_projects_that_are_late() -> None:
    late, well = project_line(due=date(2026, 7, 1)), project_line(due=date(2026, 9, 1))
    one, other = Programme(reference="PG-1"), Programme(reference="PG-2")
    assert headings.of_programmes([]) == "No programme is held yet"
    assert headings.of_programmes([(one, [])]) == "1 programme holds no project yet"
    assert headings.of_programmes([(one, [well])]) == "None of 1 project in 1 programme is slipping"
    found = headings.of_programmes([(one, [late, well]), (other, [late])])
    assert found == "2 of 3 projects in 2 programmes are slipping or overdue"


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ((), "has not said yet how much risk it is content with"),
        ((8,), "is content with a score of up to 8 in the one category that there is"),
        ((8, 8), "is content with a score of up to 8 in each of 2 categories"),
        ((12, 6, 8), "is content with a score of up to 6 in some categories, and of up to 12 in others"),
    ],
)
def test_the_heading_of_the_appetites_says_how_much_risk_the_council_is_content_with(
    limits: tuple[int, ...], told: str
) -> None:
    assert headings.of_appetites([RiskAppetite(limit=limit) for limit in limits]) == f"The council {told}"


def test_the_heading_of_the_moves_says_how_many_dates_moved_and_which_way() -> None:
    def moved(*days: int) -> work.ServiceMoves:
        return work.ServiceMoves("Parks", 2, 1, min(len(days), 3), timing.moves(days))

    assert headings.of_moves([]) == "There are no actions and no projects yet"
    assert headings.of_moves([moved()]) == "No date of 3 actions and projects has moved"
    found = headings.of_moves([moved(5, -2), moved(9)])
    assert found == "The dates of 3 of 6 actions and projects have moved; 2 of 3 moves were to a later day"


def test_the_pages_are_headed_by_their_answer_beneath_their_title(
    action: Action, project: Project, milestone: Milestone, leeds: Council, dana: User, signed_in: SignedIn
) -> None:
    Action.objects.update(due=timezone.localdate())
    browser = signed_in(dana)

    def read(address: str, title: str, heading: str) -> None:
        page = browser.get(f"/leeds/delivery/{address}").content.decode()
        assert f"<title>{title}" in page and f"\n{heading}" in strip_tags(page), address

    read(f"actions/{action.reference}/", str(action), f"{action.reference} is ")
    read(f"projects/{project.reference}/", str(project), f"{project.reference} ")
    read("programmes/", "Programmes", "No programme is held yet")
    read("appetite/", "Appetite for risk", "The council has not said yet")
    read("dates/", "How often dates move", "No date of 2 actions and projects has moved")

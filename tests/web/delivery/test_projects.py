"""Projects: their size and gates, who may do what, dependencies, savings at risk, highlights, benefits after closure."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.common.workflow import Transition
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery import sizing
from tallystick_web.delivery.actions import projects as doing
from tallystick_web.delivery.actions import risks as risk_actions
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.actions.rows import Stale
from tallystick_web.delivery.models import Approval, Option, Project, ProjectRedating
from tallystick_web.delivery.queries import highlights, projects
from tallystick_web.delivery.queries import work as work_queries
from tallystick_web.delivery.rules import projects as rules
from tallystick_web.delivery.workflows import APPROVAL, PROJECT
from tallystick_web.measures.models import Measure

from ..conftest import person
from .conftest import in_state

ON = date(2026, 7, 1)
SignedIn = Callable[[User], Client]


@pytest.mark.parametrize(
    ("cost", "effort", "size"),
    [
        ("0", "0", "small"),
        ("49999.99", "59.9", "small"),
        ("50000", "1", "medium"),
        ("1", "60", "medium"),
        ("499999.99", "599.9", "medium"),
        ("500000", "1", "large"),
        ("1", "600", "large"),
    ],
)
def test_the_size_is_the_first_whose_two_limits_hold(cost: str, effort: str, size: str) -> None:
    found = sizing.size(Decimal(cost), Decimal(effort))
    assert found and found.name == size


def test_a_small_project_has_one_gate_and_a_larger_one_more() -> None:
    assert [
        len(found.gates) for found in (sizing.size(Decimal(cost), 1) for cost in (1, 60_000, 600_000)) if found
    ] == [1, 2, 4]
    assert sizing.size(None, 1) is None and sizing.size(Decimal(1), None) is None


def test_keeping_what_is_already_so_writes_nothing(project: Project, alice: User) -> None:
    events = Event.objects.count()
    doing.keep_project(
        council=project.council, reference="P-001", title=project.title, cost=Decimal("20000.00"), by=alice
    )
    doing.keep_programme(council=project.council, reference="PG-001", title="Markets", by=alice)
    doing.keep_programme(council=project.council, reference="PG-001", title="Markets", by=alice)
    assert Event.objects.count() == events + 1


def test_a_form_made_from_an_older_version_is_refused(project: Project, alice: User) -> None:
    doing.keep_project(council=project.council, reference="P-001", title="Another", version=1, by=alice)
    with pytest.raises(Stale):
        doing.keep_project(council=project.council, reference="P-001", title="A third", version=1, by=alice)


@pytest.mark.parametrize("step", PROJECT.transitions, ids=lambda one: one.verb)
@pytest.mark.parametrize("role", Role)
def test_a_step_is_for_the_states_and_roles_of_the_table(
    role: Role, step: Transition, project: Project, leeds: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tallystick_web.delivery.queries.projects.gates", lambda project: [])
    somebody = person("Erin", leeds, role)
    for state in PROJECT.states:
        why_not = rules.why_not_step(in_state(project, state), step.verb, somebody, "Because.")
        assert (why_not is None) == (state in step.sources and role in step.by), (state, why_not)


@pytest.mark.parametrize("step", APPROVAL.transitions, ids=lambda one: one.verb)
@pytest.mark.parametrize("role", Role)
def test_a_request_is_decided_by_whom_the_table_says(
    role: Role, step: Transition, project: Project, leeds: Council, alice: User
) -> None:
    approval = doing.ask_gate(project=in_state(project, "case"), gate="approval", by=alice)
    somebody = person("Erin", leeds, role)
    for state in APPROVAL.states:
        approval.state = state
        why_not = rules.why_not_decide(approval, step.verb, somebody, "Because.")
        assert (why_not is None) == (state in step.sources and role in step.by), (state, why_not)


def test_passing_a_gate_takes_the_step_behind_it(project: Project, alice: User, bob: User) -> None:
    doing.take_step(project=project, verb="develop", by=alice, on=ON)
    with pytest.raises(Refused, match="The gate “Approval” stands before this step"):
        doing.take_step(project=project, verb="approve", by=bob, on=ON)
    approval = doing.ask_gate(project=Project.objects.get(), gate="approval", by=alice)
    with pytest.raises(Refused, match="waits for the answer"):
        doing.ask_gate(project=Project.objects.get(), gate="approval", by=alice)
    doing.decide_gate(approval=approval, verb="approve", by=bob, on=ON)
    assert Project.objects.get().state == "approved"
    assert doing.take_step(project=project, verb="begin", by=alice, on=ON).state == "in_delivery"
    assert doing.take_step(project=project, verb="close", by=alice, on=ON).closed_on == ON


def test_nobody_decides_what_they_asked_for_themselves(project: Project, bob: User, eve: User) -> None:
    approval = doing.ask_gate(project=in_state(project, "case"), gate="approval", by=bob)
    with pytest.raises(Refused, match="You asked for this yourself"):
        doing.decide_gate(approval=approval, verb="approve", by=bob, on=ON)
    doing.decide_gate(approval=approval, verb="refuse", by=eve, on=ON, reason="Who empties them?")
    assert Project.objects.get().state == "case"
    assert doing.ask_gate(project=Project.objects.get(), gate="approval", by=bob).state == "asked"
    with pytest.raises(IntegrityError):
        Approval.objects.update(decided_by=bob)


def test_a_gate_is_asked_for_when_what_it_needs_is_there(
    project: Project, alice: User, bob: User, measure: Measure
) -> None:
    doing.keep_project(council=project.council, reference="P-001", cost=Decimal(60_000), by=alice)
    medium = in_state(project, "case")
    assert rules.why_not_ask(medium, "case", alice) == (
        "Before anybody can ask, the project needs a sponsor, at least two options, a chosen option and a benefit with the measure or the money that will show it."
    )
    doing.keep_project(council=project.council, reference="P-001", sponsor=bob, by=alice)
    doing.keep_option(project=medium, title="Do nothing", by=alice)
    doing.keep_option(project=medium, title="New bins", chosen=True, by=alice)
    doing.keep_benefit(
        project=medium,
        title="Less litter",
        measure=measure,
        baseline=Decimal("12.5"),
        expected=Decimal("-2.5"),
        by=alice,
    )
    assert rules.why_not_ask(Project.objects.get(), "case", alice) is None
    assert "does not have this gate" in (rules.why_not_ask(Project.objects.get(), "outline", alice) or "")
    assert "not its next step" in (rules.why_not_ask(Project.objects.get(), "closing", alice) or "")


def test_without_a_size_nothing_is_approved(leeds: Council, alice: User, bob: User) -> None:
    idea = doing.keep_project(council=leeds, reference="P-002", title="An idea", by=alice)
    assert "a cost and an effort first" in (rules.why_not_step(in_state(idea, "case"), "approve", bob) or "")


def test_a_reopened_project_passes_its_gates_anew(project: Project, alice: User, bob: User) -> None:
    approval = doing.ask_gate(project=in_state(project, "case"), gate="approval", by=alice)
    doing.decide_gate(approval=approval, verb="approve", by=bob, on=ON)
    assert [one.passed for one in projects.gates(Project.objects.get())] == [approval]
    doing.take_step(project=project, verb="stop", by=bob, on=ON, reason="No money.")
    doing.take_step(project=project, verb="reopen", by=bob, on=ON, reason="Money.")
    assert [one.passed for one in projects.gates(Project.objects.get())] == [None]


def test_a_gate_that_was_passed_elsewhere_is_brought_in_once_with_its_day(
    project: Project, alice: User, bob: User, signed_in: SignedIn
) -> None:
    at = datetime(2026, 5, 4, 14, tzinfo=UTC)
    given: dict[str, Any] = {"project": project, "gate": "approval", "asked_by": alice, "at": at}
    with pytest.raises(Refused, match="has to be asked for"):
        doing.keep_approval(**{**given, "project": in_state(project, "case")}, decided_by=bob, by=alice)
    given["project"] = in_state(project, "in_delivery")
    with pytest.raises(Refused, match="Nobody approves"):
        doing.keep_approval(**given, decided_by=alice, by=alice)
    with pytest.raises(Refused, match="performance team"):
        doing.keep_approval(**given, decided_by=bob, by=bob)
    for _ in range(2):
        doing.keep_approval(**given, decided_by=bob, by=alice)
    assert Approval.objects.get().asked_at == at
    page = signed_in(bob).get("/leeds/delivery/projects/P-001/").content.decode()
    assert "4 May 2026, Bob" in page and Event.objects.filter(verb="gate.brought_in").count() == 1


def test_one_option_is_chosen_at_a_time(project: Project, alice: User) -> None:
    for title in ("One", "Two"):
        doing.keep_option(project=project, title=title, chosen=True, by=alice)
    assert [one.title for one in Option.objects.filter(chosen=True)] == ["Two"]


def test_projects_do_not_wait_for_each_other_in_a_circle(project: Project, leeds: Council, alice: User) -> None:
    two, three = (
        doing.keep_project(council=leeds, reference=f"P-00{number}", title="Another", due=date(2027, 6, 30), by=alice)
        for number in (2, 3)
    )
    doing.keep_dependency(project=project, on=two, why="The lorry.", by=alice)
    doing.keep_dependency(project=two, on=three, why="The driver.", by=alice)
    for on, words in (
        (three, "each other for ever"),
        (two, "each other for ever"),
        (project, "cannot wait for itself"),
    ):
        with pytest.raises(Refused, match=words):
            doing.keep_dependency(project=on, on=project, why="The bins.", by=alice)
    assert [one.on for one in projects.late_dependencies(Project.objects.get(reference="P-001"))] == [two]


def test_a_dependency_on_another_council_is_refused(
    project: Project, harborough: Council, charlie: User, alice: User
) -> None:
    theirs = doing.keep_project(council=harborough, reference="P-009", title="Theirs", by=charlie)
    with pytest.raises(Refused, match="belongs to another council"):
        doing.keep_dependency(project=project, on=theirs, why="?", by=alice)


def test_an_end_moves_for_a_reason_and_the_old_one_is_kept(project: Project, alice: User, dana: User) -> None:
    def move(to: date | None, reason: str, by: User = alice) -> Project:
        return doing.keep_project(council=project.council, reference="P-001", due=to, reason=reason, by=by)

    for to, reason, why in (
        (date(2027, 3, 31), " ", "Say why the end moves"),
        (None, "Nobody knows.", "keeps one"),
        (date(2026, 6, 1), "Sooner.", "starts on 1 July 2026"),
    ):
        with pytest.raises(Refused, match=why):
            move(to, reason)
    move(date(2027, 3, 31), "The steel came late.")
    move(date(2027, 3, 31), "")
    (kept,) = project.redatings.all()
    assert (kept.was, kept.now, kept.reason, kept.by) == (
        date(2026, 12, 31), date(2027, 3, 31), "The steel came late.", alice,
    )  # fmt: skip
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        ProjectRedating.objects.update(reason="Another.")
    (row,) = work_queries.moves_by_service(project.council)
    assert (row.service, row.projects, row.moved, row.moves.furthest) == ("No service", 1, 1, 90)
    said = highlights.highlights(projects.project_at(project.council, "P-001"), ON)  # type: ignore[arg-type]
    assert "The end of the project: 31 December 2026 to 31 March 2027. The steel came late." in said.moved


def test_a_highlight_report_is_made_from_what_is_known_and_then_stays(
    project: Project, leeds: Council, alice: User
) -> None:
    action = work.keep_action(
        council=leeds,
        reference="A-001",
        title="Buy bins",
        owner=alice,
        project=project,
        due=date(2026, 10, 1),
        by=alice,
    )
    late = work.keep_milestone(action=action, title="Tender out", due=date(2026, 6, 20), by=alice)
    work.keep_milestone(action=action, title="Bins here", due=date(2026, 8, 1), by=alice)
    work.redate_action(action=action, now=date(2026, 10, 15), reason="The maker is slow.", by=alice)
    risk = risk_actions.keep_risk(
        council=leeds,
        reference="R-001",
        title="Bins too small",
        likelihood=3,
        impact=3,
        likelihood_after=2,
        impact_after=3,
        by=alice,
    )
    doing.keep_project(council=leeds, reference="P-001", risks=[risk], by=alice)
    doing.report_progress(
        project=project, text="On order.", spent=Decimal(5000), forecast_cost=Decimal(23_000), by=alice
    )
    doing.keep_savings(
        project=project,
        partner="Binco",
        cost=Decimal(900),
        parts=2,
        of=3,
        threshold=Decimal(6000),
        forecast=Decimal(5000),
        by=alice,
    )
    said = highlights.highlights(Project.objects.get(), ON)
    assert (said.standing, said.late, said.next) == (
        "slipping by 11 days", ["A-001: Tender out, 20 June 2026"], ["A-001: Bins here, 1 August 2026"],
    )  # fmt: skip
    assert said.moved == ["A-001 Buy bins: 1 October 2026 to 15 October 2026. The maker is slow."]
    assert said.risks == ["R-001 Bins too small: 6 (unlikely × moderate), within appetite"]
    assert said.money == [
        "£5,000 spent of £20,000.", "Expected in the end: £23,000, £3,000 more than approved.",
        "Binco: at forecast savings of £5,000, £300 of £900 is payable.",
    ]  # fmt: skip
    kept = doing.keep_highlight_report(project=project, on=ON, words="All in hand.", by=alice)
    work.reach_milestone(milestone=late, on=ON, today=ON, by=alice)
    assert kept.content["late"] == ["A-001: Tender out, 20 June 2026"]
    kept.words = "Nothing in hand."
    with pytest.raises(IntegrityError, match="only added"):
        kept.save()

"""Projects: their size and gates, who may do what, dependencies, savings at risk, highlights, benefits after closure."""

from collections.abc import Callable
from datetime import date
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
from tallystick_web.delivery import savings, sizing
from tallystick_web.delivery.actions import projects as doing
from tallystick_web.delivery.actions import risks as risk_actions
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.actions.rows import Stale
from tallystick_web.delivery.models import Approval, Option, Project, ProjectRedating, RealisedMoney, SavingsClause
from tallystick_web.delivery.queries import highlights, money, projects
from tallystick_web.delivery.queries import work as work_queries
from tallystick_web.delivery.rules import projects as rules
from tallystick_web.delivery.workflows import APPROVAL, PROJECT
from tallystick_web.measures.models import Measure

from ..conftest import person

ON = date(2026, 7, 1)
SignedIn = Callable[[User], Client]


@pytest.fixture
def project(leeds: Council, alice: User) -> Project:
    """Small: £20,000 and 30 days."""
    return doing.keep_project(
        council=leeds, reference="P-001", title="New bins for the market", purpose="Fewer rats.", manager=alice,
        start=date(2026, 7, 1), due=date(2026, 12, 31), cost=Decimal(20_000), effort=Decimal(30), by=alice,
    )  # fmt: skip


@pytest.fixture
def eve(leeds: Council) -> User:
    """Another director."""
    return person("Eve", leeds, Role.DIRECTOR)


def in_state(project: Project, state: str) -> Project:
    Project.objects.filter(pk=project.pk).update(state=state)
    project.refresh_from_db()
    return project


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


@pytest.mark.parametrize(
    ("cost", "saved", "payable", "short"),
    [
        ("9000000", "6000000", "3000000", "0"),
        ("9000000", "6000000.01", "9000000", "0"),
        ("9000000", "5200000", "3000000", "800000"),
        ("100", "0", "33.33", "6000000"),
    ],
)
def test_two_thirds_of_the_costs_are_payable_only_if_savings_exceed_six_million(
    cost: str, saved: str, payable: str, short: str
) -> None:
    """Worked by hand."""
    bargain = savings.Bargain(Decimal(cost), 2, 3, Decimal(6_000_000))
    assert (bargain.payable(Decimal(saved)), bargain.short_by(Decimal(saved))) == (Decimal(payable), Decimal(short))
    assert bargain.net(Decimal(saved)) == Decimal(saved) - Decimal(payable)


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
    assert [one.passed for one in projects.gates(Project.objects.get())] == [True]
    doing.take_step(project=project, verb="stop", by=bob, on=ON, reason="No money.")
    doing.take_step(project=project, verb="reopen", by=bob, on=ON, reason="Money.")
    assert [one.passed for one in projects.gates(Project.objects.get())] == [False]


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
    for on in (three, two, project):
        with pytest.raises(Refused, match="wait for each other for ever"):
            doing.keep_dependency(project=on, on=project, why="The bins.", by=alice)
    assert [one.on for one in projects.late_dependencies(Project.objects.get(reference="P-001"))] == [two]


def test_a_dependency_on_another_council_is_refused(
    project: Project, harborough: Council, charlie: User, alice: User
) -> None:
    theirs = doing.keep_project(council=harborough, reference="P-009", title="Theirs", by=charlie)
    with pytest.raises(Refused, match="belongs to another council"):
        doing.keep_dependency(project=project, on=theirs, why="?", by=alice)


def test_benefits_are_followed_after_closure_by_their_measure(project: Project, alice: User, measure: Measure) -> None:
    """12.5 before, 11.75 now: 0.75 of the 2.5 expected is 30%."""
    doing.keep_benefit(
        project=project,
        title="Less litter",
        measure=measure,
        baseline=Decimal("12.5"),
        expected=Decimal("-2.5"),
        by=alice,
    )
    doing.keep_benefit(project=project, title="Pride", by=alice)
    assert projects.followed(project.council) == []
    in_state(project, "closed")
    litter, pride = projects.followed(project.council)
    assert (litter.now, litter.moved, litter.words) == (Decimal("11.75"), Decimal("-0.75"), "30% of what was expected")
    assert pride.words == "no value to compare yet"
    doing.keep_benefit(
        project=project,
        title="Less litter",
        measure=measure,
        baseline=Decimal("10"),
        expected=Decimal("-2.5"),
        by=alice,
    )
    assert projects.followed(project.council)[0].words == "no movement in the expected direction"


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


def test_the_form_asks_why_the_end_moves(project: Project, alice: User, signed_in: SignedIn) -> None:
    client, address = signed_in(alice), "/leeds/delivery/projects/P-001/change/"
    typed = {
        "reference": "P-001",
        "title": project.title,
        "start": "2026-07-01",
        "due": "2027-01-31",
        "version": project.version,
    }
    assert "Say why the end moves" in client.post(address, typed).content.decode()
    assert client.post(address, {**typed, "reason": "Snow."}).status_code == 302
    page = client.get("/leeds/delivery/projects/P-001/").content.decode()
    assert "from 31 December 2026 to 31 January 2027: Snow." in page


def test_money_that_benefits_bring_is_followed_after_closure_beside_savings_at_risk(
    project: Project, alice: User, dana: User, signed_in: SignedIn
) -> None:
    bins = doing.keep_benefit(project=project, title="Fewer rounds", planned=Decimal(9_000), by=alice)
    doing.keep_savings(
        project=project, partner="Binco", cost=Decimal(900), parts=2, of=3, threshold=Decimal(6_000), by=alice
    )
    in_state(project, "closed")
    bins = projects.benefit_at(project.council, bins.pk) or bins

    def record(amount: int, as_at: date, said: str = "The ledger.", by: User = alice) -> None:
        doing.record_realised(benefit=bins, amount=Decimal(amount), as_at=as_at, words=said, today=ON, by=by)

    for as_at, said, by, why in (
        (date(2026, 7, 2), "The ledger.", alice, "has not come yet"),
        (ON, " ", alice, "how it is known"),
        (ON, "The ledger.", dana, "Only the"),
    ):
        with pytest.raises(Refused, match=why):
            record(1, as_at, said, by)
    record(7_000, date(2026, 6, 30))
    record(2_000, date(2026, 3, 31))  # told later, of an earlier day: the latest day counts
    (bargain,) = money.bargained(project.council)
    assert (bargain.money.planned, bargain.money.realised) == (9_000, 7_000)
    assert (bargain.payable_now, bargain.short_now, bargain.payable) == (900, 0, 300)
    client = signed_in(alice)
    page = client.get("/leeds/delivery/benefits/").content.decode()
    assert "£7,000 has come of £9,000 that closed projects planned" in page and "Against savings at risk" in page
    csv = b"".join(client.get("/leeds/delivery/benefits.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert ",9000,7000,2026-06-30,The ledger." in csv
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        RealisedMoney.objects.update(amount=1)


def test_money_is_said_on_its_page(project: Project, alice: User, signed_in: SignedIn) -> None:
    benefit = doing.keep_benefit(project=project, title="Fewer rounds", planned=Decimal(9_000), by=alice)
    client, address = signed_in(alice), f"/leeds/delivery/benefits/{benefit.pk}/"
    assert "Say how it is known" in client.post(address, {"amount": "1,000", "as_at": "2026-01-31"}).content.decode()
    assert client.post(address, {"amount": "1,000", "as_at": "2026-01-31", "words": "Ledger."}).status_code == 302
    assert "£1,000 has come of £9,000 planned" in client.get("/leeds/delivery/projects/P-001/").content.decode()


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


def test_no_more_than_all_can_be_at_risk(project: Project, alice: User) -> None:
    with pytest.raises(Refused, match="more than the whole"):
        doing.keep_savings(
            project=project, partner="Binco", cost=Decimal(900), parts=4, of=3, threshold=Decimal(1), by=alice
        )


def test_a_project_goes_from_idea_to_approval_on_its_pages(
    leeds: Council, alice: User, bob: User, measure: Measure, signed_in: SignedIn
) -> None:
    client, base = signed_in(alice), "/leeds/delivery/projects/P-001"
    assert "No project is held yet" in client.get("/leeds/delivery/projects/").content.decode()
    typed = {
        "reference": "P-001",
        "title": "New bins",
        "purpose": "Fewer rats.",
        "manager": alice.pk,
        "sponsor": bob.pk,
        "start": "2026-07-01",
        "due": "2027-03-31",
        "cost": "£60,000",
        "effort": "30",
    }
    client.post("/leeds/delivery/add/project/", typed)
    client.post(f"{base}/step/develop/")
    page = client.get(f"{base}/").content.decode()
    assert "A medium project." in page and "needs at least two options" in page
    client.post(f"{base}/option/", {"title": "Do nothing", "cost": "0"})
    client.post(f"{base}/option/", {"title": "New bins", "cost": "60,000", "chosen": "on"})
    unknown = client.post(f"{base}/benefit/", {"title": "Less litter", "measure": "NI 999"})
    assert "There is no NI 999" in unknown.content.decode()
    client.post(
        f"{base}/benefit/", {"title": "Less litter", "measure": "NI 195a", "baseline": "12.5", "expected": "-2.5"}
    )
    client.post(f"{base}/gate/case/")
    approval = Approval.objects.get()
    director = signed_in(bob)
    assert "1 gate waits for an answer" in director.get("/leeds/delivery/projects/").content.decode()
    silent = director.post(f"/leeds/delivery/gates/{approval.pk}/", {"verb": "refuse"})
    assert "keeps the reason on the record" in silent.content.decode()
    director.post(f"/leeds/delivery/gates/{approval.pk}/", {"verb": "approve"})
    assert Project.objects.get().state == "approved"
    assert "passed" in client.get(f"{base}/").content.decode()


def test_parts_of_a_case_are_changed_and_taken_away(project: Project, alice: User, signed_in: SignedIn) -> None:
    client, base = signed_in(alice), "/leeds/delivery/projects/P-001"
    typed = {
        "partner": "Binco",
        "cost": "9,000,000",
        "parts": "2",
        "of": "3",
        "threshold": "6,000,000",
        "saved": "0",
        "forecast": "5,200,000",
    }
    client.post(f"{base}/savings/", typed)
    clause = SavingsClause.objects.get()
    page = client.get(f"{base}/").content.decode()
    assert "£3,000,000 is payable; £800,000 short of the threshold" in page
    client.post(f"{base}/savings/{clause.pk}/", {**typed, "partner": "Another name", "forecast": "7,000,000"})
    clause.refresh_from_db()
    assert (clause.partner, clause.forecast) == ("Binco", Decimal(7_000_000))
    client.post(f"{base}/savings/{clause.pk}/remove/")
    assert not SavingsClause.objects.exists()
    assert client.get(f"{base}/burden/").status_code == 404


def test_reports_highlights_programmes_and_benefits_have_their_pages(
    project: Project, leeds: Council, alice: User, signed_in: SignedIn
) -> None:
    client, base = signed_in(alice), "/leeds/delivery/projects/P-001"
    client.post(f"{base}/report/", {"text": "On order.", "spent": "5,000"})
    assert "£5,000 spent of £20,000" in client.get(f"{base}/highlights/").content.decode()
    client.post(f"{base}/highlights/", {"words": "All in hand."})
    kept = project.highlight_reports.get()
    assert "All in hand." in client.get(f"{base}/highlights/{kept.pk}/").content.decode()
    client.post("/leeds/delivery/add/programme/", {"reference": "PG-001", "title": "Cleaner markets"})
    client.post(f"{base}/change/", {
        "reference": "P-001", "title": "Bins", "cost": "20000", "effort": "30", "version": Project.objects.get().version,
        "programme": leeds.programmes.get().pk, "start": "2026-07-01", "due": "2026-12-31",
    })  # fmt: skip
    assert "P-001 Bins" in client.get("/leeds/delivery/programmes/").content.decode()
    assert "No closed project" in client.get("/leeds/delivery/benefits/").content.decode()
    csv = b"".join(client.get("/leeds/delivery/projects.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert ",small,20000,5000," in csv


def test_pages_take_as_many_queries_for_many_projects_as_for_few(
    project: Project,
    leeds: Council,
    alice: User,
    signed_in: SignedIn,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for number in range(30):
        other = doing.keep_project(council=leeds, reference=f"Q-{number}", title="One of many", manager=alice, by=alice)
        doing.keep_dependency(project=project, on=other, why="Waits.", by=alice)
        doing.keep_benefit(project=project, title=f"Benefit {number}", by=alice)
        action = work.keep_action(council=leeds, reference=f"A-{number}", title="Do", project=project, by=alice)
        work.keep_milestone(action=action, title="Reach", due=ON, by=alice)
    client = signed_in(alice)
    for address, most in (
        ("projects/", 10),
        ("projects/P-001/", 26),
        ("projects/P-001/highlights/", 29),
        ("programmes/", 9),
        ("benefits/", 12),
        ("gantt/", 9),
        ("dates/", 10),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(f"/leeds/delivery/{address}").status_code == 200

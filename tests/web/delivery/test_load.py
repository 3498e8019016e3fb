"""Who carries how much; what would happen if; the order of projects and the best set. The hours were counted by hand."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tallystick.portfolio import PortfolioError
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Council, Role, Unit
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery.actions import load as doing
from tallystick_web.delivery.actions import projects as project_actions
from tallystick_web.delivery.models import Assignment, Capacity, PortfolioProposal, Project
from tallystick_web.delivery.queries import portfolio

from ..conftest import person

ON = date(2026, 6, 1)  # a Monday after the late May bank holiday
SignedIn = Callable[[User], Client]


def add(council: Council, by: User, reference: str, **fields: Any) -> Project:
    return project_actions.keep_project(
        council=council, reference=reference, title=f"Project {reference}", by=by, **fields
    )


@pytest.fixture
def two(leeds: Council, alice: User, bob: User, service: Unit) -> tuple[Project, Project]:
    """Bob has 20 hours a week; he gives 12 to one project and 15 to another for the four weeks of June that overlap."""
    one = add(
        leeds, alice, "P-001", start=date(2026, 6, 1), due=date(2026, 6, 28), cost=Decimal(1000), effort=Decimal(10)
    )
    two = add(
        leeds, alice, "P-002", start=date(2026, 6, 1), due=date(2026, 7, 26), cost=Decimal(500), effort=Decimal(20)
    )
    doing.set_capacity(council=leeds, person=bob, hours=Decimal(20), service=service, by=alice)
    doing.keep_assignment(
        project=one, person=bob, role="Manager", hours=Decimal(12), first=one.start or ON, last=one.due or ON, by=alice
    )
    doing.keep_assignment(
        project=two, person=bob, role="Tester", hours=Decimal(15), first=two.start or ON, last=two.due or ON, by=alice
    )
    return one, two


def test_over_committed_people_come_first_with_their_worst_stretch(
    two: tuple[Project, Project], leeds: Council, alice: User
) -> None:
    """12 + 15 - 20 = 7 hours over, in each of four weeks: 28 in all."""
    doing.set_capacity(council=leeds, person=alice, hours=Decimal(37), by=alice)
    page = portfolio.load_page(leeds, ON, by="", span="week")
    assert [row.name for row in page.rows] == ["Bob", "Alice"]
    assert page.rows[0].cells[0] == (27.0, 20.0, 7.0) and page.rows[0].cells[4] == (15.0, 20.0, 0.0)
    ((name, spell),) = page.spells
    assert (name, spell.spans, spell.most, spell.total, page.over) == ("Bob", 4, 7.0, 28.0, 1)


def test_the_load_of_services_and_quarters_is_that_of_their_people(
    two: tuple[Project, Project], leeds: Council
) -> None:
    page = portfolio.load_page(leeds, ON, by="service", span="")
    assert [row.name for row in page.rows] == ["Street cleansing"]
    assert page.labels[0] == "Q1 2026/27"
    # June 2026 has 22 working days: four weeks of 27 hours, then Monday and Tuesday of a week of 15
    assert page.rows[0].cells[0][0] == 27 * 4 + 15 * 2 / 5


def test_somebody_without_a_capacity_on_record_has_a_full_week(leeds: Council, alice: User) -> None:
    project = add(leeds, alice, "P-001")
    doing.keep_assignment(project=project, person=alice, hours=Decimal(40), first=ON, last=date(2026, 6, 7), by=alice)
    assert portfolio.load_page(leeds, ON, by="", span="week").rows[0].cells[0] == (40.0, 37.0, 3.0)


def test_closed_projects_carry_no_load(two: tuple[Project, Project], leeds: Council) -> None:
    Project.objects.update(state="closed")
    assert portfolio.load_page(leeds, ON, by="", span="week").spells == ()


def test_what_would_happen_is_compared_and_changes_nothing(two: tuple[Project, Project], leeds: Council) -> None:
    found = portfolio.trial(leeds, portfolio.changes_of(["P-001"], [], 0, [], Decimal(0)), ON)
    assert (found.changes, found.relieved, found.newly_over) == (("Do not do P-001",), ("Bob",), ())
    assert (found.comparison.before.hours_over, found.comparison.after.hours_over) == (28.0, 0.0)
    assert {one.state for one in Project.objects.all()} == {"idea"}
    delayed = portfolio.trial(leeds, portfolio.changes_of([], ["P-001"], 8, [], Decimal(0)), ON)
    assert delayed.comparison.after.people_over == 0
    merged = portfolio.trial(leeds, portfolio.changes_of([], [], 0, ["P-001", "P-002"], Decimal(50)), ON)
    assert (merged.comparison.after.projects, merged.comparison.after.cost) == (1, Decimal(750))
    with pytest.raises(PortfolioError):
        portfolio.trial(leeds, portfolio.changes_of(["P-009"], [], 0, [], Decimal(0)), ON)


def test_keeping_work_and_capacity_again_writes_nothing(
    two: tuple[Project, Project], leeds: Council, alice: User, bob: User
) -> None:
    events = Event.objects.count()
    doing.set_capacity(council=leeds, person=bob, hours=Decimal("20.0"), by=alice)
    doing.keep_assignment(
        project=two[0], person=bob, role="Manager", hours=Decimal(12), first=ON, last=date(2026, 6, 28), by=alice
    )
    assert Event.objects.count() == events


def test_only_people_of_the_council_are_put_on_its_projects_by_those_who_may(
    two: tuple[Project, Project], leeds: Council, alice: User, charlie: User, dana: User
) -> None:
    with pytest.raises(Refused, match="Charlie holds no role"):
        doing.keep_assignment(project=two[0], person=charlie, hours=Decimal(1), first=ON, last=ON, by=alice)
    with pytest.raises(Refused, match="holds no role"):
        doing.set_capacity(council=leeds, person=charlie, hours=Decimal(1), by=alice)
    erin = person("Erin", leeds, Role.CONTRIBUTOR)
    for somebody in (dana, erin, charlie):
        for refused in (
            lambda who: doing.keep_assignment(
                project=two[0], person=alice, hours=Decimal(1), first=ON, last=ON, by=who
            ),
            lambda who: doing.set_capacity(council=leeds, person=alice, hours=Decimal(1), by=who),
            lambda who: doing.keep_proposal(council=leeds, title="Mine", said="", stop=[two[0]], by=who),
            lambda who: doing.keep_criterion(council=leeds, title="Mine", weight=Decimal(1), by=who),
            lambda who: doing.score_project(project=two[0], scores={}, by=who),
        ):
            with pytest.raises(Refused, match="Only"):
                refused(somebody)


def test_projects_stand_in_order_by_stated_weights(two: tuple[Project, Project], leeds: Council, alice: User) -> None:
    """Worked by hand: weights 3 and 1 are 0.75 and 0.25; 8 and 2 give 0.65, 4 and 10 give 0.55. Equal at a share of 2 / 3."""
    need = doing.keep_criterion(council=leeds, title="Need", weight=Decimal(3), by=alice)
    ease = doing.keep_criterion(council=leeds, title="Ease", weight=Decimal(1), by=alice)
    doing.score_project(project=two[0], scores={need: 8, ease: 2}, by=alice)
    assert portfolio.order(leeds).unscored == ("P-002",)
    doing.score_project(project=two[1], scores={need: 4, ease: 10}, by=alice)
    order = portfolio.order(leeds)
    assert [(one.key, round(one.score, 4)) for _, one in order.places] == [("P-001", 0.65), ("P-002", 0.55)]
    assert order.sensitivity and order.sensitivity.smallest
    assert round(order.sensitivity.smallest.nearest or 0, 4) in (0.6667, 0.3333)
    values = {one.key: (one.value, one.effort["days"]) for one in portfolio.candidates(leeds, ON, ["P-002"])}
    assert values == {"P-001": (65.0, 10.0), "P-002": (55.0, 20.0)}


def test_load_is_between_officers(two: tuple[Project, Project], dana: User, signed_in: SignedIn) -> None:
    client = signed_in(dana)
    assert client.get("/leeds/delivery/load/").status_code == 403
    assert "/delivery/load/" not in client.get("/leeds/delivery/projects/").content.decode()
    assert "Who works on it" not in client.get("/leeds/delivery/projects/P-001/").content.decode()


def test_work_is_put_on_a_project_and_shown_as_load(
    two: tuple[Project, Project], alice: User, bob: User, signed_in: SignedIn
) -> None:
    client, base = signed_in(alice), "/leeds/delivery/projects/P-001"
    typed = {"person": alice.pk, "role": "Sponsor", "hours": "60", "first": "2030-01-07", "last": "2030-01-01"}
    assert "ends before it begins" in client.post(f"{base}/assignment/", typed).content.decode()
    today = timezone.localdate().isoformat()
    client.post(f"{base}/assignment/", {**typed, "first": today, "last": "2030-02-01"})
    held = Assignment.objects.get(person=alice)
    page = client.get("/leeds/delivery/load/").content.decode()
    assert "over-committed in the next two years" in page and "Alice" in page
    client.post(f"{base}/assignment/{held.pk}/", {"hours": "10", "first": today, "last": "2030-02-01"})
    held.refresh_from_db()
    assert (held.hours, held.role) == (Decimal(10), "Sponsor")
    client.post("/leeds/delivery/load/capacity/", {"person": alice.pk, "hours": "5"})
    assert Capacity.objects.get(person=alice).hours == Decimal(5)
    assert client.get("/leeds/delivery/load/?by=service&span=week").status_code == 200
    file: Any = client.get("/leeds/delivery/load.csv?span=week")
    head, *rows = b"".join(file).decode("utf-8-sig").splitlines()
    assert head.startswith("person,hours over in all,") and head.count(": hours there are") == 26
    assert [row.split(",")[4:6] for row in rows if row.startswith("Alice,")] == [["10", "5"]]
    client.post(f"{base}/assignment/{held.pk}/remove/")
    assert not Assignment.objects.filter(person=alice).exists()


def test_a_trial_is_kept_as_a_proposal_and_leads_back_to_itself(
    two: tuple[Project, Project], alice: User, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    assert "Name at least one" in client.get("/leeds/delivery/load/try/?weeks=3").content.decode()
    assert "named twice" in client.get("/leeds/delivery/load/try/?stop=P-001&delay=P-001&weeks=3").content.decode()
    page = client.get("/leeds/delivery/load/try/?merge=P-001&saving=150").content.decode()
    assert "No more than 100% can be saved" in page and "A merger needs two projects or more" in page
    assert "There is no P-009" in client.get("/leeds/delivery/load/try/?stop=P-009").content.decode()
    address = "/leeds/delivery/load/try/?delay=P-001&weeks=6"
    assert "Delay P-001 by 6 weeks" in client.get(address).content.decode()
    client.post(address, {"title": "After the summer"})
    kept = PortfolioProposal.objects.get()
    assert [(one.kind, one.weeks) for one in kept.changes.all()] == [("delay", 6)] and "instead of" in kept.said
    listed = client.get("/leeds/delivery/load/proposals/").content.decode()
    assert "delay=P-001&amp;weeks=6&amp;title=After+the+summer" in listed
    client.post(f"/leeds/delivery/load/proposals/{kept.pk}/")
    assert not PortfolioProposal.objects.exists()


def test_the_order_and_the_best_set_have_their_pages(
    two: tuple[Project, Project], leeds: Council, bob: User, signed_in: SignedIn
) -> None:
    client = signed_in(bob)
    unscored = client.get("/leeds/delivery/load/best/?money=1000").content.decode()
    assert "No project has a value yet" in unscored and "no other set is better" not in unscored
    client.post("/leeds/delivery/load/order/", {"title": "Need", "weight": "3", "higher_is_better": "on"})
    client.post("/leeds/delivery/load/order/", {"title": "Ease", "weight": "1", "higher_is_better": "on"})
    need, ease = (str(one.pk) for one in portfolio.criteria(leeds))
    assert (
        "Enter a score from 0 to 10"
        in client.post("/leeds/delivery/projects/P-001/scores/", {need: "11"}).content.decode()
    )
    client.post("/leeds/delivery/projects/P-001/scores/", {need: "8", ease: "2"})
    client.post("/leeds/delivery/projects/P-002/scores/", {need: "4", ease: "10"})
    page = client.get("/leeds/delivery/load/order/").content.decode()
    assert (
        "Project P-001 comes first" in page
        and "P-002 comes first when its share of the weight goes from 75% to 67%" in page
    )
    best = client.get("/leeds/delivery/load/best/?money=1000").content.decode()
    assert "1 project fits" in best and "no other set is better" in best and "counts as nought" not in best
    Project.objects.filter(reference="P-002").update(effort=None)
    best = client.get("/leeds/delivery/load/best/?money=1000").content.decode()
    assert "nought:</strong> the effort of 1 project" in best and "projects/P-002/change/#id_effort" in best
    assert "not known" in best and "#id_cost" not in best
    assert (
        "No set keeps to all limits" in client.get("/leeds/delivery/load/best/?money=100&must=P-001").content.decode()
    )
    assert "cheapest set of all is none" in client.get("/leeds/delivery/load/best/?goal=lowest_cost").content.decode()


def test_the_portfolio_takes_as_many_queries_for_many_as_for_few(
    two: tuple[Project, Project], leeds: Council, alice: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(4):
        portfolio.held(leeds, ON)
    for number in range(20):
        project = add(leeds, alice, f"Q-{number}")
        doing.keep_assignment(project=project, person=alice, hours=Decimal(1), first=ON, last=ON, by=alice)
    with django_assert_num_queries(4):
        portfolio.load_page(leeds, ON, by="", span="")


def test_a_long_order_comes_in_pages_each_of_which_says_what_comes_first(
    leeds: Council, alice: User, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    ease = doing.keep_criterion(council=leeds, title="Ease", weight=Decimal(3), by=alice)
    need = doing.keep_criterion(council=leeds, title="Need", weight=Decimal(1), by=alice)
    for number in range(45):
        project = add(leeds, alice, f"P-{number:03}")
        doing.score_project(
            project=project, scores={ease: 9 if number == 7 else number % 8, need: number % 5}, by=alice
        )
    with django_assert_max_num_queries(25):
        page = signed_in(alice).get("/leeds/delivery/load/order/?page=2").content.decode()
    assert "Project P-007 comes first" in page
    assert page.count('<th scope="row"') == 5

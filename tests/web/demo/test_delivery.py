"""What the demonstration's councils do: facts keep their days, inventions say so, and every page has something to show."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Count
from django.utils import timezone

from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import (
    Action,
    Approval,
    Milestone,
    PortfolioProposal,
    Project,
    Redating,
    Risk,
    SavingsClause,
    ServicePlan,
)
from tallystick_web.delivery.queries import benefits, listing, plans, portfolio, projects, risks
from tallystick_web.delivery.queries.plans import Lack
from tallystick_web.delivery.timing import Timing
from tallystick_web.demo import data, delivery

pytestmark = [pytest.mark.usefixtures("loaded"), pytest.mark.django_db]


def council(slug: str) -> Council:
    return Council.objects.get(slug=slug)


def today() -> date:
    return timezone.localdate()


@pytest.mark.parametrize(
    ("action", "title", "on"),
    [
        ("A-002", "Four companies invited", date(2009, 10, 15)),
        ("A-002", "Outline solutions evaluated", date(2009, 9, 30)),
        ("A-003", "First tranche, April to July", date(2009, 7, 31)),
    ],
)
def test_what_the_tracker_dates_keeps_its_day(action: str, title: str, on: date) -> None:
    step = Milestone.objects.get(action__council__slug="leeds", action__reference=action, title__startswith=title)
    assert step.done_on == on


def test_an_action_without_the_mark_holds_no_day_that_was_counted_from_today() -> None:
    facts = [one for one in data.table("leeds", "delivery")["actions"] if not one.get("illustrative", True)]
    assert len(facts) == 5
    for one in facts:
        days = [one.get(name) for name in ("start", "due", "done_on")]
        assert not any(isinstance(value, int) for value in days), one["reference"]
        assert "milestones" not in one and "moved" not in one and "note" not in one


def test_everything_of_harborough_is_marked_as_made_up() -> None:
    harborough = council("harborough")
    for model in (Action, Risk, Project, ServicePlan):
        rows = model.objects.filter(council=harborough)
        assert rows.exists() and not rows.filter(illustrative=False).exists(), model


def test_invented_milestones_of_an_action_with_facts_say_so_themselves() -> None:
    mixed = Milestone.objects.filter(action__council__slug="leeds", action__illustrative=True)
    recent = mixed.filter(due__gt=date(2010, 12, 31))
    assert recent and all("(illustrative)" in one.title for one in recent)


@pytest.mark.parametrize("slug", data.COUNCILS)
def test_some_are_due_soon_some_slip_one_is_overdue_and_some_are_done(slug: str) -> None:
    described = {one["reference"] for one in data.table(slug, "delivery")["actions"]}
    found = [one for one in listing.rows(council(slug), today()) if one.reference in described]
    timings = [one.standing.timing for one in found]
    assert timings.count(Timing.OVERDUE) == 1
    assert timings.count(Timing.SLIPPING) >= (3 if slug == "leeds" else 0)
    assert Timing.DONE in timings
    soon = [one for one in found if one.due and today() <= one.due <= today() + timedelta(days=21)]
    assert any(one.standing.timing == Timing.ON_TIME for one in soon)


@pytest.mark.parametrize(("slug", "reference"), [("leeds", "A-005"), ("harborough", "A-005")])
def test_one_was_moved_twice_each_time_for_a_reason(slug: str, reference: str) -> None:
    action = Action.objects.get(council__slug=slug, reference=reference)
    moves = list(Redating.objects.filter(action=action))
    assert len(moves) == 2 and all(one.reason and one.days > 0 for one in moves)
    assert moves[0].now == moves[1].was
    assert moves[1].now == action.due


def test_every_action_and_risk_serves_a_priority() -> None:
    described = {slug: data.table(slug, "delivery") for slug in data.COUNCILS}
    for slug, table in described.items():
        references = [one["reference"] for one in table["actions"]]
        rows = Action.objects.filter(council__slug=slug, reference__in=references)
        assert not rows.annotate(count=Count("priorities")).filter(count=0).exists()
        assert not rows.filter(owner=None).exists() and not rows.filter(service=None).exists()


def test_two_thirds_of_the_partners_costs_hang_on_six_million() -> None:
    clause = SavingsClause.objects.get(project__council__slug="leeds")
    assert clause.bargain.at_risk == Decimal(600_000)
    assert clause.bargain.payable(Decimal(6_000_000)) == Decimal(300_000)
    assert clause.bargain.payable(Decimal(6_000_001)) == Decimal(900_000)


def test_risks_reach_each_level_of_escalation_and_one_review_is_late() -> None:
    lines = [one for slug in data.COUNCILS for one in risks.lines(council(slug), today())]
    assert {one.standing.escalated_to for one in lines} == {"", "head of service", "director", "management team"}
    assert all(any(one.standing.review_late for one in risks.lines(council(slug), today())) for slug in data.COUNCILS)


def test_the_load_of_harborough_is_more_than_its_people_can_carry() -> None:
    page = portfolio.load_page(council("harborough"), today(), by="person", span="week")
    over = {row.name for row in page.rows if row.over}
    assert {"Leo Lubenham", "Kim Kettleby", "Mona Medbourne"} <= over
    assert "Charlie Clarke" not in over


def test_the_order_has_every_project_but_one_that_nobody_has_scored() -> None:
    order = portfolio.order(council("harborough"))
    assert len(order.places) == 8
    assert order.unscored == ("P-010",)
    assert order.sensitivity is not None


def test_a_proposal_is_kept_with_what_it_came_to() -> None:
    proposal = PortfolioProposal.objects.get(council__slug="harborough")
    assert proposal.said and proposal.changes.count() == 3


def test_one_gate_waits_for_the_director_and_one_closed_project_is_followed() -> None:
    harborough = council("harborough")
    assert [(one.project.reference, one.gate) for one in projects.waiting(harborough)] == [("P-003", "case")]
    assert Approval.objects.filter(state="asked").count() == 1
    shown, paid = sorted(benefits.followed(harborough), key=lambda one: one.benefit.measure is None)
    assert shown.share is not None and shown.share > 0
    assert paid.money is not None and paid.benefit.measure is None


def test_the_plans_of_services_lack_something_of_each_kind() -> None:
    lines = plans.lines(council("harborough"), plans.year_of(today()))
    assert {one.lack for one in lines} == set(Lack)
    by_unit = {one.unit.name: one for one in lines}
    assert by_unit["Waste and Streets"].because == "A-010 in it was stopped"
    assert by_unit["Housing"].open_questions == 1
    assert by_unit["Economic Growth"].lack == Lack.OUT_OF_DATE


def test_a_day_of_a_file_is_a_date_or_counted_from_today() -> None:
    assert delivery.day(date(2009, 10, 15)) == date(2009, 10, 15)
    assert delivery.day(-3) == today() - timedelta(days=3)
    assert delivery.day(0) == today()
    assert delivery.day(None) is None

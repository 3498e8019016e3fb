"""Actions and risks beside the measures: on a priority's page, in what the evidence suggests, and among a person's work."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tallystick import periods
from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.challenges import actions as challenges
from tallystick_web.challenges.models import Evidence, Point, Serving, Thread
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.delivery.actions import plans as planning
from tallystick_web.delivery.actions import projects as doing
from tallystick_web.delivery.models import Action, Benefit, Milestone, Project, Risk, RiskAppetite, ServicePlan
from tallystick_web.delivery.queries import weighing
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority
from tallystick_web.record.queries import priority as priorities
from tallystick_web.record.queries.work import Item, Kind, work_of
from tallystick_web.reviews.models import Round

from ..conftest import person

TODAY = timezone.localdate()


def action(council: Council, reference: str, due: date | None, *served: Priority, **fields: Any) -> Action:
    made = Action.objects.create(council=council, reference=reference, title="Do it", due=due, **fields)
    made.priorities.set(served)
    return made


def risk(council: Council, reference: str, after: int, *threatened: Priority, **fields: Any) -> Risk:
    category, _ = RiskAppetite.objects.get_or_create(council=council, category="Service", defaults={"limit": 8})
    scores = {"likelihood": 5, "impact": 5, "likelihood_after": after, "impact_after": 4}
    made = Risk.objects.create(
        council=council, reference=reference, title="It stops", category=category, **scores, **fields
    )
    made.priorities.set(threatened)
    return made


@pytest.fixture
def on_track(measure: Measure, round: Round, alice: User) -> Measure:
    """A measure that by itself suggests green."""
    for period in (periods.quarter(2009, 2), periods.financial_year(2009)):
        measures.set_target(measure=measure, name="Target", period=period, value=Decimal(20), by=alice)
    return measure


def suggested(council: Council) -> tuple[Rating | None, list[str]]:
    page = priorities.page(council, "ENV-1", "")
    assert page and page.suggestion
    return page.suggestion.rating, [one.words for one in page.suggestion.reasons if one.about in ("actions", "risks")]


def test_overdue_actions_and_risks_above_appetite_take_the_green_off(
    on_track: Measure, leeds: Council, priority: Priority
) -> None:
    assert suggested(leeds) == (Rating.GREEN, [])
    action(leeds, "A1", TODAY + timedelta(1), priority)
    assert suggested(leeds) == (Rating.GREEN, ["no open action is overdue"])
    risk(leeds, "R1", 3, priority)
    found, words = suggested(leeds)
    assert found is not Rating.GREEN and "1 of 1 open risk is above appetite" in words
    action(leeds, "A2", TODAY - timedelta(1), priority)
    assert suggested(leeds)[0] is Rating.AMBER, "half of the open actions are overdue"


def test_what_has_ended_weighs_nothing_and_each_thing_is_counted_once(
    leeds: Council, priority: Priority, alice: User
) -> None:
    action(leeds, "A1", TODAY - timedelta(9), priority, state="done", done_on=TODAY)
    action(leeds, "A2", TODAY - timedelta(9), priority, state="stopped")
    risk(leeds, "R1", 5, priority, state="closed")
    assert weighing.weights(leeds, TODAY) == {}
    action(leeds, "A3", TODAY - timedelta(9), priority)
    one = weighing.weights(leeds, TODAY)[priority.pk]
    assert weighing.together([one, one]).actions == one.actions
    assert one.actions and (one.actions.overdue, one.actions.open, one.actions.figure) == (1, 1, "A3 Do it")


def test_a_priority_shows_what_is_done_about_it_and_what_threatens_it(
    on_track: Measure, leeds: Council, priority: Priority, alice: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(alice)
    assert "What is being done" not in client.get("/leeds/priorities/ENV-1/").content.decode()
    made = action(leeds, "A1", TODAY + timedelta(30), priority)
    Milestone.objects.create(action=made, title="Bins ordered", due=TODAY)
    risk(leeds, "R1", 3, priority)
    page = client.get("/leeds/priorities/ENV-1/").content.decode()
    for words in (
        "What is being done",
        "/leeds/delivery/actions/A1/",
        "Bins ordered",
        "What threatens it",
        "/leeds/delivery/risks/R1/",
    ):
        assert words in page
    with CaptureQueriesContext(connection) as few:
        client.get("/leeds/priorities/ENV-1/")
    for n in range(2, 30):
        action(leeds, f"A{n}", TODAY, priority)
        risk(leeds, f"R{n}", 2, priority)
    with CaptureQueriesContext(connection) as many:
        client.get("/leeds/priorities/ENV-1/")
    assert len(many) == len(few)


def test_my_work_holds_my_actions_their_next_milestone_and_my_risks(leeds: Council, alice: User, bob: User) -> None:
    made = action(leeds, "A1", TODAY + timedelta(30), owner=bob)
    for days in (3, 9):
        Milestone.objects.create(action=made, title=f"Step {days}", due=TODAY + timedelta(days))
    action(leeds, "A2", None, owner=bob)
    action(leeds, "A3", TODAY, owner=bob, state="done", done_on=TODAY)
    risk(leeds, "R1", 2, owner=bob, review_due=TODAY - timedelta(9))
    found = work_of(bob, leeds, TODAY).items
    assert [(one.kind, one.due_on) for one in found] == [
        (Kind.RISK, TODAY - timedelta(9)), (Kind.MILESTONE, TODAY + timedelta(3)), (Kind.ACTION, TODAY + timedelta(30)),
        (Kind.ACTION, None),
    ]  # fmt: skip
    assert found[0].is_overdue and not found[1].is_overdue
    assert found[3].words == "Give A2 Do it a date by which it is to be done"
    assert (found[3].url, found[3].about) == (
        "/leeds/delivery/actions/A2/change/#id_due", "/leeds/delivery/actions/A2/",
    )  # fmt: skip
    assert [one for one in work_of(alice, leeds, TODAY).items if one.kind in (Kind.ACTION, Kind.RISK)] == []


def test_open_actions_that_nobody_owns_or_whose_owner_has_left_are_one_line_for_the_performance_team(
    leeds: Council, alice: User, bob: User, signed_in: Callable[[User], Client]
) -> None:
    gone = person("Gone", leeds)
    action(leeds, "A1", None)
    action(leeds, "A2", TODAY, owner=gone)
    action(leeds, "A3", TODAY, owner=bob)
    action(leeds, "A4", TODAY, state="done", done_on=TODAY)
    [found] = [one for one in work_of(alice, leeds, TODAY).items if one.kind is Kind.ACTION]
    assert found.words == "Name who does 2 actions that nobody owns" and found.due_on is None
    assert [one.words for one in work_of(bob, leeds, TODAY).items] == ["Finish A3 Do it"]
    page = signed_in(alice).get(found.url).content.decode()
    assert "2 of 4 actions match" in page and "A1/" in page and "A2/" in page and "A3/" not in page


def test_live_risks_that_nobody_owns_or_whose_owner_has_left_are_one_line_for_the_performance_team(
    leeds: Council, alice: User, bob: User, signed_in: Callable[[User], Client]
) -> None:
    risk(leeds, "R1", 1)
    risk(leeds, "R2", 1, owner=person("Gone", leeds), review_due=TODAY, state="accepted")
    risk(leeds, "R3", 1, owner=bob)
    risk(leeds, "R4", 1, state="closed")
    [found] = [one for one in work_of(alice, leeds, TODAY).items if one.kind is Kind.RISK]
    assert found.words == "Name who looks after 2 risks that nobody owns" and found.due_on is None
    assert [one for one in work_of(bob, leeds, TODAY).items if one.kind is Kind.RISK] == []
    page = signed_in(alice).get(found.url).content.decode()
    assert "R1/" in page and "R2/" in page and "R3/" not in page and "R4/" not in page


def test_projects_whose_manager_or_sponsor_has_left_are_one_line_for_the_performance_team(
    leeds: Council, alice: User, bob: User, signed_in: Callable[[User], Client]
) -> None:
    def project(reference: str, **fields: Any) -> None:
        Project.objects.create(council=leeds, reference=reference, title="Build it", **fields)

    gone = person("Gone", leeds)
    project("P1")
    project("P2", manager=gone, sponsor=bob)
    project("P3", manager=alice, sponsor=gone)
    project("P4", manager=alice)
    project("P5", manager=gone, state="closed")
    [found] = [one for one in work_of(alice, leeds, TODAY).items if one.kind is Kind.GATE]
    assert found.words == "Name a manager or a sponsor for 3 projects that nobody looks after" and found.due_on is None
    assert work_of(bob, leeds, TODAY).items == ()
    page = signed_in(alice).get(found.url).content.decode()
    assert (
        all(f"projects/P{n}/" in page for n in (1, 2, 3)) and "projects/P4/" not in page and "projects/P5/" not in page
    )
    assert "projects/P4/" in signed_in(alice).get(f"/leeds/delivery/projects/?manager={alice.pk}").content.decode()


def test_what_a_benefit_brought_is_asked_of_the_manager_from_its_day_until_it_is_said(
    leeds: Council, alice: User, bob: User
) -> None:
    def told(somebody: User, on: date = TODAY) -> list[str]:
        return [one.words for one in work_of(somebody, leeds, on).items if one.kind is Kind.BENEFIT]

    frank = person("Frank", leeds, Role.CONTRIBUTOR)
    project = Project.objects.create(
        council=leeds, reference="P1", title="Build it", manager=frank, sponsor=bob, state="closed", closed_on=TODAY
    )
    saves = Benefit.objects.create(project=project, title="Saves", planned=Decimal(9), by=TODAY - timedelta(3))
    Benefit.objects.create(project=project, title="Pleases", by=TODAY - timedelta(3))
    words = "Say what “Saves” of P1 Build it has brought"
    assert told(frank) == [words] and told(alice) == told(bob) == told(frank, TODAY - timedelta(4)) == []
    [item] = [one for one in work_of(frank, leeds, TODAY).items if one.kind is Kind.BENEFIT]
    assert item.due_on == saves.by and item.url == f"/leeds/delivery/benefits/{saves.pk}/"
    councils.leave(council=leeds, person=frank, by=alice)
    assert told(bob) == [words] and told(alice) == []
    councils.leave(council=leeds, person=bob, by=alice)
    assert told(alice) == [words]
    said: dict[str, Any] = {"amount": Decimal(4), "words": "The ledger.", "today": TODAY, "by": alice}
    doing.record_realised(benefit=saves, as_at=TODAY - timedelta(5), **said)
    assert told(alice) == [words]
    doing.record_realised(benefit=saves, as_at=TODAY, **said)
    assert told(alice) == []


def test_the_head_is_asked_for_the_plan_of_the_year_that_follows_until_it_is_agreed(
    leeds: Council, alice: User, bob: User
) -> None:
    def told(somebody: User, on: date = date(2027, 1, 1)) -> list[tuple[str, date | None]]:
        return [(one.words, one.due_on) for one in work_of(somebody, leeds, on).items if one.kind is Kind.PLAN]

    erin, day = person("Erin", leeds, Role.ACCOUNTABLE_OFFICER), date(2027, 3, 31)
    people = councils.add_unit(council=leeds, name="People", kind="directorate", head=erin, by=alice)
    housing = councils.add_unit(council=leeds, name="Housing", kind="service", parent=people, by=alice)
    councils.add_unit(council=leeds, name="Parks", kind="service", by=alice)  # never had a plan
    ServicePlan.objects.create(council=leeds, unit=housing, year=2026, state="agreed")
    begin = ("Begin the plan of Housing for 2027/28", day)
    assert told(erin, date(2026, 12, 31)) == [] == told(alice) == told(bob)
    assert told(erin) == told(erin, date(2027, 9, 1)) == [begin] and told(erin, date(2028, 4, 1)) == []

    plan = planning.keep_service_plan(unit=housing, year=2027, by=erin)
    assert plan.owner is None and planning.keep_service_plan(unit=people, year=2020, by=erin).owner == erin
    assert told(erin) == [("Write the plan of Housing for 2027/28, and propose it", day)]
    planning.keep_entry(plan=plan, words="Let empty homes", by=erin)
    planning.take_step(plan=plan, verb="propose", by=erin, on=day)
    challenge = "Challenge the plan of Housing for 2027/28: ask, or say why there is nothing to ask"
    assert told(erin) == [] and told(bob) == [(challenge, None)]
    plan.refresh_from_db()
    question = planning.ask(plan=plan, text="How many?", by=bob)
    assert told(erin) == [("Answer 1 question about the plan of Housing for 2027/28", day)]
    planning.take_step(plan=plan, verb="challenge", by=bob, on=day)
    assert told(bob) == []
    planning.answer(question=question, text="Ten.", by=erin)
    assert told(erin) == [] and told(bob) == [("Agree the plan of Housing for 2027/28, or send it back", None)]
    planning.take_step(plan=plan, verb="agree", by=bob, on=day)
    assert told(erin) == told(bob) == []


def test_a_plan_that_nobody_is_there_to_make_is_the_performance_teams(leeds: Council, alice: User) -> None:
    housing = councils.add_unit(
        council=leeds, name="Housing", kind="service", head=person("Gone", leeds, Role.CONTRIBUTOR), by=alice
    )
    councils.leave(council=leeds, person=housing.head, by=alice)
    ServicePlan.objects.create(council=leeds, unit=housing, year=2026, state="agreed")
    found = [one for one in work_of(alice, leeds, date(2027, 4, 1)).items if one.kind is Kind.PLAN]
    assert [one.words for one in found] == ["Find who writes 1 service plan for 2027/28"]


def test_the_work_of_actions_takes_as_many_queries_however_many_there_are(
    leeds: Council, alice: User, bob: User
) -> None:
    def grow(start: int, stop: int) -> None:
        for n in range(start, stop):
            action(leeds, f"N{n}", None)
            action(leeds, f"B{n}", None, owner=bob)
            action(leeds, f"D{n}", TODAY, owner=bob)

    def queries(somebody: User) -> int:
        with CaptureQueriesContext(connection) as found:
            assert work_of(somebody, leeds, TODAY).items
        return len(found)

    grow(0, 2)
    few = [queries(one) for one in (alice, bob)]
    grow(2, 9)
    assert [queries(one) for one in (alice, bob)] == few


def test_recommendations_that_nobody_answers_are_one_line_for_the_performance_team(
    leeds: Council, alice: User, bob: User
) -> None:
    challenge = challenges.keep_challenge(council=leeds, reference="peers", title="Peers", by=alice)
    for number in (1, 2):
        challenges.keep_point(
            challenge=challenge, list=Point.List.QUICK_WIN, number=number, theme="", title="Move", text="", by=alice
        )
    found = [one.words for one in work_of(alice, leeds, TODAY).items if one.kind is Kind.RECOMMENDATION]
    assert found == ["Find somebody to answer for 2 recommendations that nobody looks after"]
    assert [one for one in work_of(bob, leeds, TODAY).items if one.kind is Kind.RECOMMENDATION] == []


@pytest.fixture
def thread(leeds: Council, alice: User, bob: User) -> Thread:
    """An accepted recommendation that Bob is to deliver."""
    challenge = challenges.keep_challenge(council=leeds, reference="peers", title="Peers", by=alice)
    challenges.keep_point(
        challenge=challenge, list=Point.List.RECOMMENDATION, number=1, theme="", title="Move", text="", by=alice
    )
    thread = Thread.objects.get()
    challenges.respond(thread=thread, answer="accepted", officer=bob, different="Moved.", by=alice, on=TODAY)
    return thread


def test_an_accountable_officer_is_asked_to_begin_and_to_say_whether_it_helped(
    leeds: Council, alice: User, bob: User, thread: Thread
) -> None:

    def told(who: User = bob) -> list[str]:
        return [one.words for one in work_of(who, leeds, TODAY).items]

    assert told() == ["Begin delivery of recommendation 1 of Peers: Move"] and told(alice) == []
    assert work_of(bob, leeds, TODAY).items[0].url == "/leeds/challenges/peers/points/recommendation-1/"
    challenges.step(thread=thread, verb="begin", by=bob, on=TODAY)
    assert told() == ["Add an action to recommendation 1 of Peers: Move"]
    challenges.step(thread=thread, verb="deliver", reason="We moved.", by=bob, on=TODAY)
    assert told() == ["Say whether it helped that this was done: recommendation 1 of Peers: Move"]
    challenges.step(thread=thread, verb="find_none", reason="Nothing changed.", by=bob, on=TODAY)
    assert told() == [
        "Take up again, or propose to close, what has no evidence of impact: recommendation 1 of Peers: Move"
    ]
    challenges.add_evidence(
        thread=thread, kind=Evidence.Kind.DECISION, decision="Executive, 4 June", words="Seen.", on=TODAY, kept_on=TODAY,
        confidential=False, vouched_by=bob, by=bob,
    )  # fmt: skip
    challenges.propose_closing(thread=thread, verb="evidence_impact", words="It helped.", by=bob)
    assert told() == [] and told(alice) == ["Decide whether recommendation 1 of Peers can be closed"]


@pytest.mark.parametrize("left", ["inactive", "without a role"])
def test_a_recommendation_whose_officer_has_left_is_the_performance_teams_to_give_to_somebody_else(
    left: str, leeds: Council, alice: User, bob: User, thread: Thread, signed_in: Callable[[User], Client]
) -> None:
    def told() -> list[Item]:
        return [one for one in work_of(alice, leeds, TODAY).items if one.kind is Kind.RECOMMENDATION]

    assert told() == []
    if left == "inactive":
        User.objects.filter(pk=bob.pk).update(is_active=False)
    else:
        councils.leave(council=leeds, person=bob, by=alice)
    [found] = told()
    assert found.words == "Find somebody to answer for 1 recommendation that nobody looks after"
    page = signed_in(alice).get(found.url).content.decode()
    assert "peers/points/recommendation-1/" in page
    challenges.step(thread=thread, verb="supersede", reason="Another body asked for it.", by=alice, on=TODAY)
    assert told() == []
    assert "peers/points/recommendation-1/" not in signed_in(alice).get(found.url).content.decode()


def test_business_as_usual_is_looked_at_again_on_the_day_that_its_closing_named(
    leeds: Council, alice: User, bob: User, thread: Thread
) -> None:
    challenges.step(thread=thread, verb="begin", by=bob, on=TODAY)
    challenges.step(thread=thread, verb="deliver", reason="Moved.", by=bob, on=TODAY)
    challenges.step(thread=thread, verb="find_none", reason="Too early.", by=bob, on=TODAY)
    challenges.add_evidence(
        thread=thread, kind=Evidence.Kind.DECISION, words="It moved.", decision="Minute 12", vouched_by=bob, by=bob
    )
    closing = challenges.propose_closing(
        thread=thread, verb="settle", words="Daily work.", review_date=TODAY + timedelta(365), by=bob
    )
    challenges.decide(closing=closing, verb="agree", by=alice)

    def told() -> list[tuple[str, date | None, str]]:
        return [(one.words, one.due_on, one.url) for one in work_of(bob, leeds, TODAY).items]

    words = "Look again at what is business as usual, and say when next: recommendation 1 of Peers: Move"
    form = "/leeds/challenges/peers/points/recommendation-1/respond/"
    assert told() == [(words, TODAY + timedelta(365), form)]
    challenges.respond(thread=thread, review_date=TODAY + timedelta(730), by=bob)
    assert told() == [(words, TODAY + timedelta(730), form)]
    challenges.step(thread=thread, verb="reopen", reason="It moved back.", by=alice)
    assert [words for words, *_ in told()] == ["Answer recommendation 1 of Peers: Move"]


def test_what_is_in_delivery_is_the_officers_until_an_open_action_serves_it(
    leeds: Council, alice: User, bob: User, thread: Thread, signed_in: Callable[[User], Client]
) -> None:
    challenges.step(thread=thread, verb="begin", by=bob, on=TODAY)

    def told(who: User = bob) -> list[tuple[str, str]]:
        return [(one.words, one.url) for one in work_of(who, leeds, TODAY).items if one.kind is Kind.RECOMMENDATION]

    form = "/leeds/challenges/peers/points/recommendation-1/actions/"
    assert told() == [("Add an action to recommendation 1 of Peers: Move", form)] and told(alice) == []
    assert 'name="title"' in signed_in(bob).get(form).content.decode()
    made = challenges.plan_action(thread=thread, council=leeds, reference="A1", title="Pack", owner=alice, by=bob)
    assert told() == []
    Action.objects.filter(pk=made.pk).update(state="done", done_on=TODAY)
    page = "/leeds/challenges/peers/points/recommendation-1/"
    words = "Say that it is delivered, or add another action, as those that serve it have ended: "
    assert told() == [(f"{words}recommendation 1 of Peers: Move", page)]
    challenges.stop_serving(serving=Serving.objects.get(), by=bob)
    assert told() == [("Add an action to recommendation 1 of Peers: Move", form)]


def test_what_is_declined_asks_nothing_and_a_date_of_review_is_the_day_of_what_is_accepted(
    leeds: Council, alice: User, bob: User
) -> None:
    challenge = challenges.keep_challenge(council=leeds, reference="peers", title="Peers", by=alice)
    asked = []
    for number, answer in enumerate(("accepted", "declined", "accepted", "accepted"), 1):
        point = challenges.keep_point(
            challenge=challenge, list=Point.List.QUICK_WIN, number=number, theme="", title="Move", text="", by=alice
        )
        challenges.respond(
            thread=Thread.objects.get(points=point), answer=answer, reason="So.", officer=bob, different="Moved.", by=alice,
            on=TODAY, review_date=TODAY + timedelta(30),
        )  # fmt: skip
        with CaptureQueriesContext(connection) as read:
            items = work_of(bob, leeds, TODAY).items
        asked.append((len(items), len(read)))
    assert asked == [(number, asked[0][1]) for number in (1, 1, 2, 3)]
    item = items[0]
    assert item.words == "Do, and say that it is done: quick win 1 of Peers: Move"
    assert item.due_on == TODAY + timedelta(30) and not item.is_overdue


def test_a_clock_that_says_about_is_late_only_once_its_days_are_over(leeds: Council, alice: User) -> None:
    challenges.keep_challenge(
        council=leeds, reference="peers", title="Peers", last_day=date(2025, 6, 19), report_published=date(2025, 9, 1),
        action_plan_published=date(2025, 9, 1), by=alice,
    )  # fmt: skip

    def told(on: date) -> list[tuple[str, bool]]:
        return [(one.words, one.is_overdue) for one in work_of(alice, leeds, on).items if "review, " in one.words]

    words = "Peers: Progress review, about 19 April 2026"
    assert told(date(2026, 4, 1)) == told(date(2026, 5, 20)) == [(words, False)]
    assert told(date(2026, 5, 21)) == [(words, True)]


def test_the_clocks_of_a_challenge_remind_nobody_once_the_next_has_taken_place(leeds: Council, alice: User) -> None:
    def told() -> list[str]:
        return [one.words for one in work_of(alice, leeds, date(2025, 7, 1)).items if one.kind is Kind.CLOCK]

    def keep(reference: str, last_day: date, **fields: Any) -> None:
        challenges.keep_challenge(
            council=leeds, reference=reference, title=reference, last_day=last_day, by=alice, **fields
        )

    keep("peers-2018", date(2018, 3, 16), anchor=date(2018, 3, 14))
    keep("peers-2012", date(2012, 3, 16), next_done=date(2016, 3, 1))
    keep("planning", date(2021, 5, 1), kind="peer_service")
    keep("housing", date(2022, 5, 1), kind="peer_service", progress_review=date(2022, 11, 1))
    assert told() == [
        "peers-2018: Follow-up visit",
        "planning: Check-in with peers, about 1 November 2021",
        "peers-2018: say when the next challenge took place, or arrange it",
    ]
    keep("peers-2025", date(2025, 6, 19))
    assert told() == ["planning: Check-in with peers, about 1 November 2021"]


def test_the_home_says_how_what_was_promised_stands(
    on_track: Measure, leeds: Council, priority: Priority, alice: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(alice)
    assert "What was promised" not in client.get("/leeds/").content.decode()
    made = action(leeds, "A1", TODAY - timedelta(1), priority)
    Milestone.objects.create(action=made, title="Bins ordered", due=TODAY - timedelta(3))
    action(leeds, "A2", TODAY, priority)
    risk(leeds, "R1", 3)
    risk(leeds, "R2", 2)
    challenge = challenges.keep_challenge(council=leeds, reference="peers", title="Peers", by=alice)
    challenges.keep_point(
        challenge=challenge, list=Point.List.QUICK_WIN, number=1, theme="", title="Move", text="", by=alice
    )
    page = client.get("/leeds/").content.decode()
    assert "1 of 2 open actions is overdue, and 1 milestone has passed without being reached." in page
    assert "1 of 2 risks is above appetite after controls." in page
    assert "1 of 1 recommendation by others waits for an answer; no impact is evidenced." in page
    with CaptureQueriesContext(connection) as few:
        client.get("/leeds/")
    for n in range(3, 30):
        action(leeds, f"A{n}", TODAY)
        risk(leeds, f"R{n}", 2)
    with CaptureQueriesContext(connection) as many:
        client.get("/leeds/")
    assert len(many) == len(few)

"""What stands on somebody's list, in which order, and what does not."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.periods import Frequency
from tallystick.series import Missing, Vintage
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role, Unit
from tallystick_web.councils.queries import own_area
from tallystick_web.delivery.actions import projects, risks
from tallystick_web.delivery.models import Risk
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Due, Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Plan, Priority
from tallystick_web.record.queries.work import Kind, Work, work_of
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment

from ..conftest import person

SignedIn = Callable[[User], Client]
Q3 = periods.quarter(2009, 3)
ON = date(2010, 1, 11)  # a Monday after the end of the quarter


@pytest.fixture
def erin(leeds: Council) -> User:
    """The owner of a measure and the accountable officer of a priority."""
    return person("Erin", leeds, Role.CONTRIBUTOR)


@pytest.fixture
def owned(measure: Measure, erin: User, alice: User) -> Measure:
    measures.reassign(measures=[measure], owner=erin, by=alice)
    return measures.keep_measure(council=measure.council, reference=measure.reference, collection_minutes=5, by=alice)


@pytest.fixture
def asked(owned: Measure, alice: User) -> Due:
    reviews.open_round(council=owned.council, period=Q3, by=alice)
    return Due.objects.get(measure=owned)


def kinds(work: Work) -> list[Kind]:
    return [one.kind for one in work.items]


def test_a_value_that_can_be_known_is_to_be_entered_on_the_very_field(asked: Due, erin: User, leeds: Council) -> None:
    [item] = work_of(erin, leeds, ON).items
    assert item.words == "Enter Streets below standard: litter for October to December 2009"
    assert (item.round, item.due_on, item.minutes, item.for_whom) == ("Q3 2009/10", asked.due_on, 5, "")
    assert f"?at={asked.pk}" in item.url and not item.is_overdue
    assert work_of(erin, leeds, asked.due_on + timedelta(days=7)).items[0].is_overdue


def test_nothing_is_to_be_done_about_a_figure_that_nobody_can_know_yet(asked: Due, erin: User, leeds: Council) -> None:
    found = work_of(erin, leeds, asked.available_on - timedelta(days=1))
    assert found.items == () and found.next is not None and found.next.on == asked.available_on


def test_the_team_waits_for_the_values_of_others_and_not_for_its_own(asked: Due, alice: User, leeds: Council) -> None:
    def awaited(on: date) -> list[str]:
        return [one.words for one in work_of(alice, leeds, on).waiting]

    assert awaited(ON) == ["1 value of Q3 2009/10 not given yet, none overdue"]
    assert awaited(asked.due_on + timedelta(days=1)) == ["1 value of Q3 2009/10 not given yet, 1 overdue"]
    measures.reassign(measures=[asked.measure], owner=alice, by=alice)
    assert awaited(ON) == [] and kinds(work_of(alice, leeds, ON)) == [Kind.VALUE]


def test_a_value_leaves_the_list_when_given_and_stays_when_only_late(asked: Due, erin: User, leeds: Council) -> None:
    def record(value: Decimal | None, missing: Missing | None = None) -> None:
        one = measures.NewObservation(asked.measure, own_area(leeds), Q3, Vintage.VALIDATED, value, missing)
        measures.record_observations(council=leeds, observations=[one], by=erin)

    record(None, Missing.LATE)
    assert kinds(work_of(erin, leeds, ON)) == [Kind.VALUE]
    record(Decimal("11.2"))
    found = work_of(erin, leeds, timezone.localdate())
    assert kinds(found) == []
    assert [one.words for one in found.finished] == ["You entered 2 values of NI 195a"]


def test_a_deputy_does_it_in_their_days_only_and_sees_for_whom(
    asked: Due, erin: User, bob: User, leeds: Council
) -> None:
    councils.name_deputy(council=leeds, person=erin, deputy=bob, start=ON, end=ON + timedelta(days=4), by=erin)
    [item] = work_of(bob, leeds, ON).items
    assert item.for_whom == "Erin"
    assert work_of(bob, leeds, ON - timedelta(days=1)).items == ()
    assert work_of(bob, leeds, ON + timedelta(days=5)).items == ()


def test_a_priority_is_begun_written_answered_and_agreed_by_whom_it_concerns(
    owned: Measure, priority: Priority, erin: User, alice: User, bob: User, leeds: Council
) -> None:
    plans.keep_priority(
        council=leeds, reference="ENV-1", theme=priority.theme, title=priority.title, accountable_officer=erin,
        accountable_director=bob, by=alice,
    )  # fmt: skip
    round = reviews.open_round(council=leeds, period=Q3, by=alice, asking=False)
    [item] = work_of(erin, leeds, ON).items
    assert item.words == "Begin to write about ENV-1 Cleaner streets" and item.due_on == round.submit_by
    kept = reviews.keep_assessment(
        round=round, priorities=[priority], narrative="Cleaner.", rating=None, reason="", grades=[], by=erin
    )
    assert [one.words for one in work_of(erin, leeds, ON).items] == ["Write about ENV-1 Cleaner streets"]
    assert [one.words for one in work_of(bob, leeds, ON).waiting] == [
        "1 assessment that you will agree is still being written"
    ]
    judged = reviews.judge(
        assessment=kept, narrative="Cleaner.", rating=Rating.AMBER, reason="So.", version=kept.version, by=erin
    )
    reviews.submit(assessment=judged, by=erin)
    assert kinds(work_of(bob, leeds, ON)) == [Kind.AGREEMENT] and kinds(work_of(erin, leeds, ON)) == []
    assert [one.words for one in work_of(erin, leeds, ON).waiting] == [
        "ENV-1 Cleaner streets waits to be agreed by Bob"
    ]
    asked = reviews.challenge(assessment=judged, question="Since when?", by=bob)
    [question] = work_of(erin, leeds, ON).items
    assert question.words == "Answer 1 question about ENV-1 Cleaner streets" and kinds(work_of(bob, leeds, ON)) == []
    reviews.answer(question=asked, words="Since July.", by=erin)
    assert kinds(work_of(bob, leeds, ON)) == [Kind.AGREEMENT]
    reviews.agree(assessment=judged, by=bob)
    assert kinds(work_of(bob, leeds, ON)) == kinds(work_of(erin, leeds, ON)) == []


def test_a_director_tells_what_is_theirs_to_agree_from_what_any_director_may(
    leeds: Council, priority: Priority, alice: User, bob: User
) -> None:
    round = reviews.open_round(council=leeds, period=Q3, by=alice, asking=False)

    def begin(reference: str, director: User | None) -> None:
        kept = plans.keep_priority(
            council=leeds, reference=reference, theme=priority.theme, title=reference, accountable_director=director, by=alice
        )  # fmt: skip
        reviews.keep_assessment(
            round=round, priorities=[kept], narrative="", rating=None, reason="", grades=[], by=alice
        )

    def told() -> list[str]:
        return [one.words for one in work_of(bob, leeds, ON).waiting]

    begin("A", None)
    assert told() == [
        "1 assessment that any director may agree is still being written: no director is named for its priorities"
    ]
    begin("B", None)
    begin("C", bob)
    assert told() == [
        "1 assessment that you will agree is still being written, and 2 of priorities without a director, "
        "which any director may agree"
    ]


def test_nobody_is_asked_to_agree_what_they_judged_themselves(
    assessment: Assessment, priority: Priority, alice: User, leeds: Council
) -> None:
    councils.give_role(council=leeds, person=alice, role=Role.DIRECTOR, by=alice)
    reviews.submit(assessment=assessment, by=alice)
    assert Kind.AGREEMENT not in kinds(work_of(alice, leeds, ON))


def test_a_measure_that_nobody_looks_after_is_the_performance_teams_to_see(
    measure: Measure, alice: User, bob: User, leeds: Council
) -> None:
    found = [one.words for one in work_of(alice, leeds, ON).items]
    assert found == ["Find an owner for 1 measure that nobody looks after"]
    assert work_of(bob, leeds, ON).items == ()


def test_a_risk_above_appetite_is_laid_before_whom_the_rule_names_until_it_is_accepted(
    leeds: Council, alice: User, bob: User, erin: User
) -> None:
    service = councils.add_unit(council=leeds, name="Sweeping", kind=Unit.Kind.SERVICE, by=alice)
    Unit.objects.filter(pk=service.pk).update(head=erin)
    appetite = risks.keep_appetite(council=leeds, category="Safety", limit=6, by=alice)
    for reference, after in (("R-1", (2, 4)), ("R-2", (4, 3)), ("R-3", (2, 3))):
        risks.keep_risk(
            council=leeds, reference=reference, title="Rats", category=appetite, service=service, likelihood=5, impact=5,
            likelihood_after=after[0], impact_after=after[1], owner=bob, by=alice,
        )  # fmt: skip

    def told(person: User) -> list[str]:
        return [one.words for one in work_of(person, leeds, timezone.localdate()).items if one.kind == "risk"]

    assert told(erin) == ["Accept or bring down R-1 Rats, 2 above appetite: for the head of service"]
    assert told(bob) == ["Accept or bring down R-2 Rats, 6 above appetite: for the director"]
    assert told(alice) == []
    risks.take_step(risk=Risk.objects.get(reference="R-2"), verb="accept", reason="Nothing cheaper.", by=bob)
    assert told(bob) == []


def test_a_gate_is_laid_before_the_directors_who_did_not_ask_and_whoever_asked_waits_for_it(
    leeds: Council, alice: User, bob: User
) -> None:
    eve, today = person("Eve", leeds, Role.DIRECTOR), timezone.localdate()
    project = projects.keep_project(
        council=leeds, reference="P-1", title="Bins", purpose="Fewer rats.", manager=bob, sponsor=bob, start=today, due=today,
        cost=Decimal(10), effort=Decimal(1), state="case", by=alice,
    )  # fmt: skip
    approval = projects.ask_gate(project=project, gate="approval", by=bob)

    def told(somebody: User) -> tuple[list[str], list[str]]:
        work = work_of(somebody, leeds, today)
        return [one.words for one in work.items], [one.words for one in work.waiting]

    assert told(eve) == (["Decide whether P-1 Bins may pass “Approval”"], [])
    assert told(bob) == ([], ["P-1 Bins waits for a director to let it pass “Approval”"])
    projects.decide_gate(approval=approval, verb="approve", by=eve, on=today)
    assert told(eve) == told(bob) == ([], [])


def test_a_gate_that_was_sent_back_stands_with_whoever_asked_until_they_ask_again_or_the_project_moves(
    leeds: Council, alice: User, bob: User, erin: User
) -> None:
    eve, today = person("Eve", leeds, Role.DIRECTOR), timezone.localdate()
    project = projects.keep_project(
        council=leeds, reference="P-1", title="Bins", purpose="Fewer rats.", manager=erin, sponsor=bob, start=today, due=today,
        cost=Decimal(10), effort=Decimal(1), state="case", by=alice,
    )  # fmt: skip

    def send_back() -> None:
        asked = projects.ask_gate(project=project, gate="approval", by=erin)
        assert told(erin) == []
        projects.decide_gate(approval=asked, verb="refuse", by=eve, on=today, reason="Which rats?")

    def told(somebody: User) -> list[str]:
        return [one.words for one in work_of(somebody, leeds, today).items]

    send_back()
    send_back()
    assert told(erin) == ["Ask again for P-1 Bins to pass “Approval”, which was sent back"]
    assert told(eve) == told(bob) == []
    councils.name_deputy(council=leeds, person=erin, deputy=bob, start=today, end=today, by=erin)
    assert [one.for_whom for one in work_of(bob, leeds, today).items] == ["Erin"]
    projects.take_step(project=project, verb="stop", by=bob, on=today, reason="No rats.")
    assert told(erin) == []
    projects.take_step(project=project, verb="reopen", by=eve, on=today, reason="Rats.")
    assert told(erin) == [], "it is looked at anew"


def test_the_longest_due_comes_first(owned: Measure, erin: User, alice: User, leeds: Council) -> None:
    for period in (periods.quarter(2009, 2), Q3):
        reviews.open_round(council=leeds, period=period, by=alice)
    found = work_of(erin, leeds, ON)
    days = [one.due_on for one in found.items]
    assert days == sorted(days) and len(days) >= 1


def test_the_page_of_all_values_is_offered_before_the_week_in_which_they_are_due(
    asked: Due, erin: User, leeds: Council, alice: User, signed_in: SignedIn
) -> None:
    measures.extend(due=asked, until=timezone.localdate() + timedelta(days=60), reason="Time.", by=alice)
    page = signed_in(erin).get("/leeds/work/").content.decode()
    assert "You have nothing to do this week</h1>" in page and "Enter all my values on one page" in page


def test_months_of_one_measure_stand_in_the_order_of_the_calendar(
    owned: Measure, erin: User, alice: User, leeds: Council
) -> None:
    measures.keep_measure(council=leeds, reference=owned.reference, frequency=Frequency.MONTH, by=alice)
    reviews.open_round(council=leeds, period=Q3, by=alice)
    words = [one.words.rsplit(" for ")[1] for one in work_of(erin, leeds, ON).items if one.kind is Kind.VALUE]
    assert words == ["October 2009", "November 2009", "December 2009"]


def test_the_page_says_how_many_things_and_what_comes_next(
    asked: Due, erin: User, leeds: Council, signed_in: SignedIn
) -> None:
    page = signed_in(erin).get("/leeds/work/").content.decode()
    assert "You have 1 thing to do this week</h1>" in page and "It is overdue." in page
    measures.record_observations(
        council=leeds, by=erin,
        observations=[measures.NewObservation(asked.measure, own_area(leeds), Q3, Vintage.VALIDATED, Decimal(11))],
    )  # fmt: skip
    page = signed_in(erin).get("/leeds/work/").content.decode()
    assert "You have nothing to do this week</h1>" in page and "The next of your figures can be known on" in page
    assert "It will stand here when a round asks for it." in page, "no round asks for it yet"


def test_the_team_is_asked_to_open_the_round_of_a_period_that_has_ended(
    owned: Measure, erin: User, alice: User, leeds: Council
) -> None:
    def asked_of(somebody: User, on: date) -> list[str]:
        return [one.words for one in work_of(somebody, leeds, on).items if one.kind is Kind.ROUND]

    opened = reviews.open_round(council=leeds, period=periods.quarter(2009, 2), by=alice)
    assert asked_of(alice, ON) == []
    reviews.close_round(round=opened, carrying="Not now.", by=alice)
    assert asked_of(alice, Q3.end) == []
    assert asked_of(alice, ON) == ["Open the round of Q3 2009/10: it has ended, and the one before is closed"]
    assert asked_of(erin, ON) == []
    assert asked_of(alice, Q3.end + timedelta(days=400)) == []
    reviews.open_round(council=leeds, period=Q3, by=alice)
    assert asked_of(alice, ON) == []


def test_an_officer_begins_at_their_work_and_a_councillor_at_home(
    erin: User, dana: User, alice: User, signed_in: SignedIn
) -> None:
    assert signed_in(erin).get("/").headers["Location"] == "/leeds/work/"
    assert signed_in(alice).get("/").headers["Location"] == "/leeds/work/"
    assert signed_in(dana).get("/").headers["Location"] == "/leeds/"


def test_somebody_who_left_has_no_list_here(
    asked: Due, erin: User, alice: User, leeds: Council, signed_in: SignedIn
) -> None:
    councils.take_role(membership=leeds.memberships.get(person=erin), by=alice)
    assert signed_in(erin).get("/leeds/work/").status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_work(
    plan: Plan, priority: Priority, owned: Measure, erin: User, alice: User, bob: User, leeds: Council
) -> None:
    round = reviews.open_round(council=leeds, period=Q3, by=alice)

    def grow(start: int, stop: int) -> None:
        for n in range(start, stop):
            for prefix in ("W", "B"):
                one = plans.keep_priority(
                    council=leeds, reference=f"{prefix}-{n}", theme=priority.theme, title="Aim", order=n,
                    accountable_officer=erin, accountable_director=bob, by=alice,
                )  # fmt: skip
                if prefix == "B":
                    kept = reviews.keep_assessment(
                        round=round,
                        priorities=[one],
                        narrative="So.",
                        rating=Rating.GREEN,
                        reason="So.",
                        grades=[],
                        by=erin,
                    )
                    reviews.submit(assessment=kept, by=erin)
            measures.keep_measure(
                council=leeds, reference=f"M-{n}", title="More", frequency="quarter", owner=erin, by=alice
            )
            measures.keep_measure(council=leeds, reference=f"N-{n}", title="Whose", frequency="quarter", by=alice)
        measures.ask(council=leeds, period=Q3, deadline=ON, by=alice)

    def queries(somebody: User) -> int:
        with CaptureQueriesContext(connection) as found:
            assert work_of(somebody, leeds, ON).items
        return len(found)

    grow(0, 2)
    few = [queries(one) for one in (erin, alice, bob)]
    grow(2, 9)
    assert [queries(one) for one in (erin, alice, bob)] == few
    assert max(few) <= 36


def test_the_first_day_of_a_council_leads_to_the_first_document(
    leeds: Council, alice: User, dana: User, signed_in: SignedIn
) -> None:
    assert "Bring in a document" in signed_in(alice).get("/leeds/work/").content.decode()
    assert "The council has no plans" not in signed_in(dana).get("/leeds/work/").content.decode()

"""Whoever relied on a figure that was corrected is told: what it was, what it is, and why."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tallystick import periods
from tallystick.series import Vintage
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.queries import own_area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure, Observation
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.publishing import actions as publishing
from tallystick_web.publishing import drafts
from tallystick_web.record.queries.work import Kind, work_of
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round
from tallystick_web.reviews.queries import corrections
from web.conftest import person

SignedIn = Callable[[User], Client]
Q2 = periods.quarter(2009, 2)


def put_right(measure: Measure, value: str, by: User, period: periods.Period = Q2, why: str = "Counted twice.") -> None:
    held = Observation.objects.filter(measure=measure, end=period.end).order_by("-id").first()
    assert held is not None
    new = measures.NewObservation(measure, held.area, period, Vintage.CORRECTED, Decimal(value), note=why)
    measures.correct(held=held, to=new, by=by)


@pytest.fixture
def submitted(assessment: Assessment, measure: Measure, alice: User) -> Assessment:
    reviews.submit(assessment=assessment, by=alice)
    assessment.refresh_from_db()
    return assessment


def test_an_assessment_says_that_a_figure_beneath_it_was_corrected(
    submitted: Assessment, measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    assert corrections.of_assessment(submitted) == []
    put_right(measure, "12.4", alice)
    [one] = corrections.of_assessment(submitted)
    today = timezone.localdate()
    assert one.words == (
        f"A figure this rests on was corrected on {today.day} {today:%B %Y}: Streets below standard: litter (NI 195a) for Q2 2009/10 "
        "was 11.75%, now 12.4%. Why: Counted twice."
    )
    for address in ("priorities/ENV-1/", f"reviews/assessments/{submitted.pk}/read/"):
        page = signed_in(alice).get(f"/leeds/{address}").content.decode()
        assert "was 11.75%, now 12.4%. Why: Counted twice." in page


def test_it_stands_on_the_list_of_those_whose_text_it_is(
    submitted: Assessment, measure: Measure, alice: User, bob: User, leeds: Council
) -> None:
    put_right(measure, "12.4", alice)
    found = [one for one in work_of(alice, leeds, timezone.localdate()).items if one.kind is Kind.CORRECTION]
    assert len(found) == 1 and found[0].words.startswith(
        "Look at ENV-1 again: Streets below standard: litter for Q2 2009/10 was 11.75%, now 12.4%"
    )
    assert "ENV-1" in found[0].url and Kind.CORRECTION not in {
        one.kind for one in work_of(bob, leeds, timezone.localdate()).items
    }


def test_what_was_corrected_before_it_was_submitted_or_put_back_again_is_no_news(
    assessment: Assessment, measure: Measure, alice: User
) -> None:
    put_right(measure, "12.4", alice)
    reviews.submit(assessment=assessment, by=alice)
    assessment.refresh_from_db()
    assert corrections.of_assessment(assessment) == []
    put_right(measure, "13", alice)
    assert len(corrections.of_assessment(assessment)) == 1
    put_right(measure, "12.4", alice, why="The first correction was right.")
    assert corrections.of_assessment(assessment) == []


def test_a_first_figure_a_later_period_and_another_measure_are_no_corrections(
    submitted: Assessment, measure: Measure, alice: User, leeds: Council
) -> None:
    q3 = periods.quarter(2009, 3)
    other = measures.keep_measure(council=leeds, reference="X", title="X", frequency="quarter", by=alice)
    for one, period in ((measure, q3), (other, Q2), (measure, periods.quarter(2007, 4))):
        measures.record_observations(
            council=leeds, by=alice,
            observations=[measures.NewObservation(one, own_area(leeds), period, Vintage.VALIDATED, Decimal(9))],
        )  # fmt: skip
    put_right(other, "10", alice)
    put_right(measure, "10", alice, periods.quarter(2007, 4))
    assert corrections.of_assessment(submitted) == []


def test_a_withdrawn_figure_beneath_an_assessment_is_told_when_another_takes_its_place(
    submitted: Assessment, measure: Measure, alice: User
) -> None:
    put_right(measure, "12.4", alice)
    wrong = Observation.objects.latest("id")
    measures.withdraw_observation(observation=wrong, reason="A slip.", by=alice)
    assert corrections.of_assessment(submitted) == []


def test_what_was_published_with_the_earlier_figure_is_told_to_the_team(
    submitted: Assessment, round: Round, measure: Measure, alice: User, bob: User, leeds: Council
) -> None:
    reviews.agree(assessment=submitted, by=bob)
    draft = drafts.draft(round, on=Q2.end)
    publishing.publish(draft=draft, files=drafts.files(draft), by=alice)
    put_right(measure, "12.4", alice)
    told = [one.words for one in work_of(alice, leeds, timezone.localdate()).items if one.kind is Kind.CORRECTION]
    assert any("was published with another figure" in one for one in told)


def test_what_was_published_before_a_figure_of_its_round_came_is_told_to_the_team(
    submitted: Assessment, priority: Priority, measure: Measure, round: Round, alice: User, bob: User, leeds: Council
) -> None:
    yearly = measures.keep_measure(
        council=leeds, reference="YEAR", title="Recycling", frequency="financial_year", by=alice
    )
    plans.set_evidence(priority=priority, measures=[measure, yearly], by=alice)
    last = reviews.open_round(council=leeds, period=periods.quarter(2009, 4), by=alice)
    reviews.keep_assessment(
        round=last, priorities=[priority], narrative="Well.", rating=None, reason="", grades=[], by=alice
    )
    draft = drafts.draft(last, on=timezone.localdate())
    publishing.publish(draft=draft, files=drafts.files(draft), by=alice)

    def told() -> list[str]:
        return [one.words for one in work_of(alice, leeds, timezone.localdate()).items if one.kind is Kind.CORRECTION]

    for year, expected in (
        (2008, []),
        (2009, ["without a figure that has come since: Recycling for 2009/10 came in: 40"]),
    ):
        new = measures.NewObservation(
            yearly, own_area(leeds), periods.financial_year(year), Vintage.VALIDATED, Decimal(40)
        )
        measures.record_observations(council=leeds, observations=[new], by=alice)
        assert [one.partition(" was published ")[2].partition(" (")[0] for one in told()] == expected


def test_telling_costs_the_same_however_many_assessments(
    submitted: Assessment, priority: Priority, measure: Measure, alice: User, leeds: Council
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert corrections.of_assessments(Assessment.objects.select_related("round").all())
        return len(found)

    put_right(measure, "12.4", alice)
    few = cost()
    for n in range(6):
        other = plans.keep_priority(
            council=leeds, reference=f"P-{n}", theme=priority.theme, title="Aim", order=n, by=alice
        )
        plans.set_evidence(priority=other, measures=[measure], by=alice)
        kept = reviews.keep_assessment(
            round=submitted.round, priorities=[other], narrative="So.", rating=None, reason="", grades=[], by=alice
        )
        Assessment.objects.filter(pk=kept.pk).update(state="submitted", submitted_at=submitted.submitted_at)
    assert cost() == few <= 4


def test_a_figure_that_comes_after_the_closing_is_told_beside_what_was_agreed_without_it(
    submitted: Assessment, round: Round, measure: Measure, alice: User, bob: User, leeds: Council, signed_in: SignedIn
) -> None:
    late = measures.keep_measure(
        council=leeds, reference="X", title="Noise", frequency="quarter", owner=alice, by=alice
    )
    plans.set_evidence(priority=submitted.priorities.get(), measures=[measure, late], by=alice)
    assert round.collection is not None
    measures.ask_for(collection=round.collection, measure=late, period=Q2, by=alice)
    assert "is closed" not in signed_in(alice).get("/leeds/collect/").content.decode()
    reviews.agree(assessment=submitted, by=bob)
    reviews.close_round(round=round, by=alice, carrying="Nothing to say.")
    page = signed_in(alice).get("/leeds/collect/").content.decode()
    assert "Q2 2009/10 is closed, and what was agreed in it is locked." in page
    one = measures.NewObservation(late, own_area(leeds), Q2, Vintage.PROVISIONAL, Decimal(40))
    measures.give(council=leeds, given={late.dues.get(): one}, by=alice)
    submitted.refresh_from_db()
    [told] = corrections.of_assessment(submitted)
    assert "A figure that was missing when this was agreed came in on" in told.words and "is 40" in told.words
    found = [one.words for one in work_of(bob, leeds, timezone.localdate()).items if one.kind is Kind.CORRECTION]
    assert len(found) == 1 and "Noise for Q2 2009/10 came in: 40" in found[0]


def test_a_deputy_who_agreed_and_what_is_carried_as_missing_show_on_the_pages_of_the_round(
    submitted: Assessment, round: Round, alice: User, bob: User, leeds: Council, signed_in: SignedIn
) -> None:
    ivy = person("Ivy", leeds, Role.DIRECTOR)
    day = timezone.localdate()
    councils.name_deputy(council=leeds, person=bob, deputy=ivy, start=day, end=day, by=bob)
    other = plans.keep_priority(
        council=leeds, reference="ENV-7", theme=submitted.priorities.get().theme, title="Quiet", by=alice
    )
    plans.keep_priority(council=leeds, reference="ENV-1", accountable_director=bob, by=alice)
    reviews.agree(assessment=submitted, by=ivy)
    reviews.carry(round=round, reasons={other: "Nobody in post."}, by=alice)
    page = signed_in(alice).get("/leeds/rounds/q2-2009-10/?exceptions=1").content.decode()
    assert "1 priority is carried as missing" in page and "ENV-7" in page
    for address in ("rounds/q2-2009-10/", "priorities/ENV-1/"):
        assert f"agreed by {ivy} for {bob}" in signed_in(alice).get(f"/leeds/{address}").content.decode(), address

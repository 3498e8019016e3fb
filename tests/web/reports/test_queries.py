from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.series import Missing, Vintage
from tallystick.status import Polarity
from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Plan, Priority
from tallystick_web.reports import pdf, queries, values
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round

TODAY = date(2009, 11, 9)


def record(measure: Measure, by: User, quarter: int, value: str | None, **more: Any) -> None:
    area = Area.objects.get(council=measure.council, kind=Area.Kind.OWN)
    measures.record_observations(
        council=measure.council, by=by,
        observations=[
            measures.NewObservation(
                measure, area, periods.quarter(2009, quarter), more.pop("vintage", Vintage.VALIDATED),
                None if value is None else Decimal(value), **more,
            )
        ],
    )  # fmt: skip


def only(report: values.Summaries) -> values.Entry:
    return values.entries(report.plans)[0]


def test_a_report_answers_in_its_headline_how_many_were_judged_and_what_moved(report: values.Summaries) -> None:
    assert report.headline == "1 of 2 priorities judged: 1 amber; 1 got worse"


def test_the_page_in_front_counts_changes_and_gaps(report: values.Summaries) -> None:
    front = report.overview
    assert (front.total, front.counts) == (2, {"amber": 1, "": 1})
    assert [(one.reference, one.was, one.now, one.direction) for one in front.moved] == [
        ("ENV-1", "green", "amber", "worsening")
    ]
    assert [one.reference for one in front.unassessed] == ["HW-1a"]
    assert [one.reference for one in front.not_agreed] == ["ENV-1"]
    assert front.not_judged == () and front.late == ()


def test_a_shared_assessment_stands_once_with_all_its_references_and_is_pointed_to_from_the_other_theme(
    round: Round, priority: Priority, health: Priority, alice: User
) -> None:
    reviews.keep_assessment(
        round=round, priorities=[health, priority], narrative="Both.", rating=Rating.RED, reason="", grades=[], by=alice
    )
    report = queries.summaries(round, on=TODAY)
    environment, wellbeing = report.plans[0].themes
    assert [one.references for one in environment.entries] == ["ENV-1, HW-1a"]
    assert wellbeing.entries == ()
    assert [(one.reference, one.words, one.anchor) for one in wellbeing.elsewhere] == [
        ("HW-1a", "told with ENV-1", "ENV-1")
    ]
    assert [(one.title, one.counts) for one in report.overview.themes] == [
        ("Environment", {"red": 1}),
        ("Health", {"red": 1}),
    ]


def test_an_entry_holds_the_latest_value_its_target_and_the_year_before(
    assessment: Assessment, measure: Measure, alice: User
) -> None:
    measures.set_target(
        measure=measure, name="Council", period=periods.financial_year(2009), value=Decimal("11.5"),
        tolerance=Decimal("0.5"), by=alice,
    )  # fmt: skip
    [one] = only(queries.summaries(assessment.round, on=TODAY)).evidence
    assert one.latest and (one.latest.shown, one.latest.period) == ("11.75%", "Q2 2009/10")
    assert [(aim.name, aim.shown, aim.status) for aim in one.aims] == [("Council", "11.5%", "within_tolerance")]
    assert one.sentence.endswith(": 11.75% in Q2 2009/10 (provisional); target (Council) 11.5%, within tolerance.")


def counted(measure: Measure, alice: User, first: int, *figures: str, **more: Any) -> Measure:
    """The same measure as a count of each month from this one of 2009 on that adds up to the year, with a target of the year."""
    count = measures.keep_measure(
        council=measure.council,
        reference=measure.reference,
        frequency="month",
        unit="",
        decimals=0,
        year_is="total",
        by=alice,
    )
    area = Area.objects.get(council=measure.council, kind=Area.Kind.OWN)
    measures.record_observations(
        council=measure.council, by=alice,
        observations=[
            measures.NewObservation(count, area, periods.month(2009, first).step(place), Vintage.VALIDATED, Decimal(figure), **more)
            for place, figure in enumerate(figures)
        ],
    )  # fmt: skip
    measures.set_target(
        measure=count, name="Council", period=periods.financial_year(2009), value=Decimal(120), by=alice
    )
    return count


def test_the_target_of_the_year_of_a_monthly_count_stands_beside_what_the_year_is_expected_to_come_to(
    assessment: Assessment, measure: Measure, alice: User
) -> None:
    counted(measure, alice, 4, "9", "11", "10", "9", "10", "11")
    [one] = only(queries.summaries(assessment.round, on=TODAY)).evidence
    assert one.aims == () and one.year and not one.year.complete and one.year.mark == "f"
    assert (one.year.period, one.year.shown) == ("2009/10", "120")
    assert [(aim.name, aim.shown, aim.status) for aim in one.year.aims] == [("Council", "120", "on_track")]
    assert one.sentence.endswith("; 120 expected for 2009/10; target (Council) for 2009/10 120, on track.")


def test_the_report_of_the_years_end_says_what_the_year_came_to(
    assessment: Assessment, measure: Measure, alice: User
) -> None:
    counted(measure, alice, 4, *["9", "11", "10", "9", "10", "11"] * 2, "50")
    last = reviews.open_round(council=measure.council, period=periods.quarter(2009, 4), by=alice)
    [entry, *_] = values.entries(queries.summaries(last, on=date(2010, 4, 20)).plans)
    [one] = entry.evidence
    assert one.year and one.year.complete and (one.year.shown, one.year.mark) == ("120", "")
    assert "; 120 in 2009/10; target (Council) for 2009/10 120, on track." in one.sentence


def test_the_target_of_a_year_whose_figure_is_not_in_is_told_without_a_status(
    assessment: Assessment, measure: Measure, alice: User
) -> None:
    yearly = measures.keep_measure(
        council=measure.council, reference="NI 192", title="Recycling", unit="%", frequency="financial_year", by=alice
    )
    plans.set_evidence(priority=assessment.priorities.get(), measures=[yearly], by=alice)
    measures.set_target(measure=yearly, name="Council", period=periods.financial_year(2009), value=Decimal(9), by=alice)
    [one] = only(queries.summaries(assessment.round, on=TODAY)).evidence
    assert one.year and one.year.shown == "" and [(aim.shown, aim.status) for aim in one.year.aims] == [("9%", "")]


def test_of_a_year_with_a_confidential_figure_the_report_tells_no_total(
    assessment: Assessment, measure: Measure, alice: User
) -> None:
    counted(measure, alice, 4, "9", "11", "10", "9", "10", "11", markers="c")
    [one] = only(queries.summaries(assessment.round, on=TODAY)).evidence
    assert one.year and one.year.shown == ""


def test_a_value_after_the_round_is_not_told(assessment: Assessment, measure: Measure, alice: User) -> None:
    record(measure, alice, 3, "99")
    [one] = only(queries.summaries(assessment.round, on=date(2010, 2, 1))).evidence
    assert one.latest and one.latest.period == "Q2 2009/10"
    assert "99" not in one.line


def test_a_value_marked_confidential_is_withheld_with_what_it_was_made_of(
    assessment: Assessment, measure: Measure, alice: User
) -> None:
    record(measure, alice, 2, "7", numerator=Decimal(3), denominator=Decimal(43), markers="c", vintage=Vintage.REVISED)
    [one] = only(queries.summaries(assessment.round, on=TODAY)).evidence
    assert one.latest and one.latest.period == "Q1 2009/10"
    last = one.points[-1]
    assert (last.value, last.numerator, last.denominator, last.shown) == (None, None, None, "suppressed")


@pytest.mark.parametrize(
    ("lag", "words", "late"),
    [(30, "Q3 2009/10 was due on 30 January 2010", True), (60, "Q3 2009/10 is due on 1 March 2010", False)],
)
def test_a_value_that_has_not_come_is_late_only_when_it_was_due(
    leeds: Council, priority: Priority, measure: Measure, alice: User, lag: int, words: str, late: bool
) -> None:
    measures.keep_measure(council=leeds, reference=measure.reference, lag_days=lag, by=alice)
    third = reviews.open_round(council=leeds, period=periods.quarter(2009, 3), by=alice)
    report = queries.summaries(third, on=date(2010, 2, 10))
    [one] = only(report).evidence
    assert (one.lacking, one.late) == (words, late)
    assert [missing.words for missing in report.overview.late] == ([words] if late else [])


def test_a_value_that_is_stated_as_late_is_told_as_missing_not_as_zero(
    leeds: Council, priority: Priority, measure: Measure, alice: User
) -> None:
    third = reviews.open_round(council=leeds, period=periods.quarter(2009, 3), by=alice)
    record(measure, alice, 3, None, missing=Missing.LATE)
    [one] = only(queries.summaries(third, on=date(2010, 2, 10))).evidence
    assert one.lacking == "Q3 2009/10: late" and one.late
    assert one.points[-1].value is None and one.points[-1].shown == "late"


def test_only_amber_and_red_remain_by_exception_and_the_counts_stay(
    report: values.Summaries, health: Priority, round: Round, alice: User
) -> None:
    reviews.keep_assessment(
        round=round, priorities=[health], narrative="", rating=Rating.GREEN, reason="", grades=[], by=alice
    )
    cut = values.by_exception(queries.summaries(round, on=TODAY))
    assert [entry.references for entry in values.entries(cut.plans)] == ["ENV-1"]
    assert cut.overview.total == 2
    assert [(one.title, bool(one.anchor)) for one in cut.overview.themes] == [("Environment", True), ("Health", False)]
    assert pdf.summaries(values.as_data(cut)).startswith(b"%PDF")


def test_illustrative_values_make_the_report_say_so(assessment: Assessment, measure: Measure, alice: User) -> None:
    assert not queries.summaries(assessment.round, on=TODAY).illustrative
    record(measure, alice, 2, "10", illustrative=True, vintage=Vintage.REVISED)
    report = queries.summaries(assessment.round, on=TODAY)
    assert report.illustrative
    assert "illustrative" in only(report).evidence[0].sentence


def test_references_that_look_alike_keep_addresses_of_their_own(
    round: Round, plan: Plan, priority: Priority, alice: User
) -> None:
    for reference in ("A/1", "A 1", "a-1"):
        plans.keep_priority(
            council=plan.council, reference=reference, theme=priority.theme, title="Something", by=alice
        )
    anchors = [entry.anchor.lower() for entry in values.entries(queries.summaries(round, on=TODAY).plans)]
    assert len(set(anchors)) == 4


def test_the_number_of_queries_does_not_grow_with_priorities_and_measures(
    report: values.Summaries, round: Round, health: Priority, alice: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(15):
        queries.summaries(Round.objects.select_related("council").get(pk=round.pk), on=TODAY)
    for n in range(5):
        priority = plans.keep_priority(
            council=round.council, reference=f"N-{n}", theme=health.theme, title="New", by=alice
        )
        measure = measures.keep_measure(
            council=round.council, reference=f"M-{n}", title="New", unit="%", polarity=Polarity.HIGHER_IS_BETTER,
            frequency=periods.Frequency.QUARTER, by=alice,
        )  # fmt: skip
        plans.set_evidence(priority=priority, measures=[measure], by=alice)
        record(measure, alice, 2, "5")
        reviews.keep_assessment(
            round=round, priorities=[priority], narrative="", rating=Rating.RED, reason="", by=alice,
            grades=[("Red Flag", "Audit Commission", "")],
        )  # fmt: skip
    with django_assert_num_queries(15):
        queries.summaries(Round.objects.select_related("council").get(pk=round.pk), on=TODAY)


def test_what_is_kept_as_data_survives_json_unchanged(report: values.Summaries) -> None:
    import json

    data = values.as_data(report)
    assert json.loads(json.dumps(data)) == data
    assert data["overview"]["counts"] == {"amber": 1, "": 1}


def test_what_is_carried_as_missing_says_why(assessment: Assessment, alice: User) -> None:
    priority = assessment.priorities.get()
    reviews.carry(round=assessment.round, reasons={priority: "Nobody is in post."}, by=alice)
    report = queries.summaries(assessment.round, on=date(2009, 10, 1))
    told = [
        one.words
        for plan in report.plans
        for theme in plan.themes
        for entry in theme.entries
        for one in entry.priorities
    ]
    assert any(words.endswith("Carried as missing: Nobody is in post.") for words in told)

"""What each page shows, to whom, and at what cost."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.series import Missing, Vintage
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Area, Council, Role
from tallystick_web.councils.queries import own_area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure, Observation
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Plan, Priority
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round

SignedIn = Callable[[User], Client]
Q2 = periods.quarter(2009, 2)
Read = Callable[[str], str]
PAGES = [
    "", "plans/", "priorities/ENV-1/", "measures/", "measures/NI%20195a/", "rounds/", "rounds/q2-2009-10/",
    "rounds/q2-2009-10/?exceptions=1", "search/?q=litter", "export/priorities.csv",
]  # fmt: skip


@pytest.fixture
def read(dana: User, signed_in: SignedIn) -> Read:
    """A page of Leeds in full: as an auditor sees it. What councillors see first is in `test_restraint.py`."""
    councils.give_role(council=dana.memberships.get().council, person=dana, role=Role.AUDITOR, by=None)
    client = signed_in(dana)

    def page(address: str) -> str:
        response = client.get(f"/leeds/{address}")
        assert response.status_code == 200
        return str(response.content.decode())

    return page


def observe(measure: Measure, period: periods.Period, value: str | None, by: User, **more: Any) -> None:
    area = more.pop("area", None) or own_area(measure.council)
    vintage = more.pop("vintage", Vintage.VALIDATED)
    one = measures.NewObservation(measure, area, period, vintage, None if value is None else Decimal(value), **more)
    measures.record_observations(council=measure.council, observations=[one], by=by)


# Who may read


@pytest.mark.parametrize("address", PAGES)
def test_a_councillor_reads_her_council_and_nobody_of_another_does(
    address: str, measure: Measure, assessment: Assessment, dana: User, charlie: User, signed_in: SignedIn
) -> None:
    assert signed_in(dana).get(f"/leeds/{address}").status_code == 200
    assert signed_in(charlie).get(f"/leeds/{address}").status_code == 403
    visitor = Client().get(f"/leeds/{address}")
    assert visitor.status_code == 302 if address else "has published nothing here yet" in visitor.content.decode()


def test_a_page_holds_only_the_council_of_its_address(
    measure: Measure, assessment: Assessment, charlie: User, signed_in: SignedIn
) -> None:
    client = signed_in(charlie)
    for address in ("", "plans/", "measures/", "rounds/", "search/?q=litter"):
        page = client.get(f"/harborough/{address}").content.decode()
        assert "ENV-1" not in page and "NI 195a" not in page and "2009/10" not in page
    for address in ("priorities/ENV-1/", "measures/NI%20195a/", "rounds/q2-2009-10/"):
        assert client.get(f"/harborough/{address}").status_code == 404


# A constant number of queries


def number_of_queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "address",
    ["", "?rating=amber", "plans/", "priorities/ENV-1/", "measures/", "measures/NI%20195a/", "rounds/", "rounds/q2-2009-10/",
     "rounds/q2-2009-10/?exceptions=1", "search/?q=work"],
)  # fmt: skip
def test_the_number_of_queries_does_not_grow_with_the_rows(
    address: str,
    plan: Plan,
    priority: Priority,
    measure: Measure,
    assessment: Assessment,
    judge: Any,
    alice: User,
    dana: User,
    signed_in: SignedIn,
) -> None:
    council, client = plan.council, signed_in(dana)
    first = [reviews.open_round(council=council, period=periods.quarter(2008, n), by=alice) for n in (1, 2)]
    england = councils.add_area(council=council, code="E92000001", name="England", kind=Area.Kind.NATION, by=alice)

    def grow(start: int, stop: int) -> None:
        more = []
        for n in range(start, stop):
            theme = plans.keep_theme(plan=plan, title=f"Theme {n}", order=n, by=alice)
            other = plans.keep_priority(
                council=council, reference=f"P-{n}", theme=theme, title="Aim", order=n, by=alice
            )
            judge(assessment.round, [other], "amber", (("Red", "An inspector", ""),))
            judge(first[1], [priority, other] if n == 0 else [other], "green")
            owned = measures.keep_measure(
                council=council, reference=f"M-{n}", title="More", frequency="quarter", owner=alice, by=alice
            )
            measures.set_target(
                measure=owned, name=f"T{n}", period=periods.financial_year(2009), value=Decimal(1), by=alice
            )
            observe(owned, periods.quarter(2009, 2), "3", alice, area=england)
            observe(measure, periods.quarter(2007, 1 + n % 4), str(n), alice)
            more.append(owned)
        plans.set_evidence(priority=priority, measures=[measure, *more], by=alice)

    grow(0, 2)
    client.get(f"/leeds/{address}")  # the first reading of a day takes a row more
    few = number_of_queries(client, f"/leeds/{address}")
    grow(2, 9)
    assert number_of_queries(client, f"/leeds/{address}") == few
    assert few <= 26  # three of them count the reading


# A priority


def test_a_rating_stands_with_its_reason_and_who_gave_and_agreed_it(
    assessment: Assessment, bob: User, read: Read
) -> None:
    page = read("priorities/ENV-1/")
    assert "Progress, but short of the target." in page
    assert "Judged by Alice on" in page
    assert "No director has agreed it" in page
    reviews.submit(assessment=assessment, by=None)
    reviews.agree(assessment=assessment, by=bob)
    assert "agreed by Bob on" in read("priorities/ENV-1/")


def test_a_rating_from_a_document_names_the_document(priority: Priority, round: Round, alice: User, read: Read) -> None:
    reviews.keep_assessment(
        round=round, priorities=[priority], narrative="", rating=Rating.AMBER, reason="", grades=[], by=alice,
        source="Action tracker, page 3",
    )  # fmt: skip
    assert "As stated in Action tracker, page 3" in read("priorities/ENV-1/")


def test_the_heading_of_a_priority_is_its_judgement_and_what_its_measures_say(
    burglary: Measure, priorities: list[Priority], last_round: Round, round: Round, judge: Any, read: Read
) -> None:
    judge(last_round, priorities[:1], "green")
    judge(round, priorities[:1], "amber")
    page = read("priorities/P-0/")
    assert ">P-0 is judged amber in Q2 2009/10, from green in Q1 2009/10; 1 of 1 measure is off track</h1>" in page
    assert "<b>Aim 0</b>" in page and "<title>P-0 Aim 0 " in page
    assert ">P-1 is not judged in Q2 2009/10</h1>" in read("priorities/P-1/")


def test_the_heading_of_the_plans_says_whether_somebody_answers_for_each(
    priorities: list[Priority], alice: User, read: Read
) -> None:
    assert ">6 of 6 priorities have no accountable officer</h1>" in read("plans/")
    Priority.objects.exclude(reference="P-0").update(accountable_officer=alice)
    assert ">1 of 6 priorities has no accountable officer</h1>" in read("plans/")
    Priority.objects.update(accountable_officer=alice)
    page = read("plans/")
    assert ">Each of 6 priorities has an accountable officer</h1>" in page and "1 plan with 6 priorities" in page


def test_the_priorities_of_the_plans_are_filtered_sorted_and_taken_away(
    priorities: list[Priority], round: Round, judge: Any, alice: User, read: Read
) -> None:
    judge(round, priorities[1:2], "amber")
    judge(round, priorities[4:5], "red")
    Priority.objects.filter(reference__in=("P-4", "P-5")).update(accountable_officer=alice)

    def order(query: str) -> list[str]:
        return re.findall(r"priorities/(P-\d)/", read(f"plans/{query}").split("<tbody", 1)[1].split("All of it")[0])

    assert order("") == order("?sort=unheard") == order("?sort=reference") == [f"P-{n}" for n in range(6)]
    assert order("?sort=-reference") == [f"P-{n}" for n in range(5, -1, -1)]
    assert order("?sort=officer")[:2] == ["P-4", "P-5"] and order("?sort=rating")[:2] == ["P-1", "P-4"]
    assert "<small>Learning</small>" in read("plans/?sort=rating")
    page = read("plans/?officer=Alice&rating=none&sort=reference")
    assert ">1 of 6 priorities match</h1>" in page and "P-5" in page and "P-4" not in page
    assert 'priorities.csv?officer=Alice&amp;rating=none"' in page
    assert ">4 of 6 priorities match</h1>" in read("plans/?officer=nobody")
    assert ">1 of 6 priorities match</h1>" in read("plans/?q=AIM+3")
    assert "No priorities match these filters" in read("plans/?q=nothing")


def test_the_files_of_priorities_hold_what_the_filters_of_the_plans_leave(
    priorities: list[Priority], alice: User, signed_in: SignedIn
) -> None:
    Priority.objects.filter(reference="P-4").update(accountable_officer=alice)
    answer: Any = signed_in(alice).get("/leeds/export/priorities.csv?officer=Alice")
    assert [line.split(",")[2] for line in b"".join(answer).decode().splitlines()[1:]] == ["P-4"]


def test_what_others_graded_stands_beside_the_rating(assessment: Assessment, read: Read) -> None:
    page = read("priorities/ENV-1/")
    assert "Red Flag" in page
    assert "Comprehensive Area Assessment. draft" in page


def test_a_shared_text_says_what_else_it_covers(
    priorities: list[Priority], round: Round, judge: Any, read: Read
) -> None:
    judge(round, priorities[:3], "amber", text="Told once.")
    page = read("priorities/P-1/")
    assert "This text also covers" in page
    assert 'href="/leeds/priorities/P-0/"' in page and 'href="/leeds/priorities/P-2/"' in page
    assert "also covers" not in read("priorities/P-4/")


def test_a_narrative_is_shown_as_safe_markdown(priority: Priority, round: Round, judge: Any, read: Read) -> None:
    judge(round, [priority], "", text="Fell to **9,950**.\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))")
    page = read("priorities/ENV-1/")
    assert "<strong>9,950</strong>" in page
    assert "<script>alert" not in page and 'href="javascript' not in page


def test_an_earlier_rounds_narrative_can_be_reached(
    assessment: Assessment, priority: Priority, last_round: Round, judge: Any, read: Read
) -> None:
    judge(last_round, [priority], "red", text="It was worse then.")
    now = read("priorities/ENV-1/")
    assert "It was worse then." not in now
    assert 'href="/leeds/priorities/ENV-1/?round=q1-2009-10"' in now
    then = read("priorities/ENV-1/?round=q1-2009-10")
    assert "It was worse then." in then and "an earlier round" in then


def test_the_evidence_of_an_earlier_round_ends_with_it(
    measure: Measure, assessment: Assessment, priority: Priority, last_round: Round, judge: Any, read: Read
) -> None:
    assert "11.75%" in read("priorities/ENV-1/")
    page = read("priorities/ENV-1/?round=q1-2009-10")
    evidence = page[page.index('id="evidence"') :]
    assert "12.5%" in evidence and "11.75%" not in evidence


def test_a_forecast_has_no_more_decimals_than_it_needs_where_the_measure_names_none(
    leeds: Council, priorities: list[Priority], alice: User, read: Read
) -> None:
    steady = measures.keep_measure(
        council=leeds, reference="TEN", title="Steady", unit="%", frequency=periods.Frequency.QUARTER, year_is="last", by=alice
    )  # fmt: skip
    for back in range(12):
        observe(steady, periods.quarter(2009, 2).step(-back), "10", alice)
    plans.set_evidence(priority=priorities[0], measures=[steady], by=alice)
    page = read("priorities/P-0/")
    evidence = page[page.index('id="evidence"') :]
    assert "forecast" in evidence and "no forecast" not in evidence
    assert "10%" in evidence and "10.0%" not in evidence


def test_the_evidence_gives_target_status_direction_and_comparators(
    measure: Measure, assessment: Assessment, alice: User, read: Read
) -> None:
    measures.set_target(
        measure=measure, name="Target", period=periods.financial_year(2009), value=Decimal("9.6"), by=alice
    )
    england = councils.add_area(
        council=measure.council, code="E92000001", name="England", kind=Area.Kind.NATION, by=alice
    )
    observe(measure, periods.quarter(2009, 1), "8", alice, area=england)
    page = read("priorities/ENV-1/")
    evidence = page[page.index('id="evidence"') :]
    assert "Down 0.75 points (whether this is significant cannot be told) on the previous quarter." in evidence
    assert "9.6%" in evidence and "Off track" in evidence
    assert "improving" in evidence
    assert "England 8%" in evidence and "(Q1 2009/10)" in evidence
    assert 'href="/leeds/measures/NI%20195a/?detail=1#q2-2009-10"' in evidence
    assert "[p]" in evidence and "provisional" in evidence


def test_only_a_person_who_may_write_is_led_to_the_form(
    assessment: Assessment, alice: User, bob: User, signed_in: SignedIn, read: Read
) -> None:
    form = f'href="/leeds/reviews/assessments/{assessment.pk}/"'
    assert form not in read("priorities/ENV-1/")
    assert form in signed_in(alice).get("/leeds/priorities/ENV-1/").content.decode()
    reviews.close_round(round=assessment.round, carrying="Late.", by=alice)
    assert form not in signed_in(alice).get("/leeds/priorities/ENV-1/").content.decode()


# A measure


def test_the_heading_of_a_measure_is_its_sentence(measure: Measure, read: Read) -> None:
    page = read("measures/NI%20195a/")
    assert "Streets below standard: litter fell to 11.75% in Q2 2009/10 from 12.5% in Q1 2009/10</h1>" in page


def test_the_chart_has_its_figures_as_a_table_beneath_it(measure: Measure, read: Read) -> None:
    page = read("measures/NI%20195a/")
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="chart"' in page
    table = page[page.index("The same figures as a table") :]
    assert "Q1 2009/10" in table and "12.5" in table and "11.75" in table


def test_the_status_is_given_against_each_target(measure: Measure, alice: User, read: Read) -> None:
    year = periods.financial_year(2009)
    measures.set_target(measure=measure, name="Partnership", period=year, value=Decimal("9.6"), by=alice)
    measures.set_target(measure=measure, name="Council", period=year, value=Decimal("12"), by=alice)
    page = read("measures/NI%20195a/")
    assert "11.75% against the Partnership target of 9.6%: off track (lower is better)." in page
    assert "11.75% against the Council target of 12%: on track (lower is better)." in page


def test_every_vintage_stays_in_the_history_with_who_recorded_it(measure: Measure, alice: User, read: Read) -> None:
    quarter = periods.quarter(2009, 2)
    observe(measure, quarter, "11.5", alice, vintage=Vintage.REVISED, source="Second survey", note="Two wards added")
    observe(measure, quarter, "99", alice, vintage=Vintage.CORRECTED)
    measures.withdraw_observation(
        observation=Observation.objects.get(value=99), reason="A slip of the finger", by=alice
    )
    page = read("measures/NI%20195a/")
    assert "fell to 11.5%" in page, "the newest that was not withdrawn counts"
    history = page[page.index('id="history"') :]
    for said in ("11.75%", "11.5%", "99%", "A slip of the finger", "Second survey", "Two wards added", "Alice"):
        assert said in history
    assert history.count("counts now") == 2
    assert history.count("a newer value stands in front of it") == 1
    assert history.count('id="q2-2009-10"') == 1


def test_a_missing_value_says_why_and_is_never_nought(measure: Measure, alice: User, read: Read) -> None:
    observe(measure, periods.quarter(2009, 3), None, alice, missing=Missing.SUPPRESSED)
    page = read("measures/NI%20195a/")
    assert "Q3 2009/10" in page and "suppressed" in page
    assert "fell to 11.75% in Q2 2009/10" in page


def test_what_a_measure_costs_and_who_uses_it_is_said_even_where_nobody_knows(
    measure: Measure, alice: User, read: Read
) -> None:
    assert "Nobody has said who uses it." in read("measures/NI%20195a/")
    measures.keep_measure(
        council=measure.council, reference="NI 195a", use="Scrutiny board", collection_minutes=90, lag_days=30, by=alice
    )
    page = read("measures/NI%20195a/")
    assert "90 minutes each time, about 6 hours a year." in page
    assert "Scrutiny board" in page and "30 days" in page


def test_a_generated_value_is_marked_on_every_page_that_shows_it(
    measure: Measure, assessment: Assessment, alice: User, read: Read
) -> None:
    addresses = ("priorities/ENV-1/", "measures/", "measures/NI%20195a/")
    mark = '<span class="illustrative">'
    assert not any(mark in read(address) for address in addresses)
    observe(measure, periods.quarter(2009, 2), "11", alice, illustrative=True)
    for address in addresses:
        assert read(address).count(mark) >= 2, address


def test_a_long_series_opens_with_its_control_chart_and_the_reader_can_switch(burglary: Measure, read: Read) -> None:
    page = read("measures/BURG/")
    assert 'aria-current="page">Control chart</a>' in page and "Upper limit" in page
    assert "The value for September 2009, 495 offences, is a cause for concern" in page
    trend = read("measures/BURG/?chart=trend")
    assert 'aria-current="page">Trend, targets and other areas</a>' in trend and "Upper limit" not in trend


def test_a_short_series_opens_with_its_trend(measure: Measure, read: Read) -> None:
    assert 'aria-current="page">Trend, targets and other areas</a>' in read("measures/NI%20195a/")
    assert "is provisional" in read("measures/NI%20195a/?chart=control")


def test_the_year_end_is_forecast_with_its_chance_and_can_be_reckoned_otherwise(burglary: Measure, read: Read) -> None:
    page = read("measures/BURG/")
    year_end = page[page.index('id="year-end"') :]
    assert "The outturn of 2009/10 is expected to be 4" in year_end and "The chance of meeting it is " in year_end
    assert "the year’s figure is that of its last period" in year_end
    assert "March 2010" in year_end and 'href="?year=total#year-end"' in year_end
    total = read("measures/BURG/?year=total")
    assert "the year is the total of its periods" in total and "expected to be 5," in total


def test_a_forecast_that_cannot_be_made_says_why(measure: Measure, alice: User, read: Read) -> None:
    page = read("measures/NI%20195a/")
    assert "nobody has said how its periods make up a year" in page
    assert "Show it as if the year is the mean of its periods" in page
    measures.keep_measure(council=measure.council, reference=measure.reference, year_is="last", by=alice)
    assert "fewer than 6 figures are known" in read("measures/NI%20195a/")
    assert "no forecast" in read("priorities/ENV-1/")


def test_how_far_first_figures_were_changed_is_said(measure: Measure, alice: User, read: Read) -> None:
    assert "None of 2 first figures was changed later." in read("measures/NI%20195a/")
    observe(measure, periods.quarter(2009, 2), "12.75", alice, vintage=Vintage.REVISED)
    assert "1 of 2 first figures was changed later" in read("measures/NI%20195a/")


def test_the_suggestion_stands_beside_the_rating_with_their_difference_in_words(
    burglary: Measure, priorities: list[Priority], round: Round, judge: Any, read: Read
) -> None:
    judge(round, priorities[:1], "green")
    page = read("priorities/P-0/")
    assert "Evidence suggests red" in page
    assert "Judged green; the evidence suggests red because Burglaries is off track now" in page
    assert "This decides." in page and "rules of suggestion, version 2" in page


def test_thin_evidence_suggests_nothing_and_says_why(measure: Measure, assessment: Assessment, read: Read) -> None:
    page = read("priorities/ENV-1/")
    assert "The evidence suggests no rating" in page and "too thin to suggest a rating" in page


def test_another_areas_history_is_one_step_away(measure: Measure, alice: User, read: Read) -> None:
    england = councils.add_area(
        council=measure.council, code="E92000001", name="England", kind=Area.Kind.NATION, by=alice
    )
    observe(measure, periods.quarter(2009, 2), "7.123", alice, area=england, source="National return")
    assert 'href="?area=E92000001#history"' in read("measures/NI%20195a/")
    page = read("measures/NI%20195a/?area=E92000001")
    history = page[page.index('id="history"') :]
    assert "7.123%" in history and "National return" in history and "11.75%" not in history


# Lists


def test_measures_are_filtered_sorted_and_paged(measure: Measure, alice: User, read: Read) -> None:
    for n in range(30):
        measures.keep_measure(
            council=measure.council,
            reference=f"M-{n:02}",
            title=f"Title {29 - n:02}",
            frequency="month",
            owner=alice,
            by=alice,
        )
    assert "31 measures" in read("measures/")
    assert "M-29" not in read("measures/") and "M-29" in read("measures/?page=2")
    by_title = read("measures/?sort=title")
    assert by_title.index("M-29") < by_title.index("M-28")
    assert "1 of 31 measures match" in read("measures/?q=litter")
    assert "NI 195a" not in read("measures/?owner=alice@leeds.example")
    assert "No measures match" in read("measures/?service=None+such")


@pytest.fixture
def four(leeds: Council, alice: User) -> Council:
    """Of four measures one is on track and steady, two are off track and better, and of one nothing is known."""
    for reference, before, now in (("A-1", None, None), ("B-1", "10", "10"), ("C-1", "30", "20"), ("C-2", "30", "20")):
        one = measures.keep_measure(
            council=leeds,
            reference=reference,
            title=reference,
            frequency="quarter",
            polarity="lower_is_better",
            by=alice,
        )
        if now:
            observe(one, Q2.step(-1), before, alice)
            observe(one, Q2, now, alice)
            measures.set_target(measure=one, name="Target", period=Q2, value=Decimal(15), by=alice)
    return leeds


@pytest.mark.parametrize("with_a_round", [True, False])
def test_measures_are_sorted_by_status_and_direction_with_the_unknown_last(
    with_a_round: bool, four: Council, alice: User, read: Read
) -> None:
    if with_a_round:
        reviews.open_round(council=four, period=Q2, by=alice)

    def order(query: str) -> list[str]:
        table = read(f"measures/{query}").split("<tbody", 1)[1].split("</table>")[0]
        return re.findall(r"measures/([A-C]-\d)/", table)

    assert order("?sort=status") == ["C-1", "C-2", "B-1", "A-1"]
    assert order("?sort=-status") == ["B-1", "C-1", "C-2", "A-1"]
    assert order("?sort=direction") == ["B-1", "C-1", "C-2", "A-1"]
    assert order("?sort=-direction") == ["C-1", "C-2", "B-1", "A-1"]


def test_sorting_by_status_asks_no_more_of_the_database_for_more_measures(
    four: Council, alice: User, read: Read
) -> None:
    def queries() -> int:
        read("measures/?sort=status")
        with CaptureQueriesContext(connection) as found:
            read("measures/?sort=status")
        return len(found)

    before = queries()
    for number in range(40):
        measures.keep_measure(council=four, reference=f"D-{number}", title="D", frequency="quarter", by=alice)
    assert queries() == before


def test_the_assessments_of_a_round_are_sorted(
    priorities: list[Priority], last_round: Round, round: Round, judge: Any, read: Read
) -> None:
    for number, was, now in ((0, "green", "red"), (3, "red", "green"), (5, "amber", "amber")):
        judge(last_round, priorities[number : number + 1], was)
        judge(round, priorities[number : number + 1], now)

    def order(query: str) -> list[str]:
        table = read(f"rounds/{round.slug}/{query}").split("<tbody", 1)[1].split("</table>")[0]
        return re.findall(r"priorities/(P-\d)/", table)

    assert order("") == order("?sort=priority") == ["P-0", "P-3", "P-5"]
    assert order("?sort=rating") == ["P-3", "P-5", "P-0"] and order("?sort=-rating")[0] == "P-0"
    assert order("?sort=direction") == ["P-0", "P-5", "P-3"]
    assert "Learning" in read(f"rounds/{round.slug}/") and ": Learning" not in read(f"rounds/{round.slug}/?sort=rating")


def test_a_round_shows_its_assessments_in_the_order_of_the_plan(
    priorities: list[Priority], round: Round, judge: Any, read: Read
) -> None:
    judge(round, [priorities[4]], "amber")
    judge(round, [priorities[0], priorities[2]], "green")
    page = read("rounds/q2-2009-10/")
    assert "Quarter 2 of 2009/10: 3 of 6 priorities are assessed" in page
    assert page.index("P-0") < page.index("P-2") < page.index("P-4") < page.index("3 priorities have no assessment")
    assert page.index("3 priorities have no assessment") < page.index("P-1")
    assert page.count("Work goes on.") == 2


def test_a_round_in_which_nothing_is_judged_yet_has_no_exceptions_and_says_why(
    priorities: list[Priority], round: Round, read: Read
) -> None:
    page = read("rounds/q2-2009-10/?exceptions=1")
    assert "Quarter 2 of 2009/10: nothing is judged yet" in page and "Every judged priority" not in page


def test_exceptions_are_amber_and_red_only(priorities: list[Priority], round: Round, judge: Any, read: Read) -> None:
    for priority, rating in zip(priorities, ["green", "amber_green", "amber", "amber_red", "red", ""], strict=True):
        judge(round, [priority], rating)
    page = read("rounds/q2-2009-10/?exceptions=1")
    assert "Quarter 2 of 2009/10: 3 priorities are amber or red" in page
    for number, expected in enumerate([False, False, True, True, True, False]):
        assert (f"/priorities/P-{number}/" in page) is expected


def test_the_list_of_rounds_counts_those_without_an_assessment_as_not_judged(
    priorities: list[Priority], round: Round, judge: Any, read: Read
) -> None:
    judge(round, priorities[:2], "amber")
    page = read("rounds/")
    assert "Quarter 2 of 2009/10 is open: 2 of 6 priorities are judged" in page
    assert 'aria-label="2 amber, 4 not judged yet"' in page


def test_search_finds_references_titles_and_narratives(measure: Measure, assessment: Assessment, read: Read) -> None:
    assert "/leeds/priorities/ENV-1/" in read("search/?q=env-1")
    assert "/leeds/priorities/ENV-1/" in read("search/?q=CLEANER")
    page = read("search/?q=litter")
    assert "2 places say “litter”" in page
    assert '<mark class="record-hit">Litter</mark> fell to 11.75% of streets.' in page
    assert "/leeds/priorities/ENV-1/?round=q2-2009-10" in page
    assert "Nothing says “&lt;zz&gt;”" in read("search/?q=<zz>")
    assert "Search" in read("search/")


def test_lists_with_nothing_in_them_say_what_comes_next(leeds: Council, read: Read) -> None:
    for address in ("plans/", "measures/", "rounds/"):
        page = read(address)
        assert 'class="empty"' in page and "/leeds/documents/" in page

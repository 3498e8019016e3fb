"""What each page shows, to whom, and at what cost."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from tallystick import periods
from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Area, Council
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Plan, Priority
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round

from .conftest import Read, SignedIn, observe_one

Q2 = periods.quarter(2009, 2)
PAGES = [
    "", "plans/", "priorities/ENV-1/", "measures/", "measures/NI%20195a/", "rounds/", "rounds/q2-2009-10/",
    "rounds/q2-2009-10/?exceptions=1", "search/?q=litter", "export/priorities.csv",
]  # fmt: skip


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
            observe_one(owned, periods.quarter(2009, 2), "3", alice, area=england)
            observe_one(measure, periods.quarter(2007, 1 + n % 4), str(n), alice)
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
    assert "\nP-0 is judged amber in Q2 2009/10, from green in Q1 2009/10; 1 of 1 measure is off track\n" in strip_tags(
        page
    )
    assert "<b>Aim 0</b>" in page and "<title>P-0 Aim 0 " in page
    assert "\nP-1 is not judged in Q2 2009/10\n" in strip_tags(read("priorities/P-1/"))


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
        observe_one(steady, periods.quarter(2009, 2).step(-back), "10", alice)
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
    observe_one(measure, periods.quarter(2009, 1), "8", alice, area=england)
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

"""Who did what when: read by those who answer for the record, narrowed, paged and taken along."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.audit import actions as audit
from tallystick_web.audit import queries
from tallystick_web.audit.models import Event
from tallystick_web.audit.queries import A_PAGE, Wanted
from tallystick_web.councils.models import Council
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.reviews.models import Assessment

Read = Callable[[str], str]


@pytest.fixture
def read(alice: User, signed_in: Callable[[User], Client]) -> Read:
    client = signed_in(alice)

    def page(query: str = "") -> str:
        answer = client.get(f"/leeds/audit/{query}")
        assert answer.status_code == 200
        return str(answer.content.decode())

    return page


def rows(client: Client, query: str = "") -> list[list[str]]:
    answer = client.get(f"/leeds/audit/log.csv{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text)))


def verbs(**wanted: object) -> set[str]:
    return {one.verb for one in queries.events("leeds", Wanted(**wanted))}  # type: ignore[arg-type]


def test_the_log_says_who_did_what_in_words_and_leads_to_the_record(assessment: Assessment, read: Read) -> None:
    text = read()
    assert "wrote and judged an assessment" in text
    assert 'href="/leeds/priorities/ENV-1/?round=q2-2009-10"' in text
    assert "Alice" in text


def test_the_log_is_narrowed_by_person_deed_kind_and_words(assessment: Assessment, measure: Measure) -> None:
    assert verbs(person="Alice", kind="assessment") == {"assessment.added", "assessment.judged"}
    assert verbs(verb="measure.added") == {"measure.added"}
    assert verbs(q="litter") == {"measure.added"}
    assert verbs(person="nobody") == set()


def test_a_day_is_a_day_here_and_both_ends_are_included(assessment: Assessment) -> None:
    today = timezone.localdate()
    assert "assessment.judged" in verbs(start=today, end=today)
    assert verbs(start=today + timedelta(days=1)) == set()
    assert verbs(end=today - timedelta(days=1)) == set()
    assert queries.begins(date(2026, 7, 1)).isoformat() == "2026-07-01T00:00:00+01:00"


def test_the_trail_of_a_measure_holds_the_loads_of_values_that_name_it(
    measure: Measure, alice: User, read: Read, leeds: Council
) -> None:
    measures.keep_measure(council=leeds, reference="NI 195", title="Another", frequency="quarter", by=alice)
    text = read(f"?kind=measure&record={measure.pk}")
    assert "Who did what to NI 195a Streets below standard: litter, and when" in text
    assert "recorded values" in text
    assert "NI 195 Another" not in text


def test_a_day_that_does_not_exist_is_explained_beside_its_field(assessment: Assessment, read: Read) -> None:
    text = read("?start=2009-02-30")
    assert text.count("Enter a real date, such as 30 September 2026.") == 2
    assert "wrote and judged" in text


def test_the_last_day_that_there_is_is_out_of_reach(assessment: Assessment, read: Read) -> None:
    assert "Enter a day from 1990 to 2099" in read("?end=9999-12-31")


def test_pages_go_back_and_forth_without_losing_an_event(leeds: Council, read: Read) -> None:
    for number in range(2 * A_PAGE + 5):
        audit.record(by=None, verb="council.counted", target=leeds, number=number)
    every = list(queries.events("leeds", Wanted()))
    first = queries.page(queries.events("leeds", Wanted()))
    second = queries.page(queries.events("leeds", Wanted()), before=first.older)
    third = queries.page(queries.events("leeds", Wanted()), before=second.older)
    assert [*first.events, *second.events, *third.events] == every
    back = queries.page(queries.events("leeds", Wanted()), after=third.newer)
    assert back.events == second.events
    newest = queries.page(queries.events("leeds", Wanted()), after=back.newer)
    assert (newest.events, newest.newer) == (first.events, None)
    assert 'rel="next"' in read() and 'rel="prev"' not in read()


def test_the_number_of_queries_does_not_grow_with_the_log(leeds: Council, assessment: Assessment, read: Read) -> None:
    with CaptureQueriesContext(connection) as few:
        read()
    for _ in range(40):
        audit.record(by=None, verb="round.opened", target=assessment.round)
        audit.record(by=None, verb="assessment.judged", target=assessment)
    with CaptureQueriesContext(connection) as many:
        read()
    assert len(many) <= len(few)
    assert not [one for one in many.captured_queries if "COUNT(" in one["sql"].upper()]


def test_the_file_honours_the_filters_and_starts_no_formula(
    leeds: Council, alice: User, assessment: Assessment, signed_in: Callable[[User], Client]
) -> None:
    audit.record(by=alice, verb="measure.added", target=Measure(council=leeds, reference="=1+1", title="x"))
    client = signed_in(alice)
    found = rows(client, "?kind=assessment")
    assert found[0][:3] == ["Event", "When", "Who"]
    assert {row[6] for row in found[1:]} == {"assessment"}
    assert [row[7] for row in rows(client, "?q=%3D1")[1:]] == ["'=1+1 x"]
    assert client.get("/leeds/audit/log.xlsx").status_code == 200
    assert client.get("/leeds/audit/log.csv?start=nonsense").status_code == 404


def test_another_councils_events_are_not_among_them(
    leeds: Council, harborough: Council, charlie: User, read: Read
) -> None:
    assert "Charlie" not in read()
    assert Event.objects.filter(council="harborough").exists()


def test_pages_of_records_lead_those_who_may_to_their_trail_and_nobody_else(
    measure: Measure, assessment: Assessment, alice: User, dana: User, signed_in: Callable[[User], Client]
) -> None:
    pages = ["measures/NI%20195a/", "priorities/ENV-1/", "rounds/q2-2009-10/"]
    for page in pages:
        assert "/leeds/audit/?kind=" in signed_in(alice).get(f"/leeds/{page}").content.decode()
        assert "/leeds/audit/" not in signed_in(dana).get(f"/leeds/{page}").content.decode()

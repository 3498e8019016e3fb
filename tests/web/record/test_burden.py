"""What measures cost and who uses them, what is proposed, and what people decide."""

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
from tallystick_web.audit.models import Reading, Spent
from tallystick_web.common.timing import How, Taken
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role, Unit
from tallystick_web.councils.rules import Refused
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import BurdenDecision, Measure
from tallystick_web.record.queries import burden, citing
from tallystick_web.record.queries.burden import Cost, Readings, proposed
from tallystick_web.record.queries.citing import Cited
from tallystick_web.reviews.models import Assessment

SignedIn = Callable[[User], Client]


@pytest.fixture
def unused(leeds: Council, alice: User) -> Measure:
    """A monthly measure that takes twenty minutes each time, of which nothing speaks."""
    service = councils.add_unit(council=leeds, name="Parks", kind=Unit.Kind.SERVICE, by=alice)
    return measures.keep_measure(
        council=leeds, reference="P 1", title="Benches painted", frequency="month", collection_minutes=20,
        service=service, by=alice,
    )  # fmt: skip


def line(council: Council, measure: Measure) -> burden.Line:
    found = burden.burden(council, timezone.localdate()).lines
    return next(one for one in found if one.measure == measure)


@pytest.mark.parametrize(
    ("frequency", "minutes", "readings", "citations", "proposal"),
    [
        ("quarter", 600, 0, 0, "retire"),
        ("quarter", 600, 4, 0, "retire"),
        ("quarter", 600, 5, 0, "less_often"),
        ("financial_year", 600, 5, 0, "automate"),
        ("month", 240, 11, 2, "less_often"),
        ("month", 240, 12, 2, "automate"),
        ("month", 240, 11, 3, "automate"),
        ("month", 239, 11, 2, "keep"),
        ("financial_year", 60, 5, 0, "keep"),
        ("quarter", None, 100, 9, "keep"),
    ],
)
def test_the_table_of_proposals(
    frequency: str, minutes: int | None, readings: int, citations: int, proposal: str
) -> None:
    rule = proposed(Measure(frequency=frequency), Cost(minutes), Readings(readings), Cited(assessments=citations))
    assert rule.proposal == proposal


def test_a_measure_that_costs_and_serves_nobody_is_named_with_a_proposal(
    leeds: Council, unused: Measure, assessment: Assessment, measure: Measure
) -> None:
    found = burden.burden(leeds, timezone.localdate())
    assert [one.measure for one in found.idle] == [unused]
    assert found.heading == "1 measure serves nobody that we know of, at 4.0 hours a year"
    assert (found.idle[0].cost, found.idle[0].proposal) == (Cost(240, "stated"), "retire")
    assert [(one.name, one.measures, one.minutes) for one in found.services] == [
        ("Parks", 1, 240),
        ("no service", 1, 0),
    ]


def test_what_was_counted_stands_before_what_was_stated(leeds: Council, unused: Measure, alice: User) -> None:
    for seconds in (300, 900):
        audit.spent(by=alice, taken=Taken(seconds, How.MEASURED), records={"": unused})
    assert line(leeds, unused).cost == Cost(120, "measured")
    audit.spent(by=alice, taken=Taken(600, How.ESTIMATED), records={"": unused})
    assert line(leeds, unused).cost == Cost(120, "estimated")


def test_a_measure_is_cited_by_an_assessment_of_its_priority_and_by_claims_that_agree(
    leeds: Council, measure: Measure, assessment: Assessment, unused: Measure
) -> None:
    assert line(leeds, measure).cited == Cited(assessments=1, claims=1)
    assert line(leeds, unused).cited == Cited()
    assessment.narrative = "The streets are cleaner."
    assessment.version += 1
    assessment.save()
    assert line(leeds, measure).cited == Cited(assessments=1)


def test_narratives_that_were_not_read_yet_are_said_to_be(leeds: Council, assessment: Assessment) -> None:
    assert citing.citations(leeds, {}, texts=0).unread == 1
    assert [*citing.refreshed(["leeds"])] == [
        "Leeds City Council: the narratives of 1 rounds held against the measures, 0 citations"
    ]
    assert citing.citations(leeds, {}, texts=0).unread == 0


def test_readings_of_a_role_that_few_hold_are_not_shown_by_themselves(
    leeds: Council, unused: Measure, dana: User
) -> None:
    audit.read(council="leeds", role=Role.COUNCILLOR, target=unused)
    audit.read(council="leeds", role=Role.DIRECTOR, target=unused)
    assert line(leeds, unused).readings == Readings(2, None)
    for number in range(burden.FEW):
        one = User.objects.create(email=f"c{number}@leeds.example", name=f"C{number}")
        councils.give_role(council=leeds, person=one, role=Role.COUNCILLOR, by=None)
    assert line(leeds, unused).readings == Readings(2, 1)


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("measures/NI%20195a/", "measure"), ("priorities/ENV-1/", "priority"), ("rounds/q2-2009-10/", "round"),
        ("reports/q2-2009-10/overall-summaries/", "report"),
    ],
)  # fmt: skip
def test_opening_a_page_is_counted_under_a_role(
    measure: Measure, assessment: Assessment, dana: User, bob: User, signed_in: SignedIn, page: str, kind: str
) -> None:
    councils.give_role(council=measure.council, person=bob, role=Role.COUNCILLOR, by=None)
    for somebody in (dana, dana, bob):
        assert signed_in(somebody).get(f"/leeds/{page}").status_code == 200
    signed_in(dana).get(f"/leeds/{page}", headers={"Sec-Purpose": "prefetch"})
    counts = set(Reading.objects.filter(kind=kind).values_list("role", "opened"))
    assert counts == {("councillor", 2), ("director", 1)}


def test_the_page_and_its_file_say_the_same(unused: Measure, measure: Measure, dana: User, signed_in: SignedIn) -> None:
    client = signed_in(dana)
    text = client.get("/leeds/learning/burden/?proposal=retire").content.decode()
    assert "Benches painted" in text and "Nothing cites it, and hardly anybody opens its page." in text
    assert "/leeds/learning/burden/P%201/" not in text, "a councillor decides nothing here"
    answer = client.get("/leeds/learning/burden.csv?q=benches")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert [row[:6] for row in rows[1:]] == [["P 1", "Benches painted", "Parks", "Month", "240", "stated"]]


def test_the_number_of_queries_does_not_grow_with_the_measures(
    leeds: Council, alice: User, unused: Measure, assessment: Assessment, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    client.get("/leeds/learning/burden/")
    with CaptureQueriesContext(connection) as few:
        client.get("/leeds/learning/burden/")
    for number in range(30):
        one = measures.keep_measure(council=leeds, reference=f"M {number}", title="More", frequency="month", by=alice)
        audit.spent(by=alice, taken=Taken(60, How.MEASURED), records={"": one})
        audit.read(council="leeds", role=Role.DIRECTOR, target=one)
        year = timezone.localdate() + timedelta(days=365)
        measures.decide_burden(measure=one, choice="keep", reason="Asked for.", look_again_on=year, by=alice)
    with CaptureQueriesContext(connection) as many:
        client.get("/leeds/learning/burden/")
    assert len(many) == len(few)


def test_retiring_takes_the_measure_from_the_list_and_leaves_its_page_and_values(
    leeds: Council, measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    answer = client.post("/leeds/learning/burden/NI%20195a/", {"choice": "retire", "reason": "Nobody reads it."})
    assert answer.status_code == 302
    measure.refresh_from_db()
    assert (measure.retired_on, measure.retired_reason) == (timezone.localdate(), "Nobody reads it.")
    assert not burden.burden(leeds, timezone.localdate()).lines
    page = client.get("/leeds/measures/NI%20195a/").content.decode()
    assert "it is no longer asked for" in page and "Nobody reads it." in page and "11.75%" in page
    assert "NI 195a" in client.get("/leeds/measures/?state=retired").content.decode()
    assert "0 of 1 measure match" in client.get("/leeds/measures/?state=in_use").content.decode()
    again = client.get("/leeds/learning/burden/NI%20195a/").content.decode()
    assert "NI 195a is retired" in again and '<form method="post" novalidate' not in again
    assert "/leeds/learning/burden/NI%20195a/" in page
    client.post("/leeds/learning/burden/NI%20195a/", {"then": "take_up"})
    measure.refresh_from_db()
    assert measure.retired_on is None and len(burden.burden(leeds, timezone.localdate()).lines) == 1


def test_asking_less_often_changes_the_frequency_and_keeps_the_reason(
    unused: Measure, alice: User, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    sent = {"choice": "less_often", "reason": "Read once a quarter.", "frequency": ""}
    assert (
        "Choose how often it is asked for instead"
        in client.post("/leeds/learning/burden/P%201/", sent).content.decode()
    )
    client.post("/leeds/learning/burden/P%201/", {**sent, "frequency": "quarter"})
    unused.refresh_from_db()
    decision = BurdenDecision.objects.get()
    assert (unused.frequency, decision.was_frequency, decision.reason) == ("quarter", "month", "Read once a quarter.")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reason": " "}, "one sentence is enough"),
        ({"look_again_on": None}, "Enter the day to come"),
        ({"look_again_on": date(2009, 11, 12)}, "Enter the day to come"),
        ({"choice": "less_often", "frequency": "week"}, "less often than now"),
        ({"choice": "less_often", "frequency": "month"}, "less often than now"),
    ],
)
def test_a_decision_that_cannot_stand_says_why(
    unused: Measure, alice: User, change: dict[str, object], words: str
) -> None:
    year = timezone.localdate() + timedelta(days=365)
    sound = {"choice": "keep", "reason": "The Board asks for it.", "look_again_on": year}
    with pytest.raises(Refused, match=words):
        measures.decide_burden(measure=unused, by=alice, **{**sound, **change})  # type: ignore[arg-type]
    assert not BurdenDecision.objects.exists()


def test_only_the_performance_team_decides(unused: Measure, bob: User, signed_in: SignedIn) -> None:
    with pytest.raises(Refused, match="performance team"):
        measures.decide_burden(measure=unused, choice="retire", reason="x", by=bob)
    assert signed_in(bob).post("/leeds/learning/burden/P%201/", {"choice": "retire", "reason": "x"}).status_code == 403


def test_a_person_sees_and_corrects_their_own_minutes_only(
    unused: Measure, alice: User, bob: User, signed_in: SignedIn
) -> None:
    for somebody, minutes in ((alice, 10), (bob, 7)):
        audit.spent(by=somebody, taken=Taken(minutes * 60, How.ESTIMATED), records={"": unused})
    client, mine = signed_in(alice), Spent.objects.get(person_id=alice.pk)
    text = client.get("/leeds/learning/mine/").content.decode()
    assert "Your entries here took you 10 minutes" in text and "estimated" in text
    theirs = Spent.objects.get(person_id=bob.pk)
    assert client.post(f"/leeds/learning/mine/{theirs.pk}/", {"minutes": "1"}).status_code == 404
    assert "from 0 to 1440" in client.post(f"/leeds/learning/mine/{mine.pk}/", {"minutes": "9999"}).content.decode()
    assert client.post(f"/leeds/learning/mine/{mine.pk}/", {"minutes": "45"}).status_code == 302
    mine.refresh_from_db()
    assert (mine.minutes, mine.how) == (45, "corrected")


def test_the_page_of_a_measure_says_what_it_really_takes_and_how_often_it_is_read(
    measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    audit.spent(by=alice, taken=Taken(600, How.MEASURED), records={"": measure})
    text = signed_in(alice).get("/leeds/measures/NI%20195a/").content.decode()
    assert "10 minutes an entry, 1 entry in the past year." in text
    assert "1 time in the past year" in text

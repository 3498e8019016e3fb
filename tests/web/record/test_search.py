"""Search: every source is indexed as it changes, everybody finds what they may open, and nothing that is typed is an operator."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tallystick_web.accounts.models import User
from tallystick_web.challenges.models import Challenge, Evidence, Point, Response, Thread
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role, Unit
from tallystick_web.delivery.models import Action, Milestone, Programme, Project, Risk, ServicePlan
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority
from tallystick_web.record import found, searching
from tallystick_web.record.queries import search
from tallystick_web.reviews.models import Assessment, Promise, Question

EVERYTHING = list(found.KINDS)
SCORES = {"likelihood": 3, "impact": 4, "likelihood_after": 2, "impact_after": 4}


def kinds(council: Council, text: str, allowed: list[str] = EVERYTHING) -> list[str]:
    page = search.search(council, text, allowed)
    assert len(page.hits) == page.total
    return sorted(page.counts)


@pytest.fixture
def rows(assessment: Assessment, measure: Measure, priority: Priority, leeds: Council, alice: User) -> dict[str, Any]:
    """A row of every source, and the field that its words are in."""
    now, day = timezone.now(), date(2018, 3, 16)
    challenge = Challenge.objects.create(council=leeds, reference="peers", title="Peer challenge")
    thread = Thread.objects.create(council=leeds)
    point = Point.objects.create(challenge=challenge, list="finding", number=1, text="Peers said much.", thread=thread)
    response = Response.objects.create(
        thread=thread, on=day, answer="accepted", different="Fewer stages.", by=alice, at=now
    )
    thread.response = response
    thread.save()
    action = Action.objects.create(council=leeds, reference="A1", title="One template")
    unit = councils.add_unit(council=leeds, name="Democratic Services", kind=Unit.Kind.SERVICE, by=alice)
    return {
        "priority": (priority, "title"), "measure": (measure, "definition"), "assessment": (assessment, "narrative"),
        "promise": (Promise.objects.create(council=leeds, assessment=assessment, words="We will report."), "what"),
        "question": (Question.objects.create(assessment=assessment, text="Why?", asked_by=alice, asked_at=now), "text"),
        "challenge": (challenge, "title"), "point": (point, None), "answer": (thread, None),
        "evidence": (Evidence.objects.create(
            thread=thread, kind="decision", words="Minuted", on=day, decision="Cabinet 12", vouched_by=alice, by=alice, at=now, kept_on=day,
        ), "words"),
        "action": (action, "purpose"),
        "milestone": (Milestone.objects.create(action=action, title="Template drafted", due=day), "title"),
        "risk": (Risk.objects.create(council=leeds, reference="R1", title="Too few people", **SCORES), "cause"),
        "project": (Project.objects.create(council=leeds, reference="P1", title="One template"), "purpose"),
        "programme": (Programme.objects.create(council=leeds, reference="PG1", title="Simpler reports"), "purpose"),
        "service_plan": (ServicePlan.objects.create(council=leeds, unit=unit, year=2018, words="Serve."), "words"),
    }  # fmt: skip


def test_the_sources_of_the_index_and_the_kinds_that_are_shown_are_the_same() -> None:
    assert [one.kind for one in searching.SOURCES] == EVERYTHING
    assert len({one.number for one in searching.SOURCES}) == len(searching.SOURCES)
    assert max(one.number for one in searching.SOURCES) < searching.KINDS_AT_MOST


@pytest.mark.parametrize("kind", EVERYTHING)
def test_a_row_is_found_as_soon_as_it_says_so_and_no_longer_than_that(
    kind: str, rows: dict[str, Any], leeds: Council, harborough: Council
) -> None:
    row, field = rows[kind]
    if field is None:  # the words of a challenge and of an answer are never changed: they are found as they were added
        assert kind in kinds(leeds, {"point": "peers said", "answer": "fewer stages"}[kind])
        return
    setattr(row, field, "A xylophone for everybody.")
    row.save()
    assert kinds(leeds, "xylophone") == [kind]
    assert kinds(harborough, "xylophone") == []
    setattr(row, field, "A drum.")
    row.save()
    assert kinds(leeds, "xylophone") == []
    setattr(row, field, "A xylophone after all.")
    row.save()
    if kind in ("promise", "question", "milestone", "risk"):
        type(row).objects.filter(pk=row.pk).delete()
        assert kinds(leeds, "xylophone") == []


def test_what_is_confidential_or_withdrawn_is_absent_from_the_index(rows: dict[str, Any], leeds: Council) -> None:
    evidence = rows["evidence"][0]
    assert kinds(leeds, "minuted") == ["evidence"]
    Evidence.objects.filter(pk=evidence.pk).update(confidential=True)
    assert kinds(leeds, "minuted") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_search WHERE rowid % 64 = 9")
        assert cursor.fetchone()[0] == 0


def test_only_kinds_that_a_person_may_open_are_found(rows: dict[str, Any], leeds: Council) -> None:
    allowed = found.may_find(lambda name: name != "delivery:risk")
    assert "risk" not in allowed and "action" in allowed
    assert kinds(leeds, "few people", allowed) == []
    assert kinds(leeds, "few people") == ["risk"]


def test_words_are_found_by_their_beginnings_and_endings(rows: dict[str, Any], leeds: Council) -> None:
    assert "action" in kinds(leeds, "templates") and "action" in kinds(leeds, "templ")
    assert kinds(leeds, "template one") == ["action", "project"], "all words, in any order"
    assert "priority" in kinds(leeds, "env-1") and "measure" in kinds(leeds, "NI 195a")


def test_a_measure_is_found_by_its_other_names(leeds: Council, measure: Measure) -> None:
    Measure.objects.filter(pk=measure.pk).update(other_names="fly posting; littering")
    assert kinds(leeds, "littering") == ["measure"]


@given(text=st.text(max_size=60))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_nothing_that_is_typed_is_an_operator_or_an_error(leeds: Council, text: str) -> None:
    search.search(leeds, text, EVERYTHING)


@pytest.mark.parametrize(
    "text", ['"', "litter AND (", "a* OR b:c", "NEAR(", "' & !x | y <->", "\\", "%", "col:litter -x", "{a b}"]
)
def test_signs_are_passed_over(leeds: Council, text: str) -> None:
    assert search.search(leeds, text, EVERYTHING).hits == []


def test_the_page_marks_the_words_escapes_the_rest_and_keeps_to_one_kind(
    rows: dict[str, Any], leeds: Council, alice: User, signed_in: Callable[[User], Client]
) -> None:
    Risk.objects.update(cause="<script>alert(1)</script> The xylophone & more")
    Action.objects.update(purpose="A xylophone too")
    client = signed_in(alice)
    page = client.get("/leeds/search/?q=xylophone").content.decode()
    assert '<mark class="record-hit">xylophone</mark> &amp; more' in page and "<script>alert" not in page
    assert "/leeds/delivery/risks/R1/" in page and "2 places say" in page
    page = client.get("/leeds/search/?q=xylophone&kind=action").content.decode()
    assert "/leeds/delivery/actions/A1/" in page and "/leeds/delivery/risks/R1/" not in page
    assert "Nothing says “&lt;zz&gt;”" in client.get("/leeds/search/?q=<zz>").content.decode()


def test_the_queries_do_not_grow_with_what_is_found(
    leeds: Council, alice: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(alice)
    Action.objects.bulk_create(Action(council=leeds, reference=f"X{n}", title="Xylophone") for n in range(70))
    with CaptureQueriesContext(connection) as few:
        page = client.get("/leeds/search/?q=X1&kind=action").content.decode()
    assert set(re.findall(r"/delivery/actions/(X\d+)/", page)) == {"X1", *(f"X1{n}" for n in range(10))}
    with CaptureQueriesContext(connection) as many:
        page = client.get("/leeds/search/?q=xylophone").content.decode()
    assert page.count("<mark") == 30 and len(many) == len(few)
    assert client.get("/leeds/search/?q=xylophone&page=3").content.decode().count("<mark") == 10


def test_a_councillor_searches_and_another_council_finds_nothing(
    rows: dict[str, Any], dana: User, charlie: User, signed_in: Callable[[User], Client], leeds: Council
) -> None:
    assert Role.COUNCILLOR in {one.role for one in leeds.memberships.filter(person=dana)}
    assert "/leeds/delivery/actions/A1/" in signed_in(dana).get("/leeds/search/?q=template").content.decode()
    assert "Nothing says" in signed_in(charlie).get("/harborough/search/?q=template").content.decode()

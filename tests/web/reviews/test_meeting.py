"""The challenge meeting: which assessments it looks at and why, one at a time; what is said there is kept and goes where it belongs."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from tallystick import periods
from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery.models import Action
from tallystick_web.measures.models import Due, Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions
from tallystick_web.reviews.models import Assessment, MeetingNote, OpenContradiction, Question, Round, State
from tallystick_web.reviews.queries import meetings

Browser = Callable[[User], Client]
TODAY = date(2009, 11, 1)


def why(round: Round, on: date = TODAY) -> dict[str, list[str]]:
    return {one.assessment.references: [said for _, said in one.why] for one in meetings.exceptions(round, on)}


def at(round: Round, rest: str = "") -> str:
    return f"/leeds/reviews/rounds/{round.slug}/meeting/{rest}"


def changed(assessment: Assessment, **fields: Any) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(**fields)


@pytest.fixture
def red(submitted: Assessment) -> Assessment:
    changed(submitted, rating="red")
    return Assessment.objects.get(pk=submitted.pk)


def test_an_assessment_with_nothing_to_look_at_is_no_exception(assessment: Assessment) -> None:
    changed(assessment, suggested="amber")
    assert why(assessment.round) == {}


def test_each_exception_says_why_it_is_one(
    assessment: Assessment, measure: Measure, priority: Priority, alice: User
) -> None:
    earlier = actions.open_round(council=assessment.council, period=periods.quarter(2009, 1), by=alice)
    actions.keep_assessment(
        round=earlier, priorities=[priority], narrative="", rating=Rating.GREEN, reason="", grades=[], by=alice
    )
    changed(assessment, rating="amber", suggested="red")
    OpenContradiction.objects.create(
        assessment=assessment, version=assessment.version, occasion="saved", start=0, end=1, text="x", kind="share",
        verdict="inconsistent", stated="1", working="w", at=timezone.now(),
    )  # fmt: skip
    Due.objects.create(
        collection=assessment.round.collection, measure=measure, frequency="quarter", start=date(2009, 10, 1), end=date(2009, 12, 31),
        available_on=date(2009, 10, 1), due_on=date(2009, 10, 14),
    )  # fmt: skip
    assert why(assessment.round)["ENV-1"] == [
        "Judged amber; the evidence suggests red", "Worse than last round: it was green", "1 figure in the text is contradicted",
        "Data late: Streets below standard: litter",
    ]  # fmt: skip
    assert len(why(assessment.round, date(2009, 10, 14))["ENV-1"]) == 3


def test_what_is_judged_greener_than_the_evidence_is_looked_at_first(
    assessment: Assessment, priority: Priority, alice: User
) -> None:
    other = plans.keep_priority(
        council=priority.council, reference="ENV-2", theme=priority.theme, title="Parks", by=alice
    )
    second = actions.keep_assessment(
        round=assessment.round, priorities=[other], narrative="", rating=Rating.RED, reason="", grades=[], by=alice
    )
    changed(assessment, suggested="red")
    changed(second, suggested="red")
    assert list(why(assessment.round)) == ["ENV-1", "ENV-2"]


def test_one_goes_through_them_by_links(red: Assessment, priority: Priority, alice: User, signed_in: Browser) -> None:
    other = plans.keep_priority(
        council=priority.council, reference="ENV-2", theme=priority.theme, title="Parks", by=alice
    )
    second = actions.keep_assessment(
        round=red.round, priorities=[other], narrative="", rating=Rating.RED, reason="", grades=[], by=alice
    )
    client = signed_in(alice)
    agenda = client.get(at(red.round)).content.decode()
    assert "2 exceptions to look at" in agenda and 'rel="next"' in agenda
    first = client.get(at(red.round, f"{red.pk}/")).content.decode()
    assert "1 of 2" in first and f"{second.pk}/" in first
    last = client.get(at(red.round, f"{second.pk}/")).content.decode()
    assert "2 of 2" in last and "minutes/" in last and f"{red.pk}/" in last
    assert client.get(at(red.round, "999/")).status_code == 404


def test_a_question_goes_into_the_thread_and_the_assessment_is_challenged(
    red: Assessment, bob: User, signed_in: Browser
) -> None:
    signed_in(bob).post(at(red.round, f"{red.pk}/note/"), {"kind": "question", "text": "Why red?"})
    asked = Question.objects.get()
    assert (asked.text, asked.asked_by, MeetingNote.objects.get().question) == ("Why red?", bob, asked)
    assert Assessment.objects.get(pk=red.pk).state == State.CHALLENGED


def test_an_action_is_added_for_the_priority_with_its_owner_and_day(
    red: Assessment, erin: User, alice: User, signed_in: Browser
) -> None:
    client, address = signed_in(alice), at(red.round, f"{red.pk}/note/")
    asked = {"kind": "action", "text": "Buy a second sweeper.", "owner": "", "due": ""}
    page = client.post(address, asked).content.decode()
    assert "Choose who does it" in page and "Enter the day by which it is done" in page and not Action.objects.exists()
    client.post(address, {**asked, "owner": erin.pk, "due": "2009-12-31"})
    added = Action.objects.get()
    assert (added.title, added.owner, added.due, added.reference) == (
        "Buy a second sweeper.",
        erin,
        date(2009, 12, 31),
        "A-001",
    )
    assert [one.reference for one in added.priorities.all()] == ["ENV-1"]


def test_a_decision_that_was_noted_becomes_an_action(
    red: Assessment, erin: User, alice: User, signed_in: Browser
) -> None:
    decided = actions.note_meeting(
        round=red.round, assessment=red, kind=MeetingNote.Kind.DECISION, text="Sweep twice a week.", by=alice
    )
    client, page = signed_in(alice), at(red.round, f"{red.pk}/")
    assert f'href="?from={decided.pk}#take"' in client.get(page).content.decode()
    form = client.get(f"{page}?from={decided.pk}").context["form"]
    assert (form["text"].value(), form["kind"].value()) == ("Sweep twice a week.", "action")
    typed = {"kind": "action", "text": form["text"].value(), "owner": erin.pk, "due": "2030-01-31"}
    client.post(f"{page}note/", typed)
    assert Action.objects.get(title="Sweep twice a week.").owner == erin
    assert MeetingNote.objects.filter(round=red.round).count() == 2


def test_a_question_that_cannot_be_asked_is_told_beside_the_form_and_nothing_is_kept(
    red: Assessment, alice: User, signed_in: Browser
) -> None:
    changed(red, state=State.AGREED)
    page = (
        signed_in(alice).post(at(red.round, f"{red.pk}/note/"), {"kind": "question", "text": "Why?"}).content.decode()
    )
    assert "This assessment is agreed" in page and "Why?" in page
    assert not MeetingNote.objects.exists()


def test_the_minutes_are_listed_and_taken_away(red: Assessment, erin: User, alice: User, signed_in: Browser) -> None:
    client, address = signed_in(alice), at(red.round, f"{red.pk}/note/")
    for note in (
        {"kind": "decision", "text": "=HYPERLINK() stays <b>red</b>."},
        {"kind": "action", "text": "Buy a sweeper.", "owner": erin.pk, "due": "2009-12-31"},
    ):
        client.post(address, note)
    page = client.get(at(red.round, "minutes/")).content.decode()
    assert "2 things were noted" in page and "&lt;b&gt;red" in page and "A-001" in page
    rows = b"".join(client.get(at(red.round, "minutes.csv"))).decode("utf-8-sig").splitlines()
    assert (
        rows[0].startswith("round,priority,kind,text")
        and "'=HYPERLINK" in rows[1]
        and "Erin,2009-12-31,Alice" in rows[2]
    )
    book = load_workbook(BytesIO(b"".join(client.get(at(red.round, "minutes.xlsx")))))
    assert book.active["D3"].value == "Buy a sweeper."
    assert Event.objects.filter(verb="meeting.noted").count() == 2


def test_notes_are_taken_while_the_round_is_open_by_those_who_write(
    red: Assessment, alice: User, dana: User, charlie: User, signed_in: Browser
) -> None:
    note = {"round": red.round, "assessment": red, "kind": MeetingNote.Kind.NOTE}
    for somebody in (dana, charlie):
        with pytest.raises(Refused):
            actions.note_meeting(**note, text="Hm.", by=somebody)
    with pytest.raises(Refused, match="Enter what was said"):
        actions.note_meeting(**note, text=" ", by=alice)
    actions.close_round(round=red.round, carrying="Late.", by=alice)
    red.round.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        actions.note_meeting(**note, text="Hm.", by=alice)
    assert "Take a note" not in signed_in(alice).get(at(red.round, f"{red.pk}/")).content.decode()


def test_the_queries_do_not_grow_with_sixty_exceptions(
    red: Assessment, priority: Priority, measure: Measure, alice: User, signed_in: Browser
) -> None:
    client = signed_in(alice)
    Due.objects.update(due_on=timezone.localdate() - timedelta(5))
    client.get(at(red.round))
    counts = []
    for number in range(60):
        if number in (1, 59):
            with CaptureQueriesContext(connection) as queries:
                client.get(at(red.round))
                client.get(at(red.round, f"{red.pk}/"))
            counts.append(len(queries))
        one = plans.keep_priority(
            council=priority.council, reference=f"T-{number}", theme=priority.theme, title="Trees", by=alice
        )
        plans.set_evidence(priority=one, measures=[measure], by=alice)
        actions.keep_assessment(
            round=red.round, priorities=[one], narrative="", rating=Rating.RED, reason="", grades=[], by=alice
        )
    assert counts[0] == counts[1] <= 40

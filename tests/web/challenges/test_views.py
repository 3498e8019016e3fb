"""The pages: from the words to the closing, in the browser of each person; what is confidential is not there for others."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.challenges import actions
from tallystick_web.challenges.models import Challenge, Evidence, Point, Thread
from tallystick_web.councils.models import Council, Role

from ..conftest import person
from .conftest import prove, words
from .test_pictures import photograph

SignedIn = Callable[[User], Client]
HOME = "/leeds/challenges/peers-2018/"
POINT = f"{HOME}points/recommendation-1/"
TODAY = timezone.localdate


def test_from_the_response_to_a_closing_by_a_second_person(
    thread: Thread, erin: User, alice: User, bob: User, signed_in: SignedIn
) -> None:
    team, officer, director = signed_in(alice), signed_in(erin), signed_in(bob)
    given = {"answer": "accepted", "officer": erin.pk, "different": "Less work.", "on": "2018-06-01", "version": 0}
    assert team.post(f"{POINT}respond/", given).status_code == 302
    assert officer.post(f"{POINT}steps/begin/", {"on": "2018-07-01"}).status_code == 302
    answer = officer.post(f"{POINT}steps/deliver/", {"on": "2019-01-10", "reason": ""})
    assert "Say it in a sentence" in words(answer)
    assert officer.post(f"{POINT}steps/deliver/", {"on": "2019-01-10", "reason": "One template."}).status_code == 302
    assert "no evidence on the record yet" in words(officer.get(f"{POINT}steps/evidence_impact/"))
    proof = {
        "kind": "decision",
        "words": "Taken up.",
        "on": "2018-06-04",
        "decision": "Executive",
        "vouched_by": erin.pk,
    }
    assert officer.post(f"{POINT}evidence/", proof).status_code == 302
    assert officer.post(f"{POINT}steps/evidence_impact/", {"words": "A day less a report."}).status_code == 302
    assert "Another person has to decide" in words(officer.get(f"{POINT}closing/"))
    officer.post(f"{POINT}closing/", {"do": "agree"})
    assert Thread.objects.get(pk=thread.pk).state == "delivered", "nobody closes alone"
    assert "A day less a report." in words(director.get(f"{POINT}closing/"))
    assert director.post(f"{POINT}closing/", {"do": "agree"}).status_code == 302
    page = words(director.get(POINT))
    assert "Delivered on 10 January 2019: One template." in page
    assert "It helped: A day less a report." in page
    assert "agreed by Bob" in page


def test_the_words_of_the_challenge_stand_beside_the_interpretation(
    answered: Thread, alice: User, signed_in: SignedIn
) -> None:
    actions.respond(thread=answered, interpretation="We read it as one template.", by=alice)
    page = words(signed_in(alice).get(POINT))
    assert "Simplify reports" in page and "We read it as one template." in page


def test_dana_reads_and_is_offered_nothing_to_change(answered: Thread, dana: User, signed_in: SignedIn) -> None:
    page = words(signed_in(dana).get(POINT))
    assert "A report is written once." in page
    for address in ("respond/", "steps/", "evidence/", "together/", "expect/"):
        assert f"{POINT}{address}" not in page
    assert signed_in(dana).get(f"{POINT}respond/").status_code == 403


def test_a_stale_answer_is_shown_with_both_texts(
    answered: Thread, alice: User, erin: User, signed_in: SignedIn
) -> None:
    actions.respond(thread=answered, different="Twice as much.", by=alice)
    given = {"answer": "accepted", "officer": erin.pk, "different": "Half.", "on": TODAY().isoformat(), "version": 1}
    answer = signed_in(erin).post(f"{POINT}respond/", given)
    assert answer.status_code == 409
    assert "Twice as much." in words(answer) and "Half." in words(answer)


CONFIDENTIAL = "The chief officer said it in private"


@pytest.fixture
def secret(delivered: Thread, alice: User) -> Evidence:
    prove(delivered, alice)
    return prove(delivered, alice, confidential=True, words=CONFIDENTIAL)


ADDRESSES = (
    POINT,
    f"{HOME}position/",
    f"{HOME}position.csv",
    f"{HOME}what-came-of-it/",
    "/leeds/challenges/recommendations.csv",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("role", Role)
def test_confidential_evidence_is_absent_for_those_who_may_not_see_it(
    role: Role, address: str, secret: Evidence, leeds: Council, signed_in: SignedIn
) -> None:
    somebody = person("Somebody", leeds, role)
    answer = signed_in(somebody).get(address)
    text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
    tells = address in (POINT, f"{HOME}position/", f"{HOME}position.csv")
    assert (CONFIDENTIAL in text) == (role in (Role.PERFORMANCE_TEAM, Role.DIRECTOR) and tells)
    if CONFIDENTIAL not in text:
        assert "onfidential" not in text, "not even that there is some"


def test_the_file_of_confidential_evidence_is_not_there_for_a_councillor(
    answered: Thread, alice: User, dana: User, signed_in: SignedIn
) -> None:
    upload = SimpleUploadedFile("minutes.txt", b"The minutes of the meeting, in some words.\n")
    given = {
        "kind": "file",
        "words": "Minutes.",
        "on": "2018-06-04",
        "vouched_by": alice.pk,
        "file": upload,
        "confidential": "on",
    }
    assert signed_in(alice).post(f"{POINT}evidence/", given).status_code == 302
    evidence = Evidence.objects.get()
    address = f"/leeds/challenges/evidence/{evidence.pk}/file"
    answer = signed_in(alice).get(address)
    assert b"".join(answer.streaming_content) == b"The minutes of the meeting, in some words.\n"  # type: ignore[arg-type]
    assert answer["Content-Disposition"].startswith("attachment")
    assert signed_in(dana).get(address).status_code == 404
    assert "minutes" not in str(Event.objects.filter(verb="evidence.added").values_list("target", "detail"))


def test_a_photograph_is_kept_without_its_place_and_given_out_to_be_saved_only(
    answered: Thread, alice: User, dana: User, signed_in: SignedIn
) -> None:
    upload = SimpleUploadedFile("bins.jpg", photograph(b"51.5 North"))
    given = {"kind": "file", "words": "Bins.", "on": "2018-06-04", "vouched_by": alice.pk, "file": upload}
    assert signed_in(alice).post(f"{POINT}evidence/", {**given, "confidential": "on"}).status_code == 302
    address = f"/leeds/challenges/evidence/{Evidence.objects.get().pk}/file"
    answer = signed_in(alice).get(address)
    data = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    assert data.startswith(b"\xff\xd8\xff") and b"51.5 North" not in data
    assert answer["Content-Disposition"] == 'attachment; filename="bins.jpg"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert signed_in(dana).get(address).status_code == 404


def test_a_file_that_cannot_be_read_is_no_evidence(answered: Thread, alice: User, signed_in: SignedIn) -> None:
    upload = SimpleUploadedFile("photo.exe", b"MZ\x90\x00" + bytes(range(256)) * 8)
    given = {"kind": "file", "words": "A programme.", "on": "2018-06-04", "vouched_by": alice.pk, "file": upload}
    answer = signed_in(alice).post(f"{POINT}evidence/", given)
    assert answer.status_code == 200 and "govuk-error-summary" in words(answer)
    assert not Evidence.objects.exists()


def test_people_met_in_confidence_are_there_for_the_performance_team_and_directors_only(
    challenge: Challenge, alice: User, dana: User, bob: User, signed_in: SignedIn
) -> None:
    actions.set_met(
        challenge=challenge,
        met=[("Ward councillors", "group of eight", False), ("A manager", "in person", True)],
        by=alice,
    )
    assert all("A manager" in words(signed_in(one).get(HOME)) for one in (alice, bob))
    page = words(signed_in(dana).get(HOME))
    assert "Ward councillors" in page and "A manager" not in page and "onfidential" not in page
    assert "manager" not in str(Event.objects.filter(verb="challenge.met_set").values_list("target", "detail"))


def test_the_days_of_a_challenge_are_kept_and_its_words_are_not_asked_for(
    challenge: Challenge, alice: User, signed_in: SignedIn
) -> None:
    browser = signed_in(alice)
    assert "Simplify reports" not in words(browser.get(f"{HOME}edit/"))
    given = {"title": "Peers of 2018", "kind": "peer_corporate", "last_day": "2018-03-16", "report_published": "2018-06-01",
             "met": "Ward councillors | group of eight\nUnison"}  # fmt: skip
    assert browser.post(f"{HOME}edit/", given).status_code == 302
    challenge.refresh_from_db()
    assert (challenge.title, challenge.report_published) == ("Peers of 2018", date(2018, 6, 1))
    assert [str(one) for one in challenge.met.all()] == ["Ward councillors, group of eight", "Unison"]


def test_the_clocks_of_its_own_time_stand_beside_those_of_today(
    challenge: Challenge, dana: User, signed_in: SignedIn
) -> None:
    page = words(signed_in(dana).get(f"{HOME}clocks/?on=2020-03-28"))
    assert "1 clock was missed" in page
    assert "Missed by 12 days" in page
    assert "Not asked for" not in page, "the rules of 2020 are those of 2018"
    later = words(signed_in(dana).get(f"{HOME}clocks/"))
    assert "Today: The strengthened challenge" in later and "Not asked for" in later


def test_the_next_challenge_is_not_missed_but_waits_to_be_told_of(
    challenge: Challenge, leeds: Council, alice: User, dana: User, signed_in: SignedIn
) -> None:
    page = words(signed_in(alice).get(f"{HOME}clocks/?on=2023-03-28"))
    assert "1 clock was missed" in page and "No day entered, 12 days past" in page and "say on which day" in page
    assert "the performance team can say on which day" in words(signed_in(dana).get(f"{HOME}clocks/?on=2023-03-28"))
    actions.keep_challenge(council=leeds, reference="peers-2022", title="Peers", last_day=date(2022, 11, 4), by=alice)
    page = words(signed_in(alice).get(f"{HOME}clocks/?on=2023-03-28"))
    assert "Met on 4 November 2022" in page and "No day entered" not in page and "nothing here says" not in page


def test_reminders_name_the_clocks_that_ran_out_and_those_that_soon_will(challenge: Challenge, leeds: Council) -> None:
    from tallystick_web.challenges.queries.clocks import clocks_due

    told = [(one.reading.clock.key, one.reading.words) for one in clocks_due(leeds, date(2020, 2, 1))]
    assert told == [("follow_up", "due in 44 days")]
    assert [one.reading.clock.key for one in clocks_due(leeds, date(2023, 3, 17))] == ["follow_up", "next_challenge"]
    actions.keep_challenge(council=leeds, reference="peers-2018", progress_review=date(2020, 3, 1), by=None)
    assert [one.reading.clock.key for one in clocks_due(leeds, date(2020, 5, 1))] == []


def test_the_position_statement_tells_any_day_again(delivered: Thread, alice: User, signed_in: SignedIn) -> None:
    browser = signed_in(alice)
    then, now = words(browser.get(f"{HOME}position/?on=2018-06-15")), words(browser.get(f"{HOME}position/"))
    assert "Responded" in then and "One template is in use." not in then
    assert "Delivered on 10 January 2019: One template is in use." in now
    table = b"".join(browser.get(f"{HOME}position.csv?on=2018-06-15").streaming_content)  # type: ignore[arg-type]
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert [(row["list"], row["state"]) for row in rows] == [
        ("Key recommendations", "Responded"),
        ("Quick wins", "Received"),
    ]
    assert rows[0]["what was not done and why"] == "Answered on 1 June 2018; delivery has not begun."


def test_an_export_does_not_begin_a_formula(challenge: Challenge, alice: User, signed_in: SignedIn) -> None:
    actions.keep_point(
        challenge=challenge, list=Point.List.QUICK_WIN, number=2, theme="", title="=1+1", text="", by=alice
    )
    table = b"".join(signed_in(alice).get("/leeds/challenges/recommendations.csv").streaming_content)  # type: ignore[arg-type]
    assert b"'=1+1" in table


def test_the_list_is_narrowed_and_put_in_order(answered: Thread, erin: User, alice: User, signed_in: SignedIn) -> None:
    browser = signed_in(alice)
    page = words(browser.get("/leeds/challenges/recommendations/"))
    assert "1 of 2 points is not answered yet" in page
    page = words(browser.get(f"/leeds/challenges/recommendations/?officer={erin.pk}&sort=-state"))
    assert "Simplify reports" in page and "Proof-reader" not in page
    page = words(browser.get("/leeds/challenges/recommendations/?officer=none&state=received&list=quick_win&q=proof"))
    assert "Proof-reader" in page and "Simplify reports" not in page


def test_many_are_changed_at_once_after_a_look(
    answered: Thread, challenge: Challenge, bob: User, signed_in: SignedIn
) -> None:
    browser, other = signed_in(bob), challenge.points.get(list="quick_win").thread
    assert other is not None
    given = {"chosen": [answered.pk, other.pk], "verb": "begin", "officer": bob.pk, "do": "look"}
    page = words(browser.post("/leeds/challenges/recommendations/change/", given))
    assert "Responded → <strong>In delivery</strong>" in page and "Stays as it is." in page
    assert Thread.objects.get(pk=answered.pk).state == "responded", "a look changes nothing"
    browser.post("/leeds/challenges/recommendations/change/", {**given, "do": "change"})
    answered.refresh_from_db()
    assert (answered.state, answered.response and answered.response.officer) == ("in_delivery", bob)
    assert Thread.objects.get(pk=other.pk).response is None


def test_a_point_of_another_council_cannot_be_ticked(answered: Thread, charlie: User, signed_in: SignedIn) -> None:
    answer = signed_in(charlie).post(
        "/harborough/challenges/recommendations/change/",
        {"chosen": [answered.pk, "9" * 19, "9" * 5_000], "verb": "begin", "do": "change"},
    )
    assert answer.status_code == 302
    assert Thread.objects.get(pk=answered.pk).state == "responded"


def test_points_are_answered_together_from_the_page(
    answered: Thread, challenge: Challenge, alice: User, signed_in: SignedIn
) -> None:
    browser, other = signed_in(alice), challenge.points.get(list="quick_win")
    browser.post(f"{POINT}together/", {"do": "together", "points": other.pk, "reason": "Both are about reports."})
    assert "Answered together with" in words(browser.get(POINT))
    assert "A report is written once." in words(browser.get(f"{HOME}points/quick-win-1/"))
    browser.post(f"{POINT}together/", {"do": "apart", "reason": "One is wider."})
    assert "Answered together with" not in words(browser.get(POINT))


def test_a_finding_is_read_as_a_strength_and_found_under_todays_theme(
    challenge: Challenge, alice: User, signed_in: SignedIn
) -> None:
    actions.keep_point(
        challenge=challenge, list=Point.List.FINDING, number=1, theme="4.5 Capacity to deliver", title="",
        text="Staff are willing.", place="line 88", by=alice,
    )  # fmt: skip
    browser = signed_in(alice)
    browser.post(f"{HOME}findings/1/", {"nature": "strength"})
    page = words(browser.get(f"{HOME}?themes=today"))
    assert "Strength" in page and "line 88" in page
    assert "Staff are willing." in page.split("Capacity for improvement")[1]


PAGES = (
    HOME,
    POINT,
    f"{HOME}position/",
    f"{HOME}what-came-of-it/",
    "/leeds/challenges/",
    "/leeds/challenges/recommendations/",
)


@pytest.mark.parametrize("address", PAGES)
def test_the_number_of_queries_does_not_grow_with_the_rows(
    address: str,
    delivered: Thread,
    challenge: Challenge,
    alice: User,
    signed_in: SignedIn,
    django_assert_max_num_queries: Any,
) -> None:
    browser = signed_in(alice)
    prove(delivered, alice)
    with django_assert_max_num_queries(60) as few:
        browser.get(address)
    for number in range(2, 12):
        point = actions.keep_point(
            challenge=challenge,
            list=Point.List.QUICK_WIN,
            number=number,
            theme="",
            title=f"Win {number}",
            text="",
            by=alice,
        )
        assert point.thread is not None
        actions.respond(thread=point.thread, answer="accepted", different="More.", officer=alice, by=alice)
        prove(point.thread, alice)
    with django_assert_max_num_queries(len(few)):
        browser.get(address)


def test_business_as_usual_is_proposed_with_a_date(
    delivered: Thread, alice: User, bob: User, signed_in: SignedIn
) -> None:
    prove(delivered, alice)
    closing = actions.propose_closing(thread=delivered, verb="evidence_impact", words="It helped.", by=alice)
    actions.decide(closing=closing, verb="agree", by=bob)
    answer = signed_in(alice).post(f"{POINT}steps/settle/", {"words": "It is how we work."})
    assert "looked at again" in words(answer)
    later = (TODAY() + timedelta(days=200)).isoformat()
    assert (
        signed_in(alice)
        .post(f"{POINT}steps/settle/", {"words": "It is how we work.", "review_date": later})
        .status_code
        == 302
    )


def test_no_two_fields_of_answering_together_share_an_id(
    answered: Thread, challenge: Challenge, alice: User, signed_in: SignedIn
) -> None:
    browser, other = signed_in(alice), challenge.points.get(list="quick_win")
    browser.post(f"{POINT}together/", {"do": "together", "points": other.pk, "reason": "Both are about reports."})
    actions.keep_point(
        challenge=challenge, list=Point.List.QUICK_WIN, number=2, theme="", title="Shorter reports", text="", by=alice
    )
    page = browser.get(f"{POINT}together/").content.decode()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) and page.count('name="reason"') == 2


@pytest.mark.parametrize("page", ["position/", "clocks/", "what-came-of-it/"])
def test_a_day_is_read_as_it_is_written_here_or_said_not_to_be_one(page: str, delivered: Thread, alice: User, signed_in: SignedIn) -> None:  # fmt: skip
    browser = signed_in(alice)
    assert browser.get(f"{HOME}{page}?on=15/06/2018").context["on"] == date(2018, 6, 15)
    for typed, said in (("31/13/2026", "such as 30 September 2026. What you see is as of today."), ("31/12/2999", "within reach"), ("", "")):  # fmt: skip
        answer = browser.get(f"{HOME}{page}?on={typed}")
        assert answer.context["on"] == timezone.localdate() and (said == "within reach" or said in words(answer))
    later = timezone.localdate() + timedelta(days=1)
    assert "is still to come. What you see is as of today." in words(browser.get(f"{HOME}{page}?on={later:%d/%m/%Y}"))


def test_what_is_taken_up_again_is_not_called_delivered(delivered: Thread, alice: User, bob: User, signed_in: SignedIn) -> None:  # fmt: skip
    actions.step(thread=delivered, verb="reopen", reason="The template is not used.", by=bob)
    actions.respond(thread=delivered, different="Two templates are in use.", by=alice)
    actions.step(thread=delivered, verb="begin", by=alice)
    page = words(signed_in(alice).get(f"{HOME}position/"))
    assert "Delivered on 10 January 2019" not in page and "Not delivered yet: in delivery since" in page


def test_a_councillor_is_not_offered_for_what_a_councillor_cannot_do(
    thread: Thread, alice: User, dana: User, signed_in: SignedIn
) -> None:
    pages = [f"{POINT}respond/", "/leeds/delivery/add/action/", "/leeds/delivery/add/risk/"]
    for page in pages:
        told = signed_in(alice).get(page).content.decode()
        assert f"{alice}</option>" in told and f"{dana}</option>" not in told, page

"""The register of promises: read from narratives, kept once, answered by people, never lost."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from tallystick import periods
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.common.words import day
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import Refused
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions, queries
from tallystick_web.reviews.models import Assessment, Promise, Round

Browser = Callable[[User], Client]
SAID = "The results of the litter survey will be published in February 2010."


def save(assessment: Assessment, by: User, narrative: str = SAID) -> Assessment:
    return actions.judge(
        assessment=assessment, narrative=narrative, rating=None, reason="", version=assessment.version, by=by
    )


@pytest.fixture
def promise(assessment: Assessment, alice: User) -> Promise:
    save(assessment, alice)
    return Promise.objects.get()


@pytest.fixture
def later(round: Round, priority: Priority, alice: User) -> Assessment:
    """The assessment of the same priority two quarters later."""
    after = actions.open_round(council=round.council, period=periods.quarter(2009, 4), by=alice)
    return actions.keep_assessment(
        round=after, priorities=[priority], narrative="", rating=None, reason="", grades=[], by=alice
    )


def test_a_promise_is_read_when_a_narrative_is_saved(promise: Promise, assessment: Assessment) -> None:
    assert promise.words in SAID and promise.assessment == assessment
    assert promise.due is not None and promise.due.end == date(2010, 2, 28)


def test_a_promise_is_read_when_a_document_is_brought_in(round: Round, priority: Priority, alice: User) -> None:
    actions.keep_assessment(
        round=round, priorities=[priority], narrative=SAID, rating=None, reason="", grades=[], by=alice
    )
    assert Promise.objects.count() == 1


def test_saving_again_keeps_it_once(promise: Promise, assessment: Assessment, alice: User) -> None:
    now = Assessment.objects.get(pk=assessment.pk)
    save(now, alice, f"More was done.\n\n{SAID}")
    assert Promise.objects.get() == promise


def test_a_promise_that_is_no_longer_said_is_kept_as_dropped_and_comes_back(
    promise: Promise, assessment: Assessment, alice: User
) -> None:
    save(Assessment.objects.get(pk=assessment.pk), alice, "Nothing to say.")
    assert Promise.objects.get().dropped
    save(Assessment.objects.get(pk=assessment.pk), alice)
    assert not Promise.objects.get().dropped


def test_it_is_overdue_when_its_period_has_ended(promise: Promise) -> None:
    assert queries.promise_state(promise, date(2010, 2, 28)) == "open"
    assert queries.promise_state(promise, date(2010, 3, 1)) == "overdue"
    council = promise.council
    assert list(queries.promises(council, "overdue", date(2010, 3, 1))) == [promise]
    assert list(queries.promises(council, "open", date(2010, 3, 1))) == []


def test_the_author_of_the_next_round_is_asked(
    promise: Promise, later: Assessment, alice: User, signed_in: Browser
) -> None:
    words = signed_in(alice).get(f"/leeds/reviews/assessments/{later.pk}/").content.decode()
    assert "Promised in earlier rounds" in words and promise.words in words and "Overdue" in words


def test_the_round_that_promises_is_not_asked_about_itself(promise: Promise, assessment: Assessment) -> None:
    assert queries.promises_to_answer(assessment) == []


def test_it_is_kept_from_the_editor_with_the_words_that_keep_it(
    promise: Promise, later: Assessment, alice: User, signed_in: Browser
) -> None:
    address, text = f"/leeds/reviews/assessments/{later.pk}/check/", "The survey was published on 12 February."
    client, asked = signed_in(alice), {"narrative": text, "do": f"kept:{promise.pk}"}
    answer = client.post(address, asked, headers={"HX-Request": "true"})
    assert "Give the words that keep the promise" in answer.content.decode()
    client.post(address, {**asked, f"words-{promise.pk}": text}, headers={"HX-Request": "true"})
    promise.refresh_from_db()
    assert (promise.kept_words, promise.kept_by, promise.kept_in) == (text, alice, later)
    assert queries.promises_to_answer(later) == []
    assert Event.objects.get(verb="promise.kept").detail["words"] == text


def test_it_is_kept_and_opened_again_from_the_register(promise: Promise, bob: User, signed_in: Browser) -> None:
    client, address = signed_in(bob), f"/leeds/reviews/promises/{promise.pk}/"
    assert "Enter the words that keep the promise" in client.post(address).content.decode()
    client.post(address, {"words": "Published on the council's pages."})
    register = client.get("/leeds/reviews/promises/?state=kept").content.decode()
    assert "Published on the council" in register and "Bob" in register
    client.post(address)
    promise.refresh_from_db()
    assert promise.kept_at is None and Event.objects.get(verb="promise.reopened").detail["words"]


def test_a_promise_is_kept_once(promise: Promise, alice: User) -> None:
    actions.keep_promise(promise=promise, words="Done.", by=alice)
    with pytest.raises(Refused, match="already"):
        actions.keep_promise(promise=promise, words="Done again.", by=alice)


def test_a_councillor_reads_the_register_and_keeps_nothing(promise: Promise, dana: User, signed_in: Browser) -> None:
    words = signed_in(dana).get("/leeds/reviews/promises/").content.decode()
    assert promise.words in words and f"/promises/{promise.pk}/" not in words
    with pytest.raises(Refused):
        actions.keep_promise(promise=promise, words="Done.", by=dana)


def test_the_register_is_as_at_the_newest_round_or_the_day_asked_for(
    promise: Promise, dana: User, signed_in: Browser
) -> None:
    client = signed_in(dana)
    assert "No promise is overdue" in client.get("/leeds/reviews/promises/").content.decode()
    asked = client.get("/leeds/reviews/promises/", {"on": "2010-04-01", "state": "overdue"}).content.decode()
    assert "1 promise is overdue" in asked and promise.words in asked
    assert client.get("/leeds/reviews/promises/", {"on": "the other day"}).status_code == 200


def test_the_home_says_as_at_which_day_promises_are_counted(promise: Promise, dana: User, signed_in: Browser) -> None:
    newest = promise.assessment.round
    page = signed_in(dana).get("/leeds/").content.decode()
    assert (
        f"As at {day(newest.end)}, the end of the round: no promise made in assessments is overdue, 1 not due yet."
        in page
    )


def test_another_council_sees_none_of_it(promise: Promise, charlie: User, signed_in: Browser) -> None:
    client = signed_in(charlie)
    assert "Nothing has been promised yet" in client.get("/harborough/reviews/promises/").content.decode()
    assert client.get(f"/harborough/reviews/promises/{promise.pk}/").status_code == 404


def test_the_words_of_a_promise_are_escaped(assessment: Assessment, alice: User, signed_in: Browser) -> None:
    save(assessment, alice, "The <b>results</b> of the survey will be published in February 2010.")
    words = signed_in(alice).get("/leeds/reviews/promises/").content.decode()
    assert "<b>results" not in words and Promise.objects.exists()


def test_the_register_is_had_as_a_file_of_what_its_filters_leave(
    promise: Promise, dana: User, signed_in: Browser
) -> None:
    client = signed_in(dana)
    rows = b"".join(client.get("/leeds/reviews/promises.csv")).decode("utf-8-sig").splitlines()
    assert (
        rows[0].startswith("round,priority,promise,who,when,due")
        and promise.words in rows[1]
        and "2010-02-28" in rows[1]
    )
    assert len(b"".join(client.get("/leeds/reviews/promises.csv", {"state": "kept"})).splitlines()) == 1
    book = load_workbook(BytesIO(b"".join(client.get("/leeds/reviews/promises.xlsx"))))
    assert book.active["C2"].value == promise.words


def test_the_register_is_sorted_on_the_page_and_in_the_file(
    assessment: Assessment, alice: User, dana: User, signed_in: Browser
) -> None:
    save(assessment, alice, f"{SAID} A map of every bin will be published in January 2010.")
    client = signed_in(dana)

    def order(sort: str) -> list[str]:
        rows = b"".join(client.get("/leeds/reviews/promises.csv", {"sort": sort})).decode().splitlines()[1:]
        page = client.get("/leeds/reviews/promises/", {"sort": sort}).content.decode()
        found = ["bin" if "every bin" in row else "survey" for row in rows]
        assert (page.index("every bin") < page.index("litter survey")) == (found == ["bin", "survey"])
        return found

    assert order("due") == order("promise") == ["bin", "survey"]
    assert order("-due") == order("-promise") == ["survey", "bin"]


def test_another_councils_promises_are_in_no_file(promise: Promise, charlie: User, signed_in: Browser) -> None:
    assert promise.words not in b"".join(signed_in(charlie).get("/harborough/reviews/promises.csv")).decode()


def test_promises_of_narratives_kept_before_the_register_are_read_for_a_council_once(
    assessment: Assessment, alice: User
) -> None:
    save(assessment, alice)
    Promise.objects.all().delete()  # as in a database from before the register
    council = assessment.round.council
    before = Assessment.objects.values("version", "narrative").get()
    assert actions.read_promises(council=council, by=None) == 1
    kept = Promise.objects.get()
    assert kept.words in SAID and kept.due is not None and kept.due.end == date(2010, 2, 28)
    assert Event.objects.filter(verb="promises.read", council=council.slug).count() == 1
    assert actions.read_promises(council=council, by=None) == 0
    assert Promise.objects.get() == kept and Event.objects.filter(verb="promises.read").count() == 1
    assert Assessment.objects.values("version", "narrative").get() == before


def test_another_councils_promises_are_left_alone(assessment: Assessment, harborough: Council, alice: User) -> None:
    save(assessment, alice)
    Promise.objects.all().delete()
    assert actions.read_promises(council=harborough, by=None) == 0
    assert not Promise.objects.exists()


def test_a_pronoun_is_not_named_as_the_one_who_promised(
    assessment: Assessment, alice: User, signed_in: Browser
) -> None:
    save(assessment, alice, "We will publish the review of litter by February 2010.")
    assert Promise.objects.get().who == "We"
    page = signed_in(alice).get("/leeds/reviews/promises/").content.decode()
    assert "publish the review of litter" in page and "by We" not in page

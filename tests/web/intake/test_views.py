"""The pages of bringing in: who may open them, what they say, and that a large file does not make them slow."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tallystick import periods
from tallystick_web.councils.models import Council
from tallystick_web.intake import actions, queries
from tallystick_web.intake.models import Item, Proposal, State
from tallystick_web.measures.models import Measure, Observation
from tallystick_web.plans.models import Plan, Priority

from .conftest import TRACKER, VALUES

Browser = Callable[[Any], Client]


def text_of(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def upload(browser: Client, text: str, name: str, **more: str) -> Any:
    return browser.post("/leeds/documents/", {"file": SimpleUploadedFile(name, text.encode()), **more}, follow=True)


def test_an_uploaded_tracker_leads_to_its_review(leeds: Council, alice: Any, signed_in: Browser) -> None:
    page = upload(signed_in(alice), TRACKER.replace(", Quarter 2 2009/10", ""), "tracker.txt", period="Q2 2009/10")
    told = text_of(page)
    assert page.redirect_chain[-1][0] == f"/leeds/documents/{Proposal.objects.get().pk}/"
    assert "9 things to decide in tracker.txt" in told
    assert "This tracker is read as that of Q2 2009/10" in told
    assert "Litter fell in every ward." in told
    assert "Accept all 9 that are certain" in told
    assert not Plan.objects.exists()


def test_the_same_file_again_says_that_nothing_is_new(propose: Any, alice: Any, signed_in: Browser) -> None:
    actions.accept_certain(proposal=propose(VALUES), by=alice)
    told = text_of(upload(signed_in(alice), VALUES, "values.csv"))
    assert "Nothing new in this file" in told
    assert "3 things are held already" in told


def test_the_heading_says_how_many_files_wait_for_a_decision(propose: Any, alice: Any, signed_in: Browser) -> None:
    def told() -> str:
        return text_of(signed_in(alice).get("/leeds/documents/"))

    assert "Bring in a document Nothing was brought in yet" in told()
    proposal = propose(VALUES)
    assert "1 of 1 file that was brought in waits for a decision" in told()
    actions.accept_certain(proposal=proposal, by=alice)
    assert "Everything in 1 file that was brought in is decided" in told()


def test_files_that_were_brought_in_are_filtered_and_sorted(leeds: Council, alice: Any, signed_in: Browser) -> None:
    browser = signed_in(alice)
    for name, text in (("zebra.csv", VALUES), ("apple.txt", "Dear all,\n\nthe meeting is on Monday.\n")):
        upload(browser, text, name)

    def files(query: str) -> list[str]:
        page = browser.get(f"/leeds/documents/?{query}").content.decode()
        return re.findall(r">(zebra\.csv|apple\.txt)</a>", page)

    assert files("") == ["apple.txt", "zebra.csv"] and files("sort=-name") == ["zebra.csv", "apple.txt"]
    assert files("show=waiting") == files("q=ZEB") == ["zebra.csv"] and files("show=decided") == ["apple.txt"]
    assert files("q=none") == [] and "No files match" in text_of(browser.get("/leeds/documents/?q=none"))


def test_a_document_of_no_known_form_says_what_was_read_and_what_to_do(
    leeds: Council, alice: Any, signed_in: Browser
) -> None:
    told = text_of(upload(signed_in(alice), "Dear all,\n\nthe meeting is on Monday.\n", "letter.txt"))
    assert "its form is not known" in told
    assert "the meeting is on Monday." in told
    assert "What you can do" in told


def test_a_period_that_is_none_is_said_beside_the_field(leeds: Council, alice: Any, signed_in: Browser) -> None:
    page = upload(signed_in(alice), TRACKER, "tracker.txt", period="next spring")
    assert page.status_code == 422
    assert 'Enter the period as officers write it. "next spring" is no period' in html.unescape(text_of(page))
    assert text_of(page).count("write one such as") == text_of(page).count("Enter the period as officers")
    assert not Proposal.objects.exists()


def test_accepting_all_that_are_certain_takes_one_button(propose: Any, alice: Any, signed_in: Browser) -> None:
    proposal = propose(TRACKER, "tracker.txt")
    page = signed_in(alice).post(f"/leeds/documents/{proposal.pk}/decide/", {"decision": "accept-certain"}, follow=True)
    assert "Accepted 9 items." in text_of(page)
    assert "Everything in tracker.txt is decided" in text_of(page)
    assert Priority.objects.count() == 3


def test_one_item_can_be_accepted_refused_and_taken_back(
    propose: Any, alice: Any, signed_in: Browser, item_of: Any
) -> None:
    proposal = propose(TRACKER, "tracker.txt")
    browser, item = signed_in(alice), item_of(proposal, "priority", "LN-1")
    address = f"/leeds/documents/{proposal.pk}/items/{item.position}/"
    for decision, state in (("refuse", State.REFUSED), ("reconsider", State.WAITING), ("accept", State.ACCEPTED)):
        assert browser.post(address, {"decision": decision}, follow=True).status_code == 200
        item.refresh_from_db()
        assert item.state == state
    assert "no longer waiting" in text_of(browser.post(address, {"decision": "accept"}, follow=True))


def test_a_correction_is_kept_beside_the_original_and_can_be_accepted_at_once(
    propose: Any, alice: Any, signed_in: Browser, item_of: Any
) -> None:
    proposal = propose(TRACKER, "tracker.txt")
    browser, item = signed_in(alice), item_of(proposal, "priority", "LN-1")
    address = f"/leeds/documents/{proposal.pk}/items/{item.position}/"
    fields = {"reference": "LN-1", "title": "", "theme": item.payload["theme"]}
    wrong = browser.post(address, fields | {"save": "keep"})
    assert (wrong.status_code, "Enter the title" in text_of(wrong)) == (422, True)
    page = browser.post(address, fields | {"title": "Help all to read", "save": "keep"}, follow=True)
    assert "Read in the file: Help every child to read" in text_of(page)
    browser.post(address, fields | {"title": "Help everybody to read", "save": "accept"})
    assert Priority.objects.get().title == "Help everybody to read"


@pytest.mark.parametrize("record", ["plan", "theme", "assessment", "observation", "measure", "area", "target"])
def test_every_kind_of_item_can_be_saved_as_it_was_read(
    propose: Any, alice: Any, signed_in: Browser, item_of: Any, record: str
) -> None:
    values = "Reference,Title,Area,Period,Value,Target\nA1,Trees planted,Core cities,Q1 2009/10,4,5\n"
    in_tracker = record in ("plan", "theme", "assessment")
    proposal = propose(TRACKER, "tracker.txt") if in_tracker else propose(values)
    item = item_of(proposal, record)
    address = f"/leeds/documents/{proposal.pk}/items/{item.position}/"
    browser = signed_in(alice)
    form = browser.get(address).context["form"]
    fields = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    assert browser.post(address, fields | {"save": "keep"}).status_code == 302
    item.refresh_from_db()
    assert item.original is None


def test_a_corrected_value_keeps_the_kind_of_its_period(
    propose: Any, alice: Any, signed_in: Browser, item_of: Any
) -> None:
    proposal = propose("Reference,Title,Frequency,Period,Value\nA1,Trees,year to date,April to June 2009,4\n")
    item = item_of(proposal, "observation")
    address = f"/leeds/documents/{proposal.pk}/items/{item.position}/"
    browser = signed_in(alice)
    form = browser.get(address).context["form"]
    fields = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    browser.post(address, fields | {"value": "5", "save": "keep"})
    item.refresh_from_db()
    assert (item.payload["value"], item.payload["frequency"]) == ("5", "year_to_date")
    browser.post(address, fields | {"period": "Q1 2009/10", "save": "keep"})
    item.refresh_from_db()
    assert item.payload["frequency"] == "quarter"


def test_a_plan_without_a_name_gets_one_from_a_person(
    propose: Any, alice: Any, signed_in: Browser, item_of: Any
) -> None:
    proposal = propose(TRACKER, "tracker.txt")
    item = item_of(proposal, "plan")
    Item.objects.filter(pk=item.pk).update(
        payload={"reference": "", "title": "", "order": 1}, change="doubtful", certain=False
    )
    address = f"/leeds/documents/{proposal.pk}/items/{item.position}/"
    browser = signed_in(alice)
    assert "Type its name" in text_of(browser.post(address, {"decision": "accept"}, follow=True))
    browser.post(address, {"title": "The City’s Plan", "save": "accept"})
    assert Plan.objects.get().reference == "the-citys-plan"
    actions.accept_certain(proposal=proposal, by=alice)
    assert Priority.objects.filter(theme__plan__reference="the-citys-plan").count() == 3


def test_items_are_narrowed_by_the_filters(propose: Any, alice: Any, signed_in: Browser) -> None:
    proposal = propose(TRACKER, "tracker.txt")
    told = text_of(signed_in(alice).get(f"/leeds/documents/{proposal.pk}/?record=theme"))
    assert "Theme Learning" in told
    assert "Priority LN-1" not in told


def test_what_is_held_stands_beside_what_would_replace_it(
    propose: Any, alice: Any, signed_in: Browser, measure: Measure
) -> None:
    proposal = propose(VALUES.replace("11.75,provisional", "11.6,validated"))
    assert "Held now: 11.75" in text_of(signed_in(alice).get(f"/leeds/documents/{proposal.pk}/"))


def test_ticking_nothing_says_so(propose: Any, alice: Any, signed_in: Browser) -> None:
    proposal = propose(TRACKER, "tracker.txt")
    page = signed_in(alice).post(f"/leeds/documents/{proposal.pk}/decide/", {"decision": "accept-chosen"}, follow=True)
    assert "Tick the items that you want to accept" in text_of(page)


def test_the_way_back_keeps_the_filters_and_stays_on_this_site(propose: Any, alice: Any, signed_in: Browser) -> None:
    proposal = propose(TRACKER, "tracker.txt")
    address = f"/leeds/documents/{proposal.pk}/"
    browser = signed_in(alice)
    for wanted, given in (
        (f"{address}?record=theme", f"{address}?record=theme"),
        ("https://elsewhere.example/", address),
    ):
        assert browser.post(f"{address}decide/", {"decision": "accept-chosen", "next": wanted}).url == given


def test_who_has_decided_one_item_goes_on_with_the_next(propose: Any, alice: Any, signed_in: Browser) -> None:
    proposal = propose(TRACKER, "tracker.txt")
    address, browser = f"/leeds/documents/{proposal.pk}/", signed_in(alice)
    waiting = [item.position for item in queries.items(proposal, state="waiting")]
    refused, following = waiting[0], waiting[1]
    asked = {"decision": "refuse", "next": f"{address}?state=waiting"}
    answer = browser.post(f"{address}items/{refused}/", asked)
    assert answer.url == f"{address}?state=waiting&after={refused}"
    page = browser.get(answer.url)
    assert page.context["go_on"].item.position == following
    assert f'<a class="govuk-link" href="#item-{following}">Go on with ' in page.content.decode()
    assert browser.post(f"{address}items/{following}/", {"decision": "refuse", "next": answer.url}).url.endswith(
        f"after={following}"
    )
    # With no filters of one's own what waits is shown, whichever item was decided last.
    assert browser.get(f"{address}?after={refused}").context["filters"]["state"].value() == "waiting"
    for unknown in ("after=", "after=ninety", "after=99999"):
        assert browser.get(f"{address}?{unknown}").context["go_on"] is None


def test_the_file_is_saved_and_never_opened_in_the_page(propose: Any, alice: Any, signed_in: Browser) -> None:
    answer = signed_in(alice).get(f"/leeds/documents/{propose(VALUES).pk}/file/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == VALUES.encode()


def test_others_are_kept_out(
    propose: Any, signed_in: Browser, bob: Any, charlie: Any, dana: Any, cora: Any, harborough: Council
) -> None:
    proposal = propose(TRACKER, "tracker.txt")
    addresses = ["", f"{proposal.pk}/", f"{proposal.pk}/file/", f"{proposal.pk}/items/1/"]
    for person in (bob, charlie, dana):
        # Bob may own measures and bring in their table; what somebody else brought in is not his.
        closed = addresses[1:] if person == bob else addresses
        assert {signed_in(person).get(f"/leeds/documents/{address}").status_code for address in closed} == {403}
        assert (
            signed_in(person)
            .post(f"/leeds/documents/{proposal.pk}/decide/", {"decision": "accept-certain"})
            .status_code
            == 403
        )
    assert signed_in(charlie).get(f"/harborough/documents/{proposal.pk}/").status_code == 404
    assert [signed_in(cora).get(f"/leeds/documents/{address}").status_code for address in addresses] == [
        200,
        403,
        403,
        403,
    ]
    assert "tracker.txt" not in text_of(signed_in(cora).get("/leeds/documents/"))


def test_a_contributor_is_told_beside_the_field_what_they_may_bring_in(cora: Any, signed_in: Browser) -> None:
    page = upload(signed_in(cora), TRACKER, "tracker.txt")
    assert (
        "Owners bring in tables of their measures, and their own actions, milestones, risks, projects and benefits"
        in text_of(page)
    )
    assert not Proposal.objects.exists()


def test_a_page_of_a_large_file_takes_as_many_queries_as_of_a_small_one(
    propose: Any, alice: Any, signed_in: Browser, django_assert_max_num_queries: Any
) -> None:
    rows = [
        f"M{number},Measure {number},Q1 20{year:02d}/{year + 1:02d},{number}"
        for number in range(60)
        for year in range(20, 60)
    ]
    proposal = propose("\n".join(["Reference,Title,Period,Value", *rows]))
    assert proposal.waiting == 2460
    browser = signed_in(alice)
    browser.get(f"/leeds/documents/{proposal.pk}/")
    with django_assert_max_num_queries(15):
        page = browser.get(f"/leeds/documents/{proposal.pk}/?page=3")
    assert page.content.count(b"<article") == 50


def test_a_large_table_is_accepted_without_a_query_for_each_value(
    propose: Any, alice: Any, measure: Measure, django_assert_max_num_queries: Any
) -> None:
    rows = [f"NI 195a,{periods.quarter(1950 + number // 4, number % 4 + 1)},{number}" for number in range(200)]
    proposal = propose("\n".join(["Reference,Period,Value", *rows]))
    with django_assert_max_num_queries(40):
        actions.accept_certain(proposal=proposal, by=alice)
    assert Observation.objects.count() == 202
    assert queries.certain(proposal) == 0


@pytest.mark.parametrize(
    ("text", "name", "next_page"), [(TRACKER, "tracker.txt", "plans"), (VALUES, "values.csv", "measures")]
)
def test_what_is_decided_leads_to_what_came_of_it(
    propose: Any, alice: Any, signed_in: Browser, text: str, name: str, next_page: str
) -> None:
    proposal = propose(text, name)
    actions.accept_certain(proposal=proposal, by=alice)
    page = signed_in(alice).get(f"/leeds/documents/{proposal.pk}/")
    assert f'Next: <a class="govuk-link" href="/leeds/{next_page}/">' in page.content.decode()

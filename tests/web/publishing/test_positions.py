"""What came of a challenge, published: frozen, digested, without anything confidential, readable by anybody."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.template.loader import render_to_string
from django.test import Client

from tallystick import publication as bundles
from tallystick_web.accounts.models import User
from tallystick_web.challenges import actions
from tallystick_web.challenges.models import Challenge, Evidence, Point, Thread
from tallystick_web.councils.models import Council
from tallystick_web.publishing import positions
from tallystick_web.publishing.models import Publication

PAGE = "/leeds/published/publish/challenges/peers/"


@pytest.fixture
def thread(leeds: Council, alice: User) -> Thread:
    kept = actions.keep_challenge(
        council=leeds, reference="peers", title="Peers of 2018", last_day=date(2018, 3, 16), by=alice
    )
    point = actions.keep_point(
        challenge=kept, list=Point.List.RECOMMENDATION, number=1, theme="", title="Simplify reports", text="", by=alice
    )
    assert point.thread is not None
    return point.thread


@pytest.fixture
def answered(thread: Thread, alice: User) -> Thread:
    actions.respond(
        thread=thread, answer="accepted", officer=alice, different="Written once.", by=alice, on=date(2018, 6, 1)
    )
    for words, hidden in (("The minutes say so.", False), ("Said in private.", True)):
        actions.add_evidence(
            thread=thread, kind=Evidence.Kind.DECISION, decision="Minute 3", words=words, confidential=hidden, vouched_by=alice,
            by=alice,
        )  # fmt: skip
    return thread


def publish(browser: Client) -> int:
    seen = browser.get(PAGE).context["draft"].substance
    return browser.post(PAGE, {"seen": seen}).status_code


def test_anybody_reads_what_was_published_and_nothing_confidential_is_in_it(
    answered: Thread, alice: User, signed_in: Callable[[User], Client]
) -> None:
    assert publish(signed_in(alice)) == 302
    publication = Publication.objects.get()
    visitor = Client()
    page = visitor.get("/leeds/published/1/").content.decode()
    assert "Simplify reports" in page and "Written once." in page and "What helped?" in page
    for name in ("position.pdf", "report.json", "position.csv", "manifest.json"):
        answer = visitor.get(f"/leeds/published/1/{name}")
        assert answer.status_code == 200 and b"Said in private." not in answer.content
        if name != "manifest.json":
            named = {one["name"]: one["sha256"] for one in publication.manifest["files"]}
            assert named[name] == bundles.digest(answer.content)
    assert "Said in private." not in page and "onfidential" not in page.split("<main")[1]
    assert "What came of Peers of 2018" in visitor.get("/leeds/published/").content.decode()


def test_what_was_published_stays_when_the_answer_changes_and_the_next_refers_to_it(
    answered: Thread, alice: User, signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(alice)
    publish(browser)
    assert "says exactly this already" in browser.get(PAGE).content.decode()
    actions.respond(thread=answered, different="Written never.", by=alice)
    publish(browser)
    first, second = Publication.objects.order_by("number")
    assert second.previous == first
    page = Client().get("/leeds/published/1/").content.decode()
    assert "Written once." in page and "Written never." not in page
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Publication.objects.update(title="Another")


def test_nothing_is_published_before_anything_is_answered(
    thread: Thread, alice: User, signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(alice)
    assert "is answered yet" in browser.get(PAGE).content.decode()
    publish(browser)
    assert not Publication.objects.exists()


def test_what_changed_since_it_was_shown_is_not_published(
    answered: Thread, alice: User, signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(alice)
    seen = browser.get(PAGE).context["draft"].substance
    actions.respond(thread=answered, different="Written never.", by=alice)
    assert "have changed since" in browser.post(PAGE, {"seen": seen}).content.decode()
    assert not Publication.objects.exists()
    assert Challenge.objects.count() == 1


def test_the_warning_of_what_shows_no_evidence_counts_what_is_delivered_only(thread: Thread, alice: User) -> None:
    actions.respond(thread=thread, answer="accepted", officer=alice, different="Once.", by=alice, on=date(2018, 6, 1))
    actions.step(thread=thread, verb="begin", by=alice, on=date(2018, 7, 1))
    challenge = Challenge.objects.get()

    def bare() -> list[str]:
        return [one for one in positions.draft(challenge, on=date(2019, 1, 1)).warnings if "no evidence" in one]

    assert bare() == []
    actions.step(thread=thread, verb="deliver", reason="One template.", by=alice, on=date(2018, 9, 1))
    assert bare() == ["1 point says that it is delivered and shows no evidence that may be public."]


def test_every_section_of_a_published_position_has_a_link_to_itself(
    answered: Thread, alice: User, signed_in: Callable[[User], Client]
) -> None:
    publish(signed_in(alice))
    page = Client().get("/leeds/published/1/").content.decode()
    for place in ("overview-recommendation", "list-recommendation", "recommendation-1", "data"):
        assert page.count(f'id="{place}"') == 1 and f'class="anchor" href="#{place}"' in page


def test_what_figures_say_of_a_point_is_copied_with_its_source_and_whether_it_is_made_up() -> None:
    entry = {
        "name": "recommendation 1",
        "title": "Reports",
        "slug": "recommendation-1",
        "checks": ["It fell from 5 to 3."],
    }
    lists = [{"kind": "recommendation", "name": "Recommendations", "entries": [{**entry, "illustrative": True}]}]
    told = {"council": "Leeds", "title": "Peers", "made_on_words": "1 June 2018", "lists": lists}
    page = render_to_string("challenges/_told.html", {"told": told})
    source = "(Leeds, Peers, as on 1 June 2018; illustrative)"
    assert f'data-copy="Recommendation 1, Reports: It fell from 5 to 3. {source}" data-from="#recommendation-1"' in page
    assert "data-copy" not in render_to_string("challenges/_told.html", {"told": {"lists": []}, "links": True})

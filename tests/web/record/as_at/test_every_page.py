"""Every page of a round can be looked back at, by whoever may open it and by nobody else, and quickly."""

from collections.abc import Callable
from urllib.parse import unquote

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tallystick import periods
from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews import queries
from tallystick_web.reviews.models import ClaimDecision
from web.record.as_at.story import Read, judge, named


def test_looking_back_takes_no_more_queries_for_more_versions_and_priorities(november: Priority, read: Read) -> None:
    def count(page: str) -> int:
        with CaptureQueriesContext(connection) as found:
            read(page)
        return len(found)

    pages = ["rounds/q3-2009-10/?as_at=2009-11-30", "priorities/ENV-1/?as_at=2009-11-30"]
    for page in pages:
        read(page)  # the first reading of a day takes a row more
    before = [count(page) for page in pages]
    alice, round = User.objects.get(name="Alice"), november.council.rounds.get(end=periods.quarter(2009, 3).end)
    for number in range(8):
        one = plans.keep_priority(
            council=november.council, reference=f"P-{number}", theme=november.theme, title="More", by=alice
        )
        said = reviews.keep_assessment(
            round=round, priorities=[one], narrative="", rating=None, reason="", grades=[], by=alice
        )
        for _ in range(3):
            judge(said, "Work goes on.", Rating.AMBER, "So so.", alice)
    assert [count(page) for page in pages] == before


def test_another_council_has_no_such_page(
    november: Priority, charlie: User, signed_in: Callable[[User], Client]
) -> None:
    assert Council.objects.get(slug="leeds") == november.council
    assert signed_in(charlie).get("/leeds/priorities/ENV-1/?as_at=2009-11-12").status_code == 403


EVERY_PAGE = [
    "", "rounds/q2-2009-10/", "priorities/ENV-1/", "measures/NI%20195a/", "collect/round/q2-2009-10/",
    "reviews/rounds/q2-2009-10/claims/", "reviews/rounds/q2-2009-10/progress/", "reviews/rounds/q2-2009-10/meeting/",
    "reviews/rounds/q2-2009-10/meeting/minutes/", "reviews/rounds/q2-2009-10/state/", "reports/q2-2009-10/overall-summaries/",
    "rounds/", "plans/", "reviews/assessments/SAID/read/", "reviews/rounds/q2-2009-10/actions/",
]  # fmt: skip


def test_every_page_of_a_round_says_which_day_one_sees_and_leads_back_and_changes_nothing(read: Read) -> None:
    for page in map(named, EVERY_PAGE):
        text = read(f"{page}?as_at=2009-11-12")
        assert "As it stood on 12 November 2009" in text, page
        back = unquote(text.split("See it as it is now</a>")[0].split('href="')[-1].split('"')[0])
        assert back == f"/leeds/{unquote(page)}"
        main = text.split("<main")[1].split("</main>")[0]
        assert 'method="post"' not in main, page
        assert "Litter is beaten." not in text and "agreed by Bob" not in text, page


def test_a_page_of_a_round_before_anything_was_opened_or_known_says_so(read: Read) -> None:
    for page in map(named, EVERY_PAGE):
        text = read(f"{page}?as_at=2009-11-09")
        assert "here by 9 November 2009" in text or "As it stood on 9 November 2009" in text, page
        assert "Litter is a worry." not in text and "11.75%" not in text, page
        assert "The first day of which anything is known is 9 November 2009" in read(f"{page}?as_at=2009-11-08"), page


def test_who_may_open_a_page_may_look_back_at_it_and_nobody_else(
    november: Priority, charlie: User, signed_in: Callable[[User], Client]
) -> None:
    clients = {name: signed_in(User.objects.get(name=name)) for name in ("Alice", "Bob", "Dana")}
    stranger = signed_in(charlie)
    for page in map(named, EVERY_PAGE):
        for name, client in clients.items():
            now, then = (client.get(f"/leeds/{page}{query}").status_code for query in ("", "?as_at=2009-11-12"))
            assert now == then, (name, page)
        assert stranger.get(f"/leeds/{page}?as_at=2009-11-12").status_code == 403, page
        visitor = Client().get(f"/leeds/{page}?as_at=2009-11-12")
        assert visitor.status_code == 302 if page else "has published nothing" in visitor.content.decode(), page


def test_nothing_can_be_done_in_the_past(november: Priority, signed_in: Callable[[User], Client]) -> None:
    page = "reviews/rounds/q2-2009-10/state/"
    answer = signed_in(User.objects.get(name="Alice")).post(f"/leeds/{page}?as_at=2009-11-12", {"reason": "Let me in."})
    assert answer.status_code == 405
    assert november.coverage.get().round.state == "closed"


def test_looking_back_at_the_other_pages_takes_no_more_queries_for_more_priorities(
    november: Priority, read: Read
) -> None:
    def count(page: str) -> int:
        with CaptureQueriesContext(connection) as found:
            read(page)
        return len(found)

    round = november.council.rounds.get(end=periods.quarter(2009, 3).end)
    alice, litter = User.objects.get(name="Alice"), Measure.objects.get(reference="NI 195a")

    def more(number: int) -> None:
        one = plans.keep_priority(
            council=november.council, reference=f"P-{number}", theme=november.theme, title="More", by=alice
        )
        plans.set_evidence(priority=one, measures=[litter], by=alice)
        said = reviews.keep_assessment(
            round=round,
            priorities=[one],
            narrative="It rose by 50%, from 10 to 12.",
            rating=None,
            reason="",
            grades=[],
            by=alice,
        )
        judge(said, "It rose by 50%, from 10 to 12.", Rating.RED, "So so.", alice)
        [claim] = [claim for claim in queries.checked(said).claims if claim.is_open]
        reviews.decide(assessment=said, claim=claim, choice=ClaimDecision.Choice.SEEN, by=alice)

    more(0)
    pages = [named(page).replace("q2", "q3") + "?as_at=2009-11-30" for page in EVERY_PAGE]
    for page in pages:
        read(page)  # the first reading of a day takes a row more
    before = [count(page) for page in pages]
    for number in range(1, 6):
        more(number)
    assert [count(page) for page in pages] == before

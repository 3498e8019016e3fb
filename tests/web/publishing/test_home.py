"""What a visitor finds at a council's address and at the start: the newest that was published, and nothing that was not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from tallystick import periods
from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.challenges import actions as challenges
from tallystick_web.challenges.models import Point
from tallystick_web.councils.models import Council
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.publishing import actions, positions
from tallystick_web.publishing.models import Publication
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round

from .conftest import publish

HOME, START = "/leeds/", "/"


def text(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def quarter(number: int, priority: Priority, by: User, *, rating: Rating, narrative: str) -> Round:
    """A round in which one priority is judged."""
    opened = reviews.open_round(council=priority.council, period=periods.quarter(2009, number), by=by)
    reviews.keep_assessment(
        round=opened, priorities=[priority], narrative=narrative, rating=rating, reason=f"Reason of {number}.",
        grades=[], by=by,
    )  # fmt: skip
    return opened


def test_a_visitor_finds_the_newest_published_round_at_the_councils_address(publication: Publication) -> None:
    page = text(HOME)
    assert publication.bundle["headline"] in page
    assert "Quarter 2 of 2009/10 (July to September 2009)" in page and "1 amber" in page
    assert 'href="/leeds/published/1/"' in page and 'href="/leeds/published/1/overall-summaries.pdf"' in page
    assert 'href="/leeds/published/1/#data"' in page and 'href="/leeds/published/1/#theme-' in page
    assert 'href="/accounts/login/?next=%2Fleeds%2F"' in page


def test_the_home_says_what_is_red_and_why_what_is_green_and_what_changed(
    publication: Publication, priority: Priority, alice: User
) -> None:
    parks = plans.keep_priority(
        council=priority.council, reference="ENV-2", theme=priority.theme, title="Greener parks", by=alice
    )
    third = quarter(3, priority, alice, rating=Rating.RED, narrative="x")
    reviews.keep_assessment(
        round=third, priorities=[parks], narrative="y", rating=Rating.GREEN, reason="Planted.", grades=[], by=alice
    )
    publish(third, alice)
    page = text(HOME)
    attention, well = page.index("What needs attention"), page.index("What is going well")
    assert attention < page.index("Reason of 3.") < well < page.index("Greener parks")
    assert "What changed since Q2 2009/10" in strip_tags(page) and "Got worse" in page


def test_an_address_with_filters_of_the_officers_home_says_how_to_come_to_it(
    publication: Publication, dana: User, signed_in: Callable[[User], Client]
) -> None:
    page, back = text("/leeds/?rating=red&theme=A+%26+B"), "%2Fleeds%2F%3Frating%3Dred%26theme%3DA%2B%2526%2BB"
    assert f'If you are one, <a class="govuk-link" href="/accounts/login/?next={back}">sign in to see it</a>' in page
    assert publication.bundle["headline"] in page
    for address in (HOME, "/leeds/published/?rating=red"):
        assert "If you are one" not in text(address)
    assert "If you are one" not in text("/leeds/?rating=red", signed_in(dana))


def test_while_a_round_is_open_a_visitor_sees_only_the_last_one_that_was_published(
    publication: Publication, priority: Priority, alice: User
) -> None:
    plans.keep_priority(council=priority.council, reference=priority.reference, title="A later title", by=alice)
    quarter(3, priority, alice, rating=Rating.RED, narrative="Unpublished words.")
    for address in (HOME, "/leeds/?round=q3-2009-10", "/leeds/?as_at=2010-01-01", "/leeds/published/", START):
        page = text(address)
        for said in ("Unpublished", "Q3 2009/10", "Quarter 3", "Reason of 3.", "A later title", "1 red"):
            assert said not in page, (address, said)


def test_the_home_asks_no_table_of_values_plans_or_assessments(
    publication: Publication, assessment: Assessment
) -> None:
    with CaptureQueriesContext(connection) as captured:
        text(HOME)
    asked = " ".join(query["sql"] for query in captured.captured_queries)
    for table in ("reviews_assessment", "plans_", "measures_"):
        assert table not in asked


def test_a_visitor_reads_the_same_at_the_councils_address_as_among_its_publications(publication: Publication) -> None:
    home, among = text(HOME), text("/leeds/published/")
    assert home.split("<main")[1].split("</main")[0] == among.split("<main")[1].split("</main")[0]


def test_people_of_the_council_find_their_own_home_there_as_before(
    publication: Publication, dana: User, signed_in: Callable[[User], Client]
) -> None:
    page = text(HOME, signed_in(dana))
    assert "The round is open" in page and "Everything published" not in page
    assert 'class="header__mark" href="/leeds/"' in text("/leeds/published/", signed_in(dana))


def test_nothing_of_another_council_stands_on_the_home(publication: Publication, harborough: Council) -> None:
    page = text("/harborough/")
    assert "Harborough District Council has published nothing here yet" in page
    assert "Leeds" not in page and publication.title not in page


def test_a_correction_of_an_older_round_does_not_take_the_place_of_the_newest_round(
    publication: Publication, assessment: Assessment, priority: Priority, alice: User
) -> None:
    publish(quarter(3, priority, alice, rating=Rating.RED, narrative="x"), alice)
    assessment.refresh_from_db()
    reviews.judge(
        assessment=assessment,
        narrative="Corrected.",
        rating=Rating.GREEN,
        reason="",
        version=assessment.version,
        by=alice,
    )
    assert publish(assessment.round, alice).number == 3
    assert "Quarter 3 of 2009/10" in text(HOME)


def test_when_the_newest_is_withdrawn_the_one_before_stands_in_front_and_then_nothing(
    publication: Publication, priority: Priority, alice: User
) -> None:
    third = publish(quarter(3, priority, alice, rating=Rating.RED, narrative="x"), alice)
    actions.withdraw(publication=third, reason="A wrong figure.", by=alice)
    page = text(HOME)
    assert "Quarter 2 of 2009/10" in page and "Reason of 3." not in page and "Withdrawn" in page
    actions.withdraw(publication=publication, reason="All wrong.", by=alice)
    page = text(HOME)
    assert "has published nothing here" not in page and "has withdrawn what it had published" in page
    assert 'href="/leeds/published/1/"' in page


def test_a_council_that_published_only_what_came_of_a_challenge_is_told_by_that(leeds: Council, alice: User) -> None:
    kept = challenges.keep_challenge(
        council=leeds, reference="peers", title="Peers of 2018", last_day=date(2018, 3, 16), by=alice
    )
    point = challenges.keep_point(
        challenge=kept, list=Point.List.RECOMMENDATION, number=1, theme="", title="Simplify", text="", by=alice
    )
    challenges.respond(
        thread=point.thread, answer="accepted", officer=alice, different="x", by=alice, on=date(2018, 6, 1)
    )
    draft = positions.draft(kept, on=date(2018, 7, 1))
    actions.publish(draft=draft, files=positions.files(draft), by=alice)
    page = text(HOME)
    assert draft.report["headline"] in page and "What helped?" in page and 'href="/leeds/published/1/"' in page


def test_where_nothing_is_published_the_home_says_what_will_stand_there(leeds: Council) -> None:
    page = text(HOME)
    assert "Leeds City Council has published nothing here yet" in page
    assert "how it is doing with what it promised" in page and "Sign in" in page


def test_the_home_takes_no_more_queries_for_more_publications(
    publication: Publication, assessment: Assessment, alice: User
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            text(HOME)
        return len(captured)

    before = asked()
    for n in range(3):
        assessment.refresh_from_db()
        reviews.judge(
            assessment=assessment,
            narrative=f"Word {n}.",
            rating=Rating.RED,
            reason="x",
            version=assessment.version,
            by=alice,
        )
        publish(assessment.round, alice)
    assert asked() == before


def test_the_start_leads_a_visitor_to_the_homes_of_the_councils_that_published(
    publication: Publication, harborough: Council
) -> None:
    page = text(START)
    assert 'href="/leeds/"' in page and "Newest: Overall summaries, Q2 2009/10, published on" in page
    assert "Harborough" not in page and "Sign in" in page


def test_the_start_names_no_council_whose_publications_are_all_withdrawn(publication: Publication, alice: User) -> None:
    actions.withdraw(publication=publication, reason="Wrong.", by=alice)
    page = text(START)
    assert "Leeds" not in page and "Nothing has been published here yet" in page


def test_the_start_leads_who_holds_no_role_to_pages_that_they_may_open(
    publication: Publication, charlie: User, harborough: Council, signed_in: Callable[[User], Client]
) -> None:
    harborough.memberships.all().delete()
    page = text(START, signed_in(charlie))
    assert 'href="/leeds/published/"' in page and "hold no role in a council yet" in page


def test_the_start_of_an_empty_installation_says_what_to_do(db: None) -> None:
    assert "add-council" in text(START)


@pytest.mark.parametrize("level", ["h2", "h3"])
def test_a_publication_and_the_home_keep_the_order_of_headings(publication: Publication, level: str) -> None:
    address: dict[str, Any] = {"h2": HOME, "h3": "/leeds/published/1/"}
    assert f'<{level} class="govuk-heading-m" id="themes">' in text(address[level])


def test_a_sentence_copied_from_a_publication_says_where_it_stands(
    publication: Publication, alice: User, signed_in: Callable[[User], Client]
) -> None:
    assert 'data-from="#ENV-1"' in text("/leeds/published/1/")
    assert 'data-from="/leeds/published/1/"' in text(HOME)
    assert "data-from" not in text("/leeds/reports/q2-2009-10/overall-summaries/", signed_in(alice))

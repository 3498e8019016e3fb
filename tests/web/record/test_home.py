"""A council's home says what is true: how the priorities stand, what changed, what needs challenge, what went well."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client

from tallystick import periods
from tallystick.status import Direction
from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.publishing import actions as publishing
from tallystick_web.publishing import drafts
from tallystick_web.record.queries import home as homes
from tallystick_web.record.queries.home import Home, Item
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round

SignedIn = Callable[[User], Client]


def home(council: Council, slug: str = "", **wanted: str) -> Home:
    found = homes.home(council, slug, wanted)
    assert found is not None
    return found


def references(items: "list[Item] | tuple[Item, ...]") -> list[str]:
    return [item.line.reference for item in items]


@pytest.fixture
def moved(leeds: Council, priorities: list[Priority], last_round: Round, round: Round, judge: Any) -> Council:
    """P-0 got worse, P-1 better, P-2 is steady, P-3 was judged and is not, P-4 is new, P-5 was never spoken of."""
    for priority, was, now in zip(
        priorities,
        ["amber", "red", "green", "amber", "", None],
        ["red", "amber", "green", None, "amber", None],
        strict=True,
    ):
        if was is not None:
            judge(last_round, [priority], was)
        if now is not None:
            judge(round, [priority], now)
    return leeds


def test_the_heading_counts_what_is_judged_and_what_got_worse(moved: Council) -> None:
    assert home(moved).heading == (
        "Quarter 2 of 2009/10: 4 of 6 priorities are judged: 1 green, 2 amber and 1 red; 1 got worse"
    )


def test_what_went_well_names_the_priorities_that_are_green(moved: Council, alice: User, signed_in: SignedIn) -> None:
    page = signed_in(alice).get("/leeds/").content.decode()
    well = page[page.index("What went well") : page.index("What changed since last round")]
    assert re.search(r"1 priority</a>.*P-2", well, re.DOTALL)


def test_what_changed_is_told_by_kind(moved: Council) -> None:
    assert {change.title: references(change.items) for change in home(moved).changes} == {
        "Got worse": ["P-0"],
        "Got better": ["P-1"],
        "Newly judged": ["P-4"],
        "Gone quiet": ["P-3"],
    }


def test_a_priority_with_a_text_and_no_longer_a_rating_has_gone_quiet(
    leeds: Council, priorities: list[Priority], last_round: Round, round: Round, judge: Any
) -> None:
    judge(last_round, priorities[:1], "green")
    judge(round, priorities[:1], "")
    [change] = home(leeds).changes
    assert (change.title, references(change.items)) == ("Gone quiet", ["P-0"])


def test_an_earlier_round_is_compared_with_the_one_before_it(moved: Council) -> None:
    earlier = home(moved, "q1-2009-10")
    assert earlier.before is None
    assert earlier.changes == []
    assert earlier.heading.startswith("Quarter 1 of 2009/10: 4 of 6 priorities are judged")


def test_the_red_come_before_the_worsening_and_these_before_worse_grades_of_others(
    leeds: Council, priorities: list[Priority], last_round: Round, round: Round, judge: Any
) -> None:
    flag = (("Red Flag", "Comprehensive Area Assessment", ""),)
    mild = (("Green", "An inspector", ""),)
    plan = [
        ("green", "green", flag),
        ("green", "amber", ()),
        ("red", "red", ()),
        ("amber", "red", ()),
        ("amber", "amber", ()),
        ("", "green", mild),
    ]
    for priority, (was, now, grades) in zip(priorities, plan, strict=True):
        judge(last_round, [priority], was)
        judge(round, [priority], now, grades)
    found = home(leeds).challenges
    assert references(found) == ["P-3", "P-2", "P-1", "P-0"]
    assert [item.sentence for item in found] == [
        "Judged red, from amber in Q1 2009/10.",
        "Judged red, as in Q1 2009/10.",
        "Judged amber, from green in Q1 2009/10.",
        "“Red Flag” from Comprehensive Area Assessment; the council’s own rating is green.",
    ]


def test_a_bad_grade_of_others_needs_challenge_where_the_council_gave_no_rating(
    leeds: Council, priorities: list[Priority], round: Round, judge: Any
) -> None:
    judge(round, priorities[:1], "", (("Amber/Red", "Government Office", ""),))
    judge(round, priorities[1:2], "", (("Green", "Government Office", ""),))
    [item] = home(leeds).challenges
    assert item.sentence == "“Amber/Red” from Government Office; the council has given no rating."


def test_what_went_well_is_what_got_better_and_what_is_green(moved: Council) -> None:
    found = home(moved)
    assert references(found.improved) == ["P-1"]
    assert [line.reference for line in found.greens] == ["P-2"]


def test_a_theme_goes_the_way_of_most_of_its_priorities(moved: Council) -> None:
    [plan] = home(moved).plans
    assert [(theme.title, theme.direction) for theme in plan.themes] == [
        ("Health", Direction.STEADY),
        ("Learning", Direction.NOT_KNOWN),
    ]
    assert [theme.counts for theme in plan.themes] == [{"red": 1, "amber": 1, "green": 1}, {"": 2, "amber": 1}]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"rating": "amber"}, ["P-1", "P-4"]),
        ({"rating": "none"}, ["P-3", "P-5"]),
        ({"theme": "Learning", "rating": "amber"}, ["P-4"]),
        ({"plan": "city-plan", "change": "worse"}, ["P-0"]),
        ({"change": "quiet"}, ["P-3"]),
        ({"change": "challenge"}, ["P-0"]),
        ({"plan": "another"}, []),
        ({"change": "nonsense"}, []),
        ({}, ["P-0", "P-1", "P-2", "P-3", "P-4", "P-5"]),
    ],
)
def test_filters_narrow_the_priorities(moved: Council, wanted: dict[str, str], expected: list[str]) -> None:
    assert [line.reference for line in home(moved, **wanted).shown] == expected


def test_the_filters_are_in_the_address_and_the_heading_says_how_many_match(
    moved: Council, dana: User, signed_in: SignedIn
) -> None:
    page = signed_in(dana).get("/leeds/?rating=amber&round=q2-2009-10").content.decode()
    assert "2 of 6 priorities match the filters" in page
    assert "P-4" in page and "P-0" not in page
    assert "/leeds/export/priorities.csv?rating=amber&amp;round=q2-2009-10" in page


def test_the_page_links_to_every_priority_in_the_round_of_the_page(
    moved: Council, dana: User, signed_in: SignedIn
) -> None:
    page = signed_in(dana).get("/leeds/?round=q1-2009-10").content.decode()
    for number in range(6):
        assert f'href="/leeds/priorities/P-{number}/?round=q1-2009-10"' in page


def test_a_generated_rating_is_marked_where_it_is_shown(
    leeds: Council, assessment: Assessment, dana: User, signed_in: SignedIn
) -> None:
    client = signed_in(dana)
    assert "illustrative" not in client.get("/leeds/").content.decode()
    Assessment.objects.update(illustrative=True)
    assert client.get("/leeds/").content.decode().count('<span class="illustrative">') >= 2


def test_a_council_without_plans_is_told_how_to_begin(leeds: Council, dana: User, signed_in: SignedIn) -> None:
    page = signed_in(dana).get("/leeds/").content.decode()
    assert "Leeds City Council has no plans here yet" in page
    assert "/leeds/documents/" in page


def test_a_council_without_a_round_is_told_what_opens_one(
    priorities: list[Priority], alice: User, dana: User, signed_in: SignedIn
) -> None:
    page = signed_in(dana).get("/leeds/").content.decode()
    assert "6 priorities are held, and no round has been opened yet" in page
    assert "Open a round" not in page
    assert "/leeds/reviews/rounds/open/" in signed_in(alice).get("/leeds/").content.decode()


def test_a_round_that_never_was_is_not_found(moved: Council, dana: User, signed_in: SignedIn) -> None:
    for address in ("?round=q4-1999-00", "rounds/q4-1999-00/", "priorities/P-1/?round=q4-1999-00"):
        assert signed_in(dana).get(f"/leeds/{address}").status_code == 404


def test_a_reference_with_a_slash_and_a_space_has_an_address(
    moved: Council, plan: Any, priorities: list[Priority], alice: User, signed_in: SignedIn
) -> None:
    plans.keep_priority(council=moved, reference="A 1/b?", theme=priorities[0].theme, title="Odd", order=9, by=alice)
    client = signed_in(alice)
    assert 'href="/leeds/priorities/A%201/b%3F/"' in client.get("/leeds/").content.decode()
    assert client.get("/leeds/priorities/A%201/b%3F/").status_code == 200


@pytest.fixture
def agreed(leeds: Council, priorities: list[Priority], last_round: Round, judge: Any) -> Round:
    """The first quarter, judged and closed."""
    judge(last_round, priorities, "amber")
    Round.objects.filter(pk=last_round.pk).update(state=Round.State.CLOSED)
    return last_round


def test_a_councillor_stays_with_the_agreed_round_while_the_next_is_written(
    agreed: Round, alice: User, dana: User, signed_in: SignedIn
) -> None:
    reviews.open_round(council=agreed.council, period=periods.quarter(2009, 2), by=alice)
    page = signed_in(dana).get("/leeds/?rating=amber").content.decode()
    assert "Quarter 1 of 2009/10: 6 of 6 priorities match" in page
    assert "This is Q1 2009/10, the newest round that is agreed or published. Q2 2009/10 is still being written" in page
    assert 'href="/leeds/?round=q2-2009-10"' in page and "The round is closed" in page
    assert 'href="/leeds/priorities/P-0/?round=q1-2009-10"' in page
    assert "/leeds/export/priorities.csv?rating=amber&amp;round=q1-2009-10" in page
    assert "Quarter 2" in signed_in(dana).get("/leeds/?round=q2-2009-10").content.decode()
    assert "Quarter 2" in signed_in(alice).get("/leeds/").content.decode()


def test_a_councillor_moves_on_once_the_next_round_is_published_or_closed(
    agreed: Round, alice: User, dana: User, signed_in: SignedIn, judge: Any, priorities: list[Priority]
) -> None:
    later = reviews.open_round(council=agreed.council, period=periods.quarter(2009, 2), by=alice)
    judge(later, priorities, "green")
    client = signed_in(dana)
    assert "Quarter 1 of 2009/10: " in client.get("/leeds/").content.decode()
    draft = drafts.draft(later, on=date(2009, 11, 9))
    told = publishing.publish(draft=draft, files=drafts.files(draft), by=alice)
    page = client.get("/leeds/").content.decode()
    assert "Quarter 2 of 2009/10: " in page and "still being written" not in page
    publishing.withdraw(publication=told, reason="A slip.", by=alice)
    assert "Quarter 1 of 2009/10: " in client.get("/leeds/").content.decode()
    Round.objects.filter(pk=later.pk).update(state=Round.State.CLOSED)
    assert "Quarter 2 of 2009/10: " in client.get("/leeds/").content.decode()


def test_a_councillor_sees_the_first_round_while_it_is_open(moved: Council, dana: User, signed_in: SignedIn) -> None:
    page = signed_in(dana).get("/leeds/").content.decode()
    assert "Quarter 2 of 2009/10" in page and "The round is open" in page and "still being written" not in page


def test_a_theme_leads_to_its_priorities_in_either_order(moved: Council, dana: User, signed_in: SignedIn) -> None:
    for address in ("/leeds/", "/leeds/?sort=worrying"):
        page = signed_in(dana).get(address).content.decode()
        query, theme = re.findall(r'href="([^"#]*)#(theme-\d+)"', page)[0]
        there = signed_in(dana).get(urljoin(address, query)).content.decode()
        assert f'id="{theme}"' in there

"""What is due when, for everybody and for one person; and a feed that opens one's own dates and nothing else."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery.actions import feeds, projects, work
from tallystick_web.delivery.actions import risks as risk_actions
from tallystick_web.delivery.models import Action, CalendarFeed, Milestone
from tallystick_web.delivery.queries import calendar
from tallystick_web.delivery.queries import projects as project_queries
from tallystick_web.delivery.queries import work as lines_of_work

ON = date(2026, 7, 1)
SignedIn = Callable[[User], Client]


@pytest.fixture
def dates(milestone: Milestone, leeds: Council, alice: User, bob: User) -> None:
    """Alice's action, milestone and project; Bob's risk."""
    projects.keep_project(
        council=leeds,
        reference="P-001",
        title="New bins",
        manager=alice,
        start=ON,
        due=date(2026, 9, 15),
        cost=Decimal(1),
        by=alice,
    )
    risk_actions.keep_risk(
        council=leeds, reference="R-001", title="Rats", owner=bob, review_due=date(2026, 8, 15),
        likelihood=2, impact=2, likelihood_after=1, impact_after=1, by=alice,
    )  # fmt: skip


def test_dates_come_by_day_for_everybody_or_for_one_person(dates: None, leeds: Council, alice: User, bob: User) -> None:
    span = (ON, date(2026, 12, 31))
    assert [(one.day.isoformat(), one.kind) for one in calendar.entries(leeds, *span)] == [
        ("2026-08-01", "Milestone"), ("2026-08-15", "Risk to review"), ("2026-09-15", "Project ends"), ("2026-09-30", "Action due"),
    ]  # fmt: skip
    assert [one.kind for one in calendar.entries(leeds, *span, bob)] == ["Risk to review"]
    assert len(calendar.entries(leeds, *span, alice)) == 3
    assert calendar.entries(leeds, ON, date(2026, 7, 31)) == []


def test_the_calendar_page_shows_ones_own_first_and_others_on_request(
    dates: None, bob: User, signed_in: SignedIn
) -> None:
    client = signed_in(bob)
    mine = client.get("/leeds/delivery/calendar/?from=2026-07").content.decode()
    assert "1 date of yours in the three months from July 2026" in mine and "New bins" not in mine
    everybody = client.get("/leeds/delivery/calendar/?from=2026-07&show=all").content.decode()
    assert "4 dates" in everybody and "New bins" in everybody
    assert client.get("/leeds/delivery/calendar/?from=2026-99").status_code == 200


def test_a_councillor_who_has_no_dates_sees_everybodys_first(dates: None, dana: User, signed_in: SignedIn) -> None:
    client = signed_in(dana)
    assert "4 dates in the three" in client.get("/leeds/delivery/calendar/?from=2026-07").content.decode()
    assert "Nothing of yours" in client.get("/leeds/delivery/calendar/?from=2026-07&show=mine").content.decode()


def test_projects_are_drawn_along_the_calendar_with_the_same_as_a_table(
    dates: None, alice: User, leeds: Council, signed_in: SignedIn
) -> None:
    work.keep_action(council=leeds, reference="A-001", project=leeds.projects.get(), by=alice)
    page = signed_in(alice).get("/leeds/delivery/gantt/").content.decode()
    assert "<svg" in page and page.count("Rota agreed") >= 2 and "15 September 2026" in page


def test_so_many_projects_are_drawn_at_a_time(dates: None, alice: User, leeds: Council, signed_in: SignedIn) -> None:
    for number in range(100, 155):
        projects.keep_project(council=leeds, reference=f"P-{number}", title="Depot", start=ON, due=ON, by=alice)
    page = signed_in(alice).get("/leeds/delivery/gantt/").content.decode()
    assert "56 projects along the calendar" in page and page.count('<th scope="row"') == 25


def test_a_bar_remembers_what_was_first_planned(action: Action, leeds: Council, alice: User) -> None:
    work.redate_action(action=action, now=date(2026, 10, 31), reason="Late.", by=alice)
    work.redate_action(action=action, now=date(2026, 11, 30), reason="Later.", by=alice)
    (bar,) = calendar.action_bars([lines_of_work.line(Action.objects.get(), ON)], ON)
    assert (bar.row.planned, bar.row.last, bar.row.slips) == (date(2026, 9, 30), date(2026, 11, 30), True)
    assert calendar.project_bars(project_queries.lines(leeds, ON), ON) == []


def test_an_action_without_a_start_is_given_none_along_the_calendar(leeds: Council, alice: User) -> None:
    work.keep_action(council=leeds, reference="A-100", title="Depot", due=ON, by=alice)
    (bar,) = calendar.action_bars([lines_of_work.line(Action.objects.get(), ON)], ON)
    assert (bar.row.first, bar.row.last) == (None, ON)


def test_a_feed_opens_ones_own_dates_without_signing_in_and_nothing_else(
    dates: None, leeds: Council, harborough: Council, alice: User, bob: User
) -> None:
    token = feeds.renew_feed(council=leeds, by=bob)
    answer = Client().get(f"/leeds/delivery/calendar/feed/{token}.ics")
    assert answer["Content-Type"].startswith("text/calendar") and "no-store" in answer["Cache-Control"]
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["SUMMARY"]), event.decoded("DTSTART")) == ("Risk to review: R-001 Rats", date(2026, 8, 15))
    assert str(event["URL"]).endswith("/leeds/delivery/risks/R-001/")
    assert Client().get(str(event["URL"]).removeprefix("http://testserver")).status_code == 302
    for address in (
        f"/harborough/delivery/calendar/feed/{token}.ics",
        f"/leeds/delivery/calendar/feed/{token}x.ics",
        "/leeds/delivery/calendar/feed/1.ics",
    ):
        assert Client().get(address).status_code == 404


def test_the_token_itself_is_not_held(leeds: Council, bob: User) -> None:
    token = feeds.renew_feed(council=leeds, by=bob)
    assert len(token) >= 43
    assert token not in str(list(CalendarFeed.objects.values()))


def test_renewing_closing_and_losing_the_last_role_close_the_old_address(
    leeds: Council, alice: User, bob: User, signed_in: SignedIn
) -> None:
    def opens(token: str) -> bool:
        return Client().get(f"/leeds/delivery/calendar/feed/{token}.ics").status_code == 200

    first = feeds.renew_feed(council=leeds, by=bob)
    second = feeds.renew_feed(council=leeds, by=bob)
    assert not opens(first) and opens(second)
    with pytest.raises(Refused, match="Only the person"):
        feeds.close_feed(feed=CalendarFeed.objects.get(), by=alice)
    leeds.memberships.filter(person=bob).delete()
    assert not opens(second)
    third = feeds.renew_feed(council=leeds, by=alice)
    signed_in(alice).post("/leeds/delivery/calendar/feed/", {"do": "close"})
    assert not opens(third)


def test_somebody_without_a_role_gets_no_address(leeds: Council, charlie: User) -> None:
    with pytest.raises(Refused, match="holds no role"):
        feeds.renew_feed(council=leeds, by=charlie)


def test_the_address_is_shown_once(leeds: Council, alice: User, signed_in: SignedIn) -> None:
    client = signed_in(alice)
    shown = client.post("/leeds/delivery/calendar/feed/", {"do": "renew"})
    assert "Copy this address now" in shown.content.decode() and shown["Cache-Control"] == "no-store"
    address = shown.content.decode().split('<p class="key">')[1].split("</p>")[0]
    assert Client().get(address.removeprefix("http://testserver")).status_code == 200
    assert ".ics" not in client.get("/leeds/delivery/calendar/feed/").content.decode()


def test_the_calendar_takes_as_many_queries_for_many_as_for_few(
    leeds: Council, alice: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in range(20):
        work.keep_action(
            council=leeds, reference=f"B-{number}", title="One of many", owner=alice, due=date(2026, 8, 1), by=alice
        )
    with django_assert_num_queries(4):
        assert len(calendar.entries(leeds, ON, date(2026, 12, 31))) == 20


def test_a_long_quarter_is_told_page_by_page_with_the_totals_of_its_months(
    leeds: Council, alice: User, signed_in: SignedIn
) -> None:
    for number in range(120):
        due = date(2026, 8, 1) if number < 90 else date(2026, 9, 1)
        work.keep_action(council=leeds, reference=f"B-{number}", title="One of many", owner=alice, due=due, by=alice)
    client = signed_in(alice)
    first = client.get("/leeds/delivery/calendar/?from=2026-08").content.decode()
    assert first.count('<th scope="row"') == 100
    assert "120 dates of yours" in first and "August 2026: 90 dates" in first and "September 2026: 30 dates" in first
    second = client.get("/leeds/delivery/calendar/?from=2026-08&page=2").content.decode()
    assert second.count('<th scope="row"') == 20 and "August 2026: 90 dates" not in second

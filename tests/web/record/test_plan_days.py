"""A plan has a first and a last day, a priority a last day of its own: rounds ask about the priorities of the plans that run in their period, and what was said stays."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from tallystick import periods
from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Role, Unit
from tallystick_web.councils.rules import Refused
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Plan, Priority
from tallystick_web.record.queries import home, rounds, structure, work
from tallystick_web.record.queries import priority as priorities
from tallystick_web.reports import queries as reports
from tallystick_web.reports import values
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews import queries
from tallystick_web.reviews.models import Round
from tallystick_web.reviews.queries import progress
from web.conftest import person

SignedIn = Callable[[User], Client]
DROPPED: dict[str, Any] = {"ends": date(2010, 5, 3), "ends_reason": "The grant was withdrawn."}


@pytest.fixture
def year(priority: Priority, bob: User, alice: User) -> dict[str, Any]:
    """The last round of one plan, in which its priority was judged, and the first of the next."""
    council, erin = priority.council, person("Erin", priority.council, Role.ACCOUNTABLE_OFFICER)
    plans.keep_priority(
        council=council, reference="ENV-1", accountable_officer=erin, accountable_director=bob, by=alice
    )
    with time_machine.travel(datetime(2010, 4, 1, 12, tzinfo=UTC)):
        last = reviews.open_round(council=council, period=periods.quarter(2009, 4), by=alice)
        reviews.keep_assessment(
            round=last,
            priorities=[priority],
            narrative="Done.",
            rating=Rating.GREEN,
            reason="It is.",
            grades=[],
            by=alice,
        )
        reviews.close_round(round=last, carrying="Not agreed in time.", by=alice)
    with time_machine.travel(datetime(2010, 7, 1, 12, tzinfo=UTC)):
        plans.keep_plan(council=council, reference=priority.theme.plan.reference, ends=date(2010, 3, 31), by=alice)
        plan = plans.keep_plan(council=council, reference="new", title="New Plan", begins=date(2010, 4, 1), by=alice)
        theme = plans.keep_theme(plan=plan, title="Environment", by=alice)
        plans.keep_priority(
            council=council, reference="NEW-1", title="Cleaner air", theme=theme, accountable_officer=erin, by=alice
        )
        first = reviews.open_round(council=council, period=periods.quarter(2010, 1), by=alice)
    return {"last": last, "first": first, "erin": erin}


def asked(round: Round) -> list[str]:
    return [one.reference for one in queries.asked_about(round)]


def test_a_round_asks_about_the_priorities_of_the_plans_that_run_in_it(year: dict[str, Any]) -> None:
    last, first, council = year["last"], year["first"], year["first"].council
    assert (asked(last), asked(first)) == (["ENV-1"], ["NEW-1"])
    assert [one.reference for one in queries.not_settled(first)] == ["NEW-1"]
    assert [one.priority.reference for one in progress.lines(first, date(2010, 7, 2))] == ["NEW-1"]
    found = home.home(council, first.slug, {})
    assert found and [line.reference for line in found.lines] == ["NEW-1"] and found.changes == []
    assert [line.total for line in rounds.listed(council)] == [1, 1]
    entries = values.entries(reports.summaries(first, on=date(2010, 7, 2)).plans)
    assert [one.references for one in entries] == ["NEW-1"]
    items = work.work_of(year["erin"], council, date(2010, 7, 2)).items
    assert [one.words for one in items] == ["Begin to write about NEW-1 Cleaner air"]


def test_the_page_of_plans_tells_of_a_plan_that_has_ended_last_and_without_ratings(
    year: dict[str, Any], dana: User, signed_in: SignedIn
) -> None:
    page = signed_in(dana).get("/leeds/plans/").content.decode()
    assert page.index("New Plan") < page.index("Until 31 March 2010.") < page.index("Cleaner streets")
    assert "Each of 2 priorities" not in page and "The one priority has an accountable officer" in page
    assert page.count("Not judged yet") == page.split("Until 31 March 2010.")[0].count("Not judged yet")


def test_what_was_assessed_all_the_same_stays_in_its_round(
    year: dict[str, Any], priority: Priority, alice: User
) -> None:
    reviews.keep_assessment(
        round=year["first"], priorities=[priority], narrative="More.", rating=None, reason="", grades=[], by=alice
    )
    assert asked(year["first"]) == ["ENV-1", "NEW-1"]


def test_a_priority_of_a_plan_that_has_ended_shows_its_last_round(
    year: dict[str, Any], dana: User, signed_in: SignedIn
) -> None:
    page = priorities.page(year["first"].council, "ENV-1", "")
    assert page and page.round == year["last"] and page.is_newest
    shown = signed_in(dana).get("/leeds/priorities/ENV-1/").content.decode()
    assert "ran until 31 March 2010" in shown and "See the newest" not in shown


def test_a_priority_of_a_plan_that_has_ended_holds_up_no_closing_of_its_service(
    priority: Priority, alice: User
) -> None:
    service = councils.add_unit(council=priority.council, name="Waste", kind=Unit.Kind.SERVICE, by=alice)
    plans.keep_priority(council=priority.council, reference="ENV-1", service=service, by=alice)
    assert structure.hanging(service) == ["1 priority"]
    plans.keep_plan(council=priority.council, reference=priority.theme.plan.reference, ends=date(2010, 3, 31), by=alice)
    assert structure.hanging(service) == []
    plans.keep_plan(council=priority.council, reference=priority.theme.plan.reference, ends=None, by=alice)
    plans.keep_priority(council=priority.council, reference="ENV-1", by=alice, **DROPPED)
    assert structure.hanging(service) == [], "nor does one that has ended itself"


def test_a_past_day_goes_by_the_days_that_the_plans_had_then(
    year: dict[str, Any], priority: Priority, alice: User
) -> None:
    with time_machine.travel(datetime(2010, 7, 9, 12, tzinfo=UTC)):
        plans.keep_plan(council=priority.council, reference=priority.theme.plan.reference, ends=None, by=alice)
    assert [one.reference for one in queries.asked_about(year["first"], date(2010, 7, 8))] == ["NEW-1"]
    assert [one.reference for one in queries.asked_about(year["first"], date(2010, 7, 9))] == ["ENV-1", "NEW-1"]


def test_the_team_says_from_when_to_when_a_plan_runs(
    priority: Priority, alice: User, dana: User, signed_in: SignedIn
) -> None:
    plan, client = priority.theme.plan, signed_in(alice)
    url = f"/leeds/plans/days/{plan.reference}/"
    assert url in client.get("/leeds/plans/").content.decode()
    assert url not in signed_in(dana).get("/leeds/plans/").content.decode()
    seen = client.get(url).context["form"]["seen"].value()
    typed = {"begins": "2009-04-01", "ends": "2010-03-31", "seen": seen}
    refused = client.post(url, typed | {"ends": "2009-03-31"}).content.decode()
    assert "The last day of a plan cannot be before its first." in refused
    page = client.post(url, typed, follow=True).content.decode()
    assert "From 1 April 2009 to 31 March 2010." in page
    assert "Somebody else changed this plan" in client.post(url, typed | {"ends": ""}).content.decode()
    assert Plan.objects.get(pk=plan.pk).ends == date(2010, 3, 31)


def test_a_plan_that_would_end_before_it_begins_is_refused(priority: Priority, alice: User) -> None:
    with pytest.raises(Refused, match="before its first"):
        plans.keep_plan(
            council=priority.council, reference=priority.theme.plan.reference,
            begins=date(2010, 4, 1), ends=date(2010, 3, 31), by=alice,
        )  # fmt: skip


@pytest.fixture
def dropped(year: dict[str, Any], alice: User) -> dict[str, Any]:
    """A priority of the plan that runs on, which ended in the first quarter of two that are being reported on."""
    council = year["first"].council
    with time_machine.travel(datetime(2010, 10, 1, 12, tzinfo=UTC)):
        theme = Priority.objects.get(council=council, reference="NEW-1").theme
        plans.keep_priority(council=council, reference="NEW-2", title="Buses", theme=theme, by=alice)
        second = reviews.open_round(council=council, period=periods.quarter(2010, 2), by=alice)
    with time_machine.travel(datetime(2010, 10, 4, 12, tzinfo=UTC)):
        plans.keep_priority(council=council, reference="NEW-1", by=alice, **DROPPED)
    return year | {"second": second}


def test_a_priority_that_ended_before_its_plan_is_asked_about_in_no_later_round(dropped: dict[str, Any]) -> None:
    first, second, council = dropped["first"], dropped["second"], dropped["first"].council
    assert (asked(first), asked(second)) == (["NEW-1", "NEW-2"], ["NEW-2"])
    assert [one.reference for one in queries.not_settled(second)] == ["NEW-2"]
    found = home.home(council, second.slug, {})
    assert found and [line.reference for line in found.lines] == ["NEW-2"]
    assert [line.total for line in rounds.listed(council)] == [1, 2, 1]
    items = work.work_of(dropped["erin"], council, date(2010, 10, 5)).items
    assert [one.round for one in items] == ["Q1 2010/11"], "the round in whose period it ended asks about it still"


def test_a_past_day_goes_by_the_last_day_that_a_priority_had_then(dropped: dict[str, Any], alice: User) -> None:
    first, second, council = dropped["first"], dropped["second"], dropped["first"].council
    before, after = date(2010, 10, 3), date(2010, 10, 4)
    assert [one.reference for one in queries.asked_about(second, before)] == ["NEW-1", "NEW-2"]
    assert [one.reference for one in queries.asked_about(second, after)] == ["NEW-2"]
    assert [[line.total for line in rounds.listed(council, on)][:2] for on in (before, after)] == [[2, 2], [1, 2]]
    with time_machine.travel(datetime(2010, 10, 9, 12, tzinfo=UTC)):
        plans.keep_priority(council=council, reference="NEW-1", ends=None, ends_reason="", by=alice)
    assert asked(second) == ["NEW-1", "NEW-2"]
    assert [one.reference for one in queries.asked_about(second, after)] == ["NEW-2"]
    page = priorities.page(council, "NEW-1", "", after)
    assert page and page.priority.ends == DROPPED["ends"] and page.round == first


def test_pages_say_when_a_priority_ended_and_why(
    dropped: dict[str, Any], dana: User, alice: User, signed_in: SignedIn
) -> None:
    page = signed_in(dana).get("/leeds/priorities/NEW-1/").content.decode()
    assert "Its last day is 3 May 2010." in page and "The grant was withdrawn." in page and "Q1 2010/11" in page
    assert "/leeds/plans/ends/NEW-1" not in page
    kept = signed_in(dana).get("/leeds/plans/").content.decode()
    assert "until 3 May 2010" in kept and "1 of 1 priority has no accountable officer" in kept
    assert kept.count("Not judged yet") == 2, "in the filter aside, the legend and the line of the other only"
    then = signed_in(dana).get("/leeds/plans/?as_at=2010-10-03").content.decode()
    assert "until 3 May 2010" not in then
    new_one = Priority.objects.get(council=dropped["second"].council, reference="NEW-1")
    reviews.keep_assessment(
        round=dropped["second"], priorities=[new_one], narrative="So.", rating=None, reason="", grades=[], by=alice
    )
    kept = signed_in(dana).get("/leeds/plans/").content.decode()
    assert "1 of 2 priorities has no accountable officer" in kept, "what was assessed all the same is asked about"


def test_the_team_says_that_a_priority_ends_and_takes_it_away_again(
    priority: Priority, alice: User, bob: User, signed_in: SignedIn
) -> None:
    client, url = signed_in(alice), "/leeds/plans/ends/ENV-1"
    assert url in client.get("/leeds/priorities/ENV-1/").content.decode()
    shown = client.get(url)
    assert 'href="/leeds/priorities/ENV-1/">Cancel' in shown.content.decode()
    seen = shown.context["form"]["seen"].value()
    typed = {"ends": "2010-05-03", "ends_reason": " ", "seen": seen}
    assert "Say why the priority ends." in client.post(url, typed).content.decode()
    assert "Give the last day" in client.post(url, typed | {"ends": "", "ends_reason": "So."}).content.decode()
    page = client.post(url, typed | {"ends_reason": "Done early."}, follow=True).content.decode()
    assert "Its last day is 3 May 2010." in page and "Done early." in page
    assert "Somebody else changed this priority" in client.post(url, typed | {"ends": ""}).content.decode()
    seen = client.get(url).context["form"]["seen"].value()
    client.post(url, {"ends": "", "ends_reason": "", "seen": seen})
    assert Priority.objects.get(pk=priority.pk).ends is None
    assert signed_in(bob).get(url).status_code == 403

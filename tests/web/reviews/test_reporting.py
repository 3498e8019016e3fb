"""Progress of actions in a round: who is asked, what is said for which round, and where one comes back to."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from tallystick import periods
from tallystick_web.accounts.models import User
from tallystick_web.common.words import day
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.models import Action
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Plan, Priority
from tallystick_web.record.queries.work import Kind, work_of
from tallystick_web.reviews import actions
from tallystick_web.reviews.models import Assessment, Reported, Round
from tallystick_web.reviews.queries import reporting

from ..conftest import person

Browser = Callable[[User], Client]
ON = date(2026, 7, 1)


@pytest.fixture
def frank(leeds: Council) -> User:
    """Owns an action."""
    return person("Frank", leeds, Role.CONTRIBUTOR)


def agreed(reference: str, owner: User, priority: Priority | None, by: User, **fields: Any) -> Action:
    action = work.keep_action(
        council=owner.memberships.get().council, reference=reference, title="Sweep twice a day", owner=owner,
        due=date(2027, 3, 31), priorities=[priority] if priority else [], by=by, **fields,
    )  # fmt: skip
    return work.take_step(action=action, verb="agree", by=by, on=ON)


@pytest.fixture
def action(priority: Priority, frank: User, alice: User) -> Action:
    return agreed("A-001", frank, priority, alice)


def test_the_actions_without_a_report_are_sorted_and_taken_away(
    action: Action, round: Round, priority: Priority, frank: User, alice: User, signed_in: Browser
) -> None:
    for number in range(2, 54):
        agreed(f"A-{number:03}", alice, priority, alice)
    client = signed_in(alice)

    def order(query: str) -> list[str]:
        page = client.get(f"/leeds/reviews/rounds/{round.slug}/actions/?{query}").content.decode()
        file = b"".join(client.get(f"/leeds/reviews/rounds/{round.slug}/actions.csv?{query}")).decode().splitlines()[1:]  # type: ignore[arg-type]
        found = [row.split(",")[1] for row in file]
        assert re.findall(r"<b>(A-\d+)</b>", page.split("<tbody")[1]) == found[:50]
        return found

    assert order("sort=-action")[:2] == ["A-053", "A-052"] and len(order("sort=-action")) == 53
    assert order("sort=-owner")[0] == "A-001" == order("")[0]
    assert order(f"owner={frank.pk}&sort=due") == ["A-001"]


def test_progress_is_due_on_what_serves_a_priority_and_is_to_be_worked_on_by_now(
    action: Action, round: Round, priority: Priority, frank: User, alice: User
) -> None:
    agreed("A-002", frank, None, alice)
    agreed("A-003", frank, priority, alice, start=ON + timedelta(days=1))
    for reference, due in (("A-004", ON), ("A-005", ON - timedelta(days=1))):
        work.keep_action(
            council=round.council, reference=reference, title="Not agreed", due=due, priorities=[priority], by=alice
        )
    assert [one.reference for one in reporting.due(round, ON)] == ["A-001", "A-005"]
    asked = [one for one in reporting.serving(round.council_id) if reporting.is_asked(one, ON)]
    assert [one.reference for one in asked] == ["A-001", "A-005"]  # what a past day is told by says the same


def test_what_has_outlived_all_that_it_serves_is_asked_about_until_it_is_closed_or_given_a_priority_that_runs(
    action: Action, round: Round, priority: Priority, plan: Plan, frank: User, alice: User, signed_in: Browser
) -> None:
    def words(somebody: User) -> list[str]:
        return [one.words for one in work_of(somebody, round.council, timezone.localdate()).items]

    def told(address: str) -> bool:
        return "All that" in signed_in(frank).get(f"/leeds/{address}").content.decode().split("reading")[0]

    ended, ask = timezone.localdate() - timedelta(days=1), "Say how A-001 Sweep twice a day comes along"
    waits = "Close 1 open action that serves only what has ended, or give it a priority that runs"
    assert ask in words(frank) and waits not in words(alice) and not told("delivery/actions/A-001/")
    plans.keep_plan(council=round.council, reference=plan.reference, ends=ended, by=alice)
    assert f"{ask}, or close it: all that it serves has ended" in words(frank)
    assert waits in words(alice) and told("delivery/actions/A-001/")
    page = signed_in(frank).get("/leeds/reviews/actions/A-001/progress/").content.decode()
    assert f"ENV-1 Cleaner streets, on {day(ended)}" in page and "actions/A-001/change/#id_priorities" in page
    assert (
        "All that it serves has ended"
        in signed_in(alice).get(f"/leeds/reviews/rounds/{round.slug}/actions/").content.decode()
    )
    assert "actions/A-001/" in signed_in(alice).get("/leeds/delivery/actions/?priority=ended").content.decode()

    following = plans.keep_plan(council=round.council, reference="next", title="Next plan", by=alice)
    theme = plans.keep_theme(plan=following, title="Places", by=alice)
    runs = plans.keep_priority(council=round.council, reference="NEXT-1", title="Clean", theme=theme, by=alice)
    work.keep_action(council=round.council, reference="A-001", priorities=[priority, runs], by=frank)
    assert ask in words(frank) and waits not in words(alice)
    plans.keep_priority(council=round.council, reference="NEXT-1", ends=ended, ends_reason="Dropped.", by=alice)
    assert waits in words(alice)
    work.take_step(action=action, verb="stop", by=alice, on=ON, reason="Its plan has ended.")
    assert waits not in words(alice) and not told("delivery/actions/A-001/")


def test_what_is_said_while_a_round_is_open_is_said_for_it(
    action: Action, round: Round, frank: User, alice: User
) -> None:
    actions.report(action=action, text="The rota is drafted.", by=frank)
    actions.report(action=action, text="The rota is agreed.", by=frank)
    assert list(reporting.due(round, ON)) == []
    told = reporting.progress(round, ON)
    assert (told.reported, told.missing, told.asked) == (1, 0, 1)
    later = actions.open_round(council=round.council, period=periods.quarter(2009, 3), by=alice)
    assert [one.reference for one in reporting.due(later, ON)] == ["A-001"]


def test_between_rounds_it_is_said_without_one_and_never_for_a_closed_one(
    action: Action, round: Round, frank: User, alice: User
) -> None:
    actions.close_round(round=round, carrying="Nothing was said.", by=alice)
    actions.report(action=action, text="The rota is drafted.", by=frank)
    assert not Reported.objects.exists() and Action.objects.get().note == "The rota is drafted."
    with pytest.raises(Refused, match="is closed"):
        actions.report(action=action, text="Too late.", round=round, by=frank)
    assert Action.objects.get().note == "The rota is drafted."


def test_the_author_reports_from_the_editor_and_comes_back_to_it(
    action: Action, assessment: Assessment, alice: User, signed_in: Browser
) -> None:
    client, editor = signed_in(alice), f"/leeds/reviews/assessments/{assessment.pk}/"
    page = client.get(editor).content.decode()
    assert "Progress is due on 1 action" in page and "/leeds/reviews/actions/A-001/progress/" in page
    answer = client.post(
        "/leeds/reviews/actions/A-001/progress/", {"text": "Half of it swept.", "assessment": assessment.pk}
    )
    assert answer.headers["Location"] == f"{editor}#progress"
    page = client.get(editor).content.decode()
    assert "Progress was reported on every action" in page and "Half of it swept." in page
    assert Reported.objects.get().round == assessment.round


def test_an_empty_report_is_asked_for_again(action: Action, round: Round, frank: User, signed_in: Browser) -> None:
    page = signed_in(frank).post("/leeds/reviews/actions/A-001/progress/", {"text": " "}).content.decode()
    assert "Say how the action comes along." in page and "in Q2 2009/10?" in strip_tags(page)
    assert not Reported.objects.exists()


def test_somebody_else_can_not_report_for_the_owner(
    action: Action, round: Round, leeds: Council, signed_in: Browser
) -> None:
    erin = signed_in(person("Erin", leeds, Role.CONTRIBUTOR))
    assert erin.post("/leeds/reviews/actions/A-001/progress/", {"text": "All well."}).status_code == 403
    page = erin.get("/leeds/reviews/rounds/q2-2009-10/actions/").content.decode()
    assert "A-001" in page and "actions/A-001/progress/" not in page


def test_the_page_of_the_round_counts_what_was_reported_and_by_whom_not(
    action: Action, round: Round, priority: Priority, frank: User, alice: User, signed_in: Browser
) -> None:
    agreed("A-002", alice, priority, alice)
    actions.report(action=action, text="Half of it swept.", by=frank)
    client = signed_in(alice)
    page = client.get("/leeds/reviews/rounds/q2-2009-10/progress/").content.decode()
    assert "1 of 2 actions have reported" in page and f"actions/?owner={alice.pk}" in page
    page = client.get(f"/leeds/reviews/rounds/q2-2009-10/actions/?owner={alice.pk}").content.decode()
    assert "A-002" in page and "A-001" not in page
    page = client.get(f"/leeds/reviews/rounds/q2-2009-10/actions/?owner={frank.pk}").content.decode()
    assert "A-002" not in page


def test_the_list_of_the_round_asks_the_database_as_often_for_many_actions(
    action: Action, round: Round, priority: Priority, frank: User, alice: User, signed_in: Browser
) -> None:
    client, page = signed_in(alice), "/leeds/reviews/rounds/q2-2009-10/actions/"
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(page)
    for number in range(2, 8):
        agreed(f"A-{number:03}", frank, priority, alice)
    with CaptureQueriesContext(connection) as many:
        assert "0 of 7 actions have" in client.get(page).content.decode()
    assert len(many) == len(few)


def test_my_work_names_the_actions_that_are_to_report(
    action: Action, round: Round, frank: User, signed_in: Browser
) -> None:
    client = signed_in(frank)
    page = client.get("/leeds/work/").content.decode()
    assert "Say how A-001 Sweep twice a day comes along" in page and "Round Q2 2009/10" in page
    actions.report(action=action, text="Half of it swept.", by=frank)
    assert "Say how A-001" not in client.get("/leeds/work/").content.decode()
    assert reporting.progress(round, timezone.localdate()).missing == 0


def test_an_action_that_began_after_the_reports_were_due_is_not_late_from_its_first_day(
    round: Round, priority: Priority, frank: User, alice: User, time_machine: Any
) -> None:
    assert round.submit_by
    for reference, days, start in (("A-1", -1, 0), ("A-2", 1, 0), ("A-3", -1, 1)):
        time_machine.move_to(datetime.combine(round.submit_by + timedelta(days), time(12), UTC))
        agreed(reference, frank, priority, alice, start=round.submit_by + timedelta(start))
    on = round.submit_by + timedelta(2)
    found = {one.words: one.due_on for one in work_of(frank, round.council, on).items if one.kind is Kind.PROGRESS}
    assert found == {
        "Say how A-1 Sweep twice a day comes along": round.submit_by,
        "Say how A-2 Sweep twice a day comes along": None,
        "Say how A-3 Sweep twice a day comes along": None,
    }

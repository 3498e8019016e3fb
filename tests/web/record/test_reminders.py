"""Who is reminded of what on which day, through a real mail server, and that nobody is told twice or of what is not theirs to see."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tallystick import deadlines, periods
from tallystick_web.accounts.models import Reminder, User
from tallystick_web.audit.models import Event
from tallystick_web.councils import actions as councils
from tallystick_web.councils.digests import Line
from tallystick_web.councils.models import Council, Membership, Role, Unit
from tallystick_web.delivery.actions import risks, work
from tallystick_web.delivery.models import Milestone
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Due, Measure
from tallystick_web.record import commands, reminders
from tallystick_web.record.queries.work import work_of
from tallystick_web.reviews import actions as reviews
from web.conftest import PASSWORD, person
from web.mail_server import MailServer

Q3 = periods.quarter(2009, 3)


@pytest.fixture
def erin(leeds: Council, alice: User, bob: User) -> User:
    """The owner of measures, who never answers."""
    return person("Erin", leeds, Role.CONTRIBUTOR)


@pytest.fixture
def due_on(measure: Measure, erin: User, alice: User) -> date:
    """The day by which Erin's value is wanted."""
    measures.reassign(measures=[measure], owner=erin, by=alice)
    reviews.open_round(council=measure.council, period=Q3, by=alice)
    return Due.objects.get(measure=measure).due_on


def days_from(due: date, working_days: int) -> date:
    return deadlines.add_working_days(due, working_days)


def run(council: Council, on: date) -> list[str]:
    return [str(outcome) for outcome in reminders.send(council, on)]


def rungs(council: Council) -> list[tuple[str, str, date]]:
    return [(one.person, one.rung, one.day) for one in Reminder.objects.order_by("id")]


def test_who_never_answers_is_told_before_on_the_day_and_after_and_then_the_performance_team_hears(
    server: MailServer, leeds: Council, due_on: date
) -> None:
    day = due_on - timedelta(days=9)
    while day < due_on + timedelta(days=18):
        if reminders.why_not_on(day) is None:
            run(leeds, day)
        day += timedelta(days=1)
    steps = [days_from(due_on, step) for step in (-5, 0, 3, 10)]
    assert rungs(leeds) == [
        ("Erin", "before", steps[0]),
        ("Erin", "on_the_day", steps[1]),
        ("Erin", "after", steps[2]),
        ("Alice", "head", steps[3]),
        ("Erin", "head", steps[3]),
    ]
    assert "Late in your service" in server.text(3) and "Erin: Enter Streets below standard" in server.text(3)
    assert "Late in your service" not in server.text(4) and "10 working days ago" in server.text(4)


def test_four_measures_make_one_letter(
    server: MailServer, leeds: Council, due_on: date, erin: User, alice: User
) -> None:
    for number in range(3):
        other = measures.keep_measure(
            council=leeds, reference=f"NI {number}", title=f"Measure {number}", frequency=periods.Frequency.QUARTER,
            owner=erin, collection_minutes=5, by=alice,
        )  # fmt: skip
        measures.ask_for(collection=Due.objects.first().collection, measure=other, period=Q3, by=alice)  # type: ignore[union-attr]
    run(leeds, due_on)
    assert server.receivers == [erin.email]
    assert server.letters[0]["Subject"].startswith("4 things to do")
    assert server.text().count("\n- Enter ") == 4 and "about 15 minutes" in server.text()
    assert server.text().count("https://") == server.html().count("https://") == 1


def test_a_second_run_on_a_day_sends_nothing_twice(server: MailServer, leeds: Council, due_on: date) -> None:
    assert len(run(leeds, due_on)) == 1
    assert run(leeds, due_on) == [] and len(server.letters) == 1


def test_a_run_that_was_killed_over_a_letter_sends_it_the_next_day_and_not_again_the_same(
    server: MailServer, leeds: Council, due_on: date
) -> None:
    run(leeds, due_on)
    Reminder.objects.update(state=Reminder.State.SENDING)
    assert run(leeds, due_on) == []
    assert len(run(leeds, days_from(due_on, 1))) == 1
    assert run(leeds, days_from(due_on, 2)) == []


def test_a_letter_that_cannot_be_delivered_is_recorded_and_tried_again_while_the_others_go_out(
    server: MailServer, leeds: Council, due_on: date, erin: User, alice: User
) -> None:
    frank = person("Frank", leeds, Role.CONTRIBUTOR)
    other = measures.keep_measure(
        council=leeds, reference="NI 2", title="Other", frequency=periods.Frequency.QUARTER, owner=frank, by=alice
    )
    measures.ask_for(collection=Due.objects.first().collection, measure=other, period=Q3, by=alice)  # type: ignore[union-attr]
    server.refused[erin.email] = "550 5.1.1 No such person here"
    told = run(leeds, due_on)
    assert [one.endswith("550 5.1.1 No such person here") for one in told] == [True, False]
    assert server.receivers == [frank.email]
    assert Event.objects.filter(council="leeds", verb="reminder.not_delivered").count() == 1
    server.refused.clear()
    assert len(run(leeds, due_on)) == 1 and server.receivers == [frank.email, erin.email]
    assert Reminder.objects.get(person="Erin").attempts == 2
    assert run(leeds, days_from(due_on, 1)) == []


def test_what_failed_yesterday_is_told_today(server: MailServer, leeds: Council, due_on: date, erin: User) -> None:
    server.refused[erin.email] = "451 Try again later"
    run(leeds, due_on)
    server.refused.clear()
    assert len(run(leeds, days_from(due_on, 1))) == 1 and run(leeds, days_from(due_on, 2)) == []
    assert "1 working day ago" in server.text()


def test_what_was_chased_in_vain_is_told_by_the_next_run(
    server: MailServer, leeds: Council, due_on: date, erin: User, alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    [item] = work_of(erin, leeds, due_on).items
    server.refused[erin.email] = "451 Try again later"
    with django_capture_on_commit_callbacks(execute=True):
        councils.chase(council=leeds, person=erin, lines=[Line(item.words, item.url, item.due_on)], by=alice)
    Reminder.objects.update(day=days_from(due_on, -9))
    server.refused.clear()
    assert len(run(leeds, days_from(due_on, -8))) == 1 and run(leeds, days_from(due_on, -7)) == []


def test_more_time_begins_the_ladder_anew(server: MailServer, leeds: Council, due_on: date, alice: User) -> None:
    run(leeds, due_on)
    later = days_from(due_on, 20)
    measures.extend(due=Due.objects.get(), until=later, reason="A strike", by=alice)
    assert run(leeds, days_from(due_on, 3)) == []
    run(leeds, days_from(later, -5))
    assert [rung for _, rung, _ in rungs(leeds)] == ["on_the_day", "before"]


def test_a_deputy_has_a_letter_of_their_own_while_they_stand_in(
    server: MailServer, leeds: Council, due_on: date, erin: User, alice: User
) -> None:
    frank = person("Frank", leeds, Role.CONTRIBUTOR)
    councils.name_deputy(council=leeds, person=erin, deputy=frank, start=due_on, end=due_on, by=erin)
    run(leeds, days_from(due_on, -5))
    assert server.receivers == [erin.email]
    run(leeds, due_on)
    assert server.given[1:] == [("tallystick@localhost", [erin.email]), ("tallystick@localhost", [frank.email])]
    assert "(in place of Erin)" in server.text() and server.letters[-1]["Cc"] is None
    run(leeds, days_from(due_on, 3))
    assert server.receivers[3:] == [erin.email]


@pytest.mark.parametrize("left", ["inactive", "without a role", "councillor"])
def test_who_has_left_is_not_reminded_and_the_performance_team_hears_once_it_is_overdue(
    left: str, server: MailServer, leeds: Council, due_on: date, erin: User, alice: User
) -> None:
    if left == "inactive":
        User.objects.filter(pk=erin.pk).update(is_active=False)
    else:
        Membership.objects.filter(person=erin).delete()
    if left == "councillor":
        councils.give_role(council=leeds, person=erin, role=Role.COUNCILLOR, by=None)
    assert run(leeds, due_on) == []
    run(leeds, days_from(due_on, 3))
    assert server.receivers == [alice.email] and "Nobody looks after this: Enter Streets" in server.text()
    assert run(leeds, days_from(due_on, 12)) == []


def test_late_actions_and_risks_of_nobody_and_of_leavers_are_told_once_to_the_performance_team(
    server: MailServer, leeds: Council, alice: User, erin: User
) -> None:
    due, scores = date(2026, 2, 27), dict.fromkeys(risks.SCORES, 2)
    work.keep_action(council=leeds, reference="A-1", title="Sweep", owner=erin, due=due, by=alice)
    work.keep_action(council=leeds, reference="A-2", title="Dig", due=due, by=alice)
    work.keep_action(council=leeds, reference="A-3", title="Plant", due=date(2026, 9, 30), by=alice)
    risks.keep_risk(council=leeds, reference="R-1", title="Flood", owner=erin, review_due=due, by=alice, **scores)
    councils.leave(council=leeds, person=erin, by=alice)
    assert run(leeds, due) == []
    run(leeds, days_from(due, 3))
    letter = " ".join(server.text().split())
    for words in ("Finish A-1 Sweep", "Finish A-2 Dig", "Look again at R-1 Flood"):
        assert f"Nobody looks after this: {words}" in letter
    assert "A-3" not in letter and server.receivers == [alice.email]
    assert run(leeds, days_from(due, 12)) == []


@pytest.mark.parametrize(
    ("service_head", "directorate_head", "told"),
    [
        ("Grace", "Heidi", "Grace"),
        ("", "Heidi", "Heidi"),
        ("", "", "Alice"),
        ("Erin", "Heidi", "Heidi"),
        ("Left", "", "Alice"),
    ],
)
def test_the_head_of_the_service_hears_else_of_the_directorate_else_the_performance_team(
    service_head: str, directorate_head: str, told: str, server: MailServer, leeds: Council, due_on: date, measure: Measure,
    alice: User, erin: User,
) -> None:  # fmt: skip
    people = {name: person(name, leeds, Role.DIRECTOR) for name in ("Grace", "Heidi")}
    people |= {"Erin": erin, "Left": person("Left", leeds, Role.CONTRIBUTOR)}
    above = councils.add_unit(council=leeds, name="Environment", kind=Unit.Kind.DIRECTORATE, by=alice)
    below = councils.add_unit(council=leeds, name="Streets", kind=Unit.Kind.SERVICE, parent=above, by=alice)
    councils.set_head(unit=above, head=people.get(directorate_head), by=alice)
    councils.set_head(unit=below, head=people.get(service_head), by=alice)
    councils.leave(council=leeds, person=people["Left"], by=alice)
    measures.keep_measure(council=leeds, reference=measure.reference, service=below, by=alice)
    run(leeds, days_from(due_on, 3))
    run(leeds, days_from(due_on, 9))
    assert {name for name, _, _ in rungs(leeds)} == {"Erin"}
    run(leeds, days_from(due_on, 10))
    assert {name for name, rung, _ in rungs(leeds) if rung == "head"} == {"Erin", told}


def test_a_letter_to_a_head_that_failed_is_tried_again(
    server: MailServer, leeds: Council, due_on: date, alice: User
) -> None:
    run(leeds, days_from(due_on, 3))
    server.refused[alice.email] = "451 Try again later"
    run(leeds, days_from(due_on, 10))
    server.refused.clear()
    run(leeds, days_from(due_on, 11))
    assert server.receivers[2:] == [alice.email]
    assert run(leeds, days_from(due_on, 12)) == []


def test_nobody_is_told_of_another_council(server: MailServer, leeds: Council, due_on: date, erin: User, charlie: User, harborough: Council) -> None:  # fmt: skip
    councils.give_role(council=harborough, person=erin, role=Role.CONTRIBUTOR, by=None)
    assert run(harborough, due_on) == []
    run(leeds, due_on)
    assert server.receivers == [erin.email] and {one.council for one in Reminder.objects.all()} == {"leeds"}


def test_the_links_of_all_receivers_open_for_them_after_signing_in(
    server: MailServer, leeds: Council, due_on: date, alice: User, bob: User, priority: Any
) -> None:
    run(leeds, days_from(due_on, 3))
    run(leeds, days_from(due_on, 10))
    assert len(server.letters) == 3
    for receiver, number in zip(server.receivers, range(3), strict=True):
        link = next(line for line in server.text(number).splitlines() if line.startswith("https://"))
        address = urlsplit(link)
        assert (address.hostname, address.path) == ("tally.example.gov.uk", "/accounts/login/")
        client = Client()
        answer = client.post(
            f"{address.path}?{address.query}",
            {"login": receiver, "password": PASSWORD, "next": parse_qs(address.query)["next"][0]}, follow=True,
        )  # fmt: skip
        assert answer.status_code == 200, receiver
        assert answer.redirect_chain[-1][0] == parse_qs(address.query)["next"][0]


def test_reading_takes_as_many_queries_however_much_there_is_to_do(
    leeds: Council, due_on: date, erin: User, alice: User
) -> None:
    with CaptureQueriesContext(
        connection,
    ) as before:
        reminders.compose(leeds, due_on)
    for number in range(20):
        other = measures.keep_measure(
            council=leeds, reference=f"NI {number}", title=f"Measure {number}", frequency=periods.Frequency.QUARTER,
            owner=erin, by=alice,
        )  # fmt: skip
        measures.ask_for(collection=Due.objects.first().collection, measure=other, period=Q3, by=alice)  # type: ignore[union-attr]
    with CaptureQueriesContext(connection) as after:
        [digest] = reminders.compose(leeds, due_on).digests
    assert len(digest.lines) == 21 and len(after) == len(before)


def test_the_command_says_what_it_sent_and_its_exit_status_whether_anything_failed(
    server: MailServer, leeds: Council, harborough: Council, due_on: date, erin: User
) -> None:
    call: Callable[..., Any] = lambda *arguments: CliRunner().invoke(commands.remind, arguments)  # noqa: E731
    assert "“tomorrow” is no day. Write it as 2009-10-14." in call("--on", "tomorrow").output
    rehearsed = call("--on", str(due_on), "--dry-run")
    assert rehearsed.exit_code == 0 and "leeds: erin@leeds.example, 1 thing to do" in rehearsed.output
    assert "would be sent" in rehearsed.output and not server.letters and not Reminder.objects.exists()
    server.refused[erin.email] = "550 5.1.1 No such person here"
    failed = call("--on", str(due_on))
    assert failed.exit_code == 1 and "not delivered: 550 5.1.1 No such person here" in failed.output
    server.refused.clear()
    assert call("--on", str(due_on), "--council", "harborough").output == ""
    sent = call("--on", str(due_on), "--council", "leeds")
    assert sent.exit_code == 0 and sent.output.endswith(": sent\n") and len(server.letters) == 1
    assert call("--on", str(due_on)).output == ""


def test_one_record_that_cannot_be_counted_keeps_no_letter_from_anybody_else(
    server: MailServer, leeds: Council, harborough: Council, due_on: date, erin: User, alice: User, signed_in: Any
) -> None:
    action = work.keep_action(
        council=leeds,
        reference="A-9",
        title="Plant trees",
        owner=erin,
        due=date(2150, 1, 1),
        state="in_progress",
        by=alice,
    )
    Milestone.objects.create(action=action, title="Dig", due=date(202, 6, 1))
    ran = CliRunner().invoke(commands.remind, ["--on", str(due_on)])
    assert ran.exit_code == 1 and "leeds: erin@leeds.example, 1 thing to do" in ran.stdout
    told = ran.stderr.splitlines()
    assert len(told) == 2 and all(one.startswith("leeds: ") for one in told)
    assert any(
        "Finish A-9 Plant trees: correct its day, 1 January 2150, to one from 1990 to 2099" in one for one in told
    )
    assert any("“Dig”" in one and "1 June 202" in one for one in told)
    page = signed_in(erin).get("/leeds/work/").content.decode()
    assert "correct its day, 1 January 2150" in page


def test_the_command_names_an_unknown_council_a_missing_address_and_a_day_off(
    leeds: Council, due_on: date, settings: Any
) -> None:
    call: Callable[..., Any] = lambda *arguments: CliRunner().invoke(commands.remind, arguments)  # noqa: E731
    assert call("--council", "nowhere").exit_code == 1
    off = call("--on", "2009-12-25")
    assert off.exit_code == 0 and off.output == "Friday 25 December 2009 is no working day: nobody is reminded.\n"
    settings.SITE = "https://*"
    missing = call("--on", str(due_on))
    assert missing.exit_code == 1 and "TALLYSTICK_URL" in missing.output

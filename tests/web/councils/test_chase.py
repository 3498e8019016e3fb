"""The performance team reminds somebody at once; it is on the record whether the letter arrived."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tallystick_web.accounts import queries as accounts
from tallystick_web.accounts.models import Reminder, User
from tallystick_web.audit.models import Event
from tallystick_web.councils import actions
from tallystick_web.councils.digests import Line
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import Refused
from web.mail_server import MailServer

LINK = "https://tally.example.gov.uk/accounts/login/?next=%2Fleeds%2Fcollect%2F%3Fat%3D12%23value-12"
FIRST = Line("Enter litter for July to September 2009", "/leeds/collect/?at=12#value-12", minutes=4)
SECOND = Line("Write about ENV-1 Cleaner streets", "/leeds/reviews/assessments/1/", minutes=20, for_whom="Carol")


def chase(leeds: Council, somebody: User, by: User, commit: Any, *lines: Line) -> Reminder:
    with commit(execute=True):
        return actions.chase(council=leeds, person=somebody, lines=lines or (FIRST, SECOND), by=by)


def test_a_letter_goes_out_at_once_with_one_link_and_the_further_lines_listed(
    server: MailServer, leeds: Council, alice: User, bob: User, django_capture_on_commit_callbacks: Any
) -> None:
    reminder = chase(leeds, bob, alice, django_capture_on_commit_callbacks)
    assert reminder.state == Reminder.State.SENT and server.receivers == [bob.email]
    (received,) = server.letters
    assert received["Subject"] == "2 things to do for Leeds City Council" and received["Reply-To"] == alice.email
    for words in (server.text(), server.html()):
        assert words.count("https://") == 1 and LINK in words
        assert "Enter litter for July to September 2009" in words and "(in place of Carol)" in words
        assert "Alice of the performance team asks you for these" in words and "about 24 minutes" in words


def test_the_chasing_and_what_became_of_it_are_on_the_record(
    server: MailServer, leeds: Council, alice: User, bob: User, django_capture_on_commit_callbacks: Any
) -> None:
    server.refused[bob.email] = "550 5.1.1 No such person here"
    reminder = chase(leeds, bob, alice, django_capture_on_commit_callbacks)
    assert (reminder.state, reminder.failure) == ("not_delivered", "550 5.1.1 No such person here")
    verbs = list(Event.objects.filter(council="leeds", by_id=alice.pk).order_by("id").values_list("verb", flat=True))
    assert verbs[-3:] == ["reminder.begun", "person.chased", "reminder.not_delivered"]
    assert accounts.reminders("leeds", reminder.day).last() == reminder
    server.refused.clear()
    assert chase(leeds, bob, alice, django_capture_on_commit_callbacks).state == Reminder.State.SENT


def test_nobody_is_chased_twice_a_day_for_the_same_but_for_something_else(
    server: MailServer, leeds: Council, alice: User, bob: User, django_capture_on_commit_callbacks: Any
) -> None:
    chase(leeds, bob, alice, django_capture_on_commit_callbacks)
    with pytest.raises(Refused, match="was reminded of this today already"):
        chase(leeds, bob, alice, django_capture_on_commit_callbacks, FIRST)
    other = Line("Write about ENV-2", "/leeds/reviews/assessments/2/")
    chase(leeds, bob, alice, django_capture_on_commit_callbacks, FIRST, other)
    assert server.receivers == [bob.email, bob.email]


def test_only_the_performance_team_chases_and_only_people_of_the_council_who_have_not_left(
    leeds: Council, alice: User, bob: User, charlie: User
) -> None:
    with pytest.raises(Refused, match="performance team"):
        actions.chase(council=leeds, person=alice, lines=[FIRST], by=bob)
    with pytest.raises(Refused, match="Charlie holds no role"):
        actions.chase(council=leeds, person=charlie, lines=[FIRST], by=alice)
    with pytest.raises(Refused, match="nothing to remind"):
        actions.chase(council=leeds, person=bob, lines=[], by=alice)
    User.objects.filter(pk=bob.pk).update(is_active=False)
    bob.refresh_from_db()
    with pytest.raises(Refused, match="holds no role"):
        actions.chase(council=leeds, person=bob, lines=[FIRST], by=alice)
    assert not Reminder.objects.exists()


def test_a_letter_needs_the_address_of_the_pages(leeds: Council, alice: User, bob: User, settings: Any) -> None:
    for wrong in ("", "https://*", "http://.example.gov.uk", "tally.example.gov.uk"):
        settings.SITE = wrong
        with pytest.raises(Refused, match="TALLYSTICK_URL"):
            actions.chase(council=leeds, person=bob, lines=[FIRST], by=alice)


def test_names_and_titles_with_line_breaks_or_markup_stay_within_their_line(
    server: MailServer, leeds: Council, alice: User, bob: User, django_capture_on_commit_callbacks: Any
) -> None:
    evil = "Litter\r\nBcc: eve@nowhere.example\r\n\r\n- <a href='https://evil.example'>Enter</a>\u2028here"
    User.objects.filter(pk=bob.pk).update(name="Bob\nBcc: eve@nowhere.example")
    Council.objects.filter(pk=leeds.pk).update(name="Leeds\r\nBcc: eve@nowhere.example")
    bob.refresh_from_db(), leeds.refresh_from_db()
    line = Line(evil, "/leeds/", for_whom="Carol\n\nHello Carol")
    chase(leeds, bob, alice, django_capture_on_commit_callbacks, line)
    (received,) = server.letters
    assert received["Bcc"] is None and server.receivers == [bob.email]
    assert (
        "- Litter Bcc: eve@nowhere.example - <a href='https://evil.example'>Enter</a> here (in place of"
        in server.text()
    )
    assert server.html().count("<a ") == 1 and "&lt;a href=" in server.html()


def test_how_a_day_stands_is_said_in_words(leeds: Council) -> None:
    from tallystick_web.councils.digests import standing

    day = timezone.localdate().replace(year=2009, month=10, day=14)
    assert standing(day, day) == "It is due today, 14 October 2009."
    assert standing(day, day - timedelta(days=7)) == "It is due on 14 October 2009, in 5 working days."
    assert standing(day, day + timedelta(days=5)) == "It was due on 14 October 2009, 3 working days ago."
    assert standing(day + timedelta(days=3), day + timedelta(days=4)) == "It was due on 17 October 2009."
    assert standing(None, day) == ""

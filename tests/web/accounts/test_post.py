"""Letters are handed to a real mail server: one that cannot be delivered is told, and never stops the others."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick_web.accounts import post
from tallystick_web.accounts.post import Post
from web import mail_server
from web.mail_server import MailServer


def letter(to: str, subject: str = "One thing to do") -> Any:
    return post.letter(
        to=to,
        subject=subject,
        text="Hello",
        html="<p>Hello</p>",
        list_name="reminders.leeds",
        message_id=f"reminder-{to.partition('@')[0]}",
    )


def sent(*receivers: str) -> dict[str, str]:
    with Post() as open_post:
        return {one: open_post.send(letter(one)) for one in receivers}


def test_a_letter_is_plain_text_first_and_says_that_a_machine_sent_it(server: MailServer) -> None:
    assert sent("alice@leeds.example") == {"alice@leeds.example": ""}
    (received,) = server.letters
    assert [part.get_content_type() for part in received.iter_parts()] == ["text/plain", "text/html"]
    assert received["Auto-Submitted"] == "auto-generated"
    assert received["List-Id"] == "<reminders.leeds.tally.example.gov.uk>"
    assert received["Message-ID"] == "<reminder-alice@tally.example.gov.uk>"
    assert received["Date"] and received["To"] == "alice@leeds.example" and received["Cc"] is None
    assert received["MIME-Version"] == "1.0"


def test_many_letters_go_through_one_connection(server: MailServer) -> None:
    sent(*(f"person{number}@leeds.example" for number in range(30)))
    assert len(server.receivers) == 30 and len(server.sessions) == 1


def test_a_refused_receiver_is_told_in_the_servers_words_and_the_others_get_theirs(server: MailServer) -> None:
    server.refused["bob@leeds.example"] = "550 5.1.1 No such person here"
    told = sent("alice@leeds.example", "bob@leeds.example", "carol@leeds.example")
    assert told["bob@leeds.example"] == "550 5.1.1 No such person here"
    assert server.receivers == ["alice@leeds.example", "carol@leeds.example"]


def test_a_server_that_hangs_up_or_falls_silent_over_one_letter_stops_no_other(server: MailServer) -> None:
    server.dropped.add("bob@leeds.example")
    server.silent.add("carol@leeds.example")
    told = sent("alice@leeds.example", "bob@leeds.example", "carol@leeds.example", "dana@leeds.example")
    assert told["alice@leeds.example"] == told["dana@leeds.example"] == ""
    assert "closed" in told["bob@leeds.example"] and "timed out" in told["carol@leeds.example"]
    assert server.receivers == ["alice@leeds.example", "dana@leeds.example"]


def test_an_address_that_cannot_be_written_into_a_letter_stops_no_other(server: MailServer) -> None:
    told = sent("alice@leeds.example\nBcc: eve@nowhere.example", "@", "carol@leeds.example")
    assert list(told.values()).count("") == 1 and told["carol@leeds.example"] == ""
    assert server.receivers == ["carol@leeds.example"]


def test_a_server_out_of_reach_is_tried_twice_and_the_rest_left_for_the_next_run(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.free_port()
    told = sent(*(f"person{number}@leeds.example" for number in range(200)))
    assert len(told) == 200 and set(told.values()) == {
        "The mail server cannot be reached: [Errno 111] Connection refused"
    }


@given(words=st.text(max_size=80))
def test_whatever_a_name_holds_it_stays_on_one_line(words: str) -> None:
    line = post.one_line(words)
    assert line.splitlines() in ([], [line])
    assert all(one.isprintable() for one in line)


@pytest.mark.parametrize("subject", ["Bob\r\nBcc: eve@nowhere.example", "Bob\u2028Bcc: eve", "Bob\x00\x0b\x85Bcc: eve"])
def test_a_line_break_in_a_name_makes_no_header(subject: str, server: MailServer) -> None:
    with Post() as open_post:
        assert open_post.send(letter("alice@leeds.example", subject)) == ""
    (received,) = server.letters
    assert received["Bcc"] is None and received["Subject"].startswith("Bob")
    assert server.receivers == ["alice@leeds.example"]

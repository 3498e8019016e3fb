"""The performance team sees whether the letter of a chase was delivered."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews.models import Round
from web import mail_server


def chased(client: Client, round: Round, priority: Priority) -> str:
    typed = {"do": "chase", "chosen": [priority.pk], "confirmed": "yes"}
    answer = client.post(f"/leeds/reviews/rounds/{round.slug}/progress/change/", typed, follow=True)
    return answer.content.decode()


def test_a_letter_that_could_not_be_delivered_is_told_with_the_servers_reason(
    transactional_db: None, round: Round, priority: Priority, bob: User, alice: User, settings: Any,
    signed_in: Callable[[User], Client],
) -> None:  # fmt: skip
    plans.keep_priority(council=priority.council, reference=priority.reference, accountable_officer=bob, by=alice)
    client = signed_in(alice)
    with mail_server.served(settings) as server:
        server.refused[bob.email] = "550 5.1.1 No such person here"
        page = chased(client, round, priority)
        assert "The reminder to Bob could not be delivered: 550 5.1.1 No such person here" in page
        assert "was sent" not in page
    assert "The mail server cannot be reached" in chased(client, round, priority)
    with mail_server.served(settings) as server:
        assert "1 reminder was sent, to Bob" in chased(client, round, priority)
        assert server.receivers == [bob.email]

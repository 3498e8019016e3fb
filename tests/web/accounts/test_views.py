"""Signing in."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council

PASSWORD = "a tally of two halves"


def sign_in(client: Client, email: str, password: str) -> int:
    return client.post("/accounts/login/", {"login": email, "password": password}).status_code


def test_a_person_signs_in_with_their_email_address_and_lands_on_their_work(alice: User) -> None:
    client = Client()
    answer = client.post("/accounts/login/", {"login": "ALICE@leeds.example", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/leeds/work/"


def test_a_wrong_password_is_told_without_saying_whether_the_person_exists(alice: User) -> None:
    wrong = Client().post("/accounts/login/", {"login": alice.email, "password": "not this"})
    nobody = Client().post("/accounts/login/", {"login": "nobody@leeds.example", "password": "not this"})
    assert wrong.status_code == nobody.status_code == 200
    assert list(wrong.context["form"].errors.values()) == list(nobody.context["form"].errors.values())


@pytest.mark.parametrize(("steps", "lets_in"), [(0, True), (1, True), (3, False)])
def test_a_code_that_changed_while_it_was_typed_still_lets_in(
    alice: User, leeds: Council, steps: int, lets_in: bool, time_machine: Any
) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(alice, secret)
    moment = datetime(2026, 11, 30, 12, 0, 15, tzinfo=UTC)
    code = totp.format_hotp_value(totp.hotp_value(secret, int(moment.timestamp()) // 30 - steps))
    client = Client()
    time_machine.move_to(moment, tick=False)
    sign_in(client, alice.email, PASSWORD)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert ("_auth_user_id" in client.session) is lets_in


def test_guessing_passwords_is_slowed_down(alice: User) -> None:
    cache.clear()
    client = Client()
    for _ in range(12):
        answer = client.post("/accounts/login/", {"login": alice.email, "password": "a guess"})
    assert sign_in(client, alice.email, PASSWORD) != 302 or answer.status_code == 429
    cache.clear()


def test_a_person_who_left_cannot_sign_in(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)
    client = Client()
    sign_in(client, alice.email, PASSWORD)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/"])
def test_the_pages_before_sign_in_open_for_a_visitor(address: str, db: None) -> None:
    assert Client().get(address).status_code == 200


ELSEWHERE = [
    "https://evil.example/leeds/", "//evil.example/leeds/", "/\\evil.example", "\\\\evil.example", "https:evil.example",
    "javascript:alert(1)", "/leeds/\r\nLocation: https://evil.example", "http://testserver.evil.example/", "\t//evil.example",
]  # fmt: skip


@pytest.mark.parametrize("place", ELSEWHERE)
def test_signing_in_and_out_leads_to_our_own_addresses_only(place: str, alice: User) -> None:
    client = Client()
    typed = {"login": alice.email, "password": PASSWORD, "next": place}
    first = client.post("/accounts/login/", typed).headers["Location"]
    signed_in_already = client.get("/accounts/login/", {"next": place}).headers["Location"]
    out = client.post("/accounts/logout/", {"next": place}).headers["Location"]
    for found in (first, signed_in_already, out):
        assert found in ("/", "/leeds/%0D%0ALocation:%20https://evil.example"), found


def test_the_place_asked_for_is_kept_with_its_anchor_through_a_wrong_password(alice: User) -> None:
    client, place = Client(), "/leeds/people/?at=12#value-12"
    asked = client.get("/leeds/people/")
    assert asked.headers["Location"] == "/accounts/login/?next=/leeds/people/"
    slip = client.post("/accounts/login/", {"login": alice.email, "password": "not this", "next": place})
    assert f'name="next" value="{place}"' in slip.content.decode()
    answer = client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD, "next": place})
    assert answer.headers["Location"] == place


def test_who_holds_no_role_in_the_council_of_a_link_is_told_so_and_what_to_do(
    charlie: User, leeds: Council, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(charlie)
    answer = client.get("/leeds/people/?at=12", follow=True)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "You hold no role in Leeds City Council" in page and "You are signed in as Charlie" in page
    assert 'href="/leeds/"' not in page and 'href="/"' in page
    assert client.get("/", follow=True).redirect_chain[-1][0].startswith("/harborough/")
    back = "/accounts/login/?next=%2Fleeds%2Fpeople%2F%3Fat%3D12"
    assert f'name="next" value="{back}"' in page
    assert client.post("/accounts/logout/", {"next": back}).headers["Location"] == back
    assert "_auth_user_id" not in client.session


def test_letters_about_passwords_say_that_a_machine_sent_them(alice: User, mailoutbox: list[EmailMessage]) -> None:
    for address in (alice.email, "nobody@leeds.example"):
        Client().post("/accounts/password/reset/", {"email": address})
    assert [one.to for one in mailoutbox] == [[alice.email], ["nobody@leeds.example"]]
    assert {one.message()["Auto-Submitted"] for one in mailoutbox} == {"auto-generated"}

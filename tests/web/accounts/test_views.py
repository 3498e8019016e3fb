"""Signing in."""

import pytest
from django.core.cache import cache
from django.test import Client

from tallystick_web.accounts.models import User

PASSWORD = "a tally of two halves"


def sign_in(client: Client, email: str, password: str) -> int:
    return client.post("/accounts/login/", {"login": email, "password": password}).status_code


def test_a_person_signs_in_with_their_email_address_and_lands_at_their_council(alice: User) -> None:
    client = Client()
    answer = client.post("/accounts/login/", {"login": "ALICE@leeds.example", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/leeds/"


def test_a_wrong_password_is_told_without_saying_whether_the_person_exists(alice: User) -> None:
    wrong = Client().post("/accounts/login/", {"login": alice.email, "password": "not this"})
    nobody = Client().post("/accounts/login/", {"login": "nobody@leeds.example", "password": "not this"})
    assert wrong.status_code == nobody.status_code == 200
    assert list(wrong.context["form"].errors.values()) == list(nobody.context["form"].errors.values())


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

"""The character that no text has is refused before any page looks for it: PostgreSQL fails at it."""

from collections.abc import Callable

import pytest
from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council

SignedIn = Callable[[User], Client]


@pytest.mark.parametrize("address", ["/leeds/audit/?verb=a%00b", "/leeds/audit/?a%00b=1", "/leeds/measures/NI%00195a/"])
def test_it_is_refused_in_an_address(address: str, leeds: Council, alice: User, signed_in: SignedIn) -> None:
    page = signed_in(alice).get(address)
    assert page.status_code == 400
    assert "Nothing has been changed" in page.content.decode()


def test_it_is_refused_in_a_form(leeds: Council, alice: User, signed_in: SignedIn) -> None:
    page = signed_in(alice).post("/leeds/delivery/change/projects/", {"chosen": ["P-001", "a\x00b"]})
    assert page.status_code == 400


def test_whoever_may_not_open_a_page_is_told_nothing_else(leeds: Council, charlie: User, signed_in: SignedIn) -> None:
    assert signed_in(charlie).get("/leeds/audit/?verb=a%00b").status_code == 403

"""Signing in, with the second factor's pages, as a picture of accessibility."""

import pytest

from tallystick_web.accounts import actions as accounts
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import CouncilType, Role

from .conftest import Visitor

PASSWORD = "a tally of two halves"


@pytest.fixture
def people(transactional_db: None) -> None:
    leeds = councils.add_council(
        slug="leeds", name="Leeds City Council", gss_code="E08000035", type=CouncilType.METROPOLITAN
    )
    alice = accounts.add_person(email="alice@leeds.example", name="Alice", password=PASSWORD, by=None)
    councils.give_role(council=leeds, person=alice, role=Role.PERFORMANCE_TEAM, by=None)


def test_the_pages_of_ones_own_account_are_accessible(people: None, visitor: Visitor) -> None:
    for address in ("/", "/accessibility/", "/accounts/login/", "/accounts/password/reset/"):
        visitor.goes_to(address)
    visitor.signs_in("alice@leeds.example", PASSWORD)
    for address in ("/leeds/", "/leeds/people/", "/leeds/people/add/", "/accounts/password/change/", "/accounts/2fa/"):
        visitor.goes_to(address)

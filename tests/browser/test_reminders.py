"""The link of a reminder leads through sign-in to the very field, with a second factor or an expired session between; its letter is accessible."""

import re
import time
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.utils import timezone
from playwright.sync_api import expect

from tallystick import periods
from tallystick_web.accounts import actions as accounts
from tallystick_web.accounts.models import Reminder, User
from tallystick_web.councils import actions as councils
from tallystick_web.councils import digests
from tallystick_web.councils.models import Council, CouncilType, Role
from tallystick_web.measures import actions as measures
from tallystick_web.record import reminders
from tallystick_web.reviews import actions as reviews

from .conftest import Visitor

PASSWORD = "a tally of two halves"


@pytest.fixture
def leeds(transactional_db: None) -> Council:
    return councils.add_council(
        slug="leeds", name="Leeds City Council", gss_code="E08000035", type=CouncilType.METROPOLITAN
    )


@pytest.fixture
def erin(leeds: Council) -> User:
    """Two values are asked of her; the deadline was a month ago."""
    erin = accounts.add_person(email="erin@leeds.example", name="Erin", password=PASSWORD, by=None)
    councils.give_role(council=leeds, person=erin, role=Role.CONTRIBUTOR, by=None)
    for reference, title in (("NI 195a", "Streets below standard: litter"), ("NI 117", "Young people not in work")):
        measures.keep_measure(
            council=leeds, reference=reference, title=title, unit="%", frequency=periods.Frequency.QUARTER, owner=erin,
            collection_minutes=4, by=None,
        )  # fmt: skip
    last = periods.containing(timezone.localdate() - timedelta(days=135), periods.Frequency.QUARTER)
    reviews.open_round(council=leeds, period=last, by=None)
    return erin


@pytest.fixture
def letter(leeds: Council, erin: User, settings: Any, live_server: Any) -> Any:
    settings.SITE = live_server.url
    [digest] = reminders.compose(leeds, timezone.localdate()).digests
    return digests.letter(digest, Reminder(pk=1, day=timezone.localdate()))


def link_of(letter: Any) -> str:
    [link] = re.findall(r"^http\S+$", letter.body, re.MULTILINE)
    return str(link)


def fills_in(visitor: Visitor, password: str = PASSWORD) -> None:
    visitor.page.fill("input[name=login]", "erin@leeds.example")
    visitor.page.fill("input[name=password]", password)
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="Sign in").click()


def lands_on_the_field(visitor: Visitor, letter: Any) -> None:
    """The address is that of the very field, and the keyboard is in it, in sight."""
    [wanted] = parse_qs(urlsplit(link_of(letter)).query)["next"]
    assert visitor.page.url.endswith(wanted), visitor.page.url
    expect(visitor.page.locator(f"#value-{wanted.partition('=')[2]}").get_by_label("Value for")).to_be_focused()
    expect(visitor.page.locator("*:focus")).to_be_in_viewport()


def test_the_letter_as_html_is_accessible_and_holds_one_link(letter: Any, visitor: Visitor) -> None:
    [(html, kind)] = letter.alternatives
    assert kind == "text/html"
    visitor.page.set_content(html)
    visitor.looks("letter")
    assert visitor.page.get_by_role("link").count() == 1
    assert visitor.page.get_by_role("link").get_attribute("href") == link_of(letter)


def test_the_link_leads_to_the_field_after_a_slip_at_the_password_and_at_once_for_who_is_signed_in(
    letter: Any, visitor: Visitor
) -> None:
    visitor.page.goto(link_of(letter))
    fills_in(visitor, "not the password")
    fills_in(visitor)
    lands_on_the_field(visitor, letter)
    visitor.page.goto("about:blank")
    visitor.page.goto(link_of(letter))
    lands_on_the_field(visitor, letter)


def test_an_anchor_is_kept_through_signing_in(erin: User, visitor: Visitor, settings: Any, live_server: Any) -> None:
    settings.SITE = live_server.url
    visitor.page.goto(digests.through_sign_in("/leeds/measures/?at=12#main-content"))
    fills_in(visitor)
    assert visitor.page.url == f"{live_server.url}/leeds/measures/?at=12#main-content"


def test_the_link_leads_to_the_field_when_the_session_has_expired(letter: Any, visitor: Visitor) -> None:
    visitor.signs_in("erin@leeds.example", PASSWORD)
    visitor.page.context.clear_cookies()
    visitor.page.goto(link_of(letter))
    fills_in(visitor)
    lands_on_the_field(visitor, letter)


def test_the_link_leads_to_the_field_through_the_second_factor(letter: Any, erin: User, visitor: Visitor) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(erin, secret)
    visitor.page.goto(link_of(letter))
    fills_in(visitor)
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    visitor.page.fill("input[name=code]", code)
    visitor.page.get_by_role("button", name="Sign in").click()
    visitor.page.wait_for_url("**/leeds/**")
    lands_on_the_field(visitor, letter)

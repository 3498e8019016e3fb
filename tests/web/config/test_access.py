"""Every address is tried by everybody: each role, the other council's people, the visitor. Deny by default."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tallystick_web.accounts.models import User
from tallystick_web.config.access import FOR_VISITORS, TABLE, Anyone
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.reviews.models import Assessment

CLOSED_LIBRARY_PAGES = ("account_", "mfa_", "socialaccount_", "usersessions_")


def addresses(
    patterns: list[Any] | None = None, namespace: str = "", names: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name and the arguments of every address of the application."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        arguments = (*names, *pattern.pattern.converters, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner, arguments)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}{pattern.name}", tuple(dict.fromkeys(arguments))


ADDRESSES = dict(addresses())


def test_every_address_of_our_own_has_a_row_in_the_access_table() -> None:
    assert [name for name in ADDRESSES if name not in TABLE and not name.startswith(CLOSED_LIBRARY_PAGES)] == []


def test_every_row_of_the_access_table_is_an_address() -> None:
    assert [name for name in TABLE if name not in ADDRESSES] == []


@pytest.fixture
def example(assessment: Assessment, dana: User) -> dict[str, Any]:
    """An argument of each name, of Leeds; the person is the one whose roles are tried."""
    return {
        "council": "leeds",
        "person": dana.pk,
        "round": assessment.round.slug,
        "assessment": assessment.pk,
        "reference": "ENV-1",
        "kind": "measures",
        "point": "recommendation-1",
        "verb": "begin",
        "format": "csv",
        "uidb36": "1",
        "key": "x-y",
    }


def url(name: str, example: dict[str, Any]) -> str:
    arguments = {argument: example.get(argument, 1) for argument in ADDRESSES[name]}
    return reverse(name, kwargs=arguments)


def gate(client: Client, address: str) -> str:
    """What the gate said: `in`, `sign in` or `refused`. What the view answers behind it (200, 404, 405 …) is not its business."""
    client.raise_request_exception = False
    answer = client.get(address)
    if answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/?next="):
        return "sign in"
    return "refused" if answer.status_code == 403 else "in"


def answers(client: Client, names: Iterable[str], example: dict[str, Any]) -> dict[str, str]:
    """What the gate says at each address. All addresses in one test: what they need is made once, not two thousand times."""
    return {name: gate(client, url(name, example)) for name in sorted(names)}


COUNCILS_OWN = [name for name, rule in TABLE.items() if not isinstance(rule, Anyone)]


def test_a_visitor_sees_public_addresses_only(example: dict[str, Any]) -> None:
    open_to_all = {name for name, rule in TABLE.items() if rule is Anyone.PUBLIC} | set(FOR_VISITORS)
    expected = {name: "in" if name in open_to_all else "sign in" for name in TABLE}
    assert answers(Client(), TABLE, example) == expected


def test_what_a_visitor_is_shown_in_place_of_a_closed_address_is_a_public_one_of_the_same_council() -> None:
    assert FOR_VISITORS == {"record:home": "publishing:index"}
    for closed, shown in FOR_VISITORS.items():
        assert TABLE[shown] is Anyone.PUBLIC and TABLE[closed] is not Anyone.PUBLIC
        assert ADDRESSES[shown] == ADDRESSES[closed] == ("council",)


def test_who_is_signed_in_elsewhere_is_not_shown_what_stands_there_for_visitors(
    example: dict[str, Any], charlie: User, signed_in: Callable[[User], Client]
) -> None:
    answer = signed_in(charlie).get("/leeds/")
    assert answer.status_code == 403 and 'href="/leeds/published/"' in answer.content.decode()


def test_a_visitor_can_send_nothing_to_an_address_that_shows_them_another(example: dict[str, Any]) -> None:
    answer = Client().post("/leeds/", {"narrative": "x"})
    assert answer.status_code == 403 and "published" not in answer.content.decode().split("<main")[1].split("</main")[0]


def test_the_other_councils_people_see_nothing_of_ours(
    example: dict[str, Any], charlie: User, harborough: Council, signed_in: Callable[[User], Client]
) -> None:
    for role in Role:
        councils.give_role(council=harborough, person=charlie, role=role, by=None)
    assert answers(signed_in(charlie), COUNCILS_OWN, example) == dict.fromkeys(COUNCILS_OWN, "refused")
    for name in set(TABLE) - set(COUNCILS_OWN):
        assert gate(signed_in(charlie), url(name, example)) == "in", name


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_what_the_table_says_and_nothing_else(
    role: Role, example: dict[str, Any], leeds: Council, dana: User, signed_in: Callable[[User], Client]
) -> None:
    leeds.memberships.all().delete()
    councils.give_role(council=leeds, person=dana, role=role, by=None)
    # Behind the gate a view may refuse by its own rules; the gate itself must let exactly these roles in.
    expected = {name: "in" if role in TABLE[name] else "refused" for name in COUNCILS_OWN}  # type: ignore[operator]
    assert answers(signed_in(dana), COUNCILS_OWN, example) == expected


def test_somebody_who_has_left_sees_nothing_of_the_council_any_more(
    example: dict[str, Any], leeds: Council, alice: User, dana: User, signed_in: Callable[[User], Client]
) -> None:
    for role in Role:
        councils.give_role(council=leeds, person=dana, role=role, by=alice)
    client = signed_in(dana)
    councils.leave(council=leeds, person=dana, by=alice)
    assert answers(client, COUNCILS_OWN, example) == dict.fromkeys(COUNCILS_OWN, "refused")


def test_an_address_without_a_row_is_refused_even_to_the_performance_team(
    example: dict[str, Any], alice: User, signed_in: Callable[[User], Client]
) -> None:
    unknown = [name for name in ADDRESSES if name not in TABLE]
    assert unknown and answers(signed_in(alice), unknown, example) == dict.fromkeys(unknown, "refused")


def test_nobody_can_make_an_account_for_themselves(db: None) -> None:
    answer = Client().post("/accounts/signup/", {"email": "eve@nowhere.example", "password1": "let me in, please"})
    assert answer.status_code == 403
    assert not User.objects.filter(email="eve@nowhere.example").exists()


def test_councillors_and_auditors_can_change_nothing() -> None:
    writing = ["reviews:assess", "reviews:open_round", "reviews:agree", "councils:add_person", "intake:index"]
    assert [name for name in writing if name in TABLE and {Role.COUNCILLOR, Role.AUDITOR} & set(TABLE[name])] == []  # type: ignore[arg-type]

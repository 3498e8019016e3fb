"""Directorates and services: adding, renaming, moving, who heads them, closing and opening again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils import actions, queries
from tallystick_web.councils.models import Council, Unit
from tallystick_web.councils.rules import Refused

SignedIn = Callable[[User], Client]
UNITS = "/leeds/people/units/"


def told(client: Client, address: str, typed: dict[str, Any] | None = None) -> str:
    return client.post(address, typed or {}, follow=True).content.decode().replace("&#x27;", "'")


def test_alice_builds_the_tree_of_a_new_council_on_the_pages(leeds: Council, alice: User, bob: User, signed_in: SignedIn) -> None:  # fmt: skip
    client = signed_in(alice)
    assert "Begin with the directorates" in client.get(UNITS).content.decode()
    assert "Housing is added" in told(client, f"{UNITS}add/", {"kind": "directorate", "name": "Housing"})
    housing = Unit.objects.get(name="Housing")
    told(client, f"{UNITS}add/", {"kind": "service", "name": "Repairs", "parent": housing.pk, "head": bob.pk})
    repairs = Unit.objects.get(name="Repairs")
    assert (repairs.parent, repairs.head) == (housing, bob)
    assert [one.verb for one in Event.objects.filter(target_kind="unit").order_by("id")] == [
        "unit.added",
        "unit.added",
        "unit.head_set",
    ]


def test_what_is_wrong_with_a_unit_is_said_beside_the_field(leeds: Council, alice: User, streets: Unit, signed_in: SignedIn) -> None:  # fmt: skip
    page = told(signed_in(alice), f"{UNITS}add/", {"name": ""})
    assert "Enter the name." in page and "Choose directorate or service." in page
    page = told(signed_in(alice), f"{UNITS}add/", {"kind": "service", "name": "streets"})
    assert "has a service called Streets already" in page and "choose another name" in page
    page = told(signed_in(alice), f"{UNITS}add/", {"kind": "directorate", "name": "Roads", "parent": streets.pk})
    assert "Streets is a service, and a directorate stands above those" in page
    assert not Unit.objects.filter(name="Roads").exists()


def test_a_unit_is_renamed_and_moved_and_the_log_keeps_what_it_was(leeds: Council, alice: User, streets: Unit, signed_in: SignedIn) -> None:  # fmt: skip
    client, seen = signed_in(alice), queries.unit_seen(streets)
    told(client, f"{UNITS}{streets.pk}/", {"seen": seen, "kind": "service", "name": "Street scene"})
    streets.refresh_from_db()
    assert (streets.name, streets.parent) == ("Street scene", None)
    changed = Event.objects.get(verb="unit.changed").detail["changed"]
    assert changed == {"name": ["Streets", "Street scene"], "parent": ["Environment", ""]}


def test_the_same_again_writes_nothing(alice: User, environment: Unit, streets: Unit) -> None:
    before = Event.objects.count()
    actions.change_unit(unit=streets, name="Streets", kind="service", parent=environment, head=None, by=alice)
    assert Event.objects.count() == before


def test_a_form_made_from_an_older_state_is_shown_again(alice: User, bob: User, streets: Unit, signed_in: SignedIn) -> None:  # fmt: skip
    seen = queries.unit_seen(streets)
    actions.set_head(unit=streets, head=bob, by=alice)
    typed = {"seen": seen, "kind": "service", "name": "Lanes"}
    answer = signed_in(alice).post(f"{UNITS}{streets.pk}/", typed)
    assert answer.status_code == 409 and "is headed by Bob" in answer.content.decode()
    streets.refresh_from_db()
    assert (streets.name, streets.head) == ("Streets", bob)


def test_a_unit_never_stands_beneath_itself(alice: User, environment: Unit, streets: Unit) -> None:
    lanes = actions.add_unit(council=streets.council, name="Lanes", kind=Unit.Kind.SERVICE, parent=streets, by=alice)
    with pytest.raises(Refused, match="cannot stand beneath itself"):
        actions.change_unit(unit=streets, name="Streets", kind="service", parent=lanes, head=None, by=alice)


def test_nobody_without_a_role_with_work_heads_a_unit(alice: User, dana: User, charlie: User, streets: Unit, signed_in: SignedIn) -> None:  # fmt: skip
    for stranger in (dana, charlie):
        with pytest.raises(Refused, match="that comes with work"):
            actions.set_head(unit=streets, head=stranger, by=alice)
    page = signed_in(alice).get(f"{UNITS}{streets.pk}/").content.decode()
    assert "Alice</option>" in page and "Dana</option>" not in page


def test_a_unit_of_another_council_is_not_found_and_no_parent(alice: User, streets: Unit, harborough: Council, signed_in: SignedIn) -> None:  # fmt: skip
    theirs = actions.add_unit(council=harborough, name="Planning", kind=Unit.Kind.DIRECTORATE, by=None)
    client = signed_in(alice)
    for address in (f"{theirs.pk}/", f"{theirs.pk}/close/"):
        assert client.get(UNITS + address).status_code == 404
    assert client.post(f"{UNITS}{theirs.pk}/reopen/").status_code == 404
    with pytest.raises(Refused, match="is not of Leeds"):
        actions.change_unit(unit=streets, name="Streets", kind="service", parent=theirs, head=None, by=alice)


def test_only_the_performance_team_changes_units(bob: User, streets: Unit) -> None:
    for deed in (
        lambda: actions.change_unit(unit=streets, name="Lanes", kind="service", parent=None, head=None, by=bob),
        lambda: actions.close_unit(unit=streets, hangs=list, by=bob),
        lambda: actions.set_head(unit=streets, head=bob, by=bob),
    ):
        with pytest.raises(Refused, match="performance team"):
            deed()


def test_a_unit_is_closed_from_below_and_opened_from_above(alice: User, environment: Unit, streets: Unit, signed_in: SignedIn) -> None:  # fmt: skip
    client = signed_in(alice)
    page = client.get(f"{UNITS}{environment.pk}/close/").content.decode()
    assert "Streets still stands beneath Environment" in page and '<form method="post">' not in page
    for unit in (streets, environment):
        assert f"{unit} is closed" in told(client, f"{UNITS}{unit.pk}/close/")
    page = told(client, f"{UNITS}{streets.pk}/reopen/")
    assert "Open Environment again first" in page
    assert "Environment is open again" in told(client, f"{UNITS}{environment.pk}/reopen/")
    assert "Streets is open again" in told(client, f"{UNITS}{streets.pk}/reopen/")
    assert not queries.units(environment.council).exclude(closed_on=None).exists()


def test_a_closed_unit_is_neither_changed_nor_offered_but_where_it_is_held(alice: User, leeds: Council, streets: Unit, signed_in: SignedIn) -> None:  # fmt: skip
    actions.close_unit(unit=streets, hangs=list, by=alice)
    with pytest.raises(Refused, match="Open it again first"):
        actions.set_head(unit=streets, head=alice, by=alice)
    with pytest.raises(Refused, match="It is closed: open it again if it is the same"):
        actions.add_unit(council=leeds, name="STREETS", kind=Unit.Kind.SERVICE, by=alice)
    assert streets not in queries.open_units(leeds) and streets in queries.open_units(leeds, streets.pk)
    client = signed_in(alice)
    assert "Streets</option>" not in client.get("/leeds/delivery/add/risk/").content.decode()
    assert "Streets" not in client.get("/leeds/delivery/plans/").content.decode().split("<h1")[1]
    assert "Open it again" in told(client, f"/leeds/delivery/plans/begin/2026/{streets.pk}/")


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
    """Something that somebody else does after the page was looked at and before the council is held."""
    hold = queries.hold

    def then(does: Callable[[], Any]) -> None:
        def first(council: Council) -> None:
            monkeypatch.setattr(queries, "hold", hold)
            does()
            hold(council)

        monkeypatch.setattr(queries, "hold", first)

    return then


def test_of_two_who_save_the_same_form_at_once_the_later_sees_what_the_other_saved(
    alice: User, bob: User, streets: Unit, signed_in: SignedIn, meanwhile: Callable[[Callable[[], Any]], None]
) -> None:
    typed = {"seen": queries.unit_seen(streets), "kind": "service", "name": "Lanes"}
    meanwhile(lambda: actions.set_head(unit=Unit.objects.get(pk=streets.pk), head=bob, by=alice))
    answer = signed_in(alice).post(f"{UNITS}{streets.pk}/", typed)
    assert answer.status_code == 409 and "is headed by Bob" in answer.content.decode()
    assert 'value="Lanes"' in answer.content.decode()
    assert not Unit.objects.filter(name="Lanes").exists()


def test_who_adds_or_moves_a_unit_as_somebody_else_does_sees_their_form_again_and_no_error_page(
    leeds: Council, alice: User, environment: Unit, streets: Unit, signed_in: SignedIn, meanwhile: Callable[[Callable[[], Any]], None]
) -> None:  # fmt: skip
    client = signed_in(alice)
    meanwhile(lambda: actions.add_unit(council=leeds, name="PARKS", kind="service", by=alice))
    answer = client.post(f"{UNITS}add/", {"kind": "service", "name": "Parks"})
    assert answer.status_code == 200 and "called PARKS already" in answer.content.decode()
    lone = actions.add_unit(council=leeds, name="Lone", kind="directorate", by=alice)
    typed = {"seen": queries.unit_seen(streets), "kind": "service", "name": "Streets", "parent": lone.pk}
    meanwhile(lambda: actions.close_unit(unit=lone, hangs=list, by=alice))
    answer = client.post(f"{UNITS}{streets.pk}/", typed)
    assert answer.status_code == 200 and "Lone is closed" in answer.content.decode()

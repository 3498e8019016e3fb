"""Councils, people and roles."""

import pytest

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils import actions, queries
from tallystick_web.councils.models import Area, Council, CouncilType, Membership, Role
from tallystick_web.councils.rules import Refused

from ..conftest import Beside, person


def test_a_new_council_has_its_own_area(leeds: Council) -> None:
    assert queries.own_area(leeds).code == "E08000035"


def test_only_the_machine_itself_adds_councils(alice: User) -> None:
    with pytest.raises(Refused, match="command line"):
        actions.add_council(slug="york", name="York", gss_code="E06000014", type=CouncilType.UNITARY, by=alice)


def test_two_councils_cannot_have_one_gss_code(leeds: Council) -> None:
    with pytest.raises(Refused, match="has the GSS code E08000035 already"):
        actions.add_council(slug="leeds-2", name="Leeds again", gss_code="E08000035", type=CouncilType.UNITARY)


def test_giving_a_role_twice_changes_nothing_and_logs_once(leeds: Council, alice: User, dana: User) -> None:
    for _ in range(2):
        actions.give_role(council=leeds, person=dana, role=Role.AUDITOR, by=alice)
    assert Membership.objects.filter(person=dana, role=Role.AUDITOR).count() == 1
    assert Event.objects.filter(verb="role.given", by="Alice").count() == 1


def test_a_councillor_cannot_give_roles(leeds: Council, dana: User) -> None:
    with pytest.raises(Refused, match="performance team"):
        actions.give_role(council=leeds, person=dana, role=Role.PERFORMANCE_TEAM, by=dana)


def test_the_performance_team_of_another_council_cannot_give_roles_here(leeds: Council, charlie: User) -> None:
    with pytest.raises(Refused):
        actions.give_role(council=leeds, person=charlie, role=Role.PERFORMANCE_TEAM, by=charlie)


def test_the_last_performance_officer_keeps_the_role(leeds: Council, alice: User) -> None:
    only = Membership.objects.get(person=alice, role=Role.PERFORMANCE_TEAM)
    with pytest.raises(Refused, match="only person of the performance team"):
        actions.take_role(membership=only, by=alice)
    assert Membership.objects.filter(pk=only.pk).exists()


def test_a_person_of_two_councils_has_the_roles_of_each_apart(leeds: Council, harborough: Council, alice: User) -> None:
    actions.give_role(council=harborough, person=alice, role=Role.AUDITOR, by=None)
    assert queries.roles(person=alice, council=leeds) == {Role.PERFORMANCE_TEAM}
    assert queries.roles(person=alice, council=harborough) == {Role.AUDITOR}


def test_a_council_has_one_own_area_only(leeds: Council, alice: User) -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.add_area(council=leeds, code="X", name="Another Leeds", kind=Area.Kind.OWN, by=alice)


def test_a_council_cannot_take_an_address_of_the_software(db: None) -> None:
    with pytest.raises(Refused, match="Choose another"):
        actions.add_council(slug="accounts", name="Accounts", gss_code="E06000099", type=CouncilType.UNITARY)


@pytest.mark.parametrize(
    "code", ["", "Leeds", "E0800003", "e08000035", "F08000035", "E080000356", "E08 00035", "E0800003५"]
)
def test_a_council_has_a_code_of_official_statistics(db: None, code: str) -> None:
    with pytest.raises(Refused, match=f"“{code}” is not a GSS code.*E08000035"):
        actions.add_council(slug="york", name="York", gss_code=code, type=CouncilType.UNITARY)
    for number, letter in enumerate("EWSN"):
        actions.add_council(slug=f"c{number}", name="York", gss_code=f"{letter}06000014", type=CouncilType.UNITARY)


def test_of_two_who_take_the_role_of_the_last_two_performance_officers_at_once_one_is_refused(
    beside: Beside, leeds: Council, alice: User
) -> None:
    erin = person("Erin", leeds, Role.PERFORMANCE_TEAM)
    mine, theirs = (leeds.memberships.get(person=one, role=Role.PERFORMANCE_TEAM) for one in (alice, erin))
    told = beside(
        lambda: actions.take_role(membership=theirs, by=alice), lambda: actions.take_role(membership=mine, by=erin)
    )
    assert told.startswith("Refused: ")
    assert leeds.memberships.get(role=Role.PERFORMANCE_TEAM).person == alice


def test_of_the_last_two_performance_officers_who_leave_at_once_one_stays(
    beside: Beside, leeds: Council, alice: User
) -> None:
    erin = person("Erin", leeds, Role.PERFORMANCE_TEAM)
    told = beside(
        lambda: actions.leave(council=leeds, person=erin, by=erin),
        lambda: actions.leave(council=leeds, person=alice, by=alice),
    )
    assert told == "Refused: Alice is the only person of the performance team. Give the role to somebody else first."

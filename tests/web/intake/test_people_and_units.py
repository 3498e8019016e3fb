"""People with their roles, and directorates and services with who heads them, come in from a spreadsheet and go out to one."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.test import Client

from tallystick_web.accounts import actions as accounts
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils import actions as councils
from tallystick_web.councils import queries
from tallystick_web.councils.models import Council, Membership, Role, Unit
from tallystick_web.councils.rules import Refused
from tallystick_web.intake import actions, reading
from tallystick_web.intake.models import Proposal, State

from .tables import changed, only, waiting
from .test_views import Browser, text_of, upload

PEOPLE = "/leeds/people/list.{}"
UNITS = "/leeds/people/units.{}"
NEWCOMERS = """name,e-mail address,roles
Erin Moss,Erin@leeds.example,Director; accountable officer
Fay  Long,fay@leeds.example,contributor
"""
TREE = """name,kind,beneath,head
Refuse,Service,Streets,
Streets,service,Environment,alice@leeds.example
Environment,Directorate,,Bob
"""


def whys(proposal: Proposal) -> dict[str, str]:
    return {item.payload["name"]: item.why for item in waiting(proposal)}


def held_roles(council: Council) -> dict[str, list[str]]:
    return {person.email: [one.role for one in held] for person, held in queries.people(council)}


@pytest.fixture
def exported(alice: User, signed_in: Browser) -> Callable[..., bytes]:
    def take(address: str, form: str = "csv") -> bytes:
        answer: Any = signed_in(alice).get(address.format(form))
        return b"".join(answer.streaming_content)

    return take


def test_people_of_a_spreadsheet_are_let_in_with_their_roles(leeds: Council, alice: User, propose: Any) -> None:
    proposal = propose(NEWCOMERS, "people.csv")
    assert (proposal.form, proposal.waiting, whys(proposal)) == (
        "Table of people", 2, {"Erin Moss": "", "Fay Long": ""},
    )  # fmt: skip
    assert not User.objects.filter(email="erin@leeds.example").exists()
    outcome = actions.accept_certain(proposal=proposal, by=alice)
    assert (len(outcome.accepted), outcome.set_aside) == (2, [])
    assert held_roles(leeds) == {
        "alice@leeds.example": ["performance_team"],
        "erin@leeds.example": ["accountable_officer", "director"],
        "fay@leeds.example": ["contributor"],
    }
    assert Event.objects.filter(verb="person.welcomed").count() == 2
    assert propose(f"{NEWCOMERS}\n", "again.csv").has_nothing_new


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("address", [PEOPLE, UNITS])
def test_what_was_saved_comes_back_as_nothing_new(
    bob: User, dana: User, propose: Any, alice: User, exported: Any, form: str, address: str
) -> None:
    actions.accept_certain(proposal=propose(TREE, "tree.csv"), by=alice)
    proposal = propose(exported(address, form), f"saved.{form}")
    assert (proposal.has_nothing_new, proposal.unchanged, proposal.doubts) == (True, 3, [])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Gil,gil at leeds,Director", "“gil at leeds” is no e-mail address. Write one such as"),
        (",gil@leeds.example,Director", "The row names nobody."),
        ("Gil,gil@leeds.example,Boss", "“Boss” is no role. Write “Performance team”, “Contributor”,"),
        ("Gil,gil@leeds.example,", "The row gives no role. Write “Performance team”"),
        ("Alicia,alice@leeds.example,Performance team", "signs in as Alice, and no file changes a name"),
        ("Alice,alice@leeds.example,", "The row leaves Alice without a role."),
        (f"{'G' * 151},gil@leeds.example,Director", "longer than 150 characters"),
    ],
)
def test_a_row_of_people_that_cannot_be_taken_says_what_to_do(
    leeds: Council, alice: User, propose: Any, row: str, why: str
) -> None:
    item = only(propose(f"name,e-mail address,roles\n{row}\n", "people.csv"))
    assert why in item.why
    assert not item.certain
    actions.accept(item=item, by=alice)
    item.refresh_from_db()
    assert item.state == State.WAITING
    assert held_roles(leeds) == {"alice@leeds.example": ["performance_team"]}


def test_a_role_that_a_file_takes_away_is_looked_at_first(
    leeds: Council, alice: User, bob: User, propose: Any, exported: Any
) -> None:
    councils.give_role(council=leeds, person=bob, role=Role.AUDITOR, by=alice)
    item = only(propose(changed(exported(PEOPLE), 1, roles="Director; Contributor"), "people.csv"))
    assert (item.held["roles"], item.certain) == (["Director", "Auditor"], False)
    assert "Accepting takes “Auditor” away." in item.why
    actions.accept(item=item, by=alice)
    assert held_roles(leeds)["bob@leeds.example"] == ["contributor", "director"]
    assert Event.objects.filter(verb="role.taken").count() == 1


def test_the_last_of_the_performance_team_stays_whatever_a_file_says(leeds: Council, alice: User, propose: Any) -> None:
    item = only(propose("name,e-mail address,roles\nAlice,alice@leeds.example,Director\n", "people.csv"))
    outcome = actions.accept(item=item, by=alice)
    assert "only person of the performance team" in outcome.set_aside[0]
    assert held_roles(leeds) == {"alice@leeds.example": ["performance_team"]}


def test_a_file_does_not_tell_the_name_of_whoever_has_an_account_elsewhere(
    leeds: Council, alice: User, charlie: User, propose: Any
) -> None:
    item = only(propose("name,e-mail address,roles\nMr C,charlie@harborough.example,Director\n", "people.csv"))
    outcome = actions.accept(item=item, by=alice)
    assert "Charlie " not in item.why + outcome.set_aside[0]
    assert not Membership.objects.filter(council=leeds, person=charlie).exists()


def test_only_the_performance_team_lets_people_in_by_file(
    leeds: Council, bob: User, cora: User, signed_in: Browser
) -> None:
    for somebody in (bob, cora):
        for text in (NEWCOMERS, TREE):
            assert "give this one to the performance team" in text_of(upload(signed_in(somebody), text, "list.csv"))
    assert not Proposal.objects.exists()


def test_whoever_is_of_the_performance_team_no_more_accepts_nobody(
    leeds: Council, alice: User, bob: User, propose: Any
) -> None:
    proposal = propose(NEWCOMERS, "people.csv")
    councils.give_role(council=leeds, person=alice, role=Role.DIRECTOR, by=None)
    councils.give_role(council=leeds, person=bob, role=Role.PERFORMANCE_TEAM, by=None)
    councils.take_role(membership=Membership.objects.get(person=alice, role=Role.PERFORMANCE_TEAM), by=bob)
    outcome = actions.accept_certain(proposal=proposal, by=alice)
    assert (outcome.accepted, "performance team" in outcome.set_aside[0]) == ([], True)
    assert not User.objects.filter(email="erin@leeds.example").exists()


def test_a_tree_is_built_whatever_the_order_of_its_rows(leeds: Council, alice: User, bob: User, propose: Any) -> None:
    proposal = propose(TREE, "tree.csv")
    assert (proposal.form, whys(proposal)) == (
        "Table of directorates and services", {"Refuse": "", "Streets": "", "Environment": ""},
    )  # fmt: skip
    outcome = actions.accept_certain(proposal=proposal, by=alice)
    assert (len(outcome.accepted), outcome.set_aside) == (3, [])
    units = {one.name: (one.kind, str(one.parent or ""), one.head) for one in queries.units(leeds)}
    assert units == {
        "Environment": ("directorate", "", bob),
        "Streets": ("service", "Environment", alice),
        "Refuse": ("service", "Streets", None),
    }
    assert Event.objects.filter(verb="unit.added").count() == 3


def test_a_service_is_moved_and_given_a_head_by_its_row(
    leeds: Council, alice: User, bob: User, propose: Any, exported: Any
) -> None:
    actions.accept_certain(proposal=propose(TREE, "tree.csv"), by=alice)
    item = only(propose(changed(exported(UNITS), 2, beneath="environment", head="bob@leeds.example"), "units.csv"))
    assert (item.key, item.certain, item.held) == (
        "refuse", True, {"kind": "service", "beneath": "Streets", "head": ""},
    )  # fmt: skip
    actions.accept(item=item, by=alice)
    refuse = Unit.objects.get(name="Refuse")
    assert (str(refuse.parent), refuse.head) == ("Environment", bob)


def test_two_units_change_places_in_one_file(leeds: Council, alice: User, bob: User, propose: Any) -> None:
    actions.accept_certain(proposal=propose(TREE, "tree.csv"), by=alice)
    turned = "name,kind,beneath,head\nStreets,service,Refuse,Alice\nRefuse,service,Environment,\n"
    outcome = actions.accept_certain(proposal=propose(turned, "turned.csv"), by=alice)
    assert (len(outcome.accepted), outcome.set_aside) == (2, [])
    assert str(Unit.objects.get(name="Streets").parent) == "Refuse"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Parks,section,,", "“kind” is “section”. Write directorate or service."),
        (",service,,", "The row names no directorate or service."),
        ("Parks,service,Leisure,", "has no directorate or service “Leisure”. Correct “beneath”, or add a row for it."),
        ("Parks,service,Parks,", "“Parks” stands beneath itself, or beneath more than 20 others. Correct “beneath”."),
        ("Parks,directorate,Streets,", "“Streets” is a service, and a directorate stands above those."),
        ("Parks,service,Old,", "Old is closed. Open it again"),
        ("Old,directorate,,", "Old is closed. Open it again"),
        ("Parks,service,,nobody@leeds.example", "Bring in the people first, or correct “head”"),
        ("Parks,service,,Dana", "Dana holds no role that comes with work."),
        ("Parks,service,,Sam", "Several people of Leeds City Council are called “Sam”."),
    ],
)
def test_a_row_of_units_that_cannot_be_taken_says_what_to_do(
    leeds: Council, alice: User, dana: User, propose: Any, row: str, why: str
) -> None:
    for address in ("sam@leeds.example", "sam2@leeds.example"):
        sam = accounts.add_person(email=address, name="Sam", by=None)
        councils.give_role(council=leeds, person=sam, role=Role.DIRECTOR, by=None)
    councils.add_unit(council=leeds, name="Streets", kind="service", by=alice)
    old = councils.add_unit(council=leeds, name="Old", kind="service", by=alice)
    councils.close_unit(unit=old, hangs=list, by=alice)
    item = only(propose(f"name,kind,beneath,head\n{row}\n", "units.csv"))
    assert why in item.why
    assert not item.certain
    with suppress(Refused):
        actions.accept(item=item, by=alice)
    item.refresh_from_db()
    assert item.state == State.WAITING
    assert not Unit.objects.filter(name="Parks").exists()


def test_units_beneath_each_other_are_never_built(leeds: Council, alice: User, propose: Any) -> None:
    proposal = propose("name,kind,beneath,head\nA,service,B,\nB,service,C,\nC,service,A,\n", "units.csv")
    assert all("stands beneath itself" in why for why in whys(proposal).values())
    actions.accept_chosen(proposal=proposal, positions=[1, 2, 3], by=alice)
    with pytest.raises(Refused):
        actions.accept(item=proposal.items.get(position=1), by=alice)
    assert not Unit.objects.exists()


def test_a_tower_of_units_is_told_as_a_mistake_and_takes_no_time(leeds: Council, propose: Any) -> None:
    rows = "\n".join(f"U{number},service,U{number - 1},x" for number in range(1, 3000))
    proposal = propose(f"name,kind,beneath,head\nU0,service,,x\n{rows}\n", "units.csv")
    assert "beneath more than 20 others" in proposal.items.get(key="u2999").why


def test_a_head_who_has_left_stays_where_the_file_says_so(
    leeds: Council, alice: User, bob: User, propose: Any, exported: Any
) -> None:
    actions.accept_certain(proposal=propose(TREE, "tree.csv"), by=alice)
    councils.take_role(membership=Membership.objects.get(person=bob), by=alice)
    assert propose(exported(UNITS), "units.csv").has_nothing_new
    item = only(propose(changed(exported(UNITS), 0, kind="service"), "changed.csv"))
    assert (item.payload["head"], item.why) == ("bob@leeds.example", "")


def test_the_same_file_again_looks_anew_at_what_was_doubtful(
    leeds: Council, alice: User, bob: User, propose: Any
) -> None:
    rows = "name,kind,beneath,head\nParks,service,,erin@leeds.example\nPlay,service,,gil@leeds.example\nPaths,area,,\n"
    proposal = propose(rows, "units.csv")
    assert all(whys(proposal).values())
    actions.accept_certain(proposal=propose(NEWCOMERS, "people.csv"), by=alice)
    corrected = proposal.items.get(key="paths")
    actions.correct(item=corrected, payload={**corrected.payload, "kind": "service"}, by=alice)
    again = propose(rows, "units.csv")
    assert again == proposal
    assert {name: bool(why) for name, why in whys(again).items()} == {"Parks": False, "Play": True, "Paths": False}
    assert len(actions.accept_certain(proposal=again, by=alice).accepted) == 2
    assert Event.objects.filter(verb="proposal.compared_again").count() == 1
    propose(rows, "units.csv")
    assert Event.objects.filter(verb="proposal.compared_again").count() == 1


def test_what_somebody_else_has_changed_stays_doubtful_when_it_is_looked_at_anew(
    leeds: Council, alice: User, bob: User, propose: Any
) -> None:
    actions.accept_certain(proposal=propose(TREE, "tree.csv"), by=alice)
    rows = "name,kind,beneath,head\nRefuse,service,Streets,erin@leeds.example\n"
    proposal = propose(rows, "units.csv")
    councils.set_head(unit=Unit.objects.get(name="Refuse"), head=bob, by=alice)
    actions.accept_certain(proposal=propose(NEWCOMERS, "people.csv"), by=alice)
    assert not only(propose(rows, "units.csv")).certain
    assert actions.accept_certain(proposal=proposal, by=alice).accepted == []
    assert Unit.objects.get(name="Refuse").head == bob


def test_what_has_changed_meanwhile_is_looked_at_by_a_person_all_the_same(
    leeds: Council, alice: User, bob: User, propose: Any
) -> None:
    actions.accept_certain(proposal=propose(TREE, "tree.csv"), by=alice)
    rows = TREE.replace("Environment,Directorate,,Bob", "Environment,Directorate,,alice@leeds.example")
    proposal = propose(rows, "changed.csv")
    environment = Unit.objects.get(name="Environment")
    councils.set_head(unit=environment, head=None, by=alice)
    actions.accept_certain(proposal=proposal, by=alice)
    item = only(propose(rows, "changed.csv"))
    assert (item.certain, "has changed since this was proposed" in item.why) == (False, True)


def test_a_name_is_the_same_with_either_apostrophe(leeds: Council, alice: User, propose: Any) -> None:
    people = "name,e-mail address,roles\nNiamh O'Neill,niamh@leeds.example,Director\n"
    units = (
        "name,kind,beneath,head\nChildren’s Services,directorate,,Niamh O’Neill\nPlay,service,Children's Services,\n"
    )
    for text in (people, units):
        outcome = actions.accept_certain(proposal=propose(text, "first.csv"), by=alice)
        assert (len(outcome.accepted), outcome.set_aside) == (text.count("\n") - 1, [])
    for text in (people, units):
        turned = text.translate(str.maketrans("'’", "’'"))
        assert propose(turned, "turned.csv").has_nothing_new


def test_a_row_is_put_right_on_its_page(leeds: Council, alice: User, propose: Any, signed_in: Browser) -> None:
    people = only(propose("name,e-mail address,roles\nGil,gil,Boss\n", "people.csv"))
    page = f"/leeds/documents/{people.proposal_id}/items/1/"
    client: Client = signed_in(alice)
    assert "Performance team, Contributor" in text_of(client.get(page))
    client.post(page, {"name": "Gil", "email": "gil@leeds.example", "roles": "contributor, Director", "save": "accept"})
    assert held_roles(leeds)["gil@leeds.example"] == ["contributor", "director"]
    unit = only(propose("name,kind,beneath,head\nParks,section,,\n", "units.csv"))
    page = f"/leeds/documents/{unit.proposal_id}/items/1/"
    client.post(page, {"name": "Parks", "kind": "service", "beneath": "", "head": "Gil", "save": "accept"})
    assert Unit.objects.get(name="Parks").head == User.objects.get(name="Gil")


def test_an_empty_council_saves_an_empty_table_to_fill_in(
    leeds: Council, alice: User, bob: User, propose: Any, signed_in: Browser, exported: Any
) -> None:
    assert "bring it in under Documents" in text_of(signed_in(alice).get("/leeds/people/"))
    assert "bring it in under Documents" in text_of(signed_in(alice).get("/leeds/people/units/"))
    assert "bring it in under Documents" not in text_of(signed_in(bob).get("/leeds/people/"))
    header = exported(UNITS).decode("utf-8-sig").strip()
    assert header == "name,kind,beneath,head,plan of this year,closed on"
    proposal = propose(f"{header}\nEnvironment,Directorate,,bob@leeds.example,,\n", "units.csv")
    assert (proposal.waiting, proposal.doubts) == (1, [])


def test_many_people_are_read_without_a_query_for_each(
    leeds: Council, alice: User, propose: Any, django_assert_max_num_queries: Any
) -> None:
    rows = "\n".join(f"Person {number},p{number}@leeds.example,Contributor" for number in range(120))
    read = reading.read(f"name,e-mail address,roles\n{rows}\n".encode(), "people.csv")
    with django_assert_max_num_queries(40):
        proposal = actions.propose(council=leeds, reading=read, by=alice)
    assert len(actions.accept_certain(proposal=proposal, by=alice).accepted) == 120

"""The people of a council."""

import re
from collections.abc import Callable

from django.test import Client

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council, Membership, Role


def test_alice_adds_a_person_with_roles(alice: User, signed_in: Callable[[User], Client]) -> None:
    typed = {"name": "Erin", "email": "Erin@leeds.example", "roles": ["contributor", "accountable_officer"]}
    answer = signed_in(alice).post("/leeds/people/add/", typed, follow=True)
    assert "Erin can sign in as erin@leeds.example" in answer.content.decode()
    assert Membership.objects.filter(person__email="erin@leeds.example").count() == 2


def test_what_is_missing_is_said_beside_the_field(alice: User, signed_in: Callable[[User], Client]) -> None:
    page = signed_in(alice).post("/leeds/people/add/", {"email": "erin"}).content.decode()
    assert "Enter the person’s name." in page
    assert "Choose at least one role." in page and "such as alice@council.gov.uk" in page


def test_dana_sees_the_people_and_no_buttons(alice: User, dana: User, signed_in: Callable[[User], Client]) -> None:
    page = signed_in(dana).get("/leeds/people/").content.decode()
    assert "Alice" in page and "Take away" not in page and "Add a person" not in page


def test_people_are_filtered_sorted_and_taken_away(
    alice: User, bob: User, dana: User, charlie: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(dana)

    def order(query: str) -> list[str]:
        page = client.get(f"/leeds/people/?{query}").content.decode()
        file = b"".join(client.get(f"/leeds/people/list.csv?{query}")).decode("utf-8-sig").splitlines()[1:]  # type: ignore[arg-type]
        names = re.findall(r'<th scope="row" class="govuk-table__header">([^<]+)<', page)
        assert names == [row.split(",")[0] for row in file]
        return names

    assert order("") == ["Alice", "Bob", "Dana"] and order("sort=-name") == ["Dana", "Bob", "Alice"]
    assert order("q=BOB@") == order("role=director") == ["Bob"]
    assert "1 of 3 people match" in client.get("/leeds/people/?role=director").content.decode()
    assert order("q=nobody") == [] and "Nobody matches" in client.get("/leeds/people/?q=nobody").content.decode()


def test_a_role_is_taken_by_the_button_only(alice: User, dana: User, signed_in: Callable[[User], Client]) -> None:
    role = Membership.objects.get(person=dana, role=Role.COUNCILLOR)
    assert signed_in(alice).get(f"/leeds/people/{role.pk}/take/").status_code == 405
    signed_in(alice).post(f"/leeds/people/{role.pk}/take/")
    assert not Membership.objects.filter(person=dana).exists()


def test_a_role_of_another_council_cannot_be_taken_from_here(
    alice: User, charlie: User, signed_in: Callable[[User], Client]
) -> None:
    theirs = Membership.objects.get(person=charlie)
    assert signed_in(alice).post(f"/leeds/people/{theirs.pk}/take/").status_code == 404
    assert Membership.objects.filter(pk=theirs.pk).exists()


def test_the_page_of_people_asks_as_many_queries_for_forty_as_for_two(
    alice: User,
    leeds: object,
    signed_in: Callable[[User], Client],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    from tallystick_web.councils import actions

    for number in range(40):
        email = f"p{number}@leeds.example"
        actions.add_person(council=leeds, name=f"P{number}", email=email, roles=[Role.CONTRIBUTOR], by=None)  # type: ignore[arg-type]
    client = signed_in(alice)
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        client.get("/leeds/people/")


def test_an_address_gives_no_name_of_another_councils_account_away(
    alice: User, charlie: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(alice)
    asked = {"name": "Whoever", "email": charlie.email.upper(), "roles": ["contributor"]}
    told = client.post("/leeds/people/add/", asked, follow=True).content.decode()
    assert "Charlie" not in told and "Harborough" not in told and "enter it so" in told
    assert not Membership.objects.filter(person=charlie, council__slug="leeds").exists()
    added = client.post("/leeds/people/add/", {**asked, "name": " charlie"}, follow=True).content.decode()
    assert "Charlie can sign in as charlie@harborough.example" in added
    assert Membership.objects.filter(person=charlie, council__slug="leeds").count() == 1


def test_who_works_here_already_gets_more_roles_under_any_name(
    alice: User, dana: User, signed_in: Callable[[User], Client]
) -> None:
    typed = {"name": "Cllr Dana", "email": dana.email, "roles": ["auditor"]}
    signed_in(alice).post("/leeds/people/add/", typed)
    assert Membership.objects.filter(person=dana).count() == 2 and User.objects.get(pk=dana.pk).name == "Dana"


def test_an_address_that_only_takes_a_form_says_so_and_leads_on(
    leeds: Council, alice: User, signed_in: Callable[[User], Client]
) -> None:
    role = Membership.objects.get(council=leeds, person=alice)
    answer = signed_in(alice).get(f"/leeds/people/{role.pk}/take/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "only takes what is sent from a form" in answer.content.decode()

"""Deputies, and people who leave: what they leave behind is listed first."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.councils import actions, queries
from tallystick_web.councils.models import Council, Deputy, Role
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery.actions import projects, work
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority

from ..conftest import person

SignedIn = Callable[[User], Client]


@pytest.fixture
def erin(leeds: Council) -> User:
    return person("Erin", leeds, Role.CONTRIBUTOR, Role.ACCOUNTABLE_OFFICER)


def test_somebody_names_their_own_deputy_and_ends_it(
    leeds: Council, erin: User, bob: User, signed_in: SignedIn
) -> None:
    client, today = signed_in(erin), timezone.localdate()
    page = client.get("/leeds/people/deputies/").content.decode()
    assert "Nobody stands in for anybody now" in page and "Who is away?" not in page
    client.post("/leeds/people/deputies/", {"deputy": bob.pk, "start": today, "end": today + timedelta(days=5)})
    assert queries.stands_for(person=bob, council=leeds, on=today) == {bob.pk, erin.pk}
    [named] = Deputy.objects.all()
    client.post(f"/leeds/people/deputies/{named.pk}/end/")
    assert queries.stands_for(person=bob, council=leeds, on=today) == {bob.pk}


def test_what_is_wrong_with_a_deputy_is_said_beside_the_field(
    leeds: Council, erin: User, bob: User, signed_in: SignedIn
) -> None:
    client, today = signed_in(erin), timezone.localdate()
    sent = {"deputy": bob.pk, "start": today, "end": today - timedelta(days=1)}
    assert "The last day comes before the first" in client.post("/leeds/people/deputies/", sent).content.decode()
    sent = {"deputy": erin.pk, "start": today, "end": today}
    assert "nobody stands in for themselves" in client.post("/leeds/people/deputies/", sent).content.decode()
    assert not Deputy.objects.exists()


def test_only_who_has_a_role_that_comes_with_work_is_offered_as_deputy_and_whoever_else_is_named_is_refused_with_the_reason(
    leeds: Council, erin: User, bob: User, dana: User, signed_in: SignedIn
) -> None:
    client, today = signed_in(erin), timezone.localdate()
    offered = client.get("/leeds/people/deputies/").content.decode().split('name="deputy"')[1].split("</select>")[0]
    assert f'value="{bob.pk}"' in offered
    assert f'value="{dana.pk}"' not in offered and f'value="{erin.pk}"' not in offered
    told = client.post("/leeds/people/deputies/", {"deputy": dana.pk, "start": today, "end": today}).content.decode()
    assert (
        "Dana holds no role in Leeds City Council that comes with work, and could do nothing for Erin. Choose somebody"
        in told
    )
    assert not Deputy.objects.exists()


def test_the_team_names_and_ends_deputies_of_others_and_nobody_else_does(
    leeds: Council, erin: User, bob: User, alice: User, dana: User, signed_in: SignedIn
) -> None:
    today = timezone.localdate()
    signed_in(alice).post(
        "/leeds/people/deputies/", {"person": erin.pk, "deputy": bob.pk, "start": today, "end": today}
    )
    [named] = Deputy.objects.all()
    assert (named.person, named.deputy) == (erin, bob)
    assert signed_in(bob).post(f"/leeds/people/deputies/{named.pk}/end/").status_code == 403
    assert signed_in(dana).get("/leeds/people/deputies/").status_code == 403
    signed_in(bob).post(
        "/leeds/people/deputies/", {"person": erin.pk, "deputy": alice.pk, "start": today, "end": today}
    )
    assert not Deputy.objects.filter(person=erin, deputy=alice).exists()


def test_what_somebody_leaves_behind_is_listed_before_they_leave(
    leeds: Council, erin: User, alice: User, measure: Measure, priority: Priority, signed_in: SignedIn
) -> None:
    measures.reassign(measures=[measure], owner=erin, by=alice)
    plans.keep_priority(
        council=leeds, reference="ENV-1", theme=priority.theme, title=priority.title, accountable_officer=erin, by=alice
    )
    client = signed_in(alice)
    page = client.get(f"/leeds/people/{erin.pk}/leave/").content.decode()
    assert "2 things have nobody to look after them when Erin leaves" in page and "NI 195a" in page and "ENV-1" in page
    plans.keep_plan(council=leeds, reference=priority.theme.plan.reference, ends=date(2010, 3, 31), by=alice)
    work.keep_action(council=leeds, reference="A-1", title="Sweep", owner=erin, by=alice)
    projects.keep_project(council=leeds, reference="P-1", title="Build", sponsor=erin, by=alice)
    page = client.get(f"/leeds/people/{erin.pk}/leave/").content.decode()
    assert "3 things have nobody" in page and "ENV-1" not in page and "A-1 Sweep" in page and "P-1 Build" in page
    client.post(f"/leeds/people/{erin.pk}/leave/")
    assert not queries.roles(person=erin, council=leeds)
    assert client.get(f"/leeds/people/{erin.pk}/leave/").status_code == 404


def test_who_leaves_stands_in_for_nobody_and_nobody_for_them(
    leeds: Council, erin: User, alice: User, bob: User
) -> None:
    today = timezone.localdate()
    for away, deputy in ((erin, bob), (bob, erin)):
        actions.name_deputy(council=leeds, person=away, deputy=deputy, start=today, end=today, by=alice)
    actions.leave(council=leeds, person=erin, by=alice)
    assert not queries.in_office(leeds, today).exists()


def test_the_last_performance_officer_stays(leeds: Council, alice: User, erin: User, signed_in: SignedIn) -> None:
    with pytest.raises(Refused, match="only person of the performance team"):
        actions.leave(council=leeds, person=alice, by=alice)
    with pytest.raises(Refused, match="Only people with the role"):
        actions.leave(council=leeds, person=alice, by=erin) if actions.give_role(
            council=leeds, person=person("Fay", leeds), role=Role.PERFORMANCE_TEAM, by=alice
        ) else None
    assert (
        "is the only person of the performance team"
        not in signed_in(alice).get(f"/leeds/people/{erin.pk}/leave/").content.decode()
    )

"""The council's structure: what hangs on each unit, who hears of its risks, and when it can be closed."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils import queries
from tallystick_web.councils.models import Council, Role, Unit
from tallystick_web.councils.rules import Refused
from tallystick_web.delivery.actions import load, projects, risks, work
from tallystick_web.delivery.actions import plans as service_plans
from tallystick_web.delivery.models import Risk
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.record.queries import structure
from tallystick_web.record.queries.work import work_of

from ..conftest import Beside, person

SignedIn = Callable[[User], Client]
UNITS = "/leeds/people/units/"


def risk(council: Council, service: Unit | None, by: User, after: int = 2) -> Risk:
    """A risk of the service at 4 × `after`, where the council is content with 6."""
    category = risks.keep_appetite(council=council, category="Financial", limit=6, by=by)
    return risks.keep_risk(
        council=council, reference="R-001", title="The grant ends", category=category, service=service,
        likelihood=4, impact=4, likelihood_after=4, impact_after=after, by=by,
    )  # fmt: skip


def asked(somebody: User, council: Council) -> list[str]:
    return [one.words for one in work_of(somebody, council, timezone.localdate()).items if "R-001" in one.words]


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_page_counts_what_hangs_on_a_unit_and_leads_to_it(
    leeds: Council, alice: User, dana: User, measure: Measure, streets: Unit, signed_in: SignedIn
) -> None:
    measures.keep_measure(council=leeds, reference=measure.reference, service=streets, by=alice)
    risk(leeds, streets, alice)
    page = page_of(signed_in(alice), UNITS)
    assert "2 of 2 directorates and services have no head, of their own or above them" in page
    assert '/leeds/measures/?service=Streets">1 measure<span' in page
    assert f'/leeds/delivery/risks/?service={streets.pk}">1 live risk<span' in page
    page = page_of(signed_in(dana), UNITS)
    assert "1 measure" in page and "Add beneath" not in page and "Add a directorate" not in page


def test_the_tree_can_be_taken_away_with_what_hangs_on_each_unit(
    leeds: Council, alice: User, bob: User, dana: User, streets: Unit, signed_in: SignedIn
) -> None:
    Unit.objects.filter(pk=streets.pk).update(head=bob)
    risk(leeds, streets, alice)
    client = signed_in(dana)
    file: Any = client.get("/leeds/people/units.csv")
    rows = b"".join(file).decode("utf-8-sig").splitlines()
    assert rows[0].startswith("name,kind,beneath,head,measures,priorities,open actions,live risks")
    assert rows[1:] == [
        "Environment,Directorate,,,0,0,0,0,0,,",
        "Streets,Service,Environment,bob@leeds.example,0,0,0,1,0,,",
    ]
    assert "/leeds/people/units.xlsx" in client.get(UNITS).content.decode()


def test_a_service_without_a_head_is_laid_before_the_nearest_one_above_it(
    leeds: Council, alice: User, bob: User, environment: Unit, streets: Unit, signed_in: SignedIn
) -> None:
    councils.set_head(unit=environment, head=bob, by=alice)
    page = page_of(signed_in(alice), UNITS)
    assert "Each of 2 directorates and services has a head, of its own or above it" in page
    assert f"before {bob}, who heads {environment}" in page and "Nobody yet" not in page


def test_somebody_who_left_heads_nothing(leeds: Council, alice: User, streets: Unit, signed_in: SignedIn) -> None:
    gone = person("Gwen", leeds, Role.CONTRIBUTOR)
    councils.set_head(unit=streets, head=gone, by=alice)
    assert "1 of 2 directorates" in page_of(signed_in(alice), UNITS)
    councils.leave(council=leeds, person=gone, by=alice)
    page = page_of(signed_in(alice), UNITS)
    assert "2 of 2 directorates" in page and "Gwen holds no role with work any more" in page


def test_a_unit_on_which_something_open_hangs_is_not_closed(
    leeds: Council, alice: User, priority: Priority, measure: Measure, streets: Unit, signed_in: SignedIn
) -> None:
    measures.keep_measure(council=leeds, reference=measure.reference, service=streets, by=alice)
    client = signed_in(alice)
    page = page_of(client, f"{UNITS}{streets.pk}/close/")
    assert "Streets still has 1 measure. Give them to another service, or finish them, first." in page
    client.post(f"{UNITS}{streets.pk}/close/")
    streets.refresh_from_db()
    assert streets.closed_on is None
    with pytest.raises(Refused, match="still has 1 measure"):
        councils.close_unit(unit=streets, hangs=lambda: ["1 measure"], by=alice)
    measures.keep_measure(council=leeds, reference=measure.reference, service=None, by=alice)
    client.post(f"{UNITS}{streets.pk}/close/")
    page = page_of(client, UNITS)
    assert "Closed (1)" in page and "Open it again" in page


def test_a_unit_to_which_somebody_gives_a_measure_meanwhile_is_not_closed(
    leeds: Council, alice: User, measure: Measure, streets: Unit, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, hold = signed_in(alice), queries.hold

    def first(council: Council) -> None:
        measures.keep_measure(council=leeds, reference=measure.reference, service=streets, by=alice)
        hold(council)

    monkeypatch.setattr(queries, "hold", first)
    assert "Streets still has 1 measure" in client.post(f"{UNITS}{streets.pk}/close/").content.decode()
    streets.refresh_from_db()
    assert streets.closed_on is None


def giving(leeds: Council, priority: Priority, streets: Unit, by: User) -> dict[str, Callable[[], Any]]:
    """Everything that can be given to a unit, with the unit as it was when the page was made."""
    kept: Any = {"council": leeds, "service": streets, "by": by}
    return {
        "measure": lambda: measures.keep_measure(reference="M1", title="Bins", unit="", frequency="quarter", **kept),
        "priority": lambda: plans.keep_priority(reference=priority.reference, **kept),
        "action": lambda: work.keep_action(reference="A1", title="Bins", **kept),
        "risk": lambda: risk(leeds, streets, by),
        "project": lambda: projects.keep_project(reference="P1", title="Bins", **kept),
        "hours": lambda: load.set_capacity(person=by, hours=Decimal(10), **kept),
        "plan": lambda: service_plans.keep_service_plan(unit=streets, year=2026, by=by),
    }


@pytest.mark.parametrize("what", ["measure", "priority", "action", "risk", "project", "hours", "plan"])
def test_nothing_is_given_to_a_unit_that_was_closed_since_the_page_was_made(
    what: str, leeds: Council, alice: User, priority: Priority, streets: Unit
) -> None:
    councils.close_unit(unit=Unit.objects.get(pk=streets.pk), hangs=list, by=alice)
    with pytest.raises(Refused, match=r"Streets is closed\. Open it again"):
        giving(leeds, priority, streets, alice)[what]()


def test_of_two_who_close_a_unit_and_give_something_to_it_at_once_the_second_is_refused(
    beside: Beside, leeds: Council, alice: User, priority: Priority, environment: Unit, streets: Unit
) -> None:
    def close(unit: Unit) -> Callable[[], None]:
        return lambda: councils.close_unit(unit=unit, hangs=lambda: structure.hanging(unit), by=alice)

    give = giving(leeds, priority, streets, alice)["action"]
    assert "Streets still has 1 open action" in beside(give, close(streets))
    lanes = councils.add_unit(council=leeds, name="Lanes", kind=Unit.Kind.SERVICE, parent=environment, by=alice)
    assert "Lanes is closed" in beside(close(lanes), giving(leeds, priority, lanes, alice)["measure"])


def test_two_who_give_to_the_same_units_in_opposite_orders_wait_for_nobody(
    beside: Beside, leeds: Council, alice: User, streets: Unit, environment: Unit
) -> None:
    def give(reference: str, *units: Unit) -> None:
        for unit in units:
            work.keep_action(council=leeds, reference=f"{reference}-{unit}", title="Bins", service=unit, by=alice)

    def other() -> None:
        with transaction.atomic():
            give("B", environment, streets)

    assert beside(lambda: give("A", streets), other, lambda: give("A", environment)) == ""


def test_what_a_closed_unit_has_stays_with_it_while_something_else_of_it_changes(
    leeds: Council, alice: User, priority: Priority, streets: Unit
) -> None:
    plans.keep_priority(council=leeds, reference=priority.reference, service=streets, by=alice)
    councils.close_unit(unit=streets, hangs=list, by=alice)
    plans.keep_priority(council=leeds, reference=priority.reference, title="Cleaner", service=streets, by=alice)
    assert streets.priorities.get().title == "Cleaner"


def test_a_risk_above_appetite_goes_to_the_nearest_head(
    leeds: Council, alice: User, environment: Unit, streets: Unit, signed_in: SignedIn
) -> None:
    head, above = person("Heidi", leeds, Role.CONTRIBUTOR), person("Grace", leeds, Role.CONTRIBUTOR)
    kept = risk(leeds, streets, alice)
    client, address = signed_in(alice), f"/leeds/delivery/risks/{kept.reference}/"
    assert "Nobody heads Streets or what it stands beneath" in page_of(client, address)
    assert f'href="{UNITS}">Say who heads it</a>' in page_of(client, address)
    assert asked(alice, leeds) == [
        "Name a head for the service of the risk R-001 The grant ends: it is 2 above appetite"
    ]
    councils.set_head(unit=environment, head=above, by=alice)
    assert "<b>Grace</b>, who heads Environment" in page_of(client, address)
    assert asked(above, leeds) and not asked(alice, leeds)
    councils.set_head(unit=streets, head=head, by=alice)
    assert "<b>Heidi</b>, who heads Streets" in page_of(client, address)
    assert asked(head, leeds) and not asked(above, leeds)


def test_a_risk_without_a_service_or_a_director_is_the_performance_teams_to_place(
    leeds: Council, alice: User, signed_in: SignedIn
) -> None:
    kept = risk(leeds, None, alice)
    client, address = signed_in(alice), f"/leeds/delivery/risks/{kept.reference}/"
    assert "It has no service" in page_of(client, address)
    assert [one.split(" R-001")[0] for one in asked(alice, leeds)] == ["Name the service of the risk"]
    risks.review_risk(
        risk=kept, likelihood=4, impact=4, likelihood_after=4, impact_after=4, text="Worse.", next_review=None, by=alice
    )
    assert "Nobody holds the role director" in page_of(client, address)
    assert [one.split(" R-001")[0] for one in asked(alice, leeds)] == ["Name a director for the risk"]
    bob = person("Bob", leeds, Role.DIRECTOR)
    assert "the directors, <b>Bob</b>" in page_of(client, address)
    assert asked(bob, leeds) and not asked(alice, leeds)


def test_the_page_takes_as_many_queries_for_forty_units_as_for_two(
    leeds: Council, alice: User, streets: Unit, signed_in: SignedIn, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(40):
        councils.add_unit(
            council=leeds, name=f"U{number}", kind=Unit.Kind.SERVICE, parent=streets, head=alice, by=alice
        )
    client = signed_in(alice)
    with django_assert_max_num_queries(13):
        client.get(UNITS)

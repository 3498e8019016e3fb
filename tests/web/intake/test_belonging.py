"""Owners and services of an ordinary table come in where they name exactly one, and are told with a remedy where they do not."""

from typing import Any

import pytest

from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role, Unit
from tallystick_web.intake import actions
from tallystick_web.intake.models import State
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure, Observation

from ..conftest import person


@pytest.fixture
def streets(leeds: Council, alice: Any) -> Unit:
    environment = councils.add_unit(council=leeds, name="Environment", kind=Unit.Kind.DIRECTORATE, by=alice)
    return councils.add_unit(council=leeds, name="Street scene", kind=Unit.Kind.SERVICE, parent=environment, by=alice)


def table(*rows: str, columns: str = "Owner,Service") -> str:
    head = f"Reference,Title,Period,Value,{columns}"
    return "\n".join([head, *rows]) + "\n"


def whys(proposal: Any) -> list[tuple[str, str]]:
    return [(doubt["words"], doubt["why"]) for doubt in proposal.doubts]


def test_a_new_measure_gets_the_person_and_the_unit_that_the_table_names(
    propose: Any, alice: Any, streets: Unit
) -> None:
    proposal = propose(
        table(
            "A1,Litter picked,Q1 2009/10,12,ALICE,street  scene",
            "A2,Bins emptied,Q1 2009/10,13,alice@leeds.example,Environment",
            columns="Lead officer,Directorate",
        )
    )
    assert proposal.doubts == []
    actions.accept_certain(proposal=proposal, by=alice)
    kept = Measure.objects.filter(reference__in=("A1", "A2")).values_list("reference", "owner__email", "service__name")
    assert list(kept.order_by("reference")) == [
        ("A1", "alice@leeds.example", "Street scene"),
        ("A2", "alice@leeds.example", "Environment"),
    ]


def test_the_same_table_again_changes_nothing(propose: Any, alice: Any, streets: Unit) -> None:
    text = table("A1,Litter picked,Q1 2009/10,12,Alice,Street scene", "A2,Bins emptied,Q1 2009/10,13,-,n/a")
    actions.accept_certain(proposal=propose(text), by=alice)
    assert propose(text).has_nothing_new
    again = propose(text.replace("Street scene", "Environment"))  # the directorate of the service that is held
    assert (again.has_nothing_new, again.doubts) == (True, [])


def test_a_name_that_is_nobodys_is_told_once_and_holds_nothing_up(propose: Any, alice: Any, streets: Unit) -> None:
    rows = [f"A{number},Measure {number},Q1 2009/10,12,Jo Smith,Parks" for number in range(1, 8)]
    proposal = propose(table(*rows, "B1,Graffiti,Q1 2009/10,12,Bob / Alice,Street scene"))
    assert [words for words, _ in whys(proposal)] == ["Jo Smith", "Parks", "Bob / Alice"]
    assert [doubt["place"].split("cell ")[1] for doubt in proposal.doubts] == ["E2", "F2", "E9"]
    nobody, no_unit, two = [why for _, why in whys(proposal)]
    assert nobody.startswith(
        "nobody of Leeds City Council has the name or e-mail address “Jo Smith”: add the person under People"
    )
    assert nobody.endswith("Nothing was taken from it for 7 measures")
    assert no_unit.startswith(
        "Leeds City Council has no directorate or service “Parks”: add it among the directorates and services"
    )
    assert two.endswith("Nothing was taken from it for B1")
    actions.accept_certain(proposal=proposal, by=alice)
    assert Measure.objects.filter(owner=None, service=None).count() == 7
    assert Observation.objects.count() == 8


def test_nobody_is_guessed_among_several_or_without_a_role_that_owns_measures(
    propose: Any, leeds: Council, dana: Any, streets: Unit, alice: Any
) -> None:
    person("Sam Jones", leeds, Role.CONTRIBUTOR)
    other = person("Sam", leeds, Role.CONTRIBUTOR)
    type(other).objects.filter(pk=other.pk).update(name="sam  jones")
    councils.close_unit(unit=streets, hangs=list, by=alice)
    proposal = propose(
        table(
            "A1,Litter,Q1 2009/10,12,Sam Jones,",
            "A2,Bins,Q1 2009/10,12,Dana,",
            "A3,Leaves,Q1 2009/10,12,Alice,Street scene",
            "A4,Weeds,Q1 2009/10,12,Alice,Environment",
            "A4,Weeds,Q2 2009/10,12,Bob,Environment",
        )
    )
    told = [why for _, why in whys(proposal)]
    assert [why.split(":")[0] for why in told] == [
        "several people of Leeds City Council are called “Sam Jones”",
        "“Dana” holds no role of Leeds City Council with which somebody owns measures",
        "“Street scene” is closed",
        "the rows of one measure name “Alice” and “Bob” as its owner",
    ]
    assert "owner" not in proposal.items.get(record="measure", key="A4").payload


def test_another_owner_than_the_one_held_is_for_a_person_to_settle(
    propose: Any, leeds: Council, alice: Any, measure: Measure, streets: Unit
) -> None:
    bill = person("Bill", leeds, Role.CONTRIBUTOR)
    measures.keep_measure(council=leeds, reference=measure.reference, owner=alice, service=streets, by=alice)
    proposal = propose(table(f"{measure.reference},{measure.title},Q1 2009/10,12,Bill,Street scene"))
    item = proposal.items.get(record="measure")
    assert (item.payload, item.certain) == ({"reference": measure.reference, "owner": bill.email}, False)
    assert item.why == "It would replace what is held as owner."
    actions.accept(item=item, by=alice)
    measure.refresh_from_db()
    assert measure.owner == bill


def test_councils_do_not_see_each_others_people(propose: Any, charlie: Any, leeds: Council) -> None:
    proposal = propose(table("A1,Litter,Q1 2009/10,12,Charlie,"))
    assert [words for words, _ in whys(proposal)] == ["Charlie"]
    assert "owner" not in proposal.items.get(record="measure", state=State.WAITING).payload

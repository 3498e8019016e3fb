"""What a file leaves open is never taken for certain: what is accepted without a look is what the file says."""

from typing import Any

import pytest

from tallystick_web.intake import actions
from tallystick_web.measures.models import Measure, Observation, Target


def taken(proposal: Any, alice: Any) -> list[tuple[str, str]]:
    """The values, then the targets, that are written when what is certain is accepted without a look."""
    before = {(type(one), one.pk) for one in written()}
    actions.accept_certain(proposal=proposal, by=alice)
    return [(str(one.period), f"{one.value.normalize():f}") for one in written() if (type(one), one.pk) not in before]


def written() -> list[Observation | Target]:
    return [*Observation.objects.filter(value__isnull=False).order_by("start"), *Target.objects.order_by("start")]


@pytest.mark.parametrize(
    "text",
    [
        "Reference,Period,Value,Target\nNI 195a,Q1 2009/10,1,234,1200\n",
        "Reference,Period,Value,Target\nNI 195a,Q1 2009/10,1,234,567\n",
        "Reference,Unit,Period,Value,Target\nNI 195a,%,Q1 2009/10,0.62,0.95\nNI 195a,%,Q2 2009/10,1,0.95\n",
        "Reference,Period,Value\nNI 195a,Q3 2009/10,0.12\nNI 195a,Q4 2009/10,1\n",
        "Reference,Unit,Period,Value,Target\nNI 195a,number,Q3 2009/10,12,13\n",
        "Reference,Period,Value,Missing\nNI 195a,Q3 2009/10,12,suppressed\n",
        "Reference,Period,Value,Vintage\nNI 195a,Q3 2009/10,12,rough\n",
        "Reference,Period,Value\nNI 195a,Q3 2009/10,12\nNI 195a,Q3 2009/10,13\n",
        "Reference,Period,Actual,Actual\nNI 195a,Q3 2009/10,12,13\n",
        "Reference;Period;Value\nNI 195a;Q3 2009/10;1.234\nNI 195a;Q4 2009/10;1.235\n",
    ],
    ids=[
        "a comma without quotes",
        "a comma that could stand in two places",
        "shares of one",
        "shares of a measure in %",
        "another unit than the measure's",
        "suppressed and given",
        "a state that is not known",
        "two values for one thing",
        "two columns of one name",
        "a point that may part thousands",
    ],
)
def test_nothing_that_is_open_is_written_without_a_look(propose: Any, alice: Any, measure: Measure, text: str) -> None:
    assert taken(propose(text), alice) == []


@pytest.mark.parametrize(
    "text",
    [
        "Performance in 2009/10,,,\nReference,Title,Unit,Actual\nT1,Trees planted,number,12\n",
        "Reference,Title,2009-04-01,2009-05-01\nT1,Trees planted,12,13\n",
    ],
    ids=["a period that only the title states", "a date for a header"],
)
def test_a_new_measure_waits_where_the_period_of_its_values_was_judged(
    propose: Any, alice: Any, leeds: Any, text: str
) -> None:
    proposal = propose(text)
    assert taken(proposal, alice) == []
    [item] = proposal.items.filter(record="measure")
    assert not item.certain and "Of its period" in item.why


def test_the_period_of_a_title_does_for_a_measure_that_is_reported_so(
    propose: Any, alice: Any, measure: Measure
) -> None:
    text = "Performance Q3 2009/10,,,\nReference,Title,Unit,Actual\nNI 195a,Streets below standard: litter,%,12%\n"
    assert taken(propose(text), alice) == [("Q3 2009/10", "12")]


@pytest.mark.parametrize(
    "text",
    [
        "Reference,Unit,Period,Value\nNI 195a,per cent,Q3 2009/10,0.5%\n",
        "Reference,Period,Value\nNI 195a,Q3 2009/10,0.5\nNI 195a,Q4 2009/10,7\n",
        "Reference,Period,Value,Markers\nNI 195a,Q3 2009/10,0.5%,[p]\n",
        "Ref,Title,2009/10 Q3,2009/10 Q4\nNI 195a,Streets below standard: litter,0.5%,n/a\n",
    ],
)
def test_what_is_plain_is_written_without_a_look(propose: Any, alice: Any, measure: Measure, text: str) -> None:
    assert taken(propose(text), alice)[0] == ("Q3 2009/10", "0.5")


HEAD = "Reference,Title,Unit,Polarity,Frequency,Lag days,Owner,Service,Not known measure\n"


@pytest.mark.parametrize(
    ("cells", "remedy"),
    [
        ("joe@leeds.example,,", "Nobody of Leeds City Council has the name or e-mail address “joe@leeds.example”: add"),
        ("dana@leeds.example,,", "holds no role of Leeds City Council with which somebody owns measures: give one"),
        (",Parks,", "holds no service “Parks”. Correct it, or add it among the directorates and services first."),
        (",,NI 999", "The measure NI 999 is not held yet."),
    ],
    ids=["an owner nobody knows", "an owner who may not", "a service there is not", "a not-known rate there is not"],
)
def test_a_measure_of_our_own_table_waits_where_it_names_what_is_not_there(
    propose: Any, alice: Any, dana: Any, cells: str, remedy: str
) -> None:
    proposal = propose(f"{HEAD}T1,Trees planted,trees,higher_is_better,quarter,0,{cells}\n")
    item = proposal.items.get(record="measure")
    assert not item.certain and remedy in item.why
    taken(proposal, alice)
    assert not Measure.objects.filter(reference="T1").exists()


def test_a_not_known_rate_may_come_with_the_measure_in_one_file(propose: Any, alice: Any) -> None:
    row = "trees,higher_is_better,quarter,0,alice@leeds.example,,"
    taken(propose(f"{HEAD}T1,Trees planted,{row}T2\nT2,Not known,{row}\n"), alice)
    assert Measure.objects.get(reference="T1").not_known == Measure.objects.get(reference="T2")


def test_a_measure_keeps_an_owner_who_left_while_something_else_of_it_changes(
    propose: Any, alice: Any, bob: Any, measure: Measure
) -> None:
    Measure.objects.filter(pk=measure.pk).update(owner=bob)
    bob.memberships.all().delete()
    row = f"{HEAD}{measure.reference},Cleaner streets,{measure.unit},{measure.polarity},{measure.frequency},0,{bob.email},,\n"
    proposal = propose(row)
    assert proposal.items.get().why == ""
    actions.accept(item=proposal.items.get(), by=alice)
    measure.refresh_from_db()
    assert (measure.title, measure.owner) == ("Cleaner streets", bob)

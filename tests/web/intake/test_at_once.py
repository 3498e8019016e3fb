"""Two people at the same moment, of whom one accepts a file: neither waits for the other for ever, whatever order the file is in."""

from datetime import date
from typing import Any

import pytest

from tallystick import periods
from tallystick_web.councils.models import Council, Role
from tallystick_web.delivery.actions import bulk, risks, work
from tallystick_web.delivery.models import Action
from tallystick_web.delivery.rules.bulk import BulkChange
from tallystick_web.intake import actions
from tallystick_web.measures import actions as measures
from tallystick_web.measures import queries
from tallystick_web.measures.models import Measure, Target
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment

from ..conftest import Beside, person
from .conftest import TRACKER
from .tables import as_csv


def test_two_files_that_change_the_same_records_in_opposite_orders_are_accepted_in_turn(
    beside: Beside, propose: Any, item_of: Any, leeds: Council, alice: Any
) -> None:
    for reference in ("A-001", "A-002"):
        work.keep_action(council=leeds, reference=reference, title="Sweep", by=alice)

    def file(title: str, *references: str) -> Any:
        return propose(
            as_csv(
                [{"reference": one, "title": title, "due": "", "done on": "", "priorities": ""} for one in references]
            ),
            "actions.csv",
        )

    first, second = file("Sweep first", "A-001", "A-002"), file("Sweep second", "A-002", "A-001")
    refused = beside(
        lambda: actions.accept(item=item_of(first, "action", "A-001"), by=alice),
        lambda: actions.accept_certain(proposal=second, by=alice),
        lambda: actions.accept(item=item_of(first, "action", "A-002"), by=alice),
    )
    assert refused == ""
    assert set(Action.objects.values_list("title", flat=True)) == {"Sweep first"}


def test_a_risk_is_linked_to_an_action_that_somebody_else_changes(beside: Beside, leeds: Council, alice: Any) -> None:
    action = work.keep_action(council=leeds, reference="A-001", title="Sweep", by=alice)
    risk: Any = {"council": leeds, "reference": "R-001", "title": "Strike", "likelihood": 1, "impact": 1,
                 "likelihood_after": 1, "impact_after": 1, "by": alice}  # fmt: skip
    risks.keep_risk(**risk)
    refused = beside(
        lambda: work.keep_action(council=leeds, reference="A-001", title="Sweep more", by=alice),
        lambda: risks.keep_risk(**risk, actions=[action]),
        lambda: risks.keep_risk(**risk | {"title": "A strike"}),
    )
    assert refused == ""


@pytest.fixture
def two(leeds: Council, alice: Any) -> list[Measure]:
    """Two measures, one made after the other."""
    return [
        measures.keep_measure(
            council=leeds, reference=reference, title="Litter", frequency="quarter", owner=alice, by=alice
        )
        for reference in ("M-1", "M-2")
    ]


def test_measures_are_handed_over_while_a_file_changes_them_in_another_order(
    beside: Beside, propose: Any, item_of: Any, two: list[Measure], leeds: Council, alice: Any
) -> None:
    erin = person("Erin", leeds, Role.CONTRIBUTOR)
    file = propose(
        "reference,title,polarity,frequency,lag days\nM-2,Dog fouling,none,quarter,0\nM-1,Dog fouling,none,quarter,0\n"
    )
    refused = beside(
        lambda: actions.accept(item=item_of(file, "measure", "M-2"), by=alice),
        lambda: measures.reassign(measures=two, owner=erin, by=alice),
        lambda: actions.accept(item=item_of(file, "measure", "M-1"), by=alice),
    )
    assert refused == ""
    assert set(Measure.objects.values_list("title", "owner__name")) == {("Dog fouling", "Erin")}


def test_targets_of_many_measures_are_accepted_in_the_order_in_which_everybody_holds_measures(
    beside: Beside, propose: Any, two: list[Measure], alice: Any
) -> None:
    file = propose(
        "measure,name,frequency,period,value,tolerance kind\nM-2,Council,year,2009/10,2,absolute\nM-1,Council,year,2009/10,1,absolute\n"
    )
    refused = beside(
        lambda: queries.hold([two[0].pk]),
        lambda: actions.accept_certain(proposal=file, by=alice),
        lambda: queries.hold([two[1].pk]),
    )
    assert refused == ""
    assert Target.objects.count() == 2


def test_actions_are_changed_together_while_a_file_changes_them_in_another_order(
    beside: Beside, propose: Any, item_of: Any, leeds: Council, alice: Any
) -> None:
    both = [work.keep_action(council=leeds, reference=one, title="Sweep", by=alice) for one in ("A-001", "A-002")]
    row = {"title": "Sweep well", "due": "", "done on": "", "priorities": ""}
    file = propose(as_csv([{"reference": one.reference, **row} for one in reversed(both)]), "actions.csv")
    refused = beside(
        lambda: actions.accept(item=item_of(file, "action", "A-002"), by=alice),
        lambda: bulk.change(records=both, change=BulkChange(owner=alice), today=date(2009, 7, 1), by=alice),
        lambda: actions.accept(item=item_of(file, "action", "A-001"), by=alice),
    )
    assert refused == ""
    assert set(Action.objects.values_list("title", "owner__name")) == {("Sweep well", "Alice")}


def test_a_round_is_closed_while_a_tracker_changes_what_it_closes_with(
    beside: Beside, propose: Any, item_of: Any, priority: Priority, leeds: Council, alice: Any
) -> None:
    theme = priority.theme
    other = plans.keep_priority(council=leeds, reference="ENV-2", theme=theme, title="Recycle more", by=alice)
    round = reviews.open_round(council=leeds, period=periods.quarter(2009, 2), by=alice)
    for one in (other, priority):
        reviews.begin(round=round, priority=one, by=alice)
    file = propose(TRACKER, "tracker.txt", period=round.period)
    refused = beside(
        lambda: actions.accept(item=item_of(file, "assessment", "ENV-1"), by=alice),
        lambda: reviews.close_round(round=round, carrying="Not now.", by=alice),
        lambda: actions.accept(item=item_of(file, "assessment", "ENV-2"), by=alice),
    )
    assert refused == ""
    assert Assessment.objects.filter(round=round).exclude(narrative="").count() == 2

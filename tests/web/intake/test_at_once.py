"""Two people accept at the same moment: one after the other, whatever order their files are in."""

from typing import Any

from tallystick_web.councils.models import Council
from tallystick_web.delivery.actions import risks, work
from tallystick_web.delivery.models import Action
from tallystick_web.intake import actions

from ..conftest import Beside
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

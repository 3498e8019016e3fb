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
    ],
    ids=["a comma without quotes", "a comma that could stand in two places", "shares of one"],
)
def test_nothing_that_is_open_is_written_without_a_look(propose: Any, alice: Any, measure: Measure, text: str) -> None:
    assert taken(propose(text), alice) == []

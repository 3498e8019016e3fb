"""Files as councils send them, in the project's own words, and the few steps that the tests of bringing in repeat."""

from collections.abc import Callable
from typing import Any

import pytest

from tallystick.periods import Period
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.intake import actions, queries, reading
from tallystick_web.intake.models import Item, Proposal

TRACKER = """Action Tracker, Quarter 2 2009/10

City Plan

Environment
ENV-1 Keep the streets clean
Litter fell in every ward. The rating is Amber because dog fouling did not.
ENV-2 Recycle more of what we throw away
Recycling rose to 31%. The new round began in August.

Learning
LN-1 Help every child to read
Results were better than last year in all but two schools.
"""

VALUES = """Reference,Title,Area,Period,Value,Vintage
NI 195a,Streets below standard: litter,,Q1 2009/10,12.5,validated
NI 195a,Streets below standard: litter,,Q2 2009/10,11.75,provisional
NI 195a,Streets below standard: litter,,Q3 2009/10,10.9,provisional
"""

Propose = Callable[..., Proposal]


@pytest.fixture
def propose(leeds: Council, alice: User) -> Propose:
    """Bring a file in for Leeds, as Alice unless somebody else is named."""

    def bring(
        text: str | bytes, name: str = "values.csv", *, period: Period | None = None, by: Any = alice
    ) -> Proposal:
        data = text.encode() if isinstance(text, str) else text
        return actions.propose(council=leeds, reading=reading.read(data, name), by=by, period=period)

    return bring


@pytest.fixture
def cora(leeds: Council) -> User:
    """A contributor of Leeds."""
    from tallystick_web.accounts import actions as accounts

    person = accounts.add_person(email="cora@leeds.example", name="Cora", by=None)
    councils.give_role(council=leeds, person=person, role=Role.CONTRIBUTOR, by=None)
    return person


@pytest.fixture
def item_of() -> Callable[[Proposal, str, str], Item]:
    """The first item of a kind of record whose key holds a text."""

    def find(proposal: Proposal, record: str, key: str = "") -> Item:
        return next(item for item in queries.items(proposal, record=record) if key in item.key)

    return find

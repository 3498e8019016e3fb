"""An action of Alice's with a milestone, for what is tried on it."""

from datetime import date
from decimal import Decimal
from typing import TypeVar

import pytest

from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role, Unit
from tallystick_web.delivery.actions import projects as doing
from tallystick_web.delivery.actions import work
from tallystick_web.delivery.models import (
    Action,
    Milestone,
    Project,
    ServicePlan,
)
from tallystick_web.plans.models import Priority

from ..conftest import person

TODAY = date(2026, 7, 1)
Row = TypeVar("Row", Project, ServicePlan)


def in_state(record: Row, state: str) -> Row:
    """A project or plan as if its steps had been taken."""
    type(record).objects.filter(pk=record.pk).update(state=state)
    record.refresh_from_db()
    return record


@pytest.fixture
def service(leeds: Council, alice: User) -> Unit:
    return councils.add_unit(council=leeds, name="Street cleansing", kind=Unit.Kind.SERVICE, by=alice)


@pytest.fixture
def action(leeds: Council, alice: User, priority: Priority, service: Unit) -> Action:
    """Proposed, owned by Alice, due at the end of September."""
    return work.keep_action(
        council=leeds, reference="A-001", title="Sweep the market twice a day", owner=alice, service=service,
        start=date(2026, 7, 1), due=date(2026, 9, 30), priorities=[priority], by=alice,
    )  # fmt: skip


@pytest.fixture
def milestone(action: Action, alice: User) -> Milestone:
    return work.keep_milestone(action=action, title="Rota agreed", due=date(2026, 8, 1), by=alice)


@pytest.fixture
def project(leeds: Council, alice: User) -> Project:
    """Small: £20,000 and 30 days."""
    return doing.keep_project(
        council=leeds, reference="P-001", title="New bins for the market", purpose="Fewer rats.", manager=alice,
        start=date(2026, 7, 1), due=date(2026, 12, 31), cost=Decimal(20_000), effort=Decimal(30), by=alice,
    )  # fmt: skip


@pytest.fixture
def eve(leeds: Council) -> User:
    """Another director."""
    return person("Eve", leeds, Role.DIRECTOR)

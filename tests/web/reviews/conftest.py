"""The people of an assessment: Erin writes it, Bob is her director."""

import pytest

from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Role
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions
from tallystick_web.reviews.models import Assessment
from web.conftest import person


@pytest.fixture
def erin(assessment: Assessment, priority: Priority, bob: User, alice: User) -> User:
    """The accountable officer, whose director is Bob."""
    erin = person("Erin", assessment.council, Role.ACCOUNTABLE_OFFICER)
    plans.keep_priority(
        council=assessment.council,
        reference=priority.reference,
        accountable_officer=erin,
        accountable_director=bob,
        by=alice,
    )
    return erin


@pytest.fixture
def submitted(assessment: Assessment, erin: User) -> Assessment:
    """Judged by Alice, submitted by Erin, waiting for Bob."""
    actions.submit(assessment=assessment, by=erin)
    return Assessment.objects.get(pk=assessment.pk)

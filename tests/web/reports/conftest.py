"""A round before, so that there is something to have changed; and a second priority of another theme."""

from datetime import date
from typing import Any

import pytest

from tallystick import periods
from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reports import queries, values
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round

TODAY = date(2009, 11, 9)


@pytest.fixture
def earlier(priority: Priority, alice: User) -> Round:
    """The quarter before, in which the priority was green."""
    earlier = reviews.open_round(council=priority.council, period=periods.quarter(2009, 1), by=alice)
    reviews.keep_assessment(
        round=earlier, priorities=[priority], narrative="Well.", rating=Rating.GREEN, reason="", grades=[], by=alice
    )
    return earlier


@pytest.fixture
def health(priority: Priority, alice: User) -> Priority:
    """A priority of another theme, without an assessment."""
    theme = plans.keep_theme(plan=priority.theme.plan, title="Health", order=2, by=alice)
    return plans.keep_priority(council=priority.council, reference="HW-1a", theme=theme, title="Longer lives", by=alice)


@pytest.fixture
def report(earlier: Round, assessment: Assessment, measure: Any, health: Priority) -> values.Summaries:
    """One priority amber after green, one without an assessment, one measure."""
    return queries.summaries(assessment.round, on=TODAY)

"""A council of several priorities over two rounds, so that something can have changed."""

from collections.abc import Callable

import pytest

from tallystick import periods
from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Plan, Priority
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round

Judge = Callable[..., Assessment]


@pytest.fixture
def priorities(plan: Plan, alice: User) -> list[Priority]:
    """P-0 to P-5, three to a theme."""
    themes = [
        plans.keep_theme(plan=plan, title=title, order=n, by=alice) for n, title in enumerate(("Health", "Learning"))
    ]
    return [
        plans.keep_priority(
            council=plan.council, reference=f"P-{n}", theme=themes[n // 3], title=f"Aim {n}", order=n, by=alice
        )
        for n in range(6)
    ]


@pytest.fixture
def last_round(leeds: Council, alice: User) -> Round:
    return reviews.open_round(council=leeds, period=periods.quarter(2009, 1), by=alice)


@pytest.fixture
def judge(alice: User) -> Judge:
    """Judge priorities in a round."""

    def judged(
        round: Round,
        priorities: list[Priority],
        rating: str = "",
        grades: tuple[tuple[str, str, str], ...] = (),
        text: str = "Work goes on.",
    ) -> Assessment:
        return reviews.keep_assessment(
            round=round, priorities=priorities, narrative=text, rating=Rating(rating) if rating else None,
            reason="Because." if rating else "", grades=grades, by=alice,
        )  # fmt: skip

    return judged

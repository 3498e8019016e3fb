"""A council of several priorities over two rounds, so that something can have changed."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.series import Missing, Vintage
from tallystick.status import Polarity
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.queries import own_area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Plan, Priority
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round

Judge = Callable[..., Assessment]
SignedIn = Callable[[User], Client]
Read = Callable[[str], str]


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


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What pages keep between visits is forgotten between tests."""
    cache.clear()
    yield
    cache.clear()


def observe_many(measure: Measure, last: periods.Period, values: list[str | None], by: User, **more: Any) -> None:
    """Values of consecutive periods, the last of them for `last`."""
    area = more.pop("area", None) or own_area(measure.council)
    found = []
    for back, value in enumerate(reversed(values)):
        known, missing = (None, Missing.NOT_COLLECTED) if value is None else (Decimal(value), None)
        one = measures.NewObservation(measure, area, last.step(-back), Vintage.VALIDATED, known, missing, **more)
        found.append(one)
    measures.record_observations(council=measure.council, observations=found, by=by)


Observe = Callable[..., None]


@pytest.fixture
def observe() -> Observe:
    return observe_many


@pytest.fixture
def burglary(leeds: Council, alice: User, priorities: list[Priority]) -> Measure:
    """A monthly count that settles after a rise, with a target for the year that it misses; it speaks of P-0."""
    measure = measures.keep_measure(
        council=leeds, reference="BURG", title="Burglaries", unit="offences", decimals=0,
        polarity=Polarity.LOWER_IS_BETTER, frequency=periods.Frequency.MONTH, year_is="last", by=alice,
    )  # fmt: skip
    base = [400, 412, 395, 405, 398, 410, 402, 396, 408, 401, 399, 407, 403, 397, 480, 492, 487, 495]
    observe_many(measure, periods.month(2009, 9), [str(one) for one in base], alice)
    measures.set_target(
        measure=measure, name="Council", period=periods.financial_year(2009), value=Decimal(400), by=alice
    )
    plans.set_evidence(priority=priorities[0], measures=[measure], by=alice)
    return measure


@pytest.fixture
def read(dana: User, signed_in: SignedIn) -> Read:
    """A page of Leeds in full: as an auditor sees it. What councillors see first is in `test_restraint.py`."""
    councils.give_role(council=dana.memberships.get().council, person=dana, role=Role.AUDITOR, by=None)
    client = signed_in(dana)

    def page(address: str) -> str:
        response = client.get(f"/leeds/{address}")
        assert response.status_code == 200
        return str(response.content.decode())

    return page


def observe_one(measure: Measure, period: periods.Period, value: str | None, by: User, **more: Any) -> None:
    """One value of a measure."""
    area = more.pop("area", None) or own_area(measure.council)
    vintage = more.pop("vintage", Vintage.VALIDATED)
    one = measures.NewObservation(measure, area, period, vintage, None if value is None else Decimal(value), **more)
    measures.record_observations(council=measure.council, observations=[one], by=by)

"""A council in November 2009 in which things were said, measured and agreed on days that are looked back at."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.status import Polarity
from tallystick_web.accounts import actions as accounts
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import CouncilType, Role
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Observation
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.reviews import actions as reviews
from web.record.as_at.story import Q2, Go, Read, judge, observe


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Go:
    """Let it be a day of November 2009, at an hour."""

    def set_clock(day: int, hour: int = 12) -> None:
        moment = datetime(2009, 11, day, hour, tzinfo=ZoneInfo("Europe/London"))
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_clock


@pytest.fixture
def november(on: Go, db: None) -> Iterator[Priority]:
    """A priority of which things were said, measured and agreed on the 10th, 20th and 25th; it is the 30th now."""
    on(9)
    leeds = councils.add_council(slug="leeds", name="Leeds", gss_code="E08000035", type=CouncilType.METROPOLITAN)
    people = {}
    for name, role in (("Alice", Role.PERFORMANCE_TEAM), ("Bob", Role.DIRECTOR), ("Dana", Role.COUNCILLOR)):
        people[name] = accounts.add_person(email=f"{name}@leeds.example", name=name, password="x" * 12, by=None)
        councils.give_role(council=leeds, person=people[name], role=role, by=None)
    alice, bob = people["Alice"], people["Bob"]
    plan = plans.keep_plan(council=leeds, reference="city-plan", title="City Plan", by=alice)
    theme = plans.keep_theme(plan=plan, title="Environment", by=alice)
    priority = plans.keep_priority(council=leeds, reference="ENV-1", theme=theme, title="Cleaner streets", by=alice)
    litter = measures.keep_measure(
        council=leeds, reference="NI 195a", title="Litter", unit="%", polarity=Polarity.LOWER_IS_BETTER,
        frequency=periods.Frequency.QUARTER, by=alice,
    )  # fmt: skip
    graffiti = measures.keep_measure(
        council=leeds, reference="NI 195c", title="Graffiti", frequency=periods.Frequency.QUARTER, by=alice
    )
    on(10)
    round = reviews.open_round(council=leeds, period=Q2, by=alice)
    plans.set_evidence(priority=priority, measures=[litter], by=alice)
    measures.set_target(measure=litter, name="Target", period=Q2, value=Decimal("9"), by=alice)
    observe(litter, "11.75", alice)
    said = reviews.keep_assessment(
        round=round, priorities=[priority], narrative="", rating=None, reason="", grades=[], by=alice
    )
    judge(said, "Litter is a worry.", Rating.AMBER, "Short of the target.", alice)
    on(20)
    observe(litter, "8.25", alice)
    measures.withdraw_observation(observation=Observation.objects.get(value="11.75"), reason="Misread.", by=alice)
    measures.set_target(measure=litter, name="Target", period=Q2, value=Decimal("8"), by=alice)
    measures.set_target(measure=litter, name="Partnership", period=Q2, value=Decimal("7"), by=alice)
    plans.set_evidence(priority=priority, measures=[litter, graffiti], by=alice)
    judge(said, "Litter is beaten.", Rating.GREEN, "It fell.", alice)
    reviews.submit(assessment=said, by=alice)
    asked = reviews.challenge(assessment=said, question="How was it counted?", by=bob)
    on(25)
    reviews.answer(question=asked, words="By survey.", by=alice)
    reviews.agree(assessment=said, by=bob)
    reviews.close_round(round=round, by=alice)
    reviews.open_round(council=leeds, period=periods.quarter(2009, 3), by=alice)
    on(30)
    yield priority


@pytest.fixture
def read(november: Priority, signed_in: Callable[[User], Client]) -> Read:
    client = signed_in(User.objects.get(name="Alice"))

    def page(address: str) -> str:
        answer = client.get(f"/leeds/{address}")
        assert answer.status_code == 200
        return str(answer.content.decode())

    return page

"""The recurring people: Alice writes, Bob approves, Charlie is of another council, Dana is a councillor."""

import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.series import Vintage
from tallystick.status import Polarity
from tallystick_web.accounts import actions as accounts
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils.models import Area, Council, CouncilType, Role, Unit
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Plan, Priority
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Round
from web import mail_server
from web.mail_server import MailServer

HELD = {"db", "transactional_db", "live_server", "loaded"}
PASSWORD = "a tally of two halves"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that uses no database says the same on PostgreSQL as on SQLite, where it always runs."""
    if connection.vendor == "sqlite":
        return
    apart = [
        one
        for one in items
        if not (HELD & set(getattr(one, "fixturenames", ())) or one.get_closest_marker("django_db"))
    ]
    items[:] = [one for one in items if one not in set(apart)]
    config.hook.pytest_deselected(items=apart)


@pytest.fixture(autouse=True)
def quick_and_apart(settings: Any, tmp_path: Path) -> None:
    """Quick password hashing, and files apart for each test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A mail server that gets what is sent."""
    with mail_server.served(settings) as server:
        yield server


@pytest.fixture
def leeds(db: None) -> Council:
    return councils.add_council(
        slug="leeds", name="Leeds City Council", gss_code="E08000035", type=CouncilType.METROPOLITAN
    )


@pytest.fixture
def harborough(db: None) -> Council:
    return councils.add_council(
        slug="harborough", name="Harborough District Council", gss_code="E07000131", type=CouncilType.DISTRICT
    )


def person(name: str, council: Council, *roles: Role) -> User:
    """A person with roles in a council."""
    somebody = accounts.add_person(
        email=f"{name.lower()}@{council.slug}.example", name=name, password=PASSWORD, by=None
    )
    for role in roles:
        councils.give_role(council=council, person=somebody, role=role, by=None)
    return somebody


@pytest.fixture
def alice(leeds: Council) -> User:
    """The performance officer, who writes."""
    return person("Alice", leeds, Role.PERFORMANCE_TEAM)


@pytest.fixture
def bob(leeds: Council) -> User:
    """The director, who approves."""
    return person("Bob", leeds, Role.DIRECTOR)


@pytest.fixture
def charlie(harborough: Council) -> User:
    """The performance officer of another council."""
    return person("Charlie", harborough, Role.PERFORMANCE_TEAM)


@pytest.fixture
def dana(leeds: Council) -> User:
    """A councillor."""
    return person("Dana", leeds, Role.COUNCILLOR)


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A browser in which a person has signed in."""

    def browser(somebody: User) -> Client:
        client = Client()
        client.force_login(somebody, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return browser


Beside = Callable[..., str]


@pytest.fixture
def beside(transactional_db: None) -> Beside:
    """Do one thing while the transaction of another is still open, which may do a third `then`; what the second was refused with, or nothing.

    On PostgreSQL only: SQLite lets one writer in after the other.
    """
    if not connection.features.has_select_for_update:
        pytest.skip("SQLite lets one writer in after the other")

    def both(first: Callable[[], Any], second: Callable[[], Any], then: Callable[[], Any] = lambda: None) -> str:
        refused: list[str] = []

        def other() -> None:
            try:
                second()
            except Exception as error:
                refused.append(f"{type(error).__name__}: {error}")
            finally:
                connection.close()

        thread = threading.Thread(target=other)
        with transaction.atomic():
            first()
            thread.start()
            thread.join(0.5)  # by then it has read what it rests on, or waits
            then()
        thread.join()
        return "".join(refused)

    return both


@pytest.fixture
def environment(leeds: Council, alice: User) -> Unit:
    return councils.add_unit(council=leeds, name="Environment", kind=Unit.Kind.DIRECTORATE, by=alice)


@pytest.fixture
def streets(leeds: Council, alice: User, environment: Unit) -> Unit:
    return councils.add_unit(council=leeds, name="Streets", kind=Unit.Kind.SERVICE, parent=environment, by=alice)


@pytest.fixture
def plan(leeds: Council, alice: User) -> Plan:
    return plans.keep_plan(council=leeds, reference="city-plan", title="City Plan", by=alice)


@pytest.fixture
def priority(plan: Plan, alice: User) -> Priority:
    theme = plans.keep_theme(plan=plan, title="Environment", by=alice)
    return plans.keep_priority(council=plan.council, reference="ENV-1", theme=theme, title="Cleaner streets", by=alice)


@pytest.fixture
def measure(leeds: Council, alice: User, priority: Priority) -> Measure:
    """A quarterly measure with two values, the second provisional, which speaks of the priority."""
    measure = measures.keep_measure(
        council=leeds, reference="NI 195a", title="Streets below standard: litter", unit="%",
        polarity=Polarity.LOWER_IS_BETTER, frequency=periods.Frequency.QUARTER, by=alice,
    )  # fmt: skip
    area = Area.objects.get(council=leeds, kind=Area.Kind.OWN)
    values = [
        (periods.quarter(2009, 1), "12.5", Vintage.VALIDATED),
        (periods.quarter(2009, 2), "11.75", Vintage.PROVISIONAL),
    ]
    measures.record_observations(
        council=leeds, by=alice,
        observations=[measures.NewObservation(measure, area, period, vintage, Decimal(value)) for period, value, vintage in values],
    )  # fmt: skip
    plans.set_evidence(priority=priority, measures=[measure], by=alice)
    return measure


@pytest.fixture
def round(leeds: Council, alice: User) -> Round:
    return reviews.open_round(council=leeds, period=periods.quarter(2009, 2), by=alice)


@pytest.fixture
def assessment(round: Round, priority: Priority, alice: User) -> Assessment:
    """One priority judged amber by Alice."""
    kept = reviews.keep_assessment(
        round=round, priorities=[priority], narrative="Litter fell to **11.75%** of streets.",
        rating=None, reason="", grades=[("Red Flag", "Comprehensive Area Assessment", "draft")], by=alice,
    )  # fmt: skip
    return reviews.judge(
        assessment=kept, narrative=kept.narrative, rating=Rating.AMBER, reason="Progress, but short of the target.",
        version=kept.version, by=alice,
    )  # fmt: skip

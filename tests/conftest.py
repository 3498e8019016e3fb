"""What tests of every package share."""

import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import HealthCheck, settings

import database

LONDON = ZoneInfo("Europe/London")
SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"


def keep_to_the_day() -> None:
    """A run that crosses midnight keeps to the day on which it began, which modules of tests read as they are loaded."""
    day = date.fromisoformat(os.environ.setdefault("TALLYSTICK_TEST_DAY", datetime.now(LONDON).date().isoformat()))
    time_machine.travel(datetime.combine(day, time(12), tzinfo=LONDON), tick=True).start()


def no_clock_for_properties() -> None:
    """How long an example takes on a machine that others use says nothing of what it tests."""
    settings.register_profile("tallystick", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("tallystick")


def pytest_configure() -> None:
    keep_to_the_day()
    no_clock_for_properties()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A database file of its own for each process of the tests, which nothing need survive."""
    from django.db import connection

    if connection.vendor == "sqlite":
        place = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copyfile(database.migrated(), place)
        connection.settings_dict["TEST"]["NAME"] = str(place)
        connection.settings_dict["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite what was copied is used as it is; it goes with the folder of temporary files."""
    from django.db import connection

    return connection.vendor == "sqlite"


@pytest.fixture
def seeds() -> Path:
    """The folder of real council documents, which are never part of the project."""
    if not SEEDS.is_dir():
        pytest.skip("the real council documents are not on this machine")
    return SEEDS


REFUSALS = pytest.StashKey[tuple[Any, list[str]]]()
"""How to reach the database, and the triggers that were taken away for the emptying of its tables."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """What was taken away is put back for the tests that follow, once every fixture of the test is done: one of them empties the tables."""
    from django.db import connection

    try:
        yield
    finally:
        if REFUSALS in item.stash and nextitem is not None:
            blocker, taken = item.stash[REFUSALS]
            with blocker.unblock(), connection.cursor() as cursor:
                for trigger in taken:
                    cursor.execute(trigger)


@pytest.fixture(autouse=True)
def log_may_be_emptied(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """A test that commits is followed by emptying every table, which histories refuse: what refuses it is taken away before that."""
    from django.db import connection

    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if commits:
        request.getfixturevalue("transactional_db")
    yield
    if commits and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_is_never_deleted'"
            )
            taken = cursor.fetchall()
            for name, _ in taken:
                cursor.execute(f"DROP TRIGGER {name}")
        request.node.stash[REFUSALS] = (django_db_blocker, [trigger for _, trigger in taken])

"""What tests of every package share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"


@pytest.fixture
def seeds() -> Path:
    """The folder of real council documents, which are never part of the project."""
    if not SEEDS.is_dir():
        pytest.skip("the real council documents are not on this machine")
    return SEEDS


@pytest.fixture(autouse=True)
def log_may_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits is followed by emptying every table, which the log refuses: what refuses it is taken away before that."""
    from django.db import connection

    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if commits:
        request.getfixturevalue("transactional_db")
    yield
    if commits and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS audit_event_is_never_deleted")

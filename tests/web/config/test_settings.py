"""Settings fail loudly, and what is acknowledged is durable."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tallystick_web.accounts.models import User

KEPT = "import tallystick_web.config.settings as s; d = s.DATABASES['default']; print(d['CONN_MAX_AGE'], d['CONN_HEALTH_CHECKS'])"
ENGINE = "import tallystick_web.config.settings as s; print(s.DATABASES['default']['ENGINE'])"
PRAGMAS = """import django; django.setup(); from django.db import connection
for name in ("synchronous", "foreign_keys"):
    print(connection.cursor().execute(f"PRAGMA {name}").fetchone()[0])"""


def start(program: str = ENGINE, **environment: str) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of its own with just this environment."""
    settings = {"DJANGO_SETTINGS_MODULE": "tallystick_web.config.settings", "TALLYSTICK_HOME": "."}
    return subprocess.run(
        [sys.executable, "-c", program], env={"PATH": os.environ["PATH"], **settings, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("environment", "complaint"),
    [
        ({}, "TALLYSTICK_SECRET_KEY"),
        ({"TALLYSTICK_SECRET_KEY": "x"}, "TALLYSTICK_HOSTS"),
        ({"TALLYSTICK_DEBUG": "perhaps"}, "TALLYSTICK_DEBUG"),
        ({"TALLYSTICK_DEBUG": "1", "TALLYSTICK_DATABASE_URL": "nonsense"}, "TALLYSTICK_DATABASE_URL"),
    ],
)
def test_a_wrong_or_missing_setting_stops_the_start_and_names_itself(
    environment: dict[str, str], complaint: str
) -> None:
    answer = start(**environment)
    assert answer.returncode != 0
    assert complaint in answer.stderr


def test_postgresql_is_chosen_by_an_address() -> None:
    answer = start(TALLYSTICK_DEBUG="1", TALLYSTICK_DATABASE_URL="postgres://tally@db/tally")
    assert answer.stdout.strip() == "django.db.backends.postgresql"


@pytest.mark.parametrize("address", ["postgres://tally@db/tally", "sqlite:///tally.sqlite3"])
def test_a_connection_serves_for_a_minute_and_is_tried_before_it_serves_again(address: str) -> None:
    answer = start(KEPT, TALLYSTICK_DEBUG="1", TALLYSTICK_DATABASE_URL=address)
    assert answer.stdout.split() == ["60", "True"]


def test_an_installation_on_sqlite_syncs_fully_and_keeps_foreign_keys(tmp_path: Path) -> None:
    """Asked of one of its own: the tests' database, which nothing need survive, does not sync."""
    answer = start(PRAGMAS, TALLYSTICK_DEBUG="1", TALLYSTICK_HOME=str(tmp_path))
    assert answer.stdout.split() == ["2", "1"]


def test_pages_allow_no_inline_script_and_no_framing(alice: User, signed_in: Callable[[User], Client]) -> None:
    answer = signed_in(alice).get("/leeds/people/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy and answer.headers["X-Content-Type-Options"] == "nosniff"


def test_behind_a_proxy_attempts_to_sign_in_are_counted_by_visitor_and_not_for_all_together() -> None:
    """Thirty wrong attempts a minute from one address would otherwise keep everybody out."""
    program = "import tallystick_web.config.settings as s; print(getattr(s, 'ALLAUTH_TRUSTED_PROXY_COUNT', 0))"
    real = {"TALLYSTICK_SECRET_KEY": "x" * 60, "TALLYSTICK_HOSTS": "tally.example"}
    assert start(program, **real).stdout.strip() == "0"
    assert start(program, **real, TALLYSTICK_BEHIND_PROXY="1").stdout.strip() == "1"
    assert start(program, **real, TALLYSTICK_BEHIND_PROXY="1", TALLYSTICK_PROXIES="2").stdout.strip() == "2"

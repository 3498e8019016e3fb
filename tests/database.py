"""SQLite files that are made once and copied from then on: one with every migration applied, one with the demonstration loaded.

Applying the migrations takes ten seconds and loading the demonstration a quarter of a minute, which each process, and many a test, would
spend again. Both lie in `var/test`, under a digest of what they were made from.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
KEPT = ROOT / "var" / "test"
OTHERS = ("django", "django-allauth")  # whose migrations are applied too


def migrated() -> Path:
    """Every migration applied; anew where one of them or of the libraries has changed."""
    return kept(
        "migrated",
        SOURCE.glob("tallystick_web/*/migrations/*.py"),
        lambda place: run(place, "migrate", "--verbosity", "0"),
    )


def demonstrated() -> Path:
    """The demonstration as it is loaded on this day; anew where any file of the application has changed."""
    parts = (path for path in SOURCE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return kept("demonstration", parts, load_the_demonstration, os.environ["TALLYSTICK_TEST_DAY"])


def kept(name: str, parts: Iterable[Path], make: Callable[[Path], None], *also: str) -> Path:
    """The file made from these parts; whichever process comes first makes it, and the others wait."""
    digest = hashlib.sha256(" ".join([*(version(one) for one in OTHERS), *also]).encode())
    found = sorted(parts)
    assert found, f"nothing to make the {name} file from"
    for part in found:
        digest.update(str(part.relative_to(SOURCE)).encode() + part.read_bytes())
    place = KEPT / f"{name}-{digest.hexdigest()[:16]}.sqlite3"
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            for old in KEPT.glob(f"{name}-*"):
                old.unlink()
            unfinished = place.with_suffix(".unfinished")
            make(unfinished)
            unfinished.rename(place)
    return place


def load_the_demonstration(place: Path) -> None:
    shutil.copyfile(migrated(), place)
    run(place, "shell", "--no-imports", "--command", LOAD)


LOAD = """
from conftest import keep_to_the_day
from django.test import override_settings
from tallystick_web.demo import loading
keep_to_the_day()
with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
    loading.load()
"""


def run(place: Path, *command: str) -> None:
    """A command of Django's on the database at this place."""
    environment = {
        **os.environ, "TALLYSTICK_DEBUG": "1", "TALLYSTICK_HOME": str(KEPT / "home"), "PYTHONPATH": str(ROOT / "tests"),
        "TALLYSTICK_DATABASE_URL": f"sqlite:///{place}", "DJANGO_SETTINGS_MODULE": "tallystick_web.config.settings",
    }  # fmt: skip
    subprocess.run([sys.executable, "-m", "django", *command], env=environment, check=True)


def fill(connection: Any, source: Path) -> None:
    """Put all that a kept file holds into Django's database, in place of what was there."""
    connection.ensure_connection()
    with closing(sqlite3.connect(f"file:{source}?immutable=1", uri=True)) as held:
        held.backup(connection.connection)


@contextmanager
def demonstration(connection: Any) -> Iterator[None]:
    """The demonstration in Django's database, which is empty again afterwards."""
    fill(connection, demonstrated())
    yield
    fill(connection, migrated())

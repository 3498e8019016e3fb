"""An installation of its own: a database, people with sessions, and the server in processes of its own, which can be killed."""

import atexit
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from database import migrated

HERE = Path(__file__).parent
POSTGRESQL = os.environ.get("TALLYSTICK_TEST_POSTGRESQL_URL", "postgres://postgres@127.0.0.1:5432/postgres")
PATIENCE = 120  # seconds for the server to answer, on a machine that is busy with other tests


def postgresql_answers() -> bool:
    try:
        psycopg.connect(POSTGRESQL, connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Installation:
    """The settings of one installation and its server."""

    def __init__(self, home: Path, database_url: str = "", workers: int = 2) -> None:
        self.home, self.port, self.workers = home, free_port(), workers
        self.process: subprocess.Popen[bytes] | None = None
        self.log = home / "server.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("TALLYSTICK_", "DJANGO_", "PYTEST_"))},
            "DJANGO_SETTINGS_MODULE": "tallystick_web.config.settings",
            "TALLYSTICK_SECRET_KEY": "for these processes only",
            "TALLYSTICK_HOSTS": "127.0.0.1",
            "TALLYSTICK_WITHOUT_TLS": "1",
            "TALLYSTICK_HOME": str(home),
            **({"TALLYSTICK_DATABASE_URL": database_url} if database_url else {}),
        }  # fmt: skip

    def runs(self, *arguments: str) -> str:
        """The output of a Python process within the installation."""
        done = subprocess.run([sys.executable, *arguments], env=self.environment, capture_output=True, text=True, check=False)  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed: {done.stderr[-3000:]}")
        return done.stdout

    def made(self, people: int) -> Any:
        """Put everybody into the database; what `populate.py` says of them."""
        return json.loads(self.runs(str(HERE / "populate.py"), str(people)))

    def checked(self, acknowledged: list[dict[str, Any]]) -> Any:
        """What `looking.py` finds when it compares what was acknowledged with what is held."""
        told = self.home / "acknowledged.json"
        told.write_text(json.dumps(acknowledged))
        return json.loads(self.runs(str(HERE / "looking.py"), str(told)))

    def starts(self) -> None:
        """Start the server and wait until it answers."""
        command = [
            str(Path(sys.executable).parent / "tallystick"), "serve", "--bind", f"127.0.0.1:{self.port}",
            "--workers", str(self.workers),
        ]  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, start_new_session=True)  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError, urllib.error.URLError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/accessibility/", timeout=5).close()
                return
            time.sleep(0.05)
        raise RuntimeError(f"The server does not answer: {self.log.read_text()[-3000:]}")

    def ends(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End every process of the server at once: by default as a power cut would."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, how)
            self.process.wait()
            self.process = None


@cache
def static_files() -> Path:
    """Collected once for every installation."""
    home = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, home)
    Installation(home).runs("-m", "django", "collectstatic", "--noinput", "--verbosity", "0")
    return home / "static"


@cache
def migrated_on_postgresql() -> str:
    """The name of a database with every migration applied, from which the others are made; gone when the process ends."""
    name = f"tallystick_concurrency_{secrets.token_hex(4)}"
    on_postgresql(f'CREATE DATABASE "{name}"')
    atexit.register(on_postgresql, f'DROP DATABASE "{name}" WITH (FORCE)')
    with tempfile.TemporaryDirectory() as home:
        Installation(Path(home), database_url(name)).runs("-m", "django", "migrate", "--verbosity", "0")
    return name


def on_postgresql(statement: str) -> None:
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(statement)


def database_url(name: str) -> str:
    return f"{POSTGRESQL.rpartition('/')[0]}/{name}"


@contextmanager
def installed(home: Path, database: str, workers: int = 2) -> Iterator[Installation]:
    """An installation on `sqlite` or `postgresql`, whose database and processes are gone afterwards."""
    shutil.copytree(static_files(), home / "static")
    if database == "sqlite":
        shutil.copyfile(migrated(), home / "tallystick.sqlite3")
        one = Installation(home, workers=workers)
        try:
            yield one
        finally:
            one.ends()
        return
    name = f"tallystick_concurrency_{secrets.token_hex(4)}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated_on_postgresql()}"')
        one = Installation(home, database_url(name), workers)
        try:
            yield one
        finally:
            one.ends()
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

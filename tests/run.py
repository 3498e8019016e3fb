"""All the tests, in legs: SQLite always, PostgreSQL where one answers, a browser where there is one. Says what was skipped.

One process a leg, because Django knows one database at a time. Of the web application's tests all that use the database run on both; those
that do not run once.
"""

import os
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

POSTGRESQL = os.environ.get("TALLYSTICK_TEST_POSTGRESQL_URL", "postgres://postgres@127.0.0.1:5432/postgres")
CORES = str(min(os.cpu_count() or 2, 4))


def leg(name: str, *arguments: str, **environment: str) -> int:
    print(f"\n== {name}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n", CORES, "--dist", "worksteal", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def postgresql_answers() -> bool:
    import psycopg

    try:
        psycopg.connect(POSTGRESQL, connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def main() -> int:
    results = [
        leg("Library and web application on SQLite", "--ignore", "tests/browser", "--ignore", "tests/concurrency"),
        leg("Many people at once, and a server that is killed", "tests/concurrency"),
    ]
    if postgresql_answers():
        results.append(leg("Web application on PostgreSQL", "tests/web", TALLYSTICK_DATABASE_URL=POSTGRESQL))
    else:
        parts = urlsplit(POSTGRESQL)
        print(f"\n== Skipped: PostgreSQL does not answer at {parts.hostname}:{parts.port or 5432}. "
              "Set TALLYSTICK_TEST_POSTGRESQL_URL to test on it.")  # fmt: skip
    if chromium():
        results.append(leg("Journeys in a real browser", "tests/browser"))
    else:
        print("\n== Skipped: no Chromium here for the browser journeys. On Debian or Ubuntu: apt-get install chromium")
    return max(results)


if __name__ == "__main__":
    sys.exit(main())

"""The installation that the demonstration lives in: settings that suit it, its database, and throwing it away."""

import os
import shutil
from pathlib import Path

import click

from tallystick_web.common import installation

HOME = "var/demo"


def set_up() -> None:
    """Load Django for a demonstration: debug mode and a home of its own, unless the environment says otherwise."""
    os.environ.setdefault("TALLYSTICK_DEBUG", "1")
    os.environ.setdefault("TALLYSTICK_HOME", HOME)
    installation.set_up()
    from django.conf import settings

    if not settings.DEBUG:
        raise click.ClickException(
            "The demonstration’s password is known to everybody, so it runs in debug mode only: unset TALLYSTICK_DEBUG."
        )
    settings.HOME.mkdir(parents=True, exist_ok=True)


def migrate() -> None:
    """Make the tables, or bring them up to date."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def throw_away() -> None:
    """Remove the demonstration's database and files. Refused where anything else is held."""
    from django.conf import settings
    from django.core.cache import cache
    from django.db import connections

    from tallystick_web.councils.rules import refuse_if
    from tallystick_web.demo import loading

    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        raise click.ClickException("Only a demonstration on SQLite can be thrown away from here: empty the database.")
    migrate()
    refuse_if(loading.why_not_reset())
    cache.clear()  # what was kept of the records that go
    connections.close_all()
    for ending in ("", "-wal", "-shm"):
        Path(f"{database['NAME']}{ending}").unlink(missing_ok=True)
    if settings.MEDIA_ROOT.is_relative_to(settings.HOME):
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)

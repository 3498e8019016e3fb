"""The installation behind a command: its settings and its database, and in one line what is wrong with either.

Nothing of Django is imported before a command runs: `tallystick --help` must not wait for it.
"""

import os
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

P = ParamSpec("P")
R = TypeVar("R")
MIGRATE = "The database has no tables of this version yet. Run tallystick manage migrate, then this again."


def set_up() -> None:
    """Load Django with the settings of the installation."""
    read_settings()
    import django

    django.setup()


def read_settings() -> None:
    """Read the settings, and say what they lack."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick_web.config.settings")
    from django.conf import settings
    from environs import EnvError

    try:
        settings.INSTALLED_APPS  # noqa: B018 - the first that is asked for reads them all
    except EnvError as error:
        raise click.ClickException(
            f"The settings of this installation cannot be used: {str(error).rstrip('.')}. Settings are variables of the environment, which "
            "docs/operations/install.md lists; tallystick demo needs none."
        ) from error
    except OSError as error:
        raise click.ClickException(why_no_file(error)) from error


def needed(command: Callable[P, R]) -> Callable[P, R]:
    """A command that runs with the installation's records; a database or a file that cannot be used is one line, and no traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        set_up()
        from django.db import OperationalError, ProgrammingError

        try:
            return command(*args, **kwargs)
        except (OperationalError, ProgrammingError) as error:
            raise click.ClickException(why_no_database(error)) from error
        except OSError as error:
            if error.filename is None:
                raise
            raise click.ClickException(why_no_file(error)) from error

    return run


def why_no_file(error: OSError) -> str:
    return f"{error.filename} cannot be used: {error.strerror}. Set TALLYSTICK_HOME to a folder in which this user may write."


def why_no_database(error: Exception) -> str:
    """What to do about a database that has no tables, or that cannot be reached, read or written."""
    said = " ".join(str(error).split()).rstrip(".?")
    if "no such table" in said or "no such column" in said or ("relation" in said and "does not exist" in said):
        return MIGRATE
    return (
        f"The database cannot be used: {said}. Check TALLYSTICK_DATABASE_URL, TALLYSTICK_HOME, that the database runs, and that this "
        "user may write there."
    )

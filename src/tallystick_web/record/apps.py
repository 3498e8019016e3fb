"""The index of the search is brought up to date whenever the tables were: a migration may make a table anew without its triggers."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def install_search(*, using: str, **_: Any) -> None:
    """After migrations, and after tests have emptied the tables."""
    from tallystick_web.record import searching

    searching.install(connections[using])


class Record(AppConfig):
    name = "tallystick_web.record"

    def ready(self) -> None:
        """The one signal of the application: Django's own place for what a database needs beside its models."""
        post_migrate.connect(install_search, sender=self)

"""The demonstration, loaded once for all tests of a file: it takes a quarter of a minute."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

import database
from tallystick_web.demo import loading


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Both councils, gone again when the file's tests are done."""
    copied = connection.vendor == "sqlite"
    with django_db_blocker.unblock(), database.demonstration(connection) if copied else loaded_in_a_transaction():
        yield


@contextmanager
def loaded_in_a_transaction() -> Iterator[None]:
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with quick, transaction.atomic():
        loading.load()
        yield
        transaction.set_rollback(True)

"""The log cannot be rewritten."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Council


def change_one() -> None:
    event = Event.objects.get(verb="council.added")
    event.by = "somebody else"
    event.save()


def change_in_bulk() -> None:
    event = Event.objects.get(verb="council.added")
    event.verb = "council.removed"
    Event.objects.bulk_update([event], ["verb"])


def say_it_in_sql(statement: str) -> Callable[[], Any]:
    def said() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return said


@pytest.mark.parametrize(
    "attempt",
    [
        pytest.param(lambda: Event.objects.filter(verb="council.added").update(by="somebody else"), id="queryset update"),
        pytest.param(change_one, id="save"),
        pytest.param(change_in_bulk, id="bulk update"),
        pytest.param(lambda: Event.objects.get(verb="council.added").delete(), id="delete one"),
        pytest.param(lambda: Event.objects.all().delete(), id="queryset delete"),
        pytest.param(say_it_in_sql("UPDATE audit_event SET detail = '{}'"), id="SQL update"),
        pytest.param(say_it_in_sql("DELETE FROM audit_event"), id="SQL delete"),
    ],
)  # fmt: skip
def test_the_database_refuses_to_change_or_delete_an_event(leeds: Council, attempt: Callable[[], Any]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        attempt()
    assert Event.objects.get(verb="council.added").by == "the installation"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
@pytest.mark.parametrize("statement", ["REPLACE INTO", "INSERT OR REPLACE INTO"])
def test_an_event_is_not_put_in_the_place_of_another(statement: str, leeds: Council) -> None:
    columns = "at, council, by_id, verb, target_kind, target_id, target, detail"
    put = f"{statement} audit_event (id, by, {columns}) SELECT id, 'somebody else', {columns} FROM audit_event"  # noqa: S608
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        say_it_in_sql(put)()
    assert Event.objects.get(verb="council.added").by == "the installation"


def test_an_event_names_its_council_and_outlives_its_subject(leeds: Council) -> None:
    event = Event.objects.get(verb="council.added")
    assert (event.council, event.target_kind, event.target) == ("leeds", "council", "Leeds City Council")

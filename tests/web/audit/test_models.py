"""The log cannot be rewritten."""

import pytest
from django.db import DatabaseError, transaction

from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Council


def test_the_database_refuses_to_change_an_event(leeds: Council) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.filter(verb="council.added").update(by="somebody else")
    assert Event.objects.get(verb="council.added").by == "the installation"


def test_an_event_names_its_council_and_outlives_its_subject(leeds: Council) -> None:
    event = Event.objects.get(verb="council.added")
    assert (event.council, event.target_kind, event.target) == ("leeds", "council", "Leeds City Council")

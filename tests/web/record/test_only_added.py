"""Values, versions and minutes are only added to: the database refuses to change, delete or replace what is held."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from tallystick_web.accounts.models import User
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure, Observation, Withdrawal
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, MeetingNote, Version

HISTORY: tuple[tuple[type[models.Model], str], ...] = (
    (Observation, "note"), (Withdrawal, "reason"), (Version, "narrative"), (MeetingNote, "text"),
)  # fmt: skip


def replace(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"REPLACE INTO {model._meta.db_table} SELECT * FROM {model._meta.db_table}")  # noqa: S608


TRIED: dict[str, Callable[[Any, str], Any]] = {
    "change": lambda model, field: model.objects.update(**{field: "Otherwise."}),
    "delete": lambda model, field: model.objects.all()._raw_delete("default"),
    "replace": lambda model, field: replace(model),
}


@pytest.fixture
def history(measure: Measure, assessment: Assessment, alice: User) -> None:
    observation = measure.observations.last()
    assert observation
    measures.withdraw_observation(observation=observation, reason="A slip.", by=alice)
    reviews.note_meeting(
        round=assessment.round, assessment=None, kind=MeetingNote.Kind.DECISION, text="So decided.", by=alice
    )


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(("model", "field"), HISTORY)
@pytest.mark.parametrize("how", TRIED)
def test_what_is_held_stays(how: str, model: type[models.Model], field: str) -> None:
    if how == "replace" and connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")
    before = list(model._default_manager.values_list())
    assert before
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        TRIED[how](model, field)
    assert list(model._default_manager.values_list()) == before

"""What records cost and who reads them: minutes that are a person's own, and counts that name nobody."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection

from tallystick.judgement import Rating
from tallystick.series import Vintage
from tallystick_web.accounts.models import User
from tallystick_web.audit import actions as audit
from tallystick_web.audit.models import Event, Reading, Spent
from tallystick_web.common.timing import How, Taken
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.queries import own_area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.actions import Stale
from tallystick_web.reviews.models import Assessment

TEN_MINUTES = Taken(600, How.MEASURED)


def judge(assessment: Assessment, by: User | None, version: int = 0, taken: Taken | None = TEN_MINUTES) -> None:
    reviews.judge(
        assessment=assessment, narrative="Litter fell.", rating=Rating.AMBER, reason="So so.",
        version=version or assessment.version, by=by, taken=taken,
    )  # fmt: skip


def test_saving_an_assessment_writes_down_what_it_cost(assessment: Assessment, alice: User) -> None:
    judge(assessment, alice)
    [one] = Spent.objects.all()
    assert (one.council, one.kind, one.record_id, one.person_id) == ("leeds", "assessment", assessment.pk, alice.pk)
    assert (one.minutes, one.how) == (10, "measured")


def test_what_was_not_saved_cost_nothing_here(assessment: Assessment, alice: User) -> None:
    with pytest.raises(Stale):
        judge(assessment, alice, version=99)
    judge(assessment, alice, taken=None)
    assert not Spent.objects.exists()


def test_several_values_of_one_page_share_its_minutes(leeds: Council, measure: Measure, alice: User) -> None:
    other = measures.keep_measure(council=leeds, reference="NI 1", title="One", frequency="quarter", by=alice)
    same = measure.observations.get(vintage="validated")
    values = [
        measures.NewObservation(one, own_area(leeds), same.period, Vintage.VALIDATED, same.value)
        for one in (measure, other)
    ]
    measures.record_observations(council=leeds, observations=values, by=alice, taken=TEN_MINUTES)
    [one] = Spent.objects.all()
    assert (one.record_id, one.seconds) == (other.pk, 600), "the value that was held already cost nothing"


def test_a_person_corrects_their_own_minutes_and_the_log_tells_nobody_how_many(
    assessment: Assessment, alice: User, bob: User
) -> None:
    judge(assessment, alice)
    one = Spent.objects.get()
    with pytest.raises(PermissionDenied, match="somebody else"):
        audit.correct_minutes(spent=one, minutes=5, by=bob)
    with pytest.raises(PermissionDenied, match="from 0 to 1440"):
        audit.correct_minutes(spent=one, minutes=2_000, by=alice)
    audit.correct_minutes(spent=one, minutes=45, by=alice)
    one.refresh_from_db()
    audit.correct_minutes(spent=one, minutes=50, by=alice)
    assert (one.minutes, one.counted_minutes, one.how) == (50, 10, "corrected")
    events = Event.objects.filter(verb="minutes.corrected", council="leeds")
    assert [(one.detail, one.target) for one in events] == [({}, f"time spent on {assessment}")] * 2


def test_readings_are_counted_by_day_role_and_record_and_name_nobody(measure: Measure) -> None:
    for role in (Role.COUNCILLOR, Role.COUNCILLOR, Role.DIRECTOR):
        audit.read(council="leeds", role=role, target=measure)
    audit.read(council="leeds", role=Role.COUNCILLOR, target=measure, detailed=True)
    counts = {(one.role, one.opened, one.detailed) for one in Reading.objects.all()}
    assert counts == {("councillor", 2, 1), ("director", 1, 0)}
    assert not [field.name for field in Reading._meta.fields if "person" in field.name or "user" in field.name]


def test_a_busy_database_loses_a_count_and_never_a_page(measure: Measure, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(Reading.objects, "filter", busy)
    audit.read(council="leeds", role=Role.COUNCILLOR, target=measure)
    monkeypatch.undo()
    assert not Reading.objects.exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] > audit.LONGEST_WAIT

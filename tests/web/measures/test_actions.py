"""Values are never overwritten, recorded twice, or half recorded."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tallystick import periods
from tallystick.series import Missing, Vintage
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils import actions as councils
from tallystick_web.councils import queries as councils_queries
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.rules import Refused
from tallystick_web.measures import actions, queries
from tallystick_web.measures.models import Measure, Observation

Q2 = periods.quarter(2009, 2)


def new(
    measure: Measure, value: str | None, vintage: Vintage = Vintage.VALIDATED, **other: object
) -> actions.NewObservation:
    area = councils_queries.own_area(measure.council)
    missing = None if value is not None else Missing.LATE
    return actions.NewObservation(measure, area, Q2, vintage, Decimal(value) if value else None, missing, **other)  # type: ignore[arg-type]


def values(measure: Measure) -> list[Decimal | None]:
    series = queries.current_series([measure])[measure.pk][0]
    return [one.value for one in series.observations]


def test_a_newer_vintage_stands_in_front_and_the_older_one_remains(measure: Measure, alice: User) -> None:
    actions.record_observations(council=measure.council, observations=[new(measure, "11.9")], by=alice)
    assert values(measure) == [Decimal("12.5"), Decimal("11.9")]
    assert measure.observations.filter(end=Q2.end).count() == 2


def test_recording_the_same_again_writes_nothing(measure: Measure, alice: User) -> None:
    twice = [new(measure, "11.9"), new(measure, "11.90")]
    assert actions.record_observations(council=measure.council, observations=twice, by=alice) == 1
    events = Event.objects.count()
    assert actions.record_observations(council=measure.council, observations=twice, by=alice) == 0
    assert Event.objects.count() == events


def test_a_withdrawn_value_stays_in_the_history_and_the_one_before_is_current(measure: Measure, alice: User) -> None:
    last = measure.observations.order_by("-id")[0]
    actions.withdraw_observation(observation=last, reason="Counted twice.", by=alice)
    assert values(measure) == [Decimal("12.5")]
    assert measure.observations.count() == 2


def test_a_withdrawal_needs_a_reason(measure: Measure, alice: User) -> None:
    with pytest.raises(Refused, match="Say why"):
        actions.withdraw_observation(observation=measure.observations.all()[0], reason=" ", by=alice)


def test_what_is_missing_says_why_and_is_never_zero(measure: Measure, alice: User) -> None:
    actions.record_observations(council=measure.council, observations=[new(measure, None)], by=alice)
    assert values(measure)[-1] is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(
            measure=measure, area=councils_queries.own_area(measure.council), frequency="quarter", start=Q2.start,
            end=Q2.end, vintage="validated", value=None, missing="", recorded_at=datetime(2009, 10, 1, tzinfo=UTC),
        )  # fmt: skip


def test_one_wrong_value_among_many_leaves_nothing_written(measure: Measure, alice: User) -> None:
    wrong = new(measure, "1" + "0" * 30)
    before = Observation.objects.count()
    with pytest.raises(Refused, match="too large"):
        actions.record_observations(council=measure.council, observations=[new(measure, "11.9"), wrong], by=alice)
    assert Observation.objects.count() == before


def test_a_contributor_records_their_own_measures_only(measure: Measure, dana: User, alice: User) -> None:
    councils.give_role(council=measure.council, person=dana, role=Role.CONTRIBUTOR, by=alice)
    with pytest.raises(Refused, match="belongs to somebody else"):
        actions.record_observations(council=measure.council, observations=[new(measure, "11")], by=dana)
    mine = actions.keep_measure(council=measure.council, reference=measure.reference, owner=dana, by=alice)
    assert actions.record_observations(council=measure.council, observations=[new(mine, "11")], by=dana) == 1


def test_nobody_records_into_another_council(measure: Measure, harborough: Council, charlie: User) -> None:
    with pytest.raises(Refused, match="not a measure of Harborough"):
        actions.record_observations(council=harborough, observations=[new(measure, "11")], by=charlie)


def test_keeping_a_measure_unchanged_writes_nothing(measure: Measure, alice: User) -> None:
    events = Event.objects.count()
    actions.keep_measure(council=measure.council, reference=measure.reference, title=measure.title, by=alice)
    assert Event.objects.count() == events


def test_changing_a_definition_keeps_what_it_was_in_the_log(measure: Measure, alice: User) -> None:
    actions.keep_measure(council=measure.council, reference=measure.reference, unit="per cent", by=alice)
    assert Event.objects.filter(verb="measure.changed")[0].detail == {"changed": {"unit": ["%", "per cent"]}}


def test_a_measure_may_have_the_targets_of_two_bodies(measure: Measure, alice: User) -> None:
    year = periods.financial_year(2009)
    for name, value in [("Local Area Agreement", "10"), ("Policing Plan", "12")]:
        actions.set_target(measure=measure, name=name, period=year, value=Decimal(value), by=alice)
    found = queries.targets([measure])[measure.pk]
    assert [target.name for target in queries.target_for(measure, Q2, found)] == [
        "Local Area Agreement",
        "Policing Plan",
    ]


def test_the_target_of_the_quarter_itself_is_preferred_to_the_years(measure: Measure, alice: User) -> None:
    actions.set_target(measure=measure, name="Ours", period=periods.financial_year(2009), value=Decimal(10), by=alice)
    actions.set_target(measure=measure, name="Ours", period=Q2, value=Decimal(11), by=alice)
    found = queries.targets([measure])[measure.pk]
    assert [target.value for target in queries.target_for(measure, Q2, found)] == [Decimal(11)]


def test_a_tolerance_in_per_cent_of_nothing_is_refused(measure: Measure, alice: User) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        actions.set_target(
            measure=measure,
            name="Zero",
            period=Q2,
            value=Decimal(0),
            tolerance=Decimal(5),
            tolerance_kind="percent",
            by=alice,
        )


def test_current_series_asks_one_query_for_any_number_of_measures(
    measure: Measure, alice: User, django_assert_num_queries: object
) -> None:
    others = [
        actions.keep_measure(council=measure.council, reference=f"M{n}", title="M", frequency="quarter", by=alice)
        for n in range(5)
    ]
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.current_series([measure, *others])


def test_a_figure_finer_than_eight_places_is_held_to_eight_and_is_not_proposed_again(
    measure: Measure, alice: User
) -> None:
    fine = new(measure, "11.123456789012")
    assert actions.record_observations(council=measure.council, observations=[fine], by=alice) == 1
    assert actions.record_observations(council=measure.council, observations=[fine], by=alice) == 0
    assert values(measure)[-1] == Decimal("11.12345679")

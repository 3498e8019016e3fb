"""Two people at once: a measure is given, retired, asked for and corrected as it is, and not as an older page showed it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from tallystick import periods
from tallystick.series import Vintage
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Area, Role
from tallystick_web.councils.rules import Refused
from tallystick_web.measures import actions, queries
from tallystick_web.measures.models import Due, Measure

from ..conftest import Beside, person


def stale(measure: Measure) -> Measure:
    """The measure as a page has it that was opened a while ago."""
    return Measure.objects.get(pk=measure.pk)


def test_a_measure_is_retired_once_and_keeps_the_first_reason(measure: Measure, alice: User) -> None:
    older = stale(measure)
    actions.retire(measure=measure, reason="Nobody uses it.", by=alice)
    with pytest.raises(Refused, match="was retired on"):
        actions.retire(measure=older, reason="Costs too much.", by=alice)
    assert Measure.objects.get(pk=measure.pk).retired_reason == "Nobody uses it."


def test_older_copies_of_many_measures_are_brought_up_to_date_in_as_many_queries_as_two(
    measure: Measure, alice: User, django_assert_max_num_queries: Any
) -> None:
    for n in range(9):
        actions.keep_measure(
            council=measure.council, reference=f"N-{n}", title="More", frequency="quarter", owner=alice, by=alice
        )
    older = list(Measure.objects.all())
    Measure.objects.update(owner=None, retired_reason="Since.")
    with transaction.atomic(), django_assert_max_num_queries(2):
        assert {(one.owner, one.retired_reason) for one in queries.renew(older)} == {(None, "Since.")}


def test_a_measure_is_taken_up_again_once(measure: Measure, alice: User) -> None:
    actions.retire(measure=measure, reason="Nobody uses it.", by=alice)
    older = stale(measure)
    actions.take_up_again(measure=measure, by=alice)
    with pytest.raises(Refused, match="is not retired"):
        actions.take_up_again(measure=older, by=alice)
    assert Event.objects.filter(verb="measure.taken_up_again").count() == 1


def test_nothing_is_decided_of_the_burden_of_what_somebody_else_has_retired(measure: Measure, alice: User) -> None:
    older = stale(measure)
    actions.retire(measure=measure, reason="Nobody uses it.", by=alice)
    year = timezone.localdate() + timedelta(days=365)
    with pytest.raises(Refused, match="Take it up again first"):
        actions.decide_burden(measure=older, choice="keep", reason="Asked for.", look_again_on=year, by=alice)


def test_the_log_names_the_owner_there_was_and_not_the_one_on_an_older_page(measure: Measure, alice: User) -> None:
    erin, frank = (person(name, measure.council, Role.CONTRIBUTOR) for name in ("Erin", "Frank"))
    one, two = stale(measure), stale(measure)
    actions.reassign(measures=[measure], owner=erin, by=alice)
    actions.reassign(measures=[one], owner=frank, by=alice)
    assert Event.objects.filter(verb="measure.reassigned").latest("id").detail["changed"]["owner"] == ["Erin", "Frank"]
    assert actions.reassign(measures=[two], owner=frank, by=alice) == 0


def test_a_value_is_withdrawn_once(measure: Measure, alice: User) -> None:
    held = measure.observations.all()[0]
    actions.withdraw_observation(observation=held, reason="Misread.", by=alice)
    with pytest.raises(Refused, match="withdrawn already"):
        actions.withdraw_observation(observation=held, reason="A slip.", by=alice)


def test_what_is_retired_while_a_round_opens_is_not_asked_for(
    measure: Measure, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = queries.hold

    def first(ids: Any) -> None:
        monkeypatch.setattr(queries, "hold", hold)
        actions.retire(measure=stale(measure), reason="Nobody uses it.", by=alice)
        hold(ids)

    monkeypatch.setattr(queries, "hold", first)
    actions.ask(council=measure.council, period=periods.quarter(2009, 3), deadline=date(2010, 1, 14), by=alice)
    assert not Due.objects.exists()


def test_who_changes_a_definition_does_not_take_a_measure_up_again_that_somebody_else_retires(
    beside: Beside, measure: Measure, alice: User
) -> None:
    beside(
        lambda: actions.retire(measure=measure, reason="Nobody uses it.", by=alice),
        lambda: actions.keep_measure(council=measure.council, reference=measure.reference, source="Survey", by=alice),
    )
    now = stale(measure)
    assert (now.source, now.retired_reason) == ("Survey", "Nobody uses it.")


def test_a_measure_is_retired_while_its_value_is_given_and_neither_waits_for_the_other_for_ever(
    beside: Beside, measure: Measure, alice: User
) -> None:
    actions.ask(council=measure.council, period=periods.quarter(2009, 3), deadline=date(2010, 1, 14), by=alice)
    due = Due.objects.get(measure=measure)
    area = measure.council.areas.get(kind=Area.Kind.OWN)
    value = actions.NewObservation(measure, area, due.period, Vintage.VALIDATED, Decimal(9))
    refused = beside(
        lambda: queries.renew([measure]),
        lambda: actions.give(council=measure.council, given={due: value}, by=alice),
        lambda: actions.retire(measure=measure, reason="Nobody uses it.", by=alice),
    )
    assert "deadlock" not in refused.lower()
    assert stale(measure).retired_reason == "Nobody uses it."

"""Targets that the performance team sets, changes and takes away on a page."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tallystick import periods
from tallystick.periods import Frequency
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import Refused
from tallystick_web.measures import actions, as_at
from tallystick_web.measures.models import Measure, Target

SignedIn = Callable[[User], Client]
PAGE = "/leeds/collect/target/NI 195a"
TYPED = {"name": "Council Plan", "period": "2009/10", "value": "1,012.5", "tolerance": "", "tolerance_kind": "absolute"}


def held(measure: Measure, alice: User, **fields: Any) -> Target:
    return actions.set_target(
        measure=measure, name="Council Plan", period=periods.parse("2009/10"), by=alice, value=Decimal(12), **fields
    )


def test_a_target_of_the_year_is_set_and_stands_on_the_page_of_the_measure(
    measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    page = client.post(PAGE, {**TYPED, "tolerance": "5", "tolerance_kind": "percent"}, follow=True).content.decode()
    target = Target.objects.get()
    assert (target.frequency, target.value, target.tolerance) == (
        Frequency.FINANCIAL_YEAR,
        Decimal("1012.5"),
        Decimal(5),
    )
    assert "Saved: Council Plan of NI 195a for 2009/10." in page
    assert f"{PAGE.replace(' ', '%20')}?of={target.pk}" in page


def test_a_period_is_read_in_the_frequency_of_the_measure_first(
    measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    Measure.objects.filter(pk=measure.pk).update(frequency=Frequency.ACADEMIC_YEAR)
    signed_in(alice).post(PAGE, TYPED)
    assert Target.objects.get().frequency == Frequency.ACADEMIC_YEAR


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"value": ""}, "Enter the target as a number."),
        ({"value": "many"}, "Enter a number, such as 55"),
        ({"name": ""}, "Enter whose target it is"),
        ({"period": "soon"}, "Enter the period as officers write it."),
        ({"tolerance": "-1"}, "Enter the tolerance without a minus"),
        ({"value": "0", "tolerance": "5", "tolerance_kind": "percent"}, "Of a target of nought a per cent is nought."),
        ({"value": "1" * 30}, "24 digits"),
        ({"value": "99999999999999"}, "is too large to be a measure’s figure"),
    ],
)
def test_what_cannot_be_a_target_is_refused_beside_its_field(
    typed: dict[str, str], words: str, measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    assert words in signed_in(alice).post(PAGE, TYPED | typed).content.decode()
    assert not Target.objects.exists()


def test_one_that_is_there_already_is_changed_on_its_own_page(
    measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    target, client = held(measure, alice), signed_in(alice)
    assert "is set already" in client.post(PAGE, TYPED | {"name": "COUNCIL plan"}).content.decode()
    address = f"{PAGE}?of={target.pk}"
    assert 'value="12"' in client.get(address).content.decode()
    client.post(address, {"value": "11.5", "tolerance": "0.5", "tolerance_kind": "absolute"})
    target.refresh_from_db()
    assert (target.name, target.value, target.tolerance) == ("Council Plan", Decimal("11.5"), Decimal("0.5"))
    changed = Event.objects.filter(verb="target.set").latest("id").detail["changed"]
    assert changed["value"] == ["12.00000000", "11.5"]


def test_only_where_nearest_is_best_has_a_target_an_upper_end(
    measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    client = signed_in(alice)
    assert "Up to" not in client.get(PAGE).content.decode()
    Measure.objects.filter(pk=measure.pk).update(polarity="near_is_best")
    assert "less than the target" in client.post(PAGE, TYPED | {"upper_value": "9"}).content.decode()
    client.post(PAGE, TYPED | {"upper_value": "1,100"})
    assert Target.objects.get().upper_value == Decimal(1100)


def test_one_set_by_mistake_is_taken_away_and_stands_on_pages_of_earlier_days(
    leeds: Council, measure: Measure, alice: User, signed_in: SignedIn
) -> None:
    today, week = timezone.localdate(), timedelta(days=7)
    with time_machine.travel(timezone.now() - 2 * week):
        target = held(measure, alice, tolerance=Decimal(1))
    page = signed_in(alice).post(f"{PAGE}?of={target.pk}", {"then": "take_away"}, follow=True).content.decode()
    assert "was taken away" in page and not Target.objects.exists()
    (then,) = as_at.targets(leeds, [measure], today - week)[measure.pk]
    assert (then.name, then.period, then.value, then.tolerance, then.upper_value) == (
        "Council Plan", periods.parse("2009/10"), Decimal(12), Decimal(1), None,
    )  # fmt: skip
    assert as_at.targets(leeds, [measure], today) == {}
    assert as_at.targets(leeds, [measure], today - 3 * week) == {}
    assert signed_in(alice).get(f"{PAGE}?of={target.pk}").status_code == 404


def test_one_is_taken_away_once(measure: Measure, alice: User) -> None:
    target = held(measure, alice)
    again = Target.objects.get(pk=target.pk)
    actions.take_target_away(target=target, by=alice)
    with pytest.raises(Refused, match="Somebody else has taken away Council Plan of NI 195a for 2009/10 meanwhile"):
        actions.take_target_away(target=again, by=alice)


def test_one_that_was_taken_away_and_set_anew_is_told_of_each_day(
    leeds: Council, measure: Measure, alice: User
) -> None:
    today, week = timezone.localdate(), timedelta(days=7)
    with time_machine.travel(timezone.now() - 2 * week):
        actions.take_target_away(target=held(measure, alice), by=alice)
    held(measure, alice)
    actions.set_target(
        measure=measure, name="Council Plan", period=periods.parse("2009/10"), by=alice, value=Decimal(9)
    )
    assert as_at.targets(leeds, [measure], today - week) == {}
    assert [one.value for one in as_at.targets(leeds, [measure], today)[measure.pk]] == [Decimal(9)]


def test_whoever_does_not_define_measures_is_not_offered_it(measure: Measure, bob: User, signed_in: SignedIn) -> None:
    client = signed_in(bob)
    assert "Set a target" not in client.get("/leeds/measures/NI 195a/").content.decode()
    assert client.post(PAGE, TYPED).status_code in (403, 404)

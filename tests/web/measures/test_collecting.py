"""Each figure is asked for once, in the first round by whose deadline it can be known."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick import periods
from tallystick.periods import Frequency, Period
from tallystick.series import Missing, Vintage
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils import queries as councils
from tallystick_web.councils.rules import Refused
from tallystick_web.measures import actions, asking, queries
from tallystick_web.measures.models import Due, Measure

REGULAR = [one for one in Frequency if one.per_year]


def deadline(period: Period) -> date:
    return period.end + timedelta(days=14)


def test_a_quarter_asks_for_its_three_months() -> None:
    found = asking.asked(Frequency.MONTH, 0, after=date(2009, 7, 14), until=date(2009, 10, 14))
    assert [str(one) for one in found] == ["July 2009", "August 2009", "September 2009"]


def test_a_figure_that_comes_two_months_late_is_asked_for_a_round_later() -> None:
    found = asking.asked(Frequency.QUARTER, 61, after=date(2009, 7, 14), until=date(2009, 10, 14))
    assert [str(one) for one in found] == ["Q1 2009/10"]
    assert asking.next_available(Frequency.QUARTER, 61, after=date(2009, 10, 14)) == date(2009, 11, 30)


def test_an_annual_figure_is_asked_for_once_a_year_and_a_wave_by_hand() -> None:
    assert asking.asked(Frequency.FINANCIAL_YEAR, 0, after=date(2009, 7, 14), until=date(2009, 10, 14)) == []
    found = asking.asked(Frequency.FINANCIAL_YEAR, 0, after=date(2010, 1, 14), until=date(2010, 4, 14))
    assert [str(one) for one in found] == ["2009/10"]
    assert asking.asked(Frequency.WAVE, 0, after=date(2009, 1, 1), until=date(2019, 1, 1)) == []


@given(frequency=st.sampled_from(REGULAR), lag=st.integers(0, 800), first=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
       steps=st.lists(st.integers(1, 400), min_size=1, max_size=6))  # fmt: skip
def test_however_rounds_are_cut_every_period_is_asked_for_exactly_once(
    frequency: Frequency, lag: int, first: date, steps: list[int]
) -> None:
    days = [first]
    for step in steps:
        days.append(days[-1] + timedelta(days=step))
    cut = [
        one
        for after, until in itertools.pairwise(days)
        for one in asking.asked(frequency, lag, after=after, until=until)
    ]
    assert cut == asking.asked(frequency, lag, after=days[0], until=days[-1]) == sorted(set(cut))
    assert all(days[0] < asking.available_on(one, lag) <= days[-1] for one in cut)


def test_opening_asks_for_what_is_due_and_asking_again_adds_nothing(measure: Measure, alice: User) -> None:
    q2 = periods.quarter(2009, 2)
    first = actions.ask(council=measure.council, period=q2, deadline=deadline(q2), by=alice)
    events = Event.objects.count()
    assert actions.ask(council=measure.council, period=q2, deadline=deadline(q2), by=alice) == first
    assert Event.objects.count() == events
    assert [str(one) for one in Due.objects.all()] == ["NI 195a for Q2 2009/10"]
    assert Due.objects.get().due_on == deadline(q2)


def test_of_a_measure_that_was_never_asked_for_the_last_figure_is_asked_for_where_it_is_not_held(
    measure: Measure, alice: User
) -> None:
    council, held = measure.council, periods.financial_year(2008)
    for reference in ("LACKS", "HOLDS"):
        actions.keep_measure(
            council=council, reference=reference, title=reference, frequency="financial_year", lag_days=60, by=alice
        )
    holds = Measure.objects.get(reference="HOLDS")
    known = actions.NewObservation(holds, councils.own_area(council), held, Vintage.VALIDATED, Decimal(40))
    actions.record_observations(council=council, observations=[known], by=alice)
    asked = []
    for number in (2, 3, 4):
        period = periods.quarter(2009, number)
        actions.ask(council=council, period=period, deadline=deadline(period), by=alice)
        asked.append([str(one) for one in Due.objects.filter(collection__end=period.end).exclude(measure=measure)])
    assert asked == [["LACKS for 2008/09"], [], []], "in the first round that finds it lacking, and once"


def test_a_missing_value_answers_only_when_none_will_come(measure: Measure, alice: User) -> None:
    q3 = periods.quarter(2009, 3)
    actions.ask(council=measure.council, period=q3, deadline=deadline(q3), by=alice)
    area = councils.own_area(measure.council)

    def waiting() -> int:
        return queries.unanswered(Due.objects.all()).count()

    assert waiting() == 1
    for missing, left in ((Missing.LATE, 1), (Missing.NOT_COLLECTED, 0)):
        value = actions.NewObservation(measure, area, q3, Vintage.PROVISIONAL, None, missing)
        actions.record_observations(council=measure.council, observations=[value], by=alice)
        assert waiting() == left
    assert [one.answered for one in queries.with_answers(Due.objects.all())] == [True]


def test_more_time_is_given_to_a_later_day_with_a_reason(measure: Measure, alice: User, bob: User) -> None:
    q2 = periods.quarter(2009, 2)
    actions.ask(council=measure.council, period=q2, deadline=deadline(q2), by=alice)
    due = Due.objects.get()
    with pytest.raises(Refused, match="later day"):
        actions.extend(due=due, until=due.due_on, reason="Late.", by=alice)
    with pytest.raises(Refused, match="Say why"):
        actions.extend(due=due, until=date(2009, 11, 2), reason="", by=alice)
    with pytest.raises(Refused, match="performance team"):
        actions.extend(due=due, until=date(2009, 11, 2), reason="Late.", by=bob)
    actions.extend(due=due, until=date(2009, 11, 2), reason="The survey is late.", by=alice)
    assert Due.objects.get().due_on == date(2009, 11, 2)


def test_a_retired_measure_is_asked_for_no_longer_and_keeps_its_values(measure: Measure, alice: User) -> None:
    q3 = periods.quarter(2009, 3)
    actions.ask(council=measure.council, period=q3, deadline=deadline(q3), by=alice)
    actions.retire(measure=measure, reason="Nobody uses it.", by=alice)
    assert (Due.objects.count(), measure.observations.count()) == (0, 2)
    q4 = periods.quarter(2009, 4)
    actions.ask(council=measure.council, period=q4, deadline=deadline(q4), by=alice)
    assert Due.objects.count() == 0
    actions.take_up_again(measure=measure, by=alice)
    assert list(queries.in_use(measure.council)) == [measure]


def test_an_owner_who_leaves_makes_orphans_until_they_are_reassigned(measure: Measure, alice: User, bob: User) -> None:
    assert list(queries.orphans(measure.council)) == [measure]
    actions.reassign(measures=[measure], owner=bob, by=alice)
    assert list(queries.orphans(measure.council)) == []
    measure.council.memberships.filter(person=bob).delete()
    assert [one.owner for one in queries.orphans(measure.council)] == [bob]


def test_a_deputy_records_the_owners_values_in_their_days_only(
    measure: Measure, alice: User, bob: User, dana: User
) -> None:
    from django.utils import timezone

    from tallystick_web.councils import actions as people
    from tallystick_web.councils.models import Role
    from tallystick_web.measures import rules

    people.give_role(council=measure.council, person=dana, role=Role.CONTRIBUTOR, by=alice)
    actions.reassign(measures=[measure], owner=bob, by=alice)
    today = timezone.localdate()
    assert "somebody else" in str(rules.why_not_record(measure.council, [measure], dana))
    named = people.name_deputy(council=measure.council, person=bob, deputy=dana, start=today, end=today, by=bob)
    assert rules.why_not_record(measure.council, [measure], dana) is None
    people.end_deputy(deputy=named, by=bob)
    assert "somebody else" in str(rules.why_not_record(measure.council, [measure], dana))


def test_values_are_held_to_the_measures_council(measure: Measure, charlie: User) -> None:
    value = actions.NewObservation(
        measure, councils.own_area(measure.council), periods.quarter(2009, 3), Vintage.PROVISIONAL, Decimal(1)
    )
    with pytest.raises(Refused):
        actions.record_observations(council=measure.council, observations=[value], by=charlie)


def test_a_deadline_put_off_asks_for_no_figure_that_comes_later(measure: Measure, alice: User) -> None:
    q2 = periods.quarter(2009, 2)
    actions.ask(council=measure.council, period=q2, deadline=date(2026, 12, 11), known_by=deadline(q2), by=alice)
    assert [(str(one.period), one.due_on) for one in Due.objects.all()] == [("Q2 2009/10", date(2026, 12, 11))]
    q3 = periods.quarter(2009, 3)
    actions.ask(council=measure.council, period=q3, deadline=date(2027, 1, 11), known_by=deadline(q3), by=alice)
    assert [str(one.period) for one in Due.objects.order_by("end")] == ["Q2 2009/10", "Q3 2009/10"]

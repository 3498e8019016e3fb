"""Plans are kept by their references, and keeping what is so changes nothing."""

import pytest
from django.db import IntegrityError, transaction

from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.councils.models import Council
from tallystick_web.councils.rules import Refused
from tallystick_web.measures.models import Measure
from tallystick_web.plans import actions, queries
from tallystick_web.plans.models import Plan, Priority


def test_keeping_a_priority_twice_adds_it_once(priority: Priority, alice: User) -> None:
    events = Event.objects.count()
    again = actions.keep_priority(
        council=priority.council, reference="ENV-1", theme=priority.theme, title="Cleaner streets", by=alice
    )
    assert again.pk == priority.pk
    assert Event.objects.count() == events


def test_a_reference_is_unique_in_its_council_and_free_in_another(
    priority: Priority, harborough: Council, charlie: User
) -> None:
    plan = actions.keep_plan(council=harborough, reference="corporate", title="Corporate Plan", by=charlie)
    theme = actions.keep_theme(plan=plan, title="The Place", by=charlie)
    actions.keep_priority(council=harborough, reference="ENV-1", theme=theme, title="Another", by=charlie)
    with pytest.raises(IntegrityError), transaction.atomic():
        Priority.objects.create(council=priority.council, theme=priority.theme, reference="ENV-1", title="Twice")


def test_a_priority_cannot_stand_under_another_councils_theme(
    priority: Priority, harborough: Council, charlie: User
) -> None:
    with pytest.raises(Refused, match="another council"):
        actions.keep_priority(council=harborough, reference="X", theme=priority.theme, title="X", by=charlie)


def test_a_councillor_keeps_no_plans(leeds: Council, dana: User) -> None:
    with pytest.raises(Refused, match="performance team"):
        actions.keep_plan(council=leeds, reference="mine", title="Mine", by=dana)
    assert not Plan.objects.filter(reference="mine").exists()


def test_evidence_keeps_the_order_given_and_the_same_again_is_silent(
    priority: Priority, measure: Measure, alice: User
) -> None:
    events = Event.objects.count()
    actions.set_evidence(priority=priority, measures=[measure], by=alice)
    assert Event.objects.count() == events
    actions.set_evidence(priority=priority, measures=[], by=alice)
    assert list(priority.measures.all()) == []


def test_priorities_come_in_the_order_of_the_plan_in_one_query(
    priority: Priority, alice: User, django_assert_num_queries: object
) -> None:
    actions.keep_priority(
        council=priority.council, reference="A-0", theme=priority.theme, title="First", order=0, by=alice
    )
    actions.keep_priority(council=priority.council, reference="ENV-1", order=1, by=alice)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [one.reference for one in queries.priorities(priority.council) if one.theme.plan.title] == [
            "A-0",
            "ENV-1",
        ]
